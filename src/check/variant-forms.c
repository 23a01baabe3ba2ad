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

static int tell_owner(const struct rule *rule, struct reading *r, const struct unit *u)
{
	const struct mention *m = body_in(r, u);
	const struct known_form *approved = NULL;

	if (m == NULL || (m->begin == u->begin && m->end == u->end))
		return 0;
	int rc = mention_approved(
		r->checking->finder, m->form->concept, r->lang, r->date, &approved);
	if (rc < 0 || approved == NULL)
		return rc;
	struct found f = { .rule = rule,
		.severity = rule->severity,
		.begin = u->begin,
		.end = u->end,
		.concept = approved->key,
		.fix = approved->text };
	return found_say(r, &f, "a word is missing: write \"%s\"", approved->text);
}

int variants_tell_owners(const struct rule *rule, struct reading *r)
{
	cleanup(unit_list_finish) struct units units = { 0 };
	struct officials *officials;
	int rc = officials_of(r, &officials);

	if (rc < 0 || officials == NULL || variant_has_cases(r->lang))
		return rc;
	rc = unit_reader_read(officials_units(officials), r->text, &r->tokens, &units);
	for (size_t i = 0; rc == 0 && i < units.n; i++)
		if (units.at[i].split && unit_is_owner(&units.at[i]))
			rc = tell_owner(rule, r, &units.at[i]);
	return rc;
}
