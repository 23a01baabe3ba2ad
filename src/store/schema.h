/* SPDX-License-Identifier: Apache-2.0
 *
 * The schema: numbered steps for content, and the derived tables.
 */
#ifndef BISOTUN_SCHEMA_H
#define BISOTUN_SCHEMA_H

#include "bisotun/db.h"

#define SCHEMA_VERSION 1
#define APPLICATION_ID 0x42495354 /* "BIST" */

/* Refuses what is no Bisotun database or of a newer schema. */
int schema_check(bis_db *db);
/* Brings the base to this version, derived tables included; for handles that write. */
int schema_prepare(bis_db *db);
/* Drops the derived tables and makes them from the content; inside a transaction. */
int schema_make_derived(bis_db *db);
/* Takes the derived tables (term_…, name_…) out of the schema without touching their
 * pages, which may be damaged; inside a transaction, and VACUUM after it. */
int schema_cast_off_derived(bis_db *db);
/* The integer a PRAGMA or SELECT answers. */
int schema_number(bis_db *db, const char *sql, int64_t *value);

#endif
