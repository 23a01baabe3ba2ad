/* SPDX-License-Identifier: Apache-2.0
 *
 * The n-th allocation fails, for every n: of our own (the linker wraps malloc and its
 * sisters) and of SQLite (its allocator is replaced), through open, import, look-up,
 * editing, undo and export.  Whatever fails is told by a code, leaks nothing
 * (LeakSanitizer, where built with it) and damages nothing: the import is there whole or
 * not at all, and verify is clean.
 *
 * Once with the n-th only, once with the n-th and all after it.  `make check` tries one n
 * in STRIDE, another one each time; BISOTUN_TEST_CHAOS=all tries every n.
 */
#include "config.h"
#include "tests/chaos.h"
#include "tests/store/base.h"

#include <sqlite3.h>

#include "bisotun/bisotun.h"
#include "src/store/textindex-make.h"

/* --- allocations that fail ---------------------------------------------------------- */

static sqlite3_mem_methods sqlite_own;

static void *sqlite_malloc(int size)
{
	return fails() ? NULL : sqlite_own.xMalloc(size);
}

static void *sqlite_realloc(void *old, int size)
{
	return fails() ? NULL : sqlite_own.xRealloc(old, size);
}

static int replace_sqlite_allocator(void **state)
{
	(void)state;
	if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &sqlite_own) != SQLITE_OK)
		return -1;
	sqlite3_mem_methods ours = sqlite_own;
	ours.xMalloc = sqlite_malloc;
	ours.xRealloc = sqlite_realloc;
	return sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) == SQLITE_OK ? 0 : -1;
}

/* --- what is done ------------------------------------------------------------------- */

static const char memory[] =
	"<tmx version=\"1.4\"><header srclang=\"en\"/><body>"
	"<tu tuid=\"1\"><note>n</note><tuv xml:lang=\"en\"><seg>A "
	"<ph/>meeting</seg></tuv>"
	"<tuv xml:lang=\"ru\"><seg>Встреча</seg></tuv></tu>"
	"<tu tuid=\"2\"><tuv xml:lang=\"en\"><seg>City</seg></tuv>"
	"<tuv xml:lang=\"zh\"><seg>城市</seg></tuv></tu></body></tmx>";
static const char terms[] =
	"concept\ttype\tlang\ttext\tstatus\n"
	"sco\tbody\ten\tShanghai Cooperation Organisation\tpreferred\n"
	"sco\t\tru\tШанхайская организация сотрудничества\tpreferred\n"
	"sco\t\tzh\t上海合作组织\tpreferred\n";

#define STRIDE 13

static long stride(void)
{
	const char *all = getenv("BISOTUN_TEST_CHAOS");

	return all != NULL && strcmp(all, "all") == 0 ? 1 : STRIDE;
}

struct scenario {
	const char *name;
	bool writes;
	bool prepared; /* the base is made and filled before, without failures */
	int (*run)(const struct base *b);
};

static int open_for(const struct base *b, bool write, bis_db **db)
{
	struct bis_open_options options = { .write = write, .user = "anna" };

	return bis_db_open(b->path, &options, db);
}

static void write_text(const char *path, const char *text)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static int import(const struct base *b, const char *name)
{
	char path[200];
	const char *file = path;
	bis_db *db;
	bis_import *i = NULL;

	snprintf(path, sizeof(path), "%s/%s", b->folder, name);
	int rc = open_for(b, true, &db);
	if (rc < 0)
		return rc;
	rc = bis_import_run(
		db, &(struct bis_import_options){ .origin = "o" }, &file, 1, &i);
	bis_import_free(i);
	bis_db_close(db);
	return rc;
}

static int import_memory(const struct base *b)
{
	return import(b, "memory.tmx");
}

static int import_terms(const struct base *b)
{
	return import(b, "terms.tsv");
}

static int look_up_one(bis_db *db, const char *text)
{
	bis_hits *hits;
	const struct bis_concept *c;

	int rc = bis_lookup(db, &(struct bis_lookup_options){ 0 }, text, &hits);
	if (rc < 0)
		return rc;
	while ((rc = bis_hits_next(hits, &c)) > 0)
		;
	bis_hits_close(hits);
	return rc;
}

static int look_up(const struct base *b)
{
	static const char *const queries[] = { "上海合作組織", "shanghai organisation",
		"Shanghai Coperation Organisation", "организации сотрудничества" };
	bis_db *db;

	int rc = open_for(b, false, &db);
	for (size_t i = 0; rc == 0 && i < 4; i++)
		rc = look_up_one(db, queries[i]);
	bis_db_close(db);
	return rc;
}

static int export(const struct base *b)
{
	static const char *const types[] = { "tmx", "tbx", "tbx2", "table" };
	bis_db *db;

	int rc = open_for(b, false, &db);
	for (size_t i = 0; rc == 0 && i < 4; i++) {
		char path[200];
		bis_export *e = NULL;
		snprintf(path, sizeof(path), "%s/out.%s", b->folder, types[i]);
		rc = bis_export_run(
			db, &(struct bis_export_options){ .type = types[i] }, path, &e);
		bis_export_free(e);
	}
	bis_db_close(db);
	return rc;
}

static int edit(const struct base *b)
{
	bis_db *db;
	struct bis_form_select form = { .lang = "ru" };

	int rc = open_for(b, true, &db);
	if (rc == 0)
		rc = bis_term_deprecate(db, "sco", &form, "ШОС");
	int64_t event = rc == 0 ? bis_db_last_event(db) : 0;
	if (rc == 0)
		rc = bis_undo(db, event, false, NULL, NULL);
	bis_db_close(db);
	return rc;
}

static int match_one(bis_db *db, const char *from, const char *to, const char *text)
{
	struct bis_match_options options = {
		.from = from, .to = &to, .n_to = 1, .min = 40
	};
	const struct bis_match *m;
	bis_matches *matches;

	int rc = bis_match(db, &options, text, &matches);
	if (rc < 0)
		return rc;
	while ((rc = bis_matches_next(matches, &m)) > 0)
		;
	bis_matches_close(matches);
	return rc;
}

static int concordance_of(bis_db *db, const char *text, bool regex)
{
	struct bis_concordance_options options = {
		.side = BIS_SIDE_BOTH, .regex = regex, .renderings = true
	};
	const struct bis_hit *hit;
	bis_concordance *c;

	int rc = bis_concordance_open(db, &options, text, &c);
	if (rc < 0)
		return rc;
	while ((rc = bis_concordance_next(c, &hit)) > 0)
		;
	bis_concordance_close(c);
	return rc;
}

static int find(const struct base *b)
{
	bis_db *db;
	bis_pieces *pieces = NULL;
	const struct bis_piece *piece;

	int rc = open_for(b, false, &db);
	if (rc == 0)
		rc = match_one(db, "en", "ru", "Another meeting");
	if (rc == 0)
		rc = match_one(db, "ru", "en", "встреча");
	if (rc == 0)
		rc = concordance_of(db, "meeting", false);
	if (rc == 0)
		rc = concordance_of(db, "C.ty", true);
	if (rc == 0)
		rc = bis_pieces_open(db,
			&(struct bis_concordance_options){ .from = "en" },
			"a meeting in the city", 1, &pieces);
	while (rc == 0 && (rc = bis_pieces_next(pieces, &piece)) > 0)
		rc = 0;
	bis_pieces_close(pieces);
	bis_db_close(db);
	return rc;
}

static int edit_unit(const struct base *b)
{
	const struct bis_variant_edit variants[] = { { .lang = "en", .text = "Town" },
		{ .lang = "ru", .text = "Город" }, { .lang = "zh", .remove = true } };
	struct bis_unit_edit change = { variants, N_ELEMENTS(variants), 1 };
	char *id = NULL;
	bis_db *db;

	int rc = open_for(b, true, &db);
	if (rc == 0)
		rc = bis_unit_edit(db, "U2", &change, &id);
	int64_t event = rc == 0 ? bis_db_last_event(db) : 0;
	free(id);
	if (rc == 0)
		rc = bis_undo(db, event, false, NULL, NULL);
	bis_db_close(db);
	return rc;
}

static int write_index(bis_db *db)
{
	struct moment now;
	struct textindex *t;

	int rc = store_read_begin(db);
	if (rc < 0)
		return rc;
	rc = moment_read(db, &now);
	if (rc == 0)
		rc = textindex_make(db, &now, NULL);
	if (rc == 0)
		rc = store_textindex(db, &t);
	store_read_end(db);
	return rc;
}

/* From nothing; then with what is there already, and what came since. */
static int index_twice(const struct base *b)
{
	const struct bis_variant_edit variant = { .lang = "en", .text = "Town" };
	struct bis_unit_edit change = { &variant, 1, 1 };
	char *id = NULL;
	bis_db *db;

	int rc = open_for(b, true, &db);
	if (rc == 0)
		rc = write_index(db);
	if (rc == 0)
		rc = bis_unit_edit(db, "U2", &change, &id);
	free(id);
	if (rc == 0)
		rc = write_index(db);
	bis_db_close(db);
	return rc;
}

static int report(const struct base *b)
{
	bis_db *db;
	const struct bis_info *info;
	bis_stats *stats = NULL;
	const struct bis_stat *stat;
	bis_log *log = NULL;
	const struct bis_event *event;
	struct bis_concept *concept = NULL;
	struct bis_unit *unit = NULL;

	int rc = open_for(b, false, &db);
	if (rc == 0)
		rc = bis_db_info(db, &info);
	if (rc == 0)
		rc = bis_stats_open(db, BIS_BY_LANG, &stats);
	while (rc == 0 && (rc = bis_stats_next(stats, &stat)) > 0)
		rc = 0;
	bis_stats_close(stats);
	if (rc == 0)
		rc = bis_log_open(db, NULL, &log);
	while (rc == 0 && (rc = bis_log_next(log, &event)) > 0)
		rc = 0;
	bis_log_close(log);
	if (rc == 0)
		rc = bis_concept_get(db, "sco", NULL, &concept);
	if (rc == 0)
		rc = bis_unit_get(db, "U1", &unit);
	bis_concept_free(concept);
	bis_unit_free(unit);
	bis_db_close(db);
	return rc;
}

static const struct scenario scenarios[] = {
	{ "import of a memory", true, false, import_memory },
	{ "import of terms", true, false, import_terms },
	{ "look-up", false, true, look_up },
	{ "export", false, true, export },
	{ "edit and undo", true, true, edit },
	{ "finding in the memory", false, true, find },
	{ "editing a unit", true, true, edit_unit },
	{ "writing the search index", true, true, index_twice },
	{ "reports", false, true, report },
};

/* --- and what must be true afterwards ----------------------------------------------- */

static void forget(const struct base *b)
{
	static const char *const suffixes[] = { "", "-wal", "-shm", "-lock", "-journal",
		"-index", "-index.new" };

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
		char path[200];
		snprintf(path, sizeof(path), "%s%s", b->path, suffixes[i]);
		unlink(path);
	}
}

static void prepare(const struct base *b, const struct scenario *s)
{
	fail_at = 0;
	forget(b);
	if (!s->prepared)
		return;
	assert_ok(import_memory(b));
	assert_ok(import_terms(b));
}

static void on_damage(void *ctx, const char *what)
{
	(void)ctx;
	printf("damage: %s\n", what);
}

static void check(const struct base *b, const struct scenario *s, long n, int rc)
{
	const struct bis_info *info;
	bis_db *db;

	fail_at = 0;
	/* a base that could not be made at all may be missing or empty; the next open
	 * mends that */
	assert_ok(open_for(b, true, &db));
	if (bis_db_verify(db, on_damage, NULL) != 0)
		fail_msg("%s: damage after allocation %ld failed (%d)", s->name, n, rc);
	assert_ok(bis_db_info(db, &info));
	int64_t units = s->prepared || (s->run == import_memory && rc == 0) ? 2 : 0;
	int64_t concepts = s->prepared || (s->run == import_terms && rc == 0) ? 1 : 0;
	assert_int_equal(info->units, units);
	assert_int_equal(info->concepts, concepts);
	bis_db_close(db);
}

static void survives(const struct base *b, const struct scenario *s)
{
	long step = stride(), first = 1 + (long)getpid() % step;
	int rc = 0;

	printf("%s: every %ld from %ld\n", s->name, step, first);
	for (long n = first;; n += step) {
		/* reading leaves a prepared base as it was */
		if (n == first || s->writes)
			prepare(b, s);
		counter = 0;
		fail_at = n;
		rc = s->run(b);
		bool reached = counter >= n;
		fail_at = 0;
		if (rc > 0 || (rc < 0 && *bis_error_message() == '\0'))
			fail_msg("%s: %d without a word after allocation %ld", s->name,
				rc, n);
		if (!reached) {
			assert_ok(rc);
			break;
		}
		if (s->writes)
			check(b, s, n, rc);
	}
	check(b, s, 0, rc);
}

static void survives_every_single_failure(void **state)
{
	for_good = false;
	for (size_t i = 0; i < sizeof(scenarios) / sizeof(scenarios[0]); i++)
		survives(*state, &scenarios[i]);
}

static void survives_running_out_for_good(void **state)
{
	for_good = true;
	for (size_t i = 0; i < sizeof(scenarios) / sizeof(scenarios[0]); i++)
		survives(*state, &scenarios[i]);
}

static int setup(void **state)
{
	struct base *b;
	char path[200];

	if (base_setup(state) != 0)
		return -1;
	b = *state;
	bis_db_close(b->db);
	b->db = NULL;
	snprintf(path, sizeof(path), "%s/memory.tmx", b->folder);
	write_text(path, memory);
	snprintf(path, sizeof(path), "%s/terms.tsv", b->folder);
	write_text(path, terms);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			survives_every_single_failure, setup, base_teardown),
		cmocka_unit_test_setup_teardown(
			survives_running_out_for_good, setup, base_teardown),
	};

	return cmocka_run_group_tests(tests, replace_sqlite_allocator, NULL);
}
