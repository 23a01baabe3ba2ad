/* SPDX-License-Identifier: Apache-2.0
 *
 * The few words every file of the library uses: automatic clean-up, handing over,
 * counting.
 *
 * What a local owns it cleans up itself:
 *
 *	cleanup(buf_free) struct buf text = BUF_INIT;
 *	cleanup(free_text) char *name = strdup(given);
 *
 * and giving it away is spelled steal(&name), which leaves NULL behind.
 */
#ifndef BISOTUN_BASE_H
#define BISOTUN_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#define cleanup(function) __attribute__((cleanup(function)))

#define steal(pointer)                            \
	({                                        \
		__auto_type stolen_ = *(pointer); \
		*(pointer) = NULL;                \
		stolen_;                          \
	})

#define N_ELEMENTS(array) (sizeof(array) / sizeof((array)[0]))

#define PRINTF_LIKE(string, first) __attribute__((format(printf, string, first)))

/* For cleanup() of a char * that malloc made. */
static inline void free_text(char **text)
{
	free(*text);
}

#endif
