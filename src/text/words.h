/* SPDX-License-Identifier: Apache-2.0
 *
 * Words with their places (UAX #29 word boundaries by ICU, with its dictionaries for
 * Han), and stems (Snowball) where there are any.
 *
 * Other than UAX #29 has it, a full stop between letters parts words (В.В.Путин), and
 * apostrophes of all kinds between letters do not; nor do they in Uzbek behind o and g
 * (tog‘).
 */
#ifndef BISOTUN_WORDS_H
#define BISOTUN_WORDS_H

#include "src/base/buf.h"

enum word_kind {
	WORD_LETTERS,
	WORD_NUMBER, /* digits of any script, with their separators: "2017", "1,000.5" */
	WORD_HAN     /* one Han character (han_single), or a word of the dictionary */
};

struct word {
	size_t begin, end; /* bytes in the text */
	enum word_kind kind;
};

/* A breaker for one language, kept and used again; not shared between threads. */
struct words;

/* `lang` is canonical BCP 47 or "".  With han_single each Han character is a word of
 * its own. */
int words_new(const char *lang, bool han_single, struct words **out);
void words_free(struct words *w);
void words_freep(struct words **w);

/* Starts on a text (valid UTF-8, borrowed until the next start). */
int words_start(struct words *w, const char *text, size_t size);
/* 1 a word, 0 no more, negative failed.  Punctuation, symbols and spaces are no words. */
int words_next(struct words *w, struct word *out);

struct stems; /* a stemmer for one language */

/* Where libstemmer does not know the language *out is NULL and 0 is returned:
 * stems_of() then gives the word itself. */
int stems_new(const char *lang, struct stems **out);
void stems_free(struct stems *s);
void stems_freep(struct stems **s);
/* Adds the stem of one folded word to `out`; `s` may be NULL.  A word of more than 1,000
 * bytes stands for itself. */
int stems_of(struct stems *s, const char *folded, size_t size, struct buf *out);

#endif
