/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "src/base/buf.h"
#include "src/xml/filter.h"

/* Filters, `room` bytes at a time; n_damage gets how often something was mended. */
static int filter(const void *bytes, size_t size, size_t room, struct buf *out,
	size_t *n_damage, struct damage *first)
{
	cleanup(source_closep) struct source *in = NULL;
	struct damage_log log = { 0 };
	struct xml_filter *f = NULL;
	char piece[5000];
	long got;

	buf_clear(out);
	assert_ok(source_open_bytes("memory", bytes, size, &in));
	assert_int_equal(source_next(in), 1);
	int rc = filter_new(in, &log, &f);
	assert_ok(rc);
	while ((got = filter_read(f, piece, room)) > 0) {
		assert_true((size_t)got <= room);
		buf_add(out, piece, (size_t)got);
	}
	*n_damage = log.ahead_to - log.ahead_from;
	if (first != NULL && *n_damage > 0)
		*first = log.ahead[0];
	filter_free(f);
	damage_free(&log);
	return (int)got;
}

struct filter_case {
	const char *in, *out;
	size_t n_damage;
};

static const struct filter_case cases[] = {
	{ "<a>text &amp; <b c='d'/></a>\n", "<a>text &amp; <b c='d'/></a>\n", 0 },
	/* line ends */
	{ "<a>\r\n1\r2\n\r\r\n3</a\r>\r", "<a>\n1\n2\n\n\n3</a\n>\n", 0 },
	/* illegal characters: raw, and by reference */
	{ "<a>x\x02y\x1f</a>", "<a>x\uFFFDy\uFFFD</a>", 2 },
	{ "<a>&#2;&#x1F;&#xD800;&#xFFFE;&#x110000;&#99999999999;</a>",
		"<a>\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD</a>", 6 },
	{ "<a b=\"&#2;&#3;\" c='&#4;'>&#5;</a>",
		"<a b=\"\uFFFD\uFFFD\" c='\uFFFD'>\uFFFD</a>", 2 },
	/* legal references: those of ASCII stay, they may be markup */
	{ "<a>&#60;&#x0026;&#233;&#x1F600;&#00000000000065;</a>",
		"<a>&#60;&#38;\u00e9\U0001F600&#65;</a>", 0 },
	/* where a reference is none */
	{ "<a><!-- &#2; --><?p &#2; ?><![CDATA[&#2;]]></a>",
		"<a><!-- &#2; --><?p &#2; ?>&amp;#2;</a>", 0 },
	{ "<!-- ' \" --> <a>&#2;</a>", "<!-- ' \" --> <a>\uFFFD</a>", 1 },
	{ "<a><!-- x -- &#2; -> > --->&#2;</a>", "<a><!-- x -- &#2; -> > --->\uFFFD</a>",
		1 },
	{ "<a><?p '>' ? ?&#2;?>&#2;</a>", "<a><?p '>' ? ?&#2;?>\uFFFD</a>", 1 },
	{ "<a b='>' c=\"<!--\">&#2;</a>", "<a b='>' c=\"<!--\">\uFFFD</a>", 1 },
	/* CDATA becomes text */
	{ "<a><![CDATA[<b>&amp;]] >x]></a>]]></a>",
		"<a>&lt;b&gt;&amp;amp;]] &gt;x]&gt;&lt;/a&gt;</a>", 0 },
	{ "<a><![CDATA[]]><![CDATA[]]]]><![CDATA[>]]></a>", "<a>]]&gt;</a>", 0 },
	{ "<a><![CDATA[]]]]]></a>", "<a>]]]</a>", 0 },
	{ "<a><![CDATX[]]></a>", "<a><![CDATX[]]></a>", 0 },
	/* a DOCTYPE with what can confuse */
	{ "<!DOCTYPE a [<!-- don't ]> --><?p ]> ' ?><!ENTITY e \"]>&#2;'\"><!ELEMENT a "
	  "ANY>]><a>&#2;</a>",
		"<!DOCTYPE a [<!-- don't ]> --><?p ]> ' ?><!ENTITY e "
		"\"]>\uFFFD'\"><!ELEMENT a ANY>]><a>\uFFFD</a>",
		2 },
	{ "<!DOCTYPE a SYSTEM 'x>y'><a>&#2;</a>",
		"<!DOCTYPE a SYSTEM 'x>y'><a>\uFFFD</a>", 1 },
	/* malformed references and cut markup are the parser's affair */
	{ "<a>&#;&#x;&#12", "<a>&#;&#;&#", 0 },
	{ "<a>&#1a;", "<a>&#a;", 0 },
	{ "<a><", "<a><", 0 },
	{ "<a><!", "<a><!", 0 },
	{ "<a><!-", "<a><!-", 0 },
	{ "<a>&", "<a>&", 0 },
	/* UTF-8 that is none: one U+FFFD for a maximal subpart */
	{ "<a>\xe7"
	  "a\xc3(\xed\xa0\x80\xc0\xaf\xf0\x9f\x98</a>",
		"<a>\uFFFDa\uFFFD(\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD</a>", 8 },
	{ "<a>\xef\xbf\xbe\xef\xbf\xbf\xef\xbf\xbd\xef\xbc\x8c</a>",
		"<a>\uFFFD\uFFFD\uFFFD\uff0c</a>", 2 },
	{ "<a>\xe4\xb8", "<a>\uFFFD", 1 },
	{ "\xef\xbb\xbf<a>\xd0\xb6\xe4\xb8\xad\xf0\x9f\x98\x80</a>",
		"<a>\u0436\u4e2d\U0001F600</a>", 0 },
};

static void each_case_comes_out_as_it_should(void **state)
{
	(void)state;
	static const size_t rooms[] = { 1, 4, 64, 65, 5000 };
	cleanup(buf_free) struct buf out = BUF_INIT;
	size_t n;

	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		const struct filter_case *c = &cases[i];
		for (size_t j = 0; j < N_ELEMENTS(rooms); j++) {
			assert_ok(filter(c->in, strlen(c->in), rooms[j], &out, &n, NULL));
			if (strcmp(buf_str(&out), c->out) != 0 || n != c->n_damage)
				fail_msg("%s gave %s with %zu", c->in, buf_str(&out), n);
		}
	}
}

/* The pieces of 64 KiB in which files are read may end anywhere in what the cases
 * hold. */
static void where_a_piece_ends_makes_no_difference(void **state)
{
	(void)state;
	cleanup(buf_free) struct buf in = BUF_INIT;
	cleanup(buf_free) struct buf out = BUF_INIT;
	cleanup(buf_free) struct buf expected = BUF_INIT;
	size_t n;

	for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
		const struct filter_case *c = &cases[i];
		if (strncmp(c->in, "<a>", 3) != 0)
			continue;
		for (size_t back = 0; back <= strlen(c->in); back += 1 + back / 8) {
			buf_set(&in, "<r>");
			while (in.size < ((size_t)64 << 10) - back)
				buf_addc(&in, 'x');
			buf_set(&expected, buf_str(&in));
			buf_adds(&in, c->in);
			buf_adds(&expected, c->out);
			assert_ok(filter(in.data, in.size, 5000, &out, &n, NULL));
			if (strcmp(buf_str(&out), buf_str(&expected)) != 0)
				fail_msg("%s, %zu back, ends %s", c->in, back,
					out.data + out.size - strlen(c->out));
			assert_int_equal(n, c->n_damage);
		}
	}
}

static void damage_knows_its_line_and_place(void **state)
{
	(void)state;
	cleanup(buf_free) struct buf out = BUF_INIT;
	const char *text = "<a>\r\n\n<!--\n-->\r<b c='\n'>&#7;</b>";
	struct damage d;
	size_t n;

	assert_ok(filter(text, strlen(text), 5000, &out, &n, &d));
	assert_int_equal(n, 1);
	assert_int_equal(d.line, 6);
	assert_int_equal(d.kind, DAMAGE_CHARACTER);
	assert_int_equal(d.value, 7);
	assert_memory_equal(out.data + d.at, "\uFFFD</b>", 7);
}

static void nul_bytes_are_damage_and_no_utf16(void **state)
{
	(void)state;
	cleanup(buf_free) struct buf out = BUF_INIT;
	size_t n;

	assert_ok(filter("<a>x\0\0y</a>", 11, 5000, &out, &n, NULL));
	assert_string_equal(buf_str(&out), "<a>x\uFFFD\uFFFDy</a>");
	assert_int_equal(n, 2);
}

static void an_open_cdata_section_is_refused(void **state)
{
	(void)state;
	cleanup(buf_free) struct buf out = BUF_INIT;
	const char *text = "<a>\n<![CDATA[x\n]]";
	size_t n;

	assert_fails(filter(text, strlen(text), 5000, &out, &n, NULL), BIS_EFORMAT,
		"memory:3: the file ends inside a CDATA section");
}

static void what_a_parser_would_have_to_hold_is_bounded(void **state)
{
	(void)state;
	static const struct {
		const char *begin, *fill, *words;
	} large[] = {
		{ "<a b='", "xxxxxxx ", "attribute value is longer" },
		{ "<a b='", "&#233;&#2;", "attribute value is longer" },
		{ "<!--", "xxxx\n", "comment is longer" },
		{ "<?p ", "x ?", "tag or instruction is longer" },
		{ "<!DOCTYPE a [", "<!ENTITY e ''>", "the DOCTYPE is longer" },
		{ "<a ", "b='' ", "too many attributes" },
	};

	for (size_t i = 0; i < N_ELEMENTS(large); i++) {
		cleanup(buf_free) struct buf in = BUF_INIT;
		cleanup(buf_free) struct buf out = BUF_INIT;
		size_t n;
		buf_adds(&in, large[i].begin);
		cleanup(buf_free) struct buf block = BUF_INIT;
		while (block.size < 4096)
			buf_adds(&block, large[i].fill);
		while (in.size < (size_t)22 << 20)
			buf_add(&in, block.data, block.size);
		assert_fails(filter(in.data, in.size, 5000, &out, &n, NULL), BIS_EFORMAT,
			large[i].words);
		assert_true(out.size < (size_t)11 << 20);
		assert_true(n <= 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_case_comes_out_as_it_should),
		cmocka_unit_test(where_a_piece_ends_makes_no_difference),
		cmocka_unit_test(damage_knows_its_line_and_place),
		cmocka_unit_test(nul_bytes_are_damage_and_no_utf16),
		cmocka_unit_test(an_open_cdata_section_is_refused),
		cmocka_unit_test(what_a_parser_would_have_to_hold_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
