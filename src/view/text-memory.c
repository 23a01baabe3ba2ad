/* SPDX-License-Identifier: Apache-2.0
 *
 * Answers of the memory for people: units, analyses, the check of the index.  Matches
 * are in text-match.c.
 */
#include "config.h"

#include "src/view/flow.h"
#include "src/view/text.h"

#include <inttypes.h>
#include <string.h>

/* --- a unit ----------------------------------------------------------------------- */

static void print_head(struct printer *p, const struct bis_unit *u)
{
	styled(p, STYLE_BOLD, "%s", u->id);
	styled(p, u->reviewed ? STYLE_GOOD : STYLE_WARN, "  %s",
		u->reviewed ? "✓ reviewed" : "? unreviewed");
	if (u->tuid[0] != '\0')
		styled(p, STYLE_PLAIN, "  id “%s”", u->tuid);
	if (u->origin[0] != '\0')
		styled(p, STYLE_PLAIN, "  from %s", u->origin);
	styled(p, STYLE_PLAIN, "%s%s\n", u->date[0] == '\0' ? "" : "  ", u->date);
}

static void print_text(struct printer *p, enum style style, size_t indent,
	const char *lang, const char *text)
{
	struct flow f = flow_of(p, indent, bis_lang_is_rtl(lang));

	flow_text(&f, style, text, strlen(text));
	flow_print(&f);
}

/* "x-domain: security", "note: …", "creationid: anna" */
static void print_facts(
	struct printer *p, size_t indent, const struct bis_fact *facts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *name =
			facts[i].name[0] == '\0' ? facts[i].kind : facts[i].name;
		fprintf(p->out, "%*s", (int)indent, "");
		struct flow f = flow_of(p, indent + 2, false);
		flow_text(&f, STYLE_DIM, name, strlen(name));
		flow_text(&f, STYLE_DIM, ": ", 2);
		flow_text(&f, STYLE_PLAIN, facts[i].text, strlen(facts[i].text));
		flow_print(&f);
	}
}

static void print_variant(struct printer *p, const struct bis_variant *v, size_t width)
{
	styled(p, STYLE_BOLD, "  %-*s  ", (int)width, v->lang);
	print_text(p, STYLE_PLAIN, width + 4, v->lang, v->text);
	if (v->markup != NULL && v->markup[0] != '\0') {
		fprintf(p->out, "%*s", (int)width + 4, "");
		print_text(p, STYLE_DIM, width + 4, v->lang, v->markup);
	}
	print_facts(p, width + 4, v->facts, v->n_facts);
}

void text_unit(struct printer *p, const struct bis_unit *u)
{
	size_t width = 2;

	if (p->n_items++ > 0)
		putc('\n', p->out);
	print_head(p, u);
	for (size_t i = 0; i < u->n_variants; i++) {
		size_t size = strlen(u->variants[i].lang);
		width = size > width ? size : width;
	}
	for (size_t i = 0; i < u->n_variants; i++)
		print_variant(p, &u->variants[i], width);
	print_facts(p, 2, u->facts, u->n_facts);
	if (!p->quiet)
		styled(p, STYLE_DIM, "history: bisotun log --unit %s\n", u->id);
}

/* --- an analysis ------------------------------------------------------------------ */

static const char *band_words(const char *name)
{
	static const struct {
		const char *name, *words;
	} bands[] = {
		{ "context", "in context (101, 102)" },
		{ "repetition", "repetitions" },
		{ "100", "100" },
		{ "95", "95–99.9" },
		{ "85", "85–94.9" },
		{ "75", "75–84.9" },
		{ "50", "50–74.9" },
		{ "new", "new" },
	};

	for (size_t i = 0; i < N_ELEMENTS(bands); i++)
		if (strcmp(bands[i].name, name) == 0)
			return bands[i].words;
	return name;
}

static void count_row(struct table *t, enum style style, const char *name,
	const int64_t counts[3], int64_t all_words)
{
	char text[32];

	table_cell(t, style, "%s", name);
	for (size_t i = 0; i < 3; i++)
		table_cell(t, style, "%s", grouped(counts[i], text));
	table_cell(t, style, "%.0f %%",
		all_words == 0 ? 0.0 : 100.0 * (double)counts[1] / (double)all_words);
}

static void print_bands(struct printer *p, const struct bis_analysis *a)
{
	cleanup(table_free) struct table t = table_of("lrrrr", 2);

	for (const char *const *h = (const char *const[]){ "MATCH", "SEGMENTS", "WORDS",
		     "CHARACTERS", "OF THE WORDS", NULL };
		*h != NULL; h++)
		table_cell(&t, STYLE_DIM, "%s", *h);
	for (size_t i = 0; i < BIS_N_BANDS; i++)
		count_row(&t, STYLE_PLAIN, band_words(a->bands[i].name),
			(const int64_t[]){ a->bands[i].segments, a->bands[i].words,
				a->bands[i].characters },
			a->words);
	count_row(&t, STYLE_BOLD, "all",
		(const int64_t[]){ a->segments, a->words, a->characters }, a->words);
	table_print(&t, p);
}

/* One file is its own sum. */
void text_analysis(struct printer *p, const struct analysis_answer *a)
{
	size_t n = a->n_files == 2 ? 1 : a->n_files;

	for (size_t i = 0; i < n; i++) {
		const char *file = a->files[i]->file;
		styled(p, STYLE_BOLD, i == 0 ? "%s\n" : "\n%s\n",
			file[0] == '\0' ? "all files" : file);
		print_bands(p, a->files[i]);
	}
}

/* --- the check of the index ------------------------------------------------------- */

static void check_row(struct table *t, const struct index_row *row)
{
	const struct bis_index_report *r = &row->report;
	double n = r->queries > 0 ? (double)r->queries : 1;
	char text[32];

	table_cell(t, STYLE_BOLD, "%s", row->lang);
	table_cell(t, STYLE_PLAIN, "%s", grouped(row->segments, text));
	table_cell(t, STYLE_PLAIN, "%s", grouped(r->queries, text));
	table_cell(t, STYLE_PLAIN, "%s", grouped(r->matches, text));
	table_cell(t, r->differences == 0 ? STYLE_GOOD : STYLE_BAD, "%s",
		grouped(r->differences, text));
	table_cell(t, STYLE_PLAIN, "%.3f", r->index_ms / n);
	table_cell(t, STYLE_PLAIN, "%.3f", r->exhaustive_ms / n);
}

static void print_checks(struct printer *p, const struct index_answer *a)
{
	cleanup(table_free) struct table t = table_of("lrrrrrr", 2);

	for (const char *const *h = (const char *const[]){ "LANGUAGE", "SEGMENTS",
		     "QUERIES", "MATCHES", "DIFFERENCES", "INDEX ms", "ALL ms", NULL };
		*h != NULL; h++)
		table_cell(&t, STYLE_DIM, "%s", *h);
	for (size_t i = 0; i < a->n_rows; i++)
		check_row(&t, &a->rows[i]);
	table_print(&t, p);
}

static void print_verdict(struct printer *p, const struct index_answer *a)
{
	char number[32];

	if (a->n_rows == 0) {
		styled(p, STYLE_PLAIN, "%s: no segments to check\n", a->file);
		return;
	}
	styled(p, a->sum.differences == 0 ? STYLE_GOOD : STYLE_BAD,
		a->sum.differences == 0 ? "✓ " : "✗ ");
	if (a->sum.differences == 0)
		styled(p, STYLE_PLAIN,
			"%s: the index finds all that comparing everything finds\n",
			a->file);
	else
		styled(p, STYLE_PLAIN, "%s: %s difference%s\n", a->file,
			grouped(a->sum.differences, number),
			a->sum.differences == 1 ? "" : "s");
}

void text_index_check(struct printer *p, const struct index_answer *a)
{
	char number[32];

	print_verdict(p, a);
	if (a->n_rows > 0)
		print_checks(p, a);
	for (size_t i = 0; i < a->n_differences; i++)
		styled(p, STYLE_PLAIN, "  %s\n", a->differences[i]);
	if ((int64_t)a->n_differences < a->sum.differences)
		styled(p, STYLE_PLAIN, "  … and %s more\n",
			grouped(a->sum.differences - (int64_t)a->n_differences, number));
}
