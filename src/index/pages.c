/* SPDX-License-Identifier: Apache-2.0
 *
 * The sum runs four lanes side by side, a multiplication and a shifted exclusive or for
 * each word of eight bytes; both are one to one, so that no change of one word is lost.
 * It finds decay and half-written files and is no protection against a forger, so
 * numbers read from an image are bounded as well before they are used as an index.
 */
#include "config.h"
#include "src/index/pages.h"

#include <string.h>
#include <sys/mman.h>

#include "src/base/err.h"

#define PRIME 0x9e3779b97f4a7c15u

enum { STEP = 32 };

struct lanes {
	uint64_t a, b, c, d;
};

static inline uint64_t mix(uint64_t lane, uint64_t word)
{
	lane = (lane ^ word) * PRIME;
	return lane ^ lane >> 29;
}

static inline uint64_t load(const uint8_t *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof(word));
	return word;
}

static inline void mix_step(struct lanes *lanes, const uint8_t *at)
{
	lanes->a = mix(lanes->a, load(at));
	lanes->b = mix(lanes->b, load(at + 8));
	lanes->c = mix(lanes->c, load(at + 16));
	lanes->d = mix(lanes->d, load(at + 24));
}

uint32_t page_sum(const void *page, size_t size)
{
	struct lanes lanes = { 1, 2, 3, 4 };
	const uint8_t *at = page;
	uint8_t rest[STEP] = { 0 };
	size_t left = size;

	for (; left >= STEP; left -= STEP, at += STEP)
		mix_step(&lanes, at);
	if (left > 0) {
		memcpy(rest, at, left);
		mix_step(&lanes, rest);
	}
	uint64_t sum = mix(mix(mix(mix(size, lanes.a), lanes.b), lanes.c), lanes.d);
	return (uint32_t)(sum ^ sum >> 32);
}

void pages_let_go(const void *at, size_t size)
{
	uintptr_t begin = ((uintptr_t)at + RUN_PAGE - 1) / RUN_PAGE * RUN_PAGE;
	uintptr_t end = ((uintptr_t)at + size) / RUN_PAGE * RUN_PAGE;

	/* where a page is larger than ours it may be refused, and stays */
	if (end > begin)
		madvise((void *)begin, end - begin, MADV_DONTNEED);
}

int pages_open(struct pages *p, const void *image, size_t size, const uint32_t *sums)
{
	*p = (struct pages){ .image = image, .size = size, .sums = sums };
	if (sums == NULL)
		return 0;
	p->sound = calloc(size / RUN_PAGE / 64 + 1, sizeof(*p->sound));
	return p->sound == NULL ? err_nomem() : 0;
}

void pages_close(struct pages *p)
{
	free(p->sound);
	p->sound = NULL;
}

static bool check_page(struct pages *p, size_t page)
{
	size_t from = page * RUN_PAGE, left = p->size - from;

	if ((p->sound[page / 64] >> (page % 64) & 1) != 0)
		return true;
	if (page_sum(p->image + from, left < RUN_PAGE ? left : RUN_PAGE) != p->sums[page])
		return false;
	p->sound[page / 64] |= (uint64_t)1 << (page % 64);
	return true;
}

bool pages_check(struct pages *p, const void *at, size_t size)
{
	size_t from = (size_t)((const uint8_t *)at - p->image);
	bool inside = from <= p->size && size <= p->size - from;

	if (p->sums == NULL || size == 0)
		return inside;
	for (size_t page = from / RUN_PAGE;
		inside && !p->damaged && page <= (from + size - 1) / RUN_PAGE; page++)
		p->damaged = !check_page(p, page);
	if (!inside)
		p->damaged = true;
	return !p->damaged;
}
