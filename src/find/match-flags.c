/* SPDX-License-Identifier: Apache-2.0
 *
 * What a high score could hide: another number, another date, a "not" more or less,
 * another name.
 *
 * A name is a word with a capital that does not begin the text, or words that a person, a
 * body or a place of the termbase is called by.
 */
#include "config.h"

#include <string.h>

#include "src/base/err.h"
#include "src/find/match.h"
#include "src/store/termindex.h"
#include "src/text/fold.h"
#include "src/text/letters.h"

#define NAME_TOKENS 12 /* of the longest name looked for */
#define NAME_EDITS 8   /* edits around which names are looked for */
#define NAME_FORMS 16  /* forms looked at that are written so */

enum flag { FLAG_NUMBER, FLAG_DATE, FLAG_NEGATION, FLAG_NAME, N_FLAGS };

/* The tokens of an edit on one side: [from, to). */
struct touched {
	const struct compared *text;
	size_t from, to;
};

static size_t token_at(const struct compared *c, size_t byte)
{
	size_t low = 0, high = c->tokens.n;

	while (low < high) {
		size_t middle = (low + high) / 2;
		if (c->tokens.at[middle].begin < byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct touched touched_by(const struct compared *c, size_t begin, size_t end)
{
	return (struct touched){ .text = c,
		.from = token_at(c, begin),
		.to = begin < end ? token_at(c, end) : token_at(c, begin) };
}

/* --- numbers, dates, negations ----------------------------------------------- */

static bool negates(const char *lang, const struct touched *t)
{
	for (size_t i = t->from; i < t->to; i++) {
		const struct lexeme *l = &t->text->lexemes[i];
		uint8_t kind = t->text->tokens.at[i].kind;
		if ((kind == TOKEN_WORD || kind == TOKEN_CHARACTER) &&
			is_negation(lang, buf_str(&l->fold), l->fold.size))
			return true;
	}
	return false;
}

static void flag_values(const struct touched *t, bool flags[N_FLAGS])
{
	for (size_t i = t->from; i < t->to; i++) {
		switch (t->text->tokens.at[i].kind) {
		case TOKEN_NUMBER:
		case TOKEN_ORDINAL:
			flags[FLAG_NUMBER] = true;
			break;
		case TOKEN_DATE:
			flags[FLAG_DATE] = true;
			break;
		default:
			break;
		}
	}
}

/* --- names by their capital ---------------------------------------------------- */

static size_t first_word(const struct compared *c)
{
	size_t i = 0;

	while (i < c->tokens.n && c->tokens.at[i].kind != TOKEN_WORD)
		i++;
	return i;
}

static bool has_capital(const struct touched *t)
{
	size_t first = first_word(t->text);

	for (size_t i = t->from; i < t->to; i++) {
		const struct token *token = &t->text->tokens.at[i];
		if (i > first && token->kind == TOKEN_WORD &&
			begins_capital(
				t->text->text + token->begin, token->end - token->begin))
			return true;
	}
	return false;
}

/* --- names of the termbase ------------------------------------------------------ */

struct naming {
	bis_db *db;
	const char *lang;
	struct buf folded, other;
	struct term_row row;
	bool found;
};

static bool names_something(enum concept_kind kind)
{
	return kind == KIND_PERSON || kind == KIND_BODY || kind == KIND_PLACE;
}

/* The hash of the form is that of the words; are the words, and is it a name? */
static int is_name(void *ctx, int64_t form)
{
	struct naming *n = ctx;
	enum concept_kind kind;

	if (n->found)
		return 0;
	int rc = termindex_row(n->db, form, &n->row);
	if (rc <= 0 || lang_distance(n->lang, n->row.lang) < 0)
		return rc < 0 ? rc : 0;
	buf_clear(&n->other);
	rc = fold_text(FOLD_LOOSE, buf_str(&n->row.text), n->row.text.size, n->row.lang,
		&n->other);
	if (rc < 0)
		return rc;
	if (n->other.size != n->folded.size ||
		memcmp(buf_str(&n->other), buf_str(&n->folded), n->folded.size) != 0)
		return 0;
	rc = store_concept_kind(n->db, n->row.concept, &kind);
	n->found = rc == 0 && names_something(kind);
	return rc;
}

static int look_up(struct naming *n, const struct compared *c, size_t from, size_t to)
{
	size_t begin = c->tokens.at[from].begin, end = c->tokens.at[to - 1].end;

	buf_clear(&n->folded);
	int rc = fold_text(FOLD_LOOSE, c->text + begin, end - begin, n->lang, &n->folded);
	if (rc == 0 && !buf_ok(&n->folded))
		rc = err_nomem();
	if (rc < 0 || n->folded.size == 0)
		return rc;
	return termindex_keyed(
		n->db, buf_str(&n->folded), n->folded.size, NAME_FORMS, is_name, n);
}

/* Every run of tokens that takes in one that was touched. */
static int look_around(struct naming *n, const struct touched *t)
{
	int rc = 0;

	if (t->from == t->to || t->to - t->from > NAME_TOKENS)
		return 0;
	size_t room = NAME_TOKENS - (t->to - t->from);
	size_t first = t->from > room ? t->from - room : 0;
	for (size_t from = first; rc == 0 && !n->found && from <= t->from; from++)
		for (size_t to = t->to; rc == 0 && !n->found && to <= t->text->tokens.n &&
					to <= from + NAME_TOKENS;
			to++)
			rc = look_up(n, t->text, from, to);
	return rc;
}

/* --- the edits -------------------------------------------------------------------- */

static bool changes_words(enum edit_kind kind)
{
	return kind == EDIT_INSERT || kind == EDIT_DELETE || kind == EDIT_REPLACE ||
	       kind == EDIT_FORM || kind == EDIT_ACCENT;
}

static void flag_edit(const struct flagging *f, const struct edit *e,
	const struct touched *a, const struct touched *b, bool flags[N_FLAGS])
{
	const char *lang = f->search->from;

	if (e->kind == EDIT_EQUAL || e->kind == EDIT_STYLE || e->kind == EDIT_CASE)
		return;
	flag_values(a, flags);
	flag_values(b, flags);
	if (!changes_words(e->kind))
		return;
	if (e->kind == EDIT_FORM || e->kind == EDIT_ACCENT) {
		if (negates(lang, a) != negates(lang, b))
			flags[FLAG_NEGATION] = true;
	} else if (negates(lang, a) || negates(lang, b)) {
		flags[FLAG_NEGATION] = true;
	}
	if (has_capital(a) || has_capital(b))
		flags[FLAG_NAME] = true;
}

static int flag_termbase(const struct flagging *f, bool flags[N_FLAGS])
{
	struct naming n = { .db = f->search->db, .lang = f->search->from };
	size_t looked = 0;
	int64_t forms = 0;

	int rc = termindex_total(n.db, &forms);
	if (rc < 0 || forms == 0)
		return rc;
	for (size_t i = 0; rc == 0 && !n.found && i < f->n_edits && looked < NAME_EDITS;
		i++) {
		const struct edit *e = &f->edits[i];
		if (!changes_words(e->kind))
			continue;
		looked++;
		struct touched a = touched_by(&f->lang->query, e->a_begin, e->a_end);
		struct touched b = touched_by(f->source, e->b_begin, e->b_end);
		rc = look_around(&n, &a);
		if (rc == 0 && !n.found)
			rc = look_around(&n, &b);
	}
	flags[FLAG_NAME] = flags[FLAG_NAME] || n.found;
	term_row_finish(&n.row);
	buf_free(&n.folded);
	buf_free(&n.other);
	return rc;
}

int match_flags(const struct flagging *f, const char *names[4], size_t *n)
{
	static const char *const words[N_FLAGS] = { "number", "date", "negation",
		"name" };
	bool flags[N_FLAGS] = { false };
	int rc = 0;

	*n = 0;
	for (size_t i = 0; i < f->n_edits; i++) {
		const struct edit *e = &f->edits[i];
		struct touched a = touched_by(&f->lang->query, e->a_begin, e->a_end);
		struct touched b = touched_by(f->source, e->b_begin, e->b_end);
		flag_edit(f, e, &a, &b, flags);
	}
	if (f->near && !flags[FLAG_NAME])
		rc = flag_termbase(f, flags);
	for (size_t i = 0; i < N_FLAGS; i++)
		if (flags[i])
			names[(*n)++] = words[i];
	return rc;
}
