/* SPDX-License-Identifier: Apache-2.0
 *
 * What a write does to stems and words, gathered in memory before it goes to the tables:
 * a hash table from text (and a number that goes with it) to how much its count changes.
 */
#ifndef BISOTUN_WORDMAP_H
#define BISOTUN_WORDMAP_H

#include "src/base/buf.h"

struct word_change {
	uint64_t hash;
	size_t text, size; /* in the map's `text` */
	int64_t stem;      /* part of the key: of a word its stem, of a stem 0 */
	int64_t id;        /* of a stem; 0 not looked up yet */
	int64_t change;    /* to be added to its count */
	bool stored;       /* its table has a row */
};

struct word_map {
	struct word_change *items;
	size_t n, capacity;
	uint32_t *slots; /* item + 1; 0 free */
	size_t n_slots;  /* a power of two, at least twice n */
	struct buf text;
};

void word_map_finish(struct word_map *m);
void word_map_clear(struct word_map *m);

/* The item of text and stem; made, zero but for its key, where it is new.  *out is good
 * until the next call. */
int word_map_get(struct word_map *m, const char *text, size_t size, int64_t stem,
	struct word_change **out);

static inline const char *word_map_text(
	const struct word_map *m, const struct word_change *item)
{
	return m->text.data + item->text;
}

#endif
