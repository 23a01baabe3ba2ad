/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files of the comparer share: letters by number, rules of spelling in buckets,
 * words that are no names, and what is kept with a name that was read.
 */
#ifndef BISOTUN_NAMES_KEPT_H
#define BISOTUN_NAMES_KEPT_H

#include <uchar.h>

#include "termbase/names-han.h"
#include "termbase/names.h"

/* Letters of a part that are aligned; a longer part is compared by these and by whether
 * the whole is equal. */
#define SPELT_MAX 64

/* ---- letters ---- */

#define VOWELS_MAX 16       /* sets of vowels that are near one another */
#define ALPHABET_TOP 0x2000 /* code points from here on have no number */
#define LETTER_NONE 0       /* nothing: the other side of a letter left out */
#define LETTER_UNKNOWN 1    /* no rule knows it */

enum letter_kind { LETTER_CONSONANT, LETTER_VOWEL, LETTER_SILENT };
enum name_script { IN_LATIN, IN_CYRILLIC, IN_ARABIC, IN_DEVANAGARI, IN_HAN, IN_OTHER };

struct alphabet {
	uint16_t number[ALPHABET_TOP]; /* 0: none given yet */
	uint16_t plain[ALPHABET_TOP];  /* code point without its marks; 0: itself */
	uint16_t folded
		[ALPHABET_TOP]; /* code point as a name's text is folded; 0: itself */
	uint8_t kind[ALPHABET_TOP];
	uint8_t vowel
		[ALPHABET_TOP]; /* vowels that are near have one number; 0 near all */
	uint16_t count; /* numbers given, LETTER_NONE and LETTER_UNKNOWN among them */
};

int alphabet_init(struct alphabet *a);
/* The number of a letter, given where it has none; LETTER_UNKNOWN past ALPHABET_TOP. */
uint16_t alphabet_add(struct alphabet *a, char32_t c);
/* A small letter as reading a name folds it (ё is е). */
char32_t letter_folded(const struct alphabet *a, char32_t c);
enum name_script script_number(char32_t c);
const char *script_tag(enum name_script s);
bool letter_in_word(char32_t c);

/* ---- words of a table, folded ---- */

/* The words of a text, folded, one after another; 0 where there is none left. */
struct folded {
	struct buf text;
	const char *at;
};
int folded_open(struct folded *f, const char *text, size_t size);
void folded_close(struct folded *f);
size_t folded_next(struct folded *f, const char **word);
/* Which letters there are, in 64 bits: what has none of a word's bits has not the word. */
uint64_t letters_in(const char32_t *letters, size_t n);
size_t letters_of(const char *text, size_t size, char32_t *to, size_t room);

/* ---- rules of spelling ---- */

#define RULE_SIDE 4
#define RULE_START 1u /* both at the beginning of the part */
#define RULE_END 2u   /* both at its end */
/* One plain vowel for another: only where a name shows that it is of the language. */
#define RULE_SIGN 4u
#define RULE_LOOSE 8u /* not where a surname is made in Russian */

/* What stands on one side may stand for what stands on the other. */
struct rule {
	uint16_t left[RULE_SIDE], right[RULE_SIDE];
	uint8_t n_left, n_right;
	uint8_t price; /* hundredths of an unexplained consonant */
	uint8_t flags;
	uint8_t scripts;                   /* one side must be of these; 0 any */
	uint8_t beside_left, beside_right; /* numbers of conditions; 0 none */
	uint8_t wide;                      /* how many groups it belongs to */
	uint64_t groups;                   /* languages and spellings it belongs to */
};

#define BESIDE_LETTERS 512
struct letter_set {
	uint64_t bits[BESIDE_LETTERS / 64];
};
struct beside_side {
	struct letter_set letters;
	bool asked, edge; /* is there a condition; is the edge of the part good */
};
/* What comes behind: a consonant; one and another or the end (Rand, Ben); one and a vowel
 * (Blake, Simon). */
enum syllable { SYLLABLE_ANY, SYLLABLE_CONSONANT, SYLLABLE_CLOSED, SYLLABLE_OPEN };
/* What must stand beside the letters of one side of a rule. */
struct beside {
	struct beside_side before, behind;
	enum syllable syllable;
	bool consonant_before;
};
struct besides {
	struct beside *at;
	size_t n, capacity;
};

struct rules {
	struct rule *at;
	size_t n, capacity;
	/* for each pair of beginnings a bit, whether there are rules, in sixty-fours with
	 * how many pairs before them have some; and of each such pair its first rule */
	struct rule_pairs {
		uint64_t any;
		uint32_t before;
	} * pairs;
	uint32_t *first;
	size_t n_first;
	/* of each letter, those of which one must be there for a rule to have to do with
	 * both; all letters where a rule lets it stand for nothing */
	struct letter_set *near;
	size_t n_letters;
	uint64_t across; /* the groups that are spellings of a source language */
	uint64_t abroad; /* the groups no surname in -ov is read by */
	struct besides besides;
	uint8_t n_near; /* sets of vowels that are near one another */
	uint8_t throughout
		[2]; /* the sets of which one may stand for the other everywhere */
};

#define EVERY_GROUP UINT64_MAX
#define GROUPS_MAX 64

struct groups {
	char id[GROUPS_MAX][12];
	bool across[GROUPS_MAX]; /* holds between scripts only */
	size_t n;
};
/* The bit of a group, given where it has none; EVERY_GROUP of "*" and past GROUPS_MAX. */
uint64_t groups_bit(struct groups *g, const char *id, size_t size);

int rules_compile(struct namer *n);
void rules_free(struct rules *r);
/* How many bits are set; no call of a function, as the compiler's would be. */
static inline size_t ones_in(uint64_t bits)
{
	bits -= bits >> 1 & 0x5555555555555555u;
	bits = (bits & 0x3333333333333333u) + (bits >> 2 & 0x3333333333333333u);
	bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
	return bits * 0x0101010101010101u >> 56;
}

static inline const struct rule *rules_from(
	const struct rules *r, uint16_t left, uint16_t right, const struct rule **end)
{
	size_t at = (size_t)left * r->n_letters + right;
	const struct rule_pairs *pairs = &r->pairs[at / 64];
	uint64_t bit = UINT64_C(1) << at % 64;
	size_t bucket;

	if (!(pairs->any & bit))
		return *end = NULL;
	bucket = pairs->before + ones_in(pairs->any & (bit - 1));
	*end = r->at + r->first[bucket + 1];
	return r->at + r->first[bucket];
}

/* ---- words that are no names ---- */

enum word_kind {
	WORD_HONORIFIC,
	WORD_PARTICLE,
	WORD_CHILD,      /* uulu, kyzy, oglu: makes the word before it a patronymic */
	WORD_PATRONYMIC, /* an ending */
	WORD_MALE,       /* endings of surnames; `row` tells which belong together */
	WORD_FEMALE,
	WORD_ALIKE,    /* a letter and the one of another script that looks like it */
	WORD_SIGNED,   /* a letter and the one it is with an apostrophe behind it */
	WORD_SAME,     /* a given name with others of its row */
	WORD_SLAVIC,   /* an ending of surnames made in Russian, of whatever people */
	WORD_HINT,     /* an ending that tells a language … */
	WORD_LETTER,   /* … so does a letter … */
	WORD_LANGUAGE, /* languages a name may be of, the likeliest first */
	WORD_TOLD,     /* … which is the word of the same row */
	/* what shows of which language a name is: letters anywhere, endings, beginnings */
	WORD_SIGN,
	WORD_SIGN_END,
	WORD_SIGN_START,
	/* letters anywhere, and a beginning, that only names written in Latin letters from
	 * another script have */
	WORD_ROMANISED,
	WORD_ROMANISED_START,
	WORD_KINDS
};
struct word {
	char32_t letters[20];
	uint8_t n;
	uint8_t kind;
	int16_t row;
	uint16_t next;   /* of its kind that ends so, one more than its number; 0 none */
	uint64_t groups; /* of signs */
	uint64_t has;    /* its letters, letters_in() */
};
#define WORD_ENDINGS 32
struct wordlists {
	struct word *at;
	size_t n, capacity;
	uint16_t first[WORD_KINDS + 1];
	/* of each kind by the last letter: one more than the number of the first word */
	uint16_t ending[WORD_KINDS][WORD_ENDINGS];
};
int wordlists_open(struct wordlists *w, struct groups *groups);
void wordlists_free(struct wordlists *w);
/* The groups whose signs the letters bear. */
bool wordlists_romanised(const struct wordlists *w, const char32_t *letters, size_t n);
uint64_t wordlists_signs(const struct wordlists *w, const char32_t *letters, size_t n);
bool wordlists_has(const struct wordlists *w, enum word_kind kind,
	const char32_t *letters, size_t n);
/* The row a word is in, -1 none. */
int wordlists_row(const struct wordlists *w, enum word_kind kind, const char32_t *letters,
	size_t n);
/* The word of that kind and row; NULL. */
const struct word *wordlists_at(const struct wordlists *w, enum word_kind kind, int row);
/* The letter of the other script that looks like `c`; else `c`. */
char32_t wordlists_alike(const struct wordlists *w, char32_t c);
/* The letter that `c` is with an apostrophe behind it; 0 none of its own. */
char32_t wordlists_signed(const struct wordlists *w, char32_t c);
/* The row of the longest ending of that kind, at least `stem` letters before it; -1. */
int wordlists_ending(const struct wordlists *w, enum word_kind kind,
	const char32_t *letters, size_t n, size_t stem, size_t *length);

/* ---- rough readings, for keys ---- */

#define READING_WAYS 3
struct letter_reading {
	char32_t letters[RULE_SIDE];
	uint8_t n, ways;
	char to[READING_WAYS][2];
};
struct readings {
	struct letter_reading *at; /* by first letter, the longest first */
	size_t n, capacity;
};
int readings_open(struct readings *r);
void readings_free(struct readings *r);

/* ---- a name that was read ---- */

struct spelt {
	uint16_t letter[SPELT_MAX + RULE_SIDE], plain[SPELT_MAX];
	char32_t raw[SPELT_MAX];
	uint8_t kind[SPELT_MAX];
	uint8_t vowels[VOWELS_MAX]; /* how many of each set of vowels it has */
	uint8_t n;
	uint8_t script;
	bool cut;         /* longer than SPELT_MAX */
	bool marked;      /* a letter has marks it may be taken without */
	bool slavic;      /* it ends as surnames made in Russian do */
	bool slavic_name; /* a part of the name does */
	bool romanised;   /* one has letters no name of a Latin alphabet has */
	uint64_t signs;   /* the languages of which the name shows signs */
};
struct kept_part {
	struct spelt spelt;
	int16_t male, female; /* row of its ending, -1 none */
	int16_t same;         /* row of names that are one, -1 none */
	uint8_t tail;         /* letters of the ending behind the name of that row */
	bool stop;            /* written with a full stop: shortened */
};
struct kept {
	char *text; /* as given, as far as it was read */
	size_t size;
	struct kept_part part[NAME_PARTS];
};
static inline const struct kept_part *kept_part(const struct name *name, size_t i)
{
	return &((const struct kept *)name->inside)->part[i];
}
/* Whether what must stand beside the letters `from` up to `to` does. */
bool beside_holds(const struct beside *b, const struct spelt *s, size_t from, size_t to);
void spelt_make(
	const struct namer *n, const char32_t *letters, size_t count, struct spelt *out);
/* The letter at `at` has an apostrophe behind it: it is that letter too, as with a mark. */
void spelt_sign(const struct namer *n, struct spelt *s, size_t at);

/* ---- aligning two parts ---- */

struct alignment {
	int cost; /* hundredths; ALIGN_NEVER where they are too far apart */
	int vowels, consonants;
	uint64_t groups; /* those whose rules explain it */
	bool mixed;      /* rules of languages were used that have nothing in common */
};
#define ALIGN_NEVER 10000

struct align_cell {
	uint16_t cost;
	uint8_t vowels, consonants;
	uint64_t groups;
	/* how it was come to */
	uint8_t from_left, from_right;
	bool unexplained;
};
void align(struct namer *n, const struct spelt *a, const struct spelt *b,
	struct alignment *out);

/* The same, but ways that cost more than the limit or leave more consonants unexplained are
 * given up: `cost` is ALIGN_NEVER where all are.  First only those are followed that leave
 * no consonant unexplained and cost no more than `first`, which is soon done. */
struct align_limit {
	unsigned first, cost, consonants;
};
void align_within(struct namer *n, const struct spelt *a, const struct spelt *b,
	const struct align_limit *limit, struct alignment *out);

/* The steps of the best way, in order, after align() of the same two; how many. */
struct align_step {
	uint8_t left, n_left, right, n_right;
	bool unexplained;
};
size_t align_steps(const struct namer *n, const struct spelt *a, const struct spelt *b,
	struct align_step steps[2 * SPELT_MAX]);

/* ---- comparing ---- */

#define JOIN_MOST 3  /* parts of one that may be one part of the other */
#define JOIN_RIGHT 2 /* where in `joined` those of the second name begin */
#define NO_PART UINT8_MAX

struct part_match {
	double score;
	int vowels, consonants; /* unexplained */
	uint64_t groups;
	bool other_syllable; /* both are Chinese */
};
struct assignment {
	float value;
	uint8_t b, span_a, span_b; /* the choice that led here; b NO_PART: left out */
};
struct part_pair {
	uint8_t a, span_a, b, span_b;
};
struct comparing {
	struct namer *n;
	const struct name *a, *b;
	double least; /* two parts that would score less need no score */
	struct part_match match[NAME_PARTS][NAME_PARTS];
	bool matched[NAME_PARTS][NAME_PARTS]; /* the parts have been compared */
	bool withheld; /* some of them only as far as could matter */
	struct part_match joined[NAME_PARTS][NAME_PARTS][2 * JOIN_RIGHT];
	struct assignment best[NAME_PARTS + 1][1u << NAME_PARTS];
	struct part_pair pairs[NAME_PARTS];
	size_t n_pairs;
};

struct given_rows;
void given_free(struct given_rows *g);

struct namer {
	struct systems *systems;
	struct han_names *han;
	struct alphabet alphabet;
	struct groups groups;
	struct rules rules;
	struct wordlists words;
	struct readings readings;
	struct given_rows *given; /* for reasons; NULL until one is asked for */
	struct align_cell cells[(SPELT_MAX + 1) * (SPELT_MAX + 1)];
	struct comparing comparing;
};

#endif
