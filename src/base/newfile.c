/* SPDX-License-Identifier: Apache-2.0
 *
 * A file that appears whole or not at all.
 *
 * A file without a name can be given one that is free, but not one that is taken: where
 * there is a target already, it gets a name beside it for the moment between two calls,
 * and is renamed.  Naming it goes through /proc, as it does for everyone but root; where
 * there is none, or the file system knows no files without a name, it has its temporary
 * name from the beginning.
 */
#include "config.h"
#include "src/base/newfile.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "src/base/buf.h"
#include "src/base/err.h"

#define NAMES_MAX 1000 /* temporary names that are tried */
#define ACL_NAME "system.posix_acl_access"
#define ACL_MAX ((size_t)64 << 10) /* bytes; no system has longer ones */

static int failed(const char *path)
{
	return err_set(BIS_EIO, "%s: %s", path, strerror(errno));
}

/* The path of a file in the target's folder; "" gives that of the folder itself.  NULL
 * without memory. */
static char *beside(const char *target, const char *name)
{
	const char *slash = strrchr(target, '/');
	struct buf path = BUF_INIT;

	if (slash == NULL)
		buf_adds(&path, "./");
	else
		buf_add(&path, target, (size_t)(slash - target) + 1);
	buf_adds(&path, name);
	return buf_take(&path);
}

/* --- opening ------------------------------------------------------------------------ */

static void name_in_proc(int fd, char name[32])
{
	snprintf(name, 32, "/proc/self/fd/%d", fd);
}

/* A file without a name; -1 where that can't be had, or could not be named later. */
static int open_nameless(const char *folder)
{
#ifdef O_TMPFILE
	char name[32];
	int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	if (fd < 0)
		return -1;
	name_in_proc(fd, name);
	if (access(name, F_OK) == 0)
		return fd;
	close(fd);
#else
	(void)folder;
#endif
	return -1;
}

static int open_named(struct newfile *f, const char *path)
{
	cleanup(free_text) char *name = beside(f->target, ".bisotun-XXXXXX");

	if (name == NULL)
		return err_nomem();
	f->fd = mkostemp(name, O_CLOEXEC);
	if (f->fd < 0)
		return failed(path);
	f->temporary = steal(&name);
	return 0;
}

/* A link is written through, not replaced; a file not there yet has no real path. */
static int find_target(struct newfile *f, const char *path)
{
	struct stat st;

	f->target = realpath(path, NULL);
	if (f->target != NULL)
		return 0;
	if (errno == ENOMEM)
		return err_nomem();
	if (lstat(path, &st) == 0 && S_ISLNK(st.st_mode))
		return err_set(BIS_EIO, "%s: a link to what is not there", path);
	f->target = strdup(path);
	return f->target == NULL ? err_nomem() : 0;
}

int newfile_open(struct newfile *f, const char *path)
{
	*f = NEWFILE_INIT;
	int rc = find_target(f, path);
	if (rc < 0)
		return rc;
	cleanup(free_text) char *folder = beside(f->target, "");
	if (folder == NULL)
		return err_nomem();
	f->fd = open_nameless(folder);
	return f->fd >= 0 ? 0 : open_named(f, path);
}

/* --- as the target is --------------------------------------------------------------- */

/* The target's access list, or none where a folder's default has given one: by its mode
 * alone a file would open to the group what the list keeps from it.  File systems without
 * such lists say so, and that is all right. */
static int copy_access_list(struct newfile *f, const char *path)
{
	cleanup(free_text) char *list = malloc(ACL_MAX);

	if (list == NULL)
		return err_nomem();
	ssize_t size = getxattr(f->target, ACL_NAME, list, ACL_MAX);
	if (size < 0 && errno != ENODATA && errno != ENOTSUP && errno != ENOSYS)
		return failed(path);
	if (size <= 0) {
		(void)fremovexattr(f->fd, ACL_NAME);
		return 0;
	}
	return fsetxattr(f->fd, ACL_NAME, list, (size_t)size, 0) < 0 ? failed(path) : 0;
}

int newfile_like_target(struct newfile *f, const char *path)
{
	struct stat st;

	if (stat(f->target, &st) < 0 ||
		faccessat(AT_FDCWD, f->target, W_OK, AT_EACCESS) < 0)
		return failed(path);
	if (st.st_nlink > 1)
		return err_set(BIS_EIO,
			"%s: has %ju names (hard links); the others would keep the old "
			"text",
			path, (uintmax_t)st.st_nlink);
	/* the owner first: changing it takes set-user-ID bits away */
	if (fchown(f->fd, st.st_uid, st.st_gid) < 0 && errno != EPERM)
		return failed(path);
	int rc = copy_access_list(f, path);
	if (rc == 0 && fchmod(f->fd, st.st_mode & 07777) < 0)
		rc = failed(path);
	return rc;
}

/* --- putting it in its place -------------------------------------------------------- */

int newfile_sync(struct newfile *f, const char *path)
{
	if (fsync(f->fd) < 0 && errno != EINVAL && errno != ENOTSUP)
		return failed(path);
	return 0;
}

static bool give_name(const struct newfile *f, const char *name)
{
	char in_proc[32];

	name_in_proc(f->fd, in_proc);
	return linkat(AT_FDCWD, in_proc, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0;
}

/* A name that no other file has: of this process and a number. */
static int give_temporary_name(struct newfile *f, const char *path)
{
	for (int i = 0; i < NAMES_MAX; i++) {
		char own[64];
		snprintf(own, sizeof(own), ".bisotun-%ld-%d", (long)getpid(), i);
		cleanup(free_text) char *name = beside(f->target, own);
		if (name == NULL)
			return err_nomem();
		if (give_name(f, name)) {
			f->temporary = steal(&name);
			return 0;
		}
		if (errno != EEXIST)
			break;
	}
	return failed(path);
}

/* The folder is synced too: without it the new name may be gone after a power cut. */
static void sync_folder(const char *target)
{
	cleanup(free_text) char *folder = beside(target, "");
	int fd = folder == NULL ? -1 : open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	(void)fsync(fd); /* some file systems have no sync of folders */
	close(fd);
}

int newfile_place(struct newfile *f, const char *path)
{
	int rc = 0;

	if (f->temporary == NULL && !give_name(f, f->target)) {
		if (errno != EEXIST)
			return failed(path);
		rc = give_temporary_name(f, path);
	}
	if (rc == 0 && f->temporary != NULL && rename(f->temporary, f->target) < 0)
		rc = failed(path);
	if (rc < 0)
		return rc;
	free(steal(&f->temporary));
	sync_folder(f->target);
	return 0;
}

void newfile_finish(struct newfile *f)
{
	if (f->temporary != NULL)
		unlink(f->temporary);
	if (f->fd >= 0)
		close(f->fd);
	free(f->temporary);
	free(f->target);
	*f = NEWFILE_INIT;
}
