/* SPDX-License-Identifier: Apache-2.0
 *
 * The words by which names of people are found (people.tsv): what stands before a name or
 * behind it, and what stands in names of other things.
 */
#ifndef BISOTUN_CHECK_PERSON_WORDS_H
#define BISOTUN_CHECK_PERSON_WORDS_H

#include "src/base/buf.h"

/* What a word may be; several at once. */
enum {
	SAYS_HONORIFIC = 1 << 0, /* Mr */
	SAYS_TITLE = 1 << 1,     /* president */
	SAYS_RANK = 1 << 2,      /* deputy */
	SAYS_THING = 1 << 3,     /* agency, convention, north */
	SAYS_NATION = 1 << 4,    /* Kazakh */
	SAYS_FUNCTION = 1 << 5,  /* the, however */
	SAYS_PARTICLE = 1 << 6,  /* bin, van */
	SAYS_COMPOUND = 1 << 7,  /* (Moscow-)based */
	SAYS_SAYS = 1 << 8,      /* noted */
	SAYS_GIVEN = 1 << 9,     /* Vladimir */
	SAYS_PINYIN = 1 << 10,   /* a Chinese family name */
};

/* Longest word that is looked up, in letters. */
#define PERSON_WORD_MAX 40

struct person_words;
int person_words_open(struct person_words **out);
void person_words_close(struct person_words *w);
void person_words_closep(struct person_words **w);
/* One table from text, for tests. */
int person_words_parse(
	const char *name, const char *text, size_t size, struct person_words **out);

/* A word in small letters, ё as е, as the questions below want it.  Its letters, 0 where
 * it is too long. */
struct small_word {
	char text[4 * PERSON_WORD_MAX];
	size_t size, letters;
};
size_t small_word(const char *word, size_t size, struct small_word *out);

unsigned person_word(const struct person_words *w, const struct small_word *word);

/* Whether it ends like a family name, or like one made of the father's name. */
bool ends_as_family(const struct person_words *w, const struct small_word *word);
bool ends_as_father(const struct person_words *w, const struct small_word *word);
/* Whether it is one, two or three syllables of pinyin. */
bool is_pinyin(const struct person_words *w, const struct small_word *word);

/* Of Han characters: whether the text at `at` begins with a family name, a character that
 * foreign names are written with, a title (or has one right before it), or what may stand
 * behind a name.  Bytes of it; 0 no. */
size_t han_family(const struct person_words *w, const char *at, const char *end);
size_t han_sound(const struct person_words *w, const char *at, const char *end);
size_t han_title(const struct person_words *w, const char *at, const char *end);
size_t han_title_before(const struct person_words *w, const char *begin, const char *at);
size_t han_next(const struct person_words *w, const char *at, const char *end);

#endif
