/* SPDX-License-Identifier: Apache-2.0
 *
 * What the rest of src/store asks of the units.
 */
#ifndef BISOTUN_STORE_UNITS_H
#define BISOTUN_STORE_UNITS_H

#include "src/store/store.h"

int units_documents(
	bis_db *db, const struct record_filter *filter, int64_t **ids, size_t *n);
int units_count(bis_db *db, const struct record_filter *filter, int64_t *n);

/* The number in a unit id for people: "U12", "12". */
int unit_number(const char *id, int64_t *number);

/* Takes back what an event did to units, documents and sightings; see bis_undo(). */
int units_undo(bis_db *db, int64_t event, bool force, bis_finding *conflict, void *ctx);

#endif
