/* SPDX-License-Identifier: Apache-2.0
 *
 * What is purged is in no byte of any file of the database, whatever road it took there.
 */
#include "config.h"
#include "tests/store/base.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "bisotun/exchange.h"
#include "bisotun/terms.h"

/* Whether any file in the base's folder, but for those named *.tmx, holds these words. */
static bool holds(const struct base *b, const char *words)
{
	DIR *folder = opendir(b->folder);
	struct dirent *entry;
	bool found = false;

	assert_non_null(folder);
	while (!found && (entry = readdir(folder)) != NULL) {
		char path[400];
		struct stat file;
		snprintf(path, sizeof(path), "%s/%s", b->folder, entry->d_name);
		if (strstr(path, ".tmx") != NULL || stat(path, &file) != 0 ||
			!S_ISREG(file.st_mode) || file.st_size == 0)
			continue;
		char *bytes = malloc((size_t)file.st_size);
		int fd = open(path, O_RDONLY);
		ssize_t size = read(fd, bytes, (size_t)file.st_size);
		close(fd);
		found = size > 0 &&
			memmem(bytes, (size_t)size, words, strlen(words)) != NULL;
		free(bytes);
	}
	closedir(folder);
	return found;
}

static void assert_none_held(const struct base *b, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (holds(b, words[i]))
			fail_msg("\"%s\" was left behind", words[i]);
}

static void add(bis_db *db, const char *id, const char *text)
{
	const struct bis_form form = { .lang = "en", .text = text };
	const struct bis_concept c = {
		.id = id, .type = "body", .forms = &form, .n_forms = 1
	};

	assert_ok(bis_term_add(db, &c, NULL, NULL, NULL));
}

static void edit(bis_db *db, const char *id, const char *definition)
{
	const struct bis_term_edit e = { .definition = definition, .reliability = -1 };

	assert_ok(bis_term_edit(db, id, &e));
}

static void undo_last(bis_db *db)
{
	assert_ok(bis_undo(db, bis_db_last_event(db), false, NULL, NULL));
}

/* Made, taken back, brought back, edited, edited anew, removed, brought back: each left
 * its words. */
static void a_concept_goes_with_its_words_and_its_history(void **state)
{
	static const char *const words[] = { "Quagmire", "quagmire", "Zyzzyva", "zyzzyva",
		"xylophonic", "marzipanic", "secretkey" };
	struct base *b = *state;
	struct bis_purge_report report;
	struct bis_concept *left;

	add(b->db, "other", "Drug Control Agency");
	add(b->db, "secretkey", "Quagmire Zyzzyva Committee");
	undo_last(b->db);
	undo_last(b->db);
	edit(b->db, "secretkey", "a xylophonic body");
	edit(b->db, "secretkey", "a marzipanic body");
	assert_ok(bis_term_remove(b->db, "secretkey", NULL));
	undo_last(b->db);
	for (size_t i = 0; i < N_ELEMENTS(words); i++)
		assert_true(holds(b, words[i]));
	const struct bis_purge_options options = { .concept = "secretkey" };
	assert_ok(bis_purge(b->db, &options, &report));
	assert_int_equal(report.concepts, 1);
	assert_int_equal(report.events, 7);
	assert_none_held(b, words, N_ELEMENTS(words));
	assert_ok(bis_concept_get(b->db, "other", NULL, &left));
	bis_concept_free(left);
	assert_int_equal(bis_db_verify(b->db, NULL, NULL), 0);
}

static void a_dry_purge_takes_nothing(void **state)
{
	struct base *b = *state;
	struct bis_purge_report report;
	bis_db *dry;

	add(b->db, "secretkey", "Quagmire Committee");
	assert_ok(bis_db_open(b->path,
		&(struct bis_open_options){ .write = true, .dry_run = true }, &dry));
	assert_ok(bis_purge(
		dry, &(struct bis_purge_options){ .concept = "secretkey" }, &report));
	assert_int_equal(report.concepts, 1);
	assert_int_equal(bis_db_last_event(dry), 0);
	bis_db_close(dry);
	assert_true(holds(b, "Quagmire"));
	assert_int_equal(bis_db_verify(b->db, NULL, NULL), 0);
}

static void import_draft(struct base *b, const char *origin)
{
	static const char tmx[] =
		"<tmx version=\"1.4\"><header creationtool=\"t\" "
		"creationtoolversion=\"1\""
		" segtype=\"sentence\" o-tmf=\"t\" adminlang=\"en\" srclang=\"en\""
		" datatype=\"plaintext\"/><body><tu><note>jabberwocky</note>"
		"<tuv xml:lang=\"en\"><seg>Embargoed until noon</seg></tuv>"
		"<tuv xml:lang=\"ru\"><seg>Под эмбарго</seg></tuv></tu></body></tmx>";
	const struct bis_import_options options = { .origin = origin };
	char path[200];
	const char *files[] = { path };
	bis_import *import;

	snprintf(path, sizeof(path), "%s/hushhush.tmx", b->folder);
	FILE *f = fopen(path, "w");
	fputs(tmx, f);
	fclose(f);
	assert_ok(bis_import_run(b->db, &options, files, 1, &import));
	bis_import_free(import);
}

/* The name of a file may say as much as its text: it stands in the document and in the
 * history. */
static void an_origin_goes_with_the_name_of_its_file(void **state)
{
	static const char *const words[] = { "Embargoed", "эмбарго", "jabberwocky",
		"hushhush", "leak" };
	struct base *b = *state;
	struct bis_purge_report report;

	import_draft(b, "leak");
	undo_last(b->db);
	undo_last(b->db);
	for (size_t i = 0; i < N_ELEMENTS(words); i++)
		assert_true(holds(b, words[i]));
	assert_ok(bis_purge(
		b->db, &(struct bis_purge_options){ .origin = "leak" }, &report));
	assert_int_equal(report.units, 1);
	assert_int_equal(report.events, 3);
	assert_none_held(b, words, N_ELEMENTS(words));
	assert_int_equal(bis_db_verify(b->db, NULL, NULL), 0);
}

static void what_was_purged_cannot_be_undone(void **state)
{
	struct base *b = *state;
	struct bis_purge_report report;
	const struct bis_info *info;

	import_draft(b, "leak");
	int64_t import = bis_db_last_event(b->db);
	assert_ok(bis_purge(
		b->db, &(struct bis_purge_options){ .event = import }, &report));
	int64_t purge = bis_db_last_event(b->db);
	assert_fails(bis_undo(b->db, purge, false, NULL, NULL), BIS_ECONFLICT,
		"can't be undone");
	assert_ok(bis_undo(b->db, import, false, NULL, NULL));
	assert_int_equal(
		bis_db_last_event(b->db), 0); /* there was nothing left to undo */
	assert_ok(bis_db_info(b->db, &info));
	assert_int_equal(info->units, 0);
	assert_int_equal(info->origins, 0);
}

static void one_thing_at_a_time(void **state)
{
	struct base *b = *state;
	struct bis_purge_report report;

	assert_fails(bis_purge(b->db, &(struct bis_purge_options){ 0 }, &report),
		BIS_EUSAGE, "one of");
	assert_fails(
		bis_purge(b->db, &(struct bis_purge_options){ .unit = "U1", .event = 1 },
			&report),
		BIS_EUSAGE, "one of");
	assert_fails(
		bis_purge(b->db, &(struct bis_purge_options){ .unit = "U1" }, &report),
		BIS_ENOTFOUND, "U1");
	assert_fails(bis_purge(b->db, &(struct bis_purge_options){ .event = 9 }, &report),
		BIS_ENOTFOUND, "event 9");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, base_setup, base_teardown)
	const struct CMUnitTest tests[] = {
		TEST(a_concept_goes_with_its_words_and_its_history),
		TEST(a_dry_purge_takes_nothing),
		TEST(an_origin_goes_with_the_name_of_its_file),
		TEST(what_was_purged_cannot_be_undone),
		TEST(one_thing_at_a_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
