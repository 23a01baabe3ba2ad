/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing what a write has gathered for the index of names: parts with their counts, and
 * the lists of the forms they stand in, in the order of the tables.
 */
#include "config.h"

#include "src/base/err.h"
#include "src/store/nameindex-state.h"
#include "src/store/nameindex.h"
#include "src/store/posting-rows.h"

#define PART_MAP_MAX ((size_t)100000) /* then the map is emptied at the next flush */

/* --- parts ------------------------------------------------------------------------- */

static int add_part(bis_db *db, struct nameindex *n, const struct word_change *part)
{
	static const char sql[] =
		"INSERT INTO name_part (id, text, forms) VALUES (?1, ?2, ?3)";
	const char *text = word_map_text(&n->parts, part);
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, part->id);
	sql_bytes(s, 2, text, part->size);
	sql_int(s, 3, part->change);
	int rc = sql_run(db, s);
	return rc < 0 ? rc
		      : namestate_keep_part(db, n, part->id, text, part->size, false);
}

static int change_part(bis_db *db, struct nameindex *n, struct word_change *part)
{
	static const char update[] =
		"UPDATE name_part SET forms = forms + ?2 WHERE id = ?1";
	static const char delete[] = "DELETE FROM name_part WHERE id = ?1 AND forms <= 0";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, update);

	sql_int(s, 1, part->id);
	sql_int(s, 2, part->change);
	int rc = sql_run(db, s);
	if (rc < 0 || part->change > 0)
		return rc;
	cleanup(sql_done) sqlite3_stmt *d = sql_get(db, delete);
	sql_int(d, 1, part->id);
	rc = sql_run(db, d);
	part->stored = sql_changes(db) == 0;
	if (rc < 0 || part->stored)
		return rc;
	return namestate_keep_part(
		db, n, part->id, word_map_text(&n->parts, part), part->size, true);
}

static int flush_parts(bis_db *db, struct nameindex *n)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < n->parts.n; i++) {
		struct word_change *part = &n->parts.items[i];
		if (part->stored && part->change != 0) {
			rc = change_part(db, n, part);
		} else if (!part->stored && part->change > 0) {
			rc = add_part(db, n, part);
			part->stored = true;
		}
		part->change = 0;
	}
	return rc;
}

/* --- lists of forms ---------------------------------------------------------------- */

static const struct posting_table lists = {
	.read = "SELECT forms FROM name_posting WHERE key = ?1",
	.write = "REPLACE INTO name_posting (key, forms) VALUES (?1, ?2)",
	.drop = "DELETE FROM name_posting WHERE key = ?1",
};

static int flush_lists(bis_db *db, struct nameindex *n)
{
	return posting_rows_flush(db, &lists, &n->pending, &n->places, &n->packed);
}

/* --- the whole --------------------------------------------------------------------- */

int namestate_flush(bis_db *db, struct nameindex *n)
{
	int rc = flush_parts(db, n);

	if (rc == 0)
		rc = namestate_flush_near(db, n);
	if (rc == 0)
		rc = flush_lists(db, n);
	n->dirty = false;
	if (n->parts.n > PART_MAP_MAX)
		word_map_clear(&n->parts);
	return rc;
}

int namestate_settle(bis_db *db)
{
	return db->names != NULL && db->names->dirty ? namestate_flush(db, db->names) : 0;
}

int nameindex_flush(bis_db *db)
{
	int rc = namestate_settle(db);

	if (db->names != NULL) {
		/* another write may change the numbers before our next */
		word_map_finish(&db->names->parts);
		pending_finish(&db->names->pending);
		near_changes_finish(&db->names->near);
		db->names->next_part = 0;
	}
	return rc;
}
