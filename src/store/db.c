/* SPDX-License-Identifier: Apache-2.0
 *
 * Opening and closing a database, and one write from begin to commit.
 */
#include "config.h"
#include "src/store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/base/err.h"
#include "src/store/info.h"
#include "src/store/lock.h"
#include "src/store/nameindex.h"
#include "src/store/schema.h"
#include "src/store/store.h"
#include "src/store/termindex.h"
#include "src/store/textindex-write.h"
#include "src/text/utf8.h"

/* --- opening -------------------------------------------------------------------- */

int bis_db_default_path(bool make_folder, char **out)
{
	cleanup(buf_free) struct buf path = BUF_INIT;
	const char *given = getenv("BISOTUN_DB");
	const char *data = getenv("XDG_DATA_HOME");
	const char *home = getenv("HOME");

	*out = NULL;
	if (given != NULL && *given != '\0') {
		buf_adds(&path, given);
	} else if (data != NULL && *data == '/') {
		buf_addf(&path, "%s/bisotun/bisotun.db", data);
	} else if (home != NULL && *home == '/') {
		buf_addf(&path, "%s/.local/share/bisotun/bisotun.db", home);
	} else {
		return err_set(BIS_EUSAGE, "no database named, and $HOME is not set");
	}
	if (!buf_ok(&path))
		return err_nomem();
	/* every folder above a path that we chose; a path that was given must have
	 * its folder */
	for (size_t i = 1; make_folder && given == NULL && i < path.size; i++) {
		if (path.data[i] != '/')
			continue;
		path.data[i] = '\0';
		int made = mkdir(path.data, 0700);
		if (made != 0 && errno != EEXIST)
			return err_set(BIS_EDB, "%s: %s", path.data, strerror(errno));
		path.data[i] = '/';
	}
	*out = buf_take(&path);
	return *out == NULL ? err_nomem() : 0;
}

/* Threads open handles at the same time: the answer lies in room of our own. */
static char *who_am_i(void)
{
	const char *user = getenv("USER");
	char room[4096];
	struct passwd entry, *found = NULL;

	if (user != NULL && *user != '\0')
		return strdup(user);
	getpwuid_r(getuid(), &entry, room, sizeof(room), &found);
	return strdup(found == NULL ? "unknown" : found->pw_name);
}

/* Makes the file ourselves, so that it and what SQLite puts beside it are for its
 * owner only. */
static int make_file(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return errno == EEXIST ? 0 : /* another process was quicker */
			       err_set(BIS_EDB, "%s: %s", path, strerror(errno));
	close(fd);
	return 0;
}

static int check_place(const char *path, const struct bis_open_options *options)
{
	struct stat file;
	bool there = stat(path, &file) == 0;

	if (!there && errno != ENOENT)
		return err_set(BIS_EDB, "%s: %s", path, strerror(errno));
	if (there && !S_ISREG(file.st_mode))
		return err_set(BIS_EDB, "%s: not a file", path);
	if (options->write) {
		const char *share = lock_network_share(path);
		if (share != NULL)
			return err_set(BIS_EDB,
				"%s: on a network share (%s), where a database that is "
				"written "
				"by several gets damaged; keep it on a local disk",
				path, share);
	}
	if (there)
		return 0;
	if (!options->write || options->must_exist)
		return err_set(
			BIS_EDB, "%s: no such database; `bisotun init` makes one", path);
	return make_file(path);
}

static const char read_settings[] = "PRAGMA temp_store = MEMORY;"
				    "PRAGMA cache_size = -16000;"
				    "PRAGMA trusted_schema = OFF;";
/* The size of pages counts only while the file is empty. */
static const char write_settings[] = "PRAGMA page_size = 8192;"
				     "PRAGMA journal_mode = WAL;"
				     "PRAGMA synchronous = FULL;"
				     "PRAGMA secure_delete = OFF;"
				     "PRAGMA wal_autocheckpoint = 2000;";

/* A base that was closed well has no WAL; on a medium that can't be written it is
 * then read as it lies there. */
static int open_file(bis_db *db)
{
	cleanup(buf_free) struct buf name = BUF_INIT;
	struct stat wal;
	int flags = db->write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;

	buf_addf(&name, "%s-wal", db->path);
	bool as_it_lies = !db->write && stat(buf_str(&name), &wal) != 0;
	buf_set(&name, db->path);
	char *slash = strrchr(buf_str(&name), '/');
	if (as_it_lies && buf_ok(&name)) {
		buf_truncate(&name, slash == NULL ? 0 : (size_t)(slash - name.data) + 1);
		as_it_lies = access(name.size == 0 ? "." : buf_str(&name), W_OK) != 0;
	}
	buf_set(&name, as_it_lies ? "file:" : "");
	for (const char *c = db->path; as_it_lies && *c != '\0'; c++) {
		if (strchr("%?#", *c) != NULL)
			buf_addf(&name, "%%%02x", (unsigned)*c);
		else
			buf_addc(&name, *c);
	}
	buf_adds(&name, as_it_lies ? "?immutable=1" : db->path);
	if (!buf_ok(&name))
		return err_nomem();
	flags |= SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
		 (as_it_lies ? SQLITE_OPEN_URI : 0);
	if (sqlite3_open_v2(buf_str(&name), &db->sql, flags, NULL) != SQLITE_OK)
		return db->sql == NULL ? err_nomem() : sql_error(db);
	return 0;
}

static int prepare(bis_db *db)
{
	int rc = open_file(db);

	if (rc < 0)
		return rc;
	sqlite3_busy_timeout(db->sql, db->timeout_ms == 0  ? 10000
				      : db->timeout_ms < 0 ? 0
							   : db->timeout_ms);
	sqlite3_db_config(db->sql, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	rc = schema_check(db);
	if (rc == 0)
		rc = sql_exec(db, read_settings);
	if (rc == 0 && db->write)
		rc = sql_exec(db, write_settings);
	if (rc == 0 && db->write)
		rc = schema_prepare(db);
	return rc;
}

/* What goes into the history must be text. */
static int check_words(const struct bis_open_options *o)
{
	if (o->user != NULL && utf8_valid(o->user, strlen(o->user)) < strlen(o->user))
		return err_set(BIS_EUSAGE, "the name of the user is not UTF-8");
	if (o->why != NULL && utf8_valid(o->why, strlen(o->why)) < strlen(o->why))
		return err_set(BIS_EUSAGE, "the reason given is not UTF-8");
	return 0;
}

int bis_db_open(const char *path, const struct bis_open_options *options, bis_db **out)
{
	*out = NULL;
	if (path == NULL || *path == '\0')
		return err_set(BIS_EUSAGE, "no database named");
	int rc = check_words(options);
	if (rc == 0)
		rc = check_place(path, options);
	if (rc < 0)
		return rc;
	bis_db *db = calloc(1, sizeof(*db));
	if (db == NULL)
		return err_nomem();
	db->lock = -1;
	db->write = options->write;
	db->dry_run = options->dry_run;
	db->timeout_ms = options->timeout_ms;
	/* a name such as ":memory:" would be no file to SQLite */
	if (*path != ':')
		db->path = strdup(path);
	else if (asprintf(&db->path, "./%s", path) < 0)
		db->path = NULL;
	db->user = options->user != NULL && *options->user != '\0' ? strdup(options->user)
								   : who_am_i();
	db->command = strdup(options->command != NULL ? options->command : "a program");
	db->why = strdup(options->why != NULL ? options->why : "");
	if (db->path == NULL || db->user == NULL || db->command == NULL ||
		db->why == NULL)
		rc = err_nomem();
	if (rc == 0)
		rc = prepare(db);
	if (rc < 0) {
		bis_db_close(db);
		return rc;
	}
	*out = db;
	return 0;
}

static void forget_langs(bis_db *db)
{
	for (size_t i = 0; i < db->n_langs; i++)
		free(db->langs[i]);
	free(db->langs);
	db->langs = NULL;
	db->n_langs = 0;
}

void bis_db_close(bis_db *db)
{
	if (db == NULL)
		return;
	store_rollback(db);
	textindex_end_feed(db, false);
	if (db->finder != NULL)
		db->finder_free(db->finder);
	textindex_close(db);
	buf_free(&db->shown);
	info_free(db->info);
	termindex_free(db->terms);
	nameindex_free(db->names);
	for (size_t i = 0; i < db->statements_capacity; i++)
		sqlite3_finalize(db->statements[i].statement);
	free(db->statements);
	sqlite3_close(db->sql);
	lock_release(db);
	forget_langs(db);
	free(db->path);
	free(db->user);
	free(db->command);
	free(db->why);
	free(db);
}

int64_t bis_db_last_event(const bis_db *db)
{
	return db->last_event;
}

/* --- one write ------------------------------------------------------------------ */

int store_begin(bis_db *db, const char *what)
{
	static const char sql[] =
		"INSERT INTO event (at, who, what, why, undoes)"
		" VALUES (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?1, ?2, ?3, ?4)";

	db->last_event = 0;
	if (!db->write)
		return err_set(BIS_EUSAGE, "%s: opened for reading only", db->path);
	int rc = lock_take(db);
	if (rc < 0)
		return rc;
	rc = sql_exec(db, "BEGIN IMMEDIATE");
	if (rc < 0) {
		lock_release(db);
		return rc;
	}
	db->what = what;
	db->changes = 0;
	db->made_units = db->made_concepts = (struct id_range){ 0 };
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	sql_text(s, 1, db->user);
	sql_text(s, 2, what);
	sql_text(s, 3, db->why);
	if (db->undoes != 0)
		sql_int(s, 4, db->undoes);
	rc = sql_run(db, s);
	db->event = sql_last_id(db);
	if (rc < 0)
		store_rollback(db);
	return rc;
}

static int close_event(bis_db *db, const char *summary)
{
	static const char sql[] = "UPDATE event SET summary = ?2, changes = ?3, "
				  "first_unit = ?4, last_unit = ?5,"
				  " first_concept = ?6, last_concept = ?7 WHERE id = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, db->event);
	sql_text(s, 2, summary);
	sql_int(s, 3, db->changes);
	if (db->made_units.first != 0) {
		sql_int(s, 4, db->made_units.first);
		sql_int(s, 5, db->made_units.last);
	}
	if (db->made_concepts.first != 0) {
		sql_int(s, 6, db->made_concepts.first);
		sql_int(s, 7, db->made_concepts.last);
	}
	return sql_run(db, s);
}

int store_commit(bis_db *db, const char *summary)
{
	int64_t event = db->event;
	int rc;

	if (db->changes == 0 || db->dry_run) {
		store_rollback(db);
		return 0;
	}
	rc = termindex_flush(db);
	if (rc == 0)
		rc = nameindex_flush(db);
	if (rc == 0)
		rc = textindex_stamp(db);
	if (rc == 0)
		rc = close_event(db, summary);
	if (rc == 0)
		rc = sql_exec(db, "COMMIT");
	if (rc < 0) {
		store_rollback(db);
		return rc;
	}
	db->event = 0;
	db->last_event = event;
	lock_release(db);
	textindex_settle(db);
	return 0;
}

/* A statement to end it takes memory as well; where that fails once it must not leave the
 * transaction open. */
static void end_transaction(bis_db *db, const char *sql)
{
	for (int tries = 0; tries < 2 && !sqlite3_get_autocommit(db->sql); tries++)
		sqlite3_exec(db->sql, sql, NULL, NULL, NULL);
}

void store_rollback(bis_db *db)
{
	if (db->sql != NULL && db->readers == 0)
		end_transaction(db, "ROLLBACK");
	if (db->event != 0) {
		/* ids of languages and words made within it are void */
		forget_langs(db);
		termindex_free(db->terms);
		db->terms = NULL;
		nameindex_free(db->names);
		db->names = NULL;
	}
	db->event = 0;
	db->owed = 0;
	db->settled.renewed = false;
	lock_release(db);
}

int store_bulk(bis_db *db, bool on)
{
	return sql_exec(
		db, on ? "PRAGMA cache_size = -57344" : "PRAGMA cache_size = -16000");
}

void store_touch(bis_db *db, int64_t changes)
{
	db->changes += changes;
}

const char *store_user(const bis_db *db)
{
	return db->user;
}

bool store_is_at(const bis_db *db, const char *path)
{
	struct stat own, other;

	return stat(db->path, &own) == 0 && stat(path, &other) == 0 &&
	       own.st_dev == other.st_dev && own.st_ino == other.st_ino;
}

int store_read_begin(bis_db *db)
{
	static const char sql[] = "BEGIN";

	if (db->event != 0 || db->readers++ > 0)
		return 0;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc = sql_run(db, s);
	if (rc < 0)
		db->readers = 0;
	return rc;
}

void store_read_end(bis_db *db)
{
	if (db->event != 0 || db->readers == 0 || --db->readers > 0)
		return;
	static const char sql[] = "COMMIT";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	if (s == NULL || sqlite3_step(s) != SQLITE_DONE)
		end_transaction(db, sql);
}
