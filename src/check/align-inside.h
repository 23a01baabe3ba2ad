/* SPDX-License-Identifier: Apache-2.0
 *
 * What align-names.c, which follows a text, align-beside.c, which takes in what stands
 * beside what was found, and align-differ.c, which says how that differs, share.
 */
#ifndef BISOTUN_CHECK_ALIGN_INSIDE_H
#define BISOTUN_CHECK_ALIGN_INSIDE_H

#include "src/check/align-names.h"

#define ALIGN_LIGHT_RUN 5 /* light words and marks in a row */

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

static inline bool align_has_number(const struct official *o, uint64_t number)
{
	for (size_t i = 0; i < o->units.n; i++)
		if (o->units.at[i].kind == UNIT_NUMBER && o->units.at[i].word == number)
			return true;
	return false;
}

static inline bool align_is_among(const struct official *o, uint64_t owner, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (o->owners[i] == owner)
			return true;
	return false;
}

/* Named in it, or by what it belongs to. */
static inline bool align_has_owner(const struct official *o, uint64_t owner)
{
	return align_is_among(o, owner, o->n_owners);
}

/* A title that every country gives: Ambassador Extraordinary and Plenipotentiary. */
static inline bool align_is_anybodys(const struct official *o)
{
	return o->form->kind == KIND_OFFICE && o->n_owners == 0;
}

static inline bool units_touch(const struct unit *a, const struct unit *b)
{
	return b->begin - a->end <= 2; /* a space, a NO-BREAK one */
}

/* All words of the name, and no other. */
static inline bool align_is_whole(const struct walk *w)
{
	return w->matched == w->o->n_words && w->extra == 0;
}

/* Whose it is, as the text says around it: takes it into the name; false where that is
 * somebody else. */
bool align_take_owners(struct walk *w, size_t begin, size_t end, bool *country);
/* "Member States" belongs to whose it is. */
void align_take_members(struct walk *w, size_t end);
/* Numbers beside it that are the name's: the year of a convention. */
void align_take_numbers(struct walk *w, size_t begin, size_t end);
/* Takes two years at units i to i + 2 of which one is not the name's. */
bool align_take_span(struct walk *w, size_t i);
/* Such years beside a name that is whole. */
void align_take_other_span(struct walk *w, size_t begin, size_t end);
/* The year of a name that begins with one. */
void align_count_number_before(struct walk *w, size_t begin);

/* Words of the name in the order of the text: whether they go on one after the other. */
bool align_in_order(const struct walk *w);

/* How what was found differs (DIFFERS_…), but for where it is said whose it is. */
unsigned align_differences(const struct walk *w);

/* "of the SCO Member States" at the end, which belongs in the middle.  From one end to
 * the other it goes freely (United Nations General Assembly), and by a word. */
bool align_differs_owner(const struct walk *w);

#endif
