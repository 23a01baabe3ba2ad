/* SPDX-License-Identifier: Apache-2.0
 *
 * The n-th allocation fails, for some TRIES of n (BISOTUN_TEST_CHAOS=all: for every n),
 * while names are written, found in a text, checked and suggested: what fails is told by
 * a code, and nothing leaks.
 */
#include "config.h"
#include "tests/chaos.h"
#include "tests/find/names.h"

#include "bisotun/names.h"
#include "src/find/mentions.h"
#include "src/find/name-known.h"
#include "src/store/nameindex.h"

#define TRIES 60

/* Of n allocations. */
static long stride(long n)
{
	const char *all = getenv("BISOTUN_TEST_CHAOS");

	return all != NULL && strcmp(all, "all") == 0 ? 1 : n / TRIES + 1;
}

struct stage {
	struct base *base;
	struct endings *endings;
	bis_namer *namer;
};

/* Twice without failures, as the first time something may be made for good, to count;
 * then with one each. */
static void run(const struct stage *s, int (*scenario)(const struct stage *s))
{
	fail_at = 0;
	assert_ok(scenario(s));
	counter = 0;
	assert_ok(scenario(s));
	long n = counter, failed = 0;
	for (long at = 1; at <= n; at += stride(n)) {
		counter = 0;
		fail_at = at;
		int rc = scenario(s);
		fail_at = 0;
		if (rc < 0 && rc != BIS_ENOMEM && rc != BIS_EDB)
			fail_msg("allocation %ld: %d %s", at, rc, bis_error_message());
		failed += rc < 0;
	}
	assert_true(failed > n / stride(n) / 2);
	assert_ok(scenario(s));
}

static int write_person(const struct stage *s)
{
	struct concept c;
	struct buf key = BUF_INIT;
	int64_t number;
	long at = fail_at;

	fail_at = 0;
	concept_init(&c);
	c.kind = KIND_PERSON;
	names_form(&c, "en|Rustam Abd al-Karim");
	names_form(&c, "zh|习近平");
	fail_at = at;
	int rc = store_begin(s->base->db, "test");
	if (rc == 0)
		rc = store_concept_insert(s->base->db, &c, 0, &number, &key);
	if (rc == 0)
		rc = nameindex_flush(s->base->db);
	store_rollback(s->base->db);
	buf_free(&key);
	concept_finish(&c);
	return rc;
}

static int find_mentions(const struct stage *s)
{
	static const char text[] = "Заседание Совета глав государств в Душанбе. Муртазо "
				   "Хайдарзоды не было; SCO.";
	struct mention_finder *f = NULL;
	struct tokeniser *t = NULL;
	struct tokens tokens = { 0 };
	struct mentions m = { 0 };
	const struct known_form *form;
	const struct known_tie *ties;
	size_t n;
	int rc = mention_finder_new(s->base->db, s->endings, &f);

	if (rc == 0)
		rc = tokeniser_new("ru", &t);
	if (rc == 0)
		rc = tokeniser_read(t, text, strlen(text), &tokens);
	if (rc == 0)
		rc = mentions_find(f, "ru", text, strlen(text), &tokens, &m);
	for (size_t i = 0; rc == 0 && i < m.n; i++) {
		rc = mention_approved(f, m.at[i].form->concept, "en", "", &form);
		if (rc == 0)
			rc = mention_ties(f, m.at[i].form->concept, &ties, &n);
	}
	mentions_finish(&m);
	tokens_finish(&tokens);
	tokeniser_free(t);
	mention_finder_free(f);
	return rc;
}

static int check_names(const struct stage *s)
{
	static const char *const names[] = { "Murtazo Khaidarzoda", "Муртазо Хайдарзоды",
		"Federov", "习近平" };
	const struct bis_name_answer *answer;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < N_ELEMENTS(names); i++)
		rc = bis_name_check(s->base->db, s->namer, NULL, names[i], &answer);
	return rc;
}

static int suggest_names(const struct stage *s)
{
	static const char *const to[] = { "en", "ru", "de" };
	const struct bis_spellings *spellings;
	const struct bis_comparison *comparison;
	int rc = bis_name_suggest(s->base->db, s->namer,
		&(struct bis_suggest_options){ .to = to, .n_to = 3 },
		"Муртазо Ҳайдарзода", &spellings);

	if (rc == 0)
		rc = bis_name_suggest(NULL, s->namer,
			&(struct bis_suggest_options){
				.lang = "tg", .to = to, .n_to = 3 },
			"Ҷаббор", &spellings);
	if (rc == 0)
		rc = bis_name_variants(s->namer, NULL, "Юрий", &spellings);
	return rc < 0 ? rc : bis_name_compare(s->namer, "Юрий", "Yuriy", &comparison);
}

static void names_bear_the_loss_of_memory(void **state)
{
	struct stage s = { .base = *state };
	bis_db *db = s.base->db;

	assert_ok(store_begin(db, "test"));
	NAME(db, PERSON, "p", "en|Murtazo Haydarzoda", "ru|Муртазо Хайдарзода",
		"tg|Муртазо Ҳайдарзода", "holds|o|2015-01-01|");
	NAME(db, PERSON, "xi", "zh|习近平", "en|Xi Jinping");
	NAME(db, OFFICE, "o", "en|Director");
	NAME(db, BODY, "chs", "ru|Совет глав государств");
	NAME(db, ACRONYM, "sco", "en|SCO|preferred|acronym");
	assert_ok(store_relations_resolve(db, NULL, NULL));
	assert_ok(store_commit(db, "names"));
	assert_ok(endings_open(&s.endings));
	assert_ok(bis_namer_open(&s.namer));
	run(&s, write_person);
	run(&s, find_mentions);
	run(&s, check_names);
	run(&s, suggest_names);
	assert_int_equal(nameindex_verify(db, NULL, NULL), 0);
	bis_namer_close(s.namer);
	endings_close(s.endings);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			names_bear_the_loss_of_memory, base_setup, base_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
