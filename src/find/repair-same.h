/* SPDX-License-Identifier: Apache-2.0
 *
 * Whether a repair can be thought of: query and source differ in placeables alone.
 */
#ifndef BISOTUN_REPAIR_SAME_H
#define BISOTUN_REPAIR_SAME_H

#include "src/text/placeables.h"

/* A text with its placeables. */
struct side {
	const char *lang, *text;
	size_t size;
	struct placeables p;
};

bool same_but_for_values(const struct side *query, const struct side *source);

/* "3-я" for "2-й" is another ending too: written as the source is, the value of the query
 * must give what the query has, where it can be written at all.  1, 0, negative. */
int same_form(const struct side *query, const struct side *source, size_t i);

#endif
