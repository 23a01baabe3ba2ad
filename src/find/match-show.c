/* SPDX-License-Identifier: Apache-2.0
 *
 * What is shown of a match: texts, where it comes from, the edits, and what to look at.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/find/match.h"
#include "src/find/repair.h"
#include "src/text/utf8.h"

#define NEAR_SCORE 950 /* tenths: from here on names are looked for in the termbase too */

void shown_free(struct shown *shown)
{
	if (shown == NULL)
		return;
	struct buf *all[] = { &shown->source, &shown->source_markup, &shown->target,
		&shown->target_markup, &shown->origin, &shown->document, &shown->who,
		&shown->repaired, &shown->repairs };
	for (size_t i = 0; i < N_ELEMENTS(all); i++)
		buf_free(all[i]);
	free(shown->edits);
	free(shown);
}

/* One match on its way to being shown. */
struct showing {
	struct search *s;
	struct kept *k;
	struct shown *to;
	struct compared source;
	struct edit *edits;
	size_t n_edits;
	struct code_edit *code_edits;
	size_t n_code_edits;
};

/* --- edits in code points ---------------------------------------------------------- */

/* Bytes of a text to code points, for places that mostly ascend. */
struct points {
	const char *text;
	size_t byte, point;
};

static size_t point_of(struct points *p, size_t byte)
{
	if (byte < p->byte)
		p->byte = p->point = 0;
	p->point += utf8_length(p->text + p->byte, byte - p->byte);
	p->byte = byte;
	return p->point;
}

static const char *const edit_names[] = {
	[EDIT_EQUAL] = "equal",
	[EDIT_INSERT] = "insert",
	[EDIT_DELETE] = "delete",
	[EDIT_REPLACE] = "replace",
	[EDIT_CASE] = "case",
	[EDIT_ACCENT] = "accent",
	[EDIT_STYLE] = "style",
	[EDIT_FORM] = "form",
	[EDIT_VALUE] = "value",
};

static int add_edit(struct shown *to, const struct bis_match_edit *edit)
{
	if (room_for_one(&to->edits, to->match.n_edits, &to->edits_capacity) < 0)
		return BIS_ENOMEM;
	to->edits[to->match.n_edits++] = *edit;
	return 0;
}

static int show_text_edits(struct showing *w)
{
	struct points a = { .text = buf_str(&w->s->text.text) };
	struct points b = { .text = buf_str(&w->to->source) };
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < w->n_edits; i++) {
		const struct edit *e = &w->edits[i];
		struct bis_match_edit shown = {
			.what = edit_names[e->kind],
			.cost = (double)e->cost / COST_UNIT,
		};
		shown.query[0] = point_of(&a, e->a_begin);
		shown.query[1] = point_of(&a, e->a_end);
		shown.source[0] = point_of(&b, e->b_begin);
		shown.source[1] = point_of(&b, e->b_end);
		rc = add_edit(w->to, &shown);
	}
	return rc;
}

/* The byte of a place between tokens: behind the one before it. */
static size_t byte_of_place(const struct compared *c, size_t place)
{
	return place == 0 || c->tokens.n == 0 ? 0 : c->tokens.at[place - 1].end;
}

/* Where a code stands, in bytes of both texts; where it would stand in one that has it
 * not. */
static void find_code(
	const struct search *s, const struct code_edit *e, size_t *in_a, size_t *in_b)
{
	const struct code *a = e->a < s->codes.n ? &s->codes.at[e->a] : NULL;
	const struct code *b = e->b < s->other_codes.n ? &s->other_codes.at[e->b] : NULL;

	*in_a = a != NULL ? a->at
			  : byte_of_place(&s->source->query, way_back(&s->way, b->place));
	*in_b = b != NULL ? b->at
			  : byte_of_place(&s->hand_words, way_there(&s->way, a->place));
}

/* A code has a place but no extent. */
static int show_code_edits(struct showing *w)
{
	struct points a = { .text = buf_str(&w->s->text.text) };
	struct points b = { .text = buf_str(&w->to->source) };
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < w->n_code_edits; i++) {
		const struct code_edit *e = &w->code_edits[i];
		struct bis_match_edit shown = {
			.what = "code",
			.cost = (double)e->cost / COST_UNIT,
		};
		size_t in_a, in_b;
		find_code(w->s, e, &in_a, &in_b);
		shown.query[0] = shown.query[1] = point_of(&a, in_a);
		shown.source[0] = shown.source[1] = point_of(&b, in_b);
		rc = add_edit(w->to, &shown);
	}
	return rc;
}

static int read_codes(struct showing *w)
{
	struct search *s = w->s;
	uint64_t cost;

	if (s->codes.n == 0 && w->k->markup.size == 0)
		return 0;
	match_take(s, w->k->source, w->k->raw);
	return match_codes(
		s, buf_str(&w->k->markup), &cost, &w->code_edits, &w->n_code_edits);
}

static bool is_same_text(const struct showing *w)
{
	const struct buf *a = &w->s->text.text, *b = &w->to->source;

	return a->size > 0 && a->size == b->size &&
	       memcmp(a->data, b->data, a->size) == 0;
}

/* Of the same text it takes no looking at words to say that all of it is equal. */
static int show_all_equal(struct showing *w)
{
	size_t n = utf8_length(buf_str(&w->to->source), w->to->source.size);

	return add_edit(w->to, &(struct bis_match_edit){ .what = edit_names[EDIT_EQUAL],
				       .query = { 0, n },
				       .source = { 0, n } });
}

static int compare_texts(struct showing *w)
{
	struct search *s = w->s;
	uint64_t cost;

	int rc = match_query(s, s->source);
	if (rc == 0)
		rc = match_read(s, s->source, &w->to->source, &w->source);
	if (rc == 0)
		rc = similarity_edits(
			&s->source->query, &w->source, &w->edits, &w->n_edits, &cost);
	return rc < 0 ? rc : show_text_edits(w);
}

static int read_edits(struct showing *w)
{
	int rc = is_same_text(w) ? show_all_equal(w) : compare_texts(w);

	if (rc == 0)
		rc = read_codes(w);
	return rc < 0 ? rc : show_code_edits(w);
}

static int show_flags(struct showing *w)
{
	if (w->n_edits == 0)
		return 0;
	const struct flagging f = {
		.search = w->s,
		.lang = w->s->source,
		.source = &w->source,
		.edits = w->edits,
		.n_edits = w->n_edits,
		.near = w->k->raw >= NEAR_SCORE,
	};

	return match_flags(&f, w->to->flags, &w->to->match.n_flags);
}

/* --- repair -------------------------------------------------------------------- */

/* How far from a figure the words of a date or range can stand: "from the 14th of April
 * to the 3rd of May". */
#define NEAR_FIGURES 6

static bool is_figure(const struct compared *c, size_t i)
{
	return c->tokens.at[i].kind == TOKEN_NUMBER ||
	       c->tokens.at[i].kind == TOKEN_ORDINAL ||
	       c->tokens.at[i].kind == TOKEN_DATE;
}

/* Whether what the bytes hold could belong to a placeable: marks, figures and what stands
 * near them, and characters, which may be numerals. */
static bool may_be_value(const struct compared *c, size_t begin, size_t end)
{
	size_t near = 0; /* behind the last figure */

	for (size_t i = 0; i < c->tokens.n && c->tokens.at[i].begin < end; i++) {
		if (is_figure(c, i))
			near = i + NEAR_FIGURES;
		if (c->tokens.at[i].begin < begin || c->tokens.at[i].kind != TOKEN_WORD)
			continue;
		bool figure = i < near;
		for (size_t k = i; !figure && k < c->tokens.n && k < i + NEAR_FIGURES;
			k++)
			figure = is_figure(c, k);
		if (!figure)
			return false;
	}
	return true;
}

/* Where a word differs that can be no part of a placeable there is nothing to repair;
 * nearly all matches end here. */
static bool may_be_repaired(const struct showing *w)
{
	for (size_t i = 0; i < w->n_edits; i++) {
		const struct edit *e = &w->edits[i];
		bool other_words = e->kind == EDIT_INSERT || e->kind == EDIT_DELETE ||
				   e->kind == EDIT_REPLACE || e->kind == EDIT_FORM;
		if (other_words &&
			(!may_be_value(&w->s->source->query, e->a_begin, e->a_end) ||
				!may_be_value(&w->source, e->b_begin, e->b_end)))
			return false;
	}
	return true;
}

/* A repaired target is plain text, so it is offered only where no code would be lost. */
static int show_repair(struct showing *w)
{
	struct shown *to = w->to;
	const struct search *s = w->s;

	if (s->options->no_repair || w->k->raw >= EXACT || w->n_code_edits > 0 ||
		to->target_markup.size > 0 || s->codes.n > 0 || w->n_edits == 0)
		return 0;
	if (!may_be_repaired(w))
		return 0;
	int rc = repair(s->from, buf_str(&s->text.text), to->source_lang,
		buf_str(&to->source), to->lang, buf_str(&to->target), &to->repaired,
		&to->repairs);
	if (rc < 0)
		return rc;
	if (!buf_ok(&to->repaired) || !buf_ok(&to->repairs))
		return err_nomem();
	if (rc > 0) {
		to->match.repaired = buf_str(&to->repaired);
		to->match.repairs = buf_str(&to->repairs);
	}
	return 0;
}

/* --- the rest ----------------------------------------------------------------- */

static void tag_of(const struct search *s, uint32_t lang, char tag[LANG_MAX])
{
	snprintf(tag, LANG_MAX, "%s", textindex_lang(s->index, s->lang_places[lang]));
}

static void show_penalties(struct shown *to, const struct kept *k)
{
	for (size_t i = 0; i < N_PENALTIES; i++)
		if (k->points[i] > 0)
			to->penalties[to->match.n_penalties++] =
				(struct bis_match_penalty){ .name = penalty_name(i),
					.points = (double)k->points[i] / POINT };
}

static int show_row(struct showing *w)
{
	struct kept *k = w->k;
	struct shown *to = w->to;
	int rc = k->has_row ? 0 : store_unit_row(w->s->db, k->unit, &k->row);

	k->has_row = true;
	if (rc < 0)
		return rc;
	to->origin = k->row.origin;
	to->document = k->row.document;
	to->who = k->row.who;
	k->row.origin = k->row.document = k->row.who = BUF_INIT;
	snprintf(to->unit, sizeof(to->unit), "U%u", k->unit);
	if (k->day != 0)
		snprintf(to->date, sizeof(to->date), "%04u-%02u-%02u",
			k->day / 10000 % 10000, k->day / 100 % 100, k->day % 100);
	return 0;
}

static int show_texts(struct showing *w)
{
	struct search *s = w->s;
	struct kept *k = w->k;
	struct shown *to = w->to;

	tag_of(s, k->source_lang, to->source_lang);
	tag_of(s, k->target_lang, to->lang);
	int rc = match_text(s, k->source, &to->source);
	if (rc == 0)
		rc = match_text(s, k->target, &to->target);
	if (rc == 0)
		rc = store_variant_markup(s->db, k->unit, k->target, &to->target_markup);
	if (rc == 0)
		buf_add(&to->source_markup, buf_str(&k->markup), k->markup.size);
	return rc == 0 && (!buf_ok(&to->source_markup) || !buf_ok(&to->target_markup))
		       ? err_nomem()
		       : rc;
}

static void fill(struct shown *to, const struct kept *k)
{
	struct bis_match *m = &to->match;

	m->source = buf_str(&to->source);
	m->source_markup = buf_str(&to->source_markup);
	m->source_lang = to->source_lang;
	m->target = buf_str(&to->target);
	m->target_markup = buf_str(&to->target_markup);
	m->lang = to->lang;
	m->score = k->raw / 10.0;
	m->net = (double)k->net / POINT;
	m->kind = k->raw > EXACT ? "context" : k->raw == EXACT ? "exact" : "fuzzy";
	m->unit = to->unit;
	m->origin = buf_str(&to->origin);
	m->document = buf_str(&to->document);
	m->date = to->date;
	m->who = buf_str(&to->who);
	m->reviewed = k->reviewed;
	m->n_units = k->n_units;
	m->n_targets = k->n_targets;
	m->flags = to->flags;
	m->penalties = to->penalties;
	m->edits = to->edits;
}

static struct source_lang *source_of(struct search *s, uint32_t lang)
{
	for (size_t i = 0; i < s->n_sources; i++)
		if (s->sources[i].id == lang)
			return &s->sources[i];
	return s->sources;
}

static int show(struct search *s, struct kept *k, struct shown *to)
{
	struct showing w = { .s = s, .k = k, .to = to };

	s->source = source_of(s, k->source_lang);
	int rc = show_texts(&w);
	if (rc == 0)
		rc = show_row(&w);
	if (rc == 0)
		rc = read_edits(&w);
	if (rc == 0)
		rc = show_flags(&w);
	if (rc == 0)
		rc = show_repair(&w);
	if (rc == 0)
		show_penalties(to, k);
	fill(to, k);
	compared_finish(&w.source);
	free(w.edits);
	free(w.code_edits);
	return rc;
}

static int add_shown(bis_matches *matches, struct shown **to)
{
	if (room_for_one(&matches->at, matches->n, &matches->capacity) < 0)
		return BIS_ENOMEM;
	*to = calloc(1, sizeof(**to));
	if (*to == NULL)
		return err_nomem();
	matches->at[matches->n++] = *to;
	return 0;
}

int match_show(struct search *s, bis_matches *matches)
{
	struct shown *to = NULL;
	int rc = 0;

	best_sort(&s->best);
	for (size_t i = 0; rc == 0 && i < s->best.n; i++) {
		rc = add_shown(matches, &to);
		if (rc == 0)
			rc = show(s, s->best.at[i], to);
	}
	return rc;
}
