/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "src/base/err.h"

static void keeps_code_and_words(void **state)
{
	(void)state;
	assert_int_equal(
		err_set(BIS_EFORMAT, "%s:%d: %s", "a.tmx", 7, "odd"), BIS_EFORMAT);
	assert_string_equal(bis_error_message(), "a.tmx:7: odd");
	assert_int_equal(err_nomem(), BIS_ENOMEM);
	assert_string_equal(bis_error_message(), "out of memory");
}

static void the_old_message_may_be_part_of_the_new(void **state)
{
	(void)state;
	err_set(BIS_EIO, "inner");
	err_set(BIS_EIO, "outer: %s", bis_error_message());
	assert_string_equal(bis_error_message(), "outer: inner");
}

static void cuts_long_messages_between_characters(void **state)
{
	(void)state;
	char text[3001];

	for (int shift = 0; shift < 3; shift++) {
		memset(text, 'a', sizeof(text));
		for (int i = shift; i + 3 < 3000; i += 3)
			memcpy(text + i, "\xE4\xB8\xAD", 3);
		text[3000] = '\0';
		err_set(BIS_EIO, "%s", text);
		size_t size = strlen(bis_error_message());
		assert_in_range(size, 1020, 1023);
		assert_int_equal((size - (size_t)shift) % 3, 0);
		assert_memory_equal(bis_error_message(), text, size);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_code_and_words),
		cmocka_unit_test(the_old_message_may_be_part_of_the_new),
		cmocka_unit_test(cuts_long_messages_between_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
