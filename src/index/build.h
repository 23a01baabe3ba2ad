/* SPDX-License-Identifier: Apache-2.0
 *
 * Building a run.
 *
 * Segments are added one by one: their tokens go into a packed stream of numbers of
 * surfaces, in order of first appearance.  Finishing numbers the vocabulary and the
 * segments anew, as run.h has it, and writes the image from front to back, so that the
 * memory it takes is that of the stream and the vocabulary and little more.
 */
#ifndef BISOTUN_BUILD_H
#define BISOTUN_BUILD_H

#include "src/index/run.h"

struct builder;

int builder_new(const char *lang, struct builder **out);
void builder_free(struct builder *b);
void builder_freep(struct builder **b);

/* The text of a segment; `segment` is greater than every one before it. */
int builder_add(struct builder *b, uint32_t segment, const char *text, size_t size);

/* All segments of a run, from its tokens; their numbers are greater than every one
 * before.  `keep` (NULL: all) says which. BIS_EDB where the run is damaged. */
int builder_add_run(struct builder *b, struct run *r,
	bool (*keep)(void *ctx, uint32_t segment), void *ctx);

uint32_t builder_count(const struct builder *b);
size_t builder_memory(const struct builder *b); /* bytes, about */

/* Where the image goes. */
struct image_sink {
	int (*write)(void *ctx, const void *bytes, size_t size);
	void *ctx;
};

/* Writes the image; the builder is empty and usable for nothing but builder_free()
 * afterwards. */
int builder_finish(struct builder *b, const struct image_sink *sink);

/* A sink that gathers in memory, for small runs: ctx is a struct buf *. */
int image_to_buf(void *ctx, const void *bytes, size_t size);

#endif
