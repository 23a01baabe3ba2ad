/* SPDX-License-Identifier: Apache-2.0
 *
 * A set of numbers below a bound, a bit each: segments of the base, places of a run.
 * A million take 125 KB, which stays near the processor, so that lists that come in any
 * order are put into order, and freed of doubles, by setting bits.
 */
#ifndef BISOTUN_CONCORDANCE_BITS_H
#define BISOTUN_CONCORDANCE_BITS_H

#include "src/base/base.h"
#include "src/base/err.h"

struct bits {
	uint64_t *words;
	size_t n; /* words */
};

static inline int bits_new(struct bits *b, size_t bound)
{
	b->n = bound / 64 + 1;
	b->words = calloc(b->n, sizeof(*b->words));
	return b->words == NULL ? err_nomem() : 0;
}

static inline void bits_finish(struct bits *b)
{
	free(b->words);
	*b = (struct bits){ 0 };
}

static inline void bits_set(struct bits *b, size_t at)
{
	b->words[at / 64] |= UINT64_C(1) << (at % 64);
}

static inline bool bits_has(const struct bits *b, size_t at)
{
	return (b->words[at / 64] >> (at % 64) & 1) != 0;
}

/* Sets the bit; whether it was set before. */
static inline bool bits_put(struct bits *b, size_t at)
{
	bool had = bits_has(b, at);

	bits_set(b, at);
	return had;
}

static inline void bits_and(struct bits *b, const struct bits *with)
{
	for (size_t i = 0; i < b->n; i++)
		b->words[i] &= with->words[i];
}

/* All below the bound. */
static inline void bits_fill(struct bits *b, size_t bound)
{
	for (size_t i = 0; i < bound / 64; i++)
		b->words[i] = UINT64_MAX;
	if (bound % 64 != 0)
		b->words[bound / 64] = (UINT64_C(1) << (bound % 64)) - 1;
}

static inline size_t bits_count(const struct bits *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++)
		n += (size_t)__builtin_popcountll(b->words[i]);
	return n;
}

/* The first one at or above `from`; SIZE_MAX where there is none.
 * for (size_t at = bits_next(b, 0); at != SIZE_MAX; at = bits_next(b, at + 1)) */
static inline size_t bits_next(const struct bits *b, size_t from)
{
	size_t i = from / 64;

	if (i >= b->n)
		return SIZE_MAX;
	uint64_t word = b->words[i] & UINT64_MAX << (from % 64);
	while (word == 0) {
		if (++i == b->n)
			return SIZE_MAX;
		word = b->words[i];
	}
	return i * 64 + (size_t)__builtin_ctzll(word);
}

#endif
