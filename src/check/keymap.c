/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/check/keymap.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"

void keymap_finish(struct keymap *m)
{
	free(m->links);
	free(m->heads);
	*m = (struct keymap){ 0 };
}

void keymap_clear(struct keymap *m)
{
	m->n = 0;
	if (m->n_heads > 0)
		memset(m->heads, 0, m->n_heads * sizeof(*m->heads));
}

static size_t head_of(const struct keymap *m, uint64_t key)
{
	return (key ^ key >> 29) * UINT64_C(0x9E3779B97F4A7C15) >> 20 & (m->n_heads - 1);
}

static void hang(struct keymap *m, size_t i)
{
	size_t head = head_of(m, m->links[i].key);

	m->links[i].next = m->heads[head];
	m->heads[head] = (uint32_t)i + 1;
}

static int widen(struct keymap *m)
{
	if (m->n < m->n_heads)
		return 0;
	size_t n = m->n_heads == 0 ? 64 : 4 * m->n_heads;
	uint32_t *heads = calloc(n, sizeof(*heads));
	if (heads == NULL)
		return err_nomem();
	free(m->heads);
	m->heads = heads;
	m->n_heads = n;
	for (size_t i = 0; i < m->n; i++)
		hang(m, i);
	return 0;
}

int keymap_add(struct keymap *m, uint64_t key, uint32_t value)
{
	int rc = widen(m);

	if (rc < 0)
		return rc;
	if (room_for_one(&m->links, m->n, &m->capacity) < 0)
		return BIS_ENOMEM;
	m->links[m->n] = (struct keymap_link){ key, value, 0 };
	hang(m, m->n++);
	return 0;
}

static size_t at_key(const struct keymap *m, size_t at, uint64_t key)
{
	while (at != 0 && m->links[at - 1].key != key)
		at = m->links[at - 1].next;
	return at;
}

size_t keymap_first(const struct keymap *m, uint64_t key)
{
	return m->n_heads == 0 ? 0 : at_key(m, m->heads[head_of(m, key)], key);
}

size_t keymap_next(const struct keymap *m, size_t at)
{
	return at_key(m, m->links[at - 1].next, m->links[at - 1].key);
}
