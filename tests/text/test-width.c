/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/test.h"

#include "bisotun/text.h"
#include "src/base/base.h"

static size_t width(const char *text)
{
	return bis_text_width(text, strlen(text));
}

static void letters_take_one_column(void **state)
{
	(void)state;
	assert_int_equal(width(""), 0);
	assert_int_equal(width("Charter 2017"), 12);
	assert_int_equal(width("Устав ШОС"), 9);
	assert_int_equal(width("Өкмөт"), 5);
	assert_int_equal(width("منشور"), 5);
}

static void han_kana_and_hangul_take_two(void **state)
{
	(void)state;
	assert_int_equal(width("上海合作组织"), 12);
	assert_int_equal(width("プーチン"), 8);
	assert_int_equal(width("상하이"), 6);
	assert_int_equal(width("《宪章》（ＡＢ）"), 16);
	assert_int_equal(width("𠀀"), 2);
}

static void half_width_kana_take_one(void **state)
{
	(void)state;
	assert_int_equal(width("ﾌﾟｰﾁﾝ"), 5);
}

static void marks_and_what_is_not_seen_take_none(void **state)
{
	(void)state;
	assert_int_equal(width("Ле\u0301нин"), 5);
	assert_int_equal(width("क\u093Cलम"), 3);
	assert_int_equal(width("मंत्री"), 4); /* the sign of ii takes its own column */
	assert_int_equal(width("كِتَابٌ"), 4);
	assert_int_equal(width("می\u200Cشود"), 5);
	assert_int_equal(width("\u200Fa\u2066b\u2069\uFEFF"), 2);
	assert_int_equal(width("a\u20DD"), 1);
	assert_int_equal(width("a\tb\x7F"), 2);
}

static void jamo_of_one_syllable_take_two_together(void **state)
{
	(void)state;
	assert_int_equal(width("\u1112\u1161\u11AB"), 2);
}

static void number_signs_of_arabic_are_seen(void **state)
{
	(void)state;
	assert_int_equal(width("\u0600"), 1);
}

static void emoji_take_two(void **state)
{
	(void)state;
	assert_int_equal(width("👍"), 2);
	assert_int_equal(width("✅ok"), 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_take_one_column),
		cmocka_unit_test(han_kana_and_hangul_take_two),
		cmocka_unit_test(half_width_kana_take_one),
		cmocka_unit_test(marks_and_what_is_not_seen_take_none),
		cmocka_unit_test(jamo_of_one_syllable_take_two_together),
		cmocka_unit_test(number_signs_of_arabic_are_seen),
		cmocka_unit_test(emoji_take_two),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
