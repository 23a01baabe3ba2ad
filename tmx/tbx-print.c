/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tmx/tbx-print.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "src/xml/markup.h"
#include "src/xml/reader.h"
#include "tmx/tbx-map.h"

#define NAME_MAX_SIZE 80

/* The elements open; what is deeper than any file can be is printed without line
 * breaks. */
struct names {
	char name[XML_MAX_DEPTH + 1][NAME_MAX_SIZE];
	bool frame[XML_MAX_DEPTH + 1]; /* its children stand on lines of their own */
	bool lines[XML_MAX_DEPTH + 1]; /* one of them does */
	int depth;
};

static void new_line(struct tbx_print *p, int indent)
{
	out_add(p->out, "\n                ",
		(size_t)(1 + 2 * (indent < 8 ? indent : 8)));
}

void tbx_print_line(struct tbx_print *p, int indent, const char *format, ...)
{
	cleanup(buf_free) struct buf line = BUF_INIT;
	char short_line[256];
	va_list args;

	va_start(args, format);
	int n = vsnprintf(short_line, sizeof(short_line), format, args);
	va_end(args);
	new_line(p, indent);
	if (n < (int)sizeof(short_line)) {
		out_adds(p->out, short_line);
		return;
	}
	va_start(args, format);
	char *room = buf_reserve(&line, (size_t)n + 1);
	if (room != NULL)
		vsnprintf(room, (size_t)n + 1, format, args);
	va_end(args);
	p->failed |= room == NULL;
	out_adds(p->out, room == NULL ? "" : room);
}

/* Whether the element of this name and type has one of its own here; its name then. */
static bool own_name(
	struct tbx_print *p, const struct markup_cursor *c, char name[NAME_MAX_SIZE])
{
	cleanup(buf_free) struct buf type = BUF_INIT;

	if (!p->dct && !p->min)
		return false;
	bool has = markup_attr_get(c->attrs, c->attrs_size, "type", &type);
	p->failed |= type.failed;
	if (!has)
		return false;
	const struct tbx_min_name *min = p->min ? tbx_min_by_type(buf_str(&type)) : NULL;
	if (min != NULL && markup_is(c, min->element)) {
		snprintf(name, NAME_MAX_SIZE, "%s", min->min);
		return true;
	}
	const struct tbx_category *k = p->dct ? tbx_category_find(buf_str(&type)) : NULL;
	if (k == NULL || !markup_is(c, k->element))
		return false;
	/* the names of the 2025 revision belong to the first module */
	enum tbx_dialect module = k->module == TBX_AS_IS ? TBX_MIN : k->module;
	snprintf(name, NAME_MAX_SIZE, "%s:%s", p->prefixes[module], k->type);
	return true;
}

/* Attributes without the type. */
static void print_rest(struct tbx_print *p, const struct markup_cursor *c)
{
	const char *at = c->attrs, *end = c->attrs + c->attrs_size, *name, *escaped;
	size_t name_size, size;

	while (markup_attr_next(&at, end, &name, &name_size, &escaped, &size)) {
		if (name_size == 4 && memcmp(name, "type", 4) == 0)
			continue;
		out_add(p->out, " ", 1);
		out_add(p->out, name, name_size);
		out_add(p->out, "=\"", 2);
		out_add(p->out, escaped, size);
		out_add(p->out, "\"", 1);
	}
}

static void print_open(
	struct tbx_print *p, const struct markup_cursor *c, char name[NAME_MAX_SIZE])
{
	out_add(p->out, "<", 1);
	if (own_name(p, c, name)) {
		out_adds(p->out, name);
		print_rest(p, c);
		return;
	}
	snprintf(name, NAME_MAX_SIZE, "%.*s",
		(int)(c->name_size < NAME_MAX_SIZE ? c->name_size : NAME_MAX_SIZE - 1),
		c->name);
	out_adds(p->out, name);
	out_add(p->out, c->attrs, c->attrs_size);
}

static void print_close(struct tbx_print *p, struct names *n, int indent)
{
	if (n->depth == 0)
		return;
	n->depth--;
	if (n->lines[n->depth])
		new_line(p, indent + n->depth);
	out_addf(p->out, "</%s>", n->name[n->depth]);
}

static void print_start(struct tbx_print *p, struct names *n,
	const struct markup_cursor *c, int indent, bool empty)
{
	int d = n->depth;

	if (d == 0 || n->frame[d - 1]) {
		new_line(p, indent + d);
		if (d > 0)
			n->lines[d - 1] = true;
	}
	print_open(p, c, n->name[d]);
	out_adds(p->out, empty ? "/>" : ">");
	if (empty)
		return;
	n->frame[d] = tbx_is_frame(n->name[d]);
	n->lines[d] = false;
	n->depth++;
}

/* A note of TBX-Min stands in a group and has its text in a noteValue. */
static bool print_min_note(struct tbx_print *p, struct names *n, struct markup_cursor *c,
	int indent, bool empty)
{
	if (!p->min || n->depth > 0 || !markup_is(c, "note"))
		return false;
	const char *inner = "";
	size_t size = 0;
	if (!empty)
		markup_skip(c, &inner, &size);
	tbx_print_line(p, indent, "<noteGrp><note><noteValue>");
	out_add(p->out, inner, size);
	out_adds(p->out, "</noteValue></note></noteGrp>");
	return true;
}

void tbx_print_markup(struct tbx_print *p, int indent, const char *markup)
{
	struct names n;
	struct markup_cursor c;
	enum markup_piece piece;

	n.depth = 0;
	markup_begin(&c, markup);
	while ((piece = markup_next(&c)) != MARKUP_END) {
		if (piece == MARKUP_TEXT)
			out_add(p->out, c.text, c.text_size);
		else if (piece == MARKUP_CLOSE)
			print_close(p, &n, indent);
		else if (n.depth < XML_MAX_DEPTH &&
			 !print_min_note(p, &n, &c, indent, piece == MARKUP_EMPTY))
			print_start(p, &n, &c, indent, piece == MARKUP_EMPTY);
	}
	while (n.depth > 0)
		print_close(p, &n, indent);
}
