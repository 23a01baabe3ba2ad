/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/find/terms.h"
#include "tests/store/rows.h"

#include <sqlite3.h>

#include "src/store/db.h"
#include "src/store/misspelt.h"
#include "src/store/postings.h"
#include "src/store/termindex.h"

static int64_t put_sco(bis_db *db)
{
	return TERM(db, "sco", "en|Shanghai Cooperation Organisation",
		"ru|Шанхайская организация "
		"сотрудничества",
		"zh|上海合作组织", "fr|Organisation de coopération de Shanghaï");
}

static void begin(bis_db *db)
{
	assert_ok(store_begin(db, "test"));
}

static void commit(bis_db *db)
{
	assert_ok(store_commit(db, "terms"));
}

static int count_form(void *ctx, int64_t form)
{
	(void)form;
	++*(int *)ctx;
	return 0;
}

static int forms_keyed(bis_db *db, const char *folded)
{
	int n = 0;

	assert_ok(termindex_keyed(db, folded, strlen(folded), 100, count_form, &n));
	return n;
}

static int64_t verify(bis_db *db)
{
	int64_t n = termindex_verify(db, NULL, NULL);

	assert_ok(n);
	return n;
}

static void finds_forms_by_both_folds(void **state)
{
	struct base *b = *state;

	begin(b->db);
	put_sco(b->db);
	commit(b->db);
	assert_int_equal(forms_keyed(b->db, "上海合作组织"), 1);
	assert_int_equal(
		forms_keyed(b->db, "organisation de coopération de shanghaï"), 1);
	assert_int_equal(
		forms_keyed(b->db, "organisation de cooperation de shanghai"), 1);
	assert_int_equal(forms_keyed(b->db, "shanghai"), 0);
}

struct met {
	struct term_stem stem;
	int distance, n;
};

static int meet(void *ctx, const struct term_stem *stem, int distance)
{
	struct met *met = ctx;

	met->stem = *stem;
	met->distance = distance;
	met->n++;
	return 0;
}

static void a_word_is_found_as_it_stands_by_its_stem_and_misspelt(void **state)
{
	struct base *b = *state;
	struct met known = { 0 }, stemmed = { 0 }, near = { 0 };
	struct places places = { 0 };

	begin(b->db);
	put_sco(b->db);
	TERM(b->db, "b", "ru|Организации стран");
	commit(b->db);
	const char *word = "организация", *other = "организациями",
		   *wrong = "оргонизация";
	assert_ok(termindex_known_word(b->db, word, strlen(word), meet, &known));
	assert_ok(termindex_stemmed(b->db, "ru", other, strlen(other), meet, &stemmed));
	assert_ok(termindex_near(b->db, wrong, strlen(wrong), 1000, meet, &near));
	assert_int_equal(known.n, 1);
	assert_int_equal(stemmed.stem.id, known.stem.id);
	assert_int_equal(stemmed.stem.forms, 2);
	assert_true(near.n > 0);
	assert_int_equal(near.stem.id, known.stem.id);
	assert_int_equal(near.distance, 1);
	assert_ok(termindex_places(
		b->db, known.stem.id, &(struct places_query){ .max = 100 }, &places));
	assert_int_equal(places.n, 2);
	/* short forms come first */
	assert_true(posting_step(places.at[0]) < posting_step(places.at[1]));
	places_finish(&places);
}

static void nothing_is_left_of_what_was_removed(void **state)
{
	static const char *const tables[] = { "term_key", "term_form", "term_stem",
		"term_word", "term_near", "term_posting" };
	struct base *b = *state;
	int64_t forms;

	begin(b->db);
	int64_t number = put_sco(b->db);
	commit(b->db);
	assert_true(rows(b->db, "term_near") > 0);
	begin(b->db);
	assert_ok(store_concept_remove(b->db, number));
	commit(b->db);
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		if (rows(b->db, tables[i]) != 0)
			fail_msg("%s keeps rows", tables[i]);
	assert_ok(termindex_total(b->db, &forms));
	assert_int_equal(forms, 0);
}

static void what_is_added_and_removed_in_one_write_is_not_there(void **state)
{
	struct base *b = *state;

	begin(b->db);
	int64_t gone = put_sco(b->db);
	TERM(b->db, "kept", "en|Shanghai Spirit");
	assert_ok(store_concept_remove(b->db, gone));
	commit(b->db);
	assert_int_equal(forms_keyed(b->db, "上海合作组织"), 0);
	assert_int_equal(forms_keyed(b->db, "shanghai spirit"), 1);
	assert_int_equal(verify(b->db), 0);
}

static void a_rollback_leaves_the_index_as_it_was(void **state)
{
	struct base *b = *state;

	begin(b->db);
	TERM(b->db, "kept", "en|Shanghai Spirit");
	commit(b->db);
	begin(b->db);
	put_sco(b->db);
	store_rollback(b->db);
	begin(b->db);
	TERM(b->db, "later", "en|Bishkek Declaration");
	commit(b->db);
	assert_int_equal(forms_keyed(b->db, "上海合作组织"), 0);
	assert_int_equal(verify(b->db), 0);
}

static void many_forms_fill_more_than_one_row_and_are_all_there(void **state)
{
	struct base *b = *state;
	struct met agency = { 0 };
	struct places places = { 0 };
	char text[64];

	begin(b->db);
	for (int i = 0; i < 1000; i++) {
		snprintf(text, sizeof(text), "en|Agency%s number %d",
			i % 3 == 0 ? " of the upper river" : "", i);
		terms_put(b->db, "", (const char *const[]){ text }, 1);
	}
	commit(b->db);
	assert_ok(termindex_known_word(b->db, "agency", 6, meet, &agency));
	assert_int_equal(agency.stem.forms, 1000);
	assert_ok(termindex_places(
		b->db, agency.stem.id, &(struct places_query){ .max = 5000 }, &places));
	assert_int_equal(places.n, 1000);
	for (size_t i = 1; i < places.n; i++)
		assert_true(places.at[i - 1] < places.at[i]);
	assert_int_equal(verify(b->db), 0);
	places_finish(&places);
}

static void every_damage_is_seen(void **state)
{
	static const char *const damages[] = {
		"DELETE FROM term_key WHERE form = 1",
		"DELETE FROM term_form WHERE form = 1",
		"UPDATE term_form SET words = x'01' WHERE form = 1",
		"UPDATE term_form SET lang = lang + 1 WHERE form = 2",
		"UPDATE term_stem SET forms = forms + 1 WHERE id = 1",
		"DELETE FROM term_word WHERE text = 'shanghai'",
		"DELETE FROM term_near WHERE text = 'cooperation'",
		"DELETE FROM term_posting WHERE key = (SELECT min(key) FROM "
		"term_posting)",
		"UPDATE term_posting SET forms = x'ff' WHERE key = (SELECT min(key) FROM "
		"term_posting)",
		"UPDATE term_total SET forms = 77",
		"INSERT INTO term_key VALUES (5, 1)",
	};
	struct base *b = *state;

	begin(b->db);
	put_sco(b->db);
	commit(b->db);
	for (size_t i = 0; i < sizeof(damages) / sizeof(damages[0]); i++) {
		assert_ok(sql_exec(b->db, damages[i]));
		if (verify(b->db) == 0)
			fail_msg("not seen: %s", damages[i]);
		assert_ok(sql_exec(b->db, "BEGIN"));
		assert_ok(termindex_rebuild(b->db));
		assert_ok(sql_exec(b->db, "COMMIT"));
		assert_int_equal(verify(b->db), 0);
	}
}

static bool suggests(const char *query, const char *word)
{
	int64_t kept[MISSPELT_KEYS], asked[MISSPELT_KEYS];
	size_t n_kept = misspelt_keys_of_word(word, strlen(word), kept);
	size_t n_asked = misspelt_keys_of_query(query, strlen(query), asked);

	for (size_t i = 0; i < n_kept; i++)
		for (size_t j = 0; j < n_asked; j++)
			if (kept[i] == asked[j])
				return true;
	return false;
}

/* The word without the letters that begin at i and (if not the same) at j. */
static void leave_out(
	const char *word, size_t letter, size_t i, size_t j, char *out, size_t size)
{
	size_t second = j > i ? j : strlen(word);

	snprintf(out, size, "%.*s%.*s%s", (int)i, word, (int)(second - i - letter),
		word + i + letter, j > i ? word + j + letter : "");
}

static void assert_suggested(const char *query, const char *word, int most)
{
	int distance = misspelt_distance(query, strlen(query), word, strlen(word));

	if (distance < 1 || distance > most || !suggests(query, word))
		fail_msg("%s (%d) does not suggest %s", query, distance, word);
}

static void every_word_within_its_edits_is_suggested(void **state)
{
	static const char *const words[] = { "tash", "almaty", "bishkek", "tashkent",
		"cooperation", "haydarzoda", "наркотиками", "агентств" };
	char query[200];

	(void)state;
	for (size_t w = 0; w < sizeof(words) / sizeof(words[0]); w++) {
		const char *word = words[w];
		size_t size = strlen(word),
		       letter = (unsigned char)word[0] < 0x80 ? 1 : 2;
		for (size_t i = 0; i < size; i += letter) {
			leave_out(word, letter, i, i, query, sizeof(query));
			assert_suggested(query, word, 1);
			for (size_t j = i + letter; size / letter >= 8 && j < size;
				j += letter) {
				leave_out(word, letter, i, j, query, sizeof(query));
				assert_suggested(query, word, 2);
			}
			snprintf(
				query, sizeof(query), "%.*sxy%s", (int)i, word, word + i);
			if (size / letter >= 8)
				assert_suggested(query, word, 2);
		}
	}
	assert_int_equal(misspelt_distance("haydarzodda", 11, "haydarzoda", 10), 1);
	assert_int_equal(misspelt_distance("hadyarzodda", 11, "haydarzoda", 10), 2);
	assert_int_equal(misspelt_distance("bishkke", 7, "bishkek", 7), 1);
	assert_int_equal(misspelt_distance("bihskke", 7, "bishkek", 7), -1);
	assert_int_equal(misspelt_distance("os", 2, "osh", 3), -1);
}

static void damaged_bytes_of_a_list_are_refused(void **state)
{
	struct places places = { 0 };

	(void)state;
	assert_fails(posting_unpack(0, "\xff", 1, &places), BIS_EDB, "rebuild");
	assert_fails(posting_unpack(0, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 11,
			     &places),
		BIS_EDB, "rebuild");
	places_finish(&places);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			finds_forms_by_both_folds, base_setup, base_teardown),
		cmocka_unit_test_setup_teardown(
			a_word_is_found_as_it_stands_by_its_stem_and_misspelt, base_setup,
			base_teardown),
		cmocka_unit_test_setup_teardown(
			nothing_is_left_of_what_was_removed, base_setup, base_teardown),
		cmocka_unit_test_setup_teardown(
			what_is_added_and_removed_in_one_write_is_not_there, base_setup,
			base_teardown),
		cmocka_unit_test_setup_teardown(
			a_rollback_leaves_the_index_as_it_was, base_setup, base_teardown),
		cmocka_unit_test_setup_teardown(
			many_forms_fill_more_than_one_row_and_are_all_there, base_setup,
			base_teardown),
		cmocka_unit_test_setup_teardown(
			every_damage_is_seen, base_setup, base_teardown),
		cmocka_unit_test(every_word_within_its_edits_is_suggested),
		cmocka_unit_test(damaged_bytes_of_a_list_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
