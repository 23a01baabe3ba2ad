/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/find/names.h"

#include "bisotun/names.h"
#include "src/find/name-known.h"

static void fill(bis_db *db)
{
	assert_ok(store_begin(db, "test"));
	NAME(db, OFFICE, "director", "en|Director", "ru|Директор");
	NAME(db, OFFICE, "chairman", "en|Chairman");
	NAME(db, PERSON, "haydarzoda", "en|Murtazo Haydarzoda", "ru|Муртазо Хайдарзода",
		"tg|Муртазо Ҳайдарзода", "en|Murtazo Khaidarzoda|lookup",
		"holds|director|2015-01-01|2019-12-31", "holds|chairman|2020-01-01|");
	NAME(db, PERSON, "fedotov", "en|Yury Fedotov", "ru|Юрий Викторович Федотов");
	NAME(db, PERSON, "japarov-s", "en|Sadyr Japarov", "ru|Садыр Жапаров",
		"not-same-as|japarov-a");
	NAME(db, PERSON, "japarov-a", "en|Akylbek Japarov", "ru|Акылбек Жапаров");
	NAME(db, PERSON, "karimov-1", "en|Rustam Karimov");
	NAME(db, PERSON, "karimov-2", "en|Rustam Karimov");
	NAME(db, PERSON, "xi", "en|Xi Jinping", "zh|习近平", "ru|Си Цзиньпин");
	NAME(db, PERSON, "gong", "en|Gong Jianwei", "zh|宫建伟");
	NAME(db, PERSON, "zhao", "en|Zhao Kezhi", "zh|赵克志");
	NAME(db, PERSON, "nurgaliev", "en|Bolat Nurgaliyev", "zh|博拉特·努尔加利耶夫");
	NAME(db, PERSON, "tokhtiev", "ru|Юрий Викторович Тохтиев", "zh|尤里·托赫季耶夫",
		"zh|托赫季耶夫|lookup|short");
	NAME(db, PLACE, "astana", "en|Astana|preferred||1998-05-06|2019-03-22",
		"en|Nur-Sultan|preferred||2019-03-23|2022-09-16", "kk|Астана|proposed");
	NAME(db, PLACE, "dushanbe", "en|Dushanbe", "ru|Душанбе");
	NAME(db, BODY, "chs", "en|Council of Heads of State", "ru|Совет глав государств",
		"en|Heads of State Council|deprecated");
	NAME(db, ACRONYM, "sco-acr", "en|SCO|preferred|acronym");
	for (int i = 0; i < 300; i++) {
		char id[20], form[60];
		snprintf(id, sizeof(id), "m%d", i);
		snprintf(form, sizeof(form), "en|Mohammad Name%c%c%c", 'a' + i % 7,
			'k' + i % 11, 'a' + i % 13);
		NAME(db, PERSON, id, form);
	}
	assert_ok(store_relations_resolve(db, NULL, NULL));
	assert_ok(store_commit(db, "names"));
}

struct place {
	struct base base; /* first */
	bis_namer *namer;
};

static int setup(void **state)
{
	int rc = base_setup(state);
	struct place *p;

	if (rc != 0)
		return rc;
	p = realloc(*state, sizeof(*p));
	assert_non_null(p);
	*state = p;
	fill(p->base.db);
	return bis_namer_open(&p->namer);
}

static int teardown(void **state)
{
	bis_namer_close(((struct place *)*state)->namer);
	return base_teardown(state);
}

/* "verdict id id …" */
static const char *checked(
	struct place *p, const char *lang, const char *at, const char *name)
{
	static char told[500];
	const struct bis_name_answer *answer;
	struct bis_name_options options = { .lang = lang, .at = at };

	assert_ok(bis_name_check(p->base.db, p->namer, &options, name, &answer));
	assert_string_equal(answer->input, name);
	size_t n = (size_t)snprintf(told, sizeof(told), "%s", answer->verdict);
	for (size_t i = 0; i < answer->n_candidates && i < 4; i++)
		n += (size_t)snprintf(
			told + n, sizeof(told) - n, " %s", answer->candidates[i].id);
	return told;
}

struct sample {
	const char *lang, *at, *name, *expected;
};

static void check(struct place *p, const struct sample *samples, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *told =
			checked(p, samples[i].lang, samples[i].at, samples[i].name);
		if (strcmp(told, samples[i].expected) != 0)
			fail_msg("%s: %s, not %s", samples[i].name, told,
				samples[i].expected);
	}
}
#define CHECK(p, ...)                                                    \
	do {                                                             \
		static const struct sample samples_[] = { __VA_ARGS__ }; \
		check(p, samples_, N_ELEMENTS(samples_));                \
	} while (0)

static void tells_approved_names_from_other_spellings(void **state)
{
	CHECK(*state, { "en", NULL, "Murtazo Haydarzoda", "approved haydarzoda" },
		{ "en", NULL, "Murtazo\u00A0Haydarzoda", "approved haydarzoda" },
		{ "en", NULL, "Murtazo Khaidarzoda", "variant haydarzoda" },
		{ "en", NULL, "Murtazo Haidarzoda", "variant haydarzoda" },
		{ NULL, NULL, "Yuri Fedotov", "variant fedotov" },
		{ NULL, NULL, "Fedotov Yury", "approved fedotov" },
		{ "ru", NULL, "Юрий Федотов", "approved fedotov" },
		{ "en", NULL, "Ivan Petrov", "unknown" }, { "en", NULL, "", "unknown" },
		{ "en", NULL, "…", "unknown" },
		{ "en", NULL, "Dushanbe", "approved dushanbe" },
		{ "en", NULL, "Douchanbe", "variant dushanbe" },
		{ "en", NULL, "Council of Heads of State", "approved chs" },
		{ "en", NULL, "Heads of State Council", "variant chs" },
		{ "en", NULL, "SCO", "approved sco-acr" },
		{ "en", NULL, "sco", "variant sco-acr" },
		{ "zh", NULL, "习近平", "approved xi" });
}

static void sees_through_case_endings(void **state)
{
	struct place *p = *state;
	const struct bis_name_answer *answer;

	CHECK(p, { "ru", NULL, "Муртазо Хайдарзоды", "approved haydarzoda" },
		{ NULL, NULL, "Юрием Федотовым", "approved fedotov" },
		{ "ru", NULL, "Совета глав государств", "approved chs" },
		{ "ru", NULL, "Хайдарзодой", "approved haydarzoda" });
	assert_ok(bis_name_check(p->base.db, p->namer, NULL, "Юрием Федотовым", &answer));
	assert_true(answer->candidates[0].inflected);
	assert_string_equal(answer->candidates[0].approved, "Юрий Викторович Федотов");
	assert_non_null(strstr(answer->candidates[0].why, "a case of"));
	assert_ok(bis_name_check(p->base.db, p->namer, NULL, "Юрий Федотов", &answer));
	assert_false(answer->candidates[0].inflected);
}

static void chinese_characters_are_not_nearer_than_letters(void **state)
{
	struct place *p = *state;
	const struct bis_name_answer *answer;

	CHECK(p, { NULL, NULL, "Тохтиевым", "approved tokhtiev" },
		{ "en", NULL, "Narzullaev", "unknown" },
		{ "en", NULL, "Du Jianguo", "unknown" },
		{ "en", NULL, "Captain Zhou", "unknown" });
	assert_ok(bis_name_check(p->base.db, p->namer, NULL, "Тохтиевым", &answer));
	assert_null(strstr(answer->candidates[0].why, "托赫季耶夫"));
}

static void a_form_of_another_language_is_a_variant_in_this(void **state)
{
	CHECK(*state, { "ru", NULL, "Муртазо Ҳайдарзода", "variant haydarzoda" },
		{ "tg", NULL, "Муртазо Ҳайдарзода", "approved haydarzoda" },
		{ NULL, NULL, "Муртазо Ҳайдарзода", "approved haydarzoda" });
}

static void what_may_be_several_is_ambiguous(void **state)
{
	struct place *p = *state;

	CHECK(p, { "en", NULL, "Haydarzoda", "approved haydarzoda" },
		{ "en", NULL, "Khaidarzoda", "variant haydarzoda" },
		{ "en", NULL, "Japarov", "ambiguous japarov-s japarov-a" },
		{ "en", NULL, "Zhaparov", "ambiguous japarov-s japarov-a" },
		{ "en", NULL, "Sadyr Japarov", "approved japarov-s" },
		{ "en", NULL, "Sadyr Zhaparov", "variant japarov-s" },
		{ "en", NULL, "Rustam Karimov", "ambiguous karimov-1 karimov-2" });
	assert_memory_equal(checked(p, "en", NULL, "Mohammad"), "ambiguous", 9);
}

/* A family name may be the whole of the name of a place, though many people bear it. */
static void a_name_of_one_part_is_found_among_many_that_have_it(void **state)
{
	struct place *p = *state;
	bis_db *db = p->base.db;

	assert_ok(store_begin(db, "test"));
	for (int i = 0; i < 200; i++) {
		static const char *const given[] = { "Рустам", "Анвар", "Дильшод" };
		char id[20], form[60];
		snprintf(id, sizeof(id), "s%d", i);
		snprintf(form, sizeof(form), "ru|%s Шахин", given[i % 3]);
		NAME(db, PERSON, id, form);
	}
	NAME(db, PLACE, "chahine", "en|Chahine");
	assert_ok(store_commit(db, "names"));
	assert_memory_equal(checked(p, "ru", NULL, "Шахин"), "variant chahine ", 16);
}

static void a_name_holds_in_its_time(void **state)
{
	struct place *p = *state;
	const struct bis_name_answer *answer;
	struct bis_name_options then = { .lang = "en", .at = "2020-01-01" };

	CHECK(p, { "en", "2000-01-01", "Astana", "approved astana" },
		{ "en", "2020-01-01", "Astana", "variant astana" },
		{ "en", "2020-01-01", "Nur-Sultan", "approved astana" });
	assert_ok(bis_name_check(p->base.db, p->namer, &then, "Astana", &answer));
	assert_string_equal(answer->candidates[0].approved, "Nur-Sultan");
	assert_false(answer->candidates[0].valid);
	then.at = "2016-05-05";
	assert_ok(bis_name_check(
		p->base.db, p->namer, &then, "Murtazo Haydarzoda", &answer));
	assert_string_equal(answer->candidates[0].office, "Director");
	then.at = NULL;
	assert_ok(bis_name_check(
		p->base.db, p->namer, &then, "Murtazo Haydarzoda", &answer));
	assert_string_equal(answer->candidates[0].office, "Chairman");
}

static void finds_names_across_scripts(void **state)
{
	struct place *p = *state;
	struct mention_finder *f;
	struct namer *n;
	struct known_names found = { 0 };
	static const char *const names[][2] = { { "Yuriy Fedotov", "fedotov" },
		{ "Садыр Жапаров", "japarov-s" }, { "Murtaso Chaidarsoda", "haydarzoda" },
		{ "Fedotov Yury", "fedotov" } };

	assert_ok(mention_finder_new(p->base.db, NULL, &f));
	assert_ok(namer_new(&n));
	for (size_t i = 0; i < N_ELEMENTS(names); i++) {
		struct known_query q = {
			.text = names[i][0], .size = strlen(names[i][0]), .lang = ""
		};
		assert_ok(known_names_find(f, n, &q, &found));
		assert_true(found.n >= 1);
		assert_string_equal(found.at[0].form->key, names[i][1]);
		assert_true(found.at[0].score >= NAME_SAME);
	}
	struct known_query lone = { .text = "Fedotov", .size = 7, .full_only = true };
	assert_ok(known_names_find(f, n, &lone, &found));
	assert_int_equal(found.n, 0);
	lone.full_only = false;
	assert_ok(known_names_find(f, n, &lone, &found));
	assert_int_equal(found.n, 1);
	assert_true(found.at[0].lone);
	known_names_finish(&found);
	namer_free(n);
	mention_finder_free(f);
}

static void refuses_what_is_no_name(void **state)
{
	struct place *p = *state;
	const struct bis_name_answer *answer;
	char *big = malloc(BIS_NAME_MAX + 10);

	memset(big, 'a', BIS_NAME_MAX + 9);
	big[BIS_NAME_MAX + 9] = '\0';
	assert_fails(bis_name_check(p->base.db, p->namer, NULL, big, &answer), BIS_EUSAGE,
		"65536 bytes");
	big[BIS_NAME_MAX] = '\0';
	assert_ok(bis_name_check(p->base.db, p->namer, NULL, big, &answer));
	assert_string_equal(answer->verdict, "unknown");
	assert_fails(bis_name_check(p->base.db, p->namer, NULL, "a\xff", &answer),
		BIS_EFORMAT, "UTF-8");
	assert_fails(bis_name_check(p->base.db, p->namer,
			     &(struct bis_name_options){ .at = "2020" }, "a", &answer),
		BIS_EUSAGE, "no day");
	assert_fails(bis_name_check(p->base.db, p->namer,
			     &(struct bis_name_options){ .lang = "!" }, "a", &answer),
		BIS_EUSAGE, "!");
	free(big);
}

/* --- without a base ----------------------------------------------------------------- */

static void compares_two_names(void **state)
{
	struct place *p = *state;
	const struct bis_comparison *c;

	assert_ok(bis_name_compare(p->namer, "Хайдарзода", "Khaidarzoda", &c));
	assert_string_equal(c->verdict, "same");
	assert_true(c->explained && c->score >= 80);
	assert_non_null(c->why);
	assert_ok(bis_name_compare(p->namer, "Fedotov", "Khaidarzoda", &c));
	assert_string_equal(c->verdict, "different");
	assert_fails(bis_name_compare(p->namer, "a", "\xc3", &c), BIS_EFORMAT, "UTF-8");
}

static void lists_the_systems(void **state)
{
	struct place *p = *state;
	size_t n = 0;
	bool bgn = false;

	for (const struct bis_system *s; (s = bis_namer_system(p->namer, n)) != NULL;
		n++) {
		assert_true(*s->id != '\0' && *s->name != '\0' && *s->lang != '\0');
		bgn = bgn || strcmp(s->id, "bgn-ru-1947") == 0;
	}
	assert_true(n > 10 && bgn);
	assert_null(bis_namer_system(p->namer, n + 5));
}

static bool has_spelling(const struct bis_spellings *s, const char *lang,
	const char *text, const char *standing)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->at[i].lang, lang) == 0 &&
			strcmp(s->at[i].text, text) == 0 &&
			strcmp(s->at[i].standing, standing) == 0)
			return true;
	return false;
}

static void gives_every_spelling_of_the_tables(void **state)
{
	struct place *p = *state;
	const struct bis_spellings *s;
	struct bis_variants_options one = { .system = "bgn-ru-1947" };

	assert_ok(bis_name_variants(p->namer, NULL, "Юрий", &s));
	assert_true(s->n > 20);
	assert_true(has_spelling(s, "ru-Latn", "Yuriy", "suggested"));
	assert_true(has_spelling(s, "en", "Yuri", "suggested"));
	assert_ok(bis_name_variants(p->namer, &one, "Юрий", &s));
	assert_string_equal(s->at[0].text, "Yuriy");
	assert_string_equal(s->at[0].system_name, "BGN/PCGN Russian");
	one.system = "none-such";
	assert_fails(
		bis_name_variants(p->namer, &one, "Юрий", &s), BIS_EUSAGE, "none-such");
	one.system = NULL;
	one.max = 3;
	assert_ok(bis_name_variants(p->namer, &one, "Юрий", &s));
	assert_int_equal(s->n, 3);
}

static void suggests_what_the_base_has_or_a_system_gives(void **state)
{
	struct place *p = *state;
	const struct bis_spellings *s;
	static const char *const to[] = { "en", "ru", "zh", "tg" };
	struct bis_suggest_options o = { .to = to, .n_to = 4 };

	assert_ok(bis_name_suggest(p->base.db, p->namer, &o, "Муртазо Ҳайдарзода", &s));
	assert_true(has_spelling(s, "en", "Murtazo Haydarzoda", "approved"));
	assert_true(has_spelling(s, "ru", "Муртазо Хайдарзода", "approved"));
	assert_true(has_spelling(s, "tg", "Муртазо Ҳайдарзода", "approved"));
	assert_string_equal(s->at[0].concept, "haydarzoda");
	o.lang = "tg";
	assert_ok(bis_name_suggest(NULL, p->namer, &o, "Ҷаббор Раҳимов", &s));
	assert_true(has_spelling(s, "en", "Jabbor Rahimov", "suggested"));
	assert_true(has_spelling(s, "ru", "Джаббор Рахимов", "suggested"));
	for (size_t i = 0; i < s->n; i++)
		assert_true(*s->at[i].system != '\0' || *s->at[i].note != '\0');
	assert_true(has_spelling(s, "tg", "Ҷаббор Раҳимов", "suggested"));
	o.lang = "zh";
	assert_ok(bis_name_suggest(NULL, p->namer, &o, "王毅", &s));
	assert_true(has_spelling(s, "en", "Wang Yi", "suggested"));
	assert_true(has_spelling(s, "ru", "Ван И", "suggested"));
}

static void neighbours_take_russian_spellings_over(void **state)
{
	struct place *p = *state;
	const struct bis_spellings *s;
	static const char *const to[] = { "kk", "uz", "hi" };
	struct bis_suggest_options o = { .to = to, .n_to = 3 };

	assert_ok(bis_name_suggest(NULL, p->namer, &o, "Иван Щербаков", &s));
	assert_int_equal(s->n, 2);
	assert_true(has_spelling(s, "kk", "Иван Щербаков", "suggested"));
	assert_string_equal(s->at[0].system, "");
	assert_string_equal(s->at[0].note, "taken over from Russian");
	assert_true(has_spelling(s, "uz", "Ivan Sherbakov", "suggested"));
	assert_ok(bis_name_suggest(NULL, p->namer, &o, "Ҷаббор Раҳимов", &s));
	assert_true(has_spelling(s, "kk", "Джаббор Рахимов", "suggested"));
}

static void a_foreign_name_in_chinese_is_not_read_as_chinese(void **state)
{
	struct place *p = *state;
	const struct bis_spellings *s;
	static const char *const to[] = { "ru", "en", "kk" };
	struct bis_suggest_options o = { .to = to, .n_to = 3 };

	assert_ok(bis_name_suggest(NULL, p->namer, &o, "约翰·史密斯", &s));
	assert_int_equal(s->n, 0);
}

static void a_reason_tells_the_systems_behind_both_spellings(void **state)
{
	struct place *p = *state;
	const struct bis_name_options en = { .lang = "en" };
	const struct bis_name_answer *answer;

	assert_ok(bis_name_check(p->base.db, p->namer, &en, "Khaidarzoda", &answer));
	assert_non_null(strstr(answer->candidates[0].why,
		"\"Khaidarzoda\" is Хайдарзода in ICAO 9303 Russian"));
	assert_non_null(
		strstr(answer->candidates[0].why, "\"Haydarzoda\" is Ҳайдарзода"));
}

#define with_base(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_base(tells_approved_names_from_other_spellings),
		with_base(sees_through_case_endings),
		with_base(chinese_characters_are_not_nearer_than_letters),
		with_base(a_form_of_another_language_is_a_variant_in_this),
		with_base(what_may_be_several_is_ambiguous),
		with_base(a_name_of_one_part_is_found_among_many_that_have_it),
		with_base(a_name_holds_in_its_time),
		with_base(finds_names_across_scripts),
		with_base(refuses_what_is_no_name),
		with_base(compares_two_names),
		with_base(lists_the_systems),
		with_base(gives_every_spelling_of_the_tables),
		with_base(suggests_what_the_base_has_or_a_system_gives),
		with_base(neighbours_take_russian_spellings_over),
		with_base(a_foreign_name_in_chinese_is_not_read_as_chinese),
		with_base(a_reason_tells_the_systems_behind_both_spellings),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
