/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/find/names.h"

#include "src/find/mentions.h"

static void fill(bis_db *db)
{
	assert_ok(store_begin(db, "test"));
	NAME(db, BODY, "sco", "en|Shanghai Cooperation Organisation",
		"en|Shanghai Cooperation Organization|lookup",
		"ru|Шанхайская организация сотрудничества", "zh|上海合作组织");
	NAME(db, ACRONYM, "sco-acr", "en|SCO|preferred|acronym",
		"ru|ШОС|preferred|acronym");
	NAME(db, ACRONYM, "who", "en|WHO|preferred|acronym");
	NAME(db, ACRONYM, "mid", "ru|МИД|preferred|acronym");
	NAME(db, BODY, "chs", "en|Council of Heads of State", "ru|Совет глав государств");
	NAME(db, OFFICE, "secgen", "en|Secretary-General", "zh|秘书长",
		"en|Secretary-General of the Shanghai Cooperation Organisation");
	NAME(db, PERSON, "haydarzoda", "en|Murtazo Haydarzoda", "ru|Муртазо Хайдарзода",
		"tg|Муртазо Ҳайдарзода");
	NAME(db, PERSON, "fedotov", "en|Yury Fedotov", "ru|Юрий Федотов",
		"zh|尤里·费多托夫");
	NAME(db, PERSON, "aliev", "ru|Алиев", "en|Ali");
	NAME(db, PLACE, "dushanbe", "en|Dushanbe", "ru|Душанбе", "uz|Dushanbe");
	NAME(db, PLACE, "turkey", "en|Turkey", "ru|Китай");
	NAME(db, PLACE, "iran", "ru|Иран");
	NAME(db, TERM, "drug", "en|drugs|lookup", "ru|наркотики");
	NAME(db, DOCUMENT, "conv", "en|Single Convention on Narcotic Drugs, 1961");
	NAME(db, EVENT, "plan-a", "en|Action Plan");
	NAME(db, EVENT, "plan-b", "en|action plan");
	NAME(db, PLACE, "tashkent", "uz|Toshkent", "kk|Тоқаев");
	assert_ok(store_commit(db, "names"));
}

static int setup(void **state)
{
	int rc = base_setup(state);

	if (rc == 0)
		fill(((struct base *)*state)->db);
	return rc;
}

/* What is found: "[text]concept" for each, one after another; with a tail of ~ for
 * another language, * for an ending seen through, = for exactly as in the base; hidden
 * ones in small brackets. */
static const char *found(bis_db *db, const char *lang, const char *text)
{
	static char told[4000];
	struct mention_finder *f;
	struct endings *endings;
	struct tokeniser *t;
	struct tokens tokens = { 0 };
	struct mentions m = { 0 };
	size_t n = 0;

	assert_ok(endings_open(&endings));
	assert_ok(mention_finder_new(db, endings, &f));
	assert_ok(tokeniser_new(lang, &t));
	assert_ok(tokeniser_read(t, text, strlen(text), &tokens));
	assert_ok(mentions_find(f, lang, text, strlen(text), &tokens, &m));
	told[0] = '\0';
	for (size_t i = 0; i < m.n; i++) {
		const struct mention *x = &m.at[i];
		n += (size_t)snprintf(told + n, sizeof(told) - n, "%s%c%.*s%c%s%s%s%s",
			i == 0 ? "" : " ", x->hidden ? '(' : '[',
			(int)(x->end - x->begin), text + x->begin, x->hidden ? ')' : ']',
			x->form->key, x->exact ? "=" : "", x->inflected ? "*" : "",
			x->same_lang ? "" : "~");
	}
	mentions_finish(&m);
	tokens_finish(&tokens);
	tokeniser_free(t);
	mention_finder_free(f);
	endings_close(endings);
	return told;
}

struct sample {
	const char *lang, *text, *expected;
};

static void check(bis_db *db, const struct sample *samples, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *told = found(db, samples[i].lang, samples[i].text);
		if (strcmp(told, samples[i].expected) != 0)
			fail_msg("%s: %s\n  not: %s", samples[i].text, told,
				samples[i].expected);
	}
}
#define CHECK(db, ...)                                                   \
	do {                                                             \
		static const struct sample samples_[] = { __VA_ARGS__ }; \
		check(db, samples_, N_ELEMENTS(samples_));               \
	} while (0)

static void finds_forms_through_spaces_and_line_ends(void **state)
{
	struct base *b = *state;

	CHECK(b->db, { "en", "", "" }, { "en", "nothing of it", "" },
		{ "en", "the Council of Heads of State met",
			"[Council of Heads of State]chs=" },
		{ "en", "the Council\u00A0of Heads\nof State met",
			"[Council\u00A0of Heads\nof State]chs=" },
		{ "en", "Council of Heads\r\nof State",
			"[Council of Heads\r\nof State]chs=" },
		{ "en", "the Council of Heads\n\nof State met", "" },
		{ "en", "the council of heads of state",
			"[council of heads of state]chs" },
		{ "en", "Council of Headsof State", "" },
		{ "en", "Secretary\u2010General", "[Secretary\u2010General]secgen" },
		{ "en", "Secretary-\nGeneral", "[Secretary-\nGeneral]secgen=" },
		{ "en", "Secretary General", "" });
}

static void the_longest_hides_what_lies_inside(void **state)
{
	struct base *b = *state;

	CHECK(b->db,
		{ "en",
			"Secretary-General of the Shanghai Cooperation Organisation Yury "
			"Fedotov",
			"[Secretary-General of the Shanghai Cooperation "
			"Organisation]secgen= (Secretary-General)secgen= (Shanghai "
			"Cooperation Organisation)sco= [Yury Fedotov]fedotov=" },
		{ "en", "an Action Plan", "[Action Plan]plan-a= [Action Plan]plan-b" },
		{ "en", "the Single Convention on Narcotic Drugs, 1961, and drugs",
			"[Single Convention on Narcotic Drugs, 1961]conv= (Drugs)drug "
			"[drugs]drug=" });
}

static void sees_through_endings(void **state)
{
	struct base *b = *state;

	CHECK(b->db,
		{ "ru", "заседание Совета глав государств",
			"[Совета глав государств]chs*" },
		{ "ru", "в Шанхайской организации сотрудничества",
			"[Шанхайской организации сотрудничества]sco*" },
		{ "ru", "встреча с Муртазо Хайдарзодой",
			"[Муртазо Хайдарзодой]haydarzoda*" },
		{ "ru", "Юрия Федотова и Юрием Федотовым",
			"[Юрия Федотова]fedotov* [Юрием Федотовым]fedotov*" },
		{ "ru", "в Китае и Иране", "[Китае]turkey* [Иране]iran*" },
		{ "ru", "киты и кит", "" }, { "ru", "наркотиков", "[наркотиков]drug*" },
		/* the stemmer makes one of them; the table of endings does not */
		{ "ru", "Али и Алиева", "[Алиева]aliev*" },
		{ "en", "Murtazo Haydarzoda's report; Dushanbe’s streets",
			"[Murtazo Haydarzoda]haydarzoda= [Dushanbe]dushanbe=" },
		{ "kk", "Тоқаевтың", "[Тоқаевтың]tashkent*" },
		{ "uz", "Toshkentdan", "[Toshkentdan]tashkent*" });
}

static void letters_of_acronyms_stand_as_they_are(void **state)
{
	struct base *b = *state;

	CHECK(b->db, { "en", "who said that WHO", "[WHO]who=" },
		{ "en", "the SCO's SCO-led sco Sco", "[SCO]sco-acr= [SCO]sco-acr=" },
		{ "ru", "в МИДе, МИДом и мид", "[МИДе]mid* [МИДом]mid*" },
		{ "ru", "страны ШОС", "[ШОС]sco-acr=" });
}

static void names_of_one_word_are_capitals(void **state)
{
	struct base *b = *state;

	CHECK(b->db,
		{ "en", "turkey and Turkey, TURKEY", "[Turkey]turkey= [TURKEY]turkey" },
		{ "en", "drugs and Drugs", "[drugs]drug= [Drugs]drug" });
}

static void places_where_no_name_stands(void **state)
{
	struct base *b = *state;

	CHECK(b->db, { "en", "www.SCO.org info@SCO.int SCO_2017 SCO2017", "" },
		{ "en", "SCO. China", "[SCO]sco-acr=" },
		{ "en", "Dushanbeite Yury Fedotovich", "" },
		{ "en", "Yury Fedotov-Petrov, Yury Fedotov-led",
			"[Yury Fedotov]fedotov=" });
}

static void finds_chinese_by_characters(void **state)
{
	struct base *b = *state;

	CHECK(b->db, { "zh", "上海合作组织秘书长", "[上海合作组织]sco= [秘书长]secgen=" },
		{ "zh", "上海合作\n组织", "[上海合作\n组织]sco=" },
		{ "zh", "上海 合作组织", "" },
		{ "zh", "尤里・费多托夫说", "[尤里・费多托夫]fedotov" },
		{ "zh", "SCO秘书长", "[SCO]sco-acr=~ [秘书长]secgen=" });
}

static void forms_of_other_languages_are_marked(void **state)
{
	struct base *b = *state;

	CHECK(b->db, { "ru", "Муртазо Ҳайдарзода", "[Муртазо Ҳайдарзода]haydarzoda=~" },
		{ "tg", "Муртазо Ҳайдарзода", "[Муртазо Ҳайдарзода]haydarzoda=" },
		{ "en", "Dushanbe", "[Dushanbe]dushanbe=" },
		{ "en-GB", "Dushanbe", "[Dushanbe]dushanbe=" },
		{ "de", "Toshkent", "[Toshkent]tashkent=~" },
		{ "", "Совета глав государств", "[Совета глав государств]chs*" });
}

static void a_text_is_one_whatever_its_length(void **state)
{
	struct base *b = *state;
	struct buf text = BUF_INIT;
	struct mention_finder *f;
	struct tokeniser *t;
	struct tokens tokens = { 0 };
	struct mentions m = { 0 };

	for (int i = 0; i < 12000; i++)
		buf_addf(&text, "word%d the Council of Heads of State. ", i % 60000);
	assert_ok(mention_finder_new(b->db, NULL, &f));
	assert_ok(tokeniser_new("en", &t));
	assert_ok(tokeniser_read(t, text.data, text.size, &tokens));
	for (int round = 0; round < 2; round++) {
		assert_ok(mentions_find(f, "en", text.data, text.size, &tokens, &m));
		assert_int_equal(m.n, 12000);
		for (size_t i = 1; i < m.n; i++)
			assert_true(m.at[i - 1].end <= m.at[i].begin);
	}
	mentions_finish(&m);
	tokens_finish(&tokens);
	tokeniser_free(t);
	mention_finder_free(f);
	buf_free(&text);
}

static void tells_what_to_write_and_what_is_tied(void **state)
{
	struct base *b = *state;
	struct mention_finder *f;
	const struct known_form *form;
	const struct known_form *const *forms;
	const struct known_tie *ties;
	size_t n;
	int64_t number;

	assert_ok(store_begin(b->db, "test"));
	NAME(b->db, BODY, "agency", "en|Drug Agency|preferred||2010-01-01|2019-12-31",
		"en|Drug Control Agency|preferred||2020-01-01|",
		"en|DCA|preferred|acronym", "en|the Agency|lookup",
		"ru|Агентство|admitted");
	NAME(b->db, PERSON, "head", "en|A Head", "holds|agency|2011|2012");
	assert_ok(store_relations_resolve(b->db, NULL, NULL));
	assert_ok(store_commit(b->db, "names"));
	assert_ok(store_concept_find(b->db, "agency", &number));
	assert_ok(mention_finder_new(b->db, NULL, &f));
	assert_ok(mention_approved(f, number, "en", "2015-01-01", &form));
	assert_string_equal(form->text, "Drug Agency");
	assert_ok(mention_approved(f, number, "en-GB", "", &form));
	assert_string_equal(form->text, "Drug Control Agency");
	assert_ok(mention_approved(f, number, "ru", "", &form));
	assert_string_equal(form->text, "Агентство");
	assert_ok(mention_approved(f, number, "zh", "", &form));
	assert_null(form);
	assert_ok(mention_forms(f, number, &forms, &n));
	assert_int_equal(n, 5);
	assert_ok(mention_ties(f, number, &ties, &n));
	assert_int_equal(n, 1);
	assert_true(ties[0].backwards && ties[0].kind == RELATION_HOLDS);
	assert_string_equal(ties[0].from, "2011");
	mention_finder_free(f);
}

#define with_base(f) cmocka_unit_test_setup_teardown(f, setup, base_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_base(finds_forms_through_spaces_and_line_ends),
		with_base(the_longest_hides_what_lies_inside),
		with_base(sees_through_endings),
		with_base(letters_of_acronyms_stand_as_they_are),
		with_base(names_of_one_word_are_capitals),
		with_base(places_where_no_name_stands),
		with_base(finds_chinese_by_characters),
		with_base(forms_of_other_languages_are_marked),
		with_base(a_text_is_one_whatever_its_length),
		with_base(tells_what_to_write_and_what_is_tied),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
