/* SPDX-License-Identifier: Apache-2.0
 *
 * Looking for damage: in the file, in references, in what is derived.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/store/concepts.h"
#include "src/store/db.h"
#include "src/store/nameindex.h"
#include "src/store/schema.h"
#include "src/store/store.h"
#include "src/store/termindex.h"
#include "src/store/textindex-write.h"
#include "src/store/units.h"
#include "src/text/utf8.h"

struct report {
	bis_flaw *flaw;
	void *ctx;
	int64_t n;
};

static void tell(struct report *r, const char *what)
{
	if (r->flaw != NULL)
		r->flaw(r->ctx, what);
	r->n++;
}

/* PRAGMA integrity_check says "ok" or what is wrong, a line each. */
static int check_file(bis_db *db, struct report *r)
{
	static const char sql[] = "PRAGMA integrity_check";
	cleanup(sql_finalise) sqlite3_stmt *s = sql_prepare(db, sql);
	int rc;

	while ((rc = sql_step(db, s)) > 0)
		if (strcmp(sql_column_text(s, 0), "ok") != 0)
			tell(r, sql_column_text(s, 0));
	return rc;
}

static int check_references(bis_db *db, struct report *r)
{
	static const char sql[] = "PRAGMA foreign_key_check";
	cleanup(sql_finalise) sqlite3_stmt *s = sql_prepare(db, sql);
	int rc;

	while ((rc = sql_step(db, s)) > 0) {
		char what[200];
		snprintf(what, sizeof(what),
			"table %.60s, row %lld: refers to a missing row of %.60s",
			sql_column_text(s, 0), (long long)sql_column_int(s, 1),
			sql_column_text(s, 2));
		tell(r, what);
	}
	return rc;
}

static int check_segments(bis_db *db, struct report *r)
{
	static const char sql[] = "SELECT id, lang, hash, text FROM segment";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	char what[120];
	int rc;

	while ((rc = sql_step(db, s)) > 0) {
		const char *text = sql_column_text(s, 3);
		size_t size = sql_column_size(s, 3);
		uint64_t hash = hash_bytes(text, size, (uint64_t)sql_column_int(s, 1));
		if ((int64_t)hash != sql_column_int(s, 2)) {
			snprintf(what, sizeof(what),
				"segment %lld: its text and hash do not agree",
				(long long)sql_column_int(s, 0));
			tell(r, what);
		}
		if (utf8_valid(text, size) < size) {
			snprintf(what, sizeof(what),
				"segment %lld: its text is not UTF-8",
				(long long)sql_column_int(s, 0));
			tell(r, what);
		}
	}
	return rc;
}

static int check_events(bis_db *db, struct report *r)
{
	static const char sql[] =
		"SELECT 'unit', id FROM unit u WHERE NOT EXISTS (SELECT 1 FROM event e"
		" WHERE e.id = u.event AND u.id BETWEEN e.first_unit AND e.last_unit)"
		" UNION ALL SELECT 'concept', id FROM concept c WHERE NOT EXISTS (SELECT "
		"1"
		" FROM event e WHERE e.id = c.event AND c.id BETWEEN e.first_concept"
		" AND e.last_concept)";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc;

	while ((rc = sql_step(db, s)) > 0) {
		char what[120];
		snprintf(what, sizeof(what),
			"%.20s %lld: the history does not know of it",
			sql_column_text(s, 0), (long long)sql_column_int(s, 1));
		tell(r, what);
	}
	return rc;
}

int64_t bis_db_verify(bis_db *db, bis_flaw *flaw, void *ctx)
{
	struct report r = { .flaw = flaw, .ctx = ctx };
	int64_t derived = 0, names = 0, concepts = 0, index = 0;

	int rc = store_read_begin(db);
	if (rc == 0)
		rc = check_file(db, &r);
	/* in a file whose pages are damaged the rest would only say so again */
	if (rc == 0 && r.n == 0)
		rc = check_references(db, &r);
	if (rc == 0 && r.n == 0)
		rc = check_segments(db, &r);
	if (rc == 0 && r.n == 0)
		rc = check_events(db, &r);
	if (rc == 0 && r.n == 0 && (concepts = concepts_verify(db, flaw, ctx)) < 0)
		rc = (int)concepts;
	if (rc == 0 && r.n == 0 && (derived = termindex_verify(db, flaw, ctx)) < 0)
		rc = (int)derived;
	if (rc == 0 && r.n == 0 && (names = nameindex_verify(db, flaw, ctx)) < 0)
		rc = (int)names;
	if (rc == 0 && r.n == 0 && (index = textindex_verify(db, flaw, ctx)) < 0)
		rc = (int)index;
	store_read_end(db);
	return rc < 0 ? rc : r.n + concepts + derived + names + index;
}

/* Of tables that can't be dropped, as their pages are damaged, only the names are taken
 * away; *damaged says that they should be. */
static int make_anew(bis_db *db, bool cast_off, bool *damaged)
{
	int rc = store_begin(db, "rebuild");

	if (rc == 0 && cast_off)
		rc = schema_cast_off_derived(db);
	if (rc == 0)
		rc = schema_make_derived(db);
	if (rc == 0)
		rc = textindex_renew(db);
	*damaged = rc < 0 && sqlite3_errcode(db->sql) == SQLITE_CORRUPT;
	if (rc < 0) {
		store_rollback(db);
		return rc;
	}
	store_touch(db, 1);
	return store_commit(db, "derived tables made anew");
}

int bis_db_rebuild(bis_db *db)
{
	bool damaged;
	int rc = make_anew(db, false, &damaged);

	if (damaged) {
		rc = make_anew(db, true, &damaged);
		/* the pages of the old tables belong to nobody now */
		if (rc == 0 && db->last_event != 0)
			rc = sql_exec(db, "VACUUM");
	}
	return rc < 0 || db->last_event == 0 ? rc : textindex_rebuild(db);
}
