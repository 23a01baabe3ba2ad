/* SPDX-License-Identifier: Apache-2.0
 *
 * The best matches so far, and the targets of the segment at hand.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/find/match.h"

void kept_free(struct kept *k)
{
	if (k == NULL)
		return;
	buf_free(&k->markup);
	unit_row_finish(&k->row);
	free(k);
}

bool kept_better(const struct kept *a, const struct kept *b)
{
	if (a->net != b->net)
		return a->net > b->net;
	if (a->reviewed != b->reviewed)
		return a->reviewed;
	if (a->day != b->day)
		return a->day > b->day;
	if (a->raw != b->raw)
		return a->raw > b->raw;
	if (a->unit != b->unit)
		return a->unit < b->unit;
	if (a->source != b->source)
		return a->source < b->source;
	return a->target < b->target;
}

/* --- the heap ----------------------------------------------------------------------- */

void best_finish(struct best *b)
{
	for (size_t i = 0; i < b->n; i++)
		kept_free(b->at[i]);
	free(b->at);
	*b = (struct best){ .max = b->max };
}

bool best_wants(const struct best *b, const struct kept *k)
{
	return b->n < b->max || kept_better(k, b->at[0]);
}

static void put(struct best *b, size_t at, struct kept *k)
{
	b->at[at] = k;
	k->at = at;
}

static void rise(struct best *b, size_t at)
{
	struct kept *k = b->at[at];

	while (at > 0 && kept_better(b->at[(at - 1) / 2], k)) {
		put(b, at, b->at[(at - 1) / 2]);
		at = (at - 1) / 2;
	}
	put(b, at, k);
}

static void sink(struct best *b, size_t at)
{
	struct kept *k = b->at[at];

	for (size_t child; (child = 2 * at + 1) < b->n; at = child) {
		if (child + 1 < b->n && kept_better(b->at[child], b->at[child + 1]))
			child++;
		if (!kept_better(k, b->at[child]))
			break;
		put(b, at, b->at[child]);
	}
	put(b, at, k);
}

int best_add(struct best *b, struct kept *k, struct kept **evicted)
{
	*evicted = NULL;
	if (b->n == b->max) {
		*evicted = b->at[0];
		put(b, 0, k);
		sink(b, 0);
		return 0;
	}
	if (room_for_one(&b->at, b->n, &b->capacity) < 0)
		return BIS_ENOMEM;
	put(b, b->n++, k);
	rise(b, b->n - 1);
	return 0;
}

void best_replace(struct best *b, struct kept *old, struct kept *k)
{
	put(b, old->at, k);
	sink(b, k->at);
	kept_free(old);
}

static int by_rank(const void *left, const void *right)
{
	const struct kept *a = *(struct kept *const *)left;
	const struct kept *b = *(struct kept *const *)right;

	return kept_better(a, b) ? -1 : kept_better(b, a);
}

void best_sort(struct best *b)
{
	if (b->n > 1)
		qsort(b->at, b->n, sizeof(struct kept *), by_rank);
}

/* --- the targets of a segment ------------------------------------------------ */

void targets_finish(struct targets *t)
{
	free(t->at);
	free(t->langs);
	*t = (struct targets){ 0 };
}

void targets_next(struct targets *t)
{
	t->n = 0;
	t->n_langs = 0;
	if (++t->turn == 0) { /* went round: what is old must not look new */
		for (size_t i = 0; t->mask > 0 && i <= t->mask; i++)
			t->at[i].turn = 0;
		t->turn = 1;
	}
}

static struct target *slot_of(
	struct target *at, size_t mask, uint32_t turn, uint32_t segment)
{
	size_t i = (size_t)((uint64_t)segment * UINT64_C(0x9e3779b97f4a7c15) >> 32);

	for (i &= mask; at[i].turn == turn && at[i].segment != segment;)
		i = (i + 1) & mask;
	return &at[i];
}

struct target *targets_find(const struct targets *t, uint32_t segment)
{
	if (t->mask == 0)
		return NULL;
	struct target *slot = slot_of(t->at, t->mask, t->turn, segment);
	return slot->turn == t->turn ? slot : NULL;
}

static int grow(struct targets *t)
{
	size_t mask = t->mask == 0 ? 15 : 2 * t->mask + 1;
	struct target *at = calloc(mask + 1, sizeof(*at));

	if (at == NULL)
		return err_nomem();
	for (size_t i = 0; t->mask > 0 && i <= t->mask; i++)
		if (t->at[i].turn == t->turn)
			*slot_of(at, mask, t->turn, t->at[i].segment) = t->at[i];
	free(t->at);
	t->at = at;
	t->mask = mask;
	return 0;
}

static int count_lang(struct targets *t, uint32_t lang)
{
	for (size_t i = 0; i < t->n_langs; i++) {
		if (t->langs[i].lang == lang) {
			t->langs[i].n++;
			return 0;
		}
	}
	if (t->n_langs == t->langs_capacity) {
		size_t capacity = t->langs_capacity + 8;
		void *more = realloc(t->langs, capacity * sizeof(*t->langs));
		if (more == NULL)
			return err_nomem();
		t->langs = more;
		t->langs_capacity = capacity;
	}
	t->langs[t->n_langs].lang = lang;
	t->langs[t->n_langs++].n = 1;
	return 0;
}

int targets_count(struct targets *t, uint32_t segment, uint32_t lang, uint32_t place)
{
	if (2 * (t->n + 1) > t->mask && grow(t) < 0)
		return BIS_ENOMEM;
	struct target *slot = slot_of(t->at, t->mask, t->turn, segment);
	if (slot->turn == t->turn) {
		slot->n_units += slot->place != place;
		slot->place = place;
		return 0;
	}
	*slot = (struct target){ .turn = t->turn,
		.segment = segment,
		.lang = lang,
		.n_units = 1,
		.place = place };
	t->n++;
	return count_lang(t, lang);
}

size_t targets_of_lang(const struct targets *t, uint32_t lang)
{
	for (size_t i = 0; i < t->n_langs; i++)
		if (t->langs[i].lang == lang)
			return t->langs[i].n;
	return 0;
}
