/* SPDX-License-Identifier: Apache-2.0
 *
 * Making an index of what a read sees.
 *
 * What a sidecar has already is taken over: its runs as they are, unless one is due to be
 * merged with newer ones; its map with what has changed since.  Segments that came since
 * are cut into tokens by a crew of workers, while the map is taken together here.
 *
 * Runs of a language are merged while the newer has a quarter or more of the segments of
 * the one before it, so that there are few and each segment is moved few times; but not
 * beyond MERGE_MAX, where it would take long and gain little.
 */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "src/base/err.h"
#include "src/store/store.h"
#include "src/store/textindex-make.h"

#define WORKERS 2
#define MEMORY_MAX ((size_t)110 << 20)
#define MEMORY_BESIDE_FEED ((size_t)40 << 20)
#define MERGE_MAX 600000
#define MERGE_FACTOR 4
#define PROGRESS_EVERY 1024 /* segments */

struct fresh {
	int64_t lang;
	uint32_t n;
};

struct making {
	bis_db *db;
	struct moment now, then; /* then: of the old one, 0 none */
	struct sidecar *old;
	struct unitmap *old_map;
	uint32_t until; /* the last segment to be read here */
	struct shelf *shelf;
	struct crew *crew;
	struct unitmap_builder *map;
	struct fresh *fresh; /* segments to be read, by language */
	size_t n_fresh;
	const struct make_progress *progress;
};

/* --- runs that are there -------------------------------------------------------------- */

/* One of the old sidecar's; sorted by language, then age. */
struct old_run {
	size_t number;
	const char *lang;
	uint32_t n, first;
	bool merge;
};

static int by_lang_and_age(const void *a, const void *b)
{
	const struct old_run *x = a, *y = b;
	int order = strcmp(x->lang, y->lang);

	return order != 0 ? order : (x->first > y->first) - (x->first < y->first);
}

static int list_runs(struct sidecar *s, struct old_run **out)
{
	size_t n = sidecar_n_runs(s);
	struct old_run *list = calloc(n + 1, sizeof(*list));
	int rc = list == NULL ? err_nomem() : 0;

	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct run *run;
		rc = sidecar_run(s, i, &run);
		if (rc == 0)
			list[i] = (struct old_run){ .number = i,
				.lang = sidecar_run_lang(s, i),
				.n = sidecar_run_count(s, i),
				.first = run->first_segment };
	}
	if (rc < 0) {
		free(list);
		return rc;
	}
	qsort(list, n, sizeof(*list), by_lang_and_age);
	*out = list;
	return 0;
}

/* Marks which of the runs [0, n) of one language, oldest first, become one with `fresh`
 * segments that are new; returns how many are marked. */
static size_t mark_merged(struct old_run *runs, size_t n, uint32_t fresh)
{
	uint64_t sum = fresh;
	size_t first = n;

	if (fresh == 0 && n > 0)
		sum = runs[--first].n;
	while (first > 0 && sum > 0 && sum + runs[first - 1].n <= MERGE_MAX &&
		sum * MERGE_FACTOR >= runs[first - 1].n)
		sum += runs[--first].n;
	size_t marked = n - first;
	if (fresh == 0 && marked == 1)
		return 0; /* by itself */
	for (size_t i = first; i < n; i++)
		runs[i].merge = true;
	return marked;
}

/* How many segments are new, by the number of their language. */
static int count_new(struct making *m)
{
	static const char sql[] =
		"SELECT lang, count(*) FROM segment"
		" WHERE id > ?1 AND id <= ?2 GROUP BY lang ORDER BY lang";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(m->db, sql);
	int rc;

	sql_int(s, 1, m->then.last_segment);
	sql_int(s, 2, m->until);
	while ((rc = sql_step(m->db, s)) > 0) {
		struct fresh *fresh =
			realloc(m->fresh, (m->n_fresh + 1) * sizeof(*fresh));
		if (fresh == NULL)
			return err_nomem();
		m->fresh = fresh;
		fresh[m->n_fresh++] = (struct fresh){ sql_column_int(s, 0),
			(uint32_t)sql_column_int(s, 1) };
	}
	return rc;
}

static int by_lang(const void *a, const void *b)
{
	const struct fresh *x = a, *y = b;

	return (x->lang > y->lang) - (x->lang < y->lang);
}

static uint32_t new_in(const struct making *m, int64_t lang)
{
	const struct fresh wanted = { .lang = lang }, *found = NULL;

	if (m->n_fresh > 0)
		found = bsearch(&wanted, m->fresh, m->n_fresh, sizeof(wanted), by_lang);
	return found == NULL ? 0 : found->n;
}

static int merge_runs(
	struct making *m, int64_t lang, const struct old_run *runs, size_t n)
{
	cleanup(builder_freep) struct builder *b = NULL;
	int rc = builder_new(runs[0].lang, &b);

	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct run *run;
		if (!runs[i].merge)
			continue;
		rc = sidecar_run(m->old, runs[i].number, &run);
		if (rc == 0)
			rc = builder_add_run(b, run, NULL, NULL);
		if (rc == 0)
			run_let_go(run);
	}
	return rc < 0 ? rc : crew_prime(m->crew, (uint32_t)lang, runs[0].lang, steal(&b));
}

/* The runs of one language. */
static int take_over(struct making *m, struct old_run *runs, size_t n)
{
	int64_t lang;
	int rc = db_lang_known(m->db, runs[0].lang, &lang);

	if (rc < 0)
		return rc;
	size_t marked =
		crew_has_room(m->crew) ? mark_merged(runs, n, new_in(m, lang)) : 0;
	for (size_t i = 0; rc == 0 && i < n - marked; i++)
		rc = sidecar_copy_run(m->shelf->writer, m->old, runs[i].number);
	return rc == 0 && marked > 0 ? merge_runs(m, lang, runs, n) : rc;
}

static void free_list(struct old_run **list)
{
	free(*list);
}

static int take_over_all(struct making *m)
{
	cleanup(free_list) struct old_run *list = NULL;
	size_t n = sidecar_n_runs(m->old);
	int rc = list_runs(m->old, &list);

	if (rc == 0)
		rc = count_new(m);
	for (size_t from = 0, to; rc == 0 && from < n; from = to) {
		for (to = from + 1;
			to < n && strcmp(list[to].lang, list[from].lang) == 0;)
			to++;
		rc = take_over(m, list + from, to - from);
	}
	return rc;
}

int textindex_merge_due(struct sidecar *s, bool *due)
{
	cleanup(free_list) struct old_run *list = NULL;
	size_t n = sidecar_n_runs(s);
	int rc = list_runs(s, &list);

	*due = false;
	for (size_t from = 0, to; rc == 0 && from < n; from = to) {
		for (to = from + 1;
			to < n && strcmp(list[to].lang, list[from].lang) == 0;)
			to++;
		*due = *due || mark_merged(list + from, to - from, 0) > 0;
	}
	return rc;
}

/* --- segments -------------------------------------------------------------------------- */

static int tell(const struct making *m, uint32_t segment)
{
	const struct make_progress *p = m->progress;

	if (p == NULL || segment % PROGRESS_EVERY != 0)
		return 0;
	if (p->tell(p->ctx, segment - m->then.last_segment,
		    m->until - m->then.last_segment))
		return 0;
	return err_set(BIS_ECANCELLED, "%s: making the index was cancelled", m->db->path);
}

static int read_segments(struct making *m)
{
	static const char sql[] = "SELECT id, lang, text FROM segment"
				  " WHERE id > ?1 AND id <= ?2 ORDER BY id";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(m->db, sql);
	int rc;

	sql_int(s, 1, m->then.last_segment);
	sql_int(s, 2, m->until);
	while ((rc = sql_step(m->db, s)) > 0) {
		uint32_t id = (uint32_t)sql_column_int(s, 0);
		int64_t lang = sql_column_int(s, 1);
		const char *text = sql_column_text(s, 2);
		rc = unitmap_set_lang(m->map, id, (uint32_t)lang);
		if (rc == 0)
			rc = crew_add(m->crew, (uint32_t)lang, db_lang_tag(m->db, lang),
				id, text, sql_column_size(s, 2));
		if (rc == 0)
			rc = tell(m, id);
		if (rc < 0)
			return rc;
	}
	return rc;
}

/* --- the whole ------------------------------------------------------------------------- */

static void making_finish(struct making *m)
{
	crew_free(m->crew);
	sidecar_close(m->old);
	free(m->fresh);
}

/* What can be used of an older sidecar; runs in memory make no use of it. */
static int open_old(struct making *m)
{
	bool ahead = false;
	int rc = m->shelf->path == NULL
			 ? 0
			 : textindex_open_sidecar(m->db, &m->now, &m->old, &ahead);

	if (ahead)
		return err_set(
			BIS_ECONFLICT, "%s: others have written since", m->db->path);
	if (rc < 0 || m->old == NULL)
		return rc;
	const struct sidecar_head *h = sidecar_head(m->old);
	m->then = (struct moment){ .epoch = h->epoch,
		.event = h->event,
		.last_segment = h->last_segment,
		.last_unit = h->last_unit };
	return sidecar_unitmap(m->old, &m->old_map);
}

/* Puts all but what was fed onto the shelf. */
static int make_runs(struct making *m, size_t memory_max)
{
	int rc = crew_new(WORKERS, memory_max, m->shelf, &m->crew);

	if (rc == 0 && m->old != NULL)
		rc = take_over_all(m);
	if (rc == 0 && m->until > m->then.last_segment) {
		crew_start(m->crew);
		rc = read_segments(m);
	}
	return rc < 0 ? rc : crew_close(m->crew);
}

static int put_in_place(struct making *m)
{
	struct sidecar_head head = { .epoch = m->now.epoch,
		.rules = tokens_rules(),
		.event = m->now.event,
		.last_segment = m->now.last_segment,
		.last_unit = m->now.last_unit };
	uint64_t epoch = 0;
	bool found;
	int rc = moment_print(m->db, &m->now, &head.event_print, &found);

	if (rc == 0)
		rc = moment_epoch_now(m->db, &epoch);
	if (rc == 0 && epoch == m->now.epoch)
		rc = sidecar_writer_finish(m->shelf->writer, &head);
	/* texts may have been purged meanwhile, which also removes the sidecar: if that
	 * was before this one came into its place, it must not stay */
	if (rc == 0)
		rc = moment_epoch_now(m->db, &epoch);
	if (rc == 0 && epoch != m->now.epoch)
		textindex_discard(m->db);
	return rc;
}

/* `feed`: its crew is finished after our own, so that runs come in order. */
static int make(struct making *m, struct textfeed *feed)
{
	int rc = make_runs(m, feed == NULL ? MEMORY_MAX : MEMORY_BESIDE_FEED);

	if (rc == 0 && feed != NULL) {
		rc = crew_wait(m->crew);
		if (rc == 0)
			rc = crew_close(feed->crew);
	}
	if (rc == 0)
		rc = textindex_make_map(m->db, m->old_map, &m->then, &m->now, m->map);
	if (rc == 0)
		rc = crew_wait(feed == NULL ? m->crew : feed->crew);
	return rc < 0 ? rc : shelf_put_map(m->shelf, m->map);
}

static void free_map(struct unitmap_builder **b)
{
	unitmap_builder_free(*b);
}

static void finish_shelf(struct shelf *s)
{
	shelf_finish(s);
}

/* *again: what is there already turned out damaged, and was removed. */
static int make_on(bis_db *db, const struct moment *now, struct shelf *shelf,
	const struct make_progress *progress, bool *again)
{
	cleanup(free_map) struct unitmap_builder *map = NULL;
	cleanup(making_finish) struct making m = { .db = db,
		.now = *now,
		.until = now->last_segment,
		.shelf = shelf,
		.progress = progress };
	int rc = unitmap_builder_new(&map);

	m.map = map;
	if (rc == 0)
		rc = shelf_open(shelf);
	if (rc == 0)
		rc = open_old(&m);
	if (rc == 0)
		rc = make(&m, NULL);
	*again = rc == BIS_EDB && m.old != NULL && !sidecar_sound(m.old);
	if (*again)
		textindex_discard(db);
	return rc == 0 && shelf->path != NULL ? put_in_place(&m) : rc;
}

static int make_sidecar(bis_db *db, const struct moment *now,
	const struct make_progress *progress, bool *again)
{
	cleanup(buf_free) struct buf path = BUF_INIT;
	cleanup(finish_shelf) struct shelf shelf;
	int rc = textindex_path(db, &path);
	int shelved = shelf_init(&shelf, buf_str(&path));

	*again = false;
	if (rc == 0)
		rc = shelved;
	return rc < 0 ? rc : make_on(db, now, &shelf, progress, again);
}

int textindex_make(
	bis_db *db, const struct moment *now, const struct make_progress *progress)
{
	bool again;
	int rc = make_sidecar(db, now, progress, &again);

	return again ? make_sidecar(db, now, progress, &again) : rc;
}

int textindex_make_fed(bis_db *db, const struct moment *now, struct textfeed *feed)
{
	cleanup(making_finish) struct making m = { .db = db,
		.now = *now,
		.until = feed->first - 1,
		.shelf = &feed->shelf,
		.map = feed->map };
	int rc = shelf_open(&feed->shelf);

	if (rc == 0)
		rc = open_old(&m);
	if (rc == 0 && m.then.last_segment > m.until)
		return 0; /* another process has made it already */
	if (rc == 0)
		rc = make(&m, feed);
	if (rc == BIS_EDB && m.old != NULL && !sidecar_sound(m.old))
		textindex_discard(db);
	return rc < 0 ? rc : put_in_place(&m);
}

/* --- in memory --------------------------------------------------------------------------- */

static int take_images(struct textindex *t, struct shelf *shelf)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < shelf->n_images; i++) {
		struct shelved_image *image = &shelf->images[i];
		if (image->lang == 0) {
			t->map_image = image->image;
			image->image = BUF_INIT;
			rc = unitmap_open(
				t->map_image.data, t->map_image.size, NULL, &t->own_map);
			continue;
		}
		struct lang_runs *l = runs_need_lang(t, image->lang);
		rc = l == NULL ? BIS_ENOMEM : runs_add_image(l, &image->image, true);
	}
	return rc;
}

int textindex_make_in_memory(bis_db *db, const struct moment *now,
	const struct make_progress *progress, struct textindex **out)
{
	cleanup(textindex_freep) struct textindex *t = NULL;
	cleanup(finish_shelf) struct shelf shelf;
	bool again;
	int rc = shelf_init(&shelf, NULL);

	if (rc == 0)
		rc = make_on(db, now, &shelf, progress, &again);
	if (rc == 0)
		rc = textindex_new(db, &t);
	if (rc == 0)
		rc = take_images(t, &shelf);
	if (rc < 0)
		return rc;
	t->units.map = t->own_map;
	t->units.n_old = unitmap_count(t->own_map);
	t->at = *now;
	*out = steal(&t);
	return 0;
}

bool textindex_discard(bis_db *db)
{
	cleanup(buf_free) struct buf path = BUF_INIT;

	return textindex_path(db, &path) == 0 &&
	       (unlink(buf_str(&path)) == 0 || errno == ENOENT);
}
