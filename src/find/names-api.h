/* SPDX-License-Identifier: Apache-2.0
 *
 * What a namer of the world holds, for the files behind bisotun/names.h.
 *
 *	names-api.c        opening, systems, comparing
 *	names-api-spell.c  spellings: variants
 *	names-api-suggest.c what to write in other languages
 *	names-api-check.c  a name beside those of a base
 *	names-api-answer.c what was found put into words
 *	names-api-words.c  words for the answers
 */
#ifndef BISOTUN_NAMES_API_H
#define BISOTUN_NAMES_API_H

#include "bisotun/names.h"
#include "src/base/buf.h"
#include "src/find/keep.h"
#include "src/find/mentions.h"
#include "src/find/name-known.h"
#include "termbase/endings.h"
#include "termbase/names.h"

struct bis_namer {
	struct namer *namer;
	struct endings *endings;
	struct bis_system *systems;
	size_t n_systems;
	struct tokeniser *tokeniser; /* of names; made when it is needed */
	/* the last answer */
	struct keep keep;
	struct bis_comparison comparison;
	struct bis_spellings spellings;
	size_t spellings_capacity;
	struct bis_name_answer answer;
	struct buf scratch;
};

/* Forgets the last answer, and looks whether a name can be looked at: BIS_EUSAGE. */
int names_begin(bis_namer *namer, const char *name);
/* BIS_EUSAGE where `at` is given and no day. */
int names_day(const char *at);
/* Canonical; "" for NULL. */
int names_lang(const char *given, char lang[64]);
/* What is in namer->scratch, kept with the answer. */
int names_keep_scratch(bis_namer *namer, const char **out);

/* Adds to the spellings of the answer, the text and what may be gone kept with it. */
int names_add_spelling(bis_namer *namer, const struct bis_spelling *spelling,
	const char *text, size_t size);
/* BIS_EUSAGE for a name too long to be rendered. */
int names_check_size(const char *name);
/* Whether a system reads texts of a language; "" : of any written in these letters. */
bool names_reads(const struct system *s, const char *lang, const char *script);
/* The name by the rule of the system into `out`: 1, or 0 where it does not read it
 * all. */
int names_render(const struct system *s, const char *name, size_t size, struct buf *out);

/* A form of the concept for people who read `lang`: what is approved there on the day,
 * else anywhere, else any form.  NULL where it has none. */
int names_best_form(struct mention_finder *f, int64_t concept, const char *lang,
	const char *at, const struct known_form **out);
/* The office the person held on the day, or else was last known to hold; "" none. */
int names_office(bis_namer *namer, struct mention_finder *f, int64_t concept,
	const char *lang, const char *at, const char **out);

/* The languages a name may be of, by its letters: those of the forms of the base that are
 * written in them, likely ones first. */
#define NAME_LANGS 6
struct name_langs {
	char at[NAME_LANGS][64];
	size_t n;
};
int names_langs(bis_db *db, const char *name, struct name_langs *out);
/* Letters of Cyrillic that are not Russian: the name is of another language. */
bool names_has_national_letters(const char *name);

#endif
