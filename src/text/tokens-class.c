/* SPDX-License-Identifier: Apache-2.0
 *
 * Classes by the properties of ICU, and by what its word rules have beyond these.
 */
#include "config.h"
#include "src/text/tokens-class.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "src/base/err.h"
#include "src/text/fold.h"
#include "src/text/utf8.h"

int classes_init(struct classes *t, const char *lang)
{
	if (strlen(lang) >= sizeof(t->lang))
		return err_set(
			BIS_EUSAGE, "\"%s\" is too long for a language", QUOTED(lang));
	strcpy(t->lang, lang);
	return 0;
}

void classes_finish(struct classes *t)
{
	buf_free(&t->scratch);
}

static bool is_spaceless(int32_t c)
{
	UErrorCode status = U_ZERO_ERROR;

	if (c < 0xE00)
		return false;
	switch (uscript_getScript(c, &status)) {
	case USCRIPT_HAN:
		return c >= 0x2E80;
	case USCRIPT_HIRAGANA:
	case USCRIPT_KATAKANA:
	case USCRIPT_THAI:
	case USCRIPT_LAO:
	case USCRIPT_KHMER:
	case USCRIPT_MYANMAR:
		return u_isalpha(c);
	default:
		return u_getIntPropertyValue(c, UCHAR_WORD_BREAK) == U_WB_KATAKANA;
	}
}

static unsigned class_of_letter(int32_t c)
{
	if (c >= 0xAC00 && c <= 0xD7A3)
		return CLASS_HANGUL;
	return u_isalpha(c) ? CLASS_LETTER : CLASS_HARD;
}

/* What is a letter to ICU beyond the Unicode property: @, and all of South-East Asia. */
static bool is_letter_to_icu(int32_t c)
{
	return c == '@' ||
	       u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT;
}

static unsigned class_of_others(int32_t c)
{
	switch (c) {
	case '`':
	case 0x00B4:
	case 0x201B:
	case 0x2032:
	case 0x2035:
		return CLASS_GRAVE;
	default:
		return u_isalpha(c) || is_letter_to_icu(c) ? CLASS_HARD : CLASS_SIGN;
	}
}

static unsigned class_by_word_break(int32_t c)
{
	switch (u_getIntPropertyValue(c, UCHAR_WORD_BREAK)) {
	case U_WB_ALETTER:
		return class_of_letter(c);
	case U_WB_NUMERIC:
		return u_isdigit(c) ? CLASS_DIGIT | CLASS_DATE : CLASS_HARD;
	case U_WB_EXTENDNUMLET:
		return CLASS_UNDERLINE;
	case U_WB_MIDNUMLET:
	case U_WB_SINGLE_QUOTE:
		return CLASS_STOP;
	case U_WB_MIDNUM:
		return CLASS_COMMA;
	case U_WB_MIDLETTER:
		return CLASS_COLON;
	case U_WB_EXTEND: /* some marks of Vietnamese Han are Han to words.c */
		return c < 0x16FF0 || c > 0x16FF1 ? CLASS_EXTEND : CLASS_HARD;
	case U_WB_FORMAT:
		return CLASS_FORMAT;
	case U_WB_OTHER:
		return class_of_others(c);
	case U_WB_WSEGSPACE:
	case U_WB_CR:
	case U_WB_LF:
	case U_WB_NEWLINE:
		return CLASS_SPACE;
	case U_WB_DOUBLE_QUOTE: /* these two matter beside what is hard only */
	case U_WB_REGIONAL_INDICATOR:
		return CLASS_SIGN;
	default:
		return CLASS_HARD;
	}
}

/* 1 nothing is left of it when folded. */
static int vanishes(struct classes *t, int32_t c)
{
	char text[4];
	size_t size = utf8_put(text, c);

	buf_clear(&t->scratch);
	int rc = fold_text(FOLD_LOOSE, text, size, t->lang, &t->scratch);
	return rc < 0 ? rc : t->scratch.size == 0;
}

static bool is_of_dates(int32_t c)
{
	return c == 0x5E74 || c == 0x6708 || c == 0x65E5; /* 年 月 日 */
}

static int classify(struct classes *t, int32_t c)
{
	unsigned class = class_by_word_break(c);

	if (class != CLASS_EXTEND && is_spaceless(c))
		return is_of_dates(c) ? CLASS_CHARACTER | CLASS_DATE : CLASS_CHARACTER;
	int nothing = u_isUWhiteSpace(c) || u_iscntrl(c) ? 1 : vanishes(t, c);
	if (nothing <= 0)
		return nothing < 0 ? nothing : (int)class;
	if (class == CLASS_SIGN)
		class = CLASS_SPACE;
	else if (class != CLASS_SPACE && class != CLASS_EXTEND && class != CLASS_FORMAT)
		class = CLASS_HARD;
	return (int)(class | CLASS_NOTHING);
}

unsigned classes_look_up(struct classes *t, int32_t c)
{
	int class = classify(t, c);

	if (class < 0) {
		t->failed = class;
		return CLASS_HARD;
	}
	if (c < (int32_t)N_ELEMENTS(t->of))
		t->of[c] = (uint8_t) class;
	return (unsigned)class;
}
