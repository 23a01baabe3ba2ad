/* SPDX-License-Identifier: Apache-2.0
 *
 * How many rows a table of a base has, for tests of the indexes.
 */
#ifndef BISOTUN_TEST_STORE_ROWS_H
#define BISOTUN_TEST_STORE_ROWS_H

#include <sqlite3.h>

#include "src/store/db.h"
#include "tests/test.h"

static inline int64_t rows(bis_db *db, const char *table)
{
	char sql[100];

	snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s", table);
	sqlite3_stmt *s = sql_prepare(db, sql);
	assert_ok(sql_step(db, s));
	int64_t n = sql_column_int(s, 0);
	sqlite3_finalize(s);
	return n;
}

#endif
