/* SPDX-License-Identifier: Apache-2.0
 *
 * Official names of the base, taken apart, and kept for the life of a checker.
 *
 * Nothing is read before a text has a word of it; which names that are is found by
 * officials-words.c.
 */
#include "config.h"
#include "src/check/officials-inside.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/store/nameindex.h"
#include "src/store/termindex.h"
#include "src/text/letters.h"
#include "src/text/utf8.h"

#define SLOTS_MIN 1024u
#define LANGS_KEPT 8
#define PARENTS 3 /* how far up it is asked whose a body is */

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

static bool is_caseless(const char *text)
{
	int32_t c = utf8_next(&text, text + strlen(text));

	return letter_small(c) == c && letter_capital(c) == c;
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
		new->sole = sole_owner(&new->units);
		new->caseless = is_caseless(form->text);
		rc = add_parents(o, new);
	}
	if (rc < 0 || (new->n_words < 2 && new->sole == 0) ||
		new->n_words > OFFICIAL_WORDS || new->units.n > 255) {
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

int official_of(struct officials *o, int64_t form, const struct official **out)
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
	int rc = official_of(o, form, out);

	if (*out != NULL && (*out)->n_words < 2)
		*out = NULL;
	return rc;
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
	o->han = unit_lang_is_han(lang);
	o->cases = unit_lang_has_cases(lang);
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
