/* SPDX-License-Identifier: Apache-2.0
 *
 * The map of units and what came since: units that were added, and a bit for each of the
 * map that was removed or brought back.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/store/textindex-state.h"

void units_finish(struct units *u)
{
	for (size_t i = 0; i < u->table_size; i++)
		if (u->table[i].capacity > 0)
			free(u->table[i].places.many);
	free(u->table);
	free(u->flipped);
	free(u->late);
	free(u->segments_at);
	free(u->segments);
	*u = (struct units){ 0 };
}

/* --- segments met since ------------------------------------------------------------- */

static struct late_segment *slot_of(
	struct late_segment *table, size_t size, uint32_t segment)
{
	size_t slot = segment * 0x9e3779b1u & (size - 1);

	while (table[slot].segment != 0 && table[slot].segment != segment)
		slot = (slot + 1) & (size - 1);
	return &table[slot];
}

struct late_segment *units_late_segment(const struct units *u, uint32_t segment)
{
	struct late_segment *s;

	if (u->table_size == 0)
		return NULL;
	s = slot_of(u->table, u->table_size, segment);
	return s->segment == 0 ? NULL : s;
}

static int grow_table(struct units *u)
{
	size_t size = u->table_size == 0 ? 64 : 2 * u->table_size;
	struct late_segment *table;

	if (2 * (u->n_table + 1) <= u->table_size)
		return 0;
	table = calloc(size, sizeof(*table));
	if (table == NULL)
		return err_nomem();
	for (size_t i = 0; i < u->table_size; i++)
		if (u->table[i].segment != 0)
			*slot_of(table, size, u->table[i].segment) = u->table[i];
	free(u->table);
	u->table = table;
	u->table_size = size;
	return 0;
}

static int need_segment(struct units *u, uint32_t segment, struct late_segment **out)
{
	int rc = grow_table(u);

	if (rc < 0)
		return rc;
	*out = slot_of(u->table, u->table_size, segment);
	if ((*out)->segment == 0) {
		(*out)->segment = segment;
		u->n_table++;
	}
	return 0;
}

int units_add_segment(struct units *u, uint32_t segment, uint32_t lang)
{
	struct late_segment *s;
	int rc = need_segment(u, segment, &s);

	if (rc == 0)
		s->lang = lang;
	return rc;
}

static int add_place(struct late_segment *s, uint32_t place)
{
	const uint32_t *there = s->capacity == 0 ? &s->places.one : s->places.many;

	if (s->n > 0 && there[s->n - 1] == place)
		return 0; /* two variants of one unit may be alike */
	if (s->n == 0) {
		s->places.one = place;
	} else {
		if (s->n >= s->capacity) {
			uint32_t capacity = s->capacity == 0 ? 4 : 2 * s->capacity;
			uint32_t *many = malloc(capacity * sizeof(*many));
			if (many == NULL)
				return err_nomem();
			memcpy(many, there, s->n * sizeof(*many));
			if (s->capacity > 0)
				free(s->places.many);
			s->places.many = many;
			s->capacity = capacity;
		}
		s->places.many[s->n] = place;
	}
	s->n++;
	return 0;
}

/* --- units that came since ---------------------------------------------------------- */

static int room_for_unit(struct units *u)
{
	size_t capacity = u->late_capacity == 0 ? 16 : 2 * u->late_capacity;
	struct unit_fact *late;
	uint32_t *at;

	if (u->n_late < u->late_capacity)
		return 0;
	late = realloc(u->late, capacity * sizeof(*late));
	if (late == NULL)
		return err_nomem();
	u->late = late;
	at = realloc(u->segments_at, (capacity + 1) * sizeof(*at));
	if (at == NULL)
		return err_nomem();
	u->segments_at = at;
	u->late_capacity = capacity;
	return 0;
}

static int add_unit(struct units *u, const struct unit_fact *fact)
{
	int rc = room_for_unit(u);

	if (rc < 0)
		return rc;
	u->late[u->n_late++] = *fact;
	u->segments_at[u->n_late - 1] = (uint32_t)u->n_segments;
	u->segments_at[u->n_late] = (uint32_t)u->n_segments;
	return 0;
}

/* To the unit added last. */
static int add_variant(struct units *u, uint32_t segment)
{
	struct late_segment *s;

	if (u->n_segments == u->segments_capacity) {
		size_t capacity = u->n_segments == 0 ? 32 : 2 * u->n_segments;
		uint32_t *more = realloc(u->segments, capacity * sizeof(*more));
		if (more == NULL)
			return err_nomem();
		u->segments = more;
		u->segments_capacity = capacity;
	}
	u->segments[u->n_segments++] = segment;
	u->segments_at[u->n_late] = (uint32_t)u->n_segments;
	int rc = need_segment(u, segment, &s);
	return rc < 0 ? rc : add_place(s, u->n_old + (uint32_t)u->n_late - 1);
}

int unit_fact_read(const bis_db *db, sqlite3_stmt *s, struct unit_fact *fact)
{
	*fact = (struct unit_fact){ .day = (uint32_t)sql_column_int(s, 2),
		.status = (uint8_t)(sql_column_int(s, 3) != 0),
		.gone = (uint8_t)sql_column_int(s, 4) };
	int rc = moment_number(db, sql_column_int(s, 0), &fact->id);

	return rc < 0 ? rc : moment_number(db, sql_column_int(s, 1), &fact->document);
}

static int read_facts(bis_db *db, sqlite3_stmt *s, struct units *u)
{
	struct unit_fact fact;
	int rc = unit_fact_read(db, s, &fact);

	return rc < 0 ? rc : add_unit(u, &fact);
}

static int read_variant(bis_db *db, sqlite3_stmt *s, struct units *u)
{
	uint32_t segment;
	int rc = moment_number(db, sql_column_int(s, 5), &segment);

	return rc < 0 || segment == 0 ? rc : add_variant(u, segment);
}

int units_read(bis_db *db, struct units *u, uint32_t last_unit)
{
	static const char sql[] =
		"SELECT u.id, u.document, u.day, u.status, u.gone IS NOT NULL, v.segment"
		" FROM unit u LEFT JOIN variant v ON v.unit = u.id WHERE u.id > ?1"
		" ORDER BY u.id, v.pos";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int64_t unit = 0;
	int rc;

	sql_int(s, 1, last_unit);
	while ((rc = sql_step(db, s)) > 0) {
		rc = sql_column_int(s, 0) == unit ? 0 : read_facts(db, s, u);
		unit = sql_column_int(s, 0);
		if (rc == 0)
			rc = read_variant(db, s, u);
		if (rc < 0)
			return rc;
	}
	return rc;
}

/* --- and what went ------------------------------------------------------------------ */

bool units_alive(struct units *u, uint32_t place)
{
	const struct unit_fact *fact;

	if (place >= u->n_old)
		return place - u->n_old < u->n_late &&
		       u->late[place - u->n_old].gone == 0;
	fact = unitmap_fact(u->map, place);
	if (fact == NULL)
		return false;
	bool flipped =
		u->flipped != NULL && (u->flipped[place / 64] >> (place % 64) & 1) != 0;
	return (fact->gone != 0) == flipped;
}

static uint32_t find_late(const struct units *u, uint32_t id)
{
	size_t from = 0, to = u->n_late;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (u->late[middle].id < id)
			from = middle + 1;
		else
			to = middle;
	}
	return from < u->n_late && u->late[from].id == id ? (uint32_t)from : RUN_NONE;
}

static int flip(struct units *u, uint32_t place)
{
	if (u->flipped == NULL)
		u->flipped = calloc(u->n_old / 64 + 1, sizeof(*u->flipped));
	if (u->flipped == NULL)
		return err_nomem();
	u->flipped[place / 64] ^= (uint64_t)1 << (place % 64);
	return 0;
}

/* `hint`: the place looked at before; they mostly come in order. */
static int set_gone(struct units *u, uint32_t id, bool gone, uint32_t *hint)
{
	uint32_t place = find_late(u, id);
	const struct unit_fact *next;

	if (place != RUN_NONE) {
		u->late[place].gone = gone;
		return 0;
	}
	if (u->n_old == 0)
		return 0;
	next = *hint + 1 < u->n_old ? unitmap_fact(u->map, *hint + 1) : NULL;
	place = next != NULL && next->id == id ? *hint + 1 : unitmap_find(u->map, id);
	if (place == RUN_NONE)
		return 0; /* the map is damaged, which is seen elsewhere */
	*hint = place;
	return units_alive(u, place) == gone ? flip(u, place) : 0;
}

/* As they are now, which may be after several changes. */
int units_read_gone(bis_db *db, struct units *u, int64_t event)
{
	static const char gone[] = "SELECT id, 1 FROM unit WHERE gone > ?1";
	static const char revived[] =
		"SELECT u.id, u.gone IS NOT NULL FROM revival r JOIN unit u"
		" ON u.id = r.object WHERE r.event > ?1 AND r.what = 0";
	static const char *const both[] = { gone, revived };
	uint32_t hint = 0;
	int rc = 0;

	for (size_t k = 0; rc == 0 && k < N_ELEMENTS(both); k++) {
		cleanup(sql_done) sqlite3_stmt *s = sql_get(db, both[k]);
		sql_int(s, 1, event);
		while (rc == 0 && (rc = sql_step(db, s)) > 0)
			rc = set_gone(u, (uint32_t)sql_column_int(s, 0),
				sql_column_int(s, 1) != 0, &hint);
	}
	return rc;
}

/* --- what searches ask -------------------------------------------------------------- */

uint32_t textindex_n_units(const struct textindex *t)
{
	return t->units.n_old + (uint32_t)t->units.n_late;
}

bool textindex_alive(struct textindex *t, uint32_t place)
{
	return units_alive(&t->units, place);
}

const struct unit_fact *textindex_unit(struct textindex *t, uint32_t place)
{
	struct units *u = &t->units;

	if (place < u->n_old)
		return unitmap_fact(u->map, place);
	return place - u->n_old < u->n_late ? &u->late[place - u->n_old] : NULL;
}

const uint32_t *textindex_segments(struct textindex *t, uint32_t place, size_t *n)
{
	struct units *u = &t->units;

	if (place < u->n_old)
		return unitmap_segments(u->map, place, n);
	place -= u->n_old;
	*n = 0;
	if (place >= u->n_late)
		return NULL;
	*n = u->segments_at[place + 1] - u->segments_at[place];
	return u->segments + u->segments_at[place];
}

uint32_t textindex_segment_lang(struct textindex *t, uint32_t segment)
{
	const struct late_segment *s = units_late_segment(&t->units, segment);

	if (s != NULL && s->lang != 0)
		return s->lang;
	return t->units.map == NULL ? 0 : unitmap_lang(t->units.map, segment);
}

void units_of(struct textindex *t, uint32_t segment, struct units_of *of)
{
	const struct late_segment *s = units_late_segment(&t->units, segment);

	*of = (struct units_of){ .index = t };
	if (t->units.map != NULL)
		of->old = unitmap_units(t->units.map, segment, &of->n_old);
	if (s != NULL) {
		of->added = s->capacity == 0 ? &s->places.one : s->places.many;
		of->n_added = s->n;
	}
}

bool units_of_next(struct units_of *of, uint32_t *place)
{
	while (of->n_old > 0 || of->n_added > 0) {
		if (of->n_old > 0) {
			*place = *of->old++;
			of->n_old--;
		} else {
			*place = *of->added++;
			of->n_added--;
		}
		if (*place < textindex_n_units(of->index) &&
			units_alive(&of->index->units, *place))
			return true;
	}
	return false;
}
