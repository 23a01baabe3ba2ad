/* SPDX-License-Identifier: Apache-2.0
 *
 * The words of a form as the index of terms knows them: loosely folded, with the stem
 * their language gives them.  Han is taken character by character.
 */
#ifndef BISOTUN_TERMWORDS_H
#define BISOTUN_TERMWORDS_H

#include "src/base/buf.h"
#include "src/text/words.h"

#define TERM_WORDS_MAX 255 /* further words of a form are not looked at */

struct term_word {
	size_t text, size;      /* offset and bytes in list.text */
	size_t stem, stem_size; /* the same in list.stems */
	bool han, number;
};

struct term_words { /* used again for the next text */
	struct buf text, stems;
	struct term_word *words;
	size_t n, capacity;
};

void term_words_finish(struct term_words *list);

struct word_splitter; /* breaker and stemmers, kept by the handle; for one thread */

int word_splitter_new(struct word_splitter **out);
void word_splitter_free(struct word_splitter *s);

/* Fills `list` anew.  `lang` is canonical or "": then stems are the words themselves. */
int word_splitter_run(struct word_splitter *s, const char *lang, const char *text,
	size_t size, struct term_words *list);

/* Sets `stem` to what the language makes of one loosely folded word. */
int word_splitter_stem(struct word_splitter *s, const char *lang, const char *word,
	size_t size, struct buf *stem);

#endif
