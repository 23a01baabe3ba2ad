/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading lists of postings (layout.h): every byte is looked at only after its page was
 * found sound and only before the end of the key's lists, and every place is below the
 * number of segments.
 */
#include "config.h"
#include "src/index/run.h"

#include <string.h>

#include "src/index/layout.h"

/* A varint within [at, end); NULL where it is none. */
static const uint8_t *varint(const uint8_t *at, const uint8_t *end, uint32_t *value)
{
	uint32_t number = 0;

	for (unsigned shift = 0; shift < 35 && at < end; shift += 7) {
		uint8_t byte = *at++;
		number |= (uint32_t)(byte & 0x7f) << shift;
		if ((byte & 0x80) == 0) {
			*value = number;
			return at;
		}
	}
	return NULL;
}

static void damaged(struct run *r)
{
	r->damaged = true;
}

/* The bytes of a key's lists. */
static bool lists_of(struct run *r, uint32_t key, const uint8_t **at, const uint8_t **end)
{
	uint64_t all = r->trailer->sections[SECTION_POSTINGS].size;

	if (!run_sound(r, &r->postings_at[key], 16))
		return false;
	uint64_t from = r->postings_at[key], to = r->postings_at[key + 1];
	if (from > to || to > all) {
		damaged(r);
		return false;
	}
	*at = r->postings + from;
	*end = r->postings + to;
	return true;
}

/* What stands at the head of a key's lists. */
struct head {
	uint8_t tiers, singles; /* bits */
	uint32_t n[N_TIERS], size[N_TIERS];
};

static bool read_head(
	struct run *r, const uint8_t **at, const uint8_t *end, struct head *head)
{
	size_t left = (size_t)(end - *at);

	*head = (struct head){ 0 };
	if (left == 0)
		return true;
	if (!run_sound(r, *at, left < LIST_HEAD_MAX ? left : LIST_HEAD_MAX))
		return false;
	head->tiers = **at & 15;
	head->singles = **at >> 4;
	++*at;
	for (int t = 0; t < N_TIERS; t++) {
		if ((head->tiers >> t & 1) == 0)
			continue;
		head->n[t] = 1;
		if ((head->singles >> t & 1) != 0)
			continue;
		*at = varint(*at, end, &head->n[t]);
		if (*at != NULL)
			*at = varint(*at, end, &head->size[t]);
		if (*at == NULL || head->n[t] < 2 || head->n[t] > r->n) {
			damaged(r);
			return false;
		}
	}
	return true;
}

/* Where the lists of a tier end; NULL where damaged. */
static const uint8_t *behind(struct run *r, const struct head *head, int tier,
	const uint8_t *at, const uint8_t *end)
{
	uint32_t spare;

	if ((head->tiers >> tier & 1) == 0)
		return at;
	if ((head->singles >> tier & 1) == 0)
		return head->size[tier] <= (size_t)(end - at) ? at + head->size[tier]
							      : NULL;
	size_t left = (size_t)(end - at);
	if (left == 0 || !run_sound(r, at, left < 5 ? left : 5))
		return NULL;
	return varint(at, end, &spare);
}

static void set_blocks(struct postings *p, const uint8_t *at, const uint8_t *end)
{
	size_t table = 0;

	p->n_blocks = (p->n + POSTINGS_BLOCK - 1) / POSTINGS_BLOCK;
	if (p->n_blocks > 1) {
		table = (size_t)p->n_blocks * SKIP_SIZE;
		p->skips = at;
	}
	if (table > (size_t)(end - at)) {
		damaged(p->run);
		p->n = p->n_blocks = 0;
		return;
	}
	p->data = at + table;
	p->end = end;
}

void postings_open(struct run *r, uint32_t key, enum tier tier, struct postings *p)
{
	const uint8_t *at, *end;
	struct head head;

	*p = (struct postings){ .run = r };
	if (!lists_of(r, key, &at, &end) || !read_head(r, &at, end, &head) ||
		head.n[tier] == 0)
		return;
	for (int t = 0; at != NULL && t < (int)tier; t++)
		at = behind(r, &head, t, at, end);
	end = at == NULL ? NULL : behind(r, &head, (int)tier, at, end);
	if (end == NULL) {
		damaged(r);
		return;
	}
	p->n = head.n[tier];
	set_blocks(p, at, end);
}

uint32_t postings_count(struct run *r, uint32_t key)
{
	const uint8_t *at, *end;
	struct head head;

	if (!lists_of(r, key, &at, &end) || !read_head(r, &at, end, &head))
		return 0;
	return head.n[0] + head.n[1] + head.n[2] + head.n[3];
}

/* The first segment and the offset of a block. */
static bool skip_of(const struct postings *p, uint32_t block, uint32_t skip[2])
{
	const uint8_t *at = p->skips + (size_t)block * SKIP_SIZE;

	skip[0] = skip[1] = 0;
	if (!run_sound(p->run, at, SKIP_SIZE))
		return false;
	memcpy(skip, at, SKIP_SIZE);
	return true;
}

void postings_seek(struct postings *p, uint32_t from)
{
	uint32_t low = p->block, high = p->n_blocks, skip[2];

	if (p->skips == NULL)
		return;
	/* the last block that begins at or before it */
	while (low + 1 < high) {
		uint32_t middle = low + (high - low) / 2;
		if (!skip_of(p, middle, skip)) {
			p->block = p->n_blocks;
			return;
		}
		if (skip[0] <= from)
			low = middle;
		else
			high = middle;
	}
	p->block = low;
}

/* The bytes of the block, and its first segment where the table has it. */
static bool block_bytes(
	struct postings *p, const uint8_t **at, const uint8_t **end, uint32_t *first)
{
	uint32_t skip[2], next[2];
	size_t size = (size_t)(p->end - p->data);

	*at = p->data;
	*end = p->end;
	if (p->skips == NULL)
		return size > 0 && run_sound(p->run, *at, size);
	if (!skip_of(p, p->block, skip))
		return false;
	next[1] = (uint32_t)size;
	if (p->block + 1 < p->n_blocks && !skip_of(p, p->block + 1, next))
		return false;
	if (skip[1] > next[1] || next[1] > size)
		return false;
	*at = p->data + skip[1];
	*end = p->data + next[1];
	*first = skip[0];
	return skip[1] == next[1] || run_sound(p->run, *at, next[1] - skip[1]);
}

/* Places one after the other, `last` being the one before; false where a number does not
 * end in time.  A place can only wrap round where the image was forged; then it is
 * found to be smaller than one before, or too large. */
static bool decode(
	const uint8_t *at, const uint8_t *end, uint64_t last, uint32_t *out, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (at < end && *at < 0x80) {
			last += *at++;
		} else {
			uint32_t delta;
			at = varint(at, end, &delta);
			if (at == NULL)
				return false;
			last += delta;
		}
		out[i] = (uint32_t)last;
	}
	return last <= UINT32_MAX;
}

size_t postings_next(struct postings *p, uint32_t block[POSTINGS_BLOCK])
{
	const uint8_t *at, *end;
	uint32_t first = 0;
	size_t done = 0;

	if (p->block >= p->n_blocks || p->run->damaged)
		return 0;
	uint32_t n = p->n - p->block * POSTINGS_BLOCK;
	if (n > POSTINGS_BLOCK)
		n = POSTINGS_BLOCK;
	bool sound = block_bytes(p, &at, &end, &first);
	if (p->skips != NULL)
		block[done++] = first;
	sound = sound && decode(at, end, first, block + done, n - done);
	/* ascending, so the last is the largest */
	if (!sound || block[n - 1] >= p->run->n) {
		damaged(p->run);
		return 0;
	}
	p->block++;
	return n;
}
