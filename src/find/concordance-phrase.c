/* SPDX-License-Identifier: Apache-2.0
 *
 * Phrases read from texts, and found again in texts that are shown.
 */
#include "config.h"
#include "src/find/concordance-phrase.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/text/utf8.h"

void phrase_finish(struct phrase *p)
{
	buf_free(&p->text);
	free(p->at);
	tokens_finish(&p->tokens);
	lexeme_finish(&p->lexeme);
	*p = (struct phrase){ 0 };
}

static struct phrase_token *phrase_add(struct phrase *p)
{
	if (room_for_one(&p->at, p->n, &p->capacity) < 0)
		return NULL;
	p->at[p->n] = (struct phrase_token){ 0 };
	return &p->at[p->n++];
}

static int add_token(struct phrase *p, struct tokeniser *t, const char *text,
	const struct token *token, bool stem)
{
	enum token_kind kind = (enum token_kind)token->kind;
	int rc = tokeniser_lexeme(
		t, text + token->begin, token->end - token->begin, kind, &p->lexeme);

	if (rc < 0)
		return rc;
	if (p->lexeme.fold.size == 0)
		return 0; /* nothing that is seen */
	struct phrase_token *added = phrase_add(p);
	if (added == NULL)
		return err_nomem();
	added->kind = kind;
	added->fold = p->text.size;
	added->fold_size = p->lexeme.fold.size;
	added->begin = token->begin;
	added->end = token->end;
	added->stem = stem && kind == TOKEN_WORD;
	if (kind == TOKEN_WORD)
		added->key = lexeme_hash(kind, &p->lexeme.key);
	buf_add(&p->text, p->lexeme.fold.data, p->lexeme.fold.size);
	return buf_ok(&p->text) ? 0 : err_nomem();
}

/* A star directly behind a word: beginnings of words. */
static bool is_star(const struct phrase *p, const char *text, const struct token *token)
{
	if (p->n == 0 || text[token->begin] != '*' || token->end != token->begin + 1)
		return false;
	const struct phrase_token *last = &p->at[p->n - 1];
	return last->end == token->begin && last->kind != TOKEN_MARK && !last->prefix;
}

static bool unquote(const char **text, size_t *size)
{
	static const char *const pairs[][2] = { { "\"", "\"" }, { "“", "”" },
		{ "„", "“" }, { "«", "»" }, { "‘", "’" } };

	for (size_t i = 0; i < N_ELEMENTS(pairs); i++) {
		size_t open = strlen(pairs[i][0]), close = strlen(pairs[i][1]);
		if (*size <= open + close || memcmp(*text, pairs[i][0], open) != 0 ||
			memcmp(*text + *size - close, pairs[i][1], close) != 0)
			continue;
		*text += open;
		*size -= open + close;
		return true;
	}
	return false;
}

static void trim(const char **text, size_t *size)
{
	while (*size > 0 && strchr(" \t\r\n", **text) != NULL) {
		(*text)++;
		(*size)--;
	}
	while (*size > 0 && strchr(" \t\r\n", (*text)[*size - 1]) != NULL)
		(*size)--;
}

int phrase_read(
	struct tokeniser *t, const char *text, size_t size, int reading, struct phrase *p)
{
	p->n = 0;
	buf_clear(&p->text);
	if ((reading & PHRASE_QUERY) != 0) {
		trim(&text, &size);
		unquote(&text, &size);
	}
	int rc = tokeniser_read(t, text, size, &p->tokens);
	for (size_t i = 0; rc == 0 && i < p->tokens.n; i++) {
		const struct token *token = &p->tokens.at[i];
		if (token->kind == TOKEN_DATE)
			continue;
		if ((reading & PHRASE_QUERY) != 0 && is_star(p, text, token))
			p->at[p->n - 1].prefix = true;
		else
			rc = add_token(p, t, text, token, (reading & PHRASE_STEM) != 0);
	}
	return rc;
}

int phrase_part(const struct phrase *whole, size_t from, size_t to, struct phrase *p)
{
	p->n = 0;
	buf_clear(&p->text);
	for (size_t i = from; i < to; i++) {
		struct phrase_token *added = phrase_add(p);
		if (added == NULL)
			return err_nomem();
		*added = whole->at[i];
		added->fold = p->text.size;
		buf_add(&p->text, phrase_fold(whole, i), whole->at[i].fold_size);
	}
	return buf_ok(&p->text) ? 0 : err_nomem();
}

bool phrase_agrees(const struct phrase *p, size_t i, const struct phrase *text, size_t k)
{
	const struct phrase_token *a = &p->at[i], *b = &text->at[k];

	if (a->stem && b->kind == TOKEN_WORD && a->key == b->key && !a->prefix)
		return true;
	if (a->prefix ? b->fold_size < a->fold_size : b->fold_size != a->fold_size)
		return false;
	return memcmp(phrase_fold(p, i), phrase_fold(text, k), a->fold_size) == 0;
}

/* --- ranges ------------------------------------------------------------------------ */

void ranges_finish(struct ranges *r)
{
	free(r->at);
	*r = (struct ranges){ 0 };
}

int ranges_add(struct ranges *r, size_t begin, size_t end)
{
	if (room_for_one(&r->at, r->n, &r->capacity) < 0)
		return BIS_ENOMEM;
	r->at[r->n++] = (struct bis_range){ begin, end };
	return 0;
}

void ranges_to_points(struct ranges *r, const char *text)
{
	size_t at = 0, points = 0;

	for (size_t i = 0; i < r->n; i++) {
		size_t *ends[] = { &r->at[i].begin, &r->at[i].end };
		for (size_t k = 0; k < 2; k++) {
			points += utf8_length(text + at, *ends[k] - at);
			at = *ends[k];
			*ends[k] = points;
		}
	}
}

static bool stands_at(const struct phrase *p, const struct phrase *text, size_t k)
{
	for (size_t i = 0; i < p->n; i++)
		if (!phrase_agrees(p, i, text, k + i))
			return false;
	return true;
}

static void phrase_done(struct phrase *p)
{
	phrase_finish(p);
}

int phrase_mark(const struct phrase *p, struct tokeniser *t, const char *text,
	size_t size, struct ranges *out)
{
	cleanup(phrase_done) struct phrase read = { 0 };
	int rc = phrase_read(t, text, size, PHRASE_STEM, &read);

	for (size_t k = 0; rc == 0 && p->n > 0 && k + p->n <= read.n;) {
		if (!stands_at(p, &read, k)) {
			k++;
			continue;
		}
		rc = ranges_add(out, read.at[k].begin, read.at[k + p->n - 1].end);
		k += p->n;
	}
	if (rc == 0)
		ranges_to_points(out, text);
	return rc;
}
