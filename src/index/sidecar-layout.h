/* SPDX-License-Identifier: Apache-2.0
 *
 * The file of a sidecar: a first page, then images, each from the beginning of a page on
 * and followed by the sums of its pages, and at the end the directory of them.  The
 * first page is written last; sums lead from it to everything: to the directory, from
 * there to each table of sums, and from these to the pages.
 */
#ifndef BISOTUN_SIDECAR_LAYOUT_H
#define BISOTUN_SIDECAR_LAYOUT_H

#include "src/base/hash.h"
#include "src/index/sidecar.h"

#define SIDECAR_MAGIC UINT64_C(0x4269735369646501)
#define SIDECAR_VERSION 1u
#define SIDECAR_PARTS_MAX (1u << 20)

/* At the beginning of the first page, zeros to its end. */
struct sidecar_first {
	uint64_t magic, version;
	uint64_t size; /* of the file */
	uint64_t directory_at, directory_size, directory_sum;
	uint64_t sum; /* of what stands before */
};

enum sidecar_kind { SIDECAR_RUN, SIDECAR_UNITMAP };

struct sidecar_part {
	char lang[LANG_MAX];
	uint32_t kind, count;       /* of segments */
	uint64_t at, size;          /* of the image */
	uint64_t sums_at, sums_sum; /* of the table of page sums */
};

/* Followed by the parts. */
struct sidecar_directory {
	struct sidecar_head head;
	uint64_t n_parts;
};

static inline size_t sidecar_pages(uint64_t size)
{
	return (size_t)(size / RUN_PAGE + (size % RUN_PAGE != 0));
}

static inline uint64_t sidecar_sum(const void *bytes, size_t size)
{
	return hash_bytes(bytes, size, SIDECAR_MAGIC);
}

static inline uint64_t sidecar_first_sum(const struct sidecar_first *first)
{
	return sidecar_sum(first, offsetof(struct sidecar_first, sum));
}

/* For sidecar_copy_run(): the image of a run; NULL where its table of sums is damaged. */
const uint8_t *sidecar_run_image(
	const struct sidecar *s, size_t i, size_t *size, const uint32_t **sums);

#endif
