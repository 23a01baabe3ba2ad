/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "src/text/placeables.h"
#include "tests/test.h"

/* What is read, as "value value"; ordinals with #, dates with @, ranges with ~. */
static void reads(const char *lang, const char *text, const char *expected)
{
	static const char marks[] = { '\0', '#', '@', '~' };
	struct placeables p = { 0 };
	struct buf got = BUF_INIT;

	assert_ok(placeables_read(lang, text, strlen(text), &p));
	for (size_t i = 0; i < p.n; i++) {
		assert_true(p.at[i].begin < p.at[i].end && p.at[i].end <= strlen(text));
		assert_true(i == 0 || p.at[i - 1].end <= p.at[i].begin);
		if (i > 0)
			buf_addc(&got, ' ');
		if (marks[p.at[i].kind] != '\0')
			buf_addc(&got, marks[p.at[i].kind]);
		buf_adds(&got, p.at[i].value);
	}
	if (strcmp(buf_str(&got), expected) != 0)
		fail_msg("%s reads as %s", text, buf_str(&got));
	buf_free(&got);
	placeables_finish(&p);
}

/* The first placeable of the text written with another value; NULL: it can't be. */
static void writes(
	const char *lang, const char *text, const char *value, const char *expected)
{
	struct placeables p = { 0 };
	struct buf got = BUF_INIT;

	assert_ok(placeables_read(lang, text, strlen(text), &p));
	assert_true(p.n > 0);
	int rc = placeable_write(lang, text, &p.at[0], value, &got);
	assert_ok(rc);
	if (rc != (expected != NULL) || strcmp(buf_str(&got), rc ? expected : "") != 0)
		fail_msg("%s with %s gives %s", text, value, buf_str(&got));
	buf_free(&got);
	placeables_finish(&p);
}

static void reads_dates_in_three_languages(void **state)
{
	(void)state;
	reads("en", "14 April 2017", "@2017-04-14");
	reads("en", "the 14th of April, 2017", "@2017-04-14");
	reads("en", "April 14, 2017 and May 5", "@2017-04-14 @--05-05");
	reads("en-GB", "in April 2017", "@2017-04");
	reads("en", "2017-04-14, 14.04.2017, 2017/4/14",
		"@2017-04-14 @2017-04-14 @2017-04-14");
	reads("ru", "14 апреля 2017 года", "@2017-04-14");
	reads("ru", "14-го апреля; в апреле 2017 г.", "@--04-14 @2017-04");
	reads("zh", "2017年4月14日", "@2017-04-14");
	reads("zh", "二〇一七年四月十四日", "@2017-04-14");
	reads("zh", "2017 年 4 月，4月14日10:30", "@2017-04 @--04-14 10:30");
}

static void reads_no_dates_that_are_none(void **state)
{
	(void)state;
	reads("en", "you may 5", "5");
	reads("en", "31 February 2017", "31 @2017-02");
	reads("en", "14/04/2017", "");
	reads("ru", "14 апрель", "14");
	reads("zh", "2017年13月14日", "2017 13 14");
}

static void reads_ranges(void **state)
{
	(void)state;
	reads("en", "14–16 April 2017", "~2017-04-14/2017-04-16");
	reads("en", "from 14 to 16 April", "~--04-14/--04-16");
	reads("en", "between 14 and 16 April; 14 and 16 April",
		"~--04-14/--04-16 14 @--04-16");
	reads("en", "April 14-16, 2017", "~2017-04-14/2017-04-16");
	reads("en", "14 April – 16 May 2017", "~2017-04-14/2017-05-16");
	reads("ru", "с 14 по 16 апреля 2017 года", "~2017-04-14/2017-04-16");
	reads("ru", "2018–2023 годы", "~2018/2023");
	reads("zh", "4月14日至16日", "~--04-14/--04-16");
	reads("zh", "2017年4月14日至5月16日", "~2017-04-14/2017-05-16");
	reads("en", "2020-21; 16–14", "");
}

static void reads_numbers_as_the_language_writes_them(void **state)
{
	(void)state;
	reads("en", "1,234.5 and 12.50; 1,5", "1234.5 12.50");
	reads("ru", "1\u00A0234,5 и 1 234,5 и 1\u202F234", "1234.5 1234.5 1234");
	reads("zh", "1,234.5万，3亿，15％", "12345000 300000000 15");
	reads("en", "1.2 million, 5 thousand", "1200000 5000");
	reads("ru", "1,2 млн, 5 тысяч", "1200000 5000");
	reads("de", "1.234,5", "1234.5");
	reads("en", "(-5), $10, 10:30, 007", "-5 10 10:30 007");
}

static void reads_ordinals(void **state)
{
	(void)state;
	reads("en", "1st 2nd 3rd 11th 12th 13th 21st 111th",
		"#1 #2 #3 #11 #12 #13 #21 #111");
	reads("en", "2th 11st", "");
	reads("en", "Third, twenty-third, thirtieth", "#3 #23 #30");
	reads("ru", "63-я, 5-му, 21-го", "#63 #5 #21");
	reads("ru", "третьей, Двадцать первая, сороковом", "#3 #21 #40");
	reads("zh", "第63届，第六十三届，第一百零五号", "#63 #63 #105");
}

static void reads_small_counts_so_that_they_are_not_overlooked(void **state)
{
	(void)state;
	reads("en", "two of them", "2");
	reads("ru", "двух из них", "2");
	reads("zh", "两个，三国", "2 3");
	reads("zh", "一致，统一，十分", "");
}

static void passes_over_names_and_telephones(void **state)
{
	(void)state;
	reads("en", "G20, COVID-19, 2+2, A/RES/72/1, 5G, 1.2.3", "");
	reads("ru", "С-300, 5-ти, 3-ий", "");
	reads("en", "+86 10 6532 1234, then 5", "5");
	reads("en", "10 a.m., 3:30 p.m.", "");
	reads("zh", "上午10:30", "");
	reads("en", "one-third, third-party", "");
	reads("en", "%1 {0} &#160;", "");
}

static void writes_like_the_model(void **state)
{
	(void)state;
	writes("ru", "14 апреля 2017 года", "2018-05-03", "3 мая 2018 года");
	writes("en", "the 14th of April", "--05-03", "3rd of May");
	writes("en", "April 14, 2017", "2018-05-03", "May 3, 2018");
	writes("ru", "в марте 2017 г.", "2018-05", "мае 2018 г.");
	writes("zh", "二〇一七年四月十四日", "2018-12-30", "二〇一八年十二月三十日");
	writes("zh", "2017年04月14日", "2018-05-03", "2018年05月03日");
	writes("en", "14–16 April", "--05-03/--05-05", "3–5 May");
	writes("en", "63rd", "112", "112th");
	writes("ru", "63-го", "64", "64-го");
	writes("ru", "Третьей", "24", "Двадцать четвёртой");
	writes("en", "Twelfth", "21", "Twenty-first");
	writes("zh", "第九", "110", "第一百一十");
	writes("ru", "12\u00A0345,5", "98765.25", "98\u00A0765,25");
	writes("zh", "120万", "12345000", "1234.5万");
	writes("en", "5–7", "8/12", "8–12");
}

static void writes_nothing_it_is_not_sure_of(void **state)
{
	(void)state;
	writes("ru", "2 участника", "5", NULL);
	writes("en", "1 day", "2", NULL);
	writes("en", "a 5-day visit", "8", NULL);
	writes("ru", "второй", "3", NULL);
	writes("en", "two", "3", NULL);
	writes("en", "123 m", "1234", NULL);
	writes("zh", "120万", "5000", NULL);
	writes("en", "14 April", "2017-04-15", NULL);
	writes("en", "14–16 April", "--04-30/--05-02", NULL);
	writes("ru", "63-я", "nonsense", NULL);
	writes("en", "14 April 2017", "2017-13-14", NULL);
	writes("en", "63rd", "", NULL);
}

static void refuses_bytes_that_are_no_text(void **state)
{
	struct placeables p = { 0 };

	(void)state;
	assert_fails(placeables_read("en", "5 \xFF", 3, &p), BIS_EFORMAT, "byte 3");
	placeables_finish(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_dates_in_three_languages),
		cmocka_unit_test(reads_no_dates_that_are_none),
		cmocka_unit_test(reads_ranges),
		cmocka_unit_test(reads_numbers_as_the_language_writes_them),
		cmocka_unit_test(reads_ordinals),
		cmocka_unit_test(reads_small_counts_so_that_they_are_not_overlooked),
		cmocka_unit_test(passes_over_names_and_telephones),
		cmocka_unit_test(writes_like_the_model),
		cmocka_unit_test(writes_nothing_it_is_not_sure_of),
		cmocka_unit_test(refuses_bytes_that_are_no_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
