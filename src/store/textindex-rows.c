/* SPDX-License-Identifier: Apache-2.0
 *
 * What is shown of a segment or unit that a search has found.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/store/db.h"
#include "src/store/textindex.h"
#include "src/xml/markup.h"

static int missing(const bis_db *db, const char *what, uint32_t number)
{
	return err_set(
		BIS_EDB, "%s: %s %lu is missing", db->path, what, (unsigned long)number);
}

int store_segment_text(bis_db *db, uint32_t segment, const char **text, size_t *size)
{
	static const char sql[] = "SELECT text FROM segment WHERE id = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	*text = "";
	*size = 0;
	sql_int(s, 1, segment);
	int rc = sql_step(db, s);
	if (rc <= 0)
		return rc < 0 ? rc : missing(db, "segment", segment);
	sql_column_buf(s, 0, &db->shown);
	if (!buf_ok(&db->shown))
		return err_nomem();
	*text = buf_str(&db->shown);
	*size = db->shown.size;
	return 0;
}

int store_segment_find(
	bis_db *db, uint32_t lang, const char *text, size_t size, uint32_t *segment)
{
	static const char sql[] = "SELECT id FROM segment"
				  " WHERE hash = ?1 AND lang = ?2 AND text = ?3";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, (int64_t)hash_bytes(text, size, lang));
	sql_int(s, 2, lang);
	sql_bytes(s, 3, text, size);
	int rc = sql_step(db, s);
	*segment = rc > 0 ? (uint32_t)sql_column_int(s, 0) : 0;
	return rc < 0 ? rc : 0;
}

void unit_row_finish(struct unit_row *r)
{
	buf_free(&r->origin);
	buf_free(&r->document);
	buf_free(&r->attrs);
	buf_free(&r->extra);
	buf_free(&r->who);
	buf_free(&r->tuid);
}

static bool attribute(const struct buf *attrs, const char *name, struct buf *value)
{
	return markup_attr_get(buf_str(attrs), attrs->size, name, value);
}

/* Who changed it last, else made it: the unit says so, or one of its variants. */
static int find_who(bis_db *db, uint32_t unit, struct unit_row *row)
{
	static const char sql[] = "SELECT attrs FROM variant WHERE unit = ?1"
				  " AND attrs IS NOT NULL ORDER BY pos";
	static const char *const names[] = { "changeid", "creationid" };
	int rc = 0;

	for (size_t k = 0; k < N_ELEMENTS(names); k++) {
		cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
		if (attribute(&row->attrs, names[k], &row->who))
			return 0;
		sql_int(s, 1, unit);
		while ((rc = sql_step(db, s)) > 0)
			if (markup_attr_get(sql_column_text(s, 0), sql_column_size(s, 0),
				    names[k], &row->who))
				return 0;
		if (rc < 0)
			return rc;
	}
	buf_clear(&row->who);
	return 0;
}

static bool row_ok(const struct unit_row *r)
{
	return buf_ok(&r->origin) && buf_ok(&r->document) && buf_ok(&r->attrs) &&
	       buf_ok(&r->extra) && buf_ok(&r->who) && buf_ok(&r->tuid);
}

int store_unit_row(bis_db *db, uint32_t unit, struct unit_row *row)
{
	static const char sql[] =
		"SELECT o.name, d.path, u.attrs, u.extra, u.status, u.day FROM unit u"
		" JOIN document d ON d.id = u.document JOIN origin o ON o.id = d.origin"
		" WHERE u.id = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, unit);
	int rc = sql_step(db, s);
	if (rc <= 0)
		return rc < 0 ? rc : missing(db, "unit", unit);
	sql_column_buf(s, 0, &row->origin);
	sql_column_buf(s, 1, &row->document);
	sql_column_buf(s, 2, &row->attrs);
	sql_column_buf(s, 3, &row->extra);
	row->reviewed = sql_column_int(s, 4) != 0;
	row->day = (uint32_t)sql_column_int(s, 5);
	buf_clear(&row->tuid);
	attribute(&row->attrs, "tuid", &row->tuid);
	rc = find_who(db, unit, row);
	return rc == 0 && !row_ok(row) ? err_nomem() : rc;
}

int store_variant_markup(bis_db *db, uint32_t unit, uint32_t segment, struct buf *markup)
{
	static const char sql[] = "SELECT markup FROM variant WHERE unit = ?1"
				  " AND segment = ?2 ORDER BY pos LIMIT 1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	buf_clear(markup);
	sql_int(s, 1, unit);
	sql_int(s, 2, segment);
	int rc = sql_step(db, s);
	if (rc > 0)
		sql_column_buf(s, 0, markup);
	return rc < 0 ? rc : buf_ok(markup) ? 0 : err_nomem();
}

/* The segment of a unit in the language, 0 none. */
static int segment_in(bis_db *db, int64_t unit, uint32_t lang, uint32_t *segment)
{
	static const char sql[] =
		"SELECT v.segment FROM variant v JOIN segment s ON s.id = v.segment"
		" WHERE v.unit = ?1 AND s.lang = ?2 ORDER BY v.pos LIMIT 1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, unit);
	sql_int(s, 2, lang);
	int rc = sql_step(db, s);
	*segment = rc > 0 ? (uint32_t)sql_column_int(s, 0) : 0;
	return rc < 0 ? rc : 0;
}

/* Units of one document stand together, so few rows are looked at. */
static int neighbour(
	bis_db *db, const char *literal, uint32_t unit, uint32_t lang, uint32_t *segment)
{
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, literal);

	*segment = 0;
	sql_int(s, 1, unit);
	int rc = sql_step(db, s);
	if (rc <= 0 || sql_column_int(s, 1) == 0)
		return rc < 0 ? rc : 0;
	return segment_in(db, sql_column_int(s, 0), lang, segment);
}

/* Only so many rows are looked at for the neighbour: where a document was taken apart by
 * edits its next unit may be a million rows away. */
int store_unit_neighbours(
	bis_db *db, uint32_t unit, uint32_t lang, uint32_t *before, uint32_t *after)
{
	static const char previous[] =
		"SELECT id, 1 FROM (SELECT id, document, gone FROM unit WHERE id < ?1"
		" ORDER BY id DESC LIMIT 1000) WHERE gone IS NULL"
		" AND document = (SELECT document FROM unit WHERE id = ?1)"
		" ORDER BY id DESC LIMIT 1";
	static const char next[] =
		"SELECT id, 1 FROM (SELECT id, document, gone FROM unit WHERE id > ?1"
		" ORDER BY id LIMIT 1000) WHERE gone IS NULL"
		" AND document = (SELECT document FROM unit WHERE id = ?1)"
		" ORDER BY id LIMIT 1";
	int rc = neighbour(db, previous, unit, lang, before);

	return rc < 0 ? rc : neighbour(db, next, unit, lang, after);
}
