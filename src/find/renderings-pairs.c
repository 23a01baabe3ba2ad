/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/find/renderings-pairs.h"

#include <string.h>

#include "src/base/hash.h"
#include "src/base/room.h"
#include "src/find/renderings-model.h"

/* --- sentences --------------------------------------------------------------------- */

/* Numbers have one key; inside dates words have their fold alone. */
static uint64_t word_of(struct run *r, uint32_t surface, enum token_kind kind)
{
	size_t size;

	if (!run_inside(r, surface) || kind == TOKEN_MARK) {
		uint32_t key = run_key_of(r, surface);
		return run_sound(r, &r->key_hashes[key], sizeof(*r->key_hashes))
			       ? r->key_hashes[key]
			       : 0;
	}
	const char *fold = run_fold_text(r, run_fold_of(r, surface), &size);
	return hash_bytes(fold, size, hash_seed(kind == TOKEN_WORD ? 0 : 1));
}

void sentence_read(struct textindex *index, uint32_t segment, struct sentence *out)
{
	uint32_t place;
	size_t n;

	out->n = 0;
	if (textindex_place(index, segment, &out->run, &place) < 0 || out->run == NULL)
		return;
	const uint32_t *tokens = run_tokens(out->run, place, &n);
	for (size_t i = 0; i < n && out->n < LONGEST_SENTENCE; i++) {
		enum token_kind kind = run_kind_of(out->run, tokens[i]);
		if (kind == TOKEN_DATE)
			continue;
		out->words[out->n] = word_of(out->run, tokens[i], kind);
		out->at[out->n] = (uint32_t)i;
		out->surfaces[out->n] = tokens[i];
		out->marks[out->n++] = kind == TOKEN_MARK;
	}
}

void sentence_words(struct sentence *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++) {
		if (s->marks[i])
			continue;
		s->words[n] = s->words[i];
		s->at[n] = s->at[i];
		s->surfaces[n] = s->surfaces[i];
		s->marks[n++] = false;
	}
	s->n = n;
}

/* Puts MODEL_SOUGHT for the tokens [begin, end) of the segment. */
static void put_sought(struct sentence *s, size_t begin, size_t end)
{
	size_t n = 0;
	bool put = false;

	for (size_t i = 0; i < s->n; i++) {
		bool within = s->at[i] >= begin && s->at[i] < end;
		if (within && put)
			continue;
		s->words[n] = within ? MODEL_SOUGHT : s->words[i];
		s->at[n] = s->at[i];
		s->surfaces[n] = s->surfaces[i];
		s->marks[n++] = within ? false : s->marks[i];
		put = put || within;
	}
	s->n = n;
}

int sentence_of_hit(struct search *s, uint32_t segment, struct sentence *out)
{
	struct hit hit = { .segment = segment };
	size_t run, begin, end, from = 0;
	uint32_t place;

	sentence_read(s->index, segment, out);
	int rc = hits_locate(s, &hit);
	if (rc < 0)
		return rc;
	struct searched *in = search_lang_of(s, segment, &run, &place);
	if (s->regex != NULL)
		put_sought(out, hit.begin, hit.end);
	while (s->regex == NULL && in != NULL &&
		run_phrase_at(
			&in->read[run], hit.tokens, hit.n_tokens, from, &begin, &end)) {
		put_sought(out, begin, end);
		from = end;
	}
	sentence_words(out);
	return 0;
}

/* --- pairs ------------------------------------------------------------------------- */

void pairs_finish(struct pairs *p)
{
	free(p->at);
	*p = (struct pairs){ 0 };
}

static int add(
	struct pairs *p, struct search *s, uint32_t source, uint32_t target, bool hit)
{
	if (room_for_one(&p->at, p->n, &p->capacity) < 0)
		return BIS_ENOMEM;
	p->at[p->n] = (struct pair){
		.source = source,
		.target = target,
		.lang = textindex_segment_lang(s->index, target),
		.order = (uint32_t)p->n,
		.hit = hit,
	};
	p->n++;
	return 0;
}

/* The targets of variant `found` of a unit. */
static int add_unit(
	struct pairs *p, struct search *s, uint32_t unit, uint32_t segment, bool hit)
{
	size_t n, found = 0;
	const uint32_t *segments = textindex_segments(s->index, unit, &n);
	int rc = 0;

	while (found < n && segments[found] != segment)
		found++;
	for (size_t k = 0; rc == 0 && found < n && k < n; k++)
		if (hits_is_target(s, segments, n, found, k))
			rc = add(p, s, segment, segments[k], hit);
	return rc;
}

/* A unit in which it was not found, told from the side that is searched. */
static int add_other(struct pairs *p, struct search *s, uint32_t unit,
	const struct bits *segments, const bool *langs, size_t n_langs)
{
	size_t n;
	const uint32_t *of_unit = textindex_segments(s->index, unit, &n);
	uint32_t source = 0;

	for (size_t k = 0; k < n; k++) {
		if (of_unit[k] < s->bound && bits_has(segments, of_unit[k]))
			return 0;
		uint32_t lang = textindex_segment_lang(s->index, of_unit[k]);
		if (source == 0 && lang < n_langs && langs[lang])
			source = of_unit[k];
	}
	return source == 0 ? 0 : add_unit(p, s, unit, source, false);
}

/* The languages the hits are in. */
static bool *langs_of_hits(struct search *s, const struct hits *sample)
{
	bool *langs = calloc(s->n_sides + 1, sizeof(*langs));

	for (size_t i = 0; langs != NULL && i < sample->n; i++) {
		uint32_t lang = textindex_segment_lang(s->index, sample->at[i].segment);
		if (lang < s->n_sides)
			langs[lang] = true;
	}
	return langs;
}

static int add_others(struct pairs *p, struct search *s, const struct hits *sample,
	const struct bits *segments)
{
	uint32_t n = textindex_n_units(s->index);
	uint32_t step = n / (TRAINING_OTHERS * 4) + 1;
	size_t before = p->n;
	bool *langs = langs_of_hits(s, sample);
	int rc = langs == NULL ? err_nomem() : 0;

	/* a stride that isn't a round number, lest it meets a pattern of the memory */
	for (uint32_t unit = step / 2; rc == 0 && unit < n; unit += step | 1)
		if (textindex_alive(s->index, unit) &&
			p->n - before < (size_t)TRAINING_OTHERS * 4)
			rc = add_other(p, s, unit, segments, langs, s->n_sides);
	free(langs);
	return rc;
}

static int by_lang(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->lang != y->lang)
		return x->lang < y->lang ? -1 : 1;
	if (x->hit != y->hit)
		return x->hit ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

int pairs_gather(struct search *s, const struct hits *sample, const struct bits *segments,
	struct pairs *out)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < sample->n; i++)
		rc = add_unit(out, s, sample->at[i].unit, sample->at[i].segment, true);
	if (rc == 0 && out->n > 0)
		rc = add_others(out, s, sample, segments);
	if (rc == 0 && out->n > 0)
		qsort(out->at, out->n, sizeof(*out->at), by_lang);
	return rc;
}
