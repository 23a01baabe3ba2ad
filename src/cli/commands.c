/* SPDX-License-Identifier: Apache-2.0
 *
 * The table of commands, and the options that all of them have.
 */
#include "config.h"

#include "src/cli/command.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

const struct command *const commands[] = {
	&command_lookup,
	&command_match,
	&command_concordance,
	&command_name,
	&command_check,
	&command_term,
	&command_unit,
	&command_analyze,
	&command_import,
	&command_export,
	&command_formats,
	&command_init,
	&command_info,
	&command_stats,
	&command_log,
	&command_undo,
	&command_verify,
	&command_backup,
	&command_restore,
	&command_purge,
	&command_validate,
	&command_help,
	&command_completion,
	NULL,
};

static const char *const views[] = { "text", "json", "jsonl", "tsv", "line", "sarif",
	"html", NULL };
static const char *const colours[] = { "auto", "always", "never", NULL };

const struct option_spec options_everywhere[] = {
	{ "db", 0, VALUE_ANY, "FILE",
		"the database, instead of $BISOTUN_DB or the default", NULL },
	{ "format", 0, VALUE_WORD, "FORM",
		"text, json, jsonl or tsv; of check also line, sarif, html", views },
	{ "json", 0, VALUE_NONE, NULL, "the same as --format=json", NULL },
	{ "color", 0, VALUE_WORD, "WHEN", "auto, always or never", colours },
	{ "quiet", 'q', VALUE_NONE, NULL, "results only: no progress, timings, hints",
		NULL },
	{ "user", 0, VALUE_ANY, "NAME", "who writes, for the history; $USER otherwise",
		NULL },
	{ "why", 0, VALUE_ANY, "TEXT", "reason of a write, for the history", NULL },
	{ "timeout", 0, VALUE_NUMBER, "SECONDS",
		"how long to wait for another writer; 10", NULL },
	{ "dry-run", 'n', VALUE_NONE, NULL,
		"say what a write would change, and change nothing", NULL },
	{ "help", 'h', VALUE_NONE, NULL, "this page", NULL },
	{ "version", 'V', VALUE_NONE, NULL, "the version", NULL },
	OPTIONS_END,
};

const char *const form_statuses[] = {
	"preferred",
	"admitted",
	"proposed",
	"deprecated",
	"obsolete",
	"lookup",
	NULL,
};
const char *const unit_statuses[] = { "reviewed", "unreviewed", NULL };

const char *const any_statuses[] = {
	"reviewed",
	"unreviewed",
	"preferred",
	"admitted",
	"proposed",
	"deprecated",
	"obsolete",
	"lookup",
	NULL,
};

const char *command_word(const struct command *c)
{
	const char *space = strrchr(c->name, ' ');

	return space == NULL ? c->name : space + 1;
}

const struct command *command_find(const struct command *const *list, const char *word)
{
	for (; *list != NULL; list++)
		if (strcmp(command_word(*list), word) == 0)
			return *list;
	return NULL;
}

void print_one_change(struct session *s, const char *id, const char *what)
{
	struct change change = {
		.did = s->command->name,
		.what = what,
		.id = id,
		.undo = s->db == NULL ? 0 : bis_db_last_event(s->db),
		.dry_run = s->dry_run,
	};

	s->printer.view->changed(&s->printer, &change);
}

int print_change(struct session *s, const char *id, const char *format, ...)
{
	cleanup(free_text) char *what = NULL;
	va_list values;
	int size;

	va_start(values, format);
	size = vasprintf(&what, format, values);
	va_end(values);
	if (size < 0) {
		what = NULL;
		s->printer.failed = true;
	}
	printer_begin(&s->printer, "change", false);
	print_one_change(s, id, what == NULL ? "" : what);
	printer_end(&s->printer);
	return EXIT_DONE;
}
