/* SPDX-License-Identifier: Apache-2.0
 *
 * Which state of the base a read sees.
 */
#include "config.h"

#include <stdio.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/store/textindex-make.h"

int moment_look(bis_db *db, struct moment *m)
{
	static const char sql[] = "SELECT (SELECT max(id) FROM event),"
				  " (SELECT value FROM meta WHERE key = 'index_epoch')";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc = sql_step(db, s);

	if (rc <= 0)
		return rc;
	*m = (struct moment){ .event = sql_column_int(s, 0),
		.epoch = (uint64_t)sql_column_int(s, 1) };
	return 0;
}

int moment_number(const bis_db *db, int64_t number, uint32_t *out)
{
	*out = (uint32_t)number;
	if (number < 0 || number >= RUN_NONE)
		return err_set(BIS_EDB, "%s: numbers too large to be indexed", db->path);
	return 0;
}

static int last_id(bis_db *db, const char *literal, uint32_t *id)
{
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, literal);
	int rc = sql_step(db, s);
	int64_t last = rc > 0 ? sql_column_int(s, 0) : 0;

	return rc < 0 ? rc : moment_number(db, last, id);
}

int moment_fill(bis_db *db, struct moment *m)
{
	static const char segment[] = "SELECT max(id) FROM segment";
	static const char unit[] = "SELECT max(id) FROM unit";
	int rc = last_id(db, segment, &m->last_segment);

	return rc < 0 ? rc : last_id(db, unit, &m->last_unit);
}

int moment_read(bis_db *db, struct moment *m)
{
	int rc = moment_look(db, m);

	return rc < 0 ? rc : moment_fill(db, m);
}

static uint64_t hash_column(sqlite3_stmt *s, int column, uint64_t seed)
{
	const char *text = sql_column_text(s, column);

	return hash_bytes(text, sql_column_size(s, column), seed);
}

/* Adds the hash of a row's content; *found is left alone where there is a row. */
static int add_row(
	bis_db *db, const char *literal, int64_t id, uint64_t *print, bool *found)
{
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, literal);
	int rc;

	sql_int(s, 1, id);
	rc = sql_step(db, s);
	if (rc > 0)
		for (int column = 0; column < sqlite3_column_count(s); column++)
			*print = hash_column(s, column, *print);
	else if (id != 0)
		*found = false;
	return rc < 0 ? rc : 0;
}

int moment_print(bis_db *db, const struct moment *m, uint64_t *print, bool *found)
{
	static const char event[] =
		"SELECT at, who, what, summary, changes FROM event WHERE id = ?1";
	static const char segment[] = "SELECT hash FROM segment WHERE id = ?1";
	static const char unit[] = "SELECT hash FROM unit WHERE id = ?1";
	int rc;

	*print = m->epoch;
	*found = true;
	rc = add_row(db, event, m->event, print, found);
	if (rc == 0)
		rc = add_row(db, segment, m->last_segment, print, found);
	return rc < 0 ? rc : add_row(db, unit, m->last_unit, print, found);
}

/* A connection of its own: the handle's may stand in a read. */
static int ask_anew(bis_db *db, const char *sql, int64_t *answer)
{
	cleanup(sql_finalise) sqlite3_stmt *s = NULL;
	sqlite3 *other = NULL;
	int rc = 0;

	*answer = 0;
	if (sqlite3_open_v2(db->path, &other, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
		rc = err_set(BIS_EDB, "%s: can't be opened again", db->path);
	else
		sqlite3_busy_timeout(other, 1000);
	if (rc == 0 && sqlite3_prepare_v2(other, sql, -1, &s, NULL) != SQLITE_OK)
		rc = err_set(BIS_EDB, "%s: %s", db->path, sqlite3_errmsg(other));
	int step = rc == 0 ? sqlite3_step(s) : SQLITE_DONE;
	if (step == SQLITE_ROW)
		*answer = sql_column_int(s, 0);
	else if (step != SQLITE_DONE)
		rc = err_set(BIS_EDB, "%s: %s", db->path, sqlite3_errmsg(other));
	sql_finalise(&s);
	sqlite3_close(other);
	return rc;
}

int moment_epoch_now(bis_db *db, uint64_t *epoch)
{
	static const char sql[] = "SELECT value FROM meta WHERE key = 'index_epoch'";
	int64_t value;
	int rc = ask_anew(db, sql, &value);

	*epoch = (uint64_t)value;
	return rc;
}

int moment_event_now(bis_db *db, int64_t *event)
{
	return ask_anew(db, "SELECT max(id) FROM event", event);
}

static int set_epoch(bis_db *db, const char *literal)
{
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, literal);
	int64_t epoch;

	sqlite3_randomness(sizeof(epoch), &epoch);
	sql_int(s, 1, epoch);
	return sql_run(db, s);
}

int textindex_stamp(bis_db *db)
{
	static const char sql[] =
		"INSERT OR IGNORE INTO meta (key, value) VALUES ('index_epoch', ?1)";

	struct moment m;
	int rc = set_epoch(db, sql);

	if (rc == 0)
		rc = moment_look(db, &m);
	if (rc == 0)
		db->epoch = m.epoch;
	return rc;
}

int textindex_renew(bis_db *db)
{
	static const char sql[] =
		"REPLACE INTO meta (key, value) VALUES ('index_epoch', ?1)";

	db->settled.renewed = true; /* until the old sidecar is gone */
	if (!db->dry_run)
		textindex_discard(
			db); /* now already: we may be killed after the commit */
	return set_epoch(db, sql);
}
