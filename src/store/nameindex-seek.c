/* SPDX-License-Identifier: Apache-2.0
 *
 * Asking the index of names.  Which questions to ask, and what the answers are worth, is
 * the affair of src/find.
 */
#include "config.h"

#include "src/base/err.h"
#include "src/store/derived.h"
#include "src/store/nameindex-state.h"
#include "src/store/nameindex.h"

int nameindex_ready(bis_db *db)
{
	static const char sql[] = "SELECT value FROM meta WHERE key = 'derived'";
	struct nameindex *n;
	int rc = namestate(db, &n);

	if (rc < 0 || n->ready)
		return rc;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	rc = sql_step(db, s);
	if (rc < 0)
		return rc;
	n->ready = rc > 0 && sql_column_int(s, 0) == DERIVED_VERSION;
	if (n->ready)
		return 0;
	return err_set(BIS_EDB,
		"%s: its index of names is that of another version of Bisotun; "
		"`bisotun verify --rebuild` makes it anew",
		db->path);
}

/* --- texts ------------------------------------------------------------------------- */

int nameindex_anchors(bis_db *db, uint64_t anchor, nameindex_anchored *found, void *ctx)
{
	static const char sql[] =
		"SELECT form FROM name_anchor WHERE key = ?1 ORDER BY form";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc;

	sql_int(s, 1, (int64_t)anchor);
	while ((rc = sql_step(db, s)) > 0) {
		rc = found(ctx, sql_column_int(s, 0));
		if (rc < 0)
			return rc;
	}
	return rc;
}

int nameindex_begins(
	bis_db *db, uint64_t first, size_t max, nameindex_begun *found, void *ctx)
{
	static const char sql[] =
		"SELECT key, form FROM name_anchor WHERE key BETWEEN ?1 AND ?2"
		" ORDER BY key, form LIMIT ?3";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	uint64_t single = nameindex_single(first);
	int rc;

	sql_int(s, 1, (int64_t)single);
	sql_int(s, 2, (int64_t)(single | 0xffffffff));
	sql_int(s, 3, (int64_t)max);
	while ((rc = sql_step(db, s)) > 0) {
		rc = found(ctx, (uint64_t)sql_column_int(s, 0), sql_column_int(s, 1));
		if (rc < 0)
			return rc;
	}
	return rc;
}

/* --- other spellings --------------------------------------------------------------- */

int nameindex_part_read(bis_db *db, int64_t id, nameindex_part_found *found, void *ctx)
{
	static const char sql[] = "SELECT text, forms FROM name_part WHERE id = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, id);
	int rc = sql_step(db, s);
	if (rc <= 0)
		return rc;
	struct nameindex_part part = {
		.id = id,
		.text = sql_column_text(s, 0),
		.size = sql_column_size(s, 0),
		.forms = sql_column_int(s, 1),
	};
	rc = found(ctx, &part);
	return rc < 0 ? rc : 1;
}

int nameindex_part_get(
	bis_db *db, const char *text, size_t size, nameindex_part_found *found, void *ctx)
{
	static const char sql[] = "SELECT id, forms FROM name_part WHERE text = ?1";
	int rc = namestate_settle(db);

	if (rc < 0)
		return rc;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	sql_bytes(s, 1, text, size);
	rc = sql_step(db, s);
	if (rc <= 0)
		return rc;
	struct nameindex_part part = {
		.id = sql_column_int(s, 0),
		.text = text,
		.size = size,
		.forms = sql_column_int(s, 1),
	};
	rc = found(ctx, &part);
	return rc < 0 ? rc : 1;
}

int nameindex_part_places(
	bis_db *db, int64_t part, nameindex_places_found *found, void *ctx)
{
	static const char sql[] = "SELECT key, forms FROM name_posting"
				  " WHERE key BETWEEN ?1 AND ?2 ORDER BY key";
	struct nameindex *state;
	int rc = namestate(db, &state);

	if (rc == 0)
		rc = namestate_settle(db);
	if (rc < 0)
		return rc;
	struct places *row = &state->places;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	sql_int(s, 1, posting_row(part, 0));
	sql_int(s, 2, posting_row(part + 1, 0) - 1);
	while ((rc = sql_step(db, s)) > 0) {
		const void *bytes = sqlite3_column_blob(s, 1);
		row->n = 0;
		rc = posting_unpack(
			sql_column_int(s, 0), bytes, sql_column_size(s, 1), row);
		if (rc == 0)
			rc = found(ctx, row->at, row->n);
		if (rc != 0)
			return rc;
	}
	return rc;
}

int nameindex_part_has(bis_db *db, int64_t part, uint64_t place)
{
	static const char sql[] = "SELECT forms FROM name_posting WHERE key = ?1";
	int64_t row = posting_row(part, place);
	struct nameindex *n;
	int rc = namestate(db, &n);

	if (rc < 0)
		return rc;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	sql_int(s, 1, row);
	rc = sql_step(db, s);
	if (rc <= 0)
		return rc;
	n->places.n = 0;
	const void *bytes = sqlite3_column_blob(s, 0);
	rc = posting_unpack(row, bytes, sql_column_size(s, 0), &n->places);
	for (size_t i = 0; rc == 0 && i < n->places.n && n->places.at[i] <= place; i++)
		rc = n->places.at[i] == place;
	return rc;
}

/* --- what is known of a form ------------------------------------------------------- */

static int tell_form(bis_db *db, sqlite3_stmt *s, nameform_found *found, void *ctx)
{
	struct nameform form = {
		.form = sql_column_int(s, 0),
		.concept = sql_column_int(s, 1),
		.concept_kind = (enum concept_kind)sql_column_int(s, 2),
		.status = (enum form_status)sql_column_int(s, 3),
		.kind = (enum form_kind)sql_column_int(s, 4),
		.key = sql_column_text(s, 5),
		.lang = db_lang_tag(db, sql_column_int(s, 6)),
		.text = sql_column_text(s, 7),
		.instead = sql_column_text(s, 8),
		.note = sql_column_text(s, 9),
		.valid_from = sql_column_text(s, 10),
		.valid_to = sql_column_text(s, 11),
	};
	return found(ctx, &form);
}

#define FORM_COLUMNS                                                                   \
	"f.id, f.concept, c.kind, f.status, f.kind, c.key, f.lang, f.text, f.instead," \
	" f.note, f.valid_from, f.valid_to"

int nameform_get(bis_db *db, int64_t form, nameform_found *found, void *ctx)
{
	static const char sql[] = "SELECT " FORM_COLUMNS " FROM form AS f"
				  " JOIN concept AS c ON c.id = f.concept"
				  " WHERE f.id = ?1 AND c.gone IS NULL";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, form);
	int rc = sql_step(db, s);
	if (rc <= 0)
		return rc;
	rc = tell_form(db, s, found, ctx);
	return rc < 0 ? rc : 1;
}

int nameform_each(bis_db *db, int64_t concept, nameform_found *found, void *ctx)
{
	static const char sql[] = "SELECT " FORM_COLUMNS " FROM form AS f"
				  " JOIN concept AS c ON c.id = f.concept"
				  " WHERE f.concept = ?1 AND c.gone IS NULL"
				  " ORDER BY f.section, f.pos";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc;

	sql_int(s, 1, concept);
	while ((rc = sql_step(db, s)) > 0) {
		rc = tell_form(db, s, found, ctx);
		if (rc < 0)
			return rc;
	}
	return rc;
}
