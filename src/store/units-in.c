/* SPDX-License-Identifier: Apache-2.0
 *
 * Units coming in: is it known, does it contradict what is there, else store it.
 *
 * This is the path of a million units, so it asks as little as it can: the hash of all
 * a unit holds decides whether it is known, its segments are looked up only if it is
 * not, and contradictions are looked for only where a segment of it was there before.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/store/intake.h"
#include "src/store/textindex-write.h"
#include "src/xml/markup.h"

#define BLOOM_FROM 5000 /* units: from here on the filter repays being filled */

/* --- what a unit is ------------------------------------------------------------- */

static uint64_t add_buf(uint64_t hash, const struct buf *b)
{
	return hash_bytes(buf_str(b), b->size, hash);
}

static int hash_unit(struct intake *i, const struct unit *u, uint64_t *out)
{
	uint64_t hash = add_buf(add_buf(2, &u->attrs), &u->extra);

	if (u->n_variants > i->n_segments) {
		void *segments =
			realloc(i->segments, u->n_variants * sizeof(*i->segments));
		if (segments == NULL)
			return err_nomem();
		i->segments = segments;
		i->n_segments = u->n_variants;
	}
	for (size_t k = 0; k < u->n_variants; k++) {
		const struct variant *v = &u->variants[k];
		struct intake_segment *s = &i->segments[k];
		int rc = intake_lang(i, buf_str(&v->lang), &s->lang, &s->written);
		if (rc < 0)
			return rc;
		s->segment = 0;
		s->hash = hash_bytes(buf_str(&v->text), v->text.size, (uint64_t)s->lang);
		/* the language too: as the seed of the text's hash it changes some bits
		 * of a short text only, and "1" of one may have the hash of "2" of
		 * another */
		const uint64_t said[] = { s->hash, (uint64_t)s->lang };
		hash = hash_bytes(said, sizeof(said), hash);
		hash = add_buf(add_buf(hash, &v->attrs), &v->extra);
		hash = v->tagged ? add_buf(hash, &v->markup) : hash + v->empty;
	}
	*out = hash;
	return 0;
}

/* The attribute's value among canonical attributes, or false; most units have few. */
static bool attribute(const struct buf *attrs, const char *name, struct buf *value)
{
	return attrs->size > 0 && markup_attr_get(attrs->data, attrs->size, name, value);
}

/* YYYYMMDD of `20170414T093000Z` or `2017-04-14T09:30:00Z`; 0 for anything else. */
static int64_t day_of(const char *date)
{
	int64_t day = 0;
	int digits = 0;

	for (; digits < 8 && *date != '\0'; date++) {
		if (*date >= '0' && *date <= '9') {
			day = 10 * day + (*date - '0');
			digits++;
		} else if (*date != '-') {
			return 0;
		}
	}
	return digits == 8 ? day : 0;
}

static int64_t day_in(const struct buf *attrs, struct buf *scratch)
{
	if (attrs->size == 0 || strstr(attrs->data, "date=") == NULL)
		return 0;
	if (attribute(attrs, "changedate", scratch) ||
		attribute(attrs, "creationdate", scratch))
		return day_of(buf_str(scratch));
	return 0;
}

static int64_t unit_day(const struct unit *u, struct buf *scratch)
{
	int64_t day = day_in(&u->attrs, scratch);

	for (size_t k = 0; k < u->n_variants; k++) {
		int64_t other = day_in(&u->variants[k].attrs, scratch);
		if (other > day)
			day = other;
	}
	return day;
}

/* --- is it known? --------------------------------------------------------------- */

static int sighted(struct intake *i, int64_t unit, int64_t document)
{
	static const char sql[] = "INSERT OR IGNORE INTO sighting (unit, document, event)"
				  " VALUES (?1, ?2, ?3)";

	if (document == i->document)
		return 0;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(i->db, sql);
	sql_int(s, 1, unit);
	sql_int(s, 2, i->document);
	sql_int(s, 3, i->db->event);
	int rc = sql_run(i->db, s);
	if (rc == 0)
		store_touch(i->db, sql_changes(i->db));
	return rc;
}

/* *known is the row of before this file that this occurrence stands for, 0 if it is
 * news. */
static int find_known(struct intake *i, uint64_t hash, int64_t *known)
{
	static const char sql[] =
		"SELECT id, document FROM unit"
		" WHERE hash = ?1 AND gone IS NULL AND id > ?2 ORDER BY id";
	int64_t document = 0;
	int rc = 0;

	*known = 0;
	if (i->empty_base)
		return 0;
	struct matched *place = matched_place(i, hash);
	cleanup(sql_done) sqlite3_stmt *s = sql_get(i->db, sql);
	sql_int(s, 1, (int64_t)hash);
	sql_int(s, 2, place->row);
	while ((rc = sql_step(i->db, s)) > 0) {
		int64_t id = sql_column_int(s, 0);
		if (id >= i->first_unit)
			return 0; /* this file's own: those of before are all matched */
		place->row = id;
		if (!seen_before(&i->units, id)) {
			*known = id;
			document = sql_column_int(s, 1);
			break;
		}
	}
	if (rc < 0 || *known == 0)
		return rc < 0 ? rc : 0;
	rc = seen_mark(&i->units, *known);
	return rc < 0 ? rc : sighted(i, *known, document);
}

/* --- does it contradict? -------------------------------------------------------- */

static int find_segment(
	struct intake *i, const struct variant *v, struct intake_segment *s)
{
	static const char sql[] = "SELECT id, lang, text FROM segment WHERE hash = ?1";
	cleanup(sql_done) sqlite3_stmt *q = sql_get(i->db, sql);
	int rc = 0;

	if (!bloom_may_have(&i->segments_there, s->hash))
		return 0;
	sql_int(q, 1, (int64_t)s->hash);
	while ((rc = sql_step(i->db, q)) > 0) {
		if (sql_column_int(q, 1) != s->lang)
			continue;
		const char *text = sql_column_text(q, 2);
		if (sql_column_size(q, 2) == v->text.size &&
			memcmp(text, buf_str(&v->text), v->text.size) == 0) {
			s->segment = sql_column_int(q, 0);
			return 0;
		}
	}
	return rc;
}

/* Whether a stored unit has another text in a language both have (the source's aside). */
static int contradicts(struct intake *i, const struct unit *u, int64_t id,
	int64_t source_lang, bool *result)
{
	static const char sql[] = "SELECT s.lang, v.segment FROM variant v"
				  " JOIN segment s ON s.id = v.segment WHERE v.unit = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(i->db, sql);
	int rc = 0;

	*result = false;
	sql_int(s, 1, id);
	while (!*result && (rc = sql_step(i->db, s)) > 0) {
		int64_t lang = sql_column_int(s, 0), segment = sql_column_int(s, 1);
		bool shared = false, same = false;
		for (size_t k = 0; k < u->n_variants; k++) {
			if (i->segments[k].lang != lang || lang == source_lang)
				continue;
			shared = true;
			same = same || i->segments[k].segment == segment;
		}
		*result = shared && !same;
	}
	return *result ? 0 : rc;
}

static int drop_unit(struct intake *i, int64_t id)
{
	static const char sql[] =
		"UPDATE unit SET gone = ?2 WHERE id = ?1 AND gone IS NULL";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(i->db, sql);

	sql_int(s, 1, id);
	sql_int(s, 2, i->db->event);
	int rc = sql_run(i->db, s);
	if (rc == 0)
		store_touch(i->db, sql_changes(i->db));
	return rc;
}

#define WEIGHED 64

/* Goes through stored units that share the source or the tuid; s yields their ids. */
static int weigh(struct intake *i, const struct unit *u, sqlite3_stmt *s,
	int64_t source_lang, size_t *found, int64_t *last)
{
	int64_t ids[WEIGHED];
	size_t n = 0;
	int rc = 1;

	while (n < N_ELEMENTS(ids) && (rc = sql_step(i->db, s)) > 0)
		ids[n++] = sql_column_int(s, 0);
	if (rc < 0)
		return rc;
	*last = n == N_ELEMENTS(ids) ? ids[n - 1] : 0;
	for (size_t k = 0; k < n; k++) {
		bool other = false;
		rc = contradicts(i, u, ids[k], source_lang, &other);
		if (rc == 0 && other && i->on_conflict == BIS_CONFLICT_REPLACE)
			rc = drop_unit(i, ids[k]);
		if (rc < 0)
			return rc;
		*found += other;
	}
	return 0;
}

/* Of a text as common as "OK" the newest units are enough to tell of a conflict; all
 * of them have to make way where they are to be replaced. */
static int weigh_all(struct intake *i, const struct unit *u, const char *literal,
	int64_t key, int64_t source_lang, size_t *found)
{
	int64_t below = i->first_unit;
	int rc;

	do {
		cleanup(sql_done) sqlite3_stmt *s = sql_get(i->db, literal);
		sql_int(s, 1, key);
		sql_int(s, 2, below);
		sql_int(s, 3, i->origin);
		rc = weigh(i, u, s, source_lang, found, &below);
	} while (rc == 0 && below != 0 && i->on_conflict == BIS_CONFLICT_REPLACE);
	return rc;
}

/* The variant in the source language; the first where none is. */
static size_t source_variant(struct intake *i, const struct unit *u, struct buf *scratch)
{
	int64_t lang = 0;
	const char *given = attribute(&u->attrs, "srclang", scratch)
				    ? buf_str(scratch)
				    : buf_str(&i->srclang);

	if (*given == '\0' || db_lang_known(i->db, given, &lang) < 0)
		return 0;
	for (size_t k = 0; k < u->n_variants; k++)
		if (i->segments[k].lang == lang)
			return k;
	return 0;
}

/* Counts the stored units that say otherwise; with BIS_CONFLICT_REPLACE they are
 * removed. */
static int find_conflicts(struct intake *i, const struct unit *u, int64_t tuid,
	struct buf *scratch, size_t *found)
{
	static const char by_source[] =
		"SELECT v.unit FROM variant v JOIN unit u ON u.id = v.unit"
		" WHERE v.segment = ?1 AND v.unit < ?2 AND u.gone IS NULL"
		" AND ?3 IS NOT NULL ORDER BY v.unit DESC";
	static const char by_tuid[] =
		"SELECT u.id FROM unit u JOIN document d ON d.id = u.document WHERE "
		"u.tuid = ?1"
		" AND u.id < ?2 AND d.origin = ?3 AND u.gone IS NULL ORDER BY u.id DESC";
	int rc = 0;

	*found = 0;
	if (i->empty_base || u->n_variants == 0)
		return 0;
	const struct intake_segment *source = &i->segments[source_variant(i, u, scratch)];
	if (source->segment != 0)
		rc = weigh_all(i, u, by_source, source->segment, source->lang, found);
	if (rc == 0 && tuid != 0 && i->known_origin &&
		(*found == 0 || i->on_conflict == BIS_CONFLICT_REPLACE))
		rc = weigh_all(i, u, by_tuid, tuid, 0, found);
	return rc;
}

/* --- storing it ----------------------------------------------------------------- */

static int insert_segment(
	struct intake *i, const struct variant *v, struct intake_segment *s)
{
	static const char sql[] =
		"INSERT INTO segment (lang, hash, text) VALUES (?1, ?2, ?3)";
	cleanup(sql_done) sqlite3_stmt *q = sql_get(i->db, sql);

	sql_int(q, 1, s->lang);
	sql_int(q, 2, (int64_t)s->hash);
	sql_bytes(q, 3, buf_str(&v->text), v->text.size);
	int rc = sql_run(i->db, q);
	s->segment = sql_last_id(i->db);
	bloom_add(&i->segments_there, s->hash);
	if (rc == 0)
		rc = textindex_feed(
			i->db, s->segment, s->lang, buf_str(&v->text), v->text.size);
	return rc;
}

/* Makes the segments that are new; two variants of one unit may be alike. */
static int insert_segments(struct intake *i, const struct unit *u)
{
	for (size_t k = 0; k < u->n_variants; k++) {
		struct intake_segment *s = &i->segments[k];
		for (size_t j = 0; j < k && s->segment == 0; j++)
			if (i->segments[j].hash == s->hash &&
				i->segments[j].lang == s->lang) {
				int rc = find_segment(i, &u->variants[k], s);
				if (rc < 0)
					return rc;
				break;
			}
		int rc = s->segment == 0 ? insert_segment(i, &u->variants[k], s) : 0;
		if (rc < 0)
			return rc;
	}
	return 0;
}

static int insert_variant(struct intake *i, int64_t unit, size_t pos,
	const struct variant *v, const struct intake_segment *s)
{
	static const char sql[] = "INSERT INTO variant (unit, pos, segment, written, "
				  "empty, attrs, extra, markup)"
				  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

	cleanup(sql_done) sqlite3_stmt *q = sql_get(i->db, sql);
	sql_int(q, 1, unit);
	sql_int(q, 2, (int64_t)pos);
	sql_int(q, 3, s->segment);
	sql_text(q, 4, s->written);
	if (v->empty)
		sql_int(q, 5, 1);
	sql_buf(q, 6, &v->attrs);
	sql_buf(q, 7, &v->extra);
	if (v->tagged)
		sql_bytes(q, 8, buf_str(&v->markup), v->markup.size);
	return sql_run(i->db, q);
}

static int insert_unit(struct intake *i, const struct unit *u, uint64_t hash,
	int64_t tuid, int64_t *unit)
{
	static const char sql[] = "INSERT INTO unit (document, event, hash, tuid, day, "
				  "status, attrs, extra)"
				  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
	int64_t day = unit_day(u, &i->scratch);
	enum unit_status status = u->status;

	if (i->status != NULL)
		status = strcmp(i->status, "reviewed") == 0 ? UNIT_REVIEWED
							    : UNIT_UNREVIEWED;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(i->db, sql);
	sql_int(s, 1, i->document);
	sql_int(s, 2, i->db->event);
	sql_int(s, 3, (int64_t)hash);
	if (tuid != 0)
		sql_int(s, 4, tuid);
	if (day != 0)
		sql_int(s, 5, day);
	sql_int(s, 6, status);
	sql_buf(s, 7, &u->attrs);
	sql_buf(s, 8, &u->extra);
	int rc = sql_run(i->db, s);
	int64_t id = sql_last_id(i->db);
	if (rc == 0)
		rc = insert_segments(i, u);
	for (size_t k = 0; rc == 0 && k < u->n_variants; k++)
		rc = insert_variant(i, id, k, &u->variants[k], &i->segments[k]);
	if (rc < 0)
		return rc;
	made(&i->db->made_units, id);
	store_touch(i->db, 1);
	*unit = id;
	return 0;
}

/* A number for its tuid; 0 where it has none. */
static int64_t tuid_of(struct intake *i, const struct unit *u)
{
	if (!attribute(&u->attrs, "tuid", &i->scratch))
		return 0;
	return (int64_t)(hash_bytes(buf_str(&i->scratch), i->scratch.size, 3) | 1);
}

static int find_segments(struct intake *i, const struct unit *u)
{
	int rc = 0;

	for (size_t k = 0; rc == 0 && k < u->n_variants; k++)
		rc = find_segment(i, &u->variants[k], &i->segments[k]);
	return rc;
}

int intake_insert(struct intake *i, const struct unit *u, int64_t *unit)
{
	uint64_t hash;
	int rc = hash_unit(i, u, &hash);

	if (rc == 0)
		rc = find_segments(i, u);
	return rc < 0 ? rc : insert_unit(i, u, hash, tuid_of(i, u), unit);
}

int store_unit_put(struct intake *i, const struct unit *u, struct put_result *result)
{
	uint64_t hash = 0;
	int64_t known = 0, unit;
	size_t conflicts = 0;

	*result = (struct put_result){ .reason = "" };
	int rc = hash_unit(i, u, &hash);
	if (rc == 0 && ++i->n_units == BLOOM_FROM)
		rc = intake_bloom(i);
	if (rc == 0)
		rc = find_known(i, hash, &known);
	if (rc < 0 || known != 0) {
		result->what = PUT_MERGED;
		return rc;
	}
	int64_t tuid = tuid_of(i, u);
	rc = find_segments(i, u);
	if (rc == 0)
		rc = find_conflicts(i, u, tuid, &i->scratch, &conflicts);
	if (rc < 0)
		return rc;
	result->conflict = conflicts > 0;
	if (result->conflict && i->on_conflict == BIS_CONFLICT_KEEP) {
		result->what = PUT_SKIPPED;
		result->reason =
			"the base has other targets for this source; they were kept";
		return 0;
	}
	if (result->conflict) {
		bool replaced = i->on_conflict == BIS_CONFLICT_REPLACE;
		result->what = replaced ? PUT_MERGED : PUT_ADDED;
		result->reason =
			replaced ? "took the place of other targets for this source"
				 : "the base has other targets for this source; both are "
				   "kept";
	}
	return insert_unit(i, u, hash, tuid, &unit);
}
