/* SPDX-License-Identifier: Apache-2.0
 *
 * Forms the base knows to be no official names: other wordings of one, misspellings, and
 * names of countries of which a word is left out.
 */
#include "config.h"
#include "src/check/variant-inside.h"

#include <string.h>

/* The same letters may be a right form of something. */
static bool is_right_elsewhere(const struct reading *r, const struct mention *m)
{
	for (size_t i = mentions_near(r, m->begin);
		i < r->mentions.n && r->mentions.at[i].begin <= m->begin; i++)
		if (r->mentions.at[i].begin == m->begin &&
			r->mentions.at[i].end >= m->end &&
			variant_is_right(r->mentions.at[i].form->status))
			return true;
	return false;
}

int variant_tell_misspellings(const struct rule *rule, struct reading *r, unsigned kinds)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->mentions.n; i++) {
		const struct mention *m = &r->mentions.at[i];
		const struct known_form *approved;
		if (m->hidden || !m->same_lang || (kinds >> m->form->kind & 1) == 0 ||
			!is_misspelling(m->form) || is_right_elsewhere(r, m))
			continue;
		rc = mention_approved(r->checking->finder, m->form->concept, r->lang,
			r->date, &approved);
		if (rc < 0 || approved == NULL)
			continue;
		struct found f = { .rule = rule,
			.severity = SEVERITY_WARNING,
			.begin = m->begin,
			.end = m->end,
			.concept = m->form->key,
			.why = m->form->note,
			.fix = m->inflected ? NULL : approved->text };
		rc = found_say(r, &f, "misspelt: write \"%s\"", approved->text);
	}
	return rc;
}

static bool is_other_name(const struct hunt *h, const struct mention *m)
{
	const struct known_form *f = m->form;

	return !m->hidden && m->same_lang && (h->kinds >> f->kind & 1) != 0 &&
	       f->status == STATUS_LOOKUP && m->n_tokens >= 3 &&
	       !is_misspelling(m->form) &&
	       (f->form_kind == FORM_VARIANT || f->form_kind == FORM_FULL);
}

/* The units of a mention: [*first..*last]; false where it begins or ends inside one. */
static bool units_at(
	const struct hunt *h, const struct mention *m, size_t *first, size_t *last)
{
	size_t low = 0, high = h->units.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (h->units.at[middle].begin < m->begin)
			low = middle + 1;
		else
			high = middle;
	}
	*first = *last = low;
	while (*last + 1 < h->units.n && h->units.at[*last + 1].end <= m->end)
		++*last;
	return low < h->units.n && h->units.at[low].end <= m->end;
}

/* Other full names that are known. */
int variant_tell_lookups(struct hunt *h)
{
	const struct mentions *m = &h->r->mentions;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < m->n; i++) {
		size_t first, last;
		if (is_other_name(h, &m->at[i]) && !is_right_elsewhere(h->r, &m->at[i]) &&
			units_at(h, &m->at[i], &first, &last))
			rc = variant_tell_lookup(h, m->at[i].form, first, last);
	}
	return rc;
}

/* --- whose own name ----------------------------------------------------------------- */

/* The body that is named within a unit: Uzbekistan in "Republic Uzbekistan". */
static const struct mention *body_in(const struct reading *r, const struct unit *u)
{
	for (size_t i = mentions_near(r, u->begin);
		i < r->mentions.n && r->mentions.at[i].begin < u->end; i++) {
		const struct mention *m = &r->mentions.at[i];
		if (m->begin >= u->begin && m->end <= u->end &&
			m->form->kind == KIND_BODY && m->same_lang)
			return m;
	}
	return NULL;
}

static int tell_owner(struct hunt *h, const struct unit *u)
{
	struct reading *r = h->r;
	const struct mention *m = body_in(r, u);
	const struct known_form *approved = NULL;

	if (m == NULL || (m->begin == u->begin && m->end == u->end))
		return 0;
	int rc = mention_approved(
		r->checking->finder, m->form->concept, r->lang, r->date, &approved);
	if (rc < 0 || approved == NULL)
		return rc;
	struct found f = { .rule = h->rule,
		.severity = h->rule->severity,
		.begin = u->begin,
		.end = u->end,
		.concept = approved->key,
		.fix = approved->text };
	return found_say(r, &f, "a word is missing: write \"%s\"", approved->text);
}

/* The official name that is nothing but that of the owner, by a word of it. */
static const struct official *sole_name(
	const struct official *const *names, size_t n, uint64_t owner)
{
	for (size_t i = 0; i < n; i++)
		if (names[i]->sole == owner && variant_is_right(names[i]->form->status))
			return names[i];
	return NULL;
}

/* The first token that begins there, or behind it. */
static size_t tokens_from(const struct tokens *tokens, size_t begin)
{
	size_t low = 0, high = tokens->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (tokens->at[middle].begin < begin)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int name_of_owner(
	struct hunt *h, const struct unit *u, const struct official **out)
{
	const struct tokens *tokens = &h->r->tokens;
	int rc = 0;

	*out = NULL;
	for (size_t i = tokens_from(tokens, u->begin);
		rc == 0 && *out == NULL && i < tokens->n && tokens->at[i].begin < u->end;
		i++) {
		const struct official *const *names = NULL;
		const struct token *t = &tokens->at[i];
		size_t n = 0;
		if (t->kind == TOKEN_WORD || t->kind == TOKEN_CHARACTER)
			rc = officials_with(h->officials, h->r->text + t->begin,
				t->end - t->begin, &names, &n);
		*out = sole_name(names, n, u->word);
	}
	return rc;
}

static bool is_in_right_name(const struct reading *r, const struct unit *u)
{
	for (size_t i = mentions_near(r, u->begin);
		i < r->mentions.n && r->mentions.at[i].begin <= u->begin; i++)
		if (r->mentions.at[i].end >= u->end &&
			variant_is_right(r->mentions.at[i].form->status))
			return true;
	return false;
}

/* The name of an organisation with a misprint in it, another preposition, or its words in
 * another order. */
static int tell_misspelt_owner(struct hunt *h, const struct unit *u)
{
	const struct official *o;
	int rc = name_of_owner(h, u, &o);

	if (rc < 0 || o == NULL || is_in_right_name(h->r, u))
		return rc;
	struct found f = { .rule = h->rule,
		.severity = h->rule->severity,
		.begin = u->begin,
		.end = u->end,
		.concept = o->form->key,
		.why = u->misprint ? "misprint"
		       : u->turned ? "other word order"
				   : "another preposition",
		.fix = h->cases ? NULL : o->form->text };
	return found_say(h->r, &f, "the official name is \"%s\"", o->form->text);
}

int variant_tell_owners(struct hunt *h)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < h->units.n; i++) {
		const struct unit *u = &h->units.at[i];
		if (!unit_is_owner(u) || !u->several)
			continue;
		bool org = u->kind == UNIT_ORG;
		if (u->misprint || (org && (u->loose || u->turned || u->split)))
			rc = tell_misspelt_owner(h, u);
		else if (u->split && !h->cases)
			rc = tell_owner(h, u);
	}
	return rc;
}
