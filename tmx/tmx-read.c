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
#include <strings.h>

#include "src/base/err.h"
#include "src/xml/markup.h"
#include "src/xml/reader.h"
#include "tmx/inline.h"
#include "tmx/remarks.h"
#include "tmx/tmx-dtd.h"

enum kind {
	NO_VERSION,
	ODD_VERSION,
	NO_HEADER,
	TWO_HEADERS,
	HEADER_ATTRS,
	HEADER_DAMAGE,
	HEADER_SIZE,
	NO_LANG,
	LANG_SPELLING,
	TWO_LANGS,
	NO_SOURCE,
	ONE_LANG,
	NO_VARIANT,
	NO_SEG,
	MORE_SEGS,
	STRAY_TEXT,
	STRAY_VARIANT,
	UNPAIRED,
	NO_I,
	BAD_POS,
	FOREIGN_IN_SEG,
	FOREIGN_ELEMENT,
	FOREIGN_ATTR,
	NO_TYPE,
	LATE,
	XML_ODD,
	N_KINDS_OF_REMARK
};

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

enum place {
	AT_ROOT, /* nothing was read yet */
	OUTSIDE, /* in <tmx>, <body> or what else stands around units */
	IN_HEADER,
	IN_UNIT,
	IN_VARIANT,
	IN_SEG,
	COPYING, /* a prop, a note, something foreign; then back to `back` */
	PASSING /* content nobody wants, up to where `depth` is again that of its start */
};

struct tmx {
	struct source *in;
	const struct record_sink *sink;
	struct remarks remarks;
	struct document doc;
	struct unit unit;
	struct variant *variant; /* the one being read */
	struct segment segment;
	struct fragment copy;
	struct buf home;    /* namespace of <tmx> */
	struct buf srclang; /* of the unit; else the document's counts */
	struct buf segs;    /* what further <seg> elements the variant has, as below */
	struct buf stray;   /* text that stands in <tuv>, not in <seg> */
	struct buf scratch;
	enum place place, back;
	int depth;    /* elements open in the current header, unit or passed content */
	bool old;     /* version 1.1 or 1.2: the language is in `lang` */
	bool headed;  /* a header was read */
	bool told;    /* the sink has the head */
	bool has_seg; /* the variant's <seg> was met */
	bool too_big;
	uint64_t mark;         /* position before the current unit */
	size_t size, children; /* of the current header or unit */
};

static const char *home(const struct tmx *t)
{
	return t->home.size == 0 ? NULL : buf_str(&t->home);
}

/* tuid of the unit, for messages. */
static const char *tuid(struct tmx *t)
{
	const struct buf *attrs = &t->unit.attrs;

	buf_clear(&t->scratch);
	markup_attr_get(buf_str(attrs), attrs->size, "tuid", &t->scratch);
	return buf_str(&t->scratch);
}

static bool blank(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (text[i] != ' ' && text[i] != '\n' && text[i] != '\t' &&
			text[i] != '\r')
			return false;
	return true;
}

/* Counts what is kept of the header or unit; from the bound on nothing more is. */
static bool fits(struct tmx *t, size_t size)
{
	t->size += size;
	if (t->size <= UNIT_MAX_SIZE && t->children <= UNIT_MAX_CHILDREN)
		return true;
	t->too_big = true;
	t->place = PASSING;
	return false;
}

static size_t element_size(const struct xml_element *e)
{
	size_t size = 2 * strlen(e->name) + 5;

	for (size_t i = 0; i < e->n_attributes; i++)
		size += e->attributes[i].size + 4;
	return size;
}

/* ---- attributes ---- */

static bool is_lang(const struct xml_attribute *a)
{
	return strcmp(a->local, "lang") == 0 && strcmp(a->name, "xml:lang") == 0;
}

/* Keeps one attribute, with a remark where TMX doesn't know it. */
static int keep_attr(struct tmx *t, struct buf *to, enum tmx_element kind,
	const struct xml_element *e, size_t n)
{
	const char *name = e->attributes[n].name;

	fragment_attr(to, e, n);
	if (tmx_attr_known(kind, name, strlen(name)))
		return 0;
	return remark(&t->remarks, FOREIGN_ATTR, e->line, NULL,
		"attribute %s of <%s> is not of TMX; kept", name, e->local);
}

static int keep_attrs(
	struct tmx *t, struct buf *to, enum tmx_element kind, const struct xml_element *e)
{
	int rc = 0;

	for (size_t i = 0; i < e->n_attributes && rc == 0; i++)
		rc = keep_attr(t, to, kind, e, i);
	return rc;
}

static const struct xml_attribute *attribute(
	const struct xml_element *e, const char *name)
{
	for (size_t i = 0; i < e->n_attributes; i++)
		if (strcmp(e->attributes[i].name, name) == 0)
			return &e->attributes[i];
	return NULL;
}

/* ---- copies ---- */

static int copy_begin(struct tmx *t, struct buf *to, const struct xml_element *e)
{
	t->back = t->place;
	t->place = COPYING;
	fragment_begin(&t->copy, to, home(t));
	fragment_open(&t->copy, e);
	return 0;
}

/* A child of header, tu or tuv: kept as it is, with a remark where it is not as TMX has
 * it. */
static int keep_child(struct tmx *t, struct buf *to, enum tmx_element kind,
	const struct xml_element *e, bool late)
{
	int rc = 0;

	if (kind != TMX_PROP && kind != TMX_NOTE && kind != TMX_UDE)
		rc = remark(&t->remarks, FOREIGN_ELEMENT, e->line, NULL,
			"<%s> is not of TMX here; kept", e->name);
	else if (late)
		rc = remark(&t->remarks, LATE, e->line, NULL,
			"<%s> after <%s>; kept, to be written before it", e->local,
			t->place == IN_UNIT ? "tuv" : "seg");
	if (rc == 0 && kind == TMX_PROP && attribute(e, "type") == NULL)
		rc = remark(&t->remarks, NO_TYPE, e->line, NULL, "<prop> without type");
	return rc != 0 ? rc : copy_begin(t, to, e);
}

/* ---- root and header ---- */

static int read_version(struct tmx *t, const struct xml_element *e)
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

static int read_root(struct tmx *t, const struct xml_element *e)
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

static int check_header(struct tmx *t, const struct xml_element *e)
{
	buf_clear(&t->scratch);
	for (const struct tmx_default *d = tmx_header_required; d->name != NULL; d++)
		if (attribute(e, d->name) == NULL)
			buf_addf(&t->scratch, "%s%s", t->scratch.size == 0 ? "" : ", ",
				d->name);
	if (t->scratch.size == 0)
		return 0;
	return remark(&t->remarks, HEADER_ATTRS, e->line, NULL, "<header> lacks %s",
		buf_str(&t->scratch));
}

static int header_begin(struct tmx *t, const struct xml_element *e)
{
	const struct xml_attribute *srclang = attribute(e, "srclang");

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
	int rc = keep_attrs(t, &t->doc.attrs, TMX_HEADER, e);
	return rc != 0 ? rc : check_header(t, e);
}

static int header_end(struct tmx *t, struct xml_reader *r)
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

/* ---- units ---- */

static int tell_head(struct tmx *t, long line)
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

static int unit_begin(struct tmx *t, const struct xml_element *e)
{
	const struct xml_attribute *srclang = attribute(e, "srclang");
	int rc = tell_head(t, e->line);

	if (rc != 0)
		return rc;
	unit_reset(&t->unit);
	t->unit.line = e->line;
	t->place = IN_UNIT;
	t->depth = 1;
	t->too_big = false;
	t->size = t->children = 0;
	buf_clear(&t->srclang);
	if (srclang != NULL)
		buf_set(&t->srclang, srclang->value);
	if (!fits(t, element_size(e)))
		return 0;
	return keep_attrs(t, &t->unit.attrs, TMX_TU, e);
}

/* Codes are compared without case, and `_` as `-`. */
static bool same_lang(const struct buf *a, const struct buf *b)
{
	if (a->size != b->size)
		return false;
	for (size_t i = 0; i < a->size; i++) {
		char x = a->data[i] == '_' ? '-' : a->data[i];
		char y = b->data[i] == '_' ? '-' : b->data[i];
		if (x != y && strncasecmp(&x, &y, 1) != 0)
			return false;
	}
	return true;
}

static int check_source(struct tmx *t)
{
	const struct unit *u = &t->unit;
	const struct buf *source = t->srclang.size > 0 ? &t->srclang : &t->doc.lang;

	if (source->size == 0 || strcmp(buf_str(source), "*all*") == 0)
		return 0;
	for (size_t i = 0; i < u->n_variants; i++)
		if (same_lang(&u->variants[i].lang, source))
			return 0;
	return remark(&t->remarks, NO_SOURCE, u->line, tuid(t),
		"the unit has no variant in its source language, %.60s", buf_str(source));
}

static int check_unit(struct tmx *t)
{
	const struct unit *u = &t->unit;

	if (u->n_variants == 0)
		return remark(&t->remarks, NO_VARIANT, u->line, tuid(t),
			"the unit has no <tuv>");
	if (u->n_variants == 1) {
		int rc = remark(&t->remarks, ONE_LANG, u->line, tuid(t),
			"the unit is in one language only, %.60s",
			buf_str(&u->variants[0].lang));
		if (rc != 0)
			return rc;
	}
	return check_source(t);
}

static int unit_end(struct tmx *t, struct xml_reader *r)
{
	const char *what = NULL;
	long damage = xml_damage_since(r, t->mark, &what);

	t->place = OUTSIDE;
	if (t->too_big) {
		t->too_big = false;
		return remark_lost(t->sink, t->unit.line, tuid(t),
			"the unit has more than %zu MiB or %d elements",
			UNIT_MAX_SIZE >> 20, UNIT_MAX_CHILDREN);
	}
	if (damage > 0)
		return remark_lost(t->sink, damage, tuid(t), "%s", what);
	if (!unit_ok(&t->unit) || !buf_ok(&t->srclang))
		return err_nomem();
	int rc = check_unit(t);
	if (rc != 0 || t->sink->unit == NULL)
		return rc;
	return t->sink->unit(t->sink->ctx, &t->unit);
}

/* ---- variants ---- */

/* The language: xml:lang before lang.  Where both are given, lang stays among the
 * attributes. */
static int read_lang(struct tmx *t, const struct xml_element *e)
{
	const struct xml_attribute *new = attribute(e, "xml:lang"),
				   *old = attribute(e, "lang");
	bool has_new = new != NULL &&new->size > 0,
	     has_old = old != NULL && old->size > 0;
	struct variant *v = t->variant;

	if (!has_new && !has_old)
		return remark(&t->remarks, NO_LANG, e->line, tuid(t),
			"<tuv> without a language");
	buf_add(&v->lang, has_new ? new->value : old->value,
		has_new ? new->size : old->size);
	if (has_new && old != NULL) {
		fragment_attr(&v->attrs, e, (size_t)(old - e->attributes));
		return remark(&t->remarks, TWO_LANGS, e->line, tuid(t),
			"<tuv> with both xml:lang=\"%.60s\" and lang=\"%.60s\"; the "
			"first counts",
			new->value, old->value);
	}
	if (has_new == t->old)
		return remark(&t->remarks, LANG_SPELLING, e->line, tuid(t),
			"%s is not of TMX %s; read as the language",
			has_new ? "xml:lang" : "lang",
			t->doc.version.size == 0 ? "1.4" : buf_str(&t->doc.version));
	return 0;
}

static int variant_begin(struct tmx *t, const struct xml_element *e)
{
	t->variant = unit_add(&t->unit);
	if (t->variant == NULL)
		return err_nomem();
	t->variant->empty = true;
	t->has_seg = false;
	t->place = IN_VARIANT;
	buf_clear(&t->stray);
	buf_clear(&t->segs);
	int rc = read_lang(t, e);
	for (size_t i = 0; i < e->n_attributes && rc == 0; i++)
		if (!is_lang(&e->attributes[i]) &&
			strcmp(e->attributes[i].name, "lang") != 0)
			rc = keep_attr(t, &t->variant->attrs, TMX_TUV, e, i);
	return rc;
}

/* Text that stands straight in <tuv> is the segment where there is no other. */
static int variant_end(struct tmx *t, long line)
{
	size_t begin = 0, end = t->stray.size;

	t->place = IN_UNIT;
	if (!buf_ok(&t->stray) || !buf_ok(&t->segs))
		return err_nomem();
	if (t->segs.size > 0)
		buf_add(&t->variant->extra, t->segs.data, t->segs.size);
	if (t->has_seg && end > 0)
		return remark(&t->remarks, STRAY_TEXT, line, tuid(t),
			"text in <tuv> beside its <seg>; left out");
	if (t->has_seg)
		return 0;
	if (end == 0)
		return remark(&t->remarks, NO_SEG, line, tuid(t), "<tuv> without <seg>");
	while (blank(t->stray.data + begin, 1))
		begin++;
	while (blank(t->stray.data + end - 1, 1))
		end--;
	t->variant->empty = false;
	buf_add(&t->variant->text, t->stray.data + begin, end - begin);
	return remark(&t->remarks, STRAY_TEXT, line, tuid(t),
		"text in <tuv> without <seg>; taken as the segment");
}

/* Attributes of <seg>, of which TMX knows none, are kept as an empty <seg …/> at the end
 * of `extra`; a further segment is kept there with its content. */
static int seg_begin(struct tmx *t, const struct xml_element *e)
{
	struct variant *v = t->variant;
	int rc = 0;

	if (t->has_seg) {
		rc = remark(&t->remarks, MORE_SEGS, e->line, tuid(t),
			"<tuv> with more than one <seg>; the first counts");
		return rc != 0 ? rc : copy_begin(t, &t->segs, e);
	}
	t->has_seg = true;
	v->empty = false;
	t->place = IN_SEG;
	segment_begin(&t->segment, v, home(t));
	if (e->n_attributes == 0)
		return 0;
	buf_adds(&t->segs, "<seg");
	rc = keep_attrs(t, &t->segs, TMX_SEG, e);
	buf_adds(&t->segs, "/>");
	return rc;
}

static int seg_end(struct tmx *t, long line)
{
	unsigned flaws;
	int rc = segment_end(&t->segment);

	t->place = IN_VARIANT;
	flaws = t->segment.flaws;
	if (rc != 0 || flaws == 0)
		return rc;
	if ((flaws & SEGMENT_FOREIGN) != 0)
		rc = remark(&t->remarks, FOREIGN_IN_SEG, line, tuid(t),
			"<%s> in <seg> is not of TMX; kept, its text belongs to the "
			"segment",
			t->segment.name);
	if (rc == 0 && (flaws & SEGMENT_UNPAIRED) != 0)
		rc = remark(&t->remarks, UNPAIRED, line, tuid(t),
			"unbalanced codes: <bpt> and <ept> do not pair by i");
	if (rc == 0 && (flaws & SEGMENT_NO_I) != 0)
		rc = remark(&t->remarks, NO_I, line, tuid(t), "<bpt> or <ept> without i");
	if (rc == 0 && (flaws & SEGMENT_BAD_POS) != 0)
		rc = remark(&t->remarks, BAD_POS, line, tuid(t),
			"<it> whose pos is neither begin nor end");
	return rc;
}

/* ---- events ---- */

static int start_outside(struct tmx *t, const struct xml_element *e)
{
	switch (tmx_element(e->local, strlen(e->local))) {
	case TMX_TU:
		return unit_begin(t, e);
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

static int start_in_unit(struct tmx *t, const struct xml_element *e)
{
	enum tmx_element kind = tmx_element(e->local, strlen(e->local));

	if (kind == TMX_TUV)
		return variant_begin(t, e);
	return keep_child(t, &t->unit.extra, kind == TMX_UDE ? TMX_FOREIGN : kind, e,
		t->unit.n_variants > 0);
}

static int start_in_variant(struct tmx *t, const struct xml_element *e)
{
	enum tmx_element kind = tmx_element(e->local, strlen(e->local));

	if (kind == TMX_SEG)
		return seg_begin(t, e);
	return keep_child(t, &t->variant->extra, kind == TMX_UDE ? TMX_FOREIGN : kind, e,
		t->has_seg);
}

static int on_start(void *ctx, struct xml_reader *r, const struct xml_element *e)
{
	struct tmx *t = ctx;

	(void)r;
	if (t->place == AT_ROOT)
		return read_root(t, e);
	if (t->place == OUTSIDE)
		return start_outside(t, e);
	t->depth++;
	if (t->place == PASSING)
		return 0;
	t->children++;
	if (!fits(t, element_size(e)))
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
		return keep_child(t, &t->doc.head,
			tmx_element(e->local, strlen(e->local)), e, false);
	default:
		fragment_open(&t->copy, e);
		return 0;
	}
}

/* The end of what lies within a header or unit. */
static int end_inside(
	struct tmx *t, struct xml_reader *r, const char *name, const char *local)
{
	switch (t->place) {
	case IN_SEG:
		if (t->segment.copy.depth == 0)
			return seg_end(t, xml_line(r));
		segment_close(&t->segment, name, local);
		return 0;
	case IN_VARIANT:
		return variant_end(t, xml_line(r));
	case COPYING:
		fragment_close(&t->copy, name, local);
		if (t->copy.depth == 0)
			t->place = t->back;
		return 0;
	default:
		return 0;
	}
}

static int end_whole(struct tmx *t, struct xml_reader *r, const char *local)
{
	enum tmx_element kind = tmx_element(local, strlen(local));

	if (kind == TMX_TU)
		return unit_end(t, r);
	if (kind == TMX_HEADER && !t->told && (t->place == IN_HEADER || t->too_big))
		return header_end(t, r);
	t->place = OUTSIDE;
	return 0;
}

static int on_end(void *ctx, struct xml_reader *r, const char *name, const char *local)
{
	struct tmx *t = ctx;
	int rc = 0;

	if (t->place == OUTSIDE)
		return 0;
	if (--t->depth > 0)
		return end_inside(t, r, name, local);
	rc = end_whole(t, r, local);
	t->mark = xml_position(r);
	return rc;
}

static int stray_text(struct tmx *t, struct xml_reader *r, const char *text, size_t size)
{
	if (blank(text, size) && (t->place != IN_VARIANT || t->stray.size == 0))
		return 0;
	if (t->place == IN_VARIANT) {
		if (fits(t, size))
			buf_add(&t->stray, text, size);
		return 0;
	}
	return remark(&t->remarks, STRAY_TEXT, xml_line(r), NULL,
		"text outside of <seg>; left out");
}

static int on_text(void *ctx, struct xml_reader *r, const char *text, size_t size)
{
	struct tmx *t = ctx;

	switch (t->place) {
	case IN_SEG:
		if (fits(t, size))
			segment_text(&t->segment, text, size);
		return 0;
	case COPYING:
		if (fits(t, size))
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
	struct tmx *t = ctx;

	(void)r;
	return remark(&t->remarks, XML_ODD, line, NULL, "%s", message);
}

static void tmx_finish(struct tmx *t)
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

static int read_all(struct tmx *t, const struct xml_handler *handler)
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
	struct tmx t = { .in = in, .sink = sink, .place = AT_ROOT };
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
