/* SPDX-License-Identifier: Apache-2.0
 *
 * What reading and writing of numbers among placeables share.
 */
#ifndef BISOTUN_PLACEABLES_NUMBER_H
#define BISOTUN_PLACEABLES_NUMBER_H

#include "src/text/placeables-inside.h"

#define VALUE_MAX 30 /* bytes of one number of a range */

struct number {
	const char *begin, *end;
	char value[VALUE_MAX + 2]; /* digits, '.' and decimals */
	size_t whole;              /* digits before the decimals */
	const char *mark;          /* between groups, NULL: none */
	size_t mark_size;
	char decimal; /* '\0': none */
};

/* The digits at `at` with their groups and decimals; false: none, or too many. */
bool read_digits(const struct reader *r, const char *at, struct number *n);

struct scale {
	const char *lang, *word;
	int zeros;
	bool inflects; /* so that it agrees with the number before it */
};

/* The scale behind what ends at `at`, with its end; NULL if there is none. */
const struct scale *find_scale(const struct reader *r, const char *at, const char **end);
/* 1.2 times 10⁶ is 1200000. */
bool scale_multiply(const char *number, int zeros, char value[VALUE_MAX + 2]);
/* 1200000 by 10⁶ is 1.2; false where it would not be written so. */
bool scale_divide(const char *value, int zeros, char number[VALUE_MAX + 2]);

#endif
