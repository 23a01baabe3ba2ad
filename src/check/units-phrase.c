/* SPDX-License-Identifier: Apache-2.0
 *
 * Where in a text several words are one of the table: in their order, with light words
 * and hyphens between them, and names of organisations in any.
 */
#include "config.h"
#include "src/check/units-inside.h"

#include <string.h>

#include "src/text/letters.h"

static size_t first_phrase(const struct unit_reader *u, uint64_t stem)
{
	size_t low = 0, high = u->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (u->phrases[middle].stems[0] < stem)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool is_light_here(
	const struct unit_reader *u, const struct unit *unit, uint64_t *light)
{
	if (unit->kind != UNIT_WORD)
		return false;
	for (size_t i = first_phrase(u, unit->word);
		i < u->n && u->phrases[i].stems[0] == unit->word; i++) {
		const struct phrase *p = &u->phrases[i];
		if (p->n != 1 || (p->kind != UNIT_LIGHT && p->kind != UNIT_ARTICLE))
			continue;
		*light += p->kind == UNIT_LIGHT ? unit->word : 0;
		return true;
	}
	return false;
}

static bool is_hyphen(const char *text, const struct unit *unit)
{
	const char *at = text + unit->begin;

	return unit->kind == UNIT_COMMA &&
	       (*at == '-' || (unit->end - unit->begin == 3 && memcmp(at, "‑", 3) == 0) ||
		       (unit->end - unit->begin == 3 && memcmp(at, "–", 3) == 0));
}

/* Light words may stand within names of organisations that have none: "Shanghai
 * Organisation for Cooperation" is told, and is still read as that. */
static bool may_be_loose(const struct phrase *p)
{
	return p->inside || (p->kind == UNIT_ORG && p->n > 2);
}

/* Units from `at` on that are the phrase, light words (their sum goes to *light) and
 * hyphens between them passed over; 0 where they are not. */
static size_t phrase_at(const struct unit_reader *u, const struct phrase *p,
	const char *text, const struct units *units, size_t at, uint64_t *light)
{
	size_t i = at;

	*light = 0;
	for (size_t k = 0; k < p->n; i++) {
		if (i >= units->n)
			return 0;
		const struct unit *unit = &units->at[i];
		if (unit->kind == UNIT_WORD && unit->word == p->stems[k]) {
			k++;
		} else if (k > 0 && may_be_loose(p) && is_light_here(u, unit, light)) {
			continue;
		} else if (k == 0 || !is_hyphen(text, unit)) {
			return 0;
		}
	}
	return i - at;
}

/* The same of a phrase whose words stand in another order, all with capitals where the
 * letters have any. */
static size_t turned_at(const struct unit_reader *u, const struct phrase *p,
	const char *text, const struct units *units, size_t at, uint64_t *light)
{
	unsigned found = 0;
	size_t i = at, n = 0;
	bool han = unit_lang_is_han(u->lang);

	for (*light = 0; n < p->n; i++) {
		if (i >= units->n)
			return 0;
		const struct unit *unit = &units->at[i];
		size_t k = 0;
		while (k < p->n && ((found >> k & 1) != 0 || unit->word != p->stems[k]))
			k++;
		if (unit->kind == UNIT_WORD && k < p->n && (han || unit->capital)) {
			found |= 1u << k;
			n++;
		} else if (n == 0 || han ||
			   (!is_light_here(u, unit, light) && !is_hyphen(text, unit))) {
			return 0;
		}
	}
	return i - at;
}

bool units_in_capitals(const char *text, const struct unit *unit)
{
	const char *end = text + unit->end;

	end -= unit->end - unit->begin -
	       units_without_s(text + unit->begin, unit->end - unit->begin);
	if (end - (text + unit->begin) < 2)
		return false;
	for (const char *at = text + unit->begin; at < end;) {
		size_t left = (size_t)(end - at), step = 1;
		while (step < left && ((unsigned char)at[step] & 0xC0) == 0x80)
			step++;
		if (!begins_capital(at, step))
			return false;
		at += step;
	}
	return true;
}

const struct phrase *units_longest_at(const struct unit_reader *u, const char *text,
	const struct units *units, size_t at, size_t *size, uint64_t *light)
{
	const struct unit *first = &units->at[at];

	if (first->kind != UNIT_WORD)
		return NULL;
	for (size_t i = first_phrase(u, first->word);
		i < u->n && u->phrases[i].stems[0] == first->word; i++) {
		const struct phrase *p = &u->phrases[i];
		if (p->acronym && !units_in_capitals(text, first))
			continue;
		*size = p->turned ? turned_at(u, p, text, units, at, light)
				  : phrase_at(u, p, text, units, at, light);
		if (*size > 0)
			return p;
	}
	return NULL;
}
