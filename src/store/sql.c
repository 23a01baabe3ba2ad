/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/store/sql.h"

#include <string.h>

#include "src/base/err.h"
#include "src/store/db.h"

int sql_error(bis_db *db)
{
	int code = sqlite3_extended_errcode(db->sql);

	switch (code & 0xff) {
	case SQLITE_OK: /* SQLite saw nothing wrong: it was we who found no memory */
	case SQLITE_ROW:
	case SQLITE_DONE:
	case SQLITE_NOMEM:
		return err_nomem();
	case SQLITE_FULL:
		return err_set(
			BIS_EDB, "%s: the disk is full; nothing was changed", db->path);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(BIS_EBUSY, "%s: held by another program", db->path);
	case SQLITE_NOTADB:
		return err_set(BIS_EDB, "%s: not a Bisotun database", db->path);
	case SQLITE_CORRUPT:
		return err_set(BIS_EDB,
			"%s: the database is damaged (%s); restore a backup", db->path,
			sqlite3_errmsg(db->sql));
	case SQLITE_READONLY:
		return err_set(BIS_EDB, "%s: can't be written (%s)", db->path,
			sqlite3_errmsg(db->sql));
	case SQLITE_TOOBIG:
		return err_set(BIS_EFORMAT, "%s: text or record too big", db->path);
	default:
		return err_set(BIS_EDB, "%s: %s", db->path, sqlite3_errmsg(db->sql));
	}
}

static size_t slot_of(const bis_db *db, const char *literal)
{
	size_t mask = db->statements_capacity - 1;
	size_t slot = ((uintptr_t)literal >> 3) * 0x9e3779b1u & mask;

	while (db->statements[slot].literal != NULL &&
		db->statements[slot].literal != literal)
		slot = (slot + 1) & mask;
	return slot;
}

/* Keeps the table at most half full; the capacity is a power of two. */
static int make_room(bis_db *db)
{
	if (2 * (db->n_statements + 1) <= db->statements_capacity)
		return 0;
	struct kept_statement *old = db->statements;
	size_t old_capacity = db->statements_capacity;
	size_t capacity = old_capacity == 0 ? 128 : 2 * old_capacity;
	struct kept_statement *statements = calloc(capacity, sizeof(*statements));
	if (statements == NULL)
		return err_nomem();
	db->statements = statements;
	db->statements_capacity = capacity;
	for (size_t i = 0; i < old_capacity; i++)
		if (old[i].literal != NULL)
			statements[slot_of(db, old[i].literal)] = old[i];
	free(old);
	return 0;
}

sqlite3_stmt *sql_get(bis_db *db, const char *literal)
{
	if (db->statements_capacity > 0) {
		struct kept_statement *kept = &db->statements[slot_of(db, literal)];
		if (kept->literal == literal)
			return kept->statement;
	}
	if (make_room(db) < 0)
		return NULL;
	sqlite3_stmt *statement = NULL;
	if (sqlite3_prepare_v3(db->sql, literal, -1, SQLITE_PREPARE_PERSISTENT,
		    &statement, NULL) != SQLITE_OK) {
		sql_error(db);
		return NULL;
	}
	db->statements[slot_of(db, literal)] =
		(struct kept_statement){ .literal = literal, .statement = statement };
	db->n_statements++;
	return statement;
}

sqlite3_stmt *sql_prepare(bis_db *db, const char *sql)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(db->sql, sql, -1, &statement, NULL) != SQLITE_OK) {
		sql_error(db);
		return NULL;
	}
	return statement;
}

void sql_done(sqlite3_stmt **s)
{
	if (*s == NULL)
		return;
	sqlite3_reset(*s);
	sqlite3_clear_bindings(*s);
}

void sql_finalise(sqlite3_stmt **s)
{
	sqlite3_finalize(*s);
	*s = NULL;
}

/* Values are borrowed (SQLITE_STATIC), so binding allocates nothing and can't fail
 * but for a text beyond SQLite's bound of a gigabyte, which no record reaches. */
void sql_int(sqlite3_stmt *s, int at, int64_t value)
{
	if (s != NULL)
		sqlite3_bind_int64(s, at, value);
}

void sql_bytes(sqlite3_stmt *s, int at, const char *text, size_t size)
{
	if (s != NULL)
		sqlite3_bind_text64(s, at, text, size, SQLITE_STATIC, SQLITE_UTF8);
}

void sql_text(sqlite3_stmt *s, int at, const char *text)
{
	if (s == NULL)
		return;
	if (text == NULL)
		sqlite3_bind_null(s, at);
	else
		sql_bytes(s, at, text, strlen(text));
}

void sql_buf(sqlite3_stmt *s, int at, const struct buf *b)
{
	if (s == NULL)
		return;
	if (b->size == 0)
		sqlite3_bind_null(s, at);
	else
		sql_bytes(s, at, b->data, b->size);
}

void sql_blob(sqlite3_stmt *s, int at, const void *bytes, size_t size)
{
	if (s != NULL)
		sqlite3_bind_blob64(s, at, size == 0 ? "" : bytes, size, SQLITE_STATIC);
}

/* After running out of memory or disk SQLite may have taken the whole transaction back
 * by itself (sqlite.org/lang_transaction.html §2.3): then nothing of the write may run
 * on its own. */
static int still_whole(bis_db *db)
{
	int rc = db->owed;

	db->owed = 0;
	if (rc < 0)
		return rc;
	if (db->event != 0 && sqlite3_get_autocommit(db->sql))
		return err_set(
			BIS_EDB, "%s: the write failed and was taken back", db->path);
	return 0;
}

int sql_step(bis_db *db, sqlite3_stmt *s)
{
	if (s == NULL)
		return sql_error(db);
	int whole = still_whole(db);
	if (whole < 0)
		return whole;
	switch (sqlite3_step(s)) {
	case SQLITE_ROW:
		return 1;
	case SQLITE_DONE:
		return 0;
	default:
		return sql_error(db);
	}
}

int sql_run(bis_db *db, sqlite3_stmt *s)
{
	int rc = sql_step(db, s);

	if (s != NULL)
		sqlite3_reset(s);
	return rc < 0 ? rc : 0;
}

int sql_exec(bis_db *db, const char *sql)
{
	int whole = still_whole(db);
	if (whole < 0)
		return whole;
	if (sqlite3_exec(db->sql, sql, NULL, NULL, NULL) != SQLITE_OK)
		return sql_error(db);
	return 0;
}

int64_t sql_column_int(sqlite3_stmt *s, int column)
{
	return sqlite3_column_int64(s, column);
}

const char *sql_column_text(sqlite3_stmt *s, int column)
{
	const char *text = (const char *)sqlite3_column_text(s, column);

	return text == NULL ? "" : text;
}

size_t sql_column_size(sqlite3_stmt *s, int column)
{
	return (size_t)sqlite3_column_bytes(s, column);
}

void sql_column_buf(sqlite3_stmt *s, int column, struct buf *b)
{
	bool none = sqlite3_column_type(s, column) == SQLITE_NULL;
	const void *text = sqlite3_column_text(s, column);

	buf_clear(b);
	if (text != NULL)
		buf_add(b, text, sql_column_size(s, column));
	else
		b->failed = !none; /* SQLite found no memory to end the text with a NUL */
}

int64_t sql_last_id(bis_db *db)
{
	return sqlite3_last_insert_rowid(db->sql);
}

int64_t sql_changes(bis_db *db)
{
	return sqlite3_changes64(db->sql);
}
