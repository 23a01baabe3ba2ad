/* SPDX-License-Identifier: Apache-2.0
 *
 * Two texts side by side: the table of all ways from one to the other, and the way that
 * a translator would draw.
 *
 * Of the ways that cost the least the one is taken, from the end on, that goes on as it
 * went: gaps stay together, and so do equal tokens.
 */
#include "config.h"
#include "src/find/similarity.h"

#include <string.h>

#include "src/base/err.h"
#include "src/find/similarity-cost.h"
#include "src/find/similarity-ids.h"

void compared_finish(struct compared *c)
{
	for (size_t i = 0; c->lexemes != NULL && i < c->tokens.n; i++)
		lexeme_finish(&c->lexemes[i]);
	free(c->lexemes);
	free(c->weights);
	tokens_finish(&c->tokens);
	*c = (struct compared){ 0 };
}

static int read_lexemes(struct tokeniser *t, struct compared *c)
{
	size_t n = c->tokens.n;

	c->lexemes = calloc(n + 1, sizeof(*c->lexemes));
	c->weights = calloc(n + 1, sizeof(*c->weights));
	if (c->lexemes == NULL || c->weights == NULL)
		return err_nomem();
	for (size_t i = 0; i < n; i++) {
		const struct token *token = &c->tokens.at[i];
		int rc = tokeniser_lexeme(t, c->text + token->begin,
			token->end - token->begin, token->kind, &c->lexemes[i]);

		if (rc < 0)
			return rc;
		c->weights[i] = token_weight(token->kind);
		c->weight += c->weights[i];
	}
	return 0;
}

int compared_read(
	struct tokeniser *t, const char *text, size_t size, struct compared *out)
{
	*out = (struct compared){ .text = text, .size = size };
	int rc = tokeniser_read(t, text, size, &out->tokens);

	if (rc >= 0) {
		tokens_drop_inside(&out->tokens);
		rc = read_lexemes(t, out);
	}
	if (rc < 0)
		compared_finish(out);
	return rc < 0 ? rc : 0;
}

int similarity_raw(uint64_t cost, uint64_t a_weight, uint64_t b_weight)
{
	uint64_t most = a_weight > b_weight ? a_weight : b_weight;

	if (cost == 0)
		return 1000;
	return cost >= most ? 0 : (int)((most - cost) * 1000 / most);
}

/* --- the table ---------------------------------------------------------------------- */

enum { MOVE_BOTH = 1, MOVE_DELETE = 2, MOVE_INSERT = 4 };

struct comparison {
	const struct compared *a, *b;
	struct token_row a_row, b_row; /* between the ends that are equal */
	size_t head;
	uint32_t *a_keys, *b_keys;
	uint8_t *moves; /* [(a_row.n + 1) · (b_row.n + 1)] of the ways that cost least */
	struct edit *edits;
	size_t n_edits;
};

static void comparison_finish(struct comparison *c)
{
	free(c->a_keys);
	free(c->b_keys);
	free(c->moves);
	free(c->edits);
}

static enum edit_kind difference(
	const struct comparison *c, size_t i, size_t j, uint32_t *cost)
{
	const struct lexeme *a = &c->a->lexemes[i], *b = &c->b->lexemes[j];

	return surface_difference(buf_str(&a->surface), a->surface.size,
		buf_str(&a->fold), a->fold.size, buf_str(&b->surface), b->surface.size,
		buf_str(&b->fold), b->fold.size, c->a->tokens.at[i].kind, cost);
}

static uint32_t pair_cost(void *ctx, size_t i, size_t j)
{
	const struct comparison *c = ctx;
	uint32_t cost;

	difference(c, c->head + i, c->head + j, &cost);
	return cost;
}

static bool equal_tokens(const struct comparison *c, size_t i, size_t j)
{
	const struct buf *a = &c->a->lexemes[i].surface, *b = &c->b->lexemes[j].surface;

	return c->a_keys[i] == c->b_keys[j] && a->size == b->size &&
	       memcmp(buf_str(a), buf_str(b), a->size) == 0;
}

/* Equal ends are on a cheapest way: a token's twin costs nothing, and what stood in its
 * place can be inserted or deleted for no more than it cost to be there. */
static void set_rows(struct comparison *c)
{
	size_t n = c->a->tokens.n, m = c->b->tokens.n, head = 0;

	while (head < n && head < m && equal_tokens(c, head, head))
		head++;
	for (; n > head && m > head && equal_tokens(c, n - 1, m - 1); n--)
		m--;
	c->head = head;
	c->a_row = (struct token_row){ c->a_keys + head, c->a->weights + head, n - head };
	c->b_row = (struct token_row){ c->b_keys + head, c->b->weights + head, m - head };
}

static void fill_row(const struct comparison *c, size_t i, uint64_t *row, uint8_t *moves)
{
	const struct token_row *a = &c->a_row, *b = &c->b_row;
	uint64_t corner = row[0];

	row[0] += a->weights[i];
	moves[0] = MOVE_DELETE;
	for (size_t j = 1; j <= b->n; j++) {
		uint64_t both = corner + cost_of_replacing(a, i, b, j - 1, pair_cost,
						 (void *)(uintptr_t)c);
		uint64_t delete = row[j] + a->weights[i];
		uint64_t insert = row[j - 1] + b->weights[j - 1];
		uint64_t least = both < delete ? both : delete;

		least = insert < least ? insert : least;
		corner = row[j];
		row[j] = least;
		moves[j] = (uint8_t)((both == least ? MOVE_BOTH : 0) |
				     (delete == least ? MOVE_DELETE : 0) |
				     (insert == least ? MOVE_INSERT : 0));
	}
}

static void free_cells(uint64_t **cells)
{
	free(*cells);
}

static int fill_table(struct comparison *c)
{
	size_t width = c->b_row.n + 1;
	cleanup(free_cells) uint64_t *row = calloc(width, sizeof(*row));

	c->moves = calloc((c->a_row.n + 1) * width, 1);
	if (row == NULL || c->moves == NULL)
		return err_nomem();
	for (size_t j = 1; j < width; j++) {
		row[j] = row[j - 1] + c->b_row.weights[j - 1];
		c->moves[j] = MOVE_INSERT;
	}
	for (size_t i = 0; i < c->a_row.n; i++)
		fill_row(c, i, row, c->moves + (i + 1) * width);
	return 0;
}

/* --- the way through it ------------------------------------------------------------- */

static size_t begin_of(const struct compared *c, size_t i)
{
	if (i < c->tokens.n)
		return c->tokens.at[i].begin;
	return c->tokens.n == 0 ? 0 : c->tokens.at[c->tokens.n - 1].end;
}

static size_t end_of(const struct compared *c, size_t i)
{
	return i == 0 ? 0 : c->tokens.at[i - 1].end;
}

/* An edit over tokens [i, i_end) of a and [j, j_end) of b.  Nothing stands at the end of
 * the token before. */
static struct edit edit_of(const struct comparison *c, enum edit_kind kind, size_t i,
	size_t i_end, size_t j, size_t j_end, uint64_t cost)
{
	return (struct edit){
		.kind = kind,
		.a_begin = i < i_end ? begin_of(c->a, i) : end_of(c->a, i),
		.a_end = end_of(c->a, i_end),
		.b_begin = j < j_end ? begin_of(c->b, j) : end_of(c->b, j),
		.b_end = end_of(c->b, j_end),
		.cost = (uint32_t)cost,
	};
}

/* Edits are found from the end on; equal ones that touch become one. */
static void add_edit(struct comparison *c, struct edit edit)
{
	struct edit *last = c->n_edits > 0 ? &c->edits[c->n_edits - 1] : NULL;

	if (last != NULL && last->kind == EDIT_EQUAL && edit.kind == EDIT_EQUAL) {
		last->a_begin = edit.a_begin;
		last->b_begin = edit.b_begin;
		return;
	}
	c->edits[c->n_edits++] = edit;
}

/* The edit that makes token j of b of token i of a. */
static struct edit edit_of_pair(const struct comparison *c, size_t i, size_t j)
{
	const uint32_t *a = c->a->weights, *b = c->b->weights;
	enum edit_kind kind = EDIT_REPLACE;
	uint32_t cost = a[i] > b[j] ? a[i] : b[j];

	if (c->a_keys[i] == c->b_keys[j])
		kind = difference(c, i, j, &cost);
	return edit_of(c, kind, i, i + 1, j, j + 1, cost);
}

static int choose(int moves, int last)
{
	if ((moves & last) != 0)
		return last;
	if ((moves & MOVE_BOTH) != 0)
		return MOVE_BOTH;
	return (moves & MOVE_DELETE) != 0 ? MOVE_DELETE : MOVE_INSERT;
}

static void trace(struct comparison *c)
{
	size_t i = c->a_row.n, j = c->b_row.n, head = c->head, width = j + 1;
	int move = 0;

	while (i > 0 || j > 0) {
		move = choose(c->moves[i * width + j], move);
		i -= move != MOVE_INSERT;
		j -= move != MOVE_DELETE;
		if (move == MOVE_BOTH)
			add_edit(c, edit_of_pair(c, head + i, head + j));
		else if (move == MOVE_DELETE)
			add_edit(c, edit_of(c, EDIT_DELETE, head + i, head + i + 1,
					    head + j, head + j, c->a_row.weights[i]));
		else
			add_edit(c, edit_of(c, EDIT_INSERT, head + i, head + i, head + j,
					    head + j + 1, c->b_row.weights[j]));
	}
}

/* What is too long for a table: its cost only. */
static int replace_all(struct comparison *c)
{
	cleanup(cost_table_finish) struct cost_table table = { 0 };
	size_t head = c->head;
	uint64_t cost;
	uint64_t most = token_row_weight(&c->a_row) + token_row_weight(&c->b_row);
	int rc = cost_within(&table, &c->a_row, &c->b_row, most, pair_cost, c, &cost);

	if (rc < 0)
		return rc;
	enum edit_kind kind = c->a_row.n == 0   ? EDIT_INSERT
			      : c->b_row.n == 0 ? EDIT_DELETE
						: EDIT_REPLACE;
	add_edit(c,
		edit_of(c, kind, head, head + c->a_row.n, head, head + c->b_row.n, cost));
	return 0;
}

static int find_way(struct comparison *c)
{
	if (c->a_row.n == 0 && c->b_row.n == 0)
		return 0;
	if (c->a_row.n + 1 > EDIT_CELLS / (c->b_row.n + 1))
		return replace_all(c);
	int rc = fill_table(c);

	if (rc == 0)
		trace(c);
	return rc;
}

static void add_equal(struct comparison *c, size_t i, size_t j, size_t n)
{
	if (n > 0)
		add_edit(c, edit_of(c, EDIT_EQUAL, i, i + n, j, j + n, 0));
}

static void reverse(struct edit *edits, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		struct edit last = edits[n - 1 - i];

		edits[n - 1 - i] = edits[i];
		edits[i] = last;
	}
}

int similarity_edits(const struct compared *a, const struct compared *b,
	struct edit **edits, size_t *n, uint64_t *cost)
{
	cleanup(comparison_finish) struct comparison c = { .a = a, .b = b };
	int rc = key_ids(a, b, &c.a_keys, &c.b_keys);

	if (rc < 0)
		return rc;
	c.edits = calloc(a->tokens.n + b->tokens.n + 1, sizeof(*c.edits));
	if (c.edits == NULL)
		return err_nomem();
	set_rows(&c);
	size_t a_tail = c.head + c.a_row.n, b_tail = c.head + c.b_row.n;

	add_equal(&c, a_tail, b_tail, a->tokens.n - a_tail);
	rc = find_way(&c);
	if (rc < 0)
		return rc;
	add_equal(&c, 0, 0, c.head);
	reverse(c.edits, c.n_edits);
	*cost = 0;
	for (size_t i = 0; i < c.n_edits; i++)
		*cost += c.edits[i].cost;
	*n = c.n_edits;
	*edits = steal(&c.edits);
	return 0;
}
