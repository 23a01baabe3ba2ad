/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/test.h"

#include "src/find/similarity-bits.h"
#include "tests/find/oracle.h"

static uint32_t word_cost(const char *a, const char *a_fold, const char *b,
	const char *b_fold, enum token_kind kind)
{
	uint32_t there = surface_cost(a, strlen(a), a_fold, strlen(a_fold), b, strlen(b),
		b_fold, strlen(b_fold), kind);
	uint32_t back = surface_cost(b, strlen(b), b_fold, strlen(b_fold), a, strlen(a),
		a_fold, strlen(a_fold), kind);

	assert_int_equal(there, back);
	return there;
}

static void prices_what_sets_two_surfaces_apart(void **state)
{
	(void)state;
	assert_int_equal(word_cost("cat", "cat", "cat", "cat", TOKEN_WORD), 0);
	assert_int_equal(word_cost("Cat", "cat", "cat", "cat", TOKEN_WORD), 5);
	assert_int_equal(word_cost("CAT", "cat", "Cat", "cat", TOKEN_WORD), 5);
	assert_int_equal(word_cost("café", "cafe", "cafe", "cafe", TOKEN_WORD), 5);
	assert_int_equal(word_cost("Café", "cafe", "cafe", "cafe", TOKEN_WORD), 10);
	assert_int_equal(word_cost("cats", "cats", "cat", "cat", TOKEN_WORD), 10);
	assert_int_equal(word_cost("Cats", "cats", "cat", "cat", TOKEN_WORD), 15);
	assert_int_equal(word_cost("Cats", "cats", "Cat", "cat", TOKEN_WORD), 10);
	assert_int_equal(word_cost("ｃat", "cat", "cat", "cat", TOKEN_WORD), 2);
	assert_int_equal(word_cost("Ｃat", "cat", "cat", "cat", TOKEN_WORD), 7);
	assert_int_equal(word_cost("отчёт", "отчет", "отчет", "отчет", TOKEN_WORD), 2);
	assert_int_equal(word_cost("國", "国", "国", "国", TOKEN_CHARACTER), 2);
	assert_int_equal(word_cost("«", "\"", "“", "\"", TOKEN_MARK), 2);
	assert_int_equal(word_cost("—", "-", "-", "-", TOKEN_MARK), 2);
	assert_int_equal(word_cost("12", "12", "13", "13", TOKEN_NUMBER), 10);
	assert_int_equal(word_cost("１２", "12", "12", "12", TOKEN_NUMBER), 2);
	assert_int_equal(word_cost("63rd", "63rd", "62nd", "62nd", TOKEN_ORDINAL), 10);
}

static void cuts_the_score_to_tenths_and_keeps_1000_for_equality(void **state)
{
	(void)state;
	assert_int_equal(similarity_raw(0, 400, 400), 1000);
	assert_int_equal(similarity_raw(0, 0, 0), 1000);
	assert_int_equal(similarity_raw(1, 1000000, 999999), 999);
	assert_int_equal(similarity_raw(80, 240, 160), 666);
	assert_int_equal(similarity_raw(500, 240, 160), 0);
	assert_int_equal(similarity_raw(80, 0, 80), 0);
}

/* --- edits -------------------------------------------------------------------------- */

struct pair {
	struct tokeniser *tokeniser;
	struct compared a, b;
	struct edit *edits;
	size_t n;
	uint64_t cost;
};

static void pair_read(struct pair *p, const char *lang, const char *a, const char *b)
{
	memset(p, 0, sizeof(*p));
	assert_ok(tokeniser_new(lang, &p->tokeniser));
	assert_ok(compared_read(p->tokeniser, a, strlen(a), &p->a));
	assert_ok(compared_read(p->tokeniser, b, strlen(b), &p->b));
	assert_ok(similarity_edits(&p->a, &p->b, &p->edits, &p->n, &p->cost));
}

static void pair_finish(struct pair *p)
{
	free(p->edits);
	compared_finish(&p->a);
	compared_finish(&p->b);
	tokeniser_free(p->tokeniser);
}

/* "=the +big ~cat>cats": each edit, its kind and its texts. */
static void spell(const struct pair *p, char *out, size_t size)
{
	static const char kinds[N_EDIT_KINDS] = "=+-#c^s~v";
	size_t at = 0;

	out[0] = '\0';
	for (size_t i = 0; i < p->n && at < size; i++) {
		const struct edit *e = &p->edits[i];

		at += (size_t)snprintf(out + at, size - at, "%s%c%.*s", i > 0 ? " " : "",
			kinds[e->kind],
			(int)(e->kind == EDIT_INSERT ? 0 : e->a_end - e->a_begin),
			p->a.text + e->a_begin);
		if (e->kind != EDIT_EQUAL && e->kind != EDIT_DELETE && at < size)
			at += (size_t)snprintf(out + at, size - at, ">%.*s",
				(int)(e->b_end - e->b_begin), p->b.text + e->b_begin);
	}
}

static void assert_edits(const char *lang, const char *a, const char *b,
	const char *expected, uint64_t cost)
{
	struct pair p;
	char spelt[512];

	pair_read(&p, lang, a, b);
	spell(&p, spelt, sizeof(spelt));
	assert_int_equal(p.cost, cost);
	pair_finish(&p);
	assert_string_equal(spelt, expected);
}

static void draws_the_edits_as_a_translator_would(void **state)
{
	(void)state;
	assert_edits("en", "", "", "", 0);
	assert_edits("en", "the cat", "the cat", "=the cat", 0);
	assert_edits("en", "", "the", "+>the", 80);
	assert_edits("en", "the", "", "-the", 80);
	assert_edits("en", "the cat sat", "the dog sat", "=the #cat>dog =sat", 80);
	assert_edits("en", "The Cats sat.", "the cat sat!",
		"cThe>the ~Cats>cat =sat #.>!", 40);
	assert_edits("en", "on 5 May 2017", "on 14 April 2018",
		"=on v5 May 2017>14 April 2018", 10);
	/* what is gone is gone in one piece */
	assert_edits("en", "see the report of the agency", "see the agency",
		"=see the -report -of -the =agency", 240);
	assert_edits("en", "see the agency", "see the report of the agency",
		"=see the +>report +>of +>the =agency", 240);
	assert_edits("ru", "отчёт за 2017 год", "отчет за 2018 год",
		"sотчёт>отчет =за v2017>2018 =год", 12);
	assert_edits("zh", "国家禁毒", "國家不禁毒", "s国>國 =家 +>不 =禁毒", 42);
}

/* The edits cover both texts in order, cost what they say, and as much as the score. */
static void check_edits(const struct pair *p, uint64_t expected)
{
	size_t a = 0, b = 0;
	uint64_t cost = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct edit *e = &p->edits[i];

		assert_true(e->a_begin >= a && e->a_end >= e->a_begin);
		assert_true(e->b_begin >= b && e->b_end >= e->b_begin);
		assert_true((e->cost == 0) == (e->kind == EDIT_EQUAL));
		a = e->a_end;
		b = e->b_end;
		cost += e->cost;
	}
	assert_true(a <= p->a.size && b <= p->b.size);
	assert_int_equal(cost, p->cost);
	assert_int_equal(cost, expected);
}

static uint64_t plain_cost(struct tokeniser *t, const char *a, const char *b)
{
	struct oracle_text x, y;

	oracle_read(t, a, &x);
	oracle_read(t, b, &y);
	uint64_t cost = oracle_cost(&x, &y);

	oracle_finish(&x);
	oracle_finish(&y);
	return cost;
}

static void costs_what_the_plain_table_says(void **state)
{
	uint64_t seed = 11;

	(void)state;
	for (int round = 0; round < 400; round++) {
		char *a = oracle_text_of(&seed, 14, 0, N_ELEMENTS(oracle_words));
		char *b = oracle_text_of(&seed, 14, 0, N_ELEMENTS(oracle_words));
		struct pair p;

		pair_read(&p, round % 2 == 0 ? "en" : "zh", a, b);
		check_edits(&p, plain_cost(p.tokeniser, a, b));
		pair_finish(&p);
		free(a);
		free(b);
	}
}

static char *repeated(const char *words, size_t n, const char *end)
{
	char *text = malloc(strlen(words) * n + strlen(end) + 1), *at = text;

	assert_non_null(text);
	for (size_t i = 0; i < n; i++, at += strlen(words))
		memcpy(at, words, strlen(words));
	memcpy(at, end, strlen(end) + 1);
	return text;
}

static void gives_one_replacement_where_a_table_would_be_too_large(void **state)
{
	char *a = repeated("The cat saw 12 cats, ", 700, "and left");
	char *b = repeated("The cats saw 12 cats, ", 650, "he left");
	struct pair p;

	(void)state;
	pair_read(&p, "en", a, b);
	assert_int_equal(p.n, 3);
	assert_int_equal(p.edits[0].kind, EDIT_EQUAL);
	assert_int_equal(p.edits[1].kind, EDIT_REPLACE);
	assert_int_equal(p.edits[2].kind, EDIT_EQUAL);
	/* of two sentences on 50 occasions one is left, and with it the right cats */
	assert_int_equal(p.cost, 600 * 10 + 50 * (4 * 80 + 60 + 20) + 80);
	check_edits(&p, p.cost);
	pair_finish(&p);
	free(a);
	free(b);
}

/* --- distances ---------------------------------------------------------------------- */

static size_t plain_distance(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
	size_t *row = calloc(m + 1, sizeof(*row)), distance;

	assert_non_null(row);
	for (size_t j = 0; j <= m; j++)
		row[j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t corner = row[0];

		row[0] = i;
		for (size_t j = 1; j <= m; j++) {
			size_t same = a[i - 1] == b[j - 1] && a[i - 1] != 0;
			size_t least = corner + !same;

			least = least < row[j] + 1 ? least : row[j] + 1;
			least = least < row[j - 1] + 1 ? least : row[j - 1] + 1;
			corner = row[j];
			row[j] = least;
		}
	}
	distance = row[m];
	free(row);
	return distance;
}

static void counts_the_distance_by_bits_as_by_the_table(void **state)
{
	static const size_t sizes[] = { 0, 1, 7, 63, 64, 65, 127, 128, 129, 200, 321 };
	uint32_t a[400], b[400];
	uint64_t seed = 5;

	(void)state;
	for (int round = 0; round < 600; round++) {
		size_t n = sizes[oracle_random(&seed) % N_ELEMENTS(sizes)];
		size_t m = oracle_random(&seed) % 2 == 0 ? n + oracle_random(&seed) % 9
							 : oracle_random(&seed) % 400;
		uint32_t classes = 2 + oracle_random(&seed) % 40;
		struct bit_pattern p = { 0 };

		for (size_t i = 0; i < n; i++)
			a[i] = oracle_random(&seed) % classes;
		for (size_t i = 0; i < m; i++)
			b[i] = i < n && oracle_random(&seed) % 4 != 0
				       ? a[i]
				       : oracle_random(&seed) % classes;
		size_t plain = plain_distance(a, n, b, m);

		assert_ok(bit_pattern_read(&p, a, n, classes));
		assert_int_equal(bit_distance(&p, b, m, n + m), plain);
		assert_int_equal(bit_distance(&p, b, m, plain), plain);
		if (plain > 0)
			assert_int_equal(bit_distance(&p, b, m, plain - 1), plain);
		bit_pattern_finish(&p);
	}
}

/* --- views -------------------------------------------------------------------------- */

static int characters(const char *a, const char *b)
{
	int raw = -1;

	assert_ok(similarity_characters(a, strlen(a), b, strlen(b), &raw));
	return raw;
}

static void counts_characters_as_code_points(void **state)
{
	(void)state;
	assert_int_equal(characters("", ""), 1000);
	assert_int_equal(characters("", "a"), 0);
	assert_int_equal(characters("kitten", "sitting"), 571);
	assert_int_equal(characters("禁毒署", "禁毒局"), 666);
	assert_int_equal(characters("отчёт", "отчет"), 800);
	char *a = repeated("ab", 100, "x"), *b = repeated("ab", 100, "y");

	assert_int_equal(characters(a, b), 995);
	free(a);
	free(b);
}

static int omegat(const char *lang, const char *a, const char *b)
{
	struct pair p;
	int raw = -1;

	pair_read(&p, lang, a, b);
	assert_ok(similarity_omegat(&p.a, &p.b, &raw));
	pair_finish(&p);
	return raw;
}

static void counts_stems_of_words_in_whole_per_cents_as_omegat(void **state)
{
	(void)state;
	assert_int_equal(omegat("en", "The cats sat.", "the cat sat!"), 1000);
	assert_int_equal(omegat("en", "the cat sat", "the dog sat"), 660);
	assert_int_equal(omegat("en", "page 12 of 20", "page 13 of 21"), 1000);
	assert_int_equal(omegat("en", "12.", "13."), 500);
	assert_int_equal(omegat("en", "", ""), 1000);
	assert_int_equal(omegat("en", "cat", "."), 0);
}

static void counts_the_examples_of_the_manual(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(manual_examples); i++) {
		const char *a = manual_examples[i].query, *b = manual_examples[i].segment;
		struct pair p;

		pair_read(&p, manual_examples[i].lang, a, b);
		int raw = similarity_raw(p.cost, p.a.weight, p.b.weight);

		pair_finish(&p);
		assert_int_equal(raw, manual_examples[i].raw);
		assert_int_equal(
			omegat(manual_examples[i].lang, a, b), manual_examples[i].omegat);
		assert_int_equal(characters(a, b), manual_examples[i].characters);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prices_what_sets_two_surfaces_apart),
		cmocka_unit_test(cuts_the_score_to_tenths_and_keeps_1000_for_equality),
		cmocka_unit_test(draws_the_edits_as_a_translator_would),
		cmocka_unit_test(costs_what_the_plain_table_says),
		cmocka_unit_test(gives_one_replacement_where_a_table_would_be_too_large),
		cmocka_unit_test(counts_the_distance_by_bits_as_by_the_table),
		cmocka_unit_test(counts_characters_as_code_points),
		cmocka_unit_test(counts_stems_of_words_in_whole_per_cents_as_omegat),
		cmocka_unit_test(counts_the_examples_of_the_manual),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
