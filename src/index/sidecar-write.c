/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing a sidecar.
 *
 * FILE-index.new is locked while it is written, so that only one writes at a time; a
 * lock dies with its process, and what a killed one left behind is simply written over.
 */
#include "config.h"
#include "src/index/sidecar.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/base/err.h"
#include "src/index/pages.h"
#include "src/index/sidecar-layout.h"

enum { BUFFER = 64 * RUN_PAGE, TRIES = 16 };

struct sidecar_writer {
	char *path, *new_path;
	int fd;
	int rc;        /* the first failure */
	uint64_t size; /* of the file so far, with what is in the buffer */
	struct sidecar_part *parts;
	size_t n_parts, capacity;
	bool open;      /* the last part is being written */
	uint32_t *sums; /* of its pages */
	size_t n_sums, sums_capacity;
	size_t used;
	uint8_t *buffer; /* begins at a page of the file */
};

void sidecar_writer_close(struct sidecar_writer *w)
{
	if (w == NULL)
		return;
	if (w->fd >= 0) {
		unlink(w->new_path);
		close(w->fd);
	}
	free(w->path);
	free(w->new_path);
	free(w->parts);
	free(w->sums);
	free(w->buffer);
	free(w);
}

static int failed(struct sidecar_writer *w)
{
	return w->rc = err_set(BIS_EDB, "%s: %s", w->new_path, strerror(errno));
}

/* --- opening ------------------------------------------------------------------------ */

/* Whether the open file still has its name: who was faster may have renamed it. */
static bool still_named(int fd, const char *path)
{
	struct stat opened, named;

	return fstat(fd, &opened) == 0 && lstat(path, &named) == 0 &&
	       opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

static int busy(const struct sidecar_writer *w)
{
	return err_set(BIS_EBUSY, "%s: the search index is being written now", w->path);
}

static int lock(struct sidecar_writer *w)
{
	if (flock(w->fd, LOCK_EX | LOCK_NB) == 0)
		return 1;
	return errno == EWOULDBLOCK ? busy(w) : failed(w);
}

/* 1 locked; 0 it is gone, once more. */
static int try_file(struct sidecar_writer *w)
{
	w->fd = open(w->new_path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (w->fd < 0)
		return failed(w);
	int rc = lock(w);
	if (rc == 1 && !still_named(w->fd, w->new_path))
		rc = 0;
	if (rc == 1 && (fchmod(w->fd, 0600) != 0 || ftruncate(w->fd, 0) != 0))
		rc = failed(w);
	if (rc == 1)
		return 1;
	close(w->fd);
	w->fd = -1; /* not ours: not to be removed */
	return rc;
}

static int take_file(struct sidecar_writer *w)
{
	for (int i = 0; i < TRIES; i++) {
		int rc = try_file(w);
		if (rc != 0)
			return rc < 0 ? rc : 0;
	}
	return busy(w);
}

static int name_files(struct sidecar_writer *w, const char *path)
{
	size_t size = strlen(path) + sizeof(".new");

	w->path = strdup(path);
	w->new_path = malloc(size);
	w->buffer = malloc(BUFFER);
	if (w->path == NULL || w->new_path == NULL || w->buffer == NULL)
		return err_nomem();
	snprintf(w->new_path, size, "%s.new", path);
	return 0;
}

int sidecar_writer_open(const char *path, struct sidecar_writer **out)
{
	struct sidecar_writer *w = calloc(1, sizeof(*w));

	*out = NULL;
	if (w == NULL)
		return err_nomem();
	w->fd = -1;
	int rc = name_files(w, path);
	if (rc == 0)
		rc = take_file(w);
	if (rc < 0) {
		sidecar_writer_close(w);
		return rc;
	}
	/* the first page, written at the end */
	memset(w->buffer, 0, RUN_PAGE);
	w->used = w->size = RUN_PAGE;
	*out = w;
	return 0;
}

/* Opening it anew empties it, closing it removes it; who is writing it keeps us out. */
void sidecar_tidy(const char *path)
{
	cleanup(buf_free) struct buf new_path = BUF_INIT;
	struct sidecar_writer *w = NULL;

	buf_addf(&new_path, "%s.new", path);
	if (buf_ok(&new_path) && access(buf_str(&new_path), F_OK) == 0 &&
		sidecar_writer_open(path, &w) == 0)
		sidecar_writer_close(w);
}

/* --- bytes -------------------------------------------------------------------------- */

static int write_all(struct sidecar_writer *w, const uint8_t *bytes, size_t size)
{
	while (size > 0) {
		ssize_t n = write(w->fd, bytes, size);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return failed(w);
		bytes += n;
		size -= (size_t)n;
	}
	return 0;
}

static int add_sum(struct sidecar_writer *w, const uint8_t *page, size_t size)
{
	if (w->n_sums == w->sums_capacity) {
		size_t capacity = w->sums_capacity * 2 + 1024;
		uint32_t *sums = realloc(w->sums, capacity * sizeof(*sums));
		if (sums == NULL)
			return w->rc = err_nomem();
		w->sums = sums;
		w->sums_capacity = capacity;
	}
	w->sums[w->n_sums++] = page_sum(page, size);
	return 0;
}

/* Empties the buffer; of a part being written the pages in it are summed. */
static int flush(struct sidecar_writer *w)
{
	for (size_t at = 0; w->open && at < w->used; at += RUN_PAGE) {
		size_t left = w->used - at;
		if (add_sum(w, w->buffer + at, left < RUN_PAGE ? left : RUN_PAGE) < 0)
			return w->rc;
	}
	if (write_all(w, w->buffer, w->used) < 0)
		return w->rc;
	w->used = 0;
	return 0;
}

static int add(void *ctx, const void *bytes, size_t size)
{
	struct sidecar_writer *w = ctx;
	const uint8_t *from = bytes;

	while (w->rc == 0 && size > 0) {
		size_t part = BUFFER - w->used < size ? BUFFER - w->used : size;
		memcpy(w->buffer + w->used, from, part);
		w->used += part;
		w->size += part;
		from += part;
		size -= part;
		if (w->used == BUFFER)
			flush(w);
	}
	return w->rc;
}

/* Zeros up to a multiple. */
static int pad(struct sidecar_writer *w, size_t multiple)
{
	static const uint8_t zeros[RUN_PAGE];
	size_t over = (size_t)(w->size % multiple);

	return over == 0 ? w->rc : add(w, zeros, multiple - over);
}

/* --- parts -------------------------------------------------------------------------- */

static int end_part(struct sidecar_writer *w)
{
	if (!w->open || w->rc < 0)
		return w->rc;
	struct sidecar_part *part = &w->parts[w->n_parts - 1];
	part->size = w->size - part->at;
	if (flush(w) < 0)
		return w->rc;
	w->open = false;
	if (pad(w, RUN_PAGE) < 0)
		return w->rc;
	size_t size = w->n_sums * sizeof(*w->sums);
	part->sums_at = w->size;
	part->sums_sum = sidecar_sum(w->sums, size);
	return add(w, w->sums, size);
}

static int begin_part(struct sidecar_writer *w, enum sidecar_kind kind, const char *lang,
	uint32_t count, struct image_sink *sink)
{
	if (end_part(w) < 0 || pad(w, RUN_PAGE) < 0 || flush(w) < 0)
		return w->rc;
	if (w->n_parts == SIDECAR_PARTS_MAX)
		return w->rc = err_set(BIS_EDB, "%s: too many parts", w->new_path);
	if (w->n_parts == w->capacity) {
		size_t capacity = w->capacity * 2 + 16;
		struct sidecar_part *parts = realloc(w->parts, capacity * sizeof(*parts));
		if (parts == NULL)
			return w->rc = err_nomem();
		w->parts = parts;
		w->capacity = capacity;
	}
	struct sidecar_part *part = &w->parts[w->n_parts++];
	*part = (struct sidecar_part){ .kind = kind, .count = count, .at = w->size };
	snprintf(part->lang, sizeof(part->lang), "%s", lang);
	w->open = true;
	w->n_sums = 0;
	*sink = (struct image_sink){ add, w };
	return 0;
}

int sidecar_begin_run(struct sidecar_writer *w, const char *lang, uint32_t n_segments,
	struct image_sink *sink)
{
	return begin_part(w, SIDECAR_RUN, lang, n_segments, sink);
}

int sidecar_begin_unitmap(struct sidecar_writer *w, struct image_sink *sink)
{
	return begin_part(w, SIDECAR_UNITMAP, "", 0, sink);
}

#define LET_GO ((size_t)256 * RUN_PAGE)

/* Pages are compared with their sums on the way: damage is not copied. */
static int copy_pages(struct sidecar_writer *w, const struct image_sink *sink,
	const uint8_t *image, size_t size, const uint32_t *sums)
{
	for (size_t page = 0; size > 0; page++) {
		size_t part = size < RUN_PAGE ? size : RUN_PAGE;
		if (page_sum(image, part) != sums[page])
			return w->rc = err_set(BIS_EDB, "%s: the search index is damaged",
				       w->path);
		int rc = sink->write(sink->ctx, image, part);
		if (rc < 0)
			return rc;
		image += part;
		size -= part;
		if ((page + 1) % (LET_GO / RUN_PAGE) == 0)
			pages_let_go(image - LET_GO, LET_GO);
	}
	return 0;
}

int sidecar_copy_run(struct sidecar_writer *w, struct sidecar *from, size_t i)
{
	const uint32_t *sums;
	struct image_sink sink;
	size_t size;
	const uint8_t *image = sidecar_run_image(from, i, &size, &sums);

	if (image == NULL)
		return w->rc = err_set(
			       BIS_EDB, "%s: the search index is damaged", w->path);
	int rc = sidecar_begin_run(
		w, sidecar_run_lang(from, i), sidecar_run_count(from, i), &sink);
	return rc < 0 ? rc : copy_pages(w, &sink, image, size, sums);
}

/* --- the end ------------------------------------------------------------------------ */

/* Runs first, by language, those of one language as they were written. */
static int compare_parts(const void *a, const void *b)
{
	const struct sidecar_part *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	int order = strcmp(x->lang, y->lang);
	if (order != 0)
		return order;
	return x->at < y->at ? -1 : x->at > y->at;
}

static int write_directory(struct sidecar_writer *w, const struct sidecar_head *head)
{
	struct sidecar_directory directory = { *head, w->n_parts };
	struct sidecar_first first = { .magic = SIDECAR_MAGIC,
		.version = SIDECAR_VERSION };
	cleanup(buf_free) struct buf bytes = BUF_INIT;

	if (pad(w, sizeof(uint64_t)) < 0)
		return w->rc;
	if (w->n_parts > 0)
		qsort(w->parts, w->n_parts, sizeof(*w->parts), compare_parts);
	buf_add(&bytes, &directory, sizeof(directory));
	buf_add(&bytes, w->parts, w->n_parts * sizeof(*w->parts));
	if (!buf_ok(&bytes))
		return w->rc = err_nomem();
	first.directory_at = w->size;
	first.directory_size = bytes.size;
	first.directory_sum = sidecar_sum(bytes.data, bytes.size);
	first.size = w->size + bytes.size;
	first.sum = sidecar_first_sum(&first);
	if (add(w, bytes.data, bytes.size) < 0 || flush(w) < 0)
		return w->rc;
	ssize_t n = pwrite(w->fd, &first, sizeof(first), 0);
	return n == (ssize_t)sizeof(first) ? 0 : failed(w);
}

/* So that the new name outlives a loss of power; some file systems can't, which costs
 * no more than building the index again. */
static void sync_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	cleanup(buf_free) struct buf folder = BUF_INIT;

	buf_add(&folder, slash == NULL ? "." : path,
		slash == NULL ? 1 : (size_t)(slash - path) + 1);
	int fd = buf_ok(&folder) ? open(buf_str(&folder), O_RDONLY | O_CLOEXEC) : -1;
	if (fd < 0)
		return;
	(void)fsync(fd);
	close(fd);
}

int sidecar_writer_finish(struct sidecar_writer *w, const struct sidecar_head *head)
{
	if (end_part(w) < 0 || write_directory(w, head) < 0)
		return w->rc;
	if (fsync(w->fd) != 0 && errno != EINVAL && errno != ENOTSUP)
		return failed(w);
	if (rename(w->new_path, w->path) != 0)
		return failed(w);
	close(w->fd);
	w->fd = -1; /* in its place: nothing to remove */
	sync_folder(w->path);
	return 0;
}
