/* SPDX-License-Identifier: Apache-2.0
 *
 * Romanisation: the engine on small tables made here, and the examples every table that
 * ships carries.
 */
#include "config.h"
#include "tests/test.h"

#include <pthread.h>

#include "src/base/buf.h"
#include "termbase/romanise.h"

#define HEAD                                                            \
	"# id\tx\n# name\tX\n# source\tmade for tests\n# kind\tusage\n" \
	"# from\tru\n# to\tru-Latn\n# rank\t1\n"

enum { MOST = 256, UNITS = 5000 };

static struct systems *tables(const char *rows)
{
	struct systems *s = NULL;

	assert_ok(systems_empty(&s));
	assert_ok(systems_add(s, "x.tsv", rows, strlen(rows)));
	return s;
}

static void assert_renders(const struct system *s, const char *text, const char *expected)
{
	cleanup(buf_free) struct buf out = BUF_INIT;

	assert_non_null(s);
	assert_ok(system_render(s, text, strlen(text), &out));
	if (strcmp(buf_str(&out), expected) != 0)
		fail_msg("%s: %s gives %s, not %s", s->id, text, buf_str(&out), expected);
}

/* One system of these rows. */
static void assert_rows(const char *rows, const char *text, const char *expected)
{
	cleanup(systems_closep) struct systems *s = tables(rows);

	assert_renders(systems_find(s, "x"), text, expected);
}

static void renders_the_examples_of_every_table(void **state)
{
	cleanup(systems_closep) struct systems *s = NULL;

	(void)state;
	assert_ok(systems_open(&s));
	assert_true(systems_count(s) > 40);
	for (size_t i = 0; i < systems_count(s); i++) {
		const struct system *at = systems_at(s, i);
		for (size_t k = 0; k < at->n_examples; k++) {
			const struct system_example *e = &at->examples[k];
			assert_renders(
				at, e->input, e->ours == NULL ? e->expected : e->ours);
		}
	}
}

static void every_table_has_eight_examples_of_its_own(void **state)
{
	cleanup(systems_closep) struct systems *s = NULL;

	(void)state;
	assert_ok(systems_open(&s));
	for (size_t i = 0; i < systems_count(s); i++) {
		const struct system *at = systems_at(s, i);
		size_t own = 0;
		for (size_t k = 0; k < at->n_examples; k++)
			own += at->examples[k].ours == NULL;
		if (own < 8)
			fail_msg("%s has %zu examples", at->id, own);
	}
}

static void what_differs_does_differ(void **state)
{
	cleanup(systems_closep) struct systems *s = NULL;

	(void)state;
	assert_ok(systems_open(&s));
	for (size_t i = 0; i < systems_count(s); i++) {
		const struct system *at = systems_at(s, i);
		for (size_t k = 0; k < at->n_examples; k++)
			if (at->examples[k].ours != NULL)
				assert_string_not_equal(
					at->examples[k].ours, at->examples[k].expected);
	}
}

static void finds_systems_by_id_in_order(void **state)
{
	cleanup(systems_closep) struct systems *s = NULL;

	(void)state;
	assert_ok(systems_open(&s));
	for (size_t i = 1; i < systems_count(s); i++)
		assert_true(strcmp(systems_at(s, i - 1)->id, systems_at(s, i)->id) < 0);
	assert_ptr_equal(systems_find(s, systems_at(s, 3)->id), systems_at(s, 3));
	assert_null(systems_find(s, "bgn-ru"));
	assert_null(systems_at(s, systems_count(s)));
	assert_string_equal(systems_find(s, "bgn-ru-1947")->from_script, "Cyrl");
	assert_string_equal(systems_find(s, "press-en-ru")->to_script, "Latn");
}

static void the_longest_row_wins_then_the_one_with_more_conditions(void **state)
{
	const char *rows = HEAD "а\t\t\ta\nаб\t\t\tX\n"
				"г\t\t\tg\nг\t\tа\t1\nг\tа\tа\t2\nг\t\tа|о\t3\n";

	(void)state;
	assert_rows(rows, "а аб", "a X");
	assert_rows(rows, "г га ага го", "g 1a a2a 3о");
}

static void conditions_are_written_in_the_order_of_the_text(void **state)
{
	const char *rows = HEAD "# class\tC\tб в г\n"
				"а\t\t\ta\nб\t\t\tb\nв\t\t\tv\nг\t\t\tg\n"
				"а\t^[C]\t\t1\n"
				"а\tбв\t\t2\n"
				"а\t\t[C]$\t3\n"
				"а\t\t![C]а\t4\n";

	(void)state;
	assert_rows(rows, "ба", "b1");
	assert_rows(rows, "бва", "bv2");
	assert_rows(rows, "вба", "vba");
	assert_rows(rows, "аб", "3b");
	assert_rows(rows, "ааа", "4aa");
}

static void negated_conditions_hold_at_edges(void **state)
{
	const char *rows = HEAD "# class\tV\tа о\n"
				"а\t\t\ta\nо\t\t\to\nн\t\t\tn\n"
				"н\t![V]\t\t1\n"
				"о\t!^\t!$\t2\n";

	(void)state;
	assert_rows(rows, "на ан ноа он", "1a an 12a on");
}

static void hyphens_end_a_word_and_apostrophes_do_not(void **state)
{
	const char *rows = HEAD "е\t\t\te\nе\t^\t\tye\nн\t\t\tn\n'\t\t\t-\n";

	(void)state;
	assert_rows(rows, "ен-ен, н’ен (ен)", "yen-yen, nen (yen)");
	assert_rows(rows, "’ен'", "yen");
}

static void takes_the_case_of_the_text(void **state)
{
	const char *rows = HEAD "щ\t\t\tshch\nу\t\t\tu\nё\t\t\tyo\nь\t\t\t-\nц\t\t\tt͡s\n"
				"х\t\t\tkh | h\nкс\t\t\tx | ks\n";

	(void)state;
	assert_rows(rows, "Щу щу ЩУ УЩ Щ", "Shchu shchu SHCHU USHCH Shch");
	assert_rows(rows, "Щ-У УЩ-щ", "Shch-U USHCH-shch");
	assert_rows(rows, "Ьщ ЬЩ", "Shch SHCH");
	assert_rows(rows, "Ь щ", " shch");
	assert_rows(rows, "Цу ЦУ", "T͡Su T͡SU");
	assert_rows(rows, "Ксу КСУ Кс", "Xu XU X");
	assert_rows(rows, "уЩу", "uShchu");
}

static void a_table_can_have_capitals_of_its_own(void **state)
{
	const char *rows = HEAD "# capital\ti\tİ\nи\t\t\ti\nг\t\t\tg\n";

	(void)state;
	assert_rows(rows, "Иг ИГ иг", "İg İG ig");
}

static void words_can_begin_with_capitals_where_the_script_has_none(void **state)
{
	const char *rows =
		HEAD "# capitals\twords\nम\t\t\tm\nा\t\t\ta\nअ\t\t\ta\n़\t\t\t-\n";

	(void)state;
	assert_rows(rows, "मा अम-म", "Ma Am-M");
	assert_rows(rows, "(मा)", "(Ma)");
}

static void composed_and_decomposed_text_are_one(void **state)
{
	const char *rows = HEAD "и\t\t\ti\nй\t\t\ty\nо\t\t\to\xcc\x88\n";

	(void)state;
	assert_rows(rows, "\xd0\xb8\xcc\x86\xd0\xb9", "yy");
	assert_rows(rows, "о", "ö");
}

static void leaves_what_no_row_has(void **state)
{
	const char *rows = HEAD "а\t\t\ta\n";

	(void)state;
	assert_rows(rows, "а1 Жа, 𐍈 马!", "a1 Жa, 𐍈 马!");
	assert_rows(rows, "", "");
}

static void apostrophes_of_all_shapes_are_one(void **state)
{
	const char *rows = HEAD "oʻ\t\t\tў\no\t\t\tо\n’\t\t\tъ\n";

	(void)state;
	assert_rows(rows, "oʻ o' o‘ o’ o` oʼ", "ў ў ў ў ў ў");
	assert_rows(rows, "oʻ'o", "ўъо");
}

struct found {
	char *texts[MOST];
	size_t n;
	size_t stop_at;
};

static int take(void *ctx, const char *text, size_t size)
{
	struct found *f = ctx;

	assert_true(f->n < MOST);
	assert_int_equal(strlen(text), size);
	f->texts[f->n++] = strdup(text);
	return f->n == f->stop_at ? 7 : 0;
}

static void forget(struct found *f)
{
	for (size_t i = 0; i < f->n; i++)
		free(f->texts[i]);
	f->n = 0;
}

static bool has(const struct found *f, const char *text)
{
	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->texts[i], text) == 0)
			return true;
	return false;
}

static void assert_each_once(const struct found *f)
{
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(f->texts[i], f->texts[k]);
}

static void gives_all_spellings_likely_ones_first(void **state)
{
	const char *rows = HEAD "х\t\t\tkh | h | x\nа\t\t\ta\nй\t\t\ty | i\n";
	cleanup(systems_closep) struct systems *s = tables(rows);
	const struct system *x = systems_find(s, "x");
	cleanup(forget) struct found all = { 0 };

	(void)state;
	assert_ok(system_render_all(x, "Хай", strlen("Хай"), 100, take, &all));
	assert_int_equal(all.n, 6);
	assert_string_equal(all.texts[0], "Khay");
	assert_true(has(&all, "Xai"));
	assert_each_once(&all);
}

static void spells_a_letter_alike_throughout_before_it_mixes(void **state)
{
	const char *rows = HEAD "х\t\t\tkh | h\nа\t\t\ta\n";
	cleanup(systems_closep) struct systems *s = tables(rows);
	cleanup(forget) struct found all = { 0 };

	(void)state;
	assert_ok(system_render_all(
		systems_find(s, "x"), "ХАХА", strlen("ХАХА"), 100, take, &all));
	assert_int_equal(all.n, 4);
	assert_string_equal(all.texts[0], "KHAKHA");
	assert_string_equal(all.texts[1], "HAHA");
	assert_true(has(&all, "KHAHA") && has(&all, "HAKHA"));
}

static void gives_no_more_spellings_than_asked_for(void **state)
{
	const char *rows = HEAD "х\t\t\tkh | h | x | ch\nй\t\t\ty | i | j\n";
	const char *text = "хййхйхйхйхйхйхйхйххйхйхйхйхйхйхйхйх";
	cleanup(systems_closep) struct systems *s = tables(rows);
	cleanup(forget) struct found all = { 0 };

	(void)state;
	assert_ok(system_render_all(
		systems_find(s, "x"), text, strlen(text), 200, take, &all));
	assert_int_equal(all.n, 200);
	assert_each_once(&all);
	forget(&all);
	assert_ok(system_render_all(
		systems_find(s, "x"), text, strlen(text), 0, take, &all));
	assert_int_equal(all.n, 0);
}

static void spells_a_very_long_text_but_a_few_times(void **state)
{
	cleanup(systems_closep) struct systems *s =
		tables(HEAD "х\t\t\tkh | h | x | ch\n");
	cleanup(buf_free) struct buf text = BUF_INIT;
	cleanup(forget) struct found all = { 0 };

	(void)state;
	for (int i = 0; i < 200000; i++)
		buf_adds(&text, "х");
	assert_ok(system_render_all(
		systems_find(s, "x"), text.data, text.size, 200, take, &all));
	assert_in_range(all.n, 1, 20);
	assert_int_equal(strlen(all.texts[0]), 400000);
}

static void stops_when_told_to(void **state)
{
	const char *rows = HEAD "х\t\t\tkh | h | x | ch\n";
	cleanup(systems_closep) struct systems *s = tables(rows);
	cleanup(forget) struct found all = { .stop_at = 2 };

	(void)state;
	assert_int_equal(
		system_render_all(systems_find(s, "x"), "х", 2, 10, take, &all), 7);
	assert_int_equal(all.n, 2);
}

static const char *const second = "# id\ty\n# name\tY\n# source\tmade for tests\n"
				  "# kind\tusage\n# from\ttg\n# to\tru-Latn\n# rank\t1\n"
				  "# through\tx\nх\t\t\tkh | h\nа\t\t\ta\n";

static void a_system_can_read_what_another_wrote(void **state)
{
	cleanup(systems_closep) struct systems *s =
		tables(HEAD "ҳ\t\t\tх\nо\t\t\tо | а\n");
	cleanup(forget) struct found all = { 0 };

	(void)state;
	assert_ok(systems_add(s, "y.tsv", second, strlen(second)));
	const struct system *y = systems_find(s, "y");
	assert_ptr_equal(y->through, systems_find(s, "x"));
	assert_renders(y, "Ҳа", "Kha");
	assert_ok(system_render_all(y, "ҳо", strlen("ҳо"), 100, take, &all));
	assert_int_equal(all.n, 4);
	assert_string_equal(all.texts[0], "khо");
	assert_true(has(&all, "ha"));
}

static void refuses_a_chain_without_beginning(void **state)
{
	cleanup(systems_closep) struct systems *s = NULL;
	const char *circle = HEAD "# through\tx\nа\t\t\ta\n";

	(void)state;
	assert_ok(systems_empty(&s));
	assert_fails(systems_add(s, "y.tsv", second, strlen(second)), BIS_EFORMAT,
		"no system x");
	assert_int_equal(systems_count(s), 0);
	systems_close(steal(&s));
	assert_ok(systems_empty(&s));
	assert_fails(
		systems_add(s, "x.tsv", circle, strlen(circle)), BIS_EFORMAT, "circle");
	assert_int_equal(systems_count(s), 0);
}

static void refuses_what_does_not_fit_with_its_line(void **state)
{
	static const struct {
		const char *line, *words;
	} wrong[] = {
		{ "а\t\ta", "x.tsv:8: a row is" },
		{ "а\t\t\ta\tnote\tmore", "x.tsv:8: a row is" },
		{ "\t\t\ta", "x.tsv:8: no source" },
		{ "А\t\t\ta", "x.tsv:8: a capital letter in the source" },
		{ "а\t\t\t", "x.tsv:8: an empty rendering" },
		{ "а\t\t\ta | a", "x.tsv:8: a rendering that was there before" },
		{ "а\t\t\taaaaaaaaaaaaaaaaa", "x.tsv:8: a rendering more than" },
		{ "а\t[V]\t\ta",
			"x.tsv:8: a class that is not defined in the condition" },
		{ "а\t[V\t\ta", "x.tsv:8: [ without ]" },
		{ "а\t$\t\ta", "x.tsv:8: ^ is for left" },
		{ "а\t\t^\ta", "x.tsv:8: ^ is for left" },
		{ "а\tб^\t\ta", "x.tsv:8: an edge of a word that is not outermost" },
		{ "а\t\t$б\ta", "x.tsv:8: an edge of a word that is not outermost" },
		{ "а\tб||в\t\ta", "x.tsv:8: an empty alternative" },
		{ "а\tб|\t\ta", "x.tsv:8: an empty alternative" },
		{ "а\t!\t\ta", "x.tsv:8: ! with nothing" },
		{ "а\t!!б\t\ta", "x.tsv:8: a sign out of place" },
		{ "а\tБ\t\ta", "x.tsv:8: a capital letter in the condition" },
		{ "# remark", "x.tsv:8: a line with #" },
		{ "# id\tz", "x.tsv:8: this was said before" },
		{ "# reader", "x.tsv:8: one value" },
		{ "# reader\tears", "x.tsv: no such reader: ears" },
		{ "# class\tV\tаб", "x.tsv:8: letters of a class" },
		{ "# class\tV\tА", "x.tsv:8: letters of a class" },
		{ "# class\tV\t", "x.tsv:8: a class without letters" },
		{ "# class\tV", "x.tsv:8: a class is" },
		{ "# capitals\tall", "x.tsv:8: \"# capitals\"" },
		{ "# capital\tii\tI", "x.tsv:8: \"# capital\"" },
		{ "# example\tа", "x.tsv:8: an example is" },
		{ "# differs\tа\tb\tc", "x.tsv:8: \"# differs\" has" },
		{ "# differs\tа\tb\t\twhy", "x.tsv:8: an empty field" },
		{ "б\tа|о\t\t1\nб\tа|о\t\t2", "x.tsv:9: two rows have the same" },
		{ "\xd0", "not UTF-8" },
	};

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(wrong); i++) {
		cleanup(systems_closep) struct systems *s = NULL;
		cleanup(buf_free) struct buf text = BUF_INIT;
		buf_addf(&text, HEAD "%s\nя\t\t\tya\n", wrong[i].line);
		assert_ok(systems_empty(&s));
		assert_fails(systems_add(s, "x.tsv", text.data, text.size), BIS_EFORMAT,
			wrong[i].words);
		assert_int_equal(systems_count(s), 0);
	}
}

/* The head with one line of it changed. */
static void assert_head_fails(const char *line, const char *by, const char *words)
{
	cleanup(systems_closep) struct systems *s = NULL;
	cleanup(buf_free) struct buf text = BUF_INIT;
	const char *at = strstr(HEAD, line);

	assert_non_null(at);
	buf_add(&text, HEAD, (size_t)(at - HEAD));
	buf_addf(&text, "%s%sа\t\t\ta\n", by, at + strlen(line));
	assert_ok(systems_empty(&s));
	assert_fails(systems_add(s, "x.tsv", text.data, text.size), BIS_EFORMAT, words);
}

static void refuses_a_head_that_is_not_whole(void **state)
{
	(void)state;
	assert_head_fails("# id\tx\n", "", "no line \"# id\"");
	assert_head_fails("# rank\t1\n", "", "no line \"# rank\"");
	assert_head_fails("# id\tx\n", "# id\tz\n", "not named for its id");
	assert_head_fails("# kind\tusage\n", "# kind\tgood\n", "no kind of system");
	assert_head_fails("# rank\t1\n", "# rank\t1st\n", "the rank is a number");
	assert_head_fails("# rank\t1\n", "# rank\t-1\n", "the rank is a number");
	assert_head_fails("# from\tru\n", "# from\tRussian\n", "no language tag");
	assert_head_fails(
		"# to\tru-Latn\n", "# to\tru_Latn\n", "ru_Latn is to be written ru-Latn");
}

static void refuses_a_table_without_rows_or_twice(void **state)
{
	cleanup(systems_closep) struct systems *s = tables(HEAD "а\t\t\ta\n");
	const char *again = HEAD "а\t\t\tb\n";

	(void)state;
	assert_fails(systems_add(s, "x.tsv", HEAD, strlen(HEAD)), BIS_EFORMAT, "no rows");
	assert_fails(systems_add(s, "x.tsv", again, strlen(again)), BIS_EFORMAT,
		"a second system");
	assert_int_equal(systems_count(s), 1);
	assert_renders(systems_find(s, "x"), "а", "a");
}

static void reads_lines_that_end_as_on_windows(void **state)
{
	cleanup(systems_closep) struct systems *s = NULL;
	const char *text = "## remark\r\n\r\n# id\tx\r\n# name\tX\r\n# source\tS\r\n"
			   "# kind\tusage\r\n# from\tru\r\n# to\ten\r\n# rank\t1\r\n"
			   "х\t\t\tkh | h\tnote\r\nа\t\t\ta";

	(void)state;
	assert_ok(systems_empty(&s));
	assert_ok(systems_add(s, "x.tsv", text, strlen(text)));
	const struct system *x = systems_find(s, "x");
	assert_renders(x, "ха", "kha");
	assert_string_equal(x->rows[0].renderings[1], "h");
	assert_string_equal(x->rows[0].note, "note");
	assert_string_equal(x->rows[1].note, "");
}

static void refuses_text_that_is_not_utf8(void **state)
{
	cleanup(systems_closep) struct systems *s = tables(HEAD "а\t\t\ta\n");
	cleanup(buf_free) struct buf out = BUF_INIT;
	cleanup(forget) struct found all = { 0 };

	(void)state;
	assert_fails(system_render(systems_find(s, "x"), "ab\xff", 3, &out), BIS_EFORMAT,
		"byte 3 of the text is not UTF-8");
	assert_fails(system_render_all(systems_find(s, "x"), "ab\xff", 3, 9, take, &all),
		BIS_EFORMAT, "byte 3 of the text is not UTF-8");
	assert_int_equal(out.size, 0);
}

static void long_texts_stay_within_bounds(void **state)
{
	cleanup(systems_closep) struct systems *s = NULL;
	cleanup(buf_free) struct buf text = BUF_INIT;

	(void)state;
	assert_ok(systems_open(&s));
	for (int i = 0; i < UNITS; i++)
		buf_adds(&text, "ЩЁЪ'Ҳ\xcc\x81й·");
	for (size_t i = 0; i < systems_count(s); i++) {
		const struct system *at = systems_at(s, i);
		cleanup(buf_free) struct buf out = BUF_INIT;
		size_t unit = text.size / UNITS;
		size_t size = unit * (strcmp(at->from_script, "Cyrl") == 0 ? UNITS : 50);
		assert_ok(system_render(at, text.data, size, &out));
		assert_true(out.size <= size * 16);
	}
}

static void says_the_script_of_most_letters(void **state)
{
	static const struct {
		const char *text, *script;
	} cases[] = { { "Ҳайдарзода", "Cyrl" }, { "Haydarzoda", "Latn" },
		{ "习近平", "Hani" }, { "حسن روحانی", "Arab" }, { "राकेश", "Deva" },
		{ "2024, «»", "Zyyy" }, { "", "Zyyy" }, { "Хaн Ким", "Cyrl" },
		{ "\xcc\x81", "Zyyy" }, { "abвгдежз", "Cyrl" } };
	char script[5];

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		script_of(cases[i].text, strlen(cases[i].text), script);
		assert_string_equal(script, cases[i].script);
	}
}

static void *render_often(void *ctx)
{
	const struct systems *s = ctx;
	size_t good = 0;

	for (int i = 0; i < 200; i++) {
		cleanup(buf_free) struct buf out = BUF_INIT;
		const char *text = "Юрий Щербаков";
		const struct system *at = systems_find(s, "icao-9303-ru");
		if (system_render(at, text, strlen(text), &out) == 0)
			good += strcmp(buf_str(&out), "Iurii Shcherbakov") == 0;
	}
	return good == 200 ? ctx : NULL;
}

static void threads_share_the_systems(void **state)
{
	cleanup(systems_closep) struct systems *s = NULL;
	pthread_t threads[4];

	(void)state;
	assert_ok(systems_open(&s));
	for (size_t i = 0; i < N_ELEMENTS(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, render_often, s), 0);
	for (size_t i = 0; i < N_ELEMENTS(threads); i++) {
		void *good = NULL;
		assert_int_equal(pthread_join(threads[i], &good), 0);
		assert_non_null(good);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(renders_the_examples_of_every_table),
		cmocka_unit_test(every_table_has_eight_examples_of_its_own),
		cmocka_unit_test(what_differs_does_differ),
		cmocka_unit_test(finds_systems_by_id_in_order),
		cmocka_unit_test(the_longest_row_wins_then_the_one_with_more_conditions),
		cmocka_unit_test(conditions_are_written_in_the_order_of_the_text),
		cmocka_unit_test(negated_conditions_hold_at_edges),
		cmocka_unit_test(hyphens_end_a_word_and_apostrophes_do_not),
		cmocka_unit_test(takes_the_case_of_the_text),
		cmocka_unit_test(a_table_can_have_capitals_of_its_own),
		cmocka_unit_test(words_can_begin_with_capitals_where_the_script_has_none),
		cmocka_unit_test(composed_and_decomposed_text_are_one),
		cmocka_unit_test(leaves_what_no_row_has),
		cmocka_unit_test(apostrophes_of_all_shapes_are_one),
		cmocka_unit_test(gives_all_spellings_likely_ones_first),
		cmocka_unit_test(spells_a_letter_alike_throughout_before_it_mixes),
		cmocka_unit_test(gives_no_more_spellings_than_asked_for),
		cmocka_unit_test(spells_a_very_long_text_but_a_few_times),
		cmocka_unit_test(stops_when_told_to),
		cmocka_unit_test(a_system_can_read_what_another_wrote),
		cmocka_unit_test(refuses_a_chain_without_beginning),
		cmocka_unit_test(refuses_what_does_not_fit_with_its_line),
		cmocka_unit_test(refuses_a_head_that_is_not_whole),
		cmocka_unit_test(refuses_a_table_without_rows_or_twice),
		cmocka_unit_test(reads_lines_that_end_as_on_windows),
		cmocka_unit_test(refuses_text_that_is_not_utf8),
		cmocka_unit_test(long_texts_stay_within_bounds),
		cmocka_unit_test(says_the_script_of_most_letters),
		cmocka_unit_test(threads_share_the_systems),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
