/* SPDX-License-Identifier: Apache-2.0
 *
 * Whole names in case endings: what a name of several words may be an inflected form of,
 * and another name put into the case it stands in.
 *
 * The words of a name stand in one case, as far as they change: Юрию Федотову, Владимира
 * Шевченко.  So each case gives one reading, not each pair of bases.
 */
#ifndef BISOTUN_CHECK_PERSON_CASE_H
#define BISOTUN_CHECK_PERSON_CASE_H

#include "src/find/name-systems.h"
#include "termbase/endings.h"

#define READINGS_MAX 16

struct case_reading {
	const char *text; /* of the room; "" none */
	size_t size;
	char grammatical[16]; /* "" as it stands */
	bool feminine;
};
struct case_readings {
	struct case_reading at[READINGS_MAX]; /* the name as it stands first */
	size_t n;
	struct buf room;
	struct bases bases; /* scratch */
};
void case_readings_finish(struct case_readings *c);

/* The readings of a name (its words parted by single spaces). Replaces what was in
 * `out`. */
int case_readings(const struct endings *e, const char *lang, const char *name,
	size_t size, struct case_readings *out);

/* `word` as the word `found` of a name stands in that reading, added to `out`: in the
 * same case as far as it changes. */
int case_put_word(const struct endings *e, const char *lang, const struct case_reading *r,
	const char *found, size_t found_size, const char *word, size_t size,
	struct buf *out);

#endif
