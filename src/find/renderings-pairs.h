/* SPDX-License-Identifier: Apache-2.0
 *
 * The pairs of segments that renderings are learnt from and counted in.
 */
#ifndef BISOTUN_RENDERINGS_PAIRS_H
#define BISOTUN_RENDERINGS_PAIRS_H

#include "src/find/concordance-hits.h"

enum {
	LONGEST_SENTENCE = 96, /* tokens looked at */
	TRAINING_HITS = 600,
	TRAINING_OTHERS = 600
};

/* A token as the model knows it. */
struct sentence {
	struct run *run;
	uint64_t words[LONGEST_SENTENCE];
	uint32_t at[LONGEST_SENTENCE]; /* its place among the tokens of the segment */
	uint32_t surfaces[LONGEST_SENTENCE];
	bool marks[LONGEST_SENTENCE];
	size_t n;
};

/* The tokens of a segment, without dates; n 0 where no run holds it. */
void sentence_read(struct textindex *index, uint32_t segment, struct sentence *out);

/* Leaves words only, and makes one MODEL_SOUGHT of each place of what was found. */
int sentence_of_hit(struct search *s, uint32_t segment, struct sentence *out);
/* Leaves words only. */
void sentence_words(struct sentence *s);

struct pair {
	uint32_t source, target; /* segments */
	uint32_t lang;           /* of the target */
	uint32_t order;          /* in which they were found */
	bool hit;                /* else one in which it was not found */
};
struct pairs {
	struct pair *at;
	size_t n, capacity;
};
void pairs_finish(struct pairs *p);

/* All targets of the sample of hits, and of units spread over the memory that have
 * languages of both sides; in order of language, hits first, newest first. */
int pairs_gather(struct search *s, const struct hits *sample, const struct bits *segments,
	struct pairs *out);

#endif
