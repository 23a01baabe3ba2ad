/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/test.h"

#include "termbase/concept.h"

static void knows_the_dates_of_the_calendar(void **state)
{
	static const char *const good[] = { "2017", "0001", "2017-01", "2017-12",
		"2017-12-31", "2016-02-29", "2000-02-29", "2017-04-30" };
	static const char *const bad[] = { "", "17", "201", "20170", "2017-", "2017-13",
		"2017-00", "2017-1", "2017-01-00", "2017-01-32", "2017-04-31",
		"2017-02-29", "1900-02-29", "2017/01/01", "2017-01-1x", "2017-01-011",
		"aaaa", "２０１７" };

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(good); i++)
		if (!validity_date_ok(good[i]))
			fail_msg("%s is a date", good[i]);
	for (size_t i = 0; i < N_ELEMENTS(bad); i++)
		if (validity_date_ok(bad[i]))
			fail_msg("%s is no date", bad[i]);
}

static void a_year_or_month_covers_all_its_days(void **state)
{
	static const struct {
		const char *from, *to, *at;
		bool valid;
	} cases[] = {
		{ "", "", "2017-06-15", true },
		{ "2017", "", "2017-01-01", true },
		{ "2017", "", "2016-12-31", false },
		{ "", "2017", "2017-12-31", true },
		{ "", "2017", "2018-01-01", false },
		{ "2017-03", "2017-03", "2017-03-01", true },
		{ "2017-03", "2017-03", "2017-03-31", true },
		{ "2017-03", "2017-03", "2017-02-28", false },
		{ "2017-03", "2017-03", "2017-04-01", false },
		{ "2017-03-10", "2017-03-10", "2017-03-10", true },
		{ "2017-03-10", "", "2017-03-09", false },
		{ "", "2017-03-10", "2017-03-11", false },
		{ "1999", "2016-05", "2016-05-31", true },
	};

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(cases); i++)
		if (valid_at(cases[i].from, cases[i].to, cases[i].at) != cases[i].valid)
			fail_msg("from “%s” to “%s” on %s", cases[i].from, cases[i].to,
				cases[i].at);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_the_dates_of_the_calendar),
		cmocka_unit_test(a_year_or_month_covers_all_its_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
