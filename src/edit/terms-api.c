/* SPDX-License-Identifier: Apache-2.0
 *
 * Terminology work, as the world sees it: each call is one write with one line of
 * history.
 *
 * The concept is read within the write, changed as a record (termbase/edit.h), and put
 * back; what fails on the way takes everything back.
 */
#include "config.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "bisotun/terms.h"
#include "src/base/err.h"
#include "src/base/room.h"
#include "src/edit/similar.h"
#include "src/find/card.h"
#include "src/store/store.h"
#include "termbase/edit.h"
#include "termbase/merge.h"

int bis_concept_get(bis_db *db, const char *id, const struct bis_lookup_options *options,
	struct bis_concept **out)
{
	struct card *card = NULL;
	int64_t number;

	*out = NULL;
	int rc = store_read_begin(db);
	if (rc < 0)
		return rc;
	rc = store_concept_find(db, id, &number);
	if (rc == 0)
		rc = card_build(db, number, options, &card);
	store_read_end(db);
	if (rc == 0)
		*out = &card->shown;
	return rc;
}

void bis_concept_free(struct bis_concept *concept)
{
	if (concept != NULL)
		card_free(card_of(concept));
}

/* --- one concept at work -------------------------------------------------------- */

/* A concept within a write, and what will be said of it. */
struct work {
	bis_db *db;
	int64_t number;
	struct concept record;
	struct concept_facts facts;
	struct edited done;
	struct buf summary;
};

static void work_finish(struct work *w)
{
	concept_finish(&w->record);
	concept_facts_finish(&w->facts);
	buf_free(&w->summary);
}

static int work_load(struct work *w, const char *id)
{
	int rc = store_concept_find(w->db, id, &w->number);

	return rc < 0 ? rc : store_concept_load(w->db, w->number, &w->record, &w->facts);
}

static int work_begin(struct work *w, bis_db *db, const char *what, const char *id)
{
	*w = (struct work){ .db = db };
	int rc = store_begin(db, what);
	return rc < 0 ? rc : work_load(w, id);
}

/* Ends the write: well, or with everything taken back. */
static int end(bis_db *db, int rc, const struct buf *summary)
{
	if (rc == 0 && !buf_ok(summary))
		rc = err_nomem();
	if (rc < 0) {
		store_rollback(db);
		return rc;
	}
	return store_commit(db, buf_str(summary));
}

static int work_end(struct work *w, int rc)
{
	if (rc == 0)
		rc = store_concept_replace(w->db, w->number, &w->record);
	return end(w->db, rc, &w->summary);
}

/* "sco: “AKN” (en)", "sco: 3 forms"; the caller adds what became of them. */
static void name_forms(struct work *w)
{
	buf_addf(&w->summary, "%s: ", buf_str(&w->facts.key));
	if (w->done.forms == 1)
		buf_addf(&w->summary, "“%s” (%s)", w->done.text, w->done.lang);
	else
		buf_addf(&w->summary, "%zu forms", w->done.forms);
}

static void today(char day[11])
{
	time_t now = time(NULL);
	struct tm utc;

	if (gmtime_r(&now, &utc) == NULL || strftime(day, 11, "%Y-%m-%d", &utc) != 10)
		day[0] = '\0';
}

/* --- adding --------------------------------------------------------------------- */

/* The id is free, and every relation leads somewhere. */
static int check_new(bis_db *db, const struct concept *c)
{
	int64_t number;

	if (c->id.size > 0 && store_concept_find(db, buf_str(&c->id), &number) == 0)
		return err_set(
			BIS_ECONFLICT, "there is a concept %s already", buf_str(&c->id));
	for (size_t i = 0; i < c->n_relations; i++) {
		int rc =
			store_concept_find(db, buf_str(&c->relations[i].target), &number);
		if (rc < 0)
			return rc;
	}
	return 0;
}

static int add(bis_db *db, const struct bis_concept *given, bis_similar *similar,
	void *ctx, struct buf *key, struct buf *summary)
{
	cleanup(concept_finish) struct concept c = { 0 };
	int64_t number;

	int rc = edit_new(&c, given);
	if (rc == 0)
		rc = check_new(db, &c);
	if (rc == 0)
		rc = similar_tell(db, &c, similar, ctx);
	if (rc == 0)
		rc = store_concept_insert(db, &c, 0, &number, key);
	if (rc == 0)
		buf_addf(summary, "%s: “%s” (%s) added", buf_str(key),
			buf_str(&c.sections[0].forms[0].text),
			buf_str(&c.sections[0].lang));
	return rc;
}

int bis_term_add(bis_db *db, const struct bis_concept *concept, bis_similar *similar,
	void *ctx, char **id)
{
	cleanup(buf_free) struct buf key = BUF_INIT, summary = BUF_INIT;

	if (id != NULL)
		*id = NULL;
	int rc = store_begin(db, "term add");
	if (rc < 0)
		return rc;
	rc = add(db, concept, similar, ctx, &key, &summary);
	cleanup(free_text) char *name = rc < 0 ? NULL : buf_take(&key);
	if (rc == 0 && name == NULL)
		rc = err_nomem();
	rc = end(db, rc, &summary);
	if (rc == 0 && id != NULL)
		*id = steal(&name);
	return rc;
}

int bis_term_add_forms(bis_db *db, const char *id, const struct bis_form *forms, size_t n)
{
	cleanup(work_finish) struct work w;
	int rc = work_begin(&w, db, "term edit", id);

	if (rc == 0 && n == 0)
		rc = err_set(BIS_EUSAGE, "no form was given");
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = edit_add_form(&w.record, &forms[i]);
	if (rc == 0) {
		w.done = (struct edited){
			.forms = n, .lang = forms[0].lang, .text = forms[0].text
		};
		name_forms(&w);
		buf_adds(&w.summary, " added");
	}
	return work_end(&w, rc);
}

/* --- editing -------------------------------------------------------------------- */

/* Which fields, by name: "status, source". */
static void name_fields(const struct bis_term_edit *e, struct buf *summary)
{
	const struct {
		const char *name;
		bool given;
	} fields[] = {
		{ "type", e->type != NULL },
		{ "subject", e->subject != NULL },
		{ "definition", e->definition != NULL },
		{ "note", e->note != NULL },
		{ "text", e->text != NULL },
		{ "status", e->status != NULL },
		{ "kind", e->kind != NULL },
		{ "replacement", e->instead != NULL },
		{ "valid from", e->valid_from != NULL },
		{ "valid to", e->valid_to != NULL },
		{ "source", e->source != NULL },
		{ "note of the form", e->form_note != NULL },
		{ "reliability", e->form != NULL && e->reliability >= 0 },
	};
	const char *comma = "";

	for (size_t i = 0; i < N_ELEMENTS(fields); i++) {
		if (!fields[i].given)
			continue;
		buf_addf(summary, "%s%s", comma, fields[i].name);
		comma = ", ";
	}
	buf_adds(summary, *comma == '\0' ? "nothing edited" : " edited");
}

int bis_term_edit(bis_db *db, const char *id, const struct bis_term_edit *edit)
{
	cleanup(work_finish) struct work w;
	int rc = work_begin(&w, db, "term edit", id);

	if (rc == 0)
		rc = edit_apply(&w.record, edit, &w.done);
	if (rc == 0 && w.done.forms > 0)
		name_forms(&w);
	else if (rc == 0)
		buf_addf(&w.summary, "%s:", buf_str(&w.facts.key));
	buf_addc(&w.summary, ' ');
	name_fields(edit, &w.summary);
	return work_end(&w, rc);
}

int bis_term_approve(bis_db *db, const char *id, const struct bis_form_select *form,
	const char *status)
{
	cleanup(work_finish) struct work w;
	char day[11];
	int rc = work_begin(&w, db, "term approve", id);

	today(day);
	if (rc == 0)
		rc = edit_approve(&w.record, form, status, store_user(db), day, &w.done);
	if (rc == 0) {
		name_forms(&w);
		buf_addf(&w.summary, " approved as %s",
			status == NULL ? "preferred" : status);
	}
	return work_end(&w, rc);
}

int bis_term_deprecate(bis_db *db, const char *id, const struct bis_form_select *form,
	const char *instead)
{
	cleanup(work_finish) struct work w;
	int rc = work_begin(&w, db, "term deprecate", id);

	if (rc == 0)
		rc = edit_deprecate(&w.record, form, instead, &w.done);
	if (rc == 0) {
		name_forms(&w);
		buf_adds(&w.summary, " deprecated");
		if (instead != NULL && *instead != '\0')
			buf_addf(&w.summary, " for “%s”", instead);
	}
	return work_end(&w, rc);
}

/* --- removing, merging ---------------------------------------------------------- */

static int remove_concept(struct work *w)
{
	int rc = store_concept_remove(w->db, w->number);

	buf_addf(&w->summary, "%s removed", buf_str(&w->facts.key));
	return end(w->db, rc, &w->summary);
}

int bis_term_remove(bis_db *db, const char *id, const struct bis_form_select *form)
{
	cleanup(work_finish) struct work w;
	int rc = work_begin(&w, db, "term remove", id);

	if (rc == 0 && form == NULL)
		return remove_concept(&w);
	if (rc == 0)
		rc = edit_remove_forms(&w.record, form, &w.done);
	if (rc == 0) {
		name_forms(&w);
		buf_adds(&w.summary, " removed");
	}
	return work_end(&w, rc);
}

/* The relations that point at a concept, gathered before anything is changed. */
struct pointer {
	int64_t number;
	char *target;    /* as written there */
	size_t relation; /* forwards: its place in the record */
};

struct pointers {
	struct pointer *items;
	size_t n, capacity, n_forwards;
	bool backwards; /* which way round they are wanted */
	int64_t only;   /* of this concept; 0 all */
};

static void pointers_finish(struct pointers *p)
{
	for (size_t i = 0; i < p->n; i++)
		free(p->items[i].target);
	free(p->items);
}

static int take_pointer(void *ctx, const struct relation_row *row)
{
	struct pointers *p = ctx;
	size_t at = row->backwards ? 0 : p->n_forwards++;

	if (row->backwards != p->backwards || row->other == 0 ||
		(p->only != 0 && row->other != p->only))
		return 0;
	if (room_for_one(&p->items, p->n, &p->capacity) < 0)
		return BIS_ENOMEM;
	char *target = strdup(buf_str(&row->relation.target));
	if (target == NULL)
		return err_nomem();
	p->items[p->n++] = (struct pointer){
		.number = row->other, .target = target, .relation = at
	};
	return 0;
}

/* Relations of one concept that are written `old` now lead to `new`. */
static int turn(struct concept *c, const char *old, const char *new)
{
	for (size_t i = 0; i < c->n_relations; i++) {
		struct relation *r = &c->relations[i];
		if (strcmp(buf_str(&r->target), old) != 0)
			continue;
		buf_set(&r->target, new);
		if (!buf_ok(&r->target))
			return err_nomem();
	}
	return 0;
}

static int turn_pointers(
	bis_db *db, const struct pointers *p, int64_t into, const char *key)
{
	cleanup(concept_finish) struct concept c = { 0 };
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < p->n; i++) {
		if (p->items[i].number == into)
			continue;
		rc = store_concept_load(db, p->items[i].number, &c, NULL);
		if (rc == 0)
			rc = turn(&c, p->items[i].target, key);
		if (rc == 0)
			rc = store_concept_replace(db, p->items[i].number, &c);
	}
	return rc;
}

/* Relations between the two come to nothing; those that say they are not the same
 * forbid it. */
static int drop_target(struct concept *c, const char *target)
{
	size_t n;
	int rc = edit_remove_relation(c, RELATION_NOT_SAME, target, NULL, &n);

	if (rc == 0 && n > 0)
		return err_set(BIS_ECONFLICT, "the two are marked as not the same");
	for (int kind = 0; rc == 0 && kind < N_RELATION_KINDS; kind++)
		rc = edit_remove_relation(c, (enum relation_kind)kind, target, NULL, &n);
	return rc;
}

static int drop_between(struct work *into, const struct work *from)
{
	cleanup(pointers_finish) struct pointers p = { .only = from->number };
	int rc = store_relations(into->db, into->number, take_pointer, &p);

	for (size_t i = 0; rc == 0 && i < p.n; i++)
		rc = drop_target(&into->record, p.items[i].target);
	return rc;
}

static int set_target(struct concept *c, size_t relation, const char *key)
{
	buf_set(&c->relations[relation].target, key);
	return buf_ok(&c->relations[relation].target) ? 0 : err_nomem();
}

/* What a relation leads to is named by key in the concept it moves to: another
 * origin may have written another id for it, or the same id for another. */
static int name_by_key(bis_db *db, struct work *w)
{
	cleanup(pointers_finish) struct pointers p = { 0 };
	cleanup(buf_free) struct buf key = BUF_INIT, name = BUF_INIT;
	int rc = store_relations(db, w->number, take_pointer, &p);

	for (size_t i = 0; rc == 0 && i < p.n; i++) {
		rc = store_concept_label(
			db, p.items[i].number, NULL, 0, NULL, &key, &name);
		if (rc == 0)
			rc = set_target(&w->record, p.items[i].relation, buf_str(&key));
	}
	return rc;
}

static int merge(bis_db *db, struct work *into, struct work *from)
{
	cleanup(merge_report_finish) struct merge_report report = { 0 };
	cleanup(pointers_finish) struct pointers p = { .backwards = true };

	int rc = store_relations(db, from->number, take_pointer, &p);
	if (rc == 0)
		rc = name_by_key(db, from);
	if (rc == 0)
		rc = drop_target(&from->record, buf_str(&into->facts.key));
	if (rc == 0)
		rc = drop_between(into, from);
	if (rc == 0)
		rc = concept_merge(&into->record, &from->record, &report);
	if (rc == 0)
		rc = store_concept_replace(db, into->number, &into->record);
	if (rc == 0)
		rc = turn_pointers(db, &p, into->number, buf_str(&into->facts.key));
	if (rc == 0)
		rc = store_concept_remove(db, from->number);
	buf_addf(&into->summary, "%s merged into %s: %zu forms, %zu relations added",
		buf_str(&from->facts.key), buf_str(&into->facts.key), report.forms,
		report.relations);
	if (report.n_differing > 0)
		buf_addf(&into->summary, "; kept of %s: %s", buf_str(&into->facts.key),
			buf_str(&report.differing));
	return rc;
}

int bis_term_merge(bis_db *db, const char *into, const char *from)
{
	cleanup(work_finish) struct work a, b = { .db = db };
	int rc = work_begin(&a, db, "term merge", into);

	if (rc == 0)
		rc = work_load(&b, from);
	if (rc == 0 && a.number == b.number)
		rc = err_set(BIS_EUSAGE, "%s can't be merged into itself", from);
	if (rc == 0)
		rc = merge(db, &a, &b);
	return end(db, rc, &a.summary);
}

/* --- linking -------------------------------------------------------------------- */

/* The relation may have been written with another id than the key. */
static int unlink_written(
	struct work *w, int64_t to, enum relation_kind kind, const struct bis_link *link)
{
	cleanup(pointers_finish) struct pointers p = { .only = to };
	size_t removed = 0;
	int rc = store_relations(w->db, w->number, take_pointer, &p);

	for (size_t i = 0; rc == 0 && i < p.n; i++) {
		size_t n;
		rc = edit_remove_relation(
			&w->record, kind, p.items[i].target, link->from, &n);
		removed += n;
	}
	if (rc == 0 && removed == 0)
		return err_set(BIS_ENOTFOUND, "there is no relation %s %s %s",
			link->from_id, link->kind, link->to_id);
	return rc;
}

static int change_link(struct work *w, const struct bis_link *link)
{
	cleanup(buf_free) struct buf key = BUF_INIT, name = BUF_INIT;
	int kind = link->kind == NULL ? -1 : relation_of_name(link->kind);
	int64_t to;

	if (kind < 0)
		return err_set(BIS_EUSAGE,
			"unknown relation “%s”; there are holds, belongs-to, succeeds, "
			"acronym-of, not-same-as",
			link->kind == NULL ? "" : link->kind);
	int rc = store_concept_find(w->db, link->to_id, &to);
	if (rc < 0)
		return rc;
	if (to == w->number)
		return err_set(BIS_EUSAGE, "%s can't be linked to itself", link->to_id);
	buf_addf(&w->summary, "%s %s %s %s", buf_str(&w->facts.key), link->kind,
		link->to_id, link->remove ? "removed" : "added");
	if (link->remove)
		return unlink_written(w, to, (enum relation_kind)kind, link);
	rc = store_concept_label(w->db, to, NULL, 0, NULL, &key, &name);
	if (rc < 0)
		return rc;
	return edit_add_relation(
		&w->record, (enum relation_kind)kind, buf_str(&key), link);
}

int bis_term_link(bis_db *db, const struct bis_link *link)
{
	cleanup(work_finish) struct work w = { 0 };

	if (link->from_id == NULL || link->to_id == NULL)
		return err_set(BIS_EUSAGE, "a relation needs a concept at both ends");
	int rc = work_begin(&w, db, "term link", link->from_id);
	if (rc == 0)
		rc = change_link(&w, link);
	return work_end(&w, rc);
}
