/* SPDX-License-Identifier: Apache-2.0
 *
 * Language tags: the cases of tests/data/cases/lang.cases, and the edges.
 */
#include "config.h"
#include "tests/text/cases.h"

#include "bisotun/text.h"
#include "src/text/lang.h"

static void check_canonical(const struct text_case *c)
{
	char canonical[LANG_MAX], again[LANG_MAX];
	int rc = lang_canonical(c->a, canonical);

	if (strcmp(c->b, "refused") == 0) {
		if (rc != BIS_EUSAGE || strcmp(canonical, "und") != 0)
			fail_msg("%s:%d: %s taken for %s", c->file, c->line, c->a,
				canonical);
		return;
	}
	if (rc < 0 || strcmp(canonical, c->b) != 0)
		fail_msg(
			"%s:%d: %s: %s, not %s", c->file, c->line, c->a, canonical, c->b);
	assert_ok(lang_canonical(canonical, again));
	assert_string_equal(again, canonical);
}

static void check_distance(const struct text_case *c)
{
	char want[LANG_MAX], have[LANG_MAX];
	int expected = strcmp(c->b, "no") == 0 ? -1 : (int)strtol(c->b, NULL, 10);

	assert_int_equal(sscanf(c->a, "%63s %63s", want, have), 2);
	int distance = lang_distance(want, have), back = lang_distance(have, want);
	if (distance != expected || back != expected)
		fail_msg(
			"%s:%d: %s: %d, back %d", c->file, c->line, c->a, distance, back);
}

static void check_name(const struct text_case *c)
{
	char name[128];

	lang_name(c->a, name, sizeof(name));
	if (strcmp(name, c->b) != 0)
		fail_msg("%s:%d: %s is %s", c->file, c->line, c->a, name);
}

static void check_case(const struct text_case *c)
{
	if (strcmp(c->first, "canonical") == 0)
		check_canonical(c);
	else if (strcmp(c->first, "distance") == 0)
		check_distance(c);
	else if (strcmp(c->first, "name") == 0)
		check_name(c);
	else
		fail_msg("%s:%d: %s", c->file, c->line, c->head);
}

static void reads_compares_and_names_tags(void **state)
{
	(void)state;
	for_each_case("cases/lang.cases", 100, check_case);
}

static void the_empty_tag_stays_empty(void **state)
{
	char canonical[LANG_MAX] = "xx";
	struct lang_parts parts;

	(void)state;
	assert_ok(lang_canonical("", canonical));
	assert_string_equal(canonical, "");
	assert_ok(lang_parts("", &parts));
	assert_string_equal(parts.language, "");
	assert_int_equal(lang_distance("", ""), 0);
	assert_int_equal(lang_distance("en", ""), -1);
	assert_false(lang_is_rtl(""));
}

static void says_what_is_no_tag(void **state)
{
	char canonical[LANG_MAX];

	(void)state;
	assert_fails(lang_canonical("(none)", canonical), BIS_EUSAGE,
		"\"(none)\" is no language tag");
	assert_fails(bis_lang_canonical("x y", canonical), BIS_EUSAGE, "\"x y\"");
}

static void takes_tags_of_63_bytes_and_no_longer(void **state)
{
	char tag[80] = "en-x", canonical[LANG_MAX];

	(void)state;
	while (strlen(tag) < 60)
		snprintf(tag + strlen(tag), 9, "-%.6s", "abcdef");
	assert_int_equal(strlen(tag), 60);
	assert_ok(lang_canonical(tag, canonical));
	assert_string_equal(canonical, tag);
	strcat(tag, "-gh");
	assert_ok(lang_canonical(tag, canonical));
	assert_string_equal(canonical, tag);
	strcat(tag, "i");
	assert_fails(lang_canonical(tag, canonical), BIS_EUSAGE, "is no language tag");
	/* short enough as given, but too long when spelt out */
	assert_fails(
		lang_canonical(
			"sh-x-abcdefgh-abcdefgh-abcdefgh-abcdefgh-abcdefgh-abcdefgh-a",
			canonical),
		BIS_EUSAGE, "is no language tag");
	assert_string_equal(canonical, "und");
}

static void fills_in_likely_subtags(void **state)
{
	struct lang_parts parts;

	(void)state;
	assert_ok(lang_parts("zh-TW", &parts));
	assert_string_equal(parts.language, "zh");
	assert_string_equal(parts.script, "Hant");
	assert_string_equal(parts.region, "TW");
	assert_true(parts.region_given);
	assert_false(parts.script_given);
	assert_ok(lang_parts("uz-Cyrl", &parts));
	assert_string_equal(parts.script, "Cyrl");
	assert_string_equal(parts.region, "UZ");
	assert_true(parts.script_given);
	assert_false(parts.region_given);
	assert_ok(lang_parts("und", &parts));
	assert_string_equal(parts.language, "und");
	assert_string_equal(parts.script, "");
	assert_ok(lang_parts("x-foo", &parts));
	assert_string_equal(parts.script, "");
	assert_ok(lang_parts("en-US-u-ca-gregory", &parts));
	assert_string_equal(parts.region, "US");
}

static void knows_what_runs_from_right_to_left(void **state)
{
	static const char *const rtl[] = { "ar", "fa", "ur-PK", "he", "ug", "ks-Arab",
		"uz-AF" };
	static const char *const ltr[] = { "en", "ru", "zh-Hans", "uz", "ks-Deva", "und",
		"x-ar" };

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(rtl); i++)
		assert_true(bis_lang_is_rtl(rtl[i]));
	for (size_t i = 0; i < N_ELEMENTS(ltr); i++)
		assert_false(bis_lang_is_rtl(ltr[i]));
}

static void a_name_is_cut_to_what_there_is_room_for(void **state)
{
	char name[32];

	(void)state;
	memset(name, '#', sizeof(name));
	bis_lang_name("ru", name, 5);
	assert_string_equal(name, "Russ");
	bis_lang_name("ru", name, 1);
	assert_string_equal(name, "");
	bis_lang_name("nb", name, 12); /* Norwegian Bokmål */
	assert_string_equal(name, "Norwegian B");
	bis_lang_name("nb", name, 16);
	assert_string_equal(name, "Norwegian Bokm"); /* no half å */
	assert_int_equal(name[20], '#');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_compares_and_names_tags),
		cmocka_unit_test(the_empty_tag_stays_empty),
		cmocka_unit_test(says_what_is_no_tag),
		cmocka_unit_test(takes_tags_of_63_bytes_and_no_longer),
		cmocka_unit_test(fills_in_likely_subtags),
		cmocka_unit_test(knows_what_runs_from_right_to_left),
		cmocka_unit_test(a_name_is_cut_to_what_there_is_room_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
