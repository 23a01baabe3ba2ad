/* SPDX-License-Identifier: Apache-2.0
 *
 * What is found out of a text before it is checked: its language and its date.
 */
#include "config.h"
#include "tests/check/check-text.h"

#include "src/check/language.h"
#include "src/check/reading.h"

static void knows_the_language_of_a_sentence(void **state)
{
	static const struct {
		const char *lang, *text;
	} texts[] = {
		{ "en", "The heads of the delegations exchanged views on the "
			"situation." },
		{ "en", "Rio de Janeiro hosts talks" },
		{ "ru", "Главы делегаций обменялись мнениями о ситуации в регионе." },
		{ "ru", "Встреча состоялась 14 апреля 2017 года" },
		{ "zh", "各代表团团长就地区局势交换了意见，UNODC代表出席会议。" },
		{ "kk", "Делегация басшылары өңірдегі жағдай туралы пікір алмасты және "
			"құжатқа қол "
			"қойды." },
		{ "ky", "Делегациянын башчылары аймактагы абал боюнча пикир алышты жана "
			"документке "
			"кол коюшту." },
		{ "tg", "Сарони ҳайатҳо оид ба вазъи минтақа табодули назар карданд ва "
			"санадро имзо "
			"намуданд." },
		{ "uz", "Delegatsiya rahbarlari mintaqadagi vaziyat haqida fikr "
			"almashdilar va "
			"hujjatni imzoladilar." },
		{ "uz-Cyrl", "Делегация раҳбарлари минтақадаги вазият ҳақида фикр "
			     "алмашдилар ва "
			     "ҳужжатни имзоладилар." },
		{ "hi", "प्रतिनिधिमंडलों के प्रमुखों ने क्षेत्र की स्थिति पर विचार किया।" },
		{ "ur", "وفود کے سربراہوں نے خطے کی صورتحال پر تبادلہ خیال کیا۔" },
		{ "fa", "سران هیئت‌ها درباره وضعیت منطقه تبادل نظر "
			"کردند "
			"و "
			"سندی "
			"را "
			"امضا کردند." },
		{ "de", "Die Leiter der Delegationen haben sich über die Lage in der "
			"Region "
			"ausgetauscht." },
		{ "fr", "Les chefs des délégations ont échangé leurs vues sur la "
			"situation dans la "
			"région." },
		{ "be", "Кіраўнікі дэлегацый абмяняліся меркаваннямі пра сітуацыю ў "
			"рэгіёне." },
		{ "uk", "Глави делегацій обмінялися думками про ситуацію в регіоні та "
			"підписали "
			"документ." },
		{ "", "2017 — 14:30, 5 %" },
		{ "", "" },
	};
	struct languages *l;
	char lang[64];

	(void)state;
	assert_ok(languages_open(&l));
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_ok(language_of(l, texts[i].text, strlen(texts[i].text), lang));
		if (strcmp(lang, texts[i].lang) != 0)
			fail_msg("%s, not %s: %s", lang, texts[i].lang, texts[i].text);
	}
	languages_close(l);
}

static void what_a_document_declares_counts_if_it_may_be_true(void **state)
{
	static const struct {
		const char *declared, *found, *settled;
	} cases[] = {
		{ "", "ru", "ru" },
		{ "en-GB", "en", "en-GB" },
		{ "en-US", "ru", "ru" }, /* a template's */
		{ "ru-RU", "en", "en" }, /* a word processor's */
		{ "en-US", "uz", "uz" },
		{ "cs", "en", "cs" }, /* not in the table */
		{ "cs", "ru", "ru" }, /* of another script */
		{ "zh-TW", "zh", "zh-TW" },
		{ "uz", "uz-Cyrl", "uz-Cyrl" },
		{ "ru", "", "ru" },
	};
	struct languages *l;
	char lang[64];

	(void)state;
	assert_ok(languages_open(&l));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		strcpy(lang, cases[i].found);
		assert_ok(language_settle(l, cases[i].declared, lang));
		assert_string_equal(lang, cases[i].settled);
	}
	languages_close(l);
}

static void says_which_row_of_the_languages_is_wrong(void **state)
{
	static const struct {
		const char *text, *said;
	} wrong[] = {
		{ "en\totherwise\tLatin\n", "l:1: this is no script: \"Latin\"" },
		{ "english tongue\twords\tthe\n", "l:1: this is no language" },
		{ "\nen\tword\tthe\n", "l:2: there is no \"word\"" },
		{ "kk\tneeds\tабвгдежзиклмноп\n", "l:1: more letters than 11" },
	};
	struct languages *l;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_fails(
			languages_parse("l", wrong[i].text, strlen(wrong[i].text), &l),
			BIS_EFORMAT, wrong[i].said);
}

/* Checks a text and tells its date. */
static void assert_date(
	const char *name, const char *text, const char *asked, const char *expected)
{
	struct bis_check_options options = { .date = asked };
	bis_checker *c = checker_of(NULL, &options);

	assert_ok(bis_checker_text(c, name, text, strlen(text)));
	if (strcmp(bis_checker_last(c)->date, expected) != 0)
		fail_msg("%s, not %s: %s", bis_checker_last(c)->date, expected, text);
	bis_checker_close(c);
}

static void the_first_whole_date_is_that_of_the_text(void **state)
{
	(void)state;
	assert_date("a.txt",
		"The 7th meeting, founded in 1997, was held on 14 April 2017 "
		"after that of 3 May 2016.",
		NULL, "2017-04-14");
	assert_date("a.txt", "Встреча\n\nСостоялась 14 апреля 2017 года.", "auto",
		"2017-04-14");
	assert_date("a.txt", "会议于2017年4月14日举行。", NULL, "2017-04-14");
	assert_date("a.txt", "Held on 13–14 June 2019 in Bishkek.", NULL, "2019-06-14");
	assert_date("a.txt",
		"Кездесу 2017 жылғы 14 сәуірде Астанада өтті және бұл туралы.", NULL,
		"2017-04-14");
	assert_date("a.txt",
		"Uchrashuv 2017-yil 14-aprel kuni bo‘lib o‘tdi va bu haqida.", NULL,
		"2017-04-14");
	assert_date("a.txt",
		"Мулоқот 14 апрели соли 2017 дар Душанбе баргузор гардид ва ҳамкорӣ.",
		NULL, "2017-04-14");
	assert_date("a.txt", "Held in April 2017, on 14 April.", NULL, "");
}

static void a_date_far_down_is_of_something_else(void **state)
{
	(void)state;
	assert_date("a.txt", "One.\nTwo.\nThree.\nFour.\nHeld on 14 April 2017.", NULL,
		"2017-04-14");
	assert_date("a.txt", "One.\nTwo.\nThree.\nFour.\nFive.\nFounded on 15 June 2001.",
		NULL, "");
	assert_date("a.txt",
		"One.\nTwo.\nThree.\nFour.\nFive.\nFounded on 13–15 June 2001.", NULL,
		"");
}

static void a_date_may_be_given_or_left_out(void **state)
{
	(void)state;
	assert_date("a.txt", "On 14 April 2017.", "2020-02-29", "2020-02-29");
	assert_date("2020-02-29.txt", "On 14 April 2017.", "", "");
}

static void the_name_of_the_file_tells_where_nothing_else_does(void **state)
{
	(void)state;
	assert_date("2019/2020-02-29-norov.txt", "Text.", NULL, "2020-02-29");
	assert_date("news_20200229.txt", "Text.", NULL, "2020-02-29");
	assert_date("news.2020_02_29", "Text.", NULL, "2020-02-29");
	assert_date("000_99b2a4ca690ee601.txt", "Text.", NULL, "");
	assert_date("120200229.txt", "Text.", NULL, "");
	assert_date("20200230.txt", "Text.", NULL, "");
	assert_date("2020-02-29.txt", "On 14 April 2017.", NULL, "2017-04-14");
}

static void text_of_a_place_has_plain_spaces(void **state)
{
	static const char text[] = "Yury\xc2\xa0\n\t Fedotov ";
	struct checking c = { 0 };
	struct reading r = { 0 };

	(void)state;
	assert_ok(checking_begin(&c, NULL, NULL));
	assert_ok(reading_of_bytes(&r, &c, "a.txt", text, strlen(text)));
	assert_string_equal(reading_text(&r, 0, r.size), "Yury Fedotov");
	assert_string_equal(reading_text(&r, 0, 0), "");
	reading_finish(&r);
	checking_finish(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_the_language_of_a_sentence),
		cmocka_unit_test(what_a_document_declares_counts_if_it_may_be_true),
		cmocka_unit_test(says_which_row_of_the_languages_is_wrong),
		cmocka_unit_test(the_first_whole_date_is_that_of_the_text),
		cmocka_unit_test(a_date_far_down_is_of_something_else),
		cmocka_unit_test(a_date_may_be_given_or_left_out),
		cmocka_unit_test(the_name_of_the_file_tells_where_nothing_else_does),
		cmocka_unit_test(text_of_a_place_has_plain_spaces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
