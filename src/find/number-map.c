/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/find/number-map.h"

#include <string.h>

#include "src/base/err.h"

void number_map_finish(struct number_map *m)
{
	free(m->keys);
	free(m->numbers);
	*m = (struct number_map){ 0 };
}

/* Where the key is, or the empty place where it belongs. */
static size_t place_of(const struct number_map *m, uint64_t key)
{
	size_t at = (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 32) & (m->size - 1);

	while (m->numbers[at] != NUMBER_NONE && m->keys[at] != key)
		at = (at + 1) & (m->size - 1);
	return at;
}

static int grow(struct number_map *m)
{
	struct number_map more = { .size = m->size == 0 ? 256 : m->size * 2, .n = m->n };

	more.keys = reallocarray(NULL, more.size, sizeof(*more.keys));
	more.numbers = reallocarray(NULL, more.size, sizeof(*more.numbers));
	if (more.keys == NULL || more.numbers == NULL) {
		number_map_finish(&more);
		return err_nomem();
	}
	memset(more.numbers, 0xFF, more.size * sizeof(*more.numbers));
	for (size_t i = 0; i < m->size; i++) {
		if (m->numbers[i] == NUMBER_NONE)
			continue;
		size_t at = place_of(&more, m->keys[i]);
		more.keys[at] = m->keys[i];
		more.numbers[at] = m->numbers[i];
	}
	number_map_finish(m);
	*m = more;
	return 0;
}

int number_map_put(struct number_map *m, uint64_t key, uint32_t *number)
{
	int rc = (size_t)m->n * 2 >= m->size ? grow(m) : 0;

	if (rc < 0)
		return rc;
	size_t at = place_of(m, key);
	if (m->numbers[at] == NUMBER_NONE) {
		m->keys[at] = key;
		m->numbers[at] = m->n++;
	}
	*number = m->numbers[at];
	return 0;
}

uint32_t number_map_get(const struct number_map *m, uint64_t key)
{
	return m->size == 0 ? NUMBER_NONE : m->numbers[place_of(m, key)];
}
