/* SPDX-License-Identifier: Apache-2.0
 *
 * The way from one text to another, as the places between their tokens see it.
 *
 * A place is told by the number of tokens before it.  The edits lead from the beginning
 * of both texts to the end of both; a place of the one is also one of the other where
 * that way passes through the two.  So what stands behind a word stands in the same
 * place when the word was replaced, or others were put in far from it.
 */
#ifndef BISOTUN_WAY_H
#define BISOTUN_WAY_H

#include "src/find/similarity.h"

struct way {
	struct way_range {
		size_t from, to;
	} * at; /* by place of a: the places of b it meets */
	size_t n, capacity;
};
void way_finish(struct way *w);

/* Of similarity_edits(); replaces what was in `out`. */
int way_read(const struct compared *a, const struct compared *b, const struct edit *edits,
	size_t n, struct way *out);

static inline bool way_meets(const struct way *w, size_t a, size_t b)
{
	return a < w->n && w->at[a].from <= b && b <= w->at[a].to;
}

/* The first place of the other text that meets this one. */
size_t way_there(const struct way *w, size_t a);
size_t way_back(const struct way *w, size_t b);

#endif
