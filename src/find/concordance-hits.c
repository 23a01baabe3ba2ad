/* SPDX-License-Identifier: Apache-2.0
 *
 * Units, in the order in which they are shown.
 */
#include "config.h"
#include "src/find/concordance-hits.h"

#include <string.h>

#include "src/base/room.h"
#include "src/text/utf8.h"

/* Words at one side that the order looks at. */
#define CONTEXT_WORDS 3

/* --- order ------------------------------------------------------------------------- */

/* Days and months are newest first; units without a day come last. */
static int by_date(const struct hit *a, const struct hit *b)
{
	if (a->day != b->day)
		return a->day > b->day ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}

/* The fold of the next word at that side, *at moving on; NULL past the edge. */
static const char *next_word(const struct hit *h, bool left, uint32_t *at, size_t *size)
{
	while (left ? *at > 0 : *at < h->n_tokens) {
		uint32_t surface = h->tokens[left ? --*at : (*at)++];
		enum token_kind kind = run_kind_of(h->run, surface);
		if (kind != TOKEN_MARK && kind != TOKEN_DATE)
			return run_fold_text(h->run, run_fold_of(h->run, surface), size);
	}
	*size = 0;
	return NULL;
}

static int compare_text(const char *a, size_t a_size, const char *b, size_t b_size)
{
	int order = memcmp(a, b, a_size < b_size ? a_size : b_size);

	return order != 0 ? order : a_size < b_size ? -1 : a_size > b_size;
}

static int by_context(const struct hit *a, const struct hit *b, bool left)
{
	uint32_t at_a = left ? a->begin : a->end, at_b = left ? b->begin : b->end;

	for (int i = 0; i < CONTEXT_WORDS; i++) {
		size_t a_size, b_size;
		const char *x = next_word(a, left, &at_a, &a_size);
		const char *y = next_word(b, left, &at_b, &b_size);
		if (x == NULL || y == NULL) {
			if (x != y)
				return x == NULL ? -1 : 1;
			break;
		}
		int order = compare_text(x, a_size, y, b_size);
		if (order != 0)
			return order;
	}
	return by_date(a, b);
}

static inline int compare(
	enum bis_hit_order order, const struct hit *a, const struct hit *b)
{
	return order == BIS_ORDER_DATE ? by_date(a, b)
				       : by_context(a, b, order == BIS_ORDER_LEFT);
}

/* --- heap -------------------------------------------------------------------------- */

void hits_finish(struct hits *h)
{
	free(h->at);
	*h = (struct hits){ .max = h->max, .order = h->order };
}

static void sift_down(struct hits *h, size_t i, size_t n)
{
	for (size_t child; (child = 2 * i + 1) < n; i = child) {
		if (child + 1 < n &&
			compare(h->order, &h->at[child], &h->at[child + 1]) < 0)
			child++;
		if (compare(h->order, &h->at[i], &h->at[child]) >= 0)
			return;
		struct hit hit = h->at[i];
		h->at[i] = h->at[child];
		h->at[child] = hit;
	}
}

static void sift_up(struct hits *h, size_t i)
{
	for (size_t parent; i > 0; i = parent) {
		parent = (i - 1) / 2;
		if (compare(h->order, &h->at[parent], &h->at[i]) >= 0)
			return;
		struct hit hit = h->at[i];
		h->at[i] = h->at[parent];
		h->at[parent] = hit;
	}
}

static int keep(struct hits *h, const struct hit *hit)
{
	if (h->n == h->max) {
		if (h->max > 0 && compare(h->order, hit, &h->at[0]) < 0) {
			h->at[0] = *hit;
			sift_down(h, 0, h->n);
		}
		return 0;
	}
	if (room_for_one(&h->at, h->n, &h->capacity) < 0)
		return BIS_ENOMEM;
	h->at[h->n] = *hit;
	sift_up(h, h->n++);
	return 0;
}

/* The second half of a heap sort: first hit first. */
static void put_in_order(struct hits *h)
{
	for (size_t n = h->n; n > 1;) {
		struct hit last = h->at[--n];
		h->at[n] = h->at[0];
		h->at[0] = last;
		sift_down(h, 0, n);
	}
}

/* --- units ------------------------------------------------------------------------- */

bool hits_is_target(
	struct search *s, const uint32_t *segments, size_t n, size_t found, size_t k)
{
	if (k == found || k >= n)
		return false;
	if (!s->both_sides && s->options->from == NULL)
		return true;
	uint8_t here = search_side(s, segments[found]) & s->wanted;
	uint8_t other = (here & SIDE_SOURCE ? SIDE_TARGET : 0) |
			(here & SIDE_TARGET ? SIDE_SOURCE : 0);
	return (search_side(s, segments[k]) & other) != 0;
}

static bool has_target(struct search *s, const uint32_t *segments, size_t n, size_t found)
{
	for (size_t k = 0; k < n; k++)
		if (hits_is_target(s, segments, n, found, k))
			return true;
	return false;
}

/* The variant of the unit that is the hit: on the source side if it is there; 0 none. */
static uint32_t choose(struct search *s, uint32_t unit, const struct bits *found)
{
	size_t n;
	const uint32_t *segments = textindex_segments(s->index, unit, &n);
	uint32_t chosen = 0;

	for (size_t k = 0; k < n; k++) {
		if (segments[k] >= s->bound || !bits_has(found, segments[k]))
			continue;
		uint8_t side = search_side(s, segments[k]) & s->wanted;
		if (side == 0 || (chosen != 0 && (side & SIDE_SOURCE) == 0))
			continue;
		if (s->both_sides && !has_target(s, segments, n, k))
			continue;
		chosen = segments[k];
		if ((side & SIDE_SOURCE) != 0 || s->wanted != (SIDE_SOURCE | SIDE_TARGET))
			break;
	}
	return chosen;
}

static inline bool passes(struct search *s, uint32_t unit)
{
	return s->sieve == NULL || unit_sieve_passes(s->sieve, unit);
}

bool hits_any(struct search *s, uint32_t segment)
{
	struct units_of units;
	uint32_t unit;

	units_of(s->index, segment, &units);
	while (units_of_next(&units, &unit)) {
		size_t n;
		if (!passes(s, unit))
			continue;
		if (!s->both_sides)
			return true;
		const uint32_t *segments = textindex_segments(s->index, unit, &n);
		for (size_t k = 0; k < n; k++)
			if (segments[k] == segment && has_target(s, segments, n, k))
				return true;
	}
	return false;
}

/* --- where in the segment ---------------------------------------------------------- */

/* The byte at which code point `points` of a text begins. */
static size_t byte_of(const char *text, size_t size, size_t points)
{
	const char *at = text;

	while (points-- > 0 && at < text + size)
		utf8_next(&at, text + size);
	return (size_t)(at - text);
}

/* Tokens before and behind a match of a regular expression. */
static int locate_match(struct search *s, struct searched *in, struct hit *h)
{
	const char *text;
	size_t size, begin, end;
	int rc = store_segment_text(s->db, h->segment, &text, &size);

	if (rc == 0)
		rc = regex_start(s->regex, text, size);
	if (rc == 0)
		rc = regex_next(s->regex, &begin, &end);
	if (rc <= 0)
		return rc;
	begin = byte_of(text, size, begin);
	end = byte_of(text, size, end);
	rc = tokeniser_read(in->tokeniser, text, size, &in->phrase.tokens);
	if (rc < 0)
		return rc;
	const struct tokens *tokens = &in->phrase.tokens;
	while (h->begin < h->n_tokens && h->begin < tokens->n &&
		tokens->at[h->begin].end <= begin)
		h->begin++;
	h->end = h->begin;
	while (h->end < h->n_tokens && h->end < tokens->n &&
		tokens->at[h->end].begin < end)
		h->end++;
	return 0;
}

int hits_locate(struct search *s, struct hit *h)
{
	uint32_t place;
	size_t run, n, begin, end;
	struct searched *in = search_lang_of(s, h->segment, &run, &place);

	if (in == NULL)
		return 0;
	h->run = in->runs[run];
	h->tokens = run_tokens(h->run, place, &n);
	h->n_tokens = h->tokens == NULL ? 0 : (uint32_t)n;
	h->begin = h->end = 0;
	if (s->regex != NULL)
		return locate_match(s, in, h);
	if (run_phrase_at(&in->read[run], h->tokens, h->n_tokens, 0, &begin, &end)) {
		h->begin = (uint32_t)begin;
		h->end = (uint32_t)end;
	}
	return 0;
}

/* --- gathering --------------------------------------------------------------------- */

struct gathering {
	struct search *s;
	const struct bits *found;
	struct bits seen; /* units */
	struct hits *const *heaps;
	bool by_context; /* one of them is by neighbours */
	bool simple;     /* a segment that was found is a hit, nothing else is asked */
	int64_t total;
};

static int gather_unit(struct gathering *g, uint32_t segment, uint32_t unit)
{
	struct search *s = g->s;
	int rc = 0;

	if (bits_put(&g->seen, unit) || !passes(s, unit))
		return 0;
	if (!g->simple)
		segment = choose(s, unit, g->found);
	const struct unit_fact *fact = textindex_unit(s->index, unit);
	if (segment == 0 || fact == NULL)
		return 0;
	struct hit hit = {
		.unit = unit, .segment = segment, .id = fact->id, .day = fact->day
	};
	g->total++;
	if (g->by_context)
		rc = hits_locate(s, &hit);
	for (struct hits *const *h = g->heaps; rc == 0 && *h != NULL; h++)
		rc = keep(*h, &hit);
	return rc;
}

static int gather(struct gathering *g)
{
	int rc = 0;

	for (size_t i = bits_next(g->found, 0); rc == 0 && i != SIZE_MAX;
		i = bits_next(g->found, i + 1)) {
		struct units_of units;
		uint32_t unit;
		units_of(g->s->index, (uint32_t)i, &units);
		while (rc == 0 && units_of_next(&units, &unit))
			rc = gather_unit(g, (uint32_t)i, unit);
	}
	return rc;
}

int hits_gather(struct search *s, const struct bits *segments, struct hits *const *heaps,
	int64_t *total)
{
	struct gathering g = {
		.s = s,
		.found = segments,
		.heaps = heaps,
		.simple = !s->both_sides && s->n_langs == 1,
	};
	int rc = bits_new(&g.seen, textindex_n_units(s->index));

	for (struct hits *const *h = heaps; *h != NULL; h++)
		g.by_context = g.by_context || (*h)->order != BIS_ORDER_DATE;
	if (rc == 0)
		rc = gather(&g);
	bits_finish(&g.seen);
	for (struct hits *const *h = heaps; *h != NULL; h++)
		put_in_order(*h);
	*total = g.total;
	return rc;
}
