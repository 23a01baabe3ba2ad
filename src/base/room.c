/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/base/room.h"

#define ROOM_FIRST 8 /* elements */

void *room_doubled(void *array, size_t *capacity, size_t size)
{
	size_t more = *capacity == 0 ? ROOM_FIRST : 2 * *capacity;
	void *room = more > SIZE_MAX / size ? NULL : realloc(array, more * size);

	if (room != NULL)
		*capacity = more;
	return room;
}
