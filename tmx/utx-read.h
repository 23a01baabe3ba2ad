/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading UTX; the format's other half and its const are in utx.c.
 */
#ifndef BISOTUN_UTX_READ_H
#define BISOTUN_UTX_READ_H

#include "tmx/format.h"

int utx_read(struct source *in, const struct read_options *options,
	const struct record_sink *sink);

/* "approved", "forbidden" …; "" for what UTX has no word for. */
const char *utx_word_of_status(enum form_status status);

#endif
