/* SPDX-License-Identifier: Apache-2.0
 *
 * Readings of Han characters: as the table has them, and against ICU's, which has the
 * same facts from the same source.
 */
#include "config.h"
#include "src/text/han.h"

#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "src/text/utf8.h"
#include "tests/test.h"

static int make(void **state)
{
	return han_reader_new((struct han_reader **)state);
}

static int unmake(void **state)
{
	han_reader_free(*state);
	return 0;
}

static void reads(void **state, const char *text, bool surname, const char *expected)
{
	struct buf out = BUF_INIT;

	assert_ok(han_pinyin(*state, text, strlen(text), surname, &out));
	assert_string_equal(buf_str(&out), expected);
	buf_free(&out);
}

static void names(void **state, const char *text, const char *expected)
{
	struct buf out = BUF_INIT;

	assert_ok(han_name(*state, text, strlen(text), &out));
	assert_string_equal(buf_str(&out), expected);
	buf_free(&out);
}

static void reads_syllable_by_syllable(void **state)
{
	reads(state, "习近平", false, "xi jin ping");
	reads(state, "習近平", false, "xi jin ping");
	reads(state, "吕岩", false, "lü yan");
	reads(state, "", false, "");
}

static void reads_surnames_as_such(void **state)
{
	reads(state, "曾庆红", true, "zeng qing hong");
	reads(state, "解振华", true, "xie zhen hua");
	reads(state, "解振华", false, "jie zhen hua");
	reads(state, "单霁翔", true, "shan ji xiang");
	reads(state, "任志强", true, "ren zhi qiang");
	reads(state, "尉迟恭", true, "yu chi gong");
	reads(state, "朴槿惠", true, "piao jin hui");
	reads(state, "長春", false, "chang chun");
}

static void keeps_what_is_no_han(void **state)
{
	reads(state, "7月10日", false, "7 yue 10 ri");
	reads(state, "王 毅", false, "wang yi");
	reads(state, "abc", false, "abc");
}

static void shapes_names(void **state)
{
	names(state, "习近平", "Xi Jin'ping");
	names(state, "王毅", "Wang Yi");
	names(state, "司马光", "Si'ma Guang");
	names(state, "歐陽修", "Ou'yang Xiu");
	names(state, "北京", "Bei'jing");
	names(state, "努尔苏丹·纳扎尔巴耶夫", "Nu'er'su'dan·Na'zha'er'ba'ye'fu");
	names(state, "张", "Zhang");
	names(state, "Wang 王", "Wang Wang");
}

static void knows_every_reading(void **state)
{
	const char *out[HAN_READINGS];

	assert_int_equal(han_readings(*state, U'乐', out), 3);
	assert_string_equal(out[0], "le");
	assert_int_equal(han_readings(*state, U'平', out), 1);
	assert_string_equal(out[0], "ping");
	assert_int_equal(han_readings(*state, U'a', out), 0);
	assert_int_equal(han_readings(*state, 0x20000, out), 0);
}

static void knows_surnames_by_character_and_by_sound(void **state)
{
	const char *const ouyang[] = { "ou", "yang" }, *const ba[] = { "ping" };

	assert_int_equal(han_surname(*state, U"欧阳修", 3, NULL), 2);
	assert_int_equal(han_surname(*state, U"欧修", 2, NULL), 1);
	assert_int_equal(han_surname(*state, U"京", 1, NULL), 0);
	assert_true(han_read_surname(*state, ouyang, 2));
	assert_true(han_read_surname(*state, ouyang + 1, 1));
	assert_false(han_read_surname(*state, ba, 1));
	assert_false(han_read_surname(*state, ouyang, 0));
}

static void refuses_what_is_not_utf8(void **state)
{
	struct buf out = BUF_INIT;

	assert_fails(
		han_pinyin(*state, "\xe7\x8e", 2, false, &out), BIS_EFORMAT, "UTF-8");
	assert_fails(han_name(*state, "a\xff", 2, &out), BIS_EFORMAT, "byte 2");
	buf_free(&out);
}

/* --- ICU has the same first readings, but for those put right by hand --- */

static size_t icu_pinyin(UTransliterator *t, char32_t c, char *to, size_t room)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar text[16] = { (UChar)c, 0 };
	int32_t length = 1, limit = 1, size = 0;

	utrans_transUChars(t, text, &length, 16, 0, &limit, &status);
	u_strToUTF8(to, (int32_t)room, &size, text, length, &status);
	return U_SUCCESS(status) ? (size_t)size : 0;
}

static void agrees_with_icu(void **state)
{
	UErrorCode status = U_ZERO_ERROR;
	UTransliterator *t =
		utrans_openU(u"Han-Latin; NFD; [\u0300\u0301\u0304\u030c] Remove; NFC",
			-1, UTRANS_FORWARD, NULL, 0, NULL, &status);
	size_t seen = 0, other = 0;

	if (U_FAILURE(status))
		skip();
	for (char32_t c = 0x4E00; c < 0xA000; c += 7) {
		const char *out[HAN_READINGS];
		char expected[64];
		size_t size = icu_pinyin(t, c, expected, sizeof(expected));
		if (size == 0 || han_readings(*state, c, out) == 0)
			continue;
		seen++;
		while (size > 0 && expected[size - 1] == ' ')
			expected[--size] = '\0';
		other += strcmp(expected, out[0]) != 0;
	}
	utrans_close(t);
	assert_true(seen > 2900);
	assert_true(other <= seen / 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_syllable_by_syllable),
		cmocka_unit_test(reads_surnames_as_such),
		cmocka_unit_test(keeps_what_is_no_han),
		cmocka_unit_test(shapes_names),
		cmocka_unit_test(knows_every_reading),
		cmocka_unit_test(knows_surnames_by_character_and_by_sound),
		cmocka_unit_test(refuses_what_is_not_utf8),
		cmocka_unit_test(agrees_with_icu),
	};

	return cmocka_run_group_tests(tests, make, unmake);
}
