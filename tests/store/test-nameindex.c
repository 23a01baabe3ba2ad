/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/find/terms.h"
#include "tests/store/rows.h"

#include <sqlite3.h>

#include "bisotun/exchange.h"
#include "src/store/db.h"
#include "src/store/nameindex.h"
#include "src/text/fold.h"
#include "src/text/lang.h"
#include "src/text/utf8.h"
#include "termbase/names.h"

static void begin(bis_db *db)
{
	assert_ok(store_begin(db, "test"));
}

static void commit(bis_db *db)
{
	assert_ok(store_commit(db, "names"));
}

static int64_t verify(bis_db *db)
{
	int64_t n = nameindex_verify(db, NULL, NULL);

	assert_ok(n);
	return n;
}

static int64_t put_person(bis_db *db, const char *id, const char *en, const char *ru)
{
	char forms[2][200];
	const char *list[2] = { forms[0], forms[1] };
	struct concept c;
	struct buf key = BUF_INIT;
	int64_t number;

	snprintf(forms[0], sizeof(forms[0]), "en|%s", en);
	snprintf(forms[1], sizeof(forms[1]), "ru|%s", ru);
	terms_fill(&c, id, list, 2);
	c.kind = KIND_PERSON;
	assert_ok(store_concept_insert(db, &c, 0, &number, &key));
	buf_free(&key);
	concept_finish(&c);
	return number;
}

static int count_form(void *ctx, int64_t form)
{
	(void)form;
	++*(int *)ctx;
	return 0;
}

/* The key of a word as texts have it. */
static void word_key(const char *lang, const char *word, struct buf *out)
{
	struct name_words *words;
	struct buf folded = BUF_INIT;

	assert_ok(name_words_new(&words));
	assert_ok(fold_text(FOLD_STRICT, word, strlen(word), lang, &folded));
	assert_ok(name_words_key(words, lang, buf_str(&folded), folded.size, out));
	buf_free(&folded);
	name_words_free(words);
}

static uint64_t word_hash(const char *lang, const char *word)
{
	struct buf key = BUF_INIT;

	word_key(lang, word, &key);
	uint64_t hash = nameindex_hash(buf_str(&key), key.size);
	buf_free(&key);
	return hash;
}

static int forms_under(
	bis_db *db, const char *lang, const char *first, const char *second)
{
	uint64_t anchor = nameindex_single(word_hash(lang, first));
	int n = 0;

	if (second != NULL)
		anchor = nameindex_pair(anchor, word_hash(lang, second));
	assert_ok(nameindex_anchors(db, anchor, count_form, &n));
	return n;
}

static void a_word_counts_as_its_stem_where_words_change(void **state)
{
	struct buf a = BUF_INIT, b = BUF_INIT, c = BUF_INIT, d = BUF_INIT;

	(void)state;
	word_key("ru", "Совета", &a);
	word_key("ru", "СОВЕТ", &b);
	assert_string_equal(buf_str(&a), buf_str(&b));
	word_key("tg", "совет", &c);
	assert_string_equal(buf_str(&c), "совет");
	assert_string_not_equal(buf_str(&c), buf_str(&b));
	word_key("en", "Councils", &d);
	assert_string_equal(buf_str(&d), "councils");
	buf_free(&a);
	buf_free(&b);
	buf_free(&c);
	buf_free(&d);
}

static void a_form_hangs_on_its_first_two_words(void **state)
{
	struct base *b = *state;

	begin(b->db);
	TERM(b->db, "chs", "en|Council of Heads of State", "ru|Совет глав государств");
	TERM(b->db, "sco", "en|SCO", "zh|上海合作组织");
	commit(b->db);
	assert_int_equal(forms_under(b->db, "en", "council", "of"), 1);
	assert_int_equal(forms_under(b->db, "en", "council", NULL), 0);
	assert_int_equal(forms_under(b->db, "ru", "Совета", "глав"), 1);
	assert_int_equal(forms_under(b->db, "en", "sco", NULL), 1);
	assert_int_equal(verify(b->db), 0);
}

static void a_form_in_characters_hangs_on_the_run_of_them(void **state)
{
	static const char *const rest[] = { "海", "合", "作", "组", "织" };
	struct base *b = *state;
	uint64_t run = word_hash("zh", rest[0]);
	int n = 0;

	begin(b->db);
	TERM(b->db, "sco", "zh|上海合作组织", "zh|上海");
	TERM(b->db, "five", "zh|上海“五国”", "zh|上 SCO");
	commit(b->db);
	assert_int_equal(forms_under(b->db, "zh", "上", "海"), 1);
	assert_int_equal(forms_under(b->db, "zh", "上", "sco"), 1);
	for (size_t i = 1; i < N_ELEMENTS(rest); i++)
		run = nameindex_run(run, word_hash("zh", rest[i]));
	uint64_t anchor = nameindex_pair(word_hash("zh", "上"), run);
	assert_ok(nameindex_anchors(b->db, anchor, count_form, &n));
	assert_int_equal(n, 1);
	assert_int_equal(verify(b->db), 0);
}

static int count_begun(void *ctx, uint64_t anchor, int64_t form)
{
	(void)anchor;
	return count_form(ctx, form);
}

static void what_begins_with_a_word_is_found_by_it_alone(void **state)
{
	struct base *b = *state;
	int n = 0;

	begin(b->db);
	TERM(b->db, "a", "en|Drug Control Agency", "en|Drug", "en|drug addiction",
		"en|agency for drug control");
	commit(b->db);
	uint64_t first = nameindex_hash("drug", 4);
	assert_ok(nameindex_begins(b->db, first, 100, count_begun, &n));
	assert_int_equal(n, 3);
	n = 0;
	assert_ok(nameindex_begins(b->db, first, 2, count_begun, &n));
	assert_int_equal(n, 2);
}

struct found_parts {
	char text[400], last[100];
	int64_t ids[20], forms[20];
	size_t n;
};

static int take_part(void *ctx, const struct nameindex_part *part)
{
	struct found_parts *f = ctx;

	assert_true(f->n < 20);
	snprintf(f->text + strlen(f->text), sizeof(f->text) - strlen(f->text), "%.*s;",
		(int)part->size, part->text);
	snprintf(f->last, sizeof(f->last), "%.*s", (int)part->size, part->text);
	f->ids[f->n] = part->id;
	f->forms[f->n++] = part->forms;
	return 0;
}

struct taking {
	struct base *b;
	struct found_parts *found;
};

static int take_near(void *ctx, const struct nameindex_near *near)
{
	struct taking *t = ctx;

	for (size_t i = 0; i < NEAR_BLOCK; i++) {
		size_t before = t->found->n;
		if (near->keys[i] == 0)
			continue;
		int rc = nameindex_part_read(
			t->b->db, near->first + (int64_t)i, take_part, t->found);
		assert_int_equal(rc, 1);
		/* what the key says of the part without its being read */
		const char *text = t->found->last;
		assert_int_equal(t->found->n, before + 1);
		assert_int_equal(nameindex_shape_letters(near->shapes[i]),
			utf8_length(text, strlen(text)));
	}
	return 0;
}

static int look_up(void *ctx, const struct name_part *part, uint32_t covers)
{
	void **both = ctx;
	uint64_t keys[NAME_KEYS];
	int n = name_part_keys(both[1], part, false, keys);

	(void)covers;
	assert_true(n >= 0);
	struct taking t = { both[2], both[0] };
	return nameindex_near(t.b->db, keys, (size_t)n, take_near, &t);
}

static struct found_parts parts_like(struct base *b, const char *name)
{
	struct found_parts found = { 0 };
	struct namer *n;
	struct name read = { 0 };

	assert_ok(namer_new(&n));
	assert_ok(name_read(n, name, strlen(name), NULL, &read));
	assert_ok(nameindex_name_parts(&read, look_up, (void *[]){ &found, n, b }));
	name_finish(&read);
	namer_free(n);
	return found;
}

struct taken_places {
	uint64_t at[10];
	size_t n;
	int stop; /* what is returned */
};

static int take_places(void *ctx, const uint64_t *places, size_t n)
{
	struct taken_places *t = ctx;

	assert_true(t->n + n <= N_ELEMENTS(t->at));
	memcpy(t->at + t->n, places, n * sizeof(*places));
	t->n += n;
	return t->stop;
}

static void parts_of_people_are_found_under_other_spellings(void **state)
{
	struct base *b = *state;

	begin(b->db);
	put_person(b->db, "p1", "Murtazo Haydarzoda", "Муртазо Хайдарзода");
	put_person(b->db, "p2", "Rustam Haydarzoda", "Рустам Хайдарзода");
	TERM(b->db, "t", "en|Haydarzoda method");
	commit(b->db);
	struct found_parts found = parts_like(b, "Khaidarzoda");
	assert_int_equal(found.n, 2);
	assert_non_null(strstr(found.text, "haydarzoda;"));
	assert_non_null(strstr(found.text, "хайдарзода;"));
	struct taken_places places = { 0 };
	assert_int_equal(found.forms[0], 2);
	assert_ok(nameindex_part_places(b->db, found.ids[0], take_places, &places));
	assert_int_equal(places.n, 2);
	assert_true(places.at[0] < places.at[1]);
	places = (struct taken_places){ .stop = 7 };
	assert_int_equal(
		nameindex_part_places(b->db, found.ids[0], take_places, &places), 7);
	assert_int_equal(verify(b->db), 0);
}

static void parts_written_in_this_write_are_found_in_it(void **state)
{
	struct base *b = *state;

	begin(b->db);
	put_person(b->db, "p1", "Murtazo Haydarzoda", "Муртазо Хайдарзода");
	assert_int_equal(parts_like(b, "Хайдарзода").n, 2);
	commit(b->db);
	assert_int_equal(parts_like(b, "Хайдарзода").n, 2);
}

static void is_kept_up_to_date_by_every_write(void **state)
{
	struct base *b = *state;
	struct concept c = { 0 };

	begin(b->db);
	int64_t p1 = put_person(b->db, "p1", "Murtazo Haydarzoda", "Муртазо Хайдарзода");
	put_person(b->db, "p2", "Yury Fedotov", "Юрий Федотов");
	commit(b->db);
	begin(b->db);
	assert_ok(store_concept_load(b->db, p1, &c, NULL));
	buf_set(&c.sections[0].forms[0].text, "Rustam Karimov");
	assert_ok(store_concept_replace(b->db, p1, &c));
	commit(b->db);
	int64_t edit = bis_db_last_event(b->db);
	assert_int_equal(verify(b->db), 0);
	assert_int_equal(forms_under(b->db, "en", "murtazo", "haydarzoda"), 0);
	assert_int_equal(forms_under(b->db, "en", "rustam", "karimov"), 1);
	begin(b->db);
	assert_ok(store_concept_remove(b->db, p1));
	commit(b->db);
	assert_int_equal(verify(b->db), 0);
	assert_int_equal(parts_like(b, "Karimov").n, 0);
	assert_int_equal(rows(b->db, "name_part"), 4);
	assert_ok(bis_undo(b->db, bis_db_last_event(b->db), false, NULL, NULL));
	assert_int_equal(verify(b->db), 0);
	assert_int_equal(parts_like(b, "Karimov").n, 1);
	assert_ok(bis_undo(b->db, edit, false, NULL, NULL));
	assert_int_equal(verify(b->db), 0);
	assert_int_equal(forms_under(b->db, "en", "murtazo", "haydarzoda"), 1);
	concept_finish(&c);
}

static void a_concept_that_becomes_a_person_gets_parts(void **state)
{
	struct base *b = *state;
	struct concept c = { 0 };

	begin(b->db);
	int64_t number = TERM(b->db, "x", "en|Yury Fedotov", "ru|Юрий Федотов");
	commit(b->db);
	assert_int_equal(rows(b->db, "name_part"), 0);
	for (int round = 0; round < 2; round++) {
		assert_ok(store_concept_load(b->db, number, &c, NULL));
		c.kind = round == 0 ? KIND_PERSON : KIND_TERM;
		buf_set(&c.sections[0].forms[0].text,
			round == 0 ? "Yuriy Fedotov" : "Yuri Fedotov");
		begin(b->db);
		assert_ok(store_concept_replace(b->db, number, &c));
		commit(b->db);
		assert_int_equal(verify(b->db), 0);
		assert_int_equal(rows(b->db, "name_part"), round == 0 ? 4 : 0);
		assert_int_equal(rows(b->db, "name_anchor"), 2);
	}
	concept_finish(&c);
}

static void what_is_rolled_back_leaves_nothing(void **state)
{
	struct base *b = *state;

	begin(b->db);
	put_person(b->db, "p1", "Murtazo Haydarzoda", "Муртазо Хайдарзода");
	store_rollback(b->db);
	assert_int_equal(rows(b->db, "name_anchor"), 0);
	assert_int_equal(rows(b->db, "name_part"), 0);
	assert_int_equal(verify(b->db), 0);
	begin(b->db);
	put_person(b->db, "p2", "Yury Fedotov", "Юрий Федотов");
	commit(b->db);
	assert_int_equal(verify(b->db), 0);
}

static void tell_flaw(void *ctx, const char *what)
{
	snprintf(ctx, 200, "%s", what);
}

static void verify_sees_what_was_changed_behind_it(void **state)
{
	struct base *b = *state;
	static const char *const harm[] = {
		"DELETE FROM name_anchor WHERE form = 1",
		"INSERT INTO name_anchor VALUES (7, 1)",
		"UPDATE name_part SET forms = forms + 1 WHERE id = 1",
		"DELETE FROM name_key WHERE key = (SELECT max(key) FROM name_key)",
		"UPDATE name_key SET parts = x'ff'",
		"UPDATE name_shape SET shapes = x'0a0b0c'",
		"DELETE FROM name_shape",
		"DELETE FROM name_posting WHERE key >> 36 = 1",
		"UPDATE name_posting SET forms = x'ff'",
		"DELETE FROM name_part WHERE id = 1",
	};

	begin(b->db);
	put_person(b->db, "p1", "Murtazo Haydarzoda", "Муртазо Хайдарзода");
	commit(b->db);
	for (size_t i = 0; i < N_ELEMENTS(harm); i++) {
		char flaw[200] = "";
		assert_ok(sql_exec(b->db, harm[i]));
		int64_t n = nameindex_verify(b->db, tell_flaw, flaw);
		if (n <= 0 || strstr(flaw, "index of names") == NULL)
			fail_msg("%s: %lld %s", harm[i], (long long)n, flaw);
		assert_ok(bis_db_rebuild(b->db));
		assert_int_equal(verify(b->db), 0);
	}
}

static int64_t number_in(const char *path, const char *sql)
{
	sqlite3 *raw;
	sqlite3_stmt *s;

	assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(raw, sql, -1, &s, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	int64_t number = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	sqlite3_close(raw);
	return number;
}

/* Overwrites the first bytes of the page a table begins in. */
static void ruin(const char *path, const char *table)
{
	char sql[100];
	unsigned char noise[200];

	snprintf(sql, sizeof(sql), "SELECT rootpage FROM sqlite_schema WHERE name = '%s'",
		table);
	int64_t page = number_in(path, sql);
	int64_t size = number_in(path, "PRAGMA page_size");
	for (size_t i = 0; i < sizeof(noise); i++)
		noise[i] = (unsigned char)(37 * i + 11);
	FILE *file = fopen(path, "r+b");
	assert_non_null(file);
	assert_int_equal(fseek(file, (long)((page - 1) * size), SEEK_SET), 0);
	assert_int_equal(fwrite(noise, 1, sizeof(noise), file), sizeof(noise));
	assert_int_equal(fclose(file), 0);
}

static void tables_of_which_the_pages_are_ruined_are_made_anew(void **state)
{
	struct base *b = *state;
	static const char *const tables[] = { "name_key", "name_part", "name_posting",
		"name_anchor", "term_posting" };

	begin(b->db);
	put_person(b->db, "p1", "Murtazo Haydarzoda", "Муртазо Хайдарзода");
	commit(b->db);
	for (size_t i = 0; i < N_ELEMENTS(tables); i++) {
		bis_db_close(b->db);
		ruin(b->path, tables[i]);
		b->db = base_open(b, true);
		assert_int_not_equal(bis_db_verify(b->db, NULL, NULL), 0);
		assert_ok(bis_db_rebuild(b->db));
		assert_int_equal(bis_db_verify(b->db, NULL, NULL), 0);
		assert_int_equal(verify(b->db), 0);
	}
}

static void content_of_which_the_pages_are_ruined_is_not_thrown_away(void **state)
{
	struct base *b = *state;

	begin(b->db);
	put_person(b->db, "p1", "Murtazo Haydarzoda", "Муртазо Хайдарзода");
	commit(b->db);
	bis_db_close(b->db);
	ruin(b->path, "form");
	ruin(b->path, "name_key");
	b->db = base_open(b, true);
	assert_fails(bis_db_rebuild(b->db), BIS_EDB, "restore a backup");
	bis_db_close(b->db);
	assert_int_equal(number_in(b->path, "SELECT count(*) FROM sqlite_schema "
					    "WHERE name = 'name_key'"),
		1);
	b->db = base_open(b, true);
}

static void tables_of_another_version_are_named(void **state)
{
	struct base *b = *state;

	begin(b->db);
	put_person(b->db, "p1", "Murtazo Haydarzoda", "Муртазо Хайдарзода");
	commit(b->db);
	assert_ok(sql_exec(b->db, "UPDATE meta SET value = 1 WHERE key = 'derived'"));
	bis_db_close(b->db);
	b->db = base_open(b, false);
	assert_fails(nameindex_ready(b->db), BIS_EDB, "another version");
	bis_db_close(b->db);
	b->db = base_open(b, true);
	assert_ok(nameindex_ready(b->db));
	assert_int_equal(verify(b->db), 0);
}

/* 0: nothing that is derived differs from what it is derived from. */
static void assert_whole(bis_db *db)
{
	assert_int_equal(bis_db_verify(db, NULL, NULL), 0);
	assert_int_equal(verify(db), 0);
}

static int64_t import_people(struct base *b, const char *rows)
{
	struct bis_import_options options = { .origin = "people" };
	char path[200];
	const char *paths[] = { path };
	bis_import *report;

	snprintf(path, sizeof(path), "%s/people.tsv", b->folder);
	FILE *out = fopen(path, "w");
	assert_non_null(out);
	fprintf(out, "concept\ttype\tlang\ttext\tstatus\n%s", rows);
	assert_int_equal(fclose(out), 0);
	assert_ok(bis_import_run(b->db, &options, paths, 1, &report));
	bis_import_free(report);
	return bis_db_last_event(b->db);
}

static void importing_merging_and_purging_keep_it_equal(void **state)
{
	struct base *b = *state;
	int64_t first =
		import_people(b, "p1\tperson\ten\tMurtazo Haydarzoda\tpreferred\n"
				 "p1\t\tru\tМуртазо Хайдарзода\tpreferred\n"
				 "p2\tperson\ten\tMurtazo Khaydarzoda\tpreferred\n"
				 "p3\tperson\ten\tRustam Karimov\tpreferred\n");

	assert_whole(b->db);
	assert_int_equal(parts_like(b, "Karimov").n, 1);
	assert_ok(bis_term_merge(b->db, "p1", "p2"));
	assert_whole(b->db);
	assert_int_equal(forms_under(b->db, "en", "murtazo", "khaydarzoda"), 1);
	assert_ok(bis_undo(b->db, bis_db_last_event(b->db), false, NULL, NULL));
	assert_whole(b->db);
	int64_t second = import_people(b, "p3\tperson\tru\tРустам Каримов\tpreferred\n"
					  "p4\tperson\tzh\t习近平\tpreferred\n");
	assert_true(second > first);
	assert_whole(b->db);
	struct bis_purge_options purge = { .concept = "p3" };
	struct bis_purge_report report;
	assert_ok(bis_purge(b->db, &purge, &report));
	assert_int_equal(report.concepts, 1);
	assert_whole(b->db);
	assert_int_equal(parts_like(b, "Karimov").n, 0);
	assert_int_equal(forms_under(b->db, "en", "rustam", "karimov"), 0);
	assert_int_equal(forms_under(b->db, "en", "murtazo", "haydarzoda"), 1);
}

/* The tables after many small writes are those of making them anew. */
static void many_writes_are_as_one(void **state)
{
	static const char *const given[] = { "Murtazo", "Rustam", "Muhammad", "Nur-Ali" };
	static const char *const family[] = { "Karimov", "Abd al-Aziz", "Karimzoda" };
	struct base *b = *state;
	int64_t numbers[60];

	for (int i = 0; i < 60; i++) {
		char id[20], en[100], ru[100];
		snprintf(id, sizeof(id), "p%d", i);
		snprintf(en, sizeof(en), "%s %s", given[i % 4], family[i % 3]);
		snprintf(ru, sizeof(ru), "Имя%d Каримов", i % 7);
		begin(b->db);
		numbers[i] = put_person(b->db, id, en, ru);
		if (i % 3 == 2)
			assert_ok(store_concept_remove(b->db, numbers[i - 1]));
		commit(b->db);
	}
	assert_int_equal(verify(b->db), 0);
	int64_t anchors = rows(b->db, "name_anchor"), keys = rows(b->db, "name_key");
	int64_t parts = rows(b->db, "name_part"), lists = rows(b->db, "name_posting");
	assert_ok(bis_db_rebuild(b->db));
	assert_int_equal(rows(b->db, "name_anchor"), anchors);
	assert_int_equal(rows(b->db, "name_key"), keys);
	assert_int_equal(rows(b->db, "name_part"), parts);
	assert_int_equal(rows(b->db, "name_posting"), lists);
}

#define base_test(f) cmocka_unit_test_setup_teardown(f, base_setup, base_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_word_counts_as_its_stem_where_words_change),
		base_test(a_form_hangs_on_its_first_two_words),
		base_test(a_form_in_characters_hangs_on_the_run_of_them),
		base_test(what_begins_with_a_word_is_found_by_it_alone),
		base_test(parts_of_people_are_found_under_other_spellings),
		base_test(parts_written_in_this_write_are_found_in_it),
		base_test(is_kept_up_to_date_by_every_write),
		base_test(a_concept_that_becomes_a_person_gets_parts),
		base_test(what_is_rolled_back_leaves_nothing),
		base_test(verify_sees_what_was_changed_behind_it),
		base_test(tables_of_which_the_pages_are_ruined_are_made_anew),
		base_test(content_of_which_the_pages_are_ruined_is_not_thrown_away),
		base_test(tables_of_another_version_are_named),
		base_test(importing_merging_and_purging_keep_it_equal),
		base_test(many_writes_are_as_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
