/* SPDX-License-Identifier: Apache-2.0
 *
 * Allocations that fail when a test wants them to: the program is linked with
 * CHAOS_LINK, so that the linker sends what the library and the test ask of malloc and
 * its sisters here.
 */
#ifndef BISOTUN_TESTS_CHAOS_H
#define BISOTUN_TESTS_CHAOS_H

#include <stdbool.h>
#include <stddef.h>

static _Atomic long counter; /* allocations since the test set it to 0 */
static long fail_at;         /* the one that fails; 0: none */
static bool for_good;        /* all after it fail too */

static bool fails(void)
{
	long n = ++counter;

	return fail_at != 0 && (n == fail_at || (for_good && n > fail_at));
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *old, size_t size);
void *__real_reallocarray(void *old, size_t n, size_t size);
char *__real_strdup(const char *text);
char *__real_strndup(const char *text, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *old, size_t size);
void *__wrap_reallocarray(void *old, size_t n, size_t size);
char *__wrap_strdup(const char *text);
char *__wrap_strndup(const char *text, size_t size);

void *__wrap_malloc(size_t size)
{
	return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size)
{
	return fails() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *old, size_t size)
{
	return fails() ? NULL : __real_realloc(old, size);
}

void *__wrap_reallocarray(void *old, size_t n, size_t size)
{
	return fails() ? NULL : __real_reallocarray(old, n, size);
}

char *__wrap_strdup(const char *text)
{
	return fails() ? NULL : __real_strdup(text);
}

char *__wrap_strndup(const char *text, size_t size)
{
	return fails() ? NULL : __real_strndup(text, size);
}

#endif
