/* SPDX-License-Identifier: Apache-2.0
 *
 * Names as papers of other languages write them (tests/data/names/press.tsv): each is
 * known for its own, and for that of none of its neighbours in the list.  And names that
 * are near, but of others (tests/data/names/others.tsv): none is known for the other.
 */
#include "config.h"
#include "tests/test.h"

#include "src/text/table.h"
#include "termbase/names.h"

#define AFTER 3 /* rows that a name is compared with beyond its own */

/* A row, and those before it. */
struct rows {
	struct namer *namer;
	struct name one[AFTER + 1], other[AFTER + 1];
	size_t n, same, gaps, wrong;
};

static double compare(const struct rows *r, const struct name *a, const struct name *b)
{
	struct name_comparison there, back;

	assert_ok(name_compare(r->namer, a, b, &there));
	assert_ok(name_compare(r->namer, b, a, &back));
	assert_true(there.score == back.score);
	return there.score;
}

static void note_wrong(struct rows *r, const struct table_row *row, double score)
{
	print_error("line %ld: %s | %s: %.1f\n", row->line, row->cells[1], row->cells[2],
		score);
	r->wrong++;
}

static void compare_neighbours(struct rows *r, const struct table_row *row, size_t at)
{
	for (size_t k = 1; k <= AFTER && k < r->n; k++) {
		size_t before = (at + AFTER + 1 - k) % (AFTER + 1);
		double score = compare(r, &r->one[before], &r->other[at]);

		if (score >= NAME_SAME)
			note_wrong(r, row, score);
	}
}

static int read_row(void *ctx, const struct table_row *row)
{
	struct rows *r = ctx;
	bool gap = strcmp(row->cells[0], "gap") == 0;
	size_t at = r->n % (AFTER + 1);

	if (row->n != 3 || (!gap && strcmp(row->cells[0], "same") != 0))
		return table_flaw(row, "no row of this list:", row->cells[0]);
	if (r->n > AFTER) {
		name_finish(&r->one[at]);
		name_finish(&r->other[at]);
	}
	assert_ok(name_read(
		r->namer, row->cells[1], strlen(row->cells[1]), NULL, &r->one[at]));
	assert_ok(name_read(
		r->namer, row->cells[2], strlen(row->cells[2]), NULL, &r->other[at]));
	r->n++;
	double score = compare(r, &r->one[at], &r->other[at]);
	if ((score >= NAME_SAME) == gap)
		note_wrong(r, row, score);
	r->same += !gap;
	r->gaps += gap;
	compare_neighbours(r, row, at);
	return 0;
}

static void names_are_known_in_other_languages(void **state)
{
	struct rows r = { 0 };

	(void)state;
	assert_ok(namer_new(&r.namer));
	assert_ok(table_of_file(test_data("names/press.tsv"), read_row, &r));
	for (size_t i = 0; i <= AFTER; i++) {
		name_finish(&r.one[i]);
		name_finish(&r.other[i]);
	}
	namer_free(r.namer);
	assert_true(r.same > 500);
	print_message("%zu names, %zu of them not known for one\n", r.n, r.gaps);
	assert_int_equal(r.wrong, 0);
}

static int read_other(void *ctx, const struct table_row *row)
{
	struct rows *r = ctx;

	if (row->n != 2)
		return table_flaw(row, "no row of this list:", row->cells[0]);
	assert_ok(name_read(
		r->namer, row->cells[0], strlen(row->cells[0]), NULL, &r->one[0]));
	assert_ok(name_read(
		r->namer, row->cells[1], strlen(row->cells[1]), NULL, &r->other[0]));
	double score = compare(r, &r->one[0], &r->other[0]);
	if (score >= NAME_SAME) {
		print_error("line %ld: %s | %s: %.1f\n", row->line, row->cells[0],
			row->cells[1], score);
		r->wrong++;
	}
	name_finish(&r->one[0]);
	name_finish(&r->other[0]);
	r->n++;
	return 0;
}

static void near_names_of_others_are_told_apart(void **state)
{
	struct rows r = { 0 };

	(void)state;
	assert_ok(namer_new(&r.namer));
	assert_ok(table_of_file(test_data("names/others.tsv"), read_other, &r));
	namer_free(r.namer);
	assert_true(r.n > 200);
	assert_int_equal(r.wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_known_in_other_languages),
		cmocka_unit_test(near_names_of_others_are_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
