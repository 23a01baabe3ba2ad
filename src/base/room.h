/* SPDX-License-Identifier: Apache-2.0
 *
 * Room in arrays that grow: twice as much each time, so that adding costs the same
 * however many there are.
 *
 *	if (room_for_one(&list->at, list->n, &list->capacity) < 0)
 *		return BIS_ENOMEM;
 *	list->at[list->n++] = one;
 */
#ifndef BISOTUN_ROOM_H
#define BISOTUN_ROOM_H

#include "src/base/base.h"
#include "src/base/err.h"

/* The array with room for twice as many elements of `size` bytes as before, where it was
 * or elsewhere; NULL where there is no memory: the array is then as it was. */
void *room_doubled(void *array, size_t *capacity, size_t size);

/* Room for one more behind the first `n` of *array, a pointer to elements (NULL at first,
 * with *capacity 0).  0, or BIS_ENOMEM. */
#define room_for_one(array, n, capacity)                                          \
	({                                                                        \
		int rc_ = 0;                                                      \
		if ((n) == *(capacity)) {                                         \
			void *room_ = room_doubled(                               \
				(void *)*(array), (capacity), sizeof(**(array))); \
			if (room_ != NULL)                                        \
				*(array) = room_;                                 \
			else                                                      \
				rc_ = err_nomem();                                \
		}                                                                 \
		rc_;                                                              \
	})

#endif
