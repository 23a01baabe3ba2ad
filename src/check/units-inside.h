/* SPDX-License-Identifier: Apache-2.0
 *
 * What units.c, which reads texts, units-phrase.c, which finds rows of the table in
 * them, and units-table.c, which reads the table, share.
 */
#ifndef BISOTUN_CHECK_UNITS_INSIDE_H
#define BISOTUN_CHECK_UNITS_INSIDE_H

#include "src/check/units.h"
#include "src/text/lang.h"
#include "src/text/words.h"

#define PHRASE_MAX 12 /* stems of one; that many characters of Chinese */

struct phrase {
	uint64_t stems[PHRASE_MAX];
	uint64_t forms[PHRASE_MAX], singles[PHRASE_MAX]; /* as the table writes them */
	uint8_t n, kind, n_meanings;
	bool acronym;   /* in capitals only */
	bool same;      /* as good as other words */
	bool spelt;     /* a spelling of a word, which has others */
	bool join;      /* and */
	bool apart;     /* tells one name from another */
	bool inside;    /* light words, or articles, stand within it */
	bool turned;    /* its words in any order but their own, this one first */
	uint64_t light; /* sum of the light words within it */
	uint64_t word, meanings[UNIT_MEANINGS];
};

struct remembered {
	uint64_t raw; /* hash of the bytes; 0 free */
	uint64_t stem, fold, single;
};

struct unit_reader {
	char lang[LANG_MAX], language[12];
	struct tokeniser *tokeniser;
	struct stems *stems;
	struct phrase *phrases; /* by first stem, longer first */
	size_t n, capacity;
	struct remembered *words; /* WORDS_MAX slots */
	size_t n_words;
	struct tokens tokens; /* of a name, or a member */
	struct units units;
	struct buf fold, stem;
};

/* Reads the rows of the language into u->phrases, in order. */
int units_read_table(struct unit_reader *u);

/* The longest row that units from `at` on are, and how many units (`*size`) and which
 * light words (their sum, `*light`) that takes; NULL none. */
const struct phrase *units_longest_at(const struct unit_reader *u, const char *text,
	const struct units *units, size_t at, size_t *size, uint64_t *light);
/* The length of a word without the Saxon genitive behind it. */
size_t units_without_s(const char *word, size_t size);

bool units_in_capitals(const char *text, const struct unit *unit);

#endif
