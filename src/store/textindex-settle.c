/* SPDX-License-Identifier: Apache-2.0
 *
 * When a sidecar is written, and when it must go.
 *
 * A write of a few units settles nothing: readers find them in the tables.  When enough
 * has come together, whoever wrote last puts a new sidecar in place.
 */
#include "config.h"

#include <errno.h>
#include <string.h>

#include "src/base/err.h"
#include "src/store/store.h"
#include "src/store/textindex-make.h"

/* More changes by this handle than that, and what all have done is counted. */
#define COUNT_FROM 5000
/* A base that has no index, or one so far behind, gets it from whoever searches: a small
 * write does not wait for it. */
#define FAR_BEHIND 100000

static uint32_t above(uint32_t last, uint32_t known)
{
	return last > known ? last - known : 0;
}

/* How many units went or came back since. */
static int count_changed(bis_db *db, int64_t event, int64_t *n)
{
	static const char sql[] =
		"SELECT (SELECT count(*) FROM unit WHERE gone > ?1)"
		" + (SELECT count(*) FROM revival WHERE event > ?1 AND what = 0)";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, event);
	int rc = sql_step(db, s);
	*n = rc > 0 ? sql_column_int(s, 0) : 0;
	return rc < 0 ? rc : 0;
}

static int is_due(bis_db *db, const struct moment *now, bool *due)
{
	struct sidecar *s;
	bool ahead;
	int64_t changed = 0;
	int rc = textindex_open_sidecar(db, now, &s, &ahead);

	*due = false;
	if (rc < 0 || ahead)
		return rc;
	struct sidecar_head none = { 0 };
	const struct sidecar_head *h = s == NULL ? &none : sidecar_head(s);
	uint32_t segments = above(now->last_segment, h->last_segment);
	if (s != NULL) /* others may have removed many, a few at a time */
		rc = count_changed(db, h->event, &changed);
	/* without a sidecar too: a million units may share a few segments */
	*due = segments > SETTLE_SEGMENTS ||
	       above(now->last_unit, h->last_unit) + changed > SETTLE_UNITS;
	if (segments > FAR_BEHIND)
		*due = false;
	if (rc == 0 && s != NULL && !*due)
		rc = textindex_merge_due(s, due);
	if (!*due)
		db->settled = (struct settled){ .segment = h->last_segment,
			.unit = h->last_unit };
	sidecar_close(s);
	return rc;
}

static int settle(bis_db *db)
{
	struct moment now;
	bool due = false;
	int rc = moment_read(db, &now);

	if (rc < 0 || (above(now.last_segment, db->settled.segment) <= SETTLE_SEGMENTS &&
			      above(now.last_unit, db->settled.unit) <= SETTLE_UNITS &&
			      db->settled.changes < COUNT_FROM))
		return rc;
	rc = is_due(db, &now, &due);
	if (rc == 0 && due)
		rc = textindex_make(db, &now, NULL);
	if (rc < 0) /* on a full disk, say: not again with each write */
		db->settled = (struct settled){ .segment = now.last_segment,
			.unit = now.last_unit };
	return rc;
}

void textindex_settle(bis_db *db)
{
	if (db->feed != NULL || db->event != 0 || db->readers > 0 || db->settled.renewed)
		return;
	textindex_tidy(db);
	db->settled.changes += db->changes;
	if (store_read_begin(db) < 0)
		return;
	settle(db);
	store_read_end(db);
}

int textindex_rebuild(bis_db *db)
{
	struct moment now;

	textindex_forget(db);
	int rc = store_read_begin(db);
	if (rc < 0)
		return rc;
	rc = moment_read(db, &now);
	if (rc == 0 && now.last_segment > SETTLE_SEGMENTS)
		rc = textindex_make(db, &now, NULL);
	store_read_end(db);
	return rc;
}

void textindex_tidy(bis_db *db)
{
	cleanup(buf_free) struct buf path = BUF_INIT;

	if (textindex_path(db, &path) == 0)
		sidecar_tidy(buf_str(&path));
}

/* One that is being written sees by the epoch that it must not stay. */
int textindex_forget(bis_db *db)
{
	textindex_free(db->index);
	db->index = NULL;
	db->settled = (struct settled){ 0 };
	textindex_tidy(db);
	if (textindex_discard(db))
		return 0;
	return err_set(
		BIS_EDB, "%s-index: can't be removed: %s", db->path, strerror(errno));
}
