/* SPDX-License-Identifier: Apache-2.0
 *
 * The likeness of two texts as other tools count it.
 */
#include "config.h"
#include "src/find/similarity.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/find/similarity-bits.h"
#include "src/find/similarity-ids.h"
#include "src/text/utf8.h"

/* Two rows of symbols, one behind the other. */
struct rows {
	uint64_t *symbols;
	uint32_t *ids;
	size_t n, m;
};

static void rows_finish(struct rows *r)
{
	free(r->symbols);
	free(r->ids);
}

static int rows_room(struct rows *r, size_t n)
{
	r->symbols = calloc(n + 1, sizeof(*r->symbols));
	r->ids = calloc(n + 1, sizeof(*r->ids));
	return r->symbols == NULL || r->ids == NULL ? err_nomem() : 0;
}

/* The distance of the two rows; the shorter one is the pattern. */
static int rows_distance(struct rows *r, size_t *distance)
{
	cleanup(bit_pattern_finish) struct bit_pattern pattern = { 0 };
	bool swap = r->m < r->n;
	uint32_t n_ids;
	int rc = number_symbols(r->symbols, r->n + r->m, r->ids, &n_ids);

	if (rc < 0)
		return rc;
	const uint32_t *shorter = swap ? r->ids + r->n : r->ids;
	const uint32_t *longer = swap ? r->ids : r->ids + r->n;

	rc = bit_pattern_read(&pattern, shorter, swap ? r->m : r->n, n_ids);
	if (rc == 0)
		*distance =
			bit_distance(&pattern, longer, swap ? r->n : r->m, r->n + r->m);
	return rc;
}

static int likeness(struct rows *r, int *raw)
{
	size_t most = r->n > r->m ? r->n : r->m, distance = 0;
	int rc = most == 0 ? 0 : rows_distance(r, &distance);

	*raw = most == 0 ? 1000 : (int)((most - distance) * 1000 / most);
	return rc;
}

static size_t add_characters(const char *text, size_t size, uint64_t *symbols)
{
	const char *at = text, *end = text + size;
	size_t n = 0;

	while (at < end)
		symbols[n++] = (uint64_t)utf8_next(&at, end);
	return n;
}

int similarity_characters(
	const char *a, size_t a_size, const char *b, size_t b_size, int *raw)
{
	cleanup(rows_finish) struct rows rows = { 0 };
	int rc = rows_room(&rows, a_size + b_size);

	if (rc < 0)
		return rc;
	rows.n = add_characters(a, a_size, rows.symbols);
	rows.m = add_characters(b, b_size, rows.symbols + rows.n);
	return likeness(&rows, raw);
}

static bool is_word(enum token_kind kind)
{
	return kind == TOKEN_WORD || kind == TOKEN_CHARACTER;
}

/* The stems of the words, or with `all` every token as it is written. */
static size_t add_tokens(const struct compared *c, bool all, uint64_t *symbols)
{
	size_t n = 0;

	for (size_t i = 0; i < c->tokens.n; i++) {
		const struct buf *symbol =
			all ? &c->lexemes[i].surface : &c->lexemes[i].key;

		if (all || is_word(c->tokens.at[i].kind))
			symbols[n++] = hash_bytes(buf_str(symbol), symbol->size, 0);
	}
	return n;
}

int similarity_omegat(const struct compared *a, const struct compared *b, int *raw)
{
	cleanup(rows_finish) struct rows rows = { 0 };
	int rc = rows_room(&rows, a->tokens.n + b->tokens.n);

	for (int all = 0; rc == 0 && all < 2; all++) {
		rows.n = add_tokens(a, all, rows.symbols);
		rows.m = add_tokens(b, all, rows.symbols + rows.n);
		if (rows.n > 0 && rows.m > 0)
			break;
	}
	if (rc == 0)
		rc = likeness(&rows, raw);
	if (rc == 0)
		*raw -= *raw % 10;
	return rc;
}
