/* SPDX-License-Identifier: Apache-2.0
 *
 * Forms coming into and going out of the index of terms.
 */
#include "config.h"
#include "src/store/termindex.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/store/termstate.h"
#include "src/text/fold.h"

int termstate(bis_db *db, struct termindex **out)
{
	int rc = 0;

	if (db->terms == NULL) {
		db->terms = calloc(1, sizeof(*db->terms));
		if (db->terms == NULL)
			return err_nomem();
	}
	if (db->terms->splitter == NULL)
		rc = word_splitter_new(&db->terms->splitter);
	*out = db->terms;
	return rc;
}

void termindex_free(struct termindex *t)
{
	if (t == NULL)
		return;
	word_splitter_free(t->splitter);
	term_words_finish(&t->split);
	buf_free(&t->folded);
	buf_free(&t->loose);
	buf_free(&t->packed);
	buf_free(&t->stem);
	word_map_finish(&t->stems);
	word_map_finish(&t->words);
	places_finish(&t->places);
	pending_finish(&t->pending);
	free(t);
}

/* --- keys -------------------------------------------------------------------------- */

int termstate_keys(
	struct termindex *t, const char *lang, const char *text, int64_t keys[2])
{
	size_t size = strlen(text);

	buf_clear(&t->folded);
	buf_clear(&t->loose);
	int rc = fold_text(FOLD_STRICT, text, size, lang, &t->folded);
	if (rc == 0)
		rc = fold_text(FOLD_LOOSE, text, size, lang, &t->loose);
	if (rc < 0)
		return rc;
	if (!buf_ok(&t->folded) || !buf_ok(&t->loose))
		return err_nomem();
	keys[0] = (int64_t)hash_bytes(buf_str(&t->folded), t->folded.size, 0);
	keys[1] = (int64_t)hash_bytes(buf_str(&t->loose), t->loose.size, 0);
	return keys[0] == keys[1] ? 1 : 2;
}

static int write_keys(bis_db *db, struct termindex *t, int64_t form, const char *lang,
	const char *text, bool remove)
{
	static const char insert[] =
		"INSERT OR IGNORE INTO term_key (key, form) VALUES (?1, ?2)";
	static const char delete[] = "DELETE FROM term_key WHERE key = ?1 AND form = ?2";
	int64_t keys[2];
	int n = termstate_keys(t, lang, text, keys), rc = 0;

	for (int i = 0; rc == 0 && i < n; i++) {
		cleanup(sql_done) sqlite3_stmt *s = sql_get(db, remove ? delete : insert);
		sql_int(s, 1, keys[i]);
		sql_int(s, 2, form);
		rc = sql_run(db, s);
	}
	return n < 0 ? n : rc;
}

/* --- words ------------------------------------------------------------------------- */

static int next_stem(bis_db *db, struct termindex *t, int64_t *id)
{
	static const char sql[] = "SELECT max(id) FROM term_stem";

	if (t->next_stem == 0) {
		cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
		int rc = sql_step(db, s);
		if (rc < 0)
			return rc;
		t->next_stem = sql_column_int(s, 0) + 1;
	}
	if (t->next_stem >= (int64_t)1 << 27)
		return err_set(
			BIS_EDB, "%s: too many different words in the terms", db->path);
	*id = t->next_stem++;
	return 0;
}

static int find_stem(bis_db *db, struct termindex *t, const char *text, size_t size,
	struct word_change **out)
{
	static const char sql[] = "SELECT id FROM term_stem WHERE text = ?1";
	int rc = word_map_get(&t->stems, text, size, 0, out);

	if (rc < 0 || (*out)->id != 0)
		return rc;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	sql_bytes(s, 1, text, size);
	rc = sql_step(db, s);
	if (rc < 0)
		return rc;
	(*out)->stored = rc > 0;
	if (rc == 0)
		return next_stem(db, t, &(*out)->id);
	(*out)->id = sql_column_int(s, 0);
	return 0;
}

static int count_word(bis_db *db, struct termindex *t, const struct term_word *word,
	int64_t stem, int change)
{
	static const char sql[] = "SELECT 1 FROM term_word WHERE text = ?1 AND stem = ?2";
	const char *text = t->split.text.data + word->text;
	size_t n = t->words.n;
	struct word_change *item;
	int rc = word_map_get(&t->words, text, word->size, stem, &item);

	if (rc < 0)
		return rc;
	item->change += change;
	if (t->words.n == n)
		return 0;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	sql_bytes(s, 1, text, word->size);
	sql_int(s, 2, stem);
	rc = sql_step(db, s);
	item->stored = rc > 0;
	return rc < 0 ? rc : 0;
}

/* Counts the words of t->split and puts the form into the list of each stem it has;
 * t->packed gets the stems in order. */
static int count_words(
	bis_db *db, struct termindex *t, int64_t form, int64_t lang, int change)
{
	uint64_t place = posting_place(posting_length_step(t->split.n), lang, form);
	int64_t ids[TERM_WORDS_MAX];
	int rc = 0;

	buf_clear(&t->packed);
	for (size_t i = 0; rc == 0 && i < t->split.n; i++) {
		const struct term_word *word = &t->split.words[i];
		struct word_change *stem;
		bool again = false;
		rc = find_stem(
			db, t, t->split.stems.data + word->stem, word->stem_size, &stem);
		if (rc < 0)
			return rc;
		ids[i] = stem->id;
		varint_add(&t->packed, (uint64_t)stem->id);
		for (size_t j = 0; j < i && !again; j++)
			again = ids[j] == ids[i];
		if (!again) {
			stem->change += change;
			rc = pending_add(&t->pending, stem->id, place, change);
		}
		if (rc == 0)
			rc = count_word(db, t, word, ids[i], change);
	}
	return rc == 0 && !buf_ok(&t->packed) ? err_nomem() : rc;
}

/* --- forms ------------------------------------------------------------------------- */

static int write_words(
	bis_db *db, struct termindex *t, int64_t form, int64_t concept, int64_t lang)
{
	static const char sql[] = "INSERT INTO term_form (form, concept, lang, words) "
				  "VALUES (?1, ?2, ?3, ?4)";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, form);
	sql_int(s, 2, concept);
	sql_int(s, 3, lang);
	sql_blob(s, 4, t->packed.data, t->packed.size);
	return sql_run(db, s);
}

int termindex_add(
	bis_db *db, int64_t form, int64_t concept, const char *lang, const char *text)
{
	struct termindex *t;
	int64_t lang_id;
	int rc = termstate(db, &t);

	if (rc == 0)
		rc = db_lang_id(db, lang, &lang_id);
	if (rc == 0)
		rc = write_keys(db, t, form, lang, text, false);
	if (rc == 0)
		rc = word_splitter_run(t->splitter, lang, text, strlen(text), &t->split);
	if (rc < 0)
		return rc;
	t->dirty = true;
	t->forms++;
	rc = count_words(db, t, form, lang_id, +1);
	if (rc == 0)
		rc = write_words(db, t, form, concept, lang_id);
	if (rc == 0 && t->pending.n >= PENDING_MAX)
		rc = termstate_flush(db, t);
	return rc;
}

static int delete_words(bis_db *db, int64_t form, int64_t concept)
{
	static const char sql[] =
		"DELETE FROM term_form WHERE form = ?1 AND concept = ?2";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, form);
	sql_int(s, 2, concept);
	return sql_run(db, s);
}

int termindex_remove(
	bis_db *db, int64_t form, int64_t concept, const char *lang, const char *text)
{
	struct termindex *t;
	int64_t lang_id;
	int rc = termstate(db, &t);

	if (rc == 0)
		rc = db_lang_id(db, lang, &lang_id);
	if (rc == 0)
		rc = delete_words(db, form, concept);
	/* a form that never was in the index changes nothing in it */
	if (rc < 0 || sql_changes(db) == 0)
		return rc;
	rc = write_keys(db, t, form, lang, text, true);
	if (rc == 0)
		rc = word_splitter_run(t->splitter, lang, text, strlen(text), &t->split);
	if (rc < 0)
		return rc;
	t->dirty = true;
	t->forms--;
	rc = count_words(db, t, form, lang_id, -1);
	if (rc == 0 && t->pending.n >= PENDING_MAX)
		rc = termstate_flush(db, t);
	return rc;
}
