/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing a text in a system's letters.
 *
 * The text is gone through once from the left: at each letter the rule that fits is
 * found, its rendering written in the case of what it stands for.  For all renderings the
 * rules found are kept; where they have alternatives there is a choice, and choices are
 * tried in the order of how far down their lists they go, first with one choice for each
 * rule (who writes kh for х does so throughout), then for each place by itself.
 */
#include "config.h"
#include "termbase/romanise.h"

#include <string.h>

#include "src/base/err.h"
#include "src/text/letters.h"
#include "src/text/tokens.h"
#include "src/text/utf8.h"
#include "termbase/romanise-inside.h"

#define TIE 0x0361

enum letter_case { CASE_SMALL, CASE_FIRST, CASE_ALL };

static bool is_capital(const struct glyph *g)
{
	return letter_small(g->as) != g->as;
}

static bool has_case(const struct glyph *g)
{
	return letter_small(g->as) != g->as || letter_capital(g->as) != g->as;
}

/* The nearest letter of the word that has a case, from `i` on in one direction. */
static const struct glyph *cased_letter(const struct glyphs *text, size_t i, size_t step)
{
	for (; i < text->n && text->at[i].inside; i += step)
		if (has_case(&text->at[i]))
			return &text->at[i];
	return NULL;
}

/* A capital alone in its word is a first letter; else its neighbours tell. */
static enum letter_case case_of(const struct glyphs *text, size_t i, size_t n)
{
	if (!is_capital(&text->at[i]))
		return CASE_SMALL;
	const struct glyph *next = cased_letter(text, i + 1, 1);
	if (next == NULL)
		next = cased_letter(text, i - 1, (size_t)-1);
	else if (n > 1 && !is_capital(next))
		return CASE_FIRST;
	return next != NULL && is_capital(next) ? CASE_ALL : CASE_FIRST;
}

static int32_t capital_of(const struct compiled *c, int32_t letter)
{
	for (size_t i = 0; i < c->n_own; i++)
		if (c->own[i].letter == letter)
			return c->own[i].capital;
	return letter_capital(letter);
}

/* Letters under one tie (t͡s) have one case. */
static void write_cased(struct writer *w, const struct compiled *c, const char *rendering,
	enum letter_case as)
{
	const char *end = rendering + strlen(rendering);
	bool raised = false;
	char bytes[4];

	w->capital |= as == CASE_FIRST;
	while (rendering < end) {
		int32_t letter = utf8_next(&rendering, end);
		int32_t big = capital_of(c, letter);
		w->capital |= raised && letter == TIE;
		raised = (as == CASE_ALL || w->capital) && big != letter;
		w->capital =
			w->capital && big == letter && letter_small(letter) == letter;
		buf_add(w->out, bytes, utf8_put(bytes, raised ? big : letter));
	}
}

static void write_rule(struct writer *w, const struct compiled *c,
	const struct glyphs *text, const struct piece *p, const char *rendering)
{
	enum letter_case as = case_of(text, p->begin, p->n);

	if (as == CASE_SMALL && !w->capital)
		buf_adds(w->out, rendering);
	else
		write_cased(w, c, rendering, as);
}

static void write_as_is(struct writer *w, const struct glyph *g)
{
	char bytes[4];
	int32_t c = w->capital ? letter_capital(g->as) : g->as;

	buf_add(w->out, bytes, utf8_put(bytes, c));
	w->capital = w->capital && !has_case(g);
}

/* A capital that found no letter does not reach into the next word. */
static void enter(
	struct writer *w, const struct compiled *c, const struct glyphs *text, size_t i)
{
	if (!text->at[i].inside)
		w->capital = false;
	else if (c->capitals && (i == 0 || !text->at[i - 1].inside))
		w->capital = true;
}

struct piece piece_at(const struct system *s, const struct glyphs *text, size_t i)
{
	const struct rule *rule = rules_find(&compiled_of(s)->rules, text, i);

	return (struct piece){ i, rule == NULL ? 1 : rule->n, rule };
}

void piece_write(struct writer *w, const struct system *s, const struct glyphs *text,
	const struct piece *p, size_t choice)
{
	enter(w, compiled_of(s), text, p->begin);
	if (p->rule == NULL)
		write_as_is(w, &text->at[p->begin]);
	else
		write_rule(w, compiled_of(s), text, p,
			s->rows[p->rule->row].renderings[choice]);
}

int render_finish(
	const struct system *s, const struct buf *written, size_t given, struct buf *out)
{
	size_t before = out->size;

	if (!buf_ok(written))
		return err_nomem();
	int rc = nfc_text(buf_str(written), written->size, out);
	if (rc == 0 && out->size - before > given * TEXT_GROWTH) {
		buf_truncate(out, before);
		return err_set(BIS_EFORMAT, "%s makes too much of the text", s->id);
	}
	return rc;
}

static int check_text(const char *text, size_t size)
{
	size_t good = utf8_valid(text, size);

	return good == size ? 0
			    : err_set(BIS_EFORMAT, "byte %zu of the text is not UTF-8",
				      good + 1);
}

int render_prepare(const struct system *s, const char *text, size_t size, struct buf *out)
{
	cleanup(buf_free) struct buf normal = BUF_INIT;
	const struct compiled *c = compiled_of(s);
	int rc = check_text(text, size);

	if (rc < 0)
		return rc;
	if (c->reader == READER_NONE)
		return nfc_text(text, size, out);
	rc = nfc_text(text, size, &normal);
	if (rc < 0)
		return rc;
	return reader_run(c->owner, c->reader, buf_str(&normal), normal.size, out);
}

static int render_letters(
	const struct system *s, const struct buf *given, size_t size, struct buf *out)
{
	cleanup(buf_free) struct buf written = BUF_INIT;
	struct writer w = { &written, false };
	struct glyph here[GLYPHS_HERE];
	struct glyphs text;
	int rc = glyphs_read(buf_str(given), given->size, here, &text);

	if (rc < 0)
		return rc;
	for (size_t i = 0; i < text.n;) {
		struct piece p = piece_at(s, &text, i);
		piece_write(&w, s, &text, &p, 0);
		i += p.n;
	}
	glyphs_finish(&text, here);
	return render_finish(s, &written, size, out);
}

/* The system alone, without what it reads through. */
static int render_one(const struct system *s, const char *text, size_t size, size_t first,
	struct buf *out)
{
	cleanup(buf_free) struct buf given = BUF_INIT;
	int rc = render_prepare(s, text, size, &given);

	return rc < 0 ? rc : render_letters(s, &given, first, out);
}

int system_render(const struct system *s, const char *text, size_t size, struct buf *out)
{
	const struct system *chain[SYSTEMS_DEEP];
	cleanup(buf_free) struct buf now = BUF_INIT;
	size_t n = 0;
	int rc = 0;

	for (; s != NULL && n < SYSTEMS_DEEP; s = s->through)
		chain[n++] = s;
	if (n == 1)
		return render_one(chain[0], text, size, size, out);
	buf_add(&now, text, size);
	while (n-- > 0 && rc == 0) {
		cleanup(buf_free) struct buf next = BUF_INIT;
		if (!buf_ok(&now))
			return err_nomem();
		rc = render_one(
			chain[n], buf_str(&now), now.size, size, n == 0 ? out : &next);
		if (n > 0) {
			buf_free(&now);
			now = next;
			next = BUF_INIT;
		}
	}
	return rc;
}
