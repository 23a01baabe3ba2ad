/* SPDX-License-Identifier: Apache-2.0
 *
 * Copies: out while others write, and back in.
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/base/err.h"
#include "src/store/db.h"
#include "src/store/lock.h"
#include "src/store/schema.h"
#include "src/store/store.h"

/* The unfinished copy, and the journal a full disk leaves beside it. */
static void remove_file(struct buf *path)
{
	if (path->size > 0 && buf_ok(path)) {
		unlink(path->data);
		buf_adds(path, "-journal");
		if (buf_ok(path))
			unlink(path->data);
	}
	buf_free(path);
}

static int system_error(const char *path)
{
	return err_set(BIS_EDB, "%s: %s", path, strerror(errno));
}

/* Copies all pages in one step, which is one consistent state, into a new file. */
static int copy_pages(bis_db *db, const char *to)
{
	sqlite3 *target = NULL;
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
	int rc = 0;

	if (sqlite3_open_v2(to, &target, flags, NULL) != SQLITE_OK) {
		rc = err_set(BIS_EDB, "%s: %s", to, sqlite3_errmsg(target));
		sqlite3_close(target);
		return rc;
	}
	sqlite3_backup *backup = sqlite3_backup_init(target, "main", db->sql, "main");
	int step = backup == NULL ? SQLITE_ERROR : sqlite3_backup_step(backup, -1);
	sqlite3_backup_finish(backup);
	if (step == SQLITE_NOMEM)
		rc = err_nomem();
	else if (step != SQLITE_DONE)
		rc = step == SQLITE_FULL || (step & 0xff) == SQLITE_IOERR
			     ? err_set(BIS_EDB,
				       "%s: the disk is full or fails; no backup was "
				       "made",
				       to)
			     : err_set(BIS_EDB, "%s: %s", to, sqlite3_errstr(step));
	if (rc == 0 && sqlite3_close(target) == SQLITE_OK)
		return 0;
	sqlite3_close(target);
	return rc;
}

static int sync_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int rc = fd < 0 || fsync(fd) != 0 ? system_error(path) : 0;

	if (fd >= 0)
		close(fd);
	return rc;
}

/* A new, empty file beside `path`, mode 0600. */
static int make_beside(const char *path, struct buf *temporary)
{
	buf_addf(temporary, "%s.XXXXXX", path);
	if (!buf_ok(temporary))
		return err_nomem();
	int fd = mkostemp(temporary->data, O_CLOEXEC);
	if (fd < 0) {
		int rc = system_error(path);
		buf_clear(temporary);
		return rc;
	}
	close(fd);
	return 0;
}

int bis_db_backup(bis_db *db, const char *to)
{
	cleanup(remove_file) struct buf temporary = BUF_INIT;
	struct stat there;

	if (lstat(to, &there) == 0)
		return err_set(
			BIS_EDB, "%s: is there already; a backup never overwrites", to);
	int rc = make_beside(to, &temporary);
	if (rc == 0)
		rc = copy_pages(db, buf_str(&temporary));
	if (rc == 0)
		rc = sync_file(buf_str(&temporary));
	/* link(2), unlike rename(2), fails where another was quicker */
	if (rc == 0 && link(buf_str(&temporary), to) != 0)
		rc = errno == EPERM && rename(buf_str(&temporary), to) == 0
			     ? 0
			     : system_error(to);
	return rc;
}

/* What is restored is another base to those who know the one that stood there: its index
 * must not be taken for that of the other. */
static int renew_epoch(const char *path)
{
	static const char sql[] =
		"REPLACE INTO meta (key, value) VALUES ('index_epoch', random())";
	sqlite3 *restored = NULL;
	int rc = 0;

	if (sqlite3_open_v2(path, &restored, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
		sqlite3_exec(restored, sql, NULL, NULL, NULL) != SQLITE_OK)
		rc = err_set(BIS_EDB, "%s: %s", path, sqlite3_errmsg(restored));
	sqlite3_close(restored);
	return rc;
}

/* Opens the backup to see whether it is one, and whole. */
static int open_backup(const char *from, bis_db **out)
{
	int rc = bis_db_open(from, &(struct bis_open_options){ 0 }, out);

	if (rc < 0)
		return rc;
	int64_t damage = bis_db_verify(*out, NULL, NULL);
	if (damage < 0)
		return (int)damage;
	if (damage > 0)
		return err_set(BIS_EDB,
			"%s: the backup itself is damaged; nothing was restored", from);
	return 0;
}

static void close_db(bis_db **db)
{
	bis_db_close(*db);
}

/* Moves `path` to the first free of `path`.2, `path`.3 … where it is there at all. */
static int number_older(const char *path)
{
	cleanup(buf_free) struct buf name = BUF_INIT;

	for (int n = 2; n < 10000; n++) {
		buf_clear(&name);
		buf_addf(&name, "%s.%d", path, n);
		if (!buf_ok(&name))
			return err_nomem();
		if (link(path, buf_str(&name)) == 0)
			return unlink(path) == 0 ? 0 : system_error(path);
		if (errno == ENOENT)
			return 0;
		if (errno == EEXIST)
			continue;
		if (access(buf_str(&name), F_OK) != 0) /* no links on this file system */
			return rename(path, buf_str(&name)) == 0 ? 0 : system_error(path);
	}
	return err_set(BIS_EDB, "%s: there are too many of them", path);
}

/* `path` with `suffix` goes beside what was put aside: a WAL belongs to its database. */
static int move_sidecar(const char *path, const char *aside, const char *suffix)
{
	cleanup(buf_free) struct buf from = BUF_INIT, to = BUF_INIT;

	buf_addf(&from, "%s%s", path, suffix);
	buf_addf(&to, "%s%s", aside, suffix);
	if (!buf_ok(&from) || !buf_ok(&to))
		return err_nomem();
	if (rename(buf_str(&from), buf_str(&to)) == 0 || errno == ENOENT)
		return 0;
	return system_error(buf_str(&from));
}

/* Puts `new` in the place of `path`; what stood there becomes `path`.before-restore. */
static int put_in_place(const char *new, const char *path)
{
	cleanup(buf_free) struct buf aside = BUF_INIT;
	struct stat there;

	if (stat(path, &there) != 0)
		return rename(new, path) == 0 ? 0 : system_error(path);
	buf_addf(&aside, "%s.before-restore", path);
	if (!buf_ok(&aside))
		return err_nomem();
	int rc = number_older(buf_str(&aside));
	/* with a second name for the old one there is a database at every moment */
	if (rc == 0 && link(path, buf_str(&aside)) != 0 &&
		rename(path, buf_str(&aside)) != 0)
		rc = system_error(path);
	if (rc == 0)
		rc = move_sidecar(path, buf_str(&aside), "-wal");
	if (rc == 0)
		rc = move_sidecar(path, buf_str(&aside), "-shm");
	if (rc == 0 && rename(new, path) != 0)
		rc = system_error(path);
	return rc;
}

/* It would be found unfit, but its texts are of another base. */
static int remove_index(const char *path)
{
	cleanup(buf_free) struct buf name = BUF_INIT;

	buf_addf(&name, "%s-index", path);
	if (!buf_ok(&name))
		return err_nomem();
	return unlink(buf_str(&name)) == 0 || errno == ENOENT
		       ? 0
		       : system_error(buf_str(&name));
}

/* Leaving WAL mode folds the WAL in, and SQLite does that only for who is alone with
 * the file. What stands at `path` may be too damaged to be opened: then nobody else
 * has it open. */
static int hold_target(const char *path, bis_db **held)
{
	struct bis_open_options write = {
		.write = true, .must_exist = true, .command = "restore"
	};
	struct stat there;

	*held = NULL;
	if (stat(path, &there) != 0)
		return 0;
	int rc = bis_db_open(path, &write, held);
	if (rc < 0)
		return rc == BIS_EDB ? 0 : rc;
	rc = lock_take(*held);
	if (rc == 0)
		rc = sql_exec(*held, "PRAGMA journal_mode = DELETE");
	if (rc != BIS_EBUSY || (*held)->lock < 0)
		return rc;
	return err_set(
		BIS_EBUSY, "%s: others have it open; close them before restoring", path);
}

int bis_db_restore(const char *from, const char *path)
{
	cleanup(remove_file) struct buf temporary = BUF_INIT;
	cleanup(close_db) bis_db *backup = NULL;
	cleanup(close_db) bis_db *held = NULL;

	int rc = open_backup(from, &backup);
	const char *share = lock_network_share(path);
	if (rc == 0 && share != NULL)
		rc = err_set(BIS_EDB, "%s: on a network share (%s)", path, share);
	if (rc == 0)
		rc = hold_target(path, &held);
	if (rc == 0)
		rc = make_beside(path, &temporary);
	if (rc == 0)
		rc = copy_pages(backup, buf_str(&temporary));
	if (rc == 0)
		rc = renew_epoch(buf_str(&temporary));
	if (rc == 0)
		rc = sync_file(buf_str(&temporary));
	if (rc == 0)
		rc = remove_index(path);
	if (rc == 0)
		rc = put_in_place(buf_str(&temporary), path);
	return rc;
}
