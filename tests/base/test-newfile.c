/* SPDX-License-Identifier: Apache-2.0
 *
 * Files that appear whole or not at all.  Each test runs twice: on a file without a name,
 * and as on a system that has none; the program is linked so that open() comes here.
 */
#include "config.h"
#include "tests/test.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "src/base/newfile.h"

static bool names_only; /* as where O_TMPFILE is not known */

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);

int __wrap_open(const char *path, int flags, ...)
{
	va_list more;

	va_start(more, flags);
	mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
	va_end(more);
	if (names_only && (flags & O_TMPFILE) == O_TMPFILE) {
		errno = EOPNOTSUPP;
		return -1;
	}
	return __real_open(path, flags, mode);
}

static int make_folder(void **state)
{
	static char folder[32];

	strcpy(folder, "newfile-XXXXXX");
	*state = folder;
	return mkdtemp(folder) == NULL || chdir(folder) < 0 ? -1 : 0;
}

static int make_folder_of_names(void **state)
{
	names_only = true;
	return make_folder(state);
}

static bool is_self_or_parent(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static int count_files(void)
{
	DIR *folder = opendir(".");
	int n = 0;

	assert_non_null(folder);
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
		n += !is_self_or_parent(entry->d_name);
	closedir(folder);
	return n;
}

static int remove_folder(void **state)
{
	DIR *folder = opendir(".");

	names_only = false;
	if (folder == NULL)
		return -1;
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
		if (!is_self_or_parent(entry->d_name))
			unlink(entry->d_name);
	closedir(folder);
	return chdir("..") < 0 || rmdir(*state) < 0 ? -1 : 0;
}

static void put(const char *path, const char *text)
{
	struct newfile f;

	assert_ok(newfile_open(&f, path));
	assert_int_equal(write(f.fd, text, strlen(text)), strlen(text));
	assert_ok(newfile_sync(&f, path));
	assert_ok(newfile_place(&f, path));
	newfile_finish(&f);
}

static void assert_file(const char *path, const char *expected)
{
	char text[64] = "";
	int fd = __real_open(path, O_RDONLY);

	assert_true(fd >= 0);
	assert_true(read(fd, text, sizeof(text) - 1) >= 0);
	close(fd);
	assert_string_equal(text, expected);
}

static void a_new_one_and_one_in_the_place_of_an_old_one_are_all_there_is(void **state)
{
	(void)state;
	put("a", "first");
	assert_file("a", "first");
	assert_int_equal(count_files(), 1);
	put("a", "second");
	assert_file("a", "second");
	assert_int_equal(count_files(), 1);
}

static void one_that_comes_first_to_a_free_name_is_replaced(void **state)
{
	struct newfile f;

	(void)state;
	assert_ok(newfile_open(&f, "a"));
	put("a", "quicker");
	assert_ok(newfile_place(&f, "a"));
	newfile_finish(&f);
	assert_file("a", "");
	assert_int_equal(count_files(), 1);
}

static void a_temporary_name_that_is_taken_is_left_alone(void **state)
{
	char taken[64];

	(void)state;
	snprintf(taken, sizeof(taken), ".bisotun-%ld-0", (long)getpid());
	put("a", "old");
	put(taken, "of another");
	put("a", "new");
	assert_file("a", "new");
	assert_file(taken, "of another");
	assert_int_equal(count_files(), 2);
}

static void what_is_given_up_leaves_the_old_one_and_nothing_else(void **state)
{
	struct newfile f;

	(void)state;
	put("a", "old");
	assert_ok(newfile_open(&f, "a"));
	assert_int_equal(write(f.fd, "new", 3), 3);
	newfile_finish(&f);
	assert_file("a", "old");
	assert_int_equal(count_files(), 1);
}

static bool knows_nameless_files(void)
{
	int fd = __real_open(".", O_TMPFILE | O_RDWR, 0600);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static void killed_while_it_writes_it_leaves_nothing(void **state)
{
	(void)state;
	if (!knows_nameless_files())
		skip();
	put("a", "old");
	pid_t child = fork();
	if (child == 0) {
		struct newfile f;
		if (newfile_open(&f, "a") == 0 && write(f.fd, "new", 3) == 3)
			kill(getpid(), SIGKILL);
		_exit(0);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_file("a", "old");
	assert_int_equal(count_files(), 1);
}

static void a_name_may_be_as_long_as_the_system_lets_it(void **state)
{
	char name[256];

	(void)state;
	memset(name, 'n', 255);
	name[255] = '\0';
	put(name, "first");
	put(name, "second");
	assert_file(name, "second");
}

static void a_link_is_followed_but_not_to_nowhere(void **state)
{
	struct newfile f;
	struct stat st;

	(void)state;
	put("a", "old");
	assert_int_equal(symlink("a", "link"), 0);
	put("link", "new");
	assert_file("a", "new");
	assert_int_equal(lstat("link", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(symlink("nothing", "lost"), 0);
	assert_fails(
		newfile_open(&f, "lost"), BIS_EIO, "lost: a link to what is not there");
	newfile_finish(&f);
}

static void like_its_target_it_has_its_mode(void **state)
{
	struct newfile f;
	struct stat st;

	(void)state;
	put("a", "old");
	assert_int_equal(chmod("a", 0646), 0);
	assert_ok(newfile_open(&f, "a"));
	assert_ok(newfile_like_target(&f, "a"));
	assert_ok(newfile_place(&f, "a"));
	newfile_finish(&f);
	assert_int_equal(stat("a", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0646);
}

static void a_target_of_several_names_is_not_changed_under_one(void **state)
{
	struct newfile f;

	(void)state;
	put("a", "old");
	assert_int_equal(link("a", "b"), 0);
	assert_ok(newfile_open(&f, "a"));
	assert_fails(newfile_like_target(&f, "a"), BIS_EIO,
		"a: has 2 names (hard links); the others would keep the old text");
	newfile_finish(&f);
	assert_int_equal(count_files(), 2);
}

static void a_target_that_may_not_be_written_to_is_not_changed(void **state)
{
	struct newfile f;

	(void)state;
	if (geteuid() == 0)
		skip(); /* who may write to anything */
	put("a", "old");
	assert_int_equal(chmod("a", 0444), 0);
	assert_ok(newfile_open(&f, "a"));
	assert_fails(newfile_like_target(&f, "a"), BIS_EIO, "a: Permission denied");
	newfile_finish(&f);
}

#define NAMELESS(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)
#define NAMED(test) \
	cmocka_unit_test_setup_teardown(test, make_folder_of_names, remove_folder)
#define BOTH(test) NAMELESS(test), NAMED(test)

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(a_new_one_and_one_in_the_place_of_an_old_one_are_all_there_is),
		BOTH(one_that_comes_first_to_a_free_name_is_replaced),
		BOTH(a_temporary_name_that_is_taken_is_left_alone),
		BOTH(what_is_given_up_leaves_the_old_one_and_nothing_else),
		NAMELESS(killed_while_it_writes_it_leaves_nothing),
		BOTH(a_name_may_be_as_long_as_the_system_lets_it),
		BOTH(a_link_is_followed_but_not_to_nowhere),
		BOTH(like_its_target_it_has_its_mode),
		BOTH(a_target_of_several_names_is_not_changed_under_one),
		BOTH(a_target_that_may_not_be_written_to_is_not_changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
