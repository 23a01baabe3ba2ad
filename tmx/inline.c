/* SPDX-License-Identifier: Apache-2.0
 *
 * Inline codes are few and segments are many: a segment without elements costs one copy
 * of its text.  With the first element the text so far becomes markup, and both grow from
 * there.
 */
#include "config.h"
#include "tmx/inline.h"

#include <string.h>

#include "src/base/err.h"
#include "src/xml/markup.h"
#include "tmx/tmx-dtd.h"

void segment_init(struct segment *s)
{
	*s = (struct segment){ 0 };
}

void segment_finish(struct segment *s)
{
	free(s->codes);
	*s = (struct segment){ 0 };
}

void segment_begin(struct segment *s, struct variant *v, const char *home)
{
	s->variant = v;
	s->hidden = 0;
	s->flaws = 0;
	s->n_codes = 0;
	s->failed = false;
	fragment_begin(&s->copy, &v->markup, home);
}

static uint64_t hash(const char *bytes, size_t size)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325); /* FNV-1a */

	for (size_t i = 0; i < size; i++)
		h = (h ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001b3);
	return h;
}

static const struct xml_attribute *attribute(
	const struct xml_element *e, const char *name)
{
	for (size_t i = 0; i < e->n_attributes; i++)
		if (strcmp(e->attributes[i].name, name) == 0)
			return &e->attributes[i];
	return NULL;
}

static void note_code(struct segment *s, const struct xml_attribute *i, bool begins)
{
	if (s->n_codes == s->capacity) {
		size_t capacity = s->capacity == 0 ? 16 : 2 * s->capacity;
		struct segment_code *codes = realloc(s->codes, capacity * sizeof(*codes));
		if (codes == NULL) {
			s->failed = true;
			return;
		}
		s->codes = codes;
		s->capacity = capacity;
	}
	s->codes[s->n_codes] = (struct segment_code){
		.i = hash(i->value, i->size),
		.n = s->n_codes,
		.begins = begins,
	};
	s->n_codes++;
}

static void note_foreign(struct segment *s, const char *name)
{
	if ((s->flaws & SEGMENT_FOREIGN) != 0)
		return;
	s->flaws |= SEGMENT_FOREIGN;
	size_t size = strnlen(name, sizeof(s->name) - 1);
	memcpy(s->name, name, size);
	s->name[size] = '\0';
}

static void check(struct segment *s, enum tmx_element kind, const struct xml_element *e)
{
	const struct xml_attribute *a;

	switch (kind) {
	case TMX_BPT:
	case TMX_EPT:
		a = attribute(e, "i");
		if (a == NULL)
			s->flaws |= SEGMENT_NO_I;
		else
			note_code(s, a, kind == TMX_BPT);
		return;
	case TMX_IT:
		a = attribute(e, "pos");
		if (a == NULL ||
			(strcmp(a->value, "begin") != 0 && strcmp(a->value, "end") != 0))
			s->flaws |= SEGMENT_BAD_POS;
		return;
	case TMX_PH:
	case TMX_HI:
	case TMX_UT:
	case TMX_SUB:
		return;
	default:
		note_foreign(s, e->name);
	}
}

void segment_open(struct segment *s, const struct xml_element *e)
{
	struct variant *v = s->variant;
	enum tmx_element kind = tmx_element(e->local, strlen(e->local));

	if (!v->tagged) {
		v->tagged = true;
		markup_text(&v->markup, buf_str(&v->text), v->text.size);
	}
	check(s, kind, e);
	fragment_open(&s->copy, e);
	if (s->hidden == 0 && tmx_is_code(kind))
		s->hidden = s->copy.depth;
}

void segment_close(struct segment *s, const char *name, const char *local)
{
	if (s->hidden == s->copy.depth)
		s->hidden = 0;
	fragment_close(&s->copy, name, local);
}

void segment_text(struct segment *s, const char *text, size_t size)
{
	struct variant *v = s->variant;

	if (s->hidden == 0)
		buf_add(&v->text, text, size);
	if (v->tagged)
		markup_text(&v->markup, text, size);
}

static int by_i_then_place(const void *left, const void *right)
{
	const struct segment_code *a = left, *b = right;

	if (a->i != b->i)
		return a->i < b->i ? -1 : 1;
	return a->n < b->n ? -1 : a->n > b->n;
}

/* Of the codes of one i, in order, every first is a bpt and every second an ept. */
static bool paired(struct segment *s)
{
	bool open = false;

	qsort(s->codes, s->n_codes, sizeof(*s->codes), by_i_then_place);
	for (size_t k = 0; k < s->n_codes; k++) {
		const struct segment_code *c = &s->codes[k];
		if (open && (k == 0 || c->i != s->codes[k - 1].i))
			return false;
		if (c->begins == open)
			return false;
		open = c->begins;
	}
	return !open;
}

int segment_end(struct segment *s)
{
	if (s->failed)
		return err_nomem();
	if (s->n_codes > 0 && !paired(s))
		s->flaws |= SEGMENT_UNPAIRED;
	return 0;
}
