/* SPDX-License-Identifier: Apache-2.0
 *
 * Expectation maximisation over a flat row of links: for each word of each target, the
 * numbers of its pairs with all words of its source, so that a round is two walks.
 */
#include "config.h"
#include "src/find/renderings-model.h"

#include <string.h>

#include "src/base/err.h"
#include "src/find/number-map.h"

#define NOTHING UINT64_C(0) /* the word that stands in every source */

struct model {
	struct number_map sources, pairs;
	uint32_t *source_of; /* pair → source */
	float *chance;       /* pair → how likely the source gives the target */
	float *count;
	size_t pairs_capacity;
	uint32_t *links;
	size_t n_links, links_capacity;
	uint32_t *fans; /* for each word of a target, how many links it has */
	size_t n_fans, fans_capacity;
};

int model_new(struct model **out)
{
	*out = calloc(1, sizeof(**out));
	return *out == NULL ? err_nomem() : 0;
}

void model_free(struct model *m)
{
	if (m == NULL)
		return;
	number_map_finish(&m->sources);
	number_map_finish(&m->pairs);
	free(m->source_of);
	free(m->chance);
	free(m->count);
	free(m->links);
	free(m->fans);
	free(m);
}

static uint64_t pair_of(uint64_t source, uint64_t target)
{
	return (source * UINT64_C(0xD6E8FEB86659FD93)) ^
	       (target * UINT64_C(0xA0761D6478BD642F) + (source >> 29));
}

static int grow_pairs(struct model *m)
{
	size_t capacity = m->pairs_capacity == 0 ? 4096 : m->pairs_capacity * 2;
	void *more;

	more = reallocarray(m->source_of, capacity, sizeof(*m->source_of));
	if (more == NULL)
		return err_nomem();
	m->source_of = more;
	more = reallocarray(m->chance, capacity, sizeof(*m->chance));
	if (more == NULL)
		return err_nomem();
	m->chance = more;
	m->pairs_capacity = capacity;
	return 0;
}

static int push(uint32_t **row, size_t *n, size_t *capacity, uint32_t value)
{
	if (*n == *capacity) {
		size_t more = *capacity == 0 ? 4096 : *capacity * 2;
		void *memory = reallocarray(*row, more, sizeof(**row));
		if (memory == NULL)
			return err_nomem();
		*row = memory;
		*capacity = more;
	}
	(*row)[(*n)++] = value;
	return 0;
}

static int add_link(struct model *m, uint64_t source, uint64_t target)
{
	uint32_t pair, number, known = m->pairs.n;
	int rc = number_map_put(&m->pairs, pair_of(source, target), &pair);

	if (rc == 0 && pair == known) {
		rc = number_map_put(&m->sources, source, &number);
		if (rc == 0 && pair >= m->pairs_capacity)
			rc = grow_pairs(m);
		if (rc < 0)
			return rc;
		m->source_of[pair] = number;
		m->chance[pair] = 1;
	}
	return rc == 0 ? push(&m->links, &m->n_links, &m->links_capacity, pair) : rc;
}

int model_add(struct model *m, const uint64_t *source, size_t n_source,
	const uint64_t *target, size_t n_target)
{
	int rc = 0;

	for (size_t k = 0; rc == 0 && k < n_target; k++) {
		rc = add_link(m, NOTHING, target[k]);
		for (size_t i = 0; rc == 0 && i < n_source; i++)
			rc = add_link(m, source[i], target[k]);
		if (rc == 0)
			rc = push(&m->fans, &m->n_fans, &m->fans_capacity,
				(uint32_t)n_source + 1);
	}
	return rc;
}

/* How often each source is held to have given each target, by the chances so far. */
static void expect(struct model *m)
{
	const uint32_t *link = m->links;

	memset(m->count, 0, m->pairs.n * sizeof(*m->count));
	for (size_t k = 0; k < m->n_fans; link += m->fans[k++]) {
		float sum = 0;
		for (uint32_t i = 0; i < m->fans[k]; i++)
			sum += m->chance[link[i]];
		for (uint32_t i = 0; sum > 0 && i < m->fans[k]; i++)
			m->count[link[i]] += m->chance[link[i]] / sum;
	}
}

static void maximise(struct model *m, float *sums)
{
	memset(sums, 0, m->sources.n * sizeof(*sums));
	for (uint32_t p = 0; p < m->pairs.n; p++)
		sums[m->source_of[p]] += m->count[p];
	for (uint32_t p = 0; p < m->pairs.n; p++) {
		float sum = sums[m->source_of[p]];
		m->chance[p] = sum > 0 ? m->count[p] / sum : 0;
	}
}

int model_train(struct model *m, int rounds)
{
	float *sums = calloc((size_t)m->sources.n + 1, sizeof(*sums));

	free(m->count);
	m->count = calloc((size_t)m->pairs.n + 1, sizeof(*m->count));
	if (sums == NULL || m->count == NULL) {
		free(sums);
		return err_nomem();
	}
	for (int i = 0; i < rounds; i++) {
		expect(m);
		maximise(m, sums);
	}
	free(sums);
	return 0;
}

static float chance_of(const struct model *m, uint64_t source, uint64_t target)
{
	uint32_t pair = number_map_get(&m->pairs, pair_of(source, target));

	return pair == NUMBER_NONE ? 0 : m->chance[pair];
}

void model_shares(struct model *m, const uint64_t *source, size_t n_source,
	const uint64_t *target, size_t n_target, float *shares)
{
	for (size_t k = 0; k < n_target; k++) {
		float other = chance_of(m, NOTHING, target[k]), sought = 0;
		for (size_t i = 0; i < n_source; i++) {
			float chance = chance_of(m, source[i], target[k]);
			float *best = source[i] == MODEL_SOUGHT ? &sought : &other;
			*best = chance > *best ? chance : *best;
		}
		shares[k] = sought > 0 ? sought / (sought + other) : 0;
	}
}
