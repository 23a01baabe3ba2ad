/* SPDX-License-Identifier: Apache-2.0
 *
 * Taking the map of units together: what an older one has, and the rest from the tables,
 * `unit` and `variant` read side by side.
 */
#include "config.h"

#include "src/base/err.h"
#include "src/store/textindex-make.h"

/* The segments of the unit at hand. */
struct row {
	uint32_t *segments;
	size_t n, capacity;
};

static void row_finish(struct row *r)
{
	free(r->segments);
}

static int row_add(struct row *r, uint32_t segment)
{
	if (r->n == r->capacity) {
		size_t capacity = r->n == 0 ? 16 : 2 * r->n;
		uint32_t *more = realloc(r->segments, capacity * sizeof(*more));
		if (more == NULL)
			return err_nomem();
		r->segments = more;
		r->capacity = capacity;
	}
	r->segments[r->n++] = segment;
	return 0;
}

/* Gathers the variants of the unit from a statement that stands on the first of them, or
 * on those of a later unit; *more as sql_step() said. */
static int gather(
	bis_db *db, sqlite3_stmt *variants, int64_t unit, int *more, struct row *row)
{
	row->n = 0;
	while (*more > 0 && sql_column_int(variants, 0) <= unit) {
		uint32_t segment;
		int rc = moment_number(db, sql_column_int(variants, 1), &segment);
		if (rc == 0 && sql_column_int(variants, 0) == unit)
			rc = row_add(row, segment);
		if (rc < 0)
			return rc;
		*more = sql_step(db, variants);
	}
	return *more < 0 ? *more : 0;
}

/* Units after one up to another. */
static int add_new(bis_db *db, uint32_t after, uint32_t until, struct unitmap_builder *b)
{
	static const char unit_rows[] =
		"SELECT id, document, day, status, gone IS NOT NULL FROM unit"
		" WHERE id > ?1 AND id <= ?2 ORDER BY id";
	static const char variant_rows[] = "SELECT unit, segment FROM variant"
					   " WHERE unit > ?1 AND unit <= ?2"
					   " ORDER BY unit, pos";
	cleanup(sql_done) sqlite3_stmt *units = sql_get(db, unit_rows);
	cleanup(sql_done) sqlite3_stmt *variants = sql_get(db, variant_rows);
	cleanup(row_finish) struct row row = { 0 };
	int rc;

	sql_int(units, 1, after);
	sql_int(units, 2, until);
	sql_int(variants, 1, after);
	sql_int(variants, 2, until);
	int more = sql_step(db, variants);
	if (more < 0)
		return more;
	while ((rc = sql_step(db, units)) > 0) {
		struct unit_fact fact;
		rc = unit_fact_read(db, units, &fact);
		if (rc == 0)
			rc = gather(db, variants, sql_column_int(units, 0), &more, &row);
		if (rc == 0)
			rc = unitmap_add(b, &fact, row.segments, row.n);
		if (rc < 0)
			return rc;
	}
	return rc;
}

static int damaged(void)
{
	return err_set(BIS_EDB, "the map of units is damaged");
}

static int copy_unit(struct units *u, uint32_t place, struct unitmap_builder *b)
{
	const struct unit_fact *fact = unitmap_fact(u->map, place);
	size_t n;
	const uint32_t *segments = unitmap_segments(u->map, place, &n);

	if (fact == NULL || unitmap_damaged(u->map))
		return damaged();
	struct unit_fact now = *fact;
	now.gone = units_alive(u, place) ? 0 : 1;
	return unitmap_add(b, &now, segments, n);
}

static void units_finishp(struct units *u)
{
	units_finish(u);
}

static int copy_old(
	bis_db *db, struct unitmap *old, int64_t event, struct unitmap_builder *b)
{
	cleanup(units_finishp) struct units u = { .map = old,
		.n_old = unitmap_count(old) };
	uint32_t last = unitmap_last_segment(old);
	int rc = units_read_gone(db, &u, event);

	for (uint32_t place = 0; rc == 0 && place < u.n_old; place++)
		rc = copy_unit(&u, place, b);
	for (uint32_t segment = 1; rc == 0 && segment <= last; segment++) {
		uint32_t lang = unitmap_lang(old, segment);
		if (lang != 0)
			rc = unitmap_set_lang(b, segment, lang);
	}
	return rc == 0 && unitmap_damaged(old) ? damaged() : rc;
}

int textindex_make_map(bis_db *db, struct unitmap *old, const struct moment *then,
	const struct moment *now, struct unitmap_builder *b)
{
	int rc = old == NULL ? 0 : copy_old(db, old, then->event, b);

	return rc < 0 ? rc
		      : add_new(db, old == NULL ? 0 : then->last_unit, now->last_unit, b);
}
