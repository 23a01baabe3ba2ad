/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/store/base.h"

#include <math.h>

#include "bisotun/memory.h"

/* --- a memory and a question --------------------------------------------------------- */

static char *add_unit(bis_db *db, const struct bis_unit *unit)
{
	char *id;

	assert_ok(bis_unit_add(db, unit, &id));
	return id;
}

/* A unit of en and ru; its id is not wanted. */
static void pair(bis_db *db, const char *en, const char *ru)
{
	const struct bis_variant variants[] = { { .lang = "en", .text = en },
		{ .lang = "ru", .text = ru } };

	free(add_unit(db, &(struct bis_unit){ .variants = variants, .n_variants = 2 }));
}

static void pair_of(
	bis_db *db, const char *en, const char *ru, const char *origin, bool reviewed)
{
	const struct bis_variant variants[] = { { .lang = "en", .text = en },
		{ .lang = "ru", .text = ru } };

	free(add_unit(db, &(struct bis_unit){ .variants = variants,
				  .n_variants = 2,
				  .origin = origin,
				  .reviewed = reviewed }));
}

static const char *const ru[] = { "ru" };
static const struct bis_match_options usual = { .from = "en", .to = ru, .n_to = 1 };

static bis_matches *ask(
	bis_db *db, const struct bis_match_options *options, const char *text)
{
	bis_matches *matches;

	assert_ok(bis_match(db, options, text, &matches));
	return matches;
}

static const struct bis_match *next(bis_matches *matches)
{
	const struct bis_match *m;

	assert_ok(bis_matches_next(matches, &m));
	return m;
}

static size_t n_matches(
	bis_db *db, const struct bis_match_options *options, const char *text)
{
	bis_matches *matches = ask(db, options, text);
	size_t n = 0;

	while (next(matches) != NULL)
		n++;
	bis_matches_close(matches);
	return n;
}

static double score_of(
	bis_db *db, const struct bis_match_options *options, const char *text)
{
	bis_matches *matches = ask(db, options, text);
	const struct bis_match *m = next(matches);
	double score = m == NULL ? 0 : m->score;

	bis_matches_close(matches);
	return score;
}

#define assert_score(value, wanted) \
	assert_int_equal((int)lround((value)*100), (int)lround((wanted)*100))

/* --- exact and fuzzy ------------------------------------------------------------------- */

static void finds_nothing_in_an_empty_memory(void **state)
{
	struct base *b = *state;
	bis_matches *matches = ask(b->db, &usual, "The meeting ended.");

	assert_null(next(matches));
	assert_int_equal(bis_matches_report(matches)->searched, 0);
	assert_true(bis_matches_report(matches)->complete);
	assert_score(bis_matches_report(matches)->floor, 70);
	bis_matches_close(matches);
}

static void finds_the_same_sentence(void **state)
{
	struct base *b = *state;

	pair_of(b->db, "The meeting ended.", "Встреча завершилась.", "press", true);
	bis_matches *matches = ask(b->db, &usual, "The meeting ended.");
	const struct bis_match *m = next(matches);
	assert_non_null(m);
	assert_string_equal(m->source, "The meeting ended.");
	assert_string_equal(m->target, "Встреча завершилась.");
	assert_string_equal(m->source_lang, "en");
	assert_string_equal(m->lang, "ru");
	assert_string_equal(m->kind, "exact");
	assert_string_equal(m->unit, "U1");
	assert_string_equal(m->origin, "press");
	assert_string_equal(m->who, "anna");
	assert_int_equal(strlen(m->date), 10);
	assert_true(m->reviewed);
	assert_score(m->score, 100);
	assert_score(m->net, 100);
	assert_int_equal(m->n_units, 1);
	assert_int_equal(m->n_targets, 1);
	assert_int_equal(m->n_flags, 0);
	assert_null(m->repaired);
	assert_int_equal(m->n_edits, 1);
	assert_string_equal(m->edits[0].what, "equal");
	assert_null(next(matches));
	assert_int_equal(bis_matches_report(matches)->searched, 1);
	bis_matches_close(matches);
}

static void tells_how_a_like_sentence_differs(void **state)
{
	struct base *b = *state;

	pair(b->db, "The délégation visited Tashkent today.", "Делегация…");
	bis_matches *matches =
		ask(b->db, &usual, "The délégation visited Dushanbe today.");
	const struct bis_match *m = next(matches);
	assert_non_null(m);
	assert_string_equal(m->kind, "fuzzy");
	assert_score(m->score, 80.9); /* a word of weight 4 in 21 */
	const struct bis_match_edit *replaced = NULL;
	for (size_t i = 0; i < m->n_edits; i++)
		if (strcmp(m->edits[i].what, "replace") == 0)
			replaced = &m->edits[i];
	assert_non_null(replaced);
	assert_int_equal(replaced->query[0], 23);
	assert_int_equal(replaced->query[1], 31);
	assert_int_equal(replaced->source[0], 23);
	assert_int_equal(replaced->source[1], 31);
	assert_score(replaced->cost, 4);
	bis_matches_close(matches);
}

static void what_differs_in_spaces_only_is_no_exact_match(void **state)
{
	struct base *b = *state;

	pair(b->db, "The meeting  ended.", "Встреча завершилась.");
	assert_score(score_of(b->db, &usual, "The meeting ended."), 99.9);
	assert_score(score_of(b->db, &usual, "The meeting  ended."), 100);
}

/* Nothing but equal texts: those are found without a search. */
static void a_floor_of_100_finds_equal_texts_of_every_form(void **state)
{
	struct base *b = *state;
	struct bis_match_options exact = usual;
	static const char composed[] = "The caf\xc3\xa9 opens.";
	static const char decomposed[] = "The cafe\xcc\x81 opens.";

	exact.min = 100;
	pair(b->db, decomposed, "Кафе открыто.");
	assert_score(score_of(b->db, &exact, composed), 100);
	assert_score(score_of(b->db, &exact, decomposed), 100);
	pair(b->db, composed, "Кафе открывается.");
	assert_int_equal(n_matches(b->db, &exact, composed), 2);
	assert_int_equal(n_matches(b->db, &exact, decomposed), 2);
	assert_int_equal(n_matches(b->db, &exact, "The cafe opens."), 0);
	exact.exhaustive = true;
	assert_int_equal(n_matches(b->db, &exact, composed), 2);
}

static void composed_and_decomposed_are_the_same(void **state)
{
	struct base *b = *state;

	pair(b->db, "Caf\xc3\xa9", "Кафе");
	assert_score(score_of(b->db, &usual, "Cafe\xcc\x81"), 100);
}

static void the_floor_is_one_of_the_score(void **state)
{
	struct base *b = *state;
	struct bis_match_options o = usual;

	pair(b->db, "The delegation visited Tashkent today.", "Делегация…");
	const char *asked = "The delegation visited Dushanbe today.";
	o.min = 80.9;
	assert_int_equal(n_matches(b->db, &o, asked), 1);
	o.min = 81;
	assert_int_equal(n_matches(b->db, &o, asked), 0);
	o.min = 0.1;
	assert_int_equal(n_matches(b->db, &o, asked), 1);
	o.min = -1;
	bis_matches *none;
	assert_fails(bis_match(b->db, &o, asked, &none), BIS_EUSAGE, "least score");
	assert_null(none);
}

static void gives_the_best_only(void **state)
{
	struct base *b = *state;
	struct bis_match_options o = usual;
	char text[100];

	for (int i = 0; i < 30; i++) {
		snprintf(text, sizeof(text), "Session %d of the working group ended", i);
		pair(b->db, text, text);
	}
	assert_int_equal(n_matches(b->db, &o, "Session 3 of the working group ended"), 5);
	o.max = 100;
	assert_int_equal(
		n_matches(b->db, &o, "Session 3 of the working group ended"), 30);
	o.max = 1;
	bis_matches *matches = ask(b->db, &o, "Session 3 of the working group ended");
	assert_score(next(matches)->score, 100);
	assert_null(next(matches));
	bis_matches_close(matches);
}

/* --- units, targets, languages ------------------------------------------------------------- */

static void equal_pairs_are_one_match_with_the_best_unit(void **state)
{
	struct base *b = *state;

	pair_of(b->db, "Good day", "Добрый день", "a", false);
	pair_of(b->db, "Good day", "Добрый день", "b", true);
	pair_of(b->db, "Good day", "Здравствуйте", "c", false);
	bis_matches *matches = ask(b->db, &usual, "Good day");
	const struct bis_match *m = next(matches);
	assert_string_equal(m->target, "Добрый день");
	assert_string_equal(m->origin, "b");
	assert_int_equal(m->n_units, 2);
	assert_int_equal(m->n_targets, 2);
	assert_score(m->net, 99);
	assert_int_equal(m->n_penalties, 1);
	assert_string_equal(m->penalties[0].name, "several");
	m = next(matches);
	assert_string_equal(m->target, "Здравствуйте");
	assert_int_equal(m->n_units, 1);
	assert_int_equal(m->n_targets, 2);
	assert_null(next(matches));
	bis_matches_close(matches);
}

static void each_language_is_ranked_for_itself(void **state)
{
	struct base *b = *state;
	static const char *const wanted[] = { "zh", "ru", "zh_cn", "fr", "ZH" };
	static const struct bis_variant three[] = { { .lang = "en", .text = "Good day" },
		{ .lang = "ru", .text = "Добрый день" },
		{ .lang = "zh", .text = "你好" } };
	struct bis_match_options o = { .from = "en", .to = wanted, .n_to = 5, .max = 1 };

	free(add_unit(b->db, &(struct bis_unit){ .variants = three, .n_variants = 3 }));
	pair(b->db, "Good day!", "Добрый день!");
	bis_matches *matches = ask(b->db, &o, "Good day");
	const struct bis_match *m = next(matches);
	assert_string_equal(m->target, "你好");
	m = next(matches);
	assert_string_equal(m->target, "Добрый день");
	m = next(matches); /* zh-CN is answered by zh, at a penalty */
	assert_string_equal(m->target, "你好");
	assert_string_equal(m->lang, "zh");
	assert_string_equal(m->penalties[0].name, "variant");
	assert_null(next(matches));
	bis_matches_close(matches);
	/* and the other way round */
	o.from = "zh";
	static const char *const en[] = { "en" };
	o.to = en;
	o.n_to = 1;
	assert_score(score_of(b->db, &o, "你好"), 100);
}

static void a_variant_of_the_language_is_found_at_a_penalty(void **state)
{
	struct base *b = *state;
	static const struct bis_variant british[] = { { .lang = "en-GB",
							      .text = "The colour" },
		{ .lang = "ru", .text = "Цвет" } };
	struct bis_match_options o = usual;

	free(add_unit(b->db, &(struct bis_unit){ .variants = british, .n_variants = 2 }));
	o.from = "en-US";
	bis_matches *matches = ask(b->db, &o, "The colour");
	const struct bis_match *m = next(matches);
	assert_score(m->score, 100);
	assert_score(m->net, 98);
	assert_string_equal(m->source_lang, "en-GB");
	bis_matches_close(matches);
	o.from = "fr";
	assert_int_equal(n_matches(b->db, &o, "The colour"), 0);
}

static void what_is_removed_or_undone_is_not_found(void **state)
{
	struct base *b = *state;

	pair(b->db, "Good day", "Добрый день");
	assert_int_equal(n_matches(b->db, &usual, "Good day"), 1);
	assert_ok(bis_unit_remove(b->db, "U1"));
	int64_t event = bis_db_last_event(b->db);
	assert_int_equal(n_matches(b->db, &usual, "Good day"), 0);
	assert_ok(bis_undo(b->db, event, false, NULL, NULL));
	assert_int_equal(n_matches(b->db, &usual, "Good day"), 1);
}

static void an_edited_unit_is_found_as_it_is_now(void **state)
{
	struct base *b = *state;
	char *id;

	pair(b->db, "Good day", "Добрый день");
	assert_int_equal(n_matches(b->db, &usual, "Good day"), 1);
	assert_ok(bis_unit_edit(b->db, "U1",
		&(struct bis_unit_edit){
			.variants = &(struct bis_variant_edit){ .lang = "en",
				.text = "Good evening to you" },
			.n_variants = 1,
			.reviewed = -1 },
		&id));
	assert_int_equal(n_matches(b->db, &usual, "Good day"), 0);
	assert_score(score_of(b->db, &usual, "Good evening to you"), 100);
	free(id);
}

/* --- filters and penalties --------------------------------------------------------------- */

static void filters_come_before_ranking(void **state)
{
	struct base *b = *state;
	struct bis_match_options o = usual;

	for (int i = 0; i < 8; i++) {
		char target[40];
		snprintf(target, sizeof(target), "Добрый день %d", i);
		pair_of(b->db, "Good day", target, "many", false);
	}
	pair_of(b->db, "Good day to all", "Всем добрый день", "one", true);
	o.min = 50;
	o.origin = "one";
	bis_matches *matches = ask(b->db, &o, "Good day");
	const struct bis_match *m = next(matches);
	assert_string_equal(m->target, "Всем добрый день");
	assert_null(next(matches));
	bis_matches_close(matches);
	o.origin = NULL;
	o.status = "reviewed";
	assert_int_equal(n_matches(b->db, &o, "Good day"), 1);
	o.status = "unreviewed";
	assert_int_equal(n_matches(b->db, &o, "Good day"), 5);
	o.status = NULL;
	o.until = "2000-01-01";
	assert_int_equal(n_matches(b->db, &o, "Good day"), 0);
	o.until = NULL;
	o.since = "2000-01-01";
	assert_int_equal(n_matches(b->db, &o, "Good day"), 5);
	bis_matches *none;
	o.since = "2000-13-01";
	assert_fails(bis_match(b->db, &o, "x", &none), BIS_EUSAGE, "no day");
	o.since = NULL;
	o.status = "new";
	assert_fails(bis_match(b->db, &o, "x", &none), BIS_EUSAGE, "reviewed");
}

static void a_table_beside_the_base_counts(void **state)
{
	struct base *b = *state;
	char path[200];

	pair_of(b->db, "Good day", "Добрый день", "web:a", true);
	pair_of(b->db, "Good day", "Здравствуйте", "office", false);
	snprintf(path, sizeof(path), "%s-penalties.tsv", b->path);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs("origin\tweb:*\t12.5\nunreviewed\t\t3\n", file);
	fclose(file);
	bis_matches *matches = ask(b->db, &usual, "Good day");
	const struct bis_match *m = next(matches);
	assert_string_equal(m->origin, "office");
	assert_score(m->net, 97);
	m = next(matches);
	assert_score(m->score, 100);
	assert_score(m->net, 87.5);
	assert_string_equal(m->penalties[0].name, "origin");
	bis_matches_close(matches);
	file = fopen(path, "w");
	fputs("nonsense\n", file);
	fclose(file);
	assert_fails(
		bis_match(b->db, &usual, "Good day", &matches), BIS_EFORMAT, ".tsv:1: ");
}

/* --- context ------------------------------------------------------------------------------ */

static const char *const speech[][2] = { { "Good day", "Добрый день" },
	{ "Thank you", "Спасибо" }, { "Goodbye", "До свидания" } };

static void context_counts_for_exact_matches(void **state)
{
	struct base *b = *state;
	struct bis_match_options o = usual;

	base_import(b->db, "speech", BIS_CONFLICT_MERGE, speech, 3, NULL);
	o.before = "Good day";
	bis_matches *matches = ask(b->db, &o, "Thank you");
	const struct bis_match *m = next(matches);
	assert_score(m->score, 101);
	assert_string_equal(m->kind, "context");
	bis_matches_close(matches);
	o.after = "Goodbye";
	assert_score(score_of(b->db, &o, "Thank you"), 102);
	o.before = "Hello";
	assert_score(score_of(b->db, &o, "Thank you"), 101);
	o.after = "Hello";
	assert_score(score_of(b->db, &o, "Thank you"), 100);
	o.before = "Good day";
	assert_true(score_of(b->db, &o, "Thank you!") < 100);
	o.before = ""; /* nothing stands before it: that alone is no context */
	assert_score(score_of(b->db, &o, "Good day"), 100);
	assert_score(score_of(b->db, &o, "Thank you"), 100);
	o.after = "Thank you";
	assert_score(score_of(b->db, &o, "Good day"), 102);
	o.after = "";
	assert_score(score_of(b->db, &o, "Good day"), 100);
	assert_score(score_of(b->db, &o, "Goodbye"), 100);
	o.before = "Thank you";
	assert_score(score_of(b->db, &o, "Goodbye"), 102);
	o.before = "";
	o.after = "Thank you";
	o.min = 102;
	assert_int_equal(n_matches(b->db, &o, "Good day"), 1);
}

static void a_unit_that_stands_alone_has_no_context(void **state)
{
	struct base *b = *state;
	struct bis_match_options o = usual;

	pair(b->db, "Good day", "Добрый день");
	o.before = o.after = "";
	assert_score(score_of(b->db, &o, "Good day"), 100);
	o.after = NULL;
	assert_score(score_of(b->db, &o, "Good day"), 100);
}

static void the_same_id_is_full_context(void **state)
{
	struct base *b = *state;
	struct bis_match_options o = usual;
	static const struct bis_variant variants[] = { { .lang = "en", .text = "OK" },
		{ .lang = "ru", .text = "Да" } };

	pair(b->db, "OK", "Ладно");
	free(add_unit(b->db,
		&(struct bis_unit){
			.variants = variants, .n_variants = 2, .tuid = "button.ok" }));
	o.id = "button.ok";
	bis_matches *matches = ask(b->db, &o, "OK");
	const struct bis_match *m = next(matches);
	assert_score(m->score, 102);
	assert_string_equal(m->target, "Да");
	assert_score(next(matches)->score, 100);
	bis_matches_close(matches);
}

/* --- codes -------------------------------------------------------------------------------- */

static void coded(bis_db *db, const char *markup, const char *text)
{
	const struct bis_variant variants[] = {
		{ .lang = "en", .text = text, .markup = markup },
		{ .lang = "ru", .text = "Нажмите сюда" }
	};

	free(add_unit(db, &(struct bis_unit){ .variants = variants, .n_variants = 2 }));
}

static void codes_count(void **state)
{
	struct base *b = *state;
	struct bis_match_options o = usual;

	coded(b->db,
		"Press <bpt i=\"1\">&lt;b&gt;</bpt>here<ept i=\"1\">&lt;/b&gt;</ept>",
		"Press here");
	o.markup = true;
	o.min = 40;
	/* other ids are the same codes */
	assert_score(score_of(b->db, &o,
			     "Press <bpt i=\"7\">&lt;b&gt;</bpt>here"
			     "<ept i=\"7\">&lt;/b&gt;</ept>"),
		100);
	/* one other code: 1 in a weight of 8 */
	assert_score(score_of(b->db, &o,
			     "Press <bpt i=\"7\">&lt;i&gt;</bpt>here"
			     "<ept i=\"7\">&lt;/b&gt;</ept>"),
		87.5);
	/* none of two */
	assert_score(score_of(b->db, &o, "Press here"), 75);
	o.markup = false;
	assert_score(score_of(b->db, &o, "Press here"), 75);
	/* one behind another word: a quarter */
	o.markup = true;
	bis_matches *matches = ask(b->db, &o,
		"<bpt i=\"1\">&lt;b&gt;</bpt>Press here<ept i=\"1\">&lt;/b&gt;</ept>");
	const struct bis_match *m = next(matches);
	assert_score(m->score, 96.8);
	assert_string_equal(m->source, "Press here");
	assert_non_null(strstr(m->source_markup, "<bpt i=\"1\">"));
	const struct bis_match_edit *last = &m->edits[m->n_edits - 1];
	assert_string_equal(last->what, "code");
	assert_int_equal(last->query[0], 0);
	assert_int_equal(last->source[0], 6);
	assert_score(last->cost, 0.25);
	bis_matches_close(matches);
	assert_fails(bis_match(b->db, &o, "Press <b", &matches), BIS_EFORMAT, "segment");
}

static size_t n_code_edits(const struct bis_match *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n_edits; i++)
		n += strcmp(m->edits[i].what, "code") == 0;
	return n;
}

/* The score of `asked` where the memory has what coded() put there, and how many of the
 * edits are codes; the last of them is copied to *last. */
static double ask_coded(
	struct base *b, const char *asked, size_t *n, struct bis_match_edit *last)
{
	struct bis_match_options o = usual;

	o.markup = true;
	o.min = 10;
	o.max = 1;
	bis_matches *matches = ask(b->db, &o, asked);
	const struct bis_match *m = next(matches);
	assert_non_null(m);
	double score = m->score;
	*n = n_code_edits(m);
	if (*n > 0)
		*last = m->edits[m->n_edits - 1];
	bis_matches_close(matches);
	return score;
}

static void codes_stay_in_place_when_words_around_them_change(void **state)
{
	struct base *b = *state;
	struct bis_match_edit last;
	size_t n;

	coded(b->db,
		"Press the <bpt i=\"1\">[</bpt>red<ept i=\"1\">]</ept> button "
		"now<ph>!</ph>",
		"Press the red button now");
	/* the word in the codes is another, longer one: 4 of 20 */
	assert_score(ask_coded(b,
			     "Press the <bpt i=\"1\">[</bpt>yellowish"
			     "<ept i=\"1\">]</ept> button now<ph>!</ph>",
			     &n, &last),
		80);
	assert_int_equal(n, 0);
	/* a word more before them, one less behind: 8 of 20 */
	assert_score(ask_coded(b,
			     "Please press the <bpt i=\"1\">[</bpt>red"
			     "<ept i=\"1\">]</ept> button<ph>!</ph>",
			     &n, &last),
		58.7); /* and the case of one, 0.25 */
	assert_int_equal(n, 0);
	/* words put in where a code stands are on either side of it */
	assert_score(ask_coded(b,
			     "Press the <bpt i=\"1\">[</bpt>big red"
			     "<ept i=\"1\">]</ept> button now<ph>!</ph>",
			     &n, &last),
		83.3);
	assert_int_equal(n, 0);
	/* one moved among replaced words is seen to have moved */
	assert_score(ask_coded(b,
			     "Press the yellow <bpt i=\"1\">[</bpt>"
			     "<ept i=\"1\">]</ept>button now<ph>!</ph>",
			     &n, &last),
		78.7);
	assert_int_equal(n, 1);
	assert_score(last.cost, 0.25);
	assert_int_equal(last.query[0], 17);
	assert_int_equal(last.source[0], 10);
	/* one that is not there: where it would stand */
	assert_score(ask_coded(b,
			     "Press the <bpt i=\"1\">[</bpt>yellow button"
			     "<ept i=\"1\">]</ept> now",
			     &n, &last),
		73.7);
	assert_int_equal(n, 2);
	assert_score(last.cost, 1);
	assert_int_equal(last.query[0], 27);
	assert_int_equal(last.source[0], 24);
}

static void of_equal_texts_the_one_with_the_codes_is_best(void **state)
{
	struct base *b = *state;
	struct bis_match_options o = usual;

	coded(b->db, NULL, "Press here");
	coded(b->db, "Press <ph x=\"1\"/>here", "Press here");
	o.markup = true;
	o.max = 1;
	bis_matches *matches = ask(b->db, &o, "Press <ph x=\"4\"/>here");
	const struct bis_match *m = next(matches);
	assert_score(m->score, 100);
	assert_string_equal(m->unit, "U2");
	assert_int_equal(m->n_units, 2);
	bis_matches_close(matches);
	matches = ask(b->db, &o, "Press here");
	m = next(matches);
	assert_score(m->score, 100);
	assert_string_equal(m->unit, "U1");
	bis_matches_close(matches);
}

/* --- flags and repair ------------------------------------------------------------------------ */

static bool is_flagged(
	bis_db *db, const char *source, const char *query, const char *flag)
{
	struct bis_match_options o = usual;
	bool flagged = false;
	const struct bis_match *m;

	o.min = 10;
	o.max = 1000;
	bis_matches *matches = ask(db, &o, query);
	while ((m = next(matches)) != NULL)
		for (size_t i = 0; i < m->n_flags; i++)
			flagged = flagged || (strcmp(m->source, source) == 0 &&
						     strcmp(m->flags[i], flag) == 0);
	bis_matches_close(matches);
	return flagged;
}

#define LONG "the members of the working group on legal matters of the region who "

static void flags_what_a_high_score_could_hide(void **state)
{
	struct base *b = *state;
	static const char *const cases[][3] = {
		{ LONG "agreed on 14 points", LONG "agreed on 15 points", "number" },
		{ LONG "came on 14 April 2017", LONG "came on 15 April 2017", "date" },
		{ LONG "did agree", LONG "did not agree", "negation" },
		{ LONG "met Karimov", LONG "met Rahmonov", "name" },
	};

	for (size_t i = 0; i < 4; i++)
		pair(b->db, cases[i][0], "…");
	for (size_t i = 0; i < 4; i++) {
		for (size_t k = 0; k < 4; k++)
			assert_int_equal(
				is_flagged(b->db, cases[i][0], cases[i][1], cases[k][2]),
				i == k);
		assert_false(is_flagged(b->db, cases[i][0], cases[i][0], cases[i][2]));
	}
}

static void flags_a_name_the_termbase_has(void **state)
{
	struct base *b = *state;
	static const struct bis_form forms[] = { { .lang = "en",
		.text = "legal matters" } };
	static const char *const source = LONG "agreed with everything that was proposed "
					       "by us",
				 *const query =
					 "the members of the working group on legal "
					 "issues of the region who "
					 "agreed with everything that was proposed by us";

	pair(b->db, source, "…");
	assert_true(score_of(b->db, &usual, query) > 95);
	assert_false(is_flagged(b->db, source, query, "name"));
	assert_ok(bis_term_add(b->db,
		&(struct bis_concept){ .type = "body", .forms = forms, .n_forms = 1 },
		NULL, NULL, NULL));
	assert_true(is_flagged(b->db, source, query, "name"));
}

static void repairs_a_date(void **state)
{
	struct base *b = *state;
	struct bis_match_options o = usual;

	pair(b->db, "The meeting was held on 14 April 2017.",
		"Встреча состоялась 14 апреля 2017 года.");
	const char *query = "The meeting was held on 3 May 2018.";
	bis_matches *matches = ask(b->db, &o, query);
	const struct bis_match *m = next(matches);
	assert_non_null(m->repaired);
	assert_string_equal(m->repaired, "Встреча состоялась 3 мая 2018 года.");
	assert_non_null(m->repairs);
	bis_matches_close(matches);
	o.no_repair = true;
	matches = ask(b->db, &o, query);
	assert_null(next(matches)->repaired);
	bis_matches_close(matches);
}

/* --- the other scores, and what must agree ----------------------------------------------------- */

static void other_scores_look_at_everything(void **state)
{
	struct base *b = *state;
	struct bis_match_options o = usual;

	pair(b->db, "abcdefghij", "…");
	pair(b->db, "something else entirely", "…");
	o.score = BIS_SCORE_CHAR;
	assert_score(score_of(b->db, &o, "abcdefghiX"), 90);
	assert_int_equal(n_matches(b->db, &o, "abcdefghiX"), 1);
	o.score = BIS_SCORE_OMEGAT;
	o.min = 50;
	assert_score(score_of(b->db, &o, "something else entirely"), 100);
	assert_int_equal(n_matches(b->db, &o, "something else now"), 1);
}

static void say(void *ctx, const char *what)
{
	(void)ctx;
	print_error("%s\n", what);
}

static void fill(bis_db *db, int n)
{
	static const char *const words[] = { "meeting", "of", "the", "council", "states",
		"member", "and", "on", "held", "in", "Tashkent", "agreed", "not", "12",
		"region", "security", ",", "joint", "statement", "63rd" };
	unsigned seed = 7;

	for (int i = 0; i < n; i++) {
		char en[400] = "", other[440];
		for (int k = 0; k < 3 + i % 12; k++) {
			seed = seed * 1103515245 + 12345;
			strcat(en, k == 0 ? "" : " ");
			strcat(en, words[seed / 65536 % 20]);
		}
		snprintf(other, sizeof(other), "ru %s %d", en, i % 7);
		pair_of(db, en, other, i % 3 == 0 ? "a" : "b", i % 5 == 0);
	}
}

static void the_index_finds_what_comparing_everything_finds(void **state)
{
	struct base *b = *state;
	struct bis_index_report report;

	fill(b->db, 150);
	assert_ok(bis_index_check(b->db,
		&(struct bis_index_check){ .queries = 80, .seed = 3 }, &report, say,
		NULL));
	assert_int_equal(report.differences, 0);
	assert_int_equal(report.queries, 160);
	assert_true(report.matches > 60);
	assert_fails(bis_index_check(b->db, &(struct bis_index_check){ .lang = "fr" },
			     &report, say, NULL),
		BIS_ENOTFOUND, "fr");
}

static void a_damaged_index_is_made_anew(void **state)
{
	struct base *b = *state;
	char path[200];

	fill(b->db, 50);
	pair(b->db, "Good day", "Добрый день");
	assert_ok(bis_db_rebuild(b->db));
	bis_db_close(b->db);
	snprintf(path, sizeof(path), "%s-index", b->path);
	FILE *file = fopen(path, "r+");
	if (file != NULL) {
		fseek(file, 0, SEEK_END);
		long size = ftell(file);
		for (long at = 4096; at < size; at += 100) {
			fseek(file, at, SEEK_SET);
			fputc(0x5a, file);
		}
		fclose(file);
	}
	b->db = base_open(b, true);
	assert_score(score_of(b->db, &usual, "Good day"), 100);
}

static void refuses_what_is_no_question(void **state)
{
	struct base *b = *state;
	struct bis_match_options o = usual;
	bis_matches *none;

	assert_fails(bis_match(b->db, &o, "\xff", &none), BIS_EFORMAT, "byte 1");
	o.n_to = 0;
	assert_fails(bis_match(b->db, &o, "x", &none), BIS_EUSAGE, "wanted");
	o = usual;
	o.from = NULL;
	assert_fails(bis_match(b->db, &o, "x", &none), BIS_EUSAGE, "language");
	o.from = "no tag of any kind";
	assert_fails(bis_match(b->db, &o, "x", &none), BIS_EUSAGE, "");
	assert_null(none);
}

/* --- analysis ----------------------------------------------------------------------------------- */

static void analyses_files(void **state)
{
	struct base *b = *state;
	bis_analyser *a;

	base_import(b->db, "speech", BIS_CONFLICT_MERGE, speech, 3, NULL);
	assert_ok(bis_analyser_open(
		b->db, &(struct bis_match_options){ .from = "en" }, &a));
	assert_fails(bis_analyser_segment(a, "x"), BIS_EUSAGE, "no file");
	assert_ok(bis_analyser_file(a, "a.txt"));
	assert_ok(bis_analyser_segment(a, "Thank you"));      /* 100 */
	assert_ok(bis_analyser_segment(a, "Goodbye"));        /* in context */
	assert_ok(bis_analyser_segment(a, "A new sentence")); /* new */
	assert_ok(bis_analyser_file(a, "b.txt"));
	assert_ok(bis_analyser_segment(a, "A new sentence"));     /* repetition */
	assert_ok(bis_analyser_segment(a, "Thank you all 你好")); /* fuzzy */
	assert_ok(bis_analyser_file(a, "c.txt"));
	assert_ok(bis_analyser_segment(a, "Good day")); /* 100: first in both */
	assert_int_equal(bis_analyser_n(a), 4);
	assert_int_equal(bis_analyser_at(a, 2)->bands[0].segments, 0);
	assert_int_equal(bis_analyser_at(a, 2)->bands[2].segments, 1);
	const struct bis_analysis *one = bis_analyser_at(a, 0),
				  *two = bis_analyser_at(a, 1),
				  *sum = bis_analyser_at(a, 3);
	assert_string_equal(one->file, "a.txt");
	assert_string_equal(two->file, "b.txt");
	assert_string_equal(sum->file, "");
	assert_string_equal(one->bands[0].name, "context");
	assert_int_equal(one->bands[0].segments, 1);
	assert_int_equal(one->bands[2].segments, 1);
	assert_int_equal(one->bands[2].words, 2);
	assert_int_equal(one->bands[2].characters, 8);
	assert_int_equal(one->bands[7].segments, 1);
	assert_int_equal(two->bands[1].segments, 1);
	assert_int_equal(two->bands[1].words, 3);
	assert_int_equal(two->bands[6].segments, 1);
	assert_int_equal(two->words, 3 + 5);
	assert_int_equal(sum->segments, 6);
	assert_int_equal(sum->words, one->words + two->words + 2);
	assert_null(bis_analyser_at(a, 4));
	bis_analyser_close(a);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, base_setup, base_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(finds_nothing_in_an_empty_memory),
		TEST(finds_the_same_sentence),
		TEST(tells_how_a_like_sentence_differs),
		TEST(what_differs_in_spaces_only_is_no_exact_match),
		TEST(composed_and_decomposed_are_the_same),
		TEST(a_floor_of_100_finds_equal_texts_of_every_form),
		TEST(the_floor_is_one_of_the_score),
		TEST(gives_the_best_only),
		TEST(equal_pairs_are_one_match_with_the_best_unit),
		TEST(each_language_is_ranked_for_itself),
		TEST(a_variant_of_the_language_is_found_at_a_penalty),
		TEST(what_is_removed_or_undone_is_not_found),
		TEST(an_edited_unit_is_found_as_it_is_now),
		TEST(filters_come_before_ranking),
		TEST(a_table_beside_the_base_counts),
		TEST(context_counts_for_exact_matches),
		TEST(a_unit_that_stands_alone_has_no_context),
		TEST(the_same_id_is_full_context),
		TEST(codes_count),
		TEST(codes_stay_in_place_when_words_around_them_change),
		TEST(of_equal_texts_the_one_with_the_codes_is_best),
		TEST(flags_what_a_high_score_could_hide),
		TEST(flags_a_name_the_termbase_has),
		TEST(repairs_a_date),
		TEST(other_scores_look_at_everything),
		TEST(the_index_finds_what_comparing_everything_finds),
		TEST(a_damaged_index_is_made_anew),
		TEST(refuses_what_is_no_question),
		TEST(analyses_files),
	};

	return cmocka_run_group_tests_name("match", tests, NULL, NULL);
}
