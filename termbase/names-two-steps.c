/* SPDX-License-Identifier: Apache-2.0
 *
 * Reasons of two steps: spellings that are both renderings of one letter, or of a letter and
 * the one it becomes in another language.
 */
#include "config.h"

#include "termbase/names-explain.h"

#include <string.h>

/* Whether a letter of one language is written as the other letter in another language's
 * spelling of the same script (ҳ of Tajik as х in Russian). */
static bool becomes(
	const struct explaining *e, const struct giver *x, const struct giver *y)
{
	const struct given_rows *g = e->n->given;
	uint8_t of_x = g->language[x->at];

	if (!is_written_in(g, of_x, g->language[y->at]))
		return false;
	struct given_run run = given_from(e->n, x->from);
	for (; run.at < run.end; run.at++) {
		const struct given *row = &run.rows[*run.at];

		if (g->language[row->system] != of_x)
			continue;
		const struct system *s = systems_at(e->n->systems, row->system);
		const struct system_row *r = &s->rows[row->row];
		if (!strcmp(s->from_script, s->to_script) &&
			!strcmp(r->renderings[row->which], y->row->source) &&
			!strcmp(r->source, x->row->source) &&
			same_language(s->to, y->system->from))
			return true;
	}
	return false;
}

/* The one of two whose language has the letter behind both; NULL where none is. */
static const struct giver *behind_both(
	const struct explaining *e, const struct giver *x, const struct giver *y)
{
	const uint8_t *language = e->n->given->language;

	if (language[x->at] != language[y->at])
		return becomes(e, x, y) ? x : becomes(e, y, x) ? y : NULL;
	return strcmp(x->row->source, y->row->source) ? NULL : x;
}

static void say_two_ways(struct explaining *e, const struct difference *d,
	const struct giver *x, const struct giver *y)
{
	clause(e, "");
	if (x->system == y->system) {
		buf_addf(e->why, "%s → ", x->row->source);
		say_difference(e, d, e->swapped, " or ");
		buf_addf(e->why, " (%s)", x->system->name);
		return;
	}
	buf_addf(e->why, "%s → ", x->row->source);
	say_side(e, d, e->swapped);
	buf_addf(e->why, " (%s) against %s → ", x->system->name, y->row->source);
	say_side(e, d, !e->swapped);
	buf_addf(e->why, " (%s)", y->system->name);
}

/* Looks up the rows that give either side; false where both sides can't come from one
 * letter. */
static bool find_both(struct explaining *e, const struct difference *d)
{
	if (left_script(e, d) != right_script(e, d) || !d->n_left || !d->n_right)
		return false;
	find_givers(
		e, IN_OTHER, left_script(e, d), NULL, 0, d->left, d->n_left, &e->left);
	find_givers(e, IN_OTHER, right_script(e, d), NULL, 0, d->right, d->n_right,
		&e->right);
	return e->left.n && e->right.n;
}

bool two_steps(struct explaining *e, const struct difference *d, struct two_steps *out)
{
	int best = -1;

	*out = (struct two_steps){ NULL, NULL };
	if (!find_both(e, d))
		return false;
	for (size_t i = 0; i < e->left.n; i++)
		for (size_t j = 0; j < e->right.n; j++) {
			const struct giver *x = &e->left.at[i], *y = &e->right.at[j];
			int merit = standing(e, e->merit_left, x) +
				    standing(e, e->merit_right, y);

			if (merit <= best || !may_name(e, x) || !may_name(e, y) ||
				!behind_both(e, x, y))
				continue;
			best = merit;
			*out = (struct two_steps){ x, y };
		}
	return out->left;
}

/* The language that has the letter behind both gains. */
static void two_steps_gain(const struct explaining *e, const struct giver *x,
	const struct giver *y, uint8_t gains[SYSTEMS_MAX])
{
	const uint8_t *language = e->n->given->language;
	uint8_t of_x = language[x->at], of_y = language[y->at];
	uint8_t by = x->gain < y->gain ? x->gain : y->gain;

	if (of_x == of_y) {
		if (by > gains[of_x] && !strcmp(x->row->source, y->row->source))
			gains[of_x] = by;
		return;
	}
	if (by > gains[of_x] && becomes(e, x, y))
		gains[of_x] = by;
	if (by > gains[of_y] && becomes(e, y, x))
		gains[of_y] = by;
}

void two_step_gains(
	struct explaining *e, const struct difference *d, uint8_t gains[SYSTEMS_MAX])
{
	if (!find_both(e, d))
		return;
	for (size_t i = 0; i < e->left.n; i++)
		for (size_t j = 0; j < e->right.n; j++)
			two_steps_gain(e, &e->left.at[i], &e->right.at[j], gains);
}

/* "х → kh (ICAO 9303) against ҳ → h (BGN/PCGN Tajik)": both spellings are renderings of
 * one letter, or of a letter and the one it becomes in another language. */
bool say_two_steps(struct explaining *e, const struct difference *d)
{
	struct two_steps found;

	/* of a name that may be of any language, any would do */
	if (!e->has_tongue || !two_steps(e, d, &found))
		return false;
	if (e->swapped)
		say_two_ways(e, d, found.right, found.left);
	else
		say_two_ways(e, d, found.left, found.right);
	return true;
}

/* How a letter is written in another language's spelling of the same script. */
static const struct system *within_as(const struct explaining *e, const struct giver *x,
	const char32_t *letters, size_t n)
{
	struct given_run run = given_to(e->n, n ? letters[0] : 0);

	for (; run.at < run.end; run.at++) {
		const struct given *g = &run.rows[*run.at];
		const struct system *s = systems_at(e->n->systems, g->system);

		if (!strcmp(s->from_script, s->to_script) &&
			same_language(s->from, x->system->from) &&
			given_is(e->n, g->to, g->n_to, letters, n) &&
			!strcmp(s->rows[g->row].source, x->row->source))
			return s;
	}
	return NULL;
}

/* Whether a system of the language the ending tells makes one letter the other. */
static bool is_written_so(struct explaining *e, const char32_t *source, size_t n_source,
	const char32_t *letters, size_t n)
{
	struct givers *g = &e->right;

	find_givers(e, script_number(source[0]), script_number(letters[0]), source,
		n_source, letters, n, g);
	for (size_t i = 0; i < g->n; i++)
		if (g->at[i].first && same_language(g->at[i].system->from, e->hint))
			return true;
	return false;
}

/* "ҳ → h (BGN/PCGN Tajik) against ҳ → х (Tajik names in Russian)": the name's own language,
 * which an ending tells, has a letter behind both. */
bool say_through(struct explaining *e, const struct difference *d)
{
	bool latin_left = left_script(e, d) == IN_LATIN;
	const char32_t *latin = latin_left ? d->left : d->right;
	const char32_t *other = latin_left ? d->right : d->left;
	size_t n_latin = latin_left ? d->n_left : d->n_right;
	size_t n_other = latin_left ? d->n_right : d->n_left;
	struct givers *g = &e->left;

	if (left_script(e, d) == right_script(e, d) || !n_latin || !n_other ||
		(!latin_left && right_script(e, d) != IN_LATIN))
		return false;
	find_givers(e, IN_OTHER, IN_LATIN, NULL, 0, latin, n_latin, g);
	for (size_t i = 0; i < g->n; i++) {
		const struct giver *x = &g->at[i];
		const struct system *s;

		if (!x->first || !same_language(x->system->from, e->hint) ||
			is_written_so(e, other, n_other, latin, n_latin))
			continue;
		s = within_as(e, x, other, n_other);
		if (!s)
			continue;
		clause(e, "");
		buf_addf(e->why, "%s → ", x->row->source);
		say_side(e, d, !latin_left);
		buf_addf(e->why, " (%s) against %s → ", x->system->name, x->row->source);
		say_side(e, d, latin_left);
		buf_addf(e->why, " (%s)", s->name);
		return true;
	}
	return false;
}
