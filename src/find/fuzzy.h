/* SPDX-License-Identifier: Apache-2.0
 *
 * Every segment that is similar to a text, none missed.
 *
 * The raw score of two texts is 1000 · (1 − cost / max(W₁, W₂)), cut to a whole number
 * (tenths of a per cent).  W is the sum of the token_weight()s; cost that of the cheapest
 * way to make one row of tokens from the other: to insert or delete a token costs its
 * weight, to replace one by a token of another key the greater of the two weights, by
 * one of the same key what the difference of the surface costs (similarity.h).
 *
 * Tokens of different keys always cost a whole edit, so the score is at most
 * overlap / max(W₁, W₂), overlap being the weight of the keys both have; every filter
 * rests on that bound, and so none can lose a match: lists in order of weight,
 * prefixes, sketches, and the bit-parallel distance (Myers 1999, Hyyrö 2003) before the
 * score itself, which is banded (Ukkonen 1985).
 */
#ifndef BISOTUN_FUZZY_H
#define BISOTUN_FUZZY_H

#include "src/index/run.h"

struct fuzzy;

/* A query in one language; the text is copied.  *out: fuzzy_free(). */
int fuzzy_new(const char *lang, const char *text, size_t size, struct fuzzy **out);
/* The same by a tokeniser of the language that is there already. */
int fuzzy_read(struct tokeniser *t, const char *text, size_t size, struct fuzzy **out);
void fuzzy_free(struct fuzzy *f);
void fuzzy_freep(struct fuzzy **f);
uint64_t fuzzy_weight(const struct fuzzy *f);

struct fuzzy_hit {
	struct run *run;
	uint32_t place;   /* in the run */
	uint32_t segment; /* in the base */
	int raw;          /* tenths; 1000: no token differs, so perhaps equal */
};

/* Called for segments at or above the floor in force (each at most once a search);
 * returns the floor to go on with (never lower), FUZZY_STOP, or a negative code. */
enum { FUZZY_STOP = 100000 };
typedef int fuzzy_offer(void *ctx, const struct fuzzy_hit *hit);

/* Offers every segment of the run whose raw score is at least `floor` (tenths, 1…1000),
 * as the floor rises.  0; negative what `offer` returned; BIS_EDB where the run is
 * damaged.  `exhaustive` compares every segment of fitting weight, without prefixes
 * and sketches: the oracle.  *floor is the floor in force at the end. */
int fuzzy_search(struct fuzzy *f, struct run *run, int *floor, bool exhaustive,
	fuzzy_offer *offer, void *ctx);

#endif
