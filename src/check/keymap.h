/* SPDX-License-Identifier: Apache-2.0
 *
 * From a key of 64 bits to the numbers kept under it, latest first.
 */
#ifndef BISOTUN_CHECK_KEYMAP_H
#define BISOTUN_CHECK_KEYMAP_H

#include "src/base/base.h"

struct keymap_link {
	uint64_t key;
	uint32_t value, next; /* next: of links, + 1; 0 none */
};
struct keymap {
	struct keymap_link *links;
	size_t n, capacity;
	uint32_t *heads; /* of links, + 1; 0 none */
	size_t n_heads;  /* a power of two */
};

void keymap_finish(struct keymap *m);
/* Empties it, keeping its memory. */
void keymap_clear(struct keymap *m);
int keymap_add(struct keymap *m, uint64_t key, uint32_t value);

/* for (size_t at = keymap_first(m, key); at != 0; at = keymap_next(m, at)) …
 * keymap_value(m, at) */
size_t keymap_first(const struct keymap *m, uint64_t key);
size_t keymap_next(const struct keymap *m, size_t at);
static inline uint32_t keymap_value(const struct keymap *m, size_t at)
{
	return m->links[at - 1].value;
}

#endif
