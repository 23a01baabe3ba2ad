/* SPDX-License-Identifier: Apache-2.0
 *
 * Dates in running text, as the languages of the memory write them.
 *
 * Month names and the small words around them are data (src/text/dates.tsv, one row a
 * name: language, kind, number, text); the engine knows orders and separators only.
 */
#ifndef BISOTUN_DATES_H
#define BISOTUN_DATES_H

#include "src/text/tokens.h"

struct date {
	int year, month,
		day; /* 0 not said; year and month, day and month, or all three */
};

struct dates; /* what is known of one language; not shared between threads */

int dates_new(const char *lang, struct dates **out);
void dates_free(struct dates *d);

/* Whether a date begins at token `i` of tokens that hold no dates yet: how many tokens
 * it takes (0: none), and which.  A range ("14–16 April") is no date. */
size_t dates_at(const struct dates *d, const char *text, const struct token *tokens,
	size_t n, size_t i, struct date *out);

#endif
