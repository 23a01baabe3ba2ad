/* SPDX-License-Identifier: Apache-2.0
 *
 * Comparing two names that were read: each part of the one beside each of the other, the
 * best assignment of parts to parts, what was left out, and what forbids that it is one
 * name.  Both names are first put into an order of their own, so that the answer is the
 * same both ways round.
 */
#include "config.h"

#include "termbase/names-compare.h"

#include <string.h>

#include "src/base/err.h"

#define SCORE_GENDER 40.0
#define SCORE_SYLLABLE 40.0
#define LEFT_OUT 3.0     /* a given or family name the other lacks */
#define JOIN_WORTH 50.0  /* each further part that is joined, beside a pair of parts */
#define WORTH_MOST 101.0 /* a pair of parts that are equal */
#define MIXED 2.0        /* parts explained by languages that have none in common */

/* ---- the best assignment ---- */

static void take(struct comparing *c, size_t i, unsigned mask, double value, uint8_t j,
	uint8_t span_a, uint8_t span_b)
{
	struct assignment *to = &c->best[i][mask];

	if (value <= to->value)
		return;
	*to = (struct assignment){ (float)value, j, span_a, span_b };
}

/* Whether a part may be matched at all. */
static bool counts(const struct name_part *part)
{
	return part->role != PART_HONORIFIC;
}

/* What matching is worth beside leaving both out: a name is nearly always matched, a
 * particle only where it fits. */
static double worth(const struct comparing *c, size_t i, size_t j, double score)
{
	const struct name_part *a = &c->a->parts[i], *b = &c->b->parts[j];
	bool alike =
		a->role == b->role || a->role == PART_INITIAL || b->role == PART_INITIAL;

	if (!alike && score < NAME_SAME)
		return score / 2 - 10;
	return score + 1;
}

/* Joined parts stand for `span` pairs. */
static void assign_joined(struct comparing *c, size_t i, unsigned mask, size_t j)
{
	double value = c->best[i][mask].value;

	for (size_t span = 2; span <= JOIN_MOST; span++) {
		unsigned all = ((1u << span) - 1) << j;
		double left = c->joined[i][j][span - 2].score;
		double right = c->joined[i][j][JOIN_RIGHT + span - 2].score;
		double more = JOIN_WORTH * (double)(span - 1);

		if (left >= NAME_DIFFERENT)
			take(c, i + span, mask | 1u << j, value + left + more, (uint8_t)j,
				(uint8_t)span, 1);
		if (right >= NAME_DIFFERENT && !(mask & all))
			take(c, i + 1, mask | all, value + right + more, (uint8_t)j, 1,
				(uint8_t)span);
	}
}

static void assign_from(struct comparing *c, size_t i, unsigned mask, bool joins)
{
	double value = c->best[i][mask].value;

	take(c, i + 1, mask, value, NO_PART, 1, 0);
	if (!counts(&c->a->parts[i]))
		return;
	for (size_t j = 0; j < c->b->n_parts; j++) {
		if (mask & 1u << j || !counts(&c->b->parts[j]))
			continue;
		take(c, i + 1, mask | 1u << j,
			value + worth(c, i, j, c->match[i][j].score), (uint8_t)j, 1, 1);
		if (joins)
			assign_joined(c, i, mask, j);
	}
}

/* Reads the choices back from the best end. */
static void read_back(struct comparing *c)
{
	size_t i = c->a->n_parts;
	unsigned masks = 1u << c->b->n_parts, mask = 0;

	for (unsigned m = 1; m < masks; m++)
		if (c->best[i][m].value > c->best[i][mask].value)
			mask = m;
	c->n_pairs = 0;
	while (i) {
		const struct assignment *at = &c->best[i][mask];

		i -= at->span_a;
		if (at->b == NO_PART)
			continue;
		c->pairs[c->n_pairs++] =
			(struct part_pair){ (uint8_t)i, at->span_a, at->b, at->span_b };
		mask &= ~(((1u << at->span_b) - 1) << at->b);
	}
}

static void assign(struct comparing *c, bool joins)
{
	unsigned masks = 1u << c->b->n_parts;

	for (size_t i = 0; i <= c->a->n_parts; i++)
		for (unsigned m = 0; m < masks; m++)
			c->best[i][m].value = -1e6f;
	c->best[0][0].value = 0;
	for (size_t i = 0; i < c->a->n_parts; i++)
		for (unsigned m = 0; m < masks; m++)
			if (c->best[i][m].value > -1e5f)
				assign_from(c, i, m, joins);
	read_back(c);
}

/* ---- the score of the whole ---- */

const struct part_match *pair_match(const struct comparing *c, const struct part_pair *p)
{
	if (p->span_a > 1)
		return &c->joined[p->a][p->b][p->span_a - 2];
	if (p->span_b > 1)
		return &c->joined[p->a][p->b][JOIN_RIGHT + p->span_b - 2];
	return &c->match[p->a][p->b];
}

struct sum {
	double least, total;
	size_t n, names;       /* pairs; of them names in full */
	size_t left_a, left_b; /* names without a counterpart */
	uint64_t groups;
	bool other_patronymic, other_gender, other_syllable;
};

static bool is_name(const struct name_part *part)
{
	return part->role == PART_NAME || part->role == PART_PATRONYMIC;
}

static bool other_gender(const struct comparing *c, const struct part_pair *p)
{
	const struct kept_part *x = kept_part(c->a, p->a + p->span_a - 1u);
	const struct kept_part *y = kept_part(c->b, p->b + p->span_b - 1u);

	return (x->male >= 0 && x->male == y->female) ||
	       (x->female >= 0 && x->female == y->male);
}

static void add_pair(struct comparing *c, const struct part_pair *p, struct sum *sum,
	struct name_comparison *out)
{
	const struct part_match *m = pair_match(c, p);
	const struct name_part *a = &c->a->parts[p->a], *b = &c->b->parts[p->b];
	bool particles = a->role == PART_PARTICLE || b->role == PART_PARTICLE;

	if (particles && p->span_a == 1 && p->span_b == 1 && m->score < NAME_SAME) {
		sum->left_a += is_name(a);
		sum->left_b += is_name(b);
		return;
	}
	if (a->role == PART_PATRONYMIC && b->role == PART_PATRONYMIC &&
		m->score < NAME_DIFFERENT)
		sum->other_patronymic = true;
	if (m->consonants <= 1 && other_gender(c, p))
		sum->other_gender = true;
	sum->other_syllable |= m->other_syllable;
	if (m->score < sum->least)
		sum->least = m->score;
	sum->total += m->score;
	sum->n++;
	sum->names += (is_name(a) || p->span_a > 1) && (is_name(b) || p->span_b > 1);
	sum->groups &= m->groups;
	out->vowels += m->vowels;
	out->consonants += m->consonants;
}

static void count_left(const struct name *name, uint32_t used, size_t *left, bool *any)
{
	for (size_t i = 0; i < name->n_parts; i++) {
		if (used & 1u << i)
			continue;
		*left += name->parts[i].role == PART_NAME;
		*any |= name->parts[i].role == PART_NAME ||
			name->parts[i].role == PART_PATRONYMIC ||
			name->parts[i].role == PART_INITIAL;
	}
}

static void mark_used(const struct comparing *c, uint32_t *a, uint32_t *b)
{
	for (size_t k = 0; k < c->n_pairs; k++) {
		*a |= ((1u << c->pairs[k].span_a) - 1) << c->pairs[k].a;
		*b |= ((1u << c->pairs[k].span_b) - 1) << c->pairs[k].b;
	}
}

static bool same_numbers(const struct name *a, const struct name *b)
{
	size_t i = 0, j = 0;

	for (;; i++, j++) {
		while (i < a->n_parts && a->parts[i].role != PART_NUMBER)
			i++;
		while (j < b->n_parts && b->parts[j].role != PART_NUMBER)
			j++;
		if (i == a->n_parts || j == b->n_parts)
			return i == a->n_parts && j == b->n_parts;
		if (!same_letters(&a->parts[i], &b->parts[j]))
			return false;
	}
}

static bool is_reordered(const struct comparing *c)
{
	/* pairs were read back from the end */
	for (size_t k = 1; k < c->n_pairs; k++)
		if (c->pairs[k].b > c->pairs[k - 1].b)
			return true;
	return false;
}

static void forbid(struct name_comparison *out, double most, const char *veto)
{
	if (out->score > most)
		out->score = most;
	if (!*out->veto)
		out->veto = veto;
	out->explained = false;
}

static void apply_vetoes(
	const struct comparing *c, const struct sum *sum, struct name_comparison *out)
{
	if (sum->other_gender)
		forbid(out, SCORE_GENDER, "a woman's surname against a man's");
	if (sum->other_syllable)
		forbid(out, SCORE_SYLLABLE, "another syllable");
	if (sum->other_patronymic)
		forbid(out, SCORE_CONSONANT, "another patronymic");
	if (!same_numbers(c->a, c->b))
		forbid(out, SCORE_CONSONANT, "another number");
}

static void score_pairs(struct comparing *c, struct name_comparison *out)
{
	struct sum sum = { .least = 100, .groups = EVERY_GROUP };
	uint32_t used_a = 0, used_b = 0;
	size_t left;

	*out = (struct name_comparison){ .veto = "" };
	for (size_t k = 0; k < c->n_pairs; k++)
		add_pair(c, &c->pairs[k], &sum, out);
	mark_used(c, &used_a, &used_b);
	count_left(c->a, used_a, &sum.left_a, &out->left_out);
	count_left(c->b, used_b, &sum.left_b, &out->left_out);
	if (!sum.n || !sum.names) {
		out->consonants++;
		out->veto = "no name in common";
		return;
	}
	left = sum.left_a + sum.left_b;
	out->score = 0.85 * sum.least + 0.15 * sum.total / (double)sum.n;
	if (!(sum.groups & c->n->rules.across) || !(sum.groups & ~c->n->rules.across))
		out->score -= MIXED;
	out->explained = !out->vowels && !out->consonants;
	if (out->explained && out->score < NAME_SAME)
		out->score = NAME_SAME;
	if (left && (sum.names < 2 || (sum.left_a && sum.left_b))) {
		out->score = less_of(out->score, SCORE_VOWEL) - LEFT_OUT * (double)left;
		out->explained = false;
	} else if (left) {
		out->score -= less_of(
			LEFT_OUT * (double)left, more_of(0, out->score - NAME_SAME));
	}
	out->reordered = is_reordered(c);
	if (out->vowels)
		out->score = less_of(out->score, SCORE_VOWEL);
	if (out->consonants)
		out->score = less_of(out->score, SCORE_CONSONANT);
	apply_vetoes(c, &sum, out);
	out->score = more_of(0, out->score);
}

/* ---- the order two names are compared in ---- */

static int part_order(const struct name_part *a, const struct name_part *b)
{
	if (a->n != b->n)
		return a->n < b->n ? -1 : 1;
	for (size_t i = 0; i < a->n; i++)
		if (a->letters[i] != b->letters[i])
			return a->letters[i] < b->letters[i] ? -1 : 1;
	return 0;
}

static int name_order(const struct name *a, const struct name *b)
{
	int order = a->n_parts < b->n_parts ? -1 : a->n_parts > b->n_parts;

	for (size_t i = 0; !order && i < a->n_parts; i++)
		order = part_order(&a->parts[i], &b->parts[i]);
	return order;
}

static bool same_parts(const struct name *a, const struct name *b)
{
	return !name_order(a, b);
}

static bool worth_joining(const struct comparing *c, const struct name_comparison *out)
{
	return (out->score < NAME_SAME) && c->a->n_parts + c->b->n_parts > 2;
}

/* Parts whose letters agree are not alike where both are Chinese, of other syllables. */
static int tell_syllables(struct comparing *c, size_t i, size_t j)
{
	struct part_match *m = &c->match[i][j];

	if (m->score < NAME_DIFFERENT || m->score >= 100)
		return 0;
	int rc = han_parts_differ(c->n->han, &c->a->parts[i], &c->b->parts[j]);
	if (rc > 0)
		*m = (struct part_match){
			.score = SCORE_SYLLABLE, .consonants = 1, .other_syllable = true
		};
	return rc < 0 ? rc : 0;
}

static int match_pair(struct comparing *c, size_t i, size_t j, double least)
{
	c->matched[i][j] = true;
	match_parts(c, i, j, least, &c->match[i][j]);
	return tell_syllables(c, i, j);
}

/* Takes part by part of one name with the next of the other that is the same, round and
 * round; what they are worth together, 0 where a part has none. */
static int match_in_order(struct comparing *c, double *together)
{
	uint32_t taken = 0;
	size_t at = 0;

	*together = 0;
	for (size_t i = 0; i < c->a->n_parts; i++) {
		size_t m = c->b->n_parts, tried = 0;

		if (!counts(&c->a->parts[i]))
			continue;
		for (; tried < m; tried++, at = (at + 1) % m) {
			if (taken & 1u << at || !counts(&c->b->parts[at]))
				continue;
			if (match_pair(c, i, at, c->least) < 0)
				return BIS_ENOMEM;
			if (c->match[i][at].score >= NAME_SAME)
				break;
		}
		if (tried == m) {
			*together = 0;
			return 0;
		}
		*together += worth(c, i, at, c->match[i][at].score);
		taken |= 1u << at;
	}
	return 0;
}

static size_t count_counted(const struct name *name)
{
	size_t n = 0;

	for (size_t i = 0; i < name->n_parts; i++)
		n += counts(&name->parts[i]);
	return n;
}

/* All pairs of parts that were not compared yet. */
static int match_rest(struct comparing *c, double least)
{
	int rc = 0;

	for (size_t i = 0; i < c->a->n_parts; i++)
		for (size_t j = 0; rc == 0 && j < c->b->n_parts; j++)
			if (!c->matched[i][j] && counts(&c->a->parts[i]) &&
				counts(&c->b->parts[j]))
				rc = match_pair(c, i, j, least);
	return rc;
}

/* Where the parts agree one with one, another pair need not be told how far it differs
 * unless it may be in a better assignment: with all others of that as good as can be. */
static int match_all(struct comparing *c)
{
	double together;
	size_t n = count_counted(c->a);
	int rc;

	c->withheld = false;
	memset(c->matched, 0, sizeof(c->matched));
	rc = match_in_order(c, &together);
	if (rc < 0)
		return rc;
	if (!together)
		return match_rest(c, c->least);
	c->withheld = true;
	return match_rest(
		c, more_of(c->least, together - WORTH_MOST * (double)(n - 1) - 1));
}

/* Parts that may be joined are assigned in other ways: for these all scores are needed. */
static int match_withheld(struct comparing *c)
{
	if (!c->withheld)
		return 0;
	memset(c->matched, 0, sizeof(c->matched));
	return match_rest(c, c->least);
}

int comparing_run(struct comparing *c, struct name_comparison *out)
{
	struct name_comparison joined;
	int rc = match_all(c);

	if (rc < 0)
		return rc;
	assign(c, false);
	score_pairs(c, out);
	if (!worth_joining(c, out) || !match_joined(c))
		return 0;
	rc = match_withheld(c);
	if (rc < 0)
		return rc;
	assign(c, true);
	score_pairs(c, &joined);
	if (joined.score > out->score) {
		*out = joined;
		return 0;
	}
	assign(c, false);
	return 0;
}

int name_compare(struct namer *n, const struct name *a, const struct name *b,
	struct name_comparison *out)
{
	return name_compare_within(n, a, b, 0, out);
}

int name_compare_within(struct namer *n, const struct name *a, const struct name *b,
	double least, struct name_comparison *out)
{
	struct comparing *c = &n->comparing;
	int rc;

	*out = (struct name_comparison){ .veto = "" };
	if (!a->n_parts || !b->n_parts) {
		out->veto = a->n_parts || b->n_parts ? "nothing to compare" : "";
		if (a->n_parts == b->n_parts)
			out->score = 100, out->explained = true;
		return 0;
	}
	if (same_parts(a, b)) {
		out->score = 100;
		out->explained = true;
		return 0;
	}
	rc = han_compare(n->han, a, b, out);
	if (rc)
		return rc < 0 ? rc : 0;
	c->n = n;
	c->a = name_order(a, b) < 0 ? a : b;
	c->b = c->a == a ? b : a;
	c->least = a->n_parts == 1 && b->n_parts == 1 ? least : 0;
	rc = comparing_run(c, out);
	if (rc == 0 && out->score < c->least)
		out->score = 0;
	return rc;
}
