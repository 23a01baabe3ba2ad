/* SPDX-License-Identifier: Apache-2.0
 *
 * TBX-Min of 2013: terms with status, part of speech, customer and notes, and a subject
 * field.
 */
#include "config.h"

#include "tmx/format.h"
#include "tmx/tbx-read.h"
#include "tmx/tbx-write.h"

extern const struct format format_tbx_min;

static int bid(const struct head *head)
{
	return tbx_bid(head, "tbx-min");
}

static int begin(struct writer *w, const struct document *d)
{
	static const struct tbx_shape shape = {
		.format = "tbx-min",
		.version = TBX_2013,
		.dct = false,
		.root = "TBX",
		.header = "header",
		.concept = "termEntry",
		.section = "langSet",
		.form = "tig",
		.persons = "refObjectList",
	};

	return tbx_write_begin(w, d, &shape);
}

const struct format format_tbx_min = {
	.name = "tbx-min",
	.title = "TBX-Min of 2013",
	.written = "TBX-Min 1.0",
	.suffixes = "tbx",
	.carries = CARRIES_CONCEPTS,
	.bid = bid,
	.read = tbx_read,
	.begin = begin,
	.write_concept = tbx_write_concept,
	.end = tbx_write_end,
	.finish = tbx_write_finish,
};
