/* SPDX-License-Identifier: Apache-2.0
 *
 * Hits as they are shown: texts, with what was found marked in them, and what is known
 * of the unit.
 */
#ifndef BISOTUN_CONCORDANCE_ROWS_H
#define BISOTUN_CONCORDANCE_ROWS_H

#include "src/find/concordance-hits.h"
#include "src/find/keep.h"
#include "src/find/renderings.h"

/* Fills `out`; what it points to is in `keep`.  `renderings` NULL: targets unmarked. */
int hit_row(struct search *s, struct renderings *renderings, const struct hit *hit,
	struct keep *keep, struct bis_hit *out);

#endif
