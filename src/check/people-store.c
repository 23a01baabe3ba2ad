/* SPDX-License-Identifier: Apache-2.0
 *
 * Spellings: made once, with the readings by which case forms of one name find one
 * another.
 */
#include "config.h"
#include "src/check/people-families.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/base/room.h"

#define KNOWN_FLOOR 40.0 /* one misprint is far down, see name-variant.c */
#define KNOWN_MAX 4

/* --- life ------------------------------------------------------------------------ */

static void spelling_free(struct spelling *x)
{
	if (x == NULL)
		return;
	name_finish(&x->name);
	known_names_finish(&x->known);
	free(x);
}

static void forget(struct people_store *s)
{
	for (size_t i = 0; i < s->n; i++)
		spelling_free(s->at[i]);
	for (size_t i = 0; i < s->n_groups; i++)
		free(s->groups[i].members);
	s->forgotten += s->n + s->n_groups;
	s->n = s->n_groups = 0;
	keymap_finish(&s->texts);
	keymap_finish(&s->readings);
	keymap_finish(&s->parts);
	keymap_finish(&s->concepts);
	families_free(s);
	keep_finish(&s->keep);
	keep_finish(&s->kept_places);
	name_systems_free(s->systems);
	s->systems = NULL;
	s->n_kept = 0;
}

void people_store_free(struct people_store *s)
{
	if (s == NULL)
		return;
	forget(s);
	free(s->at);
	free(s->groups);
	free(s->kept);
	case_readings_finish(&s->scratch);
	spots_finish(&s->spots);
	person_words_close(s->words);
	free(s);
}

int people_store(struct checking *c, struct people_store **out)
{
	struct people_store *s = c->keep_people;

	*out = s;
	if (s != NULL) {
		if (s->n > SPELLINGS_MAX)
			forget(s);
		return 0;
	}
	s = calloc(1, sizeof(*s));
	if (s == NULL)
		return err_nomem();
	int rc = person_words_open(&s->words);
	if (rc < 0) {
		people_store_free(s);
		return rc;
	}
	*out = c->keep_people = s;
	return 0;
}

struct spelling *person_spelling(const struct reading *r, const struct person *p)
{
	const struct people_store *s = r->checking->keep_people;

	return s->at[p->spelling - s->forgotten];
}

/* --- making ---------------------------------------------------------------------- */

static uint64_t hash_in(const char *text, size_t size, const char *lang)
{
	return hash_bytes(text, size, hash_bytes(lang, strlen(lang), 1));
}

/* Joins a new spelling to one that has a reading in common, else keeps its readings. */
static int find_lemma(struct reading *r, struct people_store *s, size_t number)
{
	struct spelling *x = s->at[number];
	struct case_readings *c = &s->scratch;
	int rc = case_readings(r->checking->endings, r->lang, x->text, x->size, c);

	x->lemma = number;
	x->base = x->text;
	for (size_t i = 0; rc == 0 && i < c->n; i++) {
		uint64_t hash = hash_in(c->at[i].text, c->at[i].size, r->lang);
		size_t at = keymap_first(&s->readings, hash);
		if (at == 0) {
			rc = keymap_add(&s->readings, hash, (uint32_t)number);
			continue;
		}
		struct spelling *other =
			s->at[s->at[keymap_value(&s->readings, at)]->lemma];
		if (other == x || x->lemma != number)
			continue;
		const char *base = keep_text(&s->keep, c->at[i].text, c->at[i].size);
		if (base == NULL)
			return err_nomem();
		x->lemma = other->lemma;
		x->base = other->base = base;
	}
	return rc;
}

static size_t names_in(const struct name *n)
{
	size_t names = 0;

	for (size_t i = 0; i < n->n_parts; i++)
		names +=
			n->parts[i].role == PART_NAME || n->parts[i].role == PART_INITIAL;
	return names;
}

static int fill(struct reading *r, struct people_store *s, struct spelling *x,
	const char *text, size_t size, uint64_t hash)
{
	x->text = keep_text(&s->keep, text, size);
	x->lang = keep_text(&s->keep, r->lang, strlen(r->lang));
	if (x->text == NULL || x->lang == NULL)
		return err_nomem();
	x->size = size;
	x->group = -1;
	int rc = name_read(r->checking->namer, text, size,
		*r->lang == '\0' ? NULL : r->lang, &x->name);
	x->single = names_in(&x->name) < 2;
	return rc < 0 ? rc : keymap_add(&s->texts, hash, (uint32_t)s->n);
}

static int add_spelling(struct reading *r, struct people_store *s, const char *text,
	size_t size, uint64_t hash)
{
	if (room_for_one(&s->at, s->n, &s->capacity) < 0)
		return BIS_ENOMEM;
	struct spelling *x = calloc(1, sizeof(*x));
	if (x == NULL)
		return err_nomem();
	int rc = fill(r, s, x, text, size, hash);
	if (rc < 0) {
		spelling_free(x);
		return rc;
	}
	s->at[s->n++] = x;
	return find_lemma(r, s, s->n - 1);
}

static bool is_spelling(
	const struct spelling *x, const char *text, size_t size, const char *lang)
{
	return x->size == size && memcmp(x->text, text, size) == 0 &&
	       strcmp(x->lang, lang) == 0;
}

int spelling_of(struct reading *r, struct people_store *s, const char *text, size_t size,
	size_t *out)
{
	uint64_t hash = hash_in(text, size, r->lang);
	size_t at = keymap_first(&s->texts, hash);

	while (at != 0 &&
		!is_spelling(s->at[keymap_value(&s->texts, at)], text, size, r->lang))
		at = keymap_next(&s->texts, at);
	if (at == 0) {
		int rc = add_spelling(r, s, text, size, hash);
		if (rc < 0)
			return rc;
	}
	*out = at == 0 ? s->n - 1 : keymap_value(&s->texts, at);
	struct spelling *x = s->at[*out];
	if (x->text_no != s->text_no)
		x->in_text = 0;
	x->text_no = s->text_no;
	return 0;
}

/* --- what the base says ---------------------------------------------------------- */

/* --- certainty ------------------------------------------------------------------- */

static size_t count_role(const struct name *n, enum part_role role)
{
	size_t count = 0;

	for (size_t i = 0; i < n->n_parts; i++)
		count += n->parts[i].role == role;
	return count;
}

static bool begins(const struct name_part *whole, const struct name_part *initial)
{
	return whole->n >= initial->n &&
	       memcmp(whole->letters, initial->letters,
		       initial->n * sizeof(*initial->letters)) == 0;
}

/* Whether each initial of `a` begins a part of `b`. */
static bool initials_fit(const struct name *a, const struct name *b)
{
	for (size_t i = 0; i < a->n_parts; i++) {
		bool fits = a->parts[i].role != PART_INITIAL;
		for (size_t k = 0; k < b->n_parts && !fits; k++)
			fits = begins(&b->parts[k], &a->parts[i]);
		if (!fits)
			return false;
	}
	return true;
}

/* A father's name may be left out and given names stand as initials; a given or family
 * name more makes it another person's, as far as one can tell. */
static bool may_be_all(const struct name *a, const struct name *b)
{
	size_t names = count_role(a, PART_NAME), others = count_role(b, PART_NAME);

	if (!initials_fit(a, b) || !initials_fit(b, a))
		return false;
	return names == others || count_role(a, PART_INITIAL) > 0 ||
	       count_role(b, PART_INITIAL) > 0;
}

/* Compares the readings of the spelling with one name, if that is of its script: one in
 * another script leaves much open. */
static int compare_name(struct reading *r, struct spelling *x,
	const struct case_readings *c, const struct name_word *other,
	struct name_comparison *best)
{
	struct namer *namer = r->checking->namer;
	struct name form = { 0 };
	struct name_comparison found;
	int rc = name_read(namer, other->at, other->size, x->lang, &form);
	bool comparable = rc == 0 && strcmp(form.script, x->name.script) == 0;

	for (size_t i = 0; rc == 0 && comparable && i < c->n; i++) {
		struct name name = { 0 };
		rc = name_read(namer, c->at[i].text, c->at[i].size, x->lang, &name);
		if (rc == 0)
			rc = name_compare(namer, &name, &form, &found);
		if (rc == 0 && found.score > best->score)
			*best = found;
		name_finish(&name);
	}
	name_finish(&form);
	return rc;
}

/* With a form; what is one word alone with each word of it. */
static int compare_form(struct reading *r, struct spelling *x,
	const struct case_readings *c, const struct known_form *f,
	struct name_comparison *best)
{
	struct name_word word = { f->text, strlen(f->text) };
	const char *at = f->text, *end = f->text + strlen(f->text);
	int rc = 0;

	if (!x->single)
		return compare_name(r, x, c, &word, best);
	while (rc == 0 && next_name_word(&at, end, &word))
		rc = compare_name(r, x, c, &word, best);
	return rc;
}

/* With the forms of the concept in the language of the text, else with those in other
 * languages of its script; what nobody has approved yet counts too. */
static int compare_forms(struct reading *r, struct spelling *x, int64_t concept)
{
	cleanup(case_readings_finish) struct case_readings c = { 0 };
	struct name_comparison ours = { .score = -1, .veto = "" }, others = ours;
	const struct known_form *const *forms;
	size_t n;
	int rc = mention_forms(r->checking->finder, concept, &forms, &n);

	if (rc == 0)
		rc = case_readings(r->checking->endings, r->lang, x->text, x->size, &c);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		bool same = strcmp(forms[i]->lang, x->lang) == 0;
		if (forms[i]->status <= STATUS_ADMITTED)
			rc = compare_form(r, x, &c, forms[i], same ? &ours : &others);
	}
	if (rc == 0 && ours.score >= 0)
		x->nearest = ours;
	else if (rc == 0 && others.score >= 0)
		x->nearest = others;
	return rc;
}

/* Scripts that write their vowels leave little open. */
static bool writes_vowels(const struct name *n)
{
	return strcmp(n->script, "Latn") == 0 || strcmp(n->script, "Cyrl") == 0;
}

/* Whether the form that came first has no name more or less than the spelling, and is
 * written in full. */
static int look_at_first(
	struct reading *r, const struct spelling *x, bool *whole, bool *written)
{
	const struct known_form *f = x->known.at[0].form;
	struct name form = { 0 };
	int rc = name_read(r->checking->namer, f->text, strlen(f->text), f->lang, &form);

	*whole = rc == 0 && may_be_all(&x->name, &form);
	*written = rc == 0 && writes_vowels(&form) && writes_vowels(&x->name);
	name_finish(&form);
	return rc;
}

static bool is_near(const struct name_comparison *c)
{
	return c->explained && c->score >= NAME_SAME;
}

/* Whether the best of what is known is the one person that can be meant.  What is to be
 * written may be farther away than another form that rules lead to, but not another
 * name. */
static int be_certain(struct reading *r, struct spelling *x)
{
	const struct known_name *k = x->known.at;
	bool whole, written;

	x->certain = false;
	if (x->known.n == 0 || k[0].form->kind != KIND_PERSON)
		return 0;
	x->nearest = k[0].comparison;
	int rc = compare_forms(r, x, k[0].form->concept);
	if (rc < 0 || k[0].score < NAME_SAME || !k[0].comparison.explained)
		return rc;
	rc = look_at_first(r, x, &whole, &written);
	if (rc < 0)
		return rc;
	if (x->nearest.score >= NAME_DIFFERENT && written && !x->single &&
		!is_near(&x->nearest))
		x->nearest = k[0].comparison;
	bool alone = x->known.n < 2 || k[1].score < NAME_SAME || k[0].score >= 100;
	whole = whole || x->single || !x->nearest.left_out;
	x->certain = alone && (k[0].score >= 100 || (is_near(&x->nearest) && whole));
	return 0;
}

int spelling_ask(struct reading *r, struct spelling *x, bool sure)
{
	struct known_query query = { .text = x->text,
		.size = x->size,
		.lang = x->lang,
		.floor = sure ? KNOWN_FLOOR : 0,
		.max = KNOWN_MAX };

	if (x->asked || r->checking->finder == NULL || x->name.n_parts == 0)
		return 0;
	int rc = known_names_find(
		r->checking->finder, r->checking->namer, &query, &x->known);
	x->asked = rc == 0;
	return rc == 0 ? be_certain(r, x) : rc;
}

int64_t spelling_concept(const struct spelling *x)
{
	if (x->form != NULL)
	return x->form->concept;
	if (!x->certain || (!x->sure && x->nearest.score < NAME_NEAR))
		return 0;
	return x->known.at[0].form->concept;
}
