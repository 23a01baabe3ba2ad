/* SPDX-License-Identifier: Apache-2.0
 *
 * Places in a text where a name of a person may stand, with what speaks for it.
 */
#ifndef BISOTUN_CHECK_PEOPLE_FIND_H
#define BISOTUN_CHECK_PEOPLE_FIND_H

#include "src/check/people-spots.h"

/* From here on it is taken for a name of a person. */
#define EVIDENCE_SURE 2

struct candidate {
	size_t begin, end;             /* bytes */
	size_t title_begin, title_end; /* equal: none */
	size_t words;                  /* of the name, without initials */
	size_t initials;
	int evidence;
	bool first; /* its first word begins a sentence */
	bool headline;
	bool dotted; /* in Han characters with a dot between its parts: begins there */
	const struct mention *mention; /* of the base; NULL */
};
struct candidates {
	struct candidate *at; /* in order of place */
	size_t n, capacity;
};
void candidates_finish(struct candidates *c);
int candidate_add(struct candidates *c, const struct candidate *x);

/* Names in Latin and Cyrillic letters, by their capitals. */
int candidates_of_spots(struct reading *r, const struct person_words *words,
	const struct spots *spots, struct candidates *out);
/* Names in Chinese characters, by titles and by the dot in foreign names
 * (people-han.c). */
int candidates_of_han(
	struct reading *r, const struct person_words *words, struct candidates *out);
/* The persons that the base mentions, put among the others, which they replace. */
int candidates_of_mentions(struct reading *r, struct candidates *out);

#endif
