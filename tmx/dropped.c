/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tmx/dropped.h"

#include <string.h>

#define SEEN_MAX 65536 /* a file of nothing but oddities is not remembered for ever */

void dropped_init(struct dropped *d, const struct write_options *options)
{
	*d = (struct dropped){ .options = options };
}

void dropped_finish(struct dropped *d)
{
	buf_free(&d->seen);
}

static bool seen(const struct dropped *d, const char *what)
{
	size_t size = strlen(what);

	for (const char *at = buf_str(&d->seen); *at != '\0'; at = strchr(at, '\n') + 1)
		if (strncmp(at, what, size) == 0 && at[size] == '\n')
			return true;
	return false;
}

void dropped_tell(struct dropped *d, const char *what, const char *where)
{
	if (d->options->dropped == NULL)
		return;
	if (!seen(d, what)) {
		if (d->seen.size > SEEN_MAX)
			return;
		buf_addf(&d->seen, "%s\n", what);
		if (!buf_ok(&d->seen))
			buf_clear(&d->seen);
	}
	d->options->dropped(d->options->ctx, what, where);
}
