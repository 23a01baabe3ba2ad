/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/find/codes.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/base/room.h"
#include "src/xml/markup.h"
#include "tmx/tmx-dtd.h"

#define CELLS_MAX ((size_t)1 << 20) /* of the table of edits */
#define MOVED (COST_UNIT / 4)

void codes_finish(struct codes *c)
{
	free(c->at);
	*c = (struct codes){ 0 };
}

/* --- reading ----------------------------------------------------------------------- */

static int add(struct codes *c, uint64_t what, size_t at)
{
	if (room_for_one(&c->at, c->n, &c->capacity) < 0)
		return BIS_ENOMEM;
	c->at[c->n++] = (struct code){ .what = what, .at = at };
	return 0;
}

static bool is_id(const char *name, size_t size)
{
	return size == 1 && (*name == 'i' || *name == 'x');
}

/* Of the tag the cursor stands on: its name and attributes, the ids left out. */
static uint64_t hash_tag(const struct markup_cursor *c, uint64_t seed)
{
	uint64_t hash = hash_bytes(c->name, c->name_size, seed);
	const char *at = c->attrs, *end = at + c->attrs_size, *begin = at;
	const char *name, *value;
	size_t name_size, value_size;

	while (markup_attr_next(&at, end, &name, &name_size, &value, &value_size)) {
		if (!is_id(name, name_size))
			hash = hash_bytes(begin, (size_t)(at - begin), hash);
		begin = at;
	}
	return hash;
}

/* Bytes of escaped text once it is unescaped. */
static int plain_size(const struct markup_cursor *c, struct buf *scratch, size_t *size)
{
	*size = c->text_size;
	if (memchr(c->text, '&', c->text_size) == NULL)
		return 0;
	buf_clear(scratch);
	markup_unescape(scratch, c->text, c->text_size);
	*size = scratch->size;
	return buf_ok(scratch) ? 0 : err_nomem();
}

static int read_piece(struct codes *out, struct markup_cursor *c, enum markup_piece piece,
	size_t *at, struct buf *scratch)
{
	size_t size;

	if (piece == MARKUP_TEXT) {
		int rc = plain_size(c, scratch, &size);
		*at += size;
		return rc;
	}
	if (piece == MARKUP_CLOSE)
		return add(out, hash_bytes(c->name, c->name_size, 3), *at);
	uint64_t what = hash_tag(c, 1);
	if (tmx_is_code(tmx_element(c->name, c->name_size))) {
		const char *inner = "";
		size = 0;
		if (piece == MARKUP_OPEN)
			markup_skip(c, &inner, &size);
		return add(out, hash_bytes(inner, size, what), *at);
	}
	int rc = add(out, what, *at);
	if (rc == 0 && piece == MARKUP_EMPTY)
		rc = add(out, hash_bytes(c->name, c->name_size, 3), *at);
	return rc;
}

int codes_read(const char *markup, struct codes *out)
{
	cleanup(buf_free) struct buf scratch = BUF_INIT;
	struct markup_cursor c;
	enum markup_piece piece;
	size_t at = 0;
	int rc = 0;

	out->n = 0;
	markup_begin(&c, markup);
	while (rc == 0 && (piece = markup_next(&c)) != MARKUP_END)
		rc = read_piece(out, &c, piece, &at, &scratch);
	return rc;
}

void codes_place(struct codes *c, const struct compared *text)
{
	size_t place = 0;

	for (size_t i = 0; i < c->n; i++) {
		while (place < text->tokens.n &&
			text->tokens.at[place].begin < c->at[i].at)
			place++;
		c->at[i].place = place;
	}
}

/* --- comparing --------------------------------------------------------------------- */

struct pair {
	const struct code *a, *b; /* what is left between equal ends */
	size_t n_a, n_b;
	size_t from; /* first of both */
	const struct codes *all_a, *all_b;
	const struct way *way;
	struct code_edit *edits;
	size_t n_edits;
};

static uint32_t replacing(
	const struct pair *p, const struct code *a, const struct code *b)
{
	if (a->what != b->what)
		return COST_UNIT;
	return way_meets(p->way, a->place, b->place) ? 0 : MOVED;
}

static void strip(struct pair *p)
{
	while (p->n_a > 0 && p->n_b > 0 && replacing(p, p->a, p->b) == 0) {
		p->a++, p->b++, p->from++;
		p->n_a--, p->n_b--;
	}
	while (p->n_a > 0 && p->n_b > 0 &&
		replacing(p, &p->a[p->n_a - 1], &p->b[p->n_b - 1]) == 0)
		p->n_a--, p->n_b--;
}

/* The k-th of a row counted from p->from, or the row's end where there is none. */
static void note(struct pair *p, size_t a, size_t b, uint32_t cost)
{
	p->edits[p->n_edits++] = (struct code_edit){
		.a = a < p->n_a ? p->from + a : p->all_a->n,
		.b = b < p->n_b ? p->from + b : p->all_b->n,
		.cost = cost,
	};
}

static uint32_t least(uint32_t a, uint32_t b, uint32_t c)
{
	uint32_t d = a < b ? a : b;

	return d < c ? d : c;
}

static void fill(const struct pair *p, uint32_t *table)
{
	size_t row = p->n_b + 1;

	for (size_t j = 0; j <= p->n_b; j++)
		table[j] = (uint32_t)j * COST_UNIT;
	for (size_t i = 1; i <= p->n_a; i++) {
		table[i * row] = (uint32_t)i * COST_UNIT;
		for (size_t j = 1; j <= p->n_b; j++)
			table[i * row + j] = least(table[(i - 1) * row + j] + COST_UNIT,
				table[i * row + j - 1] + COST_UNIT,
				table[(i - 1) * row + j - 1] +
					replacing(p, &p->a[i - 1], &p->b[j - 1]));
	}
}

/* From the last cell back; the edits come out last first and are turned round. */
static void trace(struct pair *p, const uint32_t *table)
{
	size_t row = p->n_b + 1, i = p->n_a, j = p->n_b;

	while (i > 0 || j > 0) {
		uint32_t here = table[i * row + j];
		uint32_t change =
			i > 0 && j > 0 ? replacing(p, &p->a[i - 1], &p->b[j - 1]) : 0;
		if (i > 0 && j > 0 && here == table[(i - 1) * row + j - 1] + change) {
			i--, j--;
			if (change > 0)
				note(p, i, j, change);
		} else if (i > 0 && here == table[(i - 1) * row + j] + COST_UNIT) {
			note(p, --i, p->n_b, COST_UNIT);
		} else {
			note(p, p->n_a, --j, COST_UNIT);
		}
	}
	for (size_t k = 0; k < p->n_edits / 2; k++) {
		struct code_edit kept = p->edits[k];
		p->edits[k] = p->edits[p->n_edits - 1 - k];
		p->edits[p->n_edits - 1 - k] = kept;
	}
}

/* All of the one for all of the other. */
static void replace_all(struct pair *p)
{
	size_t longer = p->n_a > p->n_b ? p->n_a : p->n_b;

	for (size_t k = 0; k < longer; k++)
		note(p, k, k, COST_UNIT);
}

int codes_compare(const struct codes *a, const struct codes *b, const struct way *way,
	uint64_t *cost, struct code_edit **edits, size_t *n_edits)
{
	struct pair p = { .a = a->at,
		.b = b->at,
		.n_a = a->n,
		.n_b = b->n,
		.all_a = a,
		.all_b = b,
		.way = way };
	cleanup(free_text) char *table = NULL;

	*cost = 0;
	if (edits != NULL) {
		*edits = NULL;
		*n_edits = 0;
	}
	strip(&p);
	if (p.n_a + p.n_b == 0)
		return 0;
	p.edits = calloc(p.n_a + p.n_b, sizeof(*p.edits));
	if (p.edits == NULL)
		return err_nomem();
	if (p.n_a >= CELLS_MAX || p.n_b >= CELLS_MAX / (p.n_a + 1)) {
		replace_all(&p);
	} else if ((table = malloc((p.n_a + 1) * (p.n_b + 1) * sizeof(uint32_t))) !=
		   NULL) {
		fill(&p, (uint32_t *)(void *)table);
		trace(&p, (const uint32_t *)(const void *)table);
	} else {
		free(p.edits);
		return err_nomem();
	}
	for (size_t k = 0; k < p.n_edits; k++)
		*cost += p.edits[k].cost;
	if (edits == NULL) {
		free(p.edits);
		return 0;
	}
	*edits = p.edits;
	*n_edits = p.n_edits;
	return 0;
}
