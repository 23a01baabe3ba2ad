/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/store/flaws.h"

#include <stdarg.h>
#include <stdio.h>

void flaws_tell(struct flaws *f, const char *format, ...)
{
	char what[160];
	va_list args;

	f->n++;
	if (f->flaw == NULL)
		return;
	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	f->flaw(f->ctx, what);
}
