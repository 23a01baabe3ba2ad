/* SPDX-License-Identifier: Apache-2.0
 *
 * TMX: guessing it, and writing version 1.4.  Reading is in tmx-read.c.
 *
 * What was kept of a unit is canonical markup already, so writing it is putting slices
 * together: one buffer a unit, one out_add.  The order is the DTD's whatever the source
 * had: notes and props first.  With `strict` everything passes the tables of tmx-dtd.c.
 */
#include "config.h"

#include <string.h>
#include <strings.h>

#include "src/base/err.h"
#include "src/xml/markup.h"
#include "tmx/dropped.h"
#include "tmx/format.h"
#include "tmx/head.h"
#include "tmx/tmx-dtd.h"
#include "tmx/tmx-read.h"

extern const struct format format_tmx;

struct state {
	struct buf text; /* of the unit being put together */
	struct buf tuid;
	struct dropped dropped;
	struct tmx_dropped clean; /* the same, as tmx-dtd.c wants it */
};

static int bid(const struct head *head)
{
	struct head_root root;

	if (head_root(head, &root))
		return head_root_is(&root, "tmx")    ? 100
		       : head_suffix_is(head, "tmx") ? 5
						     : 0;
	return head->size > 0 && head_suffix_is(head, "tmx") ? 5 : 0;
}

static void told(void *ctx, const char *what, const char *where)
{
	dropped_tell(ctx, what, where);
}

static bool same_lang(const char *a, const char *b)
{
	return strcasecmp(a, b) == 0;
}

static bool asked_for(const struct write_options *o, const char *lang)
{
	if (o->n_langs == 0)
		return true;
	for (size_t i = 0; i < o->n_langs; i++)
		if (same_lang(o->langs[i], lang))
			return true;
	return false;
}

/* The source language: the one asked for, in the document's own spelling where it is the
 * same; else the document's where its units still have it. */
static const char *source_lang(const struct write_options *o, const char *written)
{
	bool asked = o->source_lang != NULL && *o->source_lang != '\0';

	if (asked)
		return same_lang(o->source_lang, written) ? written : o->source_lang;
	return *written != '\0' && asked_for(o, written) ? written : "*all*";
}

/* Attributes of the root; its version is ours, and our TMX is in no namespace. */
static void add_root_attrs(struct buf *b, const struct document *d)
{
	const char *at = buf_str(&d->root_attrs), *end = at + d->root_attrs.size;
	const char *name, *value;
	size_t name_size, value_size;

	while (markup_attr_next(&at, end, &name, &name_size, &value, &value_size))
		if (name_size != 5 || memcmp(name, "xmlns", 5) != 0)
			buf_addf(b, " %.*s=\"%.*s\"", (int)name_size, name,
				(int)value_size, value);
}

static void add_header_attrs(
	struct buf *b, const char *attrs, size_t size, const char *srclang)
{
	const char *at = attrs, *name, *value;
	size_t name_size, value_size;
	cleanup(buf_free) struct buf have = BUF_INIT;

	while (size > 0 && markup_attr_next(&at, attrs + size, &name, &name_size, &value,
				   &value_size)) {
		if (name_size == 7 && memcmp(name, "srclang", 7) == 0)
			markup_attr(b, "srclang", srclang);
		else
			buf_addf(b, " %.*s=\"%.*s\"", (int)name_size, name,
				(int)value_size, value);
	}
	for (const struct tmx_default *d = tmx_header_required; d->name != NULL; d++) {
		if (size > 0 && markup_attr_get(attrs, size, d->name, &have))
			continue;
		markup_attr(
			b, d->name, strcmp(d->name, "srclang") == 0 ? srclang : d->value);
	}
}

static void add_head(struct buf *b, const struct writer *w, const struct document *d)
{
	struct state *s = w->state;
	bool ours = strcmp(buf_str(&d->format), "tmx") == 0;
	const char *srclang = source_lang(w->options, ours ? buf_str(&d->lang) : "");
	cleanup(buf_free) struct buf attrs = BUF_INIT;

	s->clean.where = "header";
	buf_adds(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\"");
	if (ours && !w->options->strict)
		add_root_attrs(b, d);
	buf_adds(b, ">\n<header");
	if (ours && w->options->strict)
		tmx_clean_attrs(
			&attrs, TMX_HEADER, buf_str(&d->attrs), d->attrs.size, &s->clean);
	else if (ours)
		buf_add(&attrs, buf_str(&d->attrs), d->attrs.size);
	add_header_attrs(b, buf_str(&attrs), attrs.size, srclang);
	buf_addc(b, '>');
	if (ours && w->options->strict)
		tmx_clean_extra(b, TMX_HEADER, buf_str(&d->head), &s->clean);
	else if (ours)
		buf_add(b, buf_str(&d->head), d->head.size);
	buf_adds(b, "</header>\n<body>\n");
	if (!buf_ok(&attrs))
		b->failed = true;
}

static int flush(struct writer *w)
{
	struct state *s = w->state;

	if (!buf_ok(&s->text))
		return err_nomem();
	out_add(w->out, s->text.data, s->text.size);
	buf_clear(&s->text);
	return 0;
}

static int begin(struct writer *w, const struct document *d)
{
	struct state *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return err_nomem();
	w->state = s;
	dropped_init(&s->dropped, w->options);
	s->clean = (struct tmx_dropped){ .told = told, .ctx = &s->dropped };
	add_head(&s->text, w, d);
	return flush(w);
}

/* Whether `extra` has a <seg>: attributes of the segment, or further segments
 * (tmx-unit.c). */
static bool has_segs(const struct buf *extra)
{
	return extra->size > 0 && strstr(buf_str(extra), "<seg") != NULL;
}

/* What an element of a variant's `extra` is, and the adding of those of one sort. */
enum sort { SEG_ATTRS, FURTHER_SEGS, OTHERS };

static void add_sorted(struct buf *b, const struct buf *extra, enum sort wanted)
{
	struct markup_cursor c;
	enum markup_piece piece;

	markup_begin(&c, buf_str(extra));
	while ((piece = markup_next(&c)) != MARKUP_END) {
		const char *begin = c.begin, *attrs = c.attrs, *inner;
		size_t attrs_size = c.attrs_size, inner_size;
		enum sort sort = !markup_is(&c, "seg")   ? OTHERS
				 : piece == MARKUP_EMPTY ? SEG_ATTRS
							 : FURTHER_SEGS;
		if (piece == MARKUP_OPEN)
			markup_skip(&c, &inner, &inner_size);
		if (sort == wanted && sort == SEG_ATTRS)
			buf_add(b, attrs, attrs_size);
		else if (sort == wanted)
			buf_add(b, begin, (size_t)(c.at - begin));
	}
}

static void add_seg_content(struct buf *b, const struct variant *v)
{
	if (v->tagged)
		buf_add(b, buf_str(&v->markup), v->markup.size);
	else
		markup_text(b, buf_str(&v->text), v->text.size);
}

static void add_variant(struct buf *b, const struct variant *v)
{
	bool segs = has_segs(&v->extra);

	buf_add(b, "<tuv", 4);
	if (v->lang.size > 0)
		markup_attr_sized(b, "xml:lang", v->lang.data, v->lang.size);
	buf_add(b, v->attrs.data, v->attrs.size);
	buf_addc(b, '>');
	if (segs)
		add_sorted(b, &v->extra, OTHERS);
	else
		buf_add(b, v->extra.data, v->extra.size);
	if (!v->empty) {
		buf_add(b, "<seg", 4);
		if (segs)
			add_sorted(b, &v->extra, SEG_ATTRS);
		buf_addc(b, '>');
		add_seg_content(b, v);
		buf_add(b, "</seg>", 6);
	}
	if (segs)
		add_sorted(b, &v->extra, FURTHER_SEGS);
	buf_add(b, "</tuv>\n", 7);
}

static void add_unit(struct buf *b, const struct unit *u)
{
	buf_add(b, "<tu", 3);
	buf_add(b, u->attrs.data, u->attrs.size);
	buf_add(b, ">\n", 2);
	if (u->extra.size > 0) {
		buf_add(b, u->extra.data, u->extra.size);
		buf_addc(b, '\n');
	}
	for (size_t i = 0; i < u->n_variants; i++)
		add_variant(b, &u->variants[i]);
	buf_add(b, "</tu>\n", 6);
}

static void add_variant_strictly(
	struct buf *b, const struct variant *v, const struct tmx_dropped *dropped)
{
	buf_adds(b, "<tuv");
	markup_attr(b, "xml:lang", v->lang.size > 0 ? buf_str(&v->lang) : "und");
	tmx_clean_attrs(b, TMX_TUV, buf_str(&v->attrs), v->attrs.size, dropped);
	buf_addc(b, '>');
	tmx_clean_extra(b, TMX_TUV, buf_str(&v->extra), dropped);
	buf_adds(b, "<seg>");
	if (v->tagged)
		tmx_clean_seg(b, buf_str(&v->markup), dropped);
	else
		markup_text(b, buf_str(&v->text), v->text.size);
	buf_adds(b, "</seg></tuv>\n");
}

static void add_unit_strictly(
	struct buf *b, const struct unit *u, const struct tmx_dropped *dropped)
{
	buf_adds(b, "<tu");
	tmx_clean_attrs(b, TMX_TU, buf_str(&u->attrs), u->attrs.size, dropped);
	buf_adds(b, ">\n");
	tmx_clean_extra(b, TMX_TU, buf_str(&u->extra), dropped);
	for (size_t i = 0; i < u->n_variants; i++)
		add_variant_strictly(b, &u->variants[i], dropped);
	buf_adds(b, "</tu>\n");
}

static int write_unit(struct writer *w, const struct unit *u)
{
	struct state *s = w->state;

	if (!w->options->strict) {
		add_unit(&s->text, u);
		return flush(w);
	}
	markup_attr_get(buf_str(&u->attrs), u->attrs.size, "tuid", &s->tuid);
	s->clean.where = buf_str(&s->tuid);
	if (u->n_variants == 0) {
		dropped_tell(&s->dropped, "tu without tuv", s->clean.where);
		return 0;
	}
	add_unit_strictly(&s->text, u, &s->clean);
	return flush(w);
}

static int end(struct writer *w, const struct document *d)
{
	(void)d;
	out_adds(w->out, "</body>\n</tmx>\n");
	return 0;
}

static void finish(struct writer *w)
{
	struct state *s = w->state;

	if (s == NULL)
		return;
	buf_free(&s->text);
	buf_free(&s->tuid);
	dropped_finish(&s->dropped);
	free(s);
	w->state = NULL;
}

const struct format format_tmx = {
	.name = "tmx",
	.title = "TMX 1.1 to 1.4b translation memory (written as 1.4)",
	.written = "TMX 1.4",
	.suffixes = "tmx",
	.carries = CARRIES_UNITS,
	.bid = bid,
	.read = tmx_read,
	.begin = begin,
	.write_unit = write_unit,
	.end = end,
	.finish = finish,
};
