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

static void note_step(struct explaining *e, const struct spelt *a, const struct spelt *b,
	const struct align_step *step)
{
	struct difference d = { .n_left = step->n_left,
		.n_right = step->n_right,
		.unexplained = step->unexplained };

	memcpy(d.left, a->raw + step->left, d.n_left * sizeof(d.left[0]));
	memcpy(d.right, b->raw + step->right, d.n_right * sizeof(d.right[0]));
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
		note_step(e, &a, &b, &steps[i]);
}

/* ---- in words ---- */

static void say_difference(struct explaining *e, const struct difference *d,
	bool right_first, const char *sign)
{
	if (right_first)
		add_letters(e->why, d->right, d->n_right);
	else
		add_letters(e->why, d->left, d->n_left);
	buf_adds(e->why, sign);
	if (right_first)
		add_letters(e->why, d->left, d->n_left);
	else
		add_letters(e->why, d->right, d->n_right);
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

/* Whether a letter of one language is written as the other letter in another language's
 * spelling of the same script (ҳ of Tajik as х in Russian). */
static bool becomes(
	const struct explaining *e, const struct giver *x, const struct giver *y)
{
	size_t all = systems_count(e->n->systems);

	for (size_t i = 0; i < all; i++) {
		const struct system *s = systems_at(e->n->systems, i);

		if (strcmp(s->from_script, s->to_script) ||
			!same_language(s->from, x->system->from) ||
			!same_language(s->to, y->system->from))
			continue;
		for (size_t k = 0; k < s->n_rows; k++)
			for (size_t r = 0; r < s->rows[k].n_renderings; r++)
				if (!strcmp(s->rows[k].source, x->row->source) &&
					!strcmp(s->rows[k].renderings[r], y->row->source))
					return true;
	}
	return false;
}

static bool may_be_one(
	const struct explaining *e, const struct giver *x, const struct giver *y)
{
	if (strcmp(x->system->from_script, y->system->from_script))
		return false;
	if (same_language(x->system->from, y->system->from))
		return !strcmp(x->row->source, y->row->source);
	return becomes(e, x, y) || becomes(e, y, x);
}

static void say_two_ways(struct explaining *e, const struct difference *d,
	const struct giver *x, const struct giver *y)
{
	clause(e, "");
	say_difference(e, d, e->swapped, " = ");
	if (x->system == y->system)
		buf_addf(e->why, ": %s (%s)", x->row->source, x->system->name);
	else
		buf_addf(e->why, ": %s (%s) against %s (%s)", x->row->source,
			x->system->name, y->row->source, y->system->name);
}

/* "kh = h: х (ICAO 9303) against ҳ (BGN/PCGN Tajik)": both spellings are renderings of one
 * letter, or of a letter and the one it becomes in another language. */
static bool say_two_steps(struct explaining *e, const struct difference *d)
{
	const struct giver *left = NULL, *right = NULL;
	int best = -1;

	if (left_script(e, d) != right_script(e, d) || !d->n_left || !d->n_right)
		return false;
	find_givers(
		e, IN_OTHER, left_script(e, d), NULL, 0, d->left, d->n_left, &e->left);
	find_givers(e, IN_OTHER, right_script(e, d), NULL, 0, d->right, d->n_right,
		&e->right);
	for (size_t i = 0; i < e->left.n; i++)
		for (size_t j = 0; j < e->right.n; j++) {
			const struct giver *x = &e->left.at[i], *y = &e->right.at[j];
			int merit = standing(e, e->merit_left, x) +
				    standing(e, e->merit_right, y);

			if (merit <= best || !may_be_one(e, x, y))
				continue;
			best = merit, left = x, right = y;
		}
	if (!left)
		return false;
	if (e->swapped)
		say_two_ways(e, d, right, left);
	else
		say_two_ways(e, d, left, right);
	return true;
}

/* Counts the systems that write a letter, and those whose first rendering is this. */
static void row_use(const struct namer *n, const struct system *s, const char32_t *source,
	size_t n_source, const char32_t *letters, size_t count, size_t *with,
	size_t *given)
{
	bool has = false, gives = false;

	for (size_t k = 0; k < s->n_rows && !gives; k++) {
		if (!s->rows[k].n_renderings ||
			!is_spelt(n, s->rows[k].source, source, n_source))
			continue;
		has = true;
		gives = is_spelt(n, s->rows[k].renderings[0], letters, count);
	}
	*with += has;
	*given += gives;
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
	size_t all = systems_count(e->n->systems), with = 0, given = 0;

	for (size_t i = 0; i < all; i++) {
		const struct system *s = systems_at(e->n->systems, i);
		bool forth = !strcmp(s->from_script, script_tag(left)) &&
			     !strcmp(s->to_script, script_tag(right));
		bool back = !strcmp(s->from_script, script_tag(right)) &&
			    !strcmp(s->to_script, script_tag(left));

		if (forth)
			row_use(e->n, s, d->left, d->n_left, d->right, d->n_right, &with,
				&given);
		else if (back)
			row_use(e->n, s, d->right, d->n_right, d->left, d->n_left, &with,
				&given);
	}
	return (with && given * 10 >= with * 9) || is_plain_run(e, d);
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
	if (say_one_step(e, d) || say_two_steps(e, d))
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
	int rc = name_compare(e->n, e->a, e->b, &found);

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
