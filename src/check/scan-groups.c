/* SPDX-License-Identifier: Apache-2.0
 *
 * Mentions of one concept are one group, and so are people of one number (people.h); a
 * group of people that is found to be of a concept is the group of that.
 */
#include "config.h"
#include "src/check/scan-groups.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/base/room.h"
#include "src/check/person-verdict.h"
#include "src/text/fold.h"

void scan_groups_finish(struct scan_groups *g)
{
	for (size_t i = 0; i < g->n; i++)
		free(g->at[i].forms);
	free(g->at);
	keymap_finish(&g->concepts);
	keymap_finish(&g->people);
	keymap_finish(&g->forms);
	keep_finish(&g->keep);
	*g = (struct scan_groups){ 0 };
}

static const char *kept(struct scan_groups *g, const char *text)
{
	return keep_text(&g->keep, text, strlen(text));
}

/* --- groups ---------------------------------------------------------------------- */

static int add_group(struct scan_groups *g, size_t *out)
{
	if (room_for_one(&g->at, g->n, &g->capacity) < 0)
		return BIS_ENOMEM;
	g->at[g->n] = (struct scan_group){ .person = -1, .key = "" };
	*out = g->n++;
	return 0;
}

/* What the base says of the concept, in the language of the text. */
static int describe(struct scan_groups *g, struct reading *r, struct scan_group *group)
{
	const struct known_form *approved, *const *forms;
	size_t n;
	struct mention_finder *finder = r->checking->finder;

	group->lang = kept(g, r->lang);
	if (group->lang == NULL)
		return err_nomem();
	if (group->concept == 0)
		return 0;
	int rc = mention_forms(finder, group->concept, &forms, &n);
	if (rc < 0)
		return rc;
	if (n > 0) {
		group->kind = forms[0]->kind;
		group->key = kept(g, forms[0]->key);
	}
	rc = mention_approved(finder, group->concept, r->lang, r->date, &approved);
	if (rc == 0 && approved != NULL)
		group->approved = kept(g, approved->text);
	return rc < 0 ? rc
	       : group->key == NULL || (rc == 0 && approved != NULL && !group->approved)
		       ? err_nomem()
		       : 0;
}

static int group_of_concept(
	struct scan_groups *g, struct reading *r, int64_t concept, size_t *out)
{
	size_t at = keymap_first(&g->concepts, (uint64_t) concept);

	if (at != 0) {
		*out = keymap_value(&g->concepts, at);
		return 0;
	}
	int rc = add_group(g, out);
	if (rc < 0)
		return rc;
	g->at[*out].concept = concept;
	rc = describe(g, r, &g->at[*out]);
	return rc < 0 ? rc : keymap_add(&g->concepts, (uint64_t) concept, (uint32_t)*out);
}

static int group_of_person(struct scan_groups *g, struct reading *r,
	const struct person *p, int64_t concept, size_t *out)
{
	size_t at = keymap_first(&g->people, (uint64_t)p->group);
	int rc;

	if (at != 0) {
		*out = keymap_value(&g->people, at);
		return 0;
	}
	if (concept != 0) {
		rc = group_of_concept(g, r, concept, out);
	} else {
		rc = add_group(g, out);
		if (rc == 0) {
			g->at[*out].kind = KIND_PERSON;
			rc = describe(g, r, &g->at[*out]);
		}
	}
	if (rc < 0)
		return rc;
	g->at[*out].person = p->group;
	return keymap_add(&g->people, (uint64_t)p->group, (uint32_t)*out);
}

/* --- forms ----------------------------------------------------------------------- */

static uint64_t form_key(size_t group, uint64_t key)
{
	return key ^ (uint64_t)group * UINT64_C(0x9E3779B97F4A7C15);
}

/* The form of a group with this key; NULL where it is new. */
static struct scan_form *form_of(const struct scan_groups *g, size_t group, uint64_t key)
{
	const struct scan_group *of = &g->at[group];

	for (size_t at = keymap_first(&g->forms, form_key(group, key)); at != 0;
		at = keymap_next(&g->forms, at)) {
		uint32_t i = keymap_value(&g->forms, at);
		if (i < of->n && of->forms[i].key == key)
			return &of->forms[i];
	}
	return NULL;
}

/* What a line in capitals writes is the approved form too. */
static int is_approved(
	const struct reading *r, const char *text, const char *approved, bool *is)
{
	cleanup(buf_free) struct buf a = BUF_INIT, b = BUF_INIT;

	*is = false;
	if (approved == NULL)
		return 0;
	int rc = fold_text(FOLD_STRICT, text, strlen(text), r->lang, &a);
	if (rc == 0)
		rc = fold_text(FOLD_STRICT, approved, strlen(approved), r->lang, &b);
	if (rc == 0 && (!buf_ok(&a) || !buf_ok(&b)))
		rc = err_nomem();
	*is = rc == 0 && strcmp(buf_str(&a), buf_str(&b)) == 0;
	return rc;
}

static int add_form(struct scan_groups *g, struct reading *r, size_t group,
	const char *text, const char *lang, uint64_t key, bool right, size_t place)
{
	struct scan_group *of = &g->at[group];
	struct scan_form *there = form_of(g, group, key);
	bool approved;

	if (there != NULL) {
		there->count++;
		return 0;
	}
	int rc = is_approved(r, text, of->approved, &approved);
	if (rc < 0)
		return rc;
	if (room_for_one(&of->forms, of->n, &of->capacity) < 0)
		return BIS_ENOMEM;
	struct doc_place at = doc_place(&r->doc, place, &r->walk);
	const char *copy = kept(g, text), *copy_lang = kept(g, lang);
	if (copy == NULL || copy_lang == NULL)
		return err_nomem();
	rc = keymap_add(&g->forms, form_key(group, key), (uint32_t)of->n);
	if (rc < 0)
		return rc;
	of->forms[of->n++] = (struct scan_form){ .text = copy,
		.file = g->file,
		.lang = copy_lang,
		.line = at.line,
		.column = at.column,
		.count = 1,
		.right = right,
		.approved = approved,
		.order = g->order++,
		.key = key };
	return 0;
}

static bool is_right(const struct mention *m)
{
	return m->same_lang && (m->form->status == STATUS_PREFERRED ||
				       m->form->status == STATUS_ADMITTED);
}

/* Short names and words that only help to find a term are no other spelling of it. */
static bool is_spelling(const struct mention *m)
{
	const struct known_form *f = m->form;

	if (m->hidden || f->kind == KIND_PERSON)
		return false;
	return f->status != STATUS_LOOKUP || is_misspelling(f) ||
	       (f->kind != KIND_TERM && f->form_kind != FORM_SHORT);
}

/* A form of the base is shown as the base has it where it stands in another case. */
static int read_mention(struct scan_groups *g, struct reading *r, const struct mention *m)
{
	cleanup(buf_free) struct buf folded = BUF_INIT;
	const char *text =
		m->inflected ? m->form->text : reading_text(r, m->begin, m->end);
	size_t group;

	if (text == NULL)
		return err_nomem();
	int rc = fold_text(FOLD_STRICT, text, strlen(text), r->lang, &folded);
	if (rc == 0)
		rc = group_of_concept(g, r, m->form->concept, &group);
	return rc < 0 ? rc
		      : add_form(g, r, group, text, m->form->lang,
				hash_bytes(buf_str(&folded), folded.size, 3), is_right(m),
				m->begin);
}

/* Why the first other spelling of a person is one of the same name: what is approved is
 * set beside it, else what was met before. */
static int keep_why(
	struct scan_groups *g, struct reading *r, const struct person *p, size_t group)
{
	cleanup(buf_free) struct buf why = BUF_INIT;
	struct scan_group *of = &g->at[group];
	const struct scan_form *new = &of->forms[of->n - 1];
	const char *other = of->approved;

	if (of->why != NULL || new->approved || new->right)
		return 0;
	if (other == NULL && of->n > 1)
		other = of->forms[0].text;
	if (other == NULL)
		return 0;
	int rc = person_why(r, p, other, of->concept, &why);
	if (rc < 0 || why.size == 0)
		return rc;
	of->why = kept(g, buf_str(&why));
	return of->why == NULL ? err_nomem() : 0;
}

static int read_person(struct scan_groups *g, struct reading *r, const struct person *p)
{
	const struct people_store *s = r->checking->keep_people;
	const struct spelling *x = person_spelling(r, p);
	const struct spelling *lemma = s->at[x->lemma];
	int64_t concept = s->groups[p->group - (int)s->forgotten].concept;
	struct judgement j;
	size_t group;
	int rc = person_judge(r, p, &j);

	if (rc == 0)
		rc = group_of_person(g, r, p, concept, &group);
	if (rc < 0)
		return rc;
	size_t before = g->at[group].n;
	rc = add_form(g, r, group, x->base, lemma->lang,
		hash_bytes(lemma->text, lemma->size,
			hash_bytes(lemma->lang, strlen(lemma->lang), 3)),
		j.verdict == VERDICT_RIGHT, p->begin);
	return rc < 0 || g->at[group].n == before ? rc : keep_why(g, r, p, group);
}

int scan_groups_read(struct scan_groups *g, struct reading *r)
{
	int rc = 0;

	g->file = kept(g, r->file);
	if (g->file == NULL)
		return err_nomem();
	for (size_t i = 0; rc == 0 && i < r->mentions.n; i++) {
		const struct mention *m = &r->mentions.at[i];
		if (is_spelling(m))
			rc = read_mention(g, r, m);
	}
	for (size_t i = 0; rc == 0 && i < r->n_people; i++)
		if (r->people[i].sure)
			rc = read_person(g, r, &r->people[i]);
	return rc;
}

/* --- order ----------------------------------------------------------------------- */

static int by_count(const void *a, const void *b)
{
	const struct scan_form *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static int by_spellings(const void *a, const void *b)
{
	const struct scan_group *x = a, *y = b;

	if ((x->n > 1) != (y->n > 1))
		return x->n > 1 ? -1 : 1;
	if ((x->kind == KIND_PERSON) != (y->kind == KIND_PERSON))
		return x->kind == KIND_PERSON ? -1 : 1;
	return (x->forms[0].order > y->forms[0].order) -
	       (x->forms[0].order < y->forms[0].order);
}

void scan_groups_sort(struct scan_groups *g)
{
	for (size_t i = 0; i < g->n; i++)
		if (g->at[i].n > 0)
			qsort(g->at[i].forms, g->at[i].n, sizeof(*g->at[i].forms),
				by_count);
	size_t kept_groups = 0;
	for (size_t i = 0; i < g->n; i++) {
		if (g->at[i].n > 0)
			g->at[kept_groups++] = g->at[i];
		else
			free(g->at[i].forms);
	}
	g->n = kept_groups;
	if (g->n > 0)
		qsort(g->at, g->n, sizeof(*g->at), by_spellings);
}
