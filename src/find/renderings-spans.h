/* SPDX-License-Identifier: Apache-2.0
 *
 * Runs of words of the targets that seem to come from what was searched for: found hit
 * by hit, counted, and sifted to those worth being told.
 */
#ifndef BISOTUN_RENDERINGS_SPANS_H
#define BISOTUN_RENDERINGS_SPANS_H

#include "src/find/number-map.h"
#include "src/find/renderings-pairs.h"

enum { SPAN_WORDS = 8, SPANS_TOLD = 12 };

struct span {
	uint64_t words[SPAN_WORDS];
	size_t n;
	size_t chosen; /* hits in which it is what seems to render best */
	size_t held;   /* hits whose target has it */
	double share;  /* sum over `chosen` of how sure that is, word by word */
	size_t last;   /* hit that was counted last */
	bool told;
	/* the spelling met most */
	size_t met;
	uint32_t segment, from, to; /* an example of it, in tokens */
};

struct spans {
	struct span *at;
	size_t n, capacity;
	struct number_map by_hash;
	/* spellings: how often, and of which span */
	struct number_map by_spelling;
	uint32_t *spellings;
	size_t spellings_capacity;
};
void spans_finish(struct spans *s);

/* The best run of a target, by the shares of its tokens, is one more to be counted. */
int spans_choose(
	struct spans *s, const struct sentence *target, const float *shares);
/* Sifts by what was chosen in `n_hits`: at most SPANS_TOLD are told of. */
void spans_sift(struct spans *s, size_t n_hits);
/* Counts those still told of in one more target, and its spellings. */
int spans_count(
	struct spans *s, const struct sentence *target, uint32_t segment, size_t hit);
/* Leaves out what is always a part of a longer one, or too rare, or everywhere:
 * `usual` tells in which part of all segments a word stands. */
void spans_settle(struct spans *s, size_t n_hits,
	double (*usual)(void *ctx, uint64_t word), void *ctx);

/* The longest one told of that begins at token `k`: its number, or NUMBER_NONE. */
uint32_t spans_at(const struct spans *s, const uint64_t *words, const uint32_t *at,
	size_t n, size_t k);

#endif
