/* SPDX-License-Identifier: Apache-2.0
 *
 * Making the index of names anew, and comparing it with the forms: by sums of facts, as
 * termverify.c does, so that neither side is held in memory.
 */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/store/flaws.h"
#include "src/store/nameindex-state.h"
#include "src/store/nameindex.h"

static const char live_forms[] =
	"SELECT f.id, f.concept, c.kind, l.tag, f.text FROM form AS f"
	" JOIN concept AS c ON c.id = f.concept JOIN lang AS l ON l.id = f.lang"
	" WHERE c.gone IS NULL ORDER BY f.id";

static struct nameindex_form form_of(sqlite3_stmt *s)
{
	return (struct nameindex_form){
		.form = sql_column_int(s, 0),
		.concept = sql_column_int(s, 1),
		.kind = (enum concept_kind)sql_column_int(s, 2),
		.lang = sql_column_text(s, 3),
		.text = sql_column_text(s, 4),
	};
}

/* --- anew -------------------------------------------------------------------------- */

int nameindex_rebuild(bis_db *db)
{
	static const char empty[] = "DELETE FROM name_anchor; DELETE FROM name_part;"
				    "DELETE FROM name_key; DELETE FROM name_shape;"
				    "DELETE FROM name_posting;";

	nameindex_free(db->names);
	db->names = NULL;
	int rc = sql_exec(db, empty);
	if (rc < 0)
		return rc;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, live_forms);
	while ((rc = sql_step(db, s)) > 0) {
		struct nameindex_form form = form_of(s);
		rc = nameindex_add(db, &form);
		if (rc < 0)
			return rc;
	}
	return rc < 0 ? rc : nameindex_flush(db);
}

/* --- compared ---------------------------------------------------------------------- */

struct sums {
	uint64_t anchors; /* form × anchor */
	uint64_t lists;   /* form × part */
	uint64_t counts;  /* forms of each part */
	uint64_t keys;    /* of each part */
	uint64_t shapes;
};

struct check {
	bis_db *db;
	struct nameindex *n;
	struct sums forms, tables; /* what the forms give, what the tables hold */
	int64_t form;              /* whose parts are told */
	size_t words;
	uint64_t met[6 * NAME_PARTS];
	size_t n_met;
	struct flaws flaws;
};

static int check_part(void *ctx, const struct name_part *part, uint32_t covers)
{
	struct check *c = ctx;
	int rc = namestate_part_text(c->n, part);

	(void)covers;
	if (rc < 0)
		return rc;
	uint64_t text = hash_bytes(buf_str(&c->n->part), c->n->part.size, 1);
	for (size_t i = 0; i < c->n_met; i++)
		if (c->met[i] == text)
			return 0;
	if (c->n_met == N_ELEMENTS(c->met))
		return 0;
	c->met[c->n_met++] = text;
	c->forms.lists += hash_pair(text, namestate_place(c->words, c->form));
	c->forms.counts += text;
	return 0;
}

static int sum_forms(struct check *c)
{
	cleanup(sql_done) sqlite3_stmt *s = sql_get(c->db, live_forms);
	uint64_t anchor;
	int rc;

	while ((rc = sql_step(c->db, s)) > 0) {
		struct nameindex_form form = form_of(s);
		rc = namestate_anchor(c->n, form.lang, form.text, &anchor);
		if (rc < 0)
			return rc;
		c->forms.anchors += hash_pair(anchor, (uint64_t)form.form);
		c->form = form.form;
		c->n_met = 0;
		if (kind_has_parts(form.kind))
			rc = namestate_parts(
				c->n, form.lang, form.text, &c->words, check_part, c);
		if (rc < 0)
			return rc;
	}
	return rc;
}

static int sum_anchors(struct check *c)
{
	static const char sql[] = "SELECT key, form FROM name_anchor";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(c->db, sql);
	int rc;

	while ((rc = sql_step(c->db, s)) > 0)
		c->tables.anchors += hash_pair(
			(uint64_t)sql_column_int(s, 0), (uint64_t)sql_column_int(s, 1));
	return rc;
}

/* What a row (key, list) holds; nothing where it can't be read, which is told. */
static int read_places(struct check *c, sqlite3_stmt *s, struct places *places)
{
	const void *bytes = sqlite3_column_blob(s, 1);

	places->n = 0;
	int rc = posting_unpack(
		sql_column_int(s, 0), bytes, sql_column_size(s, 1), places);
	if (rc != BIS_EDB)
		return rc;
	flaws_tell(&c->flaws, "index of names: a list can't be read");
	places->n = 0;
	return 0;
}

static int sum_list(struct check *c, int64_t part, uint64_t text)
{
	static const char sql[] = "SELECT key, forms FROM name_posting"
				  " WHERE key BETWEEN ?1 AND ?2";
	struct places *places = &c->n->places;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(c->db, sql);
	int rc;

	sql_int(s, 1, posting_row(part, 0));
	sql_int(s, 2, posting_row(part + 1, 0) - 1);
	while ((rc = sql_step(c->db, s)) > 0) {
		rc = read_places(c, s, places);
		if (rc < 0)
			return rc;
		for (size_t i = 0; i < places->n; i++)
			c->tables.lists += hash_pair(text, places->at[i]);
	}
	return rc;
}

/* The lists a part is to be in, each once, and its shape. */
static int sum_keys_of(struct check *c, int64_t id, const char *text, size_t size)
{
	uint64_t keys[NAME_KEYS];
	size_t n_keys;
	int rc = namestate_keys(c->n, text, size, keys, &n_keys);

	for (size_t i = 0, k; rc == 0 && i < n_keys; i++) {
		keys[i] = (uint64_t)namestate_list(keys[i]);
		for (k = 0; k < i && keys[k] != keys[i]; k++)
			;
		if (k == i)
			c->forms.keys += hash_pair(keys[i], (uint64_t)id);
	}
	c->forms.shapes += hash_pair((uint64_t)id, namestate_shape(text, size));
	return rc;
}

static int sum_parts(struct check *c)
{
	static const char sql[] = "SELECT id, text, forms FROM name_part";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(c->db, sql);
	int rc;

	while ((rc = sql_step(c->db, s)) > 0) {
		const char *text = sql_column_text(s, 1);
		size_t size = sql_column_size(s, 1);
		uint64_t hash = hash_bytes(text, size, 1);
		int64_t id = sql_column_int(s, 0);
		c->tables.counts += (uint64_t)sql_column_int(s, 2) * hash;
		rc = sum_keys_of(c, id, text, size);
		if (rc < 0)
			return rc;
		rc = sum_list(c, id, hash);
		if (rc < 0)
			return rc;
	}
	return rc;
}

static int sum_keys(struct check *c)
{
	static const char sql[] = "SELECT key, parts FROM name_key";
	struct places *places = &c->n->places;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(c->db, sql);
	int rc;

	while ((rc = sql_step(c->db, s)) > 0) {
		int64_t row = sql_column_int(s, 0);
		rc = read_places(c, s, places);
		if (rc < 0)
			return rc;
		for (size_t i = 0; i < places->n; i++)
			c->tables.keys += hash_pair((uint64_t)row >> 36, places->at[i]);
	}
	return rc;
}

static int sum_shapes(struct check *c)
{
	static const char sql[] = "SELECT span, shapes FROM name_shape";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(c->db, sql);
	int rc;

	while ((rc = sql_step(c->db, s)) > 0) {
		const unsigned char *shapes = sqlite3_column_blob(s, 1);
		uint64_t first = (uint64_t)sql_column_int(s, 0) << POSTING_SPAN_BITS;
		for (size_t i = 0; i < sql_column_size(s, 1); i++)
			if (shapes[i] != 0)
				c->tables.shapes += hash_pair(first + i, shapes[i]);
	}
	return rc;
}

/* Lists whose part is not there: their forms would be found by nobody. */
static int check_strays(struct check *c)
{
	static const char sql[] = "SELECT count(*) FROM name_posting WHERE (key >> 36)"
				  " NOT IN (SELECT id FROM name_part)";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(c->db, sql);
	int rc = sql_step(c->db, s);

	if (rc > 0 && sql_column_int(s, 0) > 0)
		flaws_tell(&c->flaws,
			"index of names: %" PRId64 " lists of forms have no part",
			sql_column_int(s, 0));
	return rc < 0 ? rc : 0;
}

static void compare(struct check *c)
{
	const struct sums *a = &c->forms, *b = &c->tables;

	if (a->anchors != b->anchors)
		flaws_tell(&c->flaws, "index of names: anchors differ from the forms");
	if (a->lists != b->lists)
		flaws_tell(&c->flaws,
			"index of names: lists of forms differ from the forms");
	if (a->counts != b->counts)
		flaws_tell(&c->flaws,
			"index of names: counts of parts differ from the forms");
	if (a->keys != b->keys)
		flaws_tell(&c->flaws, "index of names: keys differ from the parts");
	if (a->shapes != b->shapes)
		flaws_tell(&c->flaws, "index of names: shapes differ from the parts");
}

int64_t nameindex_verify(bis_db *db, bis_flaw *flaw, void *ctx)
{
	struct check c = { .db = db, .flaws = { flaw, ctx, 0 } };
	int rc = nameindex_ready(db);

	if (rc == 0)
		rc = namestate(db, &c.n);
	if (rc == 0)
		rc = namestate_settle(db);
	if (rc == 0)
		rc = sum_forms(&c);
	if (rc == 0)
		rc = sum_anchors(&c);
	if (rc == 0)
		rc = sum_parts(&c);
	if (rc == 0)
		rc = sum_keys(&c);
	if (rc == 0)
		rc = sum_shapes(&c);
	if (rc == 0)
		rc = check_strays(&c);
	if (rc < 0)
		return rc;
	compare(&c);
	return c.flaws.n;
}
