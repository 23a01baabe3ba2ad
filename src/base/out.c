/* SPDX-License-Identifier: Apache-2.0
 *
 * Where bytes go.
 *
 * Small additions collect in a buffer of 256 KiB; only a full one goes further: to the
 * file, through gzip to the file, or to the caller's buffer.
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
#include "src/base/newfile.h"

#define BUFFER_SIZE ((size_t)256 << 10)

struct out {
	char *path;          /* as given, for messages; NULL for a buffer */
	int fd;              /* to write to; -1 none */
	struct newfile file; /* that is to appear; its fd is -1 for a device or a pipe */
	struct buf *into;    /* out_open_buf() */
	struct archive *gzip;
	bool given_up;
	bool synced; /* all of it is written, and the file is on disk */
	int rc;      /* the first failure, with its words: */
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
	if (stat(o->path, &st) < 0 || S_ISREG(st.st_mode)) {
		int rc = newfile_open(&o->file, o->path);
		o->fd = o->file.fd;
		return rc;
	}
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
	o->file = NEWFILE_INIT;
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

int out_change(const char *path, struct out **out)
{
	cleanup(out_closep) struct out *o = NULL;
	struct stat st;

	*out = NULL;
	/* opening a pipe would wait for who reads it */
	if (strcmp(path, "-") == 0 || (stat(path, &st) == 0 && !S_ISREG(st.st_mode)))
		return err_set(BIS_EIO, "%s: is no file that can be changed", path);
	int rc = out_open(path, &o);
	if (rc == 0)
		rc = newfile_like_target(&o->file, o->path);
	if (rc == 0)
		*out = steal(&o);
	return rc;
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

static int say_again(const struct out *o)
{
	return o->rc == 0 ? 0 : err_set(o->rc, "%s", o->message);
}

int out_sync(struct out *o)
{
	flush(o);
	if (o->rc == 0 && o->gzip != NULL && archive_write_close(o->gzip) != ARCHIVE_OK)
		gzip_failed(o);
	if (o->rc == 0 && o->file.fd >= 0 && newfile_sync(&o->file, o->path) < 0)
		failed(o, BIS_EIO);
	o->synced = true;
	return say_again(o);
}

int out_finish(struct out *o)
{
	int rc = o->synced ? say_again(o) : out_sync(o);

	return rc == 0 && o->file.fd >= 0 ? newfile_place(&o->file, o->path) : rc;
}

void out_close(struct out *o)
{
	if (o == NULL)
		return;
	o->given_up = true; /* freeing would write the rest */
	archive_write_free(o->gzip);
	if (o->fd >= 0 && o->fd != o->file.fd)
		close(o->fd);
	newfile_finish(&o->file);
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
