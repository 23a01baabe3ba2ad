/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/index/image.h"

#include "src/base/err.h"

struct image *image_new(const struct image_sink *sink)
{
	struct image *im = malloc(sizeof(*im));

	if (im == NULL)
		return NULL;
	im->sink = sink;
	im->size = 0;
	im->used = 0;
	im->rc = 0;
	return im;
}

static void pass_on(struct image *im, const void *bytes, size_t size)
{
	if (im->rc >= 0 && size > 0)
		im->rc = im->sink->write(im->sink->ctx, bytes, size);
}

void image_flush(struct image *im)
{
	pass_on(im, im->buffer, im->used);
	im->used = 0;
}

void image_add_long(struct image *im, const void *bytes, size_t size)
{
	image_flush(im);
	im->size += size;
	if (size >= IMAGE_BUFFER) {
		pass_on(im, bytes, size);
		return;
	}
	memcpy(im->buffer, bytes, size);
	im->used = size;
}

static void pad(struct image *im)
{
	static const uint8_t zeros[IMAGE_ALIGN];

	image_add(im, zeros, (IMAGE_ALIGN - im->size % IMAGE_ALIGN) % IMAGE_ALIGN);
}

void image_begin(struct image *im, struct extent *section)
{
	pad(im);
	section->at = im->size;
	section->size = 0;
}

void image_end(struct image *im, struct extent *section)
{
	section->size = im->size - section->at;
}

int image_finish(struct image *im, const void *trailer, size_t size)
{
	pad(im);
	image_add(im, trailer, size);
	image_flush(im);
	return im->rc < 0 ? im->rc : 0;
}

int image_to_buf(void *ctx, const void *bytes, size_t size)
{
	struct buf *to = ctx;

	buf_add(to, bytes, size);
	return buf_ok(to) ? 0 : err_nomem();
}
