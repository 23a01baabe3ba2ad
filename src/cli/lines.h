/* SPDX-License-Identifier: Apache-2.0
 *
 * Lists given as files: one entry a line.
 */
#ifndef BISOTUN_LINES_H
#define BISOTUN_LINES_H

/* Calls `line` for every line of the file ("-": standard input) that isn't blank,
 * without its end and a byte order mark, until it returns a negative code, which is
 * returned.  A file that can't be read has been said already: LINES_UNREADABLE. */
enum { LINES_UNREADABLE = -100 };
int each_line(const char *file, int (*line)(void *ctx, const char *text), void *ctx);

#endif
