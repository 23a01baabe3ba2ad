/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/test.h"

#include "src/find/score.h"

/* A query of these stems, all of weight 1; 0 is a word that is in no name. */
static void query_of(struct score_query *q, const int64_t *stems, size_t n, bool han)
{
	memset(q, 0, sizeof(*q));
	q->n = n;
	for (size_t i = 0; i < n; i++) {
		q->words[i].weight = 1;
		q->words[i].han = han;
		if (stems[i] != 0)
			score_add_alternative(&q->words[i], stems[i], 1, 10);
	}
}

static struct score score_of(const struct score_query *q, const int64_t *stems, size_t n)
{
	static const double weights[] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };

	return score_name(q, &(struct score_name){ stems, weights, n });
}

#define QUERY(q, han, ...)                            \
	query_of(q, (const int64_t[]){ __VA_ARGS__ }, \
		sizeof((const int64_t[]){ __VA_ARGS__ }) / sizeof(int64_t), han)
#define SCORE(q, ...)                                 \
	score_of(q, (const int64_t[]){ __VA_ARGS__ }, \
		sizeof((const int64_t[]){ __VA_ARGS__ }) / sizeof(int64_t))

static int tenths(double score)
{
	return (int)(score_round(score) * 10 + 0.5);
}

static void the_same_words_in_order_score_best(void **state)
{
	struct score_query q;

	(void)state;
	QUERY(&q, false, 1, 2, 3);
	struct score s = SCORE(&q, 1, 2, 3);
	assert_int_equal(tenths(s.value), 980);
	assert_true(s.complete);
}

static void words_the_query_leaves_out_cost_little_words_the_name_lacks_much(void **state)
{
	struct score_query q;

	(void)state;
	QUERY(&q, false, 1, 2);
	struct score longer = SCORE(&q, 1, 2, 3, 4);
	QUERY(&q, false, 1, 2, 3, 4);
	struct score shorter = SCORE(&q, 1, 2);
	assert_int_equal(tenths(longer.value), 833);
	assert_int_equal(tenths(shorter.value), 490);
	assert_true(longer.complete);
	assert_false(shorter.complete);
}

static void word_order_costs_hardly_anything(void **state)
{
	struct score_query q;

	(void)state;
	QUERY(&q, false, 4, 1, 2, 3);
	struct score s = SCORE(&q, 1, 2, 3, 4);
	assert_true(s.value < 98 && s.value > 95);
	assert_true(s.complete);
}

static void among_han_characters_order_and_nearness_count(void **state)
{
	struct score_query q;

	(void)state;
	QUERY(&q, true, 1, 2, 3);
	double same = SCORE(&q, 1, 2, 3, 9).value;
	double apart = SCORE(&q, 1, 9, 2, 3).value;
	double turned = SCORE(&q, 3, 2, 1, 9).value;
	assert_true(same > apart && apart > turned + 10);
}

static void a_word_counts_once_however_often_it_is_asked(void **state)
{
	struct score_query q;

	(void)state;
	QUERY(&q, false, 1, 1);
	struct score once = SCORE(&q, 1, 2);
	struct score twice = SCORE(&q, 1, 1);
	assert_false(once.complete);
	assert_true(twice.complete);
	assert_true(once.value < 60);
}

static void a_misspelt_word_counts_by_its_likeness(void **state)
{
	struct score_query q;

	(void)state;
	QUERY(&q, false, 1, 0);
	score_add_alternative(&q.words[1], 2, score_likeness(1, 12), 5);
	struct score s = SCORE(&q, 1, 2);
	assert_true(s.value > 90 && s.value < 98);
	assert_false(s.complete);
	assert_true(score_likeness(2, 9) < score_likeness(1, 9));
	assert_true(score_likeness(9, 4) == 0);
}

static void rare_words_weigh_more_and_particles_less(void **state)
{
	(void)state;
	assert_true(score_weight(500000, 3, 8) > score_weight(500000, 3000, 8));
	assert_true(score_weight(500000, 3000, 8) > score_weight(500000, 300000, 8));
	assert_true(score_weight(500000, 3000, 2) * 1.9 < score_weight(500000, 3000, 8));
	assert_true(score_weight(500000, 3000, 0) == score_weight(500000, 3000, 8));
	assert_true(score_weight(0, 0, 5) > 0);
	assert_true(score_weight(500000, 0, 9) <= 1);
}

static void the_most_alike_alternatives_are_kept(void **state)
{
	struct score_word word = { 0 };

	(void)state;
	for (int i = 0; i < 2 * SCORE_ALTERNATIVES; i++)
		score_add_alternative(&word, i + 1, i / 100.0, 1);
	score_add_alternative(&word, 2 * SCORE_ALTERNATIVES - 3, 0.99, 1);
	assert_int_equal(word.n, SCORE_ALTERNATIVES);
	assert_int_equal(word.alternatives[0].stem, 2 * SCORE_ALTERNATIVES - 3);
	for (size_t i = 1; i < word.n; i++)
		assert_true(word.alternatives[i - 1].likeness >
			    word.alternatives[i].likeness);
}

static void an_empty_query_or_name_scores_nothing(void **state)
{
	struct score_query q = { 0 };
	static const int64_t one[] = { 1 };

	(void)state;
	assert_true(score_of(&q, one, 1).value == 0);
	assert_false(score_of(&q, one, 1).complete);
	QUERY(&q, false, 1);
	assert_true(score_of(&q, one, 0).value == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_words_in_order_score_best),
		cmocka_unit_test(
			words_the_query_leaves_out_cost_little_words_the_name_lacks_much),
		cmocka_unit_test(word_order_costs_hardly_anything),
		cmocka_unit_test(among_han_characters_order_and_nearness_count),
		cmocka_unit_test(a_word_counts_once_however_often_it_is_asked),
		cmocka_unit_test(a_misspelt_word_counts_by_its_likeness),
		cmocka_unit_test(rare_words_weigh_more_and_particles_less),
		cmocka_unit_test(the_most_alike_alternatives_are_kept),
		cmocka_unit_test(an_empty_query_or_name_scores_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
