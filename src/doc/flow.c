/* SPDX-License-Identifier: Apache-2.0
 *
 * What DOCX and ODT have in common: styles that say a paragraph is a heading, and
 * paragraphs inside a paragraph.
 *
 * A text box or a note stands in the middle of a sentence that goes on behind it.  So its
 * paragraphs are kept aside until the one around it ends, and follow that.
 */
#include "config.h"
#include "src/doc/zipped.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"

#define MAX_STYLES 10000
#define MAX_ANCESTORS 10

/* Styles */

void styles_finish(struct styles *s)
{
	for (size_t i = 0; i < s->n; i++) {
		free(s->at[i].id);
		free(s->at[i].parent);
	}
	free(s->at);
}

int style_set_parent(struct style *s, const char *parent)
{
	if (parent == NULL)
		return 0;
	free(s->parent);
	s->parent = strdup(parent);
	return s->parent == NULL ? err_nomem() : 0;
}

int style_add(struct styles *s, const char *id, const char *parent, bool heading)
{
	if (id == NULL)
		id = "";
	if (s->n == MAX_STYLES)
		return err_set(BIS_EFORMAT, "more than %d styles", MAX_STYLES);
	int rc = room_for_one(&s->at, s->n, &s->capacity);
	if (rc < 0)
		return rc;
	struct style *new = &s->at[s->n];
	*new = (struct style){ .id = strdup(id), .heading = heading };
	if (new->id == NULL)
		return err_nomem();
	s->n++;
	s->sorted = false;
	return style_set_parent(new, parent);
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct style *)a)->id, ((const struct style *)b)->id);
}

static const struct style *find_style(struct styles *s, const char *id)
{
	struct style wanted = { .id = (char *)id };

	if (s->n == 0)
		return NULL;
	if (!s->sorted)
		qsort(s->at, s->n, sizeof(*s->at), by_id);
	s->sorted = true;
	return bsearch(&wanted, s->at, s->n, sizeof(*s->at), by_id);
}

bool style_is_heading(struct styles *s, const char *id)
{
	for (int i = 0; i < MAX_ANCESTORS && id != NULL; i++) {
		const struct style *style = find_style(s, id);
		if (style == NULL)
			return false;
		if (style->heading)
			return true;
		id = style->parent;
	}
	return false;
}

/* Text, and what stands inside it */

void flow_init(struct flow *f, const char *name, struct doc *d)
{
	*f = (struct flow){ .main = { .doc = d, .name = name } };
	f->beside = (struct doc_builder){ .doc = &f->aside, .name = name };
}

void flow_finish(struct flow *f)
{
	doc_finish(&f->aside);
}

struct doc_builder *flow_now(struct flow *f)
{
	return f->inside > 0 ? &f->beside : &f->main;
}

void flow_enter(struct flow *f)
{
	doc_end_paragraph(&f->beside);
	f->inside++;
}

void flow_leave(struct flow *f)
{
	doc_end_paragraph(&f->beside);
	if (f->inside > 0)
		f->inside--;
}

static void put_aside_behind(struct flow *f)
{
	for (size_t i = 0; i < f->aside.n; i++) {
		const struct doc_paragraph *p = &f->aside.paragraphs[i];
		f->main.heading = p->heading;
		doc_add(&f->main, f->aside.text.data + p->begin, p->end - p->begin);
		doc_end_paragraph(&f->main);
	}
	f->aside.n = 0;
	buf_clear(&f->aside.text);
}

void flow_end_paragraph(struct flow *f, bool heading)
{
	struct doc_builder *b = flow_now(f);

	b->heading = heading;
	doc_end_paragraph(b);
	if (f->inside == 0)
		put_aside_behind(f);
}

int flow_rc(const struct flow *f)
{
	return f->main.rc < 0 ? f->main.rc : f->beside.rc;
}
