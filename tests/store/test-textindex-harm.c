/* SPDX-License-Identifier: Apache-2.0
 *
 * A sidecar that is gone, damaged, or can't be written; writers that are killed; many
 * threads.  The index says what the tables say, or an error what is wrong.
 */
#include "config.h"
#include "tests/store/index-model.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

static void is_made_anew_where_it_was_deleted(void **state)
{
	struct base *b = *state;
	char path[200];

	model_index_name(b, "", path);
	model_add(b->db, "a", 0, 2500, BIS_CONFLICT_MERGE, false);
	bis_db *reader = base_open(b, false);
	model_compare(reader);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(bis_db_verify(b->db, NULL, NULL), 0);
	model_add(b->db, "a", 5000, 3, BIS_CONFLICT_MERGE, false);
	model_compare(reader); /* still has the one that was deleted */
	bis_db_close(reader);
	model_compare_anew(b);
	assert_true(model_has_sidecar(b));
}

static void flip_byte(const char *path, off_t at)
{
	int fd = open(path, O_RDWR);
	uint8_t byte;

	assert_true(fd >= 0);
	assert_int_equal(pread(fd, &byte, 1, at), 1);
	byte ^= 0x5a;
	assert_int_equal(pwrite(fd, &byte, 1, at), 1);
	close(fd);
}

/* As a search does: what a damaged run says is thrown away. */
static int touch_all(bis_db *db)
{
	static const char sql[] = "SELECT id FROM segment";
	cleanup(sql_done) sqlite3_stmt *s = sql_get(db, sql);
	struct textindex *t;

	assert_ok(store_textindex(db, &t));
	while (sql_step(db, s) > 0) {
		struct run *run;
		uint32_t place, segment = (uint32_t)sql_column_int(s, 0);
		cleanup(buf_free) struct buf words = BUF_INIT;
		struct units_of of;
		units_of(t, segment, &of);
		while (units_of_next(&of, &place))
			;
		assert_ok(textindex_place(t, segment, &run, &place));
		if (run != NULL)
			model_words(run, place, &words);
	}
	for (uint32_t place = 0; place < textindex_n_units(t); place++) {
		size_t n;
		textindex_segments(t, place, &n);
	}
	return textindex_failed(t);
}

static void damage_is_told_and_mended(void **state)
{
	struct base *b = *state;
	struct stat file;
	char path[200];

	model_index_name(b, "", path);
	model_add(b->db, "a", 0, 2500, BIS_CONFLICT_MERGE, false);
	assert_int_equal(stat(path, &file), 0);
	for (off_t at = 10; at < file.st_size; at += file.st_size / 23) {
		bis_db *reader = base_open(b, false);
		flip_byte(path, at);
		assert_ok(store_read_begin(reader));
		if (touch_all(reader) == 1)
			assert_int_equal(touch_all(reader), 0);
		store_read_end(reader);
		model_compare(reader);
		bis_db_close(reader);
		textindex_forget(b->db);
		assert_ok(bis_db_index(b->db, NULL, NULL));
	}
}

static void verify_finds_damage(void **state)
{
	struct base *b = *state;
	struct stat file;
	char path[200];

	model_index_name(b, "", path);
	model_add(b->db, "a", 0, 2500, BIS_CONFLICT_MERGE, false);
	assert_int_equal(bis_db_verify(b->db, NULL, NULL), 0);
	assert_int_equal(stat(path, &file), 0);
	flip_byte(path, file.st_size / 2 & ~(off_t)4095);
	assert_true(bis_db_verify(b->db, NULL, NULL) > 0);
	assert_int_equal(truncate(path, file.st_size / 2), 0);
	assert_true(bis_db_verify(b->db, NULL, NULL) > 0);
	model_compare_anew(b);
	assert_ok(bis_db_rebuild(b->db));
	assert_int_equal(bis_db_verify(b->db, NULL, NULL), 0);
}

static void works_where_it_can_not_be_written(void **state)
{
	struct base *b = *state;
	char path[200];

	model_index_name(b, ".new", path);
	assert_int_equal(mkdir(path, 0700), 0); /* stops root too */
	model_add(b->db, "a", 0, 2500, BIS_CONFLICT_MERGE, false);
	model_add(b->db, "a", 5000, 2500, BIS_CONFLICT_MERGE, true);
	assert_false(model_has_sidecar(b));
	model_compare_anew(b);
	model_compare(b->db);
	model_add(b->db, "a", 9000, 25, BIS_CONFLICT_MERGE, false);
	model_compare(b->db);
	assert_false(model_has_sidecar(b));
	assert_int_equal(rmdir(path), 0);
}

static void works_where_the_disk_is_full(void **state)
{
	struct base *b = *state;
	char path[200];
	int status;

	model_index_name(b, ".new", path);
	model_add(b->db, "a", 0, 2500, BIS_CONFLICT_MERGE, false);
	textindex_forget(b->db);
	pid_t child = fork();
	if (child == 0) {
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 100000, 100000 });
		bis_db *reader = base_open(b, false);
		model_compare(reader);
		bis_db_close(reader);
		_exit(model_has_sidecar(b) || access(path, F_OK) == 0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	model_compare_anew(b);
	assert_true(model_has_sidecar(b));
}

static void a_full_disk_leaves_the_old_index(void **state)
{
	struct base *b = *state;
	char path[200], new_path[200];
	int status;

	model_index_name(b, "", path);
	model_index_name(b, ".new", new_path);
	model_add(b->db, "a", 0, 2500, BIS_CONFLICT_MERGE, false);
	model_add(b->db, "a", 5000, 100, BIS_CONFLICT_MERGE, false);
	ino_t before = model_inode(path);
	pid_t child = fork();
	if (child == 0) {
		bis_db *reader = base_open(b, false);
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 100000, 100000 });
		int rc = model_write_index(reader);
		bis_db_close(reader);
		_exit(rc != BIS_EDB || access(new_path, F_OK) == 0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_equal(model_inode(path), before);
	assert_ok(model_write_index(b->db));
	assert_int_not_equal(model_inode(path), before);
	model_compare_anew(b);
}

static void what_can_not_be_written_is_not_tried_with_each_write(void **state)
{
	struct base *b = *state;
	char path[200];

	model_index_name(b, ".new", path);
	assert_int_equal(mkdir(path, 0700), 0);
	model_add(b->db, "a", 0, 2500, BIS_CONFLICT_MERGE, false);
	assert_false(model_has_sidecar(b));
	assert_int_equal(rmdir(path), 0);
	model_add(b->db, "a", 5000, 10, BIS_CONFLICT_MERGE, false);
	assert_false(model_has_sidecar(b));
	model_add(b->db, "a", 6000, 3000, BIS_CONFLICT_MERGE, false);
	assert_true(model_has_sidecar(b));
	model_compare_anew(b);
}

static void put_remains(const char *path)
{
	int fd = open(path, O_CREAT | O_WRONLY, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, "half", 4), 4);
	close(fd);
}

static void what_a_killed_writer_left_is_cleared_away(void **state)
{
	struct base *b = *state;
	char path[200];

	model_index_name(b, ".new", path);
	model_add(b->db, "a", 0, 10, BIS_CONFLICT_MERGE, false);
	put_remains(path);
	model_compare_anew(b);
	assert_int_not_equal(access(path, F_OK), 0);
	put_remains(path);
	model_add(b->db, "a", 20, 1, BIS_CONFLICT_MERGE, false);
	assert_int_not_equal(access(path, F_OK), 0);
	put_remains(path);
	int fd = open(path, O_RDWR);
	assert_int_equal(flock(fd, LOCK_EX), 0); /* not killed at all */
	model_add(b->db, "a", 30, 1, BIS_CONFLICT_MERGE, false);
	model_compare_anew(b);
	assert_int_equal(access(path, F_OK), 0);
	close(fd);
}

/* Imports until it is killed, each time with a sidecar to write. */
static void import_for_ever(const struct base *b, unsigned first)
{
	bis_db *db = base_open(b, true);

	for (unsigned k = 0;; k++)
		model_add(db, "a", first + 3000 * k, 3000, BIS_CONFLICT_MERGE, k % 2);
}

static void a_killed_writer_leaves_a_right_index(void **state)
{
	struct base *b = *state;

	bis_db_close(b->db);
	for (unsigned round = 0; round < 8; round++) {
		struct timespec nap = { .tv_nsec = 10000000L + 17000000L * (long)round };
		pid_t child = fork();
		if (child == 0)
			import_for_ever(b, 100000 * round);
		nanosleep(&nap, NULL);
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		model_compare_anew(b);
	}
	b->db = base_open(b, true);
	model_add(b->db, "b", 5000000, 3500, BIS_CONFLICT_MERGE, true);
	assert_int_equal(bis_db_verify(b->db, NULL, NULL), 0);
	char path[200];
	model_index_name(b, ".new", path);
	assert_int_not_equal(access(path, F_OK), 0);
}

/* --- threads ---------------------------------------------------------------------------- */

struct watching {
	const struct base *b;
	_Atomic bool stop;
	_Atomic int compared;
};

/* Asserts of cmocka may be used in the main thread only: this counts what is right. */
static void *watch(void *argument)
{
	struct watching *w = argument;
	struct bis_open_options options = { .timeout_ms = 1000 };
	bis_db *db;

	if (bis_db_open(w->b->path, &options, &db) < 0)
		return (void *)1;
	bool right = true;
	do {
		struct textindex *t;
		int64_t n = -1;
		right = store_read_begin(db) == 0 && store_textindex(db, &t) == 0 &&
			store_count(db, &(struct record_filter){ 0 }, false, &n) == 0;
		for (uint32_t place = 0; right && place < textindex_n_units(t); place++)
			n -= textindex_alive(t, place);
		store_read_end(db);
		right = right && n == 0;
		w->compared++;
	} while (right && !w->stop);
	bis_db_close(db);
	return right ? NULL : (void *)1;
}

static void many_threads_see_each_a_whole_state(void **state)
{
	struct base *b = *state;
	struct watching w = { .b = b };
	pthread_t threads[3];
	void *wrong;

	for (size_t i = 0; i < 3; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, watch, &w), 0);
	for (unsigned i = 0; i < 12; i++) {
		model_add(b->db, "a", 2000 * i, i % 4 == 3 ? 2000 : 200,
			BIS_CONFLICT_MERGE, i % 8 == 3);
		if (i % 3 == 2)
			assert_ok(bis_undo(b->db, i, true, NULL, NULL));
	}
	while (w.compared < 6)
		nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
	w.stop = true;
	for (size_t i = 0; i < 3; i++) {
		pthread_join(threads[i], &wrong);
		assert_null(wrong);
	}
	model_compare(b->db);
}

/* --- progress ------------------------------------------------------------------------- */

static bool count_calls(void *ctx, int64_t done, int64_t total)
{
	assert_true(done <= total);
	return ++*(int *)ctx < 2;
}

static void making_it_can_be_watched_and_stopped(void **state)
{
	struct base *b = *state;
	int calls = 0;

	model_add(b->db, "a", 0, 4000, BIS_CONFLICT_MERGE, false);
	assert_ok(bis_db_index(b->db, count_calls, &calls));
	assert_int_equal(calls, 0); /* there is one */
	textindex_forget(b->db);
	assert_fails(
		bis_db_index(b->db, count_calls, &calls), BIS_ECANCELLED, "cancelled");
	assert_int_equal(calls, 2);
	assert_false(model_has_sidecar(b));
	assert_ok(bis_db_index(b->db, NULL, NULL));
	assert_true(model_has_sidecar(b));
}

#define IN_A_BASE(test) cmocka_unit_test_setup_teardown(test, base_setup, base_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_BASE(is_made_anew_where_it_was_deleted),
		IN_A_BASE(damage_is_told_and_mended),
		IN_A_BASE(verify_finds_damage),
		IN_A_BASE(works_where_it_can_not_be_written),
		IN_A_BASE(works_where_the_disk_is_full),
		IN_A_BASE(a_full_disk_leaves_the_old_index),
		IN_A_BASE(what_can_not_be_written_is_not_tried_with_each_write),
		IN_A_BASE(what_a_killed_writer_left_is_cleared_away),
		IN_A_BASE(a_killed_writer_leaves_a_right_index),
		IN_A_BASE(many_threads_see_each_a_whole_state),
		IN_A_BASE(making_it_can_be_watched_and_stopped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
