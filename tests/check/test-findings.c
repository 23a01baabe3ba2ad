/* SPDX-License-Identifier: Apache-2.0
 *
 * From findings to what is told: places, order, severities, what is left out,
 * fingerprints.
 */
#include "config.h"
#include "tests/check/check-text.h"

#include <sys/stat.h>
#include <unistd.h>

#include "src/check/findings.h"
#include "src/check/reading.h"
#include "src/check/rules.h"

#define SLIP "The council met the the head."

/* A file in the folder of the test. */
static void write_file(const char *name, const char *text)
{
	FILE *f = fopen(name, "w");

	assert_non_null(f);
	assert_int_equal(fputs(text, f) >= 0, 1);
	assert_int_equal(fclose(f), 0);
}

static int make_folder(void **state)
{
	static char folder[] = "findings-XXXXXX";

	strcpy(folder, "findings-XXXXXX");
	if (mkdtemp(folder) == NULL || chdir(folder) < 0)
		return -1;
	*state = folder;
	return 0;
}

static int remove_folder(void **state)
{
	static const char *const names[] = { "project", "old.json", ".bisotun-check",
		"a.txt", "b.txt", "sub/.bisotun-check", "sub/a.txt", NULL };

	for (const char *const *name = names; *name != NULL; name++)
		unlink(*name);
	rmdir("sub");
	return chdir("..") < 0 || rmdir(*state) < 0 ? -1 : 0;
}

static const struct bis_finding *only_finding(bis_checker *c)
{
	const struct bis_finding *f;

	assert_int_equal(bis_checker_next(c, &f), 1);
	return f;
}

static void places_count_characters_bytes_and_units(void **state)
{
	static const char text[] = "\xef\xbb\xbf"
				   "Первая.\n\n«𝒳» the the end";
	struct bis_check_options options = { .lang = "en", .date = "2020-01-31" };
	bis_checker *c = checker_of(NULL, &options);

	(void)state;
	assert_ok(bis_checker_text(c, "a.txt", text, strlen(text)));
	const struct bis_finding *f;
	do
		f = only_finding(c);
	while (strcmp(f->rule, "TYP-REPEAT") != 0);
	assert_string_equal(f->text, "the the");
	assert_string_equal(f->file, "a.txt");
	assert_string_equal(f->severity, "warning");
	assert_int_equal(f->at.line, 3);
	assert_int_equal(f->at.column, 5);
	assert_int_equal(f->at.end_line, 3);
	assert_int_equal(f->at.end_column, 12);
	assert_int_equal(f->at.bytes[0], 27);
	assert_int_equal(f->at.bytes[1], 34);
	assert_int_equal(f->at.utf16[1] - f->at.utf16[0], 7);
	assert_string_equal(f->context, "«𝒳» the the end");
	assert_int_equal(f->mark[0], 9);
	assert_int_equal(f->mark[1], 16);
	const struct bis_checked *checked = bis_checker_last(c);
	assert_string_equal(checked->date, "2020-01-31");
	assert_string_equal(checked->lang, "en");
	assert_string_equal(checked->type, "text");
	assert_int_equal(checked->paragraphs, 2);
	assert_true(checked->fixable);
	bis_checker_close(c);
}

static void a_long_line_is_cut_around_the_place(void **state)
{
	struct buf text = BUF_INIT;
	struct bis_check_options options = { .lang = "en" };
	bis_checker *c = checker_of(NULL, &options);

	(void)state;
	for (int i = 0; i < 1000; i++)
		buf_adds(&text, i == 500 ? "of of " : "слово дело ");
	assert_ok(bis_checker_text(c, "a.txt", buf_str(&text), text.size));
	const struct bis_finding *f = only_finding(c);
	assert_true(strlen(f->context) < 400);
	assert_int_equal(strncmp(f->context + f->mark[0], "of of", 5), 0);
	assert_int_equal(f->mark[1] - f->mark[0], 5);
	bis_checker_close(c);
	buf_free(&text);
}

static void findings_stand_in_order_of_place(void **state)
{
	struct bis_check_options options = { .lang = "en" };
	bis_checker *c = checker_of(NULL, &options);

	(void)state;
	assert_findings(c, "A  b (c , of of",
		"TYP-DOUBLESPACE \"  \" > \" \" | TYP-BRACKETS \"(\" | "
		"TYP-PUNCSPACE \" \" > \"\" | TYP-REPEAT \"of of\" > \"of\"");
	bis_checker_close(c);
}

static void rules_are_chosen_by_id_or_family(void **state)
{
	static const char *const one[] = { "typ-repeat" }, *const family[] = { "TYP" },
				 *const none[] = { "TYP-REPEAT", "TYP-DOUBLESPACE" },
				 *const wrong[] = { "TYPO" };
	struct bis_check_options options = { .lang = "en", .rules = one, .n_rules = 1 };
	bis_checker *c = checker_of(NULL, &options);

	(void)state;
	assert_findings(c, "A  b of of", "TYP-REPEAT \"of of\" > \"of\"");
	bis_checker_close(c);
	options = (struct bis_check_options){ .lang = "en",
		.rules = family,
		.n_rules = 1,
		.no_rules = none,
		.n_no_rules = 2 };
	c = checker_of(NULL, &options);
	assert_findings(c, "A  b of of (", "TYP-BRACKETS \"(\"");
	bis_checker_close(c);
	options = (struct bis_check_options){ .rules = wrong, .n_rules = 1 };
	assert_fails(bis_checker_open(NULL, &options, &c), BIS_EUSAGE,
		"there is no rule \"TYPO\"");
}

static void options_that_make_no_sense_are_refused(void **state)
{
	bis_checker *c;

	(void)state;
	assert_fails(bis_checker_open(
			     NULL, &(struct bis_check_options){ .date = "14.04.17" }, &c),
		BIS_EUSAGE, "is no day");
	assert_fails(bis_checker_open(
			     NULL, &(struct bis_check_options){ .level = "info" }, &c),
		BIS_EUSAGE, "there is no level \"info\"");
	assert_fails(
		bis_checker_open(NULL, &(struct bis_check_options){ .lang = "e" }, &c),
		BIS_EUSAGE, "\"e\"");
	assert_fails(bis_checker_open(NULL,
			     &(struct bis_check_options){ .config = "nowhere" }, &c),
		BIS_EIO, "nowhere");
}

static void every_rule_has_an_id_a_severity_and_a_summary(void **state)
{
	struct bis_rule rule;
	size_t n = 0;

	(void)state;
	for (; bis_rule_at(n, &rule); n++) {
		assert_non_null(strchr(rule.id, '-'));
		assert_true(severity_of_name(rule.severity) >= 0);
		assert_true(strlen(rule.summary) > 0);
		assert_int_equal(rules_named(rule.id), UINT64_C(1) << n);
	}
	assert_int_equal(n, rules_count());
	assert_false(bis_rule_at(n + 1, &rule));
}

static void a_level_leaves_out_what_is_below(void **state)
{
	struct bis_check_options options = { .lang = "en", .level = "warning" };
	bis_checker *c = checker_of(NULL, &options);

	(void)state;
	assert_findings(c, "A “b of of", "TYP-REPEAT \"of of\" > \"of\"");
	bis_checker_close(c);
	options.level = "error";
	c = checker_of(NULL, &options);
	assert_findings(c, "A “b of of", "-");
	bis_checker_close(c);
}

static void the_project_sets_severities_and_rules(void **state)
{
	struct bis_check_options options = { .lang = "en-GB", .config = "project" };

	(void)state;
	write_file("project",
		"severity\tTYP\tnote\r\nseverity\tTYP-REPEAT\terror\n"
		"# a comment\n\noff\tTYP-BRACKETS\nexcept\tTYP-QUOTES\tru\ten\n"
		"on\tTYP-NBSP\n");
	bis_checker *c = checker_of(NULL, &options);
	assert_findings(c, "A  b (of of “ No. 5",
		"TYP-DOUBLESPACE \"  \" > \" \" | TYP-REPEAT \"of of\" > \"of\" | "
		"TYP-NBSP \" \" > \"\xc2\xa0\"");
	const struct bis_finding *f;
	assert_ok(bis_checker_text(c, "a.txt", "a  b of of", 10));
	assert_string_equal(only_finding(c)->severity, "note");
	assert_string_equal(only_finding(c)->severity, "error");
	assert_int_equal(bis_checker_next(c, &f), 0);
	bis_checker_close(c);
}

static void the_file_beside_a_text_is_its_project(void **state)
{
	struct bis_check_options options = { .lang = "en" };
	const struct bis_finding *f;

	(void)state;
	assert_int_equal(mkdir("sub", 0700), 0);
	write_file("sub/.bisotun-check", "off\tTYP-REPEAT\n");
	write_file("sub/a.txt", "of of");
	write_file("a.txt", "of of");
	bis_checker *c = checker_of(NULL, &options);
	assert_ok(bis_checker_read(c, "sub/a.txt", NULL));
	assert_int_equal(bis_checker_next(c, &f), 0);
	assert_ok(bis_checker_read(c, "a.txt", NULL));
	assert_int_equal(bis_checker_next(c, &f), 1);
	bis_checker_close(c);
	options.config = "";
	c = checker_of(NULL, &options);
	assert_ok(bis_checker_read(c, "sub/a.txt", NULL));
	assert_int_equal(bis_checker_next(c, &f), 1);
	bis_checker_close(c);
}

static void what_is_ignored_is_counted(void **state)
{
	static const struct {
		const char *row;
		bool ignored;
	} rows[] = {
		{ "ignore\tTYP-REPEAT\ttext\tTHE  the\thouse style\t2026-11-22\n", true },
		{ "ignore\t*\tfile\t*.txt\tnot ours\t2026-11-22\n", true },
		{ "ignore\tTYP\tfile\tnews/a.*\tnot ours\t2026-11-22\n", true },
		{ "ignore\tTYP\tfile\tolds/a.*\tnot ours\t2026-11-22\n", false },
		{ "ignore\tTYP-REPEAT\ttext\tthe the head\thouse style\t2026-11-22\n",
			false },
		{ "ignore\tTYP-QUOTES\ttext\tthe the\thouse style\t2026-11-22\n", false },
		{ "ignore\t*\tconcept\tsco\thouse style\t2026-11-22\n", false },
	};
	struct bis_check_options options = { .lang = "en", .config = "project" };
	const struct bis_finding *f;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		write_file("project", rows[i].row);
		bis_checker *c = checker_of(NULL, &options);
		assert_ok(bis_checker_text(c, "news/a.txt", SLIP, strlen(SLIP)));
		assert_int_equal(bis_checker_next(c, &f), rows[i].ignored ? 0 : 1);
		assert_int_equal(bis_checker_last(c)->suppressed, rows[i].ignored);
		bis_checker_close(c);
	}
}

static void fingerprint_of(bis_checker *c, const char *name, const char *text, size_t nth,
	char out[FINGERPRINT_SIZE])
{
	const struct bis_finding *f;

	assert_ok(bis_checker_text(c, name, text, strlen(text)));
	do
		assert_int_equal(bis_checker_next(c, &f), 1);
	while (nth-- > 0);
	strcpy(out, f->fingerprint);
}

static void fingerprints_outlive_what_is_written_elsewhere(void **state)
{
	struct bis_check_options options = { .lang = "en", .level = "warning" };
	bis_checker *c = checker_of(NULL, &options);
	char one[FINGERPRINT_SIZE], other[FINGERPRINT_SIZE];

	(void)state;
	fingerprint_of(c, "a.txt", SLIP, 0, one);
	assert_int_equal(strlen(one), 16);
	fingerprint_of(c, "sub/a.txt", "New.\n\nWords.\n" SLIP "\nAnd more.", 0, other);
	assert_string_equal(one, other);
	fingerprint_of(c, "b.txt", SLIP, 0, other);
	assert_string_not_equal(one, other);
	fingerprint_of(c, "a.txt", "The board met the the head.", 0, other);
	assert_string_not_equal(one, other);
	/* equal ones are told apart by their number */
	fingerprint_of(c, "a.txt", SLIP "\n" SLIP, 0, other);
	assert_string_equal(one, other);
	fingerprint_of(c, "a.txt", SLIP "\n" SLIP, 1, other);
	assert_string_not_equal(one, other);
	bis_checker_close(c);
}

static void a_baseline_leaves_out_old_findings(void **state)
{
	static const char news[] = SLIP "\n\nIt met the the other.";
	struct bis_check_options options = { .lang = "en" };
	bis_checker *c = checker_of(NULL, &options);
	char print[FINGERPRINT_SIZE], report[200];
	const struct bis_finding *f;

	(void)state;
	fingerprint_of(c, "a.txt", SLIP, 0, print);
	bis_checker_close(c);
	snprintf(report, sizeof(report),
		"{\"schema\":\"bisotun.finding/1\",\"text\":\"\\\"fingerprint\\\": "
		"\\\"0\\\"\",\"fingerprint\": \"%s\"}\n",
		print);
	write_file("old.json", report);
	options.baseline = "old.json";
	c = checker_of(NULL, &options);
	assert_ok(bis_checker_text(c, "a.txt", news, strlen(news)));
	assert_int_equal(bis_checker_next(c, &f), 1);
	assert_int_equal(f->at.line, 3);
	assert_int_equal(bis_checker_next(c, &f), 0);
	assert_int_equal(bis_checker_last(c)->known_old, 1);
	bis_checker_close(c);
}

static void a_kept_place_can_be_told_of_at_the_end(void **state)
{
	static const char text[] = "First.\nMurtazo Haydarzoda spoke.\n";
	struct bis_check_options options = { .lang = "en", .config = "project" };
	struct checking checking = { 0 };
	struct reading r = { 0 };
	struct keep keep = { 0 };
	struct kept_place place;
	struct findings findings = { 0 };
	struct shown_finding shown = { 0 };
	struct found f = { .rule = &rule_name_mixed,
		.severity = SEVERITY_ERROR,
		.message = "two spellings" };

	(void)state;
	write_file("project", "severity\tNAME-MIXED\tnote\n");
	assert_ok(checking_begin(&checking, NULL, &options));
	assert_ok(reading_of_bytes(&r, &checking, "a.txt", text, strlen(text)));
	assert_ok(place_keep(&keep, &r, 7, 25, &place));
	reading_finish(&r);
	assert_ok(reading_of_nothing(&r, &checking));
	assert_ok(found_elsewhere(&r, &f, &place));
	assert_ok(found_elsewhere(&r, &f, &place));
	assert_ok(findings_settle(&r, NULL, &findings));
	assert_int_equal(findings.n, 1); /* one place, one finding */
	assert_ok(finding_show(&r, &findings.at[0], &shown));
	assert_string_equal(shown.finding.file, "a.txt");
	assert_string_equal(shown.finding.severity, "note");
	assert_string_equal(shown.finding.text, "Murtazo Haydarzoda");
	assert_string_equal(shown.finding.context, "Murtazo Haydarzoda spoke.");
	assert_int_equal(shown.finding.at.line, 2);
	assert_int_equal(shown.finding.at.end_column, 19);
	assert_int_equal(strlen(shown.finding.fingerprint), 16);
	findings_finish(&findings);
	shown_finish(&shown);
	reading_finish(&r);
	keep_finish(&keep);
	checking_finish(&checking);
}

static void too_many_of_a_rule_are_counted_only(void **state)
{
	struct buf text = BUF_INIT;
	struct bis_check_options options = { .lang = "en" };
	const struct bis_finding *f;
	size_t n = 0;
	bis_checker *c = checker_of(NULL, &options);

	(void)state;
	for (int i = 0; i < FOUND_MAX + 7; i++)
		buf_adds(&text, "a  b\n");
	buf_adds(&text, "of of\n");
	assert_ok(bis_checker_text(c, "a.txt", buf_str(&text), text.size));
	while (bis_checker_next(c, &f) == 1)
		n++;
	assert_int_equal(n, FOUND_MAX + 1);
	assert_int_equal(bis_checker_last(c)->beyond, 7);
	bis_checker_close(c);
	buf_free(&text);
}

static void a_text_that_cannot_be_read_leaves_the_checker_whole(void **state)
{
	bis_checker *c = checker_of(NULL, NULL);
	const struct bis_finding *f;
	size_t n;

	(void)state;
	assert_findings(c, SLIP, "TYP-REPEAT \"the the\" > \"the\"");
	assert_fails(bis_checker_text(c, "b.txt", "Good.\nThe\xff the", 14), BIS_EFORMAT,
		"b.txt:2");
	assert_int_equal(bis_checker_next(c, &f), 0);
	assert_fails(bis_checker_fix(c, "b.txt", &n), BIS_EUSAGE, "no text");
	assert_fails(bis_checker_read(c, "nowhere.txt", NULL), BIS_EIO, "nowhere.txt");
	assert_findings(c, "", "-");
	assert_string_equal(bis_checker_last(c)->lang, "");
	assert_findings(c, SLIP, "TYP-REPEAT \"the the\" > \"the\"");
	assert_ok(bis_checker_end(c));
	assert_int_equal(bis_checker_next(c, &f), 0);
	bis_checker_close(c);
	bis_checker_close(NULL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(places_count_characters_bytes_and_units),
		TEST(a_long_line_is_cut_around_the_place),
		TEST(findings_stand_in_order_of_place),
		TEST(rules_are_chosen_by_id_or_family),
		TEST(options_that_make_no_sense_are_refused),
		TEST(every_rule_has_an_id_a_severity_and_a_summary),
		TEST(a_level_leaves_out_what_is_below),
		TEST(the_project_sets_severities_and_rules),
		TEST(the_file_beside_a_text_is_its_project),
		TEST(what_is_ignored_is_counted),
		TEST(fingerprints_outlive_what_is_written_elsewhere),
		TEST(a_baseline_leaves_out_old_findings),
		TEST(a_kept_place_can_be_told_of_at_the_end),
		TEST(too_many_of_a_rule_are_counted_only),
		TEST(a_text_that_cannot_be_read_leaves_the_checker_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
