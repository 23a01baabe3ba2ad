/* SPDX-License-Identifier: Apache-2.0
 *
 * Telling what a format cannot hold, as write_options.dropped asks for: each thing by its
 * kind, of which no file has more than a bounded number.
 */
#ifndef BISOTUN_DROPPED_H
#define BISOTUN_DROPPED_H

#include "tmx/format.h"

struct dropped {
	const struct write_options *options;
	struct buf seen; /* the kinds told, each ended by a line feed */
};

void dropped_init(struct dropped *d, const struct write_options *options);
void dropped_finish(struct dropped *d);

/* `what` names the kind ("tuv/@ex:status"), `where` the record it was met in. */
void dropped_tell(struct dropped *d, const char *what, const char *where);

#endif
