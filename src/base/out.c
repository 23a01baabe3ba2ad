/* SPDX-License-Identifier: Apache-2.0
 *
 * Where bytes go.
 *
 * Small additions collect in a buffer of 256 KiB; only a full one goes further: to the
 * file, through gzip to the file, or to the caller's buffer.  The file is a temporary one
 * in the target's folder, so that the last rename cannot cross file systems.
 */
#include "config.h"
#include "src/base/out.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>

#include "src/base/err.h"

#define BUFFER_SIZE ((size_t)256 << 10)

struct out {
	char *path;   /* as given, for messages; NULL for a buffer */
	char *target; /* where the file is to appear: path with links followed; NULL for
			 none */
	char *temporary; /* NULL once it is in its place */
	int fd;
	struct buf *into; /* out_open_buf() */
	struct archive *gzip;
	bool given_up;
	int rc; /* the first failure, with its words: */
	char message[1024];
	int64_t size; /* that left the buffer */
	size_t used;
	char buffer[BUFFER_SIZE];
};

/* Remembers the first failure; its words are said again by out_finish(). */
static int failed(struct out *o, int code)
{
	if (o->rc == 0) {
		o->rc = code;
		snprintf(o->message, sizeof(o->message), "%s", bis_error_message());
	}
	return o->rc;
}

static int write_failed(struct out *o)
{
	return failed(o, err_set(BIS_EIO, "%s: %s", o->path, strerror(errno)));
}

static int write_all(struct out *o, const char *bytes, size_t size)
{
	while (size > 0) {
		ssize_t n = write(o->fd, bytes, size);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return write_failed(o);
		bytes += n;
		size -= (size_t)n;
	}
	return 0;
}

/* Never tells libarchive of a failure, after which it would not free all it has:
 * o->rc keeps it. */
static la_ssize_t take_gzipped(
	struct archive *a, void *ctx, const void *bytes, size_t size)
{
	struct out *o = ctx;

	(void)a;
	if (o->rc == 0 && !o->given_up)
		write_all(o, bytes, size);
	return (la_ssize_t)size;
}

static int gzip_failed(struct out *o)
{
	const char *why = archive_error_string(o->gzip);

	if (archive_errno(o->gzip) == ENOMEM)
		return failed(o, err_nomem());
	return failed(o, err_set(BIS_EIO, "%s: %s", o->path,
				 why == NULL ? "can't be compressed" : why));
}

static int begin_gzip(struct out *o)
{
	struct archive *a = o->gzip = archive_write_new();
	struct archive_entry *entry = archive_entry_new();

	if (a == NULL || entry == NULL) {
		archive_entry_free(entry);
		return err_nomem();
	}
	archive_write_add_filter_gzip(a);
	archive_write_set_filter_option(a, "gzip", "timestamp", NULL);
	archive_write_set_format_raw(a);
	archive_write_set_bytes_in_last_block(a, 1);
	archive_entry_set_filetype(entry, AE_IFREG);
	bool ok = archive_write_open(a, o, NULL, take_gzipped, NULL) == ARCHIVE_OK &&
		  archive_write_header(a, entry) == ARCHIVE_OK;
	archive_entry_free(entry);
	return ok ? 0 : gzip_failed(o);
}

static int pass_on(struct out *o, const char *bytes, size_t size)
{
	if (o->rc < 0 || size == 0)
		return o->rc;
	o->size += (int64_t)size;
	if (o->into != NULL) {
		buf_add(o->into, bytes, size);
		return buf_ok(o->into) ? 0 : failed(o, err_nomem());
	}
	if (o->gzip == NULL)
		return write_all(o, bytes, size);
	return archive_write_data(o->gzip, bytes, size) < 0 ? gzip_failed(o) : o->rc;
}

static int flush(struct out *o)
{
	int rc = pass_on(o, o->buffer, o->used);

	o->used = 0;
	return rc;
}

static bool ends_in_gz(const char *path)
{
	size_t size = strlen(path);

	return size > 3 && strcasecmp(path + size - 3, ".gz") == 0;
}

/* A temporary file in the target's folder, readable by its owner only. */
static int make_temporary(struct out *o)
{
	/* a link is written through, not replaced; a file not there yet has no real path
	 */
	o->target = realpath(o->path, NULL);
	if (o->target == NULL && errno == ENOMEM)
		return err_nomem();
	if (o->target == NULL)
		o->target = strdup(o->path);
	struct buf name = BUF_INIT;
	if (o->target != NULL)
		buf_adds(&name, o->target);
	buf_adds(&name, ".XXXXXX");
	char *temporary = buf_take(&name);
	if (o->target == NULL || temporary == NULL) {
		free(temporary);
		return err_nomem();
	}
	o->fd = mkostemp(temporary, O_CLOEXEC);
	if (o->fd < 0) {
		free(temporary);
		return err_set(BIS_EIO, "%s: %s", o->path, strerror(errno));
	}
	o->temporary = temporary;
	return 0;
}

/* Devices and pipes are written to; only a file can appear whole or not at all. */
static int open_target(struct out *o)
{
	struct stat st;

	if (strcmp(o->path, "-") == 0) {
		o->fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
		return o->fd < 0
			       ? err_set(BIS_EIO, "standard output: %s", strerror(errno))
			       : 0;
	}
	if (stat(o->path, &st) < 0 || S_ISREG(st.st_mode))
		return make_temporary(o);
	o->fd = open(o->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	return o->fd < 0 ? err_set(BIS_EIO, "%s: %s", o->path, strerror(errno)) : 0;
}

static struct out *new_out(void)
{
	struct out *o = malloc(sizeof(*o));

	if (o == NULL)
		return NULL;
	memset(o, 0, offsetof(struct out, buffer));
	o->fd = -1;
	return o;
}

int out_open(const char *path, struct out **out)
{
	*out = NULL;
	cleanup(out_closep) struct out *o = new_out();
	if (o == NULL || (o->path = strdup(path)) == NULL)
		return err_nomem();
	int rc = open_target(o);
	if (rc == 0 && ends_in_gz(path))
		rc = begin_gzip(o);
	if (rc == 0 && strcmp(path, "-") == 0) {
		free(o->path);
		o->path = strdup("standard output");
		rc = o->path == NULL ? err_nomem() : 0;
	}
	if (rc == 0)
		*out = steal(&o);
	return rc;
}

int out_open_buf(struct buf *target, struct out **out)
{
	*out = new_out();
	if (*out == NULL)
		return err_nomem();
	(*out)->into = target;
	return 0;
}

int out_keep_mode(struct out *o)
{
	struct stat st;

	if (o->temporary == NULL || stat(o->target, &st) < 0)
		return 0;
	/* the owner first: changing it takes set-user-ID bits away */
	if (fchown(o->fd, st.st_uid, st.st_gid) < 0 && errno != EPERM)
		return write_failed(o);
	return fchmod(o->fd, st.st_mode & 07777) < 0 ? write_failed(o) : 0;
}

void out_add(struct out *o, const void *bytes, size_t size)
{
	if (size > BUFFER_SIZE - o->used) {
		flush(o);
		if (size >= BUFFER_SIZE) {
			pass_on(o, bytes, size);
			return;
		}
	}
	if (size > 0)
		memcpy(o->buffer + o->used, bytes, size);
	o->used += size;
}

void out_adds(struct out *o, const char *string)
{
	out_add(o, string, strlen(string));
}

void out_addf(struct out *o, const char *format, ...)
{
	char *text = NULL;
	va_list arguments;

	va_start(arguments, format);
	int size = vasprintf(&text, format, arguments);
	va_end(arguments);
	if (size < 0) {
		failed(o, err_nomem());
		return;
	}
	out_add(o, text, (size_t)size);
	free(text);
}

bool out_ok(const struct out *o)
{
	return o->rc == 0;
}

/* The folder is synced too: without it the new name may be gone after a power cut. */
static void sync_folder(const char *target)
{
	cleanup(free_text) char *folder = strdup(target);
	char *slash = folder == NULL ? NULL : strrchr(folder, '/');

	if (folder == NULL)
		return;
	if (slash == folder)
		slash++;
	if (slash != NULL)
		*slash = '\0';
	int fd = open(slash == NULL ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return;
	(void)fsync(fd); /* some file systems have no sync of folders */
	close(fd);
}

static int put_in_place(struct out *o)
{
	if (fsync(o->fd) < 0 && errno != EINVAL && errno != ENOTSUP)
		return write_failed(o);
	int fd = o->fd;
	o->fd = -1;
	if (close(fd) < 0 || rename(o->temporary, o->target) < 0)
		return write_failed(o);
	free(steal(&o->temporary));
	sync_folder(o->target);
	return 0;
}

int out_finish(struct out *o)
{
	flush(o);
	if (o->rc == 0 && o->gzip != NULL && archive_write_close(o->gzip) != ARCHIVE_OK)
		gzip_failed(o);
	if (o->rc == 0 && o->temporary != NULL)
		put_in_place(o);
	return o->rc == 0 ? 0 : err_set(o->rc, "%s", o->message);
}

void out_close(struct out *o)
{
	if (o == NULL)
		return;
	o->given_up = true; /* freeing would write the rest */
	archive_write_free(o->gzip);
	if (o->temporary != NULL)
		unlink(o->temporary);
	if (o->fd >= 0)
		close(o->fd);
	free(o->temporary);
	free(o->target);
	free(o->path);
	free(o);
}

void out_closep(struct out **o)
{
	out_close(*o);
}

int64_t out_size(const struct out *o)
{
	return o->size + (int64_t)o->used;
}
