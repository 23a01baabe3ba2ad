/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static _Thread_local char message[1024];

int err_set(int code, const char *format, ...)
{
	char worded[sizeof(message)];
	va_list arguments;

	va_start(arguments, format);
	int size = vsnprintf(worded, sizeof(worded), format, arguments);
	va_end(arguments);
	if (size >= (int)sizeof(worded)) {
		/* a cut must not leave half a UTF-8 sequence */
		size_t end = sizeof(worded) - 1;
		while (end > 0 && ((unsigned char)worded[end - 1] & 0xc0) == 0x80)
			end--;
		if (end > 0 && (unsigned char)worded[end - 1] >= 0xc0)
			end--;
		worded[end] = '\0';
	}
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
