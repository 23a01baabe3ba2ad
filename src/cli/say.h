/* SPDX-License-Identifier: Apache-2.0
 *
 * What is said on standard error, and the statuses a command ends with.
 */
#ifndef BISOTUN_SAY_H
#define BISOTUN_SAY_H

#include "src/view/tidy.h"

enum exit_status {
	EXIT_DONE = 0,
	EXIT_NEGATIVE = 1, /* no match, damage found */
	EXIT_USAGE = 2,
	EXIT_DATA = 3,
	EXIT_DATABASE = 4,
	EXIT_NETWORK = 5,
	EXIT_CONFLICT = 6,
	EXIT_INTERRUPTED = 130
};

/* "bisotun: …" on standard error. */
void say(const char *format, ...) PRINTF_LIKE(1, 2);

/* The same for wrong usage; ends with where to read more; returns EXIT_USAGE. */
int say_usage(const char *command, const char *format, ...) PRINTF_LIKE(2, 3);

/* Says the library's message and returns the status that fits its code. */
int say_failed(int code);

/* The status alone. */
int status_of(int code);

#endif
