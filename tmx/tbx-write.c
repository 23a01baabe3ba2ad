/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing an entry: on each of its levels the elements of `extra` are gone through, those
 * whose field was edited are replaced, fields without an element get one, and what still
 * would not read back goes into a note of ours.
 */
#include "config.h"
#include "tmx/tbx-write.h"

#include <string.h>

#include "src/base/err.h"
#include "src/xml/markup.h"
#include "tmx/dropped.h"
#include "tmx/tbx-fields.h"
#include "tmx/tbx-frame.h"
#include "tmx/tbx-print.h"
#include "tmx/tbx-read.h"

/* One level of an entry on its way out: termNotes come before anything else. */
struct level {
	enum tbx_level level;
	bool apart; /* termNotes are kept apart, also where all is written as it came */
	struct buf first, note, rest;
};

struct tbx_writer {
	const struct tbx_shape *shape;
	bool as_is;
	bool groups; /* the dialect has transacGrp and crossReference */
	size_t written;
	struct tbx_print print;
	struct tbx_frame frame;
	struct tbx_convert convert;
	struct dropped dropped;
	struct tbx_found found, again;
	struct level level;
	struct buf piece, id, attrs;
};

/* Empties a buffer that is used again and again, noting whether it has found no memory.
 * */
static void again(struct tbx_writer *t, struct buf *b)
{
	t->convert.failed |= b->failed;
	buf_clear(b);
}

static void set_attrs(struct tbx_writer *t, const char *attrs)
{
	again(t, &t->attrs);
	buf_adds(&t->attrs, attrs);
}

static void level_begin(struct tbx_writer *t, enum tbx_level level, bool apart)
{
	struct level *l = &t->level;

	t->convert.once = 0;
	l->level = level;
	l->apart = apart;
	again(t, &l->first);
	again(t, &l->note);
	again(t, &l->rest);
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

/* Adds the elements in t->piece to the level; `added`: they were not in the file. */
static void add_piece(struct tbx_writer *t, enum tbx_role role, bool added)
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

/* The fields of one level. */
struct wanted {
	const char *text[N_TBX_ROLES]; /* NULL: not of this level */
	const struct form *form;       /* NULL: not of this level */
};

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
	again(t, &t->piece);
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
		again(t, &t->piece);
		buf_add(&t->piece, item->begin, (size_t)(item->end - item->begin));
	}
	t->piece.failed |= type.failed;
	add_piece(t, role, decision == REPLACE && t->convert.version == TBX_2013);
}

static void add_new(struct tbx_writer *t, enum tbx_role role, const char *element,
	const char *type, const char *value)
{
	cleanup(buf_free) struct buf attrs = BUF_INIT;

	if (value == NULL || *value == '\0' || t->found.at[role] != NULL)
		return;
	if (type != NULL)
		markup_attr(&attrs, "type", type);
	again(t, &t->piece);
	markup_element(&t->piece, element, buf_str(&attrs), value);
	t->piece.failed |= attrs.failed;
	add_piece(t, role, true);
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

static void put_level(struct tbx_writer *t, const char *extra, const struct wanted *w)
{
	struct markup_cursor c;
	struct tbx_item item;

	markup_begin(&c, extra);
	while (tbx_item_next(&c, &item))
		put_item(t, w, &item);
	put_new(t, w);
}

static void add_note(struct tbx_writer *t, const struct buf *text)
{
	t->convert.failed |= text->failed;
	if (text->size == 0)
		return;
	again(t, &t->piece);
	markup_element(&t->piece, "note", NULL, buf_str(text));
	t->piece.failed |= text->failed;
	add_piece(t, ROLE_NONE, true);
}

static int print_level(struct tbx_writer *t, int indent)
{
	if (!level_ok(&t->level) || t->convert.failed || !buf_ok(&t->piece) ||
		!tbx_found_ok(&t->found) || !tbx_found_ok(&t->again))
		return err_nomem();
	tbx_print_markup(&t->print, indent, buf_str(&t->level.first));
	tbx_print_markup(&t->print, indent, buf_str(&t->level.note));
	tbx_print_markup(&t->print, indent, buf_str(&t->level.rest));
	return 0;
}

/* --- a form --- */

/* What of the form does not read back from the categories on the level. */
static struct tbx_form_left left_over(struct tbx_writer *t, const struct form *f)
{
	cleanup(buf_free) struct buf all = BUF_INIT;

	buf_add(&all, buf_str(&t->level.first), t->level.first.size);
	buf_add(&all, buf_str(&t->level.rest), t->level.rest.size);
	tbx_find(buf_str(&all), TBX_TERM, &t->again);
	t->level.rest.failed |= all.failed;
	return (struct tbx_form_left){ .status = t->again.status != f->status,
		.kind = t->again.kind != f->kind,
		.reliability =
			t->again.reliability != f->reliability && f->reliability > 0,
		.approved = !t->groups };
}

/* Who approved the form and when, as a transaction. */
static void add_approval(struct tbx_writer *t, const struct form *f)
{
	cleanup(buf_free) struct buf note = BUF_INIT, date = BUF_INIT;
	const char *by = buf_str(&f->approved_by), *at = buf_str(&f->approved_at);
	struct buf *p = &t->piece;

	if (!t->groups || (*by == '\0' && *at == '\0'))
		return;
	again(t, p);
	buf_adds(p, "<transacGrp>");
	markup_element(p, "transac", " type=\"transactionType\"", "modification");
	if (*by != '\0')
		markup_element(p, "transacNote", " type=\"responsibility\"", by);
	if (tbx_mend_date(&date, at))
		markup_element(p, "date", NULL, buf_str(&date));
	buf_adds(&note, "bisotun: approved");
	if (*at != '\0')
		markup_attr(&note, "at", at);
	markup_element(p, "note", NULL, buf_str(&note));
	buf_adds(p, "</transacGrp>");
	p->failed |= note.failed | date.failed;
	add_piece(t, ROLE_NONE, true);
}

static void collect_form(struct tbx_writer *t, const struct form *f)
{
	struct wanted wanted = { .form = f };
	cleanup(buf_free) struct buf own = BUF_INIT;

	wanted.text[ROLE_NOTE] = buf_str(&f->note);
	wanted.text[ROLE_SOURCE] = buf_str(&f->source);
	tbx_find(buf_str(&f->extra), TBX_TERM, &t->found);
	put_level(t, buf_str(&f->extra), &wanted);
	add_approval(t, f);
	struct tbx_form_left left = left_over(t, f);
	tbx_own_form(&own, f, &left);
	add_note(t, &own);
}

/* Attributes of a form: those of its own, or (`group`) those of its termGrp. */
static void form_attributes(struct tbx_writer *t, const struct form *f, bool group)
{
	const char *at = buf_str(&f->attrs), *end = at + f->attrs.size, *name, *escaped;
	size_t name_size, size, prefix = strlen(TBX_GROUP);

	again(t, &t->attrs);
	while (markup_attr_next(&at, end, &name, &name_size, &escaped, &size)) {
		bool grouped = name_size > prefix && memcmp(name, TBX_GROUP, prefix) == 0;
		bool joined = name_size == strlen(TBX_JOINED) &&
			      memcmp(name, TBX_JOINED, name_size) == 0;
		if (grouped != group || joined)
			continue;
		size_t skip = grouped ? prefix : 0;
		buf_addc(&t->attrs, ' ');
		buf_add(&t->attrs, name + skip, name_size - skip);
		buf_adds(&t->attrs, "=\"");
		buf_add(&t->attrs, escaped, size);
		buf_addc(&t->attrs, '"');
	}
}

/* Leaves an id that fits as the only attribute in t->attrs. */
static void only_id(struct tbx_writer *t, const char *attrs, size_t size)
{
	cleanup(buf_free) struct buf id = BUF_INIT;
	bool has =
		t->convert.version != TBX_2013 && markup_attr_get(attrs, size, "id", &id);

	if (has)
		tbx_unique_id(&t->convert, buf_str(&id), &t->id);
	again(t, &t->attrs);
	if (has)
		markup_attr(&t->attrs, "id", buf_str(&t->id));
	t->convert.failed |= id.failed;
}

static void print_term(struct tbx_writer *t, const struct form *f, int indent)
{
	cleanup(buf_free) struct buf plain = BUF_INIT;
	struct buf *p = &t->piece;

	again(t, p);
	if (t->as_is)
		set_attrs(t, buf_str(&f->term_attrs));
	else
		only_id(t, buf_str(&f->term_attrs), f->term_attrs.size);
	buf_addf(p, "<term%s>", buf_str(&t->attrs));
	if (f->tagged)
		markup_plain(&plain, buf_str(&f->markup), f->markup.size);
	if (!f->tagged || strcmp(buf_str(&plain), buf_str(&f->text)) != 0)
		markup_text(p, buf_str(&f->text), f->text.size);
	else if (t->as_is)
		buf_add(p, buf_str(&f->markup), f->markup.size);
	else
		tbx_convert_inline(
			&t->convert, buf_str(&f->markup), f->markup.size, true, p);
	buf_adds(p, "</term>");
	p->failed |= plain.failed | t->attrs.failed;
	if (buf_ok(p))
		tbx_print_markup(&t->print, indent, buf_str(p));
	else
		t->convert.failed = true;
}

static bool is_joined(const struct form *f)
{
	return f->attrs.size > 0 && strstr(buf_str(&f->attrs), TBX_JOINED "=") != NULL;
}

/* The term and, where all is written as it came, those that share its section. */
static void print_terms(
	struct tbx_writer *t, const struct section *s, size_t i, int indent)
{
	print_term(t, &s->forms[i], indent);
	while (t->as_is && ++i < s->n_forms && is_joined(&s->forms[i]))
		print_term(t, &s->forms[i], indent);
}

static void attributes_as(struct tbx_writer *t, const struct form *f, bool group)
{
	form_attributes(t, f, group);
	if (!t->as_is) {
		cleanup(buf_free) struct buf all = BUF_INIT;
		buf_set(&all, buf_str(&t->attrs));
		only_id(t, buf_str(&all), all.size);
		t->convert.failed |= all.failed;
	}
}

/* TBX 2: tig holds no termNoteGrp. */
static bool needs_group(const struct tbx_writer *t, const struct form *f)
{
	if (t->convert.version != TBX_V2)
		return false;
	return f->grouped || strstr(buf_str(&f->extra), "<termNoteGrp") != NULL ||
	       strstr(buf_str(&f->extra), "<termCompList") != NULL;
}

static int write_form(struct tbx_writer *t, const struct section *s, size_t i, int indent)
{
	const struct form *f = &s->forms[i];
	bool group = needs_group(t, f);
	const char *name = group ? "ntig" : t->shape->form;

	level_begin(t, TBX_TERM, group);
	collect_form(t, f);
	attributes_as(t, f, false);
	tbx_print_line(&t->print, indent, "<%s%s>", name, buf_str(&t->attrs));
	if (group) {
		attributes_as(t, f, true);
		tbx_print_line(&t->print, indent + 1, "<termGrp%s>", buf_str(&t->attrs));
	}
	print_terms(t, s, i, indent + 1 + group);
	if (group) {
		if (!buf_ok(&t->level.first))
			return err_nomem();
		tbx_print_markup(&t->print, indent + 2, buf_str(&t->level.first));
		again(t, &t->level.first);
		tbx_print_line(&t->print, indent + 1, "</termGrp>");
	}
	int rc = print_level(t, indent + 1);
	tbx_print_line(&t->print, indent, "</%s>", name);
	return rc;
}

/* --- a language --- */

/* Definitions of single terms, which TBX 3 has for languages only. */
static void hoist_definitions(struct tbx_writer *t, const struct form *f)
{
	struct markup_cursor c;
	struct tbx_item item;

	markup_begin(&c, buf_str(&f->extra));
	while (tbx_item_next(&c, &item))
		if (tbx_is_definition(&t->convert, &item)) {
			again(t, &t->piece);
			buf_add(&t->piece, item.begin, (size_t)(item.end - item.begin));
			add_piece(t, ROLE_NONE, false);
		}
}

static void section_attributes(struct tbx_writer *t, const struct section *s)
{
	cleanup(buf_free) struct buf lang = BUF_INIT;

	if (t->as_is)
		buf_set(&lang, buf_str(&s->lang));
	else
		tbx_mend_lang(&lang, buf_str(&s->lang));
	if (!t->as_is && t->convert.version == TBX_V2)
		only_id(t, buf_str(&s->attrs), s->attrs.size);
	else
		set_attrs(t, t->as_is ? buf_str(&s->attrs) : "");
	if (lang.size > 0)
		markup_attr(&t->attrs, "xml:lang", buf_str(&lang));
	t->attrs.failed |= lang.failed;
}

static int write_section(
	struct tbx_writer *t, const struct section *s, int indent, bool undefined)
{
	struct wanted wanted = { .text = { [ROLE_DEFINITION] = undefined ? "" : NULL } };

	if (s->n_forms == 0 && !t->as_is) {
		dropped_tell(&t->dropped, "a language without terms", t->convert.where);
		return 0;
	}
	section_attributes(t, s);
	tbx_print_line(
		&t->print, indent, "<%s%s>", t->shape->section, buf_str(&t->attrs));
	level_begin(t, TBX_LANG, false);
	tbx_find(buf_str(&s->extra), TBX_LANG, &t->found);
	put_level(t, buf_str(&s->extra), &wanted);
	if (!t->as_is && t->convert.version == TBX_V3 && t->groups)
		for (size_t i = 0; i < s->n_forms; i++)
			hoist_definitions(t, &s->forms[i]);
	int rc = print_level(t, indent + 1);
	for (size_t i = 0; rc == 0 && i < s->n_forms; i++)
		if (i == 0 || !t->as_is || !is_joined(&s->forms[i]))
			rc = write_form(t, s, i, indent + 1);
	tbx_print_line(&t->print, indent, "</%s>", t->shape->section);
	return rc;
}

/* --- an entry --- */

static void add_relation(struct tbx_writer *t, const struct relation *r)
{
	cleanup(buf_free) struct buf target = BUF_INIT, note = BUF_INIT, attrs = BUF_INIT;

	buf_set(&target, buf_str(&r->target));
	if (!t->as_is)
		tbx_mend_id(&target, buf_str(&r->target));
	if (t->groups && target.size > 0) {
		markup_attr(&attrs, "type", "crossReference");
		markup_attr(&attrs, "target", buf_str(&target));
		again(t, &t->piece);
		markup_element(&t->piece, "ref", buf_str(&attrs), relation_name(r->kind));
		/* as it came, or it would be given another target */
		add_piece(t, ROLE_NONE, !t->as_is);
	}
	tbx_own_relation(&note, r, buf_str(&target));
	add_note(t, &note);
	t->level.rest.failed |= target.failed | attrs.failed;
}

/* The section whose definition is that of the concept; n_sections: none, it has its own.
 * */
static size_t defining_section(struct tbx_writer *t, const struct concept *c)
{
	tbx_find(buf_str(&c->extra), TBX_CONCEPT, &t->found);
	if (t->found.at[ROLE_DEFINITION] != NULL)
		return c->n_sections;
	for (size_t i = 0; i < c->n_sections; i++) {
		tbx_find(buf_str(&c->sections[i].extra), TBX_LANG, &t->found);
		if (t->found.text[ROLE_DEFINITION].size > 0)
			return i;
	}
	return c->n_sections;
}

static void collect_concept(
	struct tbx_writer *t, const struct concept *c, size_t defining)
{
	cleanup(buf_free) struct buf own = BUF_INIT;
	struct wanted wanted = { 0 };

	wanted.text[ROLE_SUBJECT] = buf_str(&c->subject);
	wanted.text[ROLE_NOTE] = buf_str(&c->note);
	wanted.text[ROLE_DEFINITION] = buf_str(&c->definition);
	if (defining < c->n_sections && strcmp(buf_str(&t->found.text[ROLE_DEFINITION]),
						buf_str(&c->definition)) == 0)
		wanted.text[ROLE_DEFINITION] = NULL; /* said in that language */
	tbx_find(buf_str(&c->extra), TBX_CONCEPT, &t->found);
	put_level(t, buf_str(&c->extra), &wanted);
	tbx_own_concept(&own, c);
	add_note(t, &own);
	for (size_t i = 0; i < c->n_relations; i++)
		add_relation(t, &c->relations[i]);
}

static void concept_attributes(struct tbx_writer *t, const struct concept *c)
{
	cleanup(buf_free) struct buf id = BUF_INIT;

	again(t, &t->attrs);
	if (t->as_is) {
		buf_set(&id, buf_str(&c->id));
	} else {
		cleanup(buf_free) struct buf made = BUF_INIT;
		buf_addf(&made, "c%zu", t->written + 1);
		tbx_unique_id(&t->convert,
			c->id.size > 0 ? buf_str(&c->id) : buf_str(&made), &id);
		t->convert.failed |= made.failed;
	}
	if (id.size > 0)
		markup_attr(&t->attrs, "id", buf_str(&id));
	if (t->as_is)
		buf_adds(&t->attrs, buf_str(&c->attrs));
	t->attrs.failed |= id.failed;
}

static bool has_terms(const struct concept *c)
{
	for (size_t i = 0; i < c->n_sections; i++)
		if (c->sections[i].n_forms > 0)
			return true;
	return false;
}

static int write_entry(struct tbx_writer *t, const struct concept *c)
{
	int indent = t->convert.version == TBX_2013 ? 2 : 3;
	size_t defining = defining_section(t, c);
	bool undefined = defining < c->n_sections && c->definition.size == 0;

	level_begin(t, TBX_CONCEPT, false);
	collect_concept(t, c, defining);
	concept_attributes(t, c);
	tbx_print_line(
		&t->print, indent, "<%s%s>", t->shape->concept, buf_str(&t->attrs));
	int rc = print_level(t, indent + 1);
	for (size_t i = 0; rc == 0 && i < c->n_sections; i++)
		rc = write_section(
			t, &c->sections[i], indent + 1, undefined && i == defining);
	tbx_print_line(&t->print, indent, "</%s>", t->shape->concept);
	t->written++;
	return rc;
}

int tbx_write_concept(struct writer *w, const struct concept *c)
{
	struct tbx_writer *t = w->state;

	t->convert.where = buf_str(&c->id);
	if (!t->as_is && !has_terms(c)) {
		dropped_tell(&t->dropped, "an entry without a term", t->convert.where);
		return 0;
	}
	int rc = write_entry(t, c);
	bool failed = t->convert.failed || t->print.failed || !buf_ok(&t->attrs) ||
		      !buf_ok(&t->piece) || !tbx_found_ok(&t->found) ||
		      !tbx_found_ok(&t->again);
	return rc < 0 ? rc : failed ? err_nomem() : 0;
}

/* --- the file --- */

/* The dialect to write: the one asked for, that of a document written as it came, or
 * Basic. */
static int choose_dialect(
	struct tbx_writer *t, const struct write_options *o, const struct document *d)
{
	const char *name = o->dialect == NULL ? "" : o->dialect;
	bool own = strcmp(buf_str(&d->format), t->shape->format) == 0;
	int dialect = *name == '\0' ? TBX_BASIC : tbx_dialect_of_name(name);

	if (dialect < 0)
		return err_set(BIS_EUSAGE,
			"\"%s\" is no dialect of TBX: core, min, basic, "
			"linguist or as-is",
			name);
	t->as_is = own && (*name == '\0' || dialect == TBX_AS_IS);
	if (t->as_is) {
		dialect = tbx_dialect_of_type(buf_str(&d->version));
		dialect = dialect < 0 ? TBX_LINGUIST : dialect;
	}
	if (t->shape->version == TBX_V2)
		dialect = TBX_AS_IS;
	t->convert.dialect = (enum tbx_dialect)dialect;
	t->groups = t->shape->version != TBX_2013 && dialect >= TBX_BASIC;
	return 0;
}

static const char *type_of(const struct tbx_writer *t)
{
	if (t->shape->version == TBX_V2)
		return "TBX";
	const char *type = tbx_dialect_type(t->convert.dialect);
	return type != NULL ? type : "TBX-Bisotun";
}

int tbx_write_begin(
	struct writer *w, const struct document *d, const struct tbx_shape *shape)
{
	struct tbx_writer *t = w->state = calloc(1, sizeof(*t));

	if (t == NULL)
		return err_nomem();
	t->shape = shape;
	dropped_init(&t->dropped, w->options);
	t->convert.version = shape->version;
	t->convert.dropped = &t->dropped;
	t->convert.where = "";
	t->print = (struct tbx_print){
		.out = w->out, .dct = shape->dct, .min = shape->version == TBX_2013
	};
	int rc = choose_dialect(t, w->options, d);
	if (rc < 0)
		return rc;
	t->frame = (struct tbx_frame){ .print = &t->print,
		.options = w->options,
		.as_is = t->as_is,
		.v3 = shape->version == TBX_V3,
		.min = shape->version == TBX_2013,
		.root = shape->root,
		.header = shape->header,
		.persons = shape->persons,
		.type = type_of(t) };
	return tbx_frame_begin(&t->frame, d);
}

int tbx_write_end(struct writer *w, const struct document *d)
{
	struct tbx_writer *t = w->state;

	if (t->written == 0)
		return err_set(
			BIS_ENOTFOUND, "no entry with a term: TBX has no empty files");
	int rc = tbx_frame_end(&t->frame, d, &t->convert);
	return rc < 0 ? rc : t->convert.failed || t->print.failed ? err_nomem() : 0;
}

void tbx_write_finish(struct writer *w)
{
	struct tbx_writer *t = w->state;

	if (t == NULL)
		return;
	dropped_finish(&t->dropped);
	tbx_convert_finish(&t->convert);
	tbx_found_finish(&t->found);
	tbx_found_finish(&t->again);
	struct buf *all[] = { &t->level.first, &t->level.note, &t->level.rest, &t->piece,
		&t->id, &t->attrs };
	for (size_t i = 0; i < N_ELEMENTS(all); i++)
		buf_free(all[i]);
	free(t);
	w->state = NULL;
}
