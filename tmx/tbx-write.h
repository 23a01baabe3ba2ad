/* SPDX-License-Identifier: Apache-2.0
 *
 * One writer for the four shapes of TBX.
 *
 * A document of the same format is written as it came, unless a dialect is asked for:
 * every attribute, group and unknown category, in order.  Anything else is made to fit
 * the dialect (tbx-convert.h).  Either way the typed fields have the last word
 * (tbx-fields.h).
 */
#ifndef BISOTUN_TBX_WRITE_H
#define BISOTUN_TBX_WRITE_H

#include "tmx/format.h"
#include "tmx/tbx-convert.h"

struct tbx_shape {
	const char *format; /* its name, to know its own documents by */
	enum tbx_version version;
	bool dct; /* categories as elements */
	const char *root, *header, *concept, *section, *form, *persons;
};

int tbx_write_begin(
	struct writer *w, const struct document *d, const struct tbx_shape *shape);
int tbx_write_concept(struct writer *w, const struct concept *c);
int tbx_write_end(struct writer *w, const struct document *d);
void tbx_write_finish(struct writer *w);

#endif
