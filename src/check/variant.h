/* SPDX-License-Identifier: Apache-2.0
 *
 * Official names written otherwise: what ORG-VARIANT and TITLE-VARIANT share.
 */
#ifndef BISOTUN_CHECK_VARIANT_H
#define BISOTUN_CHECK_VARIANT_H

#include "src/check/check.h"

/* Tells of names of concepts of these kinds (a bit each: 1 << KIND_BODY …) that are near
 * the official one and not it, and of look-up forms that are misspellings. */
int variants_tell(const struct rule *rule, struct reading *r, unsigned kinds);

/* Mentions that may reach into a place: from the first that is worth a look. */
size_t mentions_near(const struct reading *r, size_t begin);

/* The first mention that begins there, or behind it. */
size_t mentions_from(const struct reading *r, size_t begin);

#endif
