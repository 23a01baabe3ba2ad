/* SPDX-License-Identifier: Apache-2.0
 *
 * TYP-PUNCSPACE: a space before a mark that takes none, none behind a comma, and marks
 * of ASCII where the language has its own (中文,中文).
 *
 * Only what is a mark for certain is looked at: a space before it, white space or an
 * end behind it.  So ".5", ".NET", ":)", "1 : 2" and what stands in addresses pass.
 * French and its like, which take a space, say so in typography.tsv.
 */
#include "config.h"
#include "src/check/lines.h"
#include "src/check/rules.h"
#include "src/check/typography.h"

#include <string.h>

struct spacing {
	const struct rule *rule;
	struct reading *r;
	const struct typo *typo;
};

static int tell(struct spacing *s, size_t begin, size_t end, enum severity severity,
	const char *message, const char *fix)
{
	struct found f = {
		.rule = s->rule,
		.severity = severity,
		.begin = begin,
		.end = end,
		.message = message,
		.fix = fix,
	};

	return found_add(s->r, &f);
}

static bool is_mark(int32_t c)
{
	return c == ',' || c == '.' || c == ';' || c == ':' || c == '!' || c == '?' ||
	       c == 0x60C || c == 0x61B || c == 0x61F || c == 0x3002 || c == 0xFF0C;
}

/* A mark that ends something: white space, an end, or what closes, behind it. */
static bool ends_here(const struct reading *r, size_t behind)
{
	int32_t mark = char_before(r, behind), c = char_at(r, behind);

	if (c == ')' && (mark == ':' || mark == ';')) /* a face */
		return false;
	return is_gap(c) || c == '"' || c == ')' || c == 0xBB || c == 0x201D ||
	       c == 0x201C;
}

/* " , " behind a letter, digit or what closes. */
static int look_before(struct spacing *s, size_t line, size_t at, int32_t c)
{
	const struct reading *r = s->r;
	size_t begin = at;

	while (begin > line && is_blank(char_before(r, begin)))
		begin = step_back(r, begin);
	int32_t before = char_before(r, begin);
	if (begin == at || begin == line || typo_is_spaced(s->typo, c) ||
		!ends_here(r, step(r, at)))
		return 0;
	if (!is_letter(before) && !is_digit(before) && before != ')' && before != 0xBB &&
		before != 0x201D && before != '"')
		return 0;
	/* scores, ratios, scales; a label set out with a colon */
	if (c == ':' && (is_digit(before) || is_digit(char_at(r, step(r, step(r, at))))))
		return 0;
	/* full-width marks bring their own space along: one more is hardly seen */
	return tell(s, begin, at,
		c == ':' || is_wide(c) ? SEVERITY_NOTE : s->rule->severity,
		"a space before a mark that takes none", "");
}

static bool is_run_of_letters(const struct reading *r, size_t at, bool forward)
{
	for (int i = 0; i < 2; i++) {
		int32_t c = forward ? char_at(r, at) : char_before(r, at);
		if (!is_letter(c) || is_wide(c))
			return false;
		at = forward ? step(r, at) : step_back(r, at);
	}
	return true;
}

/* Several of one mark without a space are a list for machines: red,green,blue. */
static bool is_list(const struct reading *r, size_t at, int32_t c)
{
	for (size_t i = step(r, at); i < r->size && !is_gap(char_at(r, i));
		i = step(r, i))
		if (char_at(r, i) == c)
			return true;
	for (size_t i = at; i > 0 && !is_gap(char_before(r, i)); i = step_back(r, i))
		if (char_before(r, i) == c)
			return true;
	return false;
}

/* "word,word" between words of letters. */
static int look_behind(struct spacing *s, size_t at, int32_t c)
{
	const struct reading *r = s->r;
	size_t behind = step(r, at);

	if ((c != ',' && c != ';' && c != 0x60C && c != 0x61B) ||
		!is_run_of_letters(r, at, false) || !is_run_of_letters(r, behind, true) ||
		in_code(r, at) || is_list(r, at, c))
		return 0;
	return tell(s, at, behind, s->rule->severity, "no space behind this mark",
		c == ','     ? ", "
		: c == ';'   ? "; "
		: c == 0x60C ? "\u060C "
			     : "\u061B ");
}

/* Whether a letter is of the scripts that have their own marks. */
static bool has_own(const struct spacing *s, int32_t c)
{
	if (s->typo->n_marks == 0 || !is_letter(c))
		return false;
	return is_wide(c) || (c >= 0x620 && c <= 0x6FF);
}

/* A mark of ASCII behind a letter that is not of its script, and before another or an
 * end. */
static int look_own(struct spacing *s, size_t at, int32_t c)
{
	const struct reading *r = s->r;
	int32_t own = typo_own_mark(s->typo, c), after = char_at(r, step(r, at));
	char text[5];

	if (own == 0 || !has_own(s, char_before(r, at)) ||
		!(is_gap(after) || has_own(s, after)) || in_address(r, at))
		return 0;
	text[utf8_put(text, own)] = '\0';
	struct found f = {
		.rule = s->rule,
		.severity = SEVERITY_NOTE,
		.begin = at,
		.end = step(r, at),
		.fix = text,
	};
	return found_say(s->r, &f, "the mark of this language is \"%s\"", text);
}

static int read_line(struct spacing *s, const struct doc_paragraph *p)
{
	int rc = 0;

	for (size_t at = p->begin; rc == 0 && at < p->end; at = step(s->r, at)) {
		int32_t c = char_at(s->r, at);
		if (!is_mark(c))
			continue;
		rc = look_before(s, p->begin, at, c);
		if (rc == 0)
			rc = look_behind(s, at, c);
		if (rc == 0)
			rc = look_own(s, at, c);
	}
	return rc;
}

static int run(const struct rule *rule, struct reading *r)
{
	struct spacing s = { .rule = rule,
		.r = r,
		.typo = typography_of(r->checking->typography, r->lang) };
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->doc.n; i++)
		rc = read_line(&s, &r->doc.paragraphs[i]);
	return rc;
}

const struct rule rule_typ_puncspace = {
	.id = "TYP-PUNCSPACE",
	.summary = "spaces beside punctuation, and marks of another script",
	.severity = SEVERITY_WARNING,
	.needs_lang = true,
	.run = run,
};
