/* SPDX-License-Identifier: Apache-2.0
 *
 * Why two names may or may not be one, in words.  A name that is exactly how a system
 * writes the other is said to be that; otherwise each difference is traced to the rows of
 * the systems that make it, and the systems that explain most of the name are named.
 */
#include "config.h"

#include "termbase/names-explain.h"

#include <string.h>

#include "src/base/err.h"
#include "src/text/utf8.h"

static void free_explaining(struct explaining **e)
{
	if (*e)
		buf_free(&(*e)->tail);
	free(*e);
}

static void end_clause(struct explaining *e)
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

	if (!n)
		buf_adds(out, "nothing");
	for (size_t i = 0; i < n; i++)
		buf_add(out, utf8, utf8_put(utf8, (int32_t)letters[i]));
}

/* ---- what differs ---- */

static bool same_difference(const struct difference *x, const struct difference *y)
{
	return x->n_left == y->n_left && x->n_right == y->n_right &&
	       !memcmp(x->left, y->left, x->n_left * sizeof(x->left[0])) &&
	       !memcmp(x->right, y->right, x->n_right * sizeof(x->right[0]));
}

/* Without what both begin and end with, as long as something is left of both. */
static void trim(struct difference *d)
{
	while (d->n_left > 1 && d->n_right > 1 && d->left[0] == d->right[0]) {
		memmove(d->left, d->left + 1, --d->n_left * sizeof(d->left[0]));
		memmove(d->right, d->right + 1, --d->n_right * sizeof(d->right[0]));
	}
	while (d->n_left > 1 && d->n_right > 1 &&
		d->left[d->n_left - 1] == d->right[d->n_right - 1])
		d->n_left--, d->n_right--;
	for (size_t i = d->n_left; i < RULE_SIDE; i++)
		d->left[i] = 0;
	for (size_t i = d->n_right; i < RULE_SIDE; i++)
		d->right[i] = 0;
}

static void note_step(struct explaining *e, const struct part_pair *p,
	const struct spelt *a, const struct spelt *b, const struct align_step *step)
{
	struct difference d = { .n_left = step->n_left,
		.n_right = step->n_right,
		.unexplained = step->unexplained };

	memcpy(d.left, a->raw + step->left, d.n_left * sizeof(d.left[0]));
	memcpy(d.right, b->raw + step->right, d.n_right * sizeof(d.right[0]));
	if (a->script != b->script) {
		put_yo_back(e->a, p->a, step->left, d.left, d.n_left);
		put_yo_back(e->b, p->b, step->right, d.right, d.n_right);
	}
	trim(&d);
	if (d.n_left == d.n_right && !memcmp(d.left, d.right, sizeof(d.left)))
		return;
	for (size_t i = 0; i < e->count; i++)
		if (same_difference(&e->at[i], &d))
			return;
	if (e->count < DIFFERENCES_MAX)
		e->at[e->count++] = d;
}

/* Parts that are too far apart are said whole. */
static bool say_other(struct explaining *e, const struct part_pair *p)
{
	const struct name_part *a = &e->a->parts[p->a], *b = &e->b->parts[p->b];
	const struct part_match *match = pair_match(&e->n->comparing, p);

	if (p->span_a == 1 && p->span_b == 1 && kept_part(e->a, p->a)->same >= 0 &&
		kept_part(e->a, p->a)->same == kept_part(e->b, p->b)->same) {
		if (match->score >= SCORE_EXPLAINED)
			return false;
		clause(e, "one given name");
		add_letters(e->why, a->letters, a->n);
		buf_adds(e->why, " = ");
		add_letters(e->why, b->letters, b->n);
		return true;
	}
	if ((a->role == PART_INITIAL) != (b->role == PART_INITIAL) &&
		match->score >= NAME_SAME) {
		const struct name_part *initial = a->role == PART_INITIAL ? a : b;

		clause(e, "");
		buf_adds(e->why, "the initial ");
		add_letters(e->why, initial->letters, initial->n);
		buf_adds(e->why, " for ");
		add_letters(e->why, (initial == a ? b : a)->letters,
			(initial == a ? b : a)->n);
		return true;
	}
	if (match->consonants + match->vowels < OTHER_FROM)
		return false;
	clause(e, "");
	if (e->swapped) {
		const struct name_part *other = a;

		a = b, b = other;
	}
	add_letters(e->why, a->letters, a->n < 64 ? a->n : 64);
	buf_adds(e->why, " is another name than ");
	add_letters(e->why, b->letters, b->n < 64 ? b->n : 64);
	return true;
}

static void note_pair(struct explaining *e, const struct part_pair *p)
{
	struct align_step steps[2 * SPELT_MAX];
	struct alignment al;
	struct spelt a, b;
	size_t n;

	if (!part_join(e->a, p->a, p->span_a, &a) ||
		!part_join(e->b, p->b, p->span_b, &b))
		return;
	align(e->n, &a, &b, &al);
	n = align_steps(e->n, &a, &b, steps);
	for (size_t i = 0; i < n; i++)
		note_step(e, p, &a, &b, &steps[i]);
}

/* ---- in words ---- */

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

		if (best && at->system == best->system)
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
		same_language(second->system->from, best->system->from))
		buf_addf(&tail, ", %s", second->system->name);
	clause(e, buf_str(&tail));
	say_difference(e, d, back, " → ");
	return true;
}

/* Counts the systems between the scripts that write a letter, and those whose own
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

		if (g->which || strcmp(s->from_script, script_tag(from)) ||
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

/* Whether every system writes it like this that writes the letter at all: then it is no
 * difference to speak of. */
static bool is_plain(const struct explaining *e, const struct difference *d);

/* Letter by letter, where each letter is one of the other. */
static bool is_plain_run(const struct explaining *e, const struct difference *d)
{
	if (d->n_left < 2 || d->n_left != d->n_right)
		return false;
	for (size_t i = 0; i < d->n_left; i++) {
		struct difference one = { .left = { d->left[i] },
			.right = { d->right[i] },
			.n_left = 1,
			.n_right = 1 };

		if (!is_plain(e, &one))
			return false;
	}
	return true;
}

static bool is_plain(const struct explaining *e, const struct difference *d)
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

static void say_difference_found(struct explaining *e, const struct difference *d);

/* Letter by letter, where as many stand on both sides. */
static bool say_each(struct explaining *e, const struct difference *d)
{
	if (d->n_left != d->n_right || d->n_left < 2 || d->unexplained)
		return false;
	for (size_t i = 0; i < d->n_left; i++) {
		struct difference one = { .left = { d->left[i] },
			.right = { d->right[i] },
			.n_left = 1,
			.n_right = 1 };

		say_difference_found(e, &one);
	}
	return true;
}

static void say_difference_found(struct explaining *e, const struct difference *d)
{
	if (!d->unexplained && left_script(e, d) != right_script(e, d) && is_plain(e, d))
		return;
	if (d->unexplained) {
		clause(e, "");
		buf_adds(e->why, "no rule for ");
		say_difference(e, d, e->swapped, " against ");
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
	clause(e, "usage");
	say_difference(e, d, e->swapped, " = ");
}

/* ---- all of it ---- */

static void say_left_out(struct explaining *e, const struct name *name, uint32_t used)
{
	for (size_t i = 0; i < name->n_parts; i++) {
		const struct name_part *part = &name->parts[i];
		const char *what = part->role == PART_PATRONYMIC ? "the patronymic "
				   : part->role == PART_INITIAL  ? "the initial "
								 : "";

		if (used & 1u << i || part->role == PART_HONORIFIC ||
			part->role == PART_PARTICLE)
			continue;
		clause(e, "");
		buf_addf(e->why, "%s", what);
		add_letters(e->why, part->letters, part->n < 64 ? part->n : 64);
		buf_adds(e->why, " on one side only");
	}
}

static bool is_joined(const struct comparing *c)
{
	for (size_t k = 0; k < c->n_pairs; k++)
		if (c->pairs[k].span_a > 1 || c->pairs[k].span_b > 1)
			return true;
	return false;
}

static int explain_parts(struct explaining *e, const struct name_comparison *found)
{
	struct comparing *c = &e->n->comparing;
	uint32_t used_a = 0, used_b = 0;

	for (size_t k = c->n_pairs; k-- > 0;) {
		if (!say_other(e, &c->pairs[k]))
			note_pair(e, &c->pairs[k]);
		used_a |= ((1u << c->pairs[k].span_a) - 1) << c->pairs[k].a;
		used_b |= ((1u << c->pairs[k].span_b) - 1) << c->pairs[k].b;
	}
	weigh(e);
	for (size_t i = 0; i < e->count; i++)
		say_difference_found(e, &e->at[i]);
	say_left_out(e, c->a, used_a);
	say_left_out(e, c->b, used_b);
	if (found->reordered) {
		clause(e, "");
		buf_adds(e->why, "the parts stand in another order");
	}
	if (!e->began) {
		clause(e, "");
		buf_adds(e->why, is_joined(c) ? "parts written as one"
					      : "the same letter by letter");
	}
	return 0;
}

static int explain(struct explaining *e)
{
	struct name_comparison found;
	int rc = given_ready(e->n);

	if (!rc)
		rc = name_compare(e->n, e->a, e->b, &found);
	if (rc)
		return rc;
	if (found.score >= 100 && !strcmp(e->a->script, e->b->script)) {
		clause(e, "");
		buf_adds(e->why, "equal when folded");
		return 0;
	}
	if (!e->a->n_parts || !e->b->n_parts)
		return 0;
	rc = han_explain(e->n->han, e->a, e->b, e->why);
	if (rc)
		return rc < 0 ? rc : 0;
	if (*found.veto) {
		clause(e, "");
		buf_adds(e->why, found.veto);
	}
	weigh_systems(e);
	rc = say_rendered(e);
	if (rc)
		return rc < 0 ? rc : 0;
	/* in the order they were compared, which rendering has used meanwhile */
	rc = name_compare(e->n, e->a, e->b, &found);
	e->swapped = e->a != e->n->comparing.a;
	e->a = e->n->comparing.a;
	e->b = e->n->comparing.b;
	return rc ? rc : explain_parts(e, &found);
}

int name_explain(
	struct namer *n, const struct name *a, const struct name *b, struct buf *why)
{
	cleanup(free_explaining) struct explaining *e = calloc(1, sizeof(*e));
	int rc;

	if (!e)
		return err_nomem();
	*e = (struct explaining){ .n = n, .a = a, .b = b, .why = why };
	rc = explain(e);
	end_clause(e);
	if (!rc && (!buf_ok(why) || !buf_ok(&e->tail)))
		rc = err_nomem();
	return rc;
}
