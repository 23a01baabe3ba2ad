/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tests/store/base.h"

#include "bisotun/memory.h"
#include "src/text/tokens.h"

static const char *const memory[][2] = {
	{ "Open the file.", "Откройте файл." },
	{ "Save the file?", "Сохранить файл?" },
	{ "Files are saved.", "Файлы сохранены." },
	{ "The memory of the file", "Память о файле" },
	{ "The co-operation of 14 April 2017", "Сотрудничество 14 апреля 2017 года" },
	{ "At\u00A0the Café Crème", "В\u00A0кафе" },
	{ "At the cafe creme", "В кафе «Крем»" },
	{ "2017 files, 2018 files", "2017 файлов, 2018 файлов" },
};

static void fill(struct base *b)
{
	base_import(b->db, "a", BIS_CONFLICT_MERGE, memory, 8, NULL);
}

static bis_concordance *search(
	struct base *b, const struct bis_concordance_options *o, const char *text)
{
	bis_concordance *c;

	assert_ok(bis_concordance_open(b->db, o, text, &c));
	return c;
}

static int64_t total(
	struct base *b, const struct bis_concordance_options *o, const char *text)
{
	bis_concordance *c = search(b, o, text);
	int64_t n = bis_concordance_total(c);

	bis_concordance_close(c);
	return n;
}

static int64_t english(struct base *b, const char *text)
{
	return total(b, &(struct bis_concordance_options){ .from = "en" }, text);
}

/* "[file] [file]": the first hit's text with what was found in brackets. */
static const char *marked(
	struct base *b, const struct bis_concordance_options *o, const char *text)
{
	static char shown[512];
	bis_concordance *c = search(b, o, text);
	const struct bis_hit *hit;
	size_t n = 0, points = 0, range = 0;

	assert_int_equal(bis_concordance_next(c, &hit), 1);
	for (const char *at = hit->text; *at != '\0' && n < sizeof(shown) - 4; at++) {
		if (((unsigned char)*at & 0xC0) != 0x80) {
			if (range < hit->n_ranges && points == hit->ranges[range].end) {
				shown[n++] = ']';
				range++;
			}
			if (range < hit->n_ranges && points == hit->ranges[range].begin)
				shown[n++] = '[';
			points++;
		}
		shown[n++] = *at;
	}
	if (range < hit->n_ranges)
		shown[n++] = ']';
	shown[n] = '\0';
	bis_concordance_close(c);
	return shown;
}

static void finds_whole_words_in_any_case(void **state)
{
	struct base *b = *state;

	fill(b);
	assert_int_equal(english(b, "file"), 3);
	assert_int_equal(english(b, "FILE"), 3);
	assert_int_equal(english(b, "fil"), 0);
	assert_int_equal(english(b, "files"), 2);
	assert_int_equal(english(b, "fil*"), 5);
	assert_int_equal(english(b, "the file"), 3);
	assert_int_equal(english(b, "\"the file\""), 3);
	assert_int_equal(english(b, "file the"), 0);
	assert_int_equal(english(b, "nothing of the kind"), 0);
}

static void looks_through_spaces_accents_and_width(void **state)
{
	struct base *b = *state;

	fill(b);
	assert_int_equal(english(b, "at the café"), 2);
	assert_int_equal(english(b, "at\u00A0the cafe creme"), 2);
	assert_int_equal(english(b, "ｆｉｌｅ"), 3);
}

static void takes_dates_apart(void **state)
{
	struct base *b = *state;

	fill(b);
	assert_int_equal(english(b, "14 April"), 1);
	assert_int_equal(english(b, "of 14 April 2017"), 1);
	assert_int_equal(english(b, "April"), 1);
	assert_int_equal(english(b, "2017"), 2);
	assert_int_equal(english(b, "co-operation"), 1);
	assert_int_equal(english(b, "operation of 14"), 1);
	assert_int_equal(english(b, "-"), 1);
	assert_int_equal(english(b, "?"), 1);
}

static void marks_what_it_found(void **state)
{
	struct base *b = *state;
	const struct bis_concordance_options en = { .from = "en" };

	fill(b);
	assert_string_equal(marked(b, &en, "open the"), "[Open the] file.");
	assert_string_equal(marked(b, &en, "FILE"), "Open the [file].");
}

static void marks_every_place_of_it(void **state)
{
	struct base *b = *state;
	const struct bis_concordance_options en = { .from = "en" };

	fill(b);
	assert_string_equal(marked(b, &en, "2018 files"), "2017 files, [2018 files]");
	assert_string_equal(marked(b, &en, "fil* , 2018 f*"), "2017 [files, 2018 files]");
	assert_string_equal(
		marked(b, &(struct bis_concordance_options){ .from = "en", .stem = true },
			"opening the files"),
		"[Open the file].");
}

static void finds_other_forms_of_a_word(void **state)
{
	struct base *b = *state;
	struct bis_concordance_options o = { .from = "en", .stem = true };

	fill(b);
	assert_int_equal(total(b, &o, "file"), 5);
	assert_int_equal(total(b, &o, "file saves"), 0);
	assert_int_equal(total(b, &o, "are saving"), 1);
	o.from = "ru";
	assert_int_equal(total(b, &o, "файлам"), 5);
	/* inside a date words have stems too */
	assert_int_equal(total(b, &o, "апрель"), 1);
}

static void searches_the_side_asked_for(void **state)
{
	struct base *b = *state;
	const char *ru[] = { "ru" }, *zh[] = { "zh" };
	struct bis_concordance_options o = { .from = "en", .to = ru, .n_to = 1 };

	fill(b);
	assert_int_equal(total(b, &o, "файл"), 0);
	assert_int_equal(total(b, &o, "file"), 3);
	o.side = BIS_SIDE_TARGET;
	assert_int_equal(total(b, &o, "файл"), 2);
	assert_int_equal(total(b, &o, "file"), 0);
	o.side = BIS_SIDE_BOTH;
	assert_int_equal(total(b, &o, "файл"), 2);
	assert_int_equal(total(b, &o, "2017"), 2);
	o = (struct bis_concordance_options){ .from = "en", .to = zh, .n_to = 1 };
	assert_int_equal(total(b, &o, "file"), 0);
	assert_int_equal(total(b, NULL, "2017"), 2);
	assert_int_equal(total(b, NULL, "файл"), 2);
}

static void gives_the_targets(void **state)
{
	struct base *b = *state;
	const char *ru[] = { "ru" };
	bis_concordance *c = search(b,
		&(struct bis_concordance_options){ .from = "en", .to = ru, .n_to = 1 },
		"memory");
	const struct bis_hit *hit;

	assert_int_equal(bis_concordance_next(c, &hit), 0);
	bis_concordance_close(c);
	fill(b);
	c = search(b,
		&(struct bis_concordance_options){ .from = "en", .to = ru, .n_to = 1 },
		"memory");
	assert_int_equal(bis_concordance_next(c, &hit), 1);
	assert_string_equal(hit->lang, "en");
	assert_string_equal(hit->unit, "U4");
	assert_string_equal(hit->origin, "a");
	assert_string_equal(hit->date, "");
	assert_int_equal(hit->n_targets, 1);
	assert_string_equal(hit->targets[0].lang, "ru");
	assert_string_equal(hit->targets[0].text, "Память о файле");
	assert_int_equal(bis_concordance_next(c, &hit), 0);
	bis_concordance_close(c);
}

static void sees_what_was_just_changed(void **state)
{
	struct base *b = *state;
	const struct bis_variant variants[] = { { .lang = "en", .text = "A new file" },
		{ .lang = "ru", .text = "Новый файл" } };
	char *id;

	fill(b);
	assert_int_equal(english(b, "new file"), 0);
	assert_ok(bis_unit_add(b->db,
		&(struct bis_unit){
			.origin = "b", .variants = variants, .n_variants = 2 },
		&id));
	assert_int_equal(english(b, "new file"), 1);
	assert_int_equal(english(b, "file"), 4);
	assert_ok(bis_unit_remove(b->db, id));
	assert_int_equal(english(b, "new file"), 0);
	assert_int_equal(english(b, "file"), 3);
	free(id);
}

/* --- order --------------------------------------------------------------------------- */

static void add_dated(struct base *b, const char *text, const char *attrs)
{
	struct intake *i;
	struct document d;
	struct unit u;
	struct put_result result;

	unit_init(&u);
	document_init(&d);
	buf_set(&d.format, "tmx");
	buf_set(&d.version, attrs); /* documents that are equal are one */
	assert_ok(store_begin(b->db, "import"));
	assert_ok(intake_open(b->db,
		&(struct intake_options){ .origin = "dated", .path = "dated" }, &i));
	assert_ok(intake_head(i, &d));
	base_unit(&u, attrs, text, "да");
	assert_ok(store_unit_put(i, &u, &result));
	assert_ok(intake_tail(i, &d));
	intake_close(i);
	assert_ok(store_commit(b->db, "a unit"));
	unit_finish(&u);
	document_finish(&d);
}

static const char *order(
	struct base *b, const struct bis_concordance_options *o, const char *text)
{
	static char units[256];
	bis_concordance *c = search(b, o, text);
	const struct bis_hit *hit;
	size_t n = 0;

	units[0] = '\0';
	while (bis_concordance_next(c, &hit) > 0)
		n += (size_t)snprintf(units + n, sizeof(units) - n, "%s%s",
			n == 0 ? "" : " ", hit->unit);
	bis_concordance_close(c);
	return units;
}

static void gives_the_newest_first(void **state)
{
	struct base *b = *state;
	struct bis_concordance_options o = { .from = "en" };

	add_dated(b, "the old word", " changedate=\"20150101T000000Z\"");
	add_dated(b, "a word without a day", "");
	add_dated(b, "some new word", " changedate=\"20200101T000000Z\"");
	add_dated(b, "another new word", " changedate=\"20200101T000000Z\"");
	assert_string_equal(order(b, &o, "word"), "U3 U4 U1 U2");
	o.max = 2;
	assert_string_equal(order(b, &o, "word"), "U3 U4");
	o.skip = 1;
	assert_string_equal(order(b, &o, "word"), "U4 U1");
	o.skip = 4;
	assert_string_equal(order(b, &o, "word"), "");
	assert_int_equal(total(b, &o, "word"), 4);
	o = (struct bis_concordance_options){ .from = "en", .order = BIS_ORDER_LEFT };
	/* "a", "another new", "old", "some new": nearest word first */
	assert_string_equal(order(b, &o, "word"), "U2 U4 U3 U1");
	o.order = BIS_ORDER_RIGHT;
	assert_string_equal(order(b, &o, "new"), "U3 U4");
	o.regex = true;
	o.order = BIS_ORDER_LEFT;
	assert_string_equal(order(b, &o, "w[a-z]rd"), "U2 U4 U3 U1");
}

static void filters_units(void **state)
{
	struct base *b = *state;
	struct bis_concordance_options o = { .from = "en" };

	fill(b);
	add_dated(b, "the old file", " changedate=\"20150101T000000Z\"");
	add_dated(b, "the new file", " changedate=\"20200101T000000Z\"");
	o.origin = "dated";
	assert_int_equal(total(b, &o, "file"), 2);
	o.since = "2016-01-01";
	assert_int_equal(total(b, &o, "file"), 1);
	o = (struct bis_concordance_options){ .from = "en", .until = "2015-01-01" };
	assert_int_equal(total(b, &o, "file"), 1);
	o = (struct bis_concordance_options){ .from = "en", .origin = "no such" };
	assert_int_equal(total(b, &o, "file"), 0);
	o = (struct bis_concordance_options){ .from = "en", .status = "reviewed" };
	assert_int_equal(total(b, &o, "file") +
				 total(b,
					 &(struct bis_concordance_options){
						 .from = "en", .status = "unreviewed" },
					 "file"),
		5);
}

/* --- what makes no sense -------------------------------------------------------------- */

static void refuses_what_makes_no_sense(void **state)
{
	struct base *b = *state;
	bis_concordance *c;
	struct bis_concordance_options o = { .from = "en" };

	fill(b);
	assert_fails(bis_concordance_open(b->db, &o, " ", &c), BIS_EUSAGE, "no word");
	assert_null(c);
	assert_fails(bis_concordance_open(b->db, &o, "a\xFF", &c), BIS_EFORMAT, "byte 2");
	o.from = "!!";
	assert_fails(bis_concordance_open(b->db, &o, "a", &c), BIS_EUSAGE, "!!");
	o = (struct bis_concordance_options){ .since = "yesterday" };
	assert_fails(bis_concordance_open(b->db, &o, "a", &c), BIS_EUSAGE, "yesterday");
	o = (struct bis_concordance_options){ .status = "good" };
	assert_fails(bis_concordance_open(b->db, &o, "a", &c), BIS_EUSAGE, "good");
	o = (struct bis_concordance_options){ .regex = true };
	assert_fails(bis_concordance_open(b->db, &o, "(", &c), BIS_EUSAGE, "parenthesis");
}

static void finds_by_regular_expressions(void **state)
{
	struct base *b = *state;
	struct bis_concordance_options o = { .from = "en", .regex = true };

	fill(b);
	assert_int_equal(total(b, &o, "[Ff]iles?"), 5);
	assert_int_equal(total(b, &o, "^Files"), 1);
	assert_int_equal(total(b, &o, "файл"), 0);
	assert_string_equal(marked(b, &o, "\\d{4} files"), "[2017 files], [2018 files]");
	o.from = NULL;
	assert_int_equal(total(b, &o, "файл[а-я]*"), 4);
}

/* --- renderings and pieces ------------------------------------------------------------ */

static const char *const taught[][2] = {
	{ "Open the file", "Откройте файл" },
	{ "Close the file", "Закройте файл" },
	{ "Read the file now", "Теперь прочтите файл" },
	{ "The file is here", "Файл здесь" },
	{ "A file of yours", "Ваш файл" },
	{ "Delete this file", "Удалите этот файл" },
	{ "Open the window", "Откройте окно" },
	{ "Close the window", "Закройте окно" },
	{ "Read the letter now", "Теперь прочтите письмо" },
	{ "The letter is here", "Письмо здесь" },
	{ "A letter of yours", "Ваше письмо" },
	{ "Delete this letter", "Удалите это письмо" },
};

static void tells_how_words_were_rendered(void **state)
{
	struct base *b = *state;
	const char *ru[] = { "ru" };
	const struct bis_rendering *renderings;
	const struct bis_hit *hit;

	base_import(b->db, "a", BIS_CONFLICT_MERGE, taught, 12, NULL);
	bis_concordance *c = search(b,
		&(struct bis_concordance_options){
			.from = "en", .to = ru, .n_to = 1, .renderings = true },
		"file");
	assert_int_equal(bis_concordance_renderings(c, &renderings), 1);
	assert_string_equal(renderings[0].text, "файл");
	assert_string_equal(renderings[0].lang, "ru");
	assert_int_equal(renderings[0].n, 6);
	assert_int_equal(bis_concordance_next(c, &hit), 1);
	assert_int_equal(hit->targets[0].n_ranges, 1);
	assert_int_equal(hit->targets[0].ranges[0].begin, 9);
	assert_int_equal(hit->targets[0].ranges[0].end, 13);
	bis_concordance_close(c);
}

/* "5-13 2 U1|…": range, units, newest */
static const char *pieces(struct base *b, const char *text, size_t least)
{
	static char all[512];
	bis_pieces *p;
	const struct bis_piece *piece;
	size_t n = 0;

	all[0] = '\0';
	assert_ok(bis_pieces_open(b->db,
		&(struct bis_concordance_options){ .from = "en" }, text, least, &p));
	while (bis_pieces_next(p, &piece) > 0)
		n += (size_t)snprintf(all + n, sizeof(all) - n, "%s%s:%zu-%zu:%d:%s",
			n == 0 ? "" : "|", piece->text, piece->range.begin,
			piece->range.end, (int)piece->n, piece->example.unit);
	bis_pieces_close(p);
	return all;
}

static void finds_the_longest_pieces(void **state)
{
	struct base *b = *state;

	fill(b);
	assert_string_equal(pieces(b, "You save the file, at the café crème too", 0),
		"save the file:4-17:1:U2|at the café crème:19-36:2:U6");
	assert_string_equal(pieces(b, "You save the file, at the café crème too", 4),
		"at the café crème:19-36:2:U6");
	assert_string_equal(pieces(b, "You save the file, at the café crème too", 2),
		"save the file:4-17:1:U2|at the café crème:19-36:2:U6");
	assert_string_equal(pieces(b, "nothing known", 2), "");
	assert_string_equal(pieces(b, "", 2), "");
	assert_string_equal(pieces(b, "The memory of the file", 3),
		"The memory of the file:0-22:1:U4");
	assert_string_equal(pieces(b, "«the memory of» memory of the", 2),
		"the memory of:1-14:1:U4|memory of the:16-29:1:U4");
}

/* --- the same as a scan ---------------------------------------------------------------- */

enum { SENTENCES = 60, WORDS = 40 };
static const char *const words[2][WORDS] = {
	{ "the", "the", "The", "a", "of", "of", "file", "files", "File", "open", "opens",
		"memory", "14", "April", "2017", "3", "63rd", "-", ",", ".", "(", ")",
		"to", "and", "café", "cafe", "Café", "don't", "A", "state", "State",
		"states", "in", "on", "5", "May", "may", "2018", "who", "x" },
	{ "的", "的", "文", "件", "文件", "打", "开", "打开", "，", "。", "年", "2017",
		"4", "月", "14", "日", "国", "國", "家", "一", "二", "缉", "毒", "署",
		"A", "b", "“", "”", "在", "中", "了", "是", "不", "有", "人", "大", "会",
		"議", "议", "1" },
};

static unsigned next_random(unsigned *state)
{
	*state = *state * 1103515245u + 12345u;
	return *state >> 16;
}

static void make_sentence(unsigned *state, bool chinese, char *out, size_t room)
{
	size_t n = 1 + next_random(state) % 14, at = 0;

	for (size_t i = 0; i < n; i++)
		at += (size_t)snprintf(out + at, room - at, "%s%s",
			words[chinese][next_random(state) % WORDS],
			chinese || i + 1 == n         ? ""
			: next_random(state) % 9 == 0 ? "\u00A0"
						      : " ");
}

/* Folded words between separators. */
static void fold(struct tokeniser *t, const char *text, struct buf *out)
{
	struct tokens tokens = { 0 };
	struct lexeme lexeme = { 0 };

	assert_ok(tokeniser_read(t, text, strlen(text), &tokens));
	buf_clear(out);
	buf_addc(out, '\x1f');
	for (size_t i = 0; i < tokens.n; i++) {
		const struct token *token = &tokens.at[i];
		if (token->kind == TOKEN_DATE)
			continue;
		assert_ok(tokeniser_lexeme(t, text + token->begin,
			token->end - token->begin, (enum token_kind)token->kind,
			&lexeme));
		buf_add(out, buf_str(&lexeme.fold), lexeme.fold.size);
		buf_addc(out, '\x1f');
	}
	tokens_finish(&tokens);
	lexeme_finish(&lexeme);
}

static void check_lang(struct base *b, const char *lang, bool chinese)
{
	static char sentences[SENTENCES][400];
	struct buf folded[SENTENCES] = { 0 }, query = BUF_INIT;
	struct tokeniser *t;
	unsigned state = 7;

	assert_ok(tokeniser_new(lang, &t));
	for (size_t i = 0; i < SENTENCES; i++) {
		struct bis_variant v = { .lang = lang, .text = sentences[i] };
		char *id;
		make_sentence(&state, chinese, sentences[i], sizeof(sentences[i]));
		fold(t, sentences[i], &folded[i]);
		assert_ok(bis_unit_add(b->db,
			&(struct bis_unit){ .variants = &v, .n_variants = 1 }, &id));
		free(id);
	}
	for (size_t q = 0; q < 300; q++) {
		char text[400];
		int64_t wanted = 0;
		make_sentence(&state, chinese, text, sizeof(text));
		char *cut = text;
		for (size_t n = 0; *cut != '\0' && n < (q % 4 + 1) * 4; n++)
			while (((unsigned char)*++cut & 0xC0) == 0x80)
				continue;
		*cut = '\0';
		fold(t, text, &query);
		/* a pair of quotes around it all means nothing */
		if (query.size < 2 || strncmp(text, "“", 3) == 0)
			continue;
		for (size_t i = 0; i < SENTENCES; i++)
			wanted += memmem(buf_str(&folded[i]), folded[i].size,
					  buf_str(&query), query.size) != NULL;
		int64_t found =
			total(b, &(struct bis_concordance_options){ .from = lang }, text);
		if (found != wanted)
			fail_msg("\"%s\": %d, not %d", text, (int)found, (int)wanted);
	}
	for (size_t i = 0; i < SENTENCES; i++)
		buf_free(&folded[i]);
	buf_free(&query);
	tokeniser_free(t);
}

static void finds_what_a_scan_finds(void **state)
{
	check_lang(*state, "en", false);
	check_lang(*state, "zh", true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, base_setup, base_teardown)
		TEST(finds_whole_words_in_any_case),
		TEST(looks_through_spaces_accents_and_width),
		TEST(takes_dates_apart),
		TEST(marks_what_it_found),
		TEST(marks_every_place_of_it),
		TEST(finds_other_forms_of_a_word),
		TEST(searches_the_side_asked_for),
		TEST(gives_the_targets),
		TEST(sees_what_was_just_changed),
		TEST(gives_the_newest_first),
		TEST(filters_units),
		TEST(refuses_what_makes_no_sense),
		TEST(finds_by_regular_expressions),
		TEST(tells_how_words_were_rendered),
		TEST(finds_the_longest_pieces),
		TEST(finds_what_a_scan_finds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
