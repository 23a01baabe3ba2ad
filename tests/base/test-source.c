/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/base/buf.h"
#include "src/base/out.h"
#include "src/base/source.h"

struct folder {
	char path[64];
	char file[96];
};

static int make_folder(void **state)
{
	struct folder *f = calloc(1, sizeof(*f));

	*state = f;
	strcpy(f->path, "/tmp/bisotun-source-XXXXXX");
	return f == NULL || mkdtemp(f->path) == NULL ? -1 : 0;
}

static int remove_folder(void **state)
{
	struct folder *f = *state;

	if (f->file[0] != '\0')
		unlink(f->file);
	rmdir(f->path);
	free(f);
	return 0;
}

static const char *in_folder(struct folder *f, const char *name)
{
	snprintf(f->file, sizeof(f->file), "%s/%s", f->path, name);
	return f->file;
}

static void write_file(const char *path, const void *bytes, size_t size)
{
	cleanup(out_closep) struct out *o = NULL;

	assert_ok(out_open(path, &o));
	out_add(o, bytes, size);
	assert_ok(out_finish(o));
}

static int read_all(struct source *s, struct buf *b)
{
	char piece[1000];
	long got;

	buf_clear(b);
	while ((got = source_read(s, piece, sizeof(piece))) > 0)
		buf_add(b, piece, (size_t)got);
	return (int)got;
}

static void reads_a_plain_file_once(void **state)
{
	cleanup(source_closep) struct source *s = NULL;
	cleanup(buf_free) struct buf b = BUF_INIT;
	const char *path = in_folder(*state, "plain.txt");

	write_file(path, "some text", 9);
	assert_ok(source_open(path, &s));
	assert_int_equal(source_next(s), 1);
	assert_string_equal(source_name(s), path);
	assert_string_equal(source_file_name(s), "plain.txt");
	assert_int_equal(source_size(s), 9);
	assert_ok(read_all(s, &b));
	assert_string_equal(buf_str(&b), "some text");
	assert_int_equal(source_position(s), 9);
	assert_int_equal(source_next(s), 0);
	assert_int_equal(source_next(s), 0);
}

static void an_empty_file_is_one_empty_member(void **state)
{
	const char *names[] = { "empty", "empty.gz" };

	for (size_t i = 0; i < N_ELEMENTS(names); i++) {
		cleanup(source_closep) struct source *s = NULL;
		char byte;
		const char *path = in_folder(*state, names[i]);
		write_file(path, "", 0);
		assert_ok(source_open(path, &s));
		assert_int_equal(source_next(s), 1);
		assert_int_equal(source_read(s, &byte, 1), 0);
		assert_int_equal(source_next(s), 0);
		unlink(path);
	}
}

static void peeking_takes_nothing(void **state)
{
	(void)state;
	cleanup(source_closep) struct source *s = NULL;
	const void *bytes;
	char piece[4];
	size_t got;

	assert_ok(source_open_bytes("memory", "abcdef", 6, &s));
	assert_int_equal(source_next(s), 1);
	assert_ok(source_peek(s, 3, &bytes, &got));
	assert_int_equal(got, 3);
	assert_memory_equal(bytes, "abc", 3);
	assert_int_equal(source_read(s, piece, 2), 2);
	assert_memory_equal(piece, "ab", 2);
	assert_ok(source_peek(s, 100, &bytes, &got));
	assert_int_equal(got, 4);
	assert_memory_equal(bytes, "cdef", 4);
}

static void unpacks_gzip_and_strips_its_suffix(void **state)
{
	cleanup(source_closep) struct source *s = NULL;
	cleanup(buf_free) struct buf b = BUF_INIT;
	cleanup(buf_free) struct buf text = BUF_INIT;
	const char *path = in_folder(*state, "big.tmx.GZ");

	for (int i = 0; i < 30000; i++)
		buf_addf(&text, "line %d\n", i);
	write_file(path, text.data, text.size);
	assert_ok(source_open(path, &s));
	assert_true(source_size(s) < (int64_t)text.size / 2);
	assert_int_equal(source_next(s), 1);
	assert_string_equal(source_file_name(s), "big.tmx");
	assert_string_equal(source_name(s), path);
	assert_ok(read_all(s, &b));
	assert_int_equal(b.size, text.size);
	assert_memory_equal(b.data, text.data, text.size);
	assert_int_equal(source_position(s), source_size(s));
}

static void a_cut_gzip_is_said_to_be_so(void **state)
{
	cleanup(source_closep) struct source *s = NULL;
	cleanup(buf_free) struct buf b = BUF_INIT;
	const char *path = in_folder(*state, "cut.gz");
	struct stat st;

	for (int i = 0; i < 1000; i++)
		buf_addf(&b, "%d ", i * 7919);
	write_file(path, b.data, b.size);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(truncate(path, st.st_size / 2), 0);
	int rc = source_open(path, &s); /* a small one is looked through at once */
	if (rc == 0)
		rc = source_next(s);
	if (rc == 1)
		rc = read_all(s, &b);
	assert_fails(rc, BIS_EFORMAT, "cut.gz: truncated gzip input");
}

static void goes_through_a_zip_without_folders_and_shadows(void **state)
{
	(void)state;
	cleanup(source_closep) struct source *s = NULL;
	cleanup(buf_free) struct buf b = BUF_INIT;

	assert_ok(source_open(test_data("xml/two.zip"), &s));
	assert_int_equal(source_next(s), 1);
	assert_string_equal(source_file_name(s), "one.xml");
	assert_non_null(strstr(source_name(s), "xml/two.zip/folder/one.xml"));
	assert_ok(read_all(s, &b));
	assert_string_equal(buf_str(&b), "<one/>\n");
	assert_int_equal(source_next(s), 1);
	assert_string_equal(source_file_name(s), "два.xml");
	assert_ok(read_all(s, &b));
	assert_string_equal(buf_str(&b), "<two/>\n");
	assert_int_equal(source_next(s), 0);
}

static void a_member_may_be_left_half_read(void **state)
{
	(void)state;
	cleanup(source_closep) struct source *s = NULL;
	char piece[3];

	assert_ok(source_open(test_data("xml/two.zip"), &s));
	assert_int_equal(source_next(s), 1);
	assert_int_equal(source_read(s, piece, 3), 3);
	assert_int_equal(source_next(s), 1);
	assert_int_equal(source_read(s, piece, 3), 3);
	assert_memory_equal(piece, "<tw", 3);
}

static void a_zip_cut_anywhere_never_crashes(void **state)
{
	(void)state;
	cleanup(buf_free) struct buf zip = BUF_INIT;
	cleanup(buf_free) struct buf b = BUF_INIT;
	cleanup(free_text) char *bytes = malloc(4096);
	FILE *file = fopen(test_data("xml/two.zip"), "rb");

	assert_non_null(file);
	size_t size = fread(bytes, 1, 4096, file);
	fclose(file);
	for (size_t cut = 4; cut < size; cut++) {
		cleanup(source_closep) struct source *s = NULL;
		cleanup(free_text) char *part = malloc(cut);
		memcpy(part, bytes, cut);
		if (source_open_bytes("cut.zip", part, cut, &s) < 0)
			continue;
		int turns = 0;
		while (source_next(s) > 0 && read_all(s, &b) == 0)
			assert_true(++turns <= 10);
	}
}

static void a_bomb_ends_in_a_message(void **state)
{
	cleanup(source_closep) struct source *s = NULL;
	cleanup(out_closep) struct out *o = NULL;
	const char *path = in_folder(*state, "bomb.gz");
	static char zeros[1 << 20];
	long long all = 0;
	long got;

	assert_ok(out_open(path, &o));
	for (int i = 0; i < 80; i++)
		out_add(o, zeros, sizeof(zeros));
	assert_ok(out_finish(o));
	assert_ok(source_open(path, &s));
	assert_int_equal(source_next(s), 1);
	while ((got = source_read(s, zeros, sizeof(zeros))) > 0)
		all += got;
	assert_fails(
		got, BIS_EFORMAT, "bomb.gz: inflates to more than 1000 times its size");
	assert_in_range(all, 64 << 20, 80 << 20);
}

static void says_what_cannot_be_read(void **state)
{
	cleanup(source_closep) struct source *s = NULL;
	struct folder *f = *state;

	assert_fails(source_open("/nowhere/at/all", &s), BIS_EIO,
		"/nowhere/at/all: No such file or directory");
	assert_null(s);
	assert_fails(source_open(f->path, &s), BIS_EIO, ": Is a directory");
	assert_null(s);
}

static void reads_a_pipe_without_knowing_its_size(void **state)
{
	(void)state;
	cleanup(source_closep) struct source *s = NULL;
	cleanup(buf_free) struct buf b = BUF_INIT;
	int ends[2], old = dup(STDIN_FILENO);

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "piped", 5), 5);
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	assert_ok(source_open("-", &s));
	dup2(old, STDIN_FILENO);
	close(old);
	assert_int_equal(source_next(s), 1);
	assert_string_equal(source_name(s), "standard input");
	assert_int_equal(source_size(s), -1);
	assert_ok(read_all(s, &b));
	assert_string_equal(buf_str(&b), "piped");
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(reads_a_plain_file_once),
		IN_FOLDER(an_empty_file_is_one_empty_member),
		cmocka_unit_test(peeking_takes_nothing),
		IN_FOLDER(unpacks_gzip_and_strips_its_suffix),
		IN_FOLDER(a_cut_gzip_is_said_to_be_so),
		cmocka_unit_test(goes_through_a_zip_without_folders_and_shadows),
		cmocka_unit_test(a_member_may_be_left_half_read),
		cmocka_unit_test(a_zip_cut_anywhere_never_crashes),
		IN_FOLDER(a_bomb_ends_in_a_message),
		IN_FOLDER(says_what_cannot_be_read),
		cmocka_unit_test(reads_a_pipe_without_knowing_its_size),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
