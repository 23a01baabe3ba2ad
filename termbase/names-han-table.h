/* SPDX-License-Identifier: Apache-2.0
 *
 * The sounds of Han characters as they are kept: spellings in one pool, and who has which
 * of them.
 */
#ifndef BISOTUN_NAMES_HAN_TABLE_H
#define BISOTUN_NAMES_HAN_TABLE_H

#include "termbase/names-han-inside.h"
#include "termbase/names-inside.h"

#define SPELT_MOST 16 /* letters; a longer one is refused */

struct spelling {
	char16_t letters[SPELT_MOST];
	uint8_t n, price;
	bool start, end; /* of the word */
	bool unvowelled; /* only in a script that leaves out vowels */
};
struct spellings {
	uint32_t from, n;
};

struct sounds {
	const struct han_reader *reader;
	struct spelling *pool;
	size_t n_pool, capacity;
	struct named {
		char name[8];
		struct spellings spellings;
	} * initials, *finals;
	size_t n_initials, n_finals;
	/* by number of the syllable */
	struct syllable_sound {
		struct spellings whole; /* none: initial, then final */
		struct spellings initial, final;
	} * syllables;
	struct own_sound {
		char32_t character;
		struct spellings spellings;
	} * own; /* by character */
	size_t n_own, own_capacity;
	struct established {
		char32_t han[SPELLING_MAX];
		uint8_t n;
		struct spellings spellings;
	} * words; /* by characters */
	size_t n_words, words_capacity;
	struct spellings prefixes, suffixes, foreign, skips;
	struct spellings vowels, twice, shared;
	uint8_t letters[ALPHABET_TOP]; /* what each may be, LETTER_IS_ */
	bool unvowelled[IN_OTHER + 1]; /* scripts */
};

#define LETTER_IS_VOWEL 1u
#define LETTER_IS_SKIPPED 2u /* the first of what may be skipped */

#define LETTER_UE 0x00FC
static inline bool same_letter(char32_t given, char32_t wanted)
{
	return given == wanted || (given == LETTER_UE && wanted == U'u');
}
static inline uint8_t sounds_letter(const struct sounds *s, char32_t c)
{
	return c < ALPHABET_TOP ? s->letters[c] : 0;
}

/* Of established words, for sorting and finding them. */
int established_order(const void *a, const void *b);
/* The one of these characters; NULL none. */
const struct established *established_word(
	const struct sounds *s, const char32_t *han, size_t n_han);
/* Whether the letters are one of its spellings; whether they are a name with established
 * characters of its own (史密斯 Smith), which these are not (史密特, of Schmidt). */
bool established_is(const struct sounds *s, const struct established *word,
	const char32_t *letters, size_t n);
bool established_is_anothers(const struct sounds *s, const struct established *word,
	const char32_t *letters, size_t n);

static inline const struct spelling *spelling_at(
	const struct sounds *s, const struct spellings *of, size_t i)
{
	return &s->pool[of->from + i];
}
static inline bool spelling_begins(
	const char32_t *letters, size_t n, const struct spelling *spelling)
{
	if (spelling->n > n)
		return false;
	for (size_t i = 0; i < spelling->n; i++)
		if (!same_letter(letters[i], spelling->letters[i]))
			return false;
	return true;
}

#endif
