/* SPDX-License-Identifier: Apache-2.0
 *
 * Encodings: guessed, converted, and cut between two calls at every byte.
 */
#include "config.h"
#include "tests/test.h"

#include "src/text/encoding.h"
#include "src/text/utf8.h"

#define BYTES(literal) (literal), sizeof(literal) - 1

static void assert_guess(const char *bytes, size_t size, const char *expected, size_t bom)
{
	size_t found = 99;

	assert_string_equal(encoding_guess(bytes, size, &found), expected);
	assert_int_equal(found, bom);
}

static void a_byte_order_mark_says_which(void **state)
{
	(void)state;
	assert_guess(BYTES("\xEF\xBB\xBFx"), "UTF-8", 3);
	assert_guess(BYTES("\xFF\xFEx\0"), "UTF-16LE", 2);
	assert_guess(BYTES("\xFE\xFF\0x"), "UTF-16BE", 2);
	assert_guess(BYTES("\xFF\xFE\0\0x\0\0\0"), "UTF-32LE", 4);
	assert_guess(BYTES("\0\0\xFE\xFF\0\0\0x"), "UTF-32BE", 4);
	assert_guess(BYTES("\x84\x31\x95\x33x"), "GB18030", 4);
}

static void utf16_shows_by_its_zero_bytes(void **state)
{
	(void)state;
	assert_guess(BYTES("<\0t\0m\0x\0>\0"), "UTF-16LE", 0);
	assert_guess(BYTES("\0<\0t\0m\0x\0>"), "UTF-16BE", 0);
	/* Да. Нет. */
	assert_guess(BYTES("\x14\x04\x30\x04.\0 \0\x1D\x04\x35\x04\x42\x04.\0"),
		"UTF-16LE", 0);
}

static void a_stray_nul_makes_no_utf16(void **state)
{
	(void)state;
	assert_guess(BYTES("a text with one\0zero byte, that is longer than twenty"),
		"UTF-8", 0);
}

static void utf8_may_be_cut_at_the_end(void **state)
{
	const char *text = "Устав 宪章";

	(void)state;
	for (size_t n = 0; n <= strlen(text); n++)
		assert_guess(text, n, "UTF-8", 0);
	assert_guess(BYTES("\xD3\xF1\xF2\xE0\xE2"), "windows-1252", 0);
	assert_guess(BYTES("caf\xE9 noir"), "windows-1252", 0);
}

static void knows_names_and_aliases(void **state)
{
	static const char *const known[] = { "UTF-8", "utf8", "UTF-16", "utf-16le",
		"cp1251", "windows-1251", "latin1", "ISO-8859-1", "ISO_8859-5:1988",
		"GB2312", "gbk", "GB18030", "Big5", "KOI8-R", "Shift_JIS", "US-ASCII" };
	static const char *const unknown[] = { "", "no-such", "../utf8", "/etc/passwd",
		"utf 8", "utf8,version=1",
		"a-name-that-is-longer-than-any-that-anybody-gave-to-any-encoding" };

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(known); i++)
		if (!encoding_known(known[i]))
			fail_msg("%s is not known", known[i]);
	for (size_t i = 0; i < N_ELEMENTS(unknown); i++)
		if (encoding_known(unknown[i]))
			fail_msg("%s is known", unknown[i]);
}

static void an_unknown_name_is_refused(void **state)
{
	struct encoder *e;

	(void)state;
	assert_fails(encoder_new("no-such", &e), BIS_EFORMAT,
		"encoding \"no-such\" is not known");
	assert_null(e);
	encoder_free(NULL);
}

struct sample {
	const char *encoding, *bytes;
	size_t size;
	const char *utf8;
	const char *damage; /* "at:bytes;" for each */
};

static const struct sample samples[] = {
	{ "UTF-8", BYTES("Устав 宪章 𠀀."), "Устав 宪章 𠀀.", "" },
	{ "utf8", BYTES("a\xFF\xD0\xBF\xE4\xB8z\xF0\x9F"), "a\uFFFDп\uFFFDz\uFFFD",
		"1:FF;6:E4B8;10:F09F;" },
	{ "UTF-8", BYTES("\xC0\x80\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD",
		"0:C0;3:80;6:ED;9:A0;12:80;" },
	{ "windows-1251", BYTES("\xD3\xF1\xF2\xE0\xE2 \xB9 5\x98"), "Устав № 5\xC2\x98",
		"" },
	{ "KOI8-R", BYTES("\xF5\xD3\xD4\xC1\xD7"), "Устав", "" },
	{ "latin1", BYTES("caf\xE9"), "café", "" },
	{ "UTF-16LE", BYTES("#\x04\x40\xD8\0\xDC.\0"), "У𠀀.", "" },
	{ "UTF-16BE", BYTES("\0a\xD8\x40\0b"), "a\uFFFDb", "1:D840;" },
	{ "UTF-16", BYTES("\xFE\xFF\0a\x04#"), "aУ", "" },
	{ "UTF-32LE", BYTES("a\0\0\0\0\0\x02\0"), "a𠀀", "" },
	{ "Big5", BYTES("\xBE\xCB\xB3\xB9."), "憲章.", "" },
	{ "Shift_JIS", BYTES("\x8C\x9B\x8F\xCD."), "憲章.", "" },
	{ "GB2312", BYTES("\xCF\xDC\xD5\xC2 \x91\x97"), "宪章 憲", "" },
	{ "GB18030", BYTES("\xCF\xDC\x95\x32\x82\x36"), "宪𠀀", "" },
	{ "GB18030", BYTES("a\xCF"), "a\uFFFD", "1:CF;" },
	{ "US-ASCII", BYTES("a\x80z"), "a\uFFFDz", "1:80;" },
};

/* Damage as text, at its place in the whole output. */
struct told {
	struct buf text;
	size_t before;
};

static void tell(void *ctx, size_t at, const unsigned char *bytes, size_t size)
{
	struct told *told = ctx;

	buf_addf(&told->text, "%zu:", told->before + at);
	for (size_t i = 0; i < size; i++)
		buf_addf(&told->text, "%02X", bytes[i]);
	buf_addc(&told->text, ';');
}

static void check_sample(const struct sample *s, const char *out, const char *damage)
{
	if (strcmp(out, s->utf8) != 0)
		fail_msg("%s: %s, not %s", s->encoding, out, s->utf8);
	if (strcmp(damage, s->damage) != 0)
		fail_msg(
			"%s: %s: damage %s, not %s", s->encoding, out, damage, s->damage);
}

static void converts_and_tells_of_damage(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(samples); i++) {
		struct encoder *e;
		struct buf out = BUF_INIT;
		struct told told = { 0 };
		assert_ok(encoder_new(samples[i].encoding, &e));
		assert_ok(encoder_add(
			e, samples[i].bytes, samples[i].size, true, &out, tell, &told));
		check_sample(&samples[i], buf_str(&out), buf_str(&told.text));
		buf_free(&out);
		buf_free(&told.text);
		encoder_free(e);
	}
}

/* The sample in three pieces, each converted into a buffer of its own. */
static void convert_cut(
	const struct sample *s, struct encoder *e, size_t first, size_t second)
{
	size_t cuts[] = { 0, first, second, s->size };
	struct buf whole = BUF_INIT, out = BUF_INIT;
	struct told told = { 0 };

	for (int piece = 0; piece < 3; piece++) {
		buf_clear(&out);
		told.before = whole.size;
		assert_ok(encoder_add(e, s->bytes + cuts[piece],
			cuts[piece + 1] - cuts[piece], piece == 2, &out, tell, &told));
		buf_add(&whole, out.data, out.size);
	}
	check_sample(s, buf_str(&whole), buf_str(&told.text));
	buf_free(&whole);
	buf_free(&out);
	buf_free(&told.text);
}

static void cuts_between_calls_change_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(samples); i++) {
		struct encoder *e;
		assert_ok(encoder_new(samples[i].encoding, &e));
		for (size_t first = 0; first <= samples[i].size; first++)
			for (size_t second = first; second <= samples[i].size; second++)
				convert_cut(&samples[i], e, first, second);
		encoder_free(e);
	}
}

static void adds_behind_what_the_buffer_holds(void **state)
{
	struct encoder *e;
	struct buf out = BUF_INIT;
	struct told told = { 0 };

	(void)state;
	buf_adds(&out, "1234");
	assert_ok(encoder_new("US-ASCII", &e));
	assert_ok(encoder_add(e, "a\xFF", 2, false, &out, tell, &told));
	assert_ok(encoder_add(e, NULL, 0, true, &out, NULL, NULL));
	assert_string_equal(out.data, "1234a\uFFFD");
	assert_string_equal(told.text.data, "5:FF;");
	buf_free(&out);
	buf_free(&told.text);
	encoder_free(e);
}

/* Longer than what goes through ICU at once, and damaged all over. */
static void long_texts_keep_their_places(void **state)
{
	struct buf bytes = BUF_INIT, out = BUF_INIT;
	struct told told = { 0 };
	struct encoder *e;
	size_t n = 0;

	(void)state;
	for (int i = 0; i < 3000; i++)
		buf_add(&bytes, "\xCF\xDC\xFF", 3);
	assert_ok(encoder_new("GB18030", &e));
	assert_ok(encoder_add(e, bytes.data, bytes.size, true, &out, tell, &told));
	assert_int_equal(out.size, 3000 * 6);
	for (char *at = told.text.data; *at != '\0'; at += strcspn(at, ";") + 1, n++) {
		assert_int_equal(strtoul(at, NULL, 10), 6 * n + 3);
	}
	assert_int_equal(n, 3000);
	buf_free(&bytes);
	buf_free(&out);
	buf_free(&told.text);
	encoder_free(e);
}

static void converts_a_whole_text(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	assert_ok(encoding_to_utf8("cp1251", BYTES("\xD8\xCE\xD1"), &out));
	assert_string_equal(out.data, "ШОС");
	assert_fails(encoding_to_utf8("", "", 0, &out), BIS_EFORMAT, "encoding");
	buf_free(&out);
}

/* Any byte after any other, in every encoding: never anything but UTF-8 comes out. */
static void nothing_but_utf8_comes_out(void **state)
{
	static const char *const names[] = { "UTF-8", "UTF-16LE", "UTF-16", "UTF-32BE",
		"UTF-7", "CESU-8", "GB18030", "Big5-HKSCS", "EUC-JP", "ISO-2022-JP",
		"ISO-2022-CN", "HZ", "SCSU", "windows-1252", "ISO-8859-8", "IBM037" };
	unsigned seed = 7;

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(names); i++) {
		struct buf out = BUF_INIT;
		struct encoder *e;
		assert_ok(encoder_new(names[i], &e));
		for (int round = 0; round < 200; round++) {
			unsigned char bytes[32];
			for (size_t k = 0; k < sizeof(bytes); k++) {
				seed = seed * 1103515245u + 12345u;
				bytes[k] = (unsigned char)(seed >> 16);
			}
			assert_ok(encoder_add(e, bytes, sizeof(bytes), round % 8 == 7,
				&out, NULL, NULL));
		}
		if (utf8_valid(buf_str(&out), out.size) != out.size)
			fail_msg("%s gave what is not UTF-8", names[i]);
		buf_free(&out);
		encoder_free(e);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_byte_order_mark_says_which),
		cmocka_unit_test(utf16_shows_by_its_zero_bytes),
		cmocka_unit_test(a_stray_nul_makes_no_utf16),
		cmocka_unit_test(utf8_may_be_cut_at_the_end),
		cmocka_unit_test(knows_names_and_aliases),
		cmocka_unit_test(an_unknown_name_is_refused),
		cmocka_unit_test(converts_and_tells_of_damage),
		cmocka_unit_test(cuts_between_calls_change_nothing),
		cmocka_unit_test(adds_behind_what_the_buffer_holds),
		cmocka_unit_test(long_texts_keep_their_places),
		cmocka_unit_test(converts_a_whole_text),
		cmocka_unit_test(nothing_but_utf8_comes_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
