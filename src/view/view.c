/* SPDX-License-Identifier: Apache-2.0
 *
 * The table of views, and what is common to them: a document's beginning and end.
 */
#include "config.h"

#include "src/view/view.h"

#include <string.h>

static const struct view *const views[] = { &view_text, &view_json, &view_jsonl,
	&view_tsv };

const struct view *view_at(size_t n)
{
	return n < N_ELEMENTS(views) ? views[n] : NULL;
}

const struct view *view_by_name(const char *name)
{
	for (size_t i = 0; i < N_ELEMENTS(views); i++)
		if (strcmp(views[i]->name, name) == 0)
			return views[i];
	return NULL;
}

void printer_begin(struct printer *p, const char *schema, bool many)
{
	p->schema = schema;
	p->many = many;
	p->n_items = 0;
	p->view->begin(p);
}

void printer_end(struct printer *p)
{
	p->view->end(p);
}

bool printer_ok(struct printer *p)
{
	return fflush(p->out) == 0 && !ferror(p->out) && !p->failed;
}

void tame(char *text)
{
	for (unsigned char *c = (unsigned char *)text; *c != '\0'; c++) {
		bool c1 =
			*c == 0xC2 && c[1] >= 0x80 && c[1] <= 0x9F; /* U+0080 to U+009F */
		if ((*c < 0x20 && *c != '\n') || *c == 0x7F || c1)
			*c = ' ';
		if (c1)
			c[1] = ' ';
	}
}

const char *stats_key_name(enum bis_stats_by by)
{
	switch (by) {
	case BIS_BY_ORIGIN:
		return "origin";
	case BIS_BY_YEAR:
		return "year";
	default:
		return "lang";
	}
}
