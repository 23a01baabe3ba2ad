/* SPDX-License-Identifier: Apache-2.0
 *
 * Makes src/text/han-pairs.h: for every traditional Han character its simplified one, as
 * the transliterator Hant-Hans of Unicode CLDR (in ICU) has it, one character at a time,
 * with a few pairs added and taken away here.  Not part of the build: run by hand when
 * the list is to change,
 *
 *	cc tests/text/make-han-pairs.c $(pkg-config --cflags --libs icu-i18n) && ./a.out
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#define LAST 0xFFFF

/* Other ways to write the traditional or the simplified character, which CLDR leaves
 * alone. */
static const UChar added[] =
	u"峯峰衹只祇只麪面痺痹糉粽衞卫鎭镇敎教靑青淸清郞郎嫺娴凖准隷隶韆千鞦秋遶绕"
	u"壻婿噁恶甦苏呉吴劄札紥扎硃朱锺钟";

/* Both are in daily use in simplified text, with different meanings (俱乐部, 工具), and no
 * traditional text writes one for the other. */
static const UChar left_out[] = u"俱俬";

static UChar to[LAST + 1];

static UChar simplified(UTransliterator *simplify, UChar c)
{
	UChar text[8] = { c, 0 };
	int32_t length = 1, limit = 1;
	UErrorCode status = U_ZERO_ERROR;

	utrans_transUChars(simplify, text, &length, 8, 0, &limit, &status);
	return U_SUCCESS(status) && length == 1 && !U16_IS_SURROGATE(text[0]) ? text[0]
									      : c;
}

static void fill(UTransliterator *simplify)
{
	for (int32_t c = 0x2E80; c <= LAST; c++) {
		UErrorCode status = U_ZERO_ERROR;
		if (uscript_getScript(c, &status) == USCRIPT_HAN)
			to[c] = simplified(simplify, (UChar)c);
	}
	for (const UChar *pair = added; *pair != 0; pair += 2)
		to[pair[0]] = pair[1];
	for (const UChar *c = left_out; *c != 0; c++)
		to[*c] = *c;
	for (int32_t c = 0; c <= LAST;
		c++) /* what came out is not changed a second time */
		while (to[c] != 0 && to[to[c]] != 0 && to[to[c]] != to[c])
			to[c] = to[to[c]];
}

static void show(UChar c)
{
	char utf8[8];
	UErrorCode status = U_ZERO_ERROR;

	u_strToUTF8(utf8, sizeof(utf8), NULL, &c, 1, &status);
	fputs(utf8, stdout);
}

int main(void)
{
	UErrorCode status = U_ZERO_ERROR;
	UTransliterator *simplify =
		utrans_openU(u"Hant-Hans", -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
	int n = 0;

	if (U_FAILURE(status))
		return fprintf(stderr, "Hant-Hans: %s\n", u_errorName(status)), 1;
	fill(simplify);
	utrans_close(simplify);
	/* clang-format off */
	puts("/* SPDX-License-Identifier: Apache-2.0\n"
	     " *\n"
	     " * Traditional Han characters, each followed by the simplified one; sorted by code point.\n"
	     " * Made by tests/text/make-han-pairs.c from the transliterator Hant-Hans of Unicode CLDR\n"
	     " * (Unicode licence) and the additions named there.\n"
	     " */\n"
	     "#ifndef BISOTUN_HAN_PAIRS_H\n"
	     "#define BISOTUN_HAN_PAIRS_H\n"
	     "\n"
	     "#include <uchar.h>\n"
	     "\n"
	     "static const char16_t han_pairs[] =");
	/* clang-format on */
	for (int32_t c = 0; c <= LAST; c++) {
		if (to[c] == 0 || to[c] == c)
			continue;
		fputs(n % 16 == 0 ? (n > 0 ? "\"\n\tu\"" : "\tu\"") : "", stdout);
		show((UChar)c);
		show(to[c]);
		n++;
	}
	puts("\";\n\n#endif");
	return 0;
}
