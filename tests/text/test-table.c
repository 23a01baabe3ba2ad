/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include <unistd.h>

#include "src/base/buf.h"
#include "src/base/err.h"
#include "src/text/table.h"

/* Each row as "line: cell|cell;". */
static int write_down(void *ctx, const struct table_row *row)
{
	struct buf *out = ctx;

	buf_addf(out, "%ld: ", row->line);
	for (size_t i = 0; i < row->n; i++)
		buf_addf(out, "%s%s", i > 0 ? "|" : "", row->cells[i]);
	buf_adds(out, ";");
	for (size_t i = row->n; i < TABLE_CELLS; i++)
		assert_string_equal(row->cells[i], "");
	return strcmp(row->cells[0], "stop") == 0 ? table_flaw(row, "here", "stop") : 0;
}

static void rows_are(const char *text, const char *expected)
{
	cleanup(buf_free) struct buf out = BUF_INIT;

	assert_ok(table_each("t", text, strlen(text), write_down, &out));
	assert_string_equal(buf_str(&out), expected);
}

static void cuts_rows_at_tabs(void **state)
{
	(void)state;
	rows_are("a\tb c\n\td\n", "1: a|b c;2: |d;");
	rows_are("a\t\t\n", "1: a;");
	rows_are("1\t2\t3\t4\t5\t6\t7\t8\t", "1: 1|2|3|4|5|6|7|8;");
	rows_are("", "");
}

static void passes_over_comments_and_empty_lines(void **state)
{
	(void)state;
	rows_are("# of it\n\n \t\na\n#\tb\nc # d", "4: a;6: c # d;");
}

static void takes_files_of_other_systems(void **state)
{
	(void)state;
	rows_are("\xef\xbb\xbf"
		 "a\tb\r\n\r\nc\r\n",
		"1: a|b;3: c;");
}

static void fails(const char *text, size_t size, const char *said)
{
	cleanup(buf_free) struct buf out = BUF_INIT;

	assert_fails(table_each("t", text, size, write_down, &out), BIS_EFORMAT, said);
}

static void says_which_line_is_no_row(void **state)
{
	(void)state;
	fails("a\nb\xff\n", 5, "t:2: not UTF-8");
	fails("a\0b", 3, "t:1: this is no table: it has a NUL");
	fails("\n1\t2\t3\t4\t5\t6\t7\t8\tnine", 21,
		"t:2: there are too many cells; one is \"nine\"");
}

static void ends_where_a_row_is_refused(void **state)
{
	cleanup(buf_free) struct buf out = BUF_INIT;
	const char text[] = "a\nstop\nb\n";

	(void)state;
	assert_fails(table_each("t", text, strlen(text), write_down, &out), BIS_EFORMAT,
		"t:2: here \"stop\"");
	assert_string_equal(buf_str(&out), "1: a;2: stop;");
}

static void reads_a_file_up_to_a_bound(void **state)
{
	char path[] = "/tmp/bisotun-table-XXXXXX";
	cleanup(buf_free) struct buf out = BUF_INIT;
	int file = mkstemp(path);

	(void)state;
	assert_true(file >= 0);
	assert_int_equal(write(file, "a\tb\n", 4), 4);
	assert_ok(table_of_file(path, write_down, &out));
	assert_string_equal(buf_str(&out), "1: a|b;");
	assert_int_equal(ftruncate(file, (16 << 20) + 1), 0);
	close(file);
	assert_fails(table_of_file(path, write_down, &out), BIS_EFORMAT, "too big");
	unlink(path);
}

static void names_a_table_that_is_not_built_in(void **state)
{
	(void)state;
	assert_fails(
		table_of_asset("none.tsv", write_down, NULL), BIS_EDB, "none.tsv is not");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cuts_rows_at_tabs),
		cmocka_unit_test(passes_over_comments_and_empty_lines),
		cmocka_unit_test(takes_files_of_other_systems),
		cmocka_unit_test(says_which_line_is_no_row),
		cmocka_unit_test(ends_where_a_row_is_refused),
		cmocka_unit_test(reads_a_file_up_to_a_bound),
		cmocka_unit_test(names_a_table_that_is_not_built_in),
	};

	return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
