/* SPDX-License-Identifier: Apache-2.0
 *
 * The image, all of it in arrays that are indexed directly:
 *
 *	head
 *	facts        [n_units]            struct unit_fact, ascending by id
 *	variants_at  [n_units + 1]        first of the unit's variants
 *	variants     [n_variants]         segments
 *	units_at     [last_segment + 2]   first of the segment's units
 *	units        [n_pairs]            places, ascending
 *	langs        [last_segment + 1]
 *
 * Numbers are as the machine has them; the head tells of one with another order.
 */
#include "config.h"
#include "src/index/unitmap.h"

#include <string.h>

#include "src/base/err.h"
#include "src/index/pages.h"

#define MAGIC UINT64_C(0x3170616d74696e75) /* "unitmap1", read little-endian */
#define SPARSE_MAX ((uint32_t)1 << 26)     /* segment numbers may leave such gaps */

struct head {
	uint64_t magic;
	uint32_t n_units, n_variants, n_pairs, last_segment;
};

struct unitmap {
	struct pages pages;
	struct head head;
	const struct unit_fact *facts;
	const uint32_t *variants_at, *variants, *units_at, *units;
	const uint32_t *langs;
};

/* --- reading -------------------------------------------------------------------- */

/* The size of the image that has this head; 64 bits are enough for any. */
static uint64_t image_size(const struct head *h)
{
	return sizeof(*h) + (uint64_t)h->n_units * sizeof(struct unit_fact) +
	       4 * ((uint64_t)h->n_units + 1 + h->n_variants +
			   2 * (uint64_t)h->last_segment + 3 + h->n_pairs);
}

static void set_arrays(struct unitmap *m)
{
	const struct head *h = &m->head;

	m->facts = (const void *)(m->pages.image + sizeof(*h));
	m->variants_at = (const void *)(m->facts + h->n_units);
	m->variants = m->variants_at + h->n_units + 1;
	m->units_at = m->variants + h->n_variants;
	m->units = m->units_at + (size_t)h->last_segment + 2;
	m->langs = m->units + h->n_pairs;
}

int unitmap_open(
	const void *image, size_t size, const uint32_t *sums, struct unitmap **out)
{
	*out = NULL;
	if (size < sizeof(struct head) || (uintptr_t)image % 8 != 0)
		return err_set(BIS_EDB, "the map of units is cut short");
	struct unitmap *m = calloc(1, sizeof(*m));
	if (m == NULL)
		return err_nomem();
	int rc = pages_open(&m->pages, image, size, sums);
	if (rc == 0 && !pages_sound(&m->pages, image, sizeof(m->head)))
		rc = err_set(BIS_EDB, "the map of units is damaged");
	memcpy(&m->head, image, sizeof(m->head));
	if (rc == 0 && (m->head.magic != MAGIC || image_size(&m->head) != size))
		rc = err_set(BIS_EDB, "the map of units is none, or cut short");
	if (rc < 0) {
		unitmap_close(m);
		return rc;
	}
	set_arrays(m);
	*out = m;
	return 0;
}

void unitmap_close(struct unitmap *m)
{
	if (m == NULL)
		return;
	pages_close(&m->pages);
	free(m);
}

bool unitmap_damaged(const struct unitmap *m)
{
	return m->pages.damaged;
}

uint32_t unitmap_count(const struct unitmap *m)
{
	return m->head.n_units;
}

uint32_t unitmap_last_segment(const struct unitmap *m)
{
	return m->head.last_segment;
}

const struct unit_fact *unitmap_fact(struct unitmap *m, uint32_t place)
{
	const struct unit_fact *fact = &m->facts[place];

	return pages_sound(&m->pages, fact, sizeof(*fact)) ? fact : NULL;
}

uint32_t unitmap_find(struct unitmap *m, uint32_t id)
{
	uint32_t from = 0, to = m->head.n_units;

	while (from < to) {
		uint32_t middle = from + (to - from) / 2;
		const struct unit_fact *fact = unitmap_fact(m, middle);
		if (fact == NULL)
			return RUN_NONE;
		if (fact->id == id)
			return middle;
		if (fact->id < id)
			from = middle + 1;
		else
			to = middle;
	}
	return RUN_NONE;
}

/* Elements [at[0], at[1]) of a list of `total`; n 0 where that is no range of it. */
static const uint32_t *range(struct unitmap *m, const uint32_t *at, const uint32_t *list,
	uint32_t total, size_t *n)
{
	*n = 0;
	if (!pages_sound(&m->pages, at, 2 * sizeof(*at)))
		return NULL;
	if (at[0] > at[1] || at[1] > total) {
		m->pages.damaged = true;
		return NULL;
	}
	size_t count = at[1] - at[0];
	if (!pages_sound(&m->pages, list + at[0], count * sizeof(*list)))
		return NULL;
	*n = count;
	return list + at[0];
}

const uint32_t *unitmap_segments(struct unitmap *m, uint32_t place, size_t *n)
{
	return range(m, &m->variants_at[place], m->variants, m->head.n_variants, n);
}

const uint32_t *unitmap_units(struct unitmap *m, uint32_t segment, size_t *n)
{
	*n = 0;
	if (segment > m->head.last_segment)
		return NULL;
	return range(m, &m->units_at[segment], m->units, m->head.n_pairs, n);
}

uint32_t unitmap_lang(struct unitmap *m, uint32_t segment)
{
	if (segment > m->head.last_segment ||
		!pages_sound(&m->pages, &m->langs[segment], sizeof(*m->langs)))
		return 0;
	return m->langs[segment];
}

/* --- building ------------------------------------------------------------------- */

/* Grows by a quarter: what is as big as this must not be twice as big as needed. */
struct list {
	void *at;
	size_t n, capacity;
};

struct unitmap_builder {
	struct list facts, variants_at, variants, langs;
	uint32_t last_segment;
};

static int reserve(struct list *l, size_t n, size_t element)
{
	if (n <= l->capacity)
		return 0;
	size_t capacity = n + n / 4 + 64;
	void *at = realloc(l->at, capacity * element);
	if (at == NULL)
		return err_nomem();
	l->at = at;
	l->capacity = capacity;
	return 0;
}

static int add_number(struct list *l, uint32_t number)
{
	int rc = reserve(l, l->n + 1, sizeof(number));

	if (rc == 0)
		((uint32_t *)l->at)[l->n++] = number;
	return rc;
}

int unitmap_builder_new(struct unitmap_builder **out)
{
	*out = calloc(1, sizeof(**out));
	return *out == NULL ? err_nomem() : 0;
}

void unitmap_builder_free(struct unitmap_builder *b)
{
	if (b == NULL)
		return;
	free(b->facts.at);
	free(b->variants_at.at);
	free(b->variants.at);
	free(b->langs.at);
	free(b);
}

/* Makes room for the segment in `langs`, which goes by its number. */
static int note_segment(struct unitmap_builder *b, uint32_t segment)
{
	struct list *l = &b->langs;

	if (segment < l->n)
		return 0;
	if (segment - l->n > SPARSE_MAX)
		return err_set(BIS_EDB, "segment %lu: numbered too far from the others",
			(unsigned long)segment);
	int rc = reserve(l, (size_t)segment + 1, sizeof(uint32_t));
	if (rc < 0)
		return rc;
	memset((uint32_t *)l->at + l->n, 0, (segment + 1 - l->n) * sizeof(uint32_t));
	l->n = (size_t)segment + 1;
	b->last_segment = segment;
	return 0;
}

int unitmap_add(struct unitmap_builder *b, const struct unit_fact *fact,
	const uint32_t *segments, size_t n)
{
	int rc = reserve(&b->facts, b->facts.n + 1, sizeof(*fact));

	if (rc == 0 && n > UINT32_MAX / 2 - b->variants.n)
		rc = err_set(BIS_EDB, "too many variants for one base");
	if (rc == 0)
		rc = add_number(&b->variants_at, (uint32_t)b->variants.n);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		rc = note_segment(b, segments[i]);
		if (rc == 0)
			rc = add_number(&b->variants, segments[i]);
	}
	if (rc == 0)
		((struct unit_fact *)b->facts.at)[b->facts.n++] = *fact;
	return rc;
}

int unitmap_set_lang(struct unitmap_builder *b, uint32_t segment, uint32_t lang)
{
	int rc = note_segment(b, segment);

	if (rc == 0)
		((uint32_t *)b->langs.at)[segment] = lang;
	return rc;
}

/* The segments of each unit turned round into the units of each segment: counted, then
 * put where the counts say.  A unit that has a segment twice is listed once. */
static int invert(const struct unitmap_builder *b, uint32_t **at, uint32_t **units)
{
	const uint32_t *variants_at = b->variants_at.at, *variants = b->variants.at;
	size_t slots = (size_t)b->last_segment + 2;

	*at = calloc(slots + 1, sizeof(**at));
	*units = malloc((b->variants.n + 1) * sizeof(**units));
	if (*at == NULL || *units == NULL)
		return err_nomem();
	uint32_t *next = *at + 1; /* next[s] becomes at[s + 1] while filling */
	for (size_t v = 0; v < b->variants.n; v++)
		next[variants[v] + 1]++;
	for (size_t s = 1; s < slots; s++)
		next[s] += next[s - 1];
	for (size_t place = 0; place < b->facts.n; place++)
		for (uint32_t v = variants_at[place]; v < variants_at[place + 1]; v++)
			(*units)[next[variants[v]]++] = (uint32_t)place;
	return 0;
}

/* Takes repetitions out of the lists; returns how many places are left. */
static uint32_t drop_repetitions(uint32_t *at, uint32_t *units, uint32_t last_segment)
{
	uint32_t kept = 0, from = 0;

	for (uint32_t s = 0; s <= last_segment; s++) {
		uint32_t to = at[s + 1], first = kept;
		for (uint32_t u = from; u < to; u++)
			if (kept == first || units[kept - 1] != units[u])
				units[kept++] = units[u];
		from = to;
		at[s + 1] = kept;
	}
	return kept;
}

static int write_list(const struct image_sink *sink, const void *at, size_t size)
{
	return size == 0 ? 0 : sink->write(sink->ctx, at, size);
}

static int write_all(const struct unitmap_builder *b, const struct head *h,
	const uint32_t *at, const uint32_t *units, const struct image_sink *sink)
{
	int rc = sink->write(sink->ctx, h, sizeof(*h));

	if (rc == 0)
		rc = write_list(sink, b->facts.at, h->n_units * sizeof(struct unit_fact));
	if (rc == 0)
		rc = write_list(sink, b->variants_at.at, 4 * ((size_t)h->n_units + 1));
	if (rc == 0)
		rc = write_list(sink, b->variants.at, 4 * (size_t)h->n_variants);
	if (rc == 0)
		rc = write_list(sink, at, 4 * ((size_t)h->last_segment + 2));
	if (rc == 0)
		rc = write_list(sink, units, 4 * (size_t)h->n_pairs);
	return rc < 0 ? rc
		      : write_list(sink, b->langs.at, 4 * ((size_t)h->last_segment + 1));
}

static void free_list(uint32_t **list)
{
	free(*list);
}

int unitmap_finish(struct unitmap_builder *b, const struct image_sink *sink)
{
	cleanup(free_list) uint32_t *at = NULL, *units = NULL;
	int rc = add_number(&b->variants_at, (uint32_t)b->variants.n);

	if (rc == 0)
		rc = note_segment(b, b->last_segment); /* langs [0] at least */
	if (rc == 0)
		rc = invert(b, &at, &units);
	if (rc < 0)
		return rc;
	struct head h = { .magic = MAGIC,
		.n_units = (uint32_t)b->facts.n,
		.n_variants = (uint32_t)b->variants.n,
		.last_segment = b->last_segment };
	h.n_pairs = drop_repetitions(at, units, b->last_segment);
	return write_all(b, &h, at, units, sink);
}
