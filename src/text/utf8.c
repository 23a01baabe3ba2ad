/* SPDX-License-Identifier: Apache-2.0
 *
 * UTF-8 by hand: the tables of ICU are not needed for it, and it is the one check every
 * text passes.
 */
#include "config.h"
#include "src/text/utf8.h"

#include <string.h>

#define HIGH_BITS UINT64_C(0x8080808080808080)

static size_t skip_ascii(const unsigned char *text, size_t at, size_t size)
{
	for (uint64_t eight; size - at >= sizeof(eight); at += sizeof(eight)) {
		memcpy(&eight, text + at, sizeof(eight));
		if ((eight & HIGH_BITS) != 0)
			break;
	}
	while (at < size && text[at] < 0x80)
		at++;
	return at;
}

/* Unicode 15 table 3-7: which second bytes a first byte allows.  Returns the length of
 * the sequence, 0 where the first byte starts none. */
static size_t sequence_of(unsigned char first, unsigned char *low, unsigned char *high)
{
	*low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
	*high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
	if (first >= 0xC2 && first <= 0xDF)
		return 2;
	if (first >= 0xE0 && first <= 0xEF)
		return 3;
	return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

size_t utf8_sequence(const char *text, size_t size, bool *whole)
{
	const unsigned char *bytes = (const unsigned char *)text;
	unsigned char low, high;

	*whole = false;
	if (size == 0)
		return 0;
	size_t length = sequence_of(bytes[0], &low, &high);
	if (length == 0) {
		*whole = bytes[0] < 0x80;
		return 1;
	}
	for (size_t i = 1; i < length; i++) {
		if (i == size || bytes[i] < low || bytes[i] > high)
			return i;
		low = 0x80;
		high = 0xBF;
	}
	*whole = true;
	return length;
}

size_t utf8_valid(const char *text, size_t size)
{
	const unsigned char *bytes = (const unsigned char *)text;
	size_t at = skip_ascii(bytes, 0, size);
	bool whole;

	while (at < size) {
		size_t length = utf8_sequence(text + at, size - at, &whole);
		if (!whole)
			return at;
		at += length;
		if (at < size && bytes[at] < 0x80)
			at = skip_ascii(bytes, at, size);
	}
	return size;
}

int32_t utf8_next(const char **at, const char *end)
{
	const unsigned char *p = (const unsigned char *)*at;

	if (*at >= end)
		return 0;
	size_t length = p[0] < 0x80 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
	if (length > (size_t)(end - *at)) {
		*at = end;
		return 0xFFFD;
	}
	*at += length;
	switch (length) {
	case 1:
		return p[0];
	case 2:
		return (p[0] & 0x1F) << 6 | (p[1] & 0x3F);
	case 3:
		return (p[0] & 0x0F) << 12 | (p[1] & 0x3F) << 6 | (p[2] & 0x3F);
	default:
		return (p[0] & 0x07) << 18 | (p[1] & 0x3F) << 12 | (p[2] & 0x3F) << 6 |
		       (p[3] & 0x3F);
	}
}

size_t utf8_put(char *to, int32_t c)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xC0 | c >> 6);
		to[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		to[0] = (char)(0xE0 | c >> 12);
		to[1] = (char)(0x80 | (c >> 6 & 0x3F));
		to[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	to[0] = (char)(0xF0 | c >> 18);
	to[1] = (char)(0x80 | (c >> 12 & 0x3F));
	to[2] = (char)(0x80 | (c >> 6 & 0x3F));
	to[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

size_t utf8_length(const char *text, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < size; i++)
		n += ((unsigned char)text[i] & 0xC0) != 0x80;
	return n;
}
