/* SPDX-License-Identifier: Apache-2.0
 *
 * Aligning two parts of names: a generalised edit distance (Wagner & Fischer 1974 with
 * whole strings of up to four letters on both sides, after Brill & Moore 2000).  A cell
 * holds the cheapest way to it: what it costs, what stayed unexplained, and the groups of
 * languages whose rules were used throughout; where none is left, rules of unrelated
 * languages were mixed, which costs extra once.
 */
#include "config.h"

#include "termbase/names-rules.h"

#include <string.h>

#define COST_VOWEL 60
#define COST_CONSONANT 100
#define COST_DOUBLED 4 /* a letter doubled on one side */
#define COST_PLAIN 2   /* a letter taken without its marks */
#define COST_GAP 30    /* a vowel that stands for nothing beside another */
#define COST_MIXED 24  /* rules of several languages */
#define LOOSE_FROM 5   /* letters of a word whose vowels may differ more */
#define COST_LIMIT 175 /* beyond that it is hopeless */

struct table {
	const struct namer *n;
	const struct spelt *a, *b;
	struct align_cell *cells;
	unsigned limit;      /* what would cost more is not followed */
	unsigned consonants; /* nor what leaves more consonants unexplained */
	uint8_t scripts;     /* of both, as bits */
	uint64_t open;       /* the groups whose rules may be used */
	uint64_t signs;      /* the groups of which there are signs */
	/* what the letters from each on cost at the least, being foreign to the other */
	uint16_t rest_a[SPELT_MAX + 1], rest_b[SPELT_MAX + 1];
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

/* Takes the languages of another way that costs the same into the best so far: whatever
 * has all the rules of either way.  Not where the two are open in different ways. */
static inline void join_groups(
	const struct table *t, struct align_cell *to, uint64_t groups)
{
	uint64_t across = t->n->rules.across, differ = to->groups ^ groups;

	if (!(differ & across) || !(differ & ~across))
		to->groups |= groups;
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

/* Whether a vowel goes unwritten on one side right behind another that does on the other:
 * that is one vowel for another. */
static inline bool is_exchange(const struct table *t, size_t i, size_t j,
	const struct align_cell *from, const struct way_on *way)
{
	if (way->left == 1 && !way->right && !from->from_left && from->from_right == 1)
		return t->a->kind[i] == LETTER_VOWEL && t->b->kind[j - 1] == LETTER_VOWEL;
	if (way->right == 1 && !way->left && !from->from_right && from->from_left == 1)
		return t->b->kind[j] == LETTER_VOWEL && t->a->kind[i - 1] == LETTER_VOWEL;
	return false;
}

/* What a way to the cell may cost, so that the end is reached within the limit. */
static inline unsigned most_at(const struct table *t, size_t i, size_t j)
{
	unsigned a = t->rest_a[i], b = t->rest_b[j], rest = a > b ? a : b;

	return rest > t->limit ? 0 : t->limit - rest;
}

/* Takes the way on from a cell, if it is the cheapest so far to where it leads. */
static void relax(const struct table *t, size_t i, size_t j, const struct way_on *way)
{
	const struct align_cell *from = cell_at(t, i, j);
	struct align_cell *to = cell_at(t, i + way->left, j + way->right);
	uint64_t groups = from->groups & way->groups;
	unsigned cost = from->cost + way->price;

	if (cost > to->cost || from->consonants + way->consonants > t->consonants)
		return;
	if (cost > most_at(t, i + way->left, j + way->right))
		return;
	if ((!from->from_right &&
		    follows_gap(t->a, i, way->left, from->from_left, way->right)) ||
		(!from->from_left &&
			follows_gap(t->b, j, way->right, from->from_right, way->left)))
		cost += COST_GAP;
	if (is_exchange(t, i, j, from, way))
		cost += COST_VOWEL;
	if (groups != from->groups && is_mixed(t, groups) && !is_mixed(t, from->groups))
		cost += COST_MIXED;
	if (cost > to->cost || cost > t->limit)
		return;
	if (cost == to->cost && is_mixed(t, to->groups) <= is_mixed(t, groups)) {
		join_groups(t, to, groups);
		if (way->left + way->right < (unsigned)to->from_left + to->from_right &&
			way->left && way->right && way->unexplained == to->unexplained) {
			/* the finer steps say more; what they cost is the same */
			to->from_left = (uint8_t)way->left;
			to->from_right = (uint8_t)way->right;
		}
		return;
	}
	*to = (struct align_cell){ .cost = (uint16_t)cost,
		.vowels = (uint8_t)(from->vowels + way->vowels),
		.consonants = (uint8_t)(from->consonants + way->consonants),
		.groups = groups,
		.from_left = (uint8_t)way->left,
		.from_right = (uint8_t)way->right,
		.unexplained = way->unexplained };
}

/* As many letters as a side of a rule may have, in one number. */
static inline uint64_t side_of(const uint16_t letters[RULE_SIDE])
{
	uint64_t side;

	memcpy(&side, letters, sizeof(side));
	return side;
}

/* How many letters of `s` from `at` on have to be taken without marks to be the rule's;
 * -1 where they are others. */
static int plain_fits(
	const struct spelt *s, size_t at, const uint16_t *letters, unsigned n)
{
	int plain = 0;

	for (unsigned k = 0; k < n; k++) {
		if (s->letter[at + k] == letters[k])
			continue;
		if (s->plain[at + k] != letters[k])
			return -1;
		plain++;
	}
	return plain;
}

static inline int fits(
	const struct spelt *s, size_t at, const uint16_t letters[RULE_SIDE], unsigned n)
{
	static const uint16_t first[RULE_SIDE + 1][RULE_SIDE] = { { 0 }, { UINT16_MAX },
		{ UINT16_MAX, UINT16_MAX }, { UINT16_MAX, UINT16_MAX, UINT16_MAX },
		{ UINT16_MAX, UINT16_MAX, UINT16_MAX, UINT16_MAX } };

	if (at + n > s->n)
		return -1;
	if (!((side_of(s->letter + at) ^ side_of(letters)) & side_of(first[n])))
		return 0;
	return s->marked ? plain_fits(s, at, letters, n) : -1;
}

/* Whether two spellings in Latin letters are of a name that many languages write: vowels
 * differ more freely then, but not in short words. */
static bool is_loose(const struct spelt *a, const struct spelt *b)
{
	return a->script == IN_LATIN && b->script == IN_LATIN && !a->slavic &&
	       !b->slavic && a->n >= LOOSE_FROM && b->n >= LOOSE_FROM;
}

static bool holds_here(const struct table *t, const struct rule *r, size_t i, size_t j)
{
	const struct beside *b = t->n->rules.besides.at - 1;

	if ((r->flags & RULE_LOOSE) && !is_loose(t->a, t->b))
		return false;
	if ((r->flags & RULE_SIGN) && !(r->groups & t->signs))
		return false;
	if ((r->flags & RULE_START) && (i || j))
		return false;
	if ((r->flags & RULE_END) &&
		(i + r->n_left != t->a->n || j + r->n_right != t->b->n))
		return false;
	if (r->beside_left && !beside_holds(&b[r->beside_left], t->a, i, i + r->n_left))
		return false;
	if (r->beside_right &&
		!beside_holds(&b[r->beside_right], t->b, j, j + r->n_right))
		return false;
	return !r->scripts || (r->scripts & t->scripts);
}

static void try_bucket(
	const struct table *t, size_t i, size_t j, uint16_t left, uint16_t right)
{
	const struct rule *end, *r = rules_from(&t->n->rules, left, right, &end);
	unsigned most = t->limit - cell_at(t, i, j)->cost;

	for (; r < end && r->price <= most; r++) { /* the cheapest first */
		int x = fits(t->a, i, r->left, r->n_left);
		int y = x < 0 ? -1 : fits(t->b, j, r->right, r->n_right);

		if (y < 0 || is_mixed(t, r->groups & t->open) || !holds_here(t, r, i, j))
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

/* Whether one writes a vowel twice or more and the other another wherever it does, as a
 * language's spelling would have it (Bukhoro, Bukhara). */
static bool shifts_throughout(
	const struct namer *n, const struct spelt *a, const struct spelt *b)
{
	uint8_t from = n->rules.throughout[0], to = n->rules.throughout[1];

	return a->vowels[from] > 1 && !b->vowels[from] &&
	       b->vowels[to] == a->vowels[from] + a->vowels[to];
}

static uint64_t signs_of(
	const struct namer *n, const struct spelt *a, const struct spelt *b)
{
	if (is_loose(a, b) || shifts_throughout(n, a, b) || shifts_throughout(n, b, a))
		return ~n->rules.across;
	return (a->signs | b->signs) & ~n->rules.across;
}

/* The groups whose rules may be used: where a name is of one that is no Latin alphabet's,
 * letters are not read as other languages write them. */
static uint64_t open_for(
	const struct namer *n, const struct spelt *a, const struct spelt *b)
{
	if (a->script == b->script)
		return a->slavic && b->slavic ? ~n->rules.abroad : EVERY_GROUP;
	if (a->slavic_name && b->slavic_name)
		return ~n->rules.abroad;
	if (a->romanised || b->romanised)
		return ~(n->rules.abroad & n->rules.across);
	return EVERY_GROUP;
}

static void fill_table(const struct table *t)
{
	size_t cells = (t->a->n + 1u) * (t->b->n + 1u);

	for (size_t i = 0; i < cells; i++)
		t->cells[i].cost = UINT16_MAX;
	t->cells[0] = (struct align_cell){ .groups = t->open };
	for (size_t i = 0, alive = 0; i <= t->a->n && i <= alive + RULE_SIDE; i++)
		for (size_t j = 0; j <= t->b->n; j++)
			if (cell_at(t, i, j)->cost <= t->limit) {
				expand(t, i, j);
				alive = i;
			}
}

/* The letters of a part, marked and plain. */
static void letters_had(const struct spelt *s, struct letter_set *set)
{
	*set = (struct letter_set){ 0 };
	for (size_t i = 0; i < s->n; i++) {
		letter_set_add(set, s->letter[i]);
		letter_set_add(set, s->plain[i]);
	}
}

/* Whether no rule, nor the letter itself, makes anything of it among those of the other:
 * it will have to be left out, or be taken for another. */
static bool is_foreign(
	const struct rules *r, uint16_t letter, const struct letter_set *other)
{
	const struct letter_set *near;
	uint64_t common = 0;

	if (letter <= LETTER_UNKNOWN || letter >= r->n_letters ||
		letter >= BESIDE_LETTERS)
		return false;
	near = &r->near[letter];
	for (size_t i = 0; i < N_ELEMENTS(near->bits); i++)
		common |= near->bits[i] & other->bits[i];
	return !common;
}

static void foreign_letters(const struct table *t, const struct spelt *s,
	const struct spelt *other, uint16_t rest[SPELT_MAX + 1])
{
	const struct rules *r = &t->n->rules;
	struct letter_set had;

	letters_had(other, &had);
	rest[s->n] = 0;
	for (size_t i = s->n; i-- > 0;) {
		bool free = s->kind[i] == LETTER_SILENT ||
			    (i && s->raw[i] == s->raw[i - 1]) ||
			    !is_foreign(r, s->letter[i], &had) ||
			    (s->plain[i] != s->letter[i] &&
				    !is_foreign(r, s->plain[i], &had));

		rest[i] = rest[i + 1];
		if (!free)
			rest[i] +=
				s->kind[i] == LETTER_VOWEL ? COST_VOWEL : COST_CONSONANT;
	}
}

static void follow(
	struct table *t, unsigned limit, unsigned consonants, struct alignment *out)
{
	struct align_cell *last = cell_at(t, t->a->n, t->b->n);

	t->limit = limit;
	t->consonants = consonants;
	*out = (struct alignment){ .cost = ALIGN_NEVER, .consonants = 9 };
	last->cost = UINT16_MAX; /* no way is left from what was aligned before */
	if (t->rest_a[0] > limit || t->rest_b[0] > limit)
		return;
	fill_table(t);
	if (last->cost != UINT16_MAX)
		*out = (struct alignment){ .cost = last->cost,
			.vowels = last->vowels,
			.consonants = last->consonants,
			.groups = last->groups,
			.mixed = is_mixed(t, last->groups) };
}

void align_within(struct namer *n, const struct spelt *a, const struct spelt *b,
	const struct align_limit *limit, struct alignment *out)
{
	unsigned most = limit->cost < COST_LIMIT ? limit->cost : COST_LIMIT;
	struct table t = { .n = n,
		.a = a,
		.b = b,
		.cells = n->cells,
		.scripts = (uint8_t)(1u << a->script | 1u << b->script),
		.open = open_for(n, a, b),
		.signs = signs_of(n, a, b) };

	foreign_letters(&t, a, b, t.rest_a);
	foreign_letters(&t, b, a, t.rest_b);
	follow(&t, limit->first, 0, out);
	if (out->cost == ALIGN_NEVER && (most > limit->first || limit->consonants))
		follow(&t, most, limit->consonants, out);
}

void align(struct namer *n, const struct spelt *a, const struct spelt *b,
	struct alignment *out)
{
	align_within(n, a, b, &(struct align_limit){ 0, COST_LIMIT, UINT8_MAX }, out);
}

size_t align_steps(const struct namer *n, const struct spelt *a, const struct spelt *b,
	struct align_step steps[2 * SPELT_MAX])
{
	struct table t = {
		.n = n, .a = a, .b = b, .cells = (struct align_cell *)n->cells
	};
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
