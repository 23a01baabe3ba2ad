/* SPDX-License-Identifier: Apache-2.0
 *
 * Tokens: the cases of tests/data/cases/tokens.cases, and what must hold of any text,
 * above all that the two ways of cutting agree.
 */
#include "config.h"
#include "tests/text/cases.h"

#include "src/base/assets.h"
#include "src/text/fold.h"
#include "src/text/tokens-cut.h"
#include "src/text/tokens.h"

/* Fails with the text where the two ways of cutting it differ. */
static void cuts_alike(struct cutter *c, const char *text, size_t size)
{
	struct tokens fast = { 0 }, sure = { 0 };
	bool dates;

	assert_ok(cutter_cut(c, text, size, &fast, &dates));
	assert_ok(cutter_cut_by_words(c, text, size, &sure, &dates));
	bool same = fast.n == sure.n;
	for (size_t i = 0; same && i < fast.n; i++)
		same = fast.at[i].begin == sure.at[i].begin &&
		       fast.at[i].end == sure.at[i].end &&
		       fast.at[i].kind == sure.at[i].kind;
	tokens_finish(&fast);
	tokens_finish(&sure);
	if (!same)
		fail_msg("cut in two ways: [%.*s]", (int)size, text);
}

static size_t put(char *to, const int32_t *from, size_t n)
{
	size_t size = 0;

	for (size_t i = 0; i < n; i++)
		size += utf8_put(to + size, from[i]);
	return size;
}

static void every_character_is_cut_alike_in_both_ways(void **state)
{
	struct cutter *c;
	char text[128];

	(void)state;
	assert_ok(cutter_new("en", &c));
	for (int32_t x = 1; x < 0x20000; x++) {
		bool many = (x >= 0x3400 && x < 0xA000) || (x >= 0xAC00 && x < 0xD800) ||
			    (x >= 0x12000 && x < 0x1D000);
		if ((x >= 0xD800 && x < 0xE000) || (many && x % 61 != 0))
			continue;
		const int32_t around[] = { 'a', x, 'b', ' ', '1', x, '2', ' ', x, ' ',
			'a', x, '.', 'c', x, x, '1', ' ', '.', x, 'd', '`', x, '\'', x };
		cuts_alike(c, text, put(text, around, N_ELEMENTS(around)));
	}
	cutter_free(c);
}

/* Where one rule meets the other. */
static const int32_t nasty[] = { 'a', 'G', 'o', 'b', 0x0436, 0x03B1, '1', '2', 0x0967,
	'.', '.', ',', ':', ';', '\'', '`', 0x2019, 0x2018, 0x02BC, 0x02BB, 0x00B4,
	0x2032, '_', '@', '-', '"', ' ', 0x00A0, 0x202F, 0x200B, 0x0301, 0x093C, 0x0915,
	0x094D, 0x093E, 0x00AD, 0x200C, 0x200D, 0x05D0, 0x05F3, 0x0640, 0x064E, 0x0645,
	0x4E2D, 0x5E74, 0x3042, 0x30AB, 0x30FC, 0xFF9E, 0xAC00, 0xB098, 0x1100, 0x0E01,
	0x0E33, 0x0E38, 0x1780, 0x17D2, 0x1000, 0x0E51, 0x1F44D, 0x1F3FD, 0x1F1FA,
	0x1F1F8, 0xFE0F, 0xFF07, 0xFF0E, 0xFF1A, 0x2024, 0x00B7, 0x2160, 0x24B6, 0x3164,
	0x066B, 0x0600, 0x20000, 0x1D7CE, '\n', '\r', '(', 0x2014 };

static uint32_t random_below(uint64_t *seed, uint32_t n)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((*seed >> 33) % n);
}

static void cuts_random_texts_alike(const char *lang, uint64_t seed)
{
	struct cutter *c;
	char text[256];
	int32_t points[48];

	assert_ok(cutter_new(lang, &c));
	for (int round = 0; round < 4000; round++) {
		/* a few of the alphabet at a time, so that they meet */
		uint32_t from = random_below(&seed, N_ELEMENTS(nasty));
		uint32_t n = 1 + random_below(&seed, N_ELEMENTS(points));
		uint32_t width = 2 + random_below(&seed, N_ELEMENTS(nasty));
		for (uint32_t i = 0; i < n; i++)
			points[i] = nasty[(from + random_below(&seed, width) * 7) %
					  N_ELEMENTS(nasty)];
		cuts_alike(c, text, put(text, points, n));
	}
	cutter_free(c);
}

static void random_texts_are_cut_alike_in_both_ways(void **state)
{
	static const char *const langs[] = { "en", "uz", "fi", "he", "" };

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(langs); i++)
		cuts_random_texts_alike(langs[i], i + 1);
}

static const char *const scripts[] = {
	"The Council’s decision (A/72/5) isn't final: see https://un.org/a_b.",
	"Совет В.В.Иванова принял 1 000,5 тонн; Ле\u0301нин, «ёж» — да.",
	"上海合作组织（ＳＣＯ）2017年４月、カタカナ　ﾊﾝｶｸﾞ。",
	"Қазақстан Республикасының Үкіметі, 2017-жылдын, забони тоҷикӣ",
	"O‘zbekiston Respublikasi o`g`il, tog‘ va ma’no g'oya",
	"भारत के राष्ट्रपति क्\u200Dषेत्र १२३, हिन्दी।",
	"اقوام متحدہ کی جنرل اسمبلی، می\u200Cروند ۱۲٫۵ "
	"‏(۳)",
	"מדינת ישראל צה\"ל ד׳ר",
	"ภาษาไทย ๑๒๓ ຄົນລາວ ខ្មែរ မြန်မာ",
	"대한민국 2017년 (한글), A사",
	"Tiê\u0301ng Viê\u0323t I\u0307stanbul ﬁne Ⅳ Ⓐ ½ x² €5 5% 👩\u200D🚀🇺🇸",
};

static void texts_of_many_scripts_are_cut_alike_in_both_ways(void **state)
{
	static const char *const langs[] = { "en", "uz", "sv", "hi", "zh-Hans" };

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(langs); i++) {
		struct cutter *c;
		assert_ok(cutter_new(langs[i], &c));
		for (size_t k = 0; k < N_ELEMENTS(scripts); k++)
			for (size_t n = 0; n <= strlen(scripts[k]); n++)
				if (utf8_valid(scripts[k], n) == n)
					cuts_alike(c, scripts[k], n);
		cutter_free(c);
	}
}

/* --- cases --- */

static void tokens_of(const char *lang, const char *text, struct buf *out)
{
	struct tokens tokens = { 0 };
	struct tokeniser *t;

	assert_ok(tokeniser_new(lang, &t));
	assert_ok(tokeniser_read(t, text, strlen(text), &tokens));
	for (size_t i = 0; i < tokens.n; i++) {
		const struct token *one = &tokens.at[i];
		buf_addf(out, "%s%c %.*s", i == 0 ? "" : "|",
			(one->inside ? "wcodnm" : "WCODNM")[one->kind],
			(int)(one->end - one->begin), text + one->begin);
	}
	tokens_finish(&tokens);
	tokeniser_free(t);
}

static void check_tokens(const struct text_case *c)
{
	struct buf found = BUF_INIT;

	tokens_of(c->first, c->a, &found);
	if (strcmp(buf_str(&found), c->b) != 0)
		fail_msg("%s:%d: %s: %s", c->file, c->line, c->head, buf_str(&found));
	buf_free(&found);
}

static void finds_the_tokens_of_each_language(void **state)
{
	(void)state;
	for_each_case("cases/tokens.cases", 26, check_tokens);
}

/* --- lexemes --- */

static void lexeme_is(const char *lang, const char *text, enum token_kind kind,
	const char *surface, const char *fold, const char *key)
{
	struct lexeme l = { 0 };
	struct tokeniser *t;

	assert_ok(tokeniser_new(lang, &t));
	assert_ok(tokeniser_lexeme(t, text, strlen(text), kind, &l));
	assert_string_equal(buf_str(&l.surface), surface);
	assert_string_equal(buf_str(&l.fold), fold);
	assert_string_equal(buf_str(&l.key), key);
	lexeme_finish(&l);
	tokeniser_free(t);
}

static void a_lexeme_is_known_by_surface_fold_and_key(void **state)
{
	(void)state;
	lexeme_is("en", "Ministers", TOKEN_WORD, "Ministers", "ministers", "minist");
	lexeme_is("en", "Cafe\u0301", TOKEN_WORD, "Caf\u00E9", "cafe", "cafe");
	lexeme_is("ru", "Министров", TOKEN_WORD, "Министров", "министров", "министр");
	lexeme_is("kk", "Үкімет", TOKEN_WORD, "Үкімет", "үкімет", "үкімет");
	lexeme_is("zh", "國", TOKEN_CHARACTER, "國", "国", "国");
	lexeme_is("en", "—", TOKEN_MARK, "—", "-", "-");
	lexeme_is("en", "1,000", TOKEN_NUMBER, "1,000", "1,000", "");
	lexeme_is("en", "63RD", TOKEN_ORDINAL, "63RD", "63rd", "");
	lexeme_is("en", "14 April", TOKEN_DATE, "14 April", "14 april", "");
}

static uint64_t hash_of(const char *lang, const char *text, enum token_kind kind)
{
	struct lexeme l = { 0 };
	struct tokeniser *t;

	assert_ok(tokeniser_new(lang, &t));
	assert_ok(tokeniser_lexeme(t, text, strlen(text), kind, &l));
	uint64_t hash = lexeme_hash(kind, &l.key);
	lexeme_finish(&l);
	tokeniser_free(t);
	return hash;
}

static int by_value(const void *left, const void *right)
{
	const uint64_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

/* Short texts under small seeds have met: a mark and a word, '~' and 'y'. */
static void no_two_short_keys_of_any_kinds_have_one_hash(void **state)
{
	static const enum token_kind kinds[] = { TOKEN_WORD, TOKEN_CHARACTER,
		TOKEN_MARK };
	enum { LETTERS = 95 };
	static uint64_t hashes[3 * LETTERS * (LETTERS + 1)];
	size_t n = 0;

	(void)state;
	for (size_t k = 0; k < 3; k++)
		for (int a = 0; a < LETTERS; a++)
			for (int b = -1; b < LETTERS; b++) {
				struct buf key = BUF_INIT;
				buf_addc(&key, (char)(' ' + a));
				if (b >= 0)
					buf_addc(&key, (char)(' ' + b));
				hashes[n++] = lexeme_hash(kinds[k], &key);
				buf_free(&key);
			}
	qsort(hashes, n, sizeof(*hashes), by_value);
	for (size_t i = 1; i < n; i++)
		assert_true(hashes[i - 1] != hashes[i]);
}

static void what_may_stand_for_one_another_has_one_hash(void **state)
{
	(void)state;
	assert_true(hash_of("en", "Report", TOKEN_WORD) ==
		    hash_of("en", "reports", TOKEN_WORD));
	assert_true(hash_of("en", "“", TOKEN_MARK) == hash_of("en", "\"", TOKEN_MARK));
	assert_true(hash_of("en", "5", TOKEN_NUMBER) == hash_of("en", "7", TOKEN_NUMBER));
	assert_true(
		hash_of("en", "5", TOKEN_NUMBER) != hash_of("en", "5th", TOKEN_ORDINAL));
	assert_true(
		hash_of("en", "5", TOKEN_NUMBER) != hash_of("en", "5 May", TOKEN_DATE));
	assert_true(hash_of("en", "cat", TOKEN_WORD) != hash_of("en", "dog", TOKEN_WORD));
	assert_true(hash_of("en", ",", TOKEN_MARK) != hash_of("en", ".", TOKEN_MARK));
}

/* --- any text --- */

/* Tokens stand in order and beside one another but for dates, and none folds to
 * nothing. */
static void check_order(struct tokeniser *t, const char *text, size_t size)
{
	struct tokens tokens = { 0 };
	struct lexeme l = { 0 };
	size_t end = 0, date_end = 0;

	assert_ok(tokeniser_read(t, text, size, &tokens));
	for (size_t i = 0; i < tokens.n; i++) {
		const struct token *one = &tokens.at[i];
		assert_true(one->begin >= end && one->begin < one->end);
		assert_true(one->end <= size);
		assert_int_equal(one->inside, one->begin < date_end);
		if (one->kind == TOKEN_DATE)
			date_end = one->end;
		else
			end = one->end;
		assert_ok(tokeniser_lexeme(t, text + one->begin, one->end - one->begin,
			(enum token_kind)one->kind, &l));
		assert_true(l.fold.size > 0 && l.surface.size > 0);
	}
	assert_true(end >= date_end);
	tokens_finish(&tokens);
	lexeme_finish(&l);
}

static void tokens_stand_in_order_and_are_never_empty(void **state)
{
	static const int32_t dated[] = { '1', '4', ' ', 'M', 'a', 'y', ' ', '2', '0', '1',
		'7', '.', '-', 0x5E74, 0x6708, 0x65E5, 0x56DB, 0x5341, ',', 0x2013 };
	char text[256];
	int32_t points[60];
	uint64_t seed = 7;

	(void)state;
	for (int zh = 0; zh < 2; zh++) {
		struct tokeniser *t;
		assert_ok(tokeniser_new(zh ? "zh" : "en", &t));
		for (int round = 0; round < 1500; round++) {
			uint32_t n = random_below(&seed, N_ELEMENTS(points));
			for (uint32_t i = 0; i < n; i++)
				points[i] = random_below(&seed, 4) == 0
						    ? nasty[random_below(
							      &seed, N_ELEMENTS(nasty))]
						    : dated[random_below(
							      &seed, N_ELEMENTS(dated))];
			check_order(t, text, put(text, points, n));
		}
		tokeniser_free(t);
	}
}

/* Texts of 200,000 signs that join words, each in one run. */
static void long_runs_take_no_longer_by_the_token(void **state)
{
	static const char *const pairs[] = { "a.", "a`", "a'", "1.", "1-", "1/", "_a",
		"5a", "a\u00AD", "1 May ", "4月", "1.1.2017-", "가.", "a@" };
	struct tokens tokens = { 0 };
	struct tokeniser *t;
	struct buf text = BUF_INIT;

	(void)state;
	assert_ok(tokeniser_new("zh", &t));
	for (size_t k = 0; k < N_ELEMENTS(pairs); k++) {
		buf_clear(&text);
		while (text.size < 200000)
			buf_adds(&text, pairs[k]);
		assert_ok(tokeniser_read(t, text.data, text.size, &tokens));
		assert_true(tokens.n > 0);
	}
	buf_free(&text);
	tokens_finish(&tokens);
	tokeniser_free(t);
}

/* --- the rest --- */

static void nfc_is(const char *text, const char *normal)
{
	struct buf out = BUF_INIT;

	buf_adds(&out, "=");
	assert_ok(nfc_text(text, strlen(text), &out));
	assert_string_equal(buf_str(&out) + 1, normal);
	buf_free(&out);
}

static void text_is_made_nfc(void **state)
{
	(void)state;
	nfc_is("", "");
	nfc_is("plain Ёлка 上海 한글", "plain Ёлка 上海 한글");
	nfc_is("e\u0301 И\u0306", "\u00E9 Й");
	nfc_is("a\u0323\u0307 a\u0307\u0323", "\u1EA1\u0307 \u1EA1\u0307");
	nfc_is("\u212B \u0958 \u1100\u1161", "\u00C5 \u0915\u093C \uAC00");
	nfc_is("\U0001D15E", "\U0001D157\U0001D165");
}

static void negations_turn_a_sentence(void **state)
{
	static const struct {
		const char *lang, *word;
		bool is;
	} cases[] = { { "en", "not", true }, { "en", "don't", true },
		{ "en", "n't", false }, { "en", "note", false },
		{ "en-GB", "never", true }, { "ru", "не", true }, { "ru", "без", true },
		{ "ru", "нет", true }, { "ru", "небо", false }, { "zh", "不", true },
		{ "zh-Hant", "未", true }, { "zh", "中", false }, { "kk", "емес", true },
		{ "ky", "эмес", true }, { "tg", "намекунад", true },
		{ "uz", "emas", true }, { "hi", "नहीं", true }, { "ur", "نہیں", true },
		{ "fa", "هرگز", true }, { "fr", "n'est", true }, { "xx", "not", false },
		{ "", "not", false } };
	struct buf fold = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		buf_clear(&fold);
		assert_ok(fold_text(FOLD_LOOSE, cases[i].word, strlen(cases[i].word),
			cases[i].lang, &fold));
		if (is_negation(cases[i].lang, fold.data, fold.size) != cases[i].is)
			fail_msg("%s: %s", cases[i].lang, cases[i].word);
	}
	buf_free(&fold);
}

/* The rows of a language must stand together: the first of another comes behind none of
 * the same. */
static void check_is_first_of(
	const struct asset *table, const char *line, const char *lang)
{
	char wanted[32];

	snprintf(wanted, sizeof(wanted), "\n%s\t", lang);
	assert_ptr_equal(strstr(table->data, wanted) + 1, line);
}

/* How many rows the table has. */
static int check_folded(const char *path)
{
	const struct asset *table = asset_find(path);
	struct buf fold = BUF_INIT;
	char lang[16], word[128], last[16] = "";
	int n = 0;

	assert_non_null(table);
	for (const char *line = table->data; *line != '\0'; n++) {
		if (*line != '#' &&
			sscanf(line, "%15[^\t\n]\t%127[^\n]", lang, word) == 2) {
			buf_clear(&fold);
			assert_ok(fold_text(FOLD_LOOSE, word, strlen(word), lang, &fold));
			assert_string_equal(fold.data, word);
			if (strcmp(lang, last) != 0)
				check_is_first_of(table, line, lang);
			strcpy(last, lang);
		}
		line += strcspn(line, "\n");
		line += *line == '\n';
	}
	buf_free(&fold);
	return n;
}

/* As the words asked for are. */
static void the_tables_of_words_are_folded(void **state)
{
	(void)state;
	assert_true(check_folded("src/text/negation.tsv") > 100);
	assert_true(check_folded("src/text/numerals.tsv") > 100);
	assert_true(check_folded("src/text/calendar.tsv") > 100);
}

static void the_rules_have_a_name(void **state)
{
	(void)state;
	assert_true(tokens_rules() != 0 && tokens_rules() == tokens_rules());
}

static void refuses_a_language_that_is_none(void **state)
{
	struct tokeniser *t;
	char lang[100];

	(void)state;
	memset(lang, 'a', sizeof(lang));
	lang[99] = '\0';
	assert_fails(tokeniser_new(lang, &t), BIS_EUSAGE, "language");
	assert_null(t);
	tokeniser_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_character_is_cut_alike_in_both_ways),
		cmocka_unit_test(random_texts_are_cut_alike_in_both_ways),
		cmocka_unit_test(texts_of_many_scripts_are_cut_alike_in_both_ways),
		cmocka_unit_test(finds_the_tokens_of_each_language),
		cmocka_unit_test(a_lexeme_is_known_by_surface_fold_and_key),
		cmocka_unit_test(no_two_short_keys_of_any_kinds_have_one_hash),
		cmocka_unit_test(what_may_stand_for_one_another_has_one_hash),
		cmocka_unit_test(tokens_stand_in_order_and_are_never_empty),
		cmocka_unit_test(long_runs_take_no_longer_by_the_token),
		cmocka_unit_test(text_is_made_nfc),
		cmocka_unit_test(negations_turn_a_sentence),
		cmocka_unit_test(the_tables_of_words_are_folded),
		cmocka_unit_test(the_rules_have_a_name),
		cmocka_unit_test(refuses_a_language_that_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
