/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "tests/tmx/reading.h"

static void read_table(struct reading *r, const char *text)
{
	reading_init(r);
	r->options.status = STATUS_ADMITTED;
	reading_text(r, "table", text);
}

static void columns_are_named_by_tags_or_by_names_of_languages(void **state)
{
	static const struct {
		const char *table, *dumped;
	} cases[] = {
		{ "en\tru\na\tb\n", "  en \n    [a] admitted full" },
		{ "English,Russian\na,b\n", "  ru \n    [b] admitted full" },
		{ "Chinese (Simplified);ENGLISH\na;b\n", "  zh-Hans \n    [a]" },
		{ "uz_Cyrl,zh_CN\na,b\n", "  uz_Cyrl \n    [a]" },
		{ "id,en\n7,a\n", "concept 7 term" },
		{ "No,en,ru\n1,a,b\n", "[No: 1]" },
		{ "en,ru,Colour\na,b,red\n", "[Colour: red]" },
		{ "en,en.kind,ru,ru:status\na,acronym,b,Preferred\n",
			"[a] admitted acronym .. r0 source [] note [] instead [] by  at  "
			"|||\n"
			"  ru \n    [b] preferred" },
		{ "en,en_variants,ru\na,b | c,d\n", "[a] admitted full" },
		{ "en,en_variants,ru\na,b | c,d\n", "[c] lookup variant" },
		{ "en,ru,status,source,valid_from,reliability\na,b,obsolete,S,1999,2\n",
			"[b] obsolete full 1999.. r2 source [S]" },
		{ "en,ru,note,definition,type\na,b,N,D,person\n", "person [] [D] [N]" },
		{ "en,Notes,it,Notes\na,x,b,y\n",
			"[b] admitted full .. r0 source [] note [y]" },
	};

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		struct reading r;
		read_table(&r, cases[i].table);
		assert_holds(&r.dump, cases[i].dumped);
		assert_int_equal(r.lost, 0);
		reading_finish(&r);
	}
}

static void what_names_no_languages_is_no_table(void **state)
{
	static const char *const tables[] = { "a\tb\n", "kde\tkoo moo\n", "note,text\n",
		"source\ttarget\nen\tru\n", "one word\n" };

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(tables); i++) {
		const struct format *f =
			reading_guess("x.tsv", tables[i], strlen(tables[i]));
		if (f == format_named("table") && strchr(tables[i], '\t') != NULL)
			fail_msg("%s", tables[i]);
		struct reading r;
		reading_init(&r);
		assert_fails(reading_run(&r, "x.tsv", tables[i], strlen(tables[i]),
				     format_named("table")),
			BIS_EFORMAT, "x.tsv:1: the first row names no languages");
		reading_finish(&r);
	}
}

static void a_broken_row_costs_that_row(void **state)
{
	struct reading r;

	(void)state;
	read_table(&r, "concept\tlang\ttext\treliability\trelation\ttarget\n"
		       "1\ten\ta\t9\t\t\n"
		       "1\ten\tb\t4\t\t\n"
		       "1\t\t\t\tmarries\t2\n"
		       "1\t\t\t\tholds\t\n"
		       "2\ten\t\t\t\t\n"
		       "1\tru\tc\t\t\t\n");
	assert_int_equal(r.lost, 4);
	assert_int_equal(r.concepts, 2); /* 2 had only the broken row */
	assert_int_equal(r.forms, 2);
	assert_int_equal(r.relations, 0);
	assert_holds(&r.said, "2: reliability: \"9\" is no reliability (1 to 4)\n");
	assert_holds(&r.said, "4: relation: \"marries\" is no relation\n");
	assert_holds(&r.said, "5: a relation without target\n");
	assert_holds(&r.said, "6: a language, but no text\n");
	reading_finish(&r);
}

static void fields_of_a_concept_come_from_any_of_its_rows(void **state)
{
	struct reading r;

	(void)state;
	read_table(&r, "concept\ttype\tsubject\tlang\ttext\n"
		       "1\tbody\t\ten\ta\n1\t\tsea\tru\tb\n1\t\tland\ttg\tc\n");
	assert_int_equal(r.concepts, 1);
	assert_holds(&r.dump, "concept 1 body [sea]");
	assert_holds(&r.said, "4: subject differs from that of the row above");
	reading_finish(&r);
}

static void every_typed_field_comes_back_as_it_was(void **state)
{
	static const char *const odd[] = { "tab\there", "two\nlines", "a\r\nb", " edge ",
		"\"", "\"quoted\"", "a \"b\" c", "#x", ",", "é", "'", "a\\nb" };

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(odd); i++) {
		cleanup(buf_free) struct buf cell = BUF_INIT, table = BUF_INIT;
		struct reading first, again;
		for (const char *c = odd[i]; *c != '\0'; c++)
			buf_addf(&cell, "%s%c", *c == '"' ? "\"" : "", *c);
		const char *c = buf_str(&cell);
		buf_addf(&table,
			"concept,definition,lang,text,note,source,instead\n"
			"1,\"%s\",en,\"%s\",\"%s\",\"%s\",\"%s\"\n",
			c, c, c, c, c);
		reading_init(&first);
		first.to = format_named("table");
		reading_text(&first, "table", buf_str(&table));
		reading_init(&again);
		reading_text(&again, "table", buf_str(&first.written));
		cell.size = 0;
		buf_addf(&cell, "[%s]", odd[i]);
		assert_holds(&first.dump, buf_str(&cell));
		assert_string_equal(buf_str(&first.dump), buf_str(&again.dump));
		reading_finish(&first);
		reading_finish(&again);
	}
}

static void units_go_out_a_column_a_language(void **state)
{
	static const char *const langs[] = { "ru", "zh" };
	struct reading r;

	(void)state;
	reading_init(&r);
	r.to = format_named("table");
	r.writing.source_lang = "en";
	r.writing.langs = langs;
	r.writing.n_langs = 2;
	reading_text(&r, "tmx",
		"<tmx version=\"1.4\"><body><tu tuid=\"7\"><tuv "
		"xml:lang=\"ru\"><seg>б</seg></tuv>"
		"<tuv xml:lang=\"en-GB\"><seg>a<ph/></seg></tuv></tu><tu>"
		"<tuv xml:lang=\"zh-CN\"><seg>丙</seg></tuv></tu></body></tmx>");
	assert_string_equal(buf_str(&r.written), "id\ten\tru\tzh\n7\ta\tб\t\n\t\t\t丙\n");
	assert_string_equal(buf_str(&r.dropped), "inline codes\n");
	reading_finish(&r);
}

static void units_without_languages_to_write_are_refused(void **state)
{
	struct reading r;
	const char *text = "en,ru\na,b\n";

	(void)state;
	reading_init(&r);
	r.options.as_units = true;
	r.to = format_named("table");
	assert_fails(reading_run(&r, "x.csv", text, strlen(text), r.to), BIS_EUSAGE,
		"a column for each language");
	reading_finish(&r);
}

static void bytes_of_another_encoding_are_told_from_damage(void **state)
{
	struct reading r;

	(void)state;
	read_table(&r, "en,de\nroad,Stra\xdf"
		       "e\n"); /* windows-1252 */
	assert_holds(&r.dump, "[Straße]");
	assert_int_equal(r.lost, 0);
	reading_finish(&r);
	read_table(&r,
		"en,ru\nroad,дорога\nway,пу\xffть\nsea,море\n"); /* UTF-8, one bad byte */
	assert_int_equal(r.concepts, 2);
	assert_string_equal(buf_str(&r.said), "3: byte 0xFF is not UTF-8\n");
	reading_finish(&r);
}

static void line_ends_of_all_systems_count_alike(void **state)
{
	struct reading r;

	(void)state;
	read_table(&r, "en,ru\r\na,b\rc,d\n\"e\r\nf\",g\nh\x01,i\n");
	assert_int_equal(r.concepts, 3);
	assert_string_equal(buf_str(&r.said), "6: the character U+0001 is not allowed\n");
	reading_finish(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_are_named_by_tags_or_by_names_of_languages),
		cmocka_unit_test(what_names_no_languages_is_no_table),
		cmocka_unit_test(a_broken_row_costs_that_row),
		cmocka_unit_test(fields_of_a_concept_come_from_any_of_its_rows),
		cmocka_unit_test(every_typed_field_comes_back_as_it_was),
		cmocka_unit_test(units_go_out_a_column_a_language),
		cmocka_unit_test(units_without_languages_to_write_are_refused),
		cmocka_unit_test(bytes_of_another_encoding_are_told_from_damage),
		cmocka_unit_test(line_ends_of_all_systems_count_alike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
