/* SPDX-License-Identifier: Apache-2.0
 *
 * What a high score could hide: another number, another date, a "not" more or less,
 * another name.
 *
 * A number may be spelled out, in Roman digits, or a sign before or behind it.  A name is
 * a word with a capital (one that begins the text if the memory never has it without), or
 * words that a person, a body or a place of the termbase is called by.
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

/* Words of a side of an edit, asked one by one. */
typedef bool is_such_word(const char *lang, const char *folded, size_t size);

static bool has_word(const char *lang, const struct touched *t, is_such_word *is)
{
	for (size_t i = t->from; i < t->to; i++) {
		const struct lexeme *l = &t->text->lexemes[i];
		uint8_t kind = t->text->tokens.at[i].kind;
		if ((kind == TOKEN_WORD || kind == TOKEN_CHARACTER) &&
			is(lang, buf_str(&l->fold), l->fold.size))
			return true;
	}
	return false;
}

/* Another form of the same word is another number, or turns the sentence, only if it is
 * such a word on one side alone (семь, but семья). */
static bool changes_word(const struct flagging *f, enum edit_kind kind,
	const struct touched *a, const struct touched *b, is_such_word *is)
{
	bool in_a = has_word(f->search->from, a, is);
	bool in_b = has_word(f->search->from, b, is);

	return kind == EDIT_FORM || kind == EDIT_ACCENT ? in_a != in_b : in_a || in_b;
}

static bool turns_word(const char *lang, const struct touched *a, const struct touched *b)
{
	if (a->to - a->from != 1 || b->to - b->from != 1 ||
		a->text->tokens.at[a->from].kind != TOKEN_WORD ||
		b->text->tokens.at[b->from].kind != TOKEN_WORD)
		return false;
	const struct buf *x = &a->text->lexemes[a->from].fold;
	const struct buf *y = &b->text->lexemes[b->from].fold;

	return is_negation_of(lang, buf_str(x), x->size, buf_str(y), y->size);
}

static bool is_value(const struct compared *c, size_t i)
{
	uint8_t kind = c->tokens.at[i].kind;

	return kind == TOKEN_NUMBER || kind == TOKEN_ORDINAL;
}

/* Signs that say how much a number is, or of what. */
static bool is_sign(const struct compared *c, size_t i)
{
	static const char *const signs[] = { "-", "\u2212", "\u2013", "+", "\u00b1", "~",
		"\u2248", "<", ">", "\u2264", "\u2265", "=", "%", "\uff05", "\u2030", "$",
		"\u20ac", "\u00a3", "\u00a5", "\u20bd", "\u00b0", "/", ":", "\u2032",
		"\u2033", "\u00d7", "^" };
	const struct token *t = &c->tokens.at[i];

	for (size_t k = 0; k < N_ELEMENTS(signs); k++)
		if (strlen(signs[k]) == t->end - t->begin &&
			memcmp(signs[k], c->text + t->begin, t->end - t->begin) == 0)
			return true;
	return false;
}

/* Directly beside a number: -5, 5%. */
static bool is_of_number(const struct compared *c, size_t i)
{
	const struct token *at = c->tokens.at;

	return (i > 0 && at[i - 1].end == at[i].begin && is_value(c, i - 1)) ||
	       (i + 1 < c->tokens.n && at[i].end == at[i + 1].begin &&
		       is_value(c, i + 1));
}

static bool has_digit(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (text[i] >= '0' && text[i] <= '9')
			return true;
	return false;
}

/* Two and more capitals that are a number in Roman digits, or V or X. */
static bool is_roman(const char *text, size_t size)
{
	static const char *const digits[] = { "M", "M", "M", "CM", "D", "CD", "C", "C",
		"C", "XC", "L", "XL", "X", "X", "X", "IX", "V", "IV", "I", "I", "I" };
	size_t at = 0;

	for (size_t i = 0; i < N_ELEMENTS(digits) && at < size; i++) {
		size_t n = strlen(digits[i]);
		if (n <= size - at && memcmp(text + at, digits[i], n) == 0)
			at += n;
	}
	return at == size && (size > 1 || *text == 'V' || *text == 'X');
}

static bool says_number(const struct compared *c, size_t i)
{
	const struct token *t = &c->tokens.at[i];
	const char *text = c->text + t->begin;

	if (t->kind == TOKEN_WORD)
		return has_digit(text, t->end - t->begin) ||
		       is_roman(text, t->end - t->begin);
	if (t->kind == TOKEN_MARK)
		return is_sign(c, i) && is_of_number(c, i);
	return is_value(c, i);
}

static void flag_values(const struct touched *t, bool flags[N_FLAGS])
{
	for (size_t i = t->from; i < t->to; i++) {
		if (says_number(t->text, i))
			flags[FLAG_NUMBER] = true;
		if (t->text->tokens.at[i].kind == TOKEN_DATE)
			flags[FLAG_DATE] = true;
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

static bool is_capital(const struct compared *c, size_t i)
{
	const struct token *t = &c->tokens.at[i];

	return t->kind == TOKEN_WORD &&
	       begins_capital(c->text + t->begin, t->end - t->begin);
}

static bool has_capital(const struct touched *t)
{
	size_t first = first_word(t->text);

	for (size_t i = t->from; i < t->to; i++)
		if (i > first && is_capital(t->text, i) && !says_number(t->text, i))
			return true;
	return false;
}

/* Whether the run has the word with a small letter somewhere. */
static bool is_small_in(struct run *run, const struct buf *fold)
{
	uint32_t place, end, from, to;

	run_find_folds(run, buf_str(fold), fold->size, false, &place, &end);
	for (; place < end; place++) {
		uint32_t number = run_fold_at(run, place);
		if (number == RUN_NONE)
			return false;
		run_fold_surfaces(run, number, &from, &to);
		for (; from < to; from++) {
			size_t size;
			const char *text = run_surface_text(run, from, &size);
			if (size > 0 && !begins_capital(text, size))
				return true;
		}
	}
	return false;
}

/* The first word always has a capital: it is a name if the memory knows it no other
 * way. */
static int is_first_name(const struct flagging *f, const struct touched *t, bool *name)
{
	size_t first = first_word(t->text), n_runs;
	struct run *const *runs;

	if (*name || first < t->from || first >= t->to || !is_capital(t->text, first))
		return 0;
	int rc = textindex_runs(f->search->index, f->lang->lang, &runs, &n_runs);
	if (rc < 0)
		return rc;
	*name = true;
	for (size_t i = 0; i < n_runs && *name; i++)
		*name = !is_small_in(runs[i], &t->text->lexemes[first].fold);
	return 0;
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
	if (e->kind == EDIT_EQUAL || e->kind == EDIT_STYLE || e->kind == EDIT_CASE)
		return;
	flag_values(a, flags);
	flag_values(b, flags);
	if (!changes_words(e->kind))
		return;
	if (changes_word(f, e->kind, a, b, is_negation) ||
		turns_word(f->search->from, a, b))
		flags[FLAG_NEGATION] = true;
	if (changes_word(f, e->kind, a, b, is_numeral))
		flags[FLAG_NUMBER] = true;
	if (changes_word(f, e->kind, a, b, is_calendar_word))
		flags[FLAG_DATE] = true;
	else if (has_capital(a) || has_capital(b))
		flags[FLAG_NAME] = true;
}

/* Where a high score could hide it. */
static int flag_first_word(const struct flagging *f, const struct edit *e,
	const struct touched *a, const struct touched *b, bool flags[N_FLAGS])
{
	if (!f->near || !changes_words(e->kind))
		return 0;
	int rc = is_first_name(f, a, &flags[FLAG_NAME]);
	return rc < 0 ? rc : is_first_name(f, b, &flags[FLAG_NAME]);
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
	for (size_t i = 0; rc == 0 && i < f->n_edits; i++) {
		const struct edit *e = &f->edits[i];
		struct touched a = touched_by(&f->lang->query, e->a_begin, e->a_end);
		struct touched b = touched_by(f->source, e->b_begin, e->b_end);
		flag_edit(f, e, &a, &b, flags);
		rc = flag_first_word(f, e, &a, &b, flags);
	}
	if (rc == 0 && f->near && !flags[FLAG_NAME])
		rc = flag_termbase(f, flags);
	for (size_t i = 0; i < N_FLAGS; i++)
		if (flags[i])
			names[(*n)++] = words[i];
	return rc;
}
