/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/test.h"

#include "src/text/regex.h"

static struct regex *regex(const char *pattern)
{
	struct regex *r;

	assert_ok(regex_new(pattern, &r));
	return r;
}

/* "2-5 7-9": the matches of a pattern in a text. */
static const char *matches(const char *pattern, const char *text)
{
	static char found[256];
	struct regex *r = regex(pattern);
	size_t begin, end, n = 0;
	int rc;

	found[0] = '\0';
	assert_ok(regex_start(r, text, strlen(text)));
	while ((rc = regex_next(r, &begin, &end)) > 0)
		n += (size_t)snprintf(found + n, sizeof(found) - n, "%s%zu-%zu",
			n == 0 ? "" : " ", begin, end);
	assert_int_equal(rc, 0);
	assert_int_equal(regex_holds(r, text, strlen(text)), found[0] != '\0');
	regex_free(r);
	return found;
}

static void finds_what_it_describes(void **state)
{
	(void)state;
	assert_string_equal(matches("файл(ы|ов)?", "в файле и файлов"), "2-6 10-16");
	assert_string_equal(matches("\\d{4}", "in 2017 and 20189"), "3-7 12-16");
	assert_string_equal(matches("x", "no such letter in here"), "");
	assert_string_equal(matches("(?i)FILE", "a File, a file"), "2-6 10-14");
	assert_string_equal(matches("a", ""), "");
}

static void counts_code_points(void **state)
{
	(void)state;
	/* two of UTF-16 each, one code point */
	assert_string_equal(matches("b", "\U0001F600b\U0001F600\U0001F600b"), "1-2 4-5");
	assert_string_equal(matches("毒", "缉毒署缉毒"), "1-2 4-5");
}

static void passes_over_matches_of_nothing(void **state)
{
	(void)state;
	assert_string_equal(matches("a*", "baab"), "1-3");
	assert_string_equal(matches("^", "baab"), "");
}

static void says_what_is_wrong_with_a_pattern(void **state)
{
	struct regex *r;

	(void)state;
	assert_fails(regex_new("a(b", &r), BIS_EUSAGE, "\"a(b\": a parenthesis");
	assert_null(r);
	assert_fails(regex_new("", &r), BIS_EUSAGE, "empty");
	assert_fails(regex_new("[a", &r), BIS_EUSAGE, "[");
	assert_fails(regex_new("*a", &r), BIS_EUSAGE, "repeated");
	assert_fails(regex_new("\\p{Nonsense}", &r), BIS_EUSAGE, "property");
}

static void ends_patterns_that_would_take_for_ever(void **state)
{
	char text[64];
	struct regex *r = regex("(a|aa)+$");

	(void)state;
	memset(text, 'a', 60);
	text[60] = 'b';
	assert_fails(regex_holds(r, text, 61), BIS_EUSAGE, "too long");
	/* and is good for others */
	assert_int_equal(regex_holds(r, "aa", 2), 1);
	regex_free(r);
}

static void ends_patterns_that_would_take_endless_memory(void **state)
{
	size_t size = 4 << 20;
	char *text = malloc(size);
	struct regex *r = regex("(ab|a|b)*c");

	(void)state;
	assert_non_null(text);
	memset(text, 'a', size);
	assert_fails(regex_holds(r, text, size), BIS_EUSAGE, "memory");
	regex_free(r);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_what_it_describes),
		cmocka_unit_test(counts_code_points),
		cmocka_unit_test(passes_over_matches_of_nothing),
		cmocka_unit_test(says_what_is_wrong_with_a_pattern),
		cmocka_unit_test(ends_patterns_that_would_take_for_ever),
		cmocka_unit_test(ends_patterns_that_would_take_endless_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
