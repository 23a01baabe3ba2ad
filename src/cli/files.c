/* SPDX-License-Identifier: Apache-2.0
 *
 * A file that can't be read costs itself; a library that can't go on costs all.
 */
#include "config.h"

#include "src/cli/files.h"

#include <string.h>

/* Whether it is this file that is wrong. */
static bool is_of_file(int code)
{
	return code == BIS_EFORMAT || code == BIS_EIO || code == BIS_EUSAGE ||
	       code == BIS_ENOTFOUND;
}

static int read_one(struct files *f, const char *path)
{
	const char *name = NULL;
	int rc;

	if (strcmp(path, "-") == 0)
		name = f->stdin_name == NULL ? "standard input" : f->stdin_name;
	rc = f->read(f, path, name);
	if (is_of_file(rc)) {
		say("%s", bis_error_message());
		f->n_unreadable++;
		return 0;
	}
	f->n_read += rc >= 0;
	return rc;
}

int files_read(struct files *f, const struct args *a)
{
	struct progress progress = progress_start(f->session->quiet);
	int rc = 0;

	/* results on the same terminal show well enough how far it is */
	progress.on = progress.on && !f->session->printer.tty;
	progress.things = "files";
	for (size_t i = 0; i < a->n_words && rc >= 0; i++) {
		if (!progress_at(&progress, a->words[i], (int64_t)i, (int64_t)a->n_words,
			    (int64_t)i))
			rc = BIS_ECANCELLED;
		else
			rc = read_one(f, a->words[i]);
	}
	progress_end(&progress);
	return rc;
}

int files_status(const struct files *f, int rc, bool good)
{
	if (rc == BIS_ECANCELLED)
		return EXIT_INTERRUPTED;
	if (rc < 0)
		return say_failed(rc);
	if (f->n_unreadable > 0)
		return EXIT_DATA;
	return good ? EXIT_DONE : EXIT_NEGATIVE;
}

bool reads_stdin(const struct args *a)
{
	for (size_t i = 0; i < a->n_words; i++)
		if (strcmp(a->words[i], "-") == 0)
			return true;
	return false;
}
