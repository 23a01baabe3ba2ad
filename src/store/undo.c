/* SPDX-License-Identifier: Apache-2.0
 *
 * Taking an event back.
 *
 * Nothing is deleted by a write, so taking back means: what the event made is marked as gone, what it
 * removed comes back, and edited concepts get their earlier content.  All this is an event
 * itself, which notes what it revived, and so can be taken back in turn.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "src/base/err.h"
#include "src/store/concepts.h"
#include "src/store/db.h"
#include "src/store/history.h"
#include "src/store/units.h"

/* The event that took `event` back and still stands; 0 none.  Undoing an undo lets the first stand
 * again, and so on; each is newer than what it undoes, so the chain ends. */
int history_undone_by(bis_db *db, int64_t event, int64_t *by)
{
	static const char sql[] =
		"SELECT max(id) FROM event WHERE undoes = ?1 AND id <> ?2";
	int64_t chain[256];
	size_t n = 0;

	*by = 0;
	while (n < N_ELEMENTS(chain)) {
		cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
		sql_int(s, 1, event);
		sql_int(s, 2, db->event); /* the undo going on does not count yet */
		int rc = sql_step(db, s);
		if (rc < 0)
			return rc;
		event = sql_column_int(s, 0);
		if (event == 0)
			break;
		chain[n++] = event;
	}
	/* the last of the chain stands, so the one before doesn't, and so on */
	if (n % 2 == 1)
		*by = chain[0];
	return 0;
}

/* --- units, documents, sightings ------------------------------------------------------------ */

/* Units this event made that a later one, which still stands, has removed. */
static int unit_conflicts(
	bis_db *db, int64_t event, bis_finding *conflict, void *ctx, int64_t *n)
{
	static const char sql[] =
		"SELECT u.id, u.gone, e.who, e.what FROM event n JOIN unit u ON u.id"
		" BETWEEN n.first_unit AND n.last_unit JOIN event e ON e.id = u.gone"
		" WHERE n.id = ?1 AND u.event = ?1 AND u.gone IS NOT NULL ORDER BY u.id";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc;

	*n = 0;
	sql_int(s, 1, event);
	while ((rc = sql_step(db, s)) > 0) {
		char what[300];
		snprintf(what, sizeof(what),
			"U%lld, changed by %.100s in event %lld (%.100s)",
			(long long)sql_column_int(s, 0), sql_column_text(s, 2),
			(long long)sql_column_int(s, 1), sql_column_text(s, 3));
		if (conflict != NULL)
			conflict(ctx, what);
		(*n)++;
	}
	return rc;
}

/* Each step counts what it changed. */
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

int units_undo(bis_db *db, int64_t event, bool force, bis_finding *conflict, void *ctx)
{
	/* noted first: what the event removed, or had noted as revived and is to go again */
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
	static const char remove_units[] =
		"UPDATE unit SET gone = ?2 WHERE event = ?1 AND gone IS NULL AND id "
		"BETWEEN"
		" (SELECT first_unit FROM event WHERE id = ?1) AND"
		" (SELECT last_unit FROM event WHERE id = ?1)";
	static const char remove_documents[] =
		"UPDATE document SET gone = ?2 WHERE event = ?1 AND gone IS NULL";
	static const char unrevive_units[] =
		"UPDATE unit SET gone = r.gone FROM revival r WHERE r.event = ?1 AND "
		"r.what = 0"
		" AND r.object = unit.id AND unit.gone IS NULL AND ?2 IS NOT NULL";
	static const char unrevive_documents[] =
		"UPDATE document SET gone = r.gone FROM revival r WHERE r.event = ?1"
		" AND r.what = 2 AND r.object = document.id AND document.gone IS NULL"
		" AND ?2 IS NOT NULL";
	static const char revive_sightings[] =
		"UPDATE sighting SET gone = NULL WHERE gone = ?1 AND ?2 IS NOT NULL";
	static const char remove_sightings[] =
		"UPDATE sighting SET gone = ?2 WHERE event = ?1 AND gone IS NULL";
	static const char *const steps[] = { note_units, note_documents, revive_units,
		revive_documents, remove_units, remove_documents, unrevive_units,
		unrevive_documents, revive_sightings, remove_sightings };
	int64_t conflicts;

	int rc = unit_conflicts(db, event, conflict, ctx, &conflicts);
	if (rc == 0 && conflicts > 0 && !force)
		return err_set(BIS_ECONFLICT,
			"event %lld: %lld of its units were changed since; nothing was "
			"undone "
			"(--force undoes the rest)",
			(long long)event, (long long)conflicts);
	for (size_t k = 0; rc == 0 && k < N_ELEMENTS(steps); k++)
		rc = step(db, steps[k], event);
	return rc;
}

/* --- the whole -------------------------------------------------------------------------------- */

static int check(bis_db *db, int64_t number, char *what, size_t size)
{
	static const char sql[] = "SELECT what, summary FROM event WHERE id = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int64_t by;

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
	snprintf(what, size, "undid %s %lld (%.200s)", sql_column_text(s, 0),
		(long long)number, sql_column_text(s, 1));
	rc = history_undone_by(db, number, &by);
	if (rc == 0 && by != 0)
		return err_set(BIS_ECONFLICT,
			"event %lld was undone already, by event %lld", (long long)number,
			(long long)by);
	return rc;
}

int bis_undo(bis_db *db, int64_t number, bool force, bis_finding *conflict, void *ctx)
{
	char what[400];

	db->undoes = number;
	int rc = store_begin(db, "undo");
	db->undoes = 0;
	if (rc < 0)
		return rc;
	rc = check(db, number, what, sizeof(what));
	if (rc == 0)
		rc = units_undo(db, number, force, conflict, ctx);
	if (rc == 0)
		rc = concepts_undo(db, number, force, conflict, ctx);
	if (rc < 0) {
		store_rollback(db);
		return rc;
	}
	return store_commit(db, what);
}
