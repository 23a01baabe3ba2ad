/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tmx/tbx-ids.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"

uint64_t tbx_id_hash(const char *id)
{
	uint64_t hash = hash_bytes(id, strlen(id), 0);

	return hash == 0 ? 1 : hash; /* 0 is a free slot */
}

static uint64_t *slot_of(uint64_t *slots, size_t capacity, uint64_t hash)
{
	size_t i = (size_t)hash & (capacity - 1);

	while (slots[i] != 0 && slots[i] != hash)
		i = (i + 1) & (capacity - 1);
	return &slots[i];
}

static int grow(struct tbx_ids *ids)
{
	size_t capacity = ids->capacity == 0 ? 64 : 2 * ids->capacity;
	uint64_t *slots = calloc(capacity, sizeof(*slots));

	if (slots == NULL)
		return err_nomem();
	for (size_t i = 0; i < ids->capacity; i++)
		if (ids->slots[i] != 0)
			*slot_of(slots, capacity, ids->slots[i]) = ids->slots[i];
	free(ids->slots);
	ids->slots = slots;
	ids->capacity = capacity;
	return 0;
}

int tbx_ids_add(struct tbx_ids *ids, uint64_t hash)
{
	if (2 * (ids->n + 1) > ids->capacity) {
		int rc = grow(ids);
		if (rc < 0)
			return rc;
	}
	uint64_t *slot = slot_of(ids->slots, ids->capacity, hash);
	if (*slot == hash)
		return 0;
	*slot = hash;
	ids->n++;
	return 1;
}

bool tbx_ids_has(const struct tbx_ids *ids, uint64_t hash)
{
	return ids->capacity > 0 && *slot_of(ids->slots, ids->capacity, hash) == hash;
}

void tbx_ids_finish(struct tbx_ids *ids)
{
	free(ids->slots);
	*ids = (struct tbx_ids){ 0 };
}
