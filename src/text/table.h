/* SPDX-License-Identifier: Apache-2.0
 *
 * Tables as people write them, those that are built in and those a user gives: UTF-8, a
 * row a line, cells parted by TABs; empty lines and lines that begin with # are passed
 * over.
 */
#ifndef BISOTUN_TEXT_TABLE_H
#define BISOTUN_TEXT_TABLE_H

#include "src/base/buf.h"

#define TABLE_CELLS 8

struct table_row {
	const char *name;               /* of the table, for messages */
	long line;                      /* from 1 */
	const char *cells[TABLE_CELLS]; /* "" where there is none; gone after the call */
	size_t n;                       /* without empty ones at the end */
};

/* Calls `read` for each row; what it returns below 0 ends it.  BIS_EFORMAT with name and
 * line for what is no text, and for a row of too many cells. */
typedef int table_reader(void *ctx, const struct table_row *row);
int table_each(
	const char *name, const char *text, size_t size, table_reader *read, void *ctx);

/* The same of a file that is built in, and of one on disk (at most 16 MiB). */
int table_of_asset(const char *asset, table_reader *read, void *ctx);
int table_of_file(const char *path, table_reader *read, void *ctx);

/* BIS_EFORMAT: "name:line: what "cell"". */
int table_flaw(const struct table_row *row, const char *what, const char *cell);

#endif
