/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/find/keep.h"

#include <string.h>

#define BLOCK_SIZE 16384

struct keep_block {
	struct keep_block *next;
	size_t used, size;
	_Alignas(16) char bytes[];
};

static struct keep_block *block_with(struct keep *k, size_t size)
{
	struct keep_block *b = k->blocks;

	if (b != NULL && b->size - b->used >= size)
		return b;
	size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
	b = calloc(1, sizeof(*b) + room);
	if (b == NULL)
		return NULL;
	b->size = room;
	b->next = k->blocks;
	k->blocks = b;
	return b;
}

void *keep_room(struct keep *k, size_t size)
{
	size_t whole = (size + 15) / 16 * 16;
	struct keep_block *b = block_with(k, whole);

	if (b == NULL)
		return NULL;
	void *room = b->bytes + b->used;
	b->used += whole;
	return room;
}

void *keep_bytes(struct keep *k, const void *bytes, size_t size)
{
	void *room = keep_room(k, size == 0 ? 1 : size);

	if (room != NULL && size > 0)
		memcpy(room, bytes, size);
	return room;
}

const char *keep_text(struct keep *k, const char *text, size_t size)
{
	char *room = keep_room(k, size + 1);

	if (room != NULL && size > 0)
		memcpy(room, text, size);
	return room;
}

void keep_finish(struct keep *k)
{
	while (k->blocks != NULL) {
		struct keep_block *next = k->blocks->next;
		free(k->blocks);
		k->blocks = next;
	}
}
