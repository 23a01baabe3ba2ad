/* SPDX-License-Identifier: Apache-2.0
 *
 * Gathering the names that may answer a query, from the lists of the forms that have
 * its words.
 *
 * Words are taken from the rarest to the most frequent.  A name that has only the
 * frequent ones, so
 * few that it can't reach the score asked for, is never a candidate (the idea of
 * MaxScore; Turtle and Flood 1995);
 * its lists then only add to what candidates have.  What is read in all is bounded;
 * where the
 * bound is met, short names, which come first in the lists, have been seen.
 */
#ifndef BISOTUN_GATHER_H
#define BISOTUN_GATHER_H

#include "bisotun/db.h"
#include "src/find/score.h"

struct gather_options {
	const bool *lang_slots; /* languages let through; NULL all */
	double least;           /* score that is worth a look */
	size_t max;             /* candidates */
};

struct candidate {
	uint64_t place; /* src/store/postings.h */
	double rough;   /* about its score */
};

/* Fills `out`, room for options.max, best first; the same order for the same base. */
int gather(bis_db *db, const struct score_query *query,
	const struct gather_options *options, struct candidate *out, size_t *n);

#endif
