/* SPDX-License-Identifier: Apache-2.0
 *
 * What every test program uses: cmocka, and an assertion that says the library's own words.
 *
 * Test names are sentences: finds_nothing_in_an_empty_memory.
 */
#ifndef BISOTUN_TEST_H
#define BISOTUN_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bisotun/error.h"

/* The expression is 0 or positive; else the test fails with the library's message. */
#define assert_ok(expression)                                          \
	do {                                                           \
		long long rc_ = (long long)(expression);               \
		if (rc_ < 0)                                           \
			fail_msg("%s gave %lld: %s", #expression, rc_, \
				bis_error_message());                  \
	} while (0)

/* The expression fails with this code, and the message holds these words. */
#define assert_fails(expression, code, words)                                      \
	do {                                                                       \
		long long rc_ = (long long)(expression);                           \
		if (rc_ != (code))                                                 \
			fail_msg("%s gave %lld, not %d: %s", #expression, rc_,     \
				(int)(code), bis_error_message());                 \
		if (strstr(bis_error_message(), (words)) == NULL)                  \
			fail_msg("%s said: %s", #expression, bis_error_message()); \
	} while (0)

/* Path of a file in tests/data, whichever folder the test runs in; borrowed until the next call. */
static inline const char *test_data(const char *name)
{
	static char path[4096];
	const char *srcdir = getenv("srcdir");

	snprintf(path, sizeof(path), "%s/tests/data/%s", srcdir == NULL ? "." : srcdir,
		name);
	return path;
}

#endif
