/* SPDX-License-Identifier: Apache-2.0
 *
 * How a name in a text differs from the official one: in its words, their order, what
 * stands between them, their endings.
 */
#include "config.h"
#include "src/check/align-inside.h"

bool align_in_order(const struct walk *w)
{
	size_t last = 0;

	for (size_t i = 0; i < w->o->n_words; i++) {
		if (w->at[i] == 0)
			continue;
		if (w->at[i] < last)
			return false;
		last = w->at[i];
	}
	return true;
}

/* Whether nothing but its end is missing, and nothing stands in the place of that. */
static bool is_shortened(const struct walk *w)
{
	size_t i = 0, end = 0;

	for (size_t k = 0; k < w->o->n_words; k++)
		if (w->at[k] > end)
			end = w->at[k];
	for (size_t k = end; k <= w->last; k++)
		if (unit_is_owner(&w->units->at[k]))
			return false;

	while (i < w->o->n_words && w->at[i] != 0)
		i++;
	for (; i < w->o->n_words; i++)
		if (w->at[i] != 0)
			return false;
	return true;
}

/* What is between two units, as sums that are equal where the same things are there: the
 * light words, and where among the words it is said whose they are. */
struct between {
	uint64_t light, owners;
};

static struct between between(const struct units *units, size_t first, size_t last)
{
	struct between sum = { 0 };
	uint64_t words = 0;

	for (size_t i = first; i <= last; i++) {
		const struct unit *u = &units->at[i];
		if (u->kind == UNIT_LIGHT)
			sum.light += u->word * 2 + 1;
		else if (unit_is_owner(u))
			sum.owners += u->word * (2 * words + 1);
		else if (!unit_is_passed_over(u))
			words++;
	}
	return sum;
}

/* Where it is said at another place whose it is, prepositions differ for that. */
static bool differs_light(const struct walk *w)
{
	size_t first = w->o->words[0], last = w->o->words[w->o->n_words - 1];
	struct between here = between(w->units, w->first, w->last);
	struct between there = between(&w->o->units, first, last);

	return here.owners == there.owners && here.light != there.light;
}

/* The same words in another number or case. */
static bool differs_ending(const struct walk *w)
{
	for (size_t i = 0; i < w->o->n_words; i++)
		if (w->at[i] != 0 &&
			!unit_is_respelt(&w->units->at[w->at[i] - 1], word_of(w->o, i)) &&
			!w->units->at[w->at[i] - 1].misprint &&
			w->units->at[w->at[i] - 1].word == word_of(w->o, i)->word &&
			w->units->at[w->at[i] - 1].form != word_of(w->o, i)->form)
			return true;
	return false;
}

unsigned align_differences(const struct walk *w)
{
	size_t missing = w->o->n_words - w->matched;
	unsigned differs = 0;

	if (w->alike > 0)
		differs |= DIFFERS_WORD;
	if (!align_in_order(w))
		differs |= DIFFERS_ORDER;
	if (w->extra > 0)
		differs |= DIFFERS_MORE;
	if (missing > 0)
		differs |= is_shortened(w) ? DIFFERS_SHORTENED : DIFFERS_LESS;
	if (differs == 0 && differs_light(w))
		differs |= DIFFERS_LIGHT;
	if (w->respelt)
		differs |= DIFFERS_SPELT;
	if (w->misprint != NULL)
		differs |= DIFFERS_SPELLING;
	if (differs_ending(w))
		differs |= DIFFERS_ENDING;
	return differs;
}

/* Words before and behind where it is first said whose it is. */
struct owned {
	size_t before, behind;
	bool said;
};

static struct owned owned(const struct units *units, size_t first, size_t last)
{
	struct owned o = { 0 };

	for (size_t i = first; i <= last; i++) {
		const struct unit *u = &units->at[i];
		if (unit_is_owner(u))
			o.said = true;
		else if (u->kind == UNIT_WORD || u->kind == UNIT_RANK)
			*(o.said ? &o.behind : &o.before) += 1;
	}
	return o;
}

static bool in_the_middle(const struct owned *o)
{
	return o->before >= 2 && o->behind >= 2;
}

bool align_differs_owner(const struct walk *w)
{
	struct owned here = owned(w->units, w->first, w->last);
	struct owned there = owned(&w->o->units, 0, w->o->units.n - 1);

	if (!here.said || !there.said ||
		(!in_the_middle(&here) && !in_the_middle(&there)))
		return false;
	return here.before > there.before + 1 || there.before > here.before + 1;
}
