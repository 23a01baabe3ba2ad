/* SPDX-License-Identifier: Apache-2.0
 *
 * A fast 64-bit hash for content that is compared afterwards or whose number keeps
 * accidental collisions out of reach.  It is no protection against someone who wants a
 * collision.
 *
 * The values are stored in databases: the function never changes.
 */
#ifndef BISOTUN_HASH_H
#define BISOTUN_HASH_H

#include "src/base/base.h"

uint64_t hash_bytes(const void *bytes, size_t size, uint64_t seed);

/* A seed for what a small number tells apart.  The number itself will not do where a hash
 * is all that is compared: it would change some bits of a short text and no more, so that
 * "a" of one kind were "b" of another. */
static inline uint64_t hash_seed(uint64_t number)
{
	return hash_bytes(&number, sizeof(number), 0);
}

/* Of two numbers in this order. */
static inline uint64_t hash_pair(uint64_t first, uint64_t second)
{
	uint64_t pair[2] = { first, second };

	return hash_bytes(pair, sizeof(pair), 1);
}

#endif
