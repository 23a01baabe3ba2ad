/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "tmx/tbx-ids.h"
#include "tmx/tbx-map.h"

static void knows_statuses_by_all_their_names(void **state)
{
	static const struct {
		const char *type, *value;
		int status;
	} cases[] = {
		{ "administrativeStatus", "preferredTerm-admn-sts", STATUS_PREFERRED },
		{ "administrativeStatus", "standardizedTerm-admn-sts", STATUS_PREFERRED },
		{ "administrativeStatus", "notRecommended", STATUS_DEPRECATED },
		{ "administrativeStatus", "Obsolete", STATUS_OBSOLETE },
		{ "administrativeStatus", "Draft", STATUS_PROPOSED },
		{ "administrativeStatus", "forbidden", STATUS_DEPRECATED },
		{ "normativeAuthorization", "legalTerm", STATUS_PREFERRED },
		{ "normativeAuthorization", "supersededTerm", STATUS_OBSOLETE },
		{ "usageStatus", "admitted", STATUS_ADMITTED },
		{ "termStatus", "obsolete", STATUS_OBSOLETE },
		{ "processStatus", "finalized", -1 },
		{ "xBool_Forbidden", "true", STATUS_DEPRECATED },
		{ "xBool_Forbidden", "false", -1 },
		{ "administrativeStatus", "", -1 },
		{ "administrativeStatus", "Term", -1 },
	};

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		assert_true(tbx_is_status(cases[i].type));
		assert_int_equal(tbx_status_of_value(cases[i].type, cases[i].value),
			cases[i].status);
	}
	assert_false(tbx_is_status("partOfSpeech"));
}

static void writes_every_status_so_that_it_reads_back(void **state)
{
	static const char *const types[] = { "administrativeStatus",
		"normativeAuthorization", "termStatus" };

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(types); i++)
		for (int s = STATUS_PREFERRED; s <= STATUS_OBSOLETE; s++) {
			const char *value =
				tbx_status_value(types[i], (enum form_status)s);
			assert_non_null(value);
			assert_int_equal(tbx_status_of_value(types[i], value), s);
		}
	assert_null(tbx_status_value("administrativeStatus", STATUS_PROPOSED));
	assert_null(tbx_status_value("unheardOf", STATUS_PREFERRED));
}

static void knows_the_categories_of_the_dialects(void **state)
{
	(void)state;
	const struct tbx_category *c = tbx_category_find("partOfSpeech");
	assert_non_null(c);
	assert_string_equal(c->element, "termNote");
	assert_int_equal(c->module, TBX_MIN);
	assert_true(tbx_category_allows(c, "noun"));
	assert_false(tbx_category_allows(c, "properNoun"));
	assert_int_equal(tbx_category_find("definition")->levels, TBX_CONCEPT | TBX_LANG);
	assert_int_equal(tbx_category_find("register")->module, TBX_LINGUIST);
	assert_null(tbx_category_find("animacy"));
	assert_int_equal(tbx_dialect_of_type("TBX-Basic"), TBX_BASIC);
	assert_int_equal(tbx_dialect_of_type("TBX"), -1);
	assert_int_equal(tbx_dialect_of_name("linguist"), TBX_LINGUIST);
	assert_int_equal(tbx_dialect_of_name("grand"), -1);
	assert_int_equal(tbx_module_of_uri("http://www.tbxinfo.net/ns/basic"), TBX_BASIC);
	assert_int_equal(tbx_module_of_uri(NULL), -1);
}

static void knows_the_names_of_2025(void **state)
{
	(void)state;
	assert_true(tbx_is_2025("usageStatus", "preferred"));
	assert_true(tbx_is_2025("transactionType", "creation"));
	assert_false(tbx_is_2025("transactionType", "approval"));
	assert_string_equal(
		tbx_type_v3("termNote", "usageStatus"), "administrativeStatus");
}

static void renames_categories_and_values(void **state)
{
	bool exact;

	(void)state;
	assert_string_equal(tbx_type_v3("descrip", "Definition"), "definition");
	assert_string_equal(tbx_type_v3("ref", "cross-reference"), "crossReference");
	assert_string_equal(tbx_type_v3("ref", "relatedTerm"), "crossReference");
	assert_null(tbx_type_v3("descrip", "relatedConcept"));
	assert_null(tbx_type_v3("termNote", "animacy"));
	assert_string_equal(tbx_value_v3("partOfSpeech", "properNoun", &exact), "noun");
	assert_false(exact);
	assert_string_equal(tbx_value_v3("partOfSpeech", "Noun", &exact), "noun");
	assert_true(exact);
	assert_null(tbx_value_v3("partOfSpeech", "nom", &exact));
	assert_string_equal(
		tbx_value_v3("transactionType", "creation", &exact), "origination");
	assert_string_equal(tbx_value_v3("administrativeStatus", "regulatedTerm", &exact),
		"preferredTerm-admn-sts");
	assert_null(tbx_value_v3("administrativeStatus", "Draft", &exact));
	assert_string_equal(tbx_value_v3("definition", "any text", &exact), "any text");
	assert_string_equal(
		tbx_value_min("administrativeStatus", "supersededTerm-admn-sts"),
		"obsolete");
	assert_string_equal(tbx_value_min("partOfSpeech", "properNoun"), "properNoun");
}

static void maps_kinds_of_forms_both_ways(void **state)
{
	(void)state;
	assert_int_equal(tbx_kind_of_value("initialism"), FORM_ACRONYM);
	assert_int_equal(tbx_kind_of_value("abbreviation"), FORM_SHORT);
	assert_int_equal(tbx_kind_of_value("transcribedForm"), FORM_ROMANISED);
	assert_int_equal(tbx_kind_of_value("phrase"), -1);
	assert_string_equal(tbx_kind_value(FORM_ROMANISED, true), "transliteratedForm");
	assert_string_equal(tbx_kind_value(FORM_ROMANISED, false), "variant");
	assert_null(tbx_kind_value(FORM_FULL, false));
}

static void mends_ids(void **state)
{
	static const char *const cases[][2] = { { "12", "c12" }, { "c12", "c12" },
		{ "9f7a-1", "c9f7a-1" }, { "a b:c", "a_b_c" }, { "", "c" },
		{ "понятие", "понятие" }, { "x—y", "x_2014y" }, { "-1", "c-1" } };
	struct buf out = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		tbx_mend_id(&out, cases[i][0]);
		assert_string_equal(buf_str(&out), cases[i][1]);
		assert_true(tbx_is_ncname(buf_str(&out)));
	}
	assert_false(tbx_is_ncname("12"));
	assert_false(tbx_is_ncname("\xD0"));
	buf_free(&out);
}

static void mends_languages_and_dates(void **state)
{
	static const char *const langs[][2] = { { "en_US", "en-US" },
		{ "zh-Hans-CN", "zh-Hans-CN" }, { "---", "und" }, { "", "und" },
		{ "en-", "und" }, { "1a", "und" }, { "es-419", "es-419" },
		{ "languages", "und" } };
	static const char *const dates[][2] = { { "20010507T10:57:25Z", "2001-05-07" },
		{ "2015-03-17 13:00:00", "2015-03-17" }, { "2010-04-17", "2010-04-17" },
		{ "20190612", "2019-06-12" }, { "2019-06", NULL }, { "2019-13-01", NULL },
		{ "yesterday", NULL }, { "", NULL } };
	struct buf out = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(langs); i++) {
		tbx_mend_lang(&out, langs[i][0]);
		assert_string_equal(buf_str(&out), langs[i][1]);
	}
	for (size_t i = 0; i < N_ELEMENTS(dates); i++) {
		assert_int_equal(tbx_mend_date(&out, dates[i][0]), dates[i][1] != NULL);
		if (dates[i][1] != NULL)
			assert_string_equal(buf_str(&out), dates[i][1]);
	}
	assert_true(tbx_is_http("https://example.org/a"));
	assert_false(tbx_is_http("wikipedia.org"));
	assert_false(tbx_is_http("http://"));
	buf_free(&out);
}

static void remembers_ten_thousand_ids(void **state)
{
	struct tbx_ids ids = { 0 };
	char id[16];

	(void)state;
	for (int i = 0; i < 10000; i++) {
		snprintf(id, sizeof(id), "c%d", i);
		assert_int_equal(tbx_ids_add(&ids, tbx_id_hash(id)), 1);
	}
	assert_int_equal(tbx_ids_add(&ids, tbx_id_hash("c77")), 0);
	assert_true(tbx_ids_has(&ids, tbx_id_hash("c9999")));
	assert_false(tbx_ids_has(&ids, tbx_id_hash("c10000")));
	tbx_ids_finish(&ids);
	assert_false(tbx_ids_has(&ids, tbx_id_hash("c1")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_statuses_by_all_their_names),
		cmocka_unit_test(writes_every_status_so_that_it_reads_back),
		cmocka_unit_test(knows_the_categories_of_the_dialects),
		cmocka_unit_test(knows_the_names_of_2025),
		cmocka_unit_test(renames_categories_and_values),
		cmocka_unit_test(maps_kinds_of_forms_both_ways),
		cmocka_unit_test(mends_ids),
		cmocka_unit_test(mends_languages_and_dates),
		cmocka_unit_test(remembers_ten_thousand_ids),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
