/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/store/posting-rows.h"

#include "src/base/err.h"
#include "src/store/sql.h"

static int read_row(
	bis_db *db, const struct posting_table *t, int64_t row, struct places *places)
{
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, t->read);

	places->n = 0;
	sql_int(s, 1, row);
	int rc = sql_step(db, s);
	if (rc > 0) {
		const void *bytes = sqlite3_column_blob(s, 0);
		rc = posting_unpack(row, bytes, sql_column_size(s, 0), places);
	}
	return rc < 0 ? rc : 0;
}

static int write_row(bis_db *db, const struct posting_table *t, int64_t row,
	const uint64_t *places, size_t n, struct buf *packed)
{
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, n == 0 ? t->drop : t->write);

	buf_clear(packed);
	posting_pack(places, n, packed);
	if (!buf_ok(packed))
		return err_nomem();
	sql_int(s, 1, row);
	if (n > 0)
		sql_blob(s, 2, packed->data, packed->size);
	return sql_run(db, s);
}

static int flush_row(bis_db *db, const struct posting_table *t,
	const struct pending *changes, size_t n, struct places *places,
	struct buf *packed)
{
	int64_t row = changes[0].row;
	int rc = read_row(db, t, row, places);
	size_t n_old = places->n;

	if (rc == 0)
		rc = posting_merge(places, posting_row_start(row), changes, n);
	if (rc < 0)
		return rc;
	return write_row(db, t, row, places->at + n_old, places->n - n_old, packed);
}

int posting_rows_flush(bis_db *db, const struct posting_table *table,
	struct pending_list *changes, struct places *places, struct buf *packed)
{
	int rc = 0;

	pending_sort(changes);
	for (size_t i = 0, n; rc == 0 && i < changes->n; i += n) {
		n = 1;
		while (i + n < changes->n && changes->at[i + n].row == changes->at[i].row)
			n++;
		rc = flush_row(db, table, changes->at + i, n, places, packed);
	}
	changes->n = 0;
	return rc;
}
