/* SPDX-License-Identifier: Apache-2.0
 *
 * TBX 2, the MARTIF of ISO 30042:2008: what most tools still write, and all that OmegaT
 * reads.
 *
 * It is written without a DOCTYPE, since readers that go after the DTD would stop without
 * it.
 */
#include "config.h"

#include "tmx/format.h"
#include "tmx/tbx-read.h"
#include "tmx/tbx-write.h"

extern const struct format format_tbx2;

static int bid(const struct head *head)
{
	return tbx_bid(head, "tbx2");
}

static int begin(struct writer *w, const struct document *d)
{
	static const struct tbx_shape shape = {
		.format = "tbx2",
		.version = TBX_V2,
		.dct = false,
		.root = "martif",
		.header = "martifHeader",
		.concept = "termEntry",
		.section = "langSet",
		.form = "tig",
		.persons = "refObjectList",
	};

	return tbx_write_begin(w, d, &shape);
}

const struct format format_tbx2 = {
	.name = "tbx2",
	.title = "TBX 2 (ISO 30042:2008, MARTIF), as OmegaT reads it",
	.written = "TBX 2",
	.suffixes = "tbx",
	.carries = CARRIES_CONCEPTS,
	.bid = bid,
	.read = tbx_read,
	.begin = begin,
	.write_concept = tbx_write_concept,
	.end = tbx_write_end,
	.finish = tbx_write_finish,
};
