/* SPDX-License-Identifier: Apache-2.0
 *
 * The search index of the memory, as the layers above see it: always of the moment of
 * the read it is used in.
 *
 * Under it lie the runs of the sidecar FILE-index, and beside them, in memory, small
 * runs of the segments that came since, and a note of the units that were added,
 * removed or brought back since.  A reader never waits for an index to be made, unless
 * there is none at all, or one far behind; writers put a new sidecar in place when
 * enough has come (textindex_settle).
 *
 * All of it is used between store_read_begin() and store_read_end().
 */
#ifndef BISOTUN_TEXTINDEX_H
#define BISOTUN_TEXTINDEX_H

#include "bisotun/db.h"
#include "src/index/run.h"
#include "src/index/unitmap.h"

struct textindex;

/* The index of this handle, brought up to the state that the current read sees;
 * borrowed until the next call of it, or close. */
int store_textindex(bis_db *db, struct textindex **out);
/* After a search: 1 where a run turned out damaged on the way; the index was thrown
 * away, its answer is worth nothing, and store_textindex() makes another. */
int textindex_failed(struct textindex *t);

/* Asks the index of this moment; where that turns out damaged on the way, what ask() found
 * is worth nothing, and it is called once more with another, to begin anew. */
int textindex_ask(
	bis_db *db, int (*ask)(void *ctx, struct textindex *index), void *ctx);

/* Languages that have runs, as canonical tags. */
size_t textindex_n_langs(const struct textindex *t);
const char *textindex_lang(const struct textindex *t, size_t i);
uint32_t textindex_lang_id(const struct textindex *t, size_t i); /* of table lang */

/* The runs of one of them, largest first; opened as needed. */
int textindex_runs(
	struct textindex *t, size_t lang, struct run *const **runs, size_t *n_runs);
/* The run that holds the segment, and its place in it; *run NULL where none does. */
int textindex_place(
	struct textindex *t, uint32_t segment, struct run **run, uint32_t *place);
uint64_t textindex_n_segments(const struct textindex *t, size_t lang);

/* Units by their place; places [0, textindex_n_units) hold removed ones too. */
uint32_t textindex_n_units(const struct textindex *t);
bool textindex_alive(struct textindex *t, uint32_t place);
const struct unit_fact *textindex_unit(struct textindex *t, uint32_t place);
const uint32_t *textindex_segments(struct textindex *t, uint32_t place, size_t *n);
uint32_t textindex_segment_lang(struct textindex *t, uint32_t segment); /* lang id */

/* The units that hold a segment and are not removed. */
struct units_of {
	struct textindex *index;
	const uint32_t *old, *added; /* places */
	size_t n_old, n_added;
};
void units_of(struct textindex *t, uint32_t segment, struct units_of *u);
/* 1 and a place, or 0. */
bool units_of_next(struct units_of *u, uint32_t *place);

/* Which units a search may give: all fields that are set must agree. */
struct unit_filter {
	const char *origin;    /* name; units met again in a document of it count too */
	int status;            /* -1 all, else as unit_fact.status */
	uint32_t since, until; /* days, 0 none; a unit without a day is never in */
};
/* Read once, asked often. */
struct unit_sieve;
int unit_sieve_new(bis_db *db, struct textindex *t, const struct unit_filter *filter,
	struct unit_sieve **out);
bool unit_sieve_passes(struct unit_sieve *s, uint32_t place);
void unit_sieve_free(struct unit_sieve *s);

/* Texts: the bytes of a segment; borrowed until the next call.  BIS_EDB where it is
 * not there. */
int store_segment_text(bis_db *db, uint32_t segment, const char **text, size_t *size);
/* The segment of the language (number) with exactly these bytes; 0 none. */
int store_segment_find(
	bis_db *db, uint32_t lang, const char *text, size_t size, uint32_t *segment);
/* What else is shown of a unit. */
struct unit_row {
	struct buf origin, document, attrs, extra; /* attrs, extra: canonical markup */
	struct buf who;  /* changeid, else creationid; "" unknown */
	struct buf tuid; /* "" none */
	bool reviewed;
	uint32_t day;
};
void unit_row_finish(struct unit_row *r);
int store_unit_row(bis_db *db, uint32_t unit, struct unit_row *row);
/* Markup of the variant of `unit` that has `segment`; "" where it has no codes. */
int store_variant_markup(bis_db *db, uint32_t unit, uint32_t segment, struct buf *markup);
/* The segments (0: none) in the same language that stand before and after the unit in
 * its document, by order of units. */
int store_unit_neighbours(
	bis_db *db, uint32_t unit, uint32_t lang, uint32_t *before, uint32_t *after);

/* All segments, in order of their numbers: texts are borrowed until the next call. */
struct segment_cursor;
int store_segments_open(bis_db *db, struct segment_cursor **out);
/* 1 a segment, 0 no more. */
int store_segments_next(
	struct segment_cursor *c, uint32_t *segment, const char **text, size_t *size);
void store_segments_close(struct segment_cursor *c);

#endif
