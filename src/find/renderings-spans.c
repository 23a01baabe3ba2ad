/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/find/renderings-spans.h"

#include <string.h>

#include "src/base/hash.h"

#define LINKED 0.5F  /* share of a word that is taken for a rendering */
#define BRIDGE 0.25F /* share of a word between two such */
#define SURE 0.55    /* mean share of a run that is told of */
#define LIFT 1.5     /* so much more often than elsewhere */

void spans_finish(struct spans *s)
{
	free(s->at);
	free(s->spellings);
	number_map_finish(&s->by_hash);
	number_map_finish(&s->by_spelling);
	*s = (struct spans){ 0 };
}

static uint64_t hash_of(const uint64_t *words, size_t n)
{
	return hash_bytes(words, n * sizeof(*words), n);
}

/* --- choosing ---------------------------------------------------------------------- */

/* Token `k` directly follows the one before it in the text. */
static bool adjoins(const uint32_t *at, size_t k)
{
	return at[k] == at[k - 1] + 1;
}

/* How far a run from token `k` goes: linked words, with single weak ones, or single
 * marks such as a hyphen, between them. */
static size_t run_from(const struct sentence *t, const float *shares, size_t k)
{
	size_t end = k + 1;

	while (end < t->n && end - k < SPAN_WORDS && adjoins(t->at, end)) {
		if (shares[end] >= LINKED && !t->marks[end]) {
			end++;
			continue;
		}
		bool weak = t->marks[end] || shares[end] >= BRIDGE;
		if (!weak || end + 1 >= t->n || end + 1 - k >= SPAN_WORDS ||
			!adjoins(t->at, end + 1) || shares[end + 1] < LINKED ||
			t->words[end + 1] == t->words[end - 1])
			break;
		end += 2;
	}
	return end;
}

static double sum_of(const float *shares, size_t from, size_t to)
{
	double sum = 0;

	for (size_t i = from; i < to; i++)
		sum += (double)shares[i];
	return sum;
}

static double words_in(const struct sentence *t, size_t from, size_t to)
{
	double n = 0;

	for (size_t i = from; i < to; i++)
		n += !t->marks[i];
	return n;
}

static int span_of(struct spans *s, const uint64_t *words, size_t n, struct span **out)
{
	uint32_t number, known = s->by_hash.n;
	int rc = number_map_put(&s->by_hash, hash_of(words, n), &number);

	if (rc < 0)
		return rc;
	if (number == known && number >= s->capacity) {
		size_t capacity = s->capacity == 0 ? 64 : s->capacity * 2;
		void *more = reallocarray(s->at, capacity, sizeof(*s->at));
		if (more == NULL)
			return err_nomem();
		s->at = more;
		s->capacity = capacity;
	}
	*out = &s->at[number];
	if (number == known) {
		**out = (struct span){ .n = n, .last = SIZE_MAX };
		memcpy((*out)->words, words, n * sizeof(*words));
		s->n = s->by_hash.n;
	}
	return 0;
}

int spans_choose(struct spans *s, const struct sentence *target, const float *shares)
{
	size_t from = 0, to = 0;
	double best = 0;
	struct span *span = NULL;

	for (size_t k = 0; k < target->n; k++) {
		if (target->marks[k] || shares[k] < LINKED)
			continue;
		size_t end = run_from(target, shares, k);
		double sum = sum_of(shares, k, end);
		if (sum > best) {
			best = sum;
			from = k;
			to = end;
		}
		k = end - 1;
	}
	if (to == from)
		return 0;
	int rc = span_of(s, &target->words[from], to - from, &span);
	if (rc < 0)
		return rc;
	span->chosen++;
	span->share += best / words_in(target, from, to);
	return 0;
}

/* --- sifting ----------------------------------------------------------------------- */

static bool worth_telling(const struct span *span, size_t n_hits)
{
	size_t least = n_hits < 4 ? 1 : n_hits < 400 ? 2 : n_hits / 200;

	return span->chosen >= least && span->share >= SURE * (double)span->chosen;
}

void spans_sift(struct spans *s, size_t n_hits)
{
	for (int told = 0; told < 2 * SPANS_TOLD; told++) {
		struct span *best = NULL;
		for (size_t i = 0; i < s->n; i++)
			if (!s->at[i].told && worth_telling(&s->at[i], n_hits) &&
				(best == NULL || s->at[i].chosen > best->chosen))
				best = &s->at[i];
		if (best == NULL)
			return;
		best->told = true;
	}
}

/* --- counting ---------------------------------------------------------------------- */

uint32_t spans_at(const struct spans *s, const uint64_t *words, const uint32_t *at,
	size_t n, size_t k)
{
	uint32_t found = NUMBER_NONE;

	for (size_t end = k + 1; end <= n && end - k <= SPAN_WORDS; end++) {
		if (end - 1 > k && !adjoins(at, end - 1))
			break;
		uint32_t number =
			number_map_get(&s->by_hash, hash_of(&words[k], end - k));
		if (number != NUMBER_NONE && s->at[number].told)
			found = number;
	}
	return found;
}

/* One more of this spelling; the most frequent one is kept. */
static int count_spelling(struct spans *s, uint32_t number, const struct sentence *t,
	uint32_t segment, size_t k)
{
	struct span *span = &s->at[number];
	uint64_t hash = number;
	uint32_t spelling, known = s->by_spelling.n;

	for (size_t i = 0; i < span->n; i++) {
		size_t size;
		const char *text = run_surface_text(t->run, t->surfaces[k + i], &size);
		hash = hash_bytes(text, size, hash);
	}
	int rc = number_map_put(&s->by_spelling, hash, &spelling);
	if (rc == 0 && spelling == known && spelling >= s->spellings_capacity) {
		size_t capacity = spelling == 0 ? 64 : (size_t)spelling * 2;
		void *more = reallocarray(s->spellings, capacity, sizeof(*s->spellings));
		if (more == NULL)
			return err_nomem();
		s->spellings = more;
		s->spellings_capacity = capacity;
	}
	if (rc < 0)
		return rc;
	s->spellings[spelling] = spelling == known ? 1 : s->spellings[spelling] + 1;
	if (s->spellings[spelling] > span->met) {
		span->met = s->spellings[spelling];
		span->segment = segment;
		span->from = t->at[k];
		span->to = t->at[k + span->n - 1] + 1;
	}
	return 0;
}

static bool stands_at(const struct span *span, const struct sentence *t, size_t k)
{
	for (size_t i = 0; i < span->n; i++)
		if (k + i >= t->n || t->words[k + i] != span->words[i] ||
			(i > 0 && !adjoins(t->at, k + i)))
			return false;
	return true;
}

int spans_count(
	struct spans *s, const struct sentence *target, uint32_t segment, size_t hit)
{
	int rc = 0;

	for (uint32_t i = 0; rc == 0 && i < s->n; i++) {
		struct span *span = &s->at[i];
		for (size_t k = 0; rc == 0 && span->told && k < target->n; k++) {
			if (target->words[k] != span->words[0] ||
				!stands_at(span, target, k))
				continue;
			span->held += span->last != hit;
			span->last = hit;
			rc = count_spelling(s, i, target, segment, k);
		}
	}
	return rc;
}

/* --- settling ---------------------------------------------------------------------- */

static bool is_part(const struct span *part, const struct span *of)
{
	for (size_t k = 0; k + part->n <= of->n; k++)
		if (memcmp(part->words, &of->words[k], part->n * sizeof(*part->words)) ==
			0)
			return true;
	return false;
}

/* Hardly ever without the longer one. */
static bool is_only_part(const struct spans *s, const struct span *part)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct span *of = &s->at[i];
		if (of->told && of->n > part->n && is_part(part, of) &&
			(double)of->held >= 0.8 * (double)part->held)
			return true;
	}
	return false;
}

/* Hardly ever where the shorter one stands: what is more in it is by chance. */
static bool is_chance(const struct spans *s, const struct span *whole)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct span *part = &s->at[i];
		if (part->told && part->n < whole->n && is_part(part, whole) &&
			(double)whole->held < 0.1 * (double)part->held)
			return true;
	}
	return false;
}

static bool is_everywhere(const struct span *span, size_t n_hits,
	double (*usual)(void *ctx, uint64_t word), void *ctx)
{
	double rarest = 1;

	for (size_t i = 0; i < span->n; i++) {
		double part = usual(ctx, span->words[i]);
		rarest = part < rarest ? part : rarest;
	}
	return (double)span->held < LIFT * rarest * (double)n_hits;
}

void spans_settle(struct spans *s, size_t n_hits,
	double (*usual)(void *ctx, uint64_t word), void *ctx)
{
	size_t told = 0, least = n_hits < 4 ? 1 : 2;

	for (size_t i = 0; i < s->n; i++) {
		struct span *span = &s->at[i];
		if (span->told && (span->held < least || is_only_part(s, span) ||
					  is_chance(s, span) ||
					  is_everywhere(span, n_hits, usual, ctx)))
			span->told = false;
		told += span->told;
	}
	while (told > SPANS_TOLD) {
		struct span *least_held = NULL;
		for (size_t i = 0; i < s->n; i++)
			if (s->at[i].told &&
				(least_held == NULL || s->at[i].held < least_held->held))
				least_held = &s->at[i];
		least_held->told = false;
		told--;
	}
}
