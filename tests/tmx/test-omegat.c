/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "tests/tmx/reading.h"

#define TERMS                                                                                \
	"concept\tdefinition\tlang\ttext\tstatus\tnote\n"                                    \
	"1\td\ten\tsea\tpreferred\t\n1\t\ten\tthe\tlookup\t\n1\t\tru\tморе\tpreferred\t" \
	"n\n"                                                                                \
	"1\t\tru\tокеан\tdeprecated\t\n1\t\tzh-CN\t海\tpreferred\t\n"                  \
	"2\t\tru\tсуша\tpreferred\t\n3\t\ten-GB\t#"                                      \
	"1\tpreferred\t\n3\t\tru\t\"a\tb\"\tproposed\t\n"

static void a_row_is_a_concept_of_two_forms(void **state)
{
	struct reading r;

	(void)state;
	reading_init(&r);
	r.options.source_lang = "en";
	r.options.target_lang = "ru";
	r.options.status = STATUS_PREFERRED;
	reading_text(&r, "omegat", "# c\n sea \t море \t note\nsea\tокеан\n\n");
	assert_int_equal(r.concepts, 2);
	assert_holds(&r.dump, "  en \n    [sea] preferred");
	assert_holds(
		&r.dump, "  ru \n    [море] preferred full .. r0 source [] note [note]");
	assert_int_equal(r.remarks + r.lost, 0);
	reading_finish(&r);
}

static void quotes_mean_something_in_a_csv_only(void **state)
{
	struct reading r;

	(void)state;
	reading_init(&r);
	reading_text(&r, "omegat", "\"a\"\tb\n");
	assert_holds(&r.dump, "[\"a\"]");
	reading_finish(&r);
	reading_init(&r);
	reading_text(&r, "omegat", "\"a, \"\"b\"\"\",c\n");
	assert_holds(&r.dump, "[a, \"b\"]");
	reading_finish(&r);
}

static void only_what_may_be_offered_goes_out(void **state)
{
	static const char *const langs[] = { "ru" };
	struct reading r;

	(void)state;
	reading_init(&r);
	r.to = format_named("omegat");
	r.writing.source_lang = "en";
	r.writing.langs = langs;
	r.writing.n_langs = 1;
	reading_text(&r, "table", TERMS);
	assert_string_equal(buf_str(&r.written),
		"# Glossary in tab-separated format -*- coding: utf-8 -*-\n"
		"sea\tморе\tn\nthe\tморе\tn\n #1\ta b\n");
	assert_holds(
		&r.dropped, "deprecated and obsolete forms of the target language\n");
	assert_holds(&r.dropped, "definition\n");
	assert_holds(&r.dropped, "concepts without the source language\n");
	reading_finish(&r);
}

static void without_targets_asked_for_all_go_out(void **state)
{
	struct reading r;

	(void)state;
	reading_init(&r);
	r.to = format_named("omegat");
	r.writing.source_lang = "en";
	reading_text(&r, "table", TERMS);
	assert_holds(&r.written, "sea\t海\n");
	reading_finish(&r);
}

static void a_large_concept_does_not_multiply_without_bound(void **state)
{
	cleanup(buf_free) struct buf text = BUF_INIT;
	struct reading r;

	(void)state;
	buf_adds(&text, "concept\tlang\ttext\n");
	for (int i = 0; i < 2000; i++)
		buf_addf(&text, "1\t%s\t%d\n", i % 2 == 0 ? "en" : "ru", i);
	reading_init(&r);
	r.to = format_named("omegat");
	r.writing.source_lang = "en";
	reading_text(&r, "table", buf_str(&text));
	assert_holds(&r.dropped, "pairs of a concept past 10,000\n");
	assert_true(r.written.size < 200000);
	reading_finish(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_is_a_concept_of_two_forms),
		cmocka_unit_test(quotes_mean_something_in_a_csv_only),
		cmocka_unit_test(only_what_may_be_offered_goes_out),
		cmocka_unit_test(without_targets_asked_for_all_go_out),
		cmocka_unit_test(a_large_concept_does_not_multiply_without_bound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
