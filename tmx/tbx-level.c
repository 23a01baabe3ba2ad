/* SPDX-License-Identifier: Apache-2.0
 *
 * One level of an entry on its way out: the elements of `extra` are gone through, those
 * whose field was edited are replaced, fields without an element get one.
 */
#include "config.h"
#include "tmx/tbx-writer.h"

#include <string.h>

#include "src/base/err.h"
#include "src/xml/markup.h"

void tbx_again(struct tbx_writer *t, struct buf *b)
{
	t->convert.failed |= b->failed;
	buf_clear(b);
}

void tbx_set_attrs(struct tbx_writer *t, const char *attrs)
{
	tbx_again(t, &t->attrs);
	buf_adds(&t->attrs, attrs);
}

void tbx_level_begin(struct tbx_writer *t, enum tbx_level level, bool apart)
{
	struct level *l = &t->level;

	t->convert.once = 0;
	l->level = level;
	l->apart = apart;
	tbx_again(t, &l->first);
	tbx_again(t, &l->note);
	tbx_again(t, &l->rest);
}

static bool level_ok(const struct level *l)
{
	return buf_ok(&l->first) && buf_ok(&l->note) && buf_ok(&l->rest);
}

static bool starts(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

static bool is_term_note(const char *markup)
{
	return starts(markup, "<termNote ") || starts(markup, "<termNote>") ||
	       starts(markup, "<termNoteGrp") || starts(markup, "<termCompList");
}

static void convert(struct tbx_writer *t, const char *markup, bool note, struct buf *out)
{
	struct markup_cursor c;
	struct tbx_item item;

	markup_begin(&c, markup);
	while (tbx_item_next(&c, &item))
		tbx_convert_item(&t->convert, &item, t->level.level, note, out);
}

/* What else says it where a category cannot: a note of ours. */
static bool has_own_note(enum tbx_role role)
{
	return role == ROLE_STATUS || role == ROLE_KIND || role == ROLE_RELIABILITY;
}

void tbx_add_piece(struct tbx_writer *t, enum tbx_role role, bool added)
{
	struct level *l = &t->level;
	cleanup(buf_free) struct buf fitting = BUF_INIT;
	bool as_it_came = t->as_is && !added;
	const struct buf *piece = as_it_came ? &t->piece : &fitting;
	struct buf *to = &l->rest;

	if (!as_it_came)
		convert(t, buf_str(&t->piece), !has_own_note(role), &fitting);
	if (is_term_note(buf_str(piece)) && (!as_it_came || l->apart))
		to = &l->first;
	else if (role == ROLE_NOTE && !as_it_came)
		to = &l->note;
	buf_add(to, buf_str(piece), piece->size);
	to->failed |= piece->failed | t->piece.failed;
}

/* --- fields that have an element --- */

enum decision { KEEP, REPLACE, REMOVE };

static enum decision decide_status(
	struct tbx_writer *t, const struct form *f, const char *type, const char **value)
{
	enum form_status said =
		f->status == STATUS_LOOKUP ? STATUS_DEPRECATED : f->status;

	if (t->found.status == f->status || t->found.status == said)
		return KEEP;
	*value = tbx_status_value(type, f->status);
	if (*value != NULL)
		return REPLACE;
	t->found.at[ROLE_STATUS] = NULL; /* a vocabulary without a word for it */
	return REMOVE;
}

static enum form_kind kind_as_category(const struct tbx_writer *t, enum form_kind kind)
{
	const char *value = tbx_kind_value(kind, t->convert.version == TBX_V2);
	int read = value == NULL ? -1 : tbx_kind_of_value(value);

	return read < 0 ? FORM_FULL : (enum form_kind)read;
}

static enum decision decide_kind(
	struct tbx_writer *t, const struct form *f, const char **value)
{
	if (t->found.kind == f->kind || t->found.kind == kind_as_category(t, f->kind))
		return KEEP;
	*value = tbx_kind_value(f->kind, t->convert.version == TBX_V2);
	if (*value == NULL)
		*value = "fullForm";
	return REPLACE;
}

static const char *const digits[] = { "0", "1", "2", "3", "4" };

/* Whether the element still says what the field says, and what it has to say else. */
static enum decision decide(struct tbx_writer *t, const struct wanted *w,
	enum tbx_role role, const char *type, const char **value)
{
	const char *text = w->text[role];

	if (w->form != NULL && role == ROLE_STATUS)
		return decide_status(t, w->form, type, value);
	if (w->form != NULL && role == ROLE_KIND)
		return decide_kind(t, w->form, value);
	if (w->form != NULL && role == ROLE_RELIABILITY) {
		int n = w->form->reliability;
		*value = digits[n >= 0 && n <= 4 ? n : 0];
		return n == t->found.reliability ? KEEP : n == 0 ? REMOVE : REPLACE;
	}
	if (role == ROLE_NONE || text == NULL ||
		strcmp(text, buf_str(&t->found.text[role])) == 0)
		return KEEP;
	*value = text;
	return *text == '\0' ? REMOVE : REPLACE;
}

/* The element with another text, within its group where it has one. */
static void piece_with(struct tbx_writer *t, const struct tbx_item *item,
	const struct tbx_item *head, const char *value)
{
	tbx_again(t, &t->piece);
	if (tbx_item_is(head, "note")) {
		markup_element(&t->piece, "note", NULL, value);
		return;
	}
	bool group = head->begin != item->begin;
	if (group)
		buf_add(&t->piece, item->begin, (size_t)(head->begin - item->begin));
	buf_addc(&t->piece, '<');
	buf_add(&t->piece, head->name, head->name_size);
	buf_add(&t->piece, head->attrs, head->attrs_size);
	buf_addc(&t->piece, '>');
	markup_text(&t->piece, value, strlen(value));
	buf_adds(&t->piece, "</");
	buf_add(&t->piece, head->name, head->name_size);
	buf_addc(&t->piece, '>');
	if (group)
		buf_add(&t->piece, head->end, (size_t)(item->end - head->end));
}

static void put_item(
	struct tbx_writer *t, const struct wanted *w, const struct tbx_item *item)
{
	cleanup(buf_free) struct buf type = BUF_INIT;
	enum tbx_role role = tbx_found_role(&t->found, item->begin);
	const char *value = NULL;
	struct tbx_item head;

	if (!t->as_is && t->level.level == TBX_TERM && t->convert.version == TBX_V3 &&
		t->groups && tbx_is_definition(&t->convert, item))
		return; /* stands at the language already */
	tbx_item_head(item, &head);
	tbx_item_type(&head, &type);
	enum decision decision = decide(t, w, role, buf_str(&type), &value);
	if (decision == REMOVE)
		return;
	if (decision == REPLACE) {
		piece_with(t, item, &head, value);
	} else {
		tbx_again(t, &t->piece);
		buf_add(&t->piece, item->begin, (size_t)(item->end - item->begin));
	}
	t->piece.failed |= type.failed;
	tbx_add_piece(t, role, decision == REPLACE && t->convert.version == TBX_2013);
}

/* --- fields that have none --- */

static void add_new(struct tbx_writer *t, enum tbx_role role, const char *element,
	const char *type, const char *value)
{
	cleanup(buf_free) struct buf attrs = BUF_INIT;

	if (value == NULL || *value == '\0' || t->found.at[role] != NULL)
		return;
	if (type != NULL)
		markup_attr(&attrs, "type", type);
	tbx_again(t, &t->piece);
	markup_element(&t->piece, element, buf_str(&attrs), value);
	t->piece.failed |= attrs.failed;
	tbx_add_piece(t, role, true);
}

/* Fields without an element in `extra`. */
static void put_new(struct tbx_writer *t, const struct wanted *w)
{
	const struct form *f = w->form;
	bool v2 = t->convert.version == TBX_V2;

	if (f != NULL) {
		add_new(t, ROLE_STATUS, "termNote", "administrativeStatus",
			tbx_status_value("administrativeStatus", f->status));
		if (t->convert.version != TBX_2013)
			add_new(t, ROLE_KIND, "termNote", "termType",
				tbx_kind_value(f->kind, v2));
		if (v2 && f->reliability > 0 && f->reliability <= 4)
			add_new(t, ROLE_RELIABILITY, "descrip", "reliabilityCode",
				digits[f->reliability]);
	}
	add_new(t, ROLE_SUBJECT, "descrip", "subjectField", w->text[ROLE_SUBJECT]);
	add_new(t, ROLE_DEFINITION, "descrip", "definition", w->text[ROLE_DEFINITION]);
	add_new(t, ROLE_SOURCE, "admin", "source", w->text[ROLE_SOURCE]);
	add_new(t, ROLE_NOTE, "note", NULL, w->text[ROLE_NOTE]);
}

void tbx_put_level(struct tbx_writer *t, const char *extra, const struct wanted *w)
{
	struct markup_cursor c;
	struct tbx_item item;

	markup_begin(&c, extra);
	while (tbx_item_next(&c, &item))
		put_item(t, w, &item);
	put_new(t, w);
}

void tbx_add_note(struct tbx_writer *t, const struct buf *text)
{
	t->convert.failed |= text->failed;
	if (text->size == 0)
		return;
	tbx_again(t, &t->piece);
	markup_element(&t->piece, "note", NULL, buf_str(text));
	t->piece.failed |= text->failed;
	tbx_add_piece(t, ROLE_NONE, true);
}

int tbx_print_level(struct tbx_writer *t, int indent)
{
	if (!level_ok(&t->level) || t->convert.failed || !buf_ok(&t->piece) ||
		!tbx_found_ok(&t->found) || !tbx_found_ok(&t->again))
		return err_nomem();
	tbx_print_markup(&t->print, indent, buf_str(&t->level.first));
	tbx_print_markup(&t->print, indent, buf_str(&t->level.note));
	tbx_print_markup(&t->print, indent, buf_str(&t->level.rest));
	return 0;
}
