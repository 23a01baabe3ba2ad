/* SPDX-License-Identifier: Apache-2.0
 *
 * Asking the index of terms.  Each question is a walk down a tree or two and a bounded
 * number of rows from there; which questions to ask, and what the answers are worth, is
 * the affair of src/find.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/store/misspelt.h"
#include "src/store/termindex.h"
#include "src/store/termstate.h"
#include "src/text/utf8.h"

int termindex_total(bis_db *db, int64_t *forms)
{
	static const char sql[] = "SELECT forms FROM term_total WHERE id = 1";
	int rc = termstate_settle(db);

	*forms = 0;
	if (rc < 0)
		return rc;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	rc = sql_step(db, s);
	if (rc > 0)
		*forms = sql_column_int(s, 0);
	return rc < 0 ? rc : 0;
}

/* --- forms ------------------------------------------------------------------------- */

int termindex_keyed(bis_db *db, const char *folded, size_t size, size_t max,
	termindex_form *found, void *ctx)
{
	static const char sql[] =
		"SELECT form FROM term_key WHERE key = ?1 ORDER BY form LIMIT ?2";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc;

	sql_int(s, 1, (int64_t)hash_bytes(folded, size, 0));
	sql_int(s, 2, (int64_t)max);
	while ((rc = sql_step(db, s)) > 0) {
		rc = found(ctx, sql_column_int(s, 0));
		if (rc < 0)
			break;
	}
	return rc;
}

void term_row_finish(struct term_row *row)
{
	buf_free(&row->text);
	buf_free(&row->valid_from);
	buf_free(&row->valid_to);
}

int termindex_row(bis_db *db, int64_t form, struct term_row *row)
{
	static const char sql[] =
		"SELECT concept, lang, status, kind, text, valid_from, valid_to FROM form"
		" WHERE id = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, form);
	int rc = sql_step(db, s);
	if (rc <= 0)
		return rc;
	row->form = form;
	row->concept = sql_column_int(s, 0);
	row->status = (enum form_status)sql_column_int(s, 2);
	row->kind = (enum form_kind)sql_column_int(s, 3);
	sql_column_buf(s, 4, &row->text);
	sql_column_buf(s, 5, &row->valid_from);
	sql_column_buf(s, 6, &row->valid_to);
	row->lang = db_lang_tag(db, sql_column_int(s, 1));
	if (!buf_ok(&row->text) || !buf_ok(&row->valid_from) || !buf_ok(&row->valid_to))
		return err_nomem();
	return 1;
}

int termindex_stems(bis_db *db, int64_t form, struct term_stems *out)
{
	static const char sql[] =
		"SELECT concept, lang, words FROM term_form WHERE form = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	uint64_t id;

	out->n = 0;
	sql_int(s, 1, form);
	int rc = sql_step(db, s);
	if (rc <= 0)
		return rc;
	out->concept = sql_column_int(s, 0);
	out->lang = sql_column_int(s, 1);
	const unsigned char *at = sqlite3_column_blob(s, 2);
	const unsigned char *end = at + sql_column_size(s, 2);
	while (out->n < N_ELEMENTS(out->at) && at < end && varint_next(&at, end, &id))
		out->at[out->n++] = (int64_t)id;
	return 1;
}

int termindex_has_status(bis_db *db, int64_t concept, enum form_status status,
	const int64_t *langs, size_t n)
{
	static const char sql[] =
		"SELECT lang FROM form WHERE concept = ?1 AND status = ?2";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc;

	sql_int(s, 1, concept);
	sql_int(s, 2, status);
	while ((rc = sql_step(db, s)) > 0) {
		int64_t lang = sql_column_int(s, 0);
		if (n == 0)
			return 1;
		for (size_t i = 0; i < n; i++)
			if (langs[i] == lang)
				return 1;
	}
	return rc;
}

/* --- words ------------------------------------------------------------------------- */

int termindex_split(
	bis_db *db, const char *lang, const char *text, termindex_word *word, void *ctx)
{
	struct termindex *t;
	int rc = termstate(db, &t);

	if (rc == 0)
		rc = word_splitter_run(t->splitter, lang, text, strlen(text), &t->split);
	for (size_t i = 0; rc == 0 && i < t->split.n; i++) {
		const struct term_word *w = &t->split.words[i];
		struct term_query_word found = {
			.text = t->split.text.data + w->text,
			.size = w->size,
			.han = w->han,
			.number = w->number,
		};
		rc = word(ctx, &found);
	}
	return rc;
}

static bool is_han(const char *text, size_t size)
{
	int32_t c = utf8_next(&text, text + size);

	return (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
	       (c >= 0x20000 && c <= 0x3ffff);
}

/* From the columns id, forms, text. */
static struct term_stem stem_of_row(sqlite3_stmt *s)
{
	const char *text = sql_column_text(s, 2);
	size_t size = sql_column_size(s, 2);

	return (struct term_stem){
		.id = sql_column_int(s, 0),
		.forms = sql_column_int(s, 1),
		.letters = is_han(text, size) ? 0 : utf8_length(text, size),
	};
}

int termindex_stem_get(bis_db *db, int64_t id, struct term_stem *out)
{
	static const char sql[] = "SELECT id, forms, text FROM term_stem WHERE id = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_int(s, 1, id);
	int rc = sql_step(db, s);
	if (rc > 0)
		*out = stem_of_row(s);
	return rc;
}

static int known_word(bis_db *db, const char *word, size_t size, int distance,
	termindex_stem *found, void *ctx)
{
	static const char sql[] =
		"SELECT s.id, s.forms, s.text FROM term_word AS w"
		" JOIN term_stem AS s ON s.id = w.stem WHERE w.text = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc;

	sql_bytes(s, 1, word, size);
	while ((rc = sql_step(db, s)) > 0) {
		struct term_stem stem = stem_of_row(s);
		rc = found(ctx, &stem, distance);
		if (rc < 0)
			break;
	}
	return rc;
}

int termindex_known_word(
	bis_db *db, const char *word, size_t size, termindex_stem *found, void *ctx)
{
	return known_word(db, word, size, 0, found, ctx);
}

int termindex_stemmed(bis_db *db, const char *lang, const char *word, size_t size,
	termindex_stem *found, void *ctx)
{
	static const char sql[] = "SELECT id, forms, text FROM term_stem WHERE text = ?1";
	struct termindex *t;
	int rc = termstate(db, &t);

	if (rc == 0)
		rc = word_splitter_stem(t->splitter, lang, word, size, &t->stem);
	if (rc < 0)
		return rc;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	sql_bytes(s, 1, buf_str(&t->stem), t->stem.size);
	rc = sql_step(db, s);
	if (rc <= 0)
		return rc;
	struct term_stem stem = stem_of_row(s);
	return found(ctx, &stem, 0);
}

int termindex_near_words(bis_db *db, const char *word, size_t size, size_t max,
	termindex_near_word *found, void *ctx)
{
	static const char sql[] = "SELECT text FROM term_near WHERE key = ?1 LIMIT ?2";
	int64_t keys[MISSPELT_KEYS];
	size_t n = misspelt_keys_of_query(word, size, keys);
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < n && max > 0; i++) {
		cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
		sql_int(s, 1, keys[i]);
		sql_int(s, 2, (int64_t)max);
		while ((rc = sql_step(db, s)) > 0) {
			const char *text = sql_column_text(s, 0);
			size_t length = sql_column_size(s, 0);
			int distance = misspelt_distance(word, size, text, length);
			max--;
			/* its own row is no misspelling */
			if (distance > 0)
				rc = found(ctx, text, length, distance);
			if (rc < 0)
				break;
		}
	}
	return rc;
}

struct near_stems {
	bis_db *db;
	termindex_stem *found;
	void *ctx;
};

static int stems_of_near(void *ctx, const char *word, size_t size, int distance)
{
	const struct near_stems *n = ctx;

	return known_word(n->db, word, size, distance, n->found, n->ctx);
}

int termindex_near(bis_db *db, const char *word, size_t size, size_t max,
	termindex_stem *found, void *ctx)
{
	struct near_stems stems = { db, found, ctx };

	return termindex_near_words(db, word, size, max, stems_of_near, &stems);
}

/* Whether the row may hold what is asked for; *near moves on with the rows. */
static bool row_counts(int64_t row, const struct places_query *query, size_t *near)
{
	uint64_t first = posting_row_start(row);
	uint64_t end = first + ((uint64_t)1 << POSTING_SPAN_BITS);

	if (query->lang_slots != NULL && !query->lang_slots[posting_lang_slot(first)])
		return false;
	if (query->near == NULL)
		return true;
	while (*near < query->n_near && query->near[*near] < first)
		(*near)++;
	return *near < query->n_near && query->near[*near] < end;
}

int termindex_places(
	bis_db *db, int64_t stem, const struct places_query *query, struct places *out)
{
	static const char sql[] = "SELECT key, forms FROM term_posting"
				  " WHERE key BETWEEN ?1 AND ?2 ORDER BY key";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	size_t until = out->n + query->max, near = 0;
	int rc = 0;

	sql_int(s, 1, posting_row(stem, 0));
	sql_int(s, 2, posting_row(stem + 1, 0) - 1);
	while (out->n < until && (rc = sql_step(db, s)) > 0) {
		int64_t row = sql_column_int(s, 0);
		if (!row_counts(row, query, &near))
			continue;
		const void *bytes = sqlite3_column_blob(s, 1);
		rc = posting_unpack(row, bytes, sql_column_size(s, 1), out);
		if (rc < 0)
			break;
	}
	return rc < 0 ? rc : 0;
}

/* --- languages --------------------------------------------------------------------- */

int termindex_langs(bis_db *db, termindex_lang *found, void *ctx)
{
	static const char sql[] = "SELECT id, tag FROM lang ORDER BY id";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc;

	while ((rc = sql_step(db, s)) > 0) {
		rc = found(ctx, sql_column_int(s, 0), sql_column_text(s, 1));
		if (rc < 0)
			break;
	}
	return rc;
}
