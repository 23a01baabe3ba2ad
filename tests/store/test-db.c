/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/store/base.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "src/store/lock.h"

static const char *const two[][2] = { { "The meeting ended", "Встреча завершилась" },
	{ "Tashkent", "Ташкент" } };

static int64_t mode_of(const char *path, const char *suffix)
{
	char name[200];
	struct stat file;

	snprintf(name, sizeof(name), "%s%s", path, suffix);
	return stat(name, &file) == 0 ? (int64_t)(file.st_mode & 0777) : -1;
}

static void makes_every_file_for_its_owner_only(void **state)
{
	struct base *b = *state;

	base_import(b->db, "a", BIS_CONFLICT_MERGE, two, 2, NULL);
	assert_int_equal(mode_of(b->path, ""), 0600);
	assert_int_equal(mode_of(b->path, "-wal"), 0600);
	assert_int_equal(mode_of(b->path, "-shm"), 0600);
	assert_int_equal(mode_of(b->path, "-lock"), 0600);
}

static void says_what_is_missing(void **state)
{
	struct base *b = *state;
	bis_db *db;
	char path[200];

	snprintf(path, sizeof(path), "%s/none.db", b->folder);
	assert_fails(bis_db_open(path, &(struct bis_open_options){ 0 }, &db), BIS_EDB,
		"no such database");
	assert_null(db);
	assert_fails(bis_db_open(b->folder, &(struct bis_open_options){ 0 }, &db),
		BIS_EDB, "not a file");
}

static void refuses_what_is_no_database_of_ours(void **state)
{
	struct base *b = *state;
	bis_db *db;
	char path[200];

	snprintf(path, sizeof(path), "%s/text", b->folder);
	FILE *f = fopen(path, "w");
	fputs("This is no database, but long enough to look like the header of one, "
	      "which "
	      "takes a hundred bytes at least to be read at all.",
		f);
	fclose(f);
	assert_fails(bis_db_open(path, &(struct bis_open_options){ .write = true }, &db),
		BIS_EDB, "not a Bisotun database");
	snprintf(path, sizeof(path), "%s/other.db", b->folder);
	sqlite3 *other;
	sqlite3_open(path, &other);
	sqlite3_exec(
		other, "CREATE TABLE t (x); PRAGMA user_version = 1", NULL, NULL, NULL);
	sqlite3_close(other);
	assert_fails(bis_db_open(path, &(struct bis_open_options){ .write = true }, &db),
		BIS_EDB, "not a Bisotun database");
}

static void leaves_the_database_of_another_program_alone(void **state)
{
	struct base *b = *state;
	bis_db *db;
	sqlite3 *other;
	char path[200];

	snprintf(path, sizeof(path), "%s/places.sqlite", b->folder);
	sqlite3_open(path, &other);
	sqlite3_exec(other, "CREATE TABLE bookmark (url)", NULL, NULL, NULL);
	assert_fails(bis_db_open(path, &(struct bis_open_options){ .write = true }, &db),
		BIS_EDB, "not a Bisotun database");
	assert_int_equal(sqlite3_exec(other, "SELECT * FROM bookmark", NULL, NULL, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_exec(other, "SELECT * FROM unit", NULL, NULL, NULL),
		SQLITE_ERROR);
	sqlite3_close(other);
}

static void refuses_a_newer_schema(void **state)
{
	struct base *b = *state;
	bis_db *db;
	sqlite3 *raw;

	sqlite3_open(b->path, &raw);
	sqlite3_exec(raw, "PRAGMA user_version = 99", NULL, NULL, NULL);
	sqlite3_close(raw);
	assert_fails(bis_db_open(b->path, &(struct bis_open_options){ 0 }, &db), BIS_EDB,
		"newer Bisotun");
	assert_fails(
		bis_db_open(b->path, &(struct bis_open_options){ .write = true }, &db),
		BIS_EDB, "newer Bisotun");
}

static void tells_who_holds_the_base(void **state)
{
	struct base *b = *state;
	bis_db *other;
	struct bis_open_options options = {
		.write = true, .user = "boris", .timeout_ms = 50
	};

	assert_ok(store_begin(b->db, "import"));
	assert_ok(bis_db_open(b->path, &options, &other));
	assert_fails(store_begin(other, "import"), BIS_EBUSY, "anna, a test, process");
	store_rollback(b->db);
	assert_ok(store_begin(other, "import"));
	store_rollback(other);
	bis_db_close(other);
}

static void lets_readers_read_while_a_write_goes_on(void **state)
{
	struct base *b = *state;
	bis_db *reader = base_open(b, false);

	base_import(b->db, "a", BIS_CONFLICT_MERGE, two, 2, NULL);
	assert_ok(store_begin(b->db, "import"));
	assert_int_equal(base_count(reader), 2);
	store_rollback(b->db);
	bis_db_close(reader);
}

static void writes_nothing_to_a_handle_for_reading(void **state)
{
	struct base *b = *state;
	bis_db *reader = base_open(b, false);

	assert_fails(store_begin(reader, "import"), BIS_EUSAGE, "reading only");
	bis_db_close(reader);
}

static void makes_no_event_where_nothing_changed(void **state)
{
	struct base *b = *state;
	bis_log *log;
	const struct bis_event *event;

	assert_ok(store_begin(b->db, "import"));
	assert_ok(store_commit(b->db, "nothing"));
	assert_int_equal(bis_db_last_event(b->db), 0);
	assert_ok(bis_log_open(b->db, NULL, &log));
	assert_int_equal(bis_log_next(log, &event), 0);
	bis_log_close(log);
}

static void takes_a_dry_run_back(void **state)
{
	struct base *b = *state;
	bis_db *db;
	struct bis_open_options options = { .write = true, .dry_run = true };

	assert_ok(bis_db_open(b->path, &options, &db));
	base_import(db, "a", BIS_CONFLICT_MERGE, two, 2, NULL);
	assert_int_equal(base_count(db), 0);
	assert_int_equal(bis_db_last_event(db), 0);
	bis_db_close(db);
}

static void knows_network_shares_by_their_number(void **state)
{
	(void)state;
	assert_string_equal(lock_network_kind(0x6969), "nfs");
	assert_string_equal(lock_network_kind((long)(int)0xff534d42), "cifs");
	assert_null(lock_network_kind(0xef53));     /* ext4 */
	assert_null(lock_network_kind(0x01021994)); /* tmpfs */
	assert_null(lock_network_share("."));
	assert_null(lock_network_share("not-there-yet.db"));
}

static void backs_up_and_restores(void **state)
{
	struct base *b = *state;
	char copy[200];
	struct bis_open_options write = { .write = true };

	base_import(b->db, "a", BIS_CONFLICT_MERGE, two, 2, NULL);
	snprintf(copy, sizeof(copy), "%s/copy.db", b->folder);
	assert_ok(bis_db_backup(b->db, copy));
	assert_int_equal(mode_of(copy, ""), 0600);
	assert_fails(bis_db_backup(b->db, copy), BIS_EDB, "never overwrites");
	assert_ok(bis_undo(b->db, 1, false, NULL, NULL));
	assert_int_equal(base_count(b->db), 0);
	bis_db_close(b->db);
	b->db = NULL;
	assert_ok(bis_db_restore(copy, b->path));
	assert_ok(bis_db_open(b->path, &write, &b->db));
	assert_int_equal(base_count(b->db), 2);
	assert_int_equal(bis_db_verify(b->db, NULL, NULL), 0);
}

static void refuses_to_restore_a_damaged_backup(void **state)
{
	struct base *b = *state;
	char copy[200];

	base_import(b->db, "a", BIS_CONFLICT_MERGE, two, 2, NULL);
	snprintf(copy, sizeof(copy), "%s/copy.db", b->folder);
	assert_ok(bis_db_backup(b->db, copy));
	int fd = open(copy, O_RDWR);
	char junk[4096];
	memset(junk, 0x5a, sizeof(junk));
	assert_int_equal(pwrite(fd, junk, sizeof(junk), 8192), sizeof(junk));
	close(fd);
	bis_db_close(b->db);
	b->db = NULL;
	assert_true(bis_db_restore(copy, b->path) < 0);
	b->db = base_open(b, true);
	assert_int_equal(base_count(b->db), 2);
}

/* A backup of the two units; the base itself then has none. */
static void make_backup(struct base *b, char copy[200])
{
	base_import(b->db, "a", BIS_CONFLICT_MERGE, two, 2, NULL);
	snprintf(copy, 200, "%s/copy.db", b->folder);
	assert_ok(bis_db_backup(b->db, copy));
	assert_ok(bis_undo(b->db, 1, false, NULL, NULL));
}

static void restores_nothing_while_others_have_it_open(void **state)
{
	struct base *b = *state;
	char copy[200];

	make_backup(b, copy);
	assert_fails(bis_db_restore(copy, b->path), BIS_EBUSY, "others have it open");
	bis_db *reader = base_open(b, false);
	bis_db_close(b->db);
	b->db = NULL;
	assert_int_equal(base_count(reader), 0);
	assert_fails(bis_db_restore(copy, b->path), BIS_EBUSY, "others have it open");
	bis_db_close(reader);
	assert_int_equal(mode_of(b->path, ".before-restore"), -1);
	b->db = base_open(b, true);
	base_import(b->db, "b", BIS_CONFLICT_MERGE, two, 1, NULL);
	assert_int_equal(base_count(b->db), 1);
}

static int64_t units_in(struct base *b, const char *name)
{
	char path[200];
	bis_db *db;

	snprintf(path, sizeof(path), "%s/%s", b->folder, name);
	assert_ok(bis_db_open(path, &(struct bis_open_options){ 0 }, &db));
	int64_t n = base_count(db);
	bis_db_close(db);
	return n;
}

static void keeps_what_each_restore_puts_aside(void **state)
{
	struct base *b = *state;
	char copy[200];

	make_backup(b, copy);
	base_import(b->db, "b", BIS_CONFLICT_MERGE, two, 1, NULL);
	bis_db_close(b->db);
	b->db = NULL;
	assert_ok(bis_db_restore(copy, b->path));
	assert_int_equal(units_in(b, "a.db"), 2);
	assert_int_equal(units_in(b, "a.db.before-restore"), 1);
	assert_ok(bis_db_restore(copy, b->path));
	assert_int_equal(units_in(b, "a.db.before-restore"), 2);
	assert_int_equal(units_in(b, "a.db.before-restore.2"), 1);
}

static void fill(const char *path, const char *suffix, size_t size)
{
	char name[200];

	snprintf(name, sizeof(name), "%s%s", path, suffix);
	FILE *f = fopen(name, "w");
	for (size_t i = 0; i < size; i++)
		fputc('x', f);
	fclose(f);
}

static void restores_in_the_place_of_a_ruin(void **state)
{
	struct base *b = *state;
	char copy[200];

	make_backup(b, copy);
	bis_db_close(b->db);
	b->db = NULL;
	fill(b->path, "", 8192);
	fill(b->path, "-wal", 5000);
	assert_ok(bis_db_restore(copy, b->path));
	assert_int_equal(units_in(b, "a.db"), 2);
	assert_int_not_equal(mode_of(b->path, ".before-restore"), -1);
}

static int count_finding;
static void on_finding(void *ctx, const char *what)
{
	(void)ctx;
	(void)what;
	count_finding++;
}

static void verify_finds_what_was_tampered_with(void **state)
{
	struct base *b = *state;
	static const char *const damages[] = {
		"UPDATE segment SET text = 'other' WHERE id = 1",
		"DELETE FROM segment WHERE id = 2",
		"UPDATE unit SET event = 77 WHERE id = 1",
	};

	base_import(b->db, "a", BIS_CONFLICT_MERGE, two, 2, NULL);
	assert_int_equal(bis_db_verify(b->db, NULL, NULL), 0);
	for (size_t i = 0; i < sizeof(damages) / sizeof(damages[0]); i++) {
		char copy[200];
		bis_db *db;
		sqlite3 *raw;
		snprintf(copy, sizeof(copy), "%s/copy%zu.db", b->folder, i);
		assert_ok(bis_db_backup(b->db, copy));
		sqlite3_open(copy, &raw);
		assert_int_equal(
			sqlite3_exec(raw, damages[i], NULL, NULL, NULL), SQLITE_OK);
		sqlite3_close(raw);
		assert_ok(bis_db_open(copy, &(struct bis_open_options){ 0 }, &db));
		count_finding = 0;
		int64_t n = bis_db_verify(db, on_finding, NULL);
		assert_true(n > 0);
		assert_int_equal(n, count_finding);
		bis_db_close(db);
	}
}

static void counts_what_is_there(void **state)
{
	struct base *b = *state;
	const struct bis_info *info;

	base_import(b->db, "a", BIS_CONFLICT_MERGE, two, 2, NULL);
	assert_ok(bis_db_info(b->db, &info));
	assert_int_equal(info->units, 2);
	assert_int_equal(info->variants, 4);
	assert_int_equal(info->n_segments, 2);
	assert_string_equal(info->segments[0].name, "en");
	assert_int_equal(info->segments[0].n, 2);
	assert_int_equal(info->schema_version, 1);
	assert_true(info->bytes > 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, base_setup, base_teardown)
	const struct CMUnitTest tests[] = {
		TEST(makes_every_file_for_its_owner_only),
		TEST(says_what_is_missing),
		TEST(refuses_what_is_no_database_of_ours),
		TEST(leaves_the_database_of_another_program_alone),
		TEST(refuses_a_newer_schema),
		TEST(tells_who_holds_the_base),
		TEST(lets_readers_read_while_a_write_goes_on),
		TEST(writes_nothing_to_a_handle_for_reading),
		TEST(makes_no_event_where_nothing_changed),
		TEST(takes_a_dry_run_back),
		TEST(knows_network_shares_by_their_number),
		TEST(backs_up_and_restores),
		TEST(refuses_to_restore_a_damaged_backup),
		TEST(restores_nothing_while_others_have_it_open),
		TEST(keeps_what_each_restore_puts_aside),
		TEST(restores_in_the_place_of_a_ruin),
		TEST(verify_finds_what_was_tampered_with),
		TEST(counts_what_is_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
