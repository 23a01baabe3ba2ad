/* SPDX-License-Identifier: Apache-2.0
 *
 * A text may be a book long and the room a line: it is measured letter by letter, from
 * the end that stays, and no further than the room goes.
 */
#include "config.h"

#include "src/view/cut.h"

#include <stdbool.h>
#include <string.h>

#include "bisotun/text.h"

static bool is_inside(const char *at)
{
	return ((unsigned char)*at & 0xC0) == 0x80;
}

const char *cut_tail(const char *text, size_t room)
{
	const char *at = text + strlen(text), *fits = at;
	size_t width = 0;

	while (at > text && width <= room) {
		const char *end = at--;
		while (at > text && is_inside(at))
			at--;
		size_t own = bis_text_width(at, (size_t)(end - at));
		width += own;
		if (width <= room && own > 0) /* marks stay with their letter */
			fits = at;
	}
	return fits;
}

size_t cut_head(const char *text, size_t room)
{
	const char *at = text, *begin = text;
	size_t width = 0;

	while (*at != '\0') {
		begin = at++;
		while (is_inside(at))
			at++;
		width += bis_text_width(begin, (size_t)(at - begin));
		if (width > room)
			return (size_t)(begin - text);
	}
	return (size_t)(at - text);
}
