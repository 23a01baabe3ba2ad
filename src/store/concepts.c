/* SPDX-License-Identifier: Apache-2.0
 *
 * New concepts, and the keys by which people name them.  A key is never given twice, even
 * when its concept is gone.
 */
#include "config.h"
#include "src/store/concepts.h"

#include <inttypes.h>
#include <string.h>

#include "src/base/err.h"
#include "src/store/concept-rows.h"
#include "src/store/pack.h"
#include "src/text/utf8.h"

/* --- keys -------------------------------------------------------------------------- */

static int next_number(bis_db *db, int64_t *number)
{
	static const char sql[] = "SELECT max(id) FROM concept";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc = sql_step(db, s);

	*number = rc > 0 ? sql_column_int(s, 0) + 1 : 1;
	return rc < 0 ? rc : 0;
}

/* 1 taken, 0 free. */
static int key_taken(bis_db *db, const char *stem, int64_t n, struct buf *key)
{
	static const char sql[] = "SELECT 1 FROM concept WHERE key = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	buf_set(key, stem);
	buf_addf(key, "~%" PRId64, n);
	if (!buf_ok(key))
		return err_nomem();
	sql_text(s, 1, buf_str(key));
	return sql_step(db, s);
}

/* The stem is taken: with ~2, ~3 …  Thousands may have the same id, so the first that is
 * free is looked for in leaps, then between the last two of them. */
static int next_key(bis_db *db, const char *stem, struct buf *key)
{
	int64_t taken = 1, free_one = 2;
	int rc;

	while ((rc = key_taken(db, stem, free_one, key)) > 0) {
		taken = free_one;
		free_one *= 2;
	}
	while (rc >= 0 && free_one - taken > 1) {
		int64_t middle = taken + (free_one - taken) / 2;
		rc = key_taken(db, stem, middle, key);
		if (rc > 0)
			taken = middle;
		else
			free_one = middle;
	}
	return rc < 0 ? rc : key_taken(db, stem, free_one, key);
}

/* --- rows of one concept ----------------------------------------------------------- */

static int insert_entry(bis_db *db, int64_t number, const char *key,
	const struct concept *c, int64_t document, int64_t hash)
{
	static const char sql[] =
		"INSERT INTO concept (id, key, written, document, event, hash, kind, "
		"subject,"
		" definition, note, attrs, extra) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) "
		"ON CONFLICT (key) DO NOTHING";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, number);
	sql_text(s, 2, key);
	sql_buf(s, 3, &c->id);
	if (document != 0)
		sql_int(s, 4, document);
	sql_int(s, 5, db->event);
	sql_int(s, 6, hash);
	sql_int(s, 7, c->kind);
	sql_buf(s, 8, &c->subject);
	sql_buf(s, 9, &c->definition);
	sql_buf(s, 10, &c->note);
	sql_buf(s, 11, &c->attrs);
	sql_buf(s, 12, &c->extra);
	int rc = sql_run(db, s);
	return rc < 0 ? rc : sql_changes(db) > 0;
}

/* Its id as written where that is free; "C5" is that of concept 5 even where that has
 * another. */
static int insert_keyed(bis_db *db, int64_t number, const struct concept *c,
	int64_t document, int64_t hash, struct buf *key)
{
	int64_t meant = concept_number_of(buf_str(&c->id));
	bool others = meant != 0 && meant < number;
	int rc = 0;

	buf_clear(key);
	if (c->id.size == 0)
		buf_addf(key, "C%" PRId64, number);
	else
		buf_adds(key, buf_str(&c->id));
	if (!buf_ok(key))
		return err_nomem();
	if (!others)
		rc = insert_entry(db, number, buf_str(key), c, document, hash);
	if (rc != 0)
		return rc < 0 ? rc : 0;
	cleanup(buf_free) struct buf stem = *key;
	*key = BUF_INIT;
	rc = next_key(db, buf_str(&stem), key);
	if (rc == 0)
		rc = insert_entry(db, number, buf_str(key), c, document, hash);
	if (rc < 0)
		return rc;
	return rc > 0 ? 0
		      : err_set(BIS_EDB, "%s: no key for concept %s", db->path,
				buf_str(&stem));
}

int concept_by_key(bis_db *db, const char *key, int64_t *number)
{
	static const char sql[] =
		"SELECT id FROM concept WHERE key = ?1 AND gone IS NULL";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_text(s, 1, key);
	int rc = sql_step(db, s);
	*number = rc > 0 ? sql_column_int(s, 0) : 0;
	return rc < 0 ? rc : 0;
}

/* --- a new one --------------------------------------------------------------------- */

static int insert_forms(bis_db *db, const struct section *section, struct place *at)
{
	int rc = 0;

	for (at->pos = 0; rc == 0 && at->pos < section->n_forms; at->pos++)
		rc = form_insert(db, 0, &section->forms[at->pos], at);
	return rc;
}

/* Relations of a file wait for the rest of it; those made by hand name keys. */
static int insert_relations(
	bis_db *db, struct intake *i, int64_t number, const struct concept *c)
{
	int rc = 0;

	for (size_t k = 0; rc == 0 && k < c->n_relations; k++) {
		int64_t target = 0;
		if (i == NULL)
			rc = concept_by_key(
				db, buf_str(&c->relations[k].target), &target);
		if (rc == 0)
			rc = relation_insert(db, number, k, &c->relations[k], target);
	}
	return rc;
}

int concept_make(bis_db *db, struct intake *i, const struct concept *c, int64_t document,
	int64_t hash, int64_t *number, struct buf *key)
{
	int rc = next_number(db, number);

	if (rc == 0)
		rc = insert_keyed(db, *number, c, document, hash, key);
	for (size_t k = 0; rc == 0 && k < c->n_sections; k++) {
		struct place at = { .concept = *number, .section = k };
		rc = section_insert(db, i, *number, k, &c->sections[k], &at.lang);
		if (rc == 0)
			rc = insert_forms(db, &c->sections[k], &at);
	}
	if (rc == 0)
		rc = insert_relations(db, i, *number, c);
	if (rc < 0)
		return rc;
	made(&db->made_concepts, *number);
	store_touch(db, 1);
	return 0;
}

/* What can't be read back must not be written. */
int concept_check(const struct concept *c)
{
	if (concept_size(c) > CONCEPT_MAX_SIZE)
		return err_set(BIS_EUSAGE, "concept %s is too big", buf_str(&c->id));
	for (size_t i = 0; i < c->n_sections; i++) {
		for (size_t j = 0; j < c->sections[i].n_forms; j++) {
			const struct buf *text = &c->sections[i].forms[j].text;
			if (utf8_valid(buf_str(text), text->size) != text->size)
				return err_set(BIS_EUSAGE, "a term is not UTF-8");
		}
	}
	return 0;
}

int store_concept_insert(bis_db *db, const struct concept *record, int64_t document,
	int64_t *number, struct buf *key)
{
	cleanup(buf_free) struct buf scratch = BUF_INIT;
	int64_t hash;
	int rc = concept_check(record);

	if (rc == 0)
		rc = concept_hash(record, &scratch, &hash);
	return rc < 0 ? rc : concept_make(db, NULL, record, document, hash, number, key);
}
