/* SPDX-License-Identifier: Apache-2.0
 *
 * Tables as people write them: UTF-8, a row a line, cells parted by TABs, empty lines and
 * lines that begin with # passed over.
 */
#ifndef BISOTUN_CHECK_ROWS_H
#define BISOTUN_CHECK_ROWS_H

#include "src/base/buf.h"

#define ROW_CELLS 8

struct row {
	const char *name; /* of the table, for messages */
	long line;        /* from 1 */
	const char
		*cells[ROW_CELLS]; /* "" where there is none; kept until rows_each ends */
	size_t n;
};

/* Calls `read` for each row; what it returns below 0 ends it.  BIS_EFORMAT with name and
 * line for what is no text, and for a row of too many cells. */
typedef int row_reader(void *ctx, const struct row *row);
int rows_each(
	const char *name, const char *text, size_t size, row_reader *read, void *ctx);

/* The same of a file that is built in, and of one on disk (at most a MiB). */
int rows_of_asset(const char *asset, row_reader *read, void *ctx);
int rows_of_file(const char *path, row_reader *read, void *ctx);

/* BIS_EFORMAT: "name:line: what "cell"". */
int row_flaw(const struct row *row, const char *what, const char *cell);

#endif
