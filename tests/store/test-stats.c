/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/store/base.h"

/* One English text stands in two units, and is one segment: its words count once. */
static const char *const pairs[][2] = { { "The meeting ended", "Встреча завершилась" },
	{ "The meeting ended", "Заседание закончилось" }, { "Tashkent", NULL } };

static void put_unit(
	struct intake *i, const char *attrs, bool reviewed, const char *const pair[2])
{
	struct put_result ignored;
	struct unit u;

	unit_init(&u);
	base_unit(&u, attrs, pair[0], pair[1]);
	u.status = reviewed ? UNIT_REVIEWED : UNIT_UNREVIEWED;
	assert_ok(store_unit_put(i, &u, &ignored));
	unit_finish(&u);
}

static void import(bis_db *db)
{
	struct intake *i;
	struct document d;

	document_init(&d);
	buf_set(&d.format, "tmx");
	buf_set(&d.lang, "en");
	assert_ok(store_begin(db, "import"));
	assert_ok(intake_open(
		db, &(struct intake_options){ .origin = "a", .path = "a" }, &i));
	assert_ok(intake_head(i, &d));
	put_unit(i, " changedate=\"20170414T093000Z\"", true, pairs[0]);
	put_unit(i, " creationdate=\"20191231T000000Z\"", false, pairs[1]);
	put_unit(i, "", false, pairs[2]);
	intake_close(i);
	assert_ok(store_commit(db, "units"));
	document_finish(&d);
}

static void add_term(bis_db *db, const char *status)
{
	const struct bis_form form = {
		.lang = "en", .text = "Drug Control Agency", .status = status
	};
	const struct bis_concept c = { .type = "body", .forms = &form, .n_forms = 1 };

	assert_ok(bis_term_add(db, &c, NULL, NULL, NULL));
}

static void assert_next(bis_stats *s, const char *key, int64_t units, int64_t reviewed)
{
	const struct bis_stat *stat;

	assert_int_equal(bis_stats_next(s, &stat), 1);
	assert_string_equal(stat->key, key);
	assert_int_equal(stat->units, units);
	assert_int_equal(stat->reviewed, reviewed);
}

static void assert_end(bis_stats *s)
{
	const struct bis_stat *stat;

	assert_int_equal(bis_stats_next(s, &stat), 0);
	assert_null(stat);
	bis_stats_close(s);
}

static void counts_by_language(void **state)
{
	struct base *b = *state;
	const struct bis_stat *stat;
	bis_stats *s;

	import(b->db);
	add_term(b->db, "preferred");
	add_term(b->db, "deprecated");
	add_term(b->db, NULL);
	assert_ok(bis_stats_open(b->db, BIS_BY_LANG, &s));
	assert_int_equal(bis_stats_next(s, &stat), 1);
	assert_string_equal(stat->key, "en");
	assert_int_equal(stat->units, 3);
	assert_int_equal(stat->reviewed, 1);
	assert_int_equal(stat->words, 4);
	assert_int_equal(stat->concepts, 3);
	assert_int_equal(stat->preferred, 1);
	assert_int_equal(stat->proposed, 1);
	assert_int_equal(stat->barred, 1);
	assert_int_equal(bis_stats_next(s, &stat), 1);
	assert_string_equal(stat->key, "ru");
	assert_int_equal(stat->units, 2);
	assert_int_equal(stat->words, 4);
	assert_int_equal(stat->concepts, 0);
	assert_end(s);
}

static void counts_by_origin(void **state)
{
	struct base *b = *state;
	bis_stats *s;

	import(b->db);
	base_import(b->db, "b", BIS_CONFLICT_MERGE, pairs, 3, NULL);
	assert_ok(bis_stats_open(b->db, BIS_BY_ORIGIN, &s));
	assert_next(s, "a", 3, 1);
	assert_next(s, "b", 2, 0);
	assert_end(s);
}

static void counts_by_year_with_the_undated_first(void **state)
{
	struct base *b = *state;
	bis_stats *s;

	import(b->db);
	assert_ok(bis_stats_open(b->db, BIS_BY_YEAR, &s));
	assert_next(s, "", 1, 0);
	assert_next(s, "2017", 1, 1);
	assert_next(s, "2019", 1, 0);
	assert_end(s);
}

static void what_was_undone_does_not_count(void **state)
{
	struct base *b = *state;
	bis_stats *s;

	import(b->db);
	assert_ok(bis_undo(b->db, bis_db_last_event(b->db), false, NULL, NULL));
	for (int by = BIS_BY_LANG; by <= BIS_BY_YEAR; by++) {
		assert_ok(bis_stats_open(b->db, (enum bis_stats_by)by, &s));
		assert_end(s);
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, base_setup, base_teardown)
	const struct CMUnitTest tests[] = {
		TEST(counts_by_language),
		TEST(counts_by_origin),
		TEST(counts_by_year_with_the_undated_first),
		TEST(what_was_undone_does_not_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
