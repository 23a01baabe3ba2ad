/* SPDX-License-Identifier: Apache-2.0
 *
 * Forms coming into and going out of the index of names.
 *
 * Every form hangs on just one anchor, whose row tells whether the form is in the index.
 */
#include "config.h"
#include "src/store/nameindex.h"

#include <string.h>

#include "src/base/err.h"
#include "src/store/nameindex-state.h"

int namestate(bis_db *db, struct nameindex **out)
{
	struct nameindex *n = db->names;
	int rc = 0;

	*out = NULL;
	if (n == NULL) {
		n = db->names = calloc(1, sizeof(*n));
		if (n == NULL)
			return err_nomem();
	}
	if (n->words == NULL)
		rc = name_words_new(&n->words);
	if (rc == 0 && n->tokenisers[0] == NULL)
		rc = tokeniser_new("", &n->tokenisers[0]);
	*out = n;
	return rc;
}

int namestate_namer(struct nameindex *n)
{
	return n->namer == NULL ? namer_new(&n->namer) : 0;
}

void nameindex_free(struct nameindex *n)
{
	if (n == NULL)
		return;
	name_words_free(n->words);
	tokeniser_free(n->tokenisers[0]);
	tokeniser_free(n->tokenisers[1]);
	tokens_finish(&n->tokens);
	namer_free(n->namer);
	buf_free(&n->folded);
	buf_free(&n->key);
	buf_free(&n->packed);
	buf_free(&n->part);
	word_map_finish(&n->parts);
	pending_finish(&n->pending);
	near_changes_finish(&n->near);
	near_counts_finish(&n->counts);
	places_finish(&n->places);
	free(n);
}

/* --- parts ------------------------------------------------------------------------- */

static int next_part(bis_db *db, struct nameindex *n, int64_t *id)
{
	static const char sql[] = "SELECT max(id) FROM name_part";

	if (n->next_part == 0) {
		cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
		int rc = sql_step(db, s);
		if (rc < 0)
			return rc;
		n->next_part = sql_column_int(s, 0) + 1;
	}
	if (n->next_part >= NAME_PARTS_MAX)
		return err_set(
			BIS_EDB, "%s: too many different words in the names", db->path);
	*id = n->next_part++;
	return 0;
}

/* The part in n->part. */
static int find_part(bis_db *db, struct nameindex *n, struct word_change **out)
{
	static const char sql[] = "SELECT id FROM name_part WHERE text = ?1";
	const struct buf *text = &n->part;
	int rc = word_map_get(&n->parts, buf_str(text), text->size, 0, out);

	if (rc < 0 || (*out)->id != 0)
		return rc;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	sql_bytes(s, 1, buf_str(text), text->size);
	rc = sql_step(db, s);
	if (rc < 0)
		return rc;
	(*out)->stored = rc > 0;
	if (rc == 0)
		return next_part(db, n, &(*out)->id);
	(*out)->id = sql_column_int(s, 0);
	return 0;
}

/* One form coming or going, and the parts of it that were counted. */
struct counting {
	bis_db *db;
	struct nameindex *n;
	int64_t form;
	int change;
	size_t words;
	int64_t met[6 * NAME_PARTS];
	size_t n_met;
};

static int count_part(void *ctx, const struct name_part *part, uint32_t covers)
{
	struct counting *c = ctx;
	struct word_change *item;
	int rc = namestate_part_text(c->n, part);

	(void)covers;
	if (rc == 0)
		rc = find_part(c->db, c->n, &item);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < c->n_met; i++)
		if (c->met[i] == item->id)
			return 0;
	if (c->n_met == N_ELEMENTS(c->met))
		return 0;
	c->met[c->n_met++] = item->id;
	item->change += c->change;
	return pending_add(
		&c->n->pending, item->id, namestate_place(c->words, c->form), c->change);
}

static int count_parts(
	bis_db *db, struct nameindex *n, const struct nameindex_form *f, int change)
{
	struct counting c = { .db = db, .n = n, .form = f->form, .change = change };

	if (!kind_has_parts(f->kind))
		return 0;
	n->dirty = true;
	int rc = namestate_parts(n, f->lang, f->text, &c.words, count_part, &c);
	if (rc == 0 && n->pending.n >= NAME_PENDING_MAX)
		rc = namestate_flush(db, n);
	return rc;
}

/* --- forms ------------------------------------------------------------------------- */

/* Writes or deletes the row of the form: 1 done, 0 it was so already. */
static int write_anchor(
	bis_db *db, struct nameindex *n, const struct nameindex_form *f, bool remove)
{
	static const char insert[] =
		"INSERT OR IGNORE INTO name_anchor (key, form) VALUES (?1, ?2)";
	static const char delete[] =
		"DELETE FROM name_anchor WHERE key = ?1 AND form = ?2";
	uint64_t anchor;
	int rc = namestate_anchor(n, f->lang, f->text, &anchor);

	if (rc < 0)
		return rc;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, remove ? delete : insert);
	sql_int(s, 1, (int64_t)anchor);
	sql_int(s, 2, f->form);
	rc = sql_run(db, s);
	return rc < 0 ? rc : sql_changes(db) > 0;
}

static int add_or_remove(bis_db *db, const struct nameindex_form *f, bool remove)
{
	struct nameindex *n;
	int rc = namestate(db, &n);

	if (rc == 0)
		rc = write_anchor(db, n, f, remove);
	return rc <= 0 ? rc : count_parts(db, n, f, remove ? -1 : +1);
}

int nameindex_add(bis_db *db, const struct nameindex_form *f)
{
	return add_or_remove(db, f, false);
}

int nameindex_remove(bis_db *db, const struct nameindex_form *f)
{
	return add_or_remove(db, f, true);
}
