/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading a run.
 *
 * Nothing read from an image is believed: counts and places of sections are checked when
 * it is opened; the numbers in it that count something (a surface, a fold …) when the
 * page they stand on is touched first; what begins and ends a part each time it is used.
 */
#include "config.h"
#include "src/index/run.h"

#include <string.h>

#include "src/base/err.h"
#include "src/index/layout.h"
#include "src/index/pages.h"

/* What a section holds `size` bytes for each of. */
enum counted {
	SEGMENTS,
	TOKENS,
	KEYS,
	FOLDS,
	SURFACES,
	SLOTS,
	INSIDE,
	DENORMAL,
	BYTES,
	N_COUNTED
};

static const struct shape {
	uint8_t size;
	uint8_t of;     /* enum counted */
	uint8_t more;   /* as many more elements */
	uint8_t below;  /* its numbers are below the count of these; BYTES: any */
	uint16_t field; /* of struct run */
} shapes[N_SECTIONS] = {
#define SHAPE(size, of, more, below, field)                        \
	{                                                          \
		size, of, more, below, offsetof(struct run, field) \
	}
	[SECTION_KEY_KINDS] = SHAPE(1, KEYS, 0, BYTES, key_kinds),
	[SECTION_KEY_HASHES] = SHAPE(8, KEYS, 0, BYTES, key_hashes),
	[SECTION_KEY_TABLE] = SHAPE(4, SLOTS, 0, KEYS, key_table),
	[SECTION_KEY_FOLDS] = SHAPE(4, KEYS, 1, BYTES, key_folds),
	[SECTION_FOLD_KEYS] = SHAPE(4, FOLDS, 0, KEYS, fold_keys),
	[SECTION_FOLD_SURFACES] = SHAPE(4, FOLDS, 1, BYTES, fold_surfaces),
	[SECTION_FOLD_ORDER] = SHAPE(4, FOLDS, 0, FOLDS, fold_order),
	[SECTION_FOLD_TEXTS_AT] = SHAPE(4, FOLDS, 1, BYTES, fold_texts_at),
	[SECTION_FOLD_TEXTS] = SHAPE(1, BYTES, 0, BYTES, fold_texts),
	[SECTION_SURFACE_FOLDS] = SHAPE(4, SURFACES, 0, FOLDS, surface_folds),
	[SECTION_INSIDE_KINDS] = SHAPE(1, INSIDE, 0, BYTES, inside_kinds),
	[SECTION_SURFACE_TEXTS_AT] = SHAPE(4, SURFACES, 1, BYTES, surface_texts_at),
	[SECTION_SURFACE_TEXTS] = SHAPE(1, BYTES, 0, BYTES, surface_texts),
	[SECTION_SEGMENTS] = SHAPE(4, SEGMENTS, 0, BYTES, segments),
	[SECTION_WEIGHTS] = SHAPE(4, SEGMENTS, 0, BYTES, weights),
	[SECTION_BY_SEGMENT] = SHAPE(4, SEGMENTS, 0, SEGMENTS, by_segment),
	[SECTION_TOKENS_AT] = SHAPE(4, SEGMENTS, 1, BYTES, tokens_at),
	[SECTION_TOKENS] = SHAPE(4, TOKENS, 0, SURFACES, tokens),
	[SECTION_SKETCHES] = SHAPE(32, SEGMENTS, 0, BYTES, sketches),
	[SECTION_POSTINGS] = SHAPE(1, BYTES, 0, BYTES, postings),
	[SECTION_POSTINGS_AT] = SHAPE(8, KEYS, 1, BYTES, postings_at),
	[SECTION_DENORMAL] = SHAPE(8, DENORMAL, 0, BYTES, denormal),
#undef SHAPE
};

static uint64_t count_of(const struct run *r, enum counted what)
{
	switch (what) {
	case SEGMENTS:
		return r->n;
	case TOKENS:
		return r->n_tokens;
	case KEYS:
		return r->n_keys;
	case FOLDS:
		return r->n_folds;
	case SURFACES:
		return r->n_surfaces;
	case SLOTS:
		return (uint64_t)r->key_mask + 1;
	case INSIDE:
		return r->n_surfaces - r->first_inside;
	case DENORMAL:
		return r->n_denormal;
	default:
		return UINT64_MAX;
	}
}

/* --- opening ------------------------------------------------------------------------ */

static int no_run(void)
{
	return err_set(BIS_EDB, "the search index is damaged or of another version");
}

#define MOST_NUMBERS ((uint32_t)INT32_MAX)

/* Numbers that are used without a look at the trailer again. */
static bool sensible(const struct run_trailer *t, size_t size)
{
	return t->magic == RUN_MAGIC && t->version == RUN_VERSION && t->size == size &&
	       memchr(t->lang, '\0', sizeof(t->lang)) != NULL && t->n <= RUN_NONE >> 2 &&
	       t->n_tokens <= UINT32_MAX && t->n_keys > 0 && t->n_keys < MOST_NUMBERS &&
	       t->n_folds < MOST_NUMBERS && t->n_surfaces < MOST_NUMBERS &&
	       t->n_slots > t->n_keys && (t->n_slots & (t->n_slots - 1)) == 0 &&
	       t->ordinal_key < t->date_key && t->date_key < t->number_key &&
	       t->number_key < t->first_mark && t->first_mark <= t->inside_key &&
	       t->inside_key == t->n_keys - 1 && t->first_inside <= t->n_surfaces;
}

static void take_counts(struct run *r, const struct run_trailer *t)
{
	memcpy(r->lang, t->lang, sizeof(r->lang));
	r->n = t->n;
	r->first_segment = t->first_segment;
	r->last_segment = t->last_segment;
	r->n_tokens = t->n_tokens;
	r->n_keys = t->n_keys;
	r->n_folds = t->n_folds;
	r->n_surfaces = t->n_surfaces;
	r->ordinal_key = t->ordinal_key;
	r->date_key = t->date_key;
	r->number_key = t->number_key;
	r->first_mark = t->first_mark;
	r->inside_key = t->inside_key;
	r->first_inside = t->first_inside;
	r->has_characters = t->has_characters != 0;
	r->n_denormal = t->n_denormal;
	r->key_mask = t->n_slots - 1;
}

static bool take_sections(struct run *r)
{
	uint64_t all = r->size - sizeof(*r->trailer);

	for (int i = 0; i < N_SECTIONS; i++) {
		const struct shape *shape = &shapes[i];
		const struct extent *extent = &r->trailer->sections[i];
		if (extent->at % IMAGE_ALIGN != 0 || extent->at > all ||
			extent->size > all - extent->at)
			return false;
		if (shape->of != BYTES &&
			extent->size !=
				shape->size * (count_of(r, shape->of) + shape->more))
			return false;
		const uint8_t *at = r->image + extent->at;
		memcpy((char *)r + shape->field, &at, sizeof(at));
	}
	return true;
}

/* The top bit is set where a number is not below: all bounds are below 2^31, so that
 * either the number or the difference has it. */
static inline uint32_t beyond(uint32_t number, uint32_t below)
{
	return number | (below - 1 - number);
}

/* Whether the numbers of this part of a section are below their bound. */
static bool bounded(const struct run *r, enum section section, uint64_t from, uint64_t to)
{
	enum { STEP = 16 }; /* a fixed number, for the compiler to do side by side */
	const uint32_t *number = (const uint32_t *)(const void *)(r->image + from);
	size_t left = (size_t)(to - from) / sizeof(*number);
	/* the free slots of a table count as 0, the others as one more */
	uint32_t more = section == SECTION_KEY_TABLE ? 1 : 0;
	uint32_t below = (uint32_t)count_of(r, shapes[section].below) + more, any = 0;

	for (; left >= STEP; left -= STEP, number += STEP)
		for (int i = 0; i < STEP; i++)
			any |= beyond(number[i] + more, below);
	for (; left > 0; left--, number++)
		any |= beyond(*number + more, below);
	return any >> 31 == 0;
}

/* Whether all numbers in [from, to) of the image are below their bounds. */
static bool all_bounded(const struct run *r, uint64_t from, uint64_t to)
{
	for (int i = 0; i < N_SECTIONS; i++) {
		uint64_t begin = r->trailer->sections[i].at;
		uint64_t end = begin + r->trailer->sections[i].size;
		if (shapes[i].below == BYTES || end <= from || begin >= to)
			continue;
		if (!bounded(r, (enum section)i, begin > from ? begin : from,
			    end < to ? end : to))
			return false;
	}
	return true;
}

static bool page_sound(const struct run *r, size_t page)
{
	size_t from = page * RUN_PAGE, left = r->size - from;

	return page_sum(r->image + from, left < RUN_PAGE ? left : RUN_PAGE) ==
	       r->sums[page];
}

/* Their numbers are still to be looked at, so these pages do not count as sound yet. */
static bool trailer_sound(const struct run *r)
{
	size_t page = (r->size - sizeof(*r->trailer)) / RUN_PAGE;

	if (r->sums == NULL)
		return true;
	for (; page * RUN_PAGE < r->size; page++)
		if (!page_sound(r, page))
			return false;
	return true;
}

static int look_at(struct run *r)
{
	const struct run_trailer *t = (const void *)(r->image + r->size - sizeof(*t));

	r->trailer = t;
	if (!trailer_sound(r))
		return no_run();
	if (!sensible(t, r->size))
		return no_run();
	take_counts(r, t);
	if (!take_sections(r))
		return no_run();
	/* of an image in a file, as its pages are touched */
	return r->sound == NULL && !all_bounded(r, 0, r->size) ? no_run() : 0;
}

int run_open(const void *image, size_t size, const uint32_t *sums, struct run **out)
{
	*out = NULL;
	if (size < sizeof(struct run_trailer) || size % 8 != 0 ||
		(uintptr_t)image % 8 != 0)
		return no_run();
	struct run *r = calloc(1, sizeof(*r));
	if (r == NULL)
		return err_nomem();
	r->image = image;
	r->size = size;
	r->sums = sums;
	if (sums != NULL)
		r->sound = calloc(size / RUN_PAGE / 64 + 1, sizeof(*r->sound));
	if (sums != NULL && r->sound == NULL) {
		free(r);
		return err_nomem();
	}
	int rc = look_at(r);
	if (rc < 0)
		run_close(r);
	else
		*out = r;
	return rc;
}

void run_close(struct run *r)
{
	if (r == NULL)
		return;
	if (r->scratch != NULL && r->scratch_free != NULL)
		r->scratch_free(r->scratch);
	free(r->sound);
	free(r);
}

const struct denormal *run_denormal(struct run *r, size_t *n)
{
	size_t size = (size_t)r->n_denormal * sizeof(struct denormal);

	*n = size > 0 && run_sound(r, r->denormal, size) ? r->n_denormal : 0;
	return r->denormal;
}

void run_let_go(struct run *r)
{
	if (r->sums != NULL)
		pages_let_go(r->image, r->size);
}

/* --- soundness ---------------------------------------------------------------------- */

static bool check_page(struct run *r, size_t page)
{
	uint64_t from = (uint64_t)page * RUN_PAGE, to = from + RUN_PAGE;

	if ((r->sound[page / 64] >> (page % 64) & 1) != 0)
		return true;
	if (!page_sound(r, page) || !all_bounded(r, from, to < r->size ? to : r->size))
		return false;
	r->sound[page / 64] |= UINT64_C(1) << (page % 64);
	return true;
}

bool run_check(struct run *r, const void *at, size_t size)
{
	size_t begin = (size_t)((const uint8_t *)at - r->image);

	if (r->sound == NULL || size == 0)
		return true;
	if (r->damaged)
		return false;
	r->damaged = begin > r->size || size > r->size - begin;
	for (size_t page = begin / RUN_PAGE;
		!r->damaged && page <= (begin + size - 1) / RUN_PAGE; page++)
		r->damaged = !check_page(r, page);
	return !r->damaged;
}

/* [*from, *to): at[i] and at[i + 1], or nothing where these make no sense. */
static bool range_at(struct run *r, const uint32_t *at, uint32_t i, uint64_t limit,
	uint32_t *from, uint32_t *to)
{
	*from = *to = 0;
	if (!run_sound(r, &at[i], 8))
		return false;
	if (at[i] > at[i + 1] || at[i + 1] > limit) {
		r->damaged = true;
		return false;
	}
	*from = at[i];
	*to = at[i + 1];
	return true;
}

static uint32_t number_at(struct run *r, const uint32_t *numbers, uint32_t i)
{
	return run_sound(r, &numbers[i], 4) ? numbers[i] : 0;
}

/* --- segments ----------------------------------------------------------------------- */

const uint32_t *run_tokens(struct run *r, uint32_t i, size_t *n)
{
	uint32_t from, to;

	*n = 0;
	if (!range_at(r, r->tokens_at, i, r->n_tokens, &from, &to))
		return NULL;
	if (from < to && !run_sound(r, &r->tokens[from], (size_t)(to - from) * 4))
		return NULL;
	*n = to - from;
	return &r->tokens[from];
}

uint32_t run_from_weight(struct run *r, uint64_t weight)
{
	uint32_t from = 0, to = r->n;

	while (from < to) {
		uint32_t middle = from + (to - from) / 2;
		if (run_weight(r, middle) < weight)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

uint32_t run_find_segment(struct run *r, uint32_t segment)
{
	uint32_t from = 0, to = r->n;

	while (from < to) {
		uint32_t middle = from + (to - from) / 2;
		uint32_t place = number_at(r, r->by_segment, middle);
		uint32_t here = run_segment(r, place);
		if (r->damaged)
			return RUN_NONE;
		if (here == segment)
			return place;
		if (here < segment)
			from = middle + 1;
		else
			to = middle;
	}
	return RUN_NONE;
}

/* --- vocabulary --------------------------------------------------------------------- */

uint32_t run_find_key(struct run *r, uint64_t hash)
{
	uint32_t slot = (uint32_t)hash & r->key_mask;

	for (uint32_t i = 0; i <= r->key_mask; i++) {
		uint32_t key = number_at(r, r->key_table, slot);
		if (r->damaged || key == RUN_NONE ||
			!run_sound(r, &r->key_hashes[key], 8))
			return RUN_NONE;
		if (r->key_hashes[key] == hash)
			return key;
		slot = (slot + 1) & r->key_mask;
	}
	return RUN_NONE;
}

uint32_t run_fold_of(struct run *r, uint32_t surface)
{
	return number_at(r, r->surface_folds, surface);
}

uint32_t run_key_of(struct run *r, uint32_t surface)
{
	return r->n_folds == 0 ? 0 : number_at(r, r->fold_keys, run_fold_of(r, surface));
}

enum token_kind run_kind_of(struct run *r, uint32_t surface)
{
	const uint8_t *kind = run_inside(r, surface)
				      ? &r->inside_kinds[surface - r->first_inside]
				      : &r->key_kinds[run_key_of(r, surface)];

	if (!run_sound(r, kind, 1) || *kind >= N_TOKEN_KINDS)
		return TOKEN_MARK;
	return (enum token_kind) * kind;
}

void run_fold_surfaces(struct run *r, uint32_t fold, uint32_t *from, uint32_t *to)
{
	range_at(r, r->fold_surfaces, fold, r->n_surfaces, from, to);
}

void run_key_surfaces(struct run *r, uint32_t key, uint32_t *from, uint32_t *to)
{
	uint32_t first, end, spare;

	*from = *to = 0;
	if (!range_at(r, r->key_folds, key, r->n_folds, &first, &end) || first == end)
		return;
	run_fold_surfaces(r, first, from, &spare);
	run_fold_surfaces(r, end - 1, &spare, to);
	if (r->damaged || *to < *from)
		*from = *to = 0;
}

/* Of the texts in a section of bytes. */
static const char *text_at(struct run *r, const uint32_t *at, uint32_t i,
	const char *texts, enum section section, size_t *size)
{
	uint32_t from, to;

	*size = 0;
	if (!range_at(r, at, i, r->trailer->sections[section].size, &from, &to) ||
		from == to || !run_sound(r, texts + from, to - from))
		return "";
	*size = to - from;
	return texts + from;
}

const char *run_surface_text(struct run *r, uint32_t surface, size_t *size)
{
	return text_at(r, r->surface_texts_at, surface, r->surface_texts,
		SECTION_SURFACE_TEXTS, size);
}

const char *run_fold_text(struct run *r, uint32_t fold, size_t *size)
{
	return text_at(
		r, r->fold_texts_at, fold, r->fold_texts, SECTION_FOLD_TEXTS, size);
}

uint32_t run_fold_at(struct run *r, uint32_t place)
{
	return run_sound(r, &r->fold_order[place], 4) ? r->fold_order[place] : RUN_NONE;
}

/* How the fold at a place of the order compares; of equal beginnings the longer text is
 * the greater one, or (`prefix`) equal. */
static int compare_fold(
	struct run *r, uint32_t place, const char *fold, size_t size, bool prefix)
{
	size_t here_size;
	uint32_t here = run_fold_at(r, place);
	const char *text = here == RUN_NONE ? "" : run_fold_text(r, here, &here_size);

	if (here == RUN_NONE)
		return 0;
	size_t both = here_size < size ? here_size : size;
	int order = both == 0 ? 0 : memcmp(text, fold, both);
	if (order != 0)
		return order;
	if (here_size < size)
		return -1;
	return here_size > size && !prefix;
}

void run_find_folds(struct run *r, const char *fold, size_t size, bool prefix,
	uint32_t *from, uint32_t *to)
{
	uint32_t low = 0, high = r->n_folds;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (compare_fold(r, middle, fold, size, prefix) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*from = low;
	high = r->n_folds;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (compare_fold(r, middle, fold, size, prefix) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	*to = r->damaged ? *from : low;
}
