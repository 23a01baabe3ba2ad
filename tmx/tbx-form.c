/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing a form: its term or terms, its categories, and in a note of ours what would not
 * read back from them.
 */
#include "config.h"
#include "tmx/tbx-writer.h"

#include <string.h>

#include "src/base/err.h"
#include "src/xml/markup.h"
#include "tmx/tbx-read.h"

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
	tbx_again(t, p);
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
	tbx_add_piece(t, ROLE_NONE, true);
}

static void collect_form(struct tbx_writer *t, const struct form *f)
{
	struct wanted wanted = { .form = f };
	cleanup(buf_free) struct buf own = BUF_INIT;

	wanted.text[ROLE_NOTE] = buf_str(&f->note);
	wanted.text[ROLE_SOURCE] = buf_str(&f->source);
	tbx_find(buf_str(&f->extra), TBX_TERM, &t->found);
	tbx_put_level(t, buf_str(&f->extra), &wanted);
	add_approval(t, f);
	struct tbx_form_left left = left_over(t, f);
	tbx_own_form(&own, f, &left);
	tbx_add_note(t, &own);
}

/* Attributes of a form: those of its own, or (`group`) those of its termGrp. */
static void form_attributes(struct tbx_writer *t, const struct form *f, bool group)
{
	const char *at = buf_str(&f->attrs), *end = at + f->attrs.size, *name, *escaped;
	size_t name_size, size, prefix = strlen(TBX_GROUP);

	tbx_again(t, &t->attrs);
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

void tbx_only_id(struct tbx_writer *t, const char *attrs, size_t size)
{
	cleanup(buf_free) struct buf id = BUF_INIT;
	bool has =
		t->convert.version != TBX_2013 && markup_attr_get(attrs, size, "id", &id);

	if (has)
		tbx_unique_id(&t->convert, buf_str(&id), &t->id);
	tbx_again(t, &t->attrs);
	if (has)
		markup_attr(&t->attrs, "id", buf_str(&t->id));
	t->convert.failed |= id.failed;
}

static void print_term(struct tbx_writer *t, const struct form *f, int indent)
{
	cleanup(buf_free) struct buf plain = BUF_INIT;
	struct buf *p = &t->piece;

	tbx_again(t, p);
	if (t->as_is)
		tbx_set_attrs(t, buf_str(&f->term_attrs));
	else
		tbx_only_id(t, buf_str(&f->term_attrs), f->term_attrs.size);
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

bool tbx_is_joined(const struct form *f)
{
	return f->attrs.size > 0 && strstr(buf_str(&f->attrs), TBX_JOINED "=") != NULL;
}

/* The term and, where all is written as it came, those that share its section. */
static void print_terms(
	struct tbx_writer *t, const struct section *s, size_t i, int indent)
{
	print_term(t, &s->forms[i], indent);
	while (t->as_is && ++i < s->n_forms && tbx_is_joined(&s->forms[i]))
		print_term(t, &s->forms[i], indent);
}

static void attributes_as(struct tbx_writer *t, const struct form *f, bool group)
{
	form_attributes(t, f, group);
	if (!t->as_is) {
		cleanup(buf_free) struct buf all = BUF_INIT;
		buf_set(&all, buf_str(&t->attrs));
		tbx_only_id(t, buf_str(&all), all.size);
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

int tbx_write_form(struct tbx_writer *t, const struct section *s, size_t i, int indent)
{
	const struct form *f = &s->forms[i];
	bool group = needs_group(t, f);
	const char *name = group ? "ntig" : t->shape->form;

	tbx_level_begin(t, TBX_TERM, group);
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
		tbx_again(t, &t->level.first);
		tbx_print_line(&t->print, indent + 1, "</termGrp>");
	}
	int rc = tbx_print_level(t, indent + 1);
	tbx_print_line(&t->print, indent, "</%s>", name);
	return rc;
}
