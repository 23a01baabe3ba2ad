/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading TMX; the format's other half and its const are in tmx.c.
 */
#ifndef BISOTUN_TMX_READ_H
#define BISOTUN_TMX_READ_H

#include "tmx/format.h"

int tmx_read(struct source *in, const struct read_options *options,
	const struct record_sink *sink);

#endif
