/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/store/base.h"

#include "src/store/db.h"

static int64_t id_of(bis_db *db, const char *tag)
{
	int64_t id;

	assert_ok(db_lang_id(db, tag, &id));
	return id;
}

static void every_spelling_of_a_tag_is_one_language(void **state)
{
	struct base *b = *state;

	assert_ok(store_begin(b->db, "test"));
	int64_t chinese = id_of(b->db, "zh-Hans-CN");
	assert_true(chinese > 0);
	assert_int_equal(id_of(b->db, "zh_hans_cn"), chinese);
	assert_int_not_equal(id_of(b->db, "zh-Hant-TW"), chinese);
	assert_string_equal(db_lang_tag(b->db, chinese), "zh-Hans-CN");
	store_rollback(b->db);
}

static void asking_makes_no_language(void **state)
{
	struct base *b = *state;
	int64_t id = 77;

	assert_ok(store_begin(b->db, "test"));
	assert_ok(db_lang_known(b->db, "ru", &id));
	assert_int_equal(id, 0);
	int64_t russian = id_of(b->db, "ru");
	assert_ok(db_lang_known(b->db, "RU", &id));
	assert_int_equal(id, russian);
	store_rollback(b->db);
}

static void what_is_no_tag_is_undetermined(void **state)
{
	struct base *b = *state;

	assert_ok(store_begin(b->db, "test"));
	int64_t none = id_of(b->db, "");
	assert_string_equal(db_lang_tag(b->db, none), "und");
	assert_int_equal(id_of(b->db, "!?"), none);
	assert_string_equal(db_lang_tag(b->db, 4711), "und");
	store_rollback(b->db);
}

/* Numbers that a rollback took back may be given to other languages by the next write. */
static void a_rollback_is_not_remembered(void **state)
{
	struct base *b = *state;

	assert_ok(store_begin(b->db, "test"));
	int64_t taken_back = id_of(b->db, "ru");
	store_rollback(b->db);
	assert_ok(store_begin(b->db, "test"));
	assert_int_equal(id_of(b->db, "tg"), taken_back);
	assert_string_equal(db_lang_tag(b->db, taken_back), "tg");
	assert_int_not_equal(id_of(b->db, "ru"), taken_back);
	store_rollback(b->db);
}

static void another_handle_sees_the_same_numbers(void **state)
{
	struct base *b = *state;
	bis_db *reader = base_open(b, false);
	int64_t seen;

	assert_ok(store_begin(b->db, "test"));
	int64_t uzbek = id_of(b->db, "uz-Cyrl");
	store_touch(b->db, 1);
	assert_ok(store_commit(b->db, "a language"));
	assert_ok(db_lang_known(reader, "uz_cyrl", &seen));
	assert_int_equal(seen, uzbek);
	assert_string_equal(db_lang_tag(reader, uzbek), "uz-Cyrl");
	bis_db_close(reader);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, base_setup, base_teardown)
	const struct CMUnitTest tests[] = {
		TEST(every_spelling_of_a_tag_is_one_language),
		TEST(asking_makes_no_language),
		TEST(what_is_no_tag_is_undetermined),
		TEST(a_rollback_is_not_remembered),
		TEST(another_handle_sees_the_same_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
