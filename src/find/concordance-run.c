/* SPDX-License-Identifier: Apache-2.0
 *
 * Phrases in runs: from words to surfaces, to lists, to segments.
 */
#include "config.h"
#include "src/find/concordance-run.h"
#include "src/base/room.h"

#include <string.h>

/* Candidates beyond which it pays to cut them down by the lists of other tokens. */
#define MANY_CANDIDATES 4096

/* --- surfaces ---------------------------------------------------------------------- */

/* Ranges of surfaces as they are found. */
struct found {
	struct found_range {
		uint32_t from, to, key;
	} * at;
	size_t n, capacity;
};

static void found_finish(struct found *f)
{
	free(f->at);
}

static int found_add(struct found *f, uint32_t from, uint32_t to, uint32_t key)
{
	if (from >= to)
		return 0;
	if (room_for_one(&f->at, f->n, &f->capacity) < 0)
		return BIS_ENOMEM;
	f->at[f->n++] = (struct found_range){ from, to, key };
	return 0;
}

static int find_folds(
	struct run *r, const char *fold, size_t size, bool prefix, struct found *f)
{
	uint32_t place, end;
	int rc = 0;

	run_find_folds(r, fold, size, prefix, &place, &end);
	for (; rc == 0 && place < end; place++) {
		uint32_t number = run_fold_at(r, place), from, to;
		if (number == RUN_NONE)
			break; /* damaged: the search is thrown away */
		run_fold_surfaces(r, number, &from, &to);
		if (from >= to)
			continue;
		uint32_t key = run_key_of(r, from);
		if (key != r->date_key)
			rc = found_add(f, from, to, key);
	}
	return rc;
}

/* Words inside dates have lost their stem: of the few there are it is made again. */
static int find_inside_stems(
	struct run *r, uint64_t key, struct tokeniser *t, struct found *f)
{
	cleanup(lexeme_finish) struct lexeme lexeme = { 0 };
	uint32_t from, to;
	int rc = 0;

	run_key_surfaces(r, r->inside_key, &from, &to);
	for (uint32_t s = from; rc == 0 && s < to; s++) {
		size_t size;
		if (run_kind_of(r, s) != TOKEN_WORD)
			continue;
		const char *text = run_surface_text(r, s, &size);
		rc = tokeniser_lexeme(t, text, size, TOKEN_WORD, &lexeme);
		if (rc == 0 && lexeme_hash(TOKEN_WORD, &lexeme.key) == key)
			rc = found_add(f, s, s + 1, r->inside_key);
	}
	return rc;
}

static int find_stems(struct run *r, uint64_t hash, struct tokeniser *t, struct found *f)
{
	uint32_t key = run_find_key(r, hash), from, to;
	int rc = 0;

	if (key != RUN_NONE) {
		run_key_surfaces(r, key, &from, &to);
		rc = found_add(f, from, to, key);
	}
	return rc == 0 ? find_inside_stems(r, hash, t, f) : rc;
}

static int by_surface(const void *a, const void *b)
{
	const struct found_range *x = a, *y = b;

	return x->from < y->from ? -1 : x->from > y->from;
}

/* Puts the ranges in order and makes one of those that meet. */
static void join(struct found *f)
{
	size_t n = 0;

	if (f->n > 1)
		qsort(f->at, f->n, sizeof(*f->at), by_surface);
	for (size_t i = 0; i < f->n; i++) {
		if (n > 0 && f->at[i].from <= f->at[n - 1].to &&
			f->at[i].key == f->at[n - 1].key) {
			if (f->at[i].to > f->at[n - 1].to)
				f->at[n - 1].to = f->at[i].to;
		} else {
			f->at[n++] = f->at[i];
		}
	}
	f->n = n;
}

static int add_list(struct surfaces *s, struct run *r, uint32_t key, bool whole)
{
	if (s->n_lists > 0 && s->lists[s->n_lists - 1].key == key) {
		s->lists[s->n_lists - 1].whole &= whole;
		return 0;
	}
	if (room_for_one(&s->lists, s->n_lists, &s->capacity) < 0)
		return BIS_ENOMEM;
	s->lists[s->n_lists++] = (struct surfaces_list){ key, whole };
	s->listed += postings_count(r, key);
	return 0;
}

/* The ranges are in order of surface, so those of a key are neighbours. */
static int list_keys(struct surfaces *s, struct run *r, const struct found *f)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < f->n; i++) {
		uint32_t key = f->at[i].key, from, to;
		if (key == r->inside_key) {
			rc = add_list(s, r, r->date_key, false);
		} else if (key >= r->first_mark) {
			s->unlisted = true;
		} else {
			run_key_surfaces(r, key, &from, &to);
			rc = add_list(
				s, r, key, f->at[i].from == from && f->at[i].to == to);
		}
	}
	return rc;
}

static int set_bits(struct surfaces *s, const struct run *r, const struct found *f)
{
	if (f->n <= FEW_RANGES) {
		for (size_t i = 0; i < f->n; i++)
			s->ranges[i] = (struct surface_range){ f->at[i].from,
				f->at[i].to - f->at[i].from };
		s->n_ranges = (uint32_t)f->n;
		return 0;
	}
	s->bits = calloc((size_t)r->n_surfaces / 64 + 1, sizeof(*s->bits));
	if (s->bits == NULL)
		return err_nomem();
	for (size_t i = 0; i < f->n; i++)
		for (uint32_t k = f->at[i].from; k < f->at[i].to; k++)
			s->bits[k / 64] |= UINT64_C(1) << (k % 64);
	return 0;
}

static int read_token(struct surfaces *s, const struct phrase *phrase, size_t i,
	struct tokeniser *t, struct run *r)
{
	const struct phrase_token *token = &phrase->at[i];
	cleanup(found_finish) struct found f = { 0 };
	int rc = find_folds(
		r, phrase_fold(phrase, i), token->fold_size, token->prefix, &f);

	if (rc == 0 && token->stem && !token->prefix)
		rc = find_stems(r, token->key, t, &f);
	if (rc < 0)
		return rc;
	join(&f);
	rc = list_keys(s, r, &f);
	return rc == 0 ? set_bits(s, r, &f) : rc;
}

static bool is_hopeless(const struct run_phrase *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (surfaces_none(&p->at[i]))
			return true;
	return p->n == 0;
}

int run_phrase_read(struct run_phrase *p, const struct phrase *phrase,
	struct tokeniser *t, struct run *run)
{
	uint32_t from, to;
	int rc = 0;

	*p = (struct run_phrase){ .run = run };
	p->at = calloc(phrase->n == 0 ? 1 : phrase->n, sizeof(*p->at));
	if (p->at == NULL)
		return err_nomem();
	p->n = phrase->n;
	run_key_surfaces(run, run->date_key, &from, &to);
	p->first_date = from;
	p->n_dates = to > from ? to - from : 0;
	for (size_t i = 0; rc == 0 && i < p->n; i++)
		rc = read_token(&p->at[i], phrase, i, t, run);
	p->hopeless = is_hopeless(p);
	return rc;
}

struct run_phrase run_phrase_part(const struct run_phrase *whole, size_t from, size_t to)
{
	struct run_phrase part = *whole;

	part.at = &whole->at[from];
	part.n = to - from;
	part.hopeless = is_hopeless(&part);
	return part;
}

void run_phrase_finish(struct run_phrase *p)
{
	for (size_t i = 0; i < p->n; i++) {
		free(p->at[i].bits);
		free(p->at[i].lists);
	}
	free(p->at);
	*p = (struct run_phrase){ 0 };
}

/* --- candidates -------------------------------------------------------------------- */

static void read_list(struct run *r, uint32_t key, struct bits *places)
{
	uint32_t block[POSTINGS_BLOCK];
	struct postings list;

	for (int tier = 0; tier < N_TIERS; tier++) {
		postings_open(r, key, (enum tier)tier, &list);
		for (size_t n; (n = postings_next(&list, block)) > 0;)
			for (size_t i = 0; i < n; i++)
				bits_set(places, block[i]);
	}
}

/* Reading the lists is no shorter than looking at everything. */
static bool too_long(const struct run *r, const struct surfaces *s)
{
	return s->unlisted || s->listed > (uint64_t)r->n * 4;
}

static const struct surfaces *rarest(const struct run_phrase *p)
{
	const struct surfaces *best = NULL;

	for (size_t i = 0; i < p->n; i++)
		if (!too_long(p->run, &p->at[i]) &&
			(best == NULL || p->at[i].listed < best->listed))
			best = &p->at[i];
	return best;
}

static void read_lists(struct run *r, const struct surfaces *s, struct bits *places)
{
	for (size_t i = 0; i < s->n_lists; i++)
		read_list(r, s->lists[i].key, places);
}

/* Of many candidates only those that all long lists have. */
static int cut_down(
	const struct run_phrase *p, const struct surfaces *anchor, struct bits *places)
{
	struct bits other = { 0 };
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < p->n; i++) {
		if (&p->at[i] == anchor || too_long(p->run, &p->at[i]))
			continue;
		rc = bits_new(&other, p->run->n);
		if (rc < 0)
			break;
		read_lists(p->run, &p->at[i], &other);
		bits_and(places, &other);
		bits_finish(&other);
		if (bits_count(places) <= MANY_CANDIDATES)
			break;
	}
	return rc;
}

/* --- looking ----------------------------------------------------------------------- */

static inline bool is_date(const struct run_phrase *p, uint32_t surface)
{
	return surface - p->first_date < p->n_dates;
}

/* Whether the rest of the phrase follows token `at`, which is its first. */
static inline bool follows(
	const struct run_phrase *p, const uint32_t *tokens, size_t n, size_t *at)
{
	size_t k = *at;

	for (size_t i = 1; i < p->n; i++) {
		k++;
		while (k < n && is_date(p, tokens[k]))
			k++;
		if (k >= n || !surfaces_have(&p->at[i], tokens[k]))
			return false;
	}
	*at = k;
	return true;
}

static inline size_t seek_one(
	struct surface_range a, const uint32_t *tokens, size_t n, size_t k)
{
	while (k < n && tokens[k] - a.from >= a.n)
		k++;
	return k;
}

static inline bool within(struct surface_range a, uint32_t surface)
{
	return surface - a.from < a.n;
}

/* All of the ranges, empty ones too: no branch but the one that ends it. */
static inline size_t seek_few(
	const struct surfaces *s, const uint32_t *tokens, size_t n, size_t k)
{
	_Static_assert(FEW_RANGES == 4, "as many as are looked at here");
	struct surface_range a = s->ranges[0], b = s->ranges[1], c = s->ranges[2],
			     d = s->ranges[3];

	while (k < n && !(within(a, tokens[k]) | within(b, tokens[k]) |
				within(c, tokens[k]) | within(d, tokens[k])))
		k++;
	return k;
}

/* The first of tokens [k, n) that is in the set; n where none is.  This is where a
 * search spends its time, so the usual cases are loops of their own. */
static size_t seek(const struct surfaces *s, const uint32_t *tokens, size_t n, size_t k)
{
	if (s->bits == NULL && s->n_ranges == 1)
		return seek_one(s->ranges[0], tokens, n, k);
	if (s->bits == NULL)
		return seek_few(s, tokens, n, k);
	while (k < n && (s->bits[tokens[k] / 64] >> (tokens[k] % 64) & 1) == 0)
		k++;
	return k;
}

bool run_phrase_at(const struct run_phrase *p, const uint32_t *tokens, size_t n,
	size_t from, size_t *begin, size_t *end)
{
	const struct surfaces *first = &p->at[0];

	if (p->hopeless)
		return false;
	for (size_t k = seek(first, tokens, n, from); k < n;
		k = seek(first, tokens, n, k + 1)) {
		size_t last = k;
		if (!follows(p, tokens, n, &last))
			continue;
		*begin = k;
		*end = last + 1;
		return true;
	}
	return false;
}

/* Takes out the candidates that don't hold the phrase. */
static void look_at(const struct run_phrase *p, struct bits *places)
{
	for (size_t i = bits_next(places, 0); i != SIZE_MAX;
		i = bits_next(places, i + 1)) {
		size_t n, begin, end;
		const uint32_t *tokens = run_tokens(p->run, (uint32_t)i, &n);
		if (tokens == NULL || !run_phrase_at(p, tokens, n, 0, &begin, &end))
			places->words[i / 64] &= ~(UINT64_C(1) << (i % 64));
	}
}

/* One word: the lists that hold nothing else need no look. */
static int find_word(const struct run_phrase *p, struct bits *places)
{
	const struct surfaces *s = &p->at[0];
	struct bits doubtful = { 0 };
	int rc = bits_new(&doubtful, p->run->n);

	if (rc < 0)
		return rc;
	bool any = false;
	for (size_t i = 0; i < s->n_lists; i++) {
		read_list(
			p->run, s->lists[i].key, s->lists[i].whole ? places : &doubtful);
		any = any || !s->lists[i].whole;
	}
	for (size_t i = 0; any && i < places->n; i++)
		doubtful.words[i] &= ~places->words[i];
	if (any)
		look_at(p, &doubtful);
	for (size_t i = 0; any && i < places->n; i++)
		places->words[i] |= doubtful.words[i];
	bits_finish(&doubtful);
	return 0;
}

int run_phrase_find(const struct run_phrase *p, struct bits *places)
{
	const struct surfaces *anchor = p->hopeless ? NULL : rarest(p);
	int rc = 0;

	if (p->hopeless)
		return 0;
	if (p->n == 1 && anchor != NULL)
		return find_word(p, places);
	if (anchor == NULL)
		bits_fill(places, p->run->n);
	else
		read_lists(p->run, anchor, places);
	if (anchor != NULL && anchor->listed > MANY_CANDIDATES)
		rc = cut_down(p, anchor, places);
	if (rc == 0)
		look_at(p, places);
	return rc;
}
