/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

#include "src/base/buf.h"
#include "src/base/err.h"
#include "src/store/db.h"

#define DEFAULT_TIMEOUT_MS 10000
#define NAP_MS 10

/* Numbers of statfs(2), linux/magic.h and the kernel's sources; WAL needs shared
 * memory and locks that these don't give (sqlite.org/wal.html). */
static const struct {
	long type;
	const char *kind;
} network_kinds[] = {
	{ 0x6969, "nfs" },
	{ 0x517b, "smb" },
	{ 0xff534d42, "cifs" },
	{ 0xfe534d42, "smb2" },
	{ 0x5346414f, "afs" },
	{ 0x6b414653, "kafs" },
	{ 0x73757245, "coda" },
	{ 0x00c36400, "ceph" },
	{ 0x01021997, "9p" },
	{ 0x564c, "ncp" },
	{ 0x0bd00bd0, "lustre" },
	{ 0x47504653, "gpfs" },
	{ 0x7461636f, "ocfs2" },
	{ 0x01161970, "gfs2" },
	{ 0x19830326, "beegfs" },
};

#define FUSE_TYPE 0x65735546 /* may be local or not: /proc/self/mountinfo knows */
static const char *const network_fuses[] = { "fuse.sshfs", "fuse.rclone", "fuse.s3fs",
	"fuse.davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.smbnetfs", "fuse.gvfsd-fuse",
	"fuse.curlftpfs", "fuse.cephfs", "fuse.juicefs", "fuse.mfs" };

const char *lock_network_kind(long f_type)
{
	for (size_t i = 0; i < N_ELEMENTS(network_kinds); i++)
		if (network_kinds[i].type == (f_type & 0xffffffffL))
			return network_kinds[i].kind;
	return NULL;
}

/* Looks the mount of this device up by the fields of proc(5) mountinfo:
 * `36 35 98:0 /root /mount options [optional] - fuse.sshfs source options`. */
static const char *network_fuse(dev_t device)
{
	char line[4096];
	FILE *mounts = fopen("/proc/self/mountinfo", "re");
	const char *found = NULL;

	while (mounts != NULL && found == NULL &&
		fgets(line, sizeof(line), mounts) != NULL) {
		unsigned int id, parent, high, low;
		const char *type = strstr(line, " - ");
		if (type == NULL ||
			sscanf(line, "%u %u %u:%u", &id, &parent, &high, &low) != 4 ||
			makedev(high, low) != device)
			continue;
		size_t size = strcspn(type + 3, " ");
		for (size_t i = 0; i < N_ELEMENTS(network_fuses); i++)
			if (strlen(network_fuses[i]) == size &&
				strncmp(network_fuses[i], type + 3, size) == 0)
				found = network_fuses[i];
	}
	if (mounts != NULL)
		fclose(mounts);
	return found;
}

static const char *share_of(const char *path, bool *there)
{
	struct statfs fs;
	struct stat file;

	*there = statfs(path, &fs) == 0 && stat(path, &file) == 0;
	if (!*there)
		return NULL;
	if ((long)fs.f_type == FUSE_TYPE)
		return network_fuse(file.st_dev);
	return lock_network_kind((long)fs.f_type);
}

const char *lock_network_share(const char *path)
{
	bool there;
	const char *kind = share_of(path, &there);

	if (there)
		return kind;
	cleanup(buf_free) struct buf folder = BUF_INIT;
	const char *slash = strrchr(path, '/');
	buf_add(&folder, slash == NULL ? "./" : path,
		slash == NULL ? 2 : (size_t)(slash - path) + 1);
	return buf_ok(&folder) ? share_of(buf_str(&folder), &there) : NULL;
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int try_lock(int fd)
{
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	return fcntl(fd, F_OFD_SETLK, &whole);
}

/* Who holds the lock, as they wrote it: "anna, import a.tmx, process 4711". */
static int busy(bis_db *db, int fd)
{
	char holder[512];
	ssize_t size = pread(fd, holder, sizeof(holder) - 1, 0);

	holder[size < 0 ? 0 : size] = '\0';
	holder[strcspn(holder, "\n")] = '\0';
	return err_set(BIS_EBUSY,
		"%s: another write is going on (%s); nothing was changed", db->path,
		holder[0] == '\0' ? "by someone unknown" : holder);
}

static void sign(bis_db *db, int fd)
{
	char holder[512];
	int size = snprintf(holder, sizeof(holder), "%.100s, %.300s, process %ld\n",
		db->user, db->command, (long)getpid());

	/* only a courtesy to those who wait: a full disk must not stop the write here */
	if (ftruncate(fd, 0) != 0 || pwrite(fd, holder, (size_t)size, 0) != size)
		return;
}

int lock_take(bis_db *db)
{
	cleanup(buf_free) struct buf path = BUF_INIT;
	int timeout = db->timeout_ms == 0 ? DEFAULT_TIMEOUT_MS : db->timeout_ms;
	int64_t until = now_ms() + (timeout < 0 ? 0 : timeout);

	buf_addf(&path, "%s-lock", db->path);
	if (!buf_ok(&path))
		return err_nomem();
	int fd = open(buf_str(&path), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return err_set(BIS_EDB, "%s: %s", buf_str(&path), strerror(errno));
	while (try_lock(fd) != 0) {
		if (errno != EAGAIN && errno != EACCES && errno != EINTR) {
			int rc = err_set(
				BIS_EDB, "%s: %s", buf_str(&path), strerror(errno));
			close(fd);
			return rc;
		}
		if (now_ms() >= until) {
			int rc = busy(db, fd);
			close(fd);
			return rc;
		}
		nanosleep(&(struct timespec){ .tv_nsec = NAP_MS * 1000000L }, NULL);
	}
	sign(db, fd);
	db->lock = fd;
	return 0;
}

void lock_release(bis_db *db)
{
	if (db->lock < 0)
		return;
	if (ftruncate(db->lock, 0) != 0)
		errno = 0; /* the next holder signs anew */
	close(db->lock);
	db->lock = -1;
}
