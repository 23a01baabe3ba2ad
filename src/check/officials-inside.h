/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files that find official names share.
 *
 *	officials.c        names, each taken apart once
 *	officials-words.c  the names a word of a text leads to, and the word a misprint is of
 */
#ifndef BISOTUN_CHECK_OFFICIALS_INSIDE_H
#define BISOTUN_CHECK_OFFICIALS_INSIDE_H

#include "src/check/officials.h"
#include "src/store/postings.h"
#include "src/text/lang.h"

struct word_slot {
	uint64_t key; /* 0 free */
	const struct official **at;
	size_t n;
	bool known;     /* the base has it, in any language */
	bool common;    /* it stands in more names than tell anything */
	bool asked;     /* whether it is a misprint */
	uint64_t meant; /* key of the word it is one of; 0 none */
	uint64_t stem;  /* of that */
};

struct form_slot {
	int64_t form;              /* 0 free */
	struct official *official; /* NULL: is none */
};

struct officials {
	char lang[LANG_MAX];
	struct checking *checking;
	struct unit_reader *reader;
	bool langs[POSTING_LANGS]; /* whose forms are asked for */
	bool han, cases;           /* written without blanks; words have case endings */
	bool found, common;        /* of the word that is asked for */
	struct word_slot *words;
	size_t n_words, word_slots;
	struct form_slot *forms;
	size_t n_forms, form_slots;
	struct units units;
	struct buf folded;
	struct places places;
	struct officials *next; /* of another language */
};

/* The official name a form is; NULL where it is none. */
int official_of(struct officials *o, int64_t form, const struct official **out);

#endif
