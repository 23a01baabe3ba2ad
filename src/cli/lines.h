/* SPDX-License-Identifier: Apache-2.0
 *
 * Lists given as files: one entry a line.
 */
#ifndef BISOTUN_LINES_H
#define BISOTUN_LINES_H

#include "src/view/tidy.h"

enum {
	LINES_UNREADABLE = -100, /* the file can't be read: said already */
	LINES_STOPPED = -101     /* interrupted while waiting for a line */
};

/* Calls `line` for every line of the file ("-": standard input) that isn't blank,
 * without its end, blanks around it and a byte order mark, until it returns a negative
 * code, which is returned. */
int each_line(const char *file, int (*line)(void *ctx, const char *text), void *ctx);

/* A line as it stands in its file, without its end. */
struct line {
	const char *file; /* "standard input" */
	int64_t number;   /* from 1 */
	char *text;       /* ended by NUL; may hold others where the file does */
	size_t size;
};

/* The same for all lines, empty ones too. */
int each_whole_line(
	const char *file, int (*line)(void *ctx, const struct line *l), void *ctx);

/* Why a line is no text, in `words` where that takes any; NULL where it is one. */
const char *line_flaw(const struct line *l, char words[64]);

/* Whether there is nothing but blanks in it. */
static inline bool is_blank(const char *text)
{
	while (*text == ' ' || *text == '\t')
		text++;
	return *text == '\0';
}

#endif
