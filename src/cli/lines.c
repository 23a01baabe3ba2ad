/* SPDX-License-Identifier: Apache-2.0
 *
 * Lines are read one at a time and answered before the next is asked for, so a program
 * can hold a conversation through a pipe and a list may have any length.
 */
#include "config.h"

#include "src/cli/lines.h"

#include <errno.h>
#include <string.h>

#include "src/cli/say.h"

static int unreadable(const char *file)
{
	say("%s: %s", file, strerror(errno));
	return LINES_UNREADABLE;
}

/* The text of a line without its end, a byte order mark before the first, and blanks
 * around it. */
static char *trimmed(char *line, size_t size, bool first)
{
	while (size > 0 && strchr(" \t\r\n", line[size - 1]) != NULL)
		line[--size] = '\0';
	if (first && strncmp(line, "\xEF\xBB\xBF", 3) == 0)
		line += 3;
	return line + strspn(line, " \t");
}

static int read_lines(
	FILE *in, const char *file, int (*line)(void *ctx, const char *text), void *ctx)
{
	cleanup(free_text) char *buffer = NULL;
	size_t capacity = 0;
	ssize_t size;
	int rc = 0;

	errno = 0;
	for (bool first = true; rc >= 0 && (size = getline(&buffer, &capacity, in)) >= 0;
		first = false) {
		char *text = trimmed(buffer, (size_t)size, first);
		if (text[0] != '\0')
			rc = line(ctx, text);
		if (in == stdin)
			fflush(stdout);
	}
	return rc >= 0 && ferror(in) ? unreadable(file) : rc;
}

int each_line(const char *file, int (*line)(void *ctx, const char *text), void *ctx)
{
	cleanup(close_file) FILE *opened = NULL;

	if (strcmp(file, "-") == 0)
		return read_lines(stdin, "standard input", line, ctx);
	opened = fopen(file, "r");
	return opened == NULL ? unreadable(file) : read_lines(opened, file, line, ctx);
}
