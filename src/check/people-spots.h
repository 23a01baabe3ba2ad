/* SPDX-License-Identifier: Apache-2.0
 *
 * The words of a text as the search for names sees them: how each is written, what the
 * table of words and the mentions of the base say of it, and what stands before it.
 */
#ifndef BISOTUN_CHECK_PEOPLE_SPOTS_H
#define BISOTUN_CHECK_PEOPLE_SPOTS_H

#include "src/check/check.h"
#include "src/check/person-words.h"

enum shape {
	SHAPE_SMALL,
	SHAPE_CAPITAL, /* Norov, McDonald */
	SHAPE_SHOUT,   /* NOROV, SCO */
	SHAPE_INITIAL, /* N, Yu, Дж; with a full stop behind it */
};

/* What parts a word from the one before it. */
enum gap {
	GAP_BREAK,  /* a paragraph, a headline's end */
	GAP_SPACE,  /* white space only */
	GAP_NONE,   /* nothing, or a full stop alone: А.Б.Иванов */
	GAP_STOP,   /* a full stop and a space: U. F. Hayat, or a sentence ends */
	GAP_HYPHEN, /* a hyphen alone */
	GAP_COMMA,
	GAP_OPEN, /* a quotation mark, a bracket, a dash, a colon: like a beginning */
	GAP_OTHER
};

struct spot {
	size_t begin, end; /* bytes; without a possessive 's */
	size_t token;
	unsigned says;      /* person-words.h */
	uint8_t shape, gap; /* gap: before it */
	bool possessive;
	bool first;     /* of a sentence */
	bool headline;  /* in a line where most words have capitals */
	bool taken;     /* in a mention of something else than a person */
	bool in_office; /* in one of an office */
	bool ordinary;  /* written small elsewhere in the text */
	bool name;      /* may be part of a name */
};

struct spots {
	struct spot *at;
	size_t n, capacity;
};
void spots_finish(struct spots *s);

int spots_read(struct reading *r, const struct person_words *words, struct spots *out);

#endif
