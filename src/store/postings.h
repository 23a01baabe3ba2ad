/* SPDX-License-Identifier: Apache-2.0
 *
 * Lists of the forms that have a stem, or a part of a name, packed so that tens of
 * thousands are read in a fraction of a millisecond.
 *
 * A place says where a form stands in all these lists: how long it is (in eight steps),
 * its language, its number; in that order, so short forms come first.  A row of
 * term_posting or name_posting holds the forms of one stem or part, length and language
 * within a span of POSTING_SPAN form numbers, as varints of the distances; so what a row
 * holds depends on the forms alone, not on the order they came in.
 */
#ifndef BISOTUN_POSTINGS_H
#define BISOTUN_POSTINGS_H

#include "src/base/buf.h"

#define POSTING_SPAN_BITS 14
#define POSTING_LENGTHS 8
#define POSTING_LANGS 512 /* the last stands for all languages from there on */

/* 3 bits length, 9 bits language, 38 bits form */
static inline uint64_t posting_place(unsigned length_step, int64_t lang, int64_t form)
{
	uint64_t slot = lang < POSTING_LANGS - 1 ? (uint64_t)lang : POSTING_LANGS - 1;

	return (uint64_t)length_step << 47 | slot << 38 |
	       ((uint64_t)form & (((uint64_t)1 << 38) - 1));
}
static inline int64_t posting_form(uint64_t place)
{
	return (int64_t)(place & (((uint64_t)1 << 38) - 1));
}
static inline unsigned posting_lang_slot(uint64_t place)
{
	return place >> 38 & (POSTING_LANGS - 1);
}

/* The step of a form of so many words, and the number of words a step stands for. */
unsigned posting_length_step(size_t n_words);
double posting_step_words(unsigned step);
static inline unsigned posting_step(uint64_t place)
{
	return (unsigned)(place >> 47);
}

/* The key of the row that holds a place of a stem; rows of one stem lie together. */
static inline int64_t posting_row(int64_t stem, uint64_t place)
{
	return (int64_t)((uint64_t)stem << 36 | place >> POSTING_SPAN_BITS);
}
static inline int64_t posting_row_stem(int64_t row)
{
	return row >> 36;
}

/* The first place the row can hold. */
static inline uint64_t posting_row_start(int64_t row)
{
	return ((uint64_t)row & (((uint64_t)1 << 36) - 1)) << POSTING_SPAN_BITS;
}

struct places {
	uint64_t *at;
	size_t n, capacity;
};
void places_finish(struct places *p);
int places_add(struct places *p, uint64_t place);

/* Adds the places a row holds, in order.  BIS_EDB where the bytes are none of ours. */
int posting_unpack(int64_t row, const void *bytes, size_t size, struct places *out);
/* BIS_EDB, set: a row holds what can't be in it. */
int posting_damaged(void);
/* Packs places of one row, in order and without doubles. */
void posting_pack(const uint64_t *places, size_t n, struct buf *out);

/* A form comes into or goes out of one list. */
struct pending {
	int64_t row;     /* key of the row */
	uint16_t offset; /* of the place within the row */
	int8_t change;   /* +1, -1 */
};
struct pending_list {
	struct pending *at;
	size_t n, capacity;
};
void pending_finish(struct pending_list *p);
int pending_add(struct pending_list *p, int64_t list, uint64_t place, int change);
/* By row, then place. */
void pending_sort(struct pending_list *p);
/* Merges sorted changes of one row into its places: old ones first in `p`, the result
 * behind them. */
int posting_merge(
	struct places *p, uint64_t start, const struct pending *changes, size_t n);

/* Numbers as varints, seven bits a byte, least first. */
void varint_add(struct buf *out, uint64_t value);
/* Moves *at past it; false at the end or where it is cut. */
bool varint_next(const unsigned char **at, const unsigned char *end, uint64_t *value);

#endif
