/* SPDX-License-Identifier: Apache-2.0
 *
 * Words and stems: the cases of tests/data/cases/words.cases and stems.cases, and what
 * must hold of any text.
 */
#include "config.h"
#include "tests/text/cases.h"

#include "src/text/fold.h"
#include "src/text/words.h"

/* The words of the text with | between them. */
static void words_of(struct words *w, const char *text, size_t size, struct buf *out)
{
	struct word word;
	int rc;

	buf_clear(out);
	assert_ok(words_start(w, text, size));
	while ((rc = words_next(w, &word)) > 0) {
		assert_true(word.begin < word.end && word.end <= size);
		buf_adds(out, out->size == 0 ? "" : "|");
		buf_add(out, text + word.begin, word.end - word.begin);
	}
	assert_ok(rc);
}

static void check_words(const struct text_case *c)
{
	struct words *w;
	struct buf found = BUF_INIT;

	assert_ok(words_new(c->first, strcmp(c->second, "single") == 0, &w));
	words_of(w, c->a, strlen(c->a), &found);
	if (strcmp(buf_str(&found), c->b) != 0)
		fail_msg("%s:%d: %s: %s", c->file, c->line, c->head, buf_str(&found));
	buf_free(&found);
	words_free(w);
}

static void finds_the_words_of_each_language(void **state)
{
	(void)state;
	for_each_case("cases/words.cases", 40, check_words);
}

static void tells_letters_numbers_and_han_apart(void **state)
{
	static const enum word_kind kinds[] = { WORD_LETTERS, WORD_NUMBER, WORD_NUMBER,
		WORD_HAN, WORD_LETTERS, WORD_LETTERS, WORD_NUMBER };
	const char *text = "Tax 2017, 1,000.5 年 COVID19 カナ २०१७";
	struct words *w;
	struct word word;

	(void)state;
	assert_ok(words_new("", true, &w));
	assert_ok(words_start(w, text, strlen(text)));
	for (size_t i = 0; i < N_ELEMENTS(kinds); i++) {
		assert_int_equal(words_next(w, &word), 1);
		assert_int_equal(word.kind, kinds[i]);
	}
	assert_int_equal(words_next(w, &word), 0);
	assert_int_equal(words_next(w, &word), 0);
	words_free(w);
}

static void gives_places_in_bytes(void **state)
{
	const char *text = "«Ёлка» и 上海";
	struct words *w;
	struct word word;

	(void)state;
	assert_ok(words_new("ru", false, &w));
	assert_ok(words_start(w, text, strlen(text)));
	assert_int_equal(words_next(w, &word), 1);
	assert_int_equal(word.begin, 2);
	assert_int_equal(word.end, 10);
	assert_int_equal(words_next(w, &word), 1);
	assert_int_equal(word.begin, 13);
	assert_int_equal(words_next(w, &word), 1);
	assert_int_equal(word.begin, 16);
	assert_int_equal(word.end, 22);
	words_free(w);
}

static void is_used_again_for_another_text(void **state)
{
	struct words *w;
	struct buf found = BUF_INIT;

	(void)state;
	assert_ok(words_new("zh", true, &w));
	words_of(w, "上海 one", 10, &found);
	assert_string_equal(found.data, "上|海|one");
	words_of(w, "", 0, &found);
	assert_int_equal(found.size, 0);
	words_of(w, "two 北", 7, &found);
	assert_string_equal(found.data, "two|北");
	buf_free(&found);
	words_free(w);
}

static void knows_no_bounds_of_a_text_that_is_cut(void **state)
{
	const char *text = "o‘g‘il, 1,000 上海";
	struct words *w;
	struct buf found = BUF_INIT;

	(void)state;
	assert_ok(words_new("uz", true, &w));
	for (size_t n = 0; n <= strlen(text); n++)
		if (utf8_valid(text, n) == n)
			words_of(w, text, n, &found);
	assert_string_equal(found.data, "o‘g‘il|1,000|上|海");
	buf_free(&found);
	words_free(w);
}

/* Words of one letter joined by full stops or grave accents, in one run of 200,000
 * bytes. */
static void long_runs_take_no_longer_by_the_word(void **state)
{
	static const char signs[] = ".`'1";
	struct words *w;
	struct word word;
	size_t size = 200000, found = 0;
	char *text = malloc(size);

	(void)state;
	assert_non_null(text);
	assert_ok(words_new("en", true, &w));
	for (size_t s = 0; s < strlen(signs); s++) {
		for (size_t i = 0; i < size; i++)
			text[i] = i % 2 == 0 ? 'a' : signs[s];
		assert_ok(words_start(w, text, size));
		while (words_next(w, &word) > 0)
			found++;
	}
	assert_int_equal(found, size / 2 + 3);
	words_free(w);
	free(text);
}

/* Folds and stems each word of the line. */
static void stems_of_line(const char *lang, const char *line, struct buf *out)
{
	struct stems *s;
	struct buf folded = BUF_INIT;

	assert_ok(stems_new(lang, &s));
	for (const char *at = line; *at != '\0';) {
		size_t n = strcspn(at, " ");
		buf_clear(&folded);
		assert_ok(fold_text(FOLD_STRICT, at, n, lang, &folded));
		assert_ok(stems_of(s, folded.data, folded.size, out));
		buf_addc(out, ' ');
		at += n + strspn(at + n, " ");
	}
	buf_free(&folded);
	stems_free(s);
}

/* Whether each word of one line stands in the other at the same place. */
static bool any_alike(char *a, char *b)
{
	char *rest_a, *rest_b;
	char *one = strtok_r(a, " ", &rest_a), *other = strtok_r(b, " ", &rest_b);
	bool alike = false;

	for (; one != NULL && other != NULL;
		one = strtok_r(NULL, " ", &rest_a), other = strtok_r(NULL, " ", &rest_b))
		alike |= strcmp(one, other) == 0;
	return alike;
}

static void check_stems(const struct text_case *c)
{
	struct buf a = BUF_INIT, b = BUF_INIT;
	bool same = strcmp(c->first, "same") == 0;

	assert_true(same || strcmp(c->first, "differ") == 0);
	stems_of_line(c->second, c->a, &a);
	stems_of_line(c->second, c->b, &b);
	bool good = same ? strcmp(a.data, b.data) == 0 : !any_alike(a.data, b.data);
	if (!good)
		fail_msg("%s:%d: %s: %s; %s", c->file, c->line, c->head, a.data, b.data);
	buf_free(&a);
	buf_free(&b);
}

static void stems_bring_forms_of_a_word_together(void **state)
{
	(void)state;
	for_each_case("cases/stems.cases", 16, check_stems);
}

static void a_language_without_stemmer_keeps_its_words(void **state)
{
	struct buf out = BUF_INIT;
	struct stems *s = (struct stems *)&out; /* to see it made NULL */

	(void)state;
	assert_ok(stems_new("kk", &s));
	assert_null(s);
	assert_ok(stems_of(s, "министрлер", strlen("министрлер"), &out));
	assert_string_equal(out.data, "министрлер");
	assert_ok(stems_new("", &s));
	assert_null(s);
	assert_ok(stems_new("zh-Hans", &s));
	assert_null(s);
	buf_free(&out);
}

static void a_region_changes_no_stemmer(void **state)
{
	struct stems *s;
	struct buf out = BUF_INIT;

	(void)state;
	assert_ok(stems_new("en-GB", &s));
	assert_non_null(s);
	assert_ok(stems_of(s, "ministers", 9, &out));
	assert_string_equal(out.data, "minist");
	buf_free(&out);
	stems_free(s);
	stems_free(NULL);
	words_free(NULL);
}

/* The stemmer itself takes half a minute for so many accents. */
static void what_is_longer_than_any_word_is_its_own_stem(void **state)
{
	enum { TIMES = 500000 };
	struct buf word = BUF_INIT, out = BUF_INIT;
	struct stems *s;

	(void)state;
	for (int i = 0; i < TIMES; i++)
		buf_adds(&word, "á");
	assert_ok(stems_new("es", &s));
	assert_ok(stems_of(s, buf_str(&word), word.size, &out));
	assert_int_equal(out.size, word.size);
	assert_memory_equal(out.data, word.data, word.size);
	buf_free(&word);
	buf_free(&out);
	stems_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_words_of_each_language),
		cmocka_unit_test(tells_letters_numbers_and_han_apart),
		cmocka_unit_test(gives_places_in_bytes),
		cmocka_unit_test(is_used_again_for_another_text),
		cmocka_unit_test(knows_no_bounds_of_a_text_that_is_cut),
		cmocka_unit_test(long_runs_take_no_longer_by_the_word),
		cmocka_unit_test(stems_bring_forms_of_a_word_together),
		cmocka_unit_test(a_language_without_stemmer_keeps_its_words),
		cmocka_unit_test(a_region_changes_no_stemmer),
		cmocka_unit_test(what_is_longer_than_any_word_is_its_own_stem),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
