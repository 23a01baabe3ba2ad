/* SPDX-License-Identifier: Apache-2.0
 *
 * ACRONYM-MISMATCH: an acronym that is not the one meant.
 *
 * Two ways to see it.  A full name with an acronym in brackets behind it, which is not
 * that of the name in the base, or whose letters are those of its words in another order.
 * And a word in capitals that is in no base, one letter or one swap away from an acronym
 * that the text uses, or that belongs to a body it names; where it is of four letters or
 * more, swapped ones are enough, if only the base has the acronym.  What the base knows
 * is never a misprint of something else (UNDCP is not UNODC).
 */
#include "config.h"
#include "src/check/acronym.h"
#include "src/check/rules.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/hash.h"
#include "src/check/variant.h"
#include "src/store/termindex.h"
#include "src/text/fold.h"
#include "src/text/letters.h"
#include "src/text/utf8.h"

#define MEANT_MAX 400   /* acronyms kept of one text */
#define LONG_LETTERS 5  /* of one that is known in any order */
#define NEAR_MOST 100   /* words of the base looked at for one */
#define LEAST_LETTERS 4 /* for one letter that differs, or two swapped */

struct meant {
	const struct known_form *form;
	bool used; /* it stands in the text, other than by its full name */
};

struct words_met { /* by their hashes */
	uint64_t *seen;
	size_t n, capacity;
};

struct acronyms {
	struct reading *r;
	const struct rule *rule;
	struct meant at[MEANT_MAX];
	size_t n;
	bool used;                /* of what is being added */
	struct words_met told;    /* places, as bytes */
	struct words_met unknown; /* words in capitals that are in no table */
	struct words_met fine;    /* words in capitals with which nothing is wrong */
};

static void acronyms_finish(struct acronyms *a)
{
	free(a->fine.seen);
	free(a->told.seen);
	free(a->unknown.seen);
}

/* --- acronyms that may be meant ----------------------------------------------------- */

static void keep(struct acronyms *a, const struct known_form *form)
{
	for (size_t i = 0; i < a->n; i++)
		if (strcmp(a->at[i].form->text, form->text) == 0) {
			a->at[i].used |= a->used;
			return;
		}
	if (a->n < MEANT_MAX)
		a->at[a->n++] = (struct meant){ form, a->used };
}

static bool is_of_lang(const struct reading *r, const struct known_form *form)
{
	size_t n = strcspn(r->lang, "-");

	return strncmp(form->lang, r->lang, n) == 0 &&
	       (form->lang[n] == '\0' || form->lang[n] == '-');
}

static int keep_forms(struct acronyms *a, int64_t concept)
{
	const struct known_form *const *forms;
	size_t n;
	int rc = mention_forms(a->r->checking->finder, concept, &forms, &n);

	for (size_t i = 0; rc == 0 && i < n; i++)
		if (acronym_form(forms[i]) && is_of_lang(a->r, forms[i]))
			keep(a, forms[i]);
	return rc;
}

/* The acronyms of a concept, its own and those tied to it. */
static int keep_acronyms(struct acronyms *a, int64_t concept)
{
	const struct known_tie *ties;
	size_t n;
	int rc = keep_forms(a, concept);

	if (rc == 0)
		rc = mention_ties(a->r->checking->finder, concept, &ties, &n);
	for (size_t i = 0; rc == 0 && i < n; i++)
		if (ties[i].kind == RELATION_ACRONYM_OF && ties[i].backwards)
			rc = keep_forms(a, ties[i].other);
	return rc;
}

static int gather(struct acronyms *a)
{
	const struct mentions *m = &a->r->mentions;
	int64_t last = 0;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < m->n && a->n < MEANT_MAX; i++) {
		const struct mention *one = &m->at[i];
		if (!one->same_lang || one->form->kind == KIND_PERSON ||
			one->form->kind == KIND_PLACE)
			continue;
		a->used = acronym_form(one->form);
		if (a->used)
			keep(a, one->form);
		else if (one->form->concept != last)
			rc = keep_acronyms(a, one->form->concept);
		last = one->form->concept;
	}
	return rc;
}

/* --- letters ------------------------------------------------------------------------ */

/* Whether they are the same letters in another order, behind the same first one. */
static bool is_shuffled(const int32_t *a, const int32_t *b, size_t n)
{
	bool used[ACRONYM_LETTERS] = { false };

	if (n < LONG_LETTERS || a[0] != b[0])
		return false;
	for (size_t i = 0, k; i < n; i++) {
		for (k = 0; k < n && (used[k] || a[i] != b[k]); k++)
			;
		if (k == n)
			return false;
		used[k] = true;
	}
	return true;
}

/* 1 letters swapped, 2 one letter another, 0 neither. */
static int near(const int32_t *a, const int32_t *b, size_t n)
{
	size_t first = 0, last = n;

	while (first < n && a[first] == b[first])
		first++;
	while (last > first && a[last - 1] == b[last - 1])
		last--;
	if (last - first == 1)
		return 2;
	return (last - first == 2 && a[first] == b[first + 1] &&
		       a[first + 1] == b[first]) ||
	       is_shuffled(a, b, n);
}

static const struct meant *meant_by(
	const struct acronyms *a, const char *text, size_t size, int *how)
{
	int32_t letters[ACRONYM_LETTERS], other[ACRONYM_LETTERS];
	size_t n = acronym_letters(text, size, letters);
	const struct meant *best = NULL;

	*how = 0;
	for (size_t i = 0; i < a->n; i++) {
		const char *known = a->at[i].form->text;
		if (acronym_letters(known, strlen(known), other) != n || n < 3)
			continue;
		int one = near(letters, other, n);
		if (one == 2 && n < LEAST_LETTERS)
			continue;
		if (one != 0 && (*how == 0 || one < *how)) {
			*how = one;
			best = &a->at[i];
		}
	}
	return best;
}

/* --- words met ---------------------------------------------------------------------- */

static int grow(struct words_met *u)
{
	size_t capacity = u->capacity == 0 ? 64 : u->capacity * 2;
	uint64_t *more = calloc(capacity, sizeof(*more));

	if (more == NULL)
		return err_nomem();
	for (size_t i = 0; i < u->capacity; i++) {
		if (u->seen[i] == 0)
			continue;
		size_t slot = u->seen[i] & (capacity - 1);
		while (more[slot] != 0)
			slot = (slot + 1) & (capacity - 1);
		more[slot] = u->seen[i];
	}
	free(u->seen);
	u->seen = more;
	u->capacity = capacity;
	return 0;
}

static size_t slot_of(const struct words_met *u, uint64_t key)
{
	size_t slot = key & (u->capacity - 1);

	while (u->seen[slot] != 0 && u->seen[slot] != key)
		slot = (slot + 1) & (u->capacity - 1);
	return slot;
}

static bool is_seen(const struct words_met *u, const char *text, size_t size)
{
	uint64_t key = hash_bytes(text, size, 0) | 1;

	return u->capacity > 0 && u->seen[slot_of(u, key)] == key;
}

static int see(struct words_met *u, const char *text, size_t size)
{
	uint64_t key = hash_bytes(text, size, 0) | 1;

	if (u->n * 2 >= u->capacity && grow(u) < 0)
		return BIS_ENOMEM;
	size_t slot = slot_of(u, key);
	u->n += u->seen[slot] == 0;
	u->seen[slot] = key;
	return 0;
}

/* --- names with an acronym behind them ---------------------------------------------- */

/* The token in brackets right behind a place: "… (UNODC)"; NULL. */
static const struct token *in_brackets(const struct reading *r, size_t first, size_t end)
{
	const struct token *at = r->tokens.at;

	while (first < r->tokens.n && at[first].begin < end)
		first++;
	if (first + 2 >= r->tokens.n || at[first].begin > end + 2)
		return NULL;
	bool open = r->text[at[first].begin] == '(' ||
		    memcmp(r->text + at[first].begin, "（", 3) == 0;
	bool close = r->text[at[first + 2].begin] == ')' ||
		     memcmp(r->text + at[first + 2].begin, "）", 3) == 0;
	return open && close ? &at[first + 1] : NULL;
}

static bool has_mention(
	const struct acronyms *a, size_t begin, size_t end, int64_t concept)
{
	const struct mentions *m = &a->r->mentions;

	for (size_t i = mentions_near(a->r, begin); i < m->n && m->at[i].begin <= begin;
		i++)
		if (m->at[i].begin == begin && m->at[i].end >= end &&
			(concept == 0 || m->at[i].form->concept == concept))
			return true;
	return false;
}

static int tell(struct acronyms *a, const struct token *t, size_t size,
	const struct known_form *instead, enum severity severity, const char *whose)
{
	const char *text = reading_text(a->r, t->begin, t->begin + size);
	struct found f = { .rule = a->rule,
		.severity = severity,
		.begin = t->begin,
		.end = t->begin + size,
		.concept = instead->key,
		.fix = instead->text };

	if (text == NULL)
		return err_nomem();
	if (whose == NULL)
		return found_say(a->r, &f, "\"%s\" is no known acronym: is \"%s\" meant?",
			text, instead->text);
	return found_say(a->r, &f, "\"%s\" is not the acronym of \"%s\": write \"%s\"",
		text, whose, instead->text);
}

/* An acronym behind a name: wrong where it is nearly the right one, or known as that of
 * something else. */
static int look_at_pair(
	struct acronyms *a, const struct mention *m, const struct token *t)
{
	struct acronyms own = { .r = a->r, .rule = a->rule };
	size_t size;
	int how, rc = 0;

	if (!acronym_token(a->r, t, &size) ||
		has_mention(a, t->begin, t->begin + size, m->form->concept))
		return 0;
	rc = keep_acronyms(&own, m->form->concept);
	if (rc < 0 || own.n == 0)
		return rc;
	for (size_t i = 0; i < own.n; i++)
		if (strlen(own.at[i].form->text) == size &&
			memcmp(own.at[i].form->text, a->r->text + t->begin, size) == 0)
			return 0;
	const struct meant *meant = meant_by(&own, a->r->text + t->begin, size, &how);
	bool others = has_mention(a, t->begin, t->begin + size, 0);
	if (meant == NULL && !others)
		return 0; /* of another language, or of a longer name */
	rc = see(&a->told, (const char *)&t->begin, sizeof(t->begin));
	return rc < 0 ? rc
		      : tell(a, t, size, (meant == NULL ? &own.at[0] : meant)->form,
				SEVERITY_WARNING, m->form->text);
}

static int look_at_pairs(struct acronyms *a)
{
	const struct mentions *m = &a->r->mentions;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < m->n; i++) {
		const struct mention *one = &m->at[i];
		if (one->hidden || !one->same_lang || acronym_form(one->form) ||
			one->n_tokens < 2)
			continue;
		const struct token *t = in_brackets(a->r, one->first_token, one->end);
		if (t != NULL)
			rc = look_at_pair(a, one, t);
	}
	return rc;
}

/* --- words in capitals -------------------------------------------------------------- */

/* Whether the token is one nobody knows, and was not told of already. */
static int is_unknown(
	struct acronyms *a, const struct token *t, size_t *size, bool *unknown)
{
	bool real = false, known = false;

	*unknown = false;
	if (!acronym_token(a->r, t, size) || *size < 3 ||
		has_mention(a, t->begin, t->begin + *size, 0))
		return 0;
	const char *text = a->r->text + t->begin;
	if (is_seen(&a->fine, text, *size) ||
		is_seen(&a->told, (const char *)&t->begin, sizeof(t->begin)))
		return 0;
	*unknown = is_seen(&a->unknown, text, *size);
	if (*unknown)
		return 0;
	int rc = acronym_is(a->r, "real", text, *size, &real);
	if (rc == 0)
		rc = acronym_is(a->r, "known", text, *size, &known);
	*unknown = rc == 0 && !real && !known;
	return rc < 0 ? rc : see(*unknown ? &a->unknown : &a->fine, text, *size);
}

/* Whether its letters begin the words before it: "United Nations Office for Disarmament
 * Affairs (UNODA)". */
static bool is_explained(const struct reading *r, const struct token *t, size_t size)
{
	int32_t letters[ACRONYM_LETTERS];
	size_t left = acronym_letters(r->text + t->begin, size, letters);
	const struct token *at = t;

	if (t == r->tokens.at || r->text[t[-1].begin] != '(')
		return false;
	for (at = t - 1;
		left > 0 && at-- > r->tokens.at && t - at < 4 * ACRONYM_LETTERS;) {
		const char *from = r->text + at->begin;
		if (at->kind == TOKEN_MARK && strchr(".;:!?(", *from) != NULL)
			break;
		if (at->kind == TOKEN_WORD &&
			letter_capital(utf8_next(&from, r->text + at->end)) ==
				letters[left - 1])
			left--;
	}
	return left == 0;
}

/* Words in capitals on either side are a headline in capitals. */
static bool is_shouted(const struct reading *r, size_t i)
{
	size_t size, shouted = 0;

	if (i > 0)
		shouted += acronym_token(r, &r->tokens.at[i - 1], &size) && size > 3;
	if (i + 1 < r->tokens.n)
		shouted += acronym_token(r, &r->tokens.at[i + 1], &size) && size > 3;
	return shouted > 0;
}

/* Keeps the acronym a form of the base is, where the text's word may be meant for it. */
static int keep_near_form(void *ctx, int64_t form)
{
	struct acronyms *a = ctx;
	cleanup(term_row_finish) struct term_row row = { 0 };
	const struct known_form *const *forms;
	size_t n = 0;
	int rc = termindex_row(a->r->checking->db, form, &row);

	if (rc > 0 && row.kind == FORM_ACRONYM)
		rc = mention_forms(a->r->checking->finder, row.concept, &forms, &n);
	for (size_t i = 0; rc >= 0 && i < n; i++)
		if (forms[i]->form == form && is_of_lang(a->r, forms[i]))
			keep(a, forms[i]);
	return rc < 0 ? rc : 0;
}

static int keep_near_word(void *ctx, const char *word, size_t size, int distance)
{
	struct acronyms *a = ctx;

	(void)distance;
	return termindex_keyed(
		a->r->checking->db, word, size, NEAR_MOST, keep_near_form, a);
}

/* The acronym of the base that a word, unless it is short, has the letters of, in another
 * order; NULL where there is none. */
static int look_in_base(
	struct acronyms *a, const char *text, size_t size, const struct known_form **out)
{
	cleanup(buf_free) struct buf folded = BUF_INIT;
	struct acronyms of_base = { .r = a->r, .rule = a->rule };
	int32_t letters[ACRONYM_LETTERS];
	const struct meant *meant;
	int how, rc;

	*out = NULL;
	if (acronym_letters(text, size, letters) < LEAST_LETTERS)
		return 0;
	rc = fold_text(FOLD_LOOSE, text, size, a->r->lang, &folded);
	if (rc == 0 && !buf_ok(&folded))
		return err_nomem();
	if (rc == 0)
		rc = termindex_near_words(a->r->checking->db, buf_str(&folded),
			folded.size, NEAR_MOST, keep_near_word, &of_base);
	meant = rc < 0 ? NULL : meant_by(&of_base, text, size, &how);
	if (meant != NULL && how == 1)
		*out = meant->form;
	return rc < 0 ? rc : 0;
}

static int look_at_token(struct acronyms *a, size_t i)
{
	const struct token *t = &a->r->tokens.at[i];
	size_t size;
	bool unknown;
	int how, rc = is_unknown(a, t, &size, &unknown);

	if (rc < 0 || !unknown || is_shouted(a->r, i) || is_explained(a->r, t, size))
		return rc;
	const char *text = a->r->text + t->begin;
	const struct meant *meant = meant_by(a, text, size, &how);
	const struct known_form *form = meant != NULL ? meant->form : NULL;
	if (meant == NULL) {
		how = 1;
		rc = look_in_base(a, text, size, &form);
	}
	if (rc < 0 || form == NULL)
		return rc < 0 ? rc : see(&a->fine, text, size);
	return tell(a, t, size, form, how == 1 ? SEVERITY_WARNING : SEVERITY_NOTE, NULL);
}

static int run(const struct rule *rule, struct reading *r)
{
	cleanup(acronyms_finish) struct acronyms a = { .r = r, .rule = rule };
	int rc = gather(&a);

	if (rc == 0)
		rc = look_at_pairs(&a);
	for (size_t i = 0; rc == 0 && i < r->tokens.n; i++)
		rc = look_at_token(&a, i);
	return rc;
}

const struct rule rule_acronym_mismatch = {
	.id = "ACRONYM-MISMATCH",
	.summary = "an acronym that is not the one meant",
	.severity = SEVERITY_WARNING,
	.needs_base = true,
	.needs_lang = true,
	.run = run,
};
