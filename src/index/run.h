/* SPDX-License-Identifier: Apache-2.0
 *
 * A run: the segments of one language, laid out to be searched.
 *
 * It is an image of bytes, written once (build.h) and never changed, in a mapped file
 * or in memory; reading it is pointing into it.  A base has a few runs a language, large
 * and old, small and new; each has a vocabulary of its own.
 *
 * Vocabulary.  Three levels, numbered so that what belongs together is one range:
 * surface (the token as written, NFC), fold (its loose fold), key (the stem of that;
 * numbers, ordinals and dates have one key each).  Keys are numbered from the rarest
 * word up; then come RUN_ORDINAL, RUN_DATE, RUN_NUMBER, then the marks from the rarest
 * up, and last RUN_INSIDE: the words and numbers inside dates.  That order is the one
 * fixed order of the prefix filter (Chaudhuri, Ganti, Kaushik 2006; Bayardo, Ma,
 * Srikant 2007).
 *
 * Segments are numbered by weight, then by their number in the base.  So the list of the
 * segments that hold a key is in order of weight too, and what can't be similar for its
 * weight alone is cut off both ends.
 *
 * Postings.  For each key, four lists of segments, each segment in one of them: in
 * TIER_70 if the key is in the segment's prefix for 70 %: when its tokens are put in
 * the order of keys, what comes after the prefix weighs less than 70 % of it; in TIER_55
 * if not there but in its prefix for 55 %; then TIER_40; TIER_REST is the others (marks
 * have none).  Two segments that are similar at τ or above share a key that is in the
 * prefix for τ of both: so what looks for τ ≥ 0.70 reads the first list of the
 * keys of its own prefix only, for τ ≥ 0.55 two, for τ ≥ 0.40 three.
 * RUN_INSIDE has no lists: the segments that hold a word inside a date are among those
 * of the key of dates.
 *
 * What is read from a file is checked the first time it is touched, page by page,
 * against a sum; where it does not agree the run says it is damaged and gives nothing of
 * that page, and whoever searched starts over without it.
 */
#ifndef BISOTUN_RUN_H
#define BISOTUN_RUN_H

#include "src/base/buf.h"
#include "src/base/hash.h"
#include "src/text/lang.h"
#include "src/text/tokens.h"

#define RUN_PAGE 4096
#define RUN_NONE UINT32_MAX

enum tier { TIER_70, TIER_55, TIER_40, TIER_REST, N_TIERS };

/* Bits of a segment's sketch: bit hash_of_key mod 256 is set for each word and
 * character of it (not for numbers, ordinals, dates, marks, or what is inside dates). */
struct sketch {
	uint64_t bits[4];
};

/* A segment whose text is not in NFC: texts equal to it may have other bytes. */
struct denormal {
	uint32_t segment; /* in the base */
	uint32_t hash;    /* denormal_hash() of its text in NFC */
};

static inline uint32_t denormal_hash(const char *nfc, size_t size)
{
	return (uint32_t)hash_bytes(nfc, size, 0);
}

struct run_trailer; /* layout.h */

struct run {
	const uint8_t *image;
	size_t size;
	const struct run_trailer *trailer; /* where the sections are */
	/* of an image in a file: which pages were found sound, and their sums */
	uint64_t *sound;
	const uint32_t *sums;
	bool damaged;

	char lang[LANG_MAX];
	uint32_t n; /* segments */
	uint32_t first_segment,
		last_segment; /* smallest and largest number in the base */
	uint64_t n_tokens;
	uint32_t n_keys, n_folds, n_surfaces;
	uint32_t ordinal_key, date_key, number_key; /* always there */
	uint32_t first_mark, inside_key; /* marks are [first_mark, inside_key) */
	uint32_t first_inside;           /* first surface of inside_key */
	bool has_characters; /* some key is a character: sketch bits weigh 2, not 4 */
	uint32_t n_denormal;

	/* by segment, [n] unless said otherwise; through the functions below only */
	const uint32_t *segments;   /* number in the base */
	const uint32_t *weights;    /* sums of token_weight() */
	const uint32_t *by_segment; /* in order of the number in the base */
	const uint32_t *tokens_at;  /* [n + 1] into tokens */
	const uint32_t *tokens;     /* surfaces */
	const struct sketch *sketches;
	const struct denormal *denormal; /* [n_denormal] in order of the segment */

	/* vocabulary */
	const uint8_t *key_kinds;         /* enum token_kind */
	const uint64_t *key_hashes;       /* lexeme_hash() */
	const uint32_t *key_folds;        /* [n_keys + 1] first fold */
	const uint32_t *fold_surfaces;    /* [n_folds + 1] first surface */
	const uint32_t *fold_keys;        /* [n_folds] */
	const uint32_t *surface_folds;    /* [n_surfaces] */
	const uint8_t *inside_kinds;      /* of surfaces from first_inside on */
	const uint32_t *fold_texts_at;    /* [n_folds + 1] */
	const uint32_t *surface_texts_at; /* [n_surfaces + 1] */
	const char *fold_texts, *surface_texts;
	const uint32_t *fold_order; /* [n_folds] folds in order of their bytes */
	const uint32_t *key_table;  /* [key_mask + 1] open addressing; RUN_NONE empty */
	uint32_t key_mask;

	const uint64_t *postings_at; /* [n_keys + 1] */
	const uint8_t *postings;

	/* a searcher's own table by surface, see fuzzy.c; the run frees it */
	void *scratch;
	void (*scratch_free)(void *scratch);
};

/* Looks at an image that stays where it is until run_close(), aligned to eight bytes;
 * `sums` NULL: it is in memory and sound.  BIS_EDB where it is no image or damaged. */
int run_open(const void *image, size_t size, const uint32_t *sums, struct run **out);
void run_close(struct run *r);
/* Gives the memory of a mapped run back after it was read from end to end. */
void run_let_go(struct run *r);

/* Whether the bytes are sound; false makes the run damaged. */
bool run_check(struct run *r, const void *at, size_t size);

static inline bool run_sound(struct run *r, const void *at, size_t size)
{
	if (r->sound == NULL)
		return true;
	size_t page = (size_t)((const uint8_t *)at - r->image) / RUN_PAGE;
	size_t last = (size_t)((const uint8_t *)at + size - 1 - r->image) / RUN_PAGE;
	if (page == last && (r->sound[page / 64] >> (page % 64) & 1) != 0)
		return true;
	return run_check(r, at, size);
}

/* The number in the base of segment `i`; 0 where damaged. */
static inline uint32_t run_segment(struct run *r, uint32_t i)
{
	return run_sound(r, &r->segments[i], 4) ? r->segments[i] : 0;
}

static inline uint32_t run_weight(struct run *r, uint32_t i)
{
	return run_sound(r, &r->weights[i], 4) ? r->weights[i] : 0;
}

/* NULL where damaged. */
static inline const struct sketch *run_sketch(struct run *r, uint32_t i)
{
	return run_sound(r, &r->sketches[i], sizeof(struct sketch)) ? &r->sketches[i]
								    : NULL;
}

/* The surfaces of segment `i`, in order; NULL and 0 where damaged.  Every one is less
 * than n_surfaces. */
const uint32_t *run_tokens(struct run *r, uint32_t i, size_t *n);

/* First segment of that weight or more: [0, n]. */
uint32_t run_from_weight(struct run *r, uint64_t weight);

/* The place of the segment with this number in the base, or RUN_NONE. */
uint32_t run_find_segment(struct run *r, uint32_t segment);

/* All of r->denormal; n 0 where there are none, or it is damaged. */
const struct denormal *run_denormal(struct run *r, size_t *n);

/* The key with this lexeme_hash(), or RUN_NONE. */
uint32_t run_find_key(struct run *r, uint64_t hash);

/* Folds whose text is (or, `prefix`, begins with) this, as a range [*from, *to) of
 * fold_order; several where a word also stands inside dates, or as mark and word. */
void run_find_folds(struct run *r, const char *fold, size_t size, bool prefix,
	uint32_t *from, uint32_t *to);

/* The fold at a place of fold_order; RUN_NONE where damaged. */
uint32_t run_fold_at(struct run *r, uint32_t place);

uint32_t run_fold_of(struct run *r, uint32_t surface);
uint32_t run_key_of(struct run *r, uint32_t surface);
enum token_kind run_kind_of(struct run *r, uint32_t surface); /* inside: as it is */
static inline bool run_inside(const struct run *r, uint32_t surface)
{
	return surface >= r->first_inside;
}
/* [*from, *to) are the surfaces of a key, of a fold. */
void run_key_surfaces(struct run *r, uint32_t key, uint32_t *from, uint32_t *to);
void run_fold_surfaces(struct run *r, uint32_t fold, uint32_t *from, uint32_t *to);

/* Borrowed from the image, not ended by NUL; "" and 0 where damaged. */
const char *run_surface_text(struct run *r, uint32_t surface, size_t *size);
const char *run_fold_text(struct run *r, uint32_t fold, size_t *size);

/* One list of postings, read in blocks. */
struct postings {
	struct run *run;
	uint32_t n;               /* segments in the list */
	uint32_t n_blocks, block; /* the next one to be read */
	const uint8_t *skips; /* per block: its first segment, its offset; NULL: one */
	const uint8_t *data, *end;
};

enum { POSTINGS_BLOCK = 128 };

/* The list of one key and tier; n 0 where it is empty. */
void postings_open(struct run *r, uint32_t key, enum tier tier, struct postings *p);
/* How many segments hold the key, all tiers (of a mark: that have it in a prefix). */
uint32_t postings_count(struct run *r, uint32_t key);
/* Goes on with the block that holds the first segment ≥ `from`, or where none does with
 * the one before; forward only. */
void postings_seek(struct postings *p, uint32_t from);
/* The next up to POSTINGS_BLOCK segments, ascending; 0 no more. */
size_t postings_next(struct postings *p, uint32_t block[POSTINGS_BLOCK]);

#endif
