/* SPDX-License-Identifier: Apache-2.0
 *
 * Going through a text character by character, for checks of its typography.
 */
#ifndef BISOTUN_CHECK_LINES_H
#define BISOTUN_CHECK_LINES_H

#include "src/check/check.h"
#include "src/text/letters.h"
#include "src/text/utf8.h"

#define NO_BREAK_SPACE 0xA0
#define NARROW_NO_BREAK_SPACE 0x202F
#define NO_BREAK "\xc2\xa0" /* NO-BREAK SPACE */

/* The character at an offset, 0 at the end of the text. */
static inline int32_t char_at(const struct reading *r, size_t at)
{
	const char *from = r->text + at;

	return at < r->size ? utf8_next(&from, r->text + r->size) : 0;
}

/* Where the character before the offset begins (0 stays 0). */
static inline size_t step_back(const struct reading *r, size_t at)
{
	if (at > 0)
		at--;
	while (at > 0 && ((unsigned char)r->text[at] & 0xC0) == 0x80)
		at--;
	return at;
}

/* The character before an offset, 0 at the start of the text. */
static inline int32_t char_before(const struct reading *r, size_t at)
{
	return at == 0 ? 0 : char_at(r, step_back(r, at));
}

/* Where the character after that at the offset begins. */
static inline size_t step(const struct reading *r, size_t at)
{
	const char *from = r->text + at;

	utf8_next(&from, r->text + r->size);
	return (size_t)(from - r->text);
}

static inline bool is_digit(int32_t c)
{
	return c >= '0' && c <= '9';
}

static inline bool is_capital(int32_t c)
{
	return letter_small(c) != c;
}

static inline bool is_small(int32_t c)
{
	return letter_capital(c) != c;
}

/* A space that is seen as one: no line end, nothing of no width. */
static inline bool is_blank(int32_t c)
{
	return c == ' ' || c == NO_BREAK_SPACE || c == NARROW_NO_BREAK_SPACE ||
	       (c >= 0x2000 && c <= 0x200A) || c == 0x205F;
}

/* White space, a line end, or nothing. */
static inline bool is_gap(int32_t c)
{
	return c == 0 || is_blank(c) || c == '\t' || c == '\n' || c == '\r' ||
	       c == 0x3000 || c == 0x2028 || c == 0x2029;
}

/* A character of the scripts written without spaces between words. */
static inline bool is_wide(int32_t c)
{
	return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
	       (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/* Whether the place is part of an address: https://…, name@host, a path. */
bool in_address(const struct reading *r, size_t at);
/* Whether what stands there without white space has characters that prose has not. */
bool in_code(const struct reading *r, size_t at);

/* Of plain text, where the lines end that stand together with paragraph `i`, no blank
 * line between them: the paragraph behind the last.  Elsewhere a paragraph stands
 * alone. */
size_t block_end(const struct reading *r, size_t i);

#endif
