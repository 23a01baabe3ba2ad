/* SPDX-License-Identifier: Apache-2.0
 *
 * Small numbers for the symbols of two rows: equal where the symbols are.
 */
#ifndef BISOTUN_SIMILARITY_IDS_H
#define BISOTUN_SIMILARITY_IDS_H

#include "src/find/similarity.h"

/* 1 … as many as there are different symbols; *n_ids is one more than the last. */
int number_symbols(const uint64_t *symbols, size_t n, uint32_t *ids, uint32_t *n_ids);

/* The keys of two texts, numbered from 1; each array is yours: free(). */
int key_ids(const struct compared *a, const struct compared *b, uint32_t **a_ids,
	uint32_t **b_ids);

#endif
