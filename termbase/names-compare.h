/* SPDX-License-Identifier: Apache-2.0
 *
 * Two names beside one another: which part was taken for which, for those who score and
 * those who explain.
 */
#ifndef BISOTUN_NAMES_COMPARE_H
#define BISOTUN_NAMES_COMPARE_H

#include "termbase/names-inside.h"

#define SCORE_VOWEL 72.0     /* at most, with a vowel unexplained */
#define SCORE_CONSONANT 45.0 /* with a consonant */
#define SCORE_EXPLAINED 99.0 /* every difference, for next to nothing */

static inline double more_of(double a, double b)
{
	return a > b ? a : b;
}

static inline double less_of(double a, double b)
{
	return a < b ? a : b;
}

bool same_letters(const struct name_part *a, const struct name_part *b);
/* Part i of c->a beside part j of c->b; what would score less than `least` may be told to
 * score nothing. */
void match_parts(
	struct comparing *c, size_t i, size_t j, double least, struct part_match *out);
/* Every run of parts beside every part it may be, into c->joined; whether any is worth
 * taking. */
bool match_joined(struct comparing *c);

/* Runs the comparison of c->a and c->b, in that order; afterwards c->pairs tell which
 * parts belong together. */
int comparing_run(struct comparing *c, struct name_comparison *out);
const struct part_match *pair_match(const struct comparing *c, const struct part_pair *p);
/* The letters of `span` parts as one; false where they are too many. */
bool part_join(const struct name *name, size_t from, size_t span, struct spelt *out);

#endif
