/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "tests/tmx/reading.h"

#include <unistd.h>

#include "src/xml/validate.h"

#define HEADER                                                                       \
	"<header creationtool=\"t\" creationtoolversion=\"1\" segtype=\"sentence\" " \
	"o-tmf=\"t\" "                                                               \
	"adminlang=\"en\" srclang=\"en\" datatype=\"plaintext\"/>"
#define TMX(body) "<tmx version=\"1.4\">" HEADER "<body>" body "</body></tmx>"
#define UNIT(seg)                                           \
	"<tu><tuv xml:lang=\"en\"><seg>" seg "</seg></tuv>" \
	"<tuv xml:lang=\"ru\"><seg>x</seg></tuv></tu>"

/* Reads `text` as TMX and writes it as TMX again. */
static void rewrite(struct reading *r, const char *text, bool strict)
{
	reading_init(r);
	r->to = format_named("tmx");
	r->writing.strict = strict;
	reading_text(r, "tmx", text);
}

static void keeps_white_space_and_line_ends_of_a_segment(void **state)
{
	struct reading r;

	(void)state;
	rewrite(&r, TMX(UNIT("  a&#13;\n\tb  ")), false);
	assert_holds(&r.dump, "[  a\r\n\tb  ]");
	assert_holds(&r.written, "<seg>  a&#13;\n\tb  </seg>");
	assert_int_equal(r.remarks, 0);
	reading_finish(&r);
}

static void puts_props_that_came_late_in_front(void **state)
{
	struct reading r;

	(void)state;
	rewrite(&r,
		TMX("<tu><tuv xml:lang=\"en\"><seg>a</seg><prop type=\"p\">1</prop></tuv>"
		    "<tuv xml:lang=\"ru\"><seg>б</seg></tuv><note>n</note></tu>"),
		false);
	assert_holds(&r.written, "<tu>\n<note>n</note>\n<tuv xml:lang=\"en\">"
				 "<prop type=\"p\">1</prop><seg>a</seg></tuv>");
	assert_int_equal(r.remarks, 2); /* the first, and that there were two */
	reading_finish(&r);
}

static void a_flaw_of_many_units_is_told_once_and_counted(void **state)
{
	cleanup(buf_free) struct buf text = BUF_INIT;
	struct reading r;

	(void)state;
	buf_adds(&text, "<tmx version=\"1.4\">" HEADER "<body>\n");
	for (int i = 0; i < 1000; i++)
		buf_adds(&text, "<tu><tuv xml:lang=\"en\"><seg>a</seg></tuv></tu>\n");
	buf_adds(&text, "</body></tmx>");
	reading_init(&r);
	reading_text(&r, "tmx", buf_str(&text));
	assert_int_equal(r.units, 1000);
	assert_string_equal(buf_str(&r.said),
		"2: the unit is in one language only, en\n"
		"0: units in one language only: 1000 in all\n");
	reading_finish(&r);
}

static void a_lost_unit_is_told_with_its_line_and_the_next_goes_on(void **state)
{
	struct reading r;

	(void)state;
	reading_init(&r);
	reading_text(&r, "tmx", TMX("\n" UNIT("a") "\n" UNIT("b&#11;") "\n" UNIT("c")));
	assert_int_equal(r.units, 2);
	assert_string_equal(buf_str(&r.said), "3: U+000B is not allowed in XML\n");
	assert_holds(&r.dump, "[c]");
	reading_finish(&r);
}

static void a_unit_of_too_many_elements_is_lost_alone(void **state)
{
	cleanup(buf_free) struct buf text = BUF_INIT;
	struct reading r;

	(void)state;
	buf_adds(&text, "<tmx version=\"1.4\">" HEADER "<body><tu tuid=\"big\">");
	for (int i = 0; i < UNIT_MAX_CHILDREN + 10; i++)
		buf_adds(&text, "<prop type=\"p\"/>");
	buf_adds(&text, "<tuv xml:lang=\"en\"><seg>lost</seg></tuv></tu>");
	buf_adds(&text, UNIT("kept") "</body></tmx>");
	reading_init(&r);
	reading_text(&r, "tmx", buf_str(&text));
	assert_int_equal(r.units, 1);
	assert_int_equal(r.lost, 1);
	assert_int_equal(r.props, 0);
	assert_holds(&r.said, "16 MiB or 100000 elements");
	reading_finish(&r);
}

static void a_segment_above_the_bound_is_lost_alone(void **state)
{
	cleanup(buf_free) struct buf text = BUF_INIT;
	struct reading r;

	(void)state;
	buf_adds(&text,
		"<tmx version=\"1.4\">" HEADER "<body><tu><tuv xml:lang=\"en\"><seg>");
	for (size_t i = 0; i < UNIT_MAX_SIZE; i += 16)
		buf_adds(&text, "sixteen letters ");
	buf_adds(&text, "more</seg></tuv></tu>" UNIT("kept") "</body></tmx>");
	reading_init(&r);
	reading_text(&r, "tmx", buf_str(&text));
	assert_int_equal(r.units, 1);
	assert_int_equal(r.lost, 1);
	reading_finish(&r);
}

static void the_header_is_kept_and_filled_up(void **state)
{
	struct reading r;

	(void)state;
	rewrite(&r,
		"<tmx version=\"1.1\"><header srclang=\"DE\" o-encoding=\"x\" odd=\"1\">"
		"<prop type=\"a\">b</prop></header><body/></tmx>",
		false);
	assert_holds(&r.written, "<tmx version=\"1.4\">\n<header srclang=\"DE\" "
				 "o-encoding=\"x\" odd=\"1\" "
				 "creationtool=\"Bisotun\"");
	assert_holds(&r.written,
		" segtype=\"sentence\" o-tmf=\"Bisotun\" adminlang=\"en\" "
		"datatype=\"unknown\"><prop type=\"a\">b</prop></header>");
	reading_finish(&r);
}

static void the_source_language_is_one_that_is_written(void **state)
{
	static const char *const langs[] = { "ru" };
	struct reading r;

	(void)state;
	reading_init(&r);
	r.to = format_named("tmx");
	r.writing.langs = langs;
	r.writing.n_langs = 1;
	reading_text(&r, "tmx", TMX(UNIT("a")));
	assert_holds(&r.written, "srclang=\"*all*\"");
	reading_finish(&r);
	reading_init(&r);
	r.to = format_named("tmx");
	r.writing.source_lang = "ru";
	reading_text(&r, "tmx", TMX(UNIT("a")));
	assert_holds(&r.written, "srclang=\"ru\"");
	reading_finish(&r);
}

static void strictly_only_what_the_dtd_allows_is_written(void **state)
{
	struct reading r;

	(void)state;
	rewrite(&r,
		TMX("<tu odd=\"1\" segtype=\"line\" tuid=\"7\"><odd>x</odd><prop "
		    "odd=\"2\">a<b>c</b>"
		    "</prop><tuv id=\"3\"><seg "
		    "xml:space=\"preserve\">a<g>b<bpt/>c</g><ept/>"
		    "<it pos=\"middle\">d</it><bpt "
		    "i=\"1\"><hi>e</hi><sub>f<sub>g</sub></sub></bpt>"
		    "<ut x=\"1\"/><sub>h</sub></seg><seg>second</seg></tuv></tu><tu/>"),
		true);
	assert_holds(&r.written, "<tu tuid=\"7\">\n<prop "
				 "type=\"x-unknown\">ac</prop><tuv xml:lang=\"und\"><seg>"
				 "ab<it pos=\"begin\"/>c<it pos=\"end\"/><ph>d</ph><bpt "
				 "i=\"1\">e<sub>fg</sub></bpt>"
				 "<ut x=\"1\"/>h</seg></tuv>\n</tu>\n</body>");
	assert_holds(&r.dropped, "tu/@odd\n");
	assert_holds(&r.dropped, "tu/@segtype\n");
	assert_holds(&r.dropped, "tu/odd\n");
	assert_holds(&r.dropped, "prop/@odd\n");
	assert_holds(&r.dropped, "tuv/@id\n");
	assert_holds(&r.dropped, "seg/g\n");
	assert_holds(&r.dropped, "seg/bpt\n");
	assert_holds(&r.dropped, "seg/it\n");
	assert_holds(&r.dropped, "bpt/hi\n");
	assert_holds(&r.dropped, "tuv/seg\n");
	assert_holds(&r.dropped, "tu without tuv\n");
	reading_finish(&r);
}

static void strictly_a_valid_file_loses_nothing(void **state)
{
	cleanup(buf_free) struct buf text = BUF_INIT;
	struct reading plain, strict;

	(void)state;
	reading_load(test_data("formats/tmx/codes.tmx"), &text);
	rewrite(&strict, buf_str(&text), true);
	assert_int_equal(strict.dropped.size, 0);
	reading_init(&plain);
	reading_text(&plain, "tmx", buf_str(&strict.written));
	assert_string_equal(buf_str(&plain.dump), buf_str(&strict.dump));
	reading_finish(&plain);
	reading_finish(&strict);
}

static void on_breach(void *ctx, long line, const char *message)
{
	buf_addf(ctx, "%ld: %s\n", line, message);
}

/* Breaches of our grammar in this TMX, which are added to `said`. */
static long breaches(const struct buf *tmx, struct buf *said)
{
	cleanup(buf_free) struct buf grammar = BUF_INIT;
	char path[] = "/tmp/test-tmx-XXXXXX";
	int file = mkstemp(path);

	assert_true(file >= 0);
	assert_int_equal(write(file, tmx->data, tmx->size), tmx->size);
	close(file);
	reading_load(test_data("../../tmx/schema/tmx14.rng"), &grammar);
	long n = xml_validate(path, grammar.data, grammar.size, on_breach, said);
	unlink(path);
	assert_ok(n);
	return n;
}

static void what_is_written_strictly_fits_our_grammar(void **state)
{
	static const char *const samples[] = { "codes", "old11", "foreign", "unbalanced",
		"damaged", "empty" };

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(samples); i++) {
		cleanup(buf_free) struct buf text = BUF_INIT, said = BUF_INIT;
		char name[64];
		struct reading r;
		snprintf(name, sizeof(name), "formats/tmx/%s.tmx", samples[i]);
		reading_load(test_data(name), &text);
		rewrite(&r, buf_str(&text), true);
		if (breaches(&r.written, &said) != 0)
			fail_msg("%s: %s", samples[i], buf_str(&said));
		reading_finish(&r);
	}
}

static void our_grammar_finds_what_is_not_of_tmx(void **state)
{
	static const char *const broken[] = {
		"<tmx version=\"1.4b\">" HEADER "<body/></tmx>",
		"<tmx version=\"1.4\"><body/></tmx>",
		"<tmx version=\"1.4\"><header srclang=\"en\"/><body/></tmx>",
		TMX("<tu/>"),
		TMX("<tu odd=\"1\"><tuv xml:lang=\"en\"><seg/></tuv></tu>"),
		TMX("<tu><tuv><seg/></tuv></tu>"),
		TMX("<tu><tuv xml:lang=\"en\"/></tu>"),
		TMX("<tu><tuv xml:lang=\"en\"><seg/><prop type=\"p\"/></tuv></tu>"),
		TMX("<tu><prop/><tuv xml:lang=\"en\"><seg/></tuv></tu>"),
		TMX("<tu><tuv xml:lang=\"en\"><seg><g/></seg></tuv></tu>"),
		TMX("<tu><tuv xml:lang=\"en\"><seg><bpt/></seg></tuv></tu>"),
		TMX("<tu><tuv xml:lang=\"en\"><seg><it pos=\"up\"/></seg></tuv></tu>"),
		TMX("<tu><tuv xml:lang=\"en\"><seg><sub/></seg></tuv></tu>"),
	};

	(void)state;
	for (size_t i = 0; i < N_ELEMENTS(broken); i++) {
		cleanup(buf_free) struct buf text = BUF_INIT, said = BUF_INIT;
		buf_adds(&text, broken[i]);
		if (breaches(&text, &said) == 0)
			fail_msg("taken for valid: %s", broken[i]);
	}
}

static void namespaces_go_with_what_needs_them(void **state)
{
	struct reading r;

	(void)state;
	rewrite(&r,
		"<t:tmx xmlns:t=\"urn:tmx\" xmlns:e=\"urn:e\" version=\"1.4\">"
		"<t:body><t:tu e:a=\"1\" xml:id=\"i\"><t:tuv xml:lang=\"en\"><t:seg>"
		"<t:ph x=\"1\"/><e:q e:b=\"2\"/></t:seg></t:tuv></t:tu></t:body></t:tmx>",
		false);
	assert_holds(&r.written, "<tu xmlns:e=\"urn:e\" e:a=\"1\" xml:id=\"i\">\n"
				 "<tuv xml:lang=\"en\"><seg><ph x=\"1\"/>"
				 "<e:q xmlns:e=\"urn:e\" e:b=\"2\"/></seg></tuv>");
	reading_finish(&r);
}

static void what_else_is_called_tmx_is_refused_with_its_line(void **state)
{
	struct reading r;
	const char *map = "<?xml version=\"1.0\"?>\n\n<map/>";
	const char *torn = TMX("<tu><tuv></tu>");

	(void)state;
	reading_init(&r);
	assert_fails(reading_run(&r, "a.tmx", map, strlen(map), NULL), BIS_EFORMAT,
		"a.tmx:3: a map of the Tiled editor");
	assert_fails(reading_run(&r, "a.tmx", torn, strlen(torn), NULL), BIS_EFORMAT,
		"a.tmx:1:");
	reading_finish(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_white_space_and_line_ends_of_a_segment),
		cmocka_unit_test(puts_props_that_came_late_in_front),
		cmocka_unit_test(a_flaw_of_many_units_is_told_once_and_counted),
		cmocka_unit_test(a_lost_unit_is_told_with_its_line_and_the_next_goes_on),
		cmocka_unit_test(a_unit_of_too_many_elements_is_lost_alone),
		cmocka_unit_test(a_segment_above_the_bound_is_lost_alone),
		cmocka_unit_test(the_header_is_kept_and_filled_up),
		cmocka_unit_test(the_source_language_is_one_that_is_written),
		cmocka_unit_test(strictly_only_what_the_dtd_allows_is_written),
		cmocka_unit_test(strictly_a_valid_file_loses_nothing),
		cmocka_unit_test(what_is_written_strictly_fits_our_grammar),
		cmocka_unit_test(our_grammar_finds_what_is_not_of_tmx),
		cmocka_unit_test(namespaces_go_with_what_needs_them),
		cmocka_unit_test(what_else_is_called_tmx_is_refused_with_its_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
