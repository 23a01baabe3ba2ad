/* SPDX-License-Identifier: Apache-2.0
 *
 * Whether a form stands at a place of a text: token by token, with what is between them.
 */
#include "config.h"

#include <string.h>

#include "src/find/mentions-inside.h"
#include "src/text/letters.h"
#include "src/text/utf8.h"

/* --- what lies between two tokens -------------------------------------------------- */

static bool is_character(const char *text, const struct item *item)
{
	(void)text;
	return item->word->kind == TOKEN_CHARACTER;
}

static bool is_mark(const char *text, const struct item *item, const char *marks)
{
	return item->end - item->begin == 1 && strchr(marks, text[item->begin]) != NULL;
}

/* Beside a character of a script without spaces a line may end anywhere, and a space
 * more or less says nothing; nor does it behind the full stop of an initial; behind a
 * hyphen a line may end. */
static bool gap_fits(const char *text, const struct item *item, bool spaced)
{
	const struct item *before = item - 1;

	if (item->gap == GAP_BREAK)
		return false;
	if (spaced == (item->gap != GAP_NONE))
		return true;
	if (is_character(text, item) || is_character(text, before))
		return item->gap == GAP_LINE || !is_character(text, item) ||
		       !is_character(text, before);
	if (is_mark(text, before, "."))
		return true;
	return is_mark(text, before, "-") && item->gap == GAP_LINE;
}

/* --- a token ----------------------------------------------------------------------- */

/* Letters at the beginning that two words share but for case, and those each has behind
 * them. */
static size_t shared(const char *a, size_t a_size, const char *b, size_t b_size,
	size_t *a_rest, size_t *b_rest)
{
	const char *a_end = a + a_size, *b_end = b + b_size;
	size_t n = 0;

	while (a < a_end && b < b_end) {
		const char *x = a, *y = b;
		if (letter_small(utf8_next(&x, a_end)) !=
			letter_small(utf8_next(&y, b_end)))
			break;
		a = x;
		b = y;
		n++;
	}
	*a_rest = utf8_length(a, (size_t)(a_end - a));
	*b_rest = utf8_length(b, (size_t)(b_end - b));
	return n;
}

/* Two words have one stem; whether one is the other with another ending.  Stemmers take
 * much off names (Алиев: ал), so that alone the stem says little. */
static bool only_ending_differs(const struct pattern *p, const struct element *e,
	const char *text, const struct item *item)
{
	size_t form_rest, word_rest;
	size_t n = shared(p->known.text + e->begin, e->end - e->begin, text + item->begin,
		item->end - item->begin, &form_rest, &word_rest);

	return form_rest <= (n + form_rest >= 6 ? 2U : 1U) && word_rest <= 3 && n >= 3;
}

/* The word in the letters it has in the form, perhaps with an ending in small ones. */
static bool same_letters(const struct pattern *p, const struct element *e,
	const char *text, const struct item *item)
{
	const char *at = text + item->begin, *end = text + item->end;
	size_t size = e->end - e->begin;

	if (item->end - item->begin < size ||
		memcmp(at, p->known.text + e->begin, size) != 0)
		return false;
	for (at += size; at < end;) {
		int32_t c = utf8_next(&at, end);
		if (is_letter(c) && letter_small(c) == c && letter_capital(c) == c)
			return false;
		if (letter_small(c) != c)
			return false;
	}
	return true;
}

/* How an element fits a word. */
struct fit {
	bool fits, inflected;
	unsigned cut;
};

static struct fit fit_variant(const struct pattern *p, const struct element *e,
	const struct word_variant *v, const char *text, const struct item *item)
{
	struct fit fit = { .inflected = v->base || v->fold != e->fold, .cut = v->cut };
	bool alone = p->first == p->last;

	fit.fits = v->family == p->family && v->key == e->key;
	if (!fit.fits || v->fold == e->fold)
		return fit;
	/* a person's name changes as tables of names have it, not as stemmers do */
	if (p->known.kind == KIND_PERSON && e->kind == TOKEN_WORD)
		fit.fits = false;
	else if (alone && !v->base)
		fit.fits = only_ending_differs(p, e, text, item);
	else if (v->base)
		fit.fits = false;
	return fit;
}

static struct fit fit_element(const struct pattern *p, const struct element *e,
	const char *text, const struct item *item, bool is_last)
{
	struct fit best = { 0 };

	if ((e->kind == TOKEN_MARK) != (item->word->kind == TOKEN_MARK))
		return best;
	if (e->kind == TOKEN_MARK) {
		best.fits = item->word->variants[0].fold == e->fold;
		return best;
	}
	for (size_t i = 0; i < item->word->n; i++) {
		const struct word_variant *v = &item->word->variants[i];
		struct fit fit = fit_variant(p, e, v, text, item);
		if (!fit.fits || (fit.cut > 0 && !is_last))
			continue;
		if (!best.fits || (best.inflected && !fit.inflected))
			best = fit;
		if (!best.inflected)
			break;
	}
	if (best.fits && p->acronym && e->kind == TOKEN_WORD)
		best.fits = same_letters(p, e, text, item);
	return best;
}

/* --- the places a name can't stand at ----------------------------------------------- */

/* An address or a name of the net: www.sco.org, info@sco.org, sco_en. */
static bool in_address(const char *text, const struct item *items, size_t n, size_t at)
{
	const struct item *item = &items[at];
	bool before = at > 0 && item->gap == GAP_NONE;
	bool after = at + 1 < n && items[at + 1].gap == GAP_NONE;

	if (before && is_mark(text, item - 1, "@_\\"))
		return true;
	if (after && is_mark(text, item + 1, "@_\\"))
		return true;
	if (before && at > 1 && (item - 1)->gap == GAP_NONE &&
		is_mark(text, item - 1, ".") && !(item - 2)->word->capital &&
		(item - 2)->word->kind == TOKEN_WORD && !item->word->capital)
		return true;
	return after && at + 2 < n && is_mark(text, item + 1, ".") &&
	       (item + 2)->gap == GAP_NONE && (item + 2)->word->kind == TOKEN_WORD &&
	       !(item + 2)->word->capital;
}

/* A person's name that is half of a double one: Аль-Азиз, Салтыков-Щедрин. */
static bool in_double_name(
	const char *text, const struct item *items, size_t n, size_t first, size_t last)
{
	const struct item *a = &items[first], *b = &items[last];

	if (first > 1 && a->gap == GAP_NONE && is_mark(text, a - 1, "-") &&
		(a - 1)->gap == GAP_NONE && (a - 2)->word->capital)
		return true;
	return last + 2 < n && (b + 1)->gap == GAP_NONE && is_mark(text, b + 1, "-") &&
	       (b + 2)->gap == GAP_NONE && (b + 2)->word->capital;
}

static bool place_fits(const struct mention_finder *f, const struct pattern *p,
	const char *text, size_t first, size_t last)
{
	const struct item *items = f->items;
	const struct item *head = &items[first];

	if (p->capital && !head->word->capital && head->word->kind == TOKEN_WORD)
		return false;
	if (in_address(text, items, f->n_items, first) ||
		(last != first && in_address(text, items, f->n_items, last)))
		return false;
	return p->known.kind != KIND_PERSON ||
	       !in_double_name(text, items, f->n_items, first, last);
}

/* --- the whole ---------------------------------------------------------------------- */

/* Marks of the form outside its words belong to the mention where they stand there. */
static void widen(const struct mention_finder *f, const struct pattern *p,
	const char *text, size_t *first, size_t *last)
{
	size_t i = p->first;

	while (i > 0 && *first > 0 &&
		gap_fits(text, &f->items[*first], p->at[i].spaced) &&
		fit_element(p, &p->at[i - 1], text, &f->items[*first - 1], false).fits) {
		i--;
		--*first;
	}
	for (i = p->last; i + 1U < p->n && *last + 1 < f->n_items; i++) {
		if (!gap_fits(text, &f->items[*last + 1], p->at[i + 1].spaced) ||
			!fit_element(p, &p->at[i + 1], text, &f->items[*last + 1], false)
				 .fits)
			break;
		++*last;
	}
}

static bool is_space(const char *text, size_t size, size_t *length)
{
	const char *at = text;
	int32_t c = utf8_next(&at, text + size);

	*length = (size_t)(at - text);
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 ||
	       c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
	       c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* Byte for byte, but for white space. */
static bool same_bytes(const char *a, size_t a_size, const char *b, size_t b_size)
{
	const char *a_end = a + a_size, *b_end = b + b_size;
	size_t n;

	for (;;) {
		while (a < a_end && is_space(a, (size_t)(a_end - a), &n))
			a += n;
		while (b < b_end && is_space(b, (size_t)(b_end - b), &n))
			b += n;
		if (a == a_end || b == b_end)
			return a == a_end && b == b_end;
		if (*a++ != *b++)
			return false;
	}
}

int pattern_match(struct mention_finder *f, const struct pattern *p, const char *text,
	size_t at, struct mention *out)
{
	size_t last = at + (size_t)(p->last - p->first);
	unsigned cut = 0;

	if (p->n == 0 || last >= f->n_items)
		return 0;
	*out = (struct mention){ .form = &p->known, .same_lang = f->langs[p->lang].same };
	for (size_t i = p->first; i <= p->last; i++) {
		const struct element *e = &p->at[i];
		const struct item *item = &f->items[at + i - p->first];
		if (i > p->first && !gap_fits(text, item, e->spaced))
			return 0;
		struct fit fit = fit_element(p, e, text, item, i == p->last);
		if (!fit.fits)
			return 0;
		out->inflected = out->inflected || fit.inflected;
		cut = fit.cut;
	}
	if (!place_fits(f, p, text, at, last))
		return 0;
	if (cut == 0)
		widen(f, p, text, &at, &last);
	out->begin = f->items[at].begin;
	out->end = f->items[last].end - cut;
	out->first_token = f->items[at].token;
	out->n_tokens = f->items[last].token - out->first_token + 1;
	out->exact = same_bytes(text + out->begin, out->end - out->begin, p->known.text,
		strlen(p->known.text));
	return 1;
}
