/* SPDX-License-Identifier: Apache-2.0
 *
 * HTML as paragraphs: what a browser would show, in the order of the page.
 *
 * Elements that browsers set as blocks are paragraphs, cells of tables too; the title
 * stands first.  The encoding is found as a browser does: BOM, then what the page says
 * of itself, then a look at the bytes.
 */
#include "config.h"
#include "src/doc/inside.h"

#include <string.h>
#include <strings.h>

#include "src/base/err.h"
#include "src/text/encoding.h"
#include "src/text/lang.h"
#include "src/text/utf8.h"
#include "src/xml/html.h"

#define HEAD_SIZE 2048 /* bytes in which a page has to say its encoding */
/* Of a page; what is made of tags alone takes a second for each two of them to read. */
#define PAGE_MAX_SIZE ((size_t)16 << 20)

enum role { R_INLINE, R_BLOCK, R_HEADING, R_BREAK, R_LEFT_OUT, R_META, R_ROOT, R_PRE };

/* Sorted; elements that are not here stand in the line. */
static const struct {
	const char *name;
	enum role role;
} roles[] = {
	{ "address", R_BLOCK },
	{ "article", R_BLOCK },
	{ "aside", R_BLOCK },
	{ "blockquote", R_BLOCK },
	{ "body", R_BLOCK },
	{ "br", R_BREAK },
	{ "canvas", R_LEFT_OUT },
	{ "caption", R_BLOCK },
	{ "center", R_BLOCK },
	{ "dd", R_BLOCK },
	{ "details", R_BLOCK },
	{ "div", R_BLOCK },
	{ "dl", R_BLOCK },
	{ "dt", R_BLOCK },
	{ "fieldset", R_BLOCK },
	{ "figcaption", R_BLOCK },
	{ "figure", R_BLOCK },
	{ "footer", R_BLOCK },
	{ "form", R_BLOCK },
	{ "h1", R_HEADING },
	{ "h2", R_HEADING },
	{ "h3", R_HEADING },
	{ "h4", R_HEADING },
	{ "h5", R_HEADING },
	{ "h6", R_HEADING },
	{ "header", R_BLOCK },
	{ "hr", R_BLOCK },
	{ "html", R_ROOT },
	{ "iframe", R_LEFT_OUT },
	{ "legend", R_BLOCK },
	{ "li", R_BLOCK },
	{ "main", R_BLOCK },
	{ "meta", R_META },
	{ "nav", R_BLOCK },
	{ "noscript", R_LEFT_OUT },
	{ "object", R_LEFT_OUT },
	{ "ol", R_BLOCK },
	{ "option", R_BLOCK },
	{ "p", R_BLOCK },
	{ "pre", R_PRE },
	{ "rp", R_LEFT_OUT },
	{ "rt", R_LEFT_OUT },
	{ "script", R_LEFT_OUT },
	{ "section", R_BLOCK },
	{ "style", R_LEFT_OUT },
	{ "summary", R_BLOCK },
	{ "svg", R_LEFT_OUT },
	{ "table", R_BLOCK },
	{ "tbody", R_BLOCK },
	{ "td", R_BLOCK },
	{ "template", R_LEFT_OUT },
	{ "textarea", R_LEFT_OUT },
	{ "tfoot", R_BLOCK },
	{ "th", R_BLOCK },
	{ "thead", R_BLOCK },
	{ "title", R_HEADING },
	{ "tr", R_BLOCK },
	{ "ul", R_BLOCK },
};

struct page {
	struct doc_builder b;
	int depth, left_out_at; /* 0: nothing is being left out */
	int in_pre;
	char lang[LANG_MAX], meta_lang[LANG_MAX];
};

static int by_name(const void *key, const void *row)
{
	return strcmp(key, *(const char *const *)row);
}

static enum role role_of(const char *name)
{
	const void *row =
		bsearch(name, roles, N_ELEMENTS(roles), sizeof(roles[0]), by_name);

	return row == NULL ? R_INLINE : roles[(const typeof(roles[0]) *)row - roles].role;
}

/* What the page says of itself */

static void keep_lang(char to[LANG_MAX], const char *tag)
{
	if (to[0] == '\0' && tag != NULL && strlen(tag) < LANG_MAX)
		strcpy(to, tag);
}

static const char *first_of(
	const char *const *attributes, const char *const *names, size_t n)
{
	const char *value = NULL;

	for (size_t i = 0; i < n && value == NULL; i++)
		value = html_attribute(attributes, names[i]);
	return value;
}

static void on_meta(struct page *page, const char *const *attributes)
{
	static const char *const keys[] = { "name", "property", "http-equiv",
		"itemprop" };
	static const char *const dates[] = { "article:published_time", "datePublished",
		"date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.issued",
		"pubdate", "publish-date", "publication_date" };
	const char *key = first_of(attributes, keys, N_ELEMENTS(keys));
	const char *content = html_attribute(attributes, "content");

	if (key == NULL || content == NULL)
		return;
	for (size_t i = 0; i < N_ELEMENTS(dates); i++)
		if (strcasecmp(key, dates[i]) == 0)
			doc_set_date(page->b.doc, content);
	if (strcasecmp(key, "content-language") == 0 ||
		strcasecmp(key, "language") == 0 || strcasecmp(key, "dc.language") == 0)
		keep_lang(page->meta_lang, content);
}

static void on_root(struct page *page, const char *const *attributes)
{
	static const char *const names[] = { "lang", "xml:lang" };

	keep_lang(page->lang, first_of(attributes, names, N_ELEMENTS(names)));
}

/* Events */

static int on_start(void *ctx, const char *name, const char *const *attributes)
{
	struct page *page = ctx;
	enum role role = role_of(name);

	page->depth++;
	if (page->left_out_at > 0)
		return 0;
	if (role == R_LEFT_OUT || html_attribute(attributes, "hidden") != NULL)
		page->left_out_at = page->depth;
	else if (role == R_META)
		on_meta(page, attributes);
	else if (role == R_ROOT)
		on_root(page, attributes);
	else if (role == R_BREAK)
		doc_add_break(&page->b);
	else if (role != R_INLINE)
		doc_end_paragraph(&page->b);
	page->in_pre += role == R_PRE && page->left_out_at == 0;
	return page->b.rc;
}

static int on_end(void *ctx, const char *name)
{
	struct page *page = ctx;
	enum role role = role_of(name);

	page->depth--;
	if (page->left_out_at > page->depth)
		page->left_out_at = 0;
	else if (page->left_out_at == 0 && role != R_INLINE && role != R_BREAK) {
		page->b.heading = role == R_HEADING;
		doc_end_paragraph(&page->b);
		page->b.heading = false;
		page->in_pre -= role == R_PRE;
	}
	return page->b.rc;
}

static int on_text(void *ctx, const char *text, size_t size)
{
	struct page *page = ctx;

	if (page->left_out_at > 0)
		return 0;
	if (page->in_pre > 0)
		doc_add(&page->b, text, size);
	else
		doc_add_folded(&page->b, text, size);
	return page->b.rc;
}

/* Encoding */

/* What the page says: the first charset=NAME of its head; "" nothing. */
static void declared_encoding(const struct buf *bytes, char *name, size_t room)
{
	size_t size = bytes->size < HEAD_SIZE ? bytes->size : HEAD_SIZE;

	*name = '\0';
	for (size_t at = 0; at + 8 < size; at++) {
		if (strncasecmp(bytes->data + at, "charset=", 8) != 0)
			continue;
		const char *from = bytes->data + at + 8;
		from += strspn(from, "\"' ");
		size_t n = strcspn(from, "\"' />;");
		if (n > 0 && n < room) {
			memcpy(name, from, n);
			name[n] = '\0';
		}
		return;
	}
}

/* A page that says UTF-16 in letters of ASCII is none. */
static const char *encoding_of(const struct buf *bytes, char *room, size_t n, size_t *bom)
{
	const char *guess = encoding_guess(bytes->data, bytes->size, bom);

	if (strcmp(guess, "windows-1252") != 0)
		return guess;
	declared_encoding(bytes, room, n);
	if (room[0] == '\0' || !encoding_known(room) || strncasecmp(room, "utf", 3) == 0)
		return guess;
	return room;
}

static int to_utf8(const struct buf *bytes, struct buf *text)
{
	char room[64];
	size_t bom;
	const char *encoding = encoding_of(bytes, room, sizeof(room), &bom);

	int rc =
		encoding_to_utf8(encoding, buf_str(bytes) + bom, bytes->size - bom, text);
	/* the parser would end at a NUL */
	for (size_t i = 0; rc == 0 && i < text->size; i++)
		if (text->data[i] == '\0')
			text->data[i] = ' ';
	return rc;
}

/* Whole pages */

static bool has_suffix(const char *name)
{
	static const char *const suffixes[] = { ".html", ".htm", ".xhtml", ".html.gz",
		".htm.gz" };
	size_t size = name == NULL ? 0 : strlen(name);

	for (size_t i = 0; i < N_ELEMENTS(suffixes); i++) {
		size_t n = strlen(suffixes[i]);
		if (size > n && strcasecmp(name + size - n, suffixes[i]) == 0)
			return true;
	}
	return false;
}

/* What a page begins with, behind a BOM, white space, an XML declaration and comments. */
static const char *past_prologue(const char *at)
{
	if (strncmp(at, "\xEF\xBB\xBF", 3) == 0)
		at += 3;
	for (;;) {
		at += strspn(at, " \t\r\n\f");
		const char *close = strncmp(at, "<?xml", 5) == 0  ? "?>"
				    : strncmp(at, "<!--", 4) == 0 ? "-->"
								  : NULL;
		const char *end = close == NULL ? NULL : strstr(at, close);
		if (end == NULL)
			return at;
		at = end + strlen(close);
	}
}

bool doc_looks_html(const char *name, const struct buf *bytes)
{
	static const char *const starts[] = { "<!doctype html", "<html", "<head", "<body",
		"<title", "<meta" };
	const char *at = past_prologue(buf_str(bytes));

	for (size_t i = 0; i < N_ELEMENTS(starts); i++)
		if (strncasecmp(at, starts[i], strlen(starts[i])) == 0)
			return true;
	return has_suffix(name) && memchr(buf_str(bytes), '<', bytes->size) != NULL;
}

int doc_html(const char *name, const struct buf *bytes, struct doc *d)
{
	cleanup(buf_free) struct buf text = BUF_INIT;
	struct page page = { .b = { .doc = d, .name = name } };
	struct html_handler handler = {
		.start = on_start, .end = on_end, .text = on_text, .ctx = &page
	};

	d->type = DOC_HTML;
	if (bytes->size > PAGE_MAX_SIZE)
		return err_set(BIS_EFORMAT, "%s: a page of more than %zu MiB", name,
			PAGE_MAX_SIZE >> 20);
	int rc = to_utf8(bytes, &text);
	if (rc == 0)
		rc = html_read(name, buf_str(&text), text.size, &handler);
	doc_end_paragraph(&page.b);
	if (rc == 0)
		rc = page.b.rc;
	if (rc < 0)
		return rc;
	doc_set_lang(d, page.lang);
	doc_set_lang(d, page.meta_lang);
	return doc_index(d);
}
