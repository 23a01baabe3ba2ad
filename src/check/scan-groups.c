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
#include "src/check/person-verdict.h"
#include "src/text/fold.h"

void scan_groups_finish(struct scan_groups *g)
{
	for (size_t i = 0; i < g->n; i++)
		free(g->at[i].forms);
	free(g->at);
	keymap_finish(&g->concepts);
	keymap_finish(&g->people);
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
	if (g->n == g->capacity) {
		size_t more = g->capacity == 0 ? 64 : 2 * g->capacity;
		void *room = realloc(g->at, more * sizeof(*g->at));
		if (room == NULL)
			return err_nomem();
		g->at = room;
		g->capacity = more;
	}
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

static int add_form(struct scan_groups *g, struct reading *r, size_t group,
	const char *text, uint64_t key, bool right, size_t place)
{
	struct scan_group *of = &g->at[group];

	for (size_t i = 0; i < of->n; i++) {
		if (of->forms[i].key != key)
			continue;
		of->forms[i].count++;
		return 0;
	}
	if (of->n == of->capacity) {
		size_t more = of->capacity == 0 ? 4 : 2 * of->capacity;
		void *room = realloc(of->forms, more * sizeof(*of->forms));
		if (room == NULL)
			return err_nomem();
		of->forms = room;
		of->capacity = more;
	}
	struct doc_place at = doc_place(&r->doc, place, &r->walk);
	const char *copy = kept(g, text);
	if (copy == NULL)
		return err_nomem();
	of->forms[of->n++] = (struct scan_form){ .text = copy,
		.file = g->file,
		.line = at.line,
		.column = at.column,
		.count = 1,
		.right = right,
		.approved = of->approved != NULL && strcmp(of->approved, text) == 0,
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
	return f->status != STATUS_LOOKUP || strncmp(f->note, "misspelling", 11) == 0 ||
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
		      : add_form(g, r, group, text,
				hash_bytes(buf_str(&folded), folded.size, 3), is_right(m),
				m->begin);
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
	return rc < 0 ? rc
		      : add_form(g, r, group, x->base,
				hash_bytes(lemma->text, lemma->size,
					hash_bytes(lemma->lang, strlen(lemma->lang), 3)),
				j.verdict == VERDICT_RIGHT, p->begin);
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
