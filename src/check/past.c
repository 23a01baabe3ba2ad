/* SPDX-License-Identifier: Apache-2.0
 *
 * Whether a text looks back.
 */
#include "config.h"
#include "src/check/past.h"

#include <stdio.h>
#include <string.h>

#include "src/base/err.h"

#define SENTENCE_MOST 1000 /* bytes looked at on either side */
#define BEFORE_MOST 40     /* bytes before a name in which a rank is looked for */

static bool is_end(const char *at)
{
	return strchr(".!?;\n", *at) != NULL || strncmp(at, "。", 3) == 0;
}

/* The sentence around a place, as far as SENTENCE_MOST. */
static void sentence_of(
	const struct reading *r, size_t begin, size_t end, size_t *from, size_t *to)
{
	*from = begin;
	*to = end;
	while (*from > 0 && begin - *from < SENTENCE_MOST &&
		!is_end(r->text + *from - 1) &&
		!(*from >= 3 && is_end(r->text + *from - 3)))
		--*from;
	while (*to < r->size && *to - end < SENTENCE_MOST && !is_end(r->text + *to))
		++*to;
}

/* Whether a number of four digits stands there, and not within a longer one. */
static bool is_year(const struct reading *r, size_t at)
{
	return strspn(r->text + at, "0123456789") == 4 &&
	       (at == 0 || r->text[at - 1] < '0' || r->text[at - 1] > '9');
}

bool sentence_names_other_year(const struct reading *r, size_t begin, size_t end)
{
	size_t at, last;

	sentence_of(r, begin, end, &at, &last);
	for (; at + 4 <= last; at++)
		if (is_year(r, at) && strncmp(r->text + at, r->date, 4) != 0)
			return true;
	return false;
}

bool sentence_names_time(const struct reading *r, size_t begin, size_t end,
	const char *from, const char *to)
{
	size_t at, last;

	sentence_of(r, begin, end, &at, &last);
	for (; at + 4 <= last; at++) {
		char day[16];
		if (!is_year(r, at))
			continue;
		for (int month = 1; month <= 12; month++) {
			snprintf(day, sizeof(day), "%.4s-%02d-15", r->text + at, month);
			if (validity_day_ok(day) && valid_at(from, to, day))
				return true;
		}
	}
	return false;
}

int units_before(
	struct reading *r, struct unit_reader *reader, struct units *units, size_t begin)
{
	size_t from = begin > BEFORE_MOST ? begin - BEFORE_MOST : 0;

	while (from < begin && ((unsigned char)r->text[from] & 0xC0) == 0x80)
		from++;
	const char *before = reading_text(r, from, begin);
	return before == NULL ? err_nomem() : unit_reader_name(reader, before, units);
}

int is_ranked(struct reading *r, struct unit_reader *reader, struct units *units,
	size_t begin, bool *ranked)
{
	int rc = units_before(r, reader, units, begin);

	*ranked = false;
	if (rc < 0 || units->n == 0)
		return rc;
	size_t last = units->n - 1;
	while (last > 0 && units->at[last].kind != UNIT_WORD &&
		units->at[last].kind != UNIT_RANK && units->at[last].kind != UNIT_STOP)
		last--;
	*ranked = units->at[last].kind == UNIT_RANK;
	return 0;
}
