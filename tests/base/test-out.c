/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include <dirent.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/base/out.h"
#include "src/base/source.h"

static char folder[64];
static char path[96];

static int make_folder(void **state)
{
	(void)state;
	strcpy(folder, "/tmp/bisotun-out-XXXXXX");
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(path, sizeof(path), "%s/file", folder);
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(folder); /* fails if anything else was left behind */
}

static int count_files(void)
{
	DIR *dir = opendir(folder);
	int n = 0;

	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir)) != NULL;)
		n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	closedir(dir);
	return n;
}

static void assert_holds(const char *file, const void *bytes, size_t size)
{
	cleanup(source_closep) struct source *s = NULL;
	cleanup(free_text) char *got = malloc(size + 1);
	size_t all = 0;
	long n;

	assert_ok(source_open(file, &s));
	assert_int_equal(source_next(s), 1);
	while ((n = source_read(s, got + all, size + 1 - all)) > 0)
		all += (size_t)n;
	assert_ok(n);
	assert_int_equal(all, size);
	assert_memory_equal(got, bytes, size);
}

static void a_file_appears_only_when_finished(void **state)
{
	(void)state;
	cleanup(out_closep) struct out *o = NULL;
	struct stat st;

	assert_ok(out_open(path, &o));
	out_adds(o, "half");
	assert_int_equal(access(path, F_OK), -1);
	out_addf(o, " and %s", "whole");
	assert_int_equal(out_size(o), 14);
	assert_ok(out_finish(o));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_holds(path, "half and whole", 14);
	assert_int_equal(count_files(), 1);
}

static void what_was_there_stays_until_the_new_is_whole(void **state)
{
	(void)state;
	struct out *o;

	assert_ok(out_open(path, &o));
	out_adds(o, "first");
	assert_ok(out_finish(o));
	out_close(o);
	assert_ok(out_open(path, &o));
	out_adds(o, "second");
	assert_holds(path, "first", 5);
	out_close(o); /* given up */
	assert_holds(path, "first", 5);
	assert_int_equal(count_files(), 1);
}

static void a_file_given_up_leaves_nothing(void **state)
{
	(void)state;
	struct out *o;

	assert_ok(out_open(path, &o));
	out_adds(o, "never mind");
	out_close(o);
	assert_int_equal(count_files(), 0);
	out_close(NULL);
}

static void more_than_the_buffer_comes_out_whole(void **state)
{
	(void)state;
	cleanup(out_closep) struct out *o = NULL;
	cleanup(buf_free) struct buf all = BUF_INIT;
	cleanup(buf_free) struct buf big = BUF_INIT;

	for (int i = 0; i < 60000; i++)
		buf_addf(&big, "%d,", i);
	assert_ok(out_open(path, &o));
	for (int i = 0; i < 3; i++) {
		out_add(o, big.data, big.size);
		buf_add(&all, big.data, big.size);
		for (int j = 0; j < 1000; j++)
			out_add(o, "small", 5);
		for (int j = 0; j < 1000; j++)
			buf_add(&all, "small", 5);
	}
	assert_int_equal(out_size(o), all.size);
	assert_ok(out_finish(o));
	assert_holds(path, all.data, all.size);
}

static void a_name_in_gz_is_compressed(void **state)
{
	(void)state;
	cleanup(out_closep) struct out *o = NULL;
	char gz[128];
	struct stat st;

	snprintf(gz, sizeof(gz), "%s.gz", path);
	assert_ok(out_open(gz, &o));
	for (int i = 0; i < 10000; i++)
		out_adds(o, "0123456789");
	assert_ok(out_finish(o));
	assert_int_equal(stat(gz, &st), 0);
	assert_true(st.st_size < 2000);
	rename(gz, path);
	cleanup(free_text) char *expected = malloc(100000);
	for (int i = 0; i < 10000; i++)
		memcpy(expected + i * 10, "0123456789", 10);
	assert_holds(path, expected, 100000);
}

static void a_compressed_file_given_up_leaves_nothing(void **state)
{
	(void)state;
	char gz[128];
	struct out *o;

	snprintf(gz, sizeof(gz), "%s.gz", path);
	assert_ok(out_open(gz, &o));
	out_adds(o, "never mind");
	out_close(o);
	assert_int_equal(count_files(), 0);
}

static void a_buffer_gets_it_all_at_the_end(void **state)
{
	(void)state;
	cleanup(out_closep) struct out *o = NULL;
	cleanup(buf_free) struct buf b = BUF_INIT;

	assert_ok(out_open_buf(&b, &o));
	out_adds(o, "to a ");
	out_addf(o, "%s", "buffer");
	assert_ok(out_finish(o));
	assert_string_equal(buf_str(&b), "to a buffer");
}

static void a_full_disk_is_reported_and_sticks(void **state)
{
	(void)state;
	cleanup(out_closep) struct out *o = NULL;
	static char much[300000];

	if (access("/dev/full", W_OK) != 0)
		skip();
	assert_ok(out_open("/dev/full", &o));
	out_add(o, much, sizeof(much));
	assert_false(out_ok(o));
	out_adds(o, "more");
	bis_error_message();
	assert_fails(out_finish(o), BIS_EIO, "/dev/full: No space left on device");
}

static void a_closed_pipe_is_an_error_code(void **state)
{
	(void)state;
	cleanup(out_closep) struct out *o = NULL;
	int ends[2], old = dup(STDOUT_FILENO);

	fflush(stdout);
	assert_int_equal(pipe(ends), 0);
	dup2(ends[1], STDOUT_FILENO);
	close(ends[1]);
	int rc = out_open("-", &o);
	dup2(old, STDOUT_FILENO);
	close(old);
	close(ends[0]);
	assert_ok(rc);
	signal(SIGPIPE, SIG_IGN);
	out_adds(o, "nobody listens");
	assert_fails(out_finish(o), BIS_EIO, "standard output: Broken pipe");
}

static void says_where_it_cannot_write(void **state)
{
	(void)state;
	struct out *o;

	assert_fails(out_open("/nowhere/at/all", &o), BIS_EIO,
		"/nowhere/at/all: No such file or directory");
	assert_null(o);
}

static void synced_it_is_whole_but_not_yet_in_its_place(void **state)
{
	(void)state;
	cleanup(out_closep) struct out *o = NULL;

	assert_ok(out_open(path, &o));
	out_adds(o, "whole");
	assert_ok(out_sync(o));
	assert_int_equal(access(path, F_OK), -1);
	assert_ok(out_finish(o));
	assert_holds(path, "whole", 5);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_file_appears_only_when_finished),
		IN_FOLDER(what_was_there_stays_until_the_new_is_whole),
		IN_FOLDER(a_file_given_up_leaves_nothing),
		IN_FOLDER(synced_it_is_whole_but_not_yet_in_its_place),
		IN_FOLDER(more_than_the_buffer_comes_out_whole),
		IN_FOLDER(a_name_in_gz_is_compressed),
		IN_FOLDER(a_compressed_file_given_up_leaves_nothing),
		cmocka_unit_test(a_buffer_gets_it_all_at_the_end),
		cmocka_unit_test(a_full_disk_is_reported_and_sticks),
		cmocka_unit_test(a_closed_pipe_is_an_error_code),
		cmocka_unit_test(says_where_it_cannot_write),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
