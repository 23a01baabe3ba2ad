/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tmx/pairs.h"

#include <string.h>

#include "src/text/lang.h"

const struct section *pairs_section(const struct concept *c, const char *lang)
{
	const struct section *best = NULL;
	int best_distance = 0;
	char want[LANG_MAX];

	if (*lang == '\0')
		return c->n_sections == 0 ? NULL : &c->sections[0];
	lang_canonical(lang, want);
	for (size_t i = 0; i < c->n_sections; i++) {
		char canonical[LANG_MAX];
		lang_canonical(buf_str(&c->sections[i].lang), canonical);
		int distance = lang_distance(want, canonical);
		if (distance < 0 || (best != NULL && distance >= best_distance))
			continue;
		best = &c->sections[i];
		best_distance = distance;
	}
	return best;
}

const struct section *pairs_target(const struct concept *c, const struct write_options *o,
	const struct section *source, size_t n)
{
	size_t all = o->n_langs > 0 ? o->n_langs : c->n_sections;

	for (size_t i = 0; i < all; i++) {
		const struct section *s =
			o->n_langs > 0 ? pairs_section(c, o->langs[i]) : &c->sections[i];
		if (s == NULL || s == source)
			continue;
		if (n-- == 0)
			return s;
	}
	return NULL;
}

void pairs_add_cell(struct buf *b, const char *text, bool first)
{
	if (first && *text == '#')
		buf_addc(b, ' ');
	for (; *text != '\0'; text++)
		buf_addc(b, (unsigned char)*text < ' ' ? ' ' : *text);
}

bool pairs_offered(const struct form *f)
{
	return f->status != STATUS_DEPRECATED && f->status != STATUS_OBSOLETE &&
	       f->status != STATUS_LOOKUP;
}

struct form *pairs_form(
	struct section *s, const char *text, enum form_status status, long line)
{
	for (size_t i = 0; i < s->n_forms; i++)
		if (strcmp(buf_str(&s->forms[i].text), text) == 0)
			return &s->forms[i];
	struct form *f = section_add_form(s);
	if (f == NULL)
		return NULL;
	f->line = line;
	f->status = status;
	buf_set(&f->text, text);
	return f;
}

void pairs_tell_lost(struct dropped *dropped, const struct concept *c)
{
	const char *id = buf_str(&c->id);

	if (c->n_relations > 0)
		dropped_tell(dropped, "relations", id);
	if (c->definition.size > 0)
		dropped_tell(dropped, "definition", id);
	if (c->subject.size > 0)
		dropped_tell(dropped, "subject", id);
	if (c->note.size > 0)
		dropped_tell(dropped, "note of the concept", id);
}
