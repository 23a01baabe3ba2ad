/* SPDX-License-Identifier: Apache-2.0
 *
 * The letters and signs that people write for one another.  A row says what is written
 * and what it counts as; a language is nowhere asked for, so a row must do no harm in
 * any.  What is not here, though it may look alike, is meant to differ:
 *
 *   й and и, ў and у, ї and і, ґ and г, қ ғ ҳ ҷ ө ү ң and their plain letters;
 *   nukta and vowel signs of Indic scripts;
 *   آ and ا (آب, اب), ة and ه (كتابة, كتابه), ے and ی, ھ and ہ (Urdu), ە and ه (a vowel
 *   and a consonant of Kurdish); at the strict level أ, إ and ا (أن, إن).
 */
#include "config.h"
#include "src/text/fold-letters.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>

#include "src/text/han-pairs.h"

#define DROPPED 0
#define IO 0x0451 /* ё */
#define STRESS 0x0301
#define HEH 0x0647
#define HAMZA_ABOVE 0x0654

struct pair {
	uint16_t from, to;
};

/* Sorted by the first column. */
/* clang-format off */
static const struct pair other_forms[] = {
	{ 0x0060, '\'' }, { 0x0085, ' ' }, { 0x00AB, '"' }, { 0x00BB, '"' },
	/* modifier letters: Uzbek and Ukrainian, and the signs of romanisation for ь,
	 * ъ, ʿayn, hamza */
	{ 0x02B9, '\'' }, { 0x02BA, '"' }, { 0x02BB, '\'' }, { 0x02BC, '\'' },
	{ 0x02BD, '\'' }, { 0x02BE, '\'' }, { 0x02BF, '\'' }, { 0x02D7, '-' },
	{ 0x02EE, '"' },
	{ IO, 0x0435 },
	{ 0x0559, '\'' }, { 0x055A, '\'' }, { 0x058A, '-' }, /* Armenian */
	{ 0x05BE, '-' }, { 0x05F3, '\'' }, { 0x05F4, '"' }, /* Hebrew */
	{ 0x0640, DROPPED }, /* tatweel */
	{ 0x0643, 0x06A9 }, { 0x0649, 0x06CC }, { 0x064A, 0x06CC }, /* ك ى ي: ک ی */
	{ 0x066B, '.' }, { 0x066C, ',' }, /* in numbers */
	{ 0x06C1, HEH }, { 0x06C3, 0x0629 }, /* ہ ۃ: ه ة */
	{ 0x1680, ' ' }, { 0x1806, '-' },
	{ 0x2010, '-' }, { 0x2011, '-' }, { 0x2012, '-' }, { 0x2013, '-' },
	{ 0x2014, '-' }, { 0x2015, '-' },
	{ 0x2018, '\'' }, { 0x2019, '\'' }, { 0x201A, '\'' }, { 0x201B, '\'' },
	{ 0x201C, '"' }, { 0x201D, '"' }, { 0x201E, '"' }, { 0x201F, '"' },
	{ 0x2022, 0x00B7 }, { 0x2027, 0x00B7 }, /* dots in names */
	{ 0x2028, ' ' }, { 0x2029, ' ' },
	{ 0x2032, '\'' }, { 0x2035, '\'' }, { 0x2039, '"' }, { 0x203A, '"' },
	{ 0x2044, '/' }, { 0x2212, '-' }, { 0x2215, '/' },
	{ 0x2219, 0x00B7 }, { 0x22C5, 0x00B7 },
	{ 0x275B, '\'' }, { 0x275C, '\'' }, { 0x275D, '"' }, { 0x275E, '"' },
	{ 0x2E3A, '-' }, { 0x2E3B, '-' }, { 0x2E42, '"' },
	{ 0x3008, '"' }, { 0x3009, '"' }, { 0x300A, '"' }, { 0x300B, '"' },
	{ 0x300C, '"' }, { 0x300D, '"' }, { 0x300E, '"' }, { 0x300F, '"' },
	{ 0x301C, '~' }, { 0x301D, '"' }, { 0x301E, '"' }, { 0x301F, '"' },
	{ 0x30FB, 0x00B7 },
	{ 0xA78C, '\'' },
};
/* clang-format on */

/* At the loose level: letters with a stroke or a part that is no mark to Unicode, and
 * alef with a hamza or wasla, which is left out as often as it is written. */
/* clang-format off */
static const struct pair plain_forms[] = {
	{ 0x00F0, 'd' }, { 0x00F8, 'o' }, { 0x0111, 'd' }, { 0x0127, 'h' },
	{ 0x0131, 'i' }, { 0x0142, 'l' }, { 0x0167, 't' }, { 0x0180, 'b' },
	{ 0x01B6, 'z' }, { 0x01E5, 'g' }, { 0x0237, 'j' }, { 0x0268, 'i' },
	{ 0x0623, 0x0627 }, { 0x0625, 0x0627 }, { 0x0671, 0x0627 },
};
/* clang-format on */

/* The same, of two letters. */
static const struct {
	uint16_t from, to[2];
} plain_digraphs[] = {
	{ 0x00E6, { 'a', 'e' } },
	{ 0x00FE, { 't', 'h' } },
	{ 0x0153, { 'o', 'e' } },
};

/* Blocks of letters most texts are made of, and no digits: no need to search for them. */
static bool has_no_row(int32_t c)
{
	return (c >= 0x00C0 && c < 0x02B9) || (c >= 0x0370 && c < 0x0530 && c != IO) ||
	       (c >= 0x0621 && c < 0x0640) || (c >= 0x0644 && c < 0x0649) ||
	       (c >= 0x0900 && c < 0x0966);
}

static const struct pair *find_pair(const struct pair *pairs, size_t n, int32_t c)
{
	size_t low = 0;

	while (low < n) {
		size_t middle = low + (n - low) / 2;
		if (pairs[middle].from == c)
			return &pairs[middle];
		if (pairs[middle].from < c)
			low = middle + 1;
		else
			n = middle;
	}
	return NULL;
}

static int32_t simplified_han(int32_t c)
{
	size_t low = 0, high = N_ELEMENTS(han_pairs) / 2;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (han_pairs[2 * middle] == c)
			return han_pairs[2 * middle + 1];
		if (han_pairs[2 * middle] < c)
			low = middle + 1;
		else
			high = middle;
	}
	return c;
}

/* DROPPED, or what the code point counts as. */
static int32_t strict_form(int32_t c)
{
	if (has_no_row(c))
		return c;
	if (c >= 0x3400 && c <= 0x9FFF)
		return simplified_han(c);
	if (u_charType(c) == U_DECIMAL_DIGIT_NUMBER)
		return '0' + u_charDigitValue(c);
	const struct pair *row = find_pair(other_forms, N_ELEMENTS(other_forms), c);
	return row == NULL ? c : row->to;
}

int32_t letter_early(int32_t c)
{
	switch (c) {
	case 0x00B4: /* ´, and what is canonically the same */
	case 0x1FFD:
	case 0x1FBD: /* koronis, of elided Greek words */
		return '\'';
	case 0x2033:
	case 0x2036:
		return '"';
	default:
		return u_foldCase(c, U_FOLD_CASE_DEFAULT);
	}
}

static bool is_of_script(int32_t c, UScriptCode one, UScriptCode other)
{
	UErrorCode status = U_ZERO_ERROR;
	UScriptCode script = uscript_getScript(c, &status);

	return U_SUCCESS(status) && (script == one || script == other);
}

static bool is_harakat(int32_t c)
{
	return (c >= 0x064B && c <= 0x0652) || (c >= 0x0656 && c <= 0x0658) ||
	       c == 0x0670;
}

/* Marks that do not count at the loose level: those of Latin and Greek, the stress
 * over a Cyrillic vowel (where it makes another letter, as in ѓ, it is composed by
 * now), the short vowels of Arabic, and the hamza that joins a Persian word in ـه to
 * the next. */
static bool is_loose_mark(int32_t base, int32_t c)
{
	if (is_harakat(c) || (c == HAMZA_ABOVE && base == HEH))
		return true;
	if (c == STRESS && is_of_script(base, USCRIPT_CYRILLIC, USCRIPT_CYRILLIC))
		return true;
	return is_of_script(base, USCRIPT_LATIN, USCRIPT_GREEK);
}

/* A Latin or Greek letter without the marks it is composed with. */
static int32_t without_marks(int32_t c)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
	UChar parts[8];

	if (c < 0x80 || !is_of_script(c, USCRIPT_LATIN, USCRIPT_GREEK) ||
		U_FAILURE(status))
		return c;
	int32_t size = unorm2_getDecomposition(nfc, c, parts, N_ELEMENTS(parts), &status);
	if (size <= 0 || U_FAILURE(status))
		return c;
	for (int32_t i = 1; i < size; i++)
		if (u_charType(parts[i]) != U_NON_SPACING_MARK)
			return c;
	return parts[0];
}

static int put(uint16_t *to, int32_t c)
{
	int n = 0;

	U16_APPEND_UNSAFE(to, n, c);
	return n;
}

/* Cyrillic and Han letters: the loose level asks no more of them. */
static bool keeps_its_marks(int32_t c)
{
	return (c >= 0x0400 && c < 0x0483) || (c >= 0x048A && c < 0x0530) ||
	       (c >= 0x3400 && c <= 0x9FFF);
}

static int put_loose(struct letter_context *context, int32_t c, uint16_t *to)
{
	if (keeps_its_marks(c)) {
		context->base = c;
		return put(to, c);
	}
	if (u_charType(c) == U_NON_SPACING_MARK)
		return is_loose_mark(context->base, c) ? 0 : put(to, c);
	for (size_t i = 0; i < N_ELEMENTS(plain_digraphs); i++) {
		if (plain_digraphs[i].from != c)
			continue;
		context->base = to[1] = plain_digraphs[i].to[1];
		to[0] = plain_digraphs[i].to[0];
		return 2;
	}
	const struct pair *row = find_pair(plain_forms, N_ELEMENTS(plain_forms), c);
	context->base = row != NULL ? row->to : without_marks(c);
	return put(to, context->base);
}

/* ۀ and ۂ: heh with the hamza that is written apart elsewhere (هٔ). */
static int put_heh_with_hamza(struct letter_context *context, uint16_t *to)
{
	context->base = to[0] = HEH;
	to[1] = HAMZA_ABOVE;
	return context->loose ? 1 : 2;
}

int letter_late(struct letter_context *context, int32_t c, uint16_t *to)
{
	if (c == 0x06C0 || c == 0x06C2)
		return put_heh_with_hamza(context, to);
	c = strict_form(c);
	if (c == DROPPED)
		return 0;
	return context->loose ? put_loose(context, c, to) : put(to, c);
}
