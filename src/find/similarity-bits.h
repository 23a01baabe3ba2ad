/* SPDX-License-Identifier: Apache-2.0
 *
 * The edit distance of two rows of symbols, sixty-four rows of the table in one word
 * (Myers 1999; Hyyrö 2003 for more than one word).
 *
 * Symbols are small numbers, classes: 0 equals nothing, itself included.  A pattern is
 * prepared once and compared with many rows.
 */
#ifndef BISOTUN_SIMILARITY_BITS_H
#define BISOTUN_SIMILARITY_BITS_H

#include "src/base/base.h"

struct bit_pattern {
	size_t n;
	size_t n_blocks;  /* of sixty-four symbols */
	uint64_t *eq;     /* of one block: by class, where it stands */
	uint32_t *lists;  /* of more: by class, its range in `blocks` and `bits` */
	uint32_t *blocks; /* which block … */
	uint64_t *bits;   /* … and where in it */
	uint64_t *plus;   /* the column: where it grows by one, */
	uint64_t *minus;  /* and where it falls */
};

/* Classes are less than n_classes. */
int bit_pattern_read(
	struct bit_pattern *p, const uint32_t *classes, size_t n, uint32_t n_classes);
void bit_pattern_finish(struct bit_pattern *p);

/* The distance, or limit + 1 where it is greater than `limit`. */
size_t bit_distance(
	struct bit_pattern *p, const uint32_t *classes, size_t n, size_t limit);

#endif
