/* SPDX-License-Identifier: Apache-2.0
 *
 * What align-names.c, which follows a text, and align-differ.c, which says how what was
 * found differs, share.
 */
#ifndef BISOTUN_CHECK_ALIGN_INSIDE_H
#define BISOTUN_CHECK_ALIGN_INSIDE_H

#include "src/check/align-names.h"

/* A way through the text. */
struct walk {
	const struct official *o;
	const struct units *units;
	size_t at
		[OFFICIAL_WORDS]; /* unit of the text each word is found at, + 1; 0 not */
	size_t matched, alike, extra, before_extra;
	size_t first, last;
	const struct unit *found, *instead;
	size_t numbers;                      /* of the name */
	const struct unit *misprint, *meant; /* the first that is one, and of what */
	bool respelt;    /* a word that has several spellings is in another */
	bool other;      /* it is somebody else's */
	bool other_year; /* of two years one is not the name's */
	int years;       /* what the other one is worth */
};

static inline const struct unit *word_of(const struct official *o, size_t i)
{
	return &o->units.at[o->words[i]];
}

/* What is not even a difference. */
static inline bool unit_is_passed_over(const struct unit *u)
{
	return u->kind == UNIT_ARTICLE || u->kind == UNIT_COMMA;
}

/* Words of the name in the order of the text: whether they go on one after the other. */
bool align_in_order(const struct walk *w);

/* How what was found differs (DIFFERS_…), but for where it is said whose it is. */
unsigned align_differences(const struct walk *w);

/* "of the SCO Member States" at the end, which belongs in the middle.  From one end to
 * the other it goes freely (United Nations General Assembly), and by a word. */
bool align_differs_owner(const struct walk *w);

#endif
