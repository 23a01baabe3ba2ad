/* SPDX-License-Identifier: Apache-2.0
 *
 * What stands beside a name in a text and belongs to it, or says that it is another:
 * whose it is, "Member States", years.
 */
#include "config.h"
#include "src/check/align-inside.h"

/* --- whose it is ------------------------------------------------------------------ */

/* Behind a comma, or "and", "the SCO Convention" is another name. */
static bool begins_name(const struct unit *owner, const struct unit *end)
{
	const struct unit *next = owner + 1;

	return next < end && next->kind == UNIT_WORD && next->capital &&
	       units_touch(owner, next);
}

/* The unit right before it that says whose it is, "member states" between passed over;
 * the first unit of it where there is none. */
static size_t owner_before(const struct walk *w, size_t begin)
{
	const struct unit *at = w->units->at;
	size_t i = w->first;

	if (i >= begin + 2 && at[i - 1].kind == UNIT_ARTICLE && at[i - 1].several)
		i--;
	return i > begin && unit_is_owner(&at[i - 1]) ? i - 1 : w->first;
}

/* Whose it is, as the text says around it: takes it into the name; false where that is
 * somebody else. */
bool align_take_owners(struct walk *w, size_t begin, size_t end, bool *country)
{
	const struct unit *at = w->units->at;
	size_t i = w->last + 1;

	for (size_t k = w->first; k <= w->last; k++)
		*country |= at[k].kind == UNIT_COUNTRY;
	for (size_t light = 0, commas = 0; i < end && light <= ALIGN_LIGHT_RUN; i++) {
		commas += at[i].kind == UNIT_COMMA || at[i].join;
		if (unit_is_owner(&at[i])) {
			if (commas > 0 && begins_name(&at[i], &at[end]))
				break;
			if (align_is_anybodys(w->o))
				break;
			if (!align_has_owner(w->o, at[i].word))
				return false;
			*country |= at[i].kind == UNIT_COUNTRY;
			if (align_is_among(w->o, at[i].word, w->o->n_own))
				w->last = i;
			light = commas = 0;
		} else if (at[i].kind == UNIT_LIGHT || unit_is_passed_over(&at[i])) {
			light++;
		} else {
			break;
		}
	}
	size_t owner = owner_before(w, begin);
	if (owner == w->first || align_is_anybodys(w->o))
		return true;
	if (!align_has_owner(w->o, at[owner].word))
		return false;
	*country |= at[owner].kind == UNIT_COUNTRY;
	if (align_is_among(w->o, at[owner].word, w->o->n_own))
		w->first = owner;
	return true;
}

/* "Member States" belongs to whose it is. */
void align_take_members(struct walk *w, size_t end)
{
	const struct unit *next = &w->units->at[w->last + 1];

	if (w->last + 1 < end && unit_is_owner(&w->units->at[w->last]) &&
		next->kind == UNIT_ARTICLE && next->several)
		w->last++;
}

/* Numbers beside it that are the name's: the year of a convention. */
void align_take_numbers(struct walk *w, size_t begin, size_t end)
{
	const struct unit *at = w->units->at;

	if (w->first > begin && at[w->first - 1].kind == UNIT_NUMBER &&
		align_has_number(w->o, at[w->first - 1].word))
		w->first--;
	for (size_t i = w->last + 1, light = 0; i < end && light <= ALIGN_LIGHT_RUN;
		i++) {
		if (at[i].kind == UNIT_NUMBER && align_has_number(w->o, at[i].word))
			w->last = i;
		else if (at[i].kind != UNIT_LIGHT && !unit_is_passed_over(&at[i]))
			break;
		light = w->last == i ? 0 : light + 1;
	}
}

/* --- years ------------------------------------------------------------------------ */

static bool is_year(const struct unit *u)
{
	return u->kind == UNIT_NUMBER && u->word >= 1900 && u->word < 2100;
}

/* "2018–2022" at units i to i + 2, where one year is the name's and the other is not. */
static bool is_other_span(const struct walk *w, size_t i)
{
	const struct unit *at = w->units->at;

	if (i + 2 >= w->units->n || !is_year(&at[i]) || !is_year(&at[i + 2]) ||
		at[i + 1].kind != UNIT_COMMA || at[i].end != at[i + 1].begin ||
		at[i + 1].end != at[i + 2].begin)
		return false;
	return align_has_number(w->o, at[i].word) !=
	       align_has_number(w->o, at[i + 2].word);
}

bool align_take_span(struct walk *w, size_t i)
{
	if (!is_other_span(w, i))
		return false;
	w->other_year = true;
	w->years = align_has_number(w->o, w->units->at[i].word) ? 2 : 1;
	return true;
}

/* Years beside a name that is whole, one of which is not the name's. */
void align_take_other_span(struct walk *w, size_t begin, size_t end)
{
	const struct unit *at = w->units->at;
	size_t first = w->first, next = w->last + 1;

	if (w->other_year || !align_is_whole(w))
		return;
	if (first > begin && unit_is_owner(&at[first - 1]))
		first--;
	while (next < end && next <= w->last + ALIGN_LIGHT_RUN &&
		(at[next].kind == UNIT_LIGHT || unit_is_passed_over(&at[next]) ||
			(unit_is_owner(&at[next]) &&
				align_has_owner(w->o, at[next].word))))
		next++;
	if (first >= begin + 3 && align_take_span(w, first - 3))
		w->first = first - 3;
	else if (next < end && align_take_span(w, next))
		w->last = next + 2;
}

/* The year of a name that begins with one. */
void align_count_number_before(struct walk *w, size_t begin)
{
	const struct unit *before = &w->units->at[w->first] - 1;

	w->numbers += w->first > begin && before->kind == UNIT_NUMBER &&
		      align_has_number(w->o, before->word);
}
