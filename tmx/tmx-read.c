/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading TMX 1.1 to 1.4b, and what real tools write under that name.
 *
 * A state machine over the events of the XML reader: outside of units, in a unit, in a
 * variant, in a segment, in something that is copied, in something that is passed over.
 * Elements are known by local name, wherever they stand; only the root must be <tmx>.
 * What is not of TMX is kept and remarked on.  A unit with characters that are illegal,
 * or above the bounds, is lost with a message, and its memory is given up as soon as that
 * is known.
 */
#include "config.h"
#include "tmx/tmx-read.h"

#include <string.h>

#include "src/base/err.h"
#include "src/xml/markup.h"
#include "tmx/tmx-reader.h"

static const char *const kinds[N_KINDS_OF_REMARK] = {
	[NO_VERSION] = "version missing",
	[ODD_VERSION] = "unknown version",
	[NO_HEADER] = "header missing",
	[TWO_HEADERS] = "further headers",
	[HEADER_ATTRS] = "headers that lack attributes",
	[HEADER_DAMAGE] = "damage in the header",
	[HEADER_SIZE] = "headers above the bound",
	[NO_LANG] = "variants without a language",
	[LANG_SPELLING] = "variants with the language attribute of another TMX version",
	[TWO_LANGS] = "variants with both lang and xml:lang",
	[NO_SOURCE] = "units without a variant in the source language",
	[ONE_LANG] = "units in one language only",
	[NO_VARIANT] = "units without any variant",
	[NO_SEG] = "variants without <seg>",
	[MORE_SEGS] = "variants with more than one <seg>",
	[STRAY_TEXT] = "texts outside of <seg>",
	[STRAY_VARIANT] = "variants outside of a unit",
	[UNPAIRED] = "segments with unbalanced codes",
	[NO_I] = "segments with a <bpt> or <ept> without i",
	[BAD_POS] = "segments with an <it> whose pos is neither begin nor end",
	[FOREIGN_IN_SEG] = "segments with elements that TMX does not allow there",
	[FOREIGN_ELEMENT] = "elements that are not of TMX",
	[FOREIGN_ATTR] = "attributes that are not of TMX",
	[NO_TYPE] = "props without type",
	[LATE] = "props and notes that come too late",
	[XML_ODD] = "oddities of the XML",
};

/* --- root and header --- */

static int read_version(struct tmx_reader *t, const struct xml_element *e)
{
	static const char *const known[] = { "1.1", "1.2", "1.3", "1.4", "1.4a", "1.4b" };
	const char *version = buf_str(&t->doc.version);

	t->old = strcmp(version, "1.1") == 0 || strcmp(version, "1.2") == 0;
	if (t->doc.version.size == 0)
		return remark(
			&t->remarks, NO_VERSION, e->line, NULL, "<tmx> has no version");
	for (size_t i = 0; i < N_ELEMENTS(known); i++)
		if (strcmp(known[i], version) == 0)
			return 0;
	return remark(&t->remarks, ODD_VERSION, e->line, NULL,
		"version %.20s is unknown; read as 1.4", version);
}

static int read_root(struct tmx_reader *t, const struct xml_element *e)
{
	if (strcmp(e->local, "map") == 0)
		return err_set(BIS_EFORMAT, "%s:%ld: a map of the Tiled editor, not TMX",
			source_name(t->in), e->line);
	if (strcmp(e->local, "tmx") != 0)
		return err_set(BIS_EFORMAT,
			"%s:%ld: the root element is <%.60s>, not <tmx>",
			source_name(t->in), e->line, e->name);
	t->place = OUTSIDE;
	buf_set(&t->home, e->uri);
	for (size_t i = 0; i < e->n_attributes; i++) {
		if (strcmp(e->attributes[i].name, "version") == 0)
			buf_set(&t->doc.version, e->attributes[i].value);
		else
			markup_attr(&t->doc.root_attrs, e->attributes[i].name,
				e->attributes[i].value);
	}
	for (size_t i = 0; i < e->n_namespaces; i++)
		markup_attr(&t->doc.root_attrs, e->namespaces[i].name,
			e->namespaces[i].value);
	return read_version(t, e);
}

static int check_header(struct tmx_reader *t, const struct xml_element *e)
{
	buf_clear(&t->scratch);
	for (const struct tmx_default *d = tmx_header_required; d->name != NULL; d++)
		if (xml_attribute(e, d->name) == NULL)
			buf_addf(&t->scratch, "%s%s", t->scratch.size == 0 ? "" : ", ",
				d->name);
	if (t->scratch.size == 0)
		return 0;
	return remark(&t->remarks, HEADER_ATTRS, e->line, NULL, "<header> lacks %s",
		buf_str(&t->scratch));
}

static int header_begin(struct tmx_reader *t, const struct xml_element *e)
{
	const struct xml_attribute *srclang = xml_attribute(e, "srclang");

	t->depth = 1;
	if (t->headed || t->told) {
		t->place = PASSING;
		return remark(&t->remarks, TWO_HEADERS, e->line, NULL,
			"a second <header>, or one after the units; left out");
	}
	t->headed = true;
	t->place = IN_HEADER;
	t->size = t->children = 0;
	if (srclang != NULL)
		buf_set(&t->doc.lang, srclang->value);
	int rc = tmx_keep_attrs(t, &t->doc.attrs, TMX_HEADER, e);
	return rc != 0 ? rc : check_header(t, e);
}

static int header_end(struct tmx_reader *t, struct xml_reader *r)
{
	const char *what = NULL;
	long line = xml_damage_since(r, t->mark, &what);

	t->place = OUTSIDE;
	if (t->too_big) {
		t->too_big = false;
		buf_clear(&t->doc.head);
		return remark(&t->remarks, HEADER_SIZE, xml_line(r), NULL,
			"the header is larger than %zu MiB; its content is left out",
			UNIT_MAX_SIZE >> 20);
	}
	if (line > 0)
		return remark(&t->remarks, HEADER_DAMAGE, line, NULL, "in the header: %s",
			what);
	return 0;
}

static int tell_head(struct tmx_reader *t, long line)
{
	const struct document *d = &t->doc;

	if (t->told)
		return 0;
	t->told = true;
	if (!document_ok(d) || !buf_ok(&t->home))
		return err_nomem();
	if (!t->headed) {
		int rc = remark(&t->remarks, NO_HEADER, line, NULL, "no <header>");
		if (rc != 0)
			return rc;
	}
	return t->sink->head == NULL ? 0 : t->sink->head(t->sink->ctx, d);
}

/* --- events --- */

static int start_unit(struct tmx_reader *t, const struct xml_element *e)
{
	int rc = tell_head(t, e->line);

	return rc != 0 ? rc : tmx_unit_begin(t, e);
}

static int start_outside(struct tmx_reader *t, const struct xml_element *e)
{
	switch (tmx_element(e->local, strlen(e->local))) {
	case TMX_TU:
		return start_unit(t, e);
	case TMX_HEADER:
		return header_begin(t, e);
	case TMX_BODY:
		return 0;
	case TMX_TUV:
		t->place = PASSING;
		t->depth = 1;
		return remark(&t->remarks, STRAY_VARIANT, e->line, NULL,
			"<tuv> outside of <tu>; left out");
	default:
		return remark(&t->remarks, FOREIGN_ELEMENT, e->line, NULL,
			"<%s> outside of units is not of TMX; left out", e->name);
	}
}

static int start_in_unit(struct tmx_reader *t, const struct xml_element *e)
{
	enum tmx_element kind = tmx_element(e->local, strlen(e->local));

	if (kind == TMX_TUV)
		return tmx_variant_begin(t, e);
	return tmx_keep_child(t, &t->unit.extra, kind == TMX_UDE ? TMX_FOREIGN : kind, e,
		t->unit.n_variants > 0);
}

static int start_in_variant(struct tmx_reader *t, const struct xml_element *e)
{
	enum tmx_element kind = tmx_element(e->local, strlen(e->local));

	if (kind == TMX_SEG)
		return tmx_seg_begin(t, e);
	return tmx_keep_child(t, &t->variant->extra, kind == TMX_UDE ? TMX_FOREIGN : kind,
		e, t->has_seg);
}

static int on_start(void *ctx, struct xml_reader *r, const struct xml_element *e)
{
	struct tmx_reader *t = ctx;

	(void)r;
	if (t->place == AT_ROOT)
		return read_root(t, e);
	if (t->place == OUTSIDE)
		return start_outside(t, e);
	t->depth++;
	if (t->place == PASSING)
		return 0;
	t->children++;
	if (!tmx_fits(t, tmx_element_size(e)))
		return 0;
	switch (t->place) {
	case IN_UNIT:
		return start_in_unit(t, e);
	case IN_VARIANT:
		return start_in_variant(t, e);
	case IN_SEG:
		segment_open(&t->segment, e);
		return 0;
	case IN_HEADER:
		return tmx_keep_child(t, &t->doc.head,
			tmx_element(e->local, strlen(e->local)), e, false);
	default:
		fragment_open(&t->copy, e);
		return 0;
	}
}

/* The end of what lies within a header or unit. */
static int end_inside(
	struct tmx_reader *t, struct xml_reader *r, const char *name, const char *local)
{
	switch (t->place) {
	case IN_SEG:
		if (t->segment.copy.depth == 0)
			return tmx_seg_end(t, xml_line(r));
		segment_close(&t->segment, name, local);
		return 0;
	case IN_VARIANT:
		return tmx_variant_end(t, xml_line(r));
	case COPYING:
		fragment_close(&t->copy, name, local);
		if (t->copy.depth == 0)
			t->place = t->back;
		return 0;
	default:
		return 0;
	}
}

static int end_whole(struct tmx_reader *t, struct xml_reader *r, const char *local)
{
	enum tmx_element kind = tmx_element(local, strlen(local));

	if (kind == TMX_TU)
		return tmx_unit_end(t, r);
	if (kind == TMX_HEADER && !t->told && (t->place == IN_HEADER || t->too_big))
		return header_end(t, r);
	t->place = OUTSIDE;
	return 0;
}

static int on_end(void *ctx, struct xml_reader *r, const char *name, const char *local)
{
	struct tmx_reader *t = ctx;
	int rc = 0;

	if (t->place == OUTSIDE)
		return 0;
	if (--t->depth > 0)
		return end_inside(t, r, name, local);
	rc = end_whole(t, r, local);
	t->mark = xml_position(r);
	return rc;
}

static int stray_text(
	struct tmx_reader *t, struct xml_reader *r, const char *text, size_t size)
{
	if (xml_is_blank(text, size) && (t->place != IN_VARIANT || t->stray.size == 0))
		return 0;
	if (t->place == IN_VARIANT) {
		if (tmx_fits(t, size))
			buf_add(&t->stray, text, size);
		return 0;
	}
	return remark(&t->remarks, STRAY_TEXT, xml_line(r), NULL,
		"text outside of <seg>; left out");
}

static int on_text(void *ctx, struct xml_reader *r, const char *text, size_t size)
{
	struct tmx_reader *t = ctx;

	switch (t->place) {
	case IN_SEG:
		if (tmx_fits(t, size))
			segment_text(&t->segment, text, size);
		return 0;
	case COPYING:
		if (tmx_fits(t, size))
			markup_text(t->copy.to, text, size);
		return 0;
	case PASSING:
	case AT_ROOT:
		return 0;
	default:
		return stray_text(t, r, text, size);
	}
}

static int on_warn(void *ctx, struct xml_reader *r, long line, const char *message)
{
	struct tmx_reader *t = ctx;

	(void)r;
	return remark(&t->remarks, XML_ODD, line, NULL, "%s", message);
}

/* --- the whole --- */

static void tmx_finish(struct tmx_reader *t)
{
	document_finish(&t->doc);
	unit_finish(&t->unit);
	segment_finish(&t->segment);
	buf_free(&t->home);
	buf_free(&t->srclang);
	buf_free(&t->stray);
	buf_free(&t->segs);
	buf_free(&t->scratch);
}

static int read_all(struct tmx_reader *t, const struct xml_handler *handler)
{
	int rc = xml_read(t->in, handler);

	if (rc == 0)
		rc = tell_head(t, 0);
	if (rc == 0)
		rc = remarks_end(&t->remarks);
	if (rc == 0 && t->sink->tail != NULL)
		rc = t->sink->tail(t->sink->ctx, &t->doc);
	return rc;
}

int tmx_read(struct source *in, const struct read_options *options,
	const struct record_sink *sink)
{
	struct tmx_reader t = { .in = in, .sink = sink, .place = AT_ROOT };
	struct xml_handler handler = {
		.start = on_start,
		.end = on_end,
		.text = on_text,
		.warn = on_warn,
		.ctx = &t,
	};

	(void)options;
	remarks_init(&t.remarks, sink, kinds, N_KINDS_OF_REMARK);
	document_init(&t.doc);
	unit_init(&t.unit);
	segment_init(&t.segment);
	buf_set(&t.doc.format, "tmx");
	int rc = read_all(&t, &handler);
	tmx_finish(&t);
	return rc;
}
