/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "src/xml/markup.h"

static void escapes_only_what_must_be(void **state)
{
	(void)state;
	cleanup(buf_free) struct buf b = BUF_INIT;
	const char *text = "a<b>&\"c'\t\n\rд";

	markup_text(&b, text, strlen(text));
	assert_string_equal(buf_str(&b), "a&lt;b&gt;&amp;\"c'\t\n&#13;д");
	buf_clear(&b);
	markup_attr(&b, "x", text);
	assert_string_equal(buf_str(&b), " x=\"a&lt;b&gt;&amp;&quot;c'&#9;&#10;&#13;д\"");
}

static void every_byte_comes_back(void **state)
{
	(void)state;
	cleanup(buf_free) struct buf b = BUF_INIT;
	cleanup(buf_free) struct buf back = BUF_INIT;
	char text[256];

	for (int i = 0; i < 255; i++)
		text[i] = (char)(i + 1);
	text[255] = '\0';
	markup_text(&b, text, 255);
	markup_unescape(&back, b.data, b.size);
	assert_string_equal(buf_str(&back), text);
	buf_clear(&b);
	markup_attr(&b, "name", text);
	assert_true(markup_attr_get(b.data, b.size, "name", &back));
	assert_string_equal(buf_str(&back), text);
}

static void an_empty_element_is_short(void **state)
{
	(void)state;
	cleanup(buf_free) struct buf b = BUF_INIT;

	markup_element(&b, "ph", " x=\"1\"", "");
	markup_element(&b, "prop", NULL, "a&b");
	markup_open(&b, "hi", NULL);
	size_t opened = b.size;
	markup_element(&b, "ph", NULL, "");
	markup_close(&b, "hi", opened);
	assert_string_equal(
		buf_str(&b), "<ph x=\"1\"/><prop>a&amp;b</prop><hi><ph/></hi>");
}

static void the_cursor_steps_over_every_piece(void **state)
{
	(void)state;
	const char *markup = "one<bpt i=\"1\" x=\"a/\">&lt;b&gt;</bpt><ph/>two";
	struct markup_cursor c;

	markup_begin(&c, markup);
	assert_int_equal(markup_next(&c), MARKUP_TEXT);
	assert_int_equal(c.text_size, 3);
	assert_memory_equal(c.text, "one", 3);
	assert_int_equal(markup_next(&c), MARKUP_OPEN);
	assert_true(markup_is(&c, "bpt"));
	assert_false(markup_is(&c, "bp"));
	assert_int_equal(c.attrs_size, strlen(" i=\"1\" x=\"a/\""));
	assert_int_equal(markup_next(&c), MARKUP_TEXT);
	assert_memory_equal(c.text, "&lt;b&gt;", 9);
	assert_int_equal(markup_next(&c), MARKUP_CLOSE);
	assert_true(markup_is(&c, "bpt"));
	assert_int_equal(markup_next(&c), MARKUP_EMPTY);
	assert_true(markup_is(&c, "ph"));
	assert_int_equal(c.attrs_size, 0);
	assert_int_equal(markup_next(&c), MARKUP_TEXT);
	assert_ptr_equal(c.begin, markup + strlen(markup) - 3);
	assert_int_equal(markup_next(&c), MARKUP_END);
	assert_int_equal(markup_next(&c), MARKUP_END);
}

static void skips_an_element_with_others_inside(void **state)
{
	(void)state;
	struct markup_cursor c;
	const char *inner;
	size_t size;

	markup_begin(&c, "<a><a>x</a><b/>y</a><c/>");
	assert_int_equal(markup_next(&c), MARKUP_OPEN);
	markup_skip(&c, &inner, &size);
	assert_int_equal(size, strlen("<a>x</a><b/>y"));
	assert_memory_equal(inner, "<a>x</a><b/>y", size);
	assert_int_equal(markup_next(&c), MARKUP_EMPTY);
	assert_true(markup_is(&c, "c"));
}

static void finds_attributes_by_their_whole_name(void **state)
{
	(void)state;
	const char *attrs = " xml:lang=\"ru\" lang=\"&quot;\" empty=\"\"";
	cleanup(buf_free) struct buf value = BUF_INIT;

	assert_true(markup_attr_get(attrs, strlen(attrs), "lang", &value));
	assert_string_equal(buf_str(&value), "\"");
	assert_true(markup_attr_get(attrs, strlen(attrs), "xml:lang", &value));
	assert_string_equal(buf_str(&value), "ru");
	assert_true(markup_attr_get(attrs, strlen(attrs), "empty", &value));
	assert_string_equal(buf_str(&value), "");
	assert_false(markup_attr_get(attrs, strlen(attrs), "lan", &value));
	assert_string_equal(buf_str(&value), "");
}

static void plain_text_drops_elements(void **state)
{
	(void)state;
	const char *markup = "a &amp; <hi x=\"1\">b<ph/></hi>&lt;c";
	cleanup(buf_free) struct buf b = BUF_INIT;

	markup_plain(&b, markup, strlen(markup));
	assert_string_equal(buf_str(&b), "a & b<c");
}

/* In memory that ends with the text, so that a sanitizer sees a step too far. */
static void damaged_markup_ends_without_reading_on(void **state)
{
	(void)state;
	static const char *const whole[] = {
		"one<bpt i=\"1\" x=\"a\">&lt;b&gt;&#13;</bpt><ph/>two",
		"<<>></></a b>< x>< />", "<a =\"\"><a b=><a b=\"><a  b=\"c\"  ><a b>",
		"&&amp&#1&;<a"
	};
	cleanup(buf_free) struct buf b = BUF_INIT;

	for (size_t i = 0; i < N_ELEMENTS(whole); i++) {
		for (size_t cut = 0; cut <= strlen(whole[i]); cut++) {
			cleanup(free_text) char *part = strndup(whole[i], cut);
			struct markup_cursor c;
			enum markup_piece piece;
			const char *inner;
			size_t size, steps = 0;
			markup_begin(&c, part);
			while ((piece = markup_next(&c)) != MARKUP_END) {
				assert_true(++steps <= cut);
				if (piece == MARKUP_OPEN || piece == MARKUP_EMPTY)
					markup_attr_get(c.attrs, c.attrs_size, "zz", &b);
			}
			assert_ptr_equal(c.at, part + cut);
			markup_begin(&c, part);
			markup_skip(&c, &inner, &size);
			assert_true(inner + size <= part + cut);
			cleanup(free_text) char *bytes = malloc(cut + 1);
			memcpy(bytes, part, cut);
			buf_clear(&b);
			markup_plain(&b, bytes, cut);
			assert_true(b.size <= cut);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(escapes_only_what_must_be),
		cmocka_unit_test(every_byte_comes_back),
		cmocka_unit_test(an_empty_element_is_short),
		cmocka_unit_test(the_cursor_steps_over_every_piece),
		cmocka_unit_test(skips_an_element_with_others_inside),
		cmocka_unit_test(finds_attributes_by_their_whole_name),
		cmocka_unit_test(plain_text_drops_elements),
		cmocka_unit_test(damaged_markup_ends_without_reading_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
