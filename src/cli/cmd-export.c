/* SPDX-License-Identifier: Apache-2.0
 *
 * bisotun export: everything back, in a format others read.
 */
#include "config.h"

#include "src/cli/command.h"

#include <inttypes.h>
#include <string.h>

#include "src/cli/progress.h"

static const char *const dialects[] = { "core", "min", "basic", "linguist", "as-is",
	NULL };

static const struct option_spec options[] = {
	{ "output", 'o', VALUE_ANY, "FILE",
		"write there; NAME.gz is compressed; - standard output", NULL },
	{ "type", 0, VALUE_FORMAT, "FORMAT", "by the suffix of FILE otherwise, else tmx",
		NULL },
	{ "from", 's', VALUE_LANG, "LANG", "the source language", NULL },
	{ "to", 't', VALUE_LANGS, "LANG,…", "the other languages; all otherwise", NULL },
	{ "origin", 0, VALUE_ANY, "NAME", "only what is from there", NULL },
	{ "since", 0, VALUE_DAY, "DATE", "only what was changed on that day or later",
		NULL },
	{ "status", 0, VALUE_WORD, "STATUS", "reviewed, unreviewed, or a form's status",
		any_statuses },
	{ "at", 0, VALUE_DAY, "DATE", "forms valid on that day", NULL },
	{ "dialect", 0, VALUE_WORD, "NAME", "TBX: core, min, basic, linguist, as-is",
		dialects },
	{ "strict-dtd", 0, VALUE_NONE, NULL,
		"leave out what the format's schema does not allow", NULL },
	OPTIONS_END,
};

static bool at(void *ctx, int64_t done, int64_t all)
{
	return progress_at(ctx, "export", done, all, done);
}

static bool has_suffix(const char *suffixes, const char *suffix, size_t size)
{
	while (*suffixes != '\0') {
		size_t n = strcspn(suffixes, " ");
		if (n == size && strncmp(suffixes, suffix, size) == 0)
			return true;
		suffixes += n + (suffixes[n] == ' ');
	}
	return false;
}

/* The format that writes files of this name; NULL where none does. */
static const char *type_of_name(const char *path)
{
	size_t size = strlen(path), start;
	const struct bis_format *f;

	if (size > 3 && strcmp(path + size - 3, ".gz") == 0)
		size -= 3;
	for (start = size; start > 0 && path[start - 1] != '.' && path[start - 1] != '/';)
		start--;
	if (start == 0 || path[start - 1] != '.')
		return NULL;
	for (size_t i = 0; (f = bis_format_at(i)) != NULL; i++)
		if (f->writes && has_suffix(f->suffixes, path + start, size - start))
			return f->name;
	return NULL;
}

static const char *type_of(const struct args *a, const char *path)
{
	const char *type = args_value(a, "type");

	if (type == NULL)
		type = type_of_name(path);
	return type == NULL ? "tmx" : type;
}

/* With the export itself on standard output its account must not stand in it. */
static void say_answer(const struct export_answer *a)
{
	const struct bis_export_report *r = a->report;

	say("written: %s, %" PRId64 " units, %" PRId64 " concepts", r->version, r->units,
		r->concepts);
	for (size_t i = 0; i < r->n_dropped; i++)
		say("left out, the format has no place for it: %s (%" PRId64 ")",
			r->dropped[i].name, r->dropped[i].n);
}

static void print_answer(struct session *s, const struct export_answer *answer)
{
	if (strcmp(answer->file, "-") == 0) {
		if (!s->quiet)
			say_answer(answer);
		return;
	}
	printer_begin(&s->printer, "export", false);
	s->printer.view->exported(&s->printer, answer);
	printer_end(&s->printer);
}

static void free_export(bis_export **e)
{
	bis_export_free(*e);
}

static int run(struct session *s, const struct args *a)
{
	const char *path = args_value(a, "output");
	cleanup(strings_free) struct strings to = { 0 };
	cleanup(free_export) bis_export *export = NULL;
	struct progress progress = progress_start(s->quiet);
	char from[64];
	int rc;

	if (path == NULL)
		path = "-";
	if (!args_langs(a, "to", &to))
		return say_failed(BIS_ENOMEM);
	struct bis_export_options how = {
		.type = type_of(a, path),
		.from = args_lang(a, "from", from),
		.to = (const char *const *)to.at,
		.n_to = to.n,
		.origin = args_value(a, "origin"),
		.since = args_value(a, "since"),
		.status = args_value(a, "status"),
		.at = args_value(a, "at"),
		.dialect = args_value(a, "dialect"),
		.strict_dtd = args_has(a, "strict-dtd"),
		.progress = at,
		.ctx = &progress,
	};
	rc = bis_export_run(s->db, &how, path, &export);
	progress_end(&progress);
	if (rc < 0)
		return say_failed(rc);
	struct export_answer answer = {
		.report = bis_export_report(export),
		.file = path,
		.type = how.type,
		.seconds = progress_seconds(&progress),
	};
	print_answer(s, &answer);
	return EXIT_DONE;
}

const struct command command_export = {
	.name = "export",
	.summary = "write them as TMX, TBX, tables, glossaries",
	.usage = "[options] [-o FILE]",
	.examples = "bisotun export -o all.tmx.gz\n"
		    "bisotun export --type tbx --status preferred -o names.tbx\n"
		    "bisotun export -s ru -t en --since 2026-01-01 --type tmx > new.tmx",
	.options = options,
	.need = NEED_READ,
	.run = run,
};
