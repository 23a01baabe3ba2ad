/* SPDX-License-Identifier: Apache-2.0
 *
 * The text of a category or term, with hi, foreign and codes where the version has a
 * place for them.
 */
#include "config.h"
#include "tmx/tbx-converter.h"

#include <string.h>

#include "src/xml/reader.h"

static bool is_code(const struct markup_cursor *c)
{
	return markup_is(c, "bpt") || markup_is(c, "ept") || markup_is(c, "ph") ||
	       markup_is(c, "sc") || markup_is(c, "ec");
}

static bool hi_type_known(const char *type)
{
	static const char *const types[] = { "entailedTerm", "hotkey", "italics", "bold",
		"superscript", "subscript", "math" };

	for (size_t i = 0; i < N_ELEMENTS(types); i++)
		if (strcmp(types[i], type) == 0)
			return true;
	return false;
}

static bool get(struct tbx_convert *v, const struct markup_cursor *c, const char *name)
{
	bool has = markup_attr_get(c->attrs, c->attrs_size, name, &v->scratch);

	v->failed |= v->scratch.failed;
	return has;
}

void tbx_add_id(struct tbx_convert *v, const char *name, const char *id, struct buf *out)
{
	cleanup(buf_free) struct buf mended = BUF_INIT;

	tbx_unique_id(v, id, &mended);
	markup_attr(out, name, buf_str(&mended));
	v->failed |= mended.failed;
}

void tbx_add_target(
	struct tbx_convert *v, const char *name, const char *target, struct buf *out)
{
	cleanup(buf_free) struct buf mended = BUF_INIT;

	if (strstr(target, "://") != NULL)
		return;
	tbx_target(v, target, &mended);
	markup_attr(out, name, buf_str(&mended));
	v->failed |= mended.failed;
}

void tbx_add_lang(struct tbx_convert *v, const char *lang, struct buf *out)
{
	cleanup(buf_free) struct buf mended = BUF_INIT;

	tbx_mend_lang(&mended, lang);
	markup_attr(out, "xml:lang", buf_str(&mended));
	v->failed |= mended.failed;
}

static void open_hi(struct tbx_convert *v, const struct markup_cursor *c, struct buf *out)
{
	buf_adds(out, "<hi");
	if (get(v, c, "type") &&
		(v->version != TBX_V3 || hi_type_known(buf_str(&v->scratch))))
		markup_attr(out, "type", buf_str(&v->scratch));
	if (get(v, c, "target"))
		tbx_add_target(v, "target", buf_str(&v->scratch), out);
	buf_addc(out, '>');
}

static void open_foreign(
	struct tbx_convert *v, const struct markup_cursor *c, struct buf *out)
{
	buf_adds(out, "<foreign");
	if (get(v, c, "id"))
		tbx_add_id(v, "id", buf_str(&v->scratch), out);
	if (get(v, c, "xml:lang"))
		tbx_add_lang(v, buf_str(&v->scratch), out);
	buf_addc(out, '>');
}

/* A code: the placeholder that is valid in both; its content, native code, is not
 * text. */
static void add_code(
	struct tbx_convert *v, const struct markup_cursor *c, struct buf *out)
{
	if (v->version == TBX_V2) {
		buf_adds(out, "<ph/>");
		return;
	}
	if (markup_is(c, "sc") && get(v, c, "id")) {
		buf_adds(out, "<sc");
		tbx_add_id(v, "id", buf_str(&v->scratch), out);
		buf_adds(out, "/>");
	} else if (markup_is(c, "ec") && get(v, c, "startRef")) {
		buf_adds(out, "<ec");
		tbx_add_target(v, "startRef", buf_str(&v->scratch), out);
		tbx_add_id(v, "id", get(v, c, "id") ? buf_str(&v->scratch) : "ec", out);
		buf_adds(out, "/>");
	} else {
		buf_adds(out, "<ph/>");
	}
}

static void tell_inline(struct tbx_convert *v, const struct markup_cursor *c)
{
	struct tbx_item item = { .name = c->name, .name_size = c->name_size };

	tbx_tell(v, &item, "", NULL);
}

/* Begins an element in text; returns what closes it, "" for nothing. */
static const char *open_inline(struct tbx_convert *v, const struct markup_cursor *c,
	bool term, bool in_hi, struct buf *out)
{
	if (markup_is(c, "hi") && !in_hi && v->version != TBX_2013) {
		open_hi(v, c, out);
		return "</hi>";
	}
	if (markup_is(c, "foreign") && !term && !in_hi && v->version != TBX_2013) {
		open_foreign(v, c, out);
		return "</foreign>";
	}
	tell_inline(v, c);
	return "";
}

void tbx_convert_inline(
	struct tbx_convert *v, const char *inner, size_t size, bool term, struct buf *out)
{
	const char *closing[XML_MAX_DEPTH];
	int depth = 0, hi = 0;
	struct markup_cursor c;
	enum markup_piece piece;

	markup_begin(&c, inner);
	while ((piece = markup_next(&c)) != MARKUP_END && c.begin < inner + size) {
		if (piece == MARKUP_TEXT) {
			buf_add(out, c.text, c.text_size);
		} else if (piece == MARKUP_CLOSE) {
			if (--depth < 0)
				break;
			hi -= strcmp(closing[depth], "</hi>") == 0;
			buf_adds(out, closing[depth]);
		} else if (is_code(&c) || piece == MARKUP_EMPTY ||
			   depth == XML_MAX_DEPTH) {
			if (is_code(&c) && !term && hi == 0 && v->version != TBX_2013)
				add_code(v, &c, out);
			else
				tell_inline(v, &c);
			if (piece == MARKUP_OPEN)
				markup_skip(&c, &c.text, &c.text_size);
		} else {
			closing[depth] = open_inline(v, &c, term, hi > 0, out);
			hi += strcmp(closing[depth++], "</hi>") == 0;
		}
	}
}
