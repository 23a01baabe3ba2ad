/* SPDX-License-Identifier: Apache-2.0
 *
 * The face of the store to the layers above it: records in, records out, and nothing of
 * SQLite.
 *
 * A write is
 *
 *	store_begin(db, "import")              waits for other writers
 *	… store_unit_put(), store_concept_put() …
 *	store_commit(db, "3 units added")       one event, or none where nothing changed
 *
 * and store_rollback() takes everything back.  A dry run commits by taking everything
 * back.
 */
#ifndef BISOTUN_STORE_H
#define BISOTUN_STORE_H

#include "bisotun/exchange.h"
#include "bisotun/terms.h"
#include "src/base/base.h"
#include "termbase/concept.h"
#include "tmx/format.h"
#include "tmx/unit.h"

/* --- writes --------------------------------------------------------------------- */

int store_begin(bis_db *db, const char *what);
int store_commit(bis_db *db, const char *summary);
void store_rollback(bis_db *db); /* fine where nothing was begun */

/* For the length of a big import: room for more of the file in memory. */
int store_bulk(bis_db *db, bool on);

/* To be told by whoever changes content within a write; a write without it leaves no
 * event. */
void store_touch(bis_db *db, int64_t changes);
const char *store_user(const bis_db *db);

/* A read that sees one state of the base over several statements. */
int store_read_begin(bis_db *db);
void store_read_end(bis_db *db);

/* Whether the path leads to the file of the base itself. */
bool store_is_at(const bis_db *db, const char *path);

/* --- files coming in ------------------------------------------------------------ */

/* What is being imported: one file, its document, and what of it was met so far. */
struct intake;

struct intake_options {
	const char *origin; /* name; needed */
	const char *path;   /* of the file, for the record */
	enum bis_on_conflict on_conflict;
	const char *status; /* of units: "reviewed", "unreviewed"; NULL as read */
};

int intake_open(bis_db *db, const struct intake_options *options, struct intake **out);
/* The document's head, before its records; called again with the tail at the end. */
int intake_head(struct intake *i, const struct document *d);
int intake_tail(struct intake *i, const struct document *d);
void intake_close(struct intake *i);
void intake_closep(struct intake **i);

enum put {
	PUT_ADDED,
	PUT_MERGED, /* known already, or its news were added to what was there */
	PUT_SKIPPED /* left out because of what is there (BIS_CONFLICT_KEEP) */
};

struct put_result {
	enum put what;
	bool conflict; /* same tuid or source, other targets; same concept, other facts */
	/* of a skip or a conflict, for people; "" none; borrowed until the next put */
	const char *reason;
};

int store_unit_put(struct intake *i, const struct unit *u, struct put_result *result);
int store_concept_put(
	struct intake *i, const struct concept *c, struct put_result *result);
/* When all files have come: ties relations to their targets by id (same origin
 * first); those of this write that stay open are told. */
int store_relations_resolve(bis_db *db,
	void (*open)(void *ctx, const char *concept, const char *target), void *ctx);

/* --- records going out ---------------------------------------------------------- */

struct record_filter {
	const char *origin; /* name; NULL all */
	const char *since;  /* day; NULL all */
	const char *status; /* "reviewed" …, or a form status; NULL all */
	const char *at;     /* forms valid on this day; NULL all */
	/* canonical; units with at least two of them (one where only one is asked for),
	 * and only these variants; n 0: all */
	const char *const *langs;
	size_t n_langs;
	const char *source; /* canonical: no unit without a variant in it; NULL any */
};

struct unit_cursor;
int store_units_open(
	bis_db *db, const struct record_filter *filter, struct unit_cursor **out);
/* 1 filled *u (reset first), 0 no more. `*document` is the number of the document it
 * came in. */
int store_units_next(struct unit_cursor *c, struct unit *u, int64_t *document);
void store_units_close(struct unit_cursor *c);

struct concept_cursor;
int store_concepts_open(
	bis_db *db, const struct record_filter *filter, struct concept_cursor **out);
int store_concepts_next(
	struct concept_cursor *c, struct concept *record, int64_t *document);
void store_concepts_close(struct concept_cursor *c);

/* The documents whose units (or concepts) the filter lets through, in order of import. */
int store_documents(bis_db *db, const struct record_filter *filter, bool concepts,
	int64_t **ids, size_t *n);
int store_document_get(bis_db *db, int64_t id, struct document *d);
/* How many units (concepts) the filter lets through. */
int store_count(
	bis_db *db, const struct record_filter *filter, bool concepts, int64_t *n);

/* --- concepts one by one -------------------------------------------------------- */

/* Number of the concept with this id ("sco", "C217"); BIS_ENOTFOUND. */
int store_concept_find(bis_db *db, const char *id, int64_t *number);
/* What a record doesn't say of a stored concept. */
struct concept_facts {
	struct buf key; /* its id in the database */
	struct buf origin;
	int64_t *form_ids; /* in the order of sections and forms */
	size_t n_forms;
	size_t capacity;
};
void concept_facts_finish(struct concept_facts *f);
/* Fills `record` (reset first) and, unless NULL, `facts`. */
int store_concept_load(
	bis_db *db, int64_t number, struct concept *record, struct concept_facts *facts);
/* Inside a write.  A new concept; *number and its key come back. */
int store_concept_insert(bis_db *db, const struct concept *record, int64_t document,
	int64_t *number, struct buf *key);
/* Puts the record in the place of what the concept was; the old goes to the history. */
int store_concept_replace(bis_db *db, int64_t number, const struct concept *record);
int store_concept_remove(bis_db *db, int64_t number);

/* The concept's key, and the form that stands for it best: in the first of the
 * languages (canonical) that it has, else any; valid on the day `at` (NULL: not yet
 * ended) before others; then by status and kind.  "" where it has no form at all. */
int store_concept_label(bis_db *db, int64_t number, const char *const *langs,
	size_t n_langs, const char *at, struct buf *key, struct buf *label);

/* One relation seen from either end. */
struct relation_row {
	int64_t other; /* number of the other concept; 0 where it is not in the base */
	bool backwards;
	struct relation relation;
};
/* Calls `row` for each relation of the concept, both ways round.  `row` must not ask
 * for relations itself. */
int store_relations(bis_db *db, int64_t concept,
	int (*row)(void *ctx, const struct relation_row *r), void *ctx);

/* --- units one by one ------------------------------------------------------------ */

/* Number of the unit with this id ("U12"); BIS_ENOTFOUND where it is not there (any
 * more). */
int store_unit_find(bis_db *db, const char *id, int64_t *number);
/* Fills *u (reset first); `*document` is the number of the document it came in. */
int store_unit_load(bis_db *db, int64_t number, struct unit *u, int64_t *document);

/* Inside a write. The document, made where there is none, of units that were not read
 * from a file but made here, under the name of that origin. */
int store_document_here(bis_db *db, const char *origin, int64_t *document);
int store_unit_insert(
	bis_db *db, const struct unit *u, int64_t document, int64_t *number);
int store_unit_remove(bis_db *db, int64_t number);
/* Puts another unit in the place of one; that goes to the history. */
int store_unit_replace(bis_db *db, int64_t number, const struct unit *u, int64_t document,
	int64_t *new_number);

/* --- finding units (src/find) ---------------------------------------------------- */

/* See src/store/textindex.h; and: */

/* Where src/find keeps what is dear to make from one question to the next; NULL at
 * first.  `free` is called with what is there when the handle is closed. */
void **store_finder(bis_db *db, void (*free)(void *finder));
/* The path of the base. */
const char *store_path(const bis_db *db);
/* The name of the origin of a document; "" where there is no such document. */
int store_document_origin(bis_db *db, int64_t document, struct buf *origin);
/* KIND_TERM where there is no such concept. */
int store_concept_kind(bis_db *db, int64_t concept, enum concept_kind *kind);

/* --- finding forms (src/find) --------------------------------------------------- */

/* See src/store/termindex.h. */

#endif
