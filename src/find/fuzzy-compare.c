/* SPDX-License-Identifier: Apache-2.0
 *
 * One segment against the query: the bit-parallel distance as a bound, then the score.
 *
 * The bound.  Take the cheapest way from the query to the segment and leave the marks
 * out on both sides.  What inserted or deleted a mark is gone, what put a token in the
 * place of a mark inserts it now at the price it had.  So it is a way between the rows
 * without marks; each of its changes of key has a token of its own and cost at least the
 * weight of that: of d changes at most as many cost 40 as both texts have characters, at
 * most as many more cost 60 as they have numbers, ordinals and dates, and the others
 * cost 80 (in COST_UNITs of 20).  Where d is the distance, the fewest there can be, the
 * cost is no lower than that; and turned round, a cost allows so many changes at most.
 */
#include "config.h"
#include "src/find/fuzzy-search.h"

#include "src/base/err.h"

int search_damaged(void)
{
	return err_set(BIS_EDB, "the index is damaged");
}

/* How many changes `cost` allows, if so many may cost what a character or a number
 * does. */
static uint64_t changes_within(uint64_t cost, uint64_t characters, uint64_t numbers)
{
	const uint64_t character = token_weight(TOKEN_CHARACTER);
	const uint64_t number = token_weight(TOKEN_NUMBER);
	uint64_t n = cost / character;

	if (n <= characters)
		return n;
	cost -= characters * character;
	n = cost / number;
	if (n <= numbers)
		return characters + n;
	cost -= numbers * number;
	return characters + numbers + cost / token_weight(TOKEN_WORD);
}

static int get_room(struct candidate *c, size_t n)
{
	if (n <= c->capacity)
		return 0;
	n += n / 2 + 62;
	free(c->classes);
	free(c->weights);
	free(c->surfaces);
	c->capacity = 0;
	c->classes = calloc(n, sizeof(*c->classes));
	c->weights = calloc(n, sizeof(*c->weights));
	c->surfaces = calloc(n, sizeof(*c->surfaces));
	if (c->classes == NULL || c->weights == NULL || c->surfaces == NULL)
		return err_nomem();
	c->capacity = n;
	return 0;
}

/* What a segment holds. */
struct holding {
	size_t n; /* neither marks nor inside dates */
	size_t numbers, marks;
};

/* Leaves the classes of what is no mark in the candidate. */
static struct holding read_classes(
	const struct search *s, const uint32_t *surfaces, size_t n)
{
	const struct run_table *t = s->table;
	uint32_t *classes = s->f->candidate.classes;
	struct holding h = { 0 };

	for (size_t i = 0; i < n; i++) {
		uint32_t surface = surfaces[i];

		if (surface >= t->first_mark) {
			h.marks += !run_inside(s->run, surface);
			continue;
		}
		h.numbers += surface >= t->first_ordinal;
		classes[h.n++] = class_of_surface(t, surface);
	}
	return h;
}

/* How many characters, told from the weight: words and characters are all the rest. */
static uint64_t count_characters(const struct holding *h, uint64_t weight)
{
	uint64_t rest = weight - h->numbers * token_weight(TOKEN_NUMBER) -
			h->marks * token_weight(TOKEN_MARK);
	uint64_t if_words = (h->n - h->numbers) * token_weight(TOKEN_WORD);

	return (if_words - rest) /
	       (token_weight(TOKEN_WORD) - token_weight(TOKEN_CHARACTER));
}

static bool may_be_near(const struct search *s, const uint32_t *surfaces, size_t n,
	uint64_t weight, uint64_t limit)
{
	struct fuzzy *f = s->f;
	struct holding h = read_classes(s, surfaces, n);
	uint64_t characters = f->n_characters;

	if (s->run->has_characters)
		characters += count_characters(&h, weight);
	uint64_t most = changes_within(limit, characters, f->n_numbers + h.numbers);

	if (most >= h.n + f->pattern.n)
		return true;
	return bit_distance(&f->pattern, f->candidate.classes, h.n, (size_t)most) <= most;
}

static uint32_t weight_of_surface(const struct search *s, uint32_t surface)
{
	const struct run_table *t = s->table;

	if (surface >= t->first_mark)
		return token_weight(TOKEN_MARK);
	if (surface >= t->first_ordinal)
		return token_weight(TOKEN_NUMBER);
	if (!s->run->has_characters)
		return token_weight(TOKEN_WORD);
	return token_weight(run_kind_of(s->run, surface));
}

/* The tokens that have a weight; returns their number. */
static size_t read_row(const struct search *s, const uint32_t *surfaces, size_t n)
{
	struct candidate *c = &s->f->candidate;
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		if (run_inside(s->run, surfaces[i]))
			continue;
		c->classes[kept] = class_of_surface(s->table, surfaces[i]);
		c->weights[kept] = weight_of_surface(s, surfaces[i]);
		c->surfaces[kept++] = surfaces[i];
	}
	return kept;
}

static uint32_t compute_cost(struct search *s, size_t i, uint32_t surface)
{
	const struct lexeme *l = &s->f->query.lexemes[i];
	size_t size, fold_size;
	const char *text = run_surface_text(s->run, surface, &size);
	const char *fold =
		run_fold_text(s->run, run_fold_of(s->run, surface), &fold_size);

	return surface_cost(buf_str(&l->surface), l->surface.size, buf_str(&l->fold),
		l->fold.size, text, size, fold, fold_size, s->f->query.tokens.at[i].kind);
}

static uint32_t pair_cost(void *ctx, size_t i, size_t j)
{
	struct search *s = ctx;
	struct fuzzy *f = s->f;
	uint32_t surface = f->candidate.surfaces[j], variant = f->variants[i];

	if (f->classes[i] == CLASS_SHARED &&
		f->keys[f->key_of[i]].key != run_key_of(s->run, surface))
		return COST_OTHER;
	struct known_cost *known = &f->costs[(variant * 31 + surface) % N_KNOWN_COSTS];

	if (known->variant != variant || known->surface != surface)
		*known = (struct known_cost){ variant, surface,
			compute_cost(s, i, surface) };
	return known->cost;
}

static int find_cost(struct search *s, const uint32_t *surfaces, size_t n, uint64_t limit,
	uint64_t *cost)
{
	struct fuzzy *f = s->f;
	struct token_row query = { f->classes, f->query.weights, f->query.tokens.n };
	struct token_row segment = { f->candidate.classes, f->candidate.weights,
		read_row(s, surfaces, n) };

	return cost_within(&f->table, &query, &segment, limit, pair_cost, s, cost);
}

static int offer(struct search *s, uint32_t place, int raw)
{
	struct fuzzy_hit hit = { s->run, place, run_segment(s->run, place), raw };

	if (s->run->damaged)
		return search_damaged();
	int floor = s->offer(s->ctx, &hit);

	if (floor < 0)
		return floor;
	s->stopped = floor > 1000; /* which none can reach */
	if (floor != FUZZY_STOP && floor > s->floor)
		s->floor = floor;
	return 0;
}

int search_compare(struct search *s, uint32_t place)
{
	uint64_t weight = run_weight(s->run, place), cost;
	uint64_t most = weight > s->weight ? weight : s->weight;
	uint64_t needed = needed_overlap(s, weight);
	size_t n;
	const uint32_t *surfaces = run_tokens(s->run, place, &n);

	if (s->run->damaged)
		return search_damaged();
	if (needed > most)
		return 0;
	int rc = get_room(&s->f->candidate, n);

	if (rc < 0 || !may_be_near(s, surfaces, n, weight, most - needed))
		return rc;
	rc = find_cost(s, surfaces, n, most - needed, &cost);
	if (rc < 0 || cost == COST_ABOVE)
		return rc;
	return offer(s, place, similarity_raw(cost, s->weight, weight));
}
