/* SPDX-License-Identifier: Apache-2.0
 *
 * Words met while a run is built, each with a number in order of first appearance.
 *
 * The same bytes under another tag are another word.  Open addressing; a slot has the
 * number, and in the bits that a number in a table of this size never needs, a part of
 * the hash, so that a search rarely looks at a word that is not the one.
 */
#ifndef BISOTUN_VOCAB_H
#define BISOTUN_VOCAB_H

#include "src/base/base.h"

struct vocab {
	uint64_t seed;
	uint32_t *slots; /* number + 1, and above it bits of the hash; 0 free */
	uint32_t n_slots;
	char *text;
	size_t text_size, text_capacity;
	uint32_t *at; /* [n + 1] into text */
	uint32_t *tags;
	uint32_t n, capacity;
};

void vocab_finish(struct vocab *v);
/* Gives the table back: nothing is looked up any more. */
void vocab_close(struct vocab *v);

/* The number of a word, which is added (*is_new) where it is not there. */
int vocab_add(struct vocab *v, const void *text, size_t size, uint32_t tag,
	uint32_t *number, bool *is_new);

static inline const char *vocab_text(const struct vocab *v, uint32_t i, size_t *size)
{
	*size = v->at[i + 1] - v->at[i];
	return v->text + v->at[i];
}

size_t vocab_memory(const struct vocab *v);

/* Numbers of words in the order of (group, text, tie): `groups` NULL all are in one; a
 * group of SKIP_WORD leaves the word out.  *order has *n of them: free(). */
#define SKIP_WORD UINT32_MAX
int vocab_sort(const struct vocab *v, const uint32_t *groups, const uint32_t *ties,
	uint32_t **order, uint32_t *n);

#endif
