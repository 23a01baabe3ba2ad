/* SPDX-License-Identifier: Apache-2.0
 *
 * Look-alikes: which words are told, and what they are put right to.
 */
#include "config.h"
#include "src/text/spoof.h"

#include "tests/test.h"

static int make(void **state)
{
	return spoof_new((struct spoof **)state);
}

static int unmake(void **state)
{
	spoof_free(*state);
	return 0;
}

static void check(void **state, const char *word, int expected, const char *script,
	const char *plain)
{
	struct buf out = BUF_INIT;
	char found[5];
	int rc = spoof_word(*state, word, strlen(word), found, &out);

	assert_ok(rc);
	if (rc != expected || (script != NULL && strcmp(script, found) != 0) ||
		strcmp(plain, buf_str(&out)) != 0)
		fail_msg("\"%s\": %d, %s, \"%s\"", word, rc, found, buf_str(&out));
	buf_free(&out);
}

static void tells_a_letter_of_another_script(void **state)
{
	check(state, "Кhaidarzоda", 1, "Latn", "Khaidarzoda"); /* К о Cyrillic */
	check(state, "Hapзуллаев", 1, "Cyrl", "Нарзуллаев");   /* H a p Latin */
	check(state, "Mоsсow", 1, "Latn", "Moscow");
	check(state, "Нур-Cултан", 1, "Cyrl", "Нур-Султан");
}

static void leaves_words_of_one_script_alone(void **state)
{
	check(state, "Khaidarzoda", 0, NULL, "");
	check(state, "Хайдарзода", 0, NULL, "");
	check(state, "сосна", 0, NULL, ""); /* every letter looks Latin */
	check(state, "习近平", 0, NULL, "");
	check(state, "शर्मा", 0, NULL, "");
	check(state, "", 0, NULL, "");
}

static void parts_joined_by_a_hyphen_may_differ(void **state)
{
	check(state, "IT-компания", 0, NULL, "");
	check(state, "web-сайт", 0, NULL, "");
}

static void says_nothing_plain_where_a_letter_has_no_double(void **state)
{
	check(state, "Mосквf", 1, "Cyrl", ""); /* M has one, f has none */
	check(state, "Москваf", 0, NULL, "");
}

static void takes_no_harm_from_odd_input(void **state)
{
	char plain[2000];

	memset(plain, 'a', sizeof(plain) - 1);
	plain[sizeof(plain) - 1] = '\0';
	check(state, plain, 0, NULL, "");
	check(state, "\xff\xfe", 0, NULL, "");
	check(state, "\xf0\x9d\x90\x80x", 0, NULL, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_a_letter_of_another_script),
		cmocka_unit_test(leaves_words_of_one_script_alone),
		cmocka_unit_test(parts_joined_by_a_hyphen_may_differ),
		cmocka_unit_test(says_nothing_plain_where_a_letter_has_no_double),
		cmocka_unit_test(takes_no_harm_from_odd_input),
	};

	return cmocka_run_group_tests(tests, make, unmake);
}
