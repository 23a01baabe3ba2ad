/* SPDX-License-Identifier: Apache-2.0
 *
 * The public face of text, for front ends: include/bisotun/text.h.
 */
#include "config.h"
#include "bisotun/text.h"

#include "src/text/lang.h"
#include "src/text/utf8.h"
#include "src/text/width.h"

_Static_assert(LANG_MAX == 64, "bisotun/text.h says 64 bytes");

size_t bis_text_width(const char *text, size_t size)
{
	return text_width(text, size);
}

size_t bis_text_valid(const char *text, size_t size)
{
	return utf8_valid(text, size);
}

int bis_lang_canonical(const char *tag, char canonical[64])
{
	return lang_canonical(tag, canonical);
}

void bis_lang_name(const char *tag, char *name, size_t size)
{
	lang_name(tag, name, size);
}

bool bis_lang_is_rtl(const char *tag)
{
	return lang_is_rtl(tag);
}
