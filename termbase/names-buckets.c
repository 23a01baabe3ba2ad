/* SPDX-License-Identifier: Apache-2.0
 *
 * Rules of spelling as they are looked for: in buckets by the letters both sides begin
 * with, the cheapest first, without those another does the work of; and of each letter
 * which others it has to do with at all, so that parts with foreign letters are told
 * apart without a look at the rules.
 */
#include "config.h"

#include "termbase/names-rules.h"

#include <stdlib.h>
#include <string.h>

#include "src/base/err.h"

static size_t pair_of(const struct rules *r, const struct rule *rule)
{
	return (size_t)rule->left[0] * r->n_letters + rule->right[0];
}

static size_t bucket_of(const struct rules *r, const struct rule *rule)
{
	size_t at = pair_of(r, rule);
	uint64_t below = (UINT64_C(1) << at % 64) - 1;
	const struct rule_pairs *pairs = &r->pairs[at / 64];

	return pairs->before + ones_in(pairs->any & below);
}

static bool same_sides(const struct rule *a, const struct rule *b)
{
	return a->n_left == b->n_left && a->n_right == b->n_right &&
	       !memcmp(a->left, b->left, sizeof(a->left)) &&
	       !memcmp(a->right, b->right, sizeof(a->right));
}

/* Whether a rule does what another does for no more. */
static bool covers(const struct rule *at, const struct rule *rule)
{
	return !(at->flags & ~rule->flags) && at->price <= rule->price &&
	       !(rule->groups & ~at->groups) &&
	       (!at->scripts || at->scripts == rule->scripts) &&
	       (!at->beside_left || at->beside_left == rule->beside_left) &&
	       (!at->beside_right || at->beside_right == rule->beside_right);
}

/* Makes two rules of different languages one, if nothing else tells them apart; not one
 * of a source language and one of another kind, which would be open to all. */
static bool merge(const struct rules *r, struct rule *at, const struct rule *rule)
{
	uint64_t differ = at->groups ^ rule->groups;

	if (at->price != rule->price || at->flags != rule->flags ||
		at->scripts != rule->scripts || at->beside_left != rule->beside_left ||
		at->beside_right != rule->beside_right ||
		((differ & r->across) && (differ & ~r->across)))
		return false;
	at->groups |= rule->groups;
	return true;
}

/* Whether an earlier rule of the bucket does what this one does, or may be made to. */
static bool is_covered(const struct rules *r, struct rule *from, const struct rule *rule)
{
	for (struct rule *at = from; at < rule; at++)
		if (same_sides(at, rule) && (covers(at, rule) || merge(r, at, rule)))
			return true;
	return false;
}

/* Cheap rules first, of those that cost the same what more languages have. */
static int by_price(const void *x, const void *y)
{
	const struct rule *a = x, *b = y;

	if (a->price != b->price)
		return a->price - b->price;
	return a->wide != b->wide ? b->wide - a->wide : memcmp(a, b, sizeof(*a));
}

#define FEW_RULES 8

/* Most buckets have few rules, for which qsort() is slow. */
static void sort_bucket(struct rule *at, size_t n)
{
	if (n > FEW_RULES) {
		qsort(at, n, sizeof(*at), by_price);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		struct rule rule = at[i];
		size_t k = i;

		for (; k && by_price(&at[k - 1], &rule) > 0; k--)
			at[k] = at[k - 1];
		at[k] = rule;
	}
}

/* Sorts each bucket by price and drops what is covered. */
static void tidy_buckets(struct rules *r)
{
	size_t kept = 0;
	uint32_t from = r->first[0];

	for (size_t bucket = 0; bucket < r->n_first; bucket++) {
		uint32_t to = r->first[bucket + 1];
		size_t start = kept;

		sort_bucket(r->at + from, to - from);
		for (uint32_t i = from; i < to; i++) {
			r->at[kept] = r->at[i];
			if (!is_covered(r, r->at + start, r->at + kept))
				kept++;
		}
		r->first[bucket] = (uint32_t)start;
		from = to;
	}
	r->first[r->n_first] = (uint32_t)kept;
	r->n = kept;
}

/* Notes the letters of one side of a rule as near to the first of the other. */
static void note_side(
	struct rules *r, const uint16_t *letters, unsigned n, uint16_t other)
{
	for (unsigned k = 0; k < n && letters[k] < BESIDE_LETTERS; k++) {
		struct letter_set *near = &r->near[letters[k]];

		if (other == LETTER_NONE)
			memset(near, 0xFF, sizeof(*near));
		else
			letter_set_add(near, other);
	}
}

static int note_near(struct rules *r)
{
	r->near = calloc(r->n_letters, sizeof(*r->near));
	if (!r->near)
		return err_nomem();
	for (size_t i = 0; i < r->n_letters; i++)
		letter_set_add(&r->near[i], (uint16_t)i);
	for (const struct rule *at = r->at; at < r->at + r->n; at++) {
		note_side(r, at->left, at->n_left, at->right[0]);
		note_side(r, at->right, at->n_right, at->left[0]);
	}
	return 0;
}

static int mark_pairs(struct rules *r)
{
	size_t n = r->n_letters * r->n_letters / 64 + 1;

	r->pairs = calloc(n, sizeof(*r->pairs));
	if (!r->pairs)
		return err_nomem();
	for (size_t i = 0; i < r->n; i++) {
		size_t at = pair_of(r, &r->at[i]);

		r->pairs[at / 64].any |= UINT64_C(1) << at % 64;
	}
	for (size_t i = 0; i < n; i++) {
		r->pairs[i].before = (uint32_t)r->n_first;
		r->n_first += ones_in(r->pairs[i].any);
	}
	return 0;
}

int rules_fill_buckets(struct rules *r)
{
	struct rule *sorted;

	if (mark_pairs(r) < 0)
		return BIS_ENOMEM;
	sorted = malloc((r->n + 1) * sizeof(*sorted));
	r->first = calloc(r->n_first + 2, sizeof(*r->first));
	if (!sorted || !r->first) {
		free(sorted);
		return err_nomem();
	}
	for (size_t i = 0; i < r->n; i++)
		r->first[bucket_of(r, &r->at[i]) + 2]++;
	for (size_t i = 2; i < r->n_first + 2; i++)
		r->first[i] += r->first[i - 1];
	for (size_t i = 0; i < r->n; i++)
		sorted[r->first[bucket_of(r, &r->at[i]) + 1]++] = r->at[i];
	free(r->at);
	r->at = sorted;
	tidy_buckets(r);
	return note_near(r);
}
