/* SPDX-License-Identifier: Apache-2.0
 *
 * Which unit holds which segments, and what filters ask of units, without asking the
 * database a row at a time.
 *
 * An image like that of a run: written once, mapped.  Units are numbered in order of
 * their number in the base ("place" below); all of one moment are in it, with what was
 * true then.  What came later is kept beside it by the store (textindex.h).
 */
#ifndef BISOTUN_UNITMAP_H
#define BISOTUN_UNITMAP_H

#include "src/index/build.h"

struct unit_fact {
	uint32_t id;       /* number in the base */
	uint32_t document; /* number of the document it came in */
	uint32_t day;      /* YYYYMMDD, 0 unknown */
	uint8_t status;    /* 0 unreviewed, 1 reviewed */
	uint8_t gone;      /* 1: removed at that moment */
	uint16_t spare;
};

struct unitmap; /* mapped */

int unitmap_open(
	const void *image, size_t size, const uint32_t *sums, struct unitmap **out);
void unitmap_close(struct unitmap *m);
bool unitmap_damaged(const struct unitmap *m);

uint32_t unitmap_count(const struct unitmap *m);
uint32_t unitmap_last_segment(const struct unitmap *m); /* largest number; 0 none */

/* NULL where damaged; place < count. */
const struct unit_fact *unitmap_fact(struct unitmap *m, uint32_t place);
/* Place of the unit with this number, or RUN_NONE. */
uint32_t unitmap_find(struct unitmap *m, uint32_t id);
/* Segments of its variants, in order; n 0 where damaged. */
const uint32_t *unitmap_segments(struct unitmap *m, uint32_t place, size_t *n);
/* Places of the units that hold the segment, ascending; n 0 where there is none. */
const uint32_t *unitmap_units(struct unitmap *m, uint32_t segment, size_t *n);
/* Number of the segment's language (table lang); 0 unknown. */
uint32_t unitmap_lang(struct unitmap *m, uint32_t segment);

struct unitmap_builder;
int unitmap_builder_new(struct unitmap_builder **out);
void unitmap_builder_free(struct unitmap_builder *b);
/* Ascending by fact->id; segments in order of the variants. */
int unitmap_add(struct unitmap_builder *b, const struct unit_fact *fact,
	const uint32_t *segments, size_t n);
int unitmap_set_lang(struct unitmap_builder *b, uint32_t segment, uint32_t lang);
int unitmap_finish(struct unitmap_builder *b, const struct image_sink *sink);

#endif
