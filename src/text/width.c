/* SPDX-License-Identifier: Apache-2.0
 *
 * Columns of text, code point by code point, as terminals count them (UAX #11).  They
 * join neither flags nor emoji with ZERO WIDTH JOINER, so neither do we.
 */
#include "config.h"
#include "src/text/width.h"

#include <unicode/uchar.h>

#include "src/text/utf8.h"

/* Vowels and final consonants of Hangul stand inside the syllable of the consonant
 * before them. */
static bool is_inner_jamo(int32_t c)
{
	int32_t type = u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE);

	return type == U_HST_VOWEL_JAMO || type == U_HST_TRAILING_JAMO;
}

static bool has_no_width(int32_t c)
{
	switch (u_charType(c)) {
	case U_NON_SPACING_MARK:
	case U_ENCLOSING_MARK:
	case U_CONTROL_CHAR:
		return true;
	case U_FORMAT_CHAR: /* but the number signs of Arabic are seen */
		return !u_hasBinaryProperty(c, UCHAR_PREPENDED_CONCATENATION_MARK);
	default:
		return u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
		       is_inner_jamo(c);
	}
}

static size_t columns_of(int32_t c)
{
	if (c >= ' ' && c < 0x7F)
		return 1;
	if (has_no_width(c))
		return 0;
	int32_t width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
	return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

size_t text_width(const char *text, size_t size)
{
	const char *end = text + size;
	size_t columns = 0;

	while (text < end)
		columns += columns_of(utf8_next(&text, end));
	return columns;
}
