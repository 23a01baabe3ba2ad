/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "bisotun/text.h"

static _Thread_local char message[1024];

/* Where there is no memory to shorten the whole, its beginning has to do; a cut must not
 * leave half a character. */
static void cut(char *text, size_t size)
{
	size_t end = size - 1;

	while (end > 0 && ((unsigned char)text[end - 1] & 0xc0) == 0x80)
		end--;
	if (end > 0 && (unsigned char)text[end - 1] >= 0xc0)
		end--;
	text[end] = '\0';
}

static void word(char *out, size_t size, const char *format, va_list arguments)
{
	cleanup(free_text) char *whole = NULL;
	va_list again;

	va_copy(again, arguments);
	int length = vsnprintf(out, size, format, arguments);
	if (length >= (int)size && vasprintf(&whole, format, again) >= 0) {
		bis_text_brief(whole, size - 1);
		memcpy(out, whole, strlen(whole) + 1);
	} else if (length >= (int)size) {
		whole = NULL;
		cut(out, size);
	}
	va_end(again);
}

int err_set(int code, const char *format, ...)
{
	char worded[sizeof(message)];
	va_list arguments;

	va_start(arguments, format);
	word(worded, sizeof(worded), format, arguments);
	va_end(arguments);
	memcpy(message, worded, sizeof(message)); /* the old message may be an argument */
	return code;
}

int err_nomem(void)
{
	return err_set(BIS_ENOMEM, "out of memory");
}

const char *bis_error_message(void)
{
	return message;
}
