/* SPDX-License-Identifier: Apache-2.0
 *
 * Renderings, language by language: learn, choose, count.
 */
#include "config.h"
#include "src/find/renderings.h"

#include <string.h>

#include "src/base/hash.h"
#include "src/find/renderings-model.h"
#include "src/find/renderings-pairs.h"
#include "src/find/renderings-spans.h"

#define ROUNDS 6

/* What was found out for one language. */
struct rendered {
	uint32_t lang;
	const char *tag;
	struct tokeniser *tokeniser;
	struct tokens tokens;
	struct lexeme lexeme;
	struct spans spans;
	size_t n_hits;
};

struct renderings {
	struct search *search;
	struct rendered *at;
	size_t n;
};

void renderings_free(struct renderings *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < r->n; i++) {
		tokeniser_free(r->at[i].tokeniser);
		tokens_finish(&r->at[i].tokens);
		lexeme_finish(&r->at[i].lexeme);
		spans_finish(&r->at[i].spans);
	}
	free(r->at);
	free(r);
}

void renderings_freep(struct renderings **r)
{
	renderings_free(*r);
}

/* --- learning ---------------------------------------------------------------------- */

static int read_source(struct search *s, const struct pair *pair, struct sentence *out)
{
	if (pair->hit)
		return sentence_of_hit(s, pair->source, out);
	sentence_read(s->index, pair->source, out);
	sentence_words(out);
	return 0;
}

/* The pairs of one language. */
struct lesson {
	struct search *s;
	const struct pair *pairs;
	size_t n, n_hits;
	struct model *model;
	struct sentence source, target;
};

static int learn(struct lesson *l)
{
	size_t hits = 0, others = 0;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < l->n; i++) {
		size_t *n = l->pairs[i].hit ? &hits : &others;
		if (*n >= (l->pairs[i].hit ? TRAINING_HITS : TRAINING_OTHERS))
			continue;
		(*n)++;
		rc = read_source(l->s, &l->pairs[i], &l->source);
		sentence_read(l->s->index, l->pairs[i].target, &l->target);
		sentence_words(&l->target);
		if (rc == 0)
			rc = model_add(l->model, l->source.words, l->source.n,
				l->target.words, l->target.n);
	}
	return rc == 0 ? model_train(l->model, ROUNDS) : rc;
}

static int choose(struct lesson *l, struct spans *spans)
{
	float shares[LONGEST_SENTENCE];
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < l->n_hits; i++) {
		rc = sentence_of_hit(l->s, l->pairs[i].source, &l->source);
		sentence_read(l->s->index, l->pairs[i].target, &l->target);
		model_shares(l->model, l->source.words, l->source.n, l->target.words,
			l->target.n, shares);
		for (size_t k = 0; k < l->target.n; k++)
			if (l->target.marks[k])
				shares[k] = 0;
		if (rc == 0)
			rc = spans_choose(spans, &l->target, shares);
	}
	return rc;
}

/* --- counting ---------------------------------------------------------------------- */

struct usual {
	struct textindex *index;
	size_t lang; /* of the index */
};

static double usual_part(void *ctx, uint64_t word)
{
	const struct usual *u = ctx;
	struct run *const *runs;
	size_t n_runs;
	uint64_t held = 0, n = textindex_n_segments(u->index, u->lang);

	if (textindex_runs(u->index, u->lang, &runs, &n_runs) < 0 || n == 0)
		return 0;
	for (size_t i = 0; i < n_runs; i++) {
		uint32_t key = run_find_key(runs[i], word);
		if (key != RUN_NONE && key < runs[i]->first_mark)
			held += postings_count(runs[i], key);
	}
	return (double)held / (double)n;
}

static int count(struct lesson *l, struct rendered *r)
{
	struct usual usual = { .index = l->s->index };
	int rc = 0;

	while (usual.lang < textindex_n_langs(l->s->index) &&
		textindex_lang_id(l->s->index, usual.lang) != r->lang)
		usual.lang++;
	if (usual.lang == textindex_n_langs(l->s->index))
		return 0;
	r->tag = textindex_lang(l->s->index, usual.lang);
	spans_sift(&r->spans, l->n_hits);
	for (size_t i = 0; rc == 0 && i < l->n_hits; i++) {
		sentence_read(l->s->index, l->pairs[i].target, &l->target);
		rc = spans_count(&r->spans, &l->target, l->pairs[i].target, i);
	}
	if (rc == 0)
		spans_settle(&r->spans, l->n_hits, usual_part, &usual);
	return rc == 0 ? tokeniser_new(r->tag, &r->tokeniser) : rc;
}

static int render_lang(
	struct search *s, const struct pair *pairs, size_t n, struct rendered *out)
{
	struct lesson *l = calloc(1, sizeof(*l));

	if (l == NULL)
		return err_nomem();
	*l = (struct lesson){ .s = s, .pairs = pairs, .n = n };
	out->lang = pairs[0].lang;
	out->tag = "und";
	while (l->n_hits < n && pairs[l->n_hits].hit)
		l->n_hits++;
	out->n_hits = l->n_hits;
	int rc = model_new(&l->model);
	if (rc == 0)
		rc = learn(l);
	if (rc == 0)
		rc = choose(l, &out->spans);
	if (rc == 0)
		rc = count(l, out);
	model_free(l->model);
	free(l);
	return rc;
}

static int render(struct renderings *r, struct search *s, const struct pairs *pairs)
{
	int rc = 0;

	for (size_t i = 0, end; rc == 0 && i < pairs->n; i = end) {
		for (end = i; end < pairs->n && pairs->at[end].lang == pairs->at[i].lang;)
			end++;
		if (!pairs->at[i].hit)
			continue;
		void *more = reallocarray(r->at, r->n + 1, sizeof(*r->at));
		if (more == NULL)
			return err_nomem();
		r->at = more;
		r->at[r->n] = (struct rendered){ 0 };
		rc = render_lang(s, &pairs->at[i], end - i, &r->at[r->n++]);
	}
	return rc;
}

int renderings_new(struct search *s, const struct hits *sample,
	const struct bits *segments, struct renderings **out)
{
	cleanup(renderings_freep) struct renderings *r = calloc(1, sizeof(*r));
	cleanup(pairs_finish) struct pairs pairs = { 0 };

	*out = NULL;
	if (r == NULL)
		return err_nomem();
	r->search = s;
	int rc = pairs_gather(s, sample, segments, &pairs);
	if (rc == 0)
		rc = render(r, s, &pairs);
	if (rc == 0)
		*out = steal(&r);
	return rc;
}

/* --- in texts ---------------------------------------------------------------------- */

struct words {
	uint64_t *hashes;
	uint32_t *at;
	size_t n;
};

static void words_done(struct words *w)
{
	free(w->hashes);
	free(w->at);
}

/* As sentence_read() makes them, of a text of any length. */
static int words_of(struct rendered *r, const char *text, struct words *out)
{
	int rc = tokeniser_read(r->tokeniser, text, strlen(text), &r->tokens);

	out->hashes = calloc(r->tokens.n + 1, sizeof(*out->hashes));
	out->at = calloc(r->tokens.n + 1, sizeof(*out->at));
	if (rc == 0 && (out->hashes == NULL || out->at == NULL))
		return err_nomem();
	for (size_t i = 0; rc == 0 && i < r->tokens.n; i++) {
		const struct token *t = &r->tokens.at[i];
		enum token_kind kind = (enum token_kind)t->kind;
		if (kind == TOKEN_DATE)
			continue;
		rc = tokeniser_lexeme(r->tokeniser, text + t->begin, t->end - t->begin,
			kind, &r->lexeme);
		bool fold = t->inside && kind != TOKEN_MARK;
		out->hashes[out->n] =
			fold ? hash_bytes(r->lexeme.fold.data, r->lexeme.fold.size,
				       kind == TOKEN_WORD ? 0 : 1)
			     : lexeme_hash(kind, &r->lexeme.key);
		out->at[out->n++] = (uint32_t)i;
	}
	return rc;
}

int renderings_mark(
	struct renderings *r, const char *lang, const char *text, struct ranges *out)
{
	cleanup(words_done) struct words words = { 0 };
	struct rendered *in = NULL;

	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->at[i].tag, lang) == 0 && r->at[i].tokeniser != NULL)
			in = &r->at[i];
	if (in == NULL)
		return 0;
	int rc = words_of(in, text, &words);
	for (size_t k = 0; rc == 0 && k < words.n; k++) {
		uint32_t span = spans_at(&in->spans, words.hashes, words.at, words.n, k);
		if (span == NUMBER_NONE)
			continue;
		size_t last = k + in->spans.at[span].n - 1;
		rc = ranges_add(out, in->tokens.at[words.at[k]].begin,
			in->tokens.at[words.at[last]].end);
		k = last;
	}
	if (rc == 0)
		ranges_to_points(out, text);
	return rc;
}

/* --- telling ----------------------------------------------------------------------- */

static int tell(struct renderings *r, struct rendered *in, const struct span *span,
	struct keep *keep, struct bis_rendering *out)
{
	const char *text;
	size_t size;
	int rc = store_segment_text(r->search->db, span->segment, &text, &size);

	if (rc == 0)
		rc = tokeniser_read(in->tokeniser, text, size, &in->tokens);
	if (rc < 0)
		return rc;
	if (span->to > in->tokens.n || span->from >= span->to)
		return err_set(BIS_EDB, "the search index does not fit the texts");
	size_t begin = in->tokens.at[span->from].begin;
	out->text =
		keep_text(keep, text + begin, in->tokens.at[span->to - 1].end - begin);
	out->lang = keep_text(keep, in->tag, strlen(in->tag));
	out->n = (int64_t)span->held;
	return out->text == NULL || out->lang == NULL ? err_nomem() : 0;
}

static int most_first(const void *a, const void *b)
{
	const struct bis_rendering *x = a, *y = b;
	int lang = strcmp(x->lang, y->lang);

	if (lang != 0)
		return lang;
	return x->n != y->n ? (x->n > y->n ? -1 : 1) : strcmp(x->text, y->text);
}

int renderings_list(struct renderings *r, struct keep *keep,
	const struct bis_rendering **out, size_t *n)
{
	struct bis_rendering *all =
		keep_room(keep, (r->n * SPANS_TOLD + 1) * sizeof(*all));
	int rc = all == NULL ? err_nomem() : 0;

	*n = 0;
	for (size_t i = 0; rc == 0 && i < r->n; i++)
		for (size_t k = 0; rc == 0 && k < r->at[i].spans.n; k++)
			if (r->at[i].spans.at[k].told)
				rc = tell(r, &r->at[i], &r->at[i].spans.at[k], keep,
					&all[(*n)++]);
	if (rc < 0)
		return rc;
	qsort(all, *n, sizeof(*all), most_first);
	*out = all;
	return 0;
}
