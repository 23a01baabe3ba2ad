/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/test.h"

#include "src/find/fuzzy.h"
#include "src/index/build.h"
#include "src/index/pages.h"
#include "tests/find/oracle.h"

/* How often the comparisons with the plain score are made; more on demand. */
#ifndef ROUNDS
#define ROUNDS 9
#endif

/* --- a base ------------------------------------------------------------------------- */

struct base {
	struct tokeniser *tokeniser;
	char **texts;
	struct oracle_text *read;
	size_t n;
	struct buf image;
	struct run *run;
};

static void base_build(struct base *b, const char *lang)
{
	struct builder *builder = NULL;
	struct image_sink sink = { image_to_buf, &b->image };

	assert_ok(builder_new(lang, &builder));
	for (size_t i = 0; i < b->n; i++)
		assert_ok(builder_add(
			builder, (uint32_t)i + 1, b->texts[i], strlen(b->texts[i])));
	assert_ok(builder_finish(builder, &sink));
	builder_free(builder);
	assert_ok(run_open(b->image.data, b->image.size, NULL, &b->run));
}

static void base_open(struct base *b, const char *lang, char **texts, size_t n)
{
	*b = (struct base){ .texts = texts, .n = n };
	assert_ok(tokeniser_new(lang, &b->tokeniser));
	b->read = calloc(n + 1, sizeof(*b->read));
	assert_non_null(b->read);
	for (size_t i = 0; i < n; i++)
		oracle_read(b->tokeniser, texts[i], &b->read[i]);
	base_build(b, lang);
}

static void base_close(struct base *b)
{
	for (size_t i = 0; i < b->n; i++) {
		oracle_finish(&b->read[i]);
		free(b->texts[i]);
	}
	free(b->texts);
	free(b->read);
	run_close(b->run);
	buf_free(&b->image);
	tokeniser_free(b->tokeniser);
}

/* Of texts that are given, ended by NULL. */
static void base_of(struct base *b, const char *lang, const char *const *given)
{
	size_t n = 0;

	while (given[n] != NULL)
		n++;
	char **texts = calloc(n + 1, sizeof(*texts));

	assert_non_null(texts);
	for (size_t i = 0; i < n; i++)
		assert_non_null(texts[i] = strdup(given[i]));
	base_open(b, lang, texts, n);
}

/* Of n texts made at random, of at most `most` words each. */
static void base_at_random(struct base *b, const char *lang, uint64_t *seed, size_t n,
	size_t most, size_t first, size_t n_words)
{
	char **texts = calloc(n + 1, sizeof(*texts));

	assert_non_null(texts);
	for (size_t i = 0; i < n; i++)
		texts[i] = oracle_text_of(seed, most, first, n_words);
	base_open(b, lang, texts, n);
}

/* --- what is offered ---------------------------------------------------------------- */

struct answer {
	int *raws; /* by segment, from 1; -1 not offered */
	size_t n, offered;
	size_t best; /* 0: the floor stays; else it rises above the best so many */
	int top[16]; /* the best, greatest first */
	size_t n_top;
	int floor;
	int code; /* what is returned in the place of the floor, unless 0 */
};

static void take_top(struct answer *a, int raw)
{
	size_t at = a->n_top < a->best ? a->n_top++ : a->best - 1;

	if (a->n_top == a->best && at == a->best - 1 && a->top[at] > raw &&
		a->offered > a->best)
		return;
	for (; at > 0 && a->top[at - 1] < raw; at--)
		a->top[at] = a->top[at - 1];
	a->top[at] = raw;
	if (a->n_top == a->best && a->top[a->best - 1] + 1 > a->floor)
		a->floor = a->top[a->best - 1] + 1;
}

static int take(void *ctx, const struct fuzzy_hit *hit)
{
	struct answer *a = ctx;

	assert_in_range(hit->segment, 1, a->n);
	assert_int_equal(hit->segment, run_segment(hit->run, hit->place));
	assert_int_equal(a->raws[hit->segment], -1);
	assert_true(hit->raw >= a->floor);
	a->raws[hit->segment] = hit->raw;
	a->offered++;
	if (a->code != 0)
		return a->code;
	if (a->best > 0)
		take_top(a, hit->raw);
	return a->floor;
}

static struct answer answer_new(size_t n, int floor, size_t best)
{
	struct answer a = { .n = n, .floor = floor, .best = best };

	a.raws = calloc(n + 1, sizeof(*a.raws));
	assert_non_null(a.raws);
	for (size_t i = 0; i <= n; i++)
		a.raws[i] = -1;
	return a;
}

static struct answer search(
	const struct base *b, struct fuzzy *f, int floor, size_t best, bool exhaustive)
{
	struct answer a = answer_new(b->n, floor, best);
	int end = floor;

	assert_ok(fuzzy_search(f, b->run, &end, exhaustive, take, &a));
	assert_int_equal(end, a.floor);
	return a;
}

/* --- against the plain score -------------------------------------------------------- */

/* With a floor that stays: exactly those at or above it, with their scores. */
static void check_all(const struct base *b, struct fuzzy *f, const int *raws, int floor,
	bool exhaustive)
{
	struct answer a = search(b, f, floor, 0, exhaustive);

	for (size_t i = 1; i <= b->n; i++)
		if (a.raws[i] != (raws[i] >= floor ? raws[i] : -1))
			fail_msg("floor %d, segment %zu: %d, not %d (%s)", floor, i,
				a.raws[i], raws[i], b->texts[i - 1]);
	free(a.raws);
}

static int descending(const void *a, const void *b)
{
	return *(const int *)b - *(const int *)a;
}

/* With one that rises: the same best scores. */
static void check_best(const struct base *b, struct fuzzy *f, const int *raws, int floor,
	bool exhaustive)
{
	struct answer a = search(b, f, floor, 5, exhaustive);
	int *sorted = calloc(b->n + 1, sizeof(*sorted));

	assert_non_null(sorted);
	memcpy(sorted, raws + 1, b->n * sizeof(*sorted));
	qsort(sorted, b->n, sizeof(*sorted), descending);
	for (size_t i = 0; i < 5; i++) {
		int expected = i < b->n && sorted[i] >= floor ? sorted[i] : -1;

		assert_int_equal(i < a.n_top ? a.top[i] : -1, expected);
	}
	for (size_t i = 1; i <= b->n; i++)
		assert_true(a.raws[i] == -1 || a.raws[i] == raws[i]);
	free(sorted);
	free(a.raws);
}

static void check_query(const struct base *b, const char *text)
{
	static const int floors[] = { 1000, 850, 700, 699, 600, 550, 500, 400, 399, 250,
		1 };
	struct fuzzy *f = NULL;
	struct oracle_text query;
	int *raws = calloc(b->n + 1, sizeof(*raws));

	assert_non_null(raws);
	oracle_read(b->tokeniser, text, &query);
	for (size_t i = 0; i < b->n; i++)
		raws[i + 1] = oracle_raw(&query, &b->read[i]);
	assert_ok(fuzzy_read(b->tokeniser, text, strlen(text), &f));
	assert_int_equal(fuzzy_weight(f), query.weight);
	for (size_t i = 0; i < N_ELEMENTS(floors); i++) {
		check_all(b, f, raws, floors[i], false);
		check_best(b, f, raws, floors[i], false);
		check_all(b, f, raws, floors[i], true);
		check_best(b, f, raws, floors[i], true);
	}
	fuzzy_free(f);
	oracle_finish(&query);
	free(raws);
}

/* Queries at random, and others that are a segment with another text behind it. */
static void check_queries(struct base *b, uint64_t *seed, size_t n, size_t most,
	size_t first, size_t n_words)
{
	for (size_t i = 0; i < n; i++) {
		char *text = oracle_text_of(seed, most, first, n_words), *both = NULL;
		const char *segment = b->texts[oracle_random(seed) % b->n];

		check_query(b, text);
		if (most > 9)
			text[0] = '\0';
		both = malloc(strlen(segment) + strlen(text) + 8);
		assert_non_null(both);
		sprintf(both, "%s %scat", segment, text);
		check_query(b, both);
		free(both);
		free(text);
	}
}

static void finds_what_the_plain_score_finds(void **state)
{
	/* all words, a few only, marks only, numbers only, Han only; short and long */
	static const struct {
		const char *lang;
		size_t n, most, first, n_words;
	} kinds[] = { { "en", 120, 9, 0, N_ELEMENTS(oracle_words) },
		{ "en", 120, 24, 0, N_ELEMENTS(oracle_words) }, { "en", 80, 5, 0, 4 },
		{ "en", 80, 6, 27, 9 }, { "en", 60, 5, 19, 8 }, { "zh", 120, 14, 36, 7 },
		{ "zh", 90, 12, 10, 34 }, { "ru", 90, 12, 19, 27 },
		{ "en", 25, 170, 0, N_ELEMENTS(oracle_words) } };
	uint64_t seed = 7;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		size_t k = (size_t)round % N_ELEMENTS(kinds);
		struct base b;

		if (kinds[k].first + kinds[k].n_words > N_ELEMENTS(oracle_words))
			fail_msg("kind %zu asks for more words than there are", k);
		base_at_random(&b, kinds[k].lang, &seed, kinds[k].n, kinds[k].most,
			kinds[k].first, kinds[k].n_words);
		check_queries(
			&b, &seed, 6, kinds[k].most, kinds[k].first, kinds[k].n_words);
		base_close(&b);
	}
}

/* --- particular cases --------------------------------------------------------------- */

/* The score of one segment alone, -1 where it is not found at all. */
static int score_of(const char *lang, const char *query, const char *segment)
{
	const char *const texts[] = { segment, NULL };
	struct base b;
	struct fuzzy *f = NULL;

	base_of(&b, lang, texts);
	assert_ok(fuzzy_new(lang, query, strlen(query), &f));
	struct answer a = search(&b, f, 1, 0, false);
	int raw = a.raws[1];

	free(a.raws);
	fuzzy_free(f);
	base_close(&b);
	return raw;
}

static void gives_the_scores_of_the_manual(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(manual_examples); i++)
		assert_int_equal(
			score_of(manual_examples[i].lang, manual_examples[i].query,
				manual_examples[i].segment),
			manual_examples[i].raw);
}

static void gives_texts_without_words_their_score(void **state)
{
	(void)state;
	assert_int_equal(score_of("en", "", ""), 1000);
	assert_int_equal(score_of("en", "", "dog"), -1);
	assert_int_equal(score_of("en", "cat", "dog"), -1);
	assert_int_equal(score_of("en", "!?", "!?"), 1000);
	assert_int_equal(score_of("en", "!?", "!"), 500);
	assert_int_equal(score_of("en", "12", "13"), 833);
	assert_int_equal(score_of("en", "12", "12"), 1000);
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

static void compares_texts_of_many_thousand_words(void **state)
{
	char *a = repeated("the cat saw 12 dogs, ", 5000, "and left");
	char *b = repeated("the cat saw 12 dogs, ", 5000, "and left soon");
	/* 25,002 words and numbers, 5,000 commas */
	uint64_t weight = 5000 * (4 * 80 + 60 + 20) + 3 * 80;

	(void)state;
	assert_int_equal(score_of("en", a, a), 1000);
	assert_int_equal(score_of("en", a, b), similarity_raw(80, weight, weight - 80));
	free(a);
	free(b);
}

/* More keys than have a class each: those beyond share one, and are told apart still. */
static void compares_texts_of_more_words_than_classes(void **state)
{
	size_t n = 66000, size = 0;
	char *a = malloc(n * 12), *b = malloc(n * 12);
	char *const texts[] = { a, b };

	(void)state;
	assert_true(a != NULL && b != NULL);
	for (int t = 0; t < 2; t++, size = 0)
		for (size_t i = 0; i < n; i++) {
			/* words of letters; two of the last are the other way round */
			size_t word = t == 1 && i >= n - 2 ? 2 * n - 3 - i : i;

			size += (size_t)sprintf(texts[t] + size, "q%c%c%c%cz ",
				(char)('a' + word % 20), (char)('a' + word / 20 % 20),
				(char)('a' + word / 400 % 20), (char)('a' + word / 8000));
		}
	int same = score_of("", a, a), other = score_of("", a, b);

	free(a);
	free(b);
	assert_int_equal(same, 1000);
	assert_int_equal(other, 999);
}

static void searches_several_runs_with_one_query(void **state)
{
	const char *const first[] = { "the cat sat on the mat", "a dog barks", NULL };
	const char *const second[] = { "no mat", "the cat sat on a mat",
		"The Cat sat on the mat", NULL };
	const char *query = "the cat sat on the mat";
	struct base a, b;
	struct fuzzy *f = NULL;

	(void)state;
	base_of(&a, "en", first);
	base_of(&b, "en", second);
	assert_ok(fuzzy_new("en", query, strlen(query), &f));
	for (int i = 0; i < 3; i++) {
		struct answer x = search(&a, f, 700, 0, false);
		struct answer y = search(&b, f, 700, 0, false);

		assert_int_equal(x.offered, 1);
		assert_int_equal(x.raws[1], 1000);
		assert_int_equal(y.offered, 2);
		assert_int_equal(y.raws[2], 833);
		assert_int_equal(y.raws[3], 979);
		free(x.raws);
		free(y.raws);
	}
	fuzzy_free(f);
	base_close(&a);
	base_close(&b);
}

static void stops_where_told_and_hands_on_what_fails(void **state)
{
	const char *const texts[] = { "the cat sat", "the cat ran", "the cat", NULL };
	struct base b;
	struct fuzzy *f = NULL;

	(void)state;
	base_of(&b, "en", texts);
	assert_ok(fuzzy_new("en", "the cat sat", 11, &f));
	for (int exhaustive = 0; exhaustive < 2; exhaustive++) {
		static const int codes[] = { FUZZY_STOP, BIS_ECANCELLED };

		for (size_t i = 0; i < N_ELEMENTS(codes); i++) {
			struct answer a = answer_new(b.n, 500, 0);
			int floor = 500;

			a.code = codes[i];
			int rc = fuzzy_search(f, b.run, &floor, exhaustive, take, &a);

			assert_int_equal(rc, codes[i] < 0 ? codes[i] : 0);
			assert_int_equal(a.offered, 1);
			assert_int_equal(floor, 500);
			free(a.raws);
		}
		/* nothing is left behind */
		struct answer a = search(&b, f, 500, 0, exhaustive);

		assert_int_equal(a.offered, 3);
		free(a.raws);
	}
	fuzzy_free(f);
	base_close(&b);
}

/* --- damage ------------------------------------------------------------------------- */

static void says_so_where_a_page_is_damaged(void **state)
{
	uint64_t seed = 3;
	struct base b;
	struct fuzzy *f = NULL;
	size_t refused = 0;

	(void)state;
	base_at_random(&b, "en", &seed, 400, 20, 0, N_ELEMENTS(oracle_words));
	size_t n = (b.image.size + RUN_PAGE - 1) / RUN_PAGE;
	uint32_t *sums = calloc(n, sizeof(*sums));

	assert_non_null(sums);
	for (size_t i = 0; i < n; i++)
		sums[i] = page_sum(b.image.data + i * RUN_PAGE,
			i + 1 < n ? RUN_PAGE : b.image.size - i * RUN_PAGE);
	assert_ok(fuzzy_new("en", b.texts[7], strlen(b.texts[7]), &f));
	for (size_t page = 0; page < n; page++) {
		struct answer a = answer_new(b.n, 400, 0);
		struct run *run = NULL;
		char *byte = &b.image.data[page * RUN_PAGE];
		int floor = 400;

		*byte = (char)(*byte ^ 0x55);
		int rc = run_open(b.image.data, b.image.size, sums, &run);

		if (rc == 0)
			rc = fuzzy_search(f, run, &floor, page % 2 != 0, take, &a);
		assert_true(rc == 0 || rc == BIS_EDB);
		refused += rc == BIS_EDB;
		/* what was not refused did not need the page */
		if (rc == 0)
			assert_false(run->damaged);
		run_close(run);
		*byte = (char)(*byte ^ 0x55);
		free(a.raws);
	}
	assert_true(refused > n / 3);
	fuzzy_free(f);
	free(sums);
	base_close(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_what_the_plain_score_finds),
		cmocka_unit_test(gives_the_scores_of_the_manual),
		cmocka_unit_test(gives_texts_without_words_their_score),
		cmocka_unit_test(compares_texts_of_many_thousand_words),
		cmocka_unit_test(compares_texts_of_more_words_than_classes),
		cmocka_unit_test(searches_several_runs_with_one_query),
		cmocka_unit_test(stops_where_told_and_hands_on_what_fails),
		cmocka_unit_test(says_so_where_a_page_is_damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
