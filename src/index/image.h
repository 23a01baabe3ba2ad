/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing an image from front to back: sections one after the other, each on a multiple
 * of IMAGE_ALIGN bytes, and a trailer at the very end that says where they are.
 */
#ifndef BISOTUN_IMAGE_H
#define BISOTUN_IMAGE_H

#include <string.h>

#include "src/index/build.h"

enum { IMAGE_ALIGN = 64, IMAGE_BUFFER = 1 << 16 };

struct extent {
	uint64_t at, size;
};

struct image {
	const struct image_sink *sink;
	uint64_t size; /* so far */
	size_t used;
	int rc; /* the first failure of the sink */
	uint8_t buffer[IMAGE_BUFFER];
};

/* Too large for a stack: on the heap; free(). NULL where there is no memory. */
struct image *image_new(const struct image_sink *sink);

void image_flush(struct image *im);
void image_add_long(struct image *im, const void *bytes, size_t size);

static inline void image_add(struct image *im, const void *bytes, size_t size)
{
	if (size > IMAGE_BUFFER - im->used) {
		image_add_long(im, bytes, size);
		return;
	}
	if (size > 0)
		memcpy(im->buffer + im->used, bytes, size);
	im->used += size;
	im->size += size;
}

static inline void image_u32(struct image *im, uint32_t value)
{
	image_add(im, &value, sizeof(value));
}

static inline void image_u64(struct image *im, uint64_t value)
{
	image_add(im, &value, sizeof(value));
}

/* Begins a section; image_end() notes its size. */
void image_begin(struct image *im, struct extent *section);
void image_end(struct image *im, struct extent *section);

/* The trailer, and the end: 0 or what the sink said. */
int image_finish(struct image *im, const void *trailer, size_t size);

#endif
