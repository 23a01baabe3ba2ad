/* SPDX-License-Identifier: Apache-2.0
 *
 * Words of names as what they mean: a row of units, each a word, or several that a table
 * (variants.tsv) knows as one ("Interior Ministry", "narcotic drugs", "Republic of
 * Kazakhstan"), with what they may stand for.
 *
 * Two names are beside one another when their units are: what stands for the same thing
 * in other words, in another order or with another preposition can be told from what is
 * somebody else's.
 */
#ifndef BISOTUN_CHECK_UNITS_H
#define BISOTUN_CHECK_UNITS_H

#include "src/base/buf.h"
#include "src/text/tokens.h"

enum unit_kind {
	UNIT_WORD,
	UNIT_RANK,    /* deputy, first: makes another post of it */
	UNIT_COUNTRY, /* whose it is */
	UNIT_ORG,
	UNIT_NUMBER,
	UNIT_LIGHT,   /* prepositions and the like */
	UNIT_ARTICLE, /* what is not even a difference */
	UNIT_COMMA,   /* and brackets, hyphens, quotation marks */
	UNIT_STOP,    /* no name goes across it */
};

#define UNIT_MEANINGS 4

struct unit {
	uint32_t begin, end; /* bytes */
	uint8_t kind;
	uint8_t n_meanings;
	bool capital; /* begins with one */
	bool several; /* it is several words */
	bool split; /* light words of the usual form are missing: "Republic Kazakhstan" */
	bool loose; /* light words stand in it that the usual form has not */
	bool turned;     /* its words stand in another order */
	bool join;       /* and */
	bool apart;      /* of those that another of them is no misprint of: east, west */
	bool spelt;      /* one of several spellings of its word, by `single` */
	bool hyphen;     /* two words and a hyphen, which are one word of names */
	bool misprint;   /* a word of it was read as what it is a misprint of */
	uint64_t word;   /* equal where it is the same word, or as good as that */
	uint64_t form;   /* equal where it is written the same, but for case */
	uint64_t single; /* the same as form, doubled letters being as good as one */
	uint64_t meanings[UNIT_MEANINGS]; /* what it may stand for; 0 in none else */
};

struct units {
	struct unit *at;
	size_t n, capacity;
};
void unit_list_finish(struct units *u);

/* Languages of characters, and such as have words that change in a sentence. */
bool unit_lang_is_han(const char *lang);
bool unit_lang_has_cases(const char *lang);

/* For one language, kept and used again. */
struct unit_reader;
int unit_reader_new(const char *lang, struct unit_reader **out);
void unit_reader_free(struct unit_reader *u);
void unit_reader_freep(struct unit_reader **u);

/* Whether the language has a stemmer. */
bool unit_reader_stems(const struct unit_reader *u);

/* The units of a text whose tokens are these.  Replaces what was in `out`. */
int unit_reader_read(struct unit_reader *u, const char *text, const struct tokens *tokens,
	struct units *out);
/* The same of a name that stands by itself. */
int unit_reader_name(struct unit_reader *u, const char *name, struct units *out);

/* The same in two steps, between which words may be taken for others: each token as a
 * unit of its own, and what the table knows as one put in the place of its words. */
int units_of_tokens(struct unit_reader *u, const char *text, const struct tokens *tokens,
	struct units *out);
/* How many units from `at` on the table knows as one; 0 where it does not. */
size_t units_phrase(
	struct unit_reader *u, const char *text, const struct units *units, size_t at);
void units_join(struct unit_reader *u, const char *text, struct units *units);
/* What a unit of this word would have as its `word`. */
int unit_reader_word(struct unit_reader *u, const char *word, size_t size, uint64_t *out);

/* 2 the same word, 1 another that may stand for it, 0 neither. */
int unit_like(const struct unit *a, const struct unit *b);

/* Whether they are two spellings of one word: centre, center. */
bool unit_is_respelt(const struct unit *a, const struct unit *b);

/* Whether one is the other with a letter doubled, or not doubled. */
bool unit_is_doubled(const struct unit *a, const struct unit *b);

/* Whether it says whose something is. */
static inline bool unit_is_owner(const struct unit *u)
{
	return u->kind == UNIT_COUNTRY || u->kind == UNIT_ORG;
}

#endif
