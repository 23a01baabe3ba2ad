/* SPDX-License-Identifier: Apache-2.0
 *
 * Indexing what a big import brings while it comes: a worker cuts the segments into tokens
 * beside the thread that stores them.
 *
 * Whatever fails here is no failure of the import: the index is then made later, from the
 * tables.
 */
#include "config.h"

#include "src/base/err.h"
#include "src/store/store.h"
#include "src/store/textindex-make.h"

#define WORKERS 1 /* another thread reads, another stores */
#define MEMORY_MAX ((size_t)100 << 20)
#define GATHERED_MAX ((size_t)4 << 20)

void textfeed_free(struct textfeed *f)
{
	if (f == NULL)
		return;
	crew_free(f->crew);
	shelf_finish(&f->shelf);
	unitmap_builder_free(f->map);
	free(f);
}

int textindex_begin_feed(bis_db *db)
{
	cleanup(buf_free) struct buf path = BUF_INIT;

	if (db->dry_run || db->feed != NULL)
		return 0;
	struct textfeed *f = calloc(1, sizeof(*f));
	if (f == NULL)
		return err_nomem();
	int rc = textindex_path(db, &path);
	int shelved = shelf_init(&f->shelf, buf_str(&path));
	if (rc == 0)
		rc = shelved;
	if (rc == 0)
		rc = crew_new(WORKERS, MEMORY_MAX, &f->shelf, &f->crew);
	if (rc == 0)
		rc = unitmap_builder_new(&f->map);
	if (rc < 0) {
		textfeed_free(f);
		return rc;
	}
	db->feed = f;
	return 0;
}

/* The worker begins when it is clear that there is something to be gained. */
static int feed_one(bis_db *db, struct textfeed *f, uint32_t segment, uint32_t lang,
	const char *text, size_t size)
{
	int rc = unitmap_set_lang(f->map, segment, lang);

	if (rc == 0)
		rc = crew_add(f->crew, lang, db_lang_tag(db, lang), segment, text, size);
	if (f->first == 0)
		f->first = segment;
	f->last = segment;
	if (!f->started &&
		(++f->n >= SETTLE_SEGMENTS || crew_gathered(f->crew) > GATHERED_MAX)) {
		f->started = true;
		crew_start(f->crew);
	}
	return rc;
}

int textindex_feed(
	bis_db *db, int64_t segment, int64_t lang, const char *text, size_t size)
{
	struct textfeed *f = db->feed;

	if (f == NULL || f->failed)
		return 0;
	if (segment <= 0 || segment >= RUN_NONE || size > UINT32_MAX / 2 ||
		feed_one(db, f, (uint32_t)segment, (uint32_t)lang, text, size) < 0) {
		f->failed = true;
		crew_free(f->crew);
		f->crew = NULL;
	}
	return 0;
}

/* Room for what is done now: the pages SQLite keeps are read again when needed. */
static void make_room(bis_db *db)
{
	store_bulk(db, false);
	sqlite3_db_release_memory(db->sql);
}

/* The index is of the moment of this write, even if others have written since; but where
 * one of them has purged, what was fed may be gone. */
static int settle_feed(bis_db *db, struct textfeed *f)
{
	struct moment now;
	int rc = store_read_begin(db);

	if (rc < 0)
		return rc;
	rc = moment_read(db, &now);
	now.event = db->last_event;
	now.last_segment = f->last;
	now.last_unit = (uint32_t)db->made_units.last;
	if (rc == 0 && now.epoch != db->epoch)
		rc = err_set(BIS_ECONFLICT, "%s: others have purged since", db->path);
	if (rc == 0)
		rc = textindex_make_fed(db, &now, f);
	store_read_end(db);
	return rc;
}

static void feed_freep(struct textfeed **f)
{
	textfeed_free(*f);
}

int textindex_end_feed(bis_db *db, bool kept)
{
	cleanup(feed_freep) struct textfeed *f = steal(&db->feed);

	if (f == NULL || !kept)
		return 0;
	if (!f->failed && f->started && db->made_units.last != 0) {
		make_room(db);
		if (settle_feed(db, f) == 0) {
			textindex_free(db->index);
			db->index = NULL;
		}
	}
	feed_freep(&f);
	f = NULL;
	textindex_settle(db);
	return 0;
}
