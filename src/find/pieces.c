/* SPDX-License-Identifier: Apache-2.0
 *
 * The longest runs of a text's words that the memory holds.
 *
 * What holds a run holds all its parts, so the farthest end of a run never goes back as
 * its beginning moves on: two pointers walk the text, and each step is one search for
 * what would be longer than everything before, or a look through what the last search
 * has found.  A search ends at the first unit that counts.
 */
#include "config.h"
#include "bisotun/memory.h"

#include <string.h>

#include "src/base/room.h"
#include "src/find/concordance-rows.h"
#include "src/store/store.h"
#include "src/text/utf8.h"

#define USUAL_LEAST 3
#define LONGEST_TEXT 20000 /* tokens */

struct bis_pieces {
	struct keep keep;
	struct bis_piece *at;
	size_t n, next;
};

/* A run that was found, in tokens. */
struct stretch {
	size_t lang, from, to;
	size_t begin, end; /* bytes */
};

/* The text in one language. */
struct walked {
	struct phrase whole;
	struct run_phrase *read; /* in each run */
	struct bits *places;     /* segments of it that hold the present run of words */
	size_t n_runs;
};

struct walk {
	struct search search;
	const char *text;
	size_t least;
	struct walked *langs;
	struct stretch *stretches;
	size_t n, capacity;
	uint64_t work; /* done on long segments, in tokens compared at most */
};

/* Words that repeat themselves in a long segment and a long text have to be compared
 * again and again; ordinary segments are too short to be counted. */
enum { LONG_WORK = 1000000 };
#define WORK_MAX UINT64_C(2000000000)

static void walk_finish(struct walk *w)
{
	for (size_t i = 0; i < w->search.n_langs && w->langs != NULL; i++) {
		struct walked *in = &w->langs[i];
		for (size_t k = 0; k < in->n_runs; k++) {
			if (in->read != NULL)
				run_phrase_finish(&in->read[k]);
			if (in->places != NULL)
				bits_finish(&in->places[k]);
		}
		free(in->read);
		free(in->places);
		phrase_finish(&in->whole);
	}
	free(w->langs);
	free(w->stretches);
	search_finish(&w->search);
}

static int walked_open(struct walk *w, struct walked *in, struct searched *lang)
{
	int reading = w->search.options->stem ? PHRASE_STEM : PHRASE_PLAIN;
	int rc = phrase_read(
		lang->tokeniser, w->text, strlen(w->text), reading, &in->whole);

	if (rc == 0 && in->whole.n > LONGEST_TEXT)
		return err_set(BIS_EUSAGE,
			"the text has %zu words and marks; pieces are looked for in up "
			"to "
			"%d",
			in->whole.n, LONGEST_TEXT);
	in->n_runs = lang->n_runs;
	in->read = calloc(in->n_runs, sizeof(*in->read));
	in->places = calloc(in->n_runs, sizeof(*in->places));
	if (rc == 0 && (in->read == NULL || in->places == NULL))
		return err_nomem();
	for (size_t k = 0; rc == 0 && k < in->n_runs; k++)
		rc = run_phrase_read(
			&in->read[k], &in->whole, lang->tokeniser, lang->runs[k]);
	return rc;
}

/* --- is it held -------------------------------------------------------------------- */

static bool any_counts(struct walk *w, struct run *run, const struct bits *places)
{
	for (size_t i = bits_next(places, 0); i != SIZE_MAX; i = bits_next(places, i + 1))
		if (hits_any(&w->search, run_segment(run, (uint32_t)i)))
			return true;
	return false;
}

/* Whether the memory holds tokens [from, to); keeps where. */
static int find(struct walk *w, struct walked *in, size_t from, size_t to, bool *held)
{
	*held = false;
	for (size_t k = 0; k < in->n_runs; k++) {
		struct run_phrase part = run_phrase_part(&in->read[k], from, to);
		bits_finish(&in->places[k]);
		if (part.hopeless)
			continue;
		int rc = bits_new(&in->places[k], part.run->n);
		if (rc == 0)
			rc = run_phrase_find(&part, &in->places[k]);
		if (rc < 0)
			return rc;
		*held = *held || any_counts(w, part.run, &in->places[k]);
	}
	return 0;
}

/* The same for one token more, among what was found. */
static bool goes_on(struct walk *w, struct walked *in, size_t from, size_t to)
{
	bool held = false;

	for (size_t k = 0; k < in->n_runs; k++) {
		struct run_phrase part = run_phrase_part(&in->read[k], from, to);
		struct bits *places = &in->places[k];
		if (places->words == NULL)
			continue;
		for (size_t i = bits_next(places, 0); i != SIZE_MAX;
			i = bits_next(places, i + 1)) {
			size_t n, begin, end;
			const uint32_t *tokens = run_tokens(part.run, (uint32_t)i, &n);
			uint64_t work = (uint64_t)n * (to - from);
			w->work += work > LONG_WORK ? work : 0;
			if (w->work > WORK_MAX)
				return false;
			if (tokens == NULL ||
				!run_phrase_at(&part, tokens, n, 0, &begin, &end))
				places->words[i / 64] &= ~(UINT64_C(1) << (i % 64));
		}
		held = held || any_counts(w, part.run, places);
	}
	return held;
}

/* --- walking ----------------------------------------------------------------------- */

static bool is_mark(const struct walked *in, size_t i)
{
	return in->whole.at[i].kind == TOKEN_MARK;
}

/* Where `least` words from token `from` on end; SIZE_MAX past the text. */
static size_t end_of_least(const struct walk *w, const struct walked *in, size_t from)
{
	size_t words = 0;

	for (size_t i = from; i < in->whole.n; i++) {
		words += !is_mark(in, i);
		if (words == w->least)
			return i + 1;
	}
	return SIZE_MAX;
}

static int add_stretch(struct walk *w, size_t lang, size_t from, size_t to)
{
	const struct phrase *whole = &w->langs[lang].whole;

	if (room_for_one(&w->stretches, w->n, &w->capacity) < 0)
		return BIS_ENOMEM;
	w->stretches[w->n++] = (struct stretch){ lang, from, to, whole->at[from].begin,
		whole->at[to - 1].end };
	return 0;
}

static int walk_lang(struct walk *w, size_t lang)
{
	struct walked *in = &w->langs[lang];
	size_t farthest = 0, told = 0;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < in->whole.n; i++) {
		size_t end = end_of_least(w, in, i);
		bool held;
		if (end == SIZE_MAX || farthest >= in->whole.n)
			break;
		if (is_mark(in, i))
			continue;
		if (end <= farthest)
			end = farthest + 1;
		rc = find(w, in, i, end, &held);
		if (rc < 0 || !held)
			continue;
		while (end < in->whole.n && goes_on(w, in, i, end + 1))
			end++;
		if (w->work > WORK_MAX)
			return err_set(BIS_EUSAGE,
				"the text and the memory repeat themselves too much for "
				"pieces to be told");
		farthest = end;
		while (is_mark(in, end - 1))
			end--;
		if (end > told)
			rc = add_stretch(w, lang, i, end);
		told = end > told ? end : told;
	}
	return rc;
}

/* In text order; of those that begin together the longest first. */
static int by_place(const void *a, const void *b)
{
	const struct stretch *x = a, *y = b;

	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	return x->end > y->end ? -1 : x->end < y->end;
}

/* Several languages may hold the same words. */
static void drop_covered(struct walk *w)
{
	size_t n = 0;

	if (w->n > 1)
		qsort(w->stretches, w->n, sizeof(*w->stretches), by_place);
	for (size_t i = 0; i < w->n; i++)
		if (n == 0 || w->stretches[i].end > w->stretches[n - 1].end)
			w->stretches[n++] = w->stretches[i];
	w->n = n;
}

static int walk(struct walk *w)
{
	size_t n = w->search.n_langs;
	int rc = 0;

	w->langs = calloc(n == 0 ? 1 : n, sizeof(*w->langs));
	if (w->langs == NULL)
		return err_nomem();
	for (size_t i = 0; rc == 0 && i < n; i++) {
		rc = walked_open(w, &w->langs[i], &w->search.langs[i]);
		if (rc == 0)
			rc = walk_lang(w, i);
	}
	drop_covered(w);
	return rc;
}

/* --- telling ----------------------------------------------------------------------- */

/* Makes the stretch what is searched for. */
static int seek(struct walk *w, const struct stretch *stretch)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < w->search.n_langs; i++) {
		struct searched *in = &w->search.langs[i];
		bool here = i == stretch->lang;
		rc = phrase_part(&w->langs[i].whole, here ? stretch->from : 0,
			here ? stretch->to : 0, &in->phrase);
		if (rc == 0)
			rc = search_place(in);
	}
	return rc;
}

static int tell(struct walk *w, const struct stretch *stretch, struct keep *keep,
	struct bis_piece *out)
{
	cleanup(hits_finish) struct hits newest = { .max = 1 };
	cleanup(bits_finish) struct bits segments = { 0 };
	struct hits *heaps[] = { &newest, NULL };
	struct ranges range = { .at = &out->range, .n = 1, .capacity = 1 };
	int rc = seek(w, stretch);

	out->range = (struct bis_range){ stretch->begin, stretch->end };
	ranges_to_points(&range, w->text);
	out->text =
		keep_text(keep, w->text + stretch->begin, stretch->end - stretch->begin);
	if (rc == 0)
		rc = out->text == NULL ? err_nomem()
				       : bits_new(&segments, w->search.bound);
	if (rc == 0)
		rc = search_find(&w->search, &segments);
	if (rc == 0)
		rc = hits_gather(&w->search, &segments, heaps, &out->n);
	if (rc < 0 || newest.n == 0)
		return rc;
	return hit_row(&w->search, NULL, &newest.at[0], keep, &out->example);
}

static int tell_all(struct walk *w, struct bis_pieces *p)
{
	int rc = 0;

	p->at = keep_room(&p->keep, (w->n + 1) * sizeof(*p->at));
	if (p->at == NULL)
		return err_nomem();
	for (size_t i = 0; rc == 0 && i < w->n; i++) {
		rc = tell(w, &w->stretches[i], &p->keep, &p->at[p->n]);
		p->n += rc == 0 && p->at[p->n].n > 0;
	}
	return rc;
}

/* --- the answer -------------------------------------------------------------------- */

struct question {
	bis_db *db;
	const struct bis_concordance_options *options;
	const char *text;
	size_t least;
	struct bis_pieces *answer;
};

static int ask(void *ctx, struct textindex *index)
{
	const struct question *q = ctx;
	cleanup(walk_finish) struct walk w = { .text = q->text, .least = q->least };

	keep_finish(&q->answer->keep);
	*q->answer = (struct bis_pieces){ 0 };
	int rc = search_open(q->db, q->options, index, &w.search);
	if (rc == 0)
		rc = walk(&w);
	return rc == 0 ? tell_all(&w, q->answer) : rc;
}

static void pieces_freep(bis_pieces **p)
{
	bis_pieces_close(*p);
}

int bis_pieces_open(bis_db *db, const struct bis_concordance_options *options,
	const char *text, size_t least, bis_pieces **out)
{
	static const struct bis_concordance_options usual;
	cleanup(pieces_freep) bis_pieces *p = calloc(1, sizeof(*p));

	size_t size = strlen(text), good = utf8_valid(text, size);

	*out = NULL;
	if (p == NULL)
		return err_nomem();
	if (good < size)
		return err_set(BIS_EFORMAT, "the text is no UTF-8 at byte %zu", good + 1);
	if (options == NULL)
		options = &usual;
	int rc = search_check(options);
	if (rc == 0)
		rc = store_read_begin(db);
	if (rc < 0)
		return rc;
	struct question q = { db, options, text, least == 0 ? USUAL_LEAST : least, p };
	rc = textindex_ask(db, ask, &q);
	store_read_end(db);
	if (rc == 0)
		*out = steal(&p);
	return rc;
}

int bis_pieces_next(bis_pieces *p, const struct bis_piece **out)
{
	*out = NULL;
	if (p->next == p->n)
		return 0;
	*out = &p->at[p->next++];
	return 1;
}

void bis_pieces_close(bis_pieces *p)
{
	if (p == NULL)
		return;
	keep_finish(&p->keep);
	free(p);
}
