/* SPDX-License-Identifier: Apache-2.0
 *
 * Folding: the cases of tests/data/cases/fold-*.cases, and what must hold of any text.
 */
#include "config.h"
#include "tests/text/cases.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "src/text/fold.h"

static const char *const level_names[] = { "strict", "loose" };

static void fold(
	int level, const char *text, size_t size, const char *lang, struct buf *out)
{
	buf_clear(out);
	assert_ok(fold_text((enum fold_level)level, text, size, lang, out));
	assert_int_equal(utf8_valid(out->data, out->size), out->size);
}

static bool equal(const struct buf *a, const struct buf *b)
{
	return a->size == b->size && memcmp(a->data, b->data, a->size) == 0;
}

static bool fold_alike(int level, const struct text_case *c)
{
	struct buf a = BUF_INIT, b = BUF_INIT;

	fold(level, c->a, strlen(c->a), c->second, &a);
	fold(level, c->b, strlen(c->b), c->second, &b);
	bool alike = equal(&a, &b);
	buf_free(&a);
	buf_free(&b);
	return alike;
}

static void check_case(const struct text_case *c)
{
	bool strict = strcmp(c->first, "strict") == 0,
	     loose = strcmp(c->first, "loose") == 0;
	bool expected[] = { strict, strict || loose };

	if (!strict && !loose && strcmp(c->first, "differ") != 0)
		fail_msg("%s:%d: no such level: %s", c->file, c->line, c->first);
	for (int level = 0; level < 2; level++)
		if (fold_alike(level, c) != expected[level])
			fail_msg("%s:%d: %s: \"%s\", \"%s\": at the %s level", c->file,
				c->line, c->head, c->a, c->b, level_names[level]);
}

static void folds_latin_and_greek(void **state)
{
	(void)state;
	for_each_case("cases/fold-latin.cases", 40, check_case);
}

static void folds_russian_and_its_neighbours(void **state)
{
	(void)state;
	for_each_case("cases/fold-cyrillic.cases", 40, check_case);
}

static void folds_cyrillic_of_central_asia(void **state)
{
	(void)state;
	for_each_case("cases/fold-central-asian.cases", 40, check_case);
}

static void folds_chinese(void **state)
{
	(void)state;
	for_each_case("cases/fold-chinese.cases", 40, check_case);
}

static void folds_arabic_persian_and_urdu(void **state)
{
	(void)state;
	for_each_case("cases/fold-arabic.cases", 40, check_case);
}

static void folds_hindi_and_its_neighbours(void **state)
{
	(void)state;
	for_each_case("cases/fold-indic.cases", 40, check_case);
}

/* The folded text is there to be compared with others, so its very bytes matter as
 * well. */
static void gives_the_plain_form(void **state)
{
	struct buf out = BUF_INIT;
	const char *text =
		"  «Ёлка»\t№\u00A05 — O‘ZBEKISTON, 後髮, كتاب‌ها, "
		"२०१७ ";

	(void)state;
	fold(FOLD_STRICT, text, strlen(text), "", &out);
	assert_string_equal(out.data, "\"елка\" no 5 - o'zbekiston, 后发, کتابها, 2017");
	buf_free(&out);
}

/* Each character of the family, by itself, folds to this at both levels. */
static void check_family(const char *family, const char *to)
{
	const char *end = family + strlen(family);
	struct buf out = BUF_INIT;

	for (const char *at = family; at < end;) {
		const char *c = at;
		utf8_next(&at, end);
		for (int level = 0; level < 2; level++) {
			fold(level, c, (size_t)(at - c), "", &out);
			if (strcmp(buf_str(&out), to) != 0)
				fail_msg("%.*s: %s, not %s", (int)(at - c), c,
					buf_str(&out), to);
		}
	}
	buf_free(&out);
}

static void each_sign_of_a_family_counts_as_one(void **state)
{
	(void)state;
	check_family("'`´ʹʻʼʽʾʿ՚ՙ׳‘’‚‛′‵❛❜ꞌꞋ＇｀᾽´", "'");
	check_family("\"«»ʺˮ״“”„‟″‶‹›❝❞⹂"
		     "〈〉《》「」『』"
		     "〝〞〟＂｢｣"
		     "\u2329\u232A",
		"\"");
	check_family("-‐‑‒–—―−⸺⸻֊־᠆˗﹘﹣－", "-");
	check_family("·•‧∙⋅・･\u0387", "·");
	check_family(
		" \t\n\v\f\r\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
		"\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000\xC2\x85",
		"");
	check_family(
		"\u00AD\u034F\u061C\u180E\u200B\u200C\u200D\u200E\u200F\u202A\u202E\u2060"
		"\u2066\u2069\u3164\uFE0F\uFEFF\u0640",
		"");
	check_family("7٧۷७৭੭૭୭௭౭೭൭๗༧၇៧᠗７⑦⁷₇", "7");
	check_family("/⁄∕／", "/");
	check_family("~〜～", "~");
	check_family("еёЕЁ", "е");
	check_family("یيىﻱﻲﻳﻴﻯ", "ی");
	check_family("کكﻙﮐ", "ک");
	check_family("هہﻩﮦ", "ه");
	check_family("ةۃ", "ة");
	check_family("发發髮", "发");
}

static void adds_to_what_is_there(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	buf_adds(&out, "x ");
	assert_ok(fold_text(FOLD_STRICT, " A ", 3, "", &out));
	assert_ok(fold_text(FOLD_STRICT, " Б ", 4, "", &out));
	assert_string_equal(out.data, "x aб");
	buf_free(&out);
}

static void folds_nothing_to_nothing(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	assert_ok(fold_text(FOLD_STRICT, "", 0, "", &out));
	assert_ok(fold_text(FOLD_LOOSE, " \u00A0\u3000\u200D ", 10, "tr", &out));
	assert_string_equal(buf_str(&out), "");
	buf_free(&out);
}

static void refuses_what_is_not_utf8_and_says_where(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	assert_fails(
		fold_text(FOLD_STRICT, "ab\xFF", 3, "", &out), BIS_EFORMAT, "byte 3");
	assert_fails(fold_text(FOLD_STRICT, "\xED\xA0\x80", 3, "", &out), BIS_EFORMAT,
		"byte 1");
	assert_fails(fold_text(FOLD_LOOSE, "\xD1", 1, "tr", &out), BIS_EFORMAT, "byte 1");
	assert_int_equal(out.size, 0);
	buf_free(&out);
}

/* A text of the code points, as it is or decomposed (NFD). */
static void text_of(const UChar *units, int32_t n, bool decomposed, struct buf *out)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar changed[256];
	char utf8[1024];
	int32_t size;

	if (decomposed)
		n = unorm2_normalize(
			unorm2_getNFDInstance(&status), units, n, changed, 256, &status);
	u_strToUTF8(utf8, sizeof(utf8), &size, decomposed ? changed : units, n, &status);
	assert_true(U_SUCCESS(status));
	buf_clear(out);
	buf_add(out, utf8, (size_t)size);
}

struct folded {
	struct buf text, once, twice, decomposed;
};

/* Folding twice is folding once, and NFC and NFD of a text fold alike. */
static void check_laws(struct folded *f, const UChar *units, int32_t n, const char *lang)
{
	for (int level = 0; level < 2; level++) {
		text_of(units, n, false, &f->text);
		fold(level, f->text.data, f->text.size, lang, &f->once);
		fold(level, buf_str(&f->once), f->once.size, lang, &f->twice);
		if (!equal(&f->once, &f->twice))
			fail_msg("\"%s\" (U+%04X…): %s, then %s", f->text.data, units[0],
				f->once.data, f->twice.data);
		text_of(units, n, true, &f->text);
		fold(level, f->text.data, f->text.size, lang, &f->decomposed);
		if (!equal(&f->once, &f->decomposed))
			fail_msg("\"%s\" (U+%04X…): %s, decomposed %s", f->text.data,
				units[0], f->once.data, f->decomposed.data);
	}
}

static void folded_free(struct folded *f)
{
	buf_free(&f->text);
	buf_free(&f->once);
	buf_free(&f->twice);
	buf_free(&f->decomposed);
}

static bool is_assigned(UChar32 c)
{
	int8_t type = u_charType(c);

	return type != U_UNASSIGNED && type != U_SURROGATE && type != U_PRIVATE_USE_CHAR;
}

/* One after the other, and each between letters it might join.  Of Hangul and Han,
 * where nothing is left to chance, every seventh is asked. */
static void laws_hold_for_every_code_point(void **state)
{
	struct folded f = { 0 };

	(void)state;
	for (UChar32 c = 1; c <= 0x10FFFF; c++) {
		UChar units[8] = { 'e' };
		int32_t n = 1;
		bool many = (c >= 0x3400 && c < 0xD7A4) || c >= 0x17000;
		if (!is_assigned(c) || (many && c % 7 != 0))
			continue;
		U16_APPEND_UNSAFE(units, n, c);
		check_laws(&f, units + 1, n - 1, "");
		units[n++] = 0x0301;
		check_laws(&f, units, n, "");
	}
	folded_free(&f);
}

/* What might disturb one another: marks, letters they compose with, letters of our
 * tables. */
static const UChar32 troublemakers[] = { 'e', 'i', 'I', 'a', ' ', '\'', '`', 0xA0, 0xAD,
	0xB4, 0xC6, 0xDF, 0xD8, 0x130, 0x131, 0x1E9E, 0x300, 0x301, 0x304, 0x306, 0x307,
	0x308, 0x323, 0x327, 0x345, 0x3B1, 0x3C5, 0x1F80, 0x1FBD, 0x1FC1, 0x1FFD, 0x415,
	0x435, 0x451, 0x418, 0x438, 0x443, 0x433, 0x456, 0x4E9, 0x627, 0x623, 0x640,
	0x643, 0x648, 0x649, 0x64A, 0x64B, 0x651, 0x653, 0x654, 0x655, 0x670, 0x6C0,
	0x6C1, 0x6C2, 0x6CC, 0x6D2, 0x6D5, 0x7F3, 0x915, 0x93C, 0x94D, 0x958, 0x9C7,
	0x9BE, 0x1100, 0x1161, 0x11A8, 0x200B, 0x200C, 0x200D, 0x2019, 0x2033, 0x2044,
	0x304B, 0x3099, 0x5F8C, 0xFB1D, 0xFC5E, 0xFE71, 0xFE76, 0xFDFA, 0xFF41, 0xFF9E,
	0x1D15E, 0x1E900 };

static unsigned next_random(unsigned *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16 & 0x7FFF;
}

static void laws_hold_for_texts_made_of_what_is_difficult(void **state)
{
	struct folded f = { 0 };
	unsigned seed = 2017;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		UChar units[32];
		int32_t n = 0;
		for (unsigned k = 1 + next_random(&seed) % 6; k > 0; k--) {
			UChar32 c = troublemakers[next_random(&seed) %
						  N_ELEMENTS(troublemakers)];
			U16_APPEND_UNSAFE(units, n, c);
		}
		check_laws(&f, units, n, i % 4 == 0 ? "tr" : "");
	}
	folded_free(&f);
}

/* Where our tables have nothing to say, what ICU says holds. */
static void agrees_with_nfkc_casefold_on_letters_of_most_scripts(void **state)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *norm = unorm2_getNFKCCasefoldInstance(&status);
	struct buf text = BUF_INIT, out = BUF_INIT, expected = BUF_INIT;
	int n = 0;

	(void)state;
	for (UChar32 c = 0xC0; c < 0x1E98; c++) {
		bool ours = c == 0x149 || c == 0x374 || c == 0x37A ||
			    (c >= 0x2B0 && c < 0x300) || (c >= 0x550 && c < 0x700);
		if (!u_isalpha(c) || ours || u_foldCase(c, 0) == 0x451)
			continue;
		UChar unit = (UChar)c, units[16];
		int32_t size = unorm2_normalize(norm, &unit, 1, units, 16, &status);
		text_of(&unit, 1, false, &text);
		text_of(units, size, false, &expected);
		fold(FOLD_STRICT, text.data, text.size, "", &out);
		if (!equal(&out, &expected))
			fail_msg("U+%04X: %s, not %s", (unsigned)c, out.data,
				expected.data);
		n++;
	}
	assert_true(n > 3000);
	buf_free(&text);
	buf_free(&out);
	buf_free(&expected);
}

static void folds_a_long_text_as_its_parts(void **state)
{
	struct buf text = BUF_INIT, out = BUF_INIT, part = BUF_INIT;
	const char *words = "Ёлка «ﷺ» 後 ";

	(void)state;
	for (int i = 0; i < 10000; i++)
		buf_adds(&text, words);
	fold(FOLD_LOOSE, words, strlen(words), "", &part);
	fold(FOLD_LOOSE, text.data, text.size, "", &out);
	assert_int_equal(out.size, 10000 * (part.size + 1) - 1);
	assert_memory_equal(out.data + out.size - part.size, part.data, part.size);
	buf_free(&text);
	buf_free(&out);
	buf_free(&part);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folds_latin_and_greek),
		cmocka_unit_test(folds_russian_and_its_neighbours),
		cmocka_unit_test(folds_cyrillic_of_central_asia),
		cmocka_unit_test(folds_chinese),
		cmocka_unit_test(folds_arabic_persian_and_urdu),
		cmocka_unit_test(folds_hindi_and_its_neighbours),
		cmocka_unit_test(gives_the_plain_form),
		cmocka_unit_test(each_sign_of_a_family_counts_as_one),
		cmocka_unit_test(adds_to_what_is_there),
		cmocka_unit_test(folds_nothing_to_nothing),
		cmocka_unit_test(refuses_what_is_not_utf8_and_says_where),
		cmocka_unit_test(laws_hold_for_every_code_point),
		cmocka_unit_test(laws_hold_for_texts_made_of_what_is_difficult),
		cmocka_unit_test(agrees_with_nfkc_casefold_on_letters_of_most_scripts),
		cmocka_unit_test(folds_a_long_text_as_its_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
