/* SPDX-License-Identifier: Apache-2.0
 *
 * What each character does to the words around it: a table filled by ICU's properties,
 * a character when it is first met.
 */
#ifndef BISOTUN_TOKENS_CLASS_H
#define BISOTUN_TOKENS_CLASS_H

#include "src/base/buf.h"
#include "src/text/lang.h"

/* In brackets: the Word_Break of UAX #29 it goes by. */
enum {
	CLASS_UNKNOWN,        /* not yet looked up */
	CLASS_SPACE,          /* no token, and no word goes over it */
	CLASS_SIGN,           /* nothing but itself */
	CLASS_CHARACTER,      /* of a script written without spaces */
	CLASS_LETTER,         /* (ALetter) */
	CLASS_HANGUL,         /* a letter that keeps to its own */
	CLASS_DIGIT,          /* (Numeric) */
	CLASS_UNDERLINE,      /* joins what it touches (ExtendNumLet) */
	CLASS_STOP,           /* joins letters or digits (MidNumLet, Single_Quote) */
	CLASS_COMMA,          /* joins digits (MidNum) */
	CLASS_COLON,          /* joins letters, in some languages (MidLetter) */
	CLASS_GRAVE,          /* an apostrophe by our rules only */
	CLASS_EXTEND,         /* belongs to what stands before it (Extend) */
	CLASS_FORMAT,         /* the same, to a word only (Format) */
	CLASS_HARD,           /* for words.h */
	CLASS_MASK = 0x1F,    /* the above, to which may be added: */
	CLASS_NOTHING = 0x20, /* is no token by itself */
	CLASS_DATE = 0x40,    /* may be part of a date */
};

struct classes {
	struct buf scratch;
	int failed; /* why a class could not be told, if one could not */
	char lang[LANG_MAX];
	uint8_t of[0x10000]; /* the rest is looked up each time */
};

/* The struct begins as zeros. */
int classes_init(struct classes *t, const char *lang);
void classes_finish(struct classes *t);

/* The class of a character whose t->of is not known; what fails is CLASS_HARD, and
 * t->failed says why. */
unsigned classes_look_up(struct classes *t, int32_t c);

static inline unsigned class_of(struct classes *t, int32_t c)
{
	unsigned class = c < (int32_t)N_ELEMENTS(t->of) ? t->of[c] : CLASS_UNKNOWN;

	return class != CLASS_UNKNOWN ? class : classes_look_up(t, c);
}

#endif
