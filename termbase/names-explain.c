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

static void free_explaining(struct explaining **e)
{
	if (*e)
		buf_free(&(*e)->tail);
	free(*e);
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

/* A sign behind a letter is mostly left out by all, so it is told with its letter by none. */
static void drop_silent(const struct namer *n, char32_t *letters, uint8_t *count)
{
	char32_t last = *count > 1 ? letters[*count - 1] : 0;

	if (script_number(last) == IN_CYRILLIC && last < ALPHABET_TOP &&
		n->alphabet.kind[last] == LETTER_SILENT)
		letters[--*count] = 0;
}

static bool is_same_on_both(const struct difference *d)
{
	return d->n_left == d->n_right &&
	       !memcmp(d->left, d->right, d->n_left * sizeof(d->left[0]));
}

static void note_step(struct explaining *e, const struct part_pair *p,
	const struct spelt *a, const struct spelt *b, const struct align_step *step)
{
	struct difference d = { .n_left = step->n_left,
		.n_right = step->n_right,
		.unexplained = step->unexplained };
	struct difference short_one;

	memcpy(d.left, a->raw + step->left, d.n_left * sizeof(d.left[0]));
	memcpy(d.right, b->raw + step->right, d.n_right * sizeof(d.right[0]));
	if (a->script != b->script) {
		put_yo_back(e->a, p->a, step->left, d.left, d.n_left);
		put_yo_back(e->b, p->b, step->right, d.right, d.n_right);
		drop_silent(e->n, d.left, &d.n_left);
		drop_silent(e->n, d.right, &d.n_right);
	}
	if (is_same_on_both(&d))
		return;
	/* letters of a rule of two systems are kept together: tch against ch, not t */
	short_one = d;
	trim(&short_one);
	if (short_one.n_left != d.n_left &&
		(are_vowels(e->n, short_one.left, short_one.n_left) ||
			!two_steps(e, &d, &(struct two_steps){ NULL, NULL })))
		d = short_one;
	if (is_same_on_both(&d))
		return;
	for (size_t i = 0; i < e->count; i++)
		if (same_difference(&e->at[i], &d))
			return;
	if (e->count < DIFFERENCES_MAX)
		e->at[e->count++] = d;
}

static bool is_one_given_name(struct explaining *e, const struct part_pair *p)
{
	int16_t same = kept_part(e->a, p->a)->same;

	/* the ending of a family name may be on one side only */
	return p->span_a == 1 && p->span_b == 1 && same >= 0 &&
	       same == kept_part(e->b, p->b)->same &&
	       pair_match(&e->n->comparing, p)->score >= NAME_SAME;
}

/* Whether rules lead from one part to the other, be they of one given name or not. */
static bool are_by_rules(struct explaining *e, const struct part_pair *p)
{
	struct alignment al;
	struct spelt a, b;

	if (!part_join(e->a, p->a, p->span_a, &a) ||
		!part_join(e->b, p->b, p->span_b, &b))
		return false;
	align(e->n, &a, &b, &al);
	return al.cost < ALIGN_NEVER && !al.vowels && !al.consonants && !al.mixed;
}

static bool say_initial(
	struct explaining *e, const struct name_part *a, const struct name_part *b)
{
	const struct name_part *initial = a->role == PART_INITIAL ? a : b;

	if ((a->role == PART_INITIAL) == (b->role == PART_INITIAL))
		return false;
	clause(e, "");
	buf_adds(e->why, "the initial ");
	add_part(e->why, initial);
	buf_adds(e->why, " for ");
	add_part(e->why, initial == a ? b : a);
	return true;
}

/* Parts that are too far apart are said whole. */
static bool say_other(struct explaining *e, const struct part_pair *p)
{
	const struct name_part *a = &e->a->parts[p->a], *b = &e->b->parts[p->b];
	const struct part_match *match = pair_match(&e->n->comparing, p);

	if (is_one_given_name(e, p)) {
		if (are_by_rules(e, p))
			return false;
		clause(e, "one given name");
		add_part(e->why, e->swapped ? b : a);
		buf_adds(e->why, " = ");
		add_part(e->why, e->swapped ? a : b);
		return true;
	}
	if (match->score >= NAME_SAME && say_initial(e, a, b))
		return true;
	if (match->consonants + match->vowels < OTHER_FROM)
		return false;
	clause(e, "");
	add_part(e->why, e->swapped ? b : a);
	buf_adds(e->why, " is another name than ");
	add_part(e->why, e->swapped ? a : b);
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
		add_part(e->why, part);
		buf_adds(e->why, " on one side only");
	}
}

/* Whether a system writes one script in the other, or both are one. */
static bool are_met(const struct explaining *e)
{
	size_t all = systems_count(e->n->systems);

	if (!strcmp(e->a->script, e->b->script))
		return true;
	for (size_t i = 0; i < all; i++) {
		const struct system *s = systems_at(e->n->systems, i);

		if (is_between(s, e->a, e->b) || is_between(s, e->b, e->a))
			return true;
	}
	return false;
}

/* What differs, letter by letter; between scripts no system joins, all letters do. */
static void say_differences(struct explaining *e)
{
	bool met = are_met(e);

	if (!met) {
		clause(e, "");
		buf_adds(e->why, "compared by sound: no system writes one in the letters "
				 "of the other");
	}
	for (size_t i = 0; i < e->count; i++)
		if (met || e->at[i].unexplained)
			say_difference_found(e, &e->at[i]);
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
	say_differences(e);
	say_left_out(e, c->a, used_a);
	say_left_out(e, c->b, used_b);
	if (found->reordered) {
		clause(e, "");
		buf_adds(e->why, "the parts stand in another order");
	}
	if (!e->began) {
		clause(e, e->met && !is_joined(c) ? e->met->name : "");
		buf_adds(e->why, is_joined(c) ? "parts written as one"
					      : "the same letter by letter");
	}
	return 0;
}

/* In the order the comparer has them. */
static int compare_again(struct explaining *e, struct name_comparison *found)
{
	int rc = name_compare(e->n, e->a, e->b, found);

	e->swapped = e->a != e->n->comparing.a;
	e->a = e->n->comparing.a;
	e->b = e->n->comparing.b;
	return rc;
}

/* Of what language the names are, by the differences that its systems explain. */
static void look_for_tongue(struct explaining *e)
{
	struct comparing *c = &e->n->comparing;

	for (size_t k = c->n_pairs; k-- > 0;)
		note_pair(e, &c->pairs[k]);
	find_tongue(e);
	e->count = 0;
}

static int explain_letters(struct explaining *e)
{
	struct name_comparison found;
	const struct name *a = e->a, *b = e->b;
	int rc = compare_again(e, &found);

	if (rc)
		return rc;
	weigh_systems(e);
	look_for_tongue(e);
	/* rendering is told in the order that was asked for, and uses the comparer */
	e->a = a;
	e->b = b;
	rc = say_rendered(e);
	if (rc)
		return rc < 0 ? rc : 0;
	rc = compare_again(e, &found);
	return rc ? rc : explain_parts(e, &found);
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
		e->forbidden = true;
	}
	return explain_letters(e);
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
