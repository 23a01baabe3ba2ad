/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun import: files into the memory and the termbase, with an exact account.
 */
#include "config.h"

#include "src/cli/command.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "src/cli/progress.h"

static const char *const kinds[] = { "memory", "terms", NULL };
static const char *const conflicts[] = { "merge", "keep", "replace", NULL };

static const struct option_spec options[] = {
	{ "from", 's', VALUE_LANG, "LANG", "source language, where the file doesn't say",
		NULL },
	{ "to", 't', VALUE_LANG, "LANG", "target language, where the file doesn't say",
		NULL },
	{ "as", 0, VALUE_WORD, "KIND", "memory or terms, where a file could be either",
		kinds },
	{ "type", 0, VALUE_FORMAT, "FORMAT",
		"its format; found from the content otherwise", NULL },
	{ "origin", 0, VALUE_ANY, "NAME", "where it is from; the file's name otherwise",
		NULL },
	{ "status", 0, VALUE_WORD, "STATUS", "reviewed, unreviewed, or a form's status",
		any_statuses },
	{ "strict", 0, VALUE_NONE, NULL, "keep nothing if anything was skipped", NULL },
	{ "report", 0, VALUE_ANY, "FILE", "write every problem there, as TSV", NULL },
	{ "on-conflict", 0, VALUE_WORD, "HOW", "merge (default), keep or replace",
		conflicts },
	OPTIONS_END,
};

struct watch {
	struct progress progress;
	FILE *report;
};

static bool at(void *ctx, const char *file, int64_t done, int64_t size, int64_t units)
{
	struct watch *w = ctx;
	const char *slash = strrchr(file, '/');

	return progress_at(
		&w->progress, slash == NULL ? file : slash + 1, done, size, units);
}

static void cell(FILE *out, const char *text, char end)
{
	for (; *text != '\0'; text++) {
		const char *from = "\t\n\r\\", *to = "tnr\\",
			   *special = strchr(from, *text);
		if (special != NULL)
			fprintf(out, "\\%c", to[special - from]);
		else
			putc(*text, out);
	}
	putc(end, out);
}

static void problem(void *ctx, const char *file, const struct bis_problem *p)
{
	struct watch *w = ctx;

	if (w->report == NULL)
		return;
	cell(w->report, file, '\t');
	fprintf(w->report, "%ld\t", p->line);
	cell(w->report, p->unit, '\t');
	cell(w->report, p->lost ? "skipped" : "warning", '\t');
	cell(w->report, p->message, '\n');
}

static enum bis_on_conflict conflict_of(const char *word)
{
	if (word != NULL && strcmp(word, "keep") == 0)
		return BIS_CONFLICT_KEEP;
	if (word != NULL && strcmp(word, "replace") == 0)
		return BIS_CONFLICT_REPLACE;
	return BIS_CONFLICT_MERGE;
}

/* The report is written from the start: over the database it would end it. */
static bool is_database(const struct session *s, const char *path)
{
	cleanup(free_text) char *usual = NULL;
	struct stat own, other;

	if (s->db_path == NULL && bis_db_default_path(false, &usual) < 0)
		return false;
	return stat(s->db_path == NULL ? usual : s->db_path, &own) == 0 &&
	       stat(path, &other) == 0 && own.st_dev == other.st_dev &&
	       own.st_ino == other.st_ino;
}

static bool open_report(const char *path, FILE **out)
{
	if (path == NULL)
		return true;
	*out = fopen(path, "w");
	if (*out == NULL) {
		say("%s: %s", path, strerror(errno));
		return false;
	}
	fputs("file\tline\tunit\tkind\tmessage\n", *out);
	return true;
}

static bool close_report(const char *path, FILE **out)
{
	bool good = *out == NULL || (fflush(*out) == 0 && !ferror(*out));

	if (*out != NULL && fclose(*out) != 0)
		good = false;
	*out = NULL;
	if (!good)
		say("%s: %s", path, strerror(errno));
	return good;
}

static void free_import(bis_import **i)
{
	bis_import_free(*i);
}

static void print_answer(struct session *s, const bis_import *import,
	const struct args *a, const char *failed, double seconds)
{
	struct import_answer answer = {
		.import = import,
		.failed = failed,
		.report = args_value(a, "report"),
		.dry_run = s->dry_run,
		.seconds = seconds,
	};

	printer_begin(&s->printer, "import", false);
	s->printer.view->imported(&s->printer, &answer);
	printer_end(&s->printer);
}

static int run(struct session *s, const struct args *a)
{
	cleanup(free_import) bis_import *import = NULL;
	cleanup(close_file) FILE *report = NULL;
	cleanup(free_text) char *failed = NULL;
	struct watch watch;
	char from[64], to[64];
	int rc;

	if (args_has(a, "report") && is_database(s, args_value(a, "report"))) {
		say("%s: is the database itself", args_value(a, "report"));
		return EXIT_USAGE;
	}
	if (!open_report(args_value(a, "report"), &report))
		return EXIT_DATA;
	watch = (struct watch){ progress_start(s->quiet), report };
	struct bis_import_options how = {
		.from = args_lang(a, "from", from),
		.to = args_lang(a, "to", to),
		.type = args_value(a, "type"),
		.as = args_value(a, "as"),
		.origin = args_value(a, "origin"),
		.status = args_value(a, "status"),
		.strict = args_has(a, "strict"),
		.on_conflict = conflict_of(args_value(a, "on-conflict")),
		.progress = at,
		.problem = problem,
		.ctx = &watch,
	};
	rc = bis_import_run(s->db, &how, a->words, a->n_words, &import);
	progress_end(&watch.progress);
	if (rc < 0)
		failed = strdup(bis_error_message());
	if (import != NULL)
		print_answer(s, import, a, failed, progress_seconds(&watch.progress));
	if (rc < 0) {
		say("%s", failed == NULL ? "out of memory" : failed);
		return status_of(rc);
	}
	return close_report(args_value(a, "report"), &report) ? EXIT_DONE : EXIT_DATA;
}

const struct command command_import = {
	.name = "import",
	.summary = "read TMX, TBX, tables, glossaries into the database",
	.usage = "[options] FILE…",
	.examples = "bisotun import releases.tmx.gz names.tbx\n"
		    "bisotun import -s ru -t en glossary.txt    where the file names no "
		    "languages\n"
		    "bisotun import --dry-run --report problems.tsv old.tmx",
	.options = options,
	.need = NEED_CREATE,
	.min_words = 1,
	.max_words = MANY,
	.run = run,
};
