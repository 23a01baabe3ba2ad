/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/text/letters.h"

#include <unicode/uchar.h>

#include "src/text/utf8.h"

bool begins_capital(const char *text, size_t size)
{
	const char *end = text + size;

	if (size == 0)
		return false;
	int32_t c = utf8_next(&text, end);
	return u_isupper(c) || u_istitle(c);
}

size_t visible_characters(const char *text, size_t size)
{
	const char *end = text + size;
	size_t n = 0;

	while (text < end)
		n += !u_isUWhiteSpace(utf8_next(&text, end));
	return n;
}
