/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing a TBX file, its entries and their languages.
 */
#include "config.h"
#include "tmx/tbx-write.h"

#include <string.h>

#include "src/base/err.h"
#include "src/xml/markup.h"
#include "tmx/tbx-writer.h"

/* --- a language --- */

/* Definitions of single terms, which TBX 3 has for languages only. */
static void hoist_definitions(struct tbx_writer *t, const struct form *f)
{
	struct markup_cursor c;
	struct tbx_item item;

	markup_begin(&c, buf_str(&f->extra));
	while (tbx_item_next(&c, &item))
		if (tbx_is_definition(&t->convert, &item)) {
			tbx_again(t, &t->piece);
			buf_add(&t->piece, item.begin, (size_t)(item.end - item.begin));
			tbx_add_piece(t, ROLE_NONE, false);
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
		tbx_only_id(t, buf_str(&s->attrs), s->attrs.size);
	else
		tbx_set_attrs(t, t->as_is ? buf_str(&s->attrs) : "");
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
	tbx_level_begin(t, TBX_LANG, false);
	tbx_find(buf_str(&s->extra), TBX_LANG, &t->found);
	tbx_put_level(t, buf_str(&s->extra), &wanted);
	if (!t->as_is && t->convert.version == TBX_V3 && t->groups)
		for (size_t i = 0; i < s->n_forms; i++)
			hoist_definitions(t, &s->forms[i]);
	int rc = tbx_print_level(t, indent + 1);
	for (size_t i = 0; rc == 0 && i < s->n_forms; i++)
		if (i == 0 || !t->as_is || !tbx_is_joined(&s->forms[i]))
			rc = tbx_write_form(t, s, i, indent + 1);
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
		tbx_again(t, &t->piece);
		markup_element(&t->piece, "ref", buf_str(&attrs), relation_name(r->kind));
		/* as it came, or it would be given another target */
		tbx_add_piece(t, ROLE_NONE, !t->as_is);
	}
	tbx_own_relation(&note, r, buf_str(&target));
	tbx_add_note(t, &note);
	t->level.rest.failed |= target.failed | attrs.failed;
}

/* The section whose definition is that of the concept; n_sections: none, it has its
 * own. */
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
	tbx_put_level(t, buf_str(&c->extra), &wanted);
	tbx_own_concept(&own, c);
	tbx_add_note(t, &own);
	for (size_t i = 0; i < c->n_relations; i++)
		add_relation(t, &c->relations[i]);
}

static void concept_attributes(struct tbx_writer *t, const struct concept *c)
{
	cleanup(buf_free) struct buf id = BUF_INIT;

	tbx_again(t, &t->attrs);
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

static int write_entry(struct tbx_writer *t, const struct concept *c)
{
	int indent = t->convert.version == TBX_2013 ? 2 : 3;
	size_t defining = defining_section(t, c);
	bool undefined = defining < c->n_sections && c->definition.size == 0;

	tbx_level_begin(t, TBX_CONCEPT, false);
	collect_concept(t, c, defining);
	concept_attributes(t, c);
	tbx_print_line(
		&t->print, indent, "<%s%s>", t->shape->concept, buf_str(&t->attrs));
	int rc = tbx_print_level(t, indent + 1);
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
	if (!t->as_is && !tbx_has_terms(c)) {
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
