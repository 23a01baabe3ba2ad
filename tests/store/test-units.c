/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/store/base.h"

#include <fcntl.h>

static const char *const pairs[][2] = { { "The meeting ended", "Встреча завершилась" },
	{ "Tashkent", "Ташкент" }, { "Tashkent", "Ташкент" } };

static void keeps_what_it_was_given(void **state)
{
	struct base *b = *state;
	struct unit_cursor *c;
	struct unit u;
	int64_t document;

	base_import(b->db, "a", BIS_CONFLICT_MERGE, pairs, 3, NULL);
	unit_init(&u);
	assert_ok(store_units_open(b->db, &(struct record_filter){ 0 }, &c));
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(store_units_next(c, &u, &document), 1);
		assert_int_equal(u.n_variants, 2);
		assert_string_equal(buf_str(&u.variants[0].text), pairs[i][0]);
		assert_string_equal(buf_str(&u.variants[1].text), pairs[i][1]);
		assert_string_equal(buf_str(&u.variants[1].lang), "ru");
	}
	assert_int_equal(store_units_next(c, &u, &document), 0);
	store_units_close(c);
	unit_finish(&u);
}

static void adds_nothing_the_second_time(void **state)
{
	struct base *b = *state;
	struct put_result results[3];

	base_import(b->db, "a", BIS_CONFLICT_MERGE, pairs, 3, results);
	assert_int_equal(results[2].what, PUT_ADDED);
	base_import(b->db, "a", BIS_CONFLICT_MERGE, pairs, 3, results);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(results[i].what, PUT_MERGED);
	assert_int_equal(base_count(b->db), 3);
	assert_int_equal(bis_db_last_event(b->db), 0);
}

/* Of texts as short as these the language changes a bit of the hash, as the other digit
 * does. */
static void takes_a_digit_of_one_language_for_none_of_another(void **state)
{
	struct base *b = *state;
	static const char *const digits[][2] = { { "1", "Ташкент" }, { "2", "Ташкент" } };
	static const char *const langs[] = { "en", "ru" };
	struct put_result result;

	for (size_t k = 0; k < 2; k++) {
		struct intake *i;
		struct document d;
		struct unit u;
		unit_init(&u);
		document_init(&d);
		assert_ok(store_begin(b->db, "import"));
		assert_ok(intake_open(b->db,
			&(struct intake_options){ .origin = "a", .path = "a" }, &i));
		assert_ok(intake_head(i, &d));
		base_unit(&u, "", digits[k][0], digits[k][1]);
		buf_set(&u.variants[0].lang, langs[k]);
		assert_ok(store_unit_put(i, &u, &result));
		assert_int_equal(result.what, PUT_ADDED);
		intake_close(i);
		assert_ok(store_commit(b->db, "a unit"));
		unit_finish(&u);
		document_finish(&d);
	}
	assert_int_equal(base_count(b->db), 2);
}

static void adds_the_occurrences_that_are_more_than_before(void **state)
{
	struct base *b = *state;
	struct put_result results[3];

	base_import(b->db, "a", BIS_CONFLICT_MERGE, pairs, 2, NULL);
	base_import(b->db, "b", BIS_CONFLICT_MERGE, pairs, 3, results);
	assert_int_equal(results[1].what, PUT_MERGED);
	assert_int_equal(results[2].what, PUT_ADDED);
	assert_int_equal(base_count(b->db), 3);
}

static const char *const others[][2] = { { "Tashkent", "г. Ташкент" } };

static void keeps_both_where_targets_differ(void **state)
{
	struct base *b = *state;
	struct put_result result;

	base_import(b->db, "a", BIS_CONFLICT_MERGE, pairs, 2, NULL);
	base_import(b->db, "b", BIS_CONFLICT_MERGE, others, 1, &result);
	assert_int_equal(result.what, PUT_ADDED);
	assert_true(result.conflict);
	assert_int_equal(base_count(b->db), 3);
}

static void keeps_the_old_where_asked(void **state)
{
	struct base *b = *state;
	struct put_result result;

	base_import(b->db, "a", BIS_CONFLICT_MERGE, pairs, 2, NULL);
	base_import(b->db, "b", BIS_CONFLICT_KEEP, others, 1, &result);
	assert_int_equal(result.what, PUT_SKIPPED);
	assert_string_not_equal(result.reason, "");
	assert_int_equal(base_count(b->db), 2);
}

static void replaces_where_asked_and_can_take_it_back(void **state)
{
	struct base *b = *state;
	struct put_result result;

	base_import(b->db, "a", BIS_CONFLICT_MERGE, pairs, 2, NULL);
	base_import(b->db, "b", BIS_CONFLICT_REPLACE, others, 1, &result);
	int64_t event = bis_db_last_event(b->db);
	assert_int_equal(result.what, PUT_MERGED);
	assert_int_equal(base_count(b->db), 2);
	assert_ok(bis_undo(b->db, event, false, NULL, NULL));
	assert_int_equal(base_count(b->db), 2);
	base_import(b->db, "a", BIS_CONFLICT_MERGE, pairs, 2, NULL);
	assert_int_equal(bis_db_last_event(b->db), 0);
}

static void a_conflict_is_no_matter_of_equal_targets(void **state)
{
	struct base *b = *state;
	static const char *const same[][2] = { { "Tashkent", "Ташкент" },
		{ "City", "Ташкент" } };
	struct put_result results[2];

	base_import(b->db, "a", BIS_CONFLICT_MERGE, pairs, 1, NULL);
	base_import(b->db, "b", BIS_CONFLICT_MERGE, same, 2, results);
	assert_false(results[0].conflict);
	assert_false(results[1].conflict);
}

static void undoes_and_redoes_an_import(void **state)
{
	struct base *b = *state;

	base_import(b->db, "a", BIS_CONFLICT_MERGE, pairs, 3, NULL);
	int64_t import = bis_db_last_event(b->db);
	assert_ok(bis_undo(b->db, import, false, NULL, NULL));
	int64_t undo = bis_db_last_event(b->db);
	assert_int_equal(base_count(b->db), 0);
	assert_fails(bis_undo(b->db, import, false, NULL, NULL), BIS_ECONFLICT,
		"undone already");
	assert_ok(bis_undo(b->db, undo, false, NULL, NULL));
	assert_int_equal(base_count(b->db), 3);
	assert_ok(bis_undo(b->db, import, false, NULL, NULL));
	assert_int_equal(base_count(b->db), 0);
	assert_fails(
		bis_undo(b->db, 99, false, NULL, NULL), BIS_ENOTFOUND, "no event 99");
}

static char conflicts[1000];
static void on_conflict(void *ctx, const char *what)
{
	(void)ctx;
	strncat(conflicts, what, sizeof(conflicts) - strlen(conflicts) - 1);
}

static void refuses_to_undo_an_import_that_was_changed_since(void **state)
{
	struct base *b = *state;

	base_import(b->db, "a", BIS_CONFLICT_MERGE, pairs, 2, NULL);
	int64_t import = bis_db_last_event(b->db);
	base_import(b->db, "b", BIS_CONFLICT_REPLACE, others, 1, NULL);
	conflicts[0] = '\0';
	assert_fails(bis_undo(b->db, import, false, on_conflict, NULL), BIS_ECONFLICT,
		"1 of its units");
	assert_non_null(strstr(conflicts, "U2, changed by anna in event 2"));
	assert_int_equal(base_count(b->db), 2);
	assert_ok(bis_undo(b->db, import, true, NULL, NULL));
	assert_int_equal(base_count(b->db), 1);
}

static void does_not_take_from_a_later_import_what_both_brought(void **state)
{
	struct base *b = *state;

	base_import(b->db, "a", BIS_CONFLICT_MERGE, pairs, 2, NULL);
	base_import(b->db, "b", BIS_CONFLICT_MERGE, pairs, 1, NULL);
	conflicts[0] = '\0';
	assert_fails(bis_undo(b->db, 1, false, on_conflict, NULL), BIS_ECONFLICT,
		"1 of its units");
	assert_string_equal(conflicts, "U1, met again by anna in event 2 (import)");
	assert_ok(bis_undo(b->db, 2, false, NULL, NULL));
	assert_ok(bis_undo(b->db, 1, false, NULL, NULL));
	assert_int_equal(base_count(b->db), 0);
}

static int64_t of_origin(bis_db *db, const char *origin)
{
	int64_t n;

	assert_ok(
		store_count(db, &(struct record_filter){ .origin = origin }, false, &n));
	return n;
}

/* Each undo of the one before turns it over; so does an undo of the first, as often as it
 * stands. */
static void undoes_and_redoes_as_often_as_asked(void **state)
{
	struct base *b = *state;

	base_import(b->db, "a", BIS_CONFLICT_MERGE, pairs, 2, NULL);
	base_import(b->db, "b", BIS_CONFLICT_REPLACE, others, 1, NULL);
	base_import(b->db, "c", BIS_CONFLICT_MERGE, pairs, 1, NULL);
	for (int64_t event = 3; event < 9; event++) {
		assert_ok(bis_undo(b->db, event, false, NULL, NULL));
		assert_int_equal(bis_db_last_event(b->db), event + 1);
		assert_int_equal(of_origin(b->db, "c"), event % 2 == 0);
	}
	assert_int_equal(of_origin(b->db, "b"), 1);
	for (int64_t event = 2; event < 14; event = bis_db_last_event(b->db)) {
		int64_t before = of_origin(b->db, "b");
		assert_ok(bis_undo(b->db, event, false, NULL, NULL));
		assert_int_equal(of_origin(b->db, "b"), 1 - before);
		assert_int_equal(of_origin(b->db, "a"), 1 + before);
	}
	assert_fails(bis_undo(b->db, 2, false, NULL, NULL), BIS_ECONFLICT,
		"undone already, by event 10");
	assert_ok(bis_undo(b->db, 14, false, NULL, NULL));
	assert_ok(bis_undo(b->db, 2, false, NULL, NULL));
	assert_int_equal(of_origin(b->db, "b"), 0);
	assert_int_equal(bis_db_verify(b->db, NULL, NULL), 0);
}

static void redoes_a_replacement_too(void **state)
{
	struct base *b = *state;

	base_import(b->db, "a", BIS_CONFLICT_MERGE, pairs, 2, NULL);
	base_import(b->db, "b", BIS_CONFLICT_REPLACE, others, 1, NULL);
	assert_ok(bis_undo(b->db, 2, false, NULL, NULL));
	assert_ok(bis_undo(b->db, 3, false, NULL, NULL));
	struct put_result result;
	base_import(b->db, "b", BIS_CONFLICT_REPLACE, others, 1, &result);
	assert_int_equal(bis_db_last_event(b->db), 0);
	assert_int_equal(base_count(b->db), 2);
}

static bool file_holds(const char *path, const char *words)
{
	static char bytes[1 << 22];
	int fd = open(path, O_RDONLY);
	ssize_t size = fd < 0 ? 0 : read(fd, bytes, sizeof(bytes));

	if (fd >= 0)
		close(fd);
	return size > 0 && memmem(bytes, (size_t)size, words, strlen(words)) != NULL;
}

static void purge_leaves_not_a_byte(void **state)
{
	struct base *b = *state;
	static const char *const secret[][2] = { { "Embargoed until noon",
		"Под эмбарго" } };
	struct bis_purge_report report;
	char wal[200];

	snprintf(wal, sizeof(wal), "%s-wal", b->path);
	base_import(b->db, "a", BIS_CONFLICT_MERGE, pairs, 2, NULL);
	base_import(b->db, "draft", BIS_CONFLICT_MERGE, secret, 1, NULL);
	assert_true(file_holds(b->path, "Embargoed") || file_holds(wal, "Embargoed"));
	assert_fails(bis_purge(b->db, &(struct bis_purge_options){ .origin = "none" },
			     &report),
		BIS_ENOTFOUND, "none");
	assert_ok(bis_purge(
		b->db, &(struct bis_purge_options){ .origin = "draft" }, &report));
	assert_int_equal(report.units, 1);
	assert_int_equal(report.segments, 2);
	assert_false(file_holds(b->path, "Embargoed"));
	assert_false(file_holds(wal, "Embargoed"));
	assert_false(file_holds(b->path, "Под эмбарго"));
	assert_false(file_holds(b->path, "draft"));
	assert_int_equal(base_count(b->db), 2);
	assert_int_equal(bis_db_verify(b->db, NULL, NULL), 0);
}

static void filters_by_language_and_origin(void **state)
{
	struct base *b = *state;
	static const char *const lone[][2] = { { "Only English", NULL } };
	const char *both[] = { "en", "ru" }, *british[] = { "en-GB", "ru" },
		   *chinese[] = { "zh" };
	int64_t n;

	base_import(b->db, "a", BIS_CONFLICT_MERGE, pairs, 2, NULL);
	base_import(b->db, "b", BIS_CONFLICT_MERGE, lone, 1, NULL);
	assert_ok(store_count(b->db,
		&(struct record_filter){ .langs = both, .n_langs = 2 }, false, &n));
	assert_int_equal(n, 2);
	assert_ok(store_count(b->db,
		&(struct record_filter){ .langs = british, .n_langs = 2 }, false, &n));
	assert_int_equal(n, 2);
	assert_ok(store_count(b->db,
		&(struct record_filter){ .langs = chinese, .n_langs = 1 }, false, &n));
	assert_int_equal(n, 0);
	assert_ok(
		store_count(b->db, &(struct record_filter){ .origin = "b" }, false, &n));
	assert_int_equal(n, 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, base_setup, base_teardown)
	const struct CMUnitTest tests[] = {
		TEST(keeps_what_it_was_given),
		TEST(adds_nothing_the_second_time),
		TEST(takes_a_digit_of_one_language_for_none_of_another),
		TEST(adds_the_occurrences_that_are_more_than_before),
		TEST(keeps_both_where_targets_differ),
		TEST(keeps_the_old_where_asked),
		TEST(replaces_where_asked_and_can_take_it_back),
		TEST(a_conflict_is_no_matter_of_equal_targets),
		TEST(undoes_and_redoes_an_import),
		TEST(refuses_to_undo_an_import_that_was_changed_since),
		TEST(does_not_take_from_a_later_import_what_both_brought),
		TEST(undoes_and_redoes_as_often_as_asked),
		TEST(redoes_a_replacement_too),
		TEST(purge_leaves_not_a_byte),
		TEST(filters_by_language_and_origin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
