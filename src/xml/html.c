/* SPDX-License-Identifier: Apache-2.0
 *
 * A reader of HTML over libxml2's SAX parser.
 *
 * Ending early: the parser is not stopped from inside a callback, its buffers would go
 * from under it; it is put at the end of its input, so that it comes back by itself, and
 * the callbacks fall silent.  That also bounds the depth: libxml2 walks the open elements
 * at each end tag, and a page of nothing but start tags would cost the square of its
 * size.
 */
#include "config.h"
#include "src/xml/html.h"

#include <limits.h>
#include <string.h>
#include <strings.h>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include "src/base/err.h"

#define OPTIONS                                                           \
	(HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | \
		HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_NODEFDTD)

struct html {
	const struct html_handler *handler;
	const char *name;
	htmlParserCtxtPtr parser;
	int depth;
	int rc; /* 0, 1 for a quiet end, or the first failure */
};

static void stop(struct html *h, int rc)
{
	if (h->rc != 0 || rc == 0)
		return;
	h->rc = rc;
	if (h->parser->input != NULL)
		h->parser->input->cur = h->parser->input->end;
}

static void on_start(void *ctx, const xmlChar *name, const xmlChar **attributes)
{
	struct html *h = ctx;

	if (h->rc != 0)
		return;
	if (++h->depth > HTML_MAX_DEPTH) {
		stop(h, err_set(BIS_EFORMAT, "%s: elements are nested more than %d deep",
				h->name, HTML_MAX_DEPTH));
		return;
	}
	stop(h, h->handler->start(h->handler->ctx, (const char *)name,
			(const char *const *)attributes));
}

static void on_end(void *ctx, const xmlChar *name)
{
	struct html *h = ctx;

	h->depth--;
	if (h->rc == 0)
		stop(h, h->handler->end(h->handler->ctx, (const char *)name));
}

static void on_text(void *ctx, const xmlChar *text, int size)
{
	struct html *h = ctx;

	if (h->rc == 0 && size > 0)
		stop(h, h->handler->text(
				h->handler->ctx, (const char *)text, (size_t)size));
}

/* How loaded elements are
 *
 * libxml2 compares each attribute of an element with all before it, so that a tag of 10⁵
 * of them takes minutes.  Such a page is refused before it is parsed: what parts
 * attributes is counted, the insides of quotes are passed. */

#define MAX_MARKS 4000 /* bytes of a tag that are of no name: two an attribute */

static bool is_of_name(char c)
{
	return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') ||
	       ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' || c == '_';
}

/* The last byte of a quoted value behind the "=" at `at`; without quotes "=" itself. */
static const char *end_of_value(const char *at, const char *end)
{
	const char *from = at + 1;

	while (from < end && (*from == ' ' || *from == '\n'))
		from++;
	if (from == end || (*from != '"' && *from != '\''))
		return at;
	const char *close = memchr(from + 1, *from, (size_t)(end - from) - 1);
	return close == NULL ? end - 1 : close;
}

static const char *past_tag(const char *at, const char *end, size_t *marks)
{
	for (*marks = 0; at < end && *at != '>'; at++) {
		if (is_of_name(*at))
			continue;
		++*marks;
		if (*at == '=')
			at = end_of_value(at, end);
	}
	return at;
}

/* Behind a script or style, in which "<" is no tag. */
static const char *past_raw(const char *at, const char *end)
{
	while ((at = memmem(at, (size_t)(end - at), "</", 2)) != NULL && at + 2 < end) {
		at += 2;
		if ((*at | 0x20) == 's')
			return at;
	}
	return end;
}

static bool begins_raw(const char *at, const char *end)
{
	size_t left = (size_t)(end - at);

	return (left >= 6 && strncasecmp(at, "script", 6) == 0) ||
	       (left >= 5 && strncasecmp(at, "style", 5) == 0);
}

static bool is_overloaded(const char *at, const char *end)
{
	size_t marks = 0;

	while (marks <= MAX_MARKS && (at = memchr(at, '<', (size_t)(end - at))) != NULL &&
		++at < end) {
		if ((*at | 0x20) < 'a' || (*at | 0x20) > 'z')
			continue;
		bool raw = begins_raw(at, end);
		at = past_tag(at, end, &marks);
		if (raw)
			at = past_raw(at, end);
	}
	return marks > MAX_MARKS;
}

static void free_parser(struct html *h)
{
	if (h->parser == NULL)
		return;
	if (h->parser->myDoc != NULL)
		xmlFreeDoc(h->parser->myDoc);
	htmlFreeParserCtxt(h->parser);
}

static int parse(struct html *h)
{
	htmlSAXHandler sax = {
		.startElement = on_start,
		.endElement = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
	};

	htmlCtxtUseOptions(h->parser, OPTIONS);
	if (xmlSwitchEncoding(h->parser, XML_CHAR_ENCODING_UTF8) < 0)
		return err_nomem();
	*h->parser->sax = sax;
	h->parser->userData = h;
	htmlParseDocument(h->parser);
	if (h->rc == 0 && h->parser->errNo == XML_ERR_NO_MEMORY)
		return err_nomem();
	return h->rc < 0 ? h->rc : 0;
}

int html_read(const char *name, const char *text, size_t size,
	const struct html_handler *handler)
{
	cleanup(free_parser) struct html h = { .handler = handler, .name = name };

	if (size == 0)
		return 0;
	if (size > INT_MAX)
		return err_set(BIS_EFORMAT, "%s: too long a page", name);
	if (is_overloaded(text, text + size))
		return err_set(
			BIS_EFORMAT, "%s: an element has thousands of attributes", name);
	h.parser = htmlCreateMemoryParserCtxt(text, (int)size);
	return h.parser == NULL ? err_nomem() : parse(&h);
}

const char *html_attribute(const char *const *attributes, const char *name)
{
	for (; attributes != NULL && *attributes != NULL; attributes += 2)
		if (strcmp(attributes[0], name) == 0)
			return attributes[1] == NULL ? "" : attributes[1];
	return NULL;
}
