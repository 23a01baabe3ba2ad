/* SPDX-License-Identifier: Apache-2.0
 *
 * The index says what the tables say, whatever was written, and by whom.
 */
#include "config.h"
#include "tests/store/index-model.h"

#include <sys/wait.h>

static void is_empty_in_an_empty_base(void **state)
{
	struct base *b = *state;
	struct textindex *t;

	assert_ok(store_read_begin(b->db));
	assert_ok(store_textindex(b->db, &t));
	assert_int_equal(textindex_n_langs(t), 0);
	assert_int_equal(textindex_n_units(t), 0);
	store_read_end(b->db);
	assert_false(model_has_sidecar(b));
}

static void is_not_asked_within_a_write(void **state)
{
	struct base *b = *state;
	struct textindex *t;

	assert_ok(store_begin(b->db, "import"));
	assert_fails(store_textindex(b->db, &t), BIS_EUSAGE, "within a write");
	store_rollback(b->db);
}

static void shows_at_once_what_another_handle_adds(void **state)
{
	struct base *b = *state;
	bis_db *reader = base_open(b, false);

	for (unsigned i = 0; i < 40; i++) {
		model_add(b->db, "a", 10 * i, 1 + i % 3, BIS_CONFLICT_MERGE, false);
		model_compare(reader);
	}
	bis_db_close(reader);
	assert_false(model_has_sidecar(b));
}

static void shows_at_once_what_another_process_adds(void **state)
{
	struct base *b = *state;
	int status;

	model_add(b->db, "a", 0, 10, BIS_CONFLICT_MERGE, false);
	model_compare(b->db);
	pid_t child = fork();
	if (child == 0) {
		bis_db *db = base_open(b, true);
		model_add(db, "b", 100, 10, BIS_CONFLICT_MERGE, false);
		bis_db_close(db);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	model_compare(b->db);
}

static void a_big_write_leaves_a_sidecar(void **state)
{
	struct base *b = *state;

	for (int fed = 0; fed < 2; fed++) {
		model_add(b->db, "a", 10000 * (unsigned)fed, 4000, BIS_CONFLICT_MERGE,
			fed != 0);
		assert_true(model_has_sidecar(b));
		model_compare(b->db);
		assert_int_equal(bis_db_verify(b->db, NULL, NULL), 0);
	}
	bis_db *reader = base_open(b, false);
	model_compare(reader);
	bis_db_close(reader);
}

static void what_was_fed_and_taken_back_leaves_nothing(void **state)
{
	struct base *b = *state;
	struct bis_open_options dry = { .write = true, .dry_run = true };
	bis_db *db;

	assert_ok(bis_db_open(b->path, &dry, &db));
	model_add(db, "a", 0, 4000, BIS_CONFLICT_MERGE, true);
	bis_db_close(db);
	assert_false(model_has_sidecar(b));
	assert_ok(store_begin(b->db, "import"));
	assert_ok(textindex_begin_feed(b->db));
	for (int i = 1; i < 5000; i++)
		assert_ok(textindex_feed(b->db, i, 1, "some text", 9));
	store_rollback(b->db);
	assert_ok(textindex_end_feed(b->db, false));
	assert_false(model_has_sidecar(b));
	model_compare(b->db);
}

static void keeps_few_runs(void **state)
{
	struct base *b = *state;
	struct textindex *t;
	struct run *const *runs;
	size_t n;

	for (unsigned i = 0; i < 400; i++) {
		model_add(b->db, "a", i, 1, BIS_CONFLICT_MERGE, false);
		assert_ok(store_read_begin(b->db));
		assert_ok(store_textindex(b->db, &t));
		store_read_end(b->db);
	}
	assert_ok(store_read_begin(b->db));
	assert_ok(store_textindex(b->db, &t));
	for (size_t i = 0; i < textindex_n_langs(t); i++) {
		assert_ok(textindex_runs(t, i, &runs, &n));
		assert_in_range(n, 1, 12);
		for (size_t k = 1; k < n; k++)
			assert_true(runs[k - 1]->n >= runs[k]->n);
	}
	store_read_end(b->db);
	model_compare(b->db);
}

static void a_restored_base_gets_its_own_index(void **state)
{
	struct base *b = *state;
	char copy[200];

	snprintf(copy, sizeof(copy), "%s/copy.db", b->folder);
	model_add(b->db, "a", 0, 2500, BIS_CONFLICT_MERGE, false);
	assert_ok(bis_db_backup(b->db, copy));
	model_add(b->db, "a", 3000, 2500, BIS_CONFLICT_MERGE, false);
	model_compare(b->db);
	bis_db_close(b->db);
	assert_true(model_has_sidecar(b));
	assert_ok(bis_db_restore(copy, b->path));
	assert_false(model_has_sidecar(b));
	b->db = base_open(b, true);
	model_add(b->db, "a", 6000, 2, BIS_CONFLICT_MERGE, false);
	model_compare(b->db);
}

static void purged_words_are_not_in_the_sidecar(void **state)
{
	struct base *b = *state;
	struct bis_purge_report report;
	static const char *const pair[][2] = { { "Embargoed zanzibarquux", "Тайна" } };

	base_import(b->db, "secret", BIS_CONFLICT_MERGE, pair, 1, NULL);
	model_add(b->db, "a", 0, 3000, BIS_CONFLICT_MERGE, false);
	assert_true(model_has_sidecar(b));
	bis_db *reader = base_open(b, false);
	model_compare(reader);
	assert_int_equal(store_read_begin(reader), 0);
	store_read_end(reader);
	bis_purge(b->db, &(struct bis_purge_options){ .origin = "secret" }, &report);
	assert_int_equal(report.units, 1);
	assert_false(model_has_sidecar(b));
	model_compare(reader);
	model_compare(b->db);
	bis_db_close(reader);
}

/* --- what searches ask -------------------------------------------------------------- */

static size_t sieved(bis_db *db, struct unit_filter filter)
{
	struct textindex *t;
	struct unit_sieve *s;
	size_t n = 0;

	assert_ok(store_read_begin(db));
	assert_ok(store_textindex(db, &t));
	assert_ok(unit_sieve_new(db, t, &filter, &s));
	for (uint32_t place = 0; place < textindex_n_units(t); place++)
		n += unit_sieve_passes(s, place);
	unit_sieve_free(s);
	store_read_end(db);
	return n;
}

static void a_sieve_lets_through_what_the_export_does(void **state)
{
	struct base *b = *state;
	static const char *const origins[] = { "a", "b", "c", "none" };

	model_add(b->db, "a", 0, 40, BIS_CONFLICT_MERGE, false);
	model_add(b->db, "b", 30, 40, BIS_CONFLICT_MERGE, false); /* ten met again */
	model_add(b->db, "c", 35, 2, BIS_CONFLICT_MERGE, false);
	for (int undone = 0; undone < 2; undone++) {
		for (size_t i = 0; i < 4; i++) {
			int64_t n;
			struct record_filter same = { .origin = origins[i] };
			assert_ok(store_count(b->db, &same, false, &n));
			assert_int_equal(
				sieved(b->db, (struct unit_filter){ .origin = origins[i],
						      .status = -1 }),
				n);
		}
		if (undone == 0)
			assert_ok(bis_undo(b->db, 2, true, NULL, NULL));
	}
	assert_int_equal(sieved(b->db, (struct unit_filter){ .status = -1 }), 40);
	assert_int_equal(sieved(b->db, (struct unit_filter){ .status = 0 }), 40);
	assert_int_equal(sieved(b->db, (struct unit_filter){ .status = 1 }), 0);
	assert_int_equal(
		sieved(b->db, (struct unit_filter){ .status = -1, .since = 20200101 }),
		8);
	assert_int_equal(
		sieved(b->db, (struct unit_filter){ .status = -1, .until = 20191231 }),
		0);
}

static void tells_what_is_shown_of_a_unit(void **state)
{
	struct base *b = *state;
	struct unit_row row = { 0 };
	uint32_t before, after;
	const char *text;
	size_t size;
	int64_t en;

	model_add(b->db, "a", 1, 3, BIS_CONFLICT_MERGE, false);
	model_add(b->db, "b", 11, 1, BIS_CONFLICT_MERGE, false);
	assert_ok(db_lang_known(b->db, "en", &en));
	assert_ok(store_unit_row(b->db, 2, &row));
	assert_string_equal(buf_str(&row.origin), "a");
	assert_string_equal(buf_str(&row.who), "");
	assert_int_equal(row.day, 0);
	unit_row_finish(&row);
	assert_ok(store_unit_neighbours(b->db, 2, (uint32_t)en, &before, &after));
	assert_ok(store_segment_text(b->db, before, &text, &size));
	assert_string_equal(text, "Article 1 of the Treaty");
	assert_ok(store_segment_text(b->db, after, &text, &size));
	assert_string_equal(text, "Article 3 of the Treaty");
	assert_ok(store_unit_neighbours(b->db, 3, (uint32_t)en, &before, &after));
	assert_int_equal(after, 0); /* the next unit is of another document */
	assert_fails(store_segment_text(b->db, 999, &text, &size), BIS_EDB, "999");
	assert_fails(store_unit_row(b->db, 999, &row), BIS_EDB, "999");
	unit_row_finish(&row);
}

#define IN_A_BASE(test) cmocka_unit_test_setup_teardown(test, base_setup, base_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_BASE(is_empty_in_an_empty_base),
		IN_A_BASE(is_not_asked_within_a_write),
		IN_A_BASE(shows_at_once_what_another_handle_adds),
		IN_A_BASE(shows_at_once_what_another_process_adds),
		IN_A_BASE(a_big_write_leaves_a_sidecar),
		IN_A_BASE(what_was_fed_and_taken_back_leaves_nothing),
		IN_A_BASE(keeps_few_runs),
		IN_A_BASE(a_restored_base_gets_its_own_index),
		IN_A_BASE(purged_words_are_not_in_the_sidecar),
		IN_A_BASE(a_sieve_lets_through_what_the_export_does),
		IN_A_BASE(tells_what_is_shown_of_a_unit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
