/* SPDX-License-Identifier: Apache-2.0
 *
 * A concept as a translator reads it: a line that says what it is and whether it may be
 * used, then language by language what to write, what not to write, and where that is
 * from.
 *
 *	dca  body  ✓ approved  match 82 %, found by en “Drug Control Agency”
 *	  en  Drug Control Agency under …  ✓ preferred  2017-04-14…
 *	      DCA                          ✓ preferred  acronym
 *	      Narcotics Control Agency     ✗ do not use: Drug Control Agency
 *	  zh  …                            ? proposed
 */
#include "config.h"

#include "src/view/table.h"
#include "src/view/text.h"

#include <string.h>
#include <time.h>

struct mark {
	const char *status, *words;
	enum style style;
};

static const struct mark marks[] = {
	{ "preferred", "✓ preferred", STYLE_GOOD },
	{ "admitted", "✓ admitted", STYLE_GOOD },
	{ "proposed", "? proposed", STYLE_WARN },
	{ "deprecated", "✗ do not use", STYLE_BAD },
	{ "obsolete", "✗ obsolete", STYLE_BAD },
	{ "lookup", "~ only to find it", STYLE_DIM },
};

static struct mark mark_of(const char *status)
{
	for (size_t i = 0; i < N_ELEMENTS(marks); i++)
		if (strcmp(marks[i].status, status) == 0)
			return marks[i];
	return (struct mark){ status, status, STYLE_PLAIN };
}

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static bool has_status(const struct bis_concept *c, const char *status)
{
	for (size_t i = 0; i < c->n_forms; i++)
		if (is(c->forms[i].status, status) && c->forms[i].valid)
			return true;
	return false;
}

static struct mark mark_of_concept(const struct bis_concept *c)
{
	if (has_status(c, "preferred") || has_status(c, "admitted"))
		return (struct mark){ NULL, "✓ approved", STYLE_GOOD };
	if (has_status(c, "proposed"))
		return (struct mark){ NULL, "? proposed, not approved yet", STYLE_WARN };
	return (struct mark){ NULL, "✗ nothing approved", STYLE_BAD };
}

/* " acronym  2017-04-14…2021  ◆◆◆◇", "" where there is nothing to say. */
static char *remark_of(const struct bis_form *f)
{
	char *text = NULL;
	size_t size = 0;
	FILE *m = open_memstream(&text, &size);

	if (m == NULL)
		return NULL;
	fputs(mark_of(f->status).words, m);
	if (f->instead[0] != '\0' && !is(f->status, "lookup"))
		fprintf(m, ": %s", f->instead);
	if (f->kind[0] != '\0' && !is(f->kind, "full"))
		fprintf(m, "  %s", is(f->kind, "first") ? "first mention" : f->kind);
	if (f->valid_from[0] != '\0' || f->valid_to[0] != '\0')
		fprintf(m, "  %s…%s", f->valid_from, f->valid_to);
	if (!f->valid)
		fputs("  not valid on that day", m);
	if (f->reliability > 0)
		for (int i = 1; i <= 4; i++)
			fprintf(m, "%s%s", i == 1 ? "  " : "",
				i <= f->reliability ? "◆" : "◇");
	return fclose(m) == 0 ? text : NULL;
}

static void form_row(struct table *t, const struct bis_concept *c, size_t i)
{
	const struct bis_form *f = &c->forms[i];
	bool first = i == 0 || !is(c->forms[i - 1].lang, f->lang);
	cleanup(free_text) char *remark = remark_of(f);
	enum style style = f->valid ? mark_of(f->status).style : STYLE_DIM;

	if (remark == NULL) {
		t->failed = true;
		return;
	}
	table_cell(t, STYLE_BOLD, "%s", first ? f->lang : "");
	if (bis_lang_is_rtl(f->lang)) {
		table_cell(t, style, "%s", remark);
		table_cell(t, STYLE_RTL, "%s", f->text);
	} else {
		table_cell(t, STYLE_PLAIN, "%s", f->text);
		table_cell(t, style, "%s", remark);
	}
}

static void print_forms(struct printer *p, const struct bis_concept *c)
{
	cleanup(table_free) struct table t = table_of("lll", 2);

	for (size_t i = 0; i < c->n_forms; i++)
		form_row(&t, c, i);
	table_print(&t, p);
	if (c->n_forms == 0)
		fputs("  no form in the languages asked for\n", p->out);
}

/* "holds" read from the other end. */
static const char *relation_words(const struct bis_relation *r)
{
	static const struct {
		const char *kind, *forwards, *backwards;
	} words[] = {
		{ "holds", "holds the office", "held by" },
		{ "belongs-to", "belongs to", "has" },
		{ "succeeds", "succeeds", "succeeded by" },
		{ "acronym-of", "acronym of", "has the acronym" },
		{ "not-same-as", "not the same as", "not the same as" },
	};

	for (size_t i = 0; i < N_ELEMENTS(words); i++)
		if (is(words[i].kind, r->kind))
			return r->backwards ? words[i].backwards : words[i].forwards;
	return r->kind;
}

/* The day asked for, or today. */
static const char *day_of(const struct printer *p, char today[16])
{
	time_t now = time(NULL);
	struct tm parts;

	if (p->at != NULL)
		return p->at;
	if (localtime_r(&now, &parts) == NULL ||
		strftime(today, 16, "%Y-%m-%d", &parts) == 0)
		return "";
	return today;
}

/* Why a relation does not hold on that day; NULL: it does.  A date may be a year or a
 * month, and then lasts to its end. */
static const char *out_of_force(const struct bis_relation *r, const char *day)
{
	if (strncmp(day, r->from, strlen(r->from)) < 0)
		return "not yet";
	if (strncmp(day, r->to, strlen(r->to)) > 0)
		return "ended";
	return r->valid ? NULL : "not valid on that day";
}

/* What one wants to know first: who holds an office now, then where it belongs, then
 * what it is taken for, and at last what is over. */
static int rank_of(const struct bis_relation *r, const char *day)
{
	static const char *const kinds[] = { "holds", "acronym-of", "succeeds",
		"belongs-to", "not-same-as" };
	int n = 0;

	while (n < (int)N_ELEMENTS(kinds) && !is(kinds[n], r->kind))
		n++;
	return out_of_force(r, day) == NULL ? n : (int)N_ELEMENTS(kinds) + 1;
}

enum { RANKS = 7 };

static void print_relation(
	struct printer *p, const struct bis_relation *r, const char *day)
{
	const char *flaw = out_of_force(r, day);
	enum style style = flaw == NULL ? STYLE_PLAIN : STYLE_DIM;

	styled(p, style, "  → %s %s (%s)", relation_words(r),
		r->label[0] == '\0' ? r->id : r->label, r->id);
	if (r->from[0] != '\0' || r->to[0] != '\0')
		styled(p, style, "  %s…%s", r->from, r->to);
	if (flaw != NULL)
		styled(p, style, "  ✗ %s", flaw);
	putc('\n', p->out);
}

static void print_relations(struct printer *p, const struct bis_concept *c, size_t max)
{
	char today[16];
	const char *day = day_of(p, today);
	size_t left = max;

	for (int rank = 0; rank < RANKS; rank++)
		for (size_t i = 0; i < c->n_relations; i++) {
			if (rank_of(&c->relations[i], day) != rank)
				continue;
			if (left-- == 0) {
				styled(p, STYLE_DIM, "  → … %zu more\n",
					c->n_relations - max);
				return;
			}
			print_relation(p, &c->relations[i], day);
		}
}

/* One of the sources a form names: they are parted by " | ". */
struct source {
	const char *text;
	size_t size;
};

static struct source next_source(const char **rest)
{
	const char *bar = strstr(*rest, " | ");
	struct source s = { *rest, bar == NULL ? strlen(*rest) : (size_t)(bar - *rest) };

	*rest = bar == NULL ? NULL : bar + 3;
	return s;
}

enum { MAX_SOURCES = 32 };

static bool is_among(const struct source *sources, size_t n, struct source s)
{
	for (size_t i = 0; i < n; i++)
		if (sources[i].size == s.size &&
			memcmp(sources[i].text, s.text, s.size) == 0)
			return true;
	return false;
}

/* The sources of all forms, each once; how many there are, up to MAX_SOURCES. */
static size_t sources_of(const struct bis_concept *c, struct source sources[MAX_SOURCES])
{
	size_t n = 0;

	for (size_t i = 0; i < c->n_forms; i++) {
		const char *rest = c->forms[i].source;
		while (rest != NULL && n < MAX_SOURCES) {
			struct source s = next_source(&rest);
			if (s.size > 0 && !is_among(sources, n, s))
				sources[n++] = s;
		}
	}
	return n;
}

/* Where the forms are from: the first few. */
static void print_sources(struct printer *p, const struct bis_concept *c, size_t max)
{
	struct source sources[MAX_SOURCES];
	size_t n = sources_of(c, sources);

	for (size_t i = 0; i < n && i < max; i++)
		styled(p, STYLE_DIM, "  src %.*s%s\n", (int)sources[i].size,
			sources[i].text, i + 1 == max && n > max ? "  …" : "");
}

static void print_head(struct printer *p, const struct bis_concept *c)
{
	struct mark mark = mark_of_concept(c);

	styled(p, STYLE_BOLD, "%s", c->id);
	styled(p, STYLE_PLAIN, "  %s  ", c->type);
	styled(p, mark.style, "%s", mark.words);
	if (c->subject[0] != '\0')
		styled(p, STYLE_PLAIN, "  [%s]", c->subject);
}

static bool is_exact(const struct bis_concept *c)
{
	return c->score >= 99.95;
}

static void print_match(struct printer *p, const struct bis_concept *c)
{
	if (is_exact(c))
		fputs("  exact", p->out);
	else
		styled(p, STYLE_PLAIN, "  match %.0f %%", c->score);
	if (c->matched[0] != '\0')
		styled(p, STYLE_PLAIN, ", found by %s “%s”", c->matched_lang, c->matched);
	if (c->shared)
		styled(p, STYLE_WARN, "  ! names others too");
}

/* How many of the concepts are shown in full: what was asked for is not to drown in
 * what is only like it. */
static size_t n_in_full(const struct lookup_answer *a)
{
	size_t n = 0;

	while (n < a->n_concepts && is_exact(a->concepts[n]))
		n++;
	if (n > 0)
		return n;
	return a->n_concepts < 3 ? a->n_concepts : 3;
}

static void print_card(struct printer *p, const struct bis_concept *c)
{
	print_head(p, c);
	print_match(p, c);
	putc('\n', p->out);
	print_forms(p, c);
	print_relations(p, c, 5);
	print_sources(p, c, 2);
}

/* The rest, a line each. */
static void print_also(struct printer *p, const struct lookup_answer *a, size_t from)
{
	cleanup(table_free) struct table t = table_of("lrll", 2);

	if (from == a->n_concepts)
		return;
	styled(p, STYLE_DIM, "also near:\n");
	for (size_t i = from; i < a->n_concepts; i++) {
		const struct bis_concept *c = a->concepts[i];
		bool rtl = bis_lang_is_rtl(c->matched_lang);
		table_cell(&t, STYLE_BOLD, "%s", c->id);
		table_cell(&t, STYLE_PLAIN, "%.0f %%", c->score);
		table_cell(&t, STYLE_PLAIN, "%s", c->matched_lang);
		table_cell(&t, rtl ? STYLE_RTL : STYLE_PLAIN, "%s", c->matched);
	}
	table_print(&t, p);
}

void text_lookup(struct printer *p, const struct lookup_answer *a)
{
	size_t full = n_in_full(a);

	if (p->many && p->n_items > 0)
		putc('\n', p->out);
	if (p->many)
		styled(p, STYLE_BOLD, "▸ %s\n", a->query);
	p->n_items++;
	if (a->n_concepts == 0 && p->many)
		fputs("  no match\n", p->out);
	for (size_t i = 0; i < full; i++)
		print_card(p, a->concepts[i]);
	if (!p->quiet)
		print_also(p, a, full);
	if (a->n_concepts > 0 && !p->quiet && !p->many)
		styled(p, STYLE_DIM,
			"%zu concept%s (%.1f ms). More: bisotun term show %s\n",
			a->n_concepts, a->n_concepts == 1 ? "" : "s", a->milliseconds,
			a->concepts[0]->id);
}

static void print_approvals(struct printer *p, const struct bis_concept *c)
{
	for (size_t i = 0; i < c->n_forms; i++) {
		const struct bis_form *f = &c->forms[i];
		if (f->approved_by[0] != '\0')
			styled(p, STYLE_DIM, "  %s “%s” approved by %s %s\n", f->lang,
				f->text, f->approved_by, f->approved_at);
		if (f->note[0] != '\0')
			styled(p, STYLE_DIM, "  %s “%s”: %s\n", f->lang, f->text,
				f->note);
	}
}

void text_concept(struct printer *p, const struct bis_concept *c)
{
	if (p->n_items++ > 0)
		putc('\n', p->out);
	print_head(p, c);
	putc('\n', p->out);
	if (c->definition[0] != '\0')
		styled(p, STYLE_PLAIN, "  %s\n", c->definition);
	if (c->note[0] != '\0')
		styled(p, STYLE_PLAIN, "  note: %s\n", c->note);
	print_forms(p, c);
	print_relations(p, c, SIZE_MAX);
	print_sources(p, c, 20);
	print_approvals(p, c);
	if (c->origin[0] != '\0')
		styled(p, STYLE_DIM, "  from %s\n", c->origin);
}
