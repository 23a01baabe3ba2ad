/* SPDX-License-Identifier: Apache-2.0
 *
 * Official names of the base, found by their words.
 *
 * Nothing is read before a text has a word of it: a word is asked for once, the forms it
 * leads to once.  Short forms are not asked for at all (names of people and places are
 * two or three words long, and there are many of them), nor words that stand in more
 * forms than could tell one from the other.
 */
#include "config.h"
#include "src/check/officials.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/store/nameindex.h"
#include "src/store/termindex.h"
#include "src/text/fold.h"
#include "src/text/lang.h"

#define MOST_FORMS 250 /* a word of more tells nothing */
#define SLOTS_MIN 1024u
#define LEAST_WORDS 4 /* of a form, with its light words; more characters of Han */
#define LANGS_KEPT 8
#define PARENTS 3 /* how far up it is asked whose a body is */

struct word_slot {
	uint64_t key; /* 0 free */
	const struct official **at;
	size_t n;
};

struct form_slot {
	int64_t form;              /* 0 free */
	struct official *official; /* NULL: is none */
};

struct officials {
	char lang[LANG_MAX];
	struct checking *checking;
	struct unit_reader *reader;
	bool langs[POSTING_LANGS]; /* whose forms are asked for */
	struct word_slot *words;
	size_t n_words, word_slots;
	struct form_slot *forms;
	size_t n_forms, form_slots;
	struct units units;
	struct buf folded;
	struct places places;
	struct officials *next; /* of another language */
};

struct unit_reader *officials_units(struct officials *o)
{
	return o->reader;
}

void officials_free(struct officials *o)
{
	if (o == NULL)
		return;
	for (size_t i = 0; i < o->word_slots; i++)
		free(o->words[i].at);
	for (size_t i = 0; i < o->form_slots; i++)
		if (o->forms[i].official != NULL) {
			unit_list_finish(&o->forms[i].official->units);
			free(o->forms[i].official);
		}
	free(o->words);
	free(o->forms);
	unit_reader_free(o->reader);
	unit_list_finish(&o->units);
	buf_free(&o->folded);
	places_finish(&o->places);
	free(o);
}

static void officials_freep(struct officials **o)
{
	officials_free(*o);
}

/* --- one name ----------------------------------------------------------------------- */

static bool has_owner(const struct official *o, uint64_t owner)
{
	for (size_t i = 0; i < o->n_owners; i++)
		if (o->owners[i] == owner)
			return true;
	return false;
}

static void add_owner(struct official *o, uint64_t owner)
{
	if (!has_owner(o, owner) && o->n_owners < OFFICIAL_OWNERS)
		o->owners[o->n_owners++] = owner;
}

/* Where a name is nothing but that of a country or organisation: that; else 0. */
static uint64_t sole_owner(const struct units *units)
{
	uint64_t owner = 0;

	for (size_t i = 0; i < units->n; i++) {
		const struct unit *u = &units->at[i];
		if (unit_is_owner(u) && (owner == 0 || owner == u->word))
			owner = u->word;
		else if (u->kind != UNIT_ARTICLE)
			return 0;
	}
	return owner;
}

static int owner_of_concept(struct officials *o, int64_t concept, uint64_t *owner)
{
	const struct known_form *const *forms;
	size_t n;
	int rc = mention_forms(o->checking->finder, concept, &forms, &n);

	*owner = 0;
	for (size_t i = 0; rc == 0 && *owner == 0 && i < n; i++) {
		if (lang_distance(o->lang, forms[i]->lang) < 0)
			continue;
		rc = unit_reader_name(o->reader, forms[i]->text, &o->units);
		if (rc == 0)
			*owner = sole_owner(&o->units);
	}
	return rc;
}

/* Those a body belongs to, from one to the next. */
static int add_parents(struct officials *o, struct official *to)
{
	int64_t concept = to->form->concept;
	int rc = 0;

	for (int up = 0; rc == 0 && up < PARENTS && concept != 0; up++) {
		const struct known_tie *ties;
		size_t n;
		uint64_t owner;
		rc = mention_ties(o->checking->finder, concept, &ties, &n);
		concept = 0;
		for (size_t i = 0; rc == 0 && i < n && concept == 0; i++)
			if (ties[i].kind == RELATION_BELONGS_TO && !ties[i].backwards)
		concept = ties[i].other;
		if (rc == 0 && concept != 0)
			rc = owner_of_concept(o, concept, &owner);
		if (rc == 0 && concept != 0 && owner != 0)
			add_owner(to, owner);
	}
	return rc;
}

static void take_apart(struct official *o)
{
	o->capital = true;
	for (size_t i = 0; i < o->units.n && i < 256; i++) {
		const struct unit *u = &o->units.at[i];
		if (unit_is_owner(u)) {
			add_owner(o, u->word);
			o->has_country |= u->kind == UNIT_COUNTRY;
		}
		if (u->kind != UNIT_WORD && u->kind != UNIT_RANK)
			continue;
		if (o->n_words < OFFICIAL_WORDS)
			o->words[o->n_words] = (uint8_t)i;
		o->n_words++;
		o->capital &= u->capital;
	}
	o->n_own = o->n_owners;
}

static int make_official(
	struct officials *o, const struct known_form *form, struct official **out)
{
	struct official *new = calloc(1, sizeof(*new));

	*out = new;
	if (new == NULL)
		return err_nomem();
	new->form = form;
	new->lookup = form->status == STATUS_LOOKUP;
	int rc = unit_reader_name(o->reader, form->text, &new->units);
	if (rc == 0) {
		take_apart(new);
		rc = add_parents(o, new);
	}
	if (rc < 0 || new->n_words < 2 || new->n_words > OFFICIAL_WORDS ||
		new->units.n > 255) {
		unit_list_finish(&new->units);
		free(new);
		*out = NULL;
	}
	return rc;
}

/* --- forms -------------------------------------------------------------------------- */

struct wanted_form {
	int64_t concept;
	bool official;
};

/* Forms written in full, of what has a name that people get wrong: right ones, and those
 * that find it. */
static int look_at_form(void *ctx, const struct nameform *f)
{
	struct wanted_form *w = ctx;

	w->concept = f->concept;
	bool right = f->status == STATUS_PREFERRED || f->status == STATUS_ADMITTED ||
		     f->status == STATUS_PROPOSED;
	bool full = f->kind == FORM_FULL || f->kind == FORM_FIRST;
	bool other = f->status == STATUS_LOOKUP && (full || f->kind == FORM_VARIANT) &&
		     !says_misspelt(f->note);

	w->official = (f->concept_kind == KIND_OFFICE || f->concept_kind == KIND_BODY ||
			      f->concept_kind == KIND_DOCUMENT ||
			      f->concept_kind == KIND_EVENT) &&
		      ((right && full) || other);
	return 0;
}

static int known_form_of(struct officials *o, int64_t form, const struct known_form **out)
{
	struct wanted_form wanted = { 0 };
	const struct known_form *const *forms;
	size_t n;
	int rc = nameform_get(o->checking->db, form, look_at_form, &wanted);

	*out = NULL;
	if (rc < 0 || !wanted.official)
		return rc < 0 ? rc : 0;
	rc = mention_forms(o->checking->finder, wanted.concept, &forms, &n);
	for (size_t i = 0; rc == 0 && i < n; i++)
		if (forms[i]->form == form)
			*out = forms[i];
	return rc;
}

static int grow_forms(struct officials *o)
{
	size_t slots = o->form_slots == 0 ? SLOTS_MIN : o->form_slots * 2;
	struct form_slot *new = calloc(slots, sizeof(*new));

	if (new == NULL)
		return err_nomem();
	for (size_t i = 0; i < o->form_slots; i++) {
		if (o->forms[i].form == 0)
			continue;
		size_t slot = hash_seed((uint64_t)o->forms[i].form) & (slots - 1);
		while (new[slot].form != 0)
			slot = (slot + 1) & (slots - 1);
		new[slot] = o->forms[i];
	}
	free(o->forms);
	o->forms = new;
	o->form_slots = slots;
	return 0;
}

/* The official name a form is; NULL where it is none. */
static int official_of(struct officials *o, int64_t form, const struct official **out)
{
	const struct known_form *known;

	*out = NULL;
	if (o->n_forms * 2 >= o->form_slots && grow_forms(o) < 0)
		return BIS_ENOMEM;
	size_t slot = hash_seed((uint64_t)form) & (o->form_slots - 1);
	while (o->forms[slot].form != 0 && o->forms[slot].form != form)
		slot = (slot + 1) & (o->form_slots - 1);
	if (o->forms[slot].form == form) {
		*out = o->forms[slot].official;
		return 0;
	}
	struct official *new = NULL;
	int rc = known_form_of(o, form, &known);
	if (rc == 0 && known != NULL)
		rc = make_official(o, known, &new);
	if (rc < 0)
		return rc;
	o->forms[slot] = (struct form_slot){ form, new };
	o->n_forms++;
	*out = new;
	return 0;
}

int officials_form(struct officials *o, int64_t form, const struct official **out)
{
	return official_of(o, form, out);
}

/* --- words -------------------------------------------------------------------------- */

static int add_places(void *ctx, const struct term_stem *stem, int distance)
{
	struct officials *o = ctx;
	struct places_query query = { .lang_slots = o->langs, .max = 4 * MOST_FORMS };

	(void)distance;
	if (stem->forms > 8 * MOST_FORMS)
		return 0;
	return termindex_places(o->checking->db, stem->id, &query, &o->places);
}

static int by_official(const void *a, const void *b)
{
	const struct official *one = *(const struct official *const *)a;
	const struct official *other = *(const struct official *const *)b;

	return one->form->form < other->form->form ? -1
						   : one->form->form > other->form->form;
}

static int fill_word(struct officials *o, struct word_slot *word)
{
	unsigned least = posting_length_step(LEAST_WORDS);
	int rc = 0;

	if (o->places.n == 0)
		return 0;
	word->at = calloc(o->places.n, sizeof(*word->at));
	if (word->at == NULL)
		return err_nomem();
	for (size_t i = 0; rc == 0 && i < o->places.n && word->n <= MOST_FORMS; i++) {
		if (posting_step(o->places.at[i]) < least)
			continue;
		rc = official_of(o, posting_form(o->places.at[i]), &word->at[word->n]);
		word->n += rc == 0 && word->at[word->n] != NULL;
	}
	if (word->n > MOST_FORMS)
		word->n = 0;
	if (word->n > 1)
		qsort(word->at, word->n, sizeof(*word->at), by_official);
	return rc;
}

static int grow_words(struct officials *o)
{
	size_t slots = o->word_slots == 0 ? SLOTS_MIN : o->word_slots * 2;
	struct word_slot *new = calloc(slots, sizeof(*new));

	if (new == NULL)
		return err_nomem();
	for (size_t i = 0; i < o->word_slots; i++) {
		if (o->words[i].key == 0)
			continue;
		size_t slot = o->words[i].key & (slots - 1);
		while (new[slot].key != 0)
			slot = (slot + 1) & (slots - 1);
		new[slot] = o->words[i];
	}
	free(o->words);
	o->words = new;
	o->word_slots = slots;
	return 0;
}

static int ask_for(struct officials *o, struct word_slot *word)
{
	o->places.n = 0;
	int rc = termindex_stemmed(o->checking->db, o->lang, buf_str(&o->folded),
		o->folded.size, add_places, o);
	return rc < 0 ? rc : fill_word(o, word);
}

int officials_with(struct officials *o, const struct reading *r,
	const struct token *token, const struct official *const **out, size_t *n)
{
	*n = 0;
	if (o->n_words * 2 >= o->word_slots && grow_words(o) < 0)
		return BIS_ENOMEM;
	uint64_t key =
		hash_bytes(r->text + token->begin, token->end - token->begin, 7) | 1;
	size_t slot = key & (o->word_slots - 1);
	while (o->words[slot].key != 0 && o->words[slot].key != key)
		slot = (slot + 1) & (o->word_slots - 1);
	struct word_slot *word = &o->words[slot];
	if (word->key == 0) {
		buf_clear(&o->folded);
		int rc = fold_text(FOLD_LOOSE, r->text + token->begin,
			token->end - token->begin, o->lang, &o->folded);
		if (rc == 0)
			rc = ask_for(o, word);
		if (rc < 0) {
			free(word->at);
			*word = (struct word_slot){ 0 };
			return rc;
		}
		word->key = key;
		o->n_words++;
	}
	*out = word->at;
	*n = word->n;
	return 0;
}

/* --- of a checker ------------------------------------------------------------------- */

static int take_lang(void *ctx, int64_t lang, const char *tag)
{
	struct officials *o = ctx;

	if (lang_distance(o->lang, tag) >= 0)
		o->langs[lang < POSTING_LANGS - 1 ? lang : POSTING_LANGS - 1] = true;
	return 0;
}

static int open_officials(struct checking *c, const char *lang, struct officials **out)
{
	cleanup(officials_freep) struct officials *o = calloc(1, sizeof(*o));

	if (o == NULL)
		return err_nomem();
	o->checking = c;
	memcpy(o->lang, lang, strlen(lang) + 1);
	int rc = unit_reader_new(lang, &o->reader);
	if (rc == 0)
		rc = termindex_langs(c->db, take_lang, o);
	if (rc >= 0)
		*out = steal(&o);
	return rc < 0 ? rc : 0;
}

int officials_of(struct reading *r, struct officials **out)
{
	struct checking *c = r->checking;
	size_t n = 0;

	*out = NULL;
	if (*r->lang == '\0' || c->finder == NULL)
		return 0;
	for (struct officials *o = c->keep_bodies; o != NULL; o = o->next, n++)
		if (strcmp(o->lang, r->lang) == 0) {
			*out = o;
			return 0;
		}
	if (n == LANGS_KEPT)
		bodies_forget(c);
	int rc = open_officials(c, r->lang, out);
	if (rc == 0) {
		(*out)->next = c->keep_bodies;
		c->keep_bodies = *out;
	}
	return rc;
}

void bodies_forget(struct checking *c)
{
	for (struct officials *o = c->keep_bodies, *next; o != NULL; o = next) {
		next = o->next;
		officials_free(o);
	}
	c->keep_bodies = NULL;
}
