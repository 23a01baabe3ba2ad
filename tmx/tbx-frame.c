/* SPDX-License-Identifier: Apache-2.0
 *
 * What stands around the entries of a TBX file: root, header and back matter.
 */
#include "config.h"
#include "tmx/tbx-frame.h"

#include <string.h>

#include "src/base/err.h"
#include "src/xml/markup.h"
#include "tmx/tbx-fields.h"

static bool get(const struct buf *attrs, const char *name, struct buf *value)
{
	return markup_attr_get(buf_str(attrs), attrs->size, name, value);
}

/* The prefix under which the root declares `uri`, into `prefix`; false where it does
 * not. */
static bool declared_prefix(const struct buf *attrs, const char *uri, char prefix[24])
{
	const char *at = buf_str(attrs), *end = at + attrs->size, *name, *escaped;
	size_t name_size, size;

	while (markup_attr_next(&at, end, &name, &name_size, &escaped, &size))
		if (name_size > 6 && name_size < 6 + 24 &&
			memcmp(name, "xmlns:", 6) == 0 && size == strlen(uri) &&
			memcmp(escaped, uri, size) == 0) {
			memcpy(prefix, name + 6, name_size - 6);
			prefix[name_size - 6] = '\0';
			return true;
		}
	return false;
}

/* Finds or declares the namespaces of the modules. */
static void add_prefixes(const struct buf *came, struct tbx_print *p, struct buf *attrs)
{
	for (enum tbx_dialect m = TBX_MIN; m <= TBX_LINGUIST; m++) {
		if (came != NULL &&
			declared_prefix(came, tbx_module_uri(m), p->prefixes[m]))
			continue;
		cleanup(buf_free) struct buf name = BUF_INIT, value = BUF_INIT;
		buf_set(&name, "xmlns:");
		buf_adds(&name, tbx_module_prefix(m));
		if (came != NULL &&
			get(came, buf_str(&name), &value)) /* taken by another */
			buf_adds(&name, "-tbx");
		attrs->failed |= name.failed | value.failed;
		if (!buf_ok(attrs))
			return;
		strcpy(p->prefixes[m], buf_str(&name) + strlen("xmlns:"));
		markup_attr(attrs, buf_str(&name), tbx_module_uri(m));
	}
}

/* The root as it came, `lang` as xml:lang, and what version 3 cannot do without. */
static void root_as_is(
	const struct tbx_frame *f, const struct document *d, struct buf *attrs)
{
	const struct buf *came = &d->root_attrs;
	const char *at = buf_str(came), *end = at + came->size, *name, *escaped;
	size_t name_size, size;
	cleanup(buf_free) struct buf value = BUF_INIT;
	bool lang = get(came, "xml:lang", &value);

	if (f->v3 && !get(came, "xmlns", &value))
		markup_attr(attrs, "xmlns", TBX_NAMESPACE);
	if (f->print->dct)
		add_prefixes(came, f->print, attrs);
	while (markup_attr_next(&at, end, &name, &name_size, &escaped, &size)) {
		if (!lang && name_size == 4 && memcmp(name, "lang", 4) == 0)
			buf_adds(attrs, " xml:");
		else
			buf_addc(attrs, ' ');
		buf_add(attrs, name, name_size);
		buf_adds(attrs, "=\"");
		buf_add(attrs, escaped, size);
		buf_addc(attrs, '"');
	}
	if (f->v3 && !get(came, "style", &value))
		markup_attr(attrs, "style", f->print->dct ? "dct" : "dca");
	attrs->failed |= value.failed;
}

static void root_new(
	const struct tbx_frame *f, const struct document *d, struct buf *attrs)
{
	cleanup(buf_free) struct buf lang = BUF_INIT;
	const char *given =
		d->lang.size > 0 ? buf_str(&d->lang) : f->options->source_lang;

	tbx_mend_lang(&lang, given == NULL || *given == '\0' ? "en" : given);
	if (f->min) {
		markup_attr(attrs, "dialect", "TBX-Min");
		return;
	}
	if (f->v3)
		markup_attr(attrs, "xmlns", TBX_NAMESPACE);
	if (f->print->dct)
		add_prefixes(NULL, f->print, attrs);
	markup_attr(attrs, "type", f->type);
	if (f->v3)
		markup_attr(attrs, "style", f->print->dct ? "dct" : "dca");
	markup_attr(attrs, "xml:lang", buf_str(&lang));
	attrs->failed |= lang.failed;
}

/* --- header --- */

struct header {
	struct buf title, lines; /* lines: <p> elements */
};

static void add_line(struct header *h, const char *label, const struct tbx_item *item)
{
	cleanup(buf_free) struct buf text = BUF_INIT, line = BUF_INIT;

	tbx_item_text(item, &text);
	if (text.size > 0) {
		buf_addf(&line, "%s%s", label, buf_str(&text));
		markup_element(&h->lines, "p", NULL, buf_str(&line));
	}
	h->lines.failed |= text.failed | line.failed;
}

/* Title and paragraphs of publicationStmt and sourceDesc. */
static void gather_part(struct header *h, const struct tbx_item *part)
{
	struct markup_cursor c;
	struct tbx_item item;
	bool any = false;

	markup_begin(&c, part->inner);
	while (tbx_item_next(&c, &item)) {
		any = true;
		if (tbx_item_is(&item, "title") && h->title.size == 0)
			tbx_item_text(&item, &h->title);
		else
			add_line(h, "", &item);
	}
	if (!any)
		add_line(h, "", part); /* text without <p> */
}

static void gather_min(struct header *h, const struct tbx_item *item)
{
	cleanup(buf_free) struct buf label = BUF_INIT;

	if (tbx_item_is(item, "id")) {
		tbx_item_text(item, &h->title);
		return;
	}
	buf_add(&label, item->name, item->name_size);
	buf_adds(&label, ": ");
	add_line(h, buf_str(&label), item);
	h->lines.failed |= label.failed;
}

static void gather(struct header *h, const struct document *d)
{
	struct markup_cursor c, inner;
	struct tbx_item item, part;

	if (strncmp(buf_str(&d->format), "tbx", 3) != 0)
		return;
	markup_begin(&c, buf_str(&d->head));
	while (tbx_item_next(&c, &item)) {
		if (strcmp(buf_str(&d->format), "tbx-min") == 0) {
			gather_min(h, &item);
			continue;
		}
		if (!tbx_item_is(&item, "fileDesc"))
			continue;
		markup_begin(&inner, item.inner);
		while (tbx_item_next(&inner, &part))
			gather_part(h, &part);
	}
}

/* The two grammars in use order publicationStmt and titleStmt differently and one takes a
 * single sourceDesc: a title and one sourceDesc please both. */
static void header_new(
	const struct tbx_frame *f, const struct document *d, struct buf *head)
{
	struct header h = { .title = BUF_INIT, .lines = BUF_INIT };

	gather(&h, d);
	if (h.lines.size == 0)
		markup_element(&h.lines, "p", NULL, "Exported by Bisotun");
	buf_adds(head, "<fileDesc>");
	if (h.title.size > 0) {
		buf_adds(head, "<titleStmt>");
		markup_element(head, "title", NULL, buf_str(&h.title));
		buf_adds(head, "</titleStmt>");
	}
	buf_addf(head, "<sourceDesc>%s</sourceDesc></fileDesc>", buf_str(&h.lines));
	if (!f->v3)
		buf_adds(head, "<encodingDesc><p "
			       "type=\"XCSURI\">TBXXCSV02.xcs</p></encodingDesc>");
	head->failed |= h.title.failed | h.lines.failed;
	buf_free(&h.title);
	buf_free(&h.lines);
}

static void header_min(
	const struct tbx_frame *f, const struct document *d, struct buf *head)
{
	struct header h = { .title = BUF_INIT, .lines = BUF_INIT };
	cleanup(buf_free) struct buf attrs = BUF_INIT, text = BUF_INIT;
	const struct write_options *o = f->options;
	const char *source = o->source_lang;

	gather(&h, d);
	if (source == NULL || *source == '\0')
		source = d->lang.size > 0 ? buf_str(&d->lang) : "und";
	markup_attr(&attrs, "source", source);
	markup_attr(&attrs, "target", o->n_langs > 0 ? o->langs[o->n_langs - 1] : "und");
	markup_element(
		head, "id", NULL, h.title.size > 0 ? buf_str(&h.title) : "bisotun");
	markup_plain(&text, buf_str(&h.lines), h.lines.size);
	if (text.size > 0)
		markup_element(head, "description", NULL, buf_str(&text));
	markup_element(head, "languages", buf_str(&attrs), "");
	head->failed |= h.title.failed | h.lines.failed | attrs.failed | text.failed;
	buf_free(&h.title);
	buf_free(&h.lines);
}

int tbx_frame_begin(struct tbx_frame *f, const struct document *d)
{
	cleanup(buf_free) struct buf attrs = BUF_INIT, head = BUF_INIT;
	const char *header_attrs = f->as_is ? buf_str(&d->attrs) : "";

	if (f->as_is)
		root_as_is(f, d, &attrs);
	else
		root_new(f, d, &attrs);
	if (f->as_is && d->head.size > 0)
		buf_set(&head, buf_str(&d->head));
	else if (f->min)
		header_min(f, d, &head);
	else
		header_new(f, d, &head);
	if (!buf_ok(&attrs) || !buf_ok(&head))
		return err_nomem();
	out_adds(f->print->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
	tbx_print_line(f->print, 0, "<%s%s>", f->root, buf_str(&attrs));
	tbx_print_line(f->print, 1, "<%s%s>", f->header, header_attrs);
	struct tbx_print plain = { .out = f->print->out };
	tbx_print_markup(&plain, 2, buf_str(&head));
	tbx_print_line(f->print, 1, "</%s>", f->header);
	if (!f->min)
		tbx_print_line(f->print, 1, "<text>");
	tbx_print_line(f->print, f->min ? 1 : 2, "<body>");
	return 0;
}

/* --- back matter --- */

/* Every <item> in the object, whatever sets and groups it stands in. */
static void add_items(const struct tbx_item *object, struct buf *out)
{
	struct markup_cursor c;
	enum markup_piece piece;
	cleanup(buf_free) struct buf type = BUF_INIT, text = BUF_INIT, attrs = BUF_INIT;

	markup_begin(&c, object->inner);
	while ((piece = markup_next(&c)) != MARKUP_END &&
		c.begin < object->inner + object->inner_size) {
		if (piece != MARKUP_OPEN || !markup_is(&c, "item"))
			continue;
		buf_clear(&attrs);
		buf_clear(&text);
		if (markup_attr_get(c.attrs, c.attrs_size, "type", &type))
			markup_attr(&attrs, "type", buf_str(&type));
		const char *inner;
		size_t size;
		markup_skip(&c, &inner, &size);
		markup_plain(&text, inner, size);
		markup_element(out, "item", buf_str(&attrs), buf_str(&text));
	}
	out->failed |= type.failed | text.failed | attrs.failed;
}

static void add_object(
	struct tbx_convert *v, const struct tbx_item *object, struct buf *out)
{
	cleanup(buf_free) struct buf items = BUF_INIT, id = BUF_INIT, fit = BUF_INIT;

	add_items(object, &items);
	if (items.size > 0) {
		buf_adds(out, "<refObject");
		if (markup_attr_get(object->attrs, object->attrs_size, "id", &id)) {
			tbx_unique_id(v, buf_str(&id), &fit);
			markup_attr(out, "id", buf_str(&fit));
		}
		buf_addf(out, ">%s</refObject>", buf_str(&items));
	}
	out->failed |= items.failed | id.failed | fit.failed;
}

static void add_list(const struct tbx_frame *f, struct tbx_convert *v,
	const struct tbx_item *list, struct buf *out)
{
	cleanup(buf_free) struct buf objects = BUF_INIT, type = BUF_INIT;
	struct markup_cursor c;
	struct tbx_item object;

	tbx_item_type(list, &type);
	if (strcmp(buf_str(&type), TBX_ELSEWHERE) == 0)
		return;
	markup_begin(&c, list->inner);
	while (tbx_item_next(&c, &object))
		if (tbx_item_is(&object, "refObject"))
			add_object(v, &object, &objects);
	if (objects.size > 0) {
		buf_addf(out, "<%s", f->persons);
		markup_attr(out, "type", type.size > 0 ? buf_str(&type) : "respPerson");
		buf_addf(out, ">%s</%s>", buf_str(&objects), f->persons);
	}
	out->failed |= objects.failed | type.failed;
}

/* A target must be the id of something: what was sought and not written gets an object
 * here. */
static void add_elsewhere(
	const struct tbx_frame *f, struct tbx_convert *v, struct buf *out)
{
	cleanup(buf_free) struct buf id = BUF_INIT;
	bool any = false;

	for (const char *at = buf_str(&v->targets), *end;
		(end = strchr(at, '\n')) != NULL; at = end + 1) {
		buf_clear(&id);
		buf_add(&id, at, (size_t)(end - at));
		if (tbx_ids_has(&v->ids, tbx_id_hash(buf_str(&id))))
			continue;
		if (!any)
			buf_addf(out, "<%s type=\"" TBX_ELSEWHERE "\">", f->persons);
		any = true;
		buf_addf(out,
			"<refObject id=\"%s\"><item type=\"note\">not in this "
			"file</item></refObject>",
			buf_str(&id));
	}
	if (any)
		buf_addf(out, "</%s>", f->persons);
	out->failed |= id.failed;
}

static void back_new(const struct tbx_frame *f, const struct document *d,
	struct tbx_convert *v, struct buf *out)
{
	struct markup_cursor c, inner;
	struct tbx_item back, list;

	markup_begin(&c, buf_str(&d->tail));
	while (strncmp(buf_str(&d->format), "tbx", 3) == 0 && tbx_item_next(&c, &back)) {
		if (!tbx_item_is(&back, "back"))
			continue;
		markup_begin(&inner, back.inner);
		while (tbx_item_next(&inner, &list))
			add_list(f, v, &list, out);
	}
	add_elsewhere(f, v, out);
}

int tbx_frame_end(struct tbx_frame *f, const struct document *d, struct tbx_convert *v)
{
	cleanup(buf_free) struct buf lists = BUF_INIT, back = BUF_INIT;

	tbx_print_line(f->print, f->min ? 1 : 2, "</body>");
	if (f->as_is)
		buf_set(&back, buf_str(&d->tail));
	else if (!f->min)
		back_new(f, d, v, &lists);
	if (lists.size > 0)
		buf_addf(&back, "<back>%s</back>", buf_str(&lists));
	if (!buf_ok(&lists) || !buf_ok(&back))
		return err_nomem();
	struct tbx_print plain = { .out = f->print->out };
	tbx_print_markup(&plain, 2, buf_str(&back));
	if (!f->min)
		tbx_print_line(f->print, 1, "</text>");
	tbx_print_line(f->print, 0, "</%s>", f->root);
	out_adds(f->print->out, "\n");
	return 0;
}
