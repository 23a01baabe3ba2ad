/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/find/concordance-rows.h"

#include <stdio.h>
#include <string.h>

#include "src/base/err.h"

struct row {
	struct search *s;
	struct renderings *renderings;
	const struct hit *hit;
	struct keep *keep;
	struct bis_hit *out;
};

static int keep_ranges(struct keep *keep, const struct ranges *r,
	const struct bis_range **out, size_t *n)
{
	*n = r->n;
	*out = keep_bytes(keep, r->at, r->n * sizeof(*r->at));
	return *out == NULL ? err_nomem() : 0;
}

static int mark_matches(struct regex *regex, const char *text, struct ranges *out)
{
	size_t begin, end;
	int rc = regex_start(regex, text, strlen(text));

	while (rc == 0 && (rc = regex_next(regex, &begin, &end)) > 0)
		rc = ranges_add(out, begin, end);
	return rc;
}

static int mark(struct row *row, struct bis_hit *out)
{
	struct search *s = row->s;
	cleanup(ranges_finish) struct ranges found = { 0 };
	uint32_t place;
	size_t run;
	struct searched *in = search_lang_of(s, row->hit->segment, &run, &place);
	int rc = 0;

	if (s->regex != NULL)
		rc = mark_matches(s->regex, out->text, &found);
	else if (in != NULL)
		rc = phrase_mark(
			&in->phrase, in->tokeniser, out->text, strlen(out->text), &found);
	return rc == 0 ? keep_ranges(row->keep, &found, &out->ranges, &out->n_ranges)
		       : rc;
}

static int text_of(struct row *row, uint32_t segment, const char **text)
{
	const char *read;
	size_t size;
	int rc = store_segment_text(row->s->db, segment, &read, &size);

	if (rc < 0)
		return rc;
	*text = keep_text(row->keep, read, size);
	return *text == NULL ? err_nomem() : 0;
}

static const char *lang_of(struct search *s, uint32_t segment)
{
	uint32_t id = textindex_segment_lang(s->index, segment);

	for (size_t i = 0; i < textindex_n_langs(s->index); i++)
		if (textindex_lang_id(s->index, i) == id)
			return textindex_lang(s->index, i);
	return "und";
}

static int lang_text(struct row *row, uint32_t segment, const char **lang)
{
	const char *tag = lang_of(row->s, segment);

	*lang = keep_text(row->keep, tag, strlen(tag));
	return *lang == NULL ? err_nomem() : 0;
}

/* --- targets ----------------------------------------------------------------------- */

static int add_target(struct row *row, uint32_t segment, struct bis_hit_target *t)
{
	cleanup(ranges_finish) struct ranges found = { 0 };
	int rc = lang_text(row, segment, &t->lang);

	if (rc == 0)
		rc = text_of(row, segment, &t->text);
	if (rc == 0 && row->renderings != NULL)
		rc = renderings_mark(row->renderings, t->lang, t->text, &found);
	return rc == 0 ? keep_ranges(row->keep, &found, &t->ranges, &t->n_ranges) : rc;
}

/* Which of the languages asked for this is; the order in which targets are shown. */
static size_t rank_of(const struct search *s, const char *lang)
{
	char canonical[LANG_MAX];

	for (size_t i = 0; i < s->options->n_to; i++)
		if (lang_canonical(s->options->to[i], canonical) == 0 &&
			lang_distance(canonical, lang) >= 0)
			return i;
	return s->options->n_to;
}

static void put_in_order(const struct search *s, struct bis_hit_target *targets, size_t n)
{
	for (size_t i = 1; i < n; i++)
		for (size_t k = i; k > 0 && rank_of(s, targets[k].lang) <
						    rank_of(s, targets[k - 1].lang);
			k--) {
			struct bis_hit_target t = targets[k];
			targets[k] = targets[k - 1];
			targets[k - 1] = t;
		}
}

static int add_targets(struct row *row)
{
	struct search *s = row->s;
	size_t n, found = 0;
	const uint32_t *segments = textindex_segments(s->index, row->hit->unit, &n);
	struct bis_hit_target *targets =
		keep_room(row->keep, (n == 0 ? 1 : n) * sizeof(*targets));
	int rc = 0;

	if (targets == NULL)
		return err_nomem();
	while (found < n && segments[found] != row->hit->segment)
		found++;
	for (size_t k = 0; rc == 0 && k < n; k++)
		if (hits_is_target(s, segments, n, found, k))
			rc = add_target(
				row, segments[k], &targets[row->out->n_targets++]);
	put_in_order(s, targets, row->out->n_targets);
	row->out->targets = targets;
	return rc;
}

/* --- the unit ---------------------------------------------------------------------- */

static void done_row(struct unit_row *row)
{
	unit_row_finish(row);
}

static const char *keep_buf(struct keep *keep, const struct buf *b)
{
	return keep_text(keep, buf_str(b), b->size);
}

static const char *keep_day(struct keep *keep, uint32_t day)
{
	char text[40];

	if (day == 0)
		return keep_text(keep, "", 0);
	int size = snprintf(text, sizeof(text), "%04u-%02u-%02u", day / 10000,
		day / 100 % 100, day % 100);
	return keep_text(keep, text, (size_t)size);
}

static int add_unit(struct row *row)
{
	cleanup(done_row) struct unit_row unit = { 0 };
	struct bis_hit *out = row->out;
	char id[24];
	int rc = store_unit_row(row->s->db, row->hit->id, &unit);

	if (rc < 0)
		return rc;
	int size = snprintf(id, sizeof(id), "U%u", row->hit->id);
	out->unit = keep_text(row->keep, id, (size_t)size);
	out->origin = keep_buf(row->keep, &unit.origin);
	out->document = keep_buf(row->keep, &unit.document);
	out->who = keep_buf(row->keep, &unit.who);
	out->date = keep_day(row->keep, unit.day);
	out->reviewed = unit.reviewed;
	return out->unit == NULL || out->origin == NULL || out->document == NULL ||
			       out->who == NULL || out->date == NULL
		       ? err_nomem()
		       : 0;
}

int hit_row(struct search *s, struct renderings *renderings, const struct hit *hit,
	struct keep *keep, struct bis_hit *out)
{
	struct row row = { s, renderings, hit, keep, out };
	int rc = add_unit(&row);

	if (rc == 0)
		rc = lang_text(&row, hit->segment, &out->lang);
	if (rc == 0)
		rc = text_of(&row, hit->segment, &out->text);
	if (rc == 0)
		rc = mark(&row, out);
	return rc == 0 ? add_targets(&row) : rc;
}
