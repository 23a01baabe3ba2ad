/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/find/terms.h"

static int setup(void **state)
{
	if (base_setup(state) != 0)
		return -1;
	struct base *b = *state;
	bis_db *db = b->db;

	assert_ok(store_begin(db, "test"));
	TERM(db, "sco", "en|Shanghai Cooperation Organisation",
		"ru|Шанхайская организация сотрудничества", "zh|上海合作组织",
		"zh|上合组织", "fa|سازمان همکاری شانگهای", "ur|شنگھائی تعاون تنظیم",
		"hi|शंघाई सहयोग संगठन", "ru|ШОС", "en|SCO");
	TERM(db, "sec", "en|Secretariat of the Shanghai Cooperation Organisation",
		"ru|Секретариат Шанхайской организации сотрудничества");
	TERM(db, "dca",
		"en|Drug Control Agency under the President of the Republic of "
		"Tajikistan",
		"ru|Агентство по контролю за наркотиками при Президенте Республики "
		"Таджикистан",
		"zh|塔吉克斯坦共和国总统直属禁毒署");
	TERM(db, "cnc", "en|Council of National Coordinators of the SCO Member States",
		"ru|Совет национальных координаторов государств-членов ШОС");
	TERM(db, "prt", "en|President of the Republic of Tajikistan",
		"ru|Президент Республики Таджикистан", "zh|塔吉克斯坦共和国总统");
	TERM(db, "hay", "en|Murtazo Haydarzoda", "ru|Муртазо Хайдарзода",
		"tg|Муртазо Ҳайдарзода");
	TERM(db, "uzb", "uz|O‘zbekiston Respublikasi", "en|Republic of Uzbekistan");
	TERM(db, "col", "en-GB|colour", "ru|цвет");
	TERM(db, "moj", "en|Minister of Justice", "fr|ministre de la Justice");
	TERM(db, "res", "fr|résumé");
	TERM(db, "bur", "ru|бюро", "ru|бывшее бюро|deprecated", "en|bureau|proposed");
	TERM(db, "ge1", "en|Georgia|admitted", "ru|Джорджия");
	TERM(db, "ge2", "en|Georgia", "ru|Грузия");
	assert_ok(store_commit(db, "terms"));
	return 0;
}

/* --- cases -------------------------------------------------------------------------------- */

static bool next_line(FILE *in, char *line, size_t size)
{
	char whole[400];

	while (fgets(whole, sizeof(whole), in) != NULL) {
		whole[strcspn(whole, "\n")] = '\0';
		if (whole[0] == '\0' || whole[0] == '#')
			continue;
		assert_true(strlen(whole) < size);
		memcpy(line, whole, strlen(whole) + 1);
		return true;
	}
	return false;
}

static void check_case(
	bis_db *db, const char *from, const char *query, const char *concept, FILE *in)
{
	struct bis_lookup_options options = { .from = strcmp(from, "-") == 0 ? NULL
									     : from };
	const struct bis_concept *found;
	char line[100], how[20];
	double least;
	bis_hits *hits;

	assert_ok(bis_lookup(db, &options, query, &hits));
	assert_ok(bis_hits_next(hits, &found));
	if (strcmp(concept, "-") == 0) {
		if (found != NULL)
			fail_msg("%s finds %s", query, found->id);
	} else {
		assert_true(next_line(in, line, sizeof(line)));
		assert_int_equal(sscanf(line, "%19s %lf", how, &least), 2);
		if (found == NULL)
			found = bis_hits_nearest(hits);
		if (found == NULL)
			fail_msg("%s finds nothing", query);
		else if (strcmp(found->id, concept) != 0 ||
			 strcmp(found->how, how) != 0 || found->score < least)
			fail_msg("%s finds %s %s %.1f", query, found->id, found->how,
				found->score);
	}
	bis_hits_close(hits);
}

static void every_case_finds_its_concept(void **state)
{
	struct base *b = *state;
	char from[20], query[200], concept[40];
	FILE *in = fopen(test_data("cases/lookup.cases"), "r");
	int n = 0;

	assert_non_null(in);
	for (; next_line(in, from, sizeof(from)); n++) {
		assert_true(next_line(in, query, sizeof(query)));
		assert_true(next_line(in, concept, sizeof(concept)));
		check_case(b->db, from, query, concept, in);
	}
	fclose(in);
	assert_true(n >= 28);
}

/* --- order and options -------------------------------------------------------------------- */

/* The ids found, as "a b c". */
static const char *found(
	bis_db *db, const struct bis_lookup_options *options, const char *query)
{
	static char ids[400];
	const struct bis_concept *concept;
	double last = 101;
	bis_hits *hits;
	int rc;

	ids[0] = '\0';
	assert_ok(bis_lookup(db, options, query, &hits));
	while ((rc = bis_hits_next(hits, &concept)) > 0) {
		assert_true(concept->score <= last);
		last = concept->score;
		snprintf(ids + strlen(ids), sizeof(ids) - strlen(ids), "%s%s",
			ids[0] == '\0' ? "" : " ", concept->id);
	}
	assert_ok(rc);
	bis_hits_close(hits);
	return ids;
}

static void equal_names_come_before_longer_ones(void **state)
{
	struct base *b = *state;

	assert_string_equal(
		found(b->db, NULL, "Shanghai Cooperation Organisation"), "sco sec");
	assert_string_equal(found(b->db, NULL, "Республика Таджикистан"), "prt dca");
}

static void of_equal_scores_the_better_status_comes_first_and_sharing_is_told(
	void **state)
{
	struct base *b = *state;
	const struct bis_concept *concept;
	bis_hits *hits;

	assert_string_equal(found(b->db, NULL, "georgia"), "ge2 ge1");
	assert_ok(bis_lookup(b->db, NULL, "georgia", &hits));
	assert_ok(bis_hits_next(hits, &concept));
	assert_true(concept->shared);
	assert_string_equal(concept->matched, "Georgia");
	assert_string_equal(concept->matched_lang, "en");
	bis_hits_close(hits);
	assert_ok(bis_lookup(b->db, NULL, "SCO", &hits));
	assert_ok(bis_hits_next(hits, &concept));
	assert_false(concept->shared);
	bis_hits_close(hits);
}

static void a_language_shuts_the_others_out(void **state)
{
	struct base *b = *state;

	assert_string_equal(
		found(b->db, &(struct bis_lookup_options){ .from = "ru" }, "SCO"), "");
	assert_string_equal(
		found(b->db, &(struct bis_lookup_options){ .from = "en_us" }, "colour"),
		"col");
	assert_string_equal(
		found(b->db, &(struct bis_lookup_options){ .from = "zh-TW" }, "上合组织"),
		"");
}

static void status_counts_in_the_languages_wanted(void **state)
{
	static const char *const en[] = { "en" }, *const ru[] = { "ru" };
	struct base *b = *state;
	struct bis_lookup_options options = { .status = "proposed" };

	assert_string_equal(found(b->db, &options, "бюро"), "bur");
	options.to = en;
	options.n_to = 1;
	assert_string_equal(found(b->db, &options, "бюро"), "bur");
	options.to = ru;
	assert_string_equal(found(b->db, &options, "бюро"), "");
	options.status = "deprecated";
	assert_string_equal(found(b->db, &options, "бюро"), "bur");
}

static void max_and_min_bound_the_answer(void **state)
{
	struct base *b = *state;
	struct bis_lookup_options options = { .max = 1 };

	assert_string_equal(found(b->db, &options, "Tajikistan"), "prt");
	options.max = 0;
	options.min = 99;
	assert_string_equal(found(b->db, &options, "Tajikistan"), "");
}

/* The forms of each concept differ in nothing but the days they are valid. */
static void put_dated(bis_db *db, const char *id, const char *from, const char *to)
{
	struct concept c;
	struct buf key = BUF_INIT;
	int64_t number;

	terms_fill(&c, id, (const char *const[]){ "en|Minister of Rivers" }, 1);
	buf_set(&c.sections[0].forms[0].valid_from, from);
	buf_set(&c.sections[0].forms[0].valid_to, to);
	assert_ok(store_concept_insert(db, &c, 0, &number, &key));
	buf_free(&key);
	concept_finish(&c);
}

static void of_equal_scores_forms_valid_on_the_day_come_first(void **state)
{
	struct base *b = *state;
	struct bis_lookup_options options = { .at = "2010-06-30" };

	assert_ok(store_begin(b->db, "test"));
	put_dated(b->db, "old", "2001", "2010-06");
	put_dated(b->db, "new", "2010-07", "");
	assert_ok(store_commit(b->db, "terms"));
	assert_string_equal(found(b->db, &options, "minister of rivers"), "old new");
	options.at = "2010-07-01";
	assert_string_equal(found(b->db, &options, "minister of rivers"), "new old");
}

static void with_all_weaker_names_are_found_beside_equal_ones(void **state)
{
	struct base *b = *state;
	const char *query = "Secretariat of the Shanghai Cooperation Organisation";

	assert_string_equal(found(b->db, NULL, query), "sec");
	assert_string_equal(
		found(b->db, &(struct bis_lookup_options){ .all = true }, query),
		"sec sco");
}

/* Names with all words of the query are found whatever the sums of its weights round to. */
static void every_name_is_found_by_its_own_words_turned_round(void **state)
{
	static const char *const queries[][2] = {
		{ "Tajikistan Republic President", "prt" },
		{ "Organisation Cooperation Shanghai", "sco" },
		{ "Justice of Minister", "moj" },
		{ "Uzbekistan, Republic of", "uzb" },
		{ "Haydarzoda Murtazo", "hay" },
		{ "President of the Republic of Tajikistan: Drug Control Agency", "dca" },
	};
	struct base *b = *state;
	const struct bis_concept *concept;
	bis_hits *hits;

	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		assert_ok(bis_lookup(b->db, NULL, queries[i][0], &hits));
		assert_ok(bis_hits_next(hits, &concept));
		if (concept == NULL || strcmp(concept->id, queries[i][1]) != 0 ||
			strcmp(concept->how, "stem") != 0)
			fail_msg("%s finds %s", queries[i][0],
				concept == NULL ? "" : concept->id);
		bis_hits_close(hits);
	}
}

static void the_nearest_is_told_only_where_nothing_is_found(void **state)
{
	struct base *b = *state;
	const char *query = "Council of Ministers of Defence and National Coordinators";
	const struct bis_concept *nearest;
	bis_hits *hits;

	assert_ok(bis_lookup(
		b->db, &(struct bis_lookup_options){ .min = 90 }, query, &hits));
	nearest = bis_hits_nearest(hits);
	assert_non_null(nearest);
	assert_string_equal(nearest->id, "cnc");
	assert_true(nearest->score < 90);
	bis_hits_close(hits);
	assert_ok(bis_lookup(b->db, NULL, "SCO", &hits));
	assert_null(bis_hits_nearest(hits));
	bis_hits_close(hits);
}

static void bad_options_are_refused(void **state)
{
	struct base *b = *state;
	bis_hits *hits;

	assert_fails(bis_lookup(b->db, &(struct bis_lookup_options){ .status = "good" },
			     "a", &hits),
		BIS_EUSAGE, "good");
	assert_null(hits);
	assert_fails(bis_lookup(b->db, &(struct bis_lookup_options){ .at = "2017-02-30" },
			     "a", &hits),
		BIS_EUSAGE, "2017-02-30");
	assert_fails(bis_lookup(b->db, &(struct bis_lookup_options){ .from = "?!" }, "a",
			     &hits),
		BIS_EUSAGE, "?!");
	assert_fails(bis_lookup(b->db, NULL, "a\xff", &hits), BIS_EFORMAT, "not UTF-8");
	assert_string_equal(found(b->db, NULL, ""), "");
	assert_string_equal(found(b->db, NULL, " —"), "");
}

static void what_is_being_written_is_found_within_the_write(void **state)
{
	struct base *b = *state;

	assert_ok(store_begin(b->db, "test"));
	TERM(b->db, "new", "en|Bishkek Declaration");
	assert_string_equal(found(b->db, NULL, "declaration Bishkek"), "new");
	store_rollback(b->db);
	assert_string_equal(found(b->db, NULL, "declaration Bishkek"), "");
}

static void of_many_names_with_a_frequent_word_the_short_ones_come_first(void **state)
{
	struct base *b = *state;
	char id[16], text[200];

	assert_ok(store_begin(b->db, "test"));
	for (int i = 0; i < 600; i++) {
		snprintf(id, sizeof(id), "k%d", i);
		snprintf(text, sizeof(text), "en|Commission %s number %d",
			i == 571 ? "" : "for the upper and the lower valleys", i);
		terms_put(b->db, id, (const char *const[]){ text }, 1);
	}
	assert_ok(store_commit(b->db, "terms"));
	assert_string_equal(
		found(b->db, &(struct bis_lookup_options){ .max = 1 }, "commission"),
		"k571");
	assert_string_equal(found(b->db, &(struct bis_lookup_options){ .max = 1 },
				    "Commission valleys 399"),
		"k399");
}

/* A query as long as a book costs no more than its first words. */
static void long_queries_are_borne(void **state)
{
	struct base *b = *state;
	size_t size = 1 << 20;
	char *text = malloc(size + 1);

	assert_non_null(text);
	for (size_t i = 0; i < size; i++)
		text[i] = "abcdefghijklmnopqrs "[(i * 7 + i / 11) % 20];
	text[size] = '\0';
	assert_string_equal(found(b->db, NULL, text), "");
	memset(text, 'a', size);
	assert_string_equal(found(b->db, NULL, text), "");
	free(text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, base_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_case_finds_its_concept),
		TEST(equal_names_come_before_longer_ones),
		TEST(of_equal_scores_the_better_status_comes_first_and_sharing_is_told),
		TEST(a_language_shuts_the_others_out),
		TEST(status_counts_in_the_languages_wanted),
		TEST(max_and_min_bound_the_answer),
		TEST(of_equal_scores_forms_valid_on_the_day_come_first),
		TEST(with_all_weaker_names_are_found_beside_equal_ones),
		TEST(every_name_is_found_by_its_own_words_turned_round),
		TEST(the_nearest_is_told_only_where_nothing_is_found),
		TEST(bad_options_are_refused),
		TEST(what_is_being_written_is_found_within_the_write),
		TEST(of_many_names_with_a_frequent_word_the_short_ones_come_first),
		TEST(long_queries_are_borne),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
