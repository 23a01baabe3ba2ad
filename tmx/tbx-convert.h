/* SPDX-License-Identifier: Apache-2.0
 *
 * Making a data category fit a version and dialect of TBX, by the list at the head of
 * tbx-map.c.  What does not fit becomes a note or is left out; either is told.
 */
#ifndef BISOTUN_TBX_CONVERT_H
#define BISOTUN_TBX_CONVERT_H

#include "tmx/dropped.h"
#include "tmx/tbx-fields.h"
#include "tmx/tbx-ids.h"
#include "tmx/tbx-map.h"

enum tbx_version { TBX_V3, TBX_V2, TBX_2013 };

struct tbx_convert {
	enum tbx_version version;
	enum tbx_dialect dialect; /* TBX_AS_IS: every category is welcome */
	struct dropped *dropped;
	const char *where; /* the entry, for what is told */
	unsigned once; /* TBX-Min: categories the level has, of which it may have one */
	struct tbx_ids ids;    /* in the file so far */
	struct tbx_ids sought; /* targets … */
	struct buf targets;    /* … and their names, each ended by a line feed */
	struct buf type, value, scratch;
	bool failed; /* out of memory */
};

void tbx_convert_finish(struct tbx_convert *v);

/* An id fit for the file and used in it by nothing else; what `id` becomes when it is
 * free. */
void tbx_unique_id(struct tbx_convert *v, const char *id, struct buf *out);
/* The id that a target points at; it is remembered as sought. */
void tbx_target(struct tbx_convert *v, const char *target, struct buf *out);

/* Adds to `out` what the element becomes on that level.  With `note` false it becomes no
 * note: who asks has another way to say it. */
void tbx_convert_item(struct tbx_convert *v, const struct tbx_item *item,
	enum tbx_level level, bool note, struct buf *out);
/* Text with hi and the like; `term`: as it may stand in <term>. */
void tbx_convert_inline(struct tbx_convert *v, const char *inner, size_t size, bool term,
	struct buf *out);
/* Whether the element says what only a language or concept may say in TBX 3: a
 * definition. */
bool tbx_is_definition(struct tbx_convert *v, const struct tbx_item *item);

#endif
