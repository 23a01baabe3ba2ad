/* SPDX-License-Identifier: Apache-2.0
 *
 * Look-alikes: words whose letters come from scripts that are not used together (UTS #39,
 * ICU's spoof checker).
 */
#ifndef BISOTUN_SPOOF_H
#define BISOTUN_SPOOF_H

#include "src/base/buf.h"

struct spoof; /* not shared between threads */
int spoof_new(struct spoof **out);
void spoof_free(struct spoof *s);

/* 1 where the word mixes scripts so that a letter looks like one of another
 * (Кhaidarzоda),
 * 0 not.  `script` gets the script most of its letters are of; `plain` the word with the
 * look-alikes put into that script, where each has one there, else nothing. */
int spoof_word(struct spoof *s, const char *word, size_t size, char script[5],
	struct buf *plain);

#endif
