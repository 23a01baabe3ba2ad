/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "src/base/buf.h"
#include "src/xml/validate.h"

static char grammar[4096];
static size_t grammar_size;

static int load_grammar(void **state)
{
	(void)state;
	FILE *file = fopen(test_data("xml/list.rng"), "rb");

	if (file == NULL)
		return -1;
	grammar_size = fread(grammar, 1, sizeof(grammar), file);
	fclose(file);
	return 0;
}

static void on_breach(void *ctx, long line, const char *message)
{
	buf_addf(ctx, "%ld %s\n", line, message);
}

static void a_valid_file_has_no_breach(void **state)
{
	(void)state;
	cleanup(buf_free) struct buf b = BUF_INIT;

	assert_int_equal(xml_validate(test_data("xml/list-valid.xml"), grammar,
				 grammar_size, on_breach, &b),
		0);
	assert_string_equal(buf_str(&b), "");
}

static void each_breach_has_its_line(void **state)
{
	(void)state;
	cleanup(buf_free) struct buf b = BUF_INIT;

	long n = xml_validate(
		test_data("xml/list-invalid.xml"), grammar, grammar_size, on_breach, &b);
	assert_ok(n);
	assert_true(n >= 1);
	assert_memory_equal(buf_str(&b), "3 ", 2);
	assert_null(strstr(buf_str(&b), "\n\n"));
}

static void what_cannot_be_read_is_a_failure(void **state)
{
	(void)state;
	cleanup(buf_free) struct buf b = BUF_INIT;

	assert_fails(xml_validate("/nowhere.xml", grammar, grammar_size, on_breach, &b),
		BIS_EIO, "/nowhere.xml: No such file");
	assert_fails(xml_validate(test_data("xml/list-broken.xml"), grammar, grammar_size,
			     on_breach, &b),
		BIS_EFORMAT, "list-broken.xml:2: <item> of line 2 is closed by </list>");
	assert_fails(
		xml_validate(test_data("xml/list-valid.xml"), "<x/>", 4, on_breach, &b),
		BIS_EFORMAT, "the grammar is no RELAX NG");
}

static void bombs_are_refused(void **state)
{
	(void)state;
	cleanup(buf_free) struct buf b = BUF_INIT;

	long n = xml_validate(
		test_data("xml/laughs.xml"), grammar, grammar_size, on_breach, &b);
	assert_true(n != 0);
	assert_true(b.size < 100000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_valid_file_has_no_breach),
		cmocka_unit_test(each_breach_has_its_line),
		cmocka_unit_test(what_cannot_be_read_is_a_failure),
		cmocka_unit_test(bombs_are_refused),
	};

	return cmocka_run_group_tests(tests, load_grammar, NULL);
}
