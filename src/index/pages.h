/* SPDX-License-Identifier: Apache-2.0
 *
 * An image whose pages are checked the first time they are touched.
 *
 * Looking at all of a big file before its first use would cost more than the use; so each
 * page has a sum, kept apart, and is compared with it once.
 */
#ifndef BISOTUN_PAGES_H
#define BISOTUN_PAGES_H

#include "src/base/base.h"
#include "src/index/run.h"

struct pages {
	const uint8_t *image;
	size_t size;
	const uint32_t *sums; /* NULL: in memory, and sound */
	uint64_t *sound;      /* a bit a page; NULL as sums */
	bool damaged;
};

/* The sum of one page: RUN_PAGE bytes, the last one of an image fewer. */
uint32_t page_sum(const void *page, size_t size);

/* Gives the memory of mapped pages back: they are read from the file again when touched.
 * What is read once from end to end would stay resident otherwise. */
void pages_let_go(const void *at, size_t size);

int pages_open(struct pages *p, const void *image, size_t size, const uint32_t *sums);
void pages_close(struct pages *p);

/* Whether the bytes at `at` are sound, page by page; false makes the image damaged. */
bool pages_check(struct pages *p, const void *at, size_t size);

static inline bool pages_sound(struct pages *p, const void *at, size_t size)
{
	if (p->sound == NULL || size == 0)
		return true;
	size_t page = (size_t)((const uint8_t *)at - p->image) / RUN_PAGE;
	size_t last = (size_t)((const uint8_t *)at + size - 1 - p->image) / RUN_PAGE;
	if (page == last && (p->sound[page / 64] >> (page % 64) & 1) != 0)
		return true;
	return pages_check(p, at, size);
}

#endif
