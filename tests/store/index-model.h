/* SPDX-License-Identifier: Apache-2.0
 *
 * The search index of a handle compared with the tables, row by row.
 */
#ifndef BISOTUN_TEST_INDEX_MODEL_H
#define BISOTUN_TEST_INDEX_MODEL_H

#include "tests/store/base.h"

#include <sys/stat.h>

#include "src/store/textindex-make.h"

/* The words of a segment as its run has them, put together again without spaces. */
static inline void model_words(struct run *run, uint32_t place, struct buf *out)
{
	size_t n, size;
	const uint32_t *surfaces = run_tokens(run, place, &n);

	buf_clear(out);
	for (size_t i = 0; i < n; i++) {
		const char *text = run_surface_text(run, surfaces[i], &size);
		buf_add(out, text, size);
	}
}

static inline void model_segments(bis_db *db, struct textindex *t)
{
	static const char sql[] = "SELECT id, lang, replace(text, ' ', '') FROM segment";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	cleanup(buf_free) struct buf words = BUF_INIT;
	uint64_t n = 0, indexed = 0;

	while (sql_step(db, s) > 0) {
		struct run *run;
		uint32_t place, segment = (uint32_t)sql_column_int(s, 0);
		n++;
		assert_int_equal(
			textindex_segment_lang(t, segment), sql_column_int(s, 1));
		assert_ok(textindex_place(t, segment, &run, &place));
		if (run == NULL)
			fail_msg("segment %u is in no run", segment);
		model_words(run, place, &words);
		assert_string_equal(buf_str(&words), sql_column_text(s, 2));
	}
	for (size_t i = 0; i < textindex_n_langs(t); i++)
		indexed += textindex_n_segments(t, i);
	assert_int_equal(indexed, n);
}

static inline bool model_holds(struct textindex *t, uint32_t segment, uint32_t unit)
{
	struct units_of of;
	uint32_t place;
	bool found = false;

	units_of(t, segment, &of);
	while (units_of_next(&of, &place)) {
		assert_true(textindex_alive(t, place));
		if (textindex_unit(t, place)->id == unit) {
			assert_false(found); /* told once */
			found = true;
		}
	}
	return found;
}

static inline void model_units(bis_db *db, struct textindex *t)
{
	static const char units[] = "SELECT id, document, day, status, gone IS NULL"
				    " FROM unit ORDER BY id";
	static const char variants[] =
		"SELECT segment FROM variant WHERE unit = ?1 ORDER BY pos";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, units);
	uint32_t place = 0;

	for (; sql_step(db, s) > 0; place++) {
		const struct unit_fact *fact = textindex_unit(t, place);
		bool alive = sql_column_int(s, 4) != 0;
		size_t n, k = 0;
		assert_non_null(fact);
		assert_int_equal(fact->id, sql_column_int(s, 0));
		assert_int_equal(fact->document, sql_column_int(s, 1));
		assert_int_equal(fact->day, sql_column_int(s, 2));
		assert_int_equal(fact->status, sql_column_int(s, 3));
		if (textindex_alive(t, place) != alive)
			fail_msg("unit %u: alive or not?", fact->id);
		const uint32_t *segments = textindex_segments(t, place, &n);
		cleanup(sql_done) sqlite3_stmt *v = sql_get(db, variants);
		sql_int(v, 1, fact->id);
		for (; sql_step(db, v) > 0; k++) {
			assert_true(k < n);
			assert_int_equal(segments[k], sql_column_int(v, 0));
			assert_int_equal(model_holds(t, segments[k], fact->id), alive);
		}
		assert_int_equal(k, n);
	}
	assert_int_equal(textindex_n_units(t), place);
}

/* Fails where the index of the handle is not what the tables say. */
static inline void model_compare(bis_db *db)
{
	struct textindex *t;

	assert_ok(store_read_begin(db));
	assert_ok(store_textindex(db, &t));
	model_segments(db, t);
	model_units(db, t);
	assert_int_equal(textindex_failed(t), 0);
	store_read_end(db);
}

static inline void model_index_name(
	const struct base *b, const char *suffix, char path[200])
{
	snprintf(path, 200, "%s-index%s", b->path, suffix);
}

static inline void model_compare_anew(const struct base *b)
{
	bis_db *reader = base_open(b, false);

	model_compare(reader);
	bis_db_close(reader);
}

static inline ino_t model_inode(const char *path)
{
	struct stat file;

	return stat(path, &file) == 0 ? file.st_ino : 0;
}

/* Writes an index of what the handle sees; returns what that said. */
static inline int model_write_index(bis_db *db)
{
	struct moment now;

	assert_ok(store_read_begin(db));
	int rc = moment_read(db, &now);
	if (rc == 0)
		rc = textindex_make(db, &now, NULL);
	store_read_end(db);
	return rc;
}

static inline bool model_has_sidecar(const struct base *b)
{
	char path[200];

	model_index_name(b, "", path);
	return access(path, F_OK) == 0;
}

/* One write of n units whose texts begin with a number, so that they are new. */
static inline void model_add(bis_db *db, const char *origin, unsigned first, unsigned n,
	enum bis_on_conflict on_conflict, bool feed)
{
	struct intake *i;
	struct document d;
	struct unit u;
	struct put_result result;
	char en[80], ru[80];

	unit_init(&u);
	document_init(&d);
	buf_set(&d.format, "tmx");
	buf_set(&d.lang, "en");
	assert_ok(store_begin(db, "import"));
	if (feed)
		assert_ok(textindex_begin_feed(db));
	assert_ok(intake_open(db,
		&(struct intake_options){
			.origin = origin, .path = origin, .on_conflict = on_conflict },
		&i));
	assert_ok(intake_head(i, &d));
	for (unsigned k = first; k < first + n; k++) {
		snprintf(en, sizeof(en), "Article %u of the Treaty", k);
		snprintf(ru, sizeof(ru), "Статья %u Договора", k / 3);
		base_unit(&u, k % 5 == 0 ? " changedate=\"20200101T000000Z\"" : "", en,
			k % 7 == 0 ? NULL : ru);
		assert_ok(store_unit_put(i, &u, &result));
	}
	intake_close(i);
	assert_ok(store_commit(db, "units"));
	if (feed)
		assert_ok(textindex_end_feed(db, true));
	unit_finish(&u);
	document_finish(&d);
}

#endif
