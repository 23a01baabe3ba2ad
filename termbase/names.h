/* SPDX-License-Identifier: Apache-2.0
 *
 * Comparing names: whether two spellings may be one name, how sure that is, and by which
 * rules.
 *
 * A name is read once (name_read) into parts: its words, normalised, each with the part
 * it plays as far as its shape tells (honorific, initial, patronymic …).  Two names are
 * compared part by part under the best one-to-one assignment; two parts are aligned with
 * the rules that the romanisation tables give for their scripts, each with a price, and
 * what no rule explains is counted.  Scores are 0–100 (the contract: fully explained 80
 * and more, an unexplained vowel at most 72, an unexplained consonant at most 45).
 */
#ifndef BISOTUN_NAMES_INSIDE_H
#define BISOTUN_NAMES_INSIDE_H

#include <uchar.h>

#include "src/base/buf.h"
#include "termbase/romanise.h"

#define NAME_PARTS 12
#define NAME_SAME 80.0
#define NAME_DIFFERENT 60.0

/* The tables in the shape comparing needs; made once, belongs to one thread. */
struct namer;
int namer_new(struct namer **out);
void namer_free(struct namer *n);
const struct systems *namer_systems(const struct namer *n);
/* How likely it is that a name of which nothing is known is of a language: more is
 * likelier, 0 where nothing is said of it (termbase/names/words.tsv). */
int namer_language_prior(const struct namer *n, const char *lang);

enum part_role {
	PART_NAME, /* given or family name, place, any other word */
	PART_HONORIFIC,
	PART_INITIAL,
	PART_PATRONYMIC,
	PART_PARTICLE, /* al-, bin, ul, de … */
	PART_NUMBER
};

struct name_part {
	char32_t *letters; /* small, NFC, marks that say nothing left out */
	size_t n;
	enum part_role role;
	char script[5];
	bool joined; /* to the part before it by a hyphen or nothing */
};

struct name {
	struct name_part parts[NAME_PARTS];
	size_t n_parts; /* 0: nothing a name could be made of */
	char script[5]; /* of most of it */
	char lang[64];  /* said or found; "" not known */
	void *inside;   /* what the comparer keeps with it */
};

/* Reads a name (UTF-8, any script).  `lang` may be NULL.  Longer names than NAME_PARTS
 * parts or BIS_NAME_MAX bytes keep their first parts.  name_finish() after use, also
 * before it is read anew; a zeroed one is empty. */
int name_read(struct namer *n, const char *text, size_t size, const char *lang,
	struct name *out);
void name_finish(struct name *name);

struct name_comparison {
	double score;
	bool explained;
	int vowels, consonants; /* unexplained */
	/* one has a part the other lacks, or they stand in another order */
	bool left_out, reordered;
	/* why it can't be one name though the letters are near: "" or in words (another
	 * patronymic, a woman's and a man's surname, another number, another syllable) */
	const char *veto;
};

/* The score alone: the quick way.  Symmetric. */
int name_compare(struct namer *n, const struct name *a, const struct name *b,
	struct name_comparison *out);
/* The same for those who want names that score `least` and more: where both names are one
 * part each and score less, the score is 0, which is found much sooner. */
int name_compare_within(struct namer *n, const struct name *a, const struct name *b,
	double least, struct name_comparison *out);
/* Why, in words: the rules that differ with the systems they are of, added to `why`. */
int name_explain(
	struct namer *n, const struct name *a, const struct name *b, struct buf *why);

/* Keys under which a part is kept, so that every part name_compare() would find the same
 * (nearly always) shares one with it, in any script: consonant skeletons, of Han and
 * unvowelled scripts of each likely reading.  `loose` adds those with one consonant left
 * out.  Returns how many, or a negative error. */
#define NAME_KEYS 64
int name_part_keys(struct namer *n, const struct name_part *part, bool loose,
	uint64_t keys[NAME_KEYS]);

#endif
