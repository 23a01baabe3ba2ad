/* SPDX-License-Identifier: Apache-2.0
 *
 * The search index of a handle, as the files textindex*.c see it.
 *
 * Content is append-only: segments never change, units are only marked as gone or brought
 * back, numbers rise.  So a sidecar of the same epoch whose last event is in the history
 * tells the truth about a beginning of the content, however old it is; what came after it
 * is read from the tables.  Purge and restore break that, and change the epoch.
 */
#ifndef BISOTUN_TEXTINDEX_STATE_H
#define BISOTUN_TEXTINDEX_STATE_H

#include "src/index/sidecar.h"
#include "src/store/db.h"
#include "src/store/textindex-write.h"
#include "src/store/textindex.h"

/* From so many new segments on an index is written; with fewer, readers do the work of
 * reading them anew. */
#define SETTLE_SEGMENTS 3000
#define SETTLE_UNITS 50000
/* A reader does not read more than so many on its way. */
#define BEHIND_MAX 20000

/* What a read sees, as far as the index is concerned. */
struct moment {
	uint64_t epoch;
	int64_t event;
	uint32_t last_segment, last_unit;
};

/* Epoch and event: a few microseconds. */
int moment_look(bis_db *db, struct moment *m);
/* The rest. */
int moment_fill(bis_db *db, struct moment *m);
/* Both. */
int moment_read(bis_db *db, struct moment *m);
/* A number of the tables as the index keeps it; BIS_EDB where it is too large. */
int moment_number(const bis_db *db, int64_t number, uint32_t *out);
/* A hash over the event and the last things it left, which another base with the same
 * numbers does not have. *found is false where there are none such. */
int moment_print(bis_db *db, const struct moment *m, uint64_t *print, bool *found);
/* The epoch and the last event as they are now, whatever the read going on sees. */
int moment_epoch_now(bis_db *db, uint64_t *epoch);
int moment_event_now(bis_db *db, int64_t *event);

/* --- units ------------------------------------------------------------------------ */

/* A segment met after the map was made, and the units that came then and have it. */
struct late_segment {
	uint32_t segment; /* 0: empty slot */
	uint32_t lang;    /* 0: it is in the map */
	uint32_t n, capacity;
	union {
		uint32_t one;
		uint32_t *many;
	} places;
};

/* The map, and what came since. */
struct units {
	struct unitmap *map; /* borrowed; NULL none */
	uint32_t n_old;      /* units in it */
	uint64_t *flipped;   /* a bit a unit of the map that went or came back; or NULL */

	struct unit_fact *late; /* their places follow those of the map */
	uint32_t *segments_at;  /* [n_late + 1] */
	uint32_t *segments;
	size_t n_late, late_capacity, n_segments, segments_capacity;

	struct late_segment *table; /* open addressing */
	size_t n_table, table_size; /* a power of two */
};

void units_finish(struct units *u);
/* A segment that is not in the map. */
int units_add_segment(struct units *u, uint32_t segment, uint32_t lang);
struct late_segment *units_late_segment(const struct units *u, uint32_t segment);
/* From the columns id, document, day, status, gone IS NOT NULL. */
int unit_fact_read(const bis_db *db, sqlite3_stmt *s, struct unit_fact *fact);
/* Units numbered above `last_unit`. */
int units_read(bis_db *db, struct units *u, uint32_t last_unit);
/* What went or came back after an event. */
int units_read_gone(bis_db *db, struct units *u, int64_t event);
bool units_alive(struct units *u, uint32_t place);

/* --- runs ------------------------------------------------------------------------- */

/* A run in memory. */
struct own_run {
	struct buf image;
	struct run *run;
};

struct lang_runs {
	char tag[LANG_MAX];
	uint32_t id;
	size_t *shelved; /* runs of the sidecar, by their number there */
	size_t n_shelved;
	struct own_run *own; /* in order of segments */
	size_t n_own;
	size_t n_whole;    /* the first of them: a whole index; the others are small */
	struct run **runs; /* all, largest first; NULL: to be gathered anew */
	size_t n_runs;
	uint64_t n_segments;
};

/* Place of a language in t->langs; t->n_langs where it is not there. */
size_t runs_lang_place(const struct textindex *t, uint32_t id);
/* A language; made where it is missing.  NULL where there is no memory. */
struct lang_runs *runs_need_lang(struct textindex *t, uint32_t id);
/* Takes the image over. */
int runs_add_image(struct lang_runs *l, struct buf *image, bool whole);
/* Names the runs of the sidecar by language. */
int runs_adopt(struct textindex *t);
/* Segments numbered above `last_segment`, into small runs. */
int runs_read(struct textindex *t, uint32_t last_segment);
void lang_runs_free(struct lang_runs *l);

/* --- the whole -------------------------------------------------------------------- */

/* The units met in a document of an origin, kept from one search to the next. */
struct origin_units {
	size_t users; /* the cache is one */
	char *name;
	uint32_t *documents, *sighted; /* ascending */
	size_t n_documents, n_sighted;
};
void origin_units_release(struct origin_units *o);

#define ORIGINS_KEPT 4

struct textindex {
	bis_db *db;
	struct moment at;        /* what it is of */
	struct sidecar *sidecar; /* NULL: all is in memory */
	struct buf map_image;    /* where it is in memory */
	struct unitmap *own_map;
	struct units units;
	struct lang_runs **langs;
	size_t n_langs;
	uint32_t *lang_at; /* [n_lang_at] by id: place in langs, counted from 1; 0 none */
	size_t n_lang_at;
	size_t n_small; /* segments in small runs */
	bool failed;    /* something was found damaged */
	struct origin_units *origins[ORIGINS_KEPT];
	size_t next_origin;
};

int textindex_new(bis_db *db, struct textindex **out);
void textindex_freep(struct textindex **t);
/* Name of the sidecar. */
int textindex_path(const bis_db *db, struct buf *path);
/* An index over the sidecar as it is, which becomes its own (and is closed where that
 * fails); *out stays NULL where it turns out damaged. */
int textindex_adopt(bis_db *db, struct sidecar *s, struct textindex **out);
/* Opens the sidecar if it is of this base and not of a later moment than the read
 * (*ahead); else *out is NULL.  One of a moment the base has never come to is none of
 * its own: an older copy of the base was put in the place of the one it was made for. */
int textindex_open_sidecar(
	bis_db *db, const struct moment *now, struct sidecar **out, bool *ahead);

#endif
