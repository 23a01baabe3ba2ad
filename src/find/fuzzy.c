/* SPDX-License-Identifier: Apache-2.0
 *
 * The search through one run.
 *
 * By prefixes (Chaudhuri, Ganti and Kaushik 2006; the floor rises as in Xiao and others
 * 2009): the keys of the query are taken in the order of the run.  Of the segments whose
 * first key in common with the query is this one, none has more in common with it than
 * `rest`, the weight of the query's tokens from this key on.  So a similar one weighs
 * between floor · W and rest / floor, it has this key in its prefix, and when rest falls
 * below floor · W there are no more.  A segment with an earlier key in common has been
 * met there, or can't be similar: so whatever is computed at a key may be, of the query,
 * from that key on.
 */
#include "config.h"
#include "src/find/fuzzy-search.h"

#include <string.h>

/* Below this floor no list of postings helps. */
#define FLOOR_OF_TIERS 400

void search_window(struct search *s, uint64_t overlap, uint32_t *from, uint32_t *to)
{
	uint64_t floor = (uint64_t)s->floor;
	uint64_t most = overlap * 1000 / floor;

	*from = run_from_weight(s->run, needed_overlap(s, 0));
	*to = run_from_weight(s->run, most + 1);
}

/* Sketches are fetched while those before them are looked at. */
static bool fetch_sketches(struct run *r, const uint32_t *places, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		__builtin_prefetch(&r->sketches[places[i]]);
		if (run_sketch(r, places[i]) == NULL)
			return false;
	}
	return true;
}

/* The places are in order of weight: the first is the lightest, which needs the least in
 * common; and of the heaviest may most be missing. */
static bool find_limits(struct search *s, const struct fuzzy_step *step,
	const uint32_t *places, size_t n, struct sketch_limits *limits)
{
	uint64_t lightest = run_weight(s->run, places[0]);
	uint64_t heaviest = run_weight(s->run, places[n - 1]);
	uint64_t least = needed_overlap(s, lightest), most = needed_overlap(s, heaviest);

	if (least > step->rest || most > heaviest)
		return false;
	limits->query = step->rest - least;
	limits->segment = heaviest - most;
	limits->segment_unit =
		token_weight(s->run->has_characters ? TOKEN_CHARACTER : TOKEN_WORD);
	return true;
}

int search_places(struct search *s, const struct fuzzy_step *step, const uint32_t *places,
	size_t n, bool once)
{
	struct sketch_limits limits;
	uint32_t left[POSTINGS_BLOCK];
	int rc = 0;

	if (!find_limits(s, step, places, n, &limits))
		return s->run->damaged ? search_damaged() : 0;
	if (!fetch_sketches(s->run, places, n))
		return search_damaged();
	n = sketch_filter(s->run->sketches, &step->mask, &limits, places, n, left);
	for (size_t i = 0; i < n && rc == 0 && !s->stopped; i++)
		if (!once || !run_table_mark(s, left[i]))
			rc = search_compare(s, left[i]);
	return rc;
}

/* --- by prefixes -------------------------------------------------------------------- */

/* A part of a block, so short that its segments weigh about the same. */
#define PART 32

/* The places of one block that are in the window. */
static int search_block(
	struct search *s, const struct fuzzy_step *step, const uint32_t *block, size_t n)
{
	int rc = 0;

	for (size_t i = 0; i < n && rc == 0 && !s->stopped; i += PART)
		rc = search_places(s, step, block + i, n - i < PART ? n - i : PART, true);
	return rc;
}

static int read_list(struct search *s, const struct fuzzy_step *step, enum tier tier)
{
	uint32_t block[POSTINGS_BLOCK], from, to;
	struct postings list;
	int rc = 0, floor = s->floor;
	size_t n;

	postings_open(s->run, step->key, tier, &list);
	if (list.n == 0)
		return 0;
	search_window(s, step->rest, &from, &to);
	postings_seek(&list, from);
	while (rc == 0 && !s->stopped && (n = postings_next(&list, block)) > 0) {
		size_t first = 0;

		if (s->floor != floor)
			search_window(s, step->rest, &from, &to);
		floor = s->floor;
		while (first < n && block[first] < from)
			first++;
		bool last = block[n - 1] >= to;
		while (n > first && block[n - 1] >= to)
			n--;
		rc = search_block(s, step, block + first, n - first);
		if (last)
			break;
	}
	return rc;
}

static bool needs_tier(const struct search *s, enum tier tier)
{
	return tier == TIER_70 || (tier == TIER_55 && s->floor < 700) ||
	       (tier == TIER_40 && s->floor < 550);
}

int search_prefixes(struct search *s)
{
	int rc = 0;

	for (size_t i = 0; i < s->f->n_steps && rc == 0; i++) {
		const struct fuzzy_step *step = &s->f->steps[i];

		if (step->rest < needed_overlap(s, 0))
			break;
		for (enum tier t = TIER_70; t <= TIER_40 && rc == 0; t++)
			if (needs_tier(s, t) && !s->stopped)
				rc = read_list(s, step, t);
		if (s->stopped)
			break;
	}
	return rc == 0 && s->run->damaged ? search_damaged() : rc;
}

/* --- all of fitting weight ---------------------------------------------------------- */

static int compare_all(struct search *s, const uint32_t *places, size_t n)
{
	int rc = 0;

	for (size_t i = 0; i < n && rc == 0 && !s->stopped; i++)
		rc = search_compare(s, places[i]);
	return rc;
}

/* What all of the query that the run knows stands for. */
static struct fuzzy_step whole_query(const struct search *s)
{
	struct fuzzy_step whole = { .key = RUN_NONE };

	return s->f->n_steps == 0 ? whole : s->f->steps[0];
}

int search_all(struct search *s, bool exhaustive)
{
	struct fuzzy_step whole = whole_query(s);
	uint32_t places[POSTINGS_BLOCK], from = 0, to = 0, at = 0;
	int rc = 0, floor = 0;

	while (rc == 0 && !s->stopped) {
		size_t n = 0;

		if (s->floor != floor)
			search_window(s, s->weight, &from, &to);
		floor = s->floor;
		at = at < from ? from : at;
		while (n < POSTINGS_BLOCK && at < to)
			places[n++] = at++;
		if (n == 0)
			break;
		rc = exhaustive ? compare_all(s, places, n)
				: search_places(s, &whole, places, n, false);
	}
	return rc == 0 && s->run->damaged ? search_damaged() : rc;
}

/* --- the keys in the order of the run ----------------------------------------------- */

static int by_key(const void *left, const void *right)
{
	const struct fuzzy_step *a = left, *b = right;

	return a->key < b->key ? -1 : a->key > b->key;
}

static void add_to_mask(struct mask *mask, const struct query_key *key)
{
	unsigned bit = key->hash % 256;
	uint64_t one = UINT64_C(1) << bit % 64;

	if (key->kind == TOKEN_WORD)
		mask->words[bit / 64] |= one;
	if (key->kind == TOKEN_CHARACTER)
		mask->characters[bit / 64] |= one;
}

/* A bit of both a word and a character counts as that of the lighter. */
static void settle_mask(struct mask *mask)
{
	for (int i = 0; i < 4; i++)
		mask->words[i] &= ~mask->characters[i];
}

/* Until the steps are in order, `rest` says which of the keys it is. */
static void make_steps(struct search *s)
{
	struct fuzzy *f = s->f;
	struct fuzzy_step *steps = f->steps;
	size_t n = 0;

	for (size_t i = 0; i < f->n_keys; i++)
		if (f->keys[i].key != RUN_NONE)
			steps[n++] =
				(struct fuzzy_step){ .key = f->keys[i].key, .rest = i };
	f->n_steps = n;
	qsort(steps, n, sizeof(*steps), by_key);
	for (size_t i = n; i > 0; i--) {
		struct fuzzy_step *step = &steps[i - 1];
		const struct query_key *key = &f->keys[step->rest];

		step->rest = key->weight + (i < n ? steps[i].rest : 0);
		if (i < n)
			step->mask = steps[i].mask;
		add_to_mask(&step->mask, key);
		settle_mask(&step->mask);
	}
}

static int search_run(struct search *s, bool exhaustive)
{
	int rc = run_table_begin(s);

	if (rc < 0)
		return rc;
	make_steps(s);
	if (exhaustive || s->floor < FLOOR_OF_TIERS || s->weight == 0)
		return search_all(s, exhaustive);
	return search_prefixes(s);
}

int fuzzy_search(struct fuzzy *f, struct run *run, int *floor, bool exhaustive,
	fuzzy_offer *offer, void *ctx)
{
	struct search s = { .f = f,
		.run = run,
		.weight = f->query.weight,
		.floor = *floor < 1 ? 1 : *floor,
		.offer = offer,
		.ctx = ctx };

	if (*floor > 1000)
		return 0;
	int rc = search_run(&s, exhaustive);

	run_table_end(&s);
	*floor = s.floor;
	return rc;
}
