/* SPDX-License-Identifier: Apache-2.0
 *
 * Dates of validity: ISO 8601 calendar dates of year, month or day precision, compared
 * as text.
 */
#include "config.h"
#include "termbase/concept.h"

#include <string.h>

static bool digits(const char *at, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (at[i] < '0' || at[i] > '9')
			return false;
	return true;
}

static int two(const char *at)
{
	return 10 * (at[0] - '0') + (at[1] - '0');
}

static int days_in(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

bool validity_date_ok(const char *date)
{
	size_t size = strlen(date);

	if ((size != 4 && size != 7 && size != 10) || !digits(date, 4))
		return false;
	if (size == 4)
		return true;
	if (date[4] != '-' || !digits(date + 5, 2) || two(date + 5) < 1 ||
		two(date + 5) > 12)
		return false;
	if (size == 7)
		return true;
	int year = 100 * two(date) + two(date + 2);
	return date[7] == '-' && digits(date + 8, 2) && two(date + 8) >= 1 &&
	       two(date + 8) <= days_in(year, two(date + 5));
}

bool validity_day_ok(const char *day)
{
	return strlen(day) == 10 && validity_date_ok(day);
}

bool valid_at(const char *from, const char *to, const char *at)
{
	/* "2017" stands before "2017-03-01" and, being its beginning, is not after
	 * it; as an end it covers every day that begins with it */
	if (strcmp(from, at) > 0)
		return false;
	return *to == '\0' || strcmp(to, at) >= 0 || strncmp(to, at, strlen(to)) == 0;
}
