/* SPDX-License-Identifier: Apache-2.0
 *
 * Two texts that are equal but for their placeables, and for the marks quotations have.
 */
#include "config.h"
#include "src/find/repair-same.h"

#include <string.h>

#include "src/text/utf8.h"

/* One character for all quotation marks of its sort. */
static int32_t plain_quote(int32_t c)
{
	static const int32_t marks[] = { 0xAB, 0xBB, 0x201C, 0x201D, 0x201E, 0x201F,
		0x300C, 0x300D, 0x300E, 0x300F, 0xFF02 };

	for (size_t i = 0; i < N_ELEMENTS(marks); i++) {
		if (c == marks[i])
			return '"';
	}
	if ((c >= 0x2018 && c <= 0x201B) || c == 0x2039 || c == 0x203A)
		return '\'';
	return c;
}

static bool same_text(const char *a, const char *a_end, const char *b, const char *b_end)
{
	while (a < a_end && b < b_end) {
		if (plain_quote(utf8_next(&a, a_end)) !=
			plain_quote(utf8_next(&b, b_end)))
			return false;
	}
	return a == a_end && b == b_end;
}

/* The text before placeable `i`, or behind the last one. */
static void gap(const struct side *s, size_t i, const char **begin, const char **end)
{
	*begin = s->text + (i == 0 ? 0 : s->p.at[i - 1].end);
	*end = i == s->p.n ? s->text + s->size : s->text + s->p.at[i].begin;
}

static bool same_gap(const struct side *a, const struct side *b, size_t i)
{
	const char *a_begin, *a_end, *b_begin, *b_end;

	gap(a, i, &a_begin, &a_end);
	gap(b, i, &b_begin, &b_end);
	return same_text(a_begin, a_end, b_begin, b_end);
}

int same_form(const struct side *query, const struct side *source, size_t i)
{
	const struct placeable *now = &query->p.at[i], *old = &source->p.at[i];
	cleanup(buf_free) struct buf text = BUF_INIT;

	if (now->kind != PLACEABLE_ORDINAL || strcmp(now->value, old->value) == 0)
		return 1;
	int rc = placeable_write(source->lang, source->text, old, now->value, &text);
	if (rc <= 0)
		return rc < 0 ? rc : 1;
	return text.size == now->end - now->begin &&
	       memcmp(text.data, query->text + now->begin, text.size) == 0;
}

bool same_but_for_values(const struct side *query, const struct side *source)
{
	if (query->p.n != source->p.n || query->p.n == 0)
		return false;
	for (size_t i = 0; i < query->p.n; i++) {
		if (query->p.at[i].kind != source->p.at[i].kind ||
			!same_gap(query, source, i))
			return false;
	}
	return same_gap(query, source, query->p.n);
}
