/* SPDX-License-Identifier: Apache-2.0
 *
 * Cutting a text into tokens, before dates are looked for.
 */
#ifndef BISOTUN_TOKENS_CUT_H
#define BISOTUN_TOKENS_CUT_H

#include "src/text/tokens.h"

struct cutter; /* for one language, used again; not shared between threads */

int cutter_new(const char *lang, struct cutter **out);
void cutter_free(struct cutter *c);

/* The tokens of a text of less than 2 GiB; replaces what was in `out`.  *dates: it has
 * what no date is without, a digit at the beginning of a word, or 年, 月 or 日. */
int cutter_cut(
	struct cutter *c, const char *text, size_t size, struct tokens *out, bool *dates);

/* The same by words.h alone, much slower: what cutter_cut() is measured by. */
int cutter_cut_by_words(
	struct cutter *c, const char *text, size_t size, struct tokens *out, bool *dates);

/* Adds a token. */
int tokens_add(struct tokens *out, size_t begin, size_t end, enum token_kind kind);

#endif
