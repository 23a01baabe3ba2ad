/* SPDX-License-Identifier: Apache-2.0
 *
 * The file of the index: whole or not there, and never believed where it is damaged.
 */
#include "config.h"
#include "tests/index/runs.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "src/index/pages.h"
#include "src/index/sidecar-layout.h"
#include "src/index/sidecar.h"

static const char *const english[] = { "The cat sat.", "No cats, 5 dogs.", "Yes" };
static const char *const russian[] = { "Кот и кошка.", "Да" };

static const struct sidecar_head head = { .epoch = 3,
	.rules = 77,
	.event = 12,
	.event_print = 99,
	.last_segment = 16,
	.last_unit = 2 };

/* A folder of its own for each test. */
struct place {
	char folder[64], path[96], new_path[104], other[96];
};

static int make_place(void **state)
{
	struct place *p = calloc(1, sizeof(*p));
	const char *tmp = getenv("TMPDIR");

	if (p == NULL)
		return -1;
	snprintf(p->folder, sizeof(p->folder), "%.40s/bis-sidecar-XXXXXX",
		tmp == NULL ? "/tmp" : tmp);
	if (mkdtemp(p->folder) == NULL)
		return -1;
	snprintf(p->path, sizeof(p->path), "%s/base-index", p->folder);
	snprintf(p->new_path, sizeof(p->new_path), "%s.new", p->path);
	snprintf(p->other, sizeof(p->other), "%s/other", p->folder);
	*state = p;
	return 0;
}

static int remove_place(void **state)
{
	struct place *p = *state;

	unlink(p->path);
	unlink(p->new_path);
	unlink(p->other);
	rmdir(p->folder);
	free(p);
	return 0;
}

static bool is_there(const char *path)
{
	struct stat file;

	return lstat(path, &file) == 0;
}

/* --- writing ----------------------------------------------------------------------- */

static int write_run(struct sidecar_writer *w, const char *lang, const char *const *texts,
	size_t from, size_t to)
{
	struct builder *b;
	struct image_sink sink;

	assert_ok(builder_new(lang, &b));
	add_texts(b, texts, from, to);
	int rc = sidecar_begin_run(w, lang, builder_count(b), &sink);
	if (rc == 0)
		rc = builder_finish(b, &sink);
	builder_free(b);
	return rc;
}

static int write_unitmap(struct sidecar_writer *w)
{
	static const uint32_t segments[] = { 10, 13 };
	struct unit_fact fact = { .id = 2, .document = 1, .day = 20170414 };
	struct unitmap_builder *b;
	struct image_sink sink;

	assert_ok(unitmap_builder_new(&b));
	assert_ok(unitmap_add(b, &fact, segments, 2));
	int rc = sidecar_begin_unitmap(w, &sink);
	if (rc == 0)
		rc = unitmap_finish(b, &sink);
	unitmap_builder_free(b);
	return rc;
}

/* The map of units first and languages out of order: reading them has an order. */
static int write_parts(struct sidecar_writer *w)
{
	int rc = write_unitmap(w);

	if (rc == 0)
		rc = write_run(w, "ru", russian, 0, 2);
	if (rc == 0)
		rc = write_run(w, "en", english, 0, 2);
	return rc == 0 ? write_run(w, "en", english, 2, 3) : rc;
}

static int write_sidecar(const char *path)
{
	struct sidecar_writer *w;
	int rc = sidecar_writer_open(path, &w);

	if (rc < 0)
		return rc;
	rc = write_parts(w);
	if (rc == 0)
		rc = sidecar_writer_finish(w, &head);
	sidecar_writer_close(w);
	return rc;
}

/* --- reading ----------------------------------------------------------------------- */

static uint64_t sum_of_unitmap(struct unitmap *m, uint64_t sum)
{
	for (uint32_t i = 0; i < unitmap_count(m); i++) {
		size_t n;
		const struct unit_fact *fact = unitmap_fact(m, i);
		const uint32_t *segments = unitmap_segments(m, i, &n);
		if (fact != NULL)
			sum = hash_bytes(fact, sizeof(*fact), sum);
		if (n > 0)
			sum = hash_bytes(segments, n * sizeof(*segments), sum);
	}
	for (uint32_t i = 0; i <= unitmap_last_segment(m); i++) {
		size_t n;
		const uint32_t *units = unitmap_units(m, i, &n);
		if (n > 0)
			sum = hash_bytes(units, n * sizeof(*units), sum);
	}
	return sum;
}

/* All that it holds in one number; *sound false where something was damaged. */
static uint64_t sum_of_sidecar(struct sidecar *s, bool *sound)
{
	uint64_t sum = hash_bytes(sidecar_head(s), sizeof(struct sidecar_head), 1);
	struct unitmap *m;

	*sound = true;
	for (size_t i = 0; i < sidecar_n_runs(s); i++) {
		struct run *r;
		if (sidecar_run(s, i, &r) < 0) {
			*sound = false;
			continue;
		}
		sum = sum_of_run(r) ^ sum * 3;
		sum = hash_bytes(
			sidecar_run_lang(s, i), strlen(sidecar_run_lang(s, i)), sum);
		*sound = *sound && !r->damaged;
	}
	if (sidecar_unitmap(s, &m) < 0) {
		*sound = false;
		return sum;
	}
	sum = sum_of_unitmap(m, sum);
	*sound = *sound && !unitmap_damaged(m);
	return sum;
}

static void gives_back_what_was_written(void **state)
{
	struct place *p = *state;
	struct sidecar *s;
	struct run *r, *again;
	struct unitmap *m;

	assert_ok(write_sidecar(p->path));
	assert_false(is_there(p->new_path));
	assert_ok(sidecar_open(p->path, &s));
	assert_memory_equal(sidecar_head(s), &head, sizeof(head));
	assert_int_equal(sidecar_n_runs(s), 3);
	assert_string_equal(sidecar_run_lang(s, 0), "en");
	assert_string_equal(sidecar_run_lang(s, 1), "en");
	assert_string_equal(sidecar_run_lang(s, 2), "ru");
	assert_int_equal(sidecar_run_count(s, 0), 2);
	assert_int_equal(sidecar_run_count(s, 1), 1);
	assert_ok(sidecar_run(s, 0, &r));
	assert_ok(sidecar_run(s, 0, &again));
	assert_ptr_equal(r, again);

	struct made m_en;
	make_run(&m_en, "en", english, 2);
	assert_int_equal(sum_of_run(r), sum_of_run(m_en.run));
	made_free(&m_en);

	assert_ok(sidecar_unitmap(s, &m));
	assert_int_equal(unitmap_count(m), 1);
	assert_int_equal(unitmap_find(m, 2), 0);
	assert_true(sidecar_sound(s));
	struct stat file;
	assert_int_equal(stat(p->path, &file), 0);
	assert_int_equal(sidecar_bytes(s), file.st_size);
	sidecar_close(s);
	sidecar_close(NULL);
}

static void no_file_is_no_failure(void **state)
{
	struct place *p = *state;
	struct sidecar *s = (void *)p;

	assert_ok(sidecar_open(p->path, &s));
	assert_null(s);
	assert_fails(sidecar_open(p->folder, &s), BIS_EDB, "no file");
	assert_null(s);
}

static void the_file_is_its_owners_whatever_the_umask(void **state)
{
	static const mode_t masks[] = { 0, 0777, 022 };
	struct place *p = *state;
	struct stat file;

	for (size_t i = 0; i < N_ELEMENTS(masks); i++) {
		mode_t before = umask(masks[i]);
		int rc = write_sidecar(p->path);
		umask(before);
		assert_ok(rc);
		assert_int_equal(stat(p->path, &file), 0);
		assert_int_equal(file.st_mode & 07777, 0600);
	}
}

static void sees_that_it_was_replaced_or_removed(void **state)
{
	struct place *p = *state;
	struct sidecar *old, *new;
	bool sound;

	assert_ok(write_sidecar(p->path));
	assert_ok(sidecar_open(p->path, &old));
	assert_false(sidecar_replaced(old));
	assert_ok(write_sidecar(p->path));
	assert_true(sidecar_replaced(old));
	assert_ok(sidecar_open(p->path, &new));
	assert_false(sidecar_replaced(new));
	assert_int_equal(unlink(p->path), 0);
	assert_true(sidecar_replaced(new));
	/* both still answer */
	assert_true(sum_of_sidecar(old, &sound) == sum_of_sidecar(new, &sound));
	assert_true(sound);
	sidecar_close(old);
	sidecar_close(new);
}

/* --- writers ----------------------------------------------------------------------- */

static void only_one_writes_at_a_time(void **state)
{
	struct place *p = *state;
	struct sidecar_writer *w, *other;

	assert_ok(sidecar_writer_open(p->path, &w));
	assert_fails(sidecar_writer_open(p->path, &other), BIS_EBUSY, "being written");
	assert_null(other);
	assert_true(is_there(p->new_path));
	assert_ok(write_parts(w));
	assert_ok(sidecar_writer_finish(w, &head));
	assert_ok(sidecar_writer_open(p->path, &other));
	sidecar_writer_close(w); /* must not take the other's file away */
	assert_true(is_there(p->new_path));
	sidecar_writer_close(other);
	assert_false(is_there(p->new_path));
	sidecar_writer_close(NULL);
}

static void an_unfinished_writer_leaves_the_old_one(void **state)
{
	struct place *p = *state;
	struct sidecar_writer *w;
	struct sidecar *s;
	bool sound;

	assert_ok(write_sidecar(p->path));
	assert_ok(sidecar_writer_open(p->path, &w));
	assert_ok(write_run(w, "ru", russian, 0, 1));
	sidecar_writer_close(w);
	assert_false(is_there(p->new_path));
	assert_ok(sidecar_open(p->path, &s));
	assert_int_equal(sidecar_n_runs(s), 3);
	sum_of_sidecar(s, &sound);
	assert_true(sound);
	sidecar_close(s);
}

static void what_a_killed_writer_left_is_taken_over(void **state)
{
	struct place *p = *state;
	struct sidecar *s;
	int status;

	assert_ok(write_sidecar(p->path));
	pid_t child = fork();
	if (child == 0) {
		struct sidecar_writer *w;
		if (sidecar_writer_open(p->path, &w) == 0 && write_parts(w) == 0)
			raise(SIGKILL);
		_exit(1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_true(is_there(p->new_path));
	assert_ok(sidecar_open(p->path, &s));
	assert_true(sidecar_sound(s));
	sidecar_close(s);
	assert_ok(write_sidecar(p->path));
	assert_false(is_there(p->new_path));
}

static void a_link_in_the_way_is_not_followed(void **state)
{
	struct place *p = *state;
	struct sidecar_writer *w;

	FILE *f = fopen(p->other, "w");
	assert_non_null(f);
	assert_true(fputs("mine", f) > 0);
	fclose(f);
	assert_int_equal(symlink(p->other, p->new_path), 0);
	assert_fails(sidecar_writer_open(p->path, &w), BIS_EDB, p->new_path);
	struct stat file;
	assert_int_equal(stat(p->other, &file), 0);
	assert_int_equal(file.st_size, 4);
}

static void a_folder_that_is_not_there_is_told(void **state)
{
	struct sidecar_writer *w;

	(void)state;
	assert_fails(sidecar_writer_open("/nowhere/at/all-index", &w), BIS_EDB,
		"/nowhere/at/all-index.new");
	assert_null(w);
}

/* In a process of its own: 0 where the write failed as it should. */
static int write_with_room(const char *path, rlim_t room)
{
	struct rlimit limit = { room, room };

	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
		return 1;
	int rc = write_sidecar(path);
	return rc == BIS_EDB && strstr(bis_error_message(), "-index.new: ") != NULL ? 0
										    : 2;
}

static void a_full_disk_leaves_the_old_one(void **state)
{
	struct place *p = *state;
	struct sidecar *s;
	bool sound;
	int status;

	assert_ok(write_sidecar(p->path));
	assert_ok(sidecar_open(p->path, &s));
	rlim_t all = (rlim_t)sidecar_bytes(s);
	uint64_t right = sum_of_sidecar(s, &sound);
	sidecar_close(s);
	for (rlim_t room = 0; room < all; room += all / 7) {
		pid_t child = fork();
		if (child == 0)
			_exit(write_with_room(p->path, room));
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 0);
		assert_false(is_there(p->new_path));
	}
	assert_ok(sidecar_open(p->path, &s));
	assert_true(sum_of_sidecar(s, &sound) == right && sound);
	sidecar_close(s);
}

/* --- copying ----------------------------------------------------------------------- */

static int copy_runs(const char *to, struct sidecar *from)
{
	struct sidecar_writer *w;
	int rc = sidecar_writer_open(to, &w);

	for (size_t i = 0; rc == 0 && i < sidecar_n_runs(from); i++)
		rc = sidecar_copy_run(w, from, i);
	if (rc == 0)
		rc = write_unitmap(w);
	if (rc == 0)
		rc = sidecar_writer_finish(w, &head);
	sidecar_writer_close(w);
	return rc;
}

static void copied_runs_are_the_same(void **state)
{
	struct place *p = *state;
	struct sidecar *s, *copy;
	bool sound;

	assert_ok(write_sidecar(p->path));
	assert_ok(sidecar_open(p->path, &s));
	assert_ok(copy_runs(p->other, s));
	assert_ok(sidecar_open(p->other, &copy));
	assert_true(sidecar_sound(copy));
	assert_true(sum_of_sidecar(s, &sound) == sum_of_sidecar(copy, &sound));
	sidecar_close(copy);
	sidecar_close(s);
}

/* --- damage ------------------------------------------------------------------------ */

static uint8_t *read_file(const char *path, size_t *size)
{
	struct stat file;
	int fd = open(path, O_RDONLY);

	assert_true(fd >= 0);
	assert_int_equal(fstat(fd, &file), 0);
	*size = (size_t)file.st_size;
	uint8_t *bytes = malloc(*size);
	assert_non_null(bytes);
	assert_int_equal(read(fd, bytes, *size), (ssize_t)*size);
	close(fd);
	return bytes;
}

static void change_byte(const char *path, size_t at, uint8_t value)
{
	int fd = open(path, O_WRONLY);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, &value, 1, (off_t)at), 1);
	close(fd);
}

static void no_damage_is_believed(void **state)
{
	struct place *p = *state;
	struct sidecar *s;
	size_t size, seen = 0;
	bool sound;

	assert_ok(write_sidecar(p->path));
	assert_ok(sidecar_open(p->path, &s));
	uint64_t right = sum_of_sidecar(s, &sound);
	sidecar_close(s);
	uint8_t *bytes = read_file(p->path, &size);
	for (size_t at = 0; at < size; at += at < 128 || at + 600 > size ? 1 : 7) {
		change_byte(p->path, at, (uint8_t)(bytes[at] ^ 0x20));
		if (sidecar_open(p->path, &s) == 0) {
			uint64_t sum = sum_of_sidecar(s, &sound);
			bool agree = sidecar_sound(s);
			assert_true(
				agree ? sound && sum == right : !sound || sum == right);
			sidecar_close(s);
			seen += !agree;
		} else {
			seen++;
		}
		change_byte(p->path, at, bytes[at]);
	}
	assert_true(seen > size / 7 / 4); /* the rest is the space between parts */
	free(bytes);
}

static void a_file_cut_short_is_refused(void **state)
{
	struct place *p = *state;
	struct sidecar *s;
	size_t size;

	assert_ok(write_sidecar(p->path));
	uint8_t *bytes = read_file(p->path, &size);
	for (size_t cut = size; cut-- > 0; cut -= cut > 61 ? 61 : 0) {
		assert_int_equal(truncate(p->path, (off_t)cut), 0);
		assert_int_equal(sidecar_open(p->path, &s), BIS_EDB);
		assert_null(s);
	}
	free(bytes);
}

static void damage_is_not_copied(void **state)
{
	struct place *p = *state;
	struct sidecar *s;

	assert_ok(write_sidecar(p->path));
	assert_ok(sidecar_open(p->path, &s));
	assert_ok(copy_runs(p->other, s));
	sidecar_close(s);
	/* behind the first page lies the map of units, then the first run written */
	change_byte(p->path, 3 * RUN_PAGE + 100, 0xee);
	assert_ok(sidecar_open(p->path, &s));
	assert_false(sidecar_sound(s));
	assert_fails(copy_runs(p->other, s), BIS_EDB, "damaged");
	sidecar_close(s);
	assert_ok(sidecar_open(p->other, &s));
	assert_true(sidecar_sound(s));
	sidecar_close(s);
}

static void another_version_and_any_other_file_are_refused(void **state)
{
	struct place *p = *state;
	struct sidecar *s;
	size_t size;

	assert_ok(write_sidecar(p->path));
	change_byte(p->path, offsetof(struct sidecar_first, version), 9);
	assert_fails(sidecar_open(p->path, &s), BIS_EDB, "of another version");
	uint8_t *bytes = read_file(p->path, &size);
	free(bytes);
	FILE *f = fopen(p->path, "w");
	assert_non_null(f);
	for (int i = 0; i < 1000; i++)
		assert_true(fputs("not an index ", f) > 0);
	fclose(f);
	assert_fails(sidecar_open(p->path, &s), BIS_EDB, "of another version");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_place, remove_place)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(gives_back_what_was_written),
		TEST(no_file_is_no_failure),
		TEST(the_file_is_its_owners_whatever_the_umask),
		TEST(sees_that_it_was_replaced_or_removed),
		TEST(only_one_writes_at_a_time),
		TEST(an_unfinished_writer_leaves_the_old_one),
		TEST(what_a_killed_writer_left_is_taken_over),
		TEST(a_link_in_the_way_is_not_followed),
		TEST(a_folder_that_is_not_there_is_told),
		TEST(a_full_disk_leaves_the_old_one),
		TEST(copied_runs_are_the_same),
		TEST(no_damage_is_believed),
		TEST(a_file_cut_short_is_refused),
		TEST(damage_is_not_copied),
		TEST(another_version_and_any_other_file_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
