/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing what a write has gathered for the index of terms: counts of stems and words,
 * keys of new words, lists of forms.  All in the order of the tables, so that a bulk
 * import writes each page few times.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/store/misspelt.h"
#include "src/store/posting-rows.h"
#include "src/store/termindex.h"
#include "src/store/termstate.h"

/* --- stems ------------------------------------------------------------------------- */

static int add_stem(bis_db *db, const struct word_map *m, const struct word_change *stem)
{
	static const char sql[] =
		"INSERT INTO term_stem (id, text, forms) VALUES (?1, ?2, ?3)";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, stem->id);
	sql_bytes(s, 2, word_map_text(m, stem), stem->size);
	sql_int(s, 3, stem->change);
	return sql_run(db, s);
}

static int change_stem(bis_db *db, struct word_change *stem)
{
	static const char update[] =
		"UPDATE term_stem SET forms = forms + ?2 WHERE id = ?1";
	static const char delete[] = "DELETE FROM term_stem WHERE id = ?1 AND forms <= 0";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, update);

	sql_int(s, 1, stem->id);
	sql_int(s, 2, stem->change);
	int rc = sql_run(db, s);
	if (rc < 0 || stem->change > 0)
		return rc;
	cleanup(sql_done) sqlite3_stmt *d = sql_get(db, delete);
	sql_int(d, 1, stem->id);
	rc = sql_run(db, d);
	stem->stored = sql_changes(db) == 0;
	return rc;
}

static int flush_stems(bis_db *db, struct word_map *m)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < m->n; i++) {
		struct word_change *stem = &m->items[i];
		if (stem->stored && stem->change != 0) {
			rc = change_stem(db, stem);
		} else if (!stem->stored && stem->change > 0) {
			rc = add_stem(db, m, stem);
			stem->stored = true;
		}
		stem->change = 0;
	}
	return rc;
}

/* --- words ------------------------------------------------------------------------- */

static int word_stands(bis_db *db, const char *text, size_t size)
{
	static const char sql[] = "SELECT 1 FROM term_word WHERE text = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_bytes(s, 1, text, size);
	return sql_step(db, s);
}

static int write_near(bis_db *db, const char *text, size_t size, bool remove)
{
	static const char insert[] =
		"INSERT OR IGNORE INTO term_near (key, text) VALUES (?1, ?2)";
	static const char delete[] = "DELETE FROM term_near WHERE key = ?1 AND text = ?2";
	int64_t keys[MISSPELT_KEYS];
	size_t n = misspelt_keys_of_word(text, size, keys);
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < n; i++) {
		cleanup(sql_done) sqlite3_stmt *s = sql_get(db, remove ? delete : insert);
		sql_int(s, 1, keys[i]);
		sql_bytes(s, 2, text, size);
		rc = sql_run(db, s);
	}
	return rc;
}

static int add_word(bis_db *db, const struct word_map *m, const struct word_change *word)
{
	static const char sql[] =
		"INSERT INTO term_word (text, stem, times) VALUES (?1, ?2, ?3)";
	const char *text = word_map_text(m, word);
	int rc = word_stands(db, text, word->size);

	if (rc == 0)
		rc = write_near(db, text, word->size, false);
	if (rc < 0)
		return rc;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	sql_bytes(s, 1, text, word->size);
	sql_int(s, 2, word->stem);
	sql_int(s, 3, word->change);
	return sql_run(db, s);
}

static int change_word(bis_db *db, const struct word_map *m, struct word_change *word)
{
	static const char update[] =
		"UPDATE term_word SET times = times + ?3 WHERE text = ?1 AND stem = ?2";
	static const char delete[] =
		"DELETE FROM term_word WHERE text = ?1 AND stem = ?2 AND times <= 0";
	const char *text = word_map_text(m, word);
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, update);

	sql_bytes(s, 1, text, word->size);
	sql_int(s, 2, word->stem);
	sql_int(s, 3, word->change);
	int rc = sql_run(db, s);
	if (rc < 0 || word->change > 0)
		return rc;
	cleanup(sql_done) sqlite3_stmt *d = sql_get(db, delete);
	sql_bytes(d, 1, text, word->size);
	sql_int(d, 2, word->stem);
	rc = sql_run(db, d);
	word->stored = sql_changes(db) == 0;
	if (rc < 0 || word->stored)
		return rc;
	rc = word_stands(db, text, word->size);
	return rc == 0 ? write_near(db, text, word->size, true) : rc < 0 ? rc : 0;
}

static int flush_words(bis_db *db, struct word_map *m)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < m->n; i++) {
		struct word_change *word = &m->items[i];
		if (word->stored && word->change != 0) {
			rc = change_word(db, m, word);
		} else if (!word->stored && word->change > 0) {
			rc = add_word(db, m, word);
			word->stored = true;
		}
		word->change = 0;
	}
	return rc;
}

/* --- lists of forms ---------------------------------------------------------------- */

static const struct posting_table lists = {
	.read = "SELECT forms FROM term_posting WHERE key = ?1",
	.write = "REPLACE INTO term_posting (key, forms) VALUES (?1, ?2)",
	.drop = "DELETE FROM term_posting WHERE key = ?1",
};

static int flush_lists(bis_db *db, struct termindex *t)
{
	return posting_rows_flush(db, &lists, &t->pending, &t->places, &t->packed);
}

/* --- the whole --------------------------------------------------------------------- */

static int flush_total(bis_db *db, int64_t *change)
{
	static const char sql[] = "UPDATE term_total SET forms = forms + ?1 WHERE id = 1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, *change);
	*change = 0;
	return sql_run(db, s);
}

int termstate_flush(bis_db *db, struct termindex *t)
{
	int rc = flush_stems(db, &t->stems);

	if (rc == 0)
		rc = flush_words(db, &t->words);
	if (rc == 0)
		rc = flush_lists(db, t);
	if (rc == 0)
		rc = flush_total(db, &t->forms);
	t->dirty = false;
	if (t->stems.n + t->words.n > WORD_MAP_MAX) {
		word_map_clear(&t->stems);
		word_map_clear(&t->words);
	}
	return rc;
}

int termstate_settle(bis_db *db)
{
	return db->terms != NULL && db->terms->dirty ? termstate_flush(db, db->terms) : 0;
}

int termindex_flush(bis_db *db)
{
	int rc = termstate_settle(db);

	if (db->terms != NULL) {
		/* another write may change the numbers before our next */
		word_map_finish(&db->terms->stems);
		word_map_finish(&db->terms->words);
		db->terms->next_stem = 0;
		pending_finish(&db->terms->pending);
	}
	return rc;
}
