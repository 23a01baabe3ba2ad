/* SPDX-License-Identifier: Apache-2.0
 *
 * Canonical markup: the small, strict subset of XML in which Bisotun keeps what it was
 * given.
 *
 * Attributes, props, notes, inline codes and data categories of an imported file are kept
 * as one string each, written by the functions below and by nothing else, so that reading
 * them back needs no parser and writing them out again needs no thought:
 *
 *	attributes   ` tuid="12" creationid="A &amp; B"`   each with one space in front
 *	elements     `<prop type="x-a">text</prop><ph x="1"/>`
 *
 * In text & < > are escaped and CR is &#13;; in attribute values also " TAB LF.  There
 * are no comments, instructions, CDATA sections, entities or declarations.  Names carry
 * their prefix as written; a namespace is declared by an ordinary xmlns:… attribute on
 * the element that needs it.
 */
#ifndef BISOTUN_MARKUP_H
#define BISOTUN_MARKUP_H

#include "src/base/buf.h"

/* Writing */
void markup_text(struct buf *b, const char *text, size_t size);
void markup_attr(
	struct buf *b, const char *name, const char *value); /* ` name="value"` */
void markup_attr_sized(struct buf *b, const char *name, const char *value, size_t size);
/* `<name attrs>`; attrs is NULL or canonical attributes. */
void markup_open(struct buf *b, const char *name, const char *attrs);
/* `</name>`; where nothing was added since the `<name …>` that ends at offset `opened`,
 * that one becomes `<name …/>`. */
void markup_close(struct buf *b, const char *name, size_t opened);
/* `<name attrs>text</name>` in one. */
void markup_element(struct buf *b, const char *name, const char *attrs, const char *text);

/* Reading: a cursor over the pieces of canonical markup.  It trusts its input to be what
 * the functions above wrote, but never reads past the end of it: at a flaw it ends. */
enum markup_piece { MARKUP_END, MARKUP_OPEN, MARKUP_EMPTY, MARKUP_CLOSE, MARKUP_TEXT };

struct markup_cursor {
	const char *at;
	/* of the piece last returned; slices of the markup, still escaped */
	const char *name; /* OPEN, EMPTY, CLOSE: with prefix */
	size_t name_size;
	const char *attrs; /* OPEN, EMPTY: canonical attributes, size 0 for none */
	size_t attrs_size;
	const char *text; /* TEXT: escaped */
	size_t text_size;
	const char *begin; /* where the piece begins */
};

void markup_begin(struct markup_cursor *c, const char *markup);
enum markup_piece markup_next(struct markup_cursor *c);
bool markup_is(const struct markup_cursor *c, const char *name);
/* After OPEN: goes past the matching CLOSE; *inner gets the slice between (borrowed). */
void markup_skip(struct markup_cursor *c, const char **inner, size_t *inner_size);

/* The value of attribute `name` among canonical attributes, unescaped into `value`
 * (cleared first); false where there is none. */
bool markup_attr_get(
	const char *attrs, size_t attrs_size, const char *name, struct buf *value);
/* Steps over attributes: false at the end. `*at` starts at the attributes' first byte. */
bool markup_attr_next(const char **at, const char *end, const char **name,
	size_t *name_size, const char **escaped, size_t *escaped_size);
void markup_unescape(struct buf *b, const char *escaped, size_t size);
/* All text of a fragment, unescaped, elements dropped. */
void markup_plain(struct buf *b, const char *markup, size_t size);

#endif
