/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/text/letters.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

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

int32_t letter_small(int32_t c)
{
	return u_tolower(c);
}

int32_t letter_capital(int32_t c)
{
	return u_toupper(c);
}

bool is_letter(int32_t c)
{
	return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK)) != 0;
}

const char *letter_script(int32_t c)
{
	UErrorCode status = U_ZERO_ERROR;
	UScriptCode script = uscript_getScript(c, &status);

	return U_FAILURE(status) ? "Zyyy" : uscript_getShortName(script);
}
