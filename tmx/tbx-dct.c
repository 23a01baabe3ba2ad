/* SPDX-License-Identifier: Apache-2.0
 *
 * TBX 3 with data categories as elements (DCT), each in the namespace of its module.
 */
#include "config.h"

#include "tmx/format.h"
#include "tmx/tbx-read.h"
#include "tmx/tbx-write.h"

extern const struct format format_tbx_dct;

static int bid(const struct head *head)
{
	return tbx_bid(head, "tbx-dct");
}

static int begin(struct writer *w, const struct document *d)
{
	static const struct tbx_shape shape = {
		.format = "tbx-dct",
		.version = TBX_V3,
		.dct = true,
		.root = "tbx",
		.header = "tbxHeader",
		.concept = "conceptEntry",
		.section = "langSec",
		.form = "termSec",
		.persons = "refObjectSec",
	};

	return tbx_write_begin(w, d, &shape);
}

const struct format format_tbx_dct = {
	.name = "tbx-dct",
	.title = "TBX 3 (ISO 30042:2019), categories as elements (DCT)",
	.written = "TBX 3, DCT",
	.suffixes = "tbx",
	.carries = CARRIES_CONCEPTS,
	.bid = bid,
	.read = tbx_read,
	.begin = begin,
	.write_concept = tbx_write_concept,
	.end = tbx_write_end,
	.finish = tbx_write_finish,
};
