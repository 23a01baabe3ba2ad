/* SPDX-License-Identifier: Apache-2.0
 *
 * How well a part of one name, or several written as one, fits a part of the other.
 */
#include "config.h"

#include "termbase/names-compare.h"

#include <limits.h>
#include <string.h>

#define SCORE_SAME 90.0    /* a given name as another language has it */
#define SCORE_INITIAL 94.0 /* an initial that fits */
#define PRICE_BASE 14      /* hundredths that may be spent on a part … */
#define PRICE_LETTER 5     /* … and for each of its letters */
#define MIXED_SHARE \
	0.9 /* of it, where the rules are of languages that have none in common */
#define PRICE_HOPELESS 36 /* beyond that, what makes it another name */

/* ---- one part beside one ---- */

bool same_letters(const struct name_part *a, const struct name_part *b)
{
	return a->n == b->n &&
	       !memcmp(a->letters, b->letters, a->n * sizeof(*a->letters));
}

static void match_of(const struct alignment *al, size_t letters, struct part_match *out)
{
	double limit = PRICE_BASE + PRICE_LETTER * (double)letters, over;
	double most = al->mixed ? MIXED_SHARE * limit : limit;

	*out = (struct part_match){
		.vowels = al->vowels, .consonants = al->consonants, .groups = al->groups
	};
	if (al->consonants) {
		over = (double)(al->cost - 100) / (10.0 * (double)letters + 20);
		out->score = SCORE_CONSONANT * more_of(0, 1 - more_of(0, over) / 6);
	} else if (al->vowels) {
		over = (double)(al->cost - 60) / (10.0 * (double)letters + 20);
		out->score = SCORE_VOWEL - 3 * less_of(8, more_of(0, over));
	} else if (al->cost > limit + PRICE_HOPELESS) {
		out->consonants = 1;
		out->score = SCORE_CONSONANT * limit / al->cost;
	} else if (al->cost > most) {
		out->vowels = 1;
		out->score = SCORE_VOWEL - more_of(0, al->cost - limit) / 2;
	} else {
		out->score = SCORE_EXPLAINED -
			     (SCORE_EXPLAINED - NAME_SAME) * al->cost / limit;
	}
}

/* What may be spent on a part that is to score so much. */
static unsigned explained_for(double least, unsigned explained)
{
	double share = (SCORE_EXPLAINED - least) / (SCORE_EXPLAINED - NAME_SAME);

	return share > 0 ? (unsigned)(share * explained) + 1 : 0;
}

static void match_spelt(struct comparing *c, const struct spelt *a, const struct spelt *b,
	double least, struct part_match *out)
{
	struct alignment al = { .cost = ALIGN_NEVER, .consonants = 9 };
	size_t letters = a->n < b->n ? a->n : b->n;
	struct align_limit limit;
	unsigned explained = PRICE_BASE + PRICE_LETTER * (unsigned)letters;

	if (least > NAME_SAME)
		explained = explained_for(least, explained);
	limit.first = explained;
	limit.cost = least > SCORE_VOWEL ? explained : UINT_MAX;
	limit.consonants = least > SCORE_CONSONANT ? 0 : UINT8_MAX;
	if (!a->cut && !b->cut)
		align_within(c->n, a, b, &limit, &al);
	match_of(&al, letters, out);
}

/* An initial fits a word that may begin with what it may be written as. */
static void match_initial(struct comparing *c, const struct spelt *initial,
	const struct spelt *word, struct part_match *out)
{
	struct spelt beginning = *word;
	struct alignment al;

	*out = (struct part_match){ .consonants = 1 };
	for (uint8_t n = 1; n <= 4 && n <= word->n; n++) {
		beginning.n = n;
		align(c->n, initial, &beginning, &al);
		if (!al.vowels && !al.consonants && al.cost <= 4) {
			*out = (struct part_match){ .score = SCORE_INITIAL,
				.groups = EVERY_GROUP };
			return;
		}
	}
}

static bool is_same_name(const struct comparing *c, size_t i, size_t j)
{
	const struct kept_part *a = kept_part(c->a, i), *b = kept_part(c->b, j);

	return a->same >= 0 && a->same == b->same && !a->tail == !b->tail &&
	       (!a->tail || (a->male == b->male && a->female == b->female));
}

/* One name as another language has it; nearer where rules lead from one to the other. */
static void match_same_name(struct comparing *c, const struct spelt *a,
	const struct spelt *b, struct part_match *out)
{
	match_spelt(c, a, b, SCORE_SAME, out);
	if (out->score < SCORE_SAME)
		*out = (struct part_match){ .score = SCORE_SAME };
	out->groups = EVERY_GROUP;
}

void match_parts(
	struct comparing *c, size_t i, size_t j, double least, struct part_match *out)
{
	const struct name_part *a = &c->a->parts[i], *b = &c->b->parts[j];
	const struct spelt *x = &kept_part(c->a, i)->spelt,
			   *y = &kept_part(c->b, j)->spelt;

	if (same_letters(a, b))
		*out = (struct part_match){ .score = 100, .groups = EVERY_GROUP };
	else if (a->role == PART_NUMBER || b->role == PART_NUMBER)
		*out = (struct part_match){ .consonants = 1 };
	else if (is_same_name(c, i, j))
		match_same_name(c, x, y, out);
	else if (a->role == PART_INITIAL && b->role == PART_INITIAL)
		match_spelt(c, x, y, least, out);
	else if (a->role == PART_INITIAL)
		match_initial(c, x, y, out);
	else if (b->role == PART_INITIAL)
		match_initial(c, y, x, out);
	else
		match_spelt(c, x, y, least, out);
}

/* ---- several parts of one beside one of the other ---- */

bool part_join(const struct name *name, size_t from, size_t span, struct spelt *out)
{
	out->n = 0;
	out->cut = out->marked = false;
	memset(out->vowels, 0, sizeof(out->vowels));
	out->slavic = kept_part(name, from + span - 1)->spelt.slavic;
	out->slavic_name = kept_part(name, from)->spelt.slavic_name;
	out->romanised = kept_part(name, from)->spelt.romanised;
	out->signs = 0;
	out->script = kept_part(name, from)->spelt.script;
	for (size_t k = from; k < from + span; k++) {
		const struct spelt *s = &kept_part(name, k)->spelt;

		if (out->n + s->n > SPELT_MAX || s->cut)
			return false;
		memcpy(out->letter + out->n, s->letter, s->n * sizeof(s->letter[0]));
		memcpy(out->plain + out->n, s->plain, s->n * sizeof(s->plain[0]));
		memcpy(out->raw + out->n, s->raw, s->n * sizeof(s->raw[0]));
		memcpy(out->kind + out->n, s->kind, s->n * sizeof(s->kind[0]));
		out->marked |= s->marked;
		out->signs |= s->signs;
		for (size_t i = 0; i < VOWELS_MAX; i++)
			out->vowels[i] = (uint8_t)(out->vowels[i] + s->vowels[i]);
		out->n = (uint8_t)(out->n + s->n);
	}
	return true;
}

/* Whether lengths allow that `whole` is the parts written as one. */
static bool may_join(const struct name *name, size_t from, size_t span, size_t whole)
{
	size_t sum = 0;

	if (from + span > name->n_parts)
		return false;
	for (size_t k = from; k < from + span; k++) {
		if (name->parts[k].n >= whole || name->parts[k].role == PART_NUMBER ||
			name->parts[k].role == PART_HONORIFIC)
			return false;
		sum += name->parts[k].n;
	}
	return sum <= whole + whole / 2 + 1 && whole <= sum + sum / 2 + 1;
}

static bool may_be_whole(const struct name_part *part)
{
	return part->role != PART_NUMBER && part->role != PART_HONORIFIC;
}

static void join_left(struct comparing *c, size_t i, size_t j, size_t span)
{
	struct part_match *match = &c->joined[i][j][span - 2];
	struct spelt joined;

	*match = (struct part_match){ .score = -1 };
	if (may_be_whole(&c->b->parts[j]) && may_join(c->a, i, span, c->b->parts[j].n) &&
		part_join(c->a, i, span, &joined))
		match_spelt(
			c, &joined, &kept_part(c->b, j)->spelt, NAME_DIFFERENT, match);
}

static void join_right(struct comparing *c, size_t i, size_t j, size_t span)
{
	struct part_match *match = &c->joined[i][j][JOIN_RIGHT + span - 2];
	struct spelt joined;

	*match = (struct part_match){ .score = -1 };
	if (may_be_whole(&c->a->parts[i]) && may_join(c->b, j, span, c->a->parts[i].n) &&
		part_join(c->b, j, span, &joined))
		match_spelt(
			c, &kept_part(c->a, i)->spelt, &joined, NAME_DIFFERENT, match);
}

/* Every run of parts beside every part it may be; whether any is worth taking. */
bool match_joined(struct comparing *c)
{
	bool any = false;

	for (size_t i = 0; i < c->a->n_parts; i++)
		for (size_t j = 0; j < c->b->n_parts; j++)
			for (size_t span = 2; span <= JOIN_MOST; span++) {
				const struct part_match *match = c->joined[i][j];

				join_left(c, i, j, span);
				join_right(c, i, j, span);
				any |= match[span - 2].score >= NAME_DIFFERENT ||
				       match[JOIN_RIGHT + span - 2].score >=
					       NAME_DIFFERENT;
			}
	return any;
}
