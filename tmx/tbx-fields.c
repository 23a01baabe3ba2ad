/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tmx/tbx-fields.h"

#include <string.h>
#include <strings.h>

#include "src/base/err.h"

#define OWN "bisotun: "

bool tbx_item_next(struct markup_cursor *c, struct tbx_item *item)
{
	enum markup_piece piece;

	while ((piece = markup_next(c)) == MARKUP_TEXT)
		;
	if (piece != MARKUP_OPEN && piece != MARKUP_EMPTY)
		return false;
	*item = (struct tbx_item){ .begin = c->begin,
		.name = c->name,
		.name_size = c->name_size,
		.attrs = c->attrs,
		.attrs_size = c->attrs_size,
		.inner = "" };
	if (piece == MARKUP_OPEN)
		markup_skip(c, &item->inner, &item->inner_size);
	item->end = c->at;
	return true;
}

bool tbx_item_is(const struct tbx_item *item, const char *name)
{
	return strlen(name) == item->name_size &&
	       memcmp(item->name, name, item->name_size) == 0;
}

bool tbx_item_ends(const struct tbx_item *item, const char *suffix)
{
	size_t n = strlen(suffix);

	return item->name_size > n &&
	       memcmp(item->name + item->name_size - n, suffix, n) == 0;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* A line break followed by an indentation is how files wrap long lines: one space. */
static void unwrap(struct buf *text)
{
	char *s = text->data;
	size_t from = 0, to = 0, end = text->size;

	while (end > 0 && is_space(s[end - 1]))
		end--;
	while (from < end && is_space(s[from]))
		from++;
	while (from < end) {
		size_t run = from;
		while (run < end && is_space(s[run]))
			run++;
		bool wrapped = run > from && memchr(s + from, '\n', run - from) != NULL &&
			       (s[run - 1] == ' ' || s[run - 1] == '\t');
		if (wrapped) {
			s[to++] = ' ';
			from = run;
		} else {
			s[to++] = s[from++];
		}
	}
	buf_truncate(text, to);
}

void tbx_item_text(const struct tbx_item *item, struct buf *text)
{
	buf_clear(text);
	markup_plain(text, item->inner, item->inner_size);
	if (buf_ok(text) && text->size > 0)
		unwrap(text);
}

void tbx_item_type(const struct tbx_item *item, struct buf *type)
{
	markup_attr_get(item->attrs, item->attrs_size, "type", type);
}

bool tbx_item_child(const struct tbx_item *item, const char *name, struct tbx_item *child)
{
	struct markup_cursor c;

	markup_begin(&c, item->inner);
	while (tbx_item_next(&c, child))
		if (tbx_item_is(child, name))
			return true;
	return false;
}

bool tbx_item_head(const struct tbx_item *item, struct tbx_item *head)
{
	struct markup_cursor c;

	*head = *item;
	if (!tbx_item_ends(item, "Grp"))
		return false;
	markup_begin(&c, item->inner);
	while (tbx_item_next(&c, head))
		if (head->name_size + 3 == item->name_size &&
			memcmp(head->name, item->name, head->name_size) == 0)
			return true;
	*head = *item;
	return true;
}

void tbx_found_finish(struct tbx_found *found)
{
	for (size_t i = 0; i < N_TBX_ROLES; i++)
		buf_free(&found->text[i]);
}

bool tbx_found_ok(const struct tbx_found *found)
{
	bool ok = !found->failed;

	for (size_t i = 0; i < N_TBX_ROLES; i++)
		ok = ok && buf_ok(&found->text[i]);
	return ok;
}

enum tbx_role tbx_found_role(const struct tbx_found *found, const char *begin)
{
	for (size_t i = ROLE_NONE + 1; i < N_TBX_ROLES; i++)
		if (found->at[i] == begin)
			return (enum tbx_role)i;
	return ROLE_NONE;
}

static enum tbx_role role_of_form(const struct tbx_item *item, const char *type,
	const char *text, struct tbx_found *found)
{
	int value;

	if (tbx_is_status(type)) {
		if (found->at[ROLE_STATUS] != NULL ||
			(value = tbx_status_of_value(type, text)) < 0)
			return ROLE_NONE;
		found->status = (enum form_status)value;
		return ROLE_STATUS;
	}
	if (strcasecmp(type, "termType") == 0) {
		if (found->at[ROLE_KIND] != NULL)
			return ROLE_NONE;
		value = tbx_kind_of_value(text);
		found->kind = value < 0 ? FORM_FULL : (enum form_kind)value;
		return ROLE_KIND;
	}
	if (strcasecmp(type, "source") == 0)
		return tbx_item_is(item, "admin") || tbx_item_is(item, "adminGrp")
			       ? ROLE_SOURCE
			       : ROLE_NONE;
	if (strcasecmp(type, "reliabilityCode") != 0 ||
		found->at[ROLE_RELIABILITY] != NULL || strlen(text) != 1 || *text < '1' ||
		*text > '4')
		return ROLE_NONE;
	found->reliability = *text - '0';
	return ROLE_RELIABILITY;
}

static enum tbx_role role_of(const struct tbx_item *item, const struct tbx_item *head,
	enum tbx_level level, const char *type, const char *text, struct tbx_found *found)
{
	if (tbx_item_is(head, "note"))
		return ROLE_NOTE;
	if (level == TBX_TERM)
		return role_of_form(item, type, text, found);
	if (strcasecmp(type, "definition") == 0)
		return ROLE_DEFINITION;
	if (level == TBX_CONCEPT && strcasecmp(type, "subjectField") == 0)
		return ROLE_SUBJECT;
	return ROLE_NONE;
}

/* A noteGrp of TBX-Min holds the note's text in a noteValue. */
static void text_of(const struct tbx_item *head, struct buf *text)
{
	struct tbx_item value;

	if (tbx_item_is(head, "note") && tbx_item_child(head, "noteValue", &value))
		tbx_item_text(&value, text);
	else
		tbx_item_text(head, text);
}

static void found_reset(struct tbx_found *found)
{
	for (size_t i = 0; i < N_TBX_ROLES; i++) {
		found->at[i] = NULL;
		found->failed |= found->text[i].failed;
		buf_clear(&found->text[i]);
	}
	found->status = STATUS_PROPOSED;
	found->kind = FORM_FULL;
	found->reliability = 0;
}

void tbx_find(const char *extra, enum tbx_level level, struct tbx_found *found)
{
	cleanup(buf_free) struct buf type = BUF_INIT, text = BUF_INIT;
	struct markup_cursor c;
	struct tbx_item item, head;

	found_reset(found);
	markup_begin(&c, extra);
	while (tbx_item_next(&c, &item)) {
		tbx_item_head(&item, &head);
		tbx_item_type(&head, &type);
		text_of(&head, &text);
		enum tbx_role role = role_of(
			&item, &head, level, buf_str(&type), buf_str(&text), found);
		found->failed |= type.failed | text.failed;
		if (role == ROLE_NONE || found->at[role] != NULL)
			continue;
		found->at[role] = item.begin;
		buf_set(&found->text[role], buf_str(&text));
		found->failed |= found->text[role].failed;
	}
}

/* Our own notes: `bisotun: WORD` and canonical attributes. */
static const char *own_note(
	const struct tbx_item *item, const char *word, struct buf *text)
{
	size_t n = strlen(word);
	struct tbx_item head;

	tbx_item_head(item, &head);
	if (!tbx_item_is(&head, "note"))
		return NULL;
	text_of(&head, text);
	const char *s = buf_str(text);
	if (strncmp(s, OWN, strlen(OWN)) != 0 || strncmp(s + strlen(OWN), word, n) != 0)
		return NULL;
	s += strlen(OWN) + n;
	return *s == ' ' || *s == '\0' ? s : NULL;
}

static void own_value(const char *attrs, const char *name, struct buf *value)
{
	cleanup(buf_free) struct buf found = BUF_INIT;

	if (markup_attr_get(attrs, strlen(attrs), name, &found))
		buf_set(value, buf_str(&found));
	value->failed |= found.failed;
}

/* A word out of a list; -1 where there is none.  `owner` learns of a want of memory. */
static int own_word(
	struct buf *owner, const char *attrs, const char *name, int (*word)(const char *))
{
	cleanup(buf_free) struct buf value = BUF_INIT;

	own_value(attrs, name, &value);
	owner->failed |= value.failed;
	return value.size == 0 ? -1 : word(buf_str(&value));
}

static void take_form(struct form *f, const char *attrs)
{
	cleanup(buf_free) struct buf reliability = BUF_INIT;
	int kind = own_word(&f->extra, attrs, "kind", form_kind_of_name);
	int status = own_word(&f->extra, attrs, "status", status_of_name);

	if (kind >= 0)
		f->kind = (enum form_kind)kind;
	if (status >= 0)
		f->status = (enum form_status)status;
	own_value(attrs, "valid-from", &f->valid_from);
	own_value(attrs, "valid-to", &f->valid_to);
	own_value(attrs, "instead", &f->instead);
	own_value(attrs, "approved-by", &f->approved_by);
	own_value(attrs, "approved-at", &f->approved_at);
	own_value(attrs, "reliability", &reliability);
	f->extra.failed |= reliability.failed;
	const char *r = buf_str(&reliability);
	if (reliability.size == 1 && *r >= '1' && *r <= '4')
		f->reliability = *r - '0';
}

/* `<transacGrp>` with a note of ours: who approved the form, and when. */
static bool take_approval(struct form *f, const struct tbx_item *item, struct buf *text)
{
	struct tbx_item child;

	if (!tbx_item_is(item, "transacGrp") || !tbx_item_child(item, "note", &child))
		return false;
	const char *attrs = own_note(&child, "approved", text);
	if (attrs == NULL)
		return false;
	own_value(attrs, "at", &f->approved_at);
	if (tbx_item_child(item, "transacNote", &child))
		tbx_item_text(&child, &f->approved_by);
	if (f->approved_at.size == 0 && tbx_item_child(item, "date", &child))
		tbx_item_text(&child, &f->approved_at);
	return true;
}

static bool take_from_form(void *owner, const struct tbx_item *item, struct buf *text)
{
	struct form *f = owner;
	const char *attrs = own_note(item, "form", text);

	if (attrs != NULL)
		take_form(f, attrs);
	return attrs != NULL || take_approval(f, item, text);
}

static bool take_relation(struct concept *c, const char *attrs)
{
	int kind = own_word(&c->extra, attrs, "kind", relation_of_name);
	struct relation *r = kind < 0 ? NULL : concept_add_relation(c);

	if (r == NULL) {
		c->extra.failed |= kind >= 0;
		return false;
	}
	r->kind = (enum relation_kind)kind;
	own_value(attrs, "target", &r->target);
	own_value(attrs, "from", &r->from);
	own_value(attrs, "to", &r->to);
	own_value(attrs, "source", &r->source);
	own_value(attrs, "note", &r->note);
	return true;
}

static bool take_from_concept(void *owner, const struct tbx_item *item, struct buf *text)
{
	struct concept *c = owner;
	const char *attrs = own_note(item, "relation", text);

	if (attrs != NULL)
		return take_relation(c, attrs);
	attrs = own_note(item, "concept", text);
	if (attrs == NULL)
		return false;
	int kind = own_word(&c->extra, attrs, "kind", kind_of_name);
	if (kind >= 0)
		c->kind = (enum concept_kind)kind;
	return kind >= 0;
}

/* The <ref> that goes in front of a note on a relation, for programs that know no note of
 * ours. */
static bool is_relation_ref(const struct tbx_item *item, struct buf *text)
{
	if (!tbx_item_is(item, "ref"))
		return false;
	tbx_item_text(item, text);
	return relation_of_name(buf_str(text)) >= 0;
}

/* Takes what is ours out of `extra`. */
static int take_own(struct buf *extra,
	bool (*take)(void *owner, const struct tbx_item *item, struct buf *text),
	void *owner)
{
	cleanup(buf_free) struct buf rest = BUF_INIT, text = BUF_INIT;
	struct markup_cursor c;
	struct tbx_item item;
	size_t before_ref = SIZE_MAX;
	bool taken = false, failed = false;

	if (extra->size == 0 || strstr(buf_str(extra), OWN) == NULL)
		return 0;
	markup_begin(&c, buf_str(extra));
	while (tbx_item_next(&c, &item)) {
		bool ours = take(owner, &item, &text);
		failed |= text.failed;
		if (ours) {
			taken = true;
			if (before_ref != SIZE_MAX && own_note(&item, "relation", &text))
				buf_truncate(&rest, before_ref);
			before_ref = SIZE_MAX;
			continue;
		}
		failed |= text.failed;
		before_ref = is_relation_ref(&item, &text) ? rest.size : SIZE_MAX;
		buf_add(&rest, item.begin, (size_t)(item.end - item.begin));
	}
	if (failed || !buf_ok(&rest) || !buf_ok(&text) || !buf_ok(extra))
		return err_nomem();
	if (taken)
		buf_set(extra, buf_str(&rest));
	return 0;
}

static int fill_form(struct form *f, struct tbx_found *found)
{
	tbx_find(buf_str(&f->extra), TBX_TERM, found);
	if (found->at[ROLE_STATUS] != NULL)
		f->status =
			found->status; /* else what forms without one were said to have */
	f->kind = found->kind;
	f->reliability = found->reliability;
	buf_set(&f->source, buf_str(&found->text[ROLE_SOURCE]));
	int rc = take_own(&f->extra, take_from_form, f);
	if (rc < 0)
		return rc;
	tbx_find(buf_str(&f->extra), TBX_TERM,
		found); /* the first note that is not ours */
	buf_set(&f->note, buf_str(&found->text[ROLE_NOTE]));
	return tbx_found_ok(found) ? 0 : err_nomem();
}

static int fill_section(struct concept *c, struct section *s, struct tbx_found *found)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < s->n_forms; i++)
		rc = fill_form(&s->forms[i], found);
	if (rc < 0 || c->definition.size > 0 || s->extra.size == 0)
		return rc;
	tbx_find(buf_str(&s->extra), TBX_LANG, found);
	buf_set(&c->definition, buf_str(&found->text[ROLE_DEFINITION]));
	return tbx_found_ok(found) ? 0 : err_nomem();
}

int tbx_fields_fill(struct concept *c)
{
	cleanup(tbx_found_finish) struct tbx_found found = { 0 };
	int rc = take_own(&c->extra, take_from_concept, c);

	tbx_find(buf_str(&c->extra), TBX_CONCEPT, &found);
	buf_set(&c->subject, buf_str(&found.text[ROLE_SUBJECT]));
	buf_set(&c->definition, buf_str(&found.text[ROLE_DEFINITION]));
	buf_set(&c->note, buf_str(&found.text[ROLE_NOTE]));
	if (rc == 0 && !tbx_found_ok(&found))
		rc = err_nomem();
	for (size_t i = 0; rc == 0 && i < c->n_sections; i++)
		rc = fill_section(c, &c->sections[i], &found);
	return rc < 0 ? rc : concept_ok(c) ? 0 : err_nomem();
}

static void own_attr(struct buf *text, const char *name, const char *value)
{
	if (*value != '\0')
		markup_attr(text, name, value);
}

/* The text is OWN, the word and attributes; nothing where there are no attributes. */
static void own_text(struct buf *text, const char *word, const struct buf *attrs)
{
	buf_clear(text);
	if (attrs->size > 0)
		buf_addf(text, OWN "%s%s", word, buf_str(attrs));
	text->failed |= attrs->failed;
}

void tbx_own_concept(struct buf *text, const struct concept *c)
{
	cleanup(buf_free) struct buf attrs = BUF_INIT;

	if (c->kind != KIND_TERM)
		markup_attr(&attrs, "kind", kind_name(c->kind));
	own_text(text, "concept", &attrs);
}

void tbx_own_relation(struct buf *text, const struct relation *r, const char *target)
{
	cleanup(buf_free) struct buf attrs = BUF_INIT;

	markup_attr(&attrs, "kind", relation_name(r->kind));
	markup_attr(&attrs, "target", target);
	own_attr(&attrs, "from", buf_str(&r->from));
	own_attr(&attrs, "to", buf_str(&r->to));
	own_attr(&attrs, "source", buf_str(&r->source));
	own_attr(&attrs, "note", buf_str(&r->note));
	own_text(text, "relation", &attrs);
}

void tbx_own_form(
	struct buf *text, const struct form *f, const struct tbx_form_left *left)
{
	cleanup(buf_free) struct buf attrs = BUF_INIT;

	if (left->status)
		markup_attr(&attrs, "status", status_name(f->status));
	if (left->kind)
		markup_attr(&attrs, "kind", form_kind_name(f->kind));
	own_attr(&attrs, "valid-from", buf_str(&f->valid_from));
	own_attr(&attrs, "valid-to", buf_str(&f->valid_to));
	own_attr(&attrs, "instead", buf_str(&f->instead));
	if (left->reliability) {
		char digit[2] = { (char)('0' + f->reliability % 10), '\0' };
		markup_attr(&attrs, "reliability", digit);
	}
	if (left->approved) {
		own_attr(&attrs, "approved-by", buf_str(&f->approved_by));
		own_attr(&attrs, "approved-at", buf_str(&f->approved_at));
	}
	own_text(text, "form", &attrs);
}

bool tbx_has_terms(const struct concept *c)
{
	for (size_t i = 0; i < c->n_sections; i++)
		if (c->sections[i].n_forms > 0)
			return true;
	return false;
}
