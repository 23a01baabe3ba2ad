/* SPDX-License-Identifier: Apache-2.0
 *
 * What looks the same as a new concept: forms in the same language (or a relative of
 * it) whose folded texts are equal.
 */
#ifndef BISOTUN_SIMILAR_H
#define BISOTUN_SIMILAR_H

#include "bisotun/terms.h"
#include "termbase/concept.h"

/* Tells each form of the base that equals one of the concept's; `similar` NULL:
 * nobody to tell. */
int similar_tell(bis_db *db, const struct concept *c, bis_similar *similar, void *ctx);

#endif
