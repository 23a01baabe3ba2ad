/* SPDX-License-Identifier: Apache-2.0
 *
 * Whether a text looks back: what was right once is right where it speaks of that time.
 */
#ifndef BISOTUN_CHECK_PAST_H
#define BISOTUN_CHECK_PAST_H

#include "src/check/check.h"
#include "src/check/units.h"

/* Whether a year stands in the sentence around the place on which something from–to was
 * right. */
bool sentence_names_time(const struct reading *r, size_t begin, size_t end,
	const char *from, const char *to);

/* Whether a word before the place makes another of it: deputy, former.  `units` is room
 * for the units of what stands there. */
int is_ranked(struct reading *r, struct unit_reader *reader, struct units *units,
	size_t begin, bool *ranked);

/* Whether the sentence names a year that is not the one the text is of. */
bool sentence_names_other_year(const struct reading *r, size_t begin, size_t end);

/* The units that stand right before a place, some 40 bytes of them; 0 or negative. */
int units_before(
	struct reading *r, struct unit_reader *reader, struct units *units, size_t begin);

#endif
