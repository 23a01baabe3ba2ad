/* SPDX-License-Identifier: Apache-2.0
 *
 * Terms of the base in a text: forms not to be used, older ones, those only proposed, and
 * two for one thing.
 */
#include "config.h"
#include "tests/check/check-text.h"
#include "tests/find/terms.h"

static int fill(void **state)
{
	if (base_setup(state) < 0)
		return -1;
	bis_db *db = ((struct base *)*state)->db;
	struct bis_form forms[] = {
		{ .lang = "en",
			.text = "Astana",
			.status = "preferred",
			.valid_from = "2022-09-17" },
		{ .lang = "en",
			.text = "Nur-Sultan",
			.status = "preferred",
			.valid_from = "2019-03-23",
			.valid_to = "2022-09-16" },
		{ .lang = "en",
			.text = "Akmola",
			.status = "obsolete",
			.instead = "Astana" },
	};
	struct bis_concept capital = {
		.id = "astana", .type = "place", .forms = forms, .n_forms = 3
	};
	struct bis_form partner_forms[] = {
		{ .lang = "en",
			.text = "partner in dialogue",
			.status = "preferred",
			.valid_to = "2019-12-31" },
		{ .lang = "en",
			.text = "dialogue partner",
			.status = "preferred",
			.valid_from = "2020-01-01" },
	};
	struct bis_concept partner = {
		.id = "partner", .type = "term", .forms = partner_forms, .n_forms = 2
	};
	struct bis_form poppy_forms[] = {
		{ .lang = "en", .text = "opium poppy", .status = "preferred" },
		{ .lang = "en",
			.text = "opium puppy",
			.status = "lookup",
			.note = "misspelling" },
		{ .lang = "en",
			.text = "opium harve",
			.status = "lookup",
			.note = "misspelling" },
	};
	struct bis_concept poppy = {
		.id = "poppy", .type = "term", .forms = poppy_forms, .n_forms = 3
	};
	char *id = NULL, *other = NULL, *third = NULL;

	assert_ok(store_begin(db, "a test"));
	TERM(db, "drugs", "en|counter-narcotics cooperation",
		"en|anti-drug partnership|deprecated", "ru|борьба с наркотиками");
	TERM(db, "state", "en|member state", "en|member nation|admitted",
		"en|Member State|admitted", "en|member country|lookup");
	TERM(db, "plan", "en|working plan|proposed",
		"en|joint working plan of the council");
	TERM(db, "draft", "en|roving envoy|proposed", "en|itinerant envoy|proposed");
	TERM(db, "shared", "en|drug menace|deprecated", "en|drug threat");
	TERM(db, "other", "en|drug menace");
	assert_ok(store_commit(db, "terms"));
	assert_ok(bis_term_add(db, &capital, NULL, NULL, &id));
	assert_ok(bis_term_add(db, &partner, NULL, NULL, &other));
	assert_ok(bis_term_add(db, &poppy, NULL, NULL, &third));
	free(id);
	free(other);
	free(third);
	return 0;
}

/* The findings of the rules on terms, and how grave the first is. */
static void assert_terms(void **state, const char *date, const char *text,
	const char *expected, const char *severity)
{
	static const char *const rules[] = { "TERM" };
	struct bis_check_options options = {
		.lang = "en", .date = date, .rules = rules, .n_rules = 1
	};
	bis_checker *c = checker_of(((struct base *)*state)->db, &options);
	const struct bis_finding *f;

	assert_findings(c, text, expected);
	assert_ok(bis_checker_text(c, "text.txt", text, strlen(text)));
	if (bis_checker_next(c, &f) == 1)
		assert_string_equal(f->severity, severity);
	bis_checker_close(c);
}

static void a_form_not_to_be_used_is_an_error(void **state)
{
	assert_terms(state, "", "They praised anti-drug partnership in Vienna.",
		"TERM-FORBIDDEN \"anti-drug partnership\" > \"counter-narcotics "
		"cooperation\"",
		"error");
	assert_terms(state, "", "Anti-drug\xc2\xa0partnership was praised.",
		"TERM-FORBIDDEN \"Anti-drug\xc2\xa0partnership\" > "
		"\"Counter-narcotics cooperation\"",
		"error");
	assert_terms(state, "", "Counter-narcotics cooperation was praised.", "-", "");
}

static void what_is_right_as_another_form_passes(void **state)
{
	assert_terms(state, "", "The drug menace grows.", "-", "");
}

static void a_look_up_form_is_no_finding(void **state)
{
	assert_terms(state, "", "Each member country agreed.", "-", "");
}

static void older_forms_are_notes(void **state)
{
	assert_terms(state, "2020-01-01", "The talks in Akmola ended.",
		"TERM-OBSOLETE \"Akmola\" > \"Astana\"", "note");
	assert_terms(state, "2024-01-01", "A partner in dialogue spoke.",
		"TERM-OBSOLETE \"partner in dialogue\" > \"dialogue partner\"", "note");
	assert_terms(state, "2019-01-01", "A partner in dialogue spoke.", "-", "");
	assert_terms(state, "", "A partner in dialogue spoke.", "-", "");
}

static void names_with_dates_are_left_to_the_rule_on_dates(void **state)
{
	assert_terms(state, "2024-01-01", "The talks in Nur-Sultan ended.", "-", "");
	assert_terms(state, "2020-01-01", "The talks in Nur-Sultan ended.", "-", "");
}

static void a_text_that_looks_back_may_use_older_forms(void **state)
{
	assert_terms(
		state, "2024-01-01", "The former partner in dialogue spoke.", "-", "");
	assert_terms(
		state, "2024-01-01", "In 2019 a partner in dialogue spoke.", "-", "");
	assert_terms(
		state, "2020-01-01", "The talks in the former Akmola ended.", "-", "");
}

static void a_misspelt_term_is_a_warning(void **state)
{
	assert_terms(state, "", "Opium puppy is grown there.",
		"TERM-FORBIDDEN \"Opium puppy\" > \"Opium poppy\"", "warning");
	assert_terms(state, "", "Opium poppy is grown there.", "-", "");
}

static void a_headline_cut_off_is_told_once(void **state)
{
	static const char *const rules[] = { "TERM", "TYP-TRUNCATED" };
	struct bis_check_options options = { .lang = "en", .rules = rules, .n_rules = 2 };
	bis_checker *c = checker_of(((struct base *)*state)->db, &options);

	assert_findings(c, "They lose the opium harve\n\nThe harvest was burnt.",
		"TERM-FORBIDDEN \"opium harve\" > \"opium poppy\"");
	assert_findings(c, "They lose the poppy harve\n\nThe harvest was burnt.",
		"TYP-TRUNCATED \"harve\"");
	bis_checker_close(c);
}

static void what_is_only_proposed_is_told_once(void **state)
{
	assert_terms(state, "", "A working plan is a working plan.",
		"TERM-PROPOSED \"working plan\" > \"joint working plan of the council\"",
		"note");
	assert_terms(state, "", "The joint working plan of the council.", "-", "");
	assert_terms(state, "", "An itinerant envoy spoke.", "-", "");
}

static void two_forms_of_one_thing_are_told(void **state)
{
	assert_terms(state, "", "Each member nation and each member state agreed.",
		"TERM-MIXED \"member nation\" > \"member state\"", "warning");
	assert_terms(state, "", "Each member nation agreed.", "-", "");
	assert_terms(state, "", "Each member state and Member State agreed.", "-", "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fill, base_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_form_not_to_be_used_is_an_error),
		TEST(what_is_right_as_another_form_passes),
		TEST(a_look_up_form_is_no_finding),
		TEST(older_forms_are_notes),
		TEST(names_with_dates_are_left_to_the_rule_on_dates),
		TEST(a_text_that_looks_back_may_use_older_forms),
		TEST(a_misspelt_term_is_a_warning),
		TEST(a_headline_cut_off_is_told_once),
		TEST(what_is_only_proposed_is_told_once),
		TEST(two_forms_of_one_thing_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
