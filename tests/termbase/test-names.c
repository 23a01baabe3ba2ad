/* SPDX-License-Identifier: Apache-2.0
 *
 * Names beside one another: pairs of which it is known what they are
 * (tests/data/names/pairs.tsv), what must hold of any pair, and the words of reasons
 * (tests/data/names/reasons.tsv).
 */
#include "config.h"
#include "tests/test.h"

#include "src/text/table.h"
#include "termbase/names.h"

#define PAIRS_MAX 256

struct pair {
	char *verdict, *a, *b;
};
struct fixture {
	struct namer *namer;
	char *text;
	struct pair pairs[PAIRS_MAX];
	size_t n;
	struct buf why;
	size_t n_reasons;
};

static int read_pairs(struct fixture *f)
{
	FILE *file = fopen(test_data("names/pairs.tsv"), "r");
	size_t room = 1 << 16;
	char *at, *line;

	f->text = calloc(1, room);
	if (!file || !f->text)
		return -1;
	at = fread(f->text, 1, room - 1, file) ? f->text : NULL;
	fclose(file);
	while ((line = strsep(&at, "\n")) && f->n < PAIRS_MAX) {
		struct pair *p = &f->pairs[f->n];

		if (!*line || *line == '#')
			continue;
		p->verdict = strsep(&line, "\t");
		p->a = strsep(&line, "\t");
		p->b = line;
		f->n += p->a && p->b;
	}
	return f->n > 50 ? 0 : -1;
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	*state = f;
	return !f || namer_new(&f->namer) < 0 || read_pairs(f) < 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	namer_free(f->namer);
	buf_free(&f->why);
	free(f->text);
	free(f);
	return 0;
}

static struct name_comparison compare(struct fixture *f, const char *x, const char *y)
{
	struct name a, b;
	struct name_comparison c = { 0 };

	assert_ok(name_read(f->namer, x, strlen(x), NULL, &a));
	assert_ok(name_read(f->namer, y, strlen(y), NULL, &b));
	assert_ok(name_compare(f->namer, &a, &b, &c));
	buf_clear(&f->why);
	assert_ok(name_explain(f->namer, &a, &b, &f->why));
	name_finish(&a);
	name_finish(&b);
	return c;
}

static double score(struct fixture *f, const char *x, const char *y)
{
	return compare(f, x, y).score;
}

/* The score without the reason. */
static double quick_score(struct fixture *f, const char *x, const char *y)
{
	struct name a, b;
	struct name_comparison c = { 0 };

	assert_ok(name_read(f->namer, x, strlen(x), NULL, &a));
	assert_ok(name_read(f->namer, y, strlen(y), NULL, &b));
	assert_ok(name_compare(f->namer, &a, &b, &c));
	name_finish(&a);
	name_finish(&b);
	return c.score;
}

static const char *verdict_of(double score)
{
	return score >= NAME_SAME       ? "same"
	       : score < NAME_DIFFERENT ? "different"
					: "unsure";
}

static void tells_pairs_that_are_one_name_from_those_that_are_not(void **state)
{
	struct fixture *f = *state;
	size_t wrong = 0;

	for (size_t i = 0; i < f->n; i++) {
		const struct pair *p = &f->pairs[i];
		double s = score(f, p->a, p->b);

		if (!strcmp(verdict_of(s), p->verdict))
			continue;
		print_error("%s | %s: %.1f, not %s (%s)\n", p->a, p->b, s, p->verdict,
			buf_str(&f->why));
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

static void scores_the_same_both_ways_round(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < f->n; i++)
		for (size_t j = 0; j < f->n; j += 7) {
			double there = quick_score(f, f->pairs[i].a, f->pairs[j].b);

			if (there != quick_score(f, f->pairs[j].b, f->pairs[i].a))
				fail_msg("%s | %s", f->pairs[i].a, f->pairs[j].b);
		}
}

static void every_name_is_wholly_itself(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < f->n; i++) {
		assert_true(score(f, f->pairs[i].a, f->pairs[i].a) == 100);
		assert_string_equal(buf_str(&f->why), "equal when folded");
	}
}

/* A few letters decomposed, spaces made NO-BREAK, apostrophes of another shape. */
static void disguise(const char *text, struct buf *out)
{
	static const char *const other[][2] = { { "й", "и\u0306" }, { "Й", "И\u0306" },
		{ "ё", "е\u0308" }, { "ү", "ү" }, { " ", "\u00A0" }, { "ʻ", "’" } };

	buf_clear(out);
	while (*text) {
		size_t i = 0;

		while (i < N_ELEMENTS(other) &&
			strncmp(text, other[i][0], strlen(other[i][0])) != 0)
			i++;
		if (i == N_ELEMENTS(other)) {
			buf_addc(out, *text++);
			continue;
		}
		buf_adds(out, other[i][1]);
		text += strlen(other[i][0]);
	}
}

static void composed_and_decomposed_names_score_alike(void **state)
{
	struct fixture *f = *state;
	cleanup(buf_free) struct buf other = BUF_INIT;

	for (size_t i = 0; i < f->n; i++) {
		disguise(f->pairs[i].a, &other);
		if (quick_score(f, buf_str(&other), f->pairs[i].b) !=
			quick_score(f, f->pairs[i].a, f->pairs[i].b))
			fail_msg("%s | %s", f->pairs[i].a, f->pairs[i].b);
	}
}

static void case_and_apostrophes_do_not_matter(void **state)
{
	struct fixture *f = *state;

	assert_true(score(f, "LAVROV SERGEI", "Lavrov Sergei") == 100);
	assert_true(score(f, "ЛАВРОВ Сергей", "Лавров Сергей") == 100);
	assert_true(score(f, "O'zbekiston", "Oʻzbekiston") == 100);
	assert_true(score(f, "Solov'ev", "Solov’ev") == 100);
	assert_true(score(f, "Solov'ev", "Solovev") == 100);
}

static void the_order_of_parts_does_not_matter(void **state)
{
	struct fixture *f = *state;

	assert_true(score(f, "Ivan Petrov", "Пётр Иванов") ==
		    score(f, "Petrov Ivan", "Пётр Иванов"));
	assert_true(score(f, "Vladimir Norov", "Норов Владимир") ==
		    score(f, "Norov Vladimir", "Норов Владимир"));
	assert_true(compare(f, "Vladimir Norov", "Норов Владимир").reordered);
	assert_false(compare(f, "Norov Vladimir", "Норов Владимир").reordered);
}

static void a_patronymic_may_be_missing_but_not_another(void **state)
{
	struct fixture *f = *state;
	struct name_comparison c = compare(f, "Иван Петрович Сидоров", "Ivan Sidorov");

	assert_true(c.score >= NAME_SAME && c.explained && c.left_out);
	c = compare(f, "Иван Петрович Сидоров", "Ivan Fyodorovich Sidorov");
	assert_string_equal(c.veto, "another patronymic");
	assert_true(c.score <= 45 && !c.explained);
}

static void an_initial_stands_for_a_name_that_begins_so(void **state)
{
	struct fixture *f = *state;

	assert_true(score(f, "V. Norov", "Владимир Норов") >= NAME_SAME);
	assert_true(score(f, "Ш. Мирзиёев", "Shavkat Mirziyoyev") >= NAME_SAME);
	assert_true(score(f, "A. Norov", "Владимир Норов") < NAME_DIFFERENT);
}

static void vetoes_are_said_in_words(void **state)
{
	struct fixture *f = *state;
	struct name_comparison c = compare(f, "Anna Ivanova", "Анна Иванов");

	assert_string_equal(c.veto, "a woman's surname against a man's");
	assert_true(c.score <= 40);
	assert_non_null(strstr(buf_str(&f->why), c.veto));
	c = compare(f, "Школа 12", "Школа 14");
	assert_string_equal(c.veto, "another number");
	assert_true(c.score <= 45);
}

static void what_no_rule_explains_is_counted(void **state)
{
	struct fixture *f = *state;
	struct name_comparison c = compare(f, "Karpov", "Карлов");

	assert_int_equal(c.consonants, 1);
	assert_int_equal(c.vowels, 0);
	assert_true(c.score <= 45);
	assert_non_null(strstr(buf_str(&f->why), "no rule for p against л"));
	c = compare(f, "Karpov", "Курпов");
	assert_int_equal(c.vowels, 1);
	assert_int_equal(c.consonants, 0);
	assert_true(c.score <= 72 && c.score >= NAME_DIFFERENT);
}

static int check_reason(void *ctx, const struct table_row *row)
{
	struct fixture *f = ctx;

	f->n_reasons++;
	compare(f, row->cells[0], row->cells[1]);
	if (strcmp(buf_str(&f->why), row->cells[2]))
		fail_msg("%s:%ld: %s, %s: %s", row->name, row->line, row->cells[0],
			row->cells[1], buf_str(&f->why));
	return 0;
}

static void reasons_read_as_they_should(void **state)
{
	struct fixture *f = *state;

	f->n_reasons = 0;
	assert_ok(table_of_file(test_data("names/reasons.tsv"), check_reason, f));
	assert_true(f->n_reasons > 20);
}

static void reasons_name_the_systems(void **state)
{
	struct fixture *f = *state;

	compare(f, "Murtazo Haydarzoda", "Муртазо Ҳайдарзода");
	assert_non_null(strstr(buf_str(&f->why), "BGN/PCGN Tajik"));
	compare(f, "Khaydarzoda", "Haydarzoda");
	assert_non_null(strstr(buf_str(&f->why),
		"ҳ → kh (Tajik through Russian) against ҳ → h (BGN/PCGN Tajik)"));
	compare(f, "Хайдарзода", "Ҳайдарзода");
	assert_non_null(strstr(buf_str(&f->why), "ҳ → х"));
}

static void a_letter_is_told_with_the_system_of_its_own_language(void **state)
{
	struct fixture *f = *state;

	compare(f, "Тоқаев", "Tokayev");
	assert_null(strstr(buf_str(&f->why), "Uzbek"));
	compare(f, "Хайдарзода", "Haydarzoda");
	assert_non_null(strstr(buf_str(&f->why), "ҳ → h (BGN/PCGN Tajik) against "
						 "ҳ → х (Tajik names in Russian)"));
	compare(f, "Xi Jinping", "习近平");
	assert_null(strstr(buf_str(&f->why), "equal when folded"));
	compare(f, "Semenoff", "Семёнов");
	assert_null(strstr(buf_str(&f->why), "е →"));
}

static void letters_are_not_read_as_of_another_language_in_surnames_in_ov(void **state)
{
	struct fixture *f = *state;

	assert_true(score(f, "Karamov", "Каримов") < NAME_SAME);
	assert_true(score(f, "Abdullayev", "Абдулов") < NAME_SAME);
	assert_true(score(f, "Mirziyoyev", "Мирзаев") < NAME_SAME);
	assert_true(score(f, "Gordin", "Горрин") < NAME_SAME);
}

static void letters_no_table_has_are_none_of_any(void **state)
{
	struct fixture *f = *state;

	assert_true(score(f, "ប៉ុល ពត", "Yahya Al-Haj") < NAME_DIFFERENT);
	assert_true(score(f, "حسن روحانی", "Hossein Rouhani") < NAME_SAME);
	assert_true(score(f, "Die Welt", "Ghada Waly") < NAME_SAME);
}

static void kings_are_told_by_their_numbers(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(compare(f, "Николай I", "Николай II").veto, "another number");
	assert_string_equal(compare(f, "Pyotr III", "Пётр I").veto, "another number");
	assert_true(score(f, "Pyotr III", "Пётр III") >= NAME_SAME);
	assert_true(score(f, "XI Jinping", "Xi Jinping") == 100);
}

static void titles_with_a_hyphen_and_initials_like_particles_are_read(void **state)
{
	struct fixture *f = *state;
	struct name name;

	assert_ok(name_read(f->namer, "г-н Рашидов", strlen("г-н Рашидов"), NULL, &name));
	assert_int_equal(name.parts[0].role, PART_HONORIFIC);
	assert_int_equal(name.parts[1].role, PART_HONORIFIC);
	name_finish(&name);
	assert_true(score(f, "д-р Алия Сапарова", "Aliya Saparova") >= NAME_SAME);
	assert_true(score(f, "E. Ivanov", "Евгений Иванов") >= NAME_SAME);
	assert_true(score(f, "Karimov I", "Islom Karimov") >= NAME_SAME);
	assert_true(score(f, "E. Ivanov", "Андрей Иванов") < NAME_SAME);
}

static void parts_play_their_roles(void **state)
{
	struct fixture *f = *state;
	static const char text[] = "Mr В. Иванович Петров-Водкин bin 12";
	static const enum part_role roles[] = { PART_HONORIFIC, PART_INITIAL,
		PART_PATRONYMIC, PART_NAME, PART_NAME, PART_PARTICLE, PART_NUMBER };
	struct name name;

	assert_ok(name_read(f->namer, text, strlen(text), NULL, &name));
	assert_int_equal(name.n_parts, N_ELEMENTS(roles));
	for (size_t i = 0; i < N_ELEMENTS(roles); i++)
		assert_int_equal(name.parts[i].role, roles[i]);
	assert_true(name.parts[4].joined);
	assert_string_equal(name.script, "Cyrl");
	name_finish(&name);
}

static bool shares_key(
	struct fixture *f, const struct name_part *x, const struct name_part *y)
{
	uint64_t a[NAME_KEYS], b[NAME_KEYS];
	int n = name_part_keys(f->namer, x, false, a);
	int m = name_part_keys(f->namer, y, false, b);

	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			if (a[i] == b[j])
				return true;
	return false;
}

static bool names_meet(struct fixture *f, const char *x, const char *y)
{
	struct name a, b;
	bool meet = false;

	assert_ok(name_read(f->namer, x, strlen(x), NULL, &a));
	assert_ok(name_read(f->namer, y, strlen(y), NULL, &b));
	/* parts written as one have keys of their own */
	meet = a.n_parts != b.n_parts;
	for (size_t i = 0; i < a.n_parts; i++)
		for (size_t j = 0; j < b.n_parts; j++)
			meet |= shares_key(f, &a.parts[i], &b.parts[j]);
	name_finish(&a);
	name_finish(&b);
	return meet;
}

static void names_that_are_one_share_a_key(void **state)
{
	struct fixture *f = *state;
	size_t same = 0, met = 0;

	for (size_t i = 0; i < f->n; i++) {
		if (strcmp(f->pairs[i].verdict, "same") != 0)
			continue;
		same++;
		if (names_meet(f, f->pairs[i].a, f->pairs[i].b))
			met++;
		else
			print_message("%s | %s\n", f->pairs[i].a, f->pairs[i].b);
	}
	assert_true(met * 100 >= same * 97);
}

static void loose_keys_bear_one_consonant_left_out(void **state)
{
	struct fixture *f = *state;
	uint64_t strict[NAME_KEYS], loose[NAME_KEYS];
	struct name name;

	assert_ok(name_read(f->namer, "Narzullaev", 10, NULL, &name));
	int n = name_part_keys(f->namer, &name.parts[0], false, strict);
	int m = name_part_keys(f->namer, &name.parts[0], true, loose);
	assert_true(n >= 1 && m > n);
	assert_true(strict[0] == loose[0]);
	name_finish(&name);
}

static void any_input_gives_an_answer(void **state)
{
	struct fixture *f = *state;
	cleanup(buf_free) struct buf big = BUF_INIT;

	for (size_t i = 0; i < 5000; i++)
		buf_adds(&big, i % 3 ? "ж" : i % 2 ? "kh" : "ҳ");
	assert_true(score(f, big.data, big.data) == 100);
	score(f, big.data, "Khaidarzoda");
	buf_clear(&big);
	for (size_t i = 0; i < 5000; i++)
		buf_adds(&big, "Ab-Вв. ");
	assert_true(score(f, big.data, big.data) == 100);
	score(f, big.data, "A B C D E F G H I J K L M N");
	assert_true(score(f, "", "") == 100);
	assert_true(score(f, "", "Norov") == 0);
	assert_true(score(f, "\u202E\u2066...---", "Norov") == 0);
	score(f, "a\u202Eb\u0378\U000E0FFFмир张 ا न", "ab мир 张");
}

static void text_that_is_not_utf8_is_refused(void **state)
{
	struct fixture *f = *state;
	struct name name;

	assert_fails(name_read(f->namer, "Nor\xFFov", 6, NULL, &name), BIS_EFORMAT, "");
	assert_int_equal(name.n_parts, 0);
	name_finish(&name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_pairs_that_are_one_name_from_those_that_are_not),
		cmocka_unit_test(scores_the_same_both_ways_round),
		cmocka_unit_test(every_name_is_wholly_itself),
		cmocka_unit_test(composed_and_decomposed_names_score_alike),
		cmocka_unit_test(case_and_apostrophes_do_not_matter),
		cmocka_unit_test(the_order_of_parts_does_not_matter),
		cmocka_unit_test(a_patronymic_may_be_missing_but_not_another),
		cmocka_unit_test(an_initial_stands_for_a_name_that_begins_so),
		cmocka_unit_test(vetoes_are_said_in_words),
		cmocka_unit_test(what_no_rule_explains_is_counted),
		cmocka_unit_test(reasons_read_as_they_should),
		cmocka_unit_test(reasons_name_the_systems),
		cmocka_unit_test(a_letter_is_told_with_the_system_of_its_own_language),
		cmocka_unit_test(
			letters_are_not_read_as_of_another_language_in_surnames_in_ov),
		cmocka_unit_test(letters_no_table_has_are_none_of_any),
		cmocka_unit_test(kings_are_told_by_their_numbers),
		cmocka_unit_test(
			titles_with_a_hyphen_and_initials_like_particles_are_read),
		cmocka_unit_test(parts_play_their_roles),
		cmocka_unit_test(names_that_are_one_share_a_key),
		cmocka_unit_test(loose_keys_bear_one_consonant_left_out),
		cmocka_unit_test(any_input_gives_an_answer),
		cmocka_unit_test(text_that_is_not_utf8_is_refused),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
