/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/test.h"

#include <unistd.h>

#include "src/find/penalties.h"

static bis_penalties *parsed(const char *text)
{
	bis_penalties *p;

	assert_ok(penalties_parse("table", text, strlen(text), &p));
	return p;
}

static void reads_the_table_that_is_built_in(void **state)
{
	bis_penalties *p;

	(void)state;
	assert_ok(penalties_of_base("/nowhere/at-all.db", &p));
	assert_null(p);
	assert_ok(penalties_usual(&p));
	assert_int_equal(p->points[PENALTY_SEVERAL], POINT);
	assert_int_equal(p->points[PENALTY_VARIANT], POINT);
	assert_int_equal(p->points[PENALTY_ALIGNMENT], POINT);
	assert_int_equal(p->points[PENALTY_UNREVIEWED], 0);
	assert_int_equal(p->n_rules, 0);
	bis_penalties_free(p);
}

static void what_a_table_does_not_name_costs_nothing(void **state)
{
	(void)state;
	bis_penalties *p = parsed("# a comment\r\n\nunreviewed\t\t2.5\r\n");

	assert_int_equal(p->points[PENALTY_UNREVIEWED], 250);
	assert_int_equal(p->points[PENALTY_SEVERAL], 0);
	bis_penalties_free(p);
}

static void the_first_pattern_that_fits_an_origin_counts(void **state)
{
	(void)state;
	bis_penalties *p = parsed("\xef\xbb\xbforigin\tofficial\t0\n"
				  "origin\tof*\t3\norigin\t*:?\t0.25\n");

	assert_int_equal(penalty_origin(p, "official"), 0);
	assert_int_equal(penalty_origin(p, "office"), 300);
	assert_int_equal(penalty_origin(p, "of"), 300);
	assert_int_equal(penalty_origin(p, "web:ф"), 25);
	assert_int_equal(penalty_origin(p, "web:фи"), 0);
	assert_int_equal(penalty_origin(p, ""), 0);
	bis_penalties_free(p);
}

static void age_counts_whole_years_up_to_a_bound(void **state)
{
	(void)state;
	bis_penalties *p = parsed("age\t5\t1\t3\n");

	assert_int_equal(penalty_age(p, 20171123, 20261122), 300); /* 8 whole years */
	assert_int_equal(penalty_age(p, 20201122, 20261122), 100);
	assert_int_equal(penalty_age(p, 20201123, 20261122), 0);
	assert_int_equal(penalty_age(p, 0, 20261122), 0);
	assert_int_equal(penalty_age(p, 20300101, 20261122), 0);
	bis_penalties_free(p);
}

static void says_which_line_is_wrong(void **state)
{
	static const struct {
		const char *text, *said;
	} wrong[] = {
		{ "several\t\t1\nyouth\t\t1\n", "table:2: there is no penalty" },
		{ "several\t\t-1\n", "table:1: points are a number" },
		{ "several\t\t101\n", "table:1: points are a number" },
		{ "several\t\t1.\n", "table:1: points are a number" },
		{ "several\t\t1,5\n", "table:1: points are a number" },
		{ "several\n", "table:1: points are a number" },
		{ "several\tx\t1\n", "table:1: this penalty has no value" },
		{ "origin\t\t1\n", "table:1: an origin needs a name" },
		{ "age\t\t1\n", "table:1: age needs whole years" },
		{ "age\t1.5\t1\n", "table:1: age needs whole years" },
		{ "age\t1\t1\tmuch\n", "table:1: points are a number" },
		{ "age\t1\t1\t5\tx\n", "table:1: more than four columns" },
		{ "\n\norigin\t\xff\t1\n", "table:3: not UTF-8" },
	};
	bis_penalties *p;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		assert_fails(penalties_parse(
				     "table", wrong[i].text, strlen(wrong[i].text), &p),
			BIS_EFORMAT, wrong[i].said);
		assert_null(p);
	}
	assert_fails(penalties_parse("table", "a\0b", 3, &p), BIS_EFORMAT, "no table");
}

static void reads_a_file(void **state)
{
	char path[] = "/tmp/bisotun-penalties-XXXXXX";
	int file = mkstemp(path);
	bis_penalties *p;

	(void)state;
	assert_true(file >= 0);
	assert_int_equal(write(file, "several\t\t4\n", 11), 11);
	close(file);
	assert_ok(bis_penalties_read(path, &p));
	assert_int_equal(p->points[PENALTY_SEVERAL], 4 * POINT);
	bis_penalties_free(p);
	unlink(path);
	assert_true(bis_penalties_read(path, &p) < 0);
	assert_null(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_table_that_is_built_in),
		cmocka_unit_test(what_a_table_does_not_name_costs_nothing),
		cmocka_unit_test(the_first_pattern_that_fits_an_origin_counts),
		cmocka_unit_test(age_counts_whole_years_up_to_a_bound),
		cmocka_unit_test(says_which_line_is_wrong),
		cmocka_unit_test(reads_a_file),
	};

	return cmocka_run_group_tests_name("penalties", tests, NULL, NULL);
}
