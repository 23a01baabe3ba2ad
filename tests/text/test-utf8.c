/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/test.h"

#include "bisotun/text.h"
#include "src/text/utf8.h"

/* Unicode 15 table 3-7, said another way: what decodes to a scalar value in the fewest
 * bytes. */
static bool is_code_point(const unsigned char *bytes, size_t n)
{
	static const int32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	int32_t c = n == 1 ? bytes[0] : bytes[0] & (0x7F >> n);

	if (n == 1)
		return bytes[0] < 0x80;
	if (bytes[0] >> (7 - n) != (0xFE & (0xFF >> (7 - n))))
		return false;
	for (size_t i = 1; i < n; i++) {
		if ((bytes[i] & 0xC0) != 0x80)
			return false;
		c = c << 6 | (bytes[i] & 0x3F);
	}
	return c >= least[n] && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
}

static void every_code_point_comes_back(void **state)
{
	(void)state;
	for (int32_t c = 1; c <= 0x10FFFF; c++) {
		char text[8];
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		size_t n = utf8_put(text, c);
		const char *at = text;
		if (utf8_valid(text, n) != n || utf8_next(&at, text + n) != c ||
			at != text + n)
			fail_msg("U+%04X", (unsigned)c);
	}
}

static void all_pairs_and_triples_of_bytes_are_judged_right(void **state)
{
	(void)state;
	for (unsigned first = 0x80; first < 0x100; first++)
		for (unsigned second = 0; second < 0x100; second++) {
			unsigned char b[4] = { (unsigned char)first,
				(unsigned char)second, 0x80, 0xBF };
			for (size_t n = 2; n <= 4; n++) {
				bool whole;
				size_t length = utf8_sequence((const char *)b, n, &whole);
				bool expected = is_code_point(b, n);
				if (expected != (whole && length == n))
					fail_msg("%02X %02X of %zu", first, second, n);
			}
		}
}

static void says_where_the_first_bad_byte_is(void **state)
{
	static const struct {
		const char *text;
		size_t at;
	} cases[] = {
		{ "\xFF", 0 },
		{ "abc\x80", 3 },
		{ "Ё\xD0", 2 },
		{ "0123456789\xC0\x80", 10 },
		{ "上\xE4\xB8", 3 },
		{ "\xED\xA0\x80", 0 },
		{ "a\xF4\x90\x80\x80", 1 },
		{ "\xE0\x9F\xBF", 0 },
		{ "\xF0\x8F\xBF\xBF", 0 },
	};

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(cases); i++)
		assert_int_equal(bis_text_valid(cases[i].text, strlen(cases[i].text)),
			cases[i].at);
	assert_int_equal(utf8_valid("", 0), 0);
	assert_int_equal(utf8_valid("a\0b", 3), 3);
}

static void finds_a_bad_byte_at_any_place(void **state)
{
	char text[40];

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++) {
		memset(text, 'a', sizeof(text));
		text[i] = '\x80';
		assert_int_equal(utf8_valid(text, sizeof(text)), i);
	}
}

static void counts_code_points(void **state)
{
	(void)state;
	assert_int_equal(utf8_length("", 0), 0);
	assert_int_equal(utf8_length("aё上𠀀", 10), 4);
}

static void steps_no_further_than_the_end(void **state)
{
	const char *text = "ё", *at = text;

	(void)state;
	assert_int_equal(utf8_next(&at, text), 0);
	assert_ptr_equal(at, text);
	utf8_next(&at, text + 1);
	assert_ptr_equal(at, text + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_point_comes_back),
		cmocka_unit_test(all_pairs_and_triples_of_bytes_are_judged_right),
		cmocka_unit_test(says_where_the_first_bad_byte_is),
		cmocka_unit_test(finds_a_bad_byte_at_any_place),
		cmocka_unit_test(counts_code_points),
		cmocka_unit_test(steps_no_further_than_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
