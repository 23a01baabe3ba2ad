/* SPDX-License-Identifier: Apache-2.0
 *
 * Days of the week: the names are looked for as they are spelled within a sentence or at
 * its beginning, in some bytes around the date.  What is found too often only keeps a
 * repair from being offered.
 */
#include "config.h"
#include "src/find/weekday.h"

#include <stdio.h>
#include <string.h>

#define BESIDE 40 /* bytes */

static const char *const names[] = { "Monday", "Tuesday", "Wednesday", "Thursday",
	"Friday", "Saturday", "Sunday", "Mon.", "Tue.", "Wed.", "Thu.", "Fri.", "Sat.",
	"Sun.", "Mon,", "Tue,", "Wed,", "Thu,", "Fri,", "Sat,", "Sun,", "онедельник",
	"торник", "среда", "среду", "среды", "среде", "Среда", "Среду", "етверг", "ятниц",
	"уббот", "оскресень", "星期", "礼拜", "周一", "周二", "周三", "周四", "周五",
	"周六", "周日", NULL };

static bool is_among(const char *text, size_t size, const char *name)
{
	size_t length = strlen(name);

	for (size_t i = 0; i + length <= size; i++) {
		if (memcmp(text + i, name, length) == 0)
			return true;
	}
	return false;
}

bool weekday_beside(const char *text, size_t size, size_t begin, size_t end)
{
	size_t before = begin < BESIDE ? begin : BESIDE;
	size_t after = size - end < BESIDE ? size - end : BESIDE;

	for (const char *const *name = names; *name != NULL; name++) {
		if (is_among(text + begin - before, before, *name) ||
			is_among(text + end, after, *name))
			return true;
	}
	return false;
}

int weekday_of(const char *value)
{
	static const int shift[] = { 0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4 };
	int year, month, day, n = 0;

	if (sscanf(value, "%4d-%2d-%2d%n", &year, &month, &day, &n) != 3 ||
		value[n] != '\0' || month < 1 || month > 12)
		return -1;
	year -= month < 3;
	return (year + year / 4 - year / 100 + year / 400 + shift[month - 1] + day) % 7;
}
