/* SPDX-License-Identifier: Apache-2.0
 *
 * Bodies, titles and acronyms in texts: names written otherwise than officially, offices
 * and names out of their time, acronyms that are unexplained or not the ones meant.
 */
#include "config.h"
#include "tests/check/bodies.h"
#include "tests/check/check-text.h"

/* The findings of one rule, and how grave the first of them is. */
static void assert_found(void **state, const char *rule, const char *lang,
	const char *date, const char *text, const char *expected, const char *severity)
{
	const char *const rules[] = { rule };
	struct bis_check_options options = {
		.lang = lang, .date = date, .rules = rules, .n_rules = 1
	};
	bis_checker *c = checker_of(((struct base *)*state)->db, &options);
	const struct bis_finding *f;

	assert_findings(c, text, expected);
	assert_ok(bis_checker_text(c, "text.txt", text, strlen(text)));
	if (bis_checker_next(c, &f) == 1)
		assert_string_equal(f->severity, severity);
	bis_checker_close(c);
}

static void assert_variant(
	void **state, const char *text, const char *expected, const char *severity)
{
	assert_found(state, "ORG-VARIANT", "en", "", text, expected, severity);
}

static void assert_title(
	void **state, const char *text, const char *expected, const char *severity)
{
	assert_found(state, "TITLE-VARIANT", "en", "", text, expected, severity);
}

static void official_names_are_no_findings(void **state)
{
	assert_variant(state,
		"The Drug Control Agency under the President of the Republic of "
		"Tajikistan met the Commission on Narcotic Drugs and the UN Commission "
		"on Narcotic Drugs. The Drug Control Agency was told of it.",
		"-", "");
	assert_variant(state,
		"The Main Directorate for Drug Control of the Russian Interior Ministry "
		"and the Narcotics Control Bureau of the Republic of India agreed.",
		"-", "");
	assert_title(state,
		"They praised the International Anti-Drug Operation Spider Web and the "
		"1961 Single Convention on Narcotic Drugs.",
		"-", "");
}

static void another_word_for_one_of_the_name_is_a_note(void **state)
{
	assert_variant(state,
		"The Drug Control Committee under the President of Tajikistan met.",
		"ORG-VARIANT \"Drug Control Committee under the President of Tajikistan\""
		" > \"Drug Control Agency under the President of the Republic of "
		"Tajikistan\"",
		"note");
	assert_variant(state,
		"The General Administration for Drug Control under the Interior Ministry "
		"of the Russian Federation met.",
		"ORG-VARIANT \"General Administration for Drug Control under the "
		"Interior Ministry of the Russian Federation\" > \"Main Directorate for "
		"Drug Control of the Ministry of Internal Affairs of the Russian "
		"Federation\"",
		"note");
}

static void the_same_words_otherwise_put_are_a_warning(void **state)
{
	assert_variant(state, "The Commission for Narcotic Drugs met.",
		"ORG-VARIANT \"Commission for Narcotic Drugs\" > \"Commission on "
		"Narcotic Drugs\"",
		"warning");
	assert_variant(state, "The Narcotic Drugs Commission met.",
		"ORG-VARIANT \"Narcotic Drugs Commission\" > \"Commission on Narcotic "
		"Drugs\"",
		"warning");
	assert_variant(state, "The\xc2\xa0Republic Uzbekistan and the Republic of India.",
		"ORG-VARIANT \"Republic Uzbekistan\" > \"Republic of Uzbekistan\"",
		"warning");
}

static void another_full_name_that_is_known_is_a_note(void **state)
{
	assert_variant(state,
		"Murtazo Haydarzoda from the Narcotics Control Agency, subordinated to "
		"the President of the Republic of Tajikistan, spoke.",
		"ORG-VARIANT \"Narcotics Control Agency, subordinated to the President "
		"of "
		"the Republic of Tajikistan\" > \"Drug Control Agency under the "
		"President "
		"of the Republic of Tajikistan\"",
		"note");
	assert_variant(state, "The SCO Heads of State Council met.",
		"ORG-VARIANT \"Heads of State Council\" > \"Council of Heads of State\"",
		"note");
	assert_variant(state, "The Shanghai Cooperation Organization met.", "-", "");
}

static void bodies_of_others_are_left_alone(void **state)
{
	assert_variant(state,
		"The Narcotics Control Bureau of China, the Drug Control Committee under "
		"the President of Kazakhstan, the Anti-Drug Commission.",
		"-", "");
	assert_variant(state, "They spoke of a commission for narcotic drugs.", "-", "");
	assert_title(state,
		"The Minister of Foreign Affairs of the Russian Federation and the "
		"First Deputy Minister of Foreign Affairs of the Russian Federation.",
		"-", "");
	assert_title(state, "the 1971 Single Convention on Narcotic Drugs, the Protocol.",
		"-", "");
}

static void a_misprint_in_a_name_is_a_warning(void **state)
{
	const char *dca =
		" > \"Drug Control Agency under the President of the Republic of "
		"Tajikistan\"";
	char expected[300];

	snprintf(expected, sizeof(expected),
		"ORG-VARIANT \"Drug Control Agensy under the President of the Republic "
		"of "
		"Tajikistan\"%s",
		dca);
	assert_variant(state,
		"The Drug Control Agensy under the President of the Republic of "
		"Tajikistan met.",
		expected, "warning");
	assert_variant(state, "The Shanghai Coperation Organisation met.",
		"ORG-VARIANT \"Shanghai Coperation Organisation\" > \"Shanghai "
		"Cooperation Organisation\"",
		"warning");
	assert_found(state, "ORG-VARIANT", "ru", "",
		"О работе Шанхайской организации сотрудничетсва говорили долго.",
		"ORG-VARIANT \"Шанхайской организации сотрудничетсва\"", "warning");
	/* a word nobody knows is no misprint where the rest is no name */
	assert_variant(state, "The drug agensy and its control of agents.", "-", "");
	assert_variant(state, "Agensy Control, Shanghai Coperation.", "-", "");
}

static void titles_of_offices_and_documents_are_told(void **state)
{
	assert_title(state,
		"The Special Envoy of the President of the Russian Federation for SCO "
		"Affairs spoke.",
		"TITLE-VARIANT \"Special Envoy of the President of the Russian "
		"Federation for SCO Affairs\" > \"Special Representative of the "
		"President "
		"of the Russian Federation for SCO Affairs\"",
		"note");
	assert_title(state,
		"the action programme for fulfilling the Anti-Drug Strategy of SCO "
		"member states for 2018-2023 and another.",
		"TITLE-VARIANT \"action programme for fulfilling the Anti-Drug Strategy "
		"of SCO member states for 2018-2023\" > \"Programme of Action for "
		"Implementing the Anti-Drug Strategy of the SCO Member States for "
		"2018–2023\"",
		"note");
}

static void russian_and_chinese_names_are_told(void **state)
{
	assert_found(state, "ORG-VARIANT", "ru", "",
		"Агентство по борьбе с наркотиками при Президенте Республики Таджикистан "
		"сообщило.",
		"ORG-VARIANT \"Агентство по борьбе с наркотиками при Президенте "
		"Республики Таджикистан\"",
		"note");
	assert_found(state, "ORG-VARIANT", "ru", "",
		"Директор Агентства по контролю за наркотиками при Президенте Республики "
		"Таджикистан принял делегацию Комиссии по наркотическим средствам.",
		"-", "");
	assert_found(state, "TITLE-VARIANT", "ru", "",
		"Единая конвенция по наркотическим средствам 1961 года.",
		"TITLE-VARIANT \"Единая конвенция по наркотическим средствам 1961 года\"",
		"warning");
	assert_found(state, "ORG-VARIANT", "zh", "", "亚欧经济联盟举行会议。",
		"ORG-VARIANT \"亚欧经济联盟\" > \"欧亚经济联盟\"", "warning");
	assert_found(state, "ORG-VARIANT", "zh", "",
		"塔吉克斯坦共和国总统直属禁毒署和欧亚经济联盟。", "-", "");
}

static void known_misspellings_are_told(void **state)
{
	assert_found(state, "TITLE-VARIANT", "ru", "", "Принята Тянцзиньская декларация.",
		"TITLE-VARIANT \"Тянцзиньская декларация\" > \"Тяньцзиньская "
		"декларация\"",
		"warning");
}

static void an_office_that_was_not_held_is_told(void **state)
{
	const char *text = "SCO Secretary-General Vladimir Norov spoke.";

	assert_found(state, "TITLE-DATE", "en", "2017-04-14", text,
		"TITLE-DATE \"SCO Secretary-General Vladimir Norov\"", "warning");
	assert_found(state, "TITLE-DATE", "en", "2019-07-10", text, "-", "");
	/* a year alone means all of it */
	assert_found(state, "TITLE-DATE", "en", "2021-12-31", text, "-", "");
	assert_found(state, "TITLE-DATE", "en", "2022-01-01", text,
		"TITLE-DATE \"SCO Secretary-General Vladimir Norov\"", "warning");
	assert_found(state, "TITLE-DATE", "en", "2022-01-01",
		"The former SCO Secretary-General Vladimir Norov spoke. In 2020 SCO "
		"Secretary-General Vladimir Norov was there.",
		"-", "");
	assert_found(state, "TITLE-DATE", "en", "", text, "-", "");
}

static void an_office_that_somebody_else_held_is_told(void **state)
{
	assert_found(state, "TITLE-DATE", "en", "2017-04-14",
		"SCO Secretary-General Ivan Belov spoke.",
		"TITLE-DATE \"SCO Secretary-General Ivan Belov\"", "warning");
	/* nobody is known to have held it then */
	assert_found(state, "TITLE-DATE", "en", "2012-04-14",
		"SCO Secretary-General Ivan Belov spoke.", "-", "");
	assert_found(state, "TITLE-DATE", "en", "2017-04-14",
		"The former SCO Secretary-General Ivan Belov spoke. An adviser to the "
		"SCO Secretary-General Ivan Belov was there. The SCO Secretary-General "
		"and Ivan Belov met. In 2012 SCO Secretary-General Ivan Belov spoke. "
		"The Special Representative of SCO Secretary-General Ivan Belov and "
		"then-SCO Secretary-General Ivan Belov were there.",
		"-", "");
	assert_found(state, "TITLE-DATE", "en", "2020-04-14",
		"Ivan Belov, SCO Secretary-General Vladimir Norov and others met.", "-",
		"");
}

static void a_name_out_of_its_time_is_told(void **state)
{
	assert_found(state, "TITLE-DATE", "en", "2017-04-14",
		"The Federal Drug Control Service of the Russian Federation spoke.",
		"TITLE-DATE \"Federal Drug Control Service of the Russian Federation\" > "
		"\"Main Directorate for Drug Control of the Ministry of Internal Affairs "
		"of the Russian Federation\"",
		"warning");
	assert_found(state, "TITLE-DATE", "en", "2015-04-14",
		"The Federal Drug Control Service of the Russian Federation spoke.", "-",
		"");
	assert_found(state, "TITLE-DATE", "en", "2017-04-14",
		"The former Federal Drug Control Service of the Russian Federation. In "
		"2012 the Federal Drug Control Service of the Russian Federation acted.",
		"-", "");
}

static void an_acronym_is_explained_where_it_first_stands(void **state)
{
	assert_found(state, "ACRONYM-FIRST", "en", "",
		"Talks with UNODC\n\nThe SCO met UNODC in Vienna. UNODC agreed.",
		"ACRONYM-FIRST \"UNODC\"", "note");
	assert_found(state, "ACRONYM-FIRST", "en", "",
		"The United Nations Office on Drugs and Crime (UNODC) met. UNODC agreed.",
		"-", "");
	assert_found(state, "ACRONYM-FIRST", "en", "",
		"UNODC (United Nations Office on Drugs and Crime) met.", "-", "");
	assert_found(state, "ACRONYM-FIRST", "en", "", "The DCA met.", "-", "");
}

static void a_misprint_of_an_acronym_is_told(void **state)
{
	assert_found(state, "ACRONYM-MISMATCH", "en", "",
		"UNODC and UNDOC met; UNDCP and UNODA did not.",
		"ACRONYM-MISMATCH \"UNDOC\" > \"UNODC\"", "warning");
	assert_found(state, "ACRONYM-MISMATCH", "en", "",
		"The United Nations Office on Drugs and Crime (UNDOC) met.",
		"ACRONYM-MISMATCH \"UNDOC\" > \"UNODC\"", "warning");
	assert_found(state, "ACRONYM-MISMATCH", "en", "",
		"The United Nations Office on Drugs and Crime (UNDCP) met.",
		"ACRONYM-MISMATCH \"UNDCP\" > \"UNODC\"", "warning");
	/* letters in another order speak for themselves */
	assert_found(state, "ACRONYM-MISMATCH", "en", "", "UNDOC met. NATO met.",
		"ACRONYM-MISMATCH \"UNDOC\" > \"UNODC\"", "warning");
	assert_found(state, "ACRONYM-MISMATCH", "ru", "", "ОДКБ и ОКДБ.",
		"ACRONYM-MISMATCH \"ОКДБ\" > \"ОДКБ\"", "warning");
}

static void acronyms_nobody_speaks_of_are_no_misprints(void **state)
{
	assert_found(
		state, "ACRONYM-MISMATCH", "en", "", "UNODT met. NATO met.", "-", "");
	assert_found(state, "ACRONYM-MISMATCH", "en", "",
		"The UNODC met the United Nations Office for Digital Matters (UNODM).",
		"-", "");
}

/* Names of one letter, of all letters, and of nothing but numbers cost what they
 * should. */
static void strange_texts_are_survived(void **state)
{
	struct buf text = BUF_INIT;

	for (int i = 0; i < 3000; i++)
		buf_adds(&text, "Drug Control Agency Commission President Tajikistan ");
	buf_adds(&text, "1 2 3 (UNODC) ((( ,,, ");
	assert_found(state, "ACRONYM-MISMATCH", "en", "", buf_str(&text), "-", "");
	const char *const rules[] = { "ORG", "TITLE" };
	struct bis_check_options options = {
		.lang = "en", .date = "2017-04-14", .rules = rules, .n_rules = 2
	};
	bis_checker *c = checker_of(((struct base *)*state)->db, &options);
	assert_ok(bis_checker_text(c, "long.txt", text.data, text.size));
	bis_checker_close(c);
	buf_free(&text);
}

#define TEST(name) cmocka_unit_test(name)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(official_names_are_no_findings),
		TEST(another_word_for_one_of_the_name_is_a_note),
		TEST(the_same_words_otherwise_put_are_a_warning),
		TEST(another_full_name_that_is_known_is_a_note),
		TEST(bodies_of_others_are_left_alone),
		TEST(a_misprint_in_a_name_is_a_warning),
		TEST(titles_of_offices_and_documents_are_told),
		TEST(russian_and_chinese_names_are_told),
		TEST(known_misspellings_are_told),
		TEST(an_office_that_was_not_held_is_told),
		TEST(an_office_that_somebody_else_held_is_told),
		TEST(a_name_out_of_its_time_is_told),
		TEST(an_acronym_is_explained_where_it_first_stands),
		TEST(a_misprint_of_an_acronym_is_told),
		TEST(acronyms_nobody_speaks_of_are_no_misprints),
		TEST(strange_texts_are_survived),
	};

	return cmocka_run_group_tests(tests, bodies_setup, base_teardown);
}
