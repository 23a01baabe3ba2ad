/* SPDX-License-Identifier: Apache-2.0
 *
 * Which sidecar is believed: one of another base, of another time, of before a purge.
 */
#include "config.h"
#include "tests/store/index-model.h"

static void copy_file(const char *from, const char *to)
{
	char command[500];

	snprintf(command, sizeof(command), "cp '%s' '%s'", from, to);
	assert_int_equal(system(command), 0);
}

/* Two copies of one base that went different ways, each with as many rows. */
static void the_sidecar_of_another_base_is_not_believed(void **state)
{
	struct base *b = *state;
	struct base other = *b;
	char mine[200], theirs[200];

	model_add(b->db, "a", 0, 1000, BIS_CONFLICT_MERGE, false);
	snprintf(other.path, sizeof(other.path), "%s/b.db", b->folder);
	assert_ok(bis_db_backup(b->db, other.path));
	other.db = base_open(&other, true);
	model_add(b->db, "a", 10000, 2500, BIS_CONFLICT_MERGE, false);
	model_add(other.db, "a", 20000, 2500, BIS_CONFLICT_MERGE, false);
	model_index_name(b, "", mine);
	model_index_name(&other, "", theirs);
	assert_true(model_has_sidecar(b) && model_has_sidecar(&other));
	copy_file(theirs, mine);
	model_compare_anew(b);
	model_compare(other.db);
	bis_db_close(other.db);
}

/* An older sidecar of the same base is a beginning of it. */
static void an_old_sidecar_is_brought_up(void **state)
{
	struct base *b = *state;
	char path[200], old[200];

	model_index_name(b, "", path);
	snprintf(old, sizeof(old), "%s/old", b->folder);
	model_add(b->db, "a", 0, 2500, BIS_CONFLICT_MERGE, false);
	copy_file(path, old);
	assert_ok(bis_undo(b->db, 1, false, NULL, NULL));
	assert_ok(bis_undo(b->db, 2, false, NULL, NULL));
	model_add(b->db, "a", 100, 10, BIS_CONFLICT_REPLACE, false);
	model_add(b->db, "a", 5000, 2500, BIS_CONFLICT_MERGE, true);
	copy_file(old, path);
	model_compare_anew(b);
}

/* Of before there was an index: without an epoch two bases would look like one. */
static void a_restored_base_gets_an_epoch_if_it_had_none(void **state)
{
	struct base *b = *state;
	struct moment now;
	char copy[200];

	snprintf(copy, sizeof(copy), "%s/copy.db", b->folder);
	model_add(b->db, "a", 0, 10, BIS_CONFLICT_MERGE, false);
	assert_ok(sql_exec(b->db, "DELETE FROM meta WHERE key = 'index_epoch'"));
	assert_ok(bis_db_backup(b->db, copy));
	bis_db_close(b->db);
	assert_ok(bis_db_restore(copy, b->path));
	b->db = base_open(b, true);
	assert_ok(moment_look(b->db, &now));
	assert_true(now.epoch != 0);
}

/* Copied by hand, the index of what stood there is left beside it. */
static void the_index_of_what_was_overwritten_gives_way(void **state)
{
	struct base *b = *state;
	char path[200], old[200], log[200];

	model_index_name(b, "", path);
	snprintf(old, sizeof(old), "%s/old", b->folder);
	snprintf(log, sizeof(log), "%s-wal", b->path);
	model_add(b->db, "a", 0, 2500, BIS_CONFLICT_MERGE, false);
	bis_db_close(b->db);
	assert_int_not_equal(access(log, F_OK), 0);
	copy_file(b->path, old);
	b->db = base_open(b, true);
	model_add(b->db, "a", 5000, 2500, BIS_CONFLICT_MERGE, false);
	bis_db_close(b->db);
	ino_t before = model_inode(path);
	assert_int_equal(rename(old, b->path), 0);
	b->db = base_open(b, true);
	model_compare(b->db);
	assert_non_null(b->db->index->sidecar);
	assert_int_not_equal(model_inode(path), before);
	model_add(b->db, "a", 8000, 3000, BIS_CONFLICT_MERGE, true);
	model_compare_anew(b);
}

static void what_was_purged_before_it_was_indexed_is_not_indexed(void **state)
{
	struct base *b = *state;
	bis_db *other = base_open(b, true);
	struct bis_purge_report report;

	assert_ok(textindex_begin_feed(b->db));
	model_add(b->db, "a", 0, 4000, BIS_CONFLICT_MERGE, false);
	assert_int_equal(
		bis_purge(other, &(struct bis_purge_options){ .unit = "U2000" }, &report),
		0);
	assert_int_equal(report.segments, 1);
	assert_ok(textindex_end_feed(b->db, true));
	model_compare(b->db);
	model_compare(other);
	model_compare_anew(b);
	bis_db_close(other);
}

static void the_index_from_before_a_purge_is_not_believed(void **state)
{
	struct base *b = *state;
	struct bis_purge_report report;
	char path[200], old[200];

	model_index_name(b, "", path);
	snprintf(old, sizeof(old), "%s/old", b->folder);
	model_add(b->db, "a", 0, 2500, BIS_CONFLICT_MERGE, false);
	copy_file(path, old);
	assert_ok(bis_purge(
		b->db, &(struct bis_purge_options){ .unit = "U1000" }, &report));
	assert_int_equal(rename(old, path), 0);
	model_compare_anew(b);
}

static int index_is_gone(void *path)
{
	return access(path, F_OK) == 0; /* not 0: no commit */
}

static void a_purge_removes_the_index_before_it_is_done(void **state)
{
	struct base *b = *state;
	struct bis_purge_options options = { .unit = "U7" };
	struct bis_purge_report report;
	char path[200], inside[220];

	model_index_name(b, "", path);
	snprintf(inside, sizeof(inside), "%s/x", path);
	model_add(b->db, "a", 0, 2500, BIS_CONFLICT_MERGE, false);
	assert_true(model_has_sidecar(b));
	sqlite3_commit_hook(b->db->sql, index_is_gone, path);
	assert_ok(bis_purge(b->db, &options, &report));
	sqlite3_commit_hook(b->db->sql, NULL, NULL);
	assert_int_equal(mkdir(path, 0700), 0); /* not to be removed as a file */
	options.unit = "U8";
	assert_fails(bis_purge(b->db, &options, &report), BIS_EDB, "can't be removed");
	assert_int_equal(rmdir(path), 0);
}

/* Of four billion and more, or of who meddled with the tables. */
static void numbers_beyond_32_bits_are_refused_not_cut_short(void **state)
{
	static const char *const meddling[][2] = {
		{ "UPDATE unit SET document = 4294967297 WHERE id = 7",
			"UPDATE unit SET document = 1 WHERE id = 7" },
		{ "UPDATE variant SET segment = 4294967298 WHERE unit = 7 AND pos = 0",
			"UPDATE variant SET segment = 2 WHERE unit = 7 AND pos = 0" },
		{ "INSERT INTO unit (id, document, event, hash, status)"
		  " VALUES (4294967296, 1, 1, 1, 0)",
			"DELETE FROM unit WHERE id > 4294967295" },
		{ "INSERT INTO segment (id, lang, hash, text)"
		  " VALUES (4294967296, 1, 1, 'x')",
			"DELETE FROM segment WHERE id > 4294967295" },
	};
	struct base *b = *state;
	struct textindex *t;

	model_add(b->db, "a", 0, 10, BIS_CONFLICT_MERGE, false);
	assert_ok(sql_exec(b->db, "PRAGMA foreign_keys = OFF"));
	for (size_t i = 0; i < N_ELEMENTS(meddling); i++) {
		assert_ok(sql_exec(b->db, meddling[i][0]));
		bis_db *reader = base_open(b, false);
		assert_ok(store_read_begin(reader));
		assert_fails(store_textindex(reader, &t), BIS_EDB, "too large");
		store_read_end(reader);
		assert_int_equal(model_write_index(reader), BIS_EDB);
		bis_db_close(reader);
		assert_ok(sql_exec(b->db, meddling[i][1]));
	}
	model_compare(b->db);
}

#define IN_A_BASE(test) cmocka_unit_test_setup_teardown(test, base_setup, base_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_BASE(the_sidecar_of_another_base_is_not_believed),
		IN_A_BASE(an_old_sidecar_is_brought_up),
		IN_A_BASE(a_restored_base_gets_an_epoch_if_it_had_none),
		IN_A_BASE(the_index_of_what_was_overwritten_gives_way),
		IN_A_BASE(what_was_purged_before_it_was_indexed_is_not_indexed),
		IN_A_BASE(the_index_from_before_a_purge_is_not_believed),
		IN_A_BASE(a_purge_removes_the_index_before_it_is_done),
		IN_A_BASE(numbers_beyond_32_bits_are_refused_not_cut_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
