/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/find/card.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/store/store.h"
#include "src/text/lang.h"

struct other {
	int64_t number; /* 0 not in the base */
	bool backwards;
	struct relation relation;
	struct buf key, label;
};

/* Most of what is shown is borrowed from the record. */
struct card_owned {
	struct concept record;
	struct concept_facts facts;
	struct bis_form *forms;
	struct bis_relation *relations;
	char (*langs)[LANG_MAX]; /* canonical, by section */
	struct other *others;
	size_t n_others, others_capacity;
	struct buf matched, matched_lang;
};

/* What was asked, made canonical. */
struct asked {
	char (*langs)[LANG_MAX];
	const char **pointers;
	size_t n;
	const char *at; /* NULL no matter */
	bool lookup_forms;
};

static void asked_finish(struct asked *a)
{
	free(a->langs);
	free(a->pointers);
}

static int asked_read(const struct bis_lookup_options *options, struct asked *a)
{
	*a = (struct asked){ .lookup_forms = options == NULL || options->all };
	if (options == NULL)
		return 0;
	if (options->at != NULL && *options->at != '\0')
		a->at = options->at;
	if (a->at != NULL && !validity_day_ok(a->at))
		return err_set(BIS_EUSAGE, "%s is no day (YYYY-MM-DD)", a->at);
	a->langs = calloc(options->n_to + 1, sizeof(*a->langs));
	a->pointers = calloc(options->n_to + 1, sizeof(*a->pointers));
	if (a->langs == NULL || a->pointers == NULL)
		return err_nomem();
	for (; a->n < options->n_to; a->n++) {
		int rc = lang_canonical(options->to[a->n], a->langs[a->n]);
		if (rc < 0)
			return rc;
		a->pointers[a->n] = a->langs[a->n];
	}
	return 0;
}

static bool valid_on(const struct asked *a, const struct buf *from, const struct buf *to)
{
	return a->at == NULL || valid_at(buf_str(from), buf_str(to), a->at);
}

/* --- forms ---------------------------------------------------------------------- */

/* Where a language stands: its place among those asked for and its distance from
 * that one; -1 not wanted.  Where none was asked for, in the order of the record,
 * equal languages together. */
static long lang_rank(const struct card_owned *o, size_t section, const struct asked *a)
{
	long best = -1;
	int nearest = 0;

	for (size_t i = 0; i < a->n; i++) {
		int distance = lang_distance(a->langs[i], o->langs[section]);
		if (distance < 0 || (best >= 0 && distance >= nearest))
			continue;
		nearest = distance;
		best = (long)i * 128 + distance;
	}
	for (size_t i = 0; a->n == 0 && best < 0; i++)
		if (i == section || strcmp(o->langs[i], o->langs[section]) == 0)
			best = (long)i * 128;
	return best;
}

/* A form in its place among those shown. */
struct ranked {
	long lang;
	size_t section, order;
	const struct form *form;
};

static int compare_ranked(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->lang != y->lang)
		return x->lang < y->lang ? -1 : 1;
	if (x->form->status != y->form->status)
		return status_rank(x->form->status) - status_rank(y->form->status);
	if (x->form->kind != y->form->kind)
		return (int)x->form->kind - (int)y->form->kind;
	return (x->order > y->order) - (x->order < y->order);
}

/* How well `f` serves instead of another of this kind: less is better, -1 not at all. */
static long instead_rank(
	const struct form *f, enum form_kind kind, int distance, const struct asked *a)
{
	if (f->status != STATUS_PREFERRED && f->status != STATUS_ADMITTED)
		return -1;
	if (distance < 0 || !valid_on(a, &f->valid_from, &f->valid_to))
		return -1;
	long rank = f->status == STATUS_PREFERRED ? 0 : 1;
	rank = rank * 128 + distance;
	rank = rank * 2 + (f->valid_to.size > 0);
	rank = rank * 2 + (f->kind != kind);
	return rank * N_FORM_KINDS + (long)f->kind;
}

/* What to use in this language instead of a form of this kind. */
static const char *instead_of(const struct card_owned *o, size_t section,
	enum form_kind kind, const struct asked *a)
{
	const struct concept *c = &o->record;
	const char *found = "";
	long best = -1;

	for (size_t i = 0; i < c->n_sections; i++) {
		int distance = lang_distance(o->langs[section], o->langs[i]);
		for (size_t j = 0; distance >= 0 && j < c->sections[i].n_forms; j++) {
			const struct form *f = &c->sections[i].forms[j];
			long rank = instead_rank(f, kind, distance, a);
			if (rank < 0 || (best >= 0 && rank >= best))
				continue;
			best = rank;
			found = buf_str(&f->text);
		}
	}
	return found;
}

static bool barred(enum form_status status)
{
	return status == STATUS_DEPRECATED || status == STATUS_OBSOLETE ||
	       status == STATUS_LOOKUP;
}

static void show_form(const struct card_owned *o, const struct ranked *r,
	const struct asked *a, struct bis_form *shown)
{
	const struct form *f = r->form;

	*shown = (struct bis_form){
		.id = f->id,
		.lang = o->langs[r->section],
		.text = buf_str(&f->text),
		.status = status_name(f->status),
		.kind = form_kind_name(f->kind),
		.instead = buf_str(&f->instead),
		.valid_from = buf_str(&f->valid_from),
		.valid_to = buf_str(&f->valid_to),
		.source = buf_str(&f->source),
		.reliability = f->reliability,
		.note = buf_str(&f->note),
		.approved_by = buf_str(&f->approved_by),
		.approved_at = buf_str(&f->approved_at),
		.valid = valid_on(a, &f->valid_from, &f->valid_to),
		.distance = (int)(r->lang % 128),
	};
}

/* Those of one language and kind that are barred share what stands instead of them;
 * they follow one another, so it is looked for once. */
static void show_instead(const struct card_owned *o, const struct ranked *ranked,
	size_t n, const struct asked *a, struct bis_form *shown)
{
	const char *instead = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct ranked *r = &ranked[i],
				    *before = i == 0 ? NULL : &ranked[i - 1];
		if (before == NULL || before->section != r->section ||
			before->form->kind != r->form->kind)
			instead = NULL;
		if (!barred(r->form->status) || *shown[i].instead != '\0')
			continue;
		if (instead == NULL)
			instead = instead_of(o, r->section, r->form->kind, a);
		shown[i].instead = instead;
	}
}

static void free_ranked(struct ranked **list)
{
	free(*list);
}

static int show_forms(struct card *card, const struct asked *a)
{
	struct card_owned *o = card->owned;
	const struct concept *c = &o->record;
	cleanup(free_ranked) struct ranked *ranked =
		calloc(o->facts.n_forms + 1, sizeof(*ranked));
	size_t n = 0;

	if (ranked == NULL)
		return err_nomem();
	for (size_t i = 0; i < c->n_sections; i++) {
		long lang = lang_rank(o, i, a);
		for (size_t j = 0; lang >= 0 && j < c->sections[i].n_forms; j++) {
			const struct form *f = &c->sections[i].forms[j];
			if (f->status == STATUS_LOOKUP && !a->lookup_forms)
				continue;
			ranked[n] = (struct ranked){
				.lang = lang, .section = i, .order = n, .form = f
			};
			n++;
		}
	}
	qsort(ranked, n, sizeof(*ranked), compare_ranked);
	o->forms = calloc(n + 1, sizeof(*o->forms));
	if (o->forms == NULL)
		return err_nomem();
	for (size_t i = 0; i < n; i++)
		show_form(o, &ranked[i], a, &o->forms[i]);
	show_instead(o, ranked, n, a, o->forms);
	card->shown.forms = o->forms;
	card->shown.n_forms = n;
	return 0;
}

/* --- relations ------------------------------------------------------------------ */

static int copy(struct buf *to, const struct buf *from)
{
	buf_add(to, buf_str(from), from->size);
	return buf_ok(to) ? 0 : err_nomem();
}

static int take_relation(void *ctx, const struct relation_row *row)
{
	struct card_owned *o = ctx;

	if (room_for_one(&o->others, o->n_others, &o->others_capacity) < 0)
		return BIS_ENOMEM;
	struct other *new = &o->others[o->n_others++];
	*new = (struct other){ .number = row->other, .backwards = row->backwards };
	new->relation.kind = row->relation.kind;
	int rc = copy(&new->relation.target, &row->relation.target);
	if (rc == 0)
		rc = copy(&new->relation.from, &row->relation.from);
	if (rc == 0)
		rc = copy(&new->relation.to, &row->relation.to);
	if (rc == 0)
		rc = copy(&new->relation.source, &row->relation.source);
	return rc < 0 ? rc : copy(&new->relation.note, &row->relation.note);
}

static int label(bis_db *db, struct other *other, const struct asked *a)
{
	if (other->number == 0)
		return copy(&other->key, &other->relation.target);
	return store_concept_label(
		db, other->number, a->pointers, a->n, a->at, &other->key, &other->label);
}

static int show_relations(
	bis_db *db, int64_t number, struct card *card, const struct asked *a)
{
	struct card_owned *o = card->owned;
	int rc = store_relations(db, number, take_relation, o);

	for (size_t i = 0; rc == 0 && i < o->n_others; i++)
		rc = label(db, &o->others[i], a);
	if (rc < 0)
		return rc;
	o->relations = calloc(o->n_others + 1, sizeof(*o->relations));
	if (o->relations == NULL)
		return err_nomem();
	for (size_t i = 0; i < o->n_others; i++) {
		const struct other *other = &o->others[i];
		const struct relation *r = &other->relation;
		o->relations[i] = (struct bis_relation){
			.kind = relation_name(r->kind),
			.backwards = other->backwards,
			.id = buf_str(&other->key),
			.label = buf_str(&other->label),
			.from = buf_str(&r->from),
			.to = buf_str(&r->to),
			.source = buf_str(&r->source),
			.note = buf_str(&r->note),
			.valid = valid_on(a, &r->from, &r->to),
		};
	}
	card->shown.relations = o->relations;
	card->shown.n_relations = o->n_others;
	return 0;
}

/* --- the whole ------------------------------------------------------------------ */

static int name_langs(struct card_owned *o)
{
	o->langs = calloc(o->record.n_sections + 1, sizeof(*o->langs));
	if (o->langs == NULL)
		return err_nomem();
	for (size_t i = 0; i < o->record.n_sections; i++) {
		/* what is no tag is "und" by now */
		int rc =
			lang_canonical(buf_str(&o->record.sections[i].lang), o->langs[i]);
		if (rc == BIS_ENOMEM)
			return rc;
	}
	return 0;
}

static void show_entry(struct card *card)
{
	const struct card_owned *o = card->owned;
	struct bis_concept *shown = &card->shown;

	shown->id = buf_str(&o->facts.key);
	shown->origin = buf_str(&o->facts.origin);
	shown->type = kind_name(o->record.kind);
	shown->subject = buf_str(&o->record.subject);
	shown->definition = buf_str(&o->record.definition);
	shown->note = buf_str(&o->record.note);
	shown->matched = shown->matched_lang = shown->how = "";
}

static int fill(bis_db *db, int64_t number, const struct asked *a, struct card *card)
{
	struct card_owned *o = card->owned;

	int rc = store_concept_load(db, number, &o->record, &o->facts);
	if (rc == 0)
		rc = name_langs(o);
	if (rc == 0)
		rc = show_forms(card, a);
	if (rc == 0)
		rc = show_relations(db, number, card, a);
	if (rc == 0)
		show_entry(card);
	return rc;
}

int card_build(bis_db *db, int64_t number, const struct bis_lookup_options *options,
	struct card **out)
{
	cleanup(asked_finish) struct asked asked;
	cleanup(card_freep) struct card *card = NULL;

	*out = NULL;
	int rc = asked_read(options, &asked);
	if (rc < 0)
		return rc;
	card = calloc(1, sizeof(*card));
	if (card != NULL)
		card->owned = calloc(1, sizeof(*card->owned));
	if (card == NULL || card->owned == NULL)
		return err_nomem();
	rc = fill(db, number, &asked, card);
	if (rc == 0)
		*out = steal(&card);
	return rc;
}

int card_found(struct card *card, double score, const char *text, const char *lang,
	const char *how)
{
	struct card_owned *o = card->owned;

	buf_set(&o->matched, text);
	buf_set(&o->matched_lang, lang);
	if (!buf_ok(&o->matched) || !buf_ok(&o->matched_lang))
		return err_nomem();
	card->shown.score = score;
	card->shown.matched = buf_str(&o->matched);
	card->shown.matched_lang = buf_str(&o->matched_lang);
	card->shown.how = how;
	return 0;
}

static void other_finish(struct other *other)
{
	buf_free(&other->relation.target);
	buf_free(&other->relation.from);
	buf_free(&other->relation.to);
	buf_free(&other->relation.source);
	buf_free(&other->relation.note);
	buf_free(&other->key);
	buf_free(&other->label);
}

static void owned_free(struct card_owned *o)
{
	if (o == NULL)
		return;
	for (size_t i = 0; i < o->n_others; i++)
		other_finish(&o->others[i]);
	concept_finish(&o->record);
	concept_facts_finish(&o->facts);
	buf_free(&o->matched);
	buf_free(&o->matched_lang);
	free(o->forms);
	free(o->relations);
	free(o->langs);
	free(o->others);
	free(o);
}

void card_free(struct card *card)
{
	if (card == NULL)
		return;
	owned_free(card->owned);
	free(card);
}

void card_freep(struct card **card)
{
	card_free(*card);
}
