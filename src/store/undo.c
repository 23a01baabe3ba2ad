/* SPDX-License-Identifier: Apache-2.0
 *
 * Taking an event back.
 *
 * Nothing is deleted by a write, so taking back means: what the event made is marked as
 * gone, what it removed comes back, and edited concepts get their earlier content.  All
 * this is an event itself, which notes what it revived, and so can be taken back in
 * turn.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "src/base/err.h"
#include "src/store/concepts.h"
#include "src/store/db.h"
#include "src/store/history.h"
#include "src/store/units.h"
#include "src/text/utf8.h"

#define QUOTED_MAX 200 /* bytes: an undo of an undo of … must not grow without end */

/* Undoing an undo lets the first stand again, and so on: the events that took
 * `event` back, the first and the last of them, and how many there are.  Each is
 * newer than what it undoes, so the chain ends. */
struct undo_chain {
	int64_t first, last;
	size_t n;
};

static int chain_of(bis_db *db, int64_t event, struct undo_chain *chain)
{
	static const char sql[] =
		"SELECT max(id) FROM event WHERE undoes = ?1 AND id <> ?2";

	*chain = (struct undo_chain){ .last = event };
	for (;;) {
		cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
		sql_int(s, 1, chain->last);
		sql_int(s, 2, db->event); /* the undo going on does not count yet */
		int rc = sql_step(db, s);
		if (rc < 0)
			return rc;
		int64_t next = sql_column_int(s, 0);
		if (next == 0)
			return 0;
		if (chain->n++ == 0)
			chain->first = next;
		chain->last = next;
	}
}

/* The event that took `event` back and still stands; 0 none.  The last of the chain
 * stands, so the one before doesn't, and so on. */
int history_undone_by(bis_db *db, int64_t event, int64_t *by)
{
	struct undo_chain chain;
	int rc = chain_of(db, event, &chain);

	*by = rc == 0 && chain.n % 2 == 1 ? chain.first : 0;
	return rc;
}

/* The event whose work stands because of `event`: itself, or the one that it brought
 * back by undoing an undo.  0 where `event` took one back. */
static int brought(bis_db *db, int64_t event, int64_t *root)
{
	static const char sql[] =
		"WITH RECURSIVE up (id, depth) AS (SELECT ?1, 0 UNION ALL"
		" SELECT e.undoes, depth + 1 FROM event e JOIN up ON e.id = up.id"
		" WHERE e.undoes IS NOT NULL)"
		" SELECT id, depth FROM up ORDER BY depth DESC LIMIT 1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, event);
	int rc = sql_step(db, s);
	*root = rc > 0 && sql_column_int(s, 1) % 2 == 0 ? sql_column_int(s, 0) : 0;
	return rc < 0 ? rc : 0;
}

/* --- units, documents, sightings ---------------------------------------------------- */

/* Units this event made that a later one has removed, or met again in another file, which
 * would lose them too. */
static int unit_conflicts(
	bis_db *db, int64_t event, bis_flaw *conflict, void *ctx, int64_t *n)
{
	static const char sql[] =
		"SELECT u.id, e.id, e.who, e.what, 'changed' FROM event n JOIN unit u"
		" ON u.id BETWEEN n.first_unit AND n.last_unit"
		" JOIN event e ON e.id = u.gone WHERE n.id = ?1 AND u.event = ?1"
		" UNION ALL "
		"SELECT u.id, max(e.id), e.who, e.what, 'met again' FROM event n"
		" JOIN unit u ON u.id BETWEEN n.first_unit AND n.last_unit"
		" JOIN sighting g ON g.unit = u.id JOIN event e ON e.id = g.event"
		" WHERE n.id = ?1 AND u.event = ?1 AND u.gone IS NULL"
		" AND g.event > ?1 AND g.gone IS NULL GROUP BY u.id ORDER BY 1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc;

	*n = 0;
	sql_int(s, 1, event);
	while ((rc = sql_step(db, s)) > 0) {
		char what[300];
		snprintf(what, sizeof(what), "U%lld, %s by %.100s in event %lld (%.100s)",
			(long long)sql_column_int(s, 0), sql_column_text(s, 4),
			sql_column_text(s, 2), (long long)sql_column_int(s, 1),
			sql_column_text(s, 3));
		if (conflict != NULL)
			conflict(ctx, what);
		(*n)++;
	}
	return rc;
}

/* Each step counts what it changed; ?1 is the event it is about, ?2 the undo. */
static int step(bis_db *db, const char *literal, int64_t event)
{
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, literal);

	sql_int(s, 1, event);
	sql_int(s, 2, db->event);
	int rc = sql_run(db, s);
	if (rc == 0)
		store_touch(db, sql_changes(db));
	return rc;
}

/* What the event removed comes back, which is noted; what it brought back goes again. */
static int take_back(bis_db *db, int64_t event)
{
	static const char note_units[] =
		"INSERT INTO revival (event, what, object, gone)"
		" SELECT ?2, 0, id, gone FROM unit WHERE gone = ?1";
	static const char note_documents[] =
		"INSERT INTO revival (event, what, object, gone)"
		" SELECT ?2, 2, id, gone FROM document WHERE gone = ?1";
	static const char revive_units[] =
		"UPDATE unit SET gone = NULL WHERE gone = ?1 AND ?2 IS NOT NULL";
	static const char revive_documents[] =
		"UPDATE document SET gone = NULL WHERE gone = ?1 AND ?2 IS NOT NULL";
	static const char revive_sightings[] =
		"UPDATE sighting SET gone = NULL WHERE gone = ?1 AND ?2 IS NOT NULL";
	static const char unrevive_units[] =
		"UPDATE unit SET gone = ?2 FROM revival r WHERE r.event = ?1"
		" AND r.what = 0 AND r.object = unit.id AND unit.gone IS NULL";
	static const char unrevive_documents[] =
		"UPDATE document SET gone = ?2 FROM revival r WHERE r.event = ?1"
		" AND r.what = 2 AND r.object = document.id AND document.gone IS NULL";
	static const char *const steps[] = { note_units, note_documents, revive_units,
		revive_documents, revive_sightings, unrevive_units, unrevive_documents };
	int rc = 0;

	for (size_t k = 0; rc == 0 && k < N_ELEMENTS(steps); k++)
		rc = step(db, steps[k], event);
	return rc;
}

/* What the event made goes. */
static int remove_made(bis_db *db, int64_t event)
{
	static const char units[] =
		"UPDATE unit SET gone = ?2 WHERE event = ?1 AND gone IS NULL AND id"
		" BETWEEN (SELECT first_unit FROM event WHERE id = ?1)"
		" AND (SELECT last_unit FROM event WHERE id = ?1)";
	static const char documents[] =
		"UPDATE document SET gone = ?2 WHERE event = ?1 AND gone IS NULL";
	static const char sightings[] =
		"UPDATE sighting SET gone = ?2 WHERE event = ?1 AND gone IS NULL";
	static const char *const steps[] = { units, documents, sightings };
	int rc = 0;

	for (size_t k = 0; rc == 0 && k < N_ELEMENTS(steps); k++)
		rc = step(db, steps[k], event);
	return rc;
}

int units_undo(bis_db *db, int64_t event, bool force, bis_flaw *conflict, void *ctx)
{
	int64_t root, conflicts = 0;

	int rc = brought(db, event, &root);
	if (rc == 0 && root != 0)
		rc = unit_conflicts(db, root, conflict, ctx, &conflicts);
	if (rc == 0 && conflicts > 0 && !force)
		return err_set(BIS_ECONFLICT,
			"event %lld: %lld of its units were changed or met again since; "
			"nothing was undone (--force undoes the rest)",
			(long long)event, (long long)conflicts);
	if (rc == 0)
		rc = take_back(db, event);
	return rc == 0 && root != 0 ? remove_made(db, root) : rc;
}

/* --- the whole ------------------------------------------------------------------ */

/* Of an event that was undone and brought back it is the bringing back that is
 * undone: that one knows what it did. */
static int undo_instead(bis_db *db, int64_t number)
{
	static const char sql[] = "UPDATE event SET undoes = ?2 WHERE id = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, db->event);
	sql_int(s, 2, number);
	return sql_run(db, s);
}

/* The undo in words: it quotes what the event said of itself. */
static void describe(sqlite3_stmt *s, int64_t number, struct buf *what)
{
	const char *summary = sql_column_text(s, 1);
	size_t size = sql_column_size(s, 1);
	size_t quoted = utf8_valid(summary, size < QUOTED_MAX ? size : QUOTED_MAX);

	buf_addf(what, "undid %s %lld (%.*s%s)", sql_column_text(s, 0), (long long)number,
		(int)quoted, summary, quoted < size ? "…" : "");
}

/* What is to be undone, and in words what was. */
static int check(bis_db *db, int64_t number, int64_t *effective, struct buf *what)
{
	static const char sql[] = "SELECT what, summary FROM event WHERE id = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	struct undo_chain chain;

	sql_int(s, 1, number);
	int rc = sql_step(db, s);
	if (rc < 0)
		return rc;
	if (rc == 0 || number == db->event)
		return err_set(BIS_ENOTFOUND,
			"there is no event %lld; `bisotun log` lists them",
			(long long)number);
	if (strcmp(sql_column_text(s, 0), "purge") == 0)
		return err_set(BIS_ECONFLICT,
			"event %lld is a purge, which can't be undone",
			(long long)number);
	describe(s, number, what);
	if (!buf_ok(what))
		return err_nomem();
	rc = chain_of(db, number, &chain);
	if (rc == 0 && chain.n % 2 == 1)
		return err_set(BIS_ECONFLICT,
			"event %lld was undone already, by event %lld", (long long)number,
			(long long)chain.first);
	*effective = chain.last;
	return rc == 0 && chain.n > 0 ? undo_instead(db, chain.last) : rc;
}

int bis_undo(bis_db *db, int64_t number, bool force, bis_flaw *conflict, void *ctx)
{
	cleanup(buf_free) struct buf what = BUF_INIT;
	int64_t effective = number;

	db->undoes = number;
	int rc = store_begin(db, "undo");
	db->undoes = 0;
	if (rc < 0)
		return rc;
	rc = check(db, number, &effective, &what);
	if (rc == 0)
		rc = units_undo(db, effective, force, conflict, ctx);
	if (rc == 0)
		rc = concepts_undo(db, effective, force, conflict, ctx);
	if (rc < 0) {
		store_rollback(db);
		return rc;
	}
	return store_commit(db, buf_str(&what));
}
