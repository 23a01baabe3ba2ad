/* SPDX-License-Identifier: Apache-2.0
 *
 * Dates: the cases of tests/data/cases/dates.cases, and the table of their names.
 */
#include "config.h"
#include "tests/text/cases.h"

#include "src/base/assets.h"
#include "src/text/dates.h"
#include "src/text/tokens-cut.h"

/* The dates of the text with their values, | between them. */
static void dates_of(const char *lang, const char *text, struct buf *out)
{
	struct tokens tokens = { 0 };
	struct cutter *c;
	struct dates *d;
	struct date date;
	bool any;

	assert_ok(cutter_new(lang, &c));
	assert_ok(dates_new(lang, &d));
	assert_ok(cutter_cut(c, text, strlen(text), &tokens, &any));
	for (size_t i = 0; i < tokens.n; i++) {
		size_t n = dates_at(d, text, tokens.at, tokens.n, i, &date);
		if (n == 0)
			continue;
		assert_true(any && i + n <= tokens.n);
		uint32_t begin = tokens.at[i].begin, end = tokens.at[i + n - 1].end;
		buf_addf(out, "%s%.*s=%d-%d-%d", out->size == 0 ? "" : "|",
			(int)(end - begin), text + begin, date.year, date.month,
			date.day);
		i += n - 1;
	}
	tokens_finish(&tokens);
	cutter_free(c);
	dates_free(d);
}

static void check_dates(const struct text_case *c)
{
	struct buf found = BUF_INIT;

	dates_of(c->first, c->a, &found);
	if (strcmp(buf_str(&found), c->b) != 0)
		fail_msg("%s:%d: %s: %s", c->file, c->line, c->head, buf_str(&found));
	buf_free(&found);
}

static void finds_the_dates_of_each_language(void **state)
{
	(void)state;
	for_each_case("cases/dates.cases", 60, check_dates);
}

/* Every month of the table, by each of its names, between a day and a year. */
static void every_month_of_the_table_is_found(void **state)
{
	const struct asset *table = asset_find("src/text/dates.tsv");
	char lang[16], kind[16], name[128], text[256], expected[320];
	int number, n = 0;

	(void)state;
	assert_non_null(table);
	for (const char *line = table->data; *line != '\0';) {
		struct buf found = BUF_INIT;
		bool row = sscanf(line, "%15[^\t\n]\t%15[^\t\n]\t%d\t%127[^\n]", lang,
				   kind, &number, name) == 4;
		line += strcspn(line, "\n");
		line += *line == '\n';
		if (!row || strncmp(kind, "month", 5) != 0 ||
			strcmp(kind, "month-sign") == 0)
			continue;
		snprintf(text, sizeof(text), "14 %s 2017", name);
		snprintf(expected, sizeof(expected), "%s=2017-%d-14", text, number);
		dates_of(lang, text, &found);
		assert_string_equal(buf_str(&found), expected);
		buf_free(&found);
		n++;
	}
	assert_true(n > 300);
}

static void each_language_has_twelve_months(void **state)
{
	static const char *const langs[] = { "en", "ru", "kk", "ky", "tg", "uz", "hi",
		"ur", "fa", "de", "fr", "es", "it", "pt", "tr", "uk", "be", "ar" };
	const struct asset *table = asset_find("src/text/dates.tsv");
	char row[64];

	(void)state;
	assert_non_null(table);
	for (size_t i = 0; i < N_ELEMENTS(langs); i++)
		for (int month = 1; month <= 12; month++) {
			snprintf(row, sizeof(row), "\n%s\tmonth\t%d\t", langs[i], month);
			if (strstr(table->data, row) == NULL)
				fail_msg("%s has no month %d", langs[i], month);
		}
}

static void a_language_without_names_knows_numbers(void **state)
{
	struct buf found = BUF_INIT;

	(void)state;
	dates_of("eo", "la 14.04.2017, 14 April 2017", &found);
	assert_string_equal(buf_str(&found), "14.04.2017=2017-4-14");
	buf_free(&found);
	dates_free(NULL);
}

static void a_region_or_script_changes_nothing(void **state)
{
	struct buf found = BUF_INIT;

	(void)state;
	dates_of("en-GB", "14 April 2017", &found);
	buf_addc(&found, '\n');
	dates_of("zh-Hant", "民國106年4月14號", &found);
	assert_string_equal(buf_str(&found), "14 April 2017=2017-4-14\n|4月14號=0-4-14");
	buf_free(&found);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_dates_of_each_language),
		cmocka_unit_test(every_month_of_the_table_is_found),
		cmocka_unit_test(each_language_has_twelve_months),
		cmocka_unit_test(a_language_without_names_knows_numbers),
		cmocka_unit_test(a_region_or_script_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
