/* SPDX-License-Identifier: Apache-2.0
 *
 * Postings: which segments hold a key.
 *
 * Lists are made for a range of keys at a time, as many as fit into a buffer whose size
 * was chosen beforehand: the tokens are gone through once for each range, and each
 * key's segments land in the key's part of the buffer, in order (counting sort).
 */
#include "config.h"
#include "src/index/builder.h"

#include "src/base/err.h"

/* Entries of the buffer, four bytes each; of very much text more, less than the stream
 * takes, so that the number of ranges stays small. */
#define ROOM ((uint64_t)6 << 20)

static uint64_t room_for(const struct builder *b)
{
	return b->n_tokens / 3 > ROOM ? b->n_tokens / 3 : ROOM;
}

/* A segment's place, and the tier of the key in it. */
#define ENTRY(place, tier) ((place) << 2 | (uint32_t)(tier))

struct lists {
	const struct builder *b;
	const struct numbering *nb;
	struct image *im;
	uint32_t from, to; /* the keys of this range */
	uint32_t *entries;
	uint32_t *ends; /* by key of the range: where its entries end so far */
	uint32_t *keys; /* of one segment, to be sorted */
	size_t keys_capacity;
	struct buf bytes; /* encoded lists of one key */
	uint64_t *at;     /* [n_keys + 1] */
};

/* --- the keys of a segment ---------------------------------------------------------- */

static int more_keys(struct lists *l, size_t n)
{
	if (n <= l->keys_capacity)
		return 0;
	uint32_t *keys = realloc(l->keys, 2 * n * sizeof(*keys));
	if (keys == NULL)
		return err_nomem();
	l->keys = keys;
	l->keys_capacity = 2 * n;
	return 0;
}

static int compare_numbers(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static void sort_keys(uint32_t *keys, size_t n)
{
	if (n > 64) {
		qsort(keys, n, sizeof(*keys), compare_numbers);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		uint32_t key = keys[i];
		size_t j = i;
		for (; j > 0 && keys[j - 1] > key; j--)
			keys[j] = keys[j - 1];
		keys[j] = key;
	}
}

/* The keys of a gathered segment in order, without what is inside dates; 0 where none of
 * them is in the range. */
static int read_keys(struct lists *l, uint32_t segment, size_t *n)
{
	const uint8_t *end, *at = stream_of(l->b, segment, &end);
	int rc = more_keys(l, (size_t)(end - at));
	uint32_t form, inside = l->nb->n_keys - 1;
	bool any = false;

	*n = 0;
	if (rc < 0)
		return rc;
	while (at < end) {
		at = read_varint(at, &form);
		uint32_t key = l->nb->form_keys[form];
		l->keys[*n] = key;
		*n += key != inside;
		any |= key >= l->from && key < l->to;
	}
	if (!any)
		*n = 0;
	sort_keys(l->keys, *n);
	return 0;
}

static void enter(struct lists *l, uint32_t key, uint32_t place, enum tier tier)
{
	if (key < l->from || key >= l->to)
		return;
	if (tier == TIER_REST && key >= l->nb->first_mark)
		return;
	l->entries[l->ends[key - l->from]++] = ENTRY(place, tier);
}

static int enter_segment(struct lists *l, uint32_t place)
{
	uint32_t segment = l->nb->order[place];
	uint64_t whole = l->nb->weights[segment], rest = whole;
	size_t n;
	int rc = read_keys(l, segment, &n);

	for (size_t i = 0; i < n; i++) {
		uint32_t key = l->keys[i];
		if (i == 0 || l->keys[i - 1] != key)
			enter(l, key, place, tier_of(rest, whole));
		rest -= token_weight(l->nb->key_kinds[key]);
	}
	return rc;
}

/* --- encoding ----------------------------------------------------------------------- */

struct list {
	uint32_t n;
	size_t size; /* bytes, with the table of blocks */
};

/* The list of one tier behind what is in l->bytes; its table of blocks was left room. */
static void encode(struct lists *l, const uint32_t *entries, uint32_t n_entries,
	enum tier tier, struct list *list)
{
	struct buf *bytes = &l->bytes;
	size_t begin = bytes->size;
	size_t n_blocks = list->n > POSTINGS_BLOCK
				  ? (list->n + POSTINGS_BLOCK - 1) / POSTINGS_BLOCK
				  : 0;
	char *room = buf_reserve(bytes, n_blocks * SKIP_SIZE + (size_t)list->n * 5);
	if (room == NULL)
		return;
	uint8_t *skips = (uint8_t *)room, *data = skips + n_blocks * SKIP_SIZE;
	uint8_t *at = data;
	uint32_t last = 0, done = 0;
	for (uint32_t i = 0; i < n_entries; i++) {
		uint32_t place = entries[i] >> 2;
		if ((entries[i] & 3) != tier)
			continue;
		if (n_blocks > 0 && done % POSTINGS_BLOCK == 0) {
			uint32_t skip[2] = { place, (uint32_t)(at - data) };
			memcpy(skips, skip, SKIP_SIZE);
			skips += SKIP_SIZE;
		} else {
			at = put_varint(at, place - last);
		}
		last = place;
		done++;
	}
	bytes->size = (size_t)(at - (uint8_t *)bytes->data);
	bytes->data[bytes->size] = '\0';
	list->size = bytes->size - begin;
}

static int write_key(struct lists *l, const uint32_t *entries, uint32_t n)
{
	struct list tiers[N_TIERS] = { 0 };
	uint8_t head[LIST_HEAD_MAX] = { 0 }, *at = head + 1;

	for (uint32_t i = 0; i < n; i++)
		tiers[entries[i] & 3].n++;
	buf_clear(&l->bytes);
	for (int t = 0; t < N_TIERS; t++) {
		if (tiers[t].n == 0)
			continue;
		encode(l, entries, n, (enum tier)t, &tiers[t]);
		head[0] |= (uint8_t)(1 << t | (tiers[t].n == 1 ? 16 << t : 0));
		if (tiers[t].n > 1) {
			at = put_varint(at, tiers[t].n);
			at = put_varint(at, (uint32_t)tiers[t].size);
		}
	}
	if (!buf_ok(&l->bytes))
		return err_nomem();
	image_add(l->im, head, n == 0 ? 0 : (size_t)(at - head));
	image_add(l->im, l->bytes.data, l->bytes.size);
	return 0;
}

/* --- ranges ------------------------------------------------------------------------- */

/* The first key behind as many as fit, one at least. */
static uint32_t range_end(const struct lists *l, uint32_t from, size_t *room)
{
	const struct numbering *nb = l->nb;
	uint64_t sum = nb->counts[from], most = room_for(l->b);
	uint32_t to = from + 1;

	while (to < nb->n_keys && sum + nb->counts[to] <= most)
		sum += nb->counts[to++];
	*room = (size_t)sum;
	return to;
}

static int write_range(struct lists *l, struct extent *section)
{
	uint32_t begin = 0;

	for (uint32_t key = l->from; key < l->to; key++) {
		l->ends[key - l->from] = begin;
		begin += l->nb->counts[key];
	}
	for (uint32_t place = 0; place < l->b->n; place++) {
		look_ahead(l->b, l->nb->order, place);
		int rc = enter_segment(l, place);
		if (rc < 0)
			return rc;
	}
	begin = 0;
	for (uint32_t key = l->from; key < l->to; key++) {
		l->at[key] = l->im->size - section->at;
		int rc = write_key(l, l->entries + begin, l->ends[key - l->from] - begin);
		if (rc < 0)
			return rc;
		begin += l->nb->counts[key];
	}
	return l->im->rc;
}

static int write_ranges(struct lists *l, struct extent *section)
{
	for (l->from = 0; l->from < l->nb->n_keys; l->from = l->to) {
		size_t room;
		l->to = range_end(l, l->from, &room);
		free(l->entries);
		l->entries = malloc((room + 1) * sizeof(*l->entries));
		free(l->ends);
		l->ends = malloc((size_t)(l->to - l->from) * sizeof(*l->ends));
		int rc = l->entries == NULL || l->ends == NULL ? err_nomem()
							       : write_range(l, section);
		if (rc < 0)
			return rc;
	}
	return 0;
}

static void lists_free(struct lists *l)
{
	free(l->entries);
	free(l->ends);
	free(l->keys);
	free(l->at);
	buf_free(&l->bytes);
}

int lists_write(const struct builder *b, const struct numbering *nb, struct image *im,
	struct run_trailer *trailer)
{
	cleanup(lists_free) struct lists l = { .b = b, .nb = nb, .im = im };
	struct extent *section = &trailer->sections[SECTION_POSTINGS];

	l.at = malloc(((size_t)nb->n_keys + 1) * sizeof(*l.at));
	if (l.at == NULL)
		return err_nomem();
	image_begin(im, section);
	int rc = write_ranges(&l, section);
	if (rc < 0)
		return rc;
	image_end(im, section);
	l.at[nb->n_keys] = section->size;
	section = &trailer->sections[SECTION_POSTINGS_AT];
	image_begin(im, section);
	image_add(im, l.at, ((size_t)nb->n_keys + 1) * sizeof(*l.at));
	image_end(im, section);
	return 0;
}
