/* SPDX-License-Identifier: Apache-2.0
 *
 * The translation unit: one segment in any number of languages, none privileged, with all
 * that its file said of it.  This is the neutral record between every exchange format and
 * the store.
 *
 * A record owns its buffers and is used again for the next unit (unit_reset), so reading
 * a file of any size takes the memory of its largest unit.  Attributes, props, notes and
 * inline codes are kept as canonical markup (src/xml/markup.h) in the vocabulary of TMX
 * 1.4b; formats that have other words for them translate at their own door.
 */
#ifndef BISOTUN_UNIT_H
#define BISOTUN_UNIT_H

#include "src/base/buf.h"

#define UNIT_MAX_SIZE ((size_t)16 << 20) /* bytes of one unit as we keep it */
#define UNIT_MAX_CHILDREN 100000         /* elements in one unit */

enum unit_status { UNIT_UNREVIEWED, UNIT_REVIEWED };

struct variant {
	struct buf lang; /* as written; "" where the file gave none */
	/* canonical attributes of <tuv>, in order, the language left out */
	struct buf attrs;
	struct buf extra;  /* canonical <prop> and <note> elements, in order */
	struct buf text;   /* what a translator sees: native codes left out, hi kept */
	struct buf markup; /* canonical content of <seg>, where it is more than text */
	bool tagged;       /* markup holds the segment */
	bool empty;        /* the variant has no <seg> at all */
};

struct unit {
	long line; /* where it begins in its file */
	enum unit_status status;
	/* canonical attributes of <tu>, in order; tuid and dates among them */
	struct buf attrs;
	struct buf extra;
	struct variant *variants;
	size_t n_variants;
	/* of variants; those past n_variants keep their buffers for reuse */
	size_t capacity;
};

void unit_init(struct unit *u);
void unit_finish(struct unit *u);
void unit_reset(struct unit *u);
bool unit_ok(const struct unit *u); /* false once any of its buffers found no memory */

/* A new, empty variant at the end, or NULL where there is no memory. */
struct variant *unit_add(struct unit *u);

/* Bytes kept, for the bound above. */
size_t unit_size(const struct unit *u);

#endif
