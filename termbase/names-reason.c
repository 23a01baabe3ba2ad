/* SPDX-License-Identifier: Apache-2.0
 *
 * The words of a reason: clauses, which share what stands in brackets behind them, and
 * what is said of a single difference: the system that makes it, two systems that made
 * both sides, habit, or that no rule does.
 */
#include "config.h"

#include "termbase/names-explain.h"

#include <string.h>

#include "src/text/letters.h"
#include "src/text/utf8.h"

void end_clause(struct explaining *e)
{
	if (e->tail.size)
		buf_addf(e->why, " (%s)", buf_str(&e->tail));
	buf_clear(&e->tail);
}

/* Begins a clause that ends with `tail` in brackets ("" nothing): clauses of one tail
 * share it. */
void clause(struct explaining *e, const char *tail)
{
	if (e->began && *tail && !strcmp(tail, buf_str(&e->tail))) {
		buf_adds(e->why, ", ");
		return;
	}
	end_clause(e);
	if (e->began)
		buf_adds(e->why, "; ");
	e->began = true;
	buf_set(&e->tail, tail);
}

static void add_letters(struct buf *out, const char32_t *letters, size_t n)
{
	char utf8[4];

	for (size_t i = 0; i < n; i++)
		buf_add(out, utf8, utf8_put(utf8, (int32_t)letters[i]));
}

/* A part of a name: with the capital that reading took away. */
void add_part(struct buf *out, const struct name_part *part)
{
	size_t n = part->n < 64 ? part->n : 64;
	char32_t first = n ? (char32_t)letter_capital((int32_t)part->letters[0]) : 0;

	if (!n)
		return;
	add_letters(out, &first, 1);
	if (n > 1)
		add_letters(out, part->letters + 1, n - 1);
}

/* ---- a difference ---- */

void say_side(struct explaining *e, const struct difference *d, bool right)
{
	if (right)
		add_letters(e->why, d->right, d->n_right);
	else
		add_letters(e->why, d->left, d->n_left);
}

void say_difference(struct explaining *e, const struct difference *d, bool right_first,
	const char *sign)
{
	say_side(e, d, right_first);
	buf_adds(e->why, sign);
	say_side(e, d, !right_first);
}

/* The side that has letters, where the other has none; false where both have. */
static bool say_lone_side(struct explaining *e, const struct difference *d)
{
	if (d->n_left && d->n_right)
		return false;
	say_side(e, d, !d->n_left);
	return true;
}

/* "ҳ → h"; "ь left out"; "o added" to what leaves its vowels unwritten. */
static void say_step(struct explaining *e, const struct difference *d, bool back)
{
	if (say_lone_side(e, d))
		buf_adds(e->why, !d->n_left == back ? " left out" : " added");
	else
		say_difference(e, d, back, " → ");
}

/* "ҳ → h (BGN/PCGN Tajik)" */
static bool say_one_step(struct explaining *e, const struct difference *d)
{
	struct givers *g = &e->left;
	const struct giver *best = NULL, *second = NULL;
	cleanup(buf_free) struct buf tail = BUF_INIT;
	bool back;

	one_step(e, d, g, &back);
	for (size_t i = 0; i < g->n; i++) {
		const struct giver *at = &g->at[i];

		if ((best && at->system == best->system) || !may_name(e, at))
			continue;
		if (!best || standing(e, e->merit, at) > standing(e, e->merit, best))
			second = best, best = at;
		else if (!second ||
			 standing(e, e->merit, at) > standing(e, e->merit, second))
			second = at;
	}
	if (!best)
		return false;
	buf_set(&tail, best->system->name);
	/* a second one only where it explains as much */
	if (second && e->merit[second->at] == e->merit[best->at] &&
		e->likely[second->at] + LIKELY_NEAR >= e->likely[best->at] &&
		same_language(second->system->from, best->system->from))
		buf_addf(&tail, ", %s", second->system->name);
	clause(e, buf_str(&tail));
	say_step(e, d, back);
	return true;
}

/* Counts the usual systems between the scripts that write a letter, and those whose own
 * rendering is this. */
static void row_use(const struct namer *n, enum name_script from, enum name_script to,
	const char32_t *source, size_t n_source, const char32_t *letters, size_t count,
	size_t *with, size_t *given)
{
	struct given_run run = given_from(n, n_source ? source[0] : 0);
	int last_with = -1, last_given = -1;

	for (; run.at < run.end; run.at++) {
		const struct given *g = &run.rows[*run.at];
		const struct system *s = systems_at(n->systems, g->system);

		if (g->which || !system_is_usual(s) ||
			strcmp(s->from_script, script_tag(from)) ||
			strcmp(s->to_script, script_tag(to)) ||
			!given_is(n, g->source, g->n_source, source, n_source))
			continue;
		*with += last_with != g->system;
		last_with = g->system;
		if (last_given == g->system ||
			!given_is(n, g->to, g->n_to, letters, count))
			continue;
		++*given;
		last_given = g->system;
	}
}

static struct difference letter_of(const struct difference *d, size_t i)
{
	return (struct difference){ .left = { d->left[i] },
		.right = { d->right[i] },
		.n_left = 1,
		.n_right = 1 };
}

/* Letter by letter, where each letter is one of the other. */
static bool is_plain_run(const struct explaining *e, const struct difference *d)
{
	if (d->n_left < 2 || d->n_left != d->n_right)
		return false;
	for (size_t i = 0; i < d->n_left; i++) {
		struct difference one = letter_of(d, i);

		if (!is_plain(e, &one))
			return false;
	}
	return true;
}

bool is_plain(const struct explaining *e, const struct difference *d)
{
	enum name_script left = left_script(e, d), right = right_script(e, d);
	size_t with = 0, given = 0;

	row_use(e->n, left, right, d->left, d->n_left, d->right, d->n_right, &with,
		&given);
	if (left != right)
		row_use(e->n, right, left, d->right, d->n_right, d->left, d->n_left,
			&with, &given);
	return (with && given * 4 >= with * 3) || is_plain_run(e, d);
}

/* Letter by letter, where as many stand on both sides. */
static bool say_each(struct explaining *e, const struct difference *d)
{
	if (d->n_left != d->n_right || d->n_left < 2 || d->unexplained)
		return false;
	for (size_t i = 0; i < d->n_left; i++) {
		struct difference one = letter_of(d, i);

		say_difference_found(e, &one);
	}
	return true;
}

/* What forbids that the names are one says enough of what no rule explains. */
static void say_unexplained(struct explaining *e, const struct difference *d)
{
	if (e->forbidden)
		return;
	clause(e, "");
	if (say_lone_side(e, d)) {
		buf_adds(e->why, " on one side only, by no rule");
		return;
	}
	buf_adds(e->why, "no rule for ");
	say_difference(e, d, e->swapped, " against ");
}

/* What no system prescribes but people write. */
static void say_habit(struct explaining *e, const struct difference *d)
{
	clause(e, "met in print, in no system");
	if (say_lone_side(e, d))
		buf_adds(e->why, " on one side only");
	else
		say_difference(e, d, e->swapped, " = ");
}

void say_difference_found(struct explaining *e, const struct difference *d)
{
	if (!d->unexplained && left_script(e, d) != right_script(e, d) && is_plain(e, d))
		return;
	if (d->unexplained) {
		say_unexplained(e, d);
		return;
	}
	/* between Latin letters a letter behind both tells more than one of them made the
	 * other */
	if (left_script(e, d) == IN_LATIN && say_two_steps(e, d))
		return;
	if (*e->hint && say_through(e, d))
		return;
	if (say_one_step(e, d) || say_two_steps(e, d) || say_each(e, d))
		return;
	say_habit(e, d);
}
