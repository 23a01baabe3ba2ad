/* SPDX-License-Identifier: Apache-2.0
 *
 * What an event did to concepts, taken back.
 *
 * First everything it touched is looked at: a concept it made must be as it left it
 * (the hash of the change it made to it in the same event, else the hash it was made
 * with), one it edited or brought back must have the hash it left.  Then what it made
 * goes, what it removed comes back, and what it edited is put back from `before`.
 */
#include "config.h"
#include "src/store/concepts.h"

#include <inttypes.h>
#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/store/pack.h"

/* One concept that an event touched. */
struct touched {
	int64_t number;
	int64_t left; /* the hash the event left it with */
	int64_t gone;
	bool made;   /* by the event */
	bool edited; /* there is a `before` */
	bool revived;
	bool changed_since;
};

struct touched_list {
	struct touched *items;
	size_t n, capacity;
};

static void list_finish(struct touched_list *l)
{
	free(l->items);
}

static int list_add(struct touched_list *l, const struct touched *t)
{
	if (room_for_one(&l->items, l->n, &l->capacity) < 0)
		return BIS_ENOMEM;
	l->items[l->n++] = *t;
	return 0;
}

/* Made by the event, edited by it, or removed by it; each once. */
static int list_touched(bis_db *db, int64_t event, struct touched_list *l)
{
	static const char sql[] =
		"SELECT c.id, coalesce(h.after, c.hash), c.gone, c.event = ?1,"
		" h.event IS NOT NULL AND length(h.before) > 0,"
		" h.event IS NOT NULL AND length(h.before) = 0 "
		"FROM (SELECT c.id FROM concept c, event e WHERE e.id = ?1 AND c.event = "
		"?1"
		"  AND c.id BETWEEN e.first_concept AND e.last_concept"
		" UNION SELECT concept FROM change WHERE event = ?1"
		" UNION SELECT id FROM concept WHERE gone = ?1) t "
		"JOIN concept c ON c.id = t.id "
		"LEFT JOIN change h ON h.event = ?1 AND h.concept = c.id "
		"ORDER BY c.id";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc;

	sql_int(s, 1, event);
	while ((rc = sql_step(db, s)) > 0) {
		const struct touched t = { .number = sql_column_int(s, 0),
			.left = sql_column_int(s, 1),
			.gone = sql_column_int(s, 2),
			.made = sql_column_int(s, 3) != 0,
			.edited = sql_column_int(s, 4) != 0,
			.revived = sql_column_int(s, 5) != 0 };
		rc = list_add(l, &t);
		if (rc < 0)
			return rc;
	}
	return rc;
}

/* --- was it changed since? ------------------------------------------------------ */

/* The last event after this one that touched the concept. */
static int who_changed(
	bis_db *db, int64_t number, int64_t event, int64_t *later, struct buf *who)
{
	static const char sql[] = "SELECT e.id, e.who "
				  "FROM event e "
				  "WHERE e.id > ?2 AND e.id <> ?3 AND e.id IN"
				  " (SELECT event FROM change WHERE concept = ?1"
				  " UNION SELECT gone FROM concept WHERE id = ?1) "
				  "ORDER BY e.id DESC "
				  "LIMIT 1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, number);
	sql_int(s, 2, event);
	sql_int(s, 3, db->event);
	int rc = sql_step(db, s);
	*later = rc > 0 ? sql_column_int(s, 0) : 0;
	buf_set(who, rc > 0 ? sql_column_text(s, 1) : "");
	return rc < 0 ? rc : 0;
}

static int tell_conflict(
	bis_db *db, const struct touched *t, int64_t event, bis_flaw *conflict, void *ctx)
{
	cleanup(buf_free) struct buf key = BUF_INIT, name = BUF_INIT, who = BUF_INIT,
				     what = BUF_INIT;
	int64_t later = 0;

	int rc = store_concept_label(db, t->number, NULL, 0, NULL, &key, &name);
	if (rc == 0)
		rc = who_changed(db, t->number, event, &later, &who);
	if (rc < 0)
		return rc;
	buf_addf(&what, "C%" PRId64, t->number);
	if (concept_number_of(buf_str(&key)) != t->number)
		buf_addf(&what, " %s", buf_str(&key));
	buf_addf(&what, ", %s", t->gone != 0 ? "removed" : "edited");
	if (later != 0)
		buf_addf(&what, " by %s in event %" PRId64, buf_str(&who), later);
	if (!buf_ok(&what))
		return err_nomem();
	if (conflict != NULL)
		conflict(ctx, buf_str(&what));
	return 0;
}

static int look(bis_db *db, int64_t event, struct touched *t)
{
	int64_t is;

	if (t->gone != 0) {
		t->changed_since = t->gone != event;
		return 0;
	}
	int rc = concept_current_hash(db, t->number, &is);
	t->changed_since = rc == 0 && is != t->left;
	return rc;
}

static int look_all(bis_db *db, int64_t event, struct touched_list *l, bis_flaw *conflict,
	void *ctx, size_t *n)
{
	*n = 0;
	for (size_t i = 0; i < l->n; i++) {
		int rc = look(db, event, &l->items[i]);
		if (rc == 0 && l->items[i].changed_since) {
			(*n)++;
			rc = tell_conflict(db, &l->items[i], event, conflict, ctx);
		}
		if (rc < 0)
			return rc;
	}
	return 0;
}

/* --- taking it back ------------------------------------------------------------- */

static int restore(bis_db *db, int64_t event, int64_t number)
{
	static const char sql[] =
		"SELECT before FROM change WHERE event = ?1 AND concept = ?2";
	cleanup(concept_finish) struct concept before = { 0 };
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, event);
	sql_int(s, 2, number);
	int rc = sql_step(db, s);
	if (rc <= 0)
		return rc;
	rc = concept_unpack(sqlite3_column_blob(s, 0), sql_column_size(s, 0), &before);
	return rc < 0 ? rc : concept_rewrite(db, NULL, number, &before, false);
}

/* In this order, since what is put back may have relations to what comes back. */
enum step { REVIVE, REMOVE_OR_RESTORE, TIE, N_STEPS };

static int take_back(bis_db *db, int64_t event, const struct touched *t, enum step step)
{
	bool gone_since = t->gone != 0 && t->gone != event;

	if (gone_since)
		return 0; /* and stays so */
	if (t->made && t->gone == event)
		return 0; /* made and removed in one: it was not there before */
	if (step == REVIVE)
		return t->gone == event ? concept_revive(db, t->number) : 0;
	if (step == REMOVE_OR_RESTORE && (t->made || t->revived))
		return store_concept_remove(db, t->number);
	if (!t->edited || t->made)
		return 0;
	return step == TIE ? concept_tie(db, t->number) : restore(db, event, t->number);
}

int concepts_undo(bis_db *db, int64_t event, bool force, bis_flaw *conflict, void *ctx)
{
	cleanup(list_finish) struct touched_list l = { 0 };
	size_t n = 0;

	int rc = list_touched(db, event, &l);
	if (rc == 0)
		rc = look_all(db, event, &l, conflict, ctx, &n);
	if (rc < 0)
		return rc;
	if (n > 0 && !force)
		return err_set(BIS_ECONFLICT,
			"event %" PRId64
			": %zu of its concepts were changed since; nothing was"
			" undone (--force undoes all the same)",
			event, n);
	for (int step = 0; step < N_STEPS; step++)
		for (size_t i = 0; rc == 0 && i < l.n; i++)
			rc = take_back(db, event, &l.items[i], (enum step)step);
	return rc;
}
