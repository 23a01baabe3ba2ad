/* SPDX-License-Identifier: Apache-2.0
 *
 * Making the index of terms anew, and comparing it with the forms.
 *
 * Lists and counts are compared by sums: each fact ("form 12 has stem 7") has a hash, and
 * the sum of the hashes of all facts the forms give must be that of the facts the tables
 * hold.  So neither side is held in memory, and a fact too many, missing or changed
 * shows.
 */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/store/flaws.h"
#include "src/store/misspelt.h"
#include "src/store/termindex.h"
#include "src/store/termstate.h"

static const char live_forms[] =
	"SELECT f.id, f.concept, l.tag, f.text, f.lang FROM form AS f"
	" JOIN concept AS c ON c.id = f.concept JOIN lang AS l ON l.id = f.lang"
	" WHERE c.gone IS NULL ORDER BY f.id";

/* --- anew -------------------------------------------------------------------------- */

int termindex_rebuild(bis_db *db)
{
	static const char empty[] = "DELETE FROM term_key; DELETE FROM term_form;"
				    "DELETE FROM term_stem; DELETE FROM term_word;"
				    "DELETE FROM term_near; DELETE FROM term_posting;"
				    "UPDATE term_total SET forms = 0;";

	termindex_free(db->terms);
	db->terms = NULL;
	int rc = sql_exec(db, empty);
	if (rc < 0)
		return rc;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, live_forms);
	while ((rc = sql_step(db, s)) > 0) {
		rc = termindex_add(db, sql_column_int(s, 0), sql_column_int(s, 1),
			sql_column_text(s, 2), sql_column_text(s, 3));
		if (rc < 0)
			return rc;
	}
	return rc < 0 ? rc : termindex_flush(db);
}

/* --- compared ---------------------------------------------------------------------- */

struct sums {
	uint64_t lists; /* form × stem */
	uint64_t stems; /* forms of each stem */
	uint64_t words; /* times of each word */
	uint64_t near;  /* keys of each word */
	int64_t forms, keys;
};

struct check {
	bis_db *db;
	struct termindex *t;
	struct sums forms, tables; /* what the forms give, what the tables hold */
	struct flaws flaws;
};

static int check_keys(struct check *c, int64_t form, const char *lang, const char *text)
{
	static const char sql[] = "SELECT 1 FROM term_key WHERE key = ?1 AND form = ?2";
	int64_t keys[2];
	int n = termstate_keys(c->t, lang, text, keys), rc = 1;

	for (int i = 0; rc > 0 && i < n; i++) {
		cleanup(sql_done) sqlite3_stmt *s = sql_get(c->db, sql);
		sql_int(s, 1, keys[i]);
		sql_int(s, 2, form);
		rc = sql_step(c->db, s);
	}
	if (n < 0 || rc < 0)
		return n < 0 ? n : rc;
	c->forms.keys += n;
	if (rc == 0)
		flaws_tell(&c->flaws,
			"index of terms: form %" PRId64 " is not under its folded text",
			form);
	return 0;
}

static int stem_id(bis_db *db, const char *text, size_t size, int64_t *id)
{
	static const char sql[] = "SELECT id FROM term_stem WHERE text = ?1";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);

	sql_bytes(s, 1, text, size);
	int rc = sql_step(db, s);
	*id = rc > 0 ? sql_column_int(s, 0) : 0;
	return rc < 0 ? rc : 0;
}

/* Adds what a form gives to the sums; *same tells whether `kept` are its stems. */
static int sum_words(struct check *c, int64_t form, int64_t lang,
	const struct term_stems *kept, bool *same)
{
	const struct term_words *split = &c->t->split;
	uint64_t place = posting_place(posting_length_step(split->n), lang, form);
	int64_t ids[TERM_WORDS_MAX];
	int rc = 0;

	*same = kept->n == split->n;
	for (size_t i = 0; i < split->n; i++) {
		const struct term_word *w = &split->words[i];
		bool again = false;
		rc = stem_id(c->db, split->stems.data + w->stem, w->stem_size, &ids[i]);
		if (rc < 0)
			return rc;
		*same = *same && kept->at[i] == ids[i];
		for (size_t j = 0; j < i && !again; j++)
			again = ids[j] == ids[i];
		if (!again) {
			c->forms.lists += hash_pair((uint64_t)ids[i], place);
			c->forms.stems += hash_pair((uint64_t)ids[i], 0);
		}
		c->forms.words +=
			hash_bytes(split->text.data + w->text, w->size, (uint64_t)ids[i]);
	}
	return rc;
}

static int check_form(struct check *c, sqlite3_stmt *s)
{
	struct term_stems kept = { 0 };
	int64_t form = sql_column_int(s, 0), lang = sql_column_int(s, 4);
	const char *tag = sql_column_text(s, 2), *text = sql_column_text(s, 3);
	bool same;
	int rc = check_keys(c, form, tag, text);

	if (rc == 0)
		rc = word_splitter_run(
			c->t->splitter, tag, text, strlen(text), &c->t->split);
	if (rc == 0)
		rc = termindex_stems(c->db, form, &kept);
	if (rc < 0)
		return rc;
	c->forms.forms++;
	bool there = rc > 0;
	rc = sum_words(c, form, lang, &kept, &same);
	if (!there)
		flaws_tell(
			&c->flaws, "index of terms: form %" PRId64 " is missing", form);
	else if (!same || kept.lang != lang || kept.concept != sql_column_int(s, 1))
		flaws_tell(
			&c->flaws, "index of terms: form %" PRId64 " was changed", form);
	return rc;
}

static int sum_forms(struct check *c)
{
	cleanup(sql_done) sqlite3_stmt *s = sql_get(c->db, live_forms);
	int rc;

	while ((rc = sql_step(c->db, s)) > 0) {
		rc = check_form(c, s);
		if (rc < 0)
			return rc;
	}
	return rc;
}

static int sum_lists(struct check *c)
{
	static const char sql[] = "SELECT key, forms FROM term_posting";
	struct places *places = &c->t->places;
	cleanup(sql_done) sqlite3_stmt *s = sql_get(c->db, sql);
	int rc;

	while ((rc = sql_step(c->db, s)) > 0) {
		int64_t row = sql_column_int(s, 0);
		const void *bytes = sqlite3_column_blob(s, 1);
		places->n = 0;
		rc = posting_unpack(row, bytes, sql_column_size(s, 1), places);
		if (rc == BIS_EDB) {
			flaws_tell(&c->flaws,
				"index of terms: a list of forms can't be read");
			continue;
		}
		if (rc < 0)
			return rc;
		for (size_t i = 0; i < places->n; i++)
			c->tables.lists +=
				hash_pair((uint64_t)posting_row_stem(row), places->at[i]);
	}
	return rc;
}

static int sum_stems(struct check *c)
{
	static const char sql[] = "SELECT id, forms FROM term_stem";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(c->db, sql);
	int rc;

	while ((rc = sql_step(c->db, s)) > 0)
		c->tables.stems += (uint64_t)sql_column_int(s, 1) *
				   hash_pair((uint64_t)sql_column_int(s, 0), 0);
	return rc;
}

static uint64_t near_fact(int64_t key, const char *text, size_t size)
{
	return hash_bytes(text, size, (uint64_t)key);
}

static int sum_stored_words(struct check *c)
{
	static const char sql[] =
		"SELECT text, stem, times FROM term_word ORDER BY text, stem";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(c->db, sql);
	cleanup(buf_free) struct buf last = BUF_INIT;
	int64_t keys[MISSPELT_KEYS];
	int rc;

	while ((rc = sql_step(c->db, s)) > 0) {
		const char *text = sql_column_text(s, 0);
		size_t size = sql_column_size(s, 0);
		c->tables.words += (uint64_t)sql_column_int(s, 2) *
				   hash_bytes(text, size, (uint64_t)sql_column_int(s, 1));
		if (last.size == size && memcmp(buf_str(&last), text, size) == 0)
			continue;
		buf_clear(&last);
		buf_add(&last, text, size);
		if (!buf_ok(&last))
			return err_nomem();
		for (size_t n = misspelt_keys_of_word(text, size, keys); n > 0; n--)
			c->forms.near += near_fact(keys[n - 1], text, size);
	}
	return rc;
}

static int sum_near(struct check *c)
{
	static const char sql[] = "SELECT key, text FROM term_near";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(c->db, sql);
	int rc;

	while ((rc = sql_step(c->db, s)) > 0)
		c->tables.near += near_fact(sql_column_int(s, 0), sql_column_text(s, 1),
			sql_column_size(s, 1));
	return rc;
}

static int count_rows(bis_db *db, const char *sql, int64_t *n)
{
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	int rc = sql_step(db, s);

	*n = rc > 0 ? sql_column_int(s, 0) : 0;
	return rc < 0 ? rc : 0;
}

static int sum_tables(struct check *c)
{
	static const char forms[] = "SELECT count(*) FROM term_form";
	static const char keys[] = "SELECT count(*) FROM term_key";
	int rc = sum_lists(c);

	if (rc == 0)
		rc = sum_stems(c);
	if (rc == 0)
		rc = sum_stored_words(c);
	if (rc == 0)
		rc = sum_near(c);
	if (rc == 0)
		rc = count_rows(c->db, forms, &c->tables.forms);
	return rc == 0 ? count_rows(c->db, keys, &c->tables.keys) : rc;
}

static void compare(struct check *c, int64_t total)
{
	const struct sums *a = &c->forms, *b = &c->tables;

	if (a->forms != b->forms)
		flaws_tell(&c->flaws,
			"index of terms: holds %" PRId64 " forms of %" PRId64, b->forms,
			a->forms);
	if (a->forms != total)
		flaws_tell(&c->flaws,
			"index of terms: counts %" PRId64 " forms of %" PRId64, total,
			a->forms);
	if (a->keys != b->keys)
		flaws_tell(&c->flaws,
			"index of terms: holds %" PRId64 " folded texts of %" PRId64,
			b->keys, a->keys);
	if (a->lists != b->lists)
		flaws_tell(&c->flaws,
			"index of terms: lists of forms differ from the forms");
	if (a->stems != b->stems)
		flaws_tell(&c->flaws,
			"index of terms: counts of stems differ from the forms");
	if (a->words != b->words)
		flaws_tell(&c->flaws,
			"index of terms: words differ from those of the forms");
	if (a->near != b->near)
		flaws_tell(&c->flaws,
			"index of terms: keys of misspellings differ from the words");
}

int64_t termindex_verify(bis_db *db, bis_flaw *flaw, void *ctx)
{
	struct check c = { .db = db, .flaws = { flaw, ctx, 0 } };
	int64_t total;
	int rc = termstate(db, &c.t);

	if (rc == 0)
		rc = termindex_total(db, &total);
	if (rc == 0)
		rc = sum_forms(&c);
	if (rc == 0)
		rc = sum_tables(&c);
	if (rc < 0)
		return rc;
	compare(&c, total);
	return c.flaws.n;
}
