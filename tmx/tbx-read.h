/* SPDX-License-Identifier: Apache-2.0
 *
 * One reader for the four shapes of TBX: version 2 (martif), TBX-Min of 2013, version 3
 * with categories as attributes (DCA) and as elements (DCT).  Which one a file is it says
 * itself, and mixtures occur; so names are matched without their namespace, nothing is
 * insisted on, and what breaks the rules is read and remarked on.
 *
 * Whatever the shape, the categories come out in the vocabulary of TBX 3 DCA.  Three
 * things that have no place there are kept so that the file can be written as it was:
 *
 *	a second <term> in one termSec   a form of its own with the attribute TBX_JOINED
 *	attributes of termGrp            among those of the form, with TBX_GROUP in front
 *	a noteGrp of TBX-Min             as it is
 */
#ifndef BISOTUN_TBX_READ_H
#define BISOTUN_TBX_READ_H

#include "tmx/format.h"

#define TBX_JOINED "bisotun:joined"
#define TBX_GROUP "bisotun:termGrp."

int tbx_read(struct source *in, const struct read_options *options,
	const struct record_sink *sink);

/* What the head is worth to the format of that name. */
int tbx_bid(const struct head *head, const char *format);

#endif
