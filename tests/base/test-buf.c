/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "src/base/buf.h"

static void is_an_empty_string_before_anything_is_added(void **state)
{
	(void)state;
	cleanup(buf_free) struct buf b = BUF_INIT;

	assert_string_equal(buf_str(&b), "");
	buf_truncate(&b, 0);
	assert_int_equal(b.size, 0);
	assert_true(buf_ok(&b));
}

static void holds_what_was_added_in_order(void **state)
{
	(void)state;
	cleanup(buf_free) struct buf b = BUF_INIT;

	buf_adds(&b, "one ");
	buf_add(&b, "two three", 3);
	buf_addc(&b, ' ');
	buf_addf(&b, "%d-%s", 3, "four");
	assert_string_equal(buf_str(&b), "one two 3-four");
	assert_int_equal(b.size, strlen("one two 3-four"));
}

static void keeps_nul_bytes(void **state)
{
	(void)state;
	cleanup(buf_free) struct buf b = BUF_INIT;

	buf_add(&b, "a\0b", 3);
	assert_int_equal(b.size, 3);
	assert_memory_equal(b.data, "a\0b", 4);
}

static void setting_replaces_and_null_empties(void **state)
{
	(void)state;
	cleanup(buf_free) struct buf b = BUF_INIT;

	buf_adds(&b, "old");
	buf_set(&b, "new");
	assert_string_equal(buf_str(&b), "new");
	buf_set(&b, NULL);
	assert_string_equal(buf_str(&b), "");
}

static void cuts_but_never_lengthens(void **state)
{
	(void)state;
	cleanup(buf_free) struct buf b = BUF_INIT;

	buf_adds(&b, "abcdef");
	buf_truncate(&b, 10);
	assert_string_equal(buf_str(&b), "abcdef");
	buf_truncate(&b, 2);
	assert_string_equal(buf_str(&b), "ab");
}

static void an_impossible_size_sticks_as_a_failure_until_cleared(void **state)
{
	(void)state;
	cleanup(buf_free) struct buf b = BUF_INIT;

	buf_adds(&b, "x");
	assert_null(buf_reserve(&b, SIZE_MAX / 2));
	buf_adds(&b, "y");
	assert_false(buf_ok(&b));
	assert_string_equal(buf_str(&b), "x");
	buf_clear(&b);
	buf_adds(&b, "z");
	assert_true(buf_ok(&b));
	assert_string_equal(buf_str(&b), "z");
}

static void gives_its_string_away(void **state)
{
	(void)state;
	struct buf b = BUF_INIT;

	buf_adds(&b, "mine");
	cleanup(free_text) char *taken = buf_take(&b);
	assert_string_equal(taken, "mine");
	assert_null(b.data);
	cleanup(free_text) char *empty = buf_take(&b);
	assert_string_equal(empty, "");
}

static void clearing_gives_much_memory_back(void **state)
{
	(void)state;
	cleanup(buf_free) struct buf b = BUF_INIT;

	assert_non_null(buf_reserve(&b, 1000));
	buf_clear(&b);
	assert_true(b.capacity > 1000);
	assert_non_null(buf_reserve(&b, 100000));
	buf_clear(&b);
	assert_int_equal(b.capacity, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_an_empty_string_before_anything_is_added),
		cmocka_unit_test(holds_what_was_added_in_order),
		cmocka_unit_test(keeps_nul_bytes),
		cmocka_unit_test(setting_replaces_and_null_empties),
		cmocka_unit_test(cuts_but_never_lengthens),
		cmocka_unit_test(an_impossible_size_sticks_as_a_failure_until_cleared),
		cmocka_unit_test(gives_its_string_away),
		cmocka_unit_test(clearing_gives_much_memory_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
