/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files of names in Han characters share: syllables and how they are written,
 * names read into syllables, the sounds of characters.
 */
#ifndef BISOTUN_NAMES_HAN_INSIDE_H
#define BISOTUN_NAMES_HAN_INSIDE_H

#include "src/text/han.h"
#include "termbase/names-han.h"

/* ---- a name as it is looked at here ---- */

#define HAN_LETTERS 96
#define HAN_WORDS 8

struct han_word {
	uint8_t from, n;
};
struct han_text {
	char32_t letters[HAN_LETTERS]; /* folded; apostrophes, hyphens and ü kept */
	char32_t marked[HAN_LETTERS];  /* the same with all their marks */
	size_t n;
	struct han_word words[HAN_WORDS];
	size_t n_words;
	bool han;      /* there are Han characters */
	bool hyphened; /* a hyphen within a word, or ê: habits of Wade–Giles */
};
/* Words that are honorifics by `name` are left out; so is what is past the bounds. */
int han_text_read(const struct name *name, struct han_text *out);
/* Folded the same way: letters of a table, with or without their marks;
 * no more than `room`. */
int han_fold(
	const char *text, size_t size, bool marks, char32_t *to, size_t room, size_t *n);
static inline bool han_is_sign(char32_t c)
{
	return c == '\'' || c == '-';
}
static inline bool han_is_character(char32_t c)
{
	return c >= 0x3400 && c <= 0x9FFF;
}

/* ---- syllables in letters ---- */

#define SPELLING_MAX 8

/* One way a system writes a syllable. */
struct syllable_spelling {
	char32_t letters[SPELLING_MAX];
	uint8_t n;
	uint8_t system;
	uint8_t nth;          /* 0: the rule's; others are met in practice */
	const char *syllable; /* of the reader; equal ones are one string */
};

#define HAN_SYSTEMS 8
struct syllables {
	struct syllable_spelling *at; /* by letters */
	size_t n, capacity;
	const struct system *systems[HAN_SYSTEMS];
	size_t n_systems;
	size_t plain; /* the system that writes syllables as readings are written */
	/* by numbers of letters, see names-han-read.c: which one may stand behind which,
	 * and at the edges of a word */
	uint64_t behind[64], begins, ends;
};
int syllables_open(struct syllables *s, const struct han_reader *reader,
	const struct systems *systems);
void syllables_close(struct syllables *s);

/* Whether the letters of a part go together as those of syllables do: soon told, and not so
 * of most names. */
bool syllables_could_be(const struct syllables *s, const struct name_part *part);

#define WAY_SYLLABLES 8
#define WAYS_MOST 16
/* A name in letters taken as Chinese, by one system. */
struct way {
	const char *syllables[WAY_SYLLABLES];
	uint8_t n;
	uint8_t first, last; /* syllables of the first and the last word */
	uint8_t words;
	uint8_t system;
	uint8_t loose; /* spellings that are not the rule's */
};
struct ways {
	struct way at[WAYS_MOST];
	size_t n;
	bool hyphened; /* as the text */
};
void ways_read(const struct syllables *s, const struct han_text *text, struct ways *out);

/* ---- sounds of characters ---- */

struct sounds;
int sounds_open(const struct han_reader *reader, struct sounds **out);
void sounds_free(struct sounds *s);
/* How many characters at the end of a name are a kind of place or a title, or at its
 * beginning a word that other scripts write apart; 0 none. */
size_t sounds_suffix(const struct sounds *s, const char32_t *letters, size_t n);
size_t sounds_prefix(const struct sounds *s, const char32_t *letters, size_t n);
/* Whether each is a character seldom used in names of China beside others such. */
bool sounds_foreign(const struct sounds *s, const char32_t *letters, size_t n);

/* A word of letters and one of Han characters. */
struct sound_pair {
	const char32_t *letters, *marked;
	size_t n;
	const char32_t *han;
	size_t n_han;
};
struct sound_match {
	unsigned cost;
	unsigned vowels, consonants; /* unexplained */
	bool established;
	bool anothers; /* the characters are another name's; counts as a vowel */
};
#define SOUNDS_NEVER 60000u
void sounds_match(
	const struct sounds *s, const struct sound_pair *pair, struct sound_match *out);

/* What stands for what, in order; 0 where they are too far apart. */
#define SOUND_STEPS 72
#define SOUND_LETTERS 32 /* of a beginning and an end together */
struct sound_step {
	char32_t character; /* 0: letters no character is for */
	char32_t letters[SOUND_LETTERS];
	size_t n;
};
size_t sounds_steps(const struct sounds *s, const struct sound_pair *pair,
	struct sound_step steps[SOUND_STEPS]);

/* The likely spellings of a character in Latin letters, for keys. */
size_t sounds_likely(const struct sounds *s, char32_t c, size_t most,
	char32_t (*out)[SPELLING_MAX], size_t *sizes);

/* ---- comparing ---- */

struct han_names {
	const struct systems *systems;
	struct han_reader *reader; /* NULL until it is needed */
	struct syllables syllables;
	struct sounds *sounds;
};

/* Reads the tables, once. */
int han_ready(struct han_names *h);

/* Characters against syllables; `surname` are the readings of the surname they begin
 * with. */
struct characters {
	const char32_t *letters;
	size_t n, n_surname;
	const char *surname[HAN_SURNAME];
};
void characters_read(
	const struct han_names *h, const struct han_text *text, struct characters *out);

/* Where two ways to read the names agree. */
struct agreement {
	bool found;
	double price;
	bool left_out, reordered;
	const struct way *a, *b; /* b NULL: characters */
};

/* Whether it is read by pinyin. */
bool han_is_plain(const struct han_names *h, const struct way *way);
/* The cheapest agreement of a way to read one with a way to read the other, where it is
 * cheaper than *best. */
void agree_ways(const struct han_names *h, const struct ways *a, const struct ways *b,
	struct agreement *best);

enum han_case { HAN_NOT_MINE, HAN_SYLLABLES, HAN_CHARACTERS, HAN_FOREIGN, HAN_BOTH };

/* All that comparing two names found out. */
struct han_comparing {
	struct han_text texts[2]; /* characters first, where only one has them */
	struct ways ways[2];
	struct characters characters;
	struct agreement agreement;
	size_t suffix; /* characters behind the first text's, left out of it */
	enum han_case is;
};
/* A foreign name in characters (the first text) against letters; what is left out of the
 * characters, or parted, is so in `c` after it.  True where a word is parted that only
 * foreign names have. */
bool foreign_compare(
	const struct han_names *h, struct han_comparing *c, struct name_comparison *out);
/* Fills `c` (large: not on the stack of many) and *out. */
int han_run(struct han_names *h, const struct name *a, const struct name *b,
	struct han_comparing *c, struct name_comparison *out);

#endif
