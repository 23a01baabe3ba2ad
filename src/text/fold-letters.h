/* SPDX-License-Identifier: Apache-2.0
 *
 * Which letter or sign counts as which other, beyond what Unicode's own folding says: the
 * tables fold.c works with, one code point at a time.
 */
#ifndef BISOTUN_FOLD_LETTERS_H
#define BISOTUN_FOLD_LETTERS_H

#include "src/base/base.h"

#define LETTER_MAX 2 /* UTF-16 units one unit may become */

/* Letters that are in no table, nor fold to any other: those most texts are made of. */
static inline bool letter_is_plain(int32_t c)
{
	return (c < 0x80 && c != '`' && (c < 'A' || c > 'Z')) ||
	       (c >= 0x0430 && c < 0x0450);
}

/* Before anything is normalised: simple case folding, and ´ ″ and their like, which
 * NFKC would take apart, as apostrophe and quote. */
int32_t letter_early(int32_t c);

/* What a letter needs to know of those before it. */
struct letter_context {
	bool loose;
	int32_t base; /* the last code point that is no mark */
};

/* After NFKC case folding: writes what `c` counts as to `to`, returns the number of
 * units (0 where it counts for nothing). */
int letter_late(struct letter_context *context, int32_t c, uint16_t *to);

#endif
