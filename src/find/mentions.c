/* SPDX-License-Identifier: Apache-2.0
 *
 * Finding the mentions of a text.
 *
 * The text is gone through in blocks of tokens, so that what is held hangs on the block.
 * At each word the forms that begin with it are at hand, in order of their second words;
 * what agrees in two words is compared as a whole.
 */
#include "config.h"
#include "src/find/mentions.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/find/mentions-inside.h"

#define BLOCK ((size_t)16384) /* tokens */

/* --- the finder --------------------------------------------------------------------- */

int mention_finder_new(
	bis_db *db, const struct endings *endings, struct mention_finder **out)
{
	struct mention_finder *f = calloc(1, sizeof(*f));

	*out = NULL;
	if (f == NULL)
		return err_nomem();
	f->db = db;
	f->endings = endings;
	f->rows_most = ROWS_MAX;
	int rc = nameindex_ready(db);
	if (rc == 0)
		rc = name_words_new(&f->stems);
	if (rc == 0)
		rc = families_read(f);
	if (rc < 0) {
		mention_finder_free(f);
		return rc;
	}
	*out = f;
	return 0;
}

void mention_finder_free(struct mention_finder *f)
{
	if (f == NULL)
		return;
	keep_finish(&f->keep);
	keep_finish(&f->words_keep);
	keep_finish(&f->parts_keep);
	table_finish(&f->parts);
	table_finish(&f->patterns);
	table_finish(&f->concepts);
	table_finish(&f->words);
	table_finish(&f->rows);
	name_words_free(f->stems);
	tokeniser_free(f->tokenisers[0]);
	tokeniser_free(f->tokenisers[1]);
	tokens_finish(&f->tokens);
	bases_finish(&f->bases);
	buf_free(&f->folded);
	buf_free(&f->key);
	free(f->items);
	free(f->gathered);
	free(f);
}

void mentions_finish(struct mentions *m)
{
	free(m->at);
	*m = (struct mentions){ 0 };
}

static int add_mention(struct mentions *m, const struct mention *mention)
{
	if (room_for_one(&m->at, m->n, &m->capacity) < 0)
		return BIS_ENOMEM;
	m->at[m->n++] = *mention;
	return 0;
}

/* --- the tokens of a block --------------------------------------------------------- */

struct pass {
	struct mention_finder *f;
	const char *text;
	const struct tokens *tokens;
	struct mentions *out;
	size_t found; /* at the place that is looked at */
};

static enum gap gap_of(const char *text, size_t from, size_t to)
{
	size_t lines = 0;

	if (from >= to)
		return GAP_NONE;
	for (size_t i = from; i < to; i++) {
		lines += text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n');
		/* LINE SEPARATOR ends a line, PARAGRAPH SEPARATOR more than that */
		if (to - i >= 3 && memcmp(text + i, "\u2028", 3) == 0)
			lines++;
		if (to - i >= 3 && memcmp(text + i, "\u2029", 3) == 0)
			lines += 2;
	}
	return lines == 0 ? GAP_SPACE : lines == 1 ? GAP_LINE : GAP_BREAK;
}

static int add_item(struct pass *p, size_t token)
{
	struct mention_finder *f = p->f;
	const struct token *t = &p->tokens->at[token];
	struct item *item = &f->items[f->n_items];
	size_t end = f->n_items == 0 ? t->begin : item[-1].end;

	*item = (struct item){ .token = token,
		.begin = t->begin,
		.end = t->end,
		.gap = f->n_items == 0 ? GAP_BREAK : gap_of(p->text, end, t->begin) };
	f->n_items++;
	return words_get(f, p->text + t->begin, t->end - t->begin,
		(enum token_kind)t->kind, &item->word);
}

/* From `*token` on until there are `n` items. */
static int fill_items(struct pass *p, size_t *token, size_t n)
{
	int rc = 0;

	for (; rc == 0 && *token < p->tokens->n && p->f->n_items < n; ++*token)
		if (p->tokens->at[*token].kind != TOKEN_DATE)
			rc = add_item(p, *token);
	return rc;
}

/* --- what begins at a word --------------------------------------------------------- */

static int try_form(struct pass *p, size_t at, int64_t form)
{
	struct pattern *pattern;
	struct mention mention;
	int rc;

	if (p->found >= MENTIONS_AT_ONE_PLACE)
		return 0;
	rc = pattern_read(p->f, form, &pattern);
	if (rc < 0 || pattern == NULL ||
		!pattern_match(p->f, pattern, p->text, at, &mention))
		return rc;
	p->found++;
	return add_mention(p->out, &mention);
}

static const struct row *first_row(const struct rows *rows, uint64_t anchor)
{
	size_t low = 0, high = rows->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (rows->at[middle].anchor < anchor)
			low = middle + 1;
		else
			high = middle;
	}
	return rows->at + low;
}

struct trying {
	struct pass *pass;
	size_t at;
};

static int try_anchored(void *ctx, int64_t form)
{
	struct trying *t = ctx;

	return try_form(t->pass, t->at, form);
}

static int try_anchor(struct pass *p, size_t at, const struct rows *rows, uint64_t anchor)
{
	const struct row *row = first_row(rows, anchor), *end = rows->at + rows->n;
	struct trying t = { .pass = p, .at = at };
	int rc = 0;

	if (rows->cut)
		return nameindex_anchors(p->f->db, anchor, try_anchored, &t);
	for (; rc == 0 && row < end && row->anchor == anchor; row++)
		rc = try_form(p, at, row->form);
	return rc;
}

/* The next word, past marks that a form may have between words; 0 none. */
static size_t next_word(const struct mention_finder *f, size_t at)
{
	for (size_t i = at + 1; i < f->n_items && i < at + 5; i++) {
		if (f->items[i].gap == GAP_BREAK)
			return 0;
		if (f->items[i].word->kind != TOKEN_MARK)
			return i;
	}
	return 0;
}

static int try_pairs(struct pass *p, size_t at, const struct rows *rows,
	const struct word_variant *first, size_t second)
{
	const struct known_word *word = p->f->items[second].word;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < word->n; i++) {
		const struct word_variant *v = &word->variants[i];
		if (v->family == first->family && !v->again)
			rc = try_anchor(p, at, rows, nameindex_pair(first->key, v->key));
	}
	return rc;
}

/* Characters of a script without spaces: forms of two of them, of three, and so on. */
static int try_runs(struct pass *p, size_t at, const struct rows *rows,
	const struct word_variant *first, size_t second)
{
	const struct mention_finder *f = p->f;
	uint64_t run = 0;
	int rc = 0;

	for (size_t n = 2; rc == 0 && n <= ANCHOR_RUN && second > 0; n++) {
		const struct known_word *word = f->items[second].word;
		if (word->kind != TOKEN_CHARACTER)
			break;
		run = n == 2 ? word->variants[0].key
			     : nameindex_run(run, word->variants[0].key);
		rc = try_anchor(p, at, rows, nameindex_pair(first->key, run));
		second = next_word(f, second);
	}
	return rc;
}

static int try_longer(struct pass *p, size_t at, const struct rows *rows,
	const struct word_variant *first, size_t second)
{
	const struct item *items = p->f->items;
	bool characters = items[at].word->kind == TOKEN_CHARACTER &&
			  items[second].word->kind == TOKEN_CHARACTER;

	return characters ? try_runs(p, at, rows, first, second)
			  : try_pairs(p, at, rows, first, second);
}

static int look_at(struct pass *p, size_t at)
{
	const struct known_word *word = p->f->items[at].word;
	size_t second = next_word(p->f, at);
	const struct rows *rows;
	int rc = 0;

	p->found = 0;
	for (size_t i = 0; rc == 0 && i < word->n; i++) {
		struct word_variant *v = &word->variants[i];
		if (v->again)
			continue;
		rc = words_rows(p->f, v, &rows);
		if (rc < 0 || rows->n == 0)
			continue;
		rc = try_anchor(p, at, rows, nameindex_single(v->key));
		if (rc == 0 && second > 0 && v->cut == 0)
			rc = try_longer(p, at, rows, v, second);
	}
	return rc;
}

static int find_all(struct pass *p)
{
	struct mention_finder *f = p->f;
	size_t token = 0, begin = 0;
	int rc = 0;

	/* what begins in a block may reach PATTERN_MAX tokens behind its end */
	for (bool more = true; rc == 0 && more;) {
		words_trim(f);
		token = begin;
		f->n_items = 0;
		rc = fill_items(p, &token, BLOCK + PATTERN_MAX);
		more = token < p->tokens->n;
		size_t end = more ? BLOCK : f->n_items;
		for (size_t i = 0; rc == 0 && i < end; i++)
			if (f->items[i].word->kind != TOKEN_MARK)
				rc = look_at(p, i);
		if (rc == 0 && more)
			begin = f->items[BLOCK].token;
	}
	return rc;
}

/* --- what hides what --------------------------------------------------------------- */

/* By place, longer ones first; of one concept the form that says most first. */
static int in_order(const void *a, const void *b)
{
	const struct mention *x = a, *y = b;

	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	if (x->end != y->end)
		return x->end > y->end ? -1 : 1;
	if (x->form->concept != y->form->concept)
	return x->form->concept < y->form->concept ? -1 : 1;
	if (x->same_lang != y->same_lang)
		return x->same_lang ? -1 : 1;
	if (x->exact != y->exact)
		return x->exact ? -1 : 1;
	if (x->inflected != y->inflected)
		return x->inflected ? 1 : -1;
	if (x->form->status != y->form->status)
		return status_rank(x->form->status) - status_rank(y->form->status);
	return (x->form->form > y->form->form) - (x->form->form < y->form->form);
}

static void drop_doubles(struct mentions *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++) {
		const struct mention *last = n == 0 ? NULL : &m->at[n - 1];
		if (last == NULL || last->begin != m->at[i].begin ||
			last->end != m->at[i].end ||
			last->form->concept != m->at[i].form->concept)
			m->at[n++] = m->at[i];
	}
	m->n = n;
}

/* A form of another language hides only where it stands as it is. */
static void hide_inner(struct mentions *m)
{
	size_t begin = 0, end = 0;

	for (size_t i = 0; i < m->n; i++) {
		struct mention *x = &m->at[i];
		x->hidden = x->end < end || (x->end == end && x->begin > begin);
		if (!x->hidden && x->end > end && (x->same_lang || x->exact)) {
			begin = x->begin;
			end = x->end;
		}
	}
}

int mentions_find(struct mention_finder *f, const char *lang, const char *text,
	size_t size, const struct tokens *tokens, struct mentions *out)
{
	struct pass p = { .f = f, .text = text, .tokens = tokens, .out = out };
	size_t most = BLOCK + PATTERN_MAX;
	size_t room = tokens->n < most ? tokens->n : most;

	(void)size;
	out->n = 0;
	if (f->items_capacity < room) {
		struct item *items = realloc(f->items, room * sizeof(*items));
		if (items == NULL)
			return err_nomem();
		f->items = items;
		f->items_capacity = room;
	}
	int rc = words_begin(f, lang == NULL ? "" : lang);
	if (rc == 0)
		rc = find_all(&p);
	if (rc < 0)
		return rc;
	if (out->n > 1)
		qsort(out->at, out->n, sizeof(*out->at), in_order);
	drop_doubles(out);
	hide_inner(out);
	return 0;
}
