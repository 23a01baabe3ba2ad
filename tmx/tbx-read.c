/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading TBX: every element on the way down says what place its inside is, and what to
 * do there.
 */
#include "config.h"
#include "tmx/tbx-read.h"

#include <string.h>

#include "src/base/err.h"
#include "src/xml/markup.h"
#include "tmx/head.h"
#include "tmx/tbx-names.h"
#include "tmx/tbx-reader.h"

/* Tells the document before the first concept. */
static int tell_head(struct tbx_reader *t)
{
	struct document *d = &t->document;

	if (t->told)
		return 0;
	t->told = true;
	if (!t->header && !t->min)
		tbx_remark(&t->check, t->root_line, "no header");
	else if (!t->min && strstr(buf_str(&d->head), "<sourceDesc") == NULL)
		tbx_remark(&t->check, t->root_line, "<fileDesc> without <sourceDesc>");
	if (!buf_ok(&d->format) || !buf_ok(&d->version) || !buf_ok(&d->lang) ||
		!buf_ok(&d->root_attrs) || !buf_ok(&d->attrs) || !buf_ok(&d->head))
		return err_nomem();
	return t->sink->head == NULL ? 0 : t->sink->head(t->sink->ctx, d);
}

/* --- the root --- */

static void check_root(struct tbx_reader *t, const struct xml_element *e)
{
	bool martif = strcmp(e->local, "martif") == 0;

	if (martif && e->uri != NULL)
		tbx_remark(&t->check, e->line,
			"<martif> of TBX 2 in the namespace %.100s", e->uri);
	if (!martif && !t->min && (e->uri == NULL || strcmp(e->uri, TBX_NAMESPACE) != 0))
		tbx_remark(&t->check, e->line, "<%.40s> is not in the namespace %s",
			e->local, TBX_NAMESPACE);
	if (!t->min && xml_value(e, "type") == NULL)
		tbx_remark(&t->check, e->line, "<%.40s> without a type", e->local);
	if (xml_value(e, "lang") != NULL && xml_value(e, "xml:lang") == NULL)
		tbx_remark(&t->check, e->line, "lang= instead of xml:lang=");
}

static const char *format_of_root(const char *root, const char *style)
{
	if (strcmp(root, "TBX") == 0)
		return "tbx-min";
	if (strcmp(root, "tbx") != 0)
		return "tbx2";
	return style != NULL && strcmp(style, "dct") == 0 ? "tbx-dct" : "tbx";
}

static enum place start_root(struct tbx_reader *t, const struct xml_element *e)
{
	struct document *d = &t->document;
	const char *lang = xml_value(e, "xml:lang"), *type = xml_value(e, "type");

	t->root_line = e->line;
	t->root_known = tbx_is_root(e->local);
	t->min = strcmp(e->local, "TBX") == 0;
	t->check.v3 = strcmp(e->local, "tbx") == 0;
	t->check.dialect = type == NULL ? -1 : tbx_dialect_of_type(type);
	buf_set(&d->format, format_of_root(e->local, xml_value(e, "style")));
	buf_set(&d->version, t->min ? xml_value(e, "dialect") : type);
	buf_set(&d->lang, lang != NULL ? lang : xml_value(e, "lang"));
	for (size_t i = 0; i < e->n_namespaces; i++)
		markup_attr(
			&d->root_attrs, e->namespaces[i].name, e->namespaces[i].value);
	tbx_add_attributes(&d->root_attrs, e, "", NULL, NULL);
	check_root(t, e);
	return tbx_is_entry(e->local) ? PLACE_SKIP : PLACE_ROOT;
}

/* --- the way down and up --- */

static int start_entry(struct tbx_reader *t, const struct xml_element *e, struct open *o)
{
	int rc = tell_head(t);

	o->place = PLACE_CONCEPT;
	tbx_start_concept(t, e);
	return rc;
}

/* In the root, <text> or <body>. */
static int start_in_frame(
	struct tbx_reader *t, const struct xml_element *e, struct open *o)
{
	enum place place = tbx_inside(t)->place;

	if (tbx_is_entry(e->local))
		return start_entry(t, e, o);
	if (strcmp(e->local, "body") == 0) {
		o->place = PLACE_BODY;
		return 0;
	}
	if (place == PLACE_ROOT && strcmp(e->local, "text") == 0) {
		o->place = PLACE_TEXT;
		return 0;
	}
	if (place == PLACE_ROOT && tbx_is_header(e->local)) {
		o->place = PLACE_HEADER;
		t->header = true;
		tbx_add_attributes(&t->document.attrs, e, "", NULL, NULL);
		return 0;
	}
	if (strcmp(e->local, "back") != 0)
		tbx_remark(&t->check, e->line, "<%.40s> has no place in <%s>%s", e->local,
			tbx_inside(t)->name, place == PLACE_TEXT ? "" : "; left out");
	o->place = PLACE_SKIP;
	if (place != PLACE_TEXT)
		return 0;
	t->concept.line = 0;
	t->bytes = t->document.tail.size;
	t->too_large = NULL;
	t->into = &t->document.tail;
	o->place = tbx_start_copy(t, e, o);
	return 0;
}

static int start(void *ctx, struct xml_reader *x, const struct xml_element *e)
{
	struct tbx_reader *t = ctx;
	struct open *o = &t->open[t->depth + 1];
	enum place place = tbx_inside(t)->place;
	int rc = 0;

	*o = (struct open){ .place = PLACE_SKIP, .name = tbx_known_name(e->local) };
	t->children++;
	if (place == PLACE_FILE) {
		o->place = start_root(t, e);
	} else if (place == PLACE_HEADER) {
		t->into = &t->document.head;
		o->place = tbx_start_copy(t, e, o);
	} else if (place == PLACE_COPY || place == PLACE_TERM) {
		o->place = tbx_start_copy(t, e, o);
	} else if (place == PLACE_ROOT || place == PLACE_TEXT || place == PLACE_BODY) {
		rc = start_in_frame(t, e, o);
	} else if (place != PLACE_SKIP && tbx_room_for(t, 0)) {
		rc = tbx_start_in_entry(t, e, o);
	}
	t->depth++;
	if (o->place == PLACE_BODY || o->place == PLACE_HEADER)
		t->since = xml_position(x);
	return rc;
}

static int end(void *ctx, struct xml_reader *x, const char *name, const char *local)
{
	struct tbx_reader *t = ctx;
	struct open *o = tbx_inside(t);

	(void)name;
	(void)local;
	t->depth--;
	if (o->place == PLACE_COPY)
		tbx_end_copy(t, o, xml_line(x));
	else if (o->place == PLACE_TERM)
		tbx_end_term(t);
	else if (o->place == PLACE_CONCEPT)
		return tbx_end_concept(t, x);
	else if (o->place == PLACE_HEADER && t->too_large != NULL) {
		tbx_remark(&t->check, xml_line(x), "a header %s; left out", t->too_large);
		buf_clear(&t->document.head);
		t->too_large = NULL;
	}
	return t->document.head.failed || t->document.tail.failed ? err_nomem() : 0;
}

static int text(void *ctx, struct xml_reader *x, const char *text, size_t size)
{
	struct tbx_reader *t = ctx;
	const struct open *o = tbx_inside(t);

	if (o->place != PLACE_COPY && o->place != PLACE_TERM) {
		if (o->place >= PLACE_TEXT && o->place < PLACE_TERM &&
			!xml_is_blank(text, size))
			tbx_remark(&t->check, xml_line(x),
				"text directly in <%s>; left out", o->name);
		return 0;
	}
	if (tbx_is_frame(o->name)) {
		if (xml_is_blank(text, size))
			return 0;
		tbx_remark(&t->check, xml_line(x), "text directly in <%s>", o->name);
	}
	if (tbx_room_for(t, size))
		markup_text(t->into, text, size);
	return 0;
}

static int warn(void *ctx, struct xml_reader *x, long line, const char *message)
{
	struct tbx_reader *t = ctx;

	(void)x;
	tbx_remark(&t->check, line, "%s", message);
	return 0;
}

/* --- the whole --- */

static void reader_free(struct tbx_reader **t)
{
	if (*t == NULL)
		return;
	document_finish(&(*t)->document);
	concept_finish(&(*t)->concept);
	tbx_check_finish(&(*t)->check);
	buf_free(&(*t)->value);
	free(*t);
}

static int finish_reading(struct tbx_reader *t)
{
	if (!t->any && !t->root_known)
		return err_set(BIS_EFORMAT, "%s: no <termEntry> or <conceptEntry> in it",
			t->file);
	if (!t->any)
		tbx_remark(&t->check, t->root_line, "no entries");
	if (t->too_large != NULL) {
		tbx_remark(&t->check, 0, "back matter %s; left out", t->too_large);
		buf_clear(&t->document.tail);
	}
	int rc = tell_head(t);
	if (rc == 0)
		rc = tbx_check_end(&t->check, t->sink);
	return rc < 0 || t->sink->tail == NULL
		       ? rc
		       : t->sink->tail(t->sink->ctx, &t->document);
}

int tbx_read(struct source *in, const struct read_options *options,
	const struct record_sink *sink)
{
	cleanup(reader_free) struct tbx_reader *t = calloc(1, sizeof(*t));
	struct xml_handler handler = {
		.start = start, .end = end, .text = text, .warn = warn, .ctx = t
	};

	if (t == NULL)
		return err_nomem();
	t->sink = sink;
	t->options = options;
	t->file = source_name(in);
	t->check.unit = "";
	t->check.dialect = -1;
	t->open[0].name = "";
	document_init(&t->document);
	concept_init(&t->concept);
	int rc = xml_read(in, &handler);
	return rc < 0 ? rc : finish_reading(t);
}

int tbx_bid(const struct head *head, const char *format)
{
	struct head_root root;

	if (!head_root(head, &root))
		return 0;
	bool named = head_root_is(&root, "martif") || head_root_is(&root, "tbx") ||
		     head_root_is(&root, "TBX");
	bool entries = strstr(head->text, "<termEntry") != NULL ||
		       strstr(head->text, "<conceptEntry") != NULL;
	if (!named)
		return entries && strcmp(format, "tbx2") == 0 ? 40 : 0;
	bool dct = memmem(root.tag, root.tag_size, "\"dct\"", 5) != NULL ||
		   memmem(root.tag, root.tag_size, "'dct'", 5) != NULL;
	cleanup(buf_free) struct buf name = BUF_INIT;
	buf_add(&name, root.name, root.size);
	if (!buf_ok(&name))
		return BIS_ENOMEM;
	return strcmp(format_of_root(buf_str(&name), dct ? "dct" : NULL), format) == 0
		       ? 95
		       : 0;
}
