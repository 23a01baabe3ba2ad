/* SPDX-License-Identifier: Apache-2.0
 *
 * The few words the front ends share: automatic clean-up and counting.  They see the
 * library's public headers only, so its inner ones are not for them.
 */
#ifndef BISOTUN_TIDY_H
#define BISOTUN_TIDY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define cleanup(function) __attribute__((cleanup(function)))

#define N_ELEMENTS(array) (sizeof(array) / sizeof((array)[0]))

#define PRINTF_LIKE(string, first) __attribute__((format(printf, string, first)))

/* For cleanup() of a char * that malloc made. */
static inline void free_text(char **text)
{
	free(*text);
}

/* For cleanup() of a FILE *, NULL too. */
static inline void close_file(FILE **file)
{
	if (*file != NULL)
		fclose(*file);
}

#endif
