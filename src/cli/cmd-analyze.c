/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun analyze: how much of a text is translated already, in the bands by which
 * translators are paid.
 */
#include "config.h"

#include "src/cli/command.h"

#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "src/cli/lines.h"
#include "src/cli/progress.h"
#include "src/cli/ready.h"

static const struct option_spec options[] = {
	{ "from", 's', VALUE_LANG, "LANG", "language of the files", NULL },
	{ "to", 't', VALUE_LANGS, "LANG,…",
		"only what is translated into one of these; any otherwise", NULL },
	{ "origin", 0, VALUE_ANY, "NAME", NULL, NULL },
	{ "status", 0, VALUE_WORD, "STATUS", "only units of this origin and status",
		unit_statuses },
	{ "since", 0, VALUE_DAY, "DATE", NULL, NULL },
	{ "until", 0, VALUE_DAY, "DATE", "only units changed in this time", NULL },
	OPTIONS_END,
};

struct work {
	bis_analyser *analyser;
	struct progress progress;
	int64_t bytes, all_bytes; /* of the files, for the bar */
	int64_t segments;
	int64_t n_bad; /* lines that are no text */
};

enum { SAID = 10 };

static int segment(void *ctx, const struct line *l)
{
	struct work *w = ctx;
	bool sound = bis_text_valid(l->text, l->size) == l->size &&
		     strnlen(l->text, l->size) == l->size;

	w->bytes += (int64_t)l->size + 1;
	if (!progress_at(&w->progress, l->file, w->bytes, w->all_bytes, w->segments))
		return LINES_STOPPED;
	if (!sound && w->n_bad++ < SAID)
		say("%s:%" PRId64 ": no UTF-8 text", l->file, l->number);
	if (!sound || is_blank(l->text))
		return 0;
	w->segments++;
	return bis_analyser_segment(w->analyser, l->text);
}

static int64_t size_of(const char *file)
{
	struct stat info;

	if (strcmp(file, "-") == 0 || stat(file, &info) != 0 || !S_ISREG(info.st_mode))
		return 0;
	return info.st_size;
}

static int analyse(struct work *w, const struct args *a)
{
	int rc = 0;

	for (size_t i = 0; i < a->n_words; i++)
		w->all_bytes += size_of(a->words[i]);
	for (size_t i = 0; i < a->n_words && rc >= 0; i++) {
		rc = bis_analyser_file(w->analyser, a->words[i]);
		if (rc >= 0)
			rc = each_whole_line(a->words[i], segment, w);
	}
	if (w->n_bad > SAID)
		say("%" PRId64 " more lines that are no text", w->n_bad - SAID);
	return rc;
}

static void free_files(const struct bis_analysis ***files)
{
	free(*files);
}

static int print(struct session *s, const bis_analyser *analyser, const char *from)
{
	size_t n = bis_analyser_n(analyser);
	cleanup(free_files) const struct bis_analysis **files =
		calloc(n + 1, sizeof(*files));

	if (files == NULL)
		return BIS_ENOMEM;
	for (size_t i = 0; i < n; i++)
		files[i] = bis_analyser_at(analyser, i);
	printer_begin(&s->printer, "analysis", false);
	s->printer.view->analysis(&s->printer,
		&(struct analysis_answer){ .from = from, .files = files, .n_files = n });
	printer_end(&s->printer);
	return 0;
}

static void close_analyser(bis_analyser **a)
{
	bis_analyser_close(*a);
}

static int status_after(const struct work *w, int rc)
{
	if (rc == LINES_UNREADABLE)
		return EXIT_DATA;
	if (rc == LINES_STOPPED)
		return EXIT_INTERRUPTED;
	if (rc < 0)
		return say_failed(rc);
	return w->n_bad > 0 ? EXIT_DATA : EXIT_DONE;
}

static int check(struct session *s, const struct args *a)
{
	(void)s;
	if (args_has(a, "from"))
		return EXIT_DONE;
	return say_usage("analyze", "in which language? -s LANG");
}

static int run(struct session *s, const struct args *a)
{
	cleanup(strings_free) struct strings to = { 0 };
	cleanup(close_analyser) bis_analyser *analyser = NULL;
	char from[64];
	int status = make_index(s);

	if (status != EXIT_DONE)
		return status;
	if (!args_langs(a, "to", &to))
		return say_failed(BIS_ENOMEM);
	struct bis_match_options how = {
		.from = args_lang(a, "from", from),
		.to = (const char *const *)to.at,
		.n_to = to.n,
		.origin = args_value(a, "origin"),
		.status = args_value(a, "status"),
		.since = args_value(a, "since"),
		.until = args_value(a, "until"),
	};
	int rc = bis_analyser_open(s->db, &how, &analyser);
	if (rc < 0)
		return say_failed(rc);
	struct work work = { analyser, progress_start(s->quiet), 0, 0, 0, 0 };
	work.progress.things = "segments";
	rc = analyse(&work, a);
	progress_end(&work.progress);
	if (rc >= 0)
		rc = print(s, analyser, how.from);
	return status_after(&work, rc);
}

const struct command command_analyze = {
	.name = "analyze",
	.summary = "count words, repetitions and match bands of texts",
	.usage = "-s LANG [-t LANG,…] FILE…",
	.examples =
		"bisotun analyze -s en -t ru draft.txt annex.txt\n"
		"bisotun analyze -s en - --format tsv <draft.txt   one segment a line",
	.options = options,
	.need = NEED_READ,
	.min_words = 1,
	.max_words = MANY,
	.check = check,
	.run = run,
};
