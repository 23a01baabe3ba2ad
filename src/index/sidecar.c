/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading a sidecar.  Opening looks at the first page and the directory only; the sums
 * of an image are looked at when it is opened, its pages as they are touched.
 */
#include "config.h"
#include "src/index/sidecar.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/base/err.h"
#include "src/index/pages.h"
#include "src/index/sidecar-layout.h"

struct sidecar {
	char *path;
	const uint8_t *file; /* mapped */
	size_t size;
	dev_t device;
	ino_t inode;
	struct sidecar_head head;
	struct sidecar_part *parts; /* runs first */
	size_t n_parts, n_runs;
	struct run **runs; /* [n_runs] those that were opened */
	struct unitmap *unitmap;
};

void sidecar_close(struct sidecar *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; s->runs != NULL && i < s->n_runs; i++)
		run_close(s->runs[i]);
	unitmap_close(s->unitmap);
	if (s->file != NULL)
		munmap((void *)(uintptr_t)s->file, s->size);
	free(s->runs);
	free(s->parts);
	free(s->path);
	free(s);
}

static int unusable(const struct sidecar *s, const char *why)
{
	return err_set(BIS_EDB, "%s: the search index is %s", s->path, why);
}

/* --- opening ------------------------------------------------------------------------ */

static int map(struct sidecar *s, int fd)
{
	struct stat file;

	if (fstat(fd, &file) != 0)
		return err_set(BIS_EDB, "%s: %s", s->path, strerror(errno));
	if (!S_ISREG(file.st_mode))
		return unusable(s, "no file");
	if (file.st_size < RUN_PAGE)
		return unusable(s, "cut short");
	s->device = file.st_dev;
	s->inode = file.st_ino;
	s->size = (size_t)file.st_size;
	void *at = mmap(NULL, s->size, PROT_READ, MAP_SHARED, fd, 0);
	if (at == MAP_FAILED)
		return err_set(errno == ENOMEM ? BIS_ENOMEM : BIS_EDB, "%s: %s", s->path,
			strerror(errno));
	s->file = at;
	return 0;
}

/* Whether a part lies in the file, with its sums. */
static bool part_fits(const struct sidecar *s, const struct sidecar_part *part)
{
	uint64_t sums = sidecar_pages(part->size) * sizeof(uint32_t);

	return memchr(part->lang, '\0', sizeof(part->lang)) != NULL &&
	       part->kind <= SIDECAR_UNITMAP && part->at % RUN_PAGE == 0 &&
	       part->at <= s->size && part->size <= s->size - part->at &&
	       part->sums_at % sizeof(uint64_t) == 0 && part->sums_at <= s->size &&
	       sums <= s->size - part->sums_at;
}

/* Copies the directory, runs before the map of units. */
static int take_parts(struct sidecar *s, const struct sidecar_directory *directory)
{
	const struct sidecar_part *parts = (const void *)(directory + 1);

	s->head = directory->head;
	s->n_parts = (size_t)directory->n_parts;
	s->parts = calloc(s->n_parts + 1, sizeof(*s->parts));
	s->runs = calloc(s->n_parts + 1, sizeof(*s->runs));
	if (s->parts == NULL || s->runs == NULL)
		return err_nomem();
	memcpy(s->parts, parts, s->n_parts * sizeof(*parts));
	for (size_t i = 0; i < s->n_parts; i++) {
		if (!part_fits(s, &s->parts[i]))
			return unusable(s, "damaged");
		bool last = i + 1 == s->n_parts;
		if (s->parts[i].kind == SIDECAR_RUN)
			s->n_runs++;
		else if (!last)
			return unusable(s, "damaged");
	}
	return 0;
}

static int look_at(struct sidecar *s)
{
	const struct sidecar_first *first = (const void *)s->file;

	if (first->magic != SIDECAR_MAGIC || first->version != SIDECAR_VERSION)
		return unusable(s, "of another version");
	if (first->sum != sidecar_first_sum(first))
		return unusable(s, "damaged");
	if (first->size != s->size)
		return unusable(s, "cut short");
	uint64_t at = first->directory_at, size = first->directory_size;
	const struct sidecar_directory *directory = (const void *)(s->file + at);
	if (at % sizeof(uint64_t) != 0 || at > s->size || size > s->size - at ||
		size < sizeof(*directory) ||
		first->directory_sum != sidecar_sum(directory, (size_t)size) ||
		directory->n_parts > SIDECAR_PARTS_MAX ||
		size != sizeof(*directory) +
				directory->n_parts * sizeof(struct sidecar_part))
		return unusable(s, "damaged");
	return take_parts(s, directory);
}

int sidecar_open(const char *path, struct sidecar **out)
{
	*out = NULL;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0 && errno == ENOENT)
		return 0;
	if (fd < 0)
		return err_set(BIS_EDB, "%s: %s", path, strerror(errno));
	struct sidecar *s = calloc(1, sizeof(*s));
	if (s == NULL || (s->path = strdup(path)) == NULL) {
		free(s);
		close(fd);
		return err_nomem();
	}
	int rc = map(s, fd);
	close(fd);
	if (rc == 0)
		rc = look_at(s);
	if (rc < 0)
		sidecar_close(s);
	else
		*out = s;
	return rc;
}

bool sidecar_replaced(const struct sidecar *s)
{
	struct stat file;

	return stat(s->path, &file) != 0 || file.st_dev != s->device ||
	       file.st_ino != s->inode;
}

const struct sidecar_head *sidecar_head(const struct sidecar *s)
{
	return &s->head;
}

int64_t sidecar_bytes(const struct sidecar *s)
{
	return (int64_t)s->size;
}

/* --- parts -------------------------------------------------------------------------- */

/* The sums of a part's pages; NULL where they are damaged themselves. */
static const uint32_t *sums_of(const struct sidecar *s, const struct sidecar_part *part)
{
	const void *sums = s->file + part->sums_at;
	size_t size = sidecar_pages(part->size) * sizeof(uint32_t);

	return sidecar_sum(sums, size) == part->sums_sum ? sums : NULL;
}

size_t sidecar_n_runs(const struct sidecar *s)
{
	return s->n_runs;
}

const char *sidecar_run_lang(const struct sidecar *s, size_t i)
{
	return s->parts[i].lang;
}

uint32_t sidecar_run_count(const struct sidecar *s, size_t i)
{
	return s->parts[i].count;
}

const uint8_t *sidecar_run_image(
	const struct sidecar *s, size_t i, size_t *size, const uint32_t **sums)
{
	const struct sidecar_part *part = &s->parts[i];

	*size = (size_t)part->size;
	*sums = sums_of(s, part);
	return *sums == NULL ? NULL : s->file + part->at;
}

int sidecar_run(struct sidecar *s, size_t i, struct run **out)
{
	const uint32_t *sums;
	size_t size;

	*out = s->runs[i];
	if (*out != NULL)
		return 0;
	const uint8_t *image = sidecar_run_image(s, i, &size, &sums);
	if (image == NULL)
		return unusable(s, "damaged");
	int rc = run_open(image, size, sums, &s->runs[i]);
	*out = s->runs[i];
	return rc;
}

int sidecar_unitmap(struct sidecar *s, struct unitmap **out)
{
	*out = s->unitmap;
	if (*out != NULL)
		return 0;
	if (s->n_runs == s->n_parts)
		return unusable(s, "without units");
	const struct sidecar_part *part = &s->parts[s->n_runs];
	const uint32_t *sums = sums_of(s, part);
	if (sums == NULL)
		return unusable(s, "damaged");
	int rc = unitmap_open(s->file + part->at, (size_t)part->size, sums, &s->unitmap);
	*out = s->unitmap;
	return rc;
}

static bool part_sound(const struct sidecar *s, const struct sidecar_part *part)
{
	const uint32_t *sums = sums_of(s, part);
	const uint8_t *at = s->file + part->at;
	uint64_t left = part->size;

	for (size_t i = 0; sums != NULL && left > 0; i++) {
		size_t size = left < RUN_PAGE ? (size_t)left : RUN_PAGE;
		if (page_sum(at, size) != sums[i])
			return false;
		at += size;
		left -= size;
	}
	pages_let_go(s->file + part->at, (size_t)part->size);
	return sums != NULL;
}

/* What can't be looked at for want of memory may well be sound. */
static bool opens(struct sidecar *s, size_t part)
{
	struct unitmap *map;
	struct run *run;

	if (part >= s->n_runs)
		return sidecar_unitmap(s, &map) != BIS_EDB &&
		       (map == NULL || !unitmap_damaged(map));
	return sidecar_run(s, part, &run) != BIS_EDB && (run == NULL || !run->damaged);
}

bool sidecar_sound(struct sidecar *s)
{
	if (s->n_runs == s->n_parts)
		return false; /* without units */
	for (size_t i = 0; i < s->n_parts; i++)
		if (!opens(s, i) || !part_sound(s, &s->parts[i]))
			return false;
	return true;
}
