/* SPDX-License-Identifier: Apache-2.0
 *
 * The project's file, and reports of old findings.
 */
#include "config.h"
#include "tests/test.h"

#include "src/base/buf.h"
#include "src/check/baseline.h"
#include "src/check/project.h"
#include "src/check/rules.h"

static struct project *parsed(const char *text)
{
	struct project *p;

	assert_ok(project_parse("p", text, strlen(text), &p));
	return p;
}

static void of_several_rows_the_last_counts(void **state)
{
	struct project *p = parsed("\xef\xbb\xbfseverity\t*\terror\nseverity\tTYP\tnote\n"
				   "off\tTYP\non\tTYP-QUOTES\noff\tname-mixed\n"
				   "on\tNAME\n");

	(void)state;
	assert_int_equal(
		project_severity(p, &rule_typ_quotes, SEVERITY_WARNING), SEVERITY_NOTE);
	assert_int_equal(
		project_severity(p, &rule_term_forbidden, SEVERITY_NOTE), SEVERITY_ERROR);
	assert_int_equal(project_wish(p, &rule_typ_quotes), 1);
	assert_int_equal(project_wish(p, &rule_typ_repeat), -1);
	assert_int_equal(project_wish(p, &rule_name_mixed), 1);
	assert_int_equal(project_wish(p, &rule_term_mixed), 0);
	project_free(p);
}

static void no_project_decides_nothing(void **state)
{
	struct told told = { .rule = &rule_typ_repeat };

	(void)state;
	assert_int_equal(
		project_severity(NULL, &rule_typ_quotes, SEVERITY_NOTE), SEVERITY_NOTE);
	assert_int_equal(project_wish(NULL, &rule_typ_quotes), 0);
	assert_false(project_excepts(NULL, &rule_typ_quotes, "en"));
	assert_int_equal(project_ignores(NULL, &told), 0);
}

static void exceptions_know_relatives_of_a_language(void **state)
{
	struct project *p = parsed("except\tTYP\ten\tzh_CN\n");

	(void)state;
	assert_true(project_excepts(p, &rule_typ_quotes, "en-GB"));
	assert_true(project_excepts(p, &rule_typ_quotes, "zh"));
	assert_false(project_excepts(p, &rule_typ_quotes, "zh-TW"));
	assert_false(project_excepts(p, &rule_typ_quotes, "ru"));
	assert_false(project_excepts(p, &rule_typ_quotes, ""));
	assert_false(project_excepts(p, &rule_name_mixed, "en"));
	project_free(p);
}

static void ignores_by_concept_and_by_finding(void **state)
{
	struct project *p =
		parsed("ignore\tNAME\tconcept\tp-fedotov\this own spelling\t2026-11-22\n"
		       "ignore\t*\tfinding\t0123456789abcdef\tquoted\t2026-11-22\n");
	struct told told = { .rule = &rule_name_mixed,
		.file = "a.txt",
		.text = "Yuri Fedotov",
		.concept = "p-fedotov",
		.fingerprint = "ffff456789abcdef" };

	(void)state;
	assert_int_equal(project_ignores(p, &told), 1);
	told.rule = &rule_term_mixed;
	assert_int_equal(project_ignores(p, &told), 0);
	told.fingerprint = "0123456789abcdef";
	assert_int_equal(project_ignores(p, &told), 1);
	project_free(p);
}

static void rows_on_one_thing_come_together(void **state)
{
	struct project *p = parsed("ignore\tNAME\ttext\tBye  Bye\tsong\t2026-11-22\n"
				   "ignore\tTYP-REPEAT\ttext\tbye bye\tso\t2026-11-22\n"
				   "ignore\tTERM\tfile\told-*\tso\t2026-11-22\n"
				   "ignore\tNAME\tfile\told-*\tso\t2026-11-22\n");
	struct told told = { .rule = &rule_name_mixed,
		.file = "a.txt",
		.text = "bye bye",
		.concept = "",
		.fingerprint = "" };

	(void)state;
	assert_int_equal(project_ignores(p, &told), 1);
	told.rule = &rule_typ_repeat;
	assert_int_equal(project_ignores(p, &told), 1);
	told.rule = &rule_term_mixed;
	assert_int_equal(project_ignores(p, &told), 0);
	told.file = "of/old-1.txt";
	assert_int_equal(project_ignores(p, &told), 1);
	told.rule = &rule_typ_quotes;
	assert_int_equal(project_ignores(p, &told), 0);
	project_free(p);
}

static void any_number_of_words_may_be_ignored(void **state)
{
	enum { MANY = 100000 };
	cleanup(buf_free) struct buf text = BUF_INIT;
	struct told told = { .rule = &rule_name_mixed, .file = "a", .concept = "" };
	struct project *p;

	(void)state;
	for (int i = 0; i < MANY; i++)
		buf_addf(&text, "ignore\tNAME\ttext\tWord %d\tbecause\t2026-11-22\n",
			i * 7 % MANY);
	p = parsed(buf_str(&text));
	told.fingerprint = "";
	told.text = "word 99999";
	assert_int_equal(project_ignores(p, &told), 1);
	told.text = "word 100000";
	assert_int_equal(project_ignores(p, &told), 0);
	project_free(p);
}

static void patterns_and_exceptions_are_to_be_few(void **state)
{
	static const char *const rows[][2] = {
		{ "ignore\tNAME\tfile\ta*\twhy\t2026-11-22\n",
			"p:1001: more than 1,000 files to ignore" },
		{ "except\tNAME\tru\n", "p:1001: more than 1,000 exceptions" },
	};
	struct project *p;

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(rows); i++) {
		cleanup(buf_free) struct buf text = BUF_INIT;
		for (int k = 0; k < 1000; k++)
			buf_adds(&text, rows[i][0]);
		project_free(parsed(buf_str(&text)));
		buf_adds(&text, rows[i][0]);
		assert_fails(project_parse("p", text.data, text.size, &p), BIS_EFORMAT,
			rows[i][1]);
	}
}

#define LONG "абвгдежзийклмнопр" /* 34 bytes */

static void says_which_line_is_wrong(void **state)
{
	static const struct {
		const char *text, *said;
	} wrong[] = {
		{ "\n# x\nsilence\tTYP\n", "p:3: a row begins with severity, on" },
		{ "off TYP\n", "p:1: cells are parted by TABs, and there is only one" },
		{ "off\tTYPO\n", "p:1: there is no rule \"TYPO\"" },
		{ "off\t\n", "p:1: there is no rule \"\"" },
		{ "severity\tTYP\thigh\n", "p:1: a severity is note, warning or error" },
		{ "severity\tTYP\n", "p:1: a severity is note, warning or error" },
		{ "off\tTYP\tnow\n", "p:1: one cell too many: \"now\"" },
		{ "except\tTYP\n", "p:1: an exception needs a language" },
		{ "except\tTYP\tnone of them\n", "p:1: this is no language" },
		{ "ignore\tTYP\tword\tx\twhy\t2026-11-22\n",
			"p:1: what is ignored is a text" },
		{ "ignore\tTYP\ttext\t\twhy\t2026-11-22\n", "p:1: nothing is said" },
		{ "ignore\tTYP\ttext\tthe the\t\t2026-11-22\n",
			"p:1: an ignore needs a reason behind \"the the\"" },
		{ "ignore\tTYP\ttext\tthe the\tstyle\n", "p:1: an ignore needs the day" },
		{ "ignore\tTYP\ttext\tthe the\tstyle\t2026-02-30\n",
			"an ignore needs the day it was decided (YYYY-MM-DD), not "
			"\"2026-02-30\"" },
		{ "ignore\tTYP\ttext\tx\ty\t2026-11-22\tz\n", "p:1: one cell too many" },
		{ "1\t2\t3\t4\t5\t6\t7\t8\t9\n", "p:1: there are too many cells" },
		{ "off\tTYP\n\xff\n", "p:2: not UTF-8" },
		{ "off\t" LONG LONG LONG LONG "\n",
			"p:1: there is no rule \"" LONG LONG "абвгд…пр" LONG "\"" },
	};
	struct project *p;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_fails(project_parse("p", wrong[i].text, strlen(wrong[i].text), &p),
			BIS_EFORMAT, wrong[i].said);
	assert_fails(
		project_parse("p", "off\0\tTYP\n", 9, &p), BIS_EFORMAT, "p:1: this is no");
}

/* --- reports of old findings --- */

/* Cases are written with ' for ". */
static size_t unquote(const char *text, char out[512])
{
	size_t size = strlen(text);

	assert_true(size < 512);
	for (size_t i = 0; i <= size; i++)
		out[i] = text[i] == '\'' ? '"' : text[i];
	return size;
}

static struct baseline *report(const char *text)
{
	char json[512];
	struct baseline *b;

	assert_ok(baseline_parse("r", json, unquote(text, json), &b));
	return b;
}

static void assert_refused(const char *text, const char *message)
{
	char json[512];
	struct baseline *b;

	assert_fails(
		baseline_parse("r", json, unquote(text, json), &b), BIS_EFORMAT, message);
}

#define AA "00000000000000aa"
#define BB "fedcba98765432bb"
#define CC "00000000000000cc"

static void reads_fingerprints_of_every_form_of_report(void **state)
{
	static const char *const forms[] = {
		"{'fingerprint':'" AA "'}\n{'x':[1,true,null],'fingerprint' : \n'" BB
		"'}\n",
		"\xef\xbb\xbf{'items':[{'rule':'A','fingerprint':'" BB "'},"
		"{'fingerprint':'" AA "','rule':'A'}]}",
		"{'runs':[{'results':[{'ruleId':'A','partialFingerprints':"
		"{'bisotun/v1':'" AA "','other/v1':'" CC "'}},"
		"{'partialFingerprints':{'bisotun\\/v1':'" BB "'},'ruleId':'B'}]}]}",
	};

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(forms); i++) {
		struct baseline *b = report(forms[i]);
		assert_int_equal(baseline_count(b), 2);
		assert_true(baseline_has(b, AA));
		assert_true(baseline_has(b, BB));
		assert_false(baseline_has(b, CC));
		baseline_free(b);
	}
}

static void words_that_look_like_fingerprints_are_none(void **state)
{
	struct baseline *b = report(
		"{'schema':'bisotun.finding/1','text':'\\\\','message':"
		"'\\'fingerprint\\':\\'" AA "\\'','why':'fingerprint','a':'" BB "',"
		"'fingerprint':['" CC "'],'fingerprint':1}");

	(void)state;
	assert_int_equal(baseline_count(b), 0);
	baseline_free(b);
}

static void a_report_without_findings_is_one(void **state)
{
	static const char *const forms[] = { "", "\n",
		"{'schema': 'bisotun.finding/1', 'items': []}",
		"{'version':'2.1.0','runs':[{'tool':{},'results':[]}]}" };

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(forms); i++) {
		struct baseline *b = report(forms[i]);
		assert_false(baseline_has(b, AA));
		baseline_free(b);
	}
}

static void what_is_no_report_is_refused_with_its_line(void **state)
{
	static const struct {
		const char *text, *message;
	} wrong[] = {
		{ "a.txt:1:2: warning: x", "r:1: this is no report of findings" },
		{ "\n'fingerprint'", "r:2: this is no report" },
		{ "\xff\xfe{", "r:1: this is no report" },
		{ "{'name':'x',\n'version':'1'}", "r:2: this is no report" },
		{ "{'schema':'bisotun.names/1'}", "r:1: this is no report" },
		{ "[]", "r:1: this is no report" },
		{ "{'fingerprint':'" AA "'}\nbisotun: no base\n",
			"r:2: this is no report" },
		{ "{'fingerprint':'" AA "'}}", "r:1: this is no report" },
		{ "{'items':[{'fingerprint':'" AA "'},\n", "r:2: the report breaks off" },
		{ "{'fingerprint':'aa", "r:1: the report breaks off" },
		{ "{'fingerprint':'" AA "','rule':'A'}\n{'rule':'B',\n'line':1}",
			"r:2: a finding without a fingerprint" },
		{ "{'rule':'A','fingerprint':'0123'}",
			"r:1: a finding without a fingerprint" },
		{ "{'runs':[{'results':[\n{'ruleId':'other'}]}]}",
			"r:2: a finding without a fingerprint" },
	};

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(wrong); i++)
		assert_refused(wrong[i].text, wrong[i].message);
	struct baseline *b;
	assert_fails(baseline_read("/nowhere.json", &b), BIS_EIO, "/nowhere.json");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_several_rows_the_last_counts),
		cmocka_unit_test(no_project_decides_nothing),
		cmocka_unit_test(exceptions_know_relatives_of_a_language),
		cmocka_unit_test(ignores_by_concept_and_by_finding),
		cmocka_unit_test(rows_on_one_thing_come_together),
		cmocka_unit_test(any_number_of_words_may_be_ignored),
		cmocka_unit_test(patterns_and_exceptions_are_to_be_few),
		cmocka_unit_test(says_which_line_is_wrong),
		cmocka_unit_test(reads_fingerprints_of_every_form_of_report),
		cmocka_unit_test(words_that_look_like_fingerprints_are_none),
		cmocka_unit_test(a_report_without_findings_is_one),
		cmocka_unit_test(what_is_no_report_is_refused_with_its_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
