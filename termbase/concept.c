/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "termbase/concept.h"

#include <stdio.h>
#include <string.h>

void concept_init(struct concept *c)
{
	*c = (struct concept){ 0 };
}

static void form_clear(struct form *f, void (*clear)(struct buf *))
{
	struct buf *all[] = { &f->text, &f->markup, &f->valid_from, &f->valid_to,
		&f->source, &f->note, &f->instead, &f->approved_by, &f->approved_at,
		&f->attrs, &f->term_attrs, &f->extra };

	for (size_t i = 0; i < N_ELEMENTS(all); i++)
		clear(all[i]);
	f->line = 0;
	f->id = 0;
	f->tagged = false;
	f->status = STATUS_PROPOSED;
	f->kind = FORM_FULL;
	f->reliability = 0;
	f->grouped = false;
}

static void section_clear(struct section *s, void (*clear)(struct buf *))
{
	clear(&s->lang);
	clear(&s->attrs);
	clear(&s->extra);
	s->n_forms = 0;
}

static void relation_clear(struct relation *r, void (*clear)(struct buf *))
{
	clear(&r->target);
	clear(&r->from);
	clear(&r->to);
	clear(&r->source);
	clear(&r->note);
}

static void concept_clear(struct concept *c, void (*clear)(struct buf *))
{
	clear(&c->id);
	clear(&c->subject);
	clear(&c->definition);
	clear(&c->note);
	clear(&c->attrs);
	clear(&c->extra);
	c->line = 0;
	c->kind = KIND_TERM;
	c->n_sections = 0;
	c->n_relations = 0;
}

void concept_finish(struct concept *c)
{
	for (size_t i = 0; i < c->capacity; i++) {
		struct section *s = &c->sections[i];
		for (size_t j = 0; j < s->capacity; j++)
			form_clear(&s->forms[j], buf_free);
		free(s->forms);
		section_clear(s, buf_free);
	}
	free(c->sections);
	for (size_t i = 0; i < c->relations_capacity; i++)
		relation_clear(&c->relations[i], buf_free);
	free(c->relations);
	concept_clear(c, buf_free);
	*c = (struct concept){ 0 };
}

void concept_reset(struct concept *c)
{
	concept_clear(c, buf_clear);
}

/* Makes room for one more in an array whose unused elements keep their buffers. */
static void *one_more(void *array, size_t n, size_t *capacity, size_t size)
{
	if (n < *capacity)
		return array;
	size_t wanted = *capacity == 0 ? 4 : 2 * *capacity;
	char *bigger = realloc(array, wanted * size);
	if (bigger == NULL)
		return NULL;
	memset(bigger + *capacity * size, 0, (wanted - *capacity) * size);
	*capacity = wanted;
	return bigger;
}

struct section *concept_add_section(struct concept *c)
{
	void *sections =
		one_more(c->sections, c->n_sections, &c->capacity, sizeof(*c->sections));

	if (sections == NULL)
		return NULL;
	c->sections = sections;
	struct section *s = &c->sections[c->n_sections++];
	section_clear(s, buf_clear);
	return s;
}

struct form *section_add_form(struct section *s)
{
	void *forms = one_more(s->forms, s->n_forms, &s->capacity, sizeof(*s->forms));

	if (forms == NULL)
		return NULL;
	s->forms = forms;
	struct form *f = &s->forms[s->n_forms++];
	form_clear(f, buf_clear);
	return f;
}

struct relation *concept_add_relation(struct concept *c)
{
	void *relations = one_more(c->relations, c->n_relations, &c->relations_capacity,
		sizeof(*c->relations));

	if (relations == NULL)
		return NULL;
	c->relations = relations;
	struct relation *r = &c->relations[c->n_relations++];
	relation_clear(r, buf_clear);
	r->kind = RELATION_HOLDS;
	return r;
}

struct section *concept_section(struct concept *c, const char *lang)
{
	for (size_t i = 0; i < c->n_sections; i++)
		if (strcmp(buf_str(&c->sections[i].lang), lang) == 0)
			return &c->sections[i];
	struct section *s = concept_add_section(c);
	if (s != NULL)
		buf_set(&s->lang, lang);
	return s;
}

/* Adds up the sizes of every buffer in use; *ok turns false where one has failed. */
static size_t measure(const struct concept *c, bool *ok)
{
	const struct buf *own[] = { &c->id, &c->subject, &c->definition, &c->note,
		&c->attrs, &c->extra };
	size_t size = 0;
#define MEASURE(list)                                      \
	for (size_t k_ = 0; k_ < N_ELEMENTS(list); k_++) { \
		size += (list)[k_]->size;                  \
		*ok = *ok && buf_ok((list)[k_]);           \
	}
	MEASURE(own);
	for (size_t i = 0; i < c->n_sections; i++) {
		const struct section *s = &c->sections[i];
		const struct buf *level[] = { &s->lang, &s->attrs, &s->extra };
		MEASURE(level);
		for (size_t j = 0; j < s->n_forms; j++) {
			const struct form *f = &s->forms[j];
			const struct buf *all[] = { &f->text, &f->markup, &f->valid_from,
				&f->valid_to, &f->source, &f->note, &f->instead,
				&f->approved_by, &f->approved_at, &f->attrs,
				&f->term_attrs, &f->extra };
			MEASURE(all);
		}
	}
	for (size_t i = 0; i < c->n_relations; i++) {
		const struct relation *r = &c->relations[i];
		const struct buf *all[] = { &r->target, &r->from, &r->to, &r->source,
			&r->note };
		MEASURE(all);
	}
#undef MEASURE
	return size;
}

bool concept_ok(const struct concept *c)
{
	bool ok = true;

	measure(c, &ok);
	return ok;
}

size_t concept_size(const struct concept *c)
{
	bool ok = true;

	return measure(c, &ok);
}

/* The words of the contract, in the order of the enums. */
static const char *const kinds[N_KINDS] = { "term", "person", "office", "body", "place",
	"document", "event", "acronym" };
static const char *const statuses[N_STATUSES] = { "proposed", "preferred", "admitted",
	"deprecated", "obsolete", "lookup" };
static const char *const form_kinds[N_FORM_KINDS] = { "full", "short", "first", "acronym",
	"variant", "romanised" };
static const char *const relations[N_RELATION_KINDS] = { "holds", "belongs-to",
	"succeeds", "acronym-of", "not-same-as" };

static int index_of(const char *const *words, size_t n, const char *word)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(words[i], word) == 0)
			return (int)i;
	return -1;
}

const char *kind_name(enum concept_kind kind)
{
	return kinds[kind];
}

const char *status_name(enum form_status status)
{
	return statuses[status];
}

int status_rank(enum form_status status)
{
	static const int ranks[N_STATUSES] = {
		[STATUS_PREFERRED] = 0,
		[STATUS_ADMITTED] = 1,
		[STATUS_PROPOSED] = 2,
		[STATUS_DEPRECATED] = 3,
		[STATUS_OBSOLETE] = 4,
		[STATUS_LOOKUP] = 5,
	};

	return ranks[status];
}

const char *form_kind_name(enum form_kind kind)
{
	return form_kinds[kind];
}

const char *relation_name(enum relation_kind kind)
{
	return relations[kind];
}

int kind_of_name(const char *name)
{
	return index_of(kinds, N_KINDS, name);
}

int status_of_name(const char *name)
{
	return index_of(statuses, N_STATUSES, name);
}

int form_kind_of_name(const char *name)
{
	return index_of(form_kinds, N_FORM_KINDS, name);
}

int relation_of_name(const char *name)
{
	return index_of(relations, N_RELATION_KINDS, name);
}
