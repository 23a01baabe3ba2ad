/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of cells from a text file: the common ground of tables, OmegaT's glossaries and
 * UTX.
 *
 * The file is made UTF-8 (BOM, the look of its bytes, or an encoding the caller knows)
 * and given out row by row, in the memory of one row.  Unquoted cells are trimmed of
 * blanks at their edges. Line ends are LF, CRLF or CR.  A quoted cell follows RFC 4180
 * and may hold line ends; where a quote is not closed, or text follows the closing one,
 * only its own line is taken for broken (or, with `lenient`, the quotes for ordinary
 * characters).
 */
#ifndef BISOTUN_ROWS_H
#define BISOTUN_ROWS_H

#include "src/base/buf.h"
#include "src/base/source.h"

#define ROW_MAX_SIZE ((size_t)16 << 20)
#define ROW_MAX_CELLS 100000

struct cell {
	const char *text; /* NUL-terminated */
	size_t size;
};

struct row {
	long line;
	const struct cell *cells;
	size_t n;         /* at least 1; an empty line has one empty cell */
	const char *flaw; /* why it cannot be used, or NULL; its cells then are none */
};

struct row_style {
	char separator;
	bool quotes;
	bool lenient;
};

struct rows;

/* `encoding` NULL: found from the first bytes. */
int rows_open(struct source *in, const char *encoding, struct rows **out);
void rows_close(struct rows *r);
void rows_closep(struct rows **r);

/* The first line that isn't blank, as far as it stands within the first 64 KiB; size 0
 * for none. */
int rows_peek(struct rows *r, const char **line, size_t *size);

/* 1 a row (valid until the next call), 0 no more, negative failed. */
int rows_next(struct rows *r, const struct row_style *style, const struct row **out);

/* Tab where the line has one; else what it has more of, semicolons or commas. */
char row_separator(const char *line, size_t size);

/* The cell of that column, or an empty one past the end of the row. */
struct cell row_cell(const struct row *row, size_t column);

/* Whether all its cells are empty. */
bool row_is_blank(const struct row *row);

/* Adds a cell, quoted where it needs to be: for a separator, a line end, a blank at its
 * edges, a quote in front. */
void row_add_cell(struct buf *b, const char *text, size_t size, char separator);

#endif
