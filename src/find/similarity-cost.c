/* SPDX-License-Identifier: Apache-2.0
 *
 * The table of Wagner and Fischer (1974), of which only those cells are looked at whose
 * cost, with what the rest must cost at least, does not exceed the limit (Ukkonen 1985):
 * of a row those between its first and its last.
 */
#include "config.h"
#include "src/find/similarity-cost.h"

#include "src/base/err.h"

#define FAR (UINT64_MAX / 4)

/* Above so many cells, lower limits are tried first. */
#define LONG_TABLE 65536
#define FIRST_LIMIT 1024

void cost_table_finish(struct cost_table *t)
{
	free(t->cells);
	free(t->rest);
	*t = (struct cost_table){ 0 };
}

/* Room for two rows of n + 2 cells and the weights of what is left of b. */
static int get_room(struct cost_table *t, size_t n)
{
	size_t room = n + 2;

	if (room <= t->capacity)
		return 0;
	room += room / 2 + 62;
	cost_table_finish(t);
	t->cells = calloc(2 * room, sizeof(*t->cells));
	t->rest = calloc(room, sizeof(*t->rest));
	if (t->cells == NULL || t->rest == NULL)
		return err_nomem();
	t->capacity = room;
	return 0;
}

/* A row of cells: [from, to] are within the limit, or between such; to < from: none. */
struct cells {
	uint64_t *at;
	size_t from, to;
	bool alive;
};

/* One comparison under way. */
struct course {
	const struct token_row *a, *b;
	cost_of_pair *pair;
	void *ctx;
	uint64_t limit;
	const uint64_t *rest; /* by column: weight of b from there on */
};

static inline bool within(const struct course *c, uint64_t cost, uint64_t a, uint64_t b)
{
	return cost + (a > b ? a - b : b - a) <= c->limit;
}

/* Adds a cell to its row; those too dear count as far. */
static inline uint64_t put(
	const struct course *c, struct cells *row, size_t j, uint64_t cost, uint64_t rest)
{
	if (!within(c, cost, rest, c->rest[j]))
		return row->at[j] = FAR;
	if (!row->alive)
		row->from = j;
	row->alive = true;
	row->to = j;
	return row->at[j] = cost;
}

static void first_row(const struct course *c, struct cells *row, uint64_t rest)
{
	uint64_t cost = 0;

	row->alive = false;
	for (size_t j = 0; j <= c->b->n; j++) {
		if (j > 0)
			cost += c->b->weights[j - 1];
		if (cost > c->limit)
			return;
		put(c, row, j, cost, rest);
	}
}

/* The row of token `i`, from the one above; `rest` is the weight of a behind it. */
static void next_row(const struct course *c, size_t i, const struct cells *above,
	struct cells *row, uint64_t rest)
{
	uint64_t left = FAR, corner = FAR;

	row->alive = false;
	for (size_t j = above->from; j <= c->b->n; j++) {
		uint64_t up = j <= above->to ? above->at[j] : FAR;
		uint64_t cost = up + c->a->weights[i];

		if (j > above->to + 1 && left >= FAR)
			return;
		if (corner < FAR) {
			uint64_t cross = corner + cost_of_replacing(c->a, i, c->b, j - 1,
							  c->pair, c->ctx);
			cost = cross < cost ? cross : cost;
		}
		if (left < FAR && left + c->b->weights[j - 1] < cost)
			cost = left + c->b->weights[j - 1];
		left = put(c, row, j, cost, rest);
		corner = up;
	}
}

uint64_t token_row_weight(const struct token_row *row)
{
	uint64_t weight = 0;

	for (size_t i = 0; i < row->n; i++)
		weight += row->weights[i];
	return weight;
}

static void set_rest(uint64_t *rest, const struct token_row *b)
{
	rest[b->n] = 0;
	for (size_t j = b->n; j > 0; j--)
		rest[j - 1] = rest[j] + b->weights[j - 1];
}

/* The table within c->limit. */
static uint64_t fill(const struct course *c, struct cost_table *t)
{
	struct cells rows[2] = { { .at = t->cells }, { .at = t->cells + t->capacity } };
	uint64_t rest = token_row_weight(c->a);
	size_t now = 0;

	first_row(c, &rows[now], rest);
	for (size_t i = 0; i < c->a->n && rows[now].alive; i++, now = !now) {
		rest -= c->a->weights[i];
		next_row(c, i, &rows[now], &rows[!now], rest);
	}
	if (rows[now].alive && rows[now].to == c->b->n)
		return rows[now].at[c->b->n];
	return COST_ABOVE;
}

int cost_within(struct cost_table *t, const struct token_row *a,
	const struct token_row *b, uint64_t limit, cost_of_pair *pair, void *ctx,
	uint64_t *cost)
{
	int rc = get_room(t, b->n);

	if (rc < 0)
		return rc;
	limit = limit < FAR ? limit : FAR - 1;
	set_rest(t->rest, b);
	uint64_t tried = a->n * b->n < LONG_TABLE ? limit : FIRST_LIMIT;

	for (;; tried *= 2) {
		struct course c = { a, b, pair, ctx, tried < limit ? tried : limit,
			t->rest };

		*cost = fill(&c, t);
		if (*cost != COST_ABOVE || tried >= limit)
			return 0;
	}
}
