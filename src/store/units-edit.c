/* SPDX-License-Identifier: Apache-2.0
 *
 * Units one by one: added here, edited, removed.
 *
 * A unit never changes.  An edited one is another unit in the same document, and the old
 * one is gone by the same event, so that taking the event back is the same as for an
 * import.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "src/base/err.h"
#include "src/store/intake.h"
#include "src/store/units.h"
#include "src/text/lang.h"
#include "src/xml/markup.h"

int store_unit_find(bis_db *db, const char *id, int64_t *number)
{
	static const char sql[] = "SELECT 1 FROM unit WHERE id = ?1 AND gone IS NULL";
	int rc = unit_number(id, number);

	if (rc < 0)
		return rc;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	sql_int(s, 1, *number);
	rc = sql_step(db, s);
	if (rc == 0)
		return err_set(
			BIS_ENOTFOUND, "there is no unit U%lld", (long long)*number);
	return rc < 0 ? rc : 0;
}

/* --- loading -------------------------------------------------------------------- */

static int load_variants(bis_db *db, int64_t number, struct unit *u)
{
	static const char sql[] =
		"SELECT s.lang, s.text, v.written, v.empty, v.attrs, v.extra, v.markup"
		" FROM variant v JOIN segment s ON s.id = v.segment WHERE v.unit = ?1"
		" ORDER BY v.pos";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc;

	sql_int(s, 1, number);
	while ((rc = sql_step(db, s)) > 0) {
		rc = unit_add_row(db, s, 0, u);
		if (rc < 0)
			return rc;
	}
	return rc;
}

int store_unit_load(bis_db *db, int64_t number, struct unit *u, int64_t *document)
{
	static const char sql[] =
		"SELECT document, status, attrs, extra FROM unit WHERE id = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	unit_reset(u);
	sql_int(s, 1, number);
	int rc = sql_step(db, s);
	if (rc <= 0)
		return rc < 0 ? rc
			      : err_set(BIS_ENOTFOUND, "there is no unit U%lld",
					(long long)number);
	*document = sql_column_int(s, 0);
	u->status = sql_column_int(s, 1) != 0 ? UNIT_REVIEWED : UNIT_UNREVIEWED;
	sql_column_buf(s, 2, &u->attrs);
	sql_column_buf(s, 3, &u->extra);
	rc = load_variants(db, number, u);
	return rc == 0 && !unit_ok(u) ? err_nomem() : rc;
}

/* --- documents of what is made here --------------------------------------------- */

static int origin_number(bis_db *db, const char *name, int64_t *origin)
{
	static const char make[] = "INSERT OR IGNORE INTO origin (name) VALUES (?1)";
	static const char find[] = "SELECT id FROM origin WHERE name = ?1";
	cleanup(sql_done) sqlite3_stmt *m = sql_get(db, make);

	sql_text(m, 1, name);
	int rc = sql_run(db, m);
	if (rc < 0)
		return rc;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, find);
	sql_text(s, 1, name);
	rc = sql_step(db, s);
	*origin = rc > 0 ? sql_column_int(s, 0) : 0;
	return rc < 0 ? rc : 0;
}

int store_document_here(bis_db *db, const char *name, int64_t *document)
{
	static const char find[] = "SELECT id FROM document WHERE hash = 0 AND path = ''"
				   " AND origin = ?1 AND gone IS NULL";
	static const char make[] =
		"INSERT INTO document (origin, event, path, format, hash)"
		" VALUES (?1, ?2, '', '', 0)";
	int64_t origin;

	int rc = origin_number(db, name, &origin);
	if (rc < 0)
		return rc;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, find);
	sql_int(s, 1, origin);
	rc = sql_step(db, s);
	if (rc != 0) {
		*document = rc > 0 ? sql_column_int(s, 0) : 0;
		return rc < 0 ? rc : 0;
	}
	cleanup(sql_done) sqlite3_stmt *m = sql_get(db, make);
	sql_int(m, 1, origin);
	sql_int(m, 2, db->event);
	rc = sql_run(db, m);
	*document = sql_last_id(db);
	return rc;
}

/* --- writing -------------------------------------------------------------------- */

int store_unit_insert(bis_db *db, const struct unit *u, int64_t document, int64_t *number)
{
	cleanup(intake_closep) struct intake *i = calloc(1, sizeof(*i));

	if (i == NULL)
		return err_nomem();
	i->db = db;
	i->document = document;
	return intake_insert(i, u, number);
}

int store_unit_remove(bis_db *db, int64_t number)
{
	static const char sql[] =
		"UPDATE unit SET gone = ?2 WHERE id = ?1 AND gone IS NULL";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, number);
	sql_int(s, 2, db->event);
	int rc = sql_run(db, s);
	if (rc == 0)
		store_touch(db, sql_changes(db));
	return rc;
}

/* Where the old unit was met, the new one counts as met too. */
static int take_over_sightings(bis_db *db, int64_t from, int64_t to)
{
	static const char sql[] =
		"INSERT INTO sighting (unit, document, event)"
		" SELECT ?2, document, ?3 FROM sighting WHERE unit = ?1 AND gone IS NULL";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, from);
	sql_int(s, 2, to);
	sql_int(s, 3, db->event);
	return sql_run(db, s);
}

int store_unit_replace(bis_db *db, int64_t number, const struct unit *u, int64_t document,
	int64_t *new_number)
{
	int rc = store_unit_remove(db, number);

	if (rc == 0)
		rc = store_unit_insert(db, u, document, new_number);
	return rc < 0 ? rc : take_over_sightings(db, number, *new_number);
}

/* --- what matches ask of units and documents -------------------------------------- */

void **store_finder(bis_db *db, void (*finder_free)(void *finder))
{
	db->finder_free = finder_free;
	return &db->finder;
}

const char *store_path(const bis_db *db)
{
	return db->path;
}

int store_document_origin(bis_db *db, int64_t document, struct buf *origin)
{
	static const char sql[] = "SELECT o.name FROM document d JOIN origin o"
				  " ON o.id = d.origin WHERE d.id = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	buf_clear(origin);
	sql_int(s, 1, document);
	int rc = sql_step(db, s);
	if (rc > 0)
		sql_column_buf(s, 0, origin);
	return rc < 0 ? rc : buf_ok(origin) ? 0 : err_nomem();
}

int store_concept_kind(bis_db *db, int64_t concept, enum concept_kind *kind)
{
	static const char sql[] = "SELECT kind FROM concept WHERE id = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, concept);
	int rc = sql_step(db, s);
	*kind = rc > 0 ? (enum concept_kind)sql_column_int(s, 0) : KIND_TERM;
	return rc < 0 ? rc : 0;
}
