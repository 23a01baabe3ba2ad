/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/store/base.h"

#include "bisotun/exchange.h"

static const char good[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	"<tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\""
	" segtype=\"sentence\" o-tmf=\"t\" adminlang=\"en\" srclang=\"en\" "
	"datatype=\"plaintext\">"
	"<prop type=\"x-client\">Press</prop></header><body>\n"
	"<tu tuid=\"1\" changedate=\"20170414T093000Z\"><prop "
	"type=\"x-document\">r1</prop>"
	"<tuv xml:lang=\"en\"><seg>The <bpt i=\"1\">&lt;b&gt;</bpt>meeting<ept "
	"i=\"1\">&lt;/b&gt;"
	"</ept> ended</seg></tuv><tuv xml:lang=\"RU_ru\"><seg>Встреча "
	"завершилась</seg></tuv></tu>\n"
	"<tu tuid=\"2\"><tuv xml:lang=\"en\"><seg>Tashkent</seg></tuv><tuv "
	"xml:lang=\"zh-CN\">"
	"<seg>塔什干</seg></tuv></tu>\n"
	"</body></tmx>\n";

static const char *write_text(
	const struct base *b, const char *name, const char *text, size_t size)
{
	static char path[2][200];
	static int turn;
	char *p = path[turn++ % 2];

	snprintf(p, sizeof(path[0]), "%s/%s", b->folder, name);
	FILE *f = fopen(p, "wb");
	fwrite(text, 1, size, f);
	fclose(f);
	return p;
}

static int import(bis_db *db, const char *path, const struct bis_import_options *options,
	struct bis_import_file *account)
{
	static const struct bis_import_options none = { 0 };
	bis_import *i;

	int rc = bis_import_run(db, options == NULL ? &none : options, &path, 1, &i);
	if (account != NULL && i != NULL && bis_import_n_files(i) > 0)
		*account = *bis_import_file_at(i, 0); /* its pointers die with i */
	bis_import_free(i);
	return rc;
}

static void accounts_for_every_unit(void **state)
{
	struct base *b = *state;
	struct bis_import_file f;
	const char *path = write_text(b, "a.tmx", good, sizeof(good) - 1);
	bis_import *i;

	assert_ok(bis_import_run(b->db, &(struct bis_import_options){ 0 }, &path, 1, &i));
	f = *bis_import_file_at(i, 0);
	assert_string_equal(f.type, "tmx");
	assert_string_equal(f.version, "1.4");
	assert_int_equal(f.read, 2);
	assert_int_equal(f.added, 2);
	assert_int_equal(f.n_languages, 3);
	assert_string_equal(f.languages[0].name, "en");
	assert_int_equal(f.languages[0].n, 2);
	assert_string_equal(f.languages[1].name, "ru-RU");
	assert_int_equal(bis_import_event(i), 1);
	bis_import_free(i);
	assert_ok(import(b->db, path, NULL, &f));
	assert_int_equal(f.merged, 2);
	assert_int_equal(f.added, 0);
	assert_int_equal(bis_db_last_event(b->db), 0);
}

static void a_broken_file_leaves_nothing(void **state)
{
	struct base *b = *state;

	for (size_t cut = 0; cut < sizeof(good) - 8; cut += 11) {
		const char *path = write_text(b, "cut.tmx", good, cut);
		assert_int_equal(import(b->db, path, NULL, NULL), BIS_EFORMAT);
		assert_non_null(strstr(bis_error_message(), "cut.tmx"));
		assert_int_equal(base_count(b->db), 0);
	}
	bis_log *log;
	const struct bis_event *event;
	assert_ok(bis_log_open(b->db, NULL, &log));
	assert_int_equal(bis_log_next(log, &event), 0);
	bis_log_close(log);
}

static void one_bad_file_of_two_takes_both_back(void **state)
{
	struct base *b = *state;
	const char *files[2];
	bis_import *i;

	files[0] = write_text(b, "a.tmx", good, sizeof(good) - 1);
	files[1] = write_text(b, "b.tmx", good, 300);
	assert_int_equal(
		bis_import_run(b->db, &(struct bis_import_options){ 0 }, files, 2, &i),
		BIS_EFORMAT);
	bis_import_free(i);
	assert_int_equal(base_count(b->db), 0);
}

static char *with_bad_unit(size_t *size)
{
	char *text = strdup(good);

	*strstr(text, "Tashkent") = '\002';
	*size = strlen(text);
	return text;
}

static void a_bad_unit_costs_only_itself(void **state)
{
	struct base *b = *state;
	struct bis_import_file f;
	size_t size;
	char *text = with_bad_unit(&size);
	const char *path = write_text(b, "a.tmx", text, size);

	assert_ok(import(b->db, path, NULL, &f));
	assert_int_equal(f.read, 2);
	assert_int_equal(f.added, 1);
	assert_int_equal(f.skipped, 1);
	assert_int_equal(f.bad, 1);
	assert_int_equal(base_count(b->db), 1);
	free(text);
}

static void strict_keeps_nothing_if_a_unit_is_bad(void **state)
{
	struct base *b = *state;
	size_t size;
	char *text = with_bad_unit(&size);
	const char *path = write_text(b, "a.tmx", text, size);

	assert_fails(
		import(b->db, path, &(struct bis_import_options){ .strict = true }, NULL),
		BIS_EFORMAT, "--strict");
	assert_int_equal(base_count(b->db), 0);
	free(text);
}

static bool stop(void *ctx, const char *file, int64_t done, int64_t size, int64_t units)
{
	(void)ctx;
	(void)file;
	(void)done;
	(void)size;
	(void)units;
	return false;
}

static void can_be_cancelled(void **state)
{
	struct base *b = *state;
	struct bis_import_options options = { .progress = stop };
	char path[200];

	snprintf(path, sizeof(path), "%s/long.tmx", b->folder);
	FILE *f = fopen(path, "w");
	fputs("<tmx version=\"1.4\"><header/><body>", f);
	for (int i = 0; i < 600; i++)
		fprintf(f, "<tu><tuv xml:lang=\"en\"><seg>%d</seg></tuv></tu>\n", i);
	fputs("</body></tmx>", f);
	fclose(f);
	assert_int_equal(import(b->db, path, &options, NULL), BIS_ECANCELLED);
	assert_int_equal(base_count(b->db), 0);
}

static void says_what_is_no_file_or_no_format(void **state)
{
	struct base *b = *state;

	assert_int_equal(import(b->db, "not-there.tmx", NULL, NULL), BIS_EIO);
	const char *path = write_text(b, "noise.bin", "\001\002\003\004", 4);
	assert_int_equal(import(b->db, path, NULL, NULL), BIS_EFORMAT);
	path = write_text(b, "empty.tmx", "", 0);
	assert_int_equal(import(b->db, path, NULL, NULL), BIS_EFORMAT);
	path = write_text(b, "a.tmx", good, sizeof(good) - 1);
	assert_int_equal(
		import(b->db, path, &(struct bis_import_options){ .type = "none" }, NULL),
		BIS_EUSAGE);
	assert_int_equal(
		import(b->db, path, &(struct bis_import_options){ .as = "terms" }, NULL),
		BIS_EUSAGE);
}

static void read_all(const char *path, char *text, size_t size)
{
	FILE *f = fopen(path, "rb");

	assert_non_null(f);
	text[fread(text, 1, size - 1, f)] = '\0';
	fclose(f);
}

static void gives_back_what_came(void **state)
{
	struct base *b = *state;
	char out[200], text[8192];
	bis_export *e;

	assert_ok(import(
		b->db, write_text(b, "a.tmx", good, sizeof(good) - 1), NULL, NULL));
	snprintf(out, sizeof(out), "%s/out.tmx", b->folder);
	assert_ok(bis_export_run(
		b->db, &(struct bis_export_options){ .type = "tmx" }, out, &e));
	assert_int_equal(bis_export_report(e)->units, 2);
	assert_int_equal(bis_export_report(e)->variants, 4);
	bis_export_free(e);
	read_all(out, text, sizeof(text));
	assert_non_null(strstr(text, "tuid=\"1\" changedate=\"20170414T093000Z\""));
	assert_non_null(strstr(text, "<prop type=\"x-client\">Press</prop>"));
	assert_non_null(strstr(text, "<bpt i=\"1\">&lt;b&gt;</bpt>meeting<ept i=\"1\">"));
	assert_non_null(strstr(text, "xml:lang=\"RU_ru\""));
	struct bis_import_file f;
	assert_ok(import(b->db, out, NULL, &f));
	assert_int_equal(f.merged, 2);
}

static void makes_no_file_where_there_is_nothing_to_export(void **state)
{
	struct base *b = *state;
	char out[200];
	bis_export *e;

	snprintf(out, sizeof(out), "%s/out.tmx", b->folder);
	assert_int_equal(bis_export_run(b->db,
				 &(struct bis_export_options){ .type = "tmx" }, out, &e),
		BIS_ENOTFOUND);
	assert_null(e);
	assert_int_not_equal(access(out, F_OK), 0);
}

static void exports_what_was_changed_since_a_day(void **state)
{
	struct base *b = *state;
	char out[200];
	bis_export *e;
	struct bis_export_options options = { .type = "tmx", .since = "2017-04-14" };

	assert_ok(import(
		b->db, write_text(b, "a.tmx", good, sizeof(good) - 1), NULL, NULL));
	snprintf(out, sizeof(out), "%s/out.tmx", b->folder);
	assert_ok(bis_export_run(b->db, &options, out, &e));
	assert_int_equal(bis_export_report(e)->units, 1);
	bis_export_free(e);
	options.since = "2017-04-15";
	assert_int_equal(bis_export_run(b->db, &options, out, &e), BIS_ENOTFOUND);
	options.since = "yesterday";
	assert_int_equal(bis_export_run(b->db, &options, out, &e), BIS_EUSAGE);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, base_setup, base_teardown)
	const struct CMUnitTest tests[] = {
		TEST(accounts_for_every_unit),
		TEST(a_broken_file_leaves_nothing),
		TEST(one_bad_file_of_two_takes_both_back),
		TEST(a_bad_unit_costs_only_itself),
		TEST(strict_keeps_nothing_if_a_unit_is_bad),
		TEST(can_be_cancelled),
		TEST(says_what_is_no_file_or_no_format),
		TEST(gives_back_what_came),
		TEST(makes_no_file_where_there_is_nothing_to_export),
		TEST(exports_what_was_changed_since_a_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
