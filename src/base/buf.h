/* SPDX-License-Identifier: Apache-2.0
 *
 * A growing run of bytes that is also a C string.
 *
 * Growing may fail for want of memory; the failure sticks, later additions do nothing,
 * and the builder asks buf_ok() once at the end.  A buffer of BUF_INIT owns nothing and
 * needs no free.
 */
#ifndef BISOTUN_BUF_H
#define BISOTUN_BUF_H

#include "src/base/base.h"

struct buf {
	char *data;      /* NULL until something was added; then NUL-terminated */
	size_t size;     /* without the NUL */
	size_t capacity; /* bytes allocated, with the NUL */
	bool failed;     /* an addition found no memory */
};

#define BUF_INIT     \
	(struct buf) \
	{            \
		0    \
	}

void buf_free(struct buf *b);

/* Empties the buffer and forgets a failure; keeps its memory up to 64 KiB for the
 * next use. */
void buf_clear(struct buf *b);

void buf_add(struct buf *b, const void *bytes, size_t size);
void buf_adds(struct buf *b, const char *string);
void buf_addc(struct buf *b, char byte);
void buf_addf(struct buf *b, const char *format, ...) PRINTF_LIKE(2, 3);

/* Clears, then adds; NULL stands for "". */
void buf_set(struct buf *b, const char *string);

/* Room for at least `size` more bytes at b->data + b->size, for writing in place;
 * the caller then adds to b->size and ends it with a NUL.  Returns NULL where there
 * is no memory. */
char *buf_reserve(struct buf *b, size_t size);

/* Cuts to the first `size` bytes. */
void buf_truncate(struct buf *b, size_t size);

/* The content as a C string, "" where nothing was added; borrowed until the next
 * change. */
const char *buf_str(const struct buf *b);

/* Hands the string over to the caller, who frees it with free(); NULL if an addition
 * failed. */
char *buf_take(struct buf *b);

/* False once an addition has found no memory. */
static inline bool buf_ok(const struct buf *b)
{
	return !b->failed;
}

#endif
