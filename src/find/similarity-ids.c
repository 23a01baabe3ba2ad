/* SPDX-License-Identifier: Apache-2.0
 *
 * Numbering by a table of hashes that is at most half full.
 */
#include "config.h"
#include "src/find/similarity-ids.h"

#include <string.h>

#include "src/base/err.h"

struct slot {
	uint64_t symbol;
	uint32_t id; /* 0: free */
};

static void free_slots(struct slot **slots)
{
	free(*slots);
}

static void free_symbols(uint64_t **symbols)
{
	free(*symbols);
}

static void free_ids(uint32_t **ids)
{
	free(*ids);
}

static struct slot *find(struct slot *slots, size_t mask, uint64_t symbol)
{
	size_t at = (symbol * UINT64_C(0x9E3779B97F4A7C15)) >> 32 & mask;

	while (slots[at].id != 0 && slots[at].symbol != symbol)
		at = (at + 1) & mask;
	return &slots[at];
}

int number_symbols(const uint64_t *symbols, size_t n, uint32_t *ids, uint32_t *n_ids)
{
	size_t room = 16;

	while (room < 2 * n)
		room *= 2;
	cleanup(free_slots) struct slot *slots = calloc(room, sizeof(*slots));
	if (slots == NULL)
		return err_nomem();
	*n_ids = 1;
	for (size_t i = 0; i < n; i++) {
		struct slot *slot = find(slots, room - 1, symbols[i]);

		if (slot->id == 0)
			*slot = (struct slot){ symbols[i], (*n_ids)++ };
		ids[i] = slot->id;
	}
	return 0;
}

static void hash_keys(const struct compared *c, uint64_t *hashes)
{
	for (size_t i = 0; i < c->tokens.n; i++)
		hashes[i] = lexeme_hash(c->tokens.at[i].kind, &c->lexemes[i].key);
}

int key_ids(const struct compared *a, const struct compared *b, uint32_t **a_ids,
	uint32_t **b_ids)
{
	size_t n = a->tokens.n, m = b->tokens.n;
	uint32_t n_ids;
	cleanup(free_symbols) uint64_t *hashes = calloc(n + m + 1, sizeof(*hashes));
	cleanup(free_ids) uint32_t *ids = calloc(n + m + 1, sizeof(*ids));
	cleanup(free_ids) uint32_t *second = calloc(m + 1, sizeof(*second));

	if (hashes == NULL || ids == NULL || second == NULL)
		return err_nomem();
	hash_keys(a, hashes);
	hash_keys(b, hashes + n);
	int rc = number_symbols(hashes, n + m, ids, &n_ids);

	if (rc < 0)
		return rc;
	memcpy(second, ids + n, m * sizeof(*second));
	*a_ids = steal(&ids);
	*b_ids = steal(&second);
	return 0;
}
