/* SPDX-License-Identifier: Apache-2.0
 *
 * TYP-REPEAT: a word that stands twice ("of the the").
 *
 * Names and emphasis double words as well (Duran Duran, had had), and some languages do
 * it all the time (साथ साथ): what may stand twice is data (typography.tsv).  The second
 * must not begin with a capital, and both must be words of letters in one line, or in
 * two that were wrapped.
 */
#include "config.h"
#include "src/check/lines.h"
#include "src/check/rules.h"
#include "src/check/typography.h"

#include <string.h>

#include "src/base/err.h"
#include "src/text/fold.h"

/* Whether there is nothing but white space of one line, or of a wrapped one, between. */
static bool is_only_space(const struct reading *r, size_t begin, size_t end)
{
	size_t lines = 0;

	for (size_t at = begin; at < end; at = step(r, at)) {
		int32_t c = char_at(r, at);
		if (!is_gap(c))
			return false;
		lines += c == '\n';
	}
	return begin < end && lines <= 1;
}

/* A hyphen or apostrophe ties a word to what is before or behind it. */
static bool is_tied(int32_t c)
{
	return c == '-' || c == 0x2010 || c == 0x2011 || c == '\'' || c == 0x2019 ||
	       c == '/' || c == '_' || c == '@' || c == '.';
}

static bool is_plain(const struct reading *r, const struct token *t)
{
	int32_t after = char_at(r, t->end);

	if (after == '.' && is_gap(char_at(r, t->end + 1)))
		after = 0; /* the end of the sentence */
	return t->kind == TOKEN_WORD && !is_tied(char_before(r, t->begin)) &&
	       !is_tied(after);
}

static int fold(const struct reading *r, const struct token *t, struct buf *out)
{
	buf_clear(out);
	return fold_text(
		FOLD_STRICT, r->text + t->begin, t->end - t->begin, r->lang, out);
}

static bool may_be_slip(
	const struct reading *r, const struct token *a, const struct token *b)
{
	return a->kind == TOKEN_WORD && b->kind == TOKEN_WORD && !b->inside &&
	       a->end - a->begin == b->end - b->begin &&
	       !is_capital(char_at(r, b->begin)) && is_plain(r, a) && is_plain(r, b) &&
	       is_only_space(r, a->end, b->begin);
}

static int tell(const struct rule *rule, struct reading *r, const struct token *a,
	const struct token *b)
{
	struct found f = {
		.rule = rule, .severity = rule->severity, .begin = a->begin, .end = b->end
	};

	if (found_enough(r, rule))
		return 0;
	const char *word = reading_text(r, a->begin, a->end);
	if (word == NULL)
		return err_nomem();
	f.fix = word;
	return found_say(r, &f, "\"%s\" stands twice", word);
}

static int run(const struct rule *rule, struct reading *r)
{
	const struct typo *typo = typography_of(r->checking->typography, r->lang);
	cleanup(buf_free) struct buf one = BUF_INIT, other = BUF_INIT;
	int rc = 0;

	for (size_t i = 1; rc == 0 && i < r->tokens.n; i++) {
		const struct token *a = &r->tokens.at[i - 1], *b = &r->tokens.at[i];
		if (!may_be_slip(r, a, b))
			continue;
		rc = fold(r, a, &one);
		if (rc == 0)
			rc = fold(r, b, &other);
		bool word = b->end - b->begin > 1 || typo_is_letter(typo, buf_str(&one));
		if (rc == 0 && word && strcmp(buf_str(&one), buf_str(&other)) == 0 &&
			typo_is_slip(typo, buf_str(&one)))
			rc = tell(rule, r, a, b);
	}
	return rc;
}

const struct rule rule_typ_repeat = {
	.id = "TYP-REPEAT",
	.summary = "a word that stands twice",
	.severity = SEVERITY_WARNING,
	.run = run,
};
