/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/store/wordmap.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/base/room.h"

void word_map_finish(struct word_map *m)
{
	free(m->items);
	free(m->slots);
	buf_free(&m->text);
	*m = (struct word_map){ 0 };
}

void word_map_clear(struct word_map *m)
{
	m->n = 0;
	buf_clear(&m->text);
	if (m->n_slots > 0)
		memset(m->slots, 0, m->n_slots * sizeof(*m->slots));
}

static uint32_t *slot_of(
	struct word_map *m, uint64_t hash, const char *text, size_t size, int64_t stem)
{
	size_t slot = hash & (m->n_slots - 1);

	for (; m->slots[slot] != 0; slot = (slot + 1) & (m->n_slots - 1)) {
		const struct word_change *item = &m->items[m->slots[slot] - 1];
		if (item->hash == hash && item->stem == stem && item->size == size &&
			memcmp(word_map_text(m, item), text, size) == 0)
			break;
	}
	return &m->slots[slot];
}

static int more_slots(struct word_map *m)
{
	size_t n_slots = m->n_slots == 0 ? 256 : 2 * m->n_slots;
	uint32_t *slots = calloc(n_slots, sizeof(*slots));

	if (slots == NULL)
		return err_nomem();
	free(m->slots);
	m->slots = slots;
	m->n_slots = n_slots;
	for (size_t i = 0; i < m->n; i++) {
		size_t slot = m->items[i].hash & (n_slots - 1);
		while (slots[slot] != 0)
			slot = (slot + 1) & (n_slots - 1);
		slots[slot] = (uint32_t)i + 1;
	}
	return 0;
}

static int make_room(struct word_map *m)
{
	if (room_for_one(&m->items, m->n, &m->capacity) < 0)
		return BIS_ENOMEM;
	return 2 * (m->n + 1) > m->n_slots ? more_slots(m) : 0;
}

int word_map_get(struct word_map *m, const char *text, size_t size, int64_t stem,
	struct word_change **out)
{
	uint64_t hash = hash_bytes(text, size, (uint64_t)stem);
	int rc = make_room(m);

	*out = NULL;
	if (rc < 0)
		return rc;
	uint32_t *slot = slot_of(m, hash, text, size, stem);
	if (*slot == 0) {
		size_t at = m->text.size;
		buf_add(&m->text, text, size);
		if (!buf_ok(&m->text))
			return err_nomem();
		m->items[m->n++] = (struct word_change){
			.hash = hash, .text = at, .size = size, .stem = stem
		};
		*slot = (uint32_t)m->n;
	}
	*out = &m->items[*slot - 1];
	return 0;
}
