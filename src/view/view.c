/* SPDX-License-Identifier: Apache-2.0
 *
 * The table of views, and what is common to them: a document's beginning and end.
 */
#include "config.h"

#include "src/view/view.h"

#include <string.h>

static const struct view *const views[] = { &view_text, &view_json, &view_jsonl,
	&view_tsv, &view_line, &view_sarif, &view_html };

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

double score_cut(double score)
{
	/* 80.0 may be kept as 79.999…, which is no reason to show less */
	return (double)(int64_t)(score * 10 + 1e-6) / 10;
}

/* U+202A to U+202E and U+2066 to U+2069: what these turn round goes on behind the
 * text. */
static bool is_turning(const unsigned char *c)
{
	if (c[0] != 0xE2)
		return false;
	return (c[1] == 0x80 && c[2] >= 0xAA && c[2] <= 0xAE) ||
	       (c[1] == 0x81 && c[2] >= 0xA6 && c[2] <= 0xA9);
}

/* U+0080 to U+009F */
static bool is_c1(const unsigned char *c)
{
	return c[0] == 0xC2 && c[1] >= 0x80 && c[1] <= 0x9F;
}

void tame(char *text)
{
	unsigned char *to = (unsigned char *)text;

	for (const unsigned char *c = to; *c != '\0'; c++) {
		if (is_turning(c)) {
			c += 2;
			continue;
		}
		bool control = *c < 0x20 || *c == 0x7F || is_c1(c);
		c += is_c1(c);
		*to++ = control ? ' ' : *c;
	}
	*to = '\0';
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
