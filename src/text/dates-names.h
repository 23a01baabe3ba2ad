/* SPDX-License-Identifier: Apache-2.0
 *
 * The words that dates are written with, of one language: the rows of dates.tsv, folded
 * but for signs and numerals.
 */
#ifndef BISOTUN_DATES_NAMES_H
#define BISOTUN_DATES_NAMES_H

#include "src/text/dates.h"
#include "src/text/lang.h"

enum date_name_kind {
	NAME_MONTH,
	NAME_ENDING,
	NAME_OF,
	NAME_JOIN,
	NAME_YEAR,
	NAME_ORDER,
	NAME_YEAR_SIGN,
	NAME_MONTH_SIGN,
	NAME_DAY_SIGN,
	NAME_NUMERAL,
	N_NAME_KINDS
};

struct date_name {
	uint8_t kind, number;
	bool capital;  /* only with a capital letter */
	bool is_short; /* may have a full stop behind it */
	uint32_t at, size;
};

struct dates {
	struct date_name *names; /* by kind */
	size_t n;
	size_t from[N_NAME_KINDS + 1];  /* where those of each kind begin */
	uint32_t longest[N_NAME_KINDS]; /* bytes of the longest of each, folded */
	struct buf texts;
	struct buf *fold;         /* what is being looked for; so one thread at a time */
	bool month_day, year_day; /* orders that the language has */
	char lang[LANG_MAX];
};

static inline bool dates_have(const struct dates *d, enum date_name_kind kind)
{
	return d->longest[kind] > 0;
}

/* The name of that kind that the text is, whatever its case and width; NULL if none. */
const struct date_name *date_name_find(
	const struct dates *d, enum date_name_kind kind, const char *text, size_t size);

/* The same for signs and numerals, which are not folded. */
const struct date_name *date_sign_find(
	const struct dates *d, enum date_name_kind kind, const char *text, size_t size);

/* The month that the text names, with an ending or without; NULL if none. */
const struct date_name *date_month(const struct dates *d, const char *text, size_t size);

#endif
