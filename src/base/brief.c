/* SPDX-License-Identifier: Apache-2.0
 *
 * Words that are said to people, kept short: a text somebody gave may be a megabyte, and
 * what is wrong with it stands before and behind it in the message.
 */
#include "config.h"

#include <string.h>

#include "bisotun/text.h"
#include "src/base/err.h"

static const char ellipsis[] = "\xE2\x80\xA6";

static bool goes_on(char c) /* within a character */
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* `out` may be `text` itself. */
static void shorten(const char *text, size_t size, size_t most, char *out)
{
	size_t mark = sizeof(ellipsis) - 1;
	size_t head = (most - mark) / 3 * 2, tail = size - (most - mark - head);

	while (head > 0 && goes_on(text[head]))
		head--;
	while (goes_on(text[tail]))
		tail++;
	memmove(out, text, head);
	memmove(out + head + mark, text + tail, size - tail + 1);
	memcpy(out + head, ellipsis, mark);
}

void bis_text_brief(char *text, size_t most)
{
	size_t size = strlen(text);

	if (most < sizeof(ellipsis) - 1)
		most = sizeof(ellipsis) - 1;
	if (size > most)
		shorten(text, size, most, text);
}

const char *err_quoted(const char *text, char room[ERR_QUOTED_MAX + 1])
{
	size_t size = strlen(text);

	if (size <= ERR_QUOTED_MAX)
		return text;
	shorten(text, size, ERR_QUOTED_MAX, room);
	return room;
}
