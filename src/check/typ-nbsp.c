/* SPDX-License-Identifier: Apache-2.0
 *
 * TYP-NBSP: a plain space where a line must not break: between an initial and the
 * surname, a sign or short word and the number or name that belongs to it (№ 5, г.
 * Москва), which words those are being data (typography.tsv).
 *
 * Many houses set text without, so the rule runs only where it is asked for.
 */
#include "config.h"
#include "src/check/lines.h"
#include "src/check/rules.h"
#include "src/check/typography.h"

#include <string.h>

#include "src/base/err.h"
#include "src/text/fold.h"

#define SHORT 16 /* bytes of a word that ties */

/* "A. Surname", "А. С. Пушкин": one capital and a stop. */
static bool is_initial(const struct reading *r, size_t space)
{
	if (char_before(r, space) != '.')
		return false;
	size_t letter = step_back(r, step_back(r, space));
	int32_t before = char_before(r, letter);
	return is_capital(char_at(r, letter)) && (is_gap(before) || before == '.') &&
	       is_capital(char_at(r, space + 1));
}

/* The word before the space, without its stop. */
static size_t word_before(const struct reading *r, size_t line, size_t space, size_t *end)
{
	size_t at = *end = space;

	if (char_before(r, at) == '.')
		at = *end = step_back(r, at);
	while (at > line && *end - at <= SHORT && !is_gap(char_before(r, at)) &&
		char_before(r, at) != '(')
		at = step_back(r, at);
	return at;
}

/* 1 where the word before the space belongs to what stands behind it. */
static int is_tied(
	const struct reading *r, const struct typo *typo, size_t line, size_t space)
{
	cleanup(buf_free) struct buf folded = BUF_INIT;
	int32_t after = char_at(r, space + 1);
	size_t end, begin = word_before(r, line, space, &end);

	if (!is_digit(after) && !is_capital(after))
		return 0;
	if (begin == end || end - begin > SHORT)
		return 0;
	/* "No" begins sentences: only its stop or a number make it the sign */
	if (is_capital(after) && end == space)
		return 0;
	int rc = fold_text(FOLD_STRICT, r->text + begin, end - begin, r->lang, &folded);
	return rc < 0 ? rc : typo_is_tied(typo, buf_str(&folded));
}

static int read_line(const struct rule *rule, struct reading *r, const struct typo *typo,
	const struct doc_paragraph *p)
{
	int rc = 0;

	for (size_t at = p->begin; rc >= 0 && at < p->end; at++) {
		if (r->text[at] != ' ')
			continue;
		rc = is_initial(r, at) ? 1 : is_tied(r, typo, p->begin, at);
		struct found f = {
			.rule = rule,
			.severity = rule->severity,
			.begin = at,
			.end = at + 1,
			.message = "a line may break here: NO-BREAK SPACE",
			.fix = NO_BREAK,
		};
		if (rc > 0)
			rc = found_add(r, &f);
	}
	return rc < 0 ? rc : 0;
}

static int run(const struct rule *rule, struct reading *r)
{
	const struct typo *typo = typography_of(r->checking->typography, r->lang);
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->doc.n; i++)
		rc = read_line(rule, r, typo, &r->doc.paragraphs[i]);
	return rc;
}

const struct rule rule_typ_nbsp = {
	.id = "TYP-NBSP",
	.summary = "a plain space where a line must not break",
	.severity = SEVERITY_NOTE,
	.unusual = true,
	.needs_lang = true,
	.inside_names = true,
	.run = run,
};
