/* SPDX-License-Identifier: Apache-2.0
 *
 * Really removing withdrawn text, such as an embargoed draft: its rows, its history,
 * what is derived from it, and the bytes it left behind in the file and its WAL.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "src/base/err.h"
#include "src/store/concepts.h"
#include "src/store/db.h"
#include "src/store/store.h"
#include "src/store/textindex-write.h"
#include "src/store/units.h"

/* The units and concepts to go are gathered in tables of the connection, which are
 * in memory. */
static const char gather[] =
	"CREATE TEMP TABLE IF NOT EXISTS purge_unit (id INTEGER PRIMARY KEY);"
	"CREATE TEMP TABLE IF NOT EXISTS purge_concept (id INTEGER PRIMARY KEY);"
	"CREATE TEMP TABLE IF NOT EXISTS purge_document (id INTEGER PRIMARY KEY);"
	"DELETE FROM purge_unit; DELETE FROM purge_concept; DELETE FROM purge_document;";

static int run(bis_db *db, const char *literal, int64_t number, const char *name,
	int64_t *changes)
{
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, literal);

	if (name != NULL)
		sql_text(s, 1, name);
	else if (number != 0)
		sql_int(s, 1, number);
	int rc = sql_run(db, s);
	if (rc == 0 && changes != NULL)
		*changes += sql_changes(db);
	return rc;
}

static int choose_origin(bis_db *db, const char *origin)
{
	static const char documents[] =
		"INSERT INTO purge_document SELECT d.id FROM document d"
		" JOIN origin o ON o.id = d.origin WHERE o.name = ?1";
	static const char units[] = "INSERT INTO purge_unit SELECT u.id FROM unit u"
				    " JOIN purge_document p ON p.id = u.document";
	static const char concepts[] =
		"INSERT INTO purge_concept SELECT c.id FROM concept c"
		" JOIN purge_document p ON p.id = c.document";
	int64_t found = 0;

	int rc = run(db, documents, 0, origin, &found);
	if (rc == 0 && found == 0)
		return err_set(BIS_ENOTFOUND, "there is no origin \"%s\"", origin);
	if (rc == 0)
		rc = run(db, units, 0, NULL, NULL);
	return rc < 0 ? rc : run(db, concepts, 0, NULL, NULL);
}

static int choose_event(bis_db *db, int64_t event)
{
	static const char units[] =
		"INSERT INTO purge_unit SELECT id FROM unit WHERE event = ?1";
	static const char concepts[] =
		"INSERT INTO purge_concept SELECT id FROM concept WHERE event = ?1";
	static const char documents[] =
		"INSERT INTO purge_document SELECT id FROM document WHERE event = ?1";
	int64_t found = 0;

	int rc = run(db, units, event, NULL, &found);
	if (rc == 0)
		rc = run(db, concepts, event, NULL, &found);
	if (rc == 0)
		rc = run(db, documents, event, NULL, &found);
	if (rc == 0 && found == 0)
		return err_set(BIS_ENOTFOUND,
			"event %lld brought nothing, or there is none", (long long)event);
	return rc;
}

static int choose(bis_db *db, const struct bis_purge_options *o)
{
	static const char unit[] =
		"INSERT INTO purge_unit SELECT id FROM unit WHERE id = ?1";
	static const char concept[] =
		"INSERT INTO purge_concept SELECT id FROM concept WHERE id = ?1";
	int given = (o->unit != NULL) + (o->concept != NULL) + (o->origin != NULL) +
		    (o->event != 0);
	int64_t number = 0, found = 0, gone;

	if (given != 1)
		return err_set(BIS_EUSAGE, "say what to purge: one of a unit, a concept, "
					   "an origin or an event");
	int rc = sql_exec(db, gather);
	if (rc < 0)
		return rc;
	if (o->origin != NULL)
		return choose_origin(db, o->origin);
	if (o->event != 0)
		return choose_event(db, o->event);
	if (o->unit != NULL) {
		rc = unit_number(o->unit, &number);
		if (rc == 0)
			rc = run(db, unit, number, NULL, &found);
	} else {
		rc = concept_find_any(db, o->concept, &number, &gone);
		if (rc == 0)
			rc = run(db, concept, number, NULL, &found);
	}
	if (rc == 0 && found == 0)
		return err_set(BIS_ENOTFOUND, "there is no %s \"%s\"",
			o->unit != NULL ? "unit" : "concept",
			o->unit != NULL ? o->unit : o->concept);
	return rc;
}

/* With them go the segments that only they held. */
static int purge_units(bis_db *db, struct bis_purge_report *report)
{
	static const char segments[] =
		"DELETE FROM segment WHERE id IN (SELECT v.segment FROM variant v"
		" JOIN purge_unit p ON p.id = v.unit) AND NOT EXISTS (SELECT 1 FROM "
		"variant v"
		" WHERE v.segment = segment.id AND v.unit NOT IN (SELECT id FROM "
		"purge_unit))";
	static const char variants[] =
		"DELETE FROM variant WHERE unit IN (SELECT id FROM purge_unit)";
	static const char sightings[] =
		"DELETE FROM sighting WHERE unit IN (SELECT id FROM purge_unit)"
		" OR document IN (SELECT id FROM purge_document)";
	static const char revivals[] = "DELETE FROM revival WHERE what = 0"
				       " AND object IN (SELECT id FROM purge_unit)";
	static const char units[] =
		"DELETE FROM unit WHERE id IN (SELECT id FROM purge_unit)";

	int rc = run(db, segments, 0, NULL, &report->segments);
	if (rc == 0)
		rc = run(db, variants, 0, NULL, NULL);
	if (rc == 0)
		rc = run(db, sightings, 0, NULL, NULL);
	if (rc == 0)
		rc = run(db, revivals, 0, NULL, NULL);
	return rc < 0 ? rc : run(db, units, 0, NULL, &report->units);
}

/* Events whose words may quote what goes: a term, the name of a file.  An undo
 * quotes what it undid, so with an event go all that undid it and all that it undid. */
static int purge_words(bis_db *db, struct bis_purge_report *report)
{
	static const char summaries[] =
		"WITH RECURSIVE quoting (id) AS ("
		"SELECT event FROM change WHERE concept IN (SELECT id FROM purge_concept)"
		" UNION SELECT event FROM concept WHERE document IS NULL"
		"  AND id IN (SELECT id FROM purge_concept)"
		" UNION SELECT gone FROM concept WHERE gone IS NOT NULL"
		"  AND id IN (SELECT id FROM purge_concept)"
		" UNION SELECT event FROM document"
		"  WHERE id IN (SELECT id FROM purge_document)"
		" UNION SELECT e.id FROM event e JOIN quoting q ON e.undoes = q.id"
		" UNION SELECT e.undoes FROM event e JOIN quoting q ON e.id = q.id"
		"  WHERE e.undoes IS NOT NULL)"
		" UPDATE event SET summary = 'purged', why = ''"
		" WHERE (summary <> '' OR why <> '') AND id IN (SELECT id FROM quoting)";

	return run(db, summaries, 0, NULL, &report->events);
}

static int purge_concepts(bis_db *db, struct bis_purge_report *report)
{
	static const char list[] = "SELECT id FROM purge_concept";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, list);
	int rc = 0;

	while (rc == 0 && (rc = sql_step(db, s)) > 0) {
		rc = concepts_purge(db, sql_column_int(s, 0));
		report->concepts += rc == 0;
	}
	return rc;
}

static int purge_documents(bis_db *db)
{
	static const char revivals[] = "DELETE FROM revival WHERE what = 2"
				       " AND object IN (SELECT id FROM purge_document)";
	/* a document other units still belong to keeps its row, but not what it said */
	static const char empty[] =
		"UPDATE document SET path = '', root_attrs = NULL, attrs = NULL, head = "
		"NULL,"
		" tail = NULL WHERE id IN (SELECT id FROM purge_document)";
	static const char documents[] =
		"DELETE FROM document WHERE id IN (SELECT id FROM purge_document)"
		" AND NOT EXISTS (SELECT 1 FROM unit u WHERE u.document = document.id)"
		" AND NOT EXISTS (SELECT 1 FROM concept c WHERE c.document = "
		"document.id)";
	static const char origins[] =
		"DELETE FROM origin WHERE NOT EXISTS"
		" (SELECT 1 FROM document d WHERE d.origin = origin.id)";

	int rc = run(db, revivals, 0, NULL, NULL);
	if (rc == 0)
		rc = run(db, empty, 0, NULL, NULL);
	if (rc == 0)
		rc = run(db, documents, 0, NULL, NULL);
	return rc < 0 ? rc : run(db, origins, 0, NULL, NULL);
}

/* Writes the file anew without its free space, and empties the WAL. */
static int overwrite(bis_db *db)
{
	int rc = sql_exec(db, "PRAGMA secure_delete = ON; VACUUM;");

	if (rc < 0)
		return rc;
	int busy = sqlite3_wal_checkpoint_v2(
		db->sql, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	if (busy != SQLITE_OK)
		return err_set(BIS_EBUSY,
			"%s: purged, but others are reading: traces stay in the WAL "
			"until the last of them has closed the database",
			db->path);
	return 0;
}

int bis_purge(bis_db *db, const struct bis_purge_options *options,
	struct bis_purge_report *report)
{
	char summary[120];

	*report = (struct bis_purge_report){ 0 };
	int rc = sql_exec(db, "PRAGMA secure_delete = ON");
	if (rc == 0)
		rc = store_begin(db, "purge");
	if (rc == 0)
		rc = choose(db, options);
	if (rc == 0)
		rc = purge_words(db, report);
	if (rc == 0)
		rc = purge_units(db, report);
	if (rc == 0)
		rc = purge_concepts(db, report);
	if (rc == 0)
		rc = purge_documents(db);
	if (rc < 0) {
		store_rollback(db);
		return rc;
	}
	snprintf(summary, sizeof(summary),
		"%lld units, %lld concepts, %lld segments removed for good",
		(long long)report->units, (long long)report->concepts,
		(long long)report->segments);
	store_touch(db, report->units + report->concepts + report->segments + 1);
	rc = textindex_renew(db);
	if (rc < 0) {
		store_rollback(db);
		return rc;
	}
	rc = store_commit(db, summary);
	if (rc < 0 || db->last_event == 0)
		return rc;
	rc = overwrite(db);
	int forgot = textindex_forget(db);
	return forgot < 0 ? forgot : rc;
}
