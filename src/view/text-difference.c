/* SPDX-License-Identifier: Apache-2.0
 *
 * A source of the memory with what is other than in the text asked for:
 *
 *	The Council adopted [-12-]{+14+} documents.
 *
 * [-…-] stands in the text only, {+…+} in the memory only.
 */
#include "config.h"

#include "src/view/flow.h"
#include "src/view/text.h"

#include <string.h>

/* A text and how far it is read, in code points; it goes forward only. */
struct reading {
	const char *at;
	size_t n;
};

/* Goes on to code point `n`; the text between is returned with its size. */
static const char *read_to(struct reading *r, size_t n, size_t *size)
{
	const char *begin = r->at;

	while (r->n < n && *r->at != '\0') {
		r->at++;
		while (((unsigned char)*r->at & 0xC0) == 0x80)
			r->at++;
		r->n++;
	}
	*size = (size_t)(r->at - begin);
	return begin;
}

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

/* Edits that follow each other are shown as one. */
struct hunk {
	size_t query[2], source[2];
};

/* Widens a range; where nothing stands in one of the two, its place says nothing. */
static void widen(size_t range[2], const size_t by[2])
{
	if (by[0] >= by[1])
		return;
	if (range[0] >= range[1])
		range[0] = by[0];
	range[1] = by[1] > range[1] ? by[1] : range[1];
}

/* Codes have no extent in the text; they are told apart from it. */
static bool is_shown(const struct bis_match_edit *e)
{
	return !is(e->what, "equal") && !is(e->what, "code");
}

/* The next hunk from edit *i on; false where the rest is equal. */
static bool next_hunk(const struct bis_match *m, size_t *i, struct hunk *h)
{
	while (*i < m->n_edits && !is_shown(&m->edits[*i]))
		++*i;
	if (*i == m->n_edits)
		return false;
	const struct bis_match_edit *e = &m->edits[(*i)++];
	*h = (struct hunk){ { e->query[0], e->query[1] },
		{ e->source[0], e->source[1] } };
	for (; *i < m->n_edits && is_shown(&m->edits[*i]); ++*i) {
		widen(h->query, m->edits[*i].query);
		widen(h->source, m->edits[*i].source);
	}
	return true;
}

static void marked(struct flow *f, enum style style, const char *signs, const char *text,
	size_t size)
{
	if (size == 0)
		return;
	flow_text(f, style, signs, 2);
	flow_text(f, style, text, size);
	flow_text(f, style, signs + 3, 2);
}

static bool begins_with_blank(const char *text, const char *end)
{
	return text < end && *text == ' ';
}

/* What the memory has not leaves no blanks behind: some are put around it where the text
 * has them and the source has none at this place. */
static void print_hunk(struct flow *f, const struct hunk *h, struct reading *query,
	struct reading *source)
{
	size_t size, gone_size, new_size;
	const char *before = read_to(source, h->source[0], &size);

	flow_text(f, STYLE_PLAIN, before, size);
	const char *gap = read_to(query, h->query[0], &size);
	bool blank = size > 0 && gap[size - 1] == ' ';
	const char *gone = read_to(query, h->query[1], &gone_size);
	const char *new = read_to(source, h->source[1], &new_size);
	bool open = f->size > 0 && f->text[f->size - 1] != ' ';
	if (gone_size > 0 && new_size == 0 && blank && open)
		flow_text(f, STYLE_PLAIN, " ", 1);
	marked(f, STYLE_BAD, "[-|-]", gone, gone_size);
	marked(f, STYLE_GOOD, "{+|+}", new, new_size);
	bool follows = gone_size > 0 && new_size == 0 && *query->at == ' ';
	if (follows && *source->at != '\0' &&
		!begins_with_blank(source->at, source->at + 1))
		flow_text(f, STYLE_PLAIN, " ", 1);
}

void text_differences(
	struct printer *p, const struct bis_match *m, const char *text, size_t indent)
{
	struct flow f = flow_of(p, indent, bis_lang_is_rtl(m->source_lang));
	struct reading query = { text, 0 }, source = { m->source, 0 };
	struct hunk h;
	size_t i = 0;

	while (next_hunk(m, &i, &h))
		print_hunk(&f, &h, &query, &source);
	flow_text(&f, STYLE_PLAIN, source.at, strlen(source.at));
	flow_print(&f);
}
