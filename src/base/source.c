/* SPDX-License-Identifier: Apache-2.0
 *
 * Where bytes come from.
 *
 * The first bytes of a file decide: gzip and zip go through libarchive, which asks for
 * its input by callbacks; anything else is read as it is, without a detour.  Whatever the
 * kind, bytes pass through one buffer of 64 KiB, so that they can be looked at before
 * they are taken; a reader with room for many gets them straight.
 */
#include "config.h"
#include "src/base/source.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>

#include "src/base/buf.h"
#include "src/base/err.h"

#define BUFFER_SIZE ((size_t)64 << 10)
#define RATIO_FREE ((int64_t)64 << 20) /* up to here nobody asks for the ratio */
#define RATIO_MAX 1000

struct source {
	char *path;
	enum source_kind kind;
	int fd; /* -1: bytes in memory */
	const unsigned char *memory;
	size_t memory_size, memory_at;
	int64_t position, size; /* bytes read; of the whole file, -1 where unknown */

	unsigned char head[BUFFER_SIZE]; /* the file's first bytes, and libarchive's
					    window on it */
	size_t head_size;
	bool head_given;

	struct archive *archive;
	locale_t utf8;     /* libarchive makes the names in a zip fit the locale */
	bool begun, ended; /* the first member was asked for; there are no more */
	struct buf name, file_name;
	int64_t member_size,
		inflated; /* bytes the member gave, and all members together */

	unsigned char buffer[BUFFER_SIZE]; /* of the member: peeked at, not yet taken */
	size_t buffer_at, buffer_end;
	bool member_ended;
};

/* The next raw bytes of the file. */
static ssize_t read_raw(struct source *s, void *to, size_t size)
{
	ssize_t got;

	if (s->fd < 0) {
		size_t left = s->memory_size - s->memory_at;
		got = (ssize_t)(size < left ? size : left);
		if (got > 0)
			memcpy(to, s->memory + s->memory_at, (size_t)got);
		s->memory_at += (size_t)got;
	} else {
		do
			got = read(s->fd, to, size);
		while (got < 0 && errno == EINTR);
	}
	if (got < 0)
		return err_set(BIS_EIO, "%s: %s", s->path, strerror(errno));
	s->position += got;
	return got;
}

/* As many raw bytes as fit, less only at the end. */
static int fill_head(struct source *s, size_t size)
{
	while (s->head_size < size) {
		ssize_t got = read_raw(s, s->head + s->head_size, size - s->head_size);
		if (got < 0)
			return (int)got;
		if (got == 0)
			break;
		s->head_size += (size_t)got;
	}
	return 0;
}

static enum source_kind kind_of(const unsigned char *head, size_t size)
{
	if (size >= 2 && head[0] == 0x1f && head[1] == 0x8b)
		return SOURCE_GZIP;
	if (size >= 4 &&
		(memcmp(head, "PK\3\4", 4) == 0 || memcmp(head, "PK\5\6", 4) == 0))
		return SOURCE_ZIP;
	return SOURCE_PLAIN;
}

/* What libarchive calls */

static ssize_t give_raw(struct archive *a, void *ctx, const void **bytes)
{
	struct source *s = ctx;

	*bytes = s->head;
	if (!s->head_given) {
		s->head_given = true;
		return (ssize_t)s->head_size;
	}
	ssize_t got = read_raw(s, s->head, sizeof(s->head));
	if (got < 0)
		archive_set_error(a, EIO, "%s", strerror(errno));
	return got < 0 ? ARCHIVE_FATAL : got;
}

static int64_t seek_raw(struct archive *a, void *ctx, int64_t offset, int whence)
{
	struct source *s = ctx;
	int64_t at = whence == SEEK_END ? s->size + offset
					: offset; /* it never asks for SEEK_CUR */

	(void)a;
	if (at < 0 || at > s->size || (s->fd >= 0 && lseek(s->fd, at, SEEK_SET) < 0))
		return ARCHIVE_FATAL;
	s->memory_at = (size_t)at;
	s->head_given = true;
	return at;
}

static int archive_failed(struct source *s)
{
	const char *why = archive_error_string(s->archive);

	if (archive_errno(s->archive) == ENOMEM)
		return err_nomem();
	return err_set(BIS_EFORMAT, "%s: %s", source_name(s),
		why == NULL ? "damaged archive" : why);
}

static int open_archive(struct source *s)
{
	struct archive *a = s->archive = archive_read_new();

	if (a == NULL)
		return err_nomem();
	if (s->kind == SOURCE_GZIP) {
		archive_read_support_filter_gzip(a);
		archive_read_support_format_raw(a);
		archive_read_support_format_empty(a);
	} else {
		s->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
		archive_read_support_format_zip(a);
		if (s->size >= 0)
			archive_read_set_seek_callback(a, seek_raw);
	}
	archive_read_set_callback_data(a, s);
	archive_read_set_read_callback(a, give_raw);
	if (archive_read_open1(a) != ARCHIVE_OK)
		return archive_failed(s);
	return 0;
}

static bool ends_in_gz(const char *name)
{
	size_t size = strlen(name);

	return size > 3 && strcasecmp(name + size - 3, ".gz") == 0;
}

/* The names of the member that comes; `inside` is NULL but for a zip's. */
static int set_names(struct source *s, const char *inside)
{
	const char *whole = inside == NULL ? s->path : inside;
	const char *slash = strrchr(whole, '/');

	buf_set(&s->name, s->path);
	if (inside != NULL) {
		buf_addc(&s->name, '/');
		buf_adds(&s->name, inside);
	}
	buf_set(&s->file_name, slash == NULL ? whole : slash + 1);
	if (ends_in_gz(buf_str(&s->file_name)))
		buf_truncate(&s->file_name, s->file_name.size - 3);
	return buf_ok(&s->name) && buf_ok(&s->file_name) ? 0 : err_nomem();
}

static struct source *new_source(const char *path)
{
	struct source *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return NULL;
	s->fd = -1;
	s->size = -1;
	s->path = strdup(path);
	if (s->path == NULL || set_names(s, NULL) < 0) {
		source_close(s);
		return NULL;
	}
	return s;
}

/* Looks at the first bytes and prepares for what they are. */
static int begin_reading(struct source *s)
{
	int rc = fill_head(s, sizeof(s->head));

	if (rc < 0)
		return rc;
	s->kind = kind_of(s->head, s->head_size);
	if (s->kind != SOURCE_PLAIN)
		return open_archive(s);
	memcpy(s->buffer, s->head, s->head_size);
	s->buffer_end = s->head_size;
	return 0;
}

static int open_file(struct source *s, const char *path)
{
	struct stat st;

	s->fd = strcmp(path, "-") == 0 ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
				       : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (s->fd < 0 || fstat(s->fd, &st) < 0)
		return err_set(BIS_EIO, "%s: %s", s->path, strerror(errno));
	if (S_ISDIR(st.st_mode))
		return err_set(BIS_EIO, "%s: %s", s->path, strerror(EISDIR));
	/* a file given as standard input may stand past its start: then its size says
	 * nothing */
	if (S_ISREG(st.st_mode) && lseek(s->fd, 0, SEEK_CUR) == 0)
		s->size = st.st_size;
	return 0;
}

int source_open(const char *path, struct source **out)
{
	*out = NULL;
	cleanup(source_closep) struct source *s =
		new_source(strcmp(path, "-") == 0 ? "standard input" : path);
	if (s == NULL)
		return err_nomem();
	int rc = open_file(s, path);
	if (rc == 0)
		rc = begin_reading(s);
	if (rc == 0)
		*out = steal(&s);
	return rc;
}

int source_open_bytes(
	const char *name, const void *bytes, size_t size, struct source **out)
{
	*out = NULL;
	cleanup(source_closep) struct source *s = new_source(name);
	if (s == NULL)
		return err_nomem();
	s->memory = bytes;
	s->memory_size = size;
	s->size = (int64_t)size;
	int rc = begin_reading(s);
	if (rc == 0)
		*out = steal(&s);
	return rc;
}

void source_close(struct source *s)
{
	if (s == NULL)
		return;
	archive_read_free(s->archive);
	if (s->utf8 != (locale_t)0)
		freelocale(s->utf8);
	if (s->fd >= 0)
		close(s->fd);
	buf_free(&s->name);
	buf_free(&s->file_name);
	free(s->path);
	free(s);
}

void source_closep(struct source **s)
{
	source_close(*s);
}

/* Folders, and the shadow files macOS puts beside each file. */
static bool is_beside_the_point(struct archive_entry *entry, const char *name)
{
	const char *slash = strrchr(name, '/');
	const char *base = slash == NULL ? name : slash + 1;

	return archive_entry_filetype(entry) == AE_IFDIR || *base == '\0' ||
	       strncmp(name, "__MACOSX/", 9) == 0 || strcmp(base, ".DS_Store") == 0;
}

static const char *member_name(struct archive_entry *entry)
{
	const char *name = archive_entry_pathname_utf8(entry);

	if (name == NULL)
		name = archive_entry_pathname(entry);
	return name == NULL ? "member" : name;
}

/* What gunzips to nothing is an empty member, though libarchive sees none. */
static int end_of_archive(struct source *s, bool first)
{
	s->ended = true;
	s->member_ended = true;
	return s->kind == SOURCE_GZIP && first ? 1 : 0;
}

static int find_member(struct source *s, bool first)
{
	struct archive_entry *entry;
	int rc;

	while ((rc = archive_read_next_header(s->archive, &entry)) == ARCHIVE_OK ||
		rc == ARCHIVE_WARN) {
		const char *name = s->kind == SOURCE_ZIP ? member_name(entry) : NULL;
		if (name != NULL && is_beside_the_point(entry, name))
			continue;
		rc = set_names(s, name);
		return rc < 0 ? rc : 1;
	}
	return rc == ARCHIVE_EOF ? end_of_archive(s, first) : archive_failed(s);
}

static int next_member(struct source *s, bool first)
{
	locale_t old = uselocale(s->utf8); /* without one this only asks */
	int rc = find_member(s, first);

	uselocale(old);
	return rc;
}

int source_next(struct source *s)
{
	if (s->ended)
		return 0;
	if (s->kind == SOURCE_PLAIN) {
		s->ended = s->begun;
		s->begun = true;
		return s->ended ? 0 : 1;
	}
	s->buffer_at = s->buffer_end = 0;
	s->member_ended = false;
	s->member_size = 0;
	bool first = !s->begun;
	s->begun = true;
	return next_member(s, first);
}

const char *source_name(const struct source *s)
{
	return buf_str(&s->name);
}

const char *source_file_name(const struct source *s)
{
	return buf_str(&s->file_name);
}

/* Whether what was inflated up to now is more than honest files give.  The members of a
 * zip may overlap: what is read twice counts once. */
static int check_bounds(struct source *s)
{
	if (s->member_size > SOURCE_MAX_SIZE)
		return err_set(BIS_EFORMAT, "%s: inflates to more than %lld GiB",
			source_name(s), (long long)(SOURCE_MAX_SIZE >> 30));
	if (s->inflated > RATIO_FREE && s->inflated / RATIO_MAX > source_position(s))
		return err_set(BIS_EFORMAT,
			"%s: inflates to more than %d times its size; refused",
			source_name(s), RATIO_MAX);
	return 0;
}

/* Bytes of the member past what lies in the buffer. */
static long read_member(struct source *s, void *to, size_t size)
{
	if (s->member_ended)
		return 0;
	if (s->kind == SOURCE_PLAIN) {
		ssize_t got = read_raw(s, to, size);
		s->member_ended = got == 0;
		return got;
	}
	la_ssize_t got = archive_read_data(s->archive, to, size);
	if (got < 0)
		return archive_failed(s);
	s->member_ended = got == 0;
	s->member_size += got;
	s->inflated += got;
	int rc = check_bounds(s);
	return rc < 0 ? rc : (long)got;
}

int source_peek(struct source *s, size_t size, const void **bytes, size_t *got)
{
	if (size > BUFFER_SIZE)
		size = BUFFER_SIZE;
	if (s->buffer_at > 0) {
		memmove(s->buffer, s->buffer + s->buffer_at,
			s->buffer_end - s->buffer_at);
		s->buffer_end -= s->buffer_at;
		s->buffer_at = 0;
	}
	while (s->buffer_end < size) {
		long more = read_member(
			s, s->buffer + s->buffer_end, BUFFER_SIZE - s->buffer_end);
		if (more < 0)
			return (int)more;
		if (more == 0)
			break;
		s->buffer_end += (size_t)more;
	}
	*bytes = s->buffer;
	*got = s->buffer_end < size ? s->buffer_end : size;
	return 0;
}

long source_read(struct source *s, void *bytes, size_t size)
{
	size_t left = s->buffer_end - s->buffer_at;

	if (left == 0)
		return read_member(s, bytes, size);
	if (size > left)
		size = left;
	memcpy(bytes, s->buffer + s->buffer_at, size);
	s->buffer_at += size;
	return (long)size;
}

int64_t source_position(const struct source *s)
{
	return s->size >= 0 && s->position > s->size ? s->size : s->position;
}

int64_t source_size(const struct source *s)
{
	return s->size;
}

enum source_kind source_kind(const struct source *s)
{
	return s->kind;
}
