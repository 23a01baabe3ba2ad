/* SPDX-License-Identifier: Apache-2.0
 *
 * What is kept of the names of a batch: each spelling once, whatever the number of its
 * places, and the groups that spellings of one name make.
 *
 * Two spellings that differ by a case ending alone are one lemma.  A group is found by
 * keys of the parts of the name (termbase/names.h), the rarest part first, so that a
 * text full of names costs no more than its length.  Past SPELLINGS_MAX the batch is
 * begun anew.
 */
#ifndef BISOTUN_CHECK_PEOPLE_STORE_H
#define BISOTUN_CHECK_PEOPLE_STORE_H

#include "src/check/check.h"
#include "src/check/keymap.h"
#include "src/check/people-spots.h"
#include "src/check/person-case.h"
#include "src/check/person-words.h"

#define SPELLINGS_MAX 50000

/* What nothing but the likeness of its letters says to be a name must be nearer than what
 * is a name for certain (NAME_SAME). */
#define NAME_NEAR 88.0

/* A family name alone that hardly differs (Rahmon and Rahman do), or is long enough to be
 * told from all others. */
#define HARDLY 98.0
#define SURE_LETTERS 8

#define KEYED_PARTS 4

/* A set of keys, small and not quite sure. */
struct key_set {
	uint64_t a, b;
};

struct spelling {
	const char *text; /* single spaces */
	size_t size;
	const char *lang;
	struct name name;
	size_t lemma;     /* the spelling whose case form it is, or itself */
	const char *base; /* what they are forms of, as far as it shows; else the text */
	bool asked;       /* known is filled */
	bool certain;     /* nobody else can be meant than known.at[0] */
	/* with what is to be written for known.at[0], where that is of this script and
	 * rules lead to it; else with the form that came nearest */
	struct name_comparison nearest;
	struct known_names known;
	const struct known_form *form;    /* of the base that it is; NULL */
	struct key_set keys[KEYED_PARTS]; /* of its parts, once it is in a group */
	size_t n_keys;                    /* such parts; past KEYED_PARTS unknown */
	bool single, sure;
	int group;               /* -1 not yet */
	size_t count;            /* in the batch */
	size_t text_no, in_text; /* the last text it was met in, and how often there */
	size_t family_text;      /* the last whose families have it */
	/* of person_explain(): what it is another spelling of, why, and what to write */
	const void *told;
	const char *why, *fix;
};

struct name_group {
	uint32_t *members;
	size_t n, capacity;
	int64_t concept; /* 0 not of the base */
	bool sure;       /* some place of it is that of a person for certain */
};

/* Where a spelling first stands in a text. */
struct kept_spelling {
	size_t spelling; /* as a person's */
	int group;
	size_t text_no, count; /* in the text */
	bool told;             /* a finding of the text itself says it */
	struct kept_place place;
};

struct people_store {
	struct person_words *words;
	struct keep keep; /* texts */
	struct spelling **at;
	size_t n, capacity;
	struct name_group *groups;
	size_t n_groups, groups_capacity;
	size_t forgotten; /* spellings and groups of before; part of their numbers */
	size_t text_no;
	struct keymap texts, readings, parts, concepts;
	/* of the text (people-families.h): words of full names, and what is near them */
	struct keymap families, near_keys;
	struct family *near;
	size_t n_near, near_capacity;
	struct case_readings scratch;
	struct spots spots;
	struct kept_spelling *kept; /* of name-mixed.c, for the end of the batch */
	size_t n_kept, kept_capacity;
	struct keep kept_places;
	size_t explained_text, n_explained; /* the last text, and spellings in it */
	struct name_systems *systems;       /* of person-why.c; NULL none yet */
};

/* That of the checking, made where there is none yet. */
int people_store(struct checking *c, struct people_store **out);
void people_store_free(struct people_store *s);

/* The spelling of a name as it stands in a text, made where it is new; its number. */
int spelling_of(struct reading *r, struct people_store *s, const char *text, size_t size,
	size_t *out);
/* Asks the base what the name may be, once; what is `sure` to be a name may be a
 * misprint. */
int spelling_ask(struct reading *r, struct spelling *x, bool sure);
/* The concept that the spelling stands for beyond doubt, as far as it is a name; 0
 * none. */
int64_t spelling_concept(const struct spelling *x);

/* Finds or makes the group of a full name. */
int spelling_group(struct reading *r, struct people_store *s, size_t spelling);

/* Whether the two may stand beside one another in a text that spells each name one way:
 * each word of the shorter is in the longer, whole or as its initial. */
bool names_alike(const struct name *a, const struct name *b);
/* The same of spellings; case forms of one name are alike. */
bool spelt_alike(const struct spelling *a, const struct spelling *b);

/* The spelling of a person of a reading of this store. */
struct spelling *person_spelling(const struct reading *r, const struct person *p);

#endif
