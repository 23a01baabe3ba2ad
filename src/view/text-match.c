/* SPDX-License-Identifier: Apache-2.0
 *
 * What the memory has for a text, as a translator reads it: the score first and what is
 * taken off it, the text found with all that differs marked, what must not be
 * overlooked, and under it its translations with where they are from.
 *
 *	85.3 (83.3: unreviewed −2)  fuzzy
 *	  ! number differs
 *	  en  The Council adopted [-12-]{+14+} documents.
 *	  ru  Совет принял 14 документов.
 *	   →  Совет принял 12 документов.
 *	      made to fit: 14 → 12
 *	      releases.tmx · 2017-04-14 · anna · U12
 *
 * [-…-] stands in the text asked for only, {+…+} in the memory only; colour repeats it.
 */
#include "config.h"

#include "src/view/flow.h"
#include "src/view/text.h"

#include <inttypes.h>
#include <string.h>

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

/* --- scores ----------------------------------------------------------------------- */

/* "100", "85.3" */
static const char *score_text(double score, char text[16])
{
	snprintf(text, 16, score >= 99.95 ? "%.0f" : "%.1f", score);
	return text;
}

static bool differs(double a, double b)
{
	return a - b > 0.005 || b - a > 0.005;
}

/* " (83.3: unreviewed −2, age −1)" where the net is another. */
static void print_net(struct printer *p, const struct bis_match *m)
{
	char text[16];

	if (!differs(m->net, m->score))
		return;
	styled(p, STYLE_PLAIN, " (%s", score_text(m->net, text));
	for (size_t i = 0; i < m->n_penalties; i++)
		styled(p, STYLE_PLAIN, "%s %s −%g", i == 0 ? ":" : ",",
			m->penalties[i].name, m->penalties[i].points);
	putc(')', p->out);
}

static void print_score(struct printer *p, const struct bis_match *m)
{
	char text[16];

	styled(p, STYLE_BOLD, "%s", score_text(m->score, text));
	print_net(p, m);
}

/* --- one match -------------------------------------------------------------------- */

/* What is the same for all lines of an answer. */
struct sheet {
	struct printer *p;
	const struct match_answer *answer;
	int lang_width;
	size_t indent; /* where texts begin */
};

static void print_label(
	const struct sheet *s, enum style style, const char *label, size_t width)
{
	int gap = s->lang_width - (int)width;

	fputs("  ", s->p->out);
	styled(s->p, style, "%s", label);
	fprintf(s->p->out, "%*s  ", gap > 0 ? gap : 0, "");
}

static void print_text(
	const struct sheet *s, enum style style, const char *lang, const char *text)
{
	struct flow f = flow_of(s->p, s->indent, bis_lang_is_rtl(lang));

	flow_text(&f, style, text, strlen(text));
	flow_print(&f);
}

static void print_note(const struct sheet *s, enum style style, const char *text)
{
	fprintf(s->p->out, "%*s", (int)s->indent, "");
	print_text(s, style, "en", text);
}

static const char *shown(const struct sheet *s, const char *text, const char *markup)
{
	bool codes = s->answer->markup && markup != NULL && markup[0] != '\0';

	return codes ? markup : text;
}

static void print_repair(const struct sheet *s, const struct bis_match *m)
{
	cleanup(free_text) char *words = NULL;

	if (m->repaired == NULL)
		return;
	fprintf(s->p->out, "%*s", s->lang_width - 1, "");
	fputs("  ", s->p->out);
	styled(s->p, STYLE_GOOD, "→  ");
	print_text(s, STYLE_PLAIN, m->lang, m->repaired);
	if (asprintf(&words, "made to fit, not from the memory: %s",
		    m->repairs == NULL ? "" : m->repairs) < 0) {
		words = NULL;
		s->p->failed = true;
		return;
	}
	print_note(s, STYLE_GOOD, words);
}

/* A part of the line of facts, behind a dot. */
static void fact(struct flow *f, enum style style, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return;
	if (f->size > 0)
		flow_text(f, STYLE_DIM, " · ", strlen(" · "));
	flow_text(f, style, text, strlen(text));
}

/* Whether the document says more than the origin, which is the name of the file unless it
 * was called otherwise. */
static bool names_more(const char *document, const char *origin)
{
	const char *slash = strrchr(document, '/');

	return !is(slash == NULL ? document : slash + 1, origin);
}

/* Where a target's own score or net is another than that over it. */
static void own_score(
	struct flow *f, const struct bis_match *m, const struct bis_match *head)
{
	char score[16], net[16], words[64];

	if (!differs(m->score, head->score) && !differs(m->net, head->net))
		return;
	snprintf(words, sizeof(words), "%s%s%s%s", score_text(m->score, score),
		differs(m->net, m->score) ? " (" : "",
		differs(m->net, m->score) ? score_text(m->net, net) : "",
		differs(m->net, m->score) ? ")" : "");
	fact(f, STYLE_BOLD, words);
}

static void print_facts(
	const struct sheet *s, const struct bis_match *m, const struct bis_match *head)
{
	struct flow f = flow_of(s->p, s->indent, false);
	char number[64];

	fprintf(s->p->out, "%*s", (int)s->indent, "");
	if (m != head)
		own_score(&f, m, head);
	if (m->n_targets > 1) {
		snprintf(number, sizeof(number), "one of %zu translations", m->n_targets);
		fact(&f, STYLE_WARN, number);
	}
	if (m->n_units > 1) {
		snprintf(number, sizeof(number), "in %zu units", m->n_units);
		fact(&f, STYLE_DIM, number);
	}
	fact(&f, STYLE_DIM, m->origin);
	if (m->document != NULL && m->origin != NULL &&
		names_more(m->document, m->origin))
		fact(&f, STYLE_DIM, m->document);
	fact(&f, STYLE_DIM, m->date);
	fact(&f, STYLE_DIM, m->who);
	fact(&f, STYLE_DIM, m->reviewed ? "✓ reviewed" : "unreviewed");
	fact(&f, STYLE_PLAIN, m->unit);
	flow_print(&f);
}

static void print_target(
	const struct sheet *s, const struct bis_match *m, const struct bis_match *head)
{
	print_label(s, STYLE_BOLD, m->lang, strlen(m->lang));
	print_text(s, STYLE_PLAIN, m->lang, shown(s, m->target, m->target_markup));
	print_repair(s, m);
	print_facts(s, m, head);
}

static bool codes_differ(const struct bis_match *m)
{
	for (size_t i = 0; i < m->n_edits; i++)
		if (is(m->edits[i].what, "code"))
			return true;
	return false;
}

/* What must not be overlooked, before the text itself. */
static void print_flags(const struct sheet *s, const struct bis_match *m)
{
	for (size_t i = 0; i < m->n_flags; i++)
		styled(s->p, STYLE_BAD, "  ! %s differs\n", m->flags[i]);
	if (codes_differ(m))
		styled(s->p, STYLE_WARN, "  ~ inline codes differ\n");
}

/* --- matches of one source under each other --------------------------------------- */

struct entry {
	const struct bis_match *match;
	size_t order; /* as they came */
};

struct group {
	size_t begin, n; /* of the entries */
	double best;     /* net */
	size_t order;
};

static int compare_sources(const struct bis_match *a, const struct bis_match *b)
{
	int order = strcmp(a->source_lang, b->source_lang);

	return order != 0 ? order : strcmp(a->source, b->source);
}

static int by_source(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;
	int order = compare_sources(a->match, b->match);

	return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

static int by_net(const void *left, const void *right)
{
	const struct group *a = left, *b = right;

	if (a->best > b->best || a->best < b->best)
		return a->best > b->best ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

/* Sorts the entries by source and lists the stretches of one; returns their number. */
static size_t make_groups(struct entry *entries, size_t n, struct group *groups)
{
	size_t n_groups = 0;

	qsort(entries, n, sizeof(*entries), by_source);
	for (size_t i = 0; i < n; i++) {
		const struct entry *e = &entries[i];
		if (i == 0 || compare_sources(entries[i - 1].match, e->match) != 0)
			groups[n_groups++] =
				(struct group){ i, 0, e->match->net, e->order };
		struct group *g = &groups[n_groups - 1];
		g->n++;
		g->best = e->match->net > g->best ? e->match->net : g->best;
	}
	qsort(groups, n_groups, sizeof(*groups), by_net);
	return n_groups;
}

static void print_group(const struct sheet *s, const struct entry *entries, size_t n)
{
	const struct bis_match *head = entries[0].match;

	print_score(s->p, head);
	styled(s->p, STYLE_PLAIN, "  %s\n", head->kind);
	print_flags(s, head);
	print_label(s, STYLE_BOLD, head->source_lang, strlen(head->source_lang));
	text_differences(s->p, head, s->answer->report.text, s->indent);
	for (size_t i = 0; i < n; i++)
		print_target(s, entries[i].match, head);
}

static void free_entries(struct entry **entries)
{
	free(*entries);
}

static void free_groups(struct group **groups)
{
	free(*groups);
}

static void print_groups(const struct sheet *s)
{
	size_t n = s->answer->n_matches;
	cleanup(free_entries) struct entry *entries = calloc(n, sizeof(*entries));
	cleanup(free_groups) struct group *groups = calloc(n, sizeof(*groups));

	if (n > 0 && (entries == NULL || groups == NULL)) {
		s->p->failed = true;
		return;
	}
	for (size_t i = 0; i < n; i++)
		entries[i] = (struct entry){ s->answer->matches[i], i };
	size_t n_groups = make_groups(entries, n, groups);
	for (size_t i = 0; i < n_groups; i++)
		print_group(s, &entries[groups[i].begin], groups[i].n);
}

/* --- the whole answer ------------------------------------------------------------- */

static bool is_blank(const char *text)
{
	return text[strspn(text, " \t")] == '\0';
}

static void print_nothing(struct printer *p, const struct match_answer *a)
{
	char number[32];

	if (is_blank(a->query))
		return;
	styled(p, STYLE_PLAIN, "→ nothing at %g or above among %s segment%s\n",
		a->report.floor, grouped(a->report.searched, number),
		a->report.searched == 1 ? "" : "s");
	if (!p->quiet && !p->many)
		styled(p, STYLE_DIM, "%sits words one by one: bisotun concordance\n",
			a->report.floor > 50 ? "a lower floor: --min 50; " : "");
}

/* The segment that has a piece, and what it became. */
static void print_example(const struct sheet *s, const struct match_piece *m)
{
	struct flow f = flow_of(s->p, s->indent, false);

	print_label(s, STYLE_PLAIN, m->lang, strlen(m->lang));
	print_text(s, STYLE_PLAIN, m->lang, m->source);
	if (m->target[0] != '\0') {
		print_label(s, STYLE_PLAIN, m->target_lang, strlen(m->target_lang));
		print_text(s, STYLE_PLAIN, m->target_lang, m->target);
	}
	fprintf(s->p->out, "%*s", (int)s->indent, "");
	fact(&f, STYLE_DIM, m->origin);
	fact(&f, STYLE_DIM, m->date);
	fact(&f, STYLE_PLAIN, m->unit);
	flow_print(&f);
}

static bool is_among_matches(const struct match_answer *a, const char *unit)
{
	for (size_t i = 0; i < a->n_matches; i++)
		if (is(a->matches[i]->unit, unit))
			return true;
	return false;
}

/* Pieces of one segment stand together over it, and what is shown as a match already is
 * not shown again. */
static void print_piece(const struct sheet *s, const struct match_piece *m, bool last)
{
	bool above = is_among_matches(s->answer, m->unit);
	char number[32];

	styled(s->p, STYLE_BOLD, "  “%s”", m->text);
	styled(s->p, STYLE_DIM, "  in %s unit%s%s%s\n", grouped(m->n, number),
		m->n == 1 ? "" : "s", above ? ", above: " : "", above ? m->unit : "");
	if (!above && (last || !is(m->unit, m[1].unit)))
		print_example(s, m);
}

enum { PIECES_SHOWN = 5 };

static void print_pieces(const struct sheet *s)
{
	const struct match_answer *a = s->answer;
	size_t n =
		a->all_pieces || a->n_pieces < PIECES_SHOWN ? a->n_pieces : PIECES_SHOWN;

	if (!a->with_pieces || is_blank(a->query))
		return;
	if (a->n_pieces == 0)
		fputs(a->all_pieces ? "no piece of it, of three words or more\n" : "",
			s->p->out);
	else
		styled(s->p, STYLE_DIM, "the longest pieces of it in the memory:\n");
	for (size_t i = 0; i < n; i++)
		print_piece(s, &a->pieces[i], i + 1 == n);
	if (n < a->n_pieces)
		styled(s->p, STYLE_DIM, "  … all %zu: --pieces\n", a->n_pieces);
}

static int widest_lang(const struct match_answer *a)
{
	size_t width = 2;

	for (size_t i = 0; i < a->n_matches; i++) {
		size_t target = strlen(a->matches[i]->lang);
		size_t source = strlen(a->matches[i]->source_lang);
		width = target > width ? target : width;
		width = source > width ? source : width;
	}
	return (int)width;
}

static void print_foot(struct printer *p, const struct match_answer *a)
{
	char number[32];

	if (p->quiet || p->many)
		return;
	styled(p, STYLE_DIM, "%zu match%s among %s segment%s (%.1f ms); ", a->n_matches,
		a->n_matches == 1 ? "" : "es", grouped(a->report.searched, number),
		a->report.searched == 1 ? "" : "s", a->milliseconds);
	styled(p, STYLE_DIM, "[-…-] only in your text, {+…+} only in the memory\n");
}

void text_matches(struct printer *p, const struct match_answer *a)
{
	int width = widest_lang(a);
	struct sheet sheet = { p, a, width, (size_t)width + 4 };

	if (p->many)
		styled(p, STYLE_BOLD, p->n_items > 0 ? "\n▸ %s\n" : "▸ %s\n", a->query);
	p->n_items++;
	if (a->failed != NULL) {
		styled(p, STYLE_BAD, "✗ %s\n", a->failed);
		return;
	}
	print_groups(&sheet);
	if (a->n_matches == 0)
		print_nothing(p, a);
	if (!a->report.complete)
		styled(p, STYLE_WARN,
			"! there may be more: not everything was looked at\n");
	print_pieces(&sheet);
	if (a->n_matches > 0)
		print_foot(p, a);
}
