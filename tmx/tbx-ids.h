/* SPDX-License-Identifier: Apache-2.0
 *
 * A set of ids, kept by their 64-bit hash: eight bytes an id however long it is.  Two ids
 * of one hash are taken for the same, which at a million ids happens once in thirty
 * million files and costs a needless suffix.
 */
#ifndef BISOTUN_TBX_IDS_H
#define BISOTUN_TBX_IDS_H

#include "src/base/base.h"

struct tbx_ids {
	uint64_t *slots;
	size_t n, capacity;
};

uint64_t tbx_id_hash(const char *id);
/* 1: new, 0: was there, negative: no memory (err set). */
int tbx_ids_add(struct tbx_ids *ids, uint64_t hash);
bool tbx_ids_has(const struct tbx_ids *ids, uint64_t hash);
void tbx_ids_finish(struct tbx_ids *ids);

#endif
