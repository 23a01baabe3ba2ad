/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading tables; the format's other half and its const are in table.c.
 */
#ifndef BISOTUN_TABLE_READ_H
#define BISOTUN_TABLE_READ_H

#include "tmx/format.h"
#include "tmx/remarks.h"
#include "tmx/table-columns.h"

struct table {
	struct source *in;
	const struct read_options *options;
	const struct record_sink *sink;
	struct remarks remarks;
	struct columns columns;
	struct document doc;
	struct concept concept;
	struct unit unit;
	bool open;    /* `concept` holds one that is not yet told */
	bool hurt;    /* a row of it was lost */
	bool too_big; /* it is above the bounds; its further rows are passed over */
	size_t size, children;
	char flaw[200]; /* why the current row is broken; "" */
};

int table_read(struct source *in, const struct read_options *options,
	const struct record_sink *sink);

/* One row each.  0, or negative; a broken row leaves its reason in t->flaw. */
int table_wide_concept(struct table *t, const struct row *row);
int table_wide_unit(struct table *t, const struct row *row);
int table_long_row(struct table *t, const struct row *row);

/* Tells the concept of the rows before, if there is one. */
int table_flush(struct table *t);

/* Puts a cell into the typed field of a form; false, with t->flaw, where it cannot be. */
bool table_form_field(
	struct table *t, struct form *f, const struct column *column, struct cell cell);

/* Takes a cell that speaks of the concept, as its type or definition; others are passed
 * over. */
int table_concept_field(
	struct table *t, const struct column *column, struct cell cell, long line);

/* A new form of that text at the end of its language's; NULL: no memory. */
struct form *table_new_form(
	struct table *t, const char *lang, struct cell cell, long line);

/* "name: value" as one more line of a note; where `name` is empty the value alone. */
void table_add_note(struct buf *note, const char *name, const char *value);

#endif
