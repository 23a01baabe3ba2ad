/* SPDX-License-Identifier: Apache-2.0
 *
 * Parts under the keys that their other spellings share.
 *
 * Under a key of few consonants stand tens of thousands of parts, and a name in Han
 * characters asks for dozens of such keys.  So the numbers of the parts are kept packed,
 * a row for each key and each span of numbers; and what tells which of them are near, how
 * many letters each has and whether they are Han, is a byte in a row of its span.  Of all
 * the rows that are asked for each part is counted in an array, so that nothing is sorted
 * and no part is read.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/base/room.h"
#include "src/store/nameindex-state.h"
#include "src/store/nameindex.h"
#include "src/store/posting-rows.h"
#include "src/text/utf8.h"
#include "src/text/words.h"

#define LETTERS_MAX 127 /* a longer part is as far from everything */

/* --- shapes ------------------------------------------------------------------------ */

static size_t span_of(int64_t part)
{
	return (size_t)(part >> POSTING_SPAN_BITS);
}

static size_t place_in_span(int64_t part)
{
	return (size_t)part & (NEAR_SPAN - 1);
}

uint8_t namestate_shape(const char *text, size_t size)
{
	size_t letters = utf8_length(text, size);
	char script[5];

	script_of(text, size, script);
	letters = letters < LETTERS_MAX ? letters : LETTERS_MAX;
	return (uint8_t)(letters << 1 | (strcmp(script, "Hani") == 0));
}

/* The shapes of the parts of a span, borrowed until *s is done with. */
static int read_shapes(bis_db *db, size_t span, const unsigned char **shapes, size_t *n,
	sqlite3_stmt **s)
{
	*s = sql_get(db, "SELECT shapes FROM name_shape WHERE span = ?1");
	*n = 0;
	sql_int(*s, 1, (int64_t)span);
	int rc = sql_step(db, *s);
	if (rc <= 0)
		return rc;
	*shapes = sqlite3_column_blob(*s, 0);
	*n = sql_column_size(*s, 0);
	return 0;
}

static int by_part(const void *a, const void *b)
{
	const struct part_shape *x = a, *y = b;

	return (x->part > y->part) - (x->part < y->part);
}

/* Shapes of parts of one span, put over what its row holds. */
static int write_shapes(bis_db *db, const struct part_shape *changes, size_t n)
{
	unsigned char all[NEAR_SPAN] = { 0 };
	const unsigned char *old = NULL;
	size_t span = span_of(changes[0].part), size;
	cleanup(sql_done) sqlite3_stmt *read = NULL;
	int rc = read_shapes(db, span, &old, &size, &read);

	if (rc < 0)
		return rc;
	size = size < NEAR_SPAN ? size : NEAR_SPAN;
	if (size > 0)
		memcpy(all, old, size);
	for (size_t i = 0; i < n; i++) {
		size_t at = place_in_span(changes[i].part);
		all[at] = changes[i].shape;
		size = at < size ? size : at + 1;
	}
	cleanup(sql_done) sqlite3_stmt *s =
		sql_get(db, "REPLACE INTO name_shape (span, shapes) VALUES (?1, ?2)");
	sql_int(s, 1, (int64_t)span);
	sql_blob(s, 2, all, size);
	return sql_run(db, s);
}

static int flush_shapes(bis_db *db, struct near_changes *c)
{
	int rc = 0;

	if (c->n > 1)
		qsort(c->shapes, c->n, sizeof(*c->shapes), by_part);
	for (size_t i = 0, n; rc == 0 && i < c->n; i += n) {
		size_t span = span_of(c->shapes[i].part);
		n = 1;
		while (i + n < c->n && span_of(c->shapes[i + n].part) == span)
			n++;
		rc = write_shapes(db, c->shapes + i, n);
	}
	c->n = 0;
	return rc;
}

/* --- writing ----------------------------------------------------------------------- */

int64_t namestate_list(uint64_t key)
{
	return (int64_t)(hash_seed(key) >> 36);
}

static const struct posting_table lists = {
	.read = "SELECT parts FROM name_key WHERE key = ?1",
	.write = "REPLACE INTO name_key (key, parts) VALUES (?1, ?2)",
	.drop = "DELETE FROM name_key WHERE key = ?1",
};

int namestate_flush_near(bis_db *db, struct nameindex *n)
{
	int rc = posting_rows_flush(db, &lists, &n->near.lists, &n->places, &n->packed);

	return rc == 0 ? flush_shapes(db, &n->near) : rc;
}

int namestate_keep_part(bis_db *db, struct nameindex *n, int64_t part, const char *text,
	size_t size, bool remove)
{
	struct near_changes *c = &n->near;
	uint64_t keys[NAME_KEYS];
	size_t n_keys;
	int rc = namestate_keys(n, text, size, keys, &n_keys);

	for (size_t i = 0; rc == 0 && i < n_keys; i++)
		rc = pending_add(&c->lists, namestate_list(keys[i]), (uint64_t)part,
			remove ? -1 : +1);
	if (rc < 0)
		return rc;
	if (room_for_one(&c->shapes, c->n, &c->capacity) < 0)
		return BIS_ENOMEM;
	c->shapes[c->n++] = (struct part_shape){
		.part = part,
		.shape = remove ? 0 : namestate_shape(text, size),
	};
	return c->lists.n < NAME_PENDING_MAX ? 0 : namestate_flush_near(db, n);
}

void near_changes_finish(struct near_changes *c)
{
	pending_finish(&c->lists);
	free(c->shapes);
	*c = (struct near_changes){ 0 };
}

/* --- asking ------------------------------------------------------------------------ */

void near_counts_finish(struct near_counts *c)
{
	for (size_t i = 0; i < c->n; i++)
		free(c->spans[i]);
	free(c->spans);
	*c = (struct near_counts){ 0 };
}

/* A span, made where there is none. */
static int span_at(struct near_counts *c, size_t span, struct near_span **out)
{
	if (span >= c->n) {
		struct near_span **spans = realloc(c->spans, (span + 1) * sizeof(*spans));
		if (spans == NULL)
			return err_nomem();
		memset(spans + c->n, 0, (span + 1 - c->n) * sizeof(*spans));
		c->spans = spans;
		c->n = span + 1;
	}
	if (c->spans[span] == NULL)
		c->spans[span] = calloc(1, sizeof(**c->spans));
	*out = c->spans[span];
	return *out == NULL ? err_nomem() : 0;
}

static int count_row(struct nameindex *n, sqlite3_stmt *s)
{
	int64_t row = sql_column_int(s, 0);
	const void *bytes = sqlite3_column_blob(s, 1);
	struct near_span *span;

	n->places.n = 0;
	if (posting_row_start(row) >= (uint64_t)NAME_PARTS_MAX)
		return posting_damaged();
	int rc = posting_unpack(row, bytes, sql_column_size(s, 1), &n->places);
	if (rc < 0 || n->places.n == 0)
		return rc;
	rc = span_at(&n->counts, span_of(posting_form(n->places.at[0])), &span);
	for (size_t i = 0; rc == 0 && i < n->places.n; i++) {
		size_t at = place_in_span((int64_t)n->places.at[i]);
		span->counts[at]++;
		span->touched[at / NEAR_BLOCK] = 1;
	}
	return rc;
}

static int count_list(bis_db *db, struct nameindex *n, int64_t list)
{
	static const char sql[] = "SELECT key, parts FROM name_key"
				  " WHERE key BETWEEN ?1 AND ?2";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	uint64_t first = (uint64_t)posting_row(list, 0);
	int rc;

	sql_int(s, 1, (int64_t)first);
	sql_int(s, 2, (int64_t)(first | (((uint64_t)1 << 36) - 1)));
	while ((rc = sql_step(db, s)) > 0) {
		rc = count_row(n, s);
		if (rc < 0)
			return rc;
	}
	return rc;
}

/* Tells one block; parts behind the last that has a shape are gone. */
static int tell_block(const struct near_span *span, size_t from, int64_t first,
	const unsigned char *shapes, size_t n, nameindex_near_found *found, void *ctx)
{
	uint8_t padded[NEAR_BLOCK] = { 0 };
	struct nameindex_near near = { .first = first, .keys = span->counts + from };

	near.shapes = padded;
	if (from + NEAR_BLOCK <= n)
		near.shapes = shapes + from;
	else if (from < n)
		memcpy(padded, shapes + from, n - from);
	return found(ctx, &near);
}

static int tell_span(bis_db *db, const struct near_span *span, size_t number,
	nameindex_near_found *found, void *ctx)
{
	cleanup(sql_done) sqlite3_stmt *s = NULL;
	int64_t first = (int64_t)(number << POSTING_SPAN_BITS);
	const unsigned char *shapes = NULL;
	size_t n;

	if (memchr(span->touched, 1, sizeof(span->touched)) == NULL)
		return 0;
	int rc = read_shapes(db, number, &shapes, &n, &s);
	for (size_t i = 0; rc == 0 && i < N_ELEMENTS(span->touched); i++)
		if (span->touched[i])
			rc = tell_block(span, i * NEAR_BLOCK,
				first + (int64_t)(i * NEAR_BLOCK), shapes, n, found, ctx);
	return rc;
}

static void clear_span(struct near_span *span)
{
	for (size_t i = 0; i < N_ELEMENTS(span->touched); i++) {
		if (!span->touched[i])
			continue;
		memset(span->counts + i * NEAR_BLOCK, 0, NEAR_BLOCK);
		span->touched[i] = 0;
	}
}

/* Tells what was counted, and leaves no counts behind. */
static int tell_all(
	bis_db *db, struct near_counts *c, nameindex_near_found *found, void *ctx)
{
	int rc = 0;

	for (size_t i = 0; i < c->n; i++) {
		struct near_span *span = c->spans[i];
		if (span == NULL)
			continue;
		if (rc == 0)
			rc = tell_span(db, span, i, found, ctx);
		clear_span(span);
	}
	return rc;
}

int nameindex_near(bis_db *db, const uint64_t *keys, size_t n_keys,
	nameindex_near_found *found, void *ctx)
{
	struct nameindex *n;
	int rc = namestate(db, &n);

	if (rc == 0)
		rc = namestate_settle(db);
	for (size_t i = 0; rc == 0 && i < n_keys; i++)
		rc = count_list(db, n, namestate_list(keys[i]));
	if (rc < 0) {
		if (n != NULL)
			near_counts_finish(&n->counts);
		return rc;
	}
	return tell_all(db, &n->counts, found, ctx);
}
