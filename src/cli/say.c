/* SPDX-License-Identifier: Apache-2.0
 *
 * Results go to standard output; everything else is said here, one line each.
 */
#include "config.h"

#include "src/cli/say.h"

#include <stdarg.h>

#include "bisotun/error.h"
#include "bisotun/text.h"
#include "src/view/view.h"

#define SAID_MAX 600 /* bytes of a line: what was given to us may be a megabyte */

static void say_line(const char *format, va_list values)
{
	cleanup(free_text) char *text = NULL;

	fflush(stdout);
	if (vasprintf(&text, format, values) < 0) {
		text = NULL;
		fputs("bisotun: out of memory\n", stderr);
		return;
	}
	tame(text);
	bis_text_brief(text, SAID_MAX);
	fprintf(stderr, "bisotun: %s\n", text);
}

void say(const char *format, ...)
{
	va_list values;

	va_start(values, format);
	say_line(format, values);
	va_end(values);
}

int say_usage(const char *command, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	say_line(format, values);
	va_end(values);
	say("more: bisotun %s%s--help", command, command[0] == '\0' ? "" : " ");
	return EXIT_USAGE;
}

int status_of(int code)
{
	switch (code) {
	case BIS_OK:
		return EXIT_DONE;
	case BIS_EUSAGE:
		return EXIT_USAGE;
	case BIS_EFORMAT:
	case BIS_EIO:
		return EXIT_DATA;
	case BIS_ENOTFOUND:
		return EXIT_NEGATIVE;
	case BIS_ECONFLICT:
		return EXIT_CONFLICT;
	case BIS_ECANCELLED:
		return EXIT_INTERRUPTED;
	default: /* BIS_EDB, BIS_EBUSY, BIS_ENOMEM */
		return EXIT_DATABASE;
	}
}

int say_failed(int code)
{
	/* memory may have run out here as well as in the library */
	say("%s", code == BIS_ENOMEM ? "out of memory" : bis_error_message());
	return status_of(code);
}
