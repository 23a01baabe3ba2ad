/* SPDX-License-Identifier: Apache-2.0
 *
 * Where bytes go: a file that appears whole or not at all (written beside it with mode
 * 0600 and renamed when out_finish() succeeds), standard output, or a buffer.  A name
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

/* Gives the file the mode of the one it is to replace, and its owner where we may; where
 * there is none it stays our own.  For a file that is changed rather than made. */
int out_keep_mode(struct out *o);

void out_add(struct out *o, const void *bytes, size_t size);
void out_adds(struct out *o, const char *string);
void out_addf(struct out *o, const char *format, ...) PRINTF_LIKE(2, 3);
bool out_ok(const struct out *o);

/* Flushes, syncs and puts the file in its place.  Returns 0 or a negative code (set). */
int out_finish(struct out *o);

/* Frees; a file that was not finished is removed.  NULL is fine. */
void out_close(struct out *o);
void out_closep(struct out **o);

/* Bytes written so far, before compression. */
int64_t out_size(const struct out *o);

#endif
