/* SPDX-License-Identifier: Apache-2.0
 *
 * "Did you mean …?"
 */
#ifndef BISOTUN_SUGGEST_H
#define BISOTUN_SUGGEST_H

#include <stddef.h>

/* Steps from one word to the other: letters inserted, left out, changed, or two
 * neighbours swapped (Damerau 1964; Levenshtein 1966; no letter is touched twice).
 * Words over 64 bytes are far from all. */
size_t suggest_distance(const char *a, const char *b);

/* Keeps the nearest of the names it is offered one by one. */
struct nearest {
	const char *to;
	const char *name; /* NULL: none near enough */
	size_t distance;
};

void suggest_offer(struct nearest *n, const char *name);

#endif
