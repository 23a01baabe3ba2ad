/* SPDX-License-Identifier: Apache-2.0
 *
 * Cells in columns, for a terminal: padded by the width of their text (Chinese takes
 * two columns a letter), coloured where the printer says so, text that runs from right
 * to left kept from turning its neighbours around.
 *
 *	struct table t = table_of("lrl", 2);
 *	table_cell(&t, STYLE_BOLD, "%s", c->id);
 *	…                                          (three cells a row)
 *	table_print(&t, p);
 *	table_free(&t);
 */
#ifndef BISOTUN_TABLE_H
#define BISOTUN_TABLE_H

#include "src/view/view.h"

enum style {
	STYLE_PLAIN,
	STYLE_BOLD,
	STYLE_DIM,
	STYLE_GOOD,
	STYLE_WARN,
	STYLE_BAD,
	STYLE_RTL /* plain, from right to left: belongs into the last column */
};

struct cell {
	char *text;
	enum style style;
};

struct table {
	const char *align; /* a letter a column: l or r */
	int indent;
	struct cell *cells; /* row by row */
	size_t n_cells, capacity;
	bool failed;
};

struct table table_of(const char *align, int indent);
void table_free(struct table *t);
void table_cell(struct table *t, enum style style, const char *format, ...)
	PRINTF_LIKE(3, 4);
void table_print(struct table *t, struct printer *p);

/* A piece of text outside a table. */
void styled(struct printer *p, enum style style, const char *format, ...)
	PRINTF_LIKE(3, 4);

/* 48213 as "48,213". */
const char *grouped(int64_t number, char text[32]);

#endif
