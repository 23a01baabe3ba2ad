/* SPDX-License-Identifier: Apache-2.0
 *
 * What it costs to make one row of tokens from another, as long as that is little.
 */
#ifndef BISOTUN_SIMILARITY_COST_H
#define BISOTUN_SIMILARITY_COST_H

#include "src/base/base.h"

/* Tokens with the same key may stand for one another at a lower price; 0 is the same as
 * no other. */
struct token_row {
	const uint32_t *keys, *weights;
	size_t n;
};

/* What token `j` of b costs in the place of token `i` of a, which has the same key; at
 * most their weight.  COST_OTHER: their keys differ after all. */
typedef uint32_t cost_of_pair(void *ctx, size_t i, size_t j);
#define COST_OTHER UINT32_MAX

/* Two rows of the table, kept and used again. */
struct cost_table {
	uint64_t *cells, *rest;
	size_t capacity;
};
void cost_table_finish(struct cost_table *t);

#define COST_ABOVE UINT64_MAX

/* *cost is the lowest cost, COST_ABOVE where that is greater than `limit`.  Long rows
 * take time that grows with their length and their cost, not with the limit. */
int cost_within(struct cost_table *t, const struct token_row *a,
	const struct token_row *b, uint64_t limit, cost_of_pair *pair, void *ctx,
	uint64_t *cost);

/* The weight of a row, and so of two what their cost is at most. */
uint64_t token_row_weight(const struct token_row *row);

/* What token `j` costs in the place of token `i`. */
static inline uint64_t cost_of_replacing(const struct token_row *a, size_t i,
	const struct token_row *b, size_t j, cost_of_pair *pair, void *ctx)
{
	if (a->keys[i] == b->keys[j] && a->keys[i] != 0) {
		uint32_t cost = pair(ctx, i, j);

		if (cost != COST_OTHER)
			return cost;
	}
	return a->weights[i] > b->weights[j] ? a->weights[i] : b->weights[j];
}

#endif
