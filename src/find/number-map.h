/* SPDX-License-Identifier: Apache-2.0
 *
 * From 64-bit hashes to numbers in order of appearance: open addressing, at most half
 * full.
 */
#ifndef BISOTUN_NUMBER_MAP_H
#define BISOTUN_NUMBER_MAP_H

#include "src/base/base.h"

#define NUMBER_NONE UINT32_MAX

struct number_map {
	uint64_t *keys;
	uint32_t *numbers; /* NUMBER_NONE: empty */
	size_t size;       /* a power of two, or 0 */
	uint32_t n;
};

void number_map_finish(struct number_map *m);
/* The number of the key, a new one where it has none; BIS_ENOMEM. */
int number_map_put(struct number_map *m, uint64_t key, uint32_t *number);
uint32_t number_map_get(const struct number_map *m, uint64_t key);

#endif
