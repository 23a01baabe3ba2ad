/* SPDX-License-Identifier: Apache-2.0
 *
 * From places where names may stand to persons: the base is asked once for each
 * spelling, what it knows is evidence too, spellings are put into groups, and family
 * names that stand alone are joined to the full name the text has of them.
 */
#include "config.h"
#include "src/check/people.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/check/people-families.h"
#include "src/check/people-find.h"
#include "src/check/people-store.h"
#include "src/text/utf8.h"

/* --- persons --------------------------------------------------------------------- */

static struct person *add_person(struct reading *r)
{
	if (room_for_one(&r->people, r->n_people, &r->people_capacity) < 0)
		return NULL;
	r->people[r->n_people] = (struct person){ 0 };
	return &r->people[r->n_people++];
}

static int put_person(struct reading *r, struct people_store *s,
	const struct candidate *c, size_t number, bool sure)
{
	struct spelling *x = s->at[number];
	struct person *p = add_person(r);

	if (p == NULL)
		return err_nomem();
	*p = (struct person){ .begin = c->begin,
		.end = c->end,
		.title_begin = c->title_begin,
		.title_end = c->title_end,
		.mention = c->mention,
		.known = x->known.n > 0 ? x->known.at : NULL,
		.n_known = x->known.n,
		.name = &x->name,
		.spelling = s->forgotten + number,
		.group = -1,
		.sure = sure };
	x->count++;
	x->in_text++;
	x->sure |= sure;
	return 0;
}

static int spelling_at(struct reading *r, struct people_store *s, size_t begin,
	size_t end, size_t *number)
{
	const char *text = reading_text(r, begin, end);

	return text == NULL ? err_nomem() : spelling_of(r, s, text, strlen(text), number);
}

/* Whether the base knows a person of that name. */
static bool is_known(const struct spelling *x)
{
	return x->certain && x->nearest.score >= NAME_NEAR;
}

/* A sentence may begin with an ordinary word before the name: without it the base may
 * know the name. */
static int without_first(
	struct reading *r, struct people_store *s, struct candidate *c, size_t *number)
{
	const char *space = memchr(r->text + c->begin, ' ', c->end - c->begin);
	size_t shorter;

	if (!c->first || c->words < 3 || space == NULL || is_known(s->at[*number]))
		return 0;
	size_t begin = (size_t)(space + 1 - r->text);
	int rc = spelling_at(r, s, begin, c->end, &shorter);
	if (rc == 0)
		rc = spelling_ask(r, s->at[shorter], false);
	if (rc < 0 || !is_known(s->at[shorter]))
		return rc;
	c->begin = c->title_begin = c->title_end = begin;
	*number = shorter;
	return 0;
}

/* In a headline what follows a name has a capital too: its first two words may be known
 * where all of it is not. */
static int without_last(
	struct reading *r, struct people_store *s, struct candidate *c, size_t *number)
{
	const char *end = r->text + c->end, *at = r->text + c->begin;
	size_t shorter;

	if (!c->headline || c->words < 3 || is_known(s->at[*number]))
		return 0;
	for (int words = 0; at != NULL && words < 2; words++)
		at = memchr(at + (words > 0), ' ', (size_t)(end - at) - (words > 0));
	if (at == NULL)
		return 0;
	int rc = spelling_at(r, s, c->begin, (size_t)(at - r->text), &shorter);
	if (rc == 0)
		rc = spelling_ask(r, s->at[shorter], false);
	if (rc < 0 || !is_known(s->at[shorter]))
		return rc;
	c->end = (size_t)(at - r->text);
	*number = shorter;
	return 0;
}

static int take(struct reading *r, struct people_store *s, struct candidate *c)
{
	bool full = c->words + c->initials > 1;
	size_t number;

	if (!full && (c->evidence < EVIDENCE_SURE ||
			     (c->mention == NULL && c->title_begin == c->title_end)))
		return 0;
	int rc = spelling_at(r, s, c->begin, c->end, &number);
	if (rc < 0)
		return rc;
	if (c->mention != NULL)
		s->at[number]->form = c->mention->form;
	else
		rc = spelling_ask(r, s->at[number], c->evidence >= EVIDENCE_SURE);
	if (rc == 0 && c->mention == NULL)
		rc = without_first(r, s, c, &number);
	if (rc == 0 && c->mention == NULL)
		rc = without_last(r, s, c, &number);
	if (rc < 0 || s->at[number]->name.n_parts == 0)
		return rc;
	if (full && is_known(s->at[number]))
		c->evidence += EVIDENCE_SURE;
	return put_person(r, s, c, number, c->evidence >= EVIDENCE_SURE);
}

/* --- family names alone ---------------------------------------------------------- */

/* Whether the base has a word, spelt so, as the name of somebody else than a group is. */
static int is_somebody_else(struct reading *r, struct people_store *s, const char *word,
	size_t size, int group, bool *is)
{
	size_t number;
	int rc = spelling_of(r, s, word, size, &number);

	*is = false;
	if (rc == 0)
		rc = spelling_ask(r, s->at[number], false);
	if (rc < 0 || s->at[number]->known.n == 0)
		return rc;
	const struct spelling *x = s->at[number];
	*is = x->nearest.score >= 100 &&
	      x->known.at[0].form->concept != s->groups[group].concept;
	return 0;
}

/* The full name of the text whose family name a word is, or is another spelling of
 * (`*respelt`); -1 none. */
static int family_of(struct reading *r, struct people_store *s, const char *word,
	size_t size, bool titled, int *group, bool *respelt)
{
	bool other = false;
	int rc = families_find(r, s, word, size, group);

	*respelt = false;
	if (rc < 0 || *group >= 0)
		return rc;
	rc = families_near(r, s, word, size, titled, group);
	if (rc == 0 && *group >= 0)
		rc = is_somebody_else(r, s, word, size, *group, &other);
	if (other)
		*group = -1;
	*respelt = *group >= 0;
	return rc;
}

/* A single word that a full name of the text is called by. */
static int take_alone(struct reading *r, struct people_store *s, const struct spot *spot)
{
	struct candidate c = { .begin = spot->begin,
		.end = spot->end,
		.title_begin = spot->begin,
		.title_end = spot->begin };
	size_t number;
	int group;
	bool respelt;
	int rc = family_of(r, s, r->text + spot->begin, spot->end - spot->begin, false,
		&group, &respelt);

	if (rc < 0 || group < 0)
		return rc;
	rc = spelling_at(r, s, c.begin, c.end, &number);
	if (rc < 0 || s->at[number]->name.n_parts == 0)
		return rc;
	rc = put_person(r, s, &c, number, true);
	if (rc == 0) {
		r->people[r->n_people - 1].group = (int)s->forgotten + group;
		r->people[r->n_people - 1].respelt = respelt;
	}
	return rc;
}

static bool stands_alone(const struct spot *s)
{
	return s->name && s->shape == SHAPE_CAPITAL && !s->headline &&
	       !(s->ordinary && s->first);
}

static int take_families(struct reading *r, struct people_store *s, size_t n)
{
	size_t at = 0;
	int rc = 0;

	families_clear(s);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct spelling *x = person_spelling(r, &r->people[i]);
		if (x->single || x->family_text == s->text_no)
			continue;
		x->family_text = s->text_no;
		rc = families_keep(r, s, &r->people[i]);
	}
	for (size_t i = 0; rc == 0 && i < s->spots.n && s->n_near > 0; i++) {
		const struct spot *spot = &s->spots.at[i];
		while (at < n && r->people[at].end <= spot->begin)
			at++;
		bool there = at < n && r->people[at].begin < spot->end;
		if (!there && stands_alone(spot))
			rc = take_alone(r, s, spot);
	}
	return rc;
}

/* --- groups ---------------------------------------------------------------------- */

static int group_people(struct reading *r, struct people_store *s, bool sure)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->n_people; i++) {
		struct person *p = &r->people[i];
		struct spelling *x = person_spelling(r, p);
		if (p->group >= 0 || p->sure != sure)
			continue;
		rc = spelling_group(r, s, p->spelling - s->forgotten);
		if (rc < 0)
			break;
		p->group = (int)s->forgotten + x->group;
		s->groups[x->group].sure |= p->sure;
	}
	return rc;
}

/* What is spelt as a name of a person elsewhere is one here. */
static void be_sure(struct reading *r, struct people_store *s)
{
	for (size_t i = 0; i < r->n_people; i++) {
		struct person *p = &r->people[i];
		if (!person_spelling(r, p)->single)
			p->sure |= s->groups[p->group - (int)s->forgotten].sure;
	}
}

/* A family name with a title belongs to the full name the text has of it, however it is
 * spelt. */
static int join_singles(struct reading *r, struct people_store *s, size_t n)
{
	int rc = 0, group;
	bool respelt;

	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct person *p = &r->people[i];
		const struct spelling *x = person_spelling(r, p);
		if (!x->single || p->mention != NULL)
			continue;
		rc = family_of(r, s, x->text, x->size, p->title_begin < p->title_end,
			&group, &respelt);
		if (rc < 0 || group < 0)
			continue;
		p->group = (int)s->forgotten + group;
		p->respelt = respelt;
		/* whom a title stands before is a person, and so is the full name */
		s->groups[group].sure |= p->sure;
	}
	return rc;
}

static int by_place(const void *a, const void *b)
{
	const struct person *x = a, *y = b;

	return (x->begin > y->begin) - (x->begin < y->begin);
}

/* --- the door -------------------------------------------------------------------- */

static int find_candidates(
	struct reading *r, struct people_store *s, struct candidates *out)
{
	int rc = spots_read(r, s->words, &s->spots);

	if (rc == 0)
		rc = candidates_of_spots(r, s->words, &s->spots, out);
	if (rc == 0)
		rc = candidates_of_han(r, s->words, out);
	return rc == 0 ? candidates_of_mentions(r, out) : rc;
}

int people_find(struct reading *r)
{
	cleanup(candidates_finish) struct candidates found = { 0 };
	struct people_store *s;
	int rc = people_store(r->checking, &s);

	if (rc < 0)
		return rc;
	s->text_no++;
	rc = find_candidates(r, s, &found);
	for (size_t i = 0; rc == 0 && i < found.n; i++)
		rc = take(r, s, &found.at[i]);
	if (rc == 0)
		rc = group_people(r, s, true);
	if (rc == 0)
		rc = group_people(r, s, false);
	if (rc == 0)
		be_sure(r, s);
	size_t n = r->n_people;
	if (rc == 0)
		rc = take_families(r, s, n);
	if (rc == 0)
		rc = join_singles(r, s, n);
	if (rc == 0)
		be_sure(r, s);
	if (rc == 0 && r->n_people > 0)
		qsort(r->people, r->n_people, sizeof(*r->people), by_place);
	return rc;
}

void people_finish(struct reading *r)
{
	free(r->people);
	r->people = NULL;
	r->n_people = r->people_capacity = 0;
}

void people_forget(struct checking *c)
{
	people_store_free(c->keep_people);
	c->keep_people = NULL;
}
