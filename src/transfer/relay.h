/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading in a thread beside storing.
 *
 * A file of units is read by a thread of its own; its units are handed over in
 * batches, and every callback of the sink is called in the caller's thread, in the order
 * of the file, so the sink need not know.  Units are swapped, not copied; at most three
 * batches of about a megabyte are under way.  All other callbacks are rare: the reader
 * waits for their answer.
 */
#ifndef BISOTUN_RELAY_H
#define BISOTUN_RELAY_H

#include "tmx/format.h"

/* As format->read(), for formats of units only.  While the sink is called, *position is
 * where the reader was when it handed the record over (source_position()). */
int relay_read(const struct format *format, struct source *in,
	const struct read_options *options, const struct record_sink *sink,
	int64_t *position);

#endif
