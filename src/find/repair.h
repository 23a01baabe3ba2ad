/* SPDX-License-Identifier: Apache-2.0
 *
 * Repair: where query and source differ in placeables only, the target with the query's
 * values in the place of the source's, proved by reading it again.
 */
#ifndef BISOTUN_REPAIR_H
#define BISOTUN_REPAIR_H

#include "src/text/placeables.h"

/* 1: `out` has the repaired target, `done` says in words what was changed ("14 April
 * 2017 → 3 May 2018; 63rd → 64th"); 0: nothing to repair, or no repair could be proved.
 * Only where query and source are equal but for placeables (and quotation marks), each
 * changed value of the source stands exactly as often in the target, and the repaired
 * target reads back to exactly the values of the query. */
int repair(const char *query_lang, const char *query, const char *source_lang,
	const char *source, const char *target_lang, const char *target, struct buf *out,
	struct buf *done);

#endif
