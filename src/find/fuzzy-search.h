/* SPDX-License-Identifier: Apache-2.0
 *
 * What the parts of the fuzzy search share: the query, one search through one run, and
 * the filters in the order in which a segment meets them.
 *
 * All bounds are whole numbers: raw ≥ floor is the same as
 * 1000 · (max(W₁, W₂) − cost) ≥ floor · max(W₁, W₂), so nothing is lost by rounding.
 */
#ifndef BISOTUN_FUZZY_SEARCH_H
#define BISOTUN_FUZZY_SEARCH_H

#include "src/find/fuzzy.h"
#include "src/find/similarity-bits.h"
#include "src/find/similarity-cost.h"
#include "src/find/similarity.h"

/* Classes of tokens.  0 is every key that the query has not; numbers, ordinals and dates
 * have one each; from CLASS_FIRST on each other key of the query has one, and from
 * CLASS_SHARED on they have it together (who must know compares their keys). */
enum {
	CLASS_ORDINAL = 1,
	CLASS_DATE,
	CLASS_NUMBER,
	CLASS_FIRST,
	CLASS_SHARED = UINT16_MAX
};

struct query_key {
	uint64_t hash;
	uint32_t class;
	uint32_t key;    /* in the run that is searched, or RUN_NONE */
	uint64_t weight; /* of all its tokens */
	enum token_kind kind;
};

/* What one surface costs in the place of another, by query and run. */
struct known_cost {
	uint32_t variant, surface, cost;
};
enum { N_KNOWN_COSTS = 1024 };

/* The segment that is compared. */
struct candidate {
	uint32_t *classes; /* of its tokens, dates as one */
	uint32_t *weights;
	uint32_t *surfaces;
	size_t capacity;
};

struct mask {
	uint64_t words[4], characters[4];
};

/* A key of the query, in the order of the run. */
struct fuzzy_step {
	uint32_t key;
	uint64_t rest;    /* weight of the query's tokens from this key on */
	struct mask mask; /* sketch of the keys from this one on */
};

struct fuzzy {
	struct buf text;
	struct compared query;
	struct query_key *keys;
	size_t n_keys;
	uint32_t *key_of;           /* by token: which of the keys */
	uint32_t *classes;          /* by token */
	uint32_t *variants;         /* by token: equal where the surfaces are; from 1 */
	struct bit_pattern pattern; /* of the tokens that are no marks */
	size_t n_characters, n_numbers; /* dates and ordinals too */
	/* used by each search anew */
	struct fuzzy_step *steps;
	size_t n_steps;
	struct candidate candidate;
	struct cost_table table;
	struct known_cost costs[N_KNOWN_COSTS];
};

/* Kept with a run, by all who search it. */
struct run_table {
	uint16_t *classes; /* by surface; all 0 between searches */
	uint64_t *seen;    /* by segment, bits; all 0 between searches */
	uint32_t *marked;  /* which bits, up to N_MARKED */
	size_t n_marked;
	uint32_t first_ordinal, first_date, first_number, first_mark; /* surfaces */
};
enum { N_MARKED = 4096 };

struct search {
	struct fuzzy *f;
	struct run *run;
	struct run_table *table;
	uint64_t weight; /* of the query */
	int floor;
	bool stopped;
	fuzzy_offer *offer;
	void *ctx;
};

/* Between these a run is searched: classes are set, and cleared again. */
int run_table_begin(struct search *s);
void run_table_end(struct search *s);
/* Marks the segment; whether it was marked before. */
bool run_table_mark(struct search *s, uint32_t place);

static inline uint32_t class_of_surface(const struct run_table *t, uint32_t surface)
{
	if (surface < t->first_ordinal || surface >= t->first_mark)
		return t->classes[surface];
	return CLASS_ORDINAL + (surface >= t->first_date) + (surface >= t->first_number);
}

/* The weight that both must have for the floor, if the longer text weighs `most`. */
static inline uint64_t needed_overlap(const struct search *s, uint64_t weight)
{
	uint64_t most = weight > s->weight ? weight : s->weight;

	return (most * (uint64_t)s->floor + 999) / 1000;
}

/* What may be passed of each side at most: `query` of the mask, `segment` of bits the
 * mask has not. */
struct sketch_limits {
	uint64_t query, segment, segment_unit;
};

/* Those of the places whose sketches are within the limits, to `out`. */
size_t sketch_filter(const struct sketch *sketches, const struct mask *mask,
	const struct sketch_limits *limits, const uint32_t *places, size_t n,
	uint32_t *out);

/* Filters the places (ascending, at most POSTINGS_BLOCK) and compares what is left. */
int search_places(struct search *s, const struct fuzzy_step *step, const uint32_t *places,
	size_t n, bool once);

/* Compares one segment, and offers it. */
int search_compare(struct search *s, uint32_t place);

int search_prefixes(struct search *s);
int search_all(struct search *s, bool exhaustive);

/* The lightest segments and the first too heavy for what weighs `overlap` in the query
 * and the floor in force. */
void search_window(struct search *s, uint64_t overlap, uint32_t *from, uint32_t *to);

int search_damaged(void);

#endif
