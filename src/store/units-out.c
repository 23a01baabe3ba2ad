/* SPDX-License-Identifier: Apache-2.0
 *
 * Units going out: one statement in the order of import, one record at a time.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/store/db.h"
#include "src/store/units.h"
#include "src/text/lang.h"

/* The languages of the base that answer for one asked for, `en-GB` for `en`, as a
 * list of ids. */
static int langs_answering(bis_db *db, const char *wanted, struct buf *list)
{
	static const char sql[] = "SELECT id, tag FROM lang";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc;

	while ((rc = sql_step(db, s)) > 0)
		if (lang_distance(wanted, sql_column_text(s, 1)) >= 0)
			buf_addf(list, "%s%lld", list->size == 0 ? "" : ",",
				(long long)sql_column_int(s, 0));
	return rc < 0 ? rc : buf_ok(list) ? 0 : err_nomem();
}

/* Which variants go out, as SQL over alias `s`; "1" for all. */
static int lang_condition(bis_db *db, const struct record_filter *filter, struct buf *sql)
{
	cleanup(buf_free) struct buf ids = BUF_INIT;

	for (size_t k = 0; k < filter->n_langs; k++) {
		cleanup(buf_free) struct buf one = BUF_INIT;
		int rc = langs_answering(db, filter->langs[k], &one);
		if (rc < 0)
			return rc;
		if (one.size > 0)
			buf_addf(&ids, "%s%s", ids.size == 0 ? "" : ",", buf_str(&one));
	}
	if (filter->n_langs == 0)
		buf_adds(sql, "1");
	else
		buf_addf(sql, "s.lang IN (%s)", buf_str(&ids));
	return buf_ok(sql) && buf_ok(&ids) ? 0 : err_nomem();
}

/* A unit goes out if, of several languages asked for, at least two are there, the
 * source language among them. */
static int has_langs(bis_db *db, const struct record_filter *filter, struct buf *sql)
{
	size_t needed = filter->n_langs < 2 ? filter->n_langs : 2;
	cleanup(buf_free) struct buf sum = BUF_INIT;

	for (size_t k = 0; k < filter->n_langs; k++) {
		cleanup(buf_free) struct buf one = BUF_INIT;
		int rc = langs_answering(db, filter->langs[k], &one);
		if (rc < 0)
			return rc;
		buf_addf(&sum, "%smax(s.lang IN (%s))", k == 0 ? "" : " + ",
			buf_str(&one));
	}
	if (needed > 0)
		buf_addf(sql,
			" AND (SELECT %s FROM variant v JOIN segment s ON s.id = "
			"v.segment"
			" WHERE v.unit = u.id) >= %zu",
			buf_str(&sum), needed);
	return buf_ok(sql) && buf_ok(&sum) ? 0 : err_nomem();
}

static int has_source(bis_db *db, const struct record_filter *filter, struct buf *sql)
{
	cleanup(buf_free) struct buf ids = BUF_INIT;

	if (filter->source == NULL)
		return 0;
	int rc = langs_answering(db, filter->source, &ids);
	buf_addf(sql,
		" AND EXISTS (SELECT 1 FROM variant v JOIN segment s ON s.id = v.segment"
		" WHERE v.unit = u.id AND s.lang IN (%s))",
		buf_str(&ids));
	return rc;
}

static int where(bis_db *db, const struct record_filter *filter, struct buf *sql)
{
	buf_adds(sql, "u.gone IS NULL");
	int rc = has_source(db, filter, sql);
	if (rc < 0)
		return rc;
	if (filter->origin != NULL)
		buf_adds(sql,
			" AND (u.document IN (SELECT d.id FROM document d JOIN origin o"
			" ON o.id = d.origin WHERE o.name = ?1) OR EXISTS (SELECT 1"
			" FROM sighting g JOIN document d ON d.id = g.document JOIN "
			"origin o"
			" ON o.id = d.origin WHERE g.unit = u.id AND g.gone IS NULL"
			" AND o.name = ?1))");
	if (filter->since != NULL)
		buf_adds(sql, " AND u.day >= CAST(replace(?2, '-', '') AS INTEGER)");
	if (filter->status != NULL)
		buf_adds(sql, " AND u.status = ?3");
	return has_langs(db, filter, sql);
}

static void bind(sqlite3_stmt *s, const struct record_filter *filter)
{
	if (filter->origin != NULL)
		sql_text(s, 1, filter->origin);
	if (filter->since != NULL)
		sql_text(s, 2, filter->since);
	if (filter->status != NULL)
		sql_int(s, 3,
			strcmp(filter->status, "reviewed") == 0 ? UNIT_REVIEWED
								: UNIT_UNREVIEWED);
}

/* Prepares `head WHERE filter tail`. */
static int prepare(bis_db *db, const struct record_filter *filter, const char *head,
	const char *tail, sqlite3_stmt **out)
{
	cleanup(buf_free) struct buf sql = BUF_INIT;

	buf_addf(&sql, "%s WHERE ", head);
	int rc = where(db, filter, &sql);
	buf_adds(&sql, tail);
	if (rc < 0)
		return rc;
	if (!buf_ok(&sql))
		return err_nomem();
	*out = sql_prepare(db, buf_str(&sql));
	if (*out == NULL)
		return sql_error(db);
	bind(*out, filter);
	return 0;
}

struct unit_cursor {
	bis_db *db;
	sqlite3_stmt *rows;
	int64_t unit; /* of the row the statement stands on; 0 before the first */
	bool more;    /* the statement stands on a row not given yet */
	bool done;    /* it has given its last: another step would begin anew */
};

int store_units_open(
	bis_db *db, const struct record_filter *filter, struct unit_cursor **out)
{
	cleanup(buf_free) struct buf head = BUF_INIT, langs = BUF_INIT;

	*out = NULL;
	int rc = lang_condition(db, filter, &langs);
	if (rc < 0)
		return rc;
	buf_addf(&head,
		"SELECT u.id, u.document, u.status, u.attrs, u.extra, v.pos, s.lang, "
		"s.text,"
		" v.written, v.empty, v.attrs, v.extra, v.markup FROM unit u"
		" LEFT JOIN variant v ON v.unit = u.id LEFT JOIN segment s ON s.id = "
		"v.segment%s%s",
		filter->n_langs > 0 ? " AND " : "",
		filter->n_langs > 0 ? buf_str(&langs) : "");
	if (!buf_ok(&head))
		return err_nomem();
	struct unit_cursor *c = calloc(1, sizeof(*c));
	if (c == NULL)
		return err_nomem();
	c->db = db;
	rc = store_read_begin(db);
	if (rc == 0)
		rc = prepare(
			db, filter, buf_str(&head), " ORDER BY u.id, v.pos", &c->rows);
	if (rc < 0) {
		store_units_close(c);
		return rc;
	}
	*out = c;
	return 0;
}

int unit_add_row(bis_db *db, sqlite3_stmt *s, int first, struct unit *u)
{
	struct variant *v = unit_add(u);

	if (v == NULL)
		return err_nomem();
	if (sqlite3_column_type(s, first + 2) == SQLITE_NULL)
		buf_set(&v->lang, db_lang_tag(db, sql_column_int(s, first)));
	else
		sql_column_buf(s, first + 2, &v->lang);
	sql_column_buf(s, first + 1, &v->text);
	v->empty = sql_column_int(s, first + 3) != 0;
	sql_column_buf(s, first + 4, &v->attrs);
	sql_column_buf(s, first + 5, &v->extra);
	v->tagged = sqlite3_column_type(s, first + 6) != SQLITE_NULL;
	if (v->tagged)
		sql_column_buf(s, first + 6, &v->markup);
	return 0;
}

#define FIRST_OF_VARIANT 6 /* column of the statement of store_units_open() */

static int add_variant(struct unit_cursor *c, struct unit *u)
{
	if (sqlite3_column_type(c->rows, FIRST_OF_VARIANT) == SQLITE_NULL)
		return 0; /* a unit without variants, or in a language nobody wants */
	return unit_add_row(c->db, c->rows, FIRST_OF_VARIANT, u);
}

int store_units_next(struct unit_cursor *c, struct unit *u, int64_t *document)
{
	int rc = c->done ? 0 : c->more ? 1 : sql_step(c->db, c->rows);

	if (rc <= 0)
		return rc;
	unit_reset(u);
	c->unit = sql_column_int(c->rows, 0);
	*document = sql_column_int(c->rows, 1);
	u->status = sql_column_int(c->rows, 2) != 0 ? UNIT_REVIEWED : UNIT_UNREVIEWED;
	sql_column_buf(c->rows, 3, &u->attrs);
	sql_column_buf(c->rows, 4, &u->extra);
	do {
		rc = add_variant(c, u);
		if (rc == 0)
			rc = sql_step(c->db, c->rows);
	} while (rc > 0 && sql_column_int(c->rows, 0) == c->unit);
	c->more = rc > 0;
	c->done = rc == 0;
	if (rc < 0)
		return rc;
	return unit_ok(u) ? 1 : err_nomem();
}

void store_units_close(struct unit_cursor *c)
{
	if (c == NULL)
		return;
	sqlite3_finalize(c->rows);
	store_read_end(c->db);
	free(c);
}

int units_documents(
	bis_db *db, const struct record_filter *filter, int64_t **ids, size_t *n)
{
	cleanup(sql_finalise) sqlite3_stmt *s = NULL;
	int rc = prepare(
		db, filter, "SELECT DISTINCT u.document FROM unit u", " ORDER BY 1", &s);

	*ids = NULL;
	*n = 0;
	while (rc == 0 && (rc = sql_step(db, s)) > 0) {
		int64_t *more = realloc(*ids, (*n + 1) * sizeof(**ids));
		if (more == NULL) {
			free(*ids);
			*ids = NULL;
			return err_nomem();
		}
		*ids = more;
		more[(*n)++] = sql_column_int(s, 0);
		rc = 0;
	}
	return rc;
}

int units_count(bis_db *db, const struct record_filter *filter, int64_t *n)
{
	cleanup(sql_finalise) sqlite3_stmt *s = NULL;
	int rc = prepare(db, filter, "SELECT count(*) FROM unit u", "", &s);

	if (rc == 0)
		rc = sql_step(db, s);
	*n = rc > 0 ? sql_column_int(s, 0) : 0;
	return rc < 0 ? rc : 0;
}

int store_document_get(bis_db *db, int64_t id, struct document *d)
{
	static const char sql[] =
		"SELECT format, version, lang, root_attrs, attrs, head, tail"
		" FROM document WHERE id = ?1";
	struct buf *all[] = { &d->format, &d->version, &d->lang, &d->root_attrs,
		&d->attrs, &d->head, &d->tail };
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, id);
	int rc = sql_step(db, s);
	if (rc <= 0)
		return rc < 0 ? rc
			      : err_set(BIS_EDB, "%s: document %lld is missing", db->path,
					(long long)id);
	for (size_t k = 0; k < N_ELEMENTS(all); k++) {
		sql_column_buf(s, (int)k, all[k]);
		if (!buf_ok(all[k]))
			return err_nomem();
	}
	return 0;
}
