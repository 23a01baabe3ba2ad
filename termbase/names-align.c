/* SPDX-License-Identifier: Apache-2.0
 *
 * Aligning two parts of names: a generalised edit distance (Wagner & Fischer 1974 with
 * whole strings of up to four letters on both sides, after Brill & Moore 2000).  A cell
 * holds the cheapest way to it: what it costs, what stayed unexplained, and the groups of
 * languages whose rules were used throughout; where none is left, rules of unrelated
 * languages were mixed, which costs extra once.
 */
#include "config.h"

#include "termbase/names-inside.h"

#include <string.h>

#define COST_VOWEL 60
#define COST_CONSONANT 100
#define COST_DOUBLED 4 /* a letter doubled on one side */
#define COST_PLAIN 2   /* a letter taken without its marks */
#define COST_GAP 30    /* a vowel that stands for nothing beside another */
#define COST_MIXED 24  /* rules of several languages */
#define COST_LIMIT 230 /* hopeless from here on */

void spelt_make(
	const struct namer *n, const char32_t *letters, size_t count, struct spelt *out)
{
	const struct alphabet *a = &n->alphabet;

	out->n = (uint8_t)(count < SPELT_MAX ? count : SPELT_MAX);
	out->cut = count > SPELT_MAX;
	out->slavic = false;
	out->script = count ? (uint8_t)script_number(letters[0]) : IN_OTHER;
	for (size_t i = 0; i < out->n; i++) {
		char32_t c = letters[i], plain = c;

		if (c < ALPHABET_TOP && a->plain[c])
			plain = a->plain[c];
		out->raw[i] = c;
		out->letter[i] =
			c < ALPHABET_TOP && a->number[c] ? a->number[c] : LETTER_UNKNOWN;
		out->plain[i] = plain < ALPHABET_TOP && a->number[plain]
					? a->number[plain]
					: LETTER_UNKNOWN;
		out->kind[i] = plain < ALPHABET_TOP ? a->kind[plain] : LETTER_CONSONANT;
		if (c < ALPHABET_TOP && a->kind[c])
			out->kind[i] = a->kind[c];
	}
}

struct table {
	const struct namer *n;
	const struct spelt *a, *b;
	struct align_cell *cells;
	uint8_t scripts; /* of both, as bits above a rule's flags */
	uint64_t open;   /* the groups whose rules may be used */
};

static struct align_cell *cell_at(const struct table *t, size_t i, size_t j)
{
	return &t->cells[i * (t->b->n + 1u) + j];
}

struct way_on {
	unsigned left, right, price, vowels, consonants;
	uint64_t groups;
	bool unexplained;
};

/* Whether no language, or no source language, is left that has all the rules used. */
static inline bool is_mixed(const struct table *t, uint64_t groups)
{
	uint64_t across = t->n->rules.across;

	return !(groups & across) || !(groups & ~across);
}

/* Whether a vowel that stands for nothing follows another vowel that does: one may go
 * unwritten, not two that differ. */
static inline bool follows_gap(const struct spelt *s, size_t at, unsigned taken,
	unsigned taken_before, unsigned other)
{
	return !other && taken == 1 && taken_before == 1 && at &&
	       s->kind[at] == LETTER_VOWEL && s->kind[at - 1] == LETTER_VOWEL &&
	       s->raw[at] != s->raw[at - 1];
}

/* Takes the way on from a cell, if it is the cheapest so far to where it leads. */
static void relax(const struct table *t, size_t i, size_t j, const struct way_on *way)
{
	const struct align_cell *from = cell_at(t, i, j);
	struct align_cell *to = cell_at(t, i + way->left, j + way->right);
	uint64_t groups = from->groups & way->groups;
	unsigned cost = from->cost + way->price;

	if ((!from->from_right &&
		    follows_gap(t->a, i, way->left, from->from_left, way->right)) ||
		(!from->from_left &&
			follows_gap(t->b, j, way->right, from->from_right, way->left)))
		cost += COST_GAP;
	if (groups != from->groups && is_mixed(t, groups) && !is_mixed(t, from->groups))
		cost += COST_MIXED;
	if (cost > to->cost ||
		(cost == to->cost && (!is_mixed(t, to->groups) || is_mixed(t, groups))))
		return;
	*to = (struct align_cell){ .cost = (uint16_t)cost,
		.vowels = (uint8_t)(from->vowels + way->vowels),
		.consonants = (uint8_t)(from->consonants + way->consonants),
		.groups = groups,
		.from_left = (uint8_t)way->left,
		.from_right = (uint8_t)way->right,
		.unexplained = way->unexplained };
}

/* How many letters of `s` from `at` on had to be taken without marks to be the rule's;
 * -1 where they are others. */
static inline int fits(
	const struct spelt *s, size_t at, const uint16_t *letters, unsigned n)
{
	int plain = 0;

	if (at + n > s->n)
		return -1;
	for (unsigned k = 0; k < n; k++) {
		if (s->letter[at + k] == letters[k])
			continue;
		if (s->plain[at + k] != letters[k])
			return -1;
		plain++;
	}
	return plain;
}

static bool holds_here(const struct table *t, const struct rule *r, size_t i, size_t j)
{
	uint8_t only = r->flags >> 2;

	if ((r->flags & RULE_START) && (i || j))
		return false;
	if ((r->flags & RULE_END) &&
		(i + r->n_left != t->a->n || j + r->n_right != t->b->n))
		return false;
	return !only || (only & t->scripts);
}

static void try_bucket(
	const struct table *t, size_t i, size_t j, uint16_t left, uint16_t right)
{
	const struct rule *end, *r = rules_from(&t->n->rules, left, right, &end);

	for (; r < end; r++) {
		if (is_mixed(t, r->groups & t->open))
			continue;

		int x = fits(t->a, i, r->left, r->n_left);
		int y = x < 0 ? -1 : fits(t->b, j, r->right, r->n_right);

		if (y < 0 || (r->flags && !holds_here(t, r, i, j)))
			continue;
		relax(t, i, j,
			&(struct way_on){ .left = r->n_left,
				.right = r->n_right,
				.price = r->price + (unsigned)(x + y) * COST_PLAIN,
				.groups = r->groups });
	}
}

static void try_rules(const struct table *t, size_t i, size_t j)
{
	uint16_t a = LETTER_NONE, b = LETTER_NONE, pa = LETTER_NONE, pb = LETTER_NONE;

	if (i < t->a->n)
		a = t->a->letter[i], pa = t->a->plain[i];
	if (j < t->b->n)
		b = t->b->letter[j], pb = t->b->plain[j];
	if (a && b) {
		try_bucket(t, i, j, a, b);
		if (pa != a)
			try_bucket(t, i, j, pa, b);
		if (pb != b)
			try_bucket(t, i, j, a, pb);
		if (pa != a && pb != b)
			try_bucket(t, i, j, pa, pb);
	}
	if (a)
		try_bucket(t, i, j, pa, LETTER_NONE);
	if (b)
		try_bucket(t, i, j, LETTER_NONE, pb);
}

static void leave_out(const struct table *t, size_t i, size_t j, const struct spelt *s,
	size_t at, unsigned left, unsigned right)
{
	struct way_on way = { .left = left, .right = right, .groups = EVERY_GROUP };

	if (s->kind[at] == LETTER_SILENT) {
		way.price = 1;
	} else if (at && s->raw[at] == s->raw[at - 1]) {
		way.price = COST_DOUBLED;
	} else if (s->kind[at] == LETTER_VOWEL) {
		way.price = COST_VOWEL, way.vowels = 1, way.unexplained = true;
	} else {
		way.price = COST_CONSONANT, way.consonants = 1, way.unexplained = true;
	}
	relax(t, i, j, &way);
}

static void replace(const struct table *t, size_t i, size_t j)
{
	struct way_on way = {
		.left = 1, .right = 1, .groups = EVERY_GROUP, .unexplained = true
	};
	uint8_t a = t->a->kind[i], b = t->b->kind[j];

	if (t->a->raw[i] == t->b->raw[j]) {
		way.unexplained = false;
	} else if (t->a->plain[i] == t->b->plain[j] && t->a->plain[i] != LETTER_UNKNOWN) {
		way.price = COST_PLAIN, way.unexplained = false;
	} else if (a == LETTER_VOWEL && b == LETTER_VOWEL) {
		way.price = COST_VOWEL, way.vowels = 1;
	} else {
		way.price = COST_CONSONANT + 10, way.consonants = 1;
	}
	relax(t, i, j, &way);
}

static void expand(const struct table *t, size_t i, size_t j)
{
	bool left = i < t->a->n, right = j < t->b->n;

	if (left && right)
		replace(t, i, j);
	try_rules(t, i, j);
	if (left)
		leave_out(t, i, j, t->a, i, 1, 0);
	if (right)
		leave_out(t, i, j, t->b, j, 0, 1);
}

void align(struct namer *n, const struct spelt *a, const struct spelt *b,
	struct alignment *out)
{
	struct table t = { n, a, b, n->cells,
		(uint8_t)(1u << a->script | 1u << b->script), EVERY_GROUP };
	size_t cells = (a->n + 1u) * (b->n + 1u);
	const struct align_cell *last;

	if (a->slavic && b->slavic && a->script != b->script)
		t.open = ~n->rules.abroad;
	for (size_t i = 0; i < cells; i++)
		t.cells[i].cost = UINT16_MAX, t.cells[i].groups = 0;
	t.cells[0] = (struct align_cell){ .groups = t.open };
	for (size_t i = 0, alive = 0; i <= a->n && i <= alive + RULE_SIDE; i++)
		for (size_t j = 0; j <= b->n; j++)
			if (cell_at(&t, i, j)->cost < COST_LIMIT) {
				expand(&t, i, j);
				alive = i;
			}
	last = cell_at(&t, a->n, b->n);
	*out = (struct alignment){ .cost = last->cost,
		.vowels = last->vowels,
		.consonants = last->consonants,
		.groups = last->groups,
		.mixed = is_mixed(&t, last->groups) };
	if (last->cost == UINT16_MAX)
		*out = (struct alignment){ .cost = ALIGN_NEVER, .consonants = 9 };
}

size_t align_steps(const struct namer *n, const struct spelt *a, const struct spelt *b,
	struct align_step steps[2 * SPELT_MAX])
{
	struct table t = { n, a, b, (struct align_cell *)n->cells, 0, 0 };
	size_t i = a->n, j = b->n, count = 0;

	if (cell_at(&t, i, j)->cost == UINT16_MAX)
		return 0;
	while (i || j) {
		const struct align_cell *cell = cell_at(&t, i, j);

		i -= cell->from_left;
		j -= cell->from_right;
		steps[count++] = (struct align_step){ (uint8_t)i, cell->from_left,
			(uint8_t)j, cell->from_right, cell->unexplained };
	}
	for (size_t k = 0; k < count / 2; k++) {
		struct align_step step = steps[k];

		steps[k] = steps[count - 1 - k];
		steps[count - 1 - k] = step;
	}
	return count;
}
