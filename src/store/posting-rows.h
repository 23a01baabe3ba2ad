/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing gathered changes to a table of lists: a row (key, forms) a list within a span,
 * as postings.h packs it.
 */
#ifndef BISOTUN_POSTING_ROWS_H
#define BISOTUN_POSTING_ROWS_H

#include "src/store/db.h"
#include "src/store/postings.h"

struct posting_table {
	const char *read;  /* SELECT forms … WHERE key = ?1 */
	const char *write; /* REPLACE … (key, forms) VALUES (?1, ?2) */
	const char *drop;  /* DELETE … WHERE key = ?1 */
};

/* Merges the changes into their rows, in order of the table, and empties them; `places`
 * and `packed` are scratch. */
int posting_rows_flush(bis_db *db, const struct posting_table *table,
	struct pending_list *changes, struct places *places, struct buf *packed);

#endif
