/* SPDX-License-Identifier: Apache-2.0
 *
 * The index of a handle: opened, and brought up to what the read sees.
 *
 * A handle keeps it as long as the epoch stands.  What it is of is compared with the read
 * each time it is asked for; where an event has come since, what that brought is read from
 * the tables, into runs in memory and the notes beside the map.
 */
#include "config.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <time.h>

#include "src/base/err.h"
#include "src/store/store.h"
#include "src/store/textindex-make.h"
#include "src/store/textindex-state.h"

#define NAP_MS 20
#define NAPS_MAX (60 * 1000 / NAP_MS)

int textindex_new(bis_db *db, struct textindex **out)
{
	*out = calloc(1, sizeof(**out));
	if (*out == NULL)
		return err_nomem();
	(*out)->db = db;
	return 0;
}

void textindex_free(struct textindex *t)
{
	if (t == NULL)
		return;
	for (size_t i = 0; i < t->n_langs; i++)
		lang_runs_free(t->langs[i]);
	free(t->langs);
	free(t->lang_at);
	for (size_t i = 0; i < ORIGINS_KEPT; i++)
		origin_units_release(t->origins[i]);
	units_finish(&t->units);
	unitmap_close(t->own_map);
	buf_free(&t->map_image);
	sidecar_close(t->sidecar);
	free(t);
}

void textindex_freep(struct textindex **t)
{
	textindex_free(*t);
}

static void drop(bis_db *db)
{
	textindex_free(db->index);
	db->index = NULL;
}

static void *free_it(void *t)
{
	textindex_free(t);
	return NULL;
}

static void wait_for_leaver(bis_db *db)
{
	if (db->leaving != NULL)
		pthread_join(db->leaver, NULL);
	db->leaving = NULL;
}

/* Who lets the last hold of a replaced sidecar go waits until the system has freed hundreds
 * of megabytes on the disk: no search is to wait for that. */
static void let_go(bis_db *db)
{
	struct textindex *t = steal(&db->index);
	sigset_t all, before;

	for (size_t i = 0; i < ORIGINS_KEPT; i++) {
		origin_units_release(t->origins[i]); /* sieves may still hold them */
		t->origins[i] = NULL;
	}
	wait_for_leaver(db);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	if (pthread_create(&db->leaver, NULL, free_it, t) == 0)
		db->leaving = t;
	else
		textindex_free(t);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void textindex_close(bis_db *db)
{
	drop(db);
	wait_for_leaver(db);
}

int textindex_path(const bis_db *db, struct buf *path)
{
	buf_addf(path, "%s-index", db->path);
	return buf_ok(path) ? 0 : err_nomem();
}

/* --- the sidecar ------------------------------------------------------------------ */

static int fits(bis_db *db, const struct moment *now, const struct sidecar_head *h,
	bool *yes, bool *ahead)
{
	struct moment then = { .epoch = h->epoch,
		.event = h->event,
		.last_segment = h->last_segment,
		.last_unit = h->last_unit };
	uint64_t print;

	*yes = *ahead = false;
	if (h->epoch != now->epoch || h->rules != tokens_rules())
		return 0;
	if (h->event > now->event) {
		*ahead = true;
		return 0;
	}
	int rc = moment_print(db, &then, &print, yes);
	*yes = *yes && print == h->event_print;
	return rc;
}

/* Whether the base has come to the moment of the sidecar by now. */
static int came_to(bis_db *db, const struct sidecar_head *h, bool *yes)
{
	int64_t last;
	int rc = moment_event_now(db, &last);

	*yes = rc < 0 || last >= h->event;
	return rc == BIS_ENOMEM ? rc : 0; /* on a read-only disk it may be unknown */
}

int textindex_open_sidecar(
	bis_db *db, const struct moment *now, struct sidecar **out, bool *ahead)
{
	cleanup(buf_free) struct buf path = BUF_INIT;
	struct sidecar *s = NULL;
	bool yes;

	*out = NULL;
	*ahead = false;
	int rc = textindex_path(db, &path);
	if (rc == 0)
		rc = sidecar_open(buf_str(&path), &s);
	if (rc < 0 || s == NULL)
		return rc == BIS_ENOMEM ? rc : 0;
	rc = fits(db, now, sidecar_head(s), &yes, ahead);
	if (rc == 0 && *ahead)
		rc = came_to(db, sidecar_head(s), ahead);
	if (rc == 0 && yes)
		*out = s;
	else
		sidecar_close(s);
	return rc;
}

int textindex_adopt(bis_db *db, struct sidecar *s, struct textindex **out)
{
	cleanup(textindex_freep) struct textindex *t = NULL;
	int rc = textindex_new(db, &t);

	*out = NULL;
	if (rc < 0) {
		sidecar_close(s);
		return rc;
	}
	t->sidecar = s;
	rc = sidecar_unitmap(s, &t->units.map);
	if (rc == 0)
		rc = runs_adopt(t);
	if (rc < 0)
		return rc == BIS_EDB ? 0 : rc;
	const struct sidecar_head *h = sidecar_head(s);
	t->units.n_old = unitmap_count(t->units.map);
	t->at = (struct moment){ .epoch = h->epoch,
		.event = h->event,
		.last_segment = h->last_segment,
		.last_unit = h->last_unit };
	*out = steal(&t);
	return 0;
}

/* A sidecar may be of a later moment than the read: then the read is begun again, where
 * nothing else rests on it. */
static int renew_read(bis_db *db, struct moment *now)
{
	if (db->readers != 1)
		return 0;
	int rc = sql_exec(db, "COMMIT");
	if (rc == 0)
		rc = sql_exec(db, "BEGIN");
	if (rc == 0)
		rc = moment_read(db, now);
	return rc;
}

/* *out stays NULL where there is none that fits. */
static int open_index(bis_db *db, struct moment *now, struct textindex **out)
{
	struct sidecar *s = NULL;
	bool ahead;
	int rc = textindex_open_sidecar(db, now, &s, &ahead);

	*out = NULL;
	if (rc == 0 && ahead) {
		rc = renew_read(db, now);
		if (rc == 0)
			rc = textindex_open_sidecar(db, now, &s, &ahead);
	}
	return rc < 0 || s == NULL ? rc : textindex_adopt(db, s, out);
}

/* --- bringing it up to the read ------------------------------------------------------ */

static int read_since(struct textindex *t, const struct moment *now)
{
	int rc = runs_read(t, t->at.last_segment);

	if (rc == 0)
		rc = units_read(t->db, &t->units, t->at.last_unit);
	if (rc == 0)
		rc = units_read_gone(t->db, &t->units, t->at.event);
	if (rc == 0)
		t->at = *now;
	for (size_t i = 0; i < ORIGINS_KEPT; i++) {
		origin_units_release(t->origins[i]);
		t->origins[i] = NULL;
	}
	return rc;
}

/* More to be read than a reader should on its way? */
static bool far_behind(const struct textindex *t, const struct moment *now)
{
	size_t missing = now->last_segment > t->at.last_segment
				 ? now->last_segment - t->at.last_segment
				 : 0;
	bool none = t->units.map == NULL;

	return missing + t->n_small > (none ? SETTLE_SEGMENTS : BEHIND_MAX);
}

static void nap(void)
{
	nanosleep(&(struct timespec){ .tv_nsec = NAP_MS * 1000000L }, NULL);
}

/* Makes one; while another process is making it, waits for that, within reason. */
static int make(bis_db *db, struct moment *now, const struct make_progress *progress,
	struct textindex **out)
{
	int rc = 0;

	for (int naps = 0; naps < NAPS_MAX; naps++) {
		rc = textindex_make(db, now, progress);
		if (rc < 0 && rc != BIS_EBUSY && rc != BIS_ECONFLICT)
			break; /* no place for it, or no memory */
		if (rc == BIS_EBUSY)
			nap();
		textindex_freep(out);
		*out = NULL;
		int opened = open_index(db, now, out);
		if (opened < 0 || (*out != NULL && !far_behind(*out, now)))
			return opened;
		if (rc != BIS_EBUSY)
			break;
	}
	if (rc == BIS_ENOMEM || rc == BIS_ECANCELLED)
		return rc;
	textindex_freep(out);
	*out = NULL;
	return textindex_make_in_memory(db, now, progress, out);
}

/* `distrust`: the sidecar that is there turned out damaged. */
static int open_anew(bis_db *db, struct moment *now, bool distrust,
	const struct make_progress *progress)
{
	cleanup(textindex_freep) struct textindex *t = NULL;
	int rc = moment_fill(db, now);

	textindex_tidy(db);
	if (rc == 0 && (!distrust || textindex_discard(db)))
		rc = open_index(db, now, &t);
	if (rc == 0 && t == NULL) {
		rc = textindex_new(db, &t);
		if (rc == 0)
			t->at.epoch = now->epoch;
	}
	if (rc == 0 && far_behind(t, now))
		rc = make(db, now, progress, &t);
	if (rc == 0 && t->at.event != now->event)
		rc = read_since(t, now);
	if (rc == 0)
		db->index = steal(&t);
	return rc;
}

/* Whether a newer sidecar has come; what is in memory of the old one is let go then. */
static int look_for_newer(bis_db *db, struct moment *now)
{
	struct textindex *newer = NULL;
	const struct sidecar *s = db->index->sidecar;

	if (s != NULL && !sidecar_replaced(s))
		return 0;
	int rc = open_index(db, now, &newer);
	if (rc < 0 || newer == NULL)
		return rc;
	let_go(db);
	db->index = newer;
	return 0;
}

static int catch_up(bis_db *db, struct moment *now)
{
	int rc = moment_fill(db, now);

	if (rc == 0)
		rc = look_for_newer(db, now);
	if (rc == 0 && far_behind(db->index, now)) {
		drop(db);
		return open_anew(db, now, false, NULL);
	}
	if (rc == 0)
		rc = read_since(db->index, now);
	if (rc < 0)
		drop(db); /* half of it may have been read */
	return rc;
}

static int bring_up(bis_db *db, const struct make_progress *progress)
{
	struct textindex *t = db->index;
	struct moment now;
	int rc = moment_look(db, &now);

	if (rc < 0)
		return rc;
	bool failed = t != NULL && t->failed;
	if (t != NULL &&
		(failed || t->at.epoch != now.epoch || t->at.event > now.event)) {
		drop(db);
		t = NULL;
	}
	if (t == NULL)
		return open_anew(db, &now, failed, progress);
	return t->at.event == now.event ? 0 : catch_up(db, &now);
}

int store_textindex(bis_db *db, struct textindex **out)
{
	*out = NULL;
	if (db->event != 0)
		return err_set(BIS_EUSAGE, "%s: searched within a write", db->path);
	int rc = bring_up(db, NULL);
	*out = rc < 0 ? NULL : db->index;
	return rc;
}

int bis_db_index(
	bis_db *db, bool (*progress)(void *ctx, int64_t done, int64_t total), void *ctx)
{
	const struct make_progress shown = { progress, ctx };
	int rc;

	if (db->event != 0)
		return err_set(BIS_EUSAGE, "%s: searched within a write", db->path);
	rc = store_read_begin(db);
	if (rc == 0)
		rc = bring_up(db, progress == NULL ? NULL : &shown);
	store_read_end(db);
	return rc;
}

int textindex_ask(bis_db *db, int (*ask)(void *ctx, struct textindex *index), void *ctx)
{
	for (bool again = false;; again = true) {
		struct textindex *index = NULL;
		int rc = store_textindex(db, &index);
		if (rc == 0)
			rc = ask(ctx, index);
		if (index == NULL || (rc < 0 && rc != BIS_EDB))
			return rc;
		int damaged = textindex_failed(index);
		if (damaged <= 0)
			return damaged < 0 ? damaged : rc;
		if (again)
			return err_set(BIS_EDB,
				"%s: the search index is damaged, and again after it "
				"was made anew",
				db->path);
	}
}
