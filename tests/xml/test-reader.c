/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "src/base/buf.h"
#include "src/xml/markup.h"
#include "src/xml/reader.h"

/* What a reading came to: events as canonical markup, warnings and damage as lines. */
struct seen {
	struct buf markup, warnings;
	size_t n_text, n_pieces, largest, n_starts;
	long line;           /* of the last start */
	uint64_t since;      /* of the last <unit> */
	struct buf damaged;  /* "line what\n" at the end of each damaged <unit> */
	const char *stop_at; /* a start of this name ends the reading … */
	int stop_with;       /* … with this */
	bool keep_text;
};

static struct seen seen_new(void)
{
	return (struct seen){ .keep_text = true };
}

static void seen_free(struct seen *s)
{
	buf_free(&s->markup);
	buf_free(&s->warnings);
	buf_free(&s->damaged);
}

static int on_start(void *ctx, struct xml_reader *r, const struct xml_element *e)
{
	struct seen *s = ctx;

	s->n_starts++;
	s->line = e->line;
	if (strcmp(e->name, "unit") == 0)
		s->since = xml_position(r);
	if (s->stop_at != NULL && strcmp(e->name, s->stop_at) == 0) {
		if (s->stop_with < 0)
			bis_error_message();
		return s->stop_with;
	}
	cleanup(buf_free) struct buf attrs = BUF_INIT;
	for (size_t i = 0; i < e->n_namespaces; i++)
		markup_attr(&attrs, e->namespaces[i].name, e->namespaces[i].value);
	for (size_t i = 0; i < e->n_attributes; i++) {
		assert_int_equal(strlen(e->attributes[i].value), e->attributes[i].size);
		if (e->attributes[i].size < 1000)
			markup_attr(
				&attrs, e->attributes[i].name, e->attributes[i].value);
		s->largest = e->attributes[i].size > s->largest ? e->attributes[i].size
								: s->largest;
	}
	if (s->keep_text)
		markup_open(&s->markup, e->name, buf_str(&attrs));
	return 0;
}

static int on_end(void *ctx, struct xml_reader *r, const char *name, const char *local)
{
	struct seen *s = ctx;
	const char *what;

	assert_non_null(strstr(name, local));
	if (s->keep_text)
		markup_close(&s->markup, name, 0);
	if (strcmp(name, "unit") == 0) {
		long line = xml_damage_since(r, s->since, &what);
		if (line > 0)
			buf_addf(&s->damaged, "%ld %s\n", line, what);
	}
	return 0;
}

static int on_text(void *ctx, struct xml_reader *r, const char *text, size_t size)
{
	struct seen *s = ctx;

	(void)r;
	s->n_text += size;
	s->n_pieces++;
	s->largest = size > s->largest ? size : s->largest;
	if (s->keep_text)
		markup_text(&s->markup, text, size);
	return 0;
}

static int on_warning(void *ctx, struct xml_reader *r, long line, const char *message)
{
	struct seen *s = ctx;

	(void)r;
	buf_addf(&s->warnings, "%ld %s\n", line, message);
	return 0;
}

static int read_source(struct source *in, struct seen *s)
{
	const struct xml_handler handler = { .start = on_start,
		.end = on_end,
		.text = on_text,
		.warn = on_warning,
		.ctx = s };

	assert_int_equal(source_next(in), 1);
	buf_clear(&s->markup);
	return xml_read(in, &handler);
}

static int read_bytes(const void *bytes, size_t size, struct seen *s)
{
	cleanup(source_closep) struct source *in = NULL;

	assert_ok(source_open_bytes("memory", bytes, size, &in));
	return read_source(in, s);
}

static int read_text(const char *text, struct seen *s)
{
	return read_bytes(text, strlen(text), s);
}

static int read_data(const char *name, struct seen *s)
{
	cleanup(source_closep) struct source *in = NULL;

	assert_ok(source_open(test_data(name), &in));
	return read_source(in, s);
}

static void tells_all_of_a_document(void **state)
{
	(void)state;
	cleanup(seen_free) struct seen s = seen_new();

	assert_ok(read_data("xml/everything.xml", &s));
	assert_string_equal(buf_str(&s.markup),
		"<book xmlns=\"urn:books\" xmlns:x=\"urn:x\" xml:lang=\"ru\">\n"
		"  <seg x:id=\"1\" note=\"a &lt; b &amp; c&#10;d\" "
		"kind=\"default\">Первый &amp; A</seg>\n"
		"  <seg kind=\"own\">&lt;raw&gt; &amp; &amp;#2;</seg>\n"
		"  <seg kind=\"default\">text été, text été, <hi>marked</hi></seg>\n"
		"  <seg a=\"text été|été\" kind=\"default\"></seg>\n"
		"  \n"
		"</book>");
	assert_string_equal(buf_str(&s.warnings), "");
}

static void entity_text_comes_once_for_each_reference(void **state)
{
	(void)state;
	cleanup(seen_free) struct seen s = seen_new();

	assert_ok(read_text("<!DOCTYPE a [<!ENTITY e 'E<i>&f;</i>'><!ENTITY f 'F'>]>"
			    "<a x='&f;&f;'>&f;1&f;2&e;3&e;4</a>",
		&s));
	assert_string_equal(
		buf_str(&s.markup), "<a x=\"FF\">F1F2E<i>F</i>3E<i>F</i>4</a>");
}

static void reads_every_encoding(void **state)
{
	(void)state;
	static const char *const files[] = { "xml/utf16le-bom.xml", "xml/utf16be.xml",
		"xml/utf8-bom.xml", "xml/undeclared.xml", "xml/ascii.xml" };
	cleanup(seen_free) struct seen s = seen_new();

	for (size_t i = 0; i < N_ELEMENTS(files); i++) {
		assert_ok(read_data(files[i], &s));
		if (strstr(buf_str(&s.markup), "<b>Привет \U0001F600</b>\n</a>") == NULL)
			fail_msg("%s gave %s", files[i], buf_str(&s.markup));
		assert_int_equal(s.line, 3);
	}
	assert_ok(read_data("xml/windows-1254.xml", &s));
	assert_string_equal(buf_str(&s.markup), "<a>\n<b>ışık</b>\n</a>");
	assert_string_equal(buf_str(&s.warnings), "");
}

static void a_lying_declaration_is_overruled_and_reported(void **state)
{
	(void)state;
	cleanup(seen_free) struct seen s = seen_new();

	assert_ok(read_data("xml/says-utf16.xml", &s));
	assert_string_equal(buf_str(&s.markup), "<a>\n<b>Привет \U0001F600</b>\n</a>");
	assert_string_equal(buf_str(&s.warnings),
		"1 declared as utf-16, but is UTF-8; read as that\n");
	buf_clear(&s.warnings);
	assert_ok(read_text("<?xml version='1.0' encoding='klingon-8'?><a/>", &s));
	assert_string_equal(buf_str(&s.warnings),
		"1 the encoding \"klingon-8\" of the declaration "
		"is not known; read as UTF-8\n");
}

static void bytes_that_are_not_utf8_damage_their_place_only(void **state)
{
	(void)state;
	cleanup(seen_free) struct seen s = seen_new();

	assert_ok(read_data("xml/says-utf8.xml", &s));
	assert_string_equal(buf_str(&s.markup), "<a>\n<b>gar\uFFFDon</b>\n</a>");
}

static void damage_belongs_to_the_unit_it_fell_in(void **state)
{
	(void)state;
	cleanup(seen_free) struct seen s = seen_new();

	assert_ok(read_text("<a>\n"
			    "<unit>fine</unit>\n"
			    "<unit>x\x02y</unit>\n"
			    "<unit id='&#1;'>in a value</unit>\n"
			    "<unit>fine</unit>\n"
			    "<unit>a\xe7"
			    "b</unit>\n"
			    "<unit>&nbsp; and &#xFFFF;</unit><unit>fine</unit>\n"
			    "<unit><b c='&unknown;'/></unit>\n"
			    "</a>",
		&s));
	assert_string_equal(buf_str(&s.damaged), "3 U+0002 is not allowed in XML\n"
						 "4 U+0001 is not allowed in XML\n"
						 "6 byte 0xE7 is not UTF-8\n"
						 "7 entity &nbsp; is not declared\n"
						 "8 entity &unknown; is not declared\n");
	assert_non_null(strstr(buf_str(&s.markup), "<unit>\uFFFD and \uFFFD</unit>"));
	assert_non_null(strstr(buf_str(&s.markup), "<b c=\"\uFFFD\">"));
}

static void every_unit_of_a_wholly_broken_file_is_known(void **state)
{
	(void)state;
	cleanup(seen_free) struct seen s = seen_new();
	cleanup(buf_free) struct buf in = BUF_INIT;
	cleanup(buf_free) struct buf expected = BUF_INIT;

	s.keep_text = false;
	buf_adds(&in, "<a>");
	for (int i = 0; i < 20000; i++) {
		buf_addf(&in, "\n<unit>\xff\xfe\xff%s</unit><unit x='1'/>",
			i % 3 ? "\x01" : "");
		buf_addf(&expected, "%d byte 0xFF is not UTF-8\n", i + 2);
	}
	buf_adds(&in, "</a>");
	assert_ok(read_bytes(in.data, in.size, &s));
	assert_string_equal(buf_str(&s.damaged), buf_str(&expected));
}

static void a_lone_surrogate_is_damage(void **state)
{
	(void)state;
	static const char text[] =
		"\xff\xfe<\0u\0n\0i\0t\0>\0\x3d\xd8x\0<\0/\0u\0n\0i\0t\0>";
	cleanup(seen_free) struct seen s = seen_new();

	assert_ok(read_bytes(text, sizeof(text), &s));
	assert_string_equal(buf_str(&s.markup), "<unit>\uFFFDx</unit>");
	assert_memory_equal(buf_str(&s.damaged), "1 byte 0x", 9);
}

static void external_entities_are_damage_and_never_read(void **state)
{
	(void)state;
	cleanup(seen_free) struct seen s = seen_new();

	assert_ok(read_text(
		"<!DOCTYPE a SYSTEM '/etc/hostname' [<!ENTITY x SYSTEM '/etc/passwd'>"
		"<!ENTITY y PUBLIC 'p' 'http://localhost/'>]>"
		"<a><unit>&x;</unit><unit b='&y;'/><unit/></a>",
		&s));
	assert_string_equal(buf_str(&s.markup),
		"<a><unit>\uFFFD</unit><unit b=\"\uFFFD\"></unit><unit></unit></a>");
	assert_string_equal(buf_str(&s.damaged),
		"1 entity &x; is external and not read\n"
		"1 entity &y; is external and not read\n");
}

static void entities_expand_within_bounds(void **state)
{
	(void)state;
	cleanup(seen_free) struct seen s = seen_new();
	cleanup(buf_free) struct buf in = BUF_INIT;

	s.keep_text = false;
	assert_fails(read_data("xml/laughs.xml", &s), BIS_EFORMAT,
		"laughs.xml:13: entities expand to more than 8 MiB");
	assert_true(s.n_text <= XML_MAX_EXPANSION);
	assert_fails(read_data("xml/laughs-in-value.xml", &s), BIS_EFORMAT,
		"laughs-in-value.xml:13: entities expand to more than 8 MiB");
	buf_addf(&in, "<!DOCTYPE a [<!ENTITY e '%0100000d'>]><a>", 0);
	for (int i = 0; i < 1000; i++)
		buf_adds(&in, "&e;");
	assert_fails(read_bytes(in.data, in.size, &s), BIS_EFORMAT, "entities expand");
	assert_fails(
		read_text("<!DOCTYPE a [<!ENTITY e '&f;'><!ENTITY f '&e;'>]><a>&e;</a>",
			&s),
		BIS_EFORMAT, "memory:1: an entity contains itself");
	buf_clear(&in);
	buf_addf(&in, "<!DOCTYPE a [<!ATTLIST b c CDATA '%0100000d'>]><a>", 0);
	for (int i = 0; i < 1000; i++)
		buf_adds(&in, "<b/>");
	assert_fails(read_bytes(in.data, in.size, &s), BIS_EFORMAT,
		"default attributes expand");
}

static void an_unbound_prefix_is_only_a_warning(void **state)
{
	(void)state;
	cleanup(seen_free) struct seen s = seen_new();

	assert_ok(read_text("<a>\n<t:n t:k='1'/><t:n/></a>", &s));
	assert_string_equal(
		buf_str(&s.markup), "<a>\n<t:n t:k=\"1\"></t:n><t:n></t:n></a>");
	assert_string_equal(buf_str(&s.warnings),
		"2 Namespace prefix t for k on n is not defined\n"
		"2 Namespace prefix t on n is not defined\n");
}

struct breach {
	const char *text, *words;
};

static void a_breach_ends_the_reading_with_its_line(void **state)
{
	(void)state;
	static const struct breach breaches[] = {
		{ "", "memory:1: empty file" },
		{ " \n \n", "memory:3: not XML: no element found" },
		{ "PK or so", "memory:1: not XML" },
		{ "<a>\n<b>\n</c></a>", "memory:3: <b> of line 2 is closed by </c>" },
		{ "<a>\n<b>\n", "memory:3: the file ends inside <b> of line 2" },
		{ "<a/>\n\n<b/>", "memory:3: something follows the end of the document" },
		{ "<a>\n\n&#;</a>", "memory:3: malformed character reference" },
		{ "<a>\n<b c='1' c='2'/></a>", "memory:2: Attribute c redefined" },
		{ "<a>\n<b c=1/></a>", "memory:2: AttValue" },
		{ "<a b='x<y'/>",
			"memory:1: Unescaped '<' not allowed in attributes values" },
		{ "<a b='x<!-- -->'/>", "memory:1: Unescaped '<'" },
	};
	cleanup(seen_free) struct seen s = seen_new();

	for (size_t i = 0; i < N_ELEMENTS(breaches); i++)
		assert_fails(
			read_text(breaches[i].text, &s), BIS_EFORMAT, breaches[i].words);
}

static void lines_are_right_past_65535(void **state)
{
	(void)state;
	cleanup(seen_free) struct seen s = seen_new();
	cleanup(buf_free) struct buf in = BUF_INIT;

	s.keep_text = false;
	buf_adds(&in, "<a>");
	for (int i = 0; i < 70000; i++)
		buf_adds(&in, i % 2 ? "\r\n" : "<!--\n-->\r");
	buf_adds(&in, "<b/><unit>\x03</unit></c>");
	assert_fails(read_bytes(in.data, in.size, &s), BIS_EFORMAT,
		"memory:105001: <a> of line 1 is closed by </c>");
	assert_int_equal(s.line, 105001);
	assert_string_equal(buf_str(&s.damaged), "105001 U+0003 is not allowed in XML\n");
}

static void a_handler_can_end_the_reading(void **state)
{
	(void)state;
	cleanup(seen_free) struct seen s = seen_new();

	s.stop_at = "b";
	s.stop_with = 1;
	assert_int_equal(read_text("<a><b/><c/></b>", &s), 0);
	assert_string_equal(buf_str(&s.markup), "<a>");
	s.stop_with = BIS_ECANCELLED;
	assert_int_equal(read_text("<a><b/><c/></b>", &s), BIS_ECANCELLED);
	assert_string_equal(buf_str(&s.markup), "<a>");
}

/* At least `size` bytes of repeated text. */
static void fill(struct buf *b, const char *text, size_t size)
{
	cleanup(buf_free) struct buf block = BUF_INIT;

	while (block.size < 4096)
		buf_adds(&block, text);
	for (size_t goal = b->size + size; b->size < goal;)
		buf_add(b, block.data, block.size);
}

static void long_text_comes_in_pieces(void **state)
{
	(void)state;
	static const struct breach texts[] = { { "<a>", "</a>" },
		{ "<a><![CDATA[", "]]></a>" } };
	static const char *const fills[] = { "x", "ж", "中", "x\n" };

	for (size_t i = 0; i < N_ELEMENTS(texts) * N_ELEMENTS(fills); i++) {
		cleanup(seen_free) struct seen s = seen_new();
		cleanup(buf_free) struct buf in = BUF_INIT;
		s.keep_text = false;
		buf_adds(&in, texts[i % 2].text);
		size_t start = in.size;
		fill(&in, fills[i / 2], (size_t)1 << 20);
		size_t size = in.size - start;
		buf_adds(&in, texts[i % 2].words);
		assert_ok(read_bytes(in.data, in.size, &s));
		assert_int_equal(s.n_text, size);
		assert_true(s.largest <= (size_t)64 << 10);
	}
}

static void sizes_and_depth_are_bounded(void **state)
{
	(void)state;
	cleanup(seen_free) struct seen s = seen_new();
	cleanup(buf_free) struct buf in = BUF_INIT;

	for (int i = 0; i < XML_MAX_DEPTH; i++)
		buf_adds(&in, "<a>");
	size_t legal = in.size;
	for (int i = 0; i < XML_MAX_DEPTH; i++)
		buf_adds(&in, "</a>");
	assert_ok(read_bytes(in.data, in.size, &s));
	buf_truncate(&in, legal);
	buf_adds(&in, "<a>");
	assert_fails(read_bytes(in.data, in.size, &s), BIS_EFORMAT,
		"elements are nested more than 256 deep");
	buf_set(&in, "<a");
	for (int i = 0; i < XML_MAX_ATTRIBUTES; i++)
		buf_addf(&in, " b%d='1'", i);
	legal = in.size;
	buf_adds(&in, "/>");
	assert_ok(read_bytes(in.data, in.size, &s));
	buf_truncate(&in, legal);
	buf_adds(&in, " c='2'/>");
	assert_fails(
		read_bytes(in.data, in.size, &s), BIS_EFORMAT, "too many attributes");
	buf_set(&in, "<a b='");
	fill(&in, "x", XML_MAX_VALUE);
	buf_truncate(&in, XML_MAX_VALUE + 6);
	legal = in.size;
	buf_adds(&in, "'/>");
	assert_ok(read_bytes(in.data, in.size, &s));
	assert_int_equal(s.largest, XML_MAX_VALUE);
	buf_truncate(&in, legal);
	buf_adds(&in, "y'/>");
	assert_fails(read_bytes(in.data, in.size, &s), BIS_EFORMAT, "longer than 10 MiB");
}

static void ever_new_names_do_not_fill_the_memory(void **state)
{
	(void)state;
	cleanup(seen_free) struct seen s = seen_new();
	cleanup(buf_free) struct buf in = BUF_INIT;

	s.keep_text = false;
	buf_adds(&in, "<a>");
	for (int i = 0; in.size < (size_t)8 << 20; i++)
		buf_addf(&in, "<n%02000d/>", i);
	buf_adds(&in, "</a>");
	assert_fails(read_bytes(in.data, in.size, &s), BIS_EFORMAT,
		"memory:1: too many different names");
}

static void a_file_cut_anywhere_is_refused(void **state)
{
	(void)state;
	static const char *const files[] = { "xml/everything.xml", "xml/utf16le-bom.xml",
		"xml/windows-1254.xml", "xml/laughs.xml" };
	static char bytes[4096];

	for (size_t i = 0; i < N_ELEMENTS(files); i++) {
		FILE *file = fopen(test_data(files[i]), "rb");
		assert_non_null(file);
		size_t size = fread(bytes, 1, sizeof(bytes), file);
		fclose(file);
		for (size_t cut = 0; cut + 20 < size; cut++) {
			cleanup(seen_free) struct seen s = seen_new();
			int rc = read_bytes(bytes, cut, &s);
			assert_int_equal(rc, BIS_EFORMAT);
			assert_memory_equal(bis_error_message(), "memory:", 7);
			assert_true(strtol(bis_error_message() + 7, NULL, 10) >= 1);
		}
	}
}

static void peeks_at_a_head_in_any_encoding(void **state)
{
	(void)state;
	static const struct {
		const char *file, *encoding;
	} heads[] = { { "xml/utf16le-bom.xml", "UTF-16LE" },
		{ "xml/utf16be.xml", "UTF-16BE" }, { "xml/utf8-bom.xml", "UTF-8" },
		{ "xml/says-utf16.xml", "UTF-8" } };

	for (size_t i = 0; i < N_ELEMENTS(heads); i++) {
		cleanup(source_closep) struct source *in = NULL;
		cleanup(buf_free) struct buf head = BUF_INIT;
		cleanup(seen_free) struct seen s = seen_new();
		const char *encoding;
		assert_ok(source_open(test_data(heads[i].file), &in));
		assert_int_equal(source_next(in), 1);
		assert_ok(xml_peek(in, &head, &encoding));
		assert_string_equal(encoding, heads[i].encoding);
		assert_memory_equal(buf_str(&head), "<?xml", 5);
		assert_non_null(strstr(buf_str(&head), "<b>Привет \U0001F600</b>"));
		const struct xml_handler handler = { .text = on_text, .ctx = &s };
		assert_ok(xml_read(in, &handler)); /* nothing was taken */
		assert_true(s.n_text > 10);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_all_of_a_document),
		cmocka_unit_test(entity_text_comes_once_for_each_reference),
		cmocka_unit_test(reads_every_encoding),
		cmocka_unit_test(a_lying_declaration_is_overruled_and_reported),
		cmocka_unit_test(bytes_that_are_not_utf8_damage_their_place_only),
		cmocka_unit_test(damage_belongs_to_the_unit_it_fell_in),
		cmocka_unit_test(every_unit_of_a_wholly_broken_file_is_known),
		cmocka_unit_test(a_lone_surrogate_is_damage),
		cmocka_unit_test(external_entities_are_damage_and_never_read),
		cmocka_unit_test(entities_expand_within_bounds),
		cmocka_unit_test(an_unbound_prefix_is_only_a_warning),
		cmocka_unit_test(a_breach_ends_the_reading_with_its_line),
		cmocka_unit_test(lines_are_right_past_65535),
		cmocka_unit_test(a_handler_can_end_the_reading),
		cmocka_unit_test(long_text_comes_in_pieces),
		cmocka_unit_test(sizes_and_depth_are_bounded),
		cmocka_unit_test(ever_new_names_do_not_fill_the_memory),
		cmocka_unit_test(a_file_cut_anywhere_is_refused),
		cmocka_unit_test(peeks_at_a_head_in_any_encoding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
