/* SPDX-License-Identifier: Apache-2.0
 *
 * Drawing the queries of a check: segments of the base as they are, with words dropped, put
 * in, exchanged and changed places, and short pieces.
 */
#include "config.h"
#include "src/find/index-check.h"

#include <stdio.h>
#include <string.h>

#include "src/base/err.h"

#define MOST_CHANGED 35          /* per cent of the words */
#define TEXT_MAX ((size_t)20000) /* bytes: comparing everything takes a while as it is */

/* splitmix64 (Steele, Lea, Flood 2014) */
static uint64_t draw(struct check *c)
{
	uint64_t z = c->random += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static size_t below(struct check *c, size_t n)
{
	return n == 0 ? 0 : (size_t)(draw(c) % n);
}

/* The number of a segment of the language, each as likely; 0 where it has none. */
static int draw_segment(struct check *c, struct textindex *index, uint32_t *segment)
{
	struct run *const *runs;
	size_t n_runs, lang = 0, total = 0;

	*segment = 0;
	while (lang < textindex_n_langs(index) &&
		strcmp(textindex_lang(index, lang), c->lang) != 0)
		lang++;
	if (lang == textindex_n_langs(index))
		return 0;
	int rc = textindex_runs(index, lang, &runs, &n_runs);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < n_runs; i++)
		total += runs[i]->n;
	size_t place = below(c, total);
	for (size_t i = 0; i < n_runs; i++) {
		if (place < runs[i]->n) {
			*segment = run_segment(runs[i], (uint32_t)place);
			return 0;
		}
		place -= runs[i]->n;
	}
	return 0;
}

/* A language of the base by its number. */
static const char *tag_of(const struct check *c, struct textindex *index, uint32_t lang)
{
	for (size_t i = 0; i < textindex_n_langs(index); i++)
		if (textindex_lang_id(index, i) == lang)
			return textindex_lang(index, i);
	return c->lang;
}

/* A language that some unit has the segment in, so that there is something to find. */
static void draw_target(struct check *c, struct textindex *index, uint32_t segment)
{
	struct units_of units;
	uint32_t place;

	units_of(index, segment, &units);
	if (!units_of_next(&units, &place))
		return;
	size_t n;
	const uint32_t *segments = textindex_segments(index, place, &n);
	for (size_t tries = 0, k = below(c, n); tries < n; tries++, k = (k + 1) % n) {
		const char *tag =
			tag_of(c, index, textindex_segment_lang(index, segments[k]));
		if (lang_distance(c->lang, tag) < 0) {
			snprintf(c->target, LANG_MAX, "%s", tag);
			return;
		}
	}
}

static int draw_text(struct check *c, struct buf *text)
{
	struct textindex *index;
	uint32_t segment;
	const char *found;
	size_t size;

	buf_clear(text);
	int rc = store_textindex(c->db, &index);
	if (rc == 0)
		rc = draw_segment(c, index, &segment);
	if (rc < 0 || segment == 0)
		return rc;
	if (text == &c->text)
		draw_target(c, index, segment);
	rc = store_segment_text(c->db, segment, &found, &size);
	if (rc < 0 || size > TEXT_MAX)
		return rc;
	buf_add(text, found, size);
	return buf_ok(text) ? 0 : err_nomem();
}

/* Adds a token of the text with what stood before it. */
static void add_token(
	struct check *c, const struct buf *text, const struct tokens *t, size_t i)
{
	size_t from = i == 0 ? 0 : t->at[i - 1].end, begin = t->at[i].begin;

	if (from < begin && c->query.size > 0)
		buf_add(&c->query, text->data + from, begin - from);
	buf_add(&c->query, text->data + begin, t->at[i].end - begin);
}

static void add_other(struct check *c)
{
	if (c->others.n == 0)
		return;
	size_t i = below(c, c->others.n);
	buf_addc(&c->query, ' ');
	buf_add(&c->query, c->other.data + c->others.at[i].begin,
		c->others.at[i].end - c->others.at[i].begin);
}

static void change(struct check *c)
{
	size_t percent = below(c, MOST_CHANGED + 1);

	for (size_t i = 0; i < c->tokens.n; i++) {
		bool hit = below(c, 100) < percent;
		switch (hit ? below(c, 4) : 4) {
		case 0: /* dropped */
			break;
		case 1: /* one put in */
			add_token(c, &c->text, &c->tokens, i);
			add_other(c);
			break;
		case 2: /* replaced */
			add_other(c);
			break;
		case 3: /* two change places */
			if (i + 1 < c->tokens.n)
				add_token(c, &c->text, &c->tokens, i + 1);
			add_token(c, &c->text, &c->tokens, i);
			i++;
			break;
		default:
			add_token(c, &c->text, &c->tokens, i);
		}
	}
}

static void shorten(struct check *c)
{
	size_t n = 1 + below(c, 4), from = below(c, c->tokens.n);

	for (size_t i = from; i < c->tokens.n && i < from + n; i++)
		add_token(c, &c->text, &c->tokens, i);
}

int make_query(struct check *c, size_t k)
{
	int rc = draw_text(c, &c->text);

	if (rc == 0)
		rc = draw_text(c, &c->other);
	if (rc == 0)
		rc = tokeniser_read(
			c->tokeniser, buf_str(&c->text), c->text.size, &c->tokens);
	if (rc == 0)
		rc = tokeniser_read(
			c->tokeniser, buf_str(&c->other), c->other.size, &c->others);
	if (rc < 0)
		return rc;
	tokens_drop_inside(&c->tokens);
	tokens_drop_inside(&c->others);
	buf_clear(&c->query);
	if (k % 10 < 2)
		buf_add(&c->query, buf_str(&c->text), c->text.size);
	else if (k % 10 < 4)
		shorten(c);
	else
		change(c);
	return buf_ok(&c->query) ? 0 : err_nomem();
}
