/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun backup and bisotun restore: a copy of the database, and back.
 */
#include "config.h"

#include "src/cli/command.h"

#include "src/cli/ready.h"

static const struct option_spec backup_options[] = {
	{ "to", 0, VALUE_ANY, "FILE", "where the copy goes; it must not be there", NULL },
	OPTIONS_END,
};

static int check_backup(struct session *s, const struct args *a)
{
	(void)s;
	if (args_has(a, "to"))
		return EXIT_DONE;
	return say_usage("backup", "where to? bisotun backup --to FILE");
}

static int backup(struct session *s, const struct args *a)
{
	const char *to = args_value(a, "to");
	int rc;

	if (s->dry_run)
		return print_change(s, NULL, "would write a copy to %s", to);
	rc = bis_db_backup(s->db, to);
	return rc < 0 ? say_failed(rc) : print_change(s, NULL, "copied to %s", to);
}

const struct command command_backup = {
	.name = "backup",
	.summary = "copy the database while others use it",
	.usage = "--to FILE",
	.examples = "bisotun backup --to /media/stick/names-2026-11-21.db",
	.options = backup_options,
	.need = NEED_READ,
	.check = check_backup,
	.run = backup,
};

static const struct option_spec restore_options[] = { OPTIONS_END };

/* The index beside the file was that of the other base. */
static void index_restored(struct session *s, const char *path)
{
	const struct bis_open_options options = {
		.must_exist = true, .timeout_ms = s->timeout_ms, .user = s->user
	};
	int rc = bis_db_open(path, &options, &s->db);

	if (rc < 0)
		say_failed(rc);
	else
		make_index_again(s);
}

static int restore(struct session *s, const struct args *a)
{
	cleanup(free_text) char *path = NULL;
	const char *to = s->db_path;
	int rc = to == NULL ? bis_db_default_path(true, &path) : 0;

	if (rc < 0)
		return say_failed(rc);
	if (to == NULL)
		to = path;
	if (s->dry_run)
		return print_change(
			s, NULL, "would put %s in the place of %s", a->words[0], to);
	rc = bis_db_restore(a->words[0], to);
	if (rc < 0)
		return say_failed(rc);
	index_restored(s, to);
	return print_change(s, NULL,
		"%s is now what %s was; before it: %s.before-restore", to, a->words[0],
		to);
}

const struct command command_restore = {
	.name = "restore",
	.summary = "put a backup in the place of the database",
	.usage = "BACKUP",
	.examples = "bisotun restore names-2026-11-21.db\n"
		    "bisotun --db names.db restore old.db       what was there is kept "
		    "beside it",
	.options = restore_options,
	.need = NEED_NOTHING,
	.min_words = 1,
	.max_words = 1,
	.run = restore,
};
