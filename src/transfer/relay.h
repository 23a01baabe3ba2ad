/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading in a thread beside storing, or beside writing.
 *
 * Units are read, from a file or from the store, by a thread of its own; they are handed
 * over in batches, and every callback of the sink is called in the caller's thread, in
 * the order they were read, so the sink need not know.  Units are swapped, not copied; at
 * most three batches of about a megabyte are under way.  All other callbacks are rare:
 * the reader waits for their answer.
 */
#ifndef BISOTUN_RELAY_H
#define BISOTUN_RELAY_H

#include "tmx/format.h"

/* Where units come from.  What read() uses is its own until relay_run() is over: the
 * caller's callbacks must leave it alone. */
struct relay_source {
	/* Gives all there is to the sink; called in the other thread, or, where none is
	 * to be had, in the caller's. */
	int (*read)(void *ctx, const struct record_sink *sink);
	int64_t (*position)(void *ctx); /* how far it is, for progress; NULL: 0 */
	void *ctx;
};

/* 0, or the first negative code of read() or of the sink, its message in the caller's
 * thread.  While the sink is called, *position is where the source was when it handed
 * the record over. */
int relay_run(const struct relay_source *from, const struct record_sink *sink,
	int64_t *position);

/* The same for a file: as format->read(), for formats of units only. */
int relay_read(const struct format *format, struct source *in,
	const struct read_options *options, const struct record_sink *sink,
	int64_t *position);

#endif
