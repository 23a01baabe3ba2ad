/* SPDX-License-Identifier: Apache-2.0
 *
 * TBX 3 as ISO 30042:2019 has it, data categories as attributes (DCA): what everything
 * else is exchanged in, written as the dialect TBX-Basic unless another is asked for.
 */
#include "config.h"

#include "tmx/format.h"
#include "tmx/tbx-read.h"
#include "tmx/tbx-write.h"

extern const struct format format_tbx;

static int bid(const struct head *head)
{
	return tbx_bid(head, "tbx");
}

static int begin(struct writer *w, const struct document *d)
{
	static const struct tbx_shape shape = {
		.format = "tbx",
		.version = TBX_V3,
		.dct = false,
		.root = "tbx",
		.header = "tbxHeader",
		.concept = "conceptEntry",
		.section = "langSec",
		.form = "termSec",
		.persons = "refObjectSec",
	};

	return tbx_write_begin(w, d, &shape);
}

const struct format format_tbx = {
	.name = "tbx",
	.title = "TBX 3 (ISO 30042:2019), categories as attributes (DCA)",
	.written = "TBX 3, DCA",
	.suffixes = "tbx",
	.carries = CARRIES_CONCEPTS,
	.bid = bid,
	.read = tbx_read,
	.begin = begin,
	.write_concept = tbx_write_concept,
	.end = tbx_write_end,
	.finish = tbx_write_finish,
};
