/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tmx/remarks.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#define MESSAGE_MAX 512

void remarks_init(struct remarks *r, const struct record_sink *sink,
	const char *const *kinds, size_t n_kinds)
{
	*r = (struct remarks){ .sink = sink, .kinds = kinds, .n_kinds = n_kinds };
}

static int tell(const struct record_sink *sink, long line, const char *unit,
	const char *message, bool lost)
{
	struct problem p = {
		.line = line, .unit = unit, .message = message, .lost = lost
	};

	return sink->problem == NULL ? 0 : sink->problem(sink->ctx, &p);
}

int remark(struct remarks *r, size_t kind, long line, const char *unit,
	const char *format, ...)
{
	char message[MESSAGE_MAX];
	va_list args;

	if (kind >= r->n_kinds || r->counts[kind]++ > 0)
		return 0;
	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	return tell(r->sink, line, unit, message, false);
}

int remarks_end(struct remarks *r)
{
	char message[MESSAGE_MAX];
	int rc = 0;

	for (size_t i = 0; i < r->n_kinds && rc == 0; i++) {
		if (r->counts[i] < 2)
			continue;
		snprintf(message, sizeof(message), "%s: %" PRId64 " in all", r->kinds[i],
			r->counts[i]);
		rc = tell(r->sink, 0, NULL, message, false);
	}
	return rc;
}

int remark_lost(const struct record_sink *sink, long line, const char *unit,
	const char *format, ...)
{
	char message[MESSAGE_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	return tell(sink, line, unit, message, true);
}
