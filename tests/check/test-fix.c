/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing a text with its fixes.
 */
#include "config.h"
#include "tests/check/check-text.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <signal.h>
#include <unistd.h>

static int make_folder(void **state)
{
	static char folder[] = "fix-XXXXXX";

	strcpy(folder, "fix-XXXXXX");
	if (mkdtemp(folder) == NULL || chdir(folder) < 0)
		return -1;
	*state = folder;
	return 0;
}

static int remove_folder(void **state)
{
	unlink("a.txt");
	unlink("link.txt");
	unlink("other.txt");
	unlink("b.html");
	return chdir("..") < 0 || rmdir(*state) < 0 ? -1
						    : 0; /* and nothing else is left */
}

static void write_file(const char *name, const char *text, size_t size)
{
	FILE *f = fopen(name, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, size, f), size);
	assert_int_equal(fclose(f), 0);
}

static void assert_file(const char *name, const char *expected)
{
	char text[4096];
	FILE *f = fopen(name, "r");

	assert_non_null(f);
	size_t size = fread(text, 1, sizeof(text) - 1, f);
	text[size] = '\0';
	fclose(f);
	assert_string_equal(text, expected);
}

/* Reads, fixes and tells how many. */
static size_t fix(const char *name, const struct bis_check_options *options)
{
	bis_checker *c = checker_of(NULL, options);
	size_t n;

	assert_ok(bis_checker_read(c, name, NULL));
	assert_ok(bis_checker_fix(c, name, &n));
	bis_checker_close(c);
	return n;
}

static const struct bis_check_options english = { .lang = "en" };

static void puts_every_fix_in_place(void **state)
{
	static const char text[] =
		"\xef\xbb\xbf"
		"The  council met the the head.\r\nIt agreed , “well\r\n";

	(void)state;
	write_file("a.txt", text, strlen(text));
	assert_int_equal(fix("a.txt", &english), 3);
	assert_file("a.txt", "\xef\xbb\xbf"
			     "The council met the head.\r\nIt agreed, “well\r\n");
	assert_int_equal(fix("a.txt", &english), 0);
}

static void what_is_ignored_is_not_fixed(void **state)
{
	static const char *const none[] = { "TYP-REPEAT" };
	struct bis_check_options options = {
		.lang = "en", .no_rules = none, .n_no_rules = 1
	};

	(void)state;
	write_file("a.txt", "A of of  b", 10);
	assert_int_equal(fix("a.txt", &options), 1);
	assert_file("a.txt", "A of of b");
}

static void of_fixes_that_overlap_the_first_counts(void **state)
{
	(void)state;
	write_file("a.txt", "So of  of it went", 17);
	assert_int_equal(fix("a.txt", &english), 1);
	assert_file("a.txt", "So of it went");
}

static void keeps_the_mode_and_follows_a_link(void **state)
{
	struct stat st;

	(void)state;
	write_file("a.txt", "of of", 5);
	assert_int_equal(chmod("a.txt", 0640), 0);
	assert_int_equal(symlink("a.txt", "link.txt"), 0);
	assert_int_equal(fix("link.txt", &english), 1);
	assert_file("a.txt", "of");
	assert_int_equal(lstat("link.txt", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(stat("a.txt", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
}

static void a_file_of_two_names_is_not_changed_under_one(void **state)
{
	bis_checker *c = checker_of(NULL, &english);
	size_t n = 7;

	(void)state;
	write_file("a.txt", "of of", 5);
	assert_int_equal(link("a.txt", "other.txt"), 0);
	assert_ok(bis_checker_read(c, "a.txt", NULL));
	assert_fails(bis_checker_fix(c, "a.txt", &n), BIS_EIO,
		"a.txt: has 2 names (hard links)");
	assert_int_equal(n, 0);
	bis_checker_close(c);
	assert_file("a.txt", "of of");
	assert_file("other.txt", "of of");
}

static void what_is_no_file_is_not_waited_for(void **state)
{
	bis_checker *c = checker_of(NULL, &english);
	size_t n = 7;

	(void)state;
	assert_ok(bis_checker_text(c, "a.txt", "of of", 5));
	assert_int_equal(mkfifo("a.txt", 0600), 0);
	assert_fails(bis_checker_fix(c, "a.txt", &n), BIS_EIO,
		"a.txt: is no file that can be changed");
	assert_fails(bis_checker_fix(c, "-", &n), BIS_EIO, "-: is no file");
	assert_int_equal(n, 0);
	bis_checker_close(c);
}

static void a_full_disk_keeps_the_old_file(void **state)
{
	struct rlimit old, small;
	bis_checker *c = checker_of(NULL, &english);
	size_t n = 7;

	(void)state;
	write_file("a.txt", "of of the members", 17);
	assert_ok(bis_checker_read(c, "a.txt", NULL));
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small = old;
	small.rlim_cur = 4;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	int rc = bis_checker_fix(c, "a.txt", &n);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	assert_int_equal(rc, BIS_EIO);
	assert_int_equal(n, 0);
	bis_checker_close(c);
	assert_file("a.txt", "of of the members");
}

static void what_is_not_plain_utf8_is_not_written(void **state)
{
	static const char html[] =
		"<!DOCTYPE html><html><body><p>of of</p></body></html>";
	bis_checker *c = checker_of(NULL, &english);
	size_t n;

	(void)state;
	write_file("b.html", html, strlen(html));
	assert_ok(bis_checker_read(c, "b.html", NULL));
	assert_false(bis_checker_last(c)->fixable);
	assert_fails(bis_checker_fix(c, "b.html", &n), BIS_EUSAGE, "only plain text");
	bis_checker_close(c);
	assert_file("b.html", html);
}

static void what_somebody_wrote_since_it_was_read_is_not_lost(void **state)
{
	static const char *const since[] = { "of on it", "of", "of of it", "" };

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(since); i++) {
		bis_checker *c = checker_of(NULL, &english);
		size_t n;
		write_file("a.txt", "of of", 5);
		assert_ok(bis_checker_read(c, "a.txt", NULL));
		write_file("a.txt", since[i], strlen(since[i]));
		assert_fails(bis_checker_fix(c, "a.txt", &n), BIS_EIO,
			"a.txt: was changed since it was read");
		bis_checker_close(c);
		assert_file("a.txt", since[i]);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(puts_every_fix_in_place),
		TEST(what_is_ignored_is_not_fixed),
		TEST(of_fixes_that_overlap_the_first_counts),
		TEST(keeps_the_mode_and_follows_a_link),
		TEST(a_file_of_two_names_is_not_changed_under_one),
		TEST(what_is_no_file_is_not_waited_for),
		TEST(a_full_disk_keeps_the_old_file),
		TEST(what_is_not_plain_utf8_is_not_written),
		TEST(what_somebody_wrote_since_it_was_read_is_not_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
