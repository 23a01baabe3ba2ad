/* SPDX-License-Identifier: Apache-2.0
 *
 * The frame of a TBX entry: concept, languages, sections of a term, terms.
 */
#include "config.h"
#include "tmx/tbx-reader.h"

#include <string.h>

#include "src/base/err.h"
#include "src/xml/markup.h"
#include "tmx/remarks.h"
#include "tmx/tbx-fields.h"
#include "tmx/tbx-names.h"
#include "tmx/tbx-read.h"

static struct section *last_section(struct tbx_reader *t)
{
	return &t->concept.sections[t->concept.n_sections - 1];
}

static struct form *last_form(struct tbx_reader *t)
{
	struct section *s = last_section(t);

	return &s->forms[s->n_forms - 1];
}

/* --- beginnings and ends --- */

void tbx_start_concept(struct tbx_reader *t, const struct xml_element *e)
{
	struct concept *c = &t->concept;
	const char *key = xml_attribute(e, "id") != NULL ? "id" : "xml:id";
	const char *id = xml_value(e, key);

	concept_reset(c);
	t->bytes = tbx_size_of(e);
	t->children = 0;
	t->too_large = NULL;
	t->any = true;
	c->line = e->line;
	buf_set(&c->id, id);
	tbx_add_attributes(&c->attrs, e, "", key, NULL);
	tbx_add_namespaces(&c->attrs, e);
	t->check.unit = buf_str(&c->id);
	tbx_check_attributes(t, e);
	if (id == NULL && !t->min)
		tbx_remark(&t->check, e->line, "<%s> without an id", e->local);
}

static int start_language(struct tbx_reader *t, const struct xml_element *e)
{
	struct section *s = concept_add_section(&t->concept);
	const char *key = xml_attribute(e, "xml:lang") != NULL ? "xml:lang" : "lang";
	const char *lang = xml_value(e, key);

	if (s == NULL)
		return err_nomem();
	buf_set(&s->lang, lang);
	tbx_add_attributes(&s->attrs, e, "", key, NULL);
	tbx_add_namespaces(&s->attrs, e);
	tbx_check_attributes(t, e);
	if (lang == NULL)
		tbx_remark(&t->check, e->line, "<%s> without xml:lang", e->local);
	else if (strcmp(key, "lang") == 0)
		tbx_remark(&t->check, e->line, "lang= instead of xml:lang=");
	return 0;
}

static int start_form(struct tbx_reader *t, const struct xml_element *e, bool joined)
{
	struct form *f = section_add_form(last_section(t));

	if (f == NULL)
		return err_nomem();
	f->line = e->line;
	f->status = t->options->status;
	f->grouped = !joined && strcmp(e->local, "ntig") == 0;
	if (joined) {
		markup_attr(&f->attrs, TBX_JOINED, "yes");
		return 0;
	}
	tbx_add_attributes(&f->attrs, e, "", NULL, NULL);
	tbx_add_namespaces(&f->attrs, e);
	tbx_check_attributes(t, e);
	t->form = last_section(t)->n_forms - 1;
	t->has_term = false;
	return 0;
}

static int start_term(struct tbx_reader *t, const struct xml_element *e)
{
	if (t->has_term) {
		tbx_remark(&t->check, e->line, "a second <term> in one <%s>",
			tbx_inside(t)->name);
		int rc = start_form(t, e, true);
		if (rc < 0)
			return rc;
	}
	t->has_term = true;
	struct form *f = last_form(t);
	f->line = e->line;
	tbx_add_attributes(&f->term_attrs, e, "", NULL, NULL);
	tbx_check_attributes(t, e);
	t->into = &f->markup;
	return 0;
}

void tbx_end_term(struct tbx_reader *t)
{
	struct form *f = last_form(t);

	if (t->too_large != NULL)
		return;
	markup_plain(&f->text, buf_str(&f->markup), f->markup.size);
	f->tagged =
		f->markup.size > 0 && memchr(f->markup.data, '<', f->markup.size) != NULL;
	t->check.failed |= f->markup.failed;
	if (!f->tagged)
		buf_clear(&f->markup);
	if (f->text.size == strspn(buf_str(&f->text), " \t\r\n"))
		tbx_remark(&t->check, f->line, "an empty <term>");
}

int tbx_end_concept(struct tbx_reader *t, struct xml_reader *x)
{
	struct concept *c = &t->concept;
	const char *what = NULL;
	long line = xml_damage_since(x, t->since, &what);
	int rc;

	t->since = xml_position(x);
	if (t->too_large != NULL)
		rc = remark_lost(t->sink, c->line, buf_str(&c->id), "the entry is %s",
			t->too_large);
	else if (line > 0)
		rc = remark_lost(t->sink, line, buf_str(&c->id), "%s", what);
	else if ((rc = tbx_fields_fill(c)) == 0) {
		if (!tbx_has_terms(c))
			tbx_remark(&t->check, c->line, "an entry without a term");
		rc = t->sink->concept == NULL ? 0 : t->sink->concept(t->sink->ctx, c);
	}
	t->check.unit = "";
	concept_reset(c);
	return rc == 0 && t->check.failed ? err_nomem() : rc;
}

/* --- what an element is, by where it stands --- */

/* Begins a copy of what is no part of the frame of an entry. */
static enum place start_category(
	struct tbx_reader *t, const struct xml_element *e, struct open *o)
{
	switch (tbx_inside(t)->place) {
	case PLACE_CONCEPT:
		t->into = &t->concept
		.extra;
		break;
	case PLACE_LANG:
		t->into = &last_section(t)->extra;
		break;
	default: /* also where a second term stands in between */
		t->into = &last_section(t)->forms[t->form].extra;
	}
	return tbx_start_copy(t, e, o);
}

static int start_in_concept(
	struct tbx_reader *t, const struct xml_element *e, struct open *o)
{
	struct open *parent = tbx_inside(t);

	if (!tbx_is_language(e->local)) {
		o->place = start_category(t, e, o);
		return 0;
	}
	parent->section_seen = true;
	o->place = PLACE_LANG;
	return start_language(t, e);
}

static int start_in_language(
	struct tbx_reader *t, const struct xml_element *e, struct open *o)
{
	bool bare = strcmp(e->local, "term") == 0; /* without tig around it */

	if (!tbx_is_term_section(e->local) && !bare) {
		o->place = start_category(t, e, o);
		return 0;
	}
	tbx_inside(t)->section_seen = true;
	o->place = PLACE_TERM_SECTION;
	int rc = start_form(t, e, false);
	if (rc < 0 || !bare)
		return rc;
	o->place = PLACE_TERM;
	tbx_remark(&t->check, e->line, "<term> directly in <%s>", tbx_inside(t)->name);
	buf_clear(&last_form(t)->attrs);
	return start_term(t, e);
}

static int start_in_term(
	struct tbx_reader *t, const struct xml_element *e, struct open *o)
{
	if (strcmp(e->local, "term") == 0) {
		o->place = PLACE_TERM;
		return start_term(t, e);
	}
	if (strcmp(e->local, "termGrp") == 0) {
		o->place = PLACE_TERM_GROUP;
		last_form(t)->grouped = true;
		tbx_add_attributes(&last_form(t)->attrs, e, TBX_GROUP, NULL, NULL);
		tbx_check_attributes(t, e);
		return 0;
	}
	o->place = start_category(t, e, o);
	return 0;
}

int tbx_start_in_entry(struct tbx_reader *t, const struct xml_element *e, struct open *o)
{
	switch (tbx_inside(t)->place) {
	case PLACE_CONCEPT:
		return start_in_concept(t, e, o);
	case PLACE_LANG:
		return start_in_language(t, e, o);
	default:
		return start_in_term(t, e, o);
	}
}
