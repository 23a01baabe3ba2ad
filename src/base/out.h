/* SPDX-License-Identifier: Apache-2.0
 *
 * Where bytes go: a file that appears whole or not at all, with mode 0600, when
 * out_finish() succeeds (src/base/newfile.h), standard output, or a buffer.  A name
 * ending in .gz is compressed.
 *
 * A failed write sticks: out_add() of later bytes does nothing, out_finish() reports
 * it.
 */
#ifndef BISOTUN_OUT_H
#define BISOTUN_OUT_H

#include "src/base/base.h"
#include "src/base/buf.h"

struct out;

int out_open(const char *path, struct out **out); /* "-" is standard output */
int out_open_buf(struct buf *target, struct out **out);

/* The same for a file that is changed rather than made: it keeps its mode, and its owner
 * where we may set it.  BIS_EIO also where there is none, where it is no plain file,
 * where we may not write to it, and where it has other names (hard links). */
int out_change(const char *path, struct out **out);

void out_add(struct out *o, const void *bytes, size_t size);
void out_adds(struct out *o, const char *string);
void out_addf(struct out *o, const char *format, ...) PRINTF_LIKE(2, 3);
bool out_ok(const struct out *o);

/* Flushes and syncs, so that all that can fail for want of room has failed; nothing is
 * added after it.  For who has something to look at just before out_finish(). */
int out_sync(struct out *o);

/* Flushes, syncs and puts the file in its place.  Returns 0 or a negative code (set). */
int out_finish(struct out *o);

/* Frees; a file that was not finished is removed.  NULL is fine. */
void out_close(struct out *o);
void out_closep(struct out **o);

/* Bytes written so far, before compression. */
int64_t out_size(const struct out *o);

#endif
