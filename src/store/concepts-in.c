/* SPDX-License-Identifier: Apache-2.0
 *
 * A file's concepts matched with what is there.
 *
 * A concept whose content agrees in everything with one of before the file is that one;
 * the k-th of several equal ones is the k-th that is there.  Else, if its id is known
 * from an earlier file of the same origin, that one gets what is new, or makes way, or
 * stays, as was asked for.  What is left is new.  Relations are tied to their targets
 * when all of the file has come.
 */
#include "config.h"
#include "src/store/concepts.h"

#include <inttypes.h>
#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/store/pack.h"
#include "termbase/merge.h"

#define SEED_WRITTEN 0x1d /* an id is another key than a content with that hash */

/* The first of the rows, in order of id, that this file did not match yet. */
static int first_unseen(
	struct intake *i, sqlite3_stmt *rows, struct matched *place, int64_t *found)
{
	int rc;

	*found = 0;
	while ((rc = sql_step(i->db, rows)) > 0) {
		int64_t id = sql_column_int(rows, 0);
		if (id >= i->first_concept)
			return 0; /* of this file itself */
		place->row = id;
		if (seen_before(&i->concepts, id))
			continue;
		*found = id;
		return seen_mark(&i->concepts, id);
	}
	return rc;
}

static int find_equal(struct intake *i, int64_t hash, int64_t *found)
{
	static const char sql[] = "SELECT id "
				  "FROM concept "
				  "WHERE hash = ?1 AND gone IS NULL AND id > ?2 "
				  "ORDER BY id";
	struct matched *place = matched_place(i, (uint64_t)hash);
	cleanup(sql_done) sqlite3_stmt *s = sql_get(i->db, sql);

	sql_int(s, 1, hash);
	sql_int(s, 2, place->row);
	return first_unseen(i, s, place, found);
}

static int find_written(struct intake *i, const struct buf *id, int64_t *found)
{
	static const char sql[] =
		"SELECT c.id "
		"FROM concept c "
		"JOIN document d ON d.id = c.document "
		"WHERE c.written = ?1 AND d.origin = ?2 AND c.gone IS NULL AND c.id > ?3 "
		"ORDER BY c.id";

	*found = 0;
	if (id->size == 0 || i->first_concept == 1)
		return 0;
	struct matched *place =
		matched_place(i, hash_bytes(id->data, id->size, SEED_WRITTEN));
	cleanup(sql_done) sqlite3_stmt *s = sql_get(i->db, sql);
	sql_buf(s, 1, id);
	sql_int(s, 2, i->origin);
	sql_int(s, 3, place->row);
	return first_unseen(i, s, place, found);
}

/* --- a known id, other content -------------------------------------------------- */

static int say(struct intake *i, struct put_result *result)
{
	if (!buf_ok(&i->reason))
		return err_nomem();
	result->reason = buf_str(&i->reason);
	return 0;
}

static int merge_into(struct intake *i, int64_t known, const struct concept *c,
	struct put_result *result)
{
	cleanup(concept_finish) struct concept merged = { 0 };
	cleanup(merge_report_finish) struct merge_report report = { 0 };

	int rc = concept_read(i->db, known, VIEW_STORED, NULL, &merged, NULL, NULL);
	if (rc == 0)
		rc = concept_merge(&merged, c, &report);
	if (rc == 0 && report.changed)
		rc = concept_rewrite(i->db, i, known, &merged, false);
	if (rc < 0 || report.n_differing == 0)
		return rc;
	result->conflict = true;
	buf_set(&i->reason, buf_str(&report.differing));
	buf_addf(&i->reason, "%s: differs from what is there, which was kept",
		report.n_differing > 5 ? " …" : "");
	return say(i, result);
}

static int keep_known(struct intake *i, int64_t known, const struct concept *c,
	struct put_result *result)
{
	int64_t is, comes;

	int rc = concept_current_hash(i->db, known, &is);
	if (rc == 0)
		rc = concept_hash(c, &i->scratch, &comes);
	if (rc < 0 || is == comes)
		return rc;
	result->what = PUT_SKIPPED;
	result->conflict = true;
	buf_set(&i->reason, "");
	buf_addf(&i->reason, "%s is there already with other content, which was kept",
		buf_str(&c->id));
	return say(i, result);
}

static int put_known(struct intake *i, int64_t known, const struct concept *c,
	struct put_result *result)
{
	result->what = PUT_MERGED;
	switch (i->on_conflict) {
	case BIS_CONFLICT_KEEP:
		return keep_known(i, known, c, result);
	case BIS_CONFLICT_REPLACE:
		return concept_rewrite(i->db, i, known, c, false);
	case BIS_CONFLICT_MERGE:
		break;
	}
	return merge_into(i, known, c, result);
}

static int find_in_origin(
	bis_db *db, const char *written, int64_t origin, int64_t *target)
{
	static const char sql[] =
		"SELECT c.id "
		"FROM concept c "
		"JOIN document d ON d.id = c.document "
		"WHERE c.written = ?1 AND d.origin = ?2 AND c.gone IS NULL "
		"ORDER BY c.id "
		"LIMIT 1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_text(s, 1, written);
	sql_int(s, 2, origin);
	int rc = sql_step(db, s);
	*target = rc > 0 ? sql_column_int(s, 0) : 0;
	return rc < 0 ? rc : 0;
}

/* A record of relations alone, as a table of relations gives them, is about the
 * concept of that id wherever it came from, this file included. */
static bool only_relations(const struct concept *c)
{
	return c->n_sections == 0 && c->n_relations > 0 && c->id.size > 0 &&
	       c->extra.size == 0 && c->definition.size == 0;
}

int store_concept_put(
	struct intake *i, const struct concept *c, struct put_result *result)
{
	cleanup(buf_free) struct buf key = BUF_INIT;
	int64_t hash, known = 0, number;

	*result = (struct put_result){ .what = PUT_ADDED, .reason = "" };
	int rc = concept_hash(c, &i->scratch, &hash);
	if (rc == 0 && i->first_concept > 1 && !only_relations(c))
		rc = find_equal(i, hash, &known);
	if (rc < 0)
		return rc;
	if (known != 0) {
		result->what = PUT_MERGED;
		/* equal to what it was when it came: it may have been edited since */
		return i->on_conflict == BIS_CONFLICT_REPLACE
			       ? concept_rewrite(i->db, i, known, c, false)
			       : 0;
	}
	rc = only_relations(c) ? find_in_origin(i->db, buf_str(&c->id), i->origin, &known)
			       : find_written(i, &c->id, &known);
	if (rc == 0 && known == 0 && only_relations(c))
		rc = concept_by_key(i->db, buf_str(&c->id), &known);
	if (rc < 0)
		return rc;
	if (known != 0 && only_relations(c)) {
		result->what = PUT_MERGED;
		return merge_into(i, known, c, result);
	}
	if (known != 0)
		return put_known(i, known, c, result);
	return concept_make(i->db, i, c, i->document, hash, &number, &key);
}

/* --- relations ------------------------------------------------------------------ */

static int tie(bis_db *db, int64_t relation, int64_t target)
{
	static const char sql[] = "UPDATE relation SET target = ?2 WHERE id = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, relation);
	sql_int(s, 2, target);
	return sql_run(db, s);
}

static int resolve(bis_db *db, sqlite3_stmt *open_one, int64_t *target)
{
	const char *written = sql_column_text(open_one, 2);
	int rc = find_in_origin(db, written, sql_column_int(open_one, 3), target);

	if (rc == 0 && *target == 0)
		rc = concept_by_key(db, written, target);
	return rc < 0 || *target == 0 ? rc
				      : tie(db, sql_column_int(open_one, 0), *target);
}

int concept_tie(bis_db *db, int64_t number)
{
	static const char sql[] = "SELECT r.id, r.concept, r.written, d.origin "
				  "FROM relation r "
				  "JOIN concept c ON c.id = r.concept "
				  "LEFT JOIN document d ON d.id = c.document "
				  "WHERE r.concept = ?1 AND r.target IS NULL";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc;

	sql_int(s, 1, number);
	while ((rc = sql_step(db, s)) > 0) {
		int64_t target;
		rc = resolve(db, s, &target);
		if (rc < 0)
			return rc;
	}
	return rc;
}

/* Open are also relations of earlier files, and those whose target is gone: what
 * came now may be what they mean.  Only those of concepts this write has made or
 * changed are told. */
int store_relations_resolve(bis_db *db,
	void (*open)(void *ctx, const char *concept, const char *target), void *ctx)
{
	static const char sql[] = "SELECT r.id, r.concept, r.written, d.origin, c.key, "
				  "c.event = ?1 OR EXISTS (SELECT 1 FROM change h "
				  "WHERE h.event = ?1 AND h.concept = c.id) "
				  "FROM relation r "
				  "JOIN concept c ON c.id = r.concept AND c.gone IS NULL "
				  "LEFT JOIN document d ON d.id = c.document "
				  "WHERE r.target IS NULL "
				  "UNION ALL "
				  "SELECT r.id, r.concept, r.written, d.origin, c.key, "
				  "c.event = ?1 OR EXISTS (SELECT 1 FROM change h "
				  "WHERE h.event = ?1 AND h.concept = c.id) "
				  "FROM concept t "
				  "JOIN relation r ON r.target = t.id "
				  "JOIN concept c ON c.id = r.concept AND c.gone IS NULL "
				  "LEFT JOIN document d ON d.id = c.document "
				  "WHERE t.gone IS NOT NULL";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc;

	sql_int(s, 1, db->event);
	while ((rc = sql_step(db, s)) > 0) {
		int64_t target;
		rc = resolve(db, s, &target);
		if (rc < 0)
			return rc;
		if (target == 0 && sql_column_int(s, 5) != 0 && open != NULL)
			open(ctx, sql_column_text(s, 4), sql_column_text(s, 2));
	}
	return rc;
}
