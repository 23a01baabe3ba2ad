/* SPDX-License-Identifier: Apache-2.0
 *
 * Names for people: what the base makes of one, two beside one another, the ways to write
 * one, and the spellings that stand in texts.
 *
 *	Khaidarzoda  ✗ variant → Murtazo Haydarzoda
 *	  97.1  haydarzoda  Murtazo Haydarzoda (en)  Director of the Drug Control Agency
 *	        "Khaidarzoda" is Хайдарзода in ICAO 9303 Russian; …
 */
#include "config.h"

#include "src/view/table.h"
#include "src/view/text.h"

#include <inttypes.h>
#include <string.h>

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static bool has(const char *text)
{
	return text != NULL && text[0] != '\0';
}

struct mark {
	const char *word, *words;
	enum style style;
};

static const struct mark verdicts[] = {
	{ "approved", "✓ approved", STYLE_GOOD },
	{ "variant", "✗ variant", STYLE_BAD },
	{ "ambiguous", "? ambiguous", STYLE_WARN },
	{ "unknown", "? unknown", STYLE_WARN },
	{ "same", "✓ same", STYLE_GOOD },
	{ "different", "✗ different", STYLE_BAD },
	{ "unsure", "? unsure", STYLE_WARN },
	{ "attested", "~ attested", STYLE_PLAIN },
	{ "suggested", "? suggested", STYLE_WARN },
};

static struct mark mark_of(const char *word)
{
	for (size_t i = 0; i < N_ELEMENTS(verdicts); i++)
		if (is(verdicts[i].word, word))
			return verdicts[i];
	return (struct mark){ word, word, STYLE_PLAIN };
}

/* --- name check -------------------------------------------------------------------- */

static void print_facts(struct printer *p, const struct bis_name_candidate *c)
{
	if (is(c->form_status, "proposed"))
		styled(p, STYLE_WARN, "  proposed, approved by nobody yet");
	if (c->inflected)
		styled(p, STYLE_DIM, "  in another case");
	if (!c->valid)
		styled(p, STYLE_WARN, "  not valid on that day");
	if (has(c->office))
		styled(p, STYLE_DIM, "  %s", c->office);
	putc('\n', p->out);
}

static void print_candidate(struct printer *p, const struct bis_name_candidate *c)
{
	enum style style = bis_lang_is_rtl(c->approved_lang) ? STYLE_RTL : STYLE_PLAIN;

	styled(p, STYLE_PLAIN, "  %5.1f  ", c->score);
	styled(p, STYLE_BOLD, "%s", c->id);
	fputs("  ", p->out);
	styled(p, style, "%s", c->approved);
	styled(p, STYLE_DIM, " (%s)", c->approved_lang);
	print_facts(p, c);
	if (has(c->why))
		styled(p, STYLE_PLAIN, "         %s\n", c->why);
}

/* What to do: what to write, where there is no doubt. */
static void print_advice(struct printer *p, const struct bis_name_answer *a)
{
	if (is(a->verdict, "variant") && a->n_candidates > 0)
		styled(p, STYLE_PLAIN, " → %s", a->candidates[0].approved);
	else if (is(a->verdict, "ambiguous"))
		styled(p, STYLE_PLAIN, ": it may be any of these; a fuller name tells");
	else if (is(a->verdict, "unknown") && a->n_candidates > 0)
		styled(p, STYLE_PLAIN, ": these come near, but rules do not lead there");
	else if (is(a->verdict, "unknown"))
		styled(p, STYLE_PLAIN,
			": nothing like it is known; to add it: bisotun term add");
	putc('\n', p->out);
}

void text_name(struct printer *p, const struct name_answer *a)
{
	if (a->answer == NULL)
		return; /* said with its line, on standard error */
	const struct mark mark = mark_of(a->answer->verdict);
	p->n_items++;
	styled(p, STYLE_BOLD, "%s", a->input);
	fputs("  ", p->out);
	styled(p, mark.style, "%s", mark.words);
	print_advice(p, a->answer);
	for (size_t i = 0; i < a->answer->n_candidates; i++)
		print_candidate(p, &a->answer->candidates[i]);
}

void text_names_end(struct printer *p, const struct name_totals *t)
{
	if (!p->many || p->quiet)
		return;
	styled(p, STYLE_DIM,
		"%zu name%s: %zu approved, %zu variant%s, %zu ambiguous, %zu unknown\n",
		t->names, t->names == 1 ? "" : "s", t->approved, t->variants,
		t->variants == 1 ? "" : "s", t->ambiguous, t->unknown);
}

/* --- name compare ------------------------------------------------------------------ */

/* Each name is kept from turning the other round. */
static void print_isolated(struct printer *p, const char *text)
{
	fputs(p->tty ? "\u2068" : "", p->out);
	styled(p, STYLE_BOLD, "%s", text);
	fputs(p->tty ? "\u2069" : "", p->out);
}

void text_compared(struct printer *p, const struct compare_answer *a)
{
	const struct bis_comparison *c = a->comparison;

	if (c == NULL)
		return;
	styled(p, STYLE_PLAIN, "%5.1f  ", score_cut(c->score));
	styled(p, mark_of(c->verdict).style, "%-11s  ", mark_of(c->verdict).words);
	print_isolated(p, a->a);
	styled(p, STYLE_DIM, " | ");
	print_isolated(p, a->b);
	putc('\n', p->out);
	if (has(c->why))
		styled(p, STYLE_PLAIN, "       %s\n", c->why);
}

/* --- ways to write it -------------------------------------------------------------- */

static void spelling_text(struct table *t, const struct bis_spelling *s)
{
	table_cell(t, STYLE_PLAIN, "%s", s->text);
}

static void system_cell(struct table *t, const struct bis_spelling *s)
{
	if (has(s->system))
		table_cell(t, STYLE_PLAIN, "%s (%s)", s->system_name, s->system);
	else
		table_cell(t, STYLE_PLAIN, "%s", s->concept);
}

static void suggestion_row(struct table *t, const struct bis_spelling *s, bool first)
{
	struct mark mark = mark_of(s->standing);

	table_cell(t, STYLE_BOLD, "%s", first ? s->lang : "");
	spelling_text(t, s);
	table_cell(t, mark.style, "%s", mark.words);
	system_cell(t, s);
	table_cell(t, STYLE_DIM, "%s", s->note);
}

enum { SYSTEMS_SAID = 3 };

/* The systems that give a spelling, those whose rule does not behind. */
static void systems_cell(
	struct table *t, const struct bis_spellings *all, const struct bis_spelling *of)
{
	cleanup(free_text) char *text = NULL;
	size_t size = 0, said = 0, more = 0;
	bool beside = false;
	FILE *m = open_memstream(&text, &size);

	if (m == NULL) {
		t->failed = true;
		return;
	}
	for (const struct bis_spelling *s = of; s < all->at + all->n; s++) {
		if (!is(s->text, of->text))
			continue;
		if (said == SYSTEMS_SAID) {
			more++;
			continue;
		}
		fputs(said++ > 0 ? ", " : "", m);
		if (has(s->note) && !beside)
			fputs("also met in ", m);
		beside = beside || has(s->note);
		fprintf(m, "%s (%s)", s->system_name, s->system);
	}
	if (more > 0)
		fprintf(m, " and %zu more", more);
	if (fclose(m) == 0)
		table_cell(t, STYLE_PLAIN, "%s", text);
	else
		t->failed = true;
}

static bool is_first_of_text(const struct bis_spellings *all, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (is(all->at[k].text, all->at[i].text))
			return false;
	return true;
}

/* A row a spelling, with the systems that give it. */
static void print_variants(struct table *t, const struct bis_spellings *all)
{
	for (size_t i = 0; i < all->n; i++) {
		if (!is_first_of_text(all, i))
			continue;
		table_cell(t, STYLE_BOLD, "%s", all->at[i].text);
		table_cell(t, STYLE_DIM, "%s", all->at[i].lang);
		systems_cell(t, all, &all->at[i]);
	}
}

static void print_suggestions(struct table *t, const struct bis_spellings *all)
{
	for (size_t i = 0; i < all->n; i++)
		suggestion_row(t, &all->at[i],
			i == 0 || !is(all->at[i - 1].lang, all->at[i].lang));
}

void text_spellings(struct printer *p, const struct spellings_answer *a)
{
	cleanup(table_free) struct table t =
		table_of(a->suggested ? "lllll" : "lll", p->many ? 2 : 0);

	if (p->many)
		styled(p, STYLE_BOLD, "%s\n", a->input);
	if (a->suggested)
		print_suggestions(&t, &a->spellings);
	else
		print_variants(&t, &a->spellings);
	table_print(&t, p);
}

void text_systems(struct printer *p, const bis_namer *namer)
{
	cleanup(table_free) struct table t = table_of("llllll", 0);
	const struct bis_system *s;

	for (const char *const *h = (const char *const[]){ "SYSTEM", "NAME", "OF",
		     "GIVES", "KIND", "SOURCE", NULL };
		*h != NULL; h++)
		table_cell(&t, STYLE_DIM, "%s", *h);
	for (size_t i = 0; (s = bis_namer_system(namer, i)) != NULL; i++) {
		table_cell(&t, STYLE_BOLD, "%s", s->id);
		table_cell(&t, STYLE_PLAIN, "%s", s->name);
		table_cell(&t, STYLE_PLAIN, "%s", s->lang);
		table_cell(&t, STYLE_PLAIN, "%s", s->to_lang);
		table_cell(&t, STYLE_PLAIN, "%s", s->kind);
		table_cell(&t, STYLE_DIM, "%s", s->source);
	}
	table_print(&t, p);
}

/* --- name scan --------------------------------------------------------------------- */

static void print_group_head(struct printer *p, const struct bis_scan_group *g)
{
	const char *wanted = g->approved != NULL ? g->approved : g->proposed;

	styled(p, STYLE_DIM, "%s", g->type);
	if (wanted != NULL) {
		fputs("  ", p->out);
		styled(p, STYLE_BOLD, "%s", wanted);
		styled(p, g->approved != NULL ? STYLE_GOOD : STYLE_WARN, "  %s",
			g->approved != NULL ? "✓ approved" : "? proposed");
	}
	if (has(g->concept))
		styled(p, STYLE_DIM, "  %s", g->concept);
	putc('\n', p->out);
}

/* Of names nobody has decided on, the most frequent in each language: how a name is
 * written in one is no mistake in another. */
static bool is_first_of_lang(
	const struct bis_scan_group *g, const struct bis_scan_form *f)
{
	for (size_t i = 0; i < g->n_forms; i++) {
		const struct bis_scan_form *other = &g->forms[i];
		if (other != f && is(other->lang, f->lang) &&
			(other->approved || other < f))
			return false;
	}
	return true;
}

bool scan_keeps(const struct bis_scan_group *g, const struct bis_scan_form *f)
{
	if (f->approved)
		return true;
	if (g->approved == NULL)
		return is_first_of_lang(g, f);
	/* names of bodies and terms have short forms and capitals: one way to write them,
	 * in all the texts, is for a check to judge */
	return g->n_forms == 1 && !is(g->type, "person");
}

static const char *mark_of_form(
	const struct bis_scan_group *g, const struct bis_scan_form *f)
{
	if (!scan_keeps(g, f))
		return "✗";
	return f->approved ? "✓" : "·";
}

static void print_group(struct printer *p, const struct bis_scan_group *g)
{
	cleanup(table_free) struct table t = table_of("lrll", 2);
	char number[32];

	print_group_head(p, g);
	for (size_t i = 0; i < g->n_forms; i++) {
		const struct bis_scan_form *f = &g->forms[i];
		bool kept = scan_keeps(g, f);
		table_cell(&t, kept ? STYLE_GOOD : STYLE_BAD, "%s", mark_of_form(g, f));
		table_cell(&t, STYLE_PLAIN, "%s×", grouped((int64_t)f->count, number));
		table_cell(&t, STYLE_PLAIN, "%s", f->text);
		table_cell(&t, STYLE_DIM, "%s:%ld:%ld", f->file, f->line, f->column);
	}
	table_print(&t, p);
	if (has(g->reason))
		styled(p, STYLE_PLAIN, "  %s\n", g->reason);
}

void text_scan(struct printer *p, const struct scan_answer *a)
{
	for (size_t i = 0; i < a->n_groups; i++)
		print_group(p, a->groups[i]);
	if (!p->quiet && a->n_files > 0)
		styled(p, STYLE_DIM,
			"%zu file%s: %zu name%s shown, %zu with a spelling to "
			"change\n",
			a->n_files, a->n_files == 1 ? "" : "s", a->n_groups,
			a->n_groups == 1 ? "" : "s", a->n_variants);
}
