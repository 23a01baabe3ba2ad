/* SPDX-License-Identifier: Apache-2.0
 *
 * SQLite, spoken briefly; used inside src/store only.
 *
 * A statement is prepared once a handle and kept; SQL is a named literal beside its
 * reader, with parameters ?1 ?2.  The usual shape:
 *
 *	static const char form_by_key[] = "SELECT form FROM form_key WHERE key = ?1";
 *	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, form_by_key);
 *	sql_int(s, 1, key);
 *	while ((rc = sql_step(db, s)) > 0)
 *		sql_column_int(s, 0);
 *
 * sql_get() returns NULL where preparing failed (error set); all sql_… functions bear a
 * NULL statement: binding does nothing, sql_step() returns the error's code.
 */
#ifndef BISOTUN_SQL_H
#define BISOTUN_SQL_H

#include "bisotun/db.h"
#include "src/base/buf.h"

#include <sqlite3.h>

/* The kept statement for this literal (the pointer is the key), reset and without
 * bindings. One literal must not be in use twice at once on one handle. */
sqlite3_stmt *sql_get(bis_db *db, const char *literal);
/* For cleanup(): resets a kept statement, so that it can be got again. */
void sql_done(sqlite3_stmt **s);
/* A statement of one's own, for SQL built at run time; cleanup(sql_finalise). */
sqlite3_stmt *sql_prepare(bis_db *db, const char *sql);
void sql_finalise(sqlite3_stmt **s);

void sql_int(sqlite3_stmt *s, int at, int64_t value);
void sql_text(sqlite3_stmt *s, int at,
	const char *text); /* NULL binds NULL; borrowed until reset */
void sql_bytes(sqlite3_stmt *s, int at, const char *text, size_t size); /* as TEXT */
void sql_buf(
	sqlite3_stmt *s, int at, const struct buf *b); /* as TEXT, an empty one as NULL */
void sql_blob(sqlite3_stmt *s, int at, const void *bytes, size_t size);

/* 1 a row, 0 done, negative failed (set). */
int sql_step(bis_db *db, sqlite3_stmt *s);
/* For statements without rows: steps and resets; 0 or negative. */
int sql_run(bis_db *db, sqlite3_stmt *s);
/* Several statements without parameters or rows. */
int sql_exec(bis_db *db, const char *sql);

int64_t sql_column_int(sqlite3_stmt *s, int column);
const char *sql_column_text(
	sqlite3_stmt *s, int column); /* "" for NULL; borrowed until the next step */
size_t sql_column_size(sqlite3_stmt *s, int column); /* bytes */
void sql_column_buf(
	sqlite3_stmt *s, int column, struct buf *b); /* set to the text, "" for NULL */

int64_t sql_last_id(bis_db *db); /* rowid of the last INSERT */
int64_t sql_changes(bis_db *db); /* rows of the last statement */

/* Turns SQLite's last failure into ours; returns the code. */
int sql_error(bis_db *db);

#endif
