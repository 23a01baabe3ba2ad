/* SPDX-License-Identifier: Apache-2.0
 *
 * Answers for people: reports, counts, history.  Concepts are in text-concept.c.
 *
 * What is good or bad is said in words and by a mark (✓ ✗ ! ?); colour only repeats it.
 */
#include "config.h"

#include "src/view/table.h"
#include "src/view/text.h"

#include <inttypes.h>
#include <string.h>

enum { SHOWN_PROBLEMS = 10 };

static void nothing(struct printer *p)
{
	(void)p;
}

static const char *plural(int64_t n)
{
	return n == 1 ? "" : "s";
}

/* "6.1 MB" */
static const char *bytes_text(int64_t bytes, char text[32])
{
	static const char *const units[] = { "bytes", "KB", "MB", "GB", "TB" };
	double size = (double)bytes;
	size_t unit = 0;

	while (size >= 1000 && unit + 1 < N_ELEMENTS(units)) {
		size /= 1000;
		unit++;
	}
	snprintf(
		text, 32, "%.*f %s", unit == 0 || size >= 100 ? 0 : 1, size, units[unit]);
	return text;
}

static void undo_line(struct printer *p, int64_t undo, bool dry_run)
{
	if (dry_run)
		fputs("dry run: nothing was changed\n", p->out);
	else if (undo > 0)
		styled(p, STYLE_PLAIN, "undo: bisotun undo %" PRId64 "\n", undo);
}

/* "releases.tmx: TMX 1.4, source language ru, made by OmegaT 6.1, 3 languages (ru, en,
 * de)" */
static void import_head(struct printer *p, const struct bis_import_file *f)
{
	styled(p, STYLE_BOLD, "%s", f->file);
	styled(p, STYLE_PLAIN, ": %s%s%s",
		f->type[0] == '\0' ? "no known format" : f->type,
		f->version[0] == '\0' ? "" : " ", f->version);
	if (f->source_lang[0] != '\0')
		styled(p, STYLE_PLAIN, ", source language %s", f->source_lang);
	if (f->tool[0] != '\0')
		styled(p, STYLE_PLAIN, ", made by %s", f->tool);
	if (f->n_languages > 0)
		styled(p, STYLE_PLAIN, ", %zu language%s (", f->n_languages,
			plural((int64_t)f->n_languages));
	for (size_t i = 0; i < f->n_languages && i < 12; i++)
		styled(p, STYLE_PLAIN, "%s%s", i == 0 ? "" : ", ", f->languages[i].name);
	if (f->n_languages > 0)
		fputs(f->n_languages > 12 ? ", …)" : ")", p->out);
	putc('\n', p->out);
}

/* What `n` of a file of this format are called. */
static const char *things(const char *type, int64_t n)
{
	const struct bis_format *f;

	for (size_t i = 0; (f = bis_format_at(i)) != NULL; i++)
		if (strcmp(f->name, type) == 0 && f->units != f->concepts)
			return f->units ? n == 1 ? "unit" : "units"
			       : n == 1 ? "concept"
					: "concepts";
	return n == 1 ? "entry" : "entries";
}

static void import_counts(struct printer *p, const struct bis_import_file *f)
{
	char read[32], added[32], merged[32], skipped[32];

	styled(p, STYLE_PLAIN, "  %s %s read → %s new, %s already known, %s skipped\n",
		grouped(f->read, read), things(f->type, f->read),
		grouped(f->added, added), grouped(f->merged, merged),
		grouped(f->skipped, skipped));
	if (f->conflicts > 0)
		styled(p, STYLE_PLAIN,
			"  %s with other targets for a known source or id\n",
			grouped(f->conflicts, read));
	if (f->bad > 0)
		styled(p, STYLE_PLAIN, "  %s of the skipped %s broken\n",
			grouped(f->bad, read), f->bad == 1 ? "is" : "are");
	if (f->warnings > 0)
		styled(p, STYLE_PLAIN, "  %s warning%s that cost nothing\n",
			grouped(f->warnings, read), plural(f->warnings));
}

static void import_problem(
	struct printer *p, const char *file, const struct bis_problem *problem)
{
	styled(p, problem->lost ? STYLE_BAD : STYLE_WARN, "%s ",
		problem->lost ? "✗" : "!");
	styled(p, STYLE_PLAIN, "%s", file);
	if (problem->line > 0)
		styled(p, STYLE_PLAIN, ":%ld", problem->line);
	if (problem->unit[0] != '\0')
		styled(p, STYLE_PLAIN, ": %s", problem->unit);
	styled(p, STYLE_PLAIN, ": %s%s\n", problem->message,
		problem->lost ? "; skipped" : "");
}

static void import_problems(
	struct printer *p, const struct bis_import_file *f, const char *report)
{
	size_t shown = f->n_problems < SHOWN_PROBLEMS ? f->n_problems : SHOWN_PROBLEMS;

	for (size_t i = 0; i < shown; i++)
		import_problem(p, f->file, &f->problems[i]);
	if (report != NULL && f->n_problems > 0)
		styled(p, STYLE_PLAIN, "  all in %s\n", report);
	else if (f->n_problems >= 1000)
		fputs("  … all of them: --report FILE\n", p->out);
	else if (f->n_problems > shown)
		styled(p, STYLE_PLAIN, "  … all %zu: --report FILE\n", f->n_problems);
}

/* The line that says why an import changed nothing though nothing went wrong. */
static void import_remark(
	struct printer *p, const struct import_answer *a, const struct bis_import_file *f)
{
	if (f->read == 0)
		fputs("  the file is valid and empty\n", p->out);
	else if (f->merged == f->read && bis_import_event(a->import) == 0 && !a->dry_run)
		fputs("  all of it is known already\n", p->out);
}

static void import_row(struct table *t, enum style style, const char *file,
	const char *type, const int64_t numbers[4])
{
	char text[32];

	table_cell(t, style, "%s", file);
	table_cell(t, STYLE_PLAIN, "%s", type);
	for (size_t i = 0; i < 4; i++)
		table_cell(t, STYLE_PLAIN, "%s", grouped(numbers[i], text));
}

/* Many files: a line each, and a total. */
static void import_table(struct printer *p, const bis_import *import)
{
	cleanup(table_free) struct table t = table_of("llrrrr", 0);
	int64_t total[4] = { 0 };

	for (const char *const *h = (const char *const[]){ "FILE", "TYPE", "READ", "NEW",
		     "KNOWN", "SKIPPED", NULL };
		*h != NULL; h++)
		table_cell(&t, STYLE_DIM, "%s", *h);
	for (size_t i = 0; i < bis_import_n_files(import); i++) {
		const struct bis_import_file *f = bis_import_file_at(import, i);
		const int64_t numbers[4] = { f->read, f->added, f->merged, f->skipped };
		for (size_t k = 0; k < 4; k++)
			total[k] += numbers[k];
		import_row(&t, STYLE_BOLD, f->file, f->type, numbers);
	}
	import_row(&t, STYLE_PLAIN, "all", "", total);
	table_print(&t, p);
}

static void import_file(
	struct printer *p, const struct import_answer *a, const struct bis_import_file *f)
{
	if (a->failed != NULL && f->type[0] == '\0')
		return; /* no file, or no format of ours: the message says which */
	import_head(p, f);
	if (a->failed == NULL || f->read > 0)
		import_counts(p, f);
	import_problems(p, f, a->report);
	if (a->failed == NULL)
		import_remark(p, a, f);
}

static void import_end(struct printer *p, const struct import_answer *a)
{
	if (a->failed != NULL) {
		fputs("nothing was kept\n", p->out);
		return;
	}
	if (!p->quiet)
		styled(p, STYLE_PLAIN, "%s in %.1f s\n",
			would(a->dry_run, "imported", "read"), a->seconds);
	undo_line(p, bis_import_event(a->import), a->dry_run);
}

static void imported(struct printer *p, const struct import_answer *a)
{
	size_t n = bis_import_n_files(a->import);

	if (n > 3)
		import_table(p, a->import);
	for (size_t i = 0; i < n; i++) {
		const struct bis_import_file *f = bis_import_file_at(a->import, i);
		if (n > 3)
			import_problems(p, f, a->report);
		else
			import_file(p, a, f);
	}
	import_end(p, a);
}

static void exported(struct printer *p, const struct export_answer *a)
{
	const struct bis_export_report *r = a->report;
	char number[32];

	styled(p, STYLE_BOLD, "%s", a->file);
	styled(p, STYLE_PLAIN, ": %s", r->version[0] == '\0' ? a->type : r->version);
	if (r->units > 0)
		styled(p, STYLE_PLAIN, ", %s unit%s", grouped(r->units, number),
			plural(r->units));
	if (r->concepts > 0)
		styled(p, STYLE_PLAIN, ", %s concept%s", grouped(r->concepts, number),
			plural(r->concepts));
	styled(p, STYLE_PLAIN, ", %s %s", grouped(r->variants, number),
		r->units > 0 ? "segments" : "terms");
	styled(p, STYLE_PLAIN, ", %s\n", bytes_text(r->bytes, number));
	for (size_t i = 0; i < r->n_dropped; i++)
		styled(p, STYLE_PLAIN,
			"! left out, the format has no place for it: %s (%s)\n",
			r->dropped[i].name, grouped(r->dropped[i].n, number));
}

static void formats(struct printer *p)
{
	cleanup(table_free) struct table t = table_of("lllll", 0);
	const struct bis_format *f;

	for (const char *const *h = (const char *const[]){ "FORMAT", "CARRIES", "READS",
		     "WRITES", "WHAT IT IS", NULL };
		*h != NULL; h++)
		table_cell(&t, STYLE_DIM, "%s", *h);
	for (size_t i = 0; (f = bis_format_at(i)) != NULL; i++) {
		table_cell(&t, STYLE_BOLD, "%s", f->name);
		table_cell(&t, STYLE_PLAIN, "%s",
			f->units ? f->concepts ? "memory, terms" : "memory" : "terms");
		table_cell(&t, STYLE_PLAIN, "%s", f->reads ? "yes" : "–");
		table_cell(&t, STYLE_PLAIN, "%s", f->writes ? "yes" : "–");
		table_cell(&t, STYLE_PLAIN, "%s", f->title);
	}
	table_print(&t, p);
}

static void info_number(struct table *t, const char *name, int64_t number)
{
	char text[32];

	table_cell(t, STYLE_PLAIN, "%s", name);
	table_cell(t, STYLE_PLAIN, "%s", grouped(number, text));
}

static void info_counts(
	struct printer *p, const char *title, const struct bis_count *counts, size_t n)
{
	char text[32];

	if (n == 0)
		return;
	styled(p, STYLE_PLAIN, "%s", title);
	for (size_t i = 0; i < n; i++)
		styled(p, STYLE_PLAIN, "%s %s %s", i == 0 ? "" : ",", counts[i].name,
			grouped(counts[i].n, text));
	putc('\n', p->out);
}

static void info(struct printer *p, const struct bis_info *i)
{
	cleanup(table_free) struct table t = table_of("lr", 2);
	char size[32];

	styled(p, STYLE_BOLD, "%s", i->file);
	styled(p, STYLE_PLAIN, "  schema %d, %s\n", i->schema_version,
		bytes_text(i->bytes, size));
	info_number(&t, "units of the memory", i->units);
	info_number(&t, "segments in them", i->variants);
	info_number(&t, "concepts", i->concepts);
	info_number(&t, "forms of them", i->forms);
	info_number(&t, "people", i->people);
	info_number(&t, "origins", i->origins);
	info_number(&t, "events in the history", i->events);
	table_print(&t, p);
	info_counts(p, "  distinct segments:", i->segments, i->n_segments);
	info_counts(p, "  terms:", i->terms, i->n_terms);
}

static void stats_header(struct table *t, enum bis_stats_by by)
{
	static const char *const all[] = { "UNITS", "REVIEWED", "WORDS", "CONCEPTS",
		"PREFERRED", "PROPOSED", "DO NOT USE" };

	table_cell(t, STYLE_DIM, "%s",
		by == BIS_BY_LANG   ? "LANGUAGE"
		: by == BIS_BY_YEAR ? "YEAR"
				    : "ORIGIN");
	for (size_t i = 0; i < (by == BIS_BY_LANG ? N_ELEMENTS(all) : 2); i++)
		table_cell(t, STYLE_DIM, "%s", all[i]);
}

static void stats_row(struct table *t, enum bis_stats_by by, const struct bis_stat *s)
{
	const int64_t more[] = { s->words, s->concepts, s->preferred, s->proposed,
		s->barred };
	char text[32];

	table_cell(t, STYLE_BOLD, "%s", s->key[0] == '\0' ? "(none)" : s->key);
	table_cell(t, STYLE_PLAIN, "%s", grouped(s->units, text));
	table_cell(t, STYLE_PLAIN, "%.0f %%",
		s->units == 0 ? 0.0 : 100.0 * (double)s->reviewed / (double)s->units);
	for (size_t i = 0; by == BIS_BY_LANG && i < N_ELEMENTS(more); i++)
		table_cell(t, STYLE_PLAIN, "%s", grouped(more[i], text));
}

static void stats(struct printer *p, const struct stat_answer *a)
{
	cleanup(table_free) struct table t =
		table_of(a->by == BIS_BY_LANG ? "lrrrrrrr" : "lrr", 0);

	if (a->n_rows == 0) {
		fputs("nothing to count yet: bisotun import FILE\n", p->out);
		return;
	}
	stats_header(&t, a->by);
	for (size_t i = 0; i < a->n_rows; i++)
		stats_row(&t, a->by, &a->rows[i]);
	table_print(&t, p);
}

static void event(struct printer *p, const struct bis_event *e)
{
	styled(p, STYLE_BOLD, "%5" PRId64, e->number);
	styled(p, STYLE_PLAIN, "  %s  %s  %s", e->when, e->who, e->what);
	if (e->undone_by > 0)
		styled(p, STYLE_DIM, "  (undone by %" PRId64 ")", e->undone_by);
	if (e->summary[0] != '\0')
		styled(p, STYLE_PLAIN, "\n       %s", e->summary);
	if (e->why[0] != '\0')
		styled(p, STYLE_PLAIN, "\n       why: %s", e->why);
	putc('\n', p->out);
}

static void changed(struct printer *p, const struct change *c)
{
	styled(p, STYLE_PLAIN, "%s\n", c->what);
	undo_line(p, c->undo, c->dry_run);
}

static void flaws(struct printer *p, const struct flaws *f)
{
	char number[32];

	if (f->total == 0) {
		styled(p, STYLE_GOOD, "✓ ");
		styled(p, STYLE_PLAIN, "%s: %s\n", f->file, f->good);
		return;
	}
	styled(p, STYLE_BAD, "✗ ");
	styled(p, STYLE_PLAIN, "%s: %s finding%s\n", f->file, grouped(f->total, number),
		plural(f->total));
	for (size_t i = 0; i < f->n_what; i++)
		styled(p, STYLE_PLAIN, "  %s\n", f->what[i]);
	if ((int64_t)f->n_what < f->total)
		styled(p, STYLE_PLAIN, "  … and %s more\n",
			grouped(f->total - (int64_t)f->n_what, number));
}

const struct view view_text = {
	.name = "text",
	.begin = nothing,
	.end = nothing,
	.lookup = text_lookup,
	.concept = text_concept,
	.imported = imported,
	.exported = exported,
	.formats = formats,
	.info = info,
	.stats = stats,
	.event = event,
	.changed = changed,
	.flaws = flaws,
	.matches = text_matches,
	.unit = text_unit,
	.analysis = text_analysis,
	.index_check = text_index_check,
	.concordance = text_concordance,
	.name_check = text_name,
	.names_end = text_names_end,
	.compared = text_compared,
	.spellings = text_spellings,
	.systems = text_systems,
	.scan = text_scan,
	.rules = text_rules,
	.finding = text_finding,
	.checked = text_checked,
};
