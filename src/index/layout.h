/* SPDX-License-Identifier: Apache-2.0
 *
 * Where things are in the image of a run: numbers in the byte order of the machine,
 * sections, and a trailer at the end.
 *
 * The lists of a key begin with a byte: which tiers have any (bits 0 to 3) and which of
 * those hold one segment only (bits 4 to 7).  For each longer list follow the number of
 * its segments and its size in bytes, as varints; then the lists, in order of tiers.
 * The list of one segment is its varint.  One of up to POSTINGS_BLOCK is the first
 * segment and the distances to the next.  Of a longer one, a table of blocks comes
 * first, eight bytes each: the block's first segment, and where its distances begin
 * behind the table.
 */
#ifndef BISOTUN_LAYOUT_H
#define BISOTUN_LAYOUT_H

#include "src/index/image.h"

#define RUN_MAGIC UINT64_C(0x42697375526e0101)
#define RUN_VERSION 2u

enum section {
	SECTION_KEY_KINDS,
	SECTION_KEY_HASHES,
	SECTION_KEY_TABLE,
	SECTION_KEY_FOLDS,
	SECTION_FOLD_KEYS,
	SECTION_FOLD_SURFACES,
	SECTION_FOLD_ORDER,
	SECTION_FOLD_TEXTS_AT,
	SECTION_FOLD_TEXTS,
	SECTION_SURFACE_FOLDS,
	SECTION_INSIDE_KINDS,
	SECTION_SURFACE_TEXTS_AT,
	SECTION_SURFACE_TEXTS,
	SECTION_SEGMENTS,
	SECTION_WEIGHTS,
	SECTION_BY_SEGMENT,
	SECTION_TOKENS_AT,
	SECTION_TOKENS,
	SECTION_SKETCHES,
	SECTION_POSTINGS,
	SECTION_POSTINGS_AT,
	SECTION_DENORMAL,
	N_SECTIONS
};

/* Eight-byte numbers first: no padding between them. */
struct run_trailer {
	struct extent sections[N_SECTIONS];
	uint64_t n_tokens;
	uint32_t n, first_segment, last_segment;
	uint32_t n_keys, n_folds, n_surfaces, n_slots;
	uint32_t ordinal_key, date_key, number_key, first_mark, inside_key;
	uint32_t first_inside;
	uint32_t has_characters;
	uint32_t n_denormal, unused;
	char lang[LANG_MAX];
	uint64_t size; /* of the whole image */
	uint64_t version;
	uint64_t magic;
};

/* Whether what weighs `rest` from here on puts the key here into the prefix of a tier
 * of a segment of weight `whole`: the first of its tiers. */
static inline enum tier tier_of(uint64_t rest, uint64_t whole)
{
	if (100 * rest >= 70 * whole)
		return TIER_70;
	if (100 * rest >= 55 * whole)
		return TIER_55;
	if (100 * rest >= 40 * whole)
		return TIER_40;
	return TIER_REST;
}

enum { SKIP_SIZE = 8, LIST_HEAD_MAX = 1 + 2 * 5 * N_TIERS };

#endif
