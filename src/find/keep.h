/* SPDX-License-Identifier: Apache-2.0
 *
 * What an answer owns: many small things of one life, in a few blocks of memory.
 */
#ifndef BISOTUN_KEEP_H
#define BISOTUN_KEEP_H

#include "src/base/base.h"

struct keep {
	struct keep_block *blocks;
};

/* All return NULL where there is no memory. */
void *keep_room(struct keep *k, size_t size); /* zeroed */
const char *keep_text(struct keep *k, const char *text, size_t size);
void *keep_bytes(struct keep *k, const void *bytes, size_t size);
void keep_finish(struct keep *k);

#endif
