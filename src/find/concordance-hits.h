/* SPDX-License-Identifier: Apache-2.0
 *
 * From segments that hold it to units, counted, filtered and put in order.
 *
 * Segments are walked in order of their numbers, in which units lie near one another
 * too.  Of all hits only the first ones asked for are kept, in a heap whose top is the
 * last of them.
 */
#ifndef BISOTUN_CONCORDANCE_HITS_H
#define BISOTUN_CONCORDANCE_HITS_H

#include "src/find/concordance-search.h"

struct hit {
	uint32_t unit;    /* place */
	uint32_t segment; /* in which it was found */
	uint32_t id, day; /* of the unit */
	/* the first place of it, for the order by neighbours; tokens NULL: not known */
	struct run *run;
	const uint32_t *tokens;
	uint32_t n_tokens, begin, end;
};

struct hits {
	struct hit *at;
	size_t n, capacity;
	size_t max;
	enum bis_hit_order order;
};
void hits_finish(struct hits *h);

/* Counts the units that hold one of the segments; `heaps` (NULL ends them) keep the
 * first of them, each by its own order, and are in order at the end. */
int hits_gather(struct search *s, const struct bits *segments, struct hits *const *heaps,
	int64_t *total);

/* Fills in where in its segment it stands first. */
int hits_locate(struct search *s, struct hit *h);

/* Whether some unit that counts holds the segment. */
bool hits_any(struct search *s, uint32_t segment);

/* Whether variant `k` of a unit is a target of what was found in variant `found`: on
 * the other side, if sides were asked for. */
bool hits_is_target(
	struct search *s, const uint32_t *segments, size_t n, size_t found, size_t k);

#endif
