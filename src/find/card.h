/* SPDX-License-Identifier: Apache-2.0
 *
 * The card: a concept as it is shown, made from the stored record and from what was asked
 * (which languages in which order, on which day).
 *
 * Forms stand by language in the order asked for (all, in the order of the record, where
 * none was), then by status (preferred, admitted, proposed, deprecated, obsolete,
 * lookup), then by kind.  A form that should not be used says what to use instead.
 * Relations are given from both ends.
 */
#ifndef BISOTUN_CARD_H
#define BISOTUN_CARD_H

#include "bisotun/terms.h"
#include "src/base/base.h"

struct card {
	struct bis_concept shown; /* first: what the world is given leads back here */
	struct card_owned *owned; /* the memory behind it */
};

/* Builds the card of concept `number`.  Of `options` count `to`, `at` and `all`
 * (without it lookup forms are left out); NULL: everything.  `to` may hold tags in
 * any spelling; BIS_EUSAGE for one that is none and for a bad `at`.  BIS_ENOTFOUND
 * where the concept is not there or was removed. *out is yours: card_free().  score
 * and shared are 0, matched and how "" until card_found(). */
int card_build(bis_db *db, int64_t number, const struct bis_lookup_options *options,
	struct card **out);

/* Says which form was found and how ("exact", "loose" …); text and lang are copied, `how`
 * must be static. */
int card_found(struct card *card, double score, const char *text, const char *lang,
	const char *how);

void card_free(struct card *card);
void card_freep(struct card **card); /* for cleanup() */

/* The card of what card_build() has given to the world as a struct bis_concept. */
static inline struct card *card_of(struct bis_concept *shown)
{
	return (struct card *)shown;
}

#endif
