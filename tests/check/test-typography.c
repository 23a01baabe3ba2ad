/* SPDX-License-Identifier: Apache-2.0
 *
 * The cases of tests/data/cases/typography.cases, each with the rules on typography and
 * scripts.
 */
#include "config.h"
#include "tests/check/check-text.h"
#include "tests/text/cases.h"

#include "src/check/typography.h"

/* One for each language, kept from case to case. */
#define LANGS 16
static struct {
	char lang[32];
	bis_checker *checker;
} kept[LANGS];

static bis_checker *checker_for(const char *lang)
{
	static const char *const rules[] = { "TYP-DOUBLESPACE", "TYP-REPEAT",
		"TYP-BRACKETS", "TYP-QUOTES", "TYP-PUNCSPACE", "TYP-ENDPUNC", "TYP-CTRL",
		"TYP-BIDI", "TYP-TRUNCATED", "NAME-SCRIPT" };
	struct bis_check_options options = {
		.lang = lang,
		.rules = rules,
		.n_rules = sizeof(rules) / sizeof(rules[0]),
	};
	size_t i = 0;

	while (i < LANGS && kept[i].checker != NULL && strcmp(kept[i].lang, lang) != 0)
		i++;
	assert_true(i < LANGS);
	if (kept[i].checker == NULL) {
		kept[i].checker = checker_of(NULL, &options);
		snprintf(kept[i].lang, sizeof(kept[i].lang), "%s", lang);
	}
	return kept[i].checker;
}

static void check_case(const struct text_case *c)
{
	struct buf line = BUF_INIT;
	bis_checker *checker = checker_for(c->first);

	assert_ok(bis_checker_text(checker, "text.txt", c->a, strlen(c->a)));
	findings_line(checker, &line);
	if (strcmp(buf_str(&line), c->b) != 0)
		fail_msg("%s:%d: %s", c->file, c->line, buf_str(&line));
	buf_free(&line);
}

static void finds_what_the_cases_say(void **state)
{
	(void)state;
	for_each_case("cases/typography.cases", 60, check_case);
	for (size_t i = 0; i < LANGS; i++)
		bis_checker_close(kept[i].checker);
}

static void finds_plain_spaces_only_where_it_is_asked_to(void **state)
{
	static const char *const nbsp[] = { "TYP-NBSP" };
	static const char text[] = "№ 5, А. Пушкин, г. Москва и Nil 5";
	struct bis_check_options options = { .lang = "ru", .rules = nbsp, .n_rules = 1 };

	(void)state;
	bis_checker *c = checker_of(NULL, &options);
	assert_findings(c, text,
		"TYP-NBSP \" \" > \"\xc2\xa0\" | TYP-NBSP \" \" > \"\xc2\xa0\" | "
		"TYP-NBSP \" \" > \"\xc2\xa0\"");
	bis_checker_close(c);
	options.n_rules = 0;
	c = checker_of(NULL, &options);
	assert_findings(c, text, "-");
	bis_checker_close(c);
}

static void says_which_row_of_its_table_is_wrong(void **state)
{
	static const struct {
		const char *text, *said;
	} wrong[] = {
		{ "en\tquotes\t“”\nqq-\tquotes\t“”\n", "t:2: this is no language" },
		{ "en\tquotes\t“”‘\n", "t:1: quotes are pairs" },
		{ "en\tmarks\t,\n", "t:1: marks are pairs" },
		{ "en\tcommas\t,\n", "t:1: there is no \"commas\"" },
	};
	struct typography *t;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_fails(
			typography_parse("t", wrong[i].text, strlen(wrong[i].text), &t),
			BIS_EFORMAT, wrong[i].said);
}

static void a_relative_of_a_language_has_its_typography(void **state)
{
	struct typography *t;

	(void)state;
	assert_ok(typography_open(&t));
	assert_string_equal(typography_of(t, "en-GB")->lang, "en");
	assert_string_equal(typography_of(t, "uz")->lang, "uz");
	assert_string_equal(typography_of(t, "uz-Cyrl")->lang, "uz-Cyrl");
	assert_string_equal(typography_of(t, "")->lang, "");
	assert_string_equal(typography_of(t, "eu")->lang, "");
	typography_close(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_what_the_cases_say),
		cmocka_unit_test(finds_plain_spaces_only_where_it_is_asked_to),
		cmocka_unit_test(says_which_row_of_its_table_is_wrong),
		cmocka_unit_test(a_relative_of_a_language_has_its_typography),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
