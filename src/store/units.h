/* SPDX-License-Identifier: Apache-2.0
 *
 * What the rest of src/store asks of the units.
 */
#ifndef BISOTUN_STORE_UNITS_H
#define BISOTUN_STORE_UNITS_H

#include "src/store/sql.h"
#include "src/store/store.h"

int units_documents(
	bis_db *db, const struct record_filter *filter, int64_t **ids, size_t *n);
int units_count(bis_db *db, const struct record_filter *filter, int64_t *n);

/* The number in a unit id for people: "U12", "12". */
int unit_number(const char *id, int64_t *number);

/* Adds the variant of a row: from column `first` on the number of its language, text,
 * written, empty, attrs, extra, markup. */
int unit_add_row(bis_db *db, sqlite3_stmt *s, int first, struct unit *u);

/* Takes back what an event did to units, documents and sightings; see bis_undo(). */
int units_undo(bis_db *db, int64_t event, bool force, bis_flaw *conflict, void *ctx);

#endif
