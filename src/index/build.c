/* SPDX-License-Identifier: Apache-2.0
 *
 * Gathering segments.
 *
 * Nearly every token was met before just as it stands, so that it costs one search among
 * the forms; only a new form is brought to NFC, folded and keyed.
 */
#include "config.h"
#include "src/index/builder.h"

#include <stdio.h>

#include "src/base/err.h"

void builder_free(struct builder *b)
{
	if (b == NULL)
		return;
	tokeniser_free(b->tokeniser);
	tokens_finish(&b->tokens);
	lexeme_finish(&b->lexeme);
	vocab_finish(&b->forms);
	vocab_finish(&b->folds);
	vocab_finish(&b->keys);
	buf_free(&b->denormal);
	buf_free(&b->nfc);
	free(b->links);
	free(b->stream);
	free(b->segments);
	free(b);
}

void builder_freep(struct builder **b)
{
	builder_free(*b);
}

static int add_key(struct builder *b, uint64_t hash, uint32_t tag, uint32_t *key)
{
	bool is_new;

	return vocab_add(&b->keys, &hash, sizeof(hash), tag, key, &is_new);
}

/* Those that every run has, with the numbers of KEY_ORDINAL and so on. */
static int add_fixed_keys(struct builder *b)
{
	static const enum token_kind kinds[] = { TOKEN_ORDINAL, TOKEN_DATE,
		TOKEN_NUMBER };
	const struct buf nothing = BUF_INIT;
	uint32_t key;
	int rc = 0;

	for (size_t i = 0; i < N_ELEMENTS(kinds) && rc == 0; i++)
		rc = add_key(b, lexeme_hash(kinds[i], &nothing), kinds[i], &key);
	return rc < 0 ? rc : add_key(b, 0, TAG_INSIDE, &key);
}

int builder_new(const char *lang, struct builder **out)
{
	struct builder *b = calloc(1, sizeof(*b));

	*out = NULL;
	if (b == NULL)
		return err_nomem();
	snprintf(b->lang, sizeof(b->lang), "%s", lang);
	/* of no consequence but for who would like to know the order of the slots */
	b->forms.seed = b->folds.seed = b->keys.seed = (uint64_t)(uintptr_t)b;
	int rc = add_fixed_keys(b);
	if (rc < 0)
		builder_free(b);
	else
		*out = b;
	return rc;
}

uint32_t builder_count(const struct builder *b)
{
	return b->n;
}

size_t builder_memory(const struct builder *b)
{
	return vocab_memory(&b->forms) + vocab_memory(&b->folds) +
	       vocab_memory(&b->keys) + (size_t)b->forms.n * sizeof(*b->links) +
	       b->stream_size + (size_t)b->n * sizeof(*b->segments);
}

/* --- forms -------------------------------------------------------------------------- */

static int set_link(struct builder *b, uint32_t form, uint32_t link)
{
	if (form >= b->links_capacity) {
		size_t capacity = ((size_t)form + 256) * 3 / 2;
		uint32_t *links = realloc(b->links, capacity * sizeof(*links));
		if (links == NULL)
			return err_nomem();
		b->links = links;
		b->links_capacity = (uint32_t)capacity;
	}
	b->links[form] = link;
	return 0;
}

/* The fold of a surface. */
static int add_fold(struct builder *b, const char *fold, size_t size, uint64_t key_hash,
	uint32_t class, uint32_t *number)
{
	uint32_t key = KEY_INSIDE;
	bool is_new;
	int rc = 0;

	if ((class & CLASS_INSIDE) == 0)
		rc = add_key(b, key_hash, class & CLASS_KIND, &key);
	return rc < 0 ? rc : vocab_add(&b->folds, fold, size, key, number, &is_new);
}

/* Learns what a form met for the first time counts as. */
static int learn(
	struct builder *b, uint32_t form, const char *text, size_t size, uint32_t class)
{
	struct lexeme *l = &b->lexeme;
	enum token_kind kind = class & CLASS_KIND;
	uint32_t fold, surface = form;
	bool is_new = false;
	int rc = tokeniser_lexeme(b->tokeniser, text, size, kind, l);

	if (rc == 0)
		rc = add_fold(b, buf_str(&l->fold), l->fold.size,
			lexeme_hash(kind, &l->key), class, &fold);
	if (rc == 0 &&
		(l->surface.size != size || memcmp(l->surface.data, text, size) != 0))
		rc = vocab_add(&b->forms, l->surface.data, l->surface.size, class,
			&surface, &is_new);
	if (rc == 0 && is_new)
		rc = set_link(b, surface, fold);
	if (rc == 0)
		rc = set_link(b, form, surface == form ? fold : surface | LINK_SURFACE);
	return rc;
}

static inline uint32_t linked(const struct builder *b, uint32_t form)
{
	uint32_t link = b->links[form];

	return (link & LINK_SURFACE) != 0 ? link & ~LINK_SURFACE : form;
}

/* A form may be half known: nothing more is built on that. */
static int broken(struct builder *b, int rc)
{
	b->closed = true;
	return rc;
}

static int surface_of(
	struct builder *b, const char *text, const struct token *token, uint32_t *surface)
{
	const char *begin = text + token->begin;
	size_t size = token->end - token->begin;
	uint32_t class = token->kind | (token->inside ? CLASS_INSIDE : 0), form;
	bool is_new;
	int rc = vocab_add(&b->forms, begin, size, class, &form, &is_new);

	if (rc == 0 && is_new)
		rc = learn(b, form, begin, size, class);
	if (rc < 0)
		return broken(b, rc);
	*surface = linked(b, form);
	return 0;
}

/* --- segments ----------------------------------------------------------------------- */

static int stream_room(struct builder *b, size_t n_tokens)
{
	size_t most = n_tokens * 5;

	if (most <= b->stream_capacity - b->stream_size)
		return 0;
	if (b->n_tokens + n_tokens > UINT32_MAX || b->stream_size + most > UINT32_MAX)
		return err_set(BIS_ENOMEM, "too much text for one index");
	size_t capacity = (b->stream_size + most) * 5 / 4 + 4096;
	uint8_t *stream = realloc(b->stream, capacity);
	if (stream == NULL)
		return err_nomem();
	b->stream = stream;
	b->stream_capacity = capacity;
	return 0;
}

static int begin_segment(struct builder *b, uint32_t segment, size_t n_tokens)
{
	if (b->closed)
		return err_set(BIS_EDB, "the search index can't be built on");
	if (b->n > 0 && segment <= b->segments[b->n - 1].segment)
		return err_set(BIS_EDB, "segment %u comes out of order in the index",
			(unsigned int)segment);
	if (b->n == b->capacity) {
		size_t capacity = (size_t)b->capacity * 3 / 2 + 64;
		struct gathered *more =
			capacity > MOST_SEGMENTS
				? NULL
				: realloc(b->segments, capacity * sizeof(*more));
		if (more == NULL)
			return err_nomem();
		b->segments = more;
		b->capacity = (uint32_t)capacity;
	}
	b->segments[b->n] = (struct gathered){ segment, (uint32_t)b->stream_size };
	return stream_room(b, n_tokens);
}

/* The tokens are in the stream: the segment counts. */
static void end_segment(struct builder *b, uint8_t *end, size_t n_tokens)
{
	b->stream_size = (size_t)(end - b->stream);
	b->n_tokens += n_tokens;
	b->n++;
}

/* Weights are kept in 32 bits: a text of 50 million words is beyond them. */
static int check_weight(uint32_t segment, uint64_t weight)
{
	if (weight <= UINT32_MAX)
		return 0;
	return err_set(BIS_EFORMAT, "segment %u is too long to be indexed",
		(unsigned int)segment);
}

static int add_tokens(struct builder *b, uint32_t segment, const char *text)
{
	const struct tokens *tokens = &b->tokens;
	uint8_t *end = b->stream + b->stream_size;
	uint64_t weight = 0;
	uint32_t surface;

	for (size_t i = 0; i < tokens->n; i++) {
		int rc = surface_of(b, text, &tokens->at[i], &surface);
		if (rc < 0)
			return rc;
		end = put_varint(end, surface);
		weight += tokens->at[i].inside ? 0 : token_weight(tokens->at[i].kind);
	}
	int rc = check_weight(segment, weight);
	if (rc == 0)
		end_segment(b, end, tokens->n);
	return rc;
}

static int add_denormal(struct builder *b, const struct denormal *d)
{
	buf_add(&b->denormal, d, sizeof(*d));
	return buf_ok(&b->denormal) ? 0 : broken(b, err_nomem());
}

static int note_denormal(
	struct builder *b, uint32_t segment, const char *text, size_t size)
{
	if (nfc_already(text, size))
		return 0;
	buf_clear(&b->nfc);
	int rc = nfc_text(text, size, &b->nfc);
	if (rc == 0 && !buf_ok(&b->nfc))
		rc = err_nomem();
	if (rc < 0)
		return broken(b, rc);
	return add_denormal(b, &(struct denormal){ segment,
				       denormal_hash(buf_str(&b->nfc), b->nfc.size) });
}

int builder_add(struct builder *b, uint32_t segment, const char *text, size_t size)
{
	int rc = b->tokeniser == NULL ? tokeniser_new(b->lang, &b->tokeniser) : 0;

	if (rc == 0)
		rc = tokeniser_read(b->tokeniser, text, size, &b->tokens);
	if (rc == 0)
		rc = begin_segment(b, segment, b->tokens.n);
	if (rc < 0)
		return rc;
	rc = add_tokens(b, segment, text);
	return rc < 0 ? rc : note_denormal(b, segment, text, size);
}

/* --- from another run --------------------------------------------------------------- */

static int run_damaged(void)
{
	return err_set(BIS_EDB, "the search index is damaged");
}

/* The form for a surface of the run. */
static int take_surface(struct builder *b, struct run *r, uint32_t from, uint32_t *form)
{
	size_t size, fold_size;
	const char *text = run_surface_text(r, from, &size);
	uint32_t fold = run_fold_of(r, from), key = run_key_of(r, from);
	uint32_t class = run_kind_of(r, from) | (run_inside(r, from) ? CLASS_INSIDE : 0);
	bool is_new;

	if (r->damaged || !run_sound(r, &r->key_hashes[key], 8))
		return run_damaged();
	int rc = vocab_add(&b->forms, text, size, class, form, &is_new);
	if (rc < 0 || !is_new)
		return rc;
	const char *fold_text = run_fold_text(r, fold, &fold_size);
	uint32_t number;
	if (r->damaged)
		return broken(b, run_damaged());
	rc = add_fold(b, fold_text, fold_size, r->key_hashes[key], class, &number);
	if (rc == 0)
		rc = set_link(b, *form, number);
	return rc < 0 ? broken(b, rc) : 0;
}

static int take_segment(struct builder *b, struct run *r, uint32_t place, uint32_t *forms)
{
	size_t n;
	const uint32_t *tokens = run_tokens(r, place, &n);
	uint32_t segment = run_segment(r, place);

	if (r->damaged)
		return run_damaged();
	int rc = begin_segment(b, segment, n);
	uint8_t *end = b->stream + b->stream_size;
	for (size_t i = 0; i < n && rc == 0; i++) {
		uint32_t *form = &forms[tokens[i]];
		if (*form == RUN_NONE)
			rc = take_surface(b, r, tokens[i], form);
		if (rc == 0)
			end = put_varint(end, linked(b, *form));
	}
	if (rc == 0)
		end_segment(b, end, n);
	return rc;
}

static int take_denormal(struct builder *b, struct run *r,
	bool (*keep)(void *ctx, uint32_t segment), void *ctx)
{
	size_t n;
	const struct denormal *all = run_denormal(r, &n);
	int rc = r->damaged ? run_damaged() : 0;

	for (size_t i = 0; rc == 0 && i < n; i++)
		if (keep == NULL || keep(ctx, all[i].segment))
			rc = add_denormal(b, &all[i]);
	return rc;
}

int builder_add_run(struct builder *b, struct run *r,
	bool (*keep)(void *ctx, uint32_t segment), void *ctx)
{
	uint32_t *forms = malloc(((size_t)r->n_surfaces + 1) * sizeof(*forms));
	int rc = forms == NULL ? err_nomem() : 0;

	if (rc == 0)
		memset(forms, 0xff, (size_t)r->n_surfaces * sizeof(*forms));
	for (uint32_t i = 0; i < r->n && rc == 0; i++) {
		uint32_t place =
			run_sound(r, &r->by_segment[i], 4) ? r->by_segment[i] : 0;
		uint32_t segment = run_segment(r, place);
		if (r->damaged)
			rc = run_damaged();
		else if (keep == NULL || keep(ctx, segment))
			rc = take_segment(b, r, place, forms);
	}
	free(forms);
	return rc < 0 ? rc : take_denormal(b, r, keep, ctx);
}
