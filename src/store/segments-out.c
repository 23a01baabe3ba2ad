/* SPDX-License-Identifier: Apache-2.0
 *
 * All segments one after the other, for what no index can answer.
 */
#include "config.h"
#include "src/store/textindex.h"

#include "src/base/err.h"
#include "src/store/db.h"

struct segment_cursor {
	bis_db *db;
	sqlite3_stmt *rows;
};

int store_segments_open(bis_db *db, struct segment_cursor **out)
{
	struct segment_cursor *c = calloc(1, sizeof(*c));

	*out = NULL;
	if (c == NULL)
		return err_nomem();
	c->db = db;
	c->rows = sql_prepare(db, "SELECT id, text FROM segment ORDER BY id");
	if (c->rows == NULL) {
		free(c);
		return sql_error(db);
	}
	*out = c;
	return 0;
}

int store_segments_next(
	struct segment_cursor *c, uint32_t *segment, const char **text, size_t *size)
{
	int rc = sql_step(c->db, c->rows);

	if (rc <= 0)
		return rc;
	*segment = (uint32_t)sql_column_int(c->rows, 0);
	*text = sql_column_text(c->rows, 1);
	*size = sql_column_size(c->rows, 1);
	return 1;
}

void store_segments_close(struct segment_cursor *c)
{
	if (c == NULL)
		return;
	sql_finalise(&c->rows);
	free(c);
}
