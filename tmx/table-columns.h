/* SPDX-License-Identifier: Apache-2.0
 *
 * What the columns of a table mean, by their names in its first row.
 *
 *	wide       id | en | en.variants | en.status | ru | …    one concept a row
 *	long       concept | lang | text | status | kind | …     one form a row
 *	relations  concept | relation | target | valid_from | …  one relation a row
 *
 * Case does not matter, and blanks, `-` and `_` are one.  A language is a BCP 47 tag or
 * its English name; what is said of one language stands after `.`, `:` or `_`.  A name
 * that comes twice belongs to the language before it.  The cells of a column of an
 * unknown name are kept as notes.
 */
#ifndef BISOTUN_TABLE_COLUMNS_H
#define BISOTUN_TABLE_COLUMNS_H

#include "src/text/lang.h"
#include "tmx/rows.h"

enum field {
	FIELD_UNKNOWN,
	FIELD_ID,
	FIELD_TYPE,
	FIELD_SUBJECT,
	FIELD_DEFINITION,
	FIELD_CONCEPT_NOTE,
	FIELD_LANG,
	FIELD_TEXT,
	FIELD_VARIANTS,
	FIELD_STATUS,
	FIELD_KIND,
	FIELD_VALID_FROM,
	FIELD_VALID_TO,
	FIELD_SOURCE,
	FIELD_RELIABILITY,
	FIELD_NOTE,
	FIELD_INSTEAD,
	FIELD_APPROVED_BY,
	FIELD_APPROVED_AT,
	FIELD_RELATION,
	FIELD_TARGET,
	N_FIELDS
};

/* The name a field is written under. */
const char *field_name(enum field field);

struct column {
	enum field field;
	char *name;          /* as in the header */
	char lang[LANG_MAX]; /* of which language it speaks; "" none */
};

enum shape { SHAPE_NONE, SHAPE_WIDE, SHAPE_LONG };

struct columns {
	struct column *list;
	size_t n, n_langs, n_unknown;
	enum shape shape; /* SHAPE_NONE: not the header of a table */
};

int columns_read(struct columns *c, const struct row *header);
void columns_finish(struct columns *c);

/* The first column of that field without a language; -1 where there is none. */
long columns_find(const struct columns *c, enum field field);

#endif
