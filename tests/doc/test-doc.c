/* SPDX-License-Identifier: Apache-2.0
 *
 * Documents of every kind to paragraphs, and what is told of files that are none.
 */
#include "config.h"

#include "src/doc/doc.h"
#include "tests/test.h"

static struct doc doc;

static int forget(void **state)
{
	(void)state;
	doc_finish(&doc);
	return 0;
}

static int read_data(const char *name)
{
	char path[64];

	snprintf(path, sizeof(path), "doc/%s", name);
	return doc_read(test_data(path), NULL, &doc);
}

static int read_string(const char *name, const char *text)
{
	return doc_read_bytes(name, text, strlen(text), &doc);
}

/* The paragraphs, each in its line with '#' before a heading, line ends as '/'. */
static const char *told(void)
{
	static char all[4096];
	size_t size = 0;

	all[0] = '\0';
	for (size_t i = 0; i < doc.n; i++) {
		const struct doc_paragraph *p = &doc.paragraphs[i];
		size += (size_t)snprintf(all + size, sizeof(all) - size, "%s%.*s\n",
			p->heading ? "#" : "", (int)(p->end - p->begin),
			doc.text.data + p->begin);
		for (size_t k = size - (p->end - p->begin) - 1; k + 1 < size; k++)
			all[k] = all[k] == '\n' ? '/' : all[k];
	}
	return all;
}

static void reads_plain_text_as_it_is(void **state)
{
	(void)state;
	assert_ok(read_data("bom.txt"));
	assert_int_equal(doc.type, DOC_TEXT);
	assert_string_equal(doc.encoding, "UTF-8");
	assert_true(doc.as_file);
	assert_int_equal(doc.bom, 3);
	assert_string_equal(told(), "#Headline without a mark\n"
				    "Yury Fedotov 😀 met\u00a0him.\n"
				    "Next line.\n"
				    "Last\n");
}

static void counts_places_as_they_stand_in_the_file(void **state)
{
	struct doc_walk walk = { 0 };

	(void)state;
	assert_ok(read_data("bom.txt"));
	size_t met = (size_t)(strstr(doc.text.data, "met") - doc.text.data);
	struct doc_place place = doc_place(&doc, met, &walk);
	assert_int_equal(place.line, 3);
	assert_int_equal(place.column, 16);
	assert_int_equal(place.byte, met + 3);
	assert_int_equal(place.utf16, 1 + 27 + 13 + 3);
	/* a lone CR ends a line too */
	place = doc_place(&doc, doc.text.size, &walk);
	assert_int_equal(place.line, 5);
	assert_int_equal(place.column, 5);
	/* and back again */
	struct doc_place again = doc_place(&doc, met, &walk);
	assert_int_equal(again.line, 3);
	assert_int_equal(again.column, 16);
}

static void counts_the_same_places_with_a_hint_and_without(void **state)
{
	struct doc_walk walk = { 0 };

	(void)state;
	assert_ok(read_data("letter.odt"));
	for (size_t at = 0; at <= doc.text.size; at++) {
		struct doc_place a = doc_place(&doc, at, &walk);
		struct doc_place b = doc_place(&doc, at, NULL);
		assert_memory_equal(&a, &b, sizeof(a));
	}
}

static void decodes_what_the_first_bytes_say(void **state)
{
	(void)state;
	assert_ok(read_data("utf16.txt"));
	assert_string_equal(doc.encoding, "UTF-16LE");
	assert_false(doc.as_file);
	assert_string_equal(told(), "Юрий Федотов\nв Вене\n");
}

static void finds_a_headline_that_stands_alone(void **state)
{
	(void)state;
	assert_ok(read_string("a.txt", "A headline\nPRESS RELEASE\n\nText.\n"));
	assert_string_equal(told(), "#A headline\n#PRESS RELEASE\nText.\n");
	assert_ok(read_string("a.txt", "A headlin\n\nA headlin\n\nText.\n"));
	assert_string_equal(told(), "#A headlin\n#A headlin\nText.\n");
	assert_ok(read_string("a.txt", "No headline.\n\nText.\n"));
	assert_string_equal(told(), "No headline.\nText.\n");
	assert_ok(read_string("a.txt", "Wrapped text\nthat goes on.\n\nText.\n"));
	assert_string_equal(told(), "Wrapped text\nthat goes on.\nText.\n");
	assert_ok(read_string("a.txt", "Nothing but one line\n"));
	assert_string_equal(told(), "Nothing but one line\n");
}

static void reads_an_empty_text(void **state)
{
	(void)state;
	assert_ok(read_string("a.txt", ""));
	assert_int_equal(doc.n, 0);
	assert_int_equal(doc_place(&doc, 0, NULL).line, 1);
	assert_ok(read_string("a.html", ""));
	assert_int_equal(doc.n, 0);
}

static void refuses_what_is_not_utf8_with_the_place(void **state)
{
	(void)state;
	assert_fails(read_string("a.txt", "good\nb\xE9tise\n"), BIS_EFORMAT,
		"a.txt:2: byte 0xE9 at 6 is not UTF-8");
	assert_fails(doc_read_bytes("a.txt", "go\0od and more of it than that", 30, &doc),
		BIS_EFORMAT, "byte 0 at 2");
	assert_int_equal(doc.text.size, 0);
}

static void reads_html_as_a_browser_shows_it(void **state)
{
	(void)state;
	assert_ok(read_data("page.html"));
	assert_int_equal(doc.type, DOC_HTML);
	assert_string_equal(told(),
		"#Meeting in Vienna\n"
		"#SCO and UNODC\n"
		"Yuri Fedotov met\u00a0Vladimir Norov’s team & others./Second line\n"
		"one\ntwo\nleft\nright\na  b/c\n");
	assert_string_equal(doc.date, "2019-07-10");
	/* the page says ru; what stands there is not Cyrillic, and en is said too */
	assert_string_equal(doc.lang, "en");
}

static void reads_html_in_the_encoding_it_names(void **state)
{
	(void)state;
	assert_ok(read_data("windows-1251.html"));
	assert_string_equal(told(), "Юрий Федотов\n");
	assert_string_equal(doc.lang, "ru");
}

static void takes_a_page_for_html_by_its_beginning_or_its_name(void **state)
{
	(void)state;
	assert_ok(read_string("x", "\n<!-- a --><!DOCTYPE html><p>one<p>two"));
	assert_string_equal(told(), "one\ntwo\n");
	assert_ok(read_string("x.htm", "<div>one</div>two"));
	assert_string_equal(told(), "one\ntwo\n");
	assert_ok(read_string("x.txt", "a < b and <p>"));
	assert_int_equal(doc.type, DOC_TEXT);
}

static void leaves_no_html_reader_in_deep_nesting(void **state)
{
	cleanup(buf_free) struct buf page = BUF_INIT;

	(void)state;
	for (int i = 0; i < 100000; i++)
		buf_adds(&page, "<div>");
	assert_fails(read_string("deep.html", buf_str(&page)), BIS_EFORMAT,
		"deep.html: elements are nested");
}

static void leaves_no_html_reader_in_attributes(void **state)
{
	cleanup(buf_free) struct buf page = BUF_INIT;

	(void)state;
	buf_adds(&page, "<p>a<script>if (a <b) {");
	for (int i = 0; i < 10000; i++)
		buf_adds(&page, " c;");
	buf_adds(&page, "}</script>b<p title=\"");
	for (int i = 0; i < 10000; i++)
		buf_adds(&page, " c");
	buf_adds(&page, "\">c");
	assert_ok(read_string("a.html", buf_str(&page)));
	assert_string_equal(told(), "ab\nc\n");
	buf_adds(&page, "<p");
	for (int i = 0; i < 100000; i++)
		buf_addf(&page, " a%d=\"x\"", i);
	assert_fails(read_string("a.html", buf_str(&page)), BIS_EFORMAT,
		"a.html: an element has thousands of attributes");
}

static void reads_docx_with_changes_accepted(void **state)
{
	(void)state;
	assert_ok(read_data("letter.docx"));
	assert_int_equal(doc.type, DOC_DOCX);
	assert_string_equal(told(),
		"#Press release\n"
		"Yuri Viktorovich Fedotov\tspoke/twice in Vienna\u2011City\n"
		"Before the box and after it\n"
		"In the box\n"
		"First cell\nSecond cell\n"
		"Joined again\n"
		"#A lower heading\n"
		"A note below.\n"
		"SCO Secretariat\n");
	assert_string_equal(doc.lang, "en-GB");
	/* a line is a paragraph */
	size_t cell = (size_t)(strstr(doc.text.data, "cell") - doc.text.data);
	struct doc_place place = doc_place(&doc, cell, NULL);
	assert_int_equal(place.line, 5);
	assert_int_equal(place.column, 7);
	assert_int_equal(place.byte, cell);
}

static void believes_the_language_of_a_docx_where_its_letters_agree(void **state)
{
	(void)state;
	assert_ok(read_data("russian.docx"));
	assert_string_equal(doc.lang, "ru-RU");
	assert_ok(read_data("says-english.docx"));
	assert_string_equal(doc.lang, "");
}

static void reads_odt(void **state)
{
	(void)state;
	assert_ok(read_data("letter.odt"));
	assert_int_equal(doc.type, DOC_ODT);
	assert_string_equal(told(), "#Сообщение\n"
				    "#Встреча в Вене\n"
				    "Юрий  Федотов\tпринял/гостей в среду.\n"
				    "Примечание.\n"
				    "Ячейка\n"
				    "Вокруг рамки\nВ рамке\n"
				    "Секретариат ШОС\n");
	assert_string_equal(doc.lang, "ru-RU");
}

static void says_what_a_file_is_that_is_no_document(void **state)
{
	(void)state;
	assert_fails(read_string("a.pdf", "%PDF-1.7\n"), BIS_EFORMAT, "a.pdf: a PDF");
	assert_fails(read_string("a.rtf", "{\\rtf1"), BIS_EFORMAT, "an RTF document");
	assert_fails(read_data("old.doc"), BIS_EFORMAT, "old.doc: a file of Word 97");
	assert_fails(read_data("locked.docx"), BIS_EFORMAT, "locked with a password");
	assert_fails(read_data("locked.odt"), BIS_EFORMAT, "locked with a password");
	assert_fails(read_data("sheet.ods"), BIS_EFORMAT, "opendocument.spreadsheet");
	assert_fails(read_data("other.zip"), BIS_EFORMAT, "a zip without a document");
	assert_fails(read_data("page-in.docx"), BIS_EFORMAT,
		"page-in.docx/word/document.xml:1: <html> stands where <document> "
		"should");
	assert_fails(read_data("page-in.odt"), BIS_EFORMAT,
		"page-in.odt/content.xml:1: <html> stands where <document-content> "
		"should");
	assert_fails(read_data("no-such-file"), BIS_EIO, "No such file");
}

static void refuses_broken_and_endless_containers(void **state)
{
	(void)state;
	assert_fails(read_data("broken.docx"), BIS_EFORMAT,
		"broken.docx/word/document.xml:2:");
	assert_fails(read_data("bomb.docx"), BIS_EFORMAT, "more than 64 MiB");
	assert_int_equal(doc.n, 0);
}

/* Whatever is cut off, what comes is an answer or a message. */
static void survives_being_cut_at_every_byte(void **state)
{
	static const char *const names[] = { "doc/letter.docx", "doc/letter.odt",
		"doc/page.html", "doc/utf16.txt", "doc/bom.txt" };

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(names); i++) {
		char bytes[8192];
		FILE *file = fopen(test_data(names[i]), "rb");
		assert_non_null(file);
		size_t size = fread(bytes, 1, sizeof(bytes), file);
		fclose(file);
		for (size_t n = 0; n < size; n++) {
			int rc = doc_read_bytes(names[i], bytes, n, &doc);
			assert_true(rc == 0 || rc == BIS_EFORMAT);
			assert_true(rc == 0 || doc.n == 0);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(reads_plain_text_as_it_is, forget),
		cmocka_unit_test_teardown(
			counts_places_as_they_stand_in_the_file, forget),
		cmocka_unit_test_teardown(
			counts_the_same_places_with_a_hint_and_without, forget),
		cmocka_unit_test_teardown(decodes_what_the_first_bytes_say, forget),
		cmocka_unit_test_teardown(finds_a_headline_that_stands_alone, forget),
		cmocka_unit_test_teardown(reads_an_empty_text, forget),
		cmocka_unit_test_teardown(
			refuses_what_is_not_utf8_with_the_place, forget),
		cmocka_unit_test_teardown(reads_html_as_a_browser_shows_it, forget),
		cmocka_unit_test_teardown(reads_html_in_the_encoding_it_names, forget),
		cmocka_unit_test_teardown(
			takes_a_page_for_html_by_its_beginning_or_its_name, forget),
		cmocka_unit_test_teardown(leaves_no_html_reader_in_deep_nesting, forget),
		cmocka_unit_test_teardown(leaves_no_html_reader_in_attributes, forget),
		cmocka_unit_test_teardown(reads_docx_with_changes_accepted, forget),
		cmocka_unit_test_teardown(
			believes_the_language_of_a_docx_where_its_letters_agree, forget),
		cmocka_unit_test_teardown(reads_odt, forget),
		cmocka_unit_test_teardown(
			says_what_a_file_is_that_is_no_document, forget),
		cmocka_unit_test_teardown(refuses_broken_and_endless_containers, forget),
		cmocka_unit_test_teardown(survives_being_cut_at_every_byte, forget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
