/* SPDX-License-Identifier: Apache-2.0
 *
 * Concepts replaced, removed, brought back, and what the history keeps of that.
 *
 * A replaced concept keeps the ids of the forms that remain, so that what is derived from
 * a form is made anew only where its text or language changed.  A form remains if it has
 * the id of one that was there, else if language and text agree.
 */
#include "config.h"
#include "src/store/concepts.h"

#include <inttypes.h>
#include <string.h>

#include "src/base/err.h"
#include "src/store/concept-rows.h"
#include "src/store/pack.h"

/* --- history ----------------------------------------------------------------------- */

int concept_current_hash(bis_db *db, int64_t number, int64_t *hash)
{
	cleanup(buf_free) struct buf scratch = BUF_INIT;
	cleanup(concept_finish) struct concept c = { 0 };
	int rc = concept_read(db, number, VIEW_STORED, NULL, &c, NULL, NULL);

	return rc < 0 ? rc : concept_hash(&c, &scratch, hash);
}

/* Several edits in one event are one: the first says how it was, the last how it is. */
static int note_change(
	bis_db *db, int64_t number, const struct buf *before, int64_t after)
{
	static const char sql[] =
		"INSERT INTO change (event, concept, before, after) "
		"VALUES (?1, ?2, ?3, ?4) "
		"ON CONFLICT (event, concept) DO UPDATE SET after = excluded.after";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, db->event);
	sql_int(s, 2, number);
	sql_blob(s, 3, before->data, before->size);
	sql_int(s, 4, after);
	return sql_run(db, s);
}

/* --- replacing --------------------------------------------------------------------- */

struct old_form {
	int64_t id, lang;
	char *text;
	bool kept;
};

struct new_form {
	const struct form *form;
	struct place at;
	size_t order;
	struct old_form *old; /* what it was, NULL where it is new */
};

struct forms_then_and_now {
	struct old_form *old;
	size_t n_old;
	struct new_form *new;
	size_t n_new;
};

static void forms_finish(struct forms_then_and_now *f)
{
	for (size_t i = 0; i < f->n_old; i++)
		free(f->old[i].text);
	free(f->old);
	free(f->new);
}

static int read_old(bis_db *db, int64_t number, struct forms_then_and_now *f)
{
	static const char sql[] =
		"SELECT id, lang, text FROM form WHERE concept = ?1 ORDER BY id";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	size_t capacity = 0;
	int rc;

	sql_int(s, 1, number);
	while ((rc = sql_step(db, s)) > 0) {
		if (f->n_old == capacity) {
			capacity = capacity == 0 ? 16 : 2 * capacity;
			struct old_form *old = realloc(f->old, capacity * sizeof(*old));
			if (old == NULL)
				return err_nomem();
			f->old = old;
		}
		char *text = strdup(sql_column_text(s, 2));
		if (text == NULL)
			return err_nomem();
		f->old[f->n_old++] = (struct old_form){ .id = sql_column_int(s, 0),
			.lang = sql_column_int(s, 1),
			.text = text };
	}
	return rc;
}

/* The sections are written on the way, since their languages are needed. */
static int list_new(bis_db *db, struct intake *i, int64_t number, const struct concept *c,
	struct forms_then_and_now *f)
{
	size_t n = 0;
	int rc = 0;

	for (size_t k = 0; k < c->n_sections; k++)
		n += c->sections[k].n_forms;
	f->new = calloc(n + 1, sizeof(*f->new));
	if (f->new == NULL)
		return err_nomem();
	for (size_t k = 0; rc == 0 && k < c->n_sections; k++) {
		const struct section *section = &c->sections[k];
		struct place at = { .concept = number, .section = k };
		rc = section_insert(db, i, number, k, section, &at.lang);
		for (at.pos = 0; rc == 0 && at.pos < section->n_forms; at.pos++) {
			f->new[f->n_new] =
				(struct new_form){ .form = &section->forms[at.pos],
					.at = at,
					.order = f->n_new };
			f->n_new++;
		}
	}
	return rc;
}

static int compare_old_id(const void *a, const void *b)
{
	const int64_t id = *(const int64_t *)a;
	const struct old_form *old = b;

	return (id > old->id) - (id < old->id);
}

static void match_by_id(struct forms_then_and_now *f)
{
	for (size_t i = 0; i < f->n_new; i++) {
		int64_t id = f->new[i].form->id;
		struct old_form *old = id == 0 || f->n_old == 0
					       ? NULL
					       : bsearch(&id, f->old, f->n_old,
							 sizeof(*f->old), compare_old_id);
		if (old == NULL || old->kept)
			continue;
		f->new[i].old = old;
		old->kept = true;
	}
}

static int compare_old(const void *a, const void *b)
{
	const struct old_form *x = *(struct old_form *const *)a;
	const struct old_form *y = *(struct old_form *const *)b;

	if (x->lang != y->lang)
		return x->lang < y->lang ? -1 : 1;
	int order = strcmp(x->text, y->text);
	return order != 0 ? order : (x->id > y->id) - (x->id < y->id);
}

static int compare_new(const void *a, const void *b)
{
	const struct new_form *x = *(struct new_form *const *)a;
	const struct new_form *y = *(struct new_form *const *)b;

	if (x->at.lang != y->at.lang)
		return x->at.lang < y->at.lang ? -1 : 1;
	int order = strcmp(buf_str(&x->form->text), buf_str(&y->form->text));
	return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

static int compare_new_old(const struct new_form *n, const struct old_form *o)
{
	if (n->at.lang != o->lang)
		return n->at.lang < o->lang ? -1 : 1;
	return strcmp(buf_str(&n->form->text), o->text);
}

static void free_old_list(struct old_form ***list)
{
	free(*list);
}

static void free_new_list(struct new_form ***list)
{
	free(*list);
}

/* Both sorted by language and text, and gone through side by side. */
static int match_by_text(struct forms_then_and_now *f)
{
	size_t n_old = 0, n_new = 0;
	cleanup(free_old_list) struct old_form **old = calloc(f->n_old + 1, sizeof(*old));
	cleanup(free_new_list) struct new_form **new = calloc(f->n_new + 1, sizeof(*new));

	if (old == NULL || new == NULL)
		return err_nomem();
	for (size_t i = 0; i < f->n_old; i++)
		if (!f->old[i].kept)
			old[n_old++] = &f->old[i];
	for (size_t i = 0; i < f->n_new; i++)
		if (f->new[i].old == NULL)
			new[n_new++] = &f->new[i];
	qsort(old, n_old, sizeof(*old), compare_old);
	qsort(new, n_new, sizeof(*new), compare_new);
	for (size_t i = 0, j = 0; i < n_new && j < n_old;) {
		int order = compare_new_old(new[i], old[j]);
		if (order == 0) {
			new[i]->old = old[j];
			old[j]->kept = true;
		}
		i += order <= 0;
		j += order >= 0;
	}
	return 0;
}

static int run_on(bis_db *db, const char *literal, int64_t id)
{
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, literal);

	sql_int(s, 1, id);
	return sql_run(db, s);
}

static int remove_old(bis_db *db, int64_t concept, const struct old_form *old)
{
	static const char sql[] = "DELETE FROM form WHERE id = ?1";
	int rc = form_index(db, old->id, concept, db_lang_tag(db, old->lang), old->text,
		false);

	return rc < 0 ? rc : run_on(db, sql, old->id);
}

static int keep_old(bis_db *db, const struct new_form *new)
{
	const struct old_form *old = new->old;
	const struct form *f = new->form;
	int rc = form_update(db, old->id, f, &new->at);

	if (rc < 0 ||
		(old->lang == new->at.lang && strcmp(old->text, buf_str(&f->text)) == 0))
		return rc;
	rc = form_index(db, old->id, new->at.concept, db_lang_tag(db, old->lang),
		old->text, false);
	if (rc < 0)
		return rc;
	return form_index(db, old->id, new->at.concept, db_lang_tag(db, new->at.lang),
		buf_str(&f->text), true);
}

/* A form that comes back from the history has its id again, if nobody else has it. */
static int free_id(bis_db *db, int64_t wanted, int64_t *id)
{
	static const char sql[] = "SELECT EXISTS (SELECT 1 FROM form WHERE id = ?1)"
				  " OR ?1 > (SELECT max(id) FROM form)";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	*id = 0;
	if (wanted <= 0)
		return 0;
	sql_int(s, 1, wanted);
	int rc = sql_step(db, s);
	if (rc > 0 && sql_column_int(s, 0) == 0)
		*id = wanted;
	return rc < 0 ? rc : 0;
}

static int rewrite_forms(
	bis_db *db, struct intake *i, int64_t number, const struct concept *c)
{
	cleanup(forms_finish) struct forms_then_and_now f = { 0 };
	int rc = read_old(db, number, &f);

	if (rc == 0)
		rc = list_new(db, i, number, c, &f);
	if (rc == 0) {
		match_by_id(&f);
		rc = match_by_text(&f);
	}
	for (size_t k = 0; rc == 0 && k < f.n_old; k++)
		if (!f.old[k].kept)
			rc = remove_old(db, number, &f.old[k]);
	for (size_t k = 0; rc == 0 && k < f.n_new; k++) {
		int64_t id;
		if (f.new[k].old != NULL) {
			rc = keep_old(db, &f.new[k]);
			continue;
		}
		rc = free_id(db, f.new[k].form->id, &id);
		if (rc == 0)
			rc = form_insert(db, id, f.new[k].form, &f.new[k].at);
	}
	return rc;
}

/* --- relations --------------------------------------------------------------------- */

/* Which concept the relations of before led to, by what was written. */
struct tie {
	char *written;
	int64_t target;
};

struct ties {
	struct tie *ties;
	size_t n;
};

static void ties_finish(struct ties *t)
{
	for (size_t i = 0; i < t->n; i++)
		free(t->ties[i].written);
	free(t->ties);
}

static int read_ties(bis_db *db, int64_t number, struct ties *t)
{
	static const char sql[] = "SELECT written, target "
				  "FROM relation "
				  "WHERE concept = ?1 AND target IS NOT NULL";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	size_t capacity = 0;
	int rc;

	sql_int(s, 1, number);
	while ((rc = sql_step(db, s)) > 0) {
		if (t->n == capacity) {
			capacity = capacity == 0 ? 8 : 2 * capacity;
			struct tie *ties = realloc(t->ties, capacity * sizeof(*ties));
			if (ties == NULL)
				return err_nomem();
			t->ties = ties;
		}
		char *written = strdup(sql_column_text(s, 0));
		if (written == NULL)
			return err_nomem();
		t->ties[t->n++] = (struct tie){ .written = written,
			.target = sql_column_int(s, 1) };
	}
	return rc;
}

static int compare_tie(const void *a, const void *b)
{
	return strcmp(((const struct tie *)a)->written, ((const struct tie *)b)->written);
}

/* What was tied stays tied to the same; what is new names a key, or waits for the rest of
 * its file. */
static int rewrite_relations(
	bis_db *db, int64_t number, const struct concept *c, bool by_key)
{
	static const char empty[] = "DELETE FROM relation WHERE concept = ?1";
	cleanup(ties_finish) struct ties ties = { 0 };
	int rc = read_ties(db, number, &ties);

	if (rc == 0)
		rc = run_on(db, empty, number);
	if (ties.n > 0)
		qsort(ties.ties, ties.n, sizeof(*ties.ties), compare_tie);
	for (size_t k = 0; rc == 0 && k < c->n_relations; k++) {
		struct tie wanted = { .written = c->relations[k].target.data };
		int64_t target = 0;
		const struct tie *tie = ties.n == 0 || wanted.written == NULL
						? NULL
						: bsearch(&wanted, ties.ties, ties.n,
							  sizeof(wanted), compare_tie);
		if (tie != NULL)
			target = tie->target;
		else if (by_key)
			rc = concept_by_key(
				db, buf_str(&c->relations[k].target), &target);
		if (rc == 0)
			rc = relation_insert(db, number, k, &c->relations[k], target);
	}
	return rc;
}

static int update_entry(bis_db *db, int64_t number, const struct concept *c)
{
	static const char sql[] =
		"UPDATE concept "
		"SET written = ?2, kind = ?3, subject = ?4, definition = ?5, note = ?6,"
		" attrs = ?7, extra = ?8 "
		"WHERE id = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, number);
	sql_buf(s, 2, &c->id);
	sql_int(s, 3, c->kind);
	sql_buf(s, 4, &c->subject);
	sql_buf(s, 5, &c->definition);
	sql_buf(s, 6, &c->note);
	sql_buf(s, 7, &c->attrs);
	sql_buf(s, 8, &c->extra);
	return sql_run(db, s);
}

/* --- the whole --------------------------------------------------------------------- */

int concept_rewrite(bis_db *db, struct intake *i, int64_t number, const struct concept *c,
	bool by_key)
{
	static const char no_sections[] = "DELETE FROM section WHERE concept = ?1";
	cleanup(concept_finish) struct concept old = { 0 };
	cleanup(buf_free) struct buf scratch = BUF_INIT;
	int64_t was, is;

	int rc = concept_read(db, number, VIEW_STORED, NULL, &old, NULL, NULL);
	if (rc == 0)
		rc = concept_hash(&old, &scratch, &was);
	if (rc == 0)
		rc = concept_hash(c, &scratch, &is);
	if (rc < 0 || was == is)
		return rc;
	buf_clear(&scratch);
	concept_pack(&old, true, &scratch);
	rc = buf_ok(&scratch) ? note_change(db, number, &scratch, is) : err_nomem();
	if (rc == 0 && old.kind != c->kind)
		rc = concept_index_names(db, number, false);
	if (rc == 0)
		rc = update_entry(db, number, c);
	if (rc == 0)
		rc = run_on(db, no_sections, number);
	if (rc == 0)
		rc = rewrite_forms(db, i, number, c);
	if (rc == 0 && old.kind != c->kind)
		rc = concept_index_names(db, number, true);
	if (rc == 0)
		rc = rewrite_relations(db, number, c, by_key);
	if (rc == 0)
		store_touch(db, 1);
	return rc;
}

int store_concept_replace(bis_db *db, int64_t number, const struct concept *record)
{
	int rc = concept_check(record);

	if (rc == 0)
		rc = concept_live(db, number);
	return rc < 0 ? rc : concept_rewrite(db, NULL, number, record, true);
}

int concept_index(bis_db *db, int64_t number, bool add)
{
	static const char sql[] = "SELECT id, lang, text FROM form WHERE concept = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc;

	sql_int(s, 1, number);
	while ((rc = sql_step(db, s)) > 0) {
		const char *lang = db_lang_tag(db, sql_column_int(s, 1));
		rc = form_index(db, sql_column_int(s, 0), number, lang,
			sql_column_text(s, 2), add);
		if (rc < 0)
			return rc;
	}
	return rc;
}

int store_concept_remove(bis_db *db, int64_t number)
{
	static const char sql[] =
		"UPDATE concept SET gone = ?2 WHERE id = ?1 AND gone IS NULL";
	int rc = concept_live(db, number);

	if (rc == 0)
		rc = concept_index(db, number, false);
	if (rc < 0)
		return rc;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	sql_int(s, 1, number);
	sql_int(s, 2, db->event);
	rc = sql_run(db, s);
	if (rc == 0)
		store_touch(db, 1);
	return rc;
}

int concept_revive(bis_db *db, int64_t number)
{
	static const char sql[] = "UPDATE concept SET gone = NULL WHERE id = ?1";
	static const struct buf was_gone;
	int64_t hash;

	int rc = concept_current_hash(db, number, &hash);
	if (rc == 0)
		rc = run_on(db, sql, number);
	if (rc == 0)
		rc = concept_index(db, number, true);
	if (rc == 0)
		rc = note_change(db, number, &was_gone, hash);
	if (rc == 0)
		store_touch(db, 1);
	return rc;
}
