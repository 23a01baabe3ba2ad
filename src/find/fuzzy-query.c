/* SPDX-License-Identifier: Apache-2.0
 *
 * The query: its tokens, the keys among them, and the pattern that segments are compared
 * with.  None of it depends on a run.
 */
#include "config.h"
#include "src/find/fuzzy-search.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/find/similarity-ids.h"

void fuzzy_free(struct fuzzy *f)
{
	if (f == NULL)
		return;
	compared_finish(&f->query);
	buf_free(&f->text);
	free(f->keys);
	free(f->key_of);
	free(f->classes);
	free(f->variants);
	bit_pattern_finish(&f->pattern);
	free(f->steps);
	free(f->candidate.classes);
	free(f->candidate.weights);
	free(f->candidate.surfaces);
	cost_table_finish(&f->table);
	free(f);
}

void fuzzy_freep(struct fuzzy **f)
{
	fuzzy_free(*f);
}

uint64_t fuzzy_weight(const struct fuzzy *f)
{
	return f->query.weight;
}

static void free_symbols(uint64_t **symbols)
{
	free(*symbols);
}

static void free_numbers(uint32_t **numbers)
{
	free(*numbers);
}

static uint32_t class_of(enum token_kind kind, size_t key)
{
	switch (kind) {
	case TOKEN_ORDINAL:
		return CLASS_ORDINAL;
	case TOKEN_DATE:
		return CLASS_DATE;
	case TOKEN_NUMBER:
		return CLASS_NUMBER;
	default:
		return key + CLASS_FIRST < CLASS_SHARED ? (uint32_t)key + CLASS_FIRST
							: CLASS_SHARED;
	}
}

static void add_token(struct fuzzy *f, size_t i, uint64_t hash)
{
	struct query_key *key = &f->keys[f->key_of[i]];

	key->hash = hash;
	key->kind = f->query.tokens.at[i].kind;
	key->class = class_of(key->kind, f->key_of[i]);
	key->weight += f->query.weights[i];
	f->classes[i] = key->class;
	f->n_characters += key->kind == TOKEN_CHARACTER;
	f->n_numbers += key->kind == TOKEN_NUMBER || key->kind == TOKEN_ORDINAL ||
			key->kind == TOKEN_DATE;
}

static int find_keys(struct fuzzy *f, uint64_t *symbols)
{
	const struct compared *q = &f->query;
	uint32_t n;

	for (size_t i = 0; i < q->tokens.n; i++)
		symbols[i] = lexeme_hash(q->tokens.at[i].kind, &q->lexemes[i].key);
	int rc = number_symbols(symbols, q->tokens.n, f->key_of, &n);

	if (rc < 0)
		return rc;
	f->n_keys = n - 1;
	for (size_t i = 0; i < q->tokens.n; i++) {
		f->key_of[i]--;
		add_token(f, i, symbols[i]);
	}
	return 0;
}

/* Equal for equal surfaces of one kind. */
static int find_variants(struct fuzzy *f, uint64_t *symbols)
{
	const struct compared *q = &f->query;
	uint32_t n;

	for (size_t i = 0; i < q->tokens.n; i++) {
		const struct buf *surface = &q->lexemes[i].surface;

		symbols[i] = hash_bytes(
			buf_str(surface), surface->size, hash_seed(q->tokens.at[i].kind));
	}
	return number_symbols(symbols, q->tokens.n, f->variants, &n);
}

static int make_pattern(struct fuzzy *f)
{
	size_t n = 0;
	uint32_t n_classes = CLASS_FIRST + (uint32_t)f->n_keys;
	cleanup(free_numbers) uint32_t *classes =
		calloc(f->query.tokens.n + 1, sizeof(*classes));

	if (classes == NULL)
		return err_nomem();
	for (size_t i = 0; i < f->query.tokens.n; i++)
		if (f->query.tokens.at[i].kind != TOKEN_MARK)
			classes[n++] = f->classes[i];
	if (n_classes > CLASS_SHARED)
		n_classes = CLASS_SHARED + 1;
	return bit_pattern_read(&f->pattern, classes, n, n_classes);
}

static int prepare(struct fuzzy *f)
{
	size_t n = f->query.tokens.n + 1;
	cleanup(free_symbols) uint64_t *symbols = calloc(n, sizeof(*symbols));

	f->keys = calloc(n, sizeof(*f->keys));
	f->key_of = calloc(n, sizeof(*f->key_of));
	f->classes = calloc(n, sizeof(*f->classes));
	f->variants = calloc(n, sizeof(*f->variants));
	f->steps = calloc(n, sizeof(*f->steps));
	if (symbols == NULL || f->keys == NULL || f->key_of == NULL ||
		f->classes == NULL || f->variants == NULL || f->steps == NULL)
		return err_nomem();
	int rc = find_keys(f, symbols);

	if (rc == 0)
		rc = find_variants(f, symbols);
	return rc == 0 ? make_pattern(f) : rc;
}

int fuzzy_read(struct tokeniser *t, const char *text, size_t size, struct fuzzy **out)
{
	cleanup(fuzzy_freep) struct fuzzy *f = calloc(1, sizeof(*f));

	if (f == NULL)
		return err_nomem();
	buf_add(&f->text, text, size);
	if (!buf_ok(&f->text))
		return err_nomem();
	int rc = compared_read(t, buf_str(&f->text), size, &f->query);

	if (rc == 0)
		rc = prepare(f);
	if (rc < 0)
		return rc;
	*out = steal(&f);
	return 0;
}

int fuzzy_new(const char *lang, const char *text, size_t size, struct fuzzy **out)
{
	cleanup(tokeniser_freep) struct tokeniser *t = NULL;
	int rc = tokeniser_new(lang, &t);

	return rc < 0 ? rc : fuzzy_read(t, text, size, out);
}
