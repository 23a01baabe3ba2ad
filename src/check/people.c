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
#include "src/base/hash.h"
#include "src/base/room.h"
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

static uint64_t word_hash(const char *word, size_t size)
{
	struct small_word w;

	return small_word(word, size, &w) == 0 ? 0 : hash_bytes(w.text, w.size, 7);
}

/* The words by which a full name may be called: its last, and its first where that may be
 * the family name, each in all readings. */
static int keep_families(
	struct reading *r, struct people_store *s, const struct person *p)
{
	const struct spelling *x = person_spelling(r, p);
	struct case_readings *c = &s->scratch;
	int rc = case_readings(r->checking->endings, r->lang, x->text, x->size, c);

	for (size_t i = 0; rc == 0 && i < c->n; i++) {
		const char *end = c->at[i].text + c->at[i].size;
		const char *last = memrchr(c->at[i].text, ' ', c->at[i].size);
		const char *first = memchr(c->at[i].text, ' ', c->at[i].size);
		if (last == NULL)
			continue;
		rc = keymap_add(&s->families,
			word_hash(last + 1, (size_t)(end - last - 1)),
			(uint32_t)(p->group - (int)s->forgotten));
		if (rc == 0 && x->name.n_parts == 2)
			rc = keymap_add(&s->families,
				word_hash(c->at[i].text, (size_t)(first - c->at[i].text)),
				(uint32_t)(p->group - (int)s->forgotten));
	}
	return rc;
}

/* The one group of the text that is called so; -1 none, or several. */
static int family_group(struct reading *r, struct people_store *s, const char *word,
	size_t size, int *group)
{
	struct case_readings *c = &s->scratch;
	int rc = case_readings(r->checking->endings, r->lang, word, size, c);

	*group = -1;
	for (size_t i = 0; rc == 0 && i < c->n; i++) {
		uint64_t hash = word_hash(c->at[i].text, c->at[i].size);
		for (size_t at = hash == 0 ? 0 : keymap_first(&s->families, hash);
			at != 0; at = keymap_next(&s->families, at)) {
			int found = (int)keymap_value(&s->families, at);
			if (*group >= 0 && found != *group) {
				*group = -1;
				return 0;
			}
			*group = found;
		}
	}
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
	int rc = family_group(
		r, s, r->text + spot->begin, spot->end - spot->begin, &group);

	if (rc < 0 || group < 0)
		return rc;
	rc = spelling_at(r, s, c.begin, c.end, &number);
	if (rc == 0 && s->at[number]->name.n_parts > 0)
		rc = put_person(r, s, &c, number, true);
	if (rc == 0 && s->at[number]->name.n_parts > 0)
		r->people[r->n_people - 1].group = (int)s->forgotten + group;
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

	keymap_clear(&s->families);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct spelling *x = person_spelling(r, &r->people[i]);
		if (!r->people[i].sure || x->single || x->family_text == s->text_no)
			continue;
		x->family_text = s->text_no;
		rc = keep_families(r, s, &r->people[i]);
	}
	for (size_t i = 0; rc == 0 && i < s->spots.n && s->families.n > 0; i++) {
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

/* A family name with a title belongs to the full name the text has of it. */
static int join_singles(struct reading *r, struct people_store *s, size_t n)
{
	int rc = 0, group;

	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct person *p = &r->people[i];
		const struct spelling *x = person_spelling(r, p);
		if (!x->single || p->mention != NULL)
			continue;
		rc = family_group(r, s, x->text, x->size, &group);
		if (rc == 0 && group >= 0)
			p->group = (int)s->forgotten + group;
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
