/* SPDX-License-Identifier: Apache-2.0
 *
 * What reading and writing of dates among placeables share: the names of months, and the
 * dates that the slots of a reading say.
 */
#ifndef BISOTUN_PLACEABLES_DATE_H
#define BISOTUN_PLACEABLES_DATE_H

#include "src/text/placeables-inside.h"

/* --- months (placeables-month.c) ------------------------------------------------------- */

/* A row of dates.tsv; its texts are those of the table. */
struct month_row {
	const char *kind, *text;
	size_t kind_size, text_size;
	int number;
};

/* The name that stands at `at`, the longest; returns its end, NULL if there is none. */
const char *find_month(const struct reader *r, const char *at, struct month_row *row);
bool month_is_short(const struct month_row *row);
/* Whether its form may stand behind a day: the genitive, in Russian. */
bool month_is_genitive(const char *lang, const struct month_row *row);
/* Adds another month in the form of that in the slot; false where there is no one form. */
bool write_month(
	const struct reader *r, const struct slot *slot, int number, struct buf *out);

/* --- values (placeables-date.c) -------------------------------------------------------- */

/* The date that the slots of one end of a range say, or of a date (WHICH_FIRST); false: it
 * is none. */
bool take_date(const struct reading *in, int which, struct date *d);
/* Whether the calendar has it; what is 0 is not known. */
bool is_real(const struct date *d);

#endif
