/* SPDX-License-Identifier: Apache-2.0
 *
 * A column of the table is kept as two rows of bits, where it grows downwards and where
 * it falls, and the sum at its foot.  Patterns longer than a word keep of each class
 * only the blocks in which it stands, so that their memory is that of the pattern.
 */
#include "config.h"
#include "src/find/similarity-bits.h"

#include <string.h>

#include "src/base/err.h"

#define BLOCK 64

static void free_numbers(uint32_t **numbers)
{
	free(*numbers);
}

void bit_pattern_finish(struct bit_pattern *p)
{
	free(p->eq);
	free(p->lists);
	free(p->blocks);
	free(p->bits);
	free(p->plus);
	free(p->minus);
	*p = (struct bit_pattern){ 0 };
}

static int read_short(struct bit_pattern *p, const uint32_t *classes, uint32_t n_classes)
{
	p->eq = calloc(n_classes, sizeof(*p->eq));
	if (p->eq == NULL)
		return err_nomem();
	for (size_t i = 0; i < p->n; i++)
		if (classes[i] != 0)
			p->eq[classes[i]] |= UINT64_C(1) << i;
	return 0;
}

static bool get_room(struct bit_pattern *p, uint32_t n_classes)
{
	p->lists = calloc((size_t)n_classes + 1, sizeof(*p->lists));
	p->blocks = calloc(p->n, sizeof(*p->blocks));
	p->bits = calloc(p->n, sizeof(*p->bits));
	p->plus = calloc(p->n_blocks, sizeof(*p->plus));
	p->minus = calloc(p->n_blocks, sizeof(*p->minus));
	return p->lists != NULL && p->blocks != NULL && p->bits != NULL &&
	       p->plus != NULL && p->minus != NULL;
}

/* Each class gets room for as many blocks as it has symbols; ends[c] is first their
 * number, then where the next block of c goes. */
static int read_long(struct bit_pattern *p, const uint32_t *classes, uint32_t n_classes)
{
	uint32_t begin = 0;

	if (!get_room(p, n_classes))
		return err_nomem();
	cleanup(free_numbers) uint32_t *ends = calloc(n_classes, sizeof(*ends));
	if (ends == NULL)
		return err_nomem();
	for (size_t i = 0; i < p->n; i++)
		ends[classes[i]]++;
	for (uint32_t c = 0; c < n_classes; c++) {
		uint32_t n = ends[c];

		p->lists[c] = ends[c] = begin;
		begin += n;
	}
	p->lists[n_classes] = begin;
	for (size_t i = 0; i < p->n; i++) {
		uint32_t c = classes[i], block = (uint32_t)(i / BLOCK);

		if (c == 0)
			continue;
		if (ends[c] == p->lists[c] || p->blocks[ends[c] - 1] != block)
			p->blocks[ends[c]++] = block;
		p->bits[ends[c] - 1] |= UINT64_C(1) << i % BLOCK;
	}
	return 0;
}

int bit_pattern_read(
	struct bit_pattern *p, const uint32_t *classes, size_t n, uint32_t n_classes)
{
	bit_pattern_finish(p);
	p->n = n;
	p->n_blocks = (n + BLOCK - 1) / BLOCK;
	return p->n_blocks <= 1 ? read_short(p, classes, n_classes)
				: read_long(p, classes, n_classes);
}

static size_t distance_short(
	const struct bit_pattern *p, const uint32_t *classes, size_t n, size_t limit)
{
	uint64_t plus = ~UINT64_C(0), minus = 0;
	unsigned foot = (unsigned)(p->n - 1);
	size_t score = p->n;

	for (size_t i = 0; i < n; i++) {
		uint64_t eq = p->eq[classes[i]];
		uint64_t xv = eq | minus;
		uint64_t xh = (((eq & plus) + plus) ^ plus) | eq;
		uint64_t ph = minus | ~(xh | plus);
		uint64_t mh = plus & xh;

		score += (ph >> foot & 1) - (mh >> foot & 1);
		if (score > limit + (n - 1 - i))
			return limit + 1;
		ph = ph << 1 | 1;
		mh <<= 1;
		plus = mh | ~(xv | ph);
		minus = ph & xv;
	}
	return score;
}

/* One block further to the right; `carry` is what its upper edge grows by (−1, 0, 1),
 * returned is what its foot does. */
static inline int step(
	struct bit_pattern *p, size_t block, uint64_t eq, int carry, unsigned foot)
{
	uint64_t plus = p->plus[block], minus = p->minus[block];
	uint64_t fall = carry<0, grow = carry> 0;
	uint64_t xv = eq | minus;

	eq |= fall;
	uint64_t xh = (((eq & plus) + plus) ^ plus) | eq;
	uint64_t ph = minus | ~(xh | plus);
	uint64_t mh = plus & xh;
	int out = (int)(ph >> foot & 1) - (int)(mh >> foot & 1);

	ph = ph << 1 | grow;
	mh = mh << 1 | fall;
	p->plus[block] = mh | ~(xv | ph);
	p->minus[block] = ph & xv;
	return out;
}

static int column(struct bit_pattern *p, uint32_t class)
{
	uint32_t at = p->lists[class], end = p->lists[class + 1];
	size_t last = p->n_blocks - 1;
	int carry = 1;

	for (size_t b = 0; b <= last; b++) {
		uint64_t eq = 0;

		/* room beyond the last block of the class is 0, and adds nothing */
		if (at < end && p->blocks[at] == b)
			eq = p->bits[at++];
		carry = step(p, b, eq, carry,
			b < last ? BLOCK - 1 : (unsigned)((p->n - 1) % BLOCK));
	}
	return carry;
}

static size_t distance_long(
	struct bit_pattern *p, const uint32_t *classes, size_t n, size_t limit)
{
	size_t score = p->n;

	memset(p->plus, 0xFF, p->n_blocks * sizeof(*p->plus));
	memset(p->minus, 0, p->n_blocks * sizeof(*p->minus));
	for (size_t i = 0; i < n; i++) {
		score += (size_t)(ptrdiff_t)column(p, classes[i]);
		if (score > limit + (n - 1 - i))
			return limit + 1;
	}
	return score;
}

size_t bit_distance(
	struct bit_pattern *p, const uint32_t *classes, size_t n, size_t limit)
{
	size_t apart = n > p->n ? n - p->n : p->n - n;

	if (apart > limit)
		return limit + 1;
	if (p->n == 0)
		return n;
	size_t score = p->n_blocks == 1 ? distance_short(p, classes, n, limit)
					: distance_long(p, classes, n, limit);
	return score > limit ? limit + 1 : score;
}
