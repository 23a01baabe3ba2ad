/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "tests/tmx/reading.h"

#define HEAD "#UTX 1.11; en/ru; 2026-01-02T03:04:05Z; copyright: c;\n#description: d\n"

static void rows_of_one_concept_id_are_one_concept(void **state)
{
	struct reading r;

	(void)state;
	reading_init(&r);
	reading_text(&r, "utx",
		HEAD
		"#src\ttgt\tconcept ID\na\tb\t1\na\tc\t1\nd\te\t-\nd\te\t\na\tf\t1\n");
	assert_int_equal(r.concepts, 4);
	assert_int_equal(r.forms, 9);
	reading_finish(&r);
}

static void the_status_is_that_of_the_target(void **state)
{
	static const struct {
		const char *word, *source, *target;
	} cases[] = {
		{ "approved", "[a] preferred", "[b] preferred" },
		{ "provisional", "[a] proposed", "[b] admitted" },
		{ "non-standard", "[a] proposed", "[b] deprecated" },
		{ "forbidden", "[a] proposed", "[b] obsolete" },
		{ "", "[a] proposed", "[b] proposed" },
	};

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		cleanup(buf_free) struct buf text = BUF_INIT;
		struct reading r;
		buf_addf(&text, HEAD "#src\ttgt\tterm status\na\tb\t%s\n", cases[i].word);
		reading_init(&r);
		r.to = format_named("utx");
		reading_text(&r, "utx", buf_str(&text));
		assert_holds(&r.dump, cases[i].source);
		assert_holds(&r.dump, cases[i].target);
		buf_clear(&text);
		buf_addf(&text, "\na\tb\t\t\t%s\t", cases[i].word);
		assert_holds(&r.written, buf_str(&text));
		reading_finish(&r);
	}
}

static void the_header_goes_out_as_it_came(void **state)
{
	struct reading r;

	(void)state;
	reading_init(&r);
	r.to = format_named("utx");
	reading_text(&r, "utx", HEAD "#src\ttgt\na\tb\n");
	assert_holds(&r.written, "#UTX 1.11; en/ru; 2026-01-02T03:04:05Z; copyright: "
				 "c;\r\n#description: d\r\n"
				 "#src\ttgt\tsrc:pos\t");
	reading_finish(&r);
}

static void concepts_from_elsewhere_get_a_header_of_their_languages(void **state)
{
	static const char *const langs[] = { "ru" };
	struct reading r;

	(void)state;
	reading_init(&r);
	r.to = format_named("utx");
	r.writing.source_lang = "en";
	r.writing.langs = langs;
	r.writing.n_langs = 1;
	reading_text(&r, "table",
		"concept\tlang\ttext\tstatus\tnote\n1\ten\ta\tpreferred\tx\n"
		"1\tru\tb\tadmitted\ty\n1\tzh\tc\tpreferred\t\n1\ten\tz\tlookup\t\n");
	assert_true(strncmp(buf_str(&r.written), "#UTX 1.11; en/ru; 2", 19) == 0);
	assert_holds(&r.written, "\r\na\tb\t\t\tprovisional\tx\ty\t\t1\r\n");
	assert_holds(&r.dropped, "further languages\n");
	assert_holds(&r.dropped, "source forms that are not for use\n");
	reading_finish(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_of_one_concept_id_are_one_concept),
		cmocka_unit_test(the_status_is_that_of_the_target),
		cmocka_unit_test(the_header_goes_out_as_it_came),
		cmocka_unit_test(concepts_from_elsewhere_get_a_header_of_their_languages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
