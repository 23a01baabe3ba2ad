/* SPDX-License-Identifier: Apache-2.0
 *
 * Canonical markup, written and read back.
 *
 * Since `<` and `>` never stand in text or in a value, and `"` never inside a value,
 * reading is a matter of looking for the next such byte; nothing is ever looked at past
 * the NUL or the end of the slice.
 */
#include "config.h"
#include "src/xml/markup.h"

#include <string.h>

/* What a byte becomes in text and in an attribute value; NULL: itself. */
static const char *const in_text[256] = {
	['&'] = "&amp;",
	['<'] = "&lt;",
	['>'] = "&gt;",
	['\r'] = "&#13;",
};

static const char *const in_value[256] = {
	['&'] = "&amp;",
	['<'] = "&lt;",
	['>'] = "&gt;",
	['\r'] = "&#13;",
	['"'] = "&quot;",
	['\t'] = "&#9;",
	['\n'] = "&#10;",
};

static void add_escaped(
	struct buf *b, const char *text, size_t size, const char *const *escapes)
{
	const char *end = text + size;

	while (text < end) {
		const char *plain = text;
		while (text < end && escapes[(unsigned char)*text] == NULL)
			text++;
		buf_add(b, plain, (size_t)(text - plain));
		if (text < end)
			buf_adds(b, escapes[(unsigned char)*text++]);
	}
}

void markup_text(struct buf *b, const char *text, size_t size)
{
	add_escaped(b, text, size, in_text);
}

void markup_attr_sized(struct buf *b, const char *name, const char *value, size_t size)
{
	buf_addc(b, ' ');
	buf_adds(b, name);
	buf_add(b, "=\"", 2);
	add_escaped(b, value, size, in_value);
	buf_addc(b, '"');
}

void markup_attr(struct buf *b, const char *name, const char *value)
{
	markup_attr_sized(b, name, value, strlen(value));
}

void markup_open(struct buf *b, const char *name, const char *attrs)
{
	buf_addc(b, '<');
	buf_adds(b, name);
	if (attrs != NULL)
		buf_adds(b, attrs);
	buf_addc(b, '>');
}

void markup_close(struct buf *b, const char *name, size_t opened)
{
	if (b->size == opened && opened > 0) {
		buf_truncate(b, opened - 1);
		buf_add(b, "/>", 2);
		return;
	}
	buf_add(b, "</", 2);
	buf_adds(b, name);
	buf_addc(b, '>');
}

void markup_element(struct buf *b, const char *name, const char *attrs, const char *text)
{
	markup_open(b, name, attrs);
	size_t opened = b->size;
	markup_text(b, text, strlen(text));
	markup_close(b, name, opened);
}

void markup_begin(struct markup_cursor *c, const char *markup)
{
	*c = (struct markup_cursor){ .at = markup, .begin = markup };
}

/* At a flaw: to the end for good. */
static enum markup_piece give_up(struct markup_cursor *c)
{
	c->at += strlen(c->at);
	c->begin = c->at;
	return MARKUP_END;
}

/* The tag at c->at, a `<`. */
static enum markup_piece next_tag(struct markup_cursor *c)
{
	const char *end = strchr(c->at, '>');

	if (end == NULL)
		return give_up(c);
	enum markup_piece piece = c->at[1] == '/'  ? MARKUP_CLOSE
				  : end[-1] == '/' ? MARKUP_EMPTY
						   : MARKUP_OPEN;
	const char *last = piece == MARKUP_EMPTY ? end - 1 : end;
	const char *name = c->at + (piece == MARKUP_CLOSE ? 2 : 1);
	if (name >= last)
		return give_up(c);
	const char *space = memchr(name, ' ', (size_t)(last - name));
	c->name = name;
	c->attrs = space == NULL ? last : space;
	c->name_size = (size_t)(c->attrs - name);
	c->attrs_size = (size_t)(last - c->attrs);
	if (c->name_size == 0 || (piece == MARKUP_CLOSE && c->attrs_size > 0))
		return give_up(c);
	c->at = end + 1;
	return piece;
}

enum markup_piece markup_next(struct markup_cursor *c)
{
	c->begin = c->at;
	if (*c->at == '\0')
		return MARKUP_END;
	if (*c->at == '<')
		return next_tag(c);
	c->text = c->at;
	c->text_size = strcspn(c->at, "<");
	c->at += c->text_size;
	return MARKUP_TEXT;
}

bool markup_is(const struct markup_cursor *c, const char *name)
{
	size_t size = strlen(name);

	return c->name_size == size && memcmp(c->name, name, size) == 0;
}

void markup_skip(struct markup_cursor *c, const char **inner, size_t *inner_size)
{
	size_t depth = 1;
	enum markup_piece piece;

	*inner = c->at;
	while (depth > 0 && (piece = markup_next(c)) != MARKUP_END) {
		if (piece == MARKUP_OPEN)
			depth++;
		else if (piece == MARKUP_CLOSE)
			depth--;
	}
	*inner_size = (size_t)(c->begin - *inner);
}

bool markup_attr_next(const char **at, const char *end, const char **name,
	size_t *name_size, const char **escaped, size_t *escaped_size)
{
	const char *p = *at;

	if (p >= end || *p != ' ')
		return false;
	p++;
	const char *equals = memchr(p, '=', (size_t)(end - p));
	if (equals == NULL || equals == p || end - equals < 3 || equals[1] != '"')
		return false;
	const char *value = equals + 2;
	const char *quote = memchr(value, '"', (size_t)(end - value));
	if (quote == NULL)
		return false;
	*name = p;
	*name_size = (size_t)(equals - p);
	*escaped = value;
	*escaped_size = (size_t)(quote - value);
	*at = quote + 1;
	return true;
}

bool markup_attr_get(
	const char *attrs, size_t attrs_size, const char *name, struct buf *value)
{
	const char *end = attrs + attrs_size;
	const char *found, *escaped;
	size_t wanted = strlen(name), found_size, escaped_size;

	buf_clear(value);
	while (markup_attr_next(
		&attrs, end, &found, &found_size, &escaped, &escaped_size)) {
		if (found_size == wanted && memcmp(found, name, wanted) == 0) {
			markup_unescape(value, escaped, escaped_size);
			return true;
		}
	}
	return false;
}

/* Adds what the escape at `at`, an `&`, stands for, and returns its size; 1, the `&`
 * itself, where it is none of those that are written. */
static size_t unescape_one(struct buf *b, const char *at, size_t size)
{
	static const struct {
		const char *escape;
		char byte;
	} known[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' },
		{ "&quot;", '"' }, { "&#13;", '\r' }, { "&#10;", '\n' },
		{ "&#9;", '\t' } };

	for (size_t i = 0; i < N_ELEMENTS(known); i++) {
		size_t n = strlen(known[i].escape);
		if (n <= size && memcmp(at, known[i].escape, n) == 0) {
			buf_addc(b, known[i].byte);
			return n;
		}
	}
	buf_addc(b, '&');
	return 1;
}

void markup_unescape(struct buf *b, const char *escaped, size_t size)
{
	const char *end = escaped + size;

	while (escaped < end) {
		const char *amp = memchr(escaped, '&', (size_t)(end - escaped));
		if (amp == NULL)
			amp = end;
		buf_add(b, escaped, (size_t)(amp - escaped));
		escaped = amp;
		if (amp < end)
			escaped += unescape_one(b, amp, (size_t)(end - amp));
	}
}

void markup_plain(struct buf *b, const char *markup, size_t size)
{
	const char *end = markup + size;

	while (markup < end) {
		const char *tag = memchr(markup, '<', (size_t)(end - markup));
		if (tag == NULL)
			tag = end;
		markup_unescape(b, markup, (size_t)(tag - markup));
		const char *close = memchr(tag, '>', (size_t)(end - tag));
		markup = close == NULL ? end : close + 1;
	}
}
