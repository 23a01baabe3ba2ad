/* SPDX-License-Identifier: Apache-2.0
 *
 * What a builder gathers (build.c), is put in order (number.c), and is written
 * (finish.c, lists.c).
 */
#ifndef BISOTUN_BUILDER_H
#define BISOTUN_BUILDER_H

#include "src/index/layout.h"
#include "src/index/vocab.h"

/* Tags of keys: the kind; one more for what is inside dates.  Tags of surfaces: the
 * kind, and whether it is inside. */
enum { TAG_INSIDE = N_TOKEN_KINDS, CLASS_INSIDE = 8, CLASS_KIND = 7 };

/* The keys that are always there, in order of their first number. */
enum { KEY_ORDINAL, KEY_DATE, KEY_NUMBER, KEY_INSIDE, N_FIXED_KEYS };

/* Lists keep two bits beside a segment's place (lists.c). */
#define MOST_SEGMENTS ((UINT32_C(1) << 30) - 1)

/* A form that is another surface in NFC: its number is in the lower bits. */
#define LINK_SURFACE (UINT32_C(1) << 31)

struct builder {
	char lang[LANG_MAX];
	struct tokeniser *tokeniser; /* made for the first text */
	struct tokens tokens;
	struct lexeme lexeme;

	struct vocab forms; /* tokens as they stand in texts, and surfaces */
	uint32_t *links;    /* of each form: its fold, or LINK_SURFACE and its surface */
	uint32_t links_capacity;
	struct vocab folds; /* tag: number of the key */
	struct vocab keys;  /* of the lexeme_hash() */

	uint8_t *stream; /* numbers of surfaces as varints */
	size_t stream_size, stream_capacity;
	struct gathered {
		uint32_t segment, at; /* where its tokens begin in the stream */
	} * segments;
	uint32_t n, capacity;
	uint64_t n_tokens;
	struct buf denormal; /* struct denormal of each text that is not in NFC */
	struct buf nfc;
	bool closed; /* finished, or broken by a failure */
};

static inline const uint8_t *read_varint(const uint8_t *at, uint32_t *value)
{
	uint32_t number = *at & 0x7f;

	for (unsigned shift = 7; (*at++ & 0x80) != 0; shift += 7)
		number |= (uint32_t)(*at & 0x7f) << shift;
	*value = number;
	return at;
}

static inline uint8_t *put_varint(uint8_t *at, uint32_t value)
{
	for (; value >= 0x80; value >>= 7)
		*at++ = (uint8_t)(value | 0x80);
	*at++ = (uint8_t)value;
	return at;
}

/* Where the tokens of a gathered segment begin and end. */
static inline const uint8_t *stream_of(
	const struct builder *b, uint32_t i, const uint8_t **end)
{
	*end = b->stream + (i + 1 < b->n ? b->segments[i + 1].at : b->stream_size);
	return b->stream + b->segments[i].at;
}

/* In order of weight segments lie anywhere in the stream: brings near those that are
 * next but a few. */
enum { AHEAD = 8 };
static inline void look_ahead(const struct builder *b, const uint32_t *order, uint32_t i)
{
	if (i + 2 * AHEAD < b->n)
		__builtin_prefetch(&b->segments[order[i + 2 * AHEAD]]);
	if (i + AHEAD < b->n) {
		const uint8_t *at = b->stream + b->segments[order[i + AHEAD]].at;
		__builtin_prefetch(at);
		__builtin_prefetch(at + 64);
	}
}

/* The vocabulary and the segments in the order of the run; "form" and "old" are numbers
 * of the builder. */
struct numbering {
	uint32_t n_keys, n_folds, n_surfaces;
	uint32_t first_mark, first_inside;
	bool has_characters;
	uint32_t *old_keys;      /* [n_keys] */
	uint32_t *counts;        /* [n_keys] segments that hold the key */
	uint64_t *key_hashes;    /* [n_keys] */
	uint8_t *key_kinds;      /* [n_keys] */
	uint32_t *old_folds;     /* [n_folds] */
	uint32_t *fold_keys;     /* [n_folds] */
	uint32_t *old_surfaces;  /* [n_surfaces] forms */
	uint32_t *surface_folds; /* [n_surfaces] */
	uint32_t *form_keys;     /* by form: its key */
	uint32_t *form_surfaces; /* by form: its surface */
	uint32_t *order;         /* [n] gathered segments by weight */
	uint32_t *weights;       /* by gathered segment */
};

int numbering_make(struct builder *b, struct numbering *nb);
void numbering_finish(struct numbering *nb);

/* The postings, and where the lists of each key begin. */
int lists_write(const struct builder *b, const struct numbering *nb, struct image *im,
	struct run_trailer *trailer);

#endif
