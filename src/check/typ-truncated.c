/* SPDX-License-Identifier: Apache-2.0
 *
 * TYP-TRUNCATED: a headline that ends inside a word ("… to fight drug threa"), as forms
 * with a limit of characters leave it.
 *
 * No dictionary says what a word is.  But the text does: the last word of the headline
 * stands nowhere else in it, and one that does begins with it and goes on for some
 * letters that no ending has.  Lines that repeat the headline are cut alike, and bear
 * no witness.  What the word was is a guess, for people to judge: there is no fix.
 * A word within a name that the base knows is left to the rules of names.
 */
#include "config.h"
#include "src/check/lines.h"
#include "src/check/rules.h"
#include "src/check/typography.h"

#include <string.h>

#include "src/base/err.h"
#include "src/text/fold.h"

#define HEADINGS_MAX 16 /* looked at in one text */
#define LEAST 5         /* letters of a word that is looked at */
#define REST 3          /* letters, at most, by which another word is longer */

/* A headline and its last word. */
struct headline {
	size_t begin, end; /* of the paragraph */
	size_t word;       /* where the last word begins */
	struct buf folded; /* the word */
};

static void headline_finish(struct headline *h)
{
	buf_free(&h->folded);
}

static int fold_word(const struct reading *r, size_t begin, size_t end, struct buf *out)
{
	size_t stop = begin;

	/* without what an apostrophe ties to it */
	while (stop < end && is_letter(char_at(r, stop)))
		stop = step(r, stop);
	buf_clear(out);
	return fold_text(FOLD_STRICT, r->text + begin, stop - begin, r->lang, out);
}

/* The last token that ends by `end`; NULL where there is none. */
static const struct token *last_token(const struct reading *r, size_t end)
{
	size_t low = 0, high = r->tokens.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (r->tokens.at[middle].begin < end)
			low = middle + 1;
		else
			high = middle;
	}
	return low == 0 ? NULL : &r->tokens.at[low - 1];
}

/* 1 where the paragraph ends with a word that may be cut off. */
static int read_headline(
	const struct reading *r, const struct doc_paragraph *p, struct headline *out)
{
	const struct token *t = last_token(r, p->end);

	if (t == NULL || t->kind != TOKEN_WORD || t->inside || t->end != p->end ||
		t->begin <= p->begin || !is_gap(char_before(r, t->begin)))
		return 0;
	out->begin = p->begin;
	out->end = p->end;
	out->word = t->begin;
	int rc = fold_word(r, t->begin, t->end, &out->folded);
	if (rc < 0)
		return rc;
	return utf8_length(buf_str(&out->folded), out->folded.size) >= LEAST;
}

static bool repeats(const struct reading *r, const struct headline *h, size_t begin)
{
	size_t size = h->end - h->begin;

	return r->size - begin >= size &&
	       memcmp(r->text + begin, r->text + h->begin, size) == 0;
}

/* What the other words of the text say of the last one. */
struct witness {
	bool is_word;      /* it stands elsewhere, or with an ending */
	size_t begin, end; /* the shortest that goes on; equal: none */
};

static void hear(const struct reading *r, const struct typo *typo,
	const struct headline *h, const struct token *t, const struct buf *word,
	struct witness *w)
{
	size_t size = h->folded.size;

	if (word->size < size || memcmp(buf_str(word), buf_str(&h->folded), size) != 0)
		return;
	const char *rest = buf_str(word) + size;
	if (*rest == '\0' || typo_is_ending(typo, rest)) {
		w->is_word = true;
		return;
	}
	if (utf8_length(rest, strlen(rest)) > REST)
		return;
	size_t end = t->begin;
	while (end < t->end && is_letter(char_at(r, end)))
		end = step(r, end);
	if (w->end == 0 || w->end - w->begin > end - t->begin) {
		w->begin = t->begin;
		w->end = end;
	}
}

/* Where the copy of the headline ends whose beginning token `i` is; 0 it is none. */
static size_t copy_end(const struct reading *r, const struct headline *h, size_t begin)
{
	bool first = begin == 0 || r->text[begin - 1] == '\n';
	size_t end = begin + (h->end - h->begin);

	if (!first || !repeats(r, h, begin))
		return 0;
	return is_gap(char_at(r, end)) ? end : 0;
}

static int ask(const struct reading *r, const struct typo *typo, const struct headline *h,
	struct witness *w)
{
	cleanup(buf_free) struct buf word = BUF_INIT;
	size_t pass = 0; /* within the headline or a copy of it */
	int rc = 0;

	for (size_t i = 0; rc == 0 && !w->is_word && i < r->tokens.n; i++) {
		const struct token *t = &r->tokens.at[i];
		size_t end = copy_end(r, h, t->begin);
		if (end > 0)
			pass = end;
		if (t->begin < pass || t->kind != TOKEN_WORD)
			continue;
		rc = fold_word(r, t->begin, t->end, &word);
		if (rc == 0)
			hear(r, typo, h, t, &word, w);
	}
	return rc;
}

static int tell(const struct rule *rule, struct reading *r, const struct headline *h,
	const struct witness *w, size_t end)
{
	const char *whole = reading_text(r, w->begin, w->end);
	struct found f = {
		.rule = rule,
		.severity = rule->severity,
		.begin = end - (h->end - h->word),
		.end = end,
	};

	if (inside_known(r, f.begin, f.end))
		return 0;
	if (whole == NULL)
		return err_nomem();
	return found_say(r, &f, "the headline ends inside a word: \"%s\"?", whole);
}

/* The headline, and every line that repeats it. */
static int tell_all(const struct rule *rule, struct reading *r, const struct headline *h,
	const struct witness *w)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->doc.n; i++) {
		const struct doc_paragraph *p = &r->doc.paragraphs[i];
		if (p->end - p->begin == h->end - h->begin && repeats(r, h, p->begin))
			rc = tell(rule, r, h, w, p->end);
	}
	return rc;
}

static int look_at(const struct rule *rule, struct reading *r, const struct typo *typo,
	const struct doc_paragraph *p)
{
	cleanup(headline_finish) struct headline h = { 0 };
	struct witness w = { 0 };
	int rc = read_headline(r, p, &h);

	if (rc <= 0)
		return rc;
	rc = ask(r, typo, &h, &w);
	return rc < 0 || w.is_word || w.end == 0 ? rc : tell_all(rule, r, &h, &w);
}

static int run(const struct rule *rule, struct reading *r)
{
	const struct typo *typo = typography_of(r->checking->typography, r->lang);
	size_t left = HEADINGS_MAX;
	int rc = 0;

	if (typo->n_endings == 0)
		return 0;
	for (size_t i = 0; rc == 0 && left > 0 && i < r->doc.n; i++) {
		if (!r->doc.paragraphs[i].heading)
			continue;
		left--;
		rc = look_at(rule, r, typo, &r->doc.paragraphs[i]);
	}
	return rc;
}

const struct rule rule_typ_truncated = {
	.id = "TYP-TRUNCATED",
	.summary = "a headline that ends inside a word",
	.severity = SEVERITY_WARNING,
	.needs_lang = true,
	.run = run,
};
