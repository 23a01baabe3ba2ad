/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "bisotun/text.h"
#include "src/base/err.h"
#include "src/text/utf8.h"

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

static void leaves_the_middle_of_long_messages_out_between_characters(void **state)
{
	char text[3001];

	(void)state;
	for (int shift = 0; shift < 3; shift++) {
		memset(text, 'a', sizeof(text));
		for (int i = shift; i + 3 < 3000; i += 3)
			memcpy(text + i, "\xE4\xB8\xAD", 3);
		text[3000] = '\0';
		err_set(BIS_EIO, "%s: File name too long", text);
		const char *said = bis_error_message();
		assert_in_range(strlen(said), 1018, 1023);
		assert_int_equal(utf8_valid(said, strlen(said)), strlen(said));
		assert_memory_equal(said, text, 600);
		assert_non_null(strstr(said, "\xE4\xB8\xAD\xE2\x80\xA6\xE4\xB8\xAD"));
		assert_non_null(strstr(said, ": File name too long"));
	}
}

static void shortens_only_what_is_too_long(void **state)
{
	static const struct {
		const char *text;
		size_t most;
		const char *brief;
	} cases[] = {
		{ "", 10, "" },
		{ "0123456789", 10, "0123456789" },
		{ "0123456789a", 10,
			"0123\xE2\x80\xA6"
			"89a" },
		{ "0123456789", 3, "\xE2\x80\xA6" },
		{ "0123456789", 0, "\xE2\x80\xA6" },
		{ "\xD0\xB0\xD0\xB1\xD0\xB2\xD0\xB3\xD0\xB4", 9,
			"\xD0\xB0\xD0\xB1\xE2\x80\xA6\xD0\xB4" },
	};

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		char text[32];
		strcpy(text, cases[i].text);
		bis_text_brief(text, cases[i].most);
		assert_string_equal(text, cases[i].brief);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_code_and_words),
		cmocka_unit_test(the_old_message_may_be_part_of_the_new),
		cmocka_unit_test(
			leaves_the_middle_of_long_messages_out_between_characters),
		cmocka_unit_test(shortens_only_what_is_too_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
