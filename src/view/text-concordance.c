/* SPDX-License-Identifier: Apache-2.0
 *
 * Concordance as a translator reads it: how often, how it was rendered, and the places,
 * with what was searched for, and what seems to render it, marked.
 *
 *	"file": 137 units, newest first, 20 shown
 *	  ru  файл 85 · документ 12
 *
 *	en  The [file] could not be opened.
 *	ru  Не удалось открыть [файл].
 *	    releases.tmx · 2017-04-14 · U12
 *
 * or, with keywords in one column and their surroundings cut to the line,
 *
 *	         The  [file]  could not be opened.
 *
 * Brackets are for where there is no colour; text is copied more easily without them.
 */
#include "config.h"

#include "src/view/cut.h"
#include "src/view/flow.h"
#include "src/view/text.h"

#include <string.h>

enum { USUAL_LINE = 100, GAP = 2, LABEL_GAP = 2 };

/* --- marking ----------------------------------------------------------------------- */

/* The byte at which code point `n` begins, from one known before it. */
static size_t byte_at(const char *text, size_t *points, size_t at, size_t n)
{
	while (*points < n && text[at] != '\0') {
		at++;
		while (((unsigned char)text[at] & 0xC0) == 0x80)
			at++;
		++*points;
	}
	return at;
}

static void mark(struct flow *f, const struct printer *p, const char *text, size_t size)
{
	if (!p->colour)
		flow_text(f, STYLE_PLAIN, "[", 1);
	flow_text(f, STYLE_GOOD, text, size);
	if (!p->colour)
		flow_text(f, STYLE_PLAIN, "]", 1);
}

/* A text with its ranges marked. */
static void print_marked(struct printer *p, size_t indent, const char *lang,
	const char *text, const struct bis_range *ranges, size_t n)
{
	struct flow f = flow_of(p, indent, bis_lang_is_rtl(lang));
	size_t points = 0, at = 0;

	for (size_t i = 0; i < n; i++) {
		size_t begin = byte_at(text, &points, at, ranges[i].begin);
		size_t end = byte_at(text, &points, begin, ranges[i].end);
		flow_text(&f, STYLE_PLAIN, text + at, begin - at);
		mark(&f, p, text + begin, end - begin);
		at = end;
	}
	flow_text(&f, STYLE_PLAIN, text + at, strlen(text + at));
	flow_print(&f);
}

/* --- head -------------------------------------------------------------------------- */

static const char *order_words(enum bis_hit_order order)
{
	switch (order) {
	case BIS_ORDER_LEFT:
		return "by the word before";
	case BIS_ORDER_RIGHT:
		return "by the word behind";
	default:
		return "newest first";
	}
}

static void print_head(struct printer *p, const struct concordance_answer *a)
{
	char number[32], from[32];

	styled(p, STYLE_BOLD, "%s", a->query);
	styled(p, STYLE_PLAIN, ": %s unit%s", grouped(a->total, number),
		a->total == 1 ? "" : "s");
	if ((int64_t)a->n_hits < a->total)
		styled(p, STYLE_PLAIN, ", %s, %zu shown", order_words(a->order),
			a->n_hits);
	if (a->skip > 0)
		styled(p, STYLE_PLAIN, " from %s on",
			grouped((int64_t)a->skip + 1, from));
	if (!p->quiet)
		styled(p, STYLE_DIM, "  %.1f ms", a->milliseconds);
	putc('\n', p->out);
}

/* A line a language. */
static void print_renderings(struct printer *p, const struct concordance_answer *a)
{
	for (size_t i = 0; i < a->n_renderings;) {
		const char *lang = a->renderings[i].lang;
		size_t indent = strlen(lang) + LABEL_GAP;
		struct flow f = flow_of(p, indent, false);
		styled(p, STYLE_DIM, "%s", lang);
		fprintf(p->out, "%*s", LABEL_GAP, "");
		for (size_t n = 0;
			i < a->n_renderings && strcmp(a->renderings[i].lang, lang) == 0;
			i++, n++) {
			const struct bis_rendering *r = &a->renderings[i];
			char number[32];
			if (n > 0)
				flow_text(&f, STYLE_DIM, " · ", strlen(" · "));
			flow_text(&f, STYLE_GOOD, r->text, strlen(r->text));
			flow_text(&f, STYLE_PLAIN, " ", 1);
			grouped(r->n, number);
			flow_text(&f, STYLE_PLAIN, number, strlen(number));
		}
		flow_print(&f);
	}
}

/* --- whole texts ------------------------------------------------------------------- */

static size_t widest_lang(const struct concordance_answer *a)
{
	size_t width = 2;

	for (size_t i = 0; i < a->n_hits; i++) {
		const struct bis_hit *h = a->hits[i];
		width = strlen(h->lang) > width ? strlen(h->lang) : width;
		for (size_t k = 0; k < h->n_targets; k++)
			if (strlen(h->targets[k].lang) > width)
				width = strlen(h->targets[k].lang);
	}
	return width;
}

static void print_lang(struct printer *p, const char *lang, size_t width)
{
	styled(p, STYLE_DIM, "%s", lang);
	fprintf(p->out, "%*s", (int)(width - strlen(lang)) + LABEL_GAP, "");
}

static void fact(struct flow *f, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return;
	if (f->size > 0)
		flow_text(f, STYLE_DIM, " · ", strlen(" · "));
	flow_text(f, STYLE_DIM, text, strlen(text));
}

static void print_facts(struct printer *p, const struct bis_hit *h, size_t indent)
{
	struct flow f = flow_of(p, indent, false);

	fprintf(p->out, "%*s", (int)indent, "");
	fact(&f, h->origin);
	fact(&f, h->date);
	fact(&f, h->who);
	fact(&f, h->reviewed ? NULL : "unreviewed");
	fact(&f, h->unit);
	flow_print(&f);
}

static void print_hit(struct printer *p, const struct bis_hit *h, size_t width)
{
	size_t indent = width + LABEL_GAP;

	putc('\n', p->out);
	print_lang(p, h->lang, width);
	print_marked(p, indent, h->lang, h->text, h->ranges, h->n_ranges);
	for (size_t k = 0; k < h->n_targets; k++) {
		const struct bis_hit_target *t = &h->targets[k];
		print_lang(p, t->lang, width);
		print_marked(p, indent, t->lang, t->text, t->ranges, t->n_ranges);
	}
	print_facts(p, h, indent);
}

/* --- keywords in one column -------------------------------------------------------- */

/* One hit cut in three. */
struct line {
	char *before, *word, *behind;
	bool rtl;
};

static void line_free(struct line *l)
{
	free(l->before);
	free(l->word);
	free(l->behind);
}

static bool line_of(struct printer *p, const struct bis_hit *h, struct line *l)
{
	size_t points = 0;
	size_t begin =
		h->n_ranges == 0 ? 0 : byte_at(h->text, &points, 0, h->ranges[0].begin);
	size_t end =
		h->n_ranges == 0 ? 0 : byte_at(h->text, &points, begin, h->ranges[0].end);

	l->rtl = bis_lang_is_rtl(h->lang);
	l->before = strndup(h->text, begin);
	l->word = strndup(h->text + begin, end - begin);
	l->behind = strdup(h->text + end);
	if (l->before == NULL || l->word == NULL || l->behind == NULL) {
		p->failed = true;
		return false;
	}
	tame(l->before);
	tame(l->word);
	tame(l->behind);
	return true;
}

static size_t width_of(const char *text)
{
	return bis_text_width(text, strlen(text));
}

static void put_isolated(struct printer *p, bool rtl, const char *text, size_t size)
{
	bool isolate = rtl && p->tty;

	/* UAX #9: FSI … PDI */
	fprintf(p->out, "%s%.*s%s", isolate ? "\u2068" : "", (int)size, text,
		isolate ? "\u2069" : "");
}

static void put_blanks(struct printer *p, size_t n)
{
	fprintf(p->out, "%*s", (int)n, "");
}

/* The cell at the left of the keyword: up against it. */
static void put_left(struct printer *p, const struct line *l, size_t room)
{
	bool turned = l->rtl && p->tty;
	const char *text = turned ? l->behind : l->before;
	size_t size = strlen(text);

	if (width_of(text) > room && turned) {
		size = cut_head(text, room - 1);
	} else if (width_of(text) > room) {
		text = cut_tail(text, room - 1);
		size = strlen(text);
	} else {
		put_blanks(p, room - width_of(text));
		put_isolated(p, l->rtl, text, size);
		return;
	}
	put_blanks(p, room - 1 - bis_text_width(text, size));
	fputs("…", p->out);
	put_isolated(p, l->rtl, text, size);
}

static void put_right(struct printer *p, const struct line *l, size_t room)
{
	bool turned = l->rtl && p->tty;
	const char *text = turned ? l->before : l->behind;
	size_t size = strlen(text);
	bool cut = width_of(text) > room;

	if (cut && turned) {
		text = cut_tail(text, room - 1);
		size = strlen(text);
	} else if (cut) {
		size = cut_head(text, room - 1);
	}
	put_isolated(p, l->rtl, text, size);
	fputs(cut ? "…\n" : "\n", p->out);
}

static void put_word(struct printer *p, const struct line *l, size_t width)
{
	size_t own = width_of(l->word);

	fputs(p->colour ? "" : "[", p->out);
	styled(p, STYLE_GOOD, "%s", l->word);
	fputs(p->colour ? "" : "]", p->out);
	put_blanks(p, own < width ? width - own : 0);
}

struct columns {
	size_t left, word, right;
};

static struct columns columns_of(struct printer *p, const struct concordance_answer *a)
{
	size_t line = printer_width(p) == 0 ? USUAL_LINE : printer_width(p);
	struct columns c = { .word = 1 };

	for (size_t i = 0; i < a->n_hits; i++) {
		struct line l;
		if (line_of(p, a->hits[i], &l) && width_of(l.word) > c.word &&
			width_of(l.word) <= line / 3)
			c.word = width_of(l.word);
		line_free(&l);
	}
	size_t rest = line - c.word - (p->colour ? 0 : 2);
	c.left = rest / 2 < 8 ? 8 : rest / 2;
	c.right = rest - c.left < 8 ? 8 : rest - c.left;
	return c;
}

static void print_line(
	struct printer *p, const struct bis_hit *h, const struct columns *c)
{
	struct line l;

	if (line_of(p, h, &l)) {
		put_left(p, &l, c->left);
		put_word(p, &l, c->word);
		put_right(p, &l, c->right);
	}
	line_free(&l);
	for (size_t k = 0; k < h->n_targets; k++) {
		const struct bis_hit_target *t = &h->targets[k];
		fprintf(p->out, "%*s", GAP, "");
		print_lang(p, t->lang, strlen(t->lang));
		print_marked(p, GAP + strlen(t->lang) + LABEL_GAP, t->lang, t->text,
			t->ranges, t->n_ranges);
	}
}

static void print_lines(struct printer *p, const struct concordance_answer *a)
{
	struct columns c = columns_of(p, a);

	if (a->n_hits > 0)
		putc('\n', p->out);
	for (size_t i = 0; i < a->n_hits && !p->failed; i++)
		print_line(p, a->hits[i], &c);
}

void text_concordance(struct printer *p, const struct concordance_answer *a)
{
	size_t width = widest_lang(a);

	if (a->total == 0)
		return;
	print_head(p, a);
	print_renderings(p, a);
	if (a->kwic)
		print_lines(p, a);
	for (size_t i = 0; i < a->n_hits && !a->kwic; i++)
		print_hit(p, a->hits[i], width);
}
