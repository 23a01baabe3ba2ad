/* SPDX-License-Identifier: Apache-2.0
 *
 * What stands around the entries of a TBX file: root, header and back matter.
 */
#ifndef BISOTUN_TBX_FRAME_H
#define BISOTUN_TBX_FRAME_H

#include "tmx/format.h"
#include "tmx/tbx-convert.h"
#include "tmx/tbx-print.h"

/* @type of the list of ids that targets point at and the file does not have: TBX 3 wants
 * every target to be the id of something. */
#define TBX_ELSEWHERE "bisotun:elsewhere"

struct tbx_frame {
	struct tbx_print *print;
	const struct write_options *options;
	bool as_is, v3, min;
	const char *root, *header, *persons, *type; /* type: of a new root */
};

int tbx_frame_begin(struct tbx_frame *f, const struct document *d);
int tbx_frame_end(struct tbx_frame *f, const struct document *d, struct tbx_convert *v);

#endif
