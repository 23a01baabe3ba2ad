/* SPDX-License-Identifier: Apache-2.0
 *
 * The tables' own examples run here; beside them what the engine itself must do.
 */
#include "config.h"
#include "tests/test.h"

#include "termbase/endings.h"

struct fixture {
	struct endings *shipped, *own;
	struct bases bases;
	struct buf out;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	*state = f;
	return f == NULL || endings_open(&f->shipped) < 0 || endings_empty(&f->own) < 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	endings_close(f->shipped);
	endings_close(f->own);
	bases_finish(&f->bases);
	buf_free(&f->out);
	free(f);
	return 0;
}

static const struct base_form *find(struct fixture *f, const struct endings *e,
	const char *lang, const char *word, const char *base, const char *grammatical)
{
	assert_ok(endings_bases(e, lang, word, strlen(word), &f->bases));
	for (size_t i = 0; i < f->bases.n; i++) {
		const struct base_form *b = &f->bases.at[i];
		if (strcmp(b->text, base) == 0 &&
			(grammatical == NULL || strcmp(b->grammatical, grammatical) == 0))
			return b;
	}
	return NULL;
}

static const char *put(struct fixture *f, const char *lang, const char *base,
	const struct base_form *like)
{
	buf_clear(&f->out);
	int rc = endings_put(f->shipped, lang, base, strlen(base), like, &f->out);
	assert_ok(rc);
	return rc == 1 ? buf_str(&f->out) : NULL;
}

/* What does not change has no first form, and is put as it is. */
static void check_unchanged(struct fixture *f, const struct ending_example *x)
{
	struct base_form like = { .grammatical = x->grammatical, .paradigm = "noun" };
	const char *word;

	assert_null(find(f, f->shipped, x->lang, x->word, x->base, NULL));
	word = put(f, x->lang, x->base, &like);
	assert_non_null(word);
	assert_string_equal(word, x->word);
}

static void every_example_is_found_and_put_back(void **state)
{
	struct fixture *f = *state;
	const struct ending_example *x;

	for (size_t i = 0; (x = endings_example(f->shipped, i)) != NULL; i++) {
		if (strcmp(x->word, x->base) == 0) {
			check_unchanged(f, x);
			continue;
		}
		const struct base_form *b =
			find(f, f->shipped, x->lang, x->word, x->base, x->grammatical);
		if (b == NULL)
			fail_msg("%s: %s is no %s of %s", x->lang, x->word,
				x->grammatical, x->base);
		const char *word = put(f, x->lang, x->base, b);
		if (word == NULL || strcmp(word, x->word) != 0)
			fail_msg("%s: the %s of %s is %s, not %s", x->lang,
				x->grammatical, x->base, word, x->word);
	}
}

static void every_table_has_examples(void **state)
{
	static const char *const langs[] = { "be", "kk", "ky", "ru", "tg", "uk", "uz",
		"uz-Cyrl" };
	struct fixture *f = *state;

	for (size_t l = 0; l < sizeof(langs) / sizeof(*langs); l++) {
		const struct ending_example *x;
		size_t n = 0;
		for (size_t i = 0; (x = endings_example(f->shipped, i)) != NULL; i++)
			n += strcmp(x->lang, langs[l]) == 0;
		assert_true(n >= 10);
	}
}

static void a_mans_and_a_womans_surname_are_told_apart(void **state)
{
	struct fixture *f = *state;
	const struct base_form *b;

	b = find(f, f->shipped, "ru", "Федотовой", "Федотова", "dat");
	assert_non_null(b);
	assert_true(b->feminine);
	b = find(f, f->shipped, "ru", "Федотова", "Федотов", "gen");
	assert_non_null(b);
	assert_false(b->feminine);
}

static void another_name_is_put_in_the_case_of_its_own_paradigm(void **state)
{
	struct fixture *f = *state;
	const struct base_form *b =
		find(f, f->shipped, "ru", "Федотову", "Федотов", "dat");

	assert_non_null(b);
	assert_string_equal(put(f, "ru", "Хайдарзода", b), "Хайдарзоде");
	assert_string_equal(put(f, "ru", "Барский", b), "Барскому");
	assert_string_equal(put(f, "ru", "Шевченко", b), "Шевченко");
	assert_string_equal(put(f, "ru", "ХАЯТ", b), "ХАЯТУ");
}

static void a_woman_with_a_mans_surname_is_not_declined(void **state)
{
	struct fixture *f = *state;
	const struct base_form *b =
		find(f, f->shipped, "ru", "Ивановой", "Иванова", "gen");

	assert_non_null(b);
	assert_string_equal(put(f, "ru", "Шмидт", b), "Шмидт");
}

static void regions_share_the_table_of_their_language(void **state)
{
	struct fixture *f = *state;

	assert_non_null(find(f, f->shipped, "ru-RU", "Норова", "Норов", "gen"));
	assert_non_null(find(f, f->shipped, "uz-Cyrl-UZ", "Норовга", "Норов", "dat"));
	assert_null(find(f, f->shipped, "en", "Norova", "Norov", NULL));
	assert_null(find(f, f->shipped, "", "Норова", "Норов", NULL));
}

static void the_word_itself_is_never_among_its_first_forms(void **state)
{
	struct fixture *f = *state;
	const struct ending_example *x;

	for (size_t i = 0; (x = endings_example(f->shipped, i)) != NULL; i++)
		assert_null(find(f, f->shipped, x->lang, x->word, x->word, NULL));
}

static void very_long_and_odd_words_have_no_first_form(void **state)
{
	struct fixture *f = *state;
	char word[2 * 200 + 1];

	for (size_t i = 0; i < 200; i++)
		memcpy(word + 2 * i, "а", 2);
	word[400] = '\0';
	assert_ok(endings_bases(f->shipped, "ru", word, 400, &f->bases));
	assert_int_equal(f->bases.n, 0);
	assert_ok(endings_bases(f->shipped, "ru", "", 0, &f->bases));
	assert_int_equal(f->bases.n, 0);
	assert_ok(endings_bases(f->shipped, "ru", "а", 2, &f->bases));
	assert_int_equal(f->bases.n, 0);
}

#define HEADING "# lang\txx\nparadigm\tgender\tstem\tvowel\tnom\tgen\n"

static int add(struct fixture *f, const char *text)
{
	return endings_add(f->own, "own.tsv", text, strlen(text));
}

static void the_first_row_of_a_paradigm_that_fits_is_the_only_one(void **state)
{
	struct fixture *f = *state;

	assert_ok(add(f, "# class\tK\tk g\n" HEADING "noun\tm\t[K]\t\t-\ti\n"
			 "noun\tm\t\t\t-\ty\n"));
	assert_non_null(find(f, f->own, "xx", "Maki", "Mak", "gen"));
	assert_null(find(f, f->own, "xx", "Maky", "Mak", "gen"));
	assert_non_null(find(f, f->own, "xx", "Many", "Man", "gen"));
}

static void flaws_of_a_table_are_told_with_their_line(void **state)
{
	struct fixture *f = *state;

	assert_fails(
		add(f, HEADING "noun\tx\t\t\t-\ti\n"), BIS_EFORMAT, "own.tsv:3: gender");
	assert_fails(
		add(f, HEADING "noun\tm\t[Q]\t\t-\ti\n"), BIS_EFORMAT, "no such class");
	assert_fails(
		add(f, HEADING "noun\tm\t\tQ\t-\ti\n"), BIS_EFORMAT, "no such class");
	assert_fails(
		add(f, HEADING "noun\tm\t\t\t\ti\n"), BIS_EFORMAT, "ending is missing");
	assert_fails(add(f, HEADING "noun\tm\n"), BIS_EFORMAT, "columns");
	assert_fails(add(f, HEADING "noun\tm\t\t\t-\tabcdefghijklmn\n"), BIS_EFORMAT,
		"too long");
	assert_fails(add(f, "# lang\txx\nnoun\tm\n"), BIS_EFORMAT, "name the columns");
	assert_fails(add(f, HEADING), BIS_EFORMAT, "no rows");
	assert_fails(add(f, "\xff"), BIS_EFORMAT, "no table");
	assert_fails(add(f, "# class\tV\n"), BIS_EFORMAT, "needs a name");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			every_example_is_found_and_put_back, setup, teardown),
		cmocka_unit_test_setup_teardown(
			every_table_has_examples, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_mans_and_a_womans_surname_are_told_apart, setup, teardown),
		cmocka_unit_test_setup_teardown(
			another_name_is_put_in_the_case_of_its_own_paradigm, setup,
			teardown),
		cmocka_unit_test_setup_teardown(
			a_woman_with_a_mans_surname_is_not_declined, setup, teardown),
		cmocka_unit_test_setup_teardown(
			regions_share_the_table_of_their_language, setup, teardown),
		cmocka_unit_test_setup_teardown(
			the_word_itself_is_never_among_its_first_forms, setup, teardown),
		cmocka_unit_test_setup_teardown(
			very_long_and_odd_words_have_no_first_form, setup, teardown),
		cmocka_unit_test_setup_teardown(
			the_first_row_of_a_paradigm_that_fits_is_the_only_one, setup,
			teardown),
		cmocka_unit_test_setup_teardown(
			flaws_of_a_table_are_told_with_their_line, setup, teardown),
	};

	return cmocka_run_group_tests_name("endings", tests, NULL, NULL);
}
