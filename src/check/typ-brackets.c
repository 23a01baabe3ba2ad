/* SPDX-License-Identifier: Apache-2.0
 *
 * TYP-BRACKETS: a bracket without its partner.
 *
 * Lines that stand together are read as one, since a sentence may have been wrapped;
 * where a blank line comes, what is open is missing its end.  What marks the items of a
 * list ("a)", "1)") and an interval ("[0, 1)") need no partner, and a face (":)") is
 * none.
 */
#include "config.h"
#include "src/check/lines.h"
#include "src/check/rules.h"

#include <string.h>

#define DEPTH 32 /* brackets open at once; a text with more is no prose */

static const struct {
	int32_t open, close;
} pairs[] = {
	{ '(', ')' },
	{ '[', ']' },
	{ '{', '}' },
	{ 0xFF08, 0xFF09 },
	{ 0x3010, 0x3011 },
	{ 0x3014, 0x3015 },
	{ 0x300A, 0x300B },
};

struct stack {
	struct {
		int32_t close;
		size_t at;
	} open[DEPTH];
	size_t n;
	bool given_up;
};

static int tell(
	const struct rule *rule, struct reading *r, size_t at, const char *message)
{
	size_t end = step(r, at);
	struct found f = {
		.rule = rule, .severity = rule->severity, .begin = at, .end = end
	};

	return found_say(r, &f, message, (int)(end - at), r->text + at);
}

static int32_t partner(int32_t c)
{
	for (size_t i = 0; i < N_ELEMENTS(pairs); i++)
		if (pairs[i].open == c)
			return pairs[i].close;
	return 0;
}

static bool is_close(int32_t c)
{
	for (size_t i = 0; i < N_ELEMENTS(pairs); i++)
		if (pairs[i].close == c)
			return true;
	return false;
}

/* The full-width and the plain one are partners too: hands slip between keyboards. */
static bool closes(int32_t wanted, int32_t c)
{
	return wanted == c || (wanted == ')' && c == 0xFF09) ||
	       (wanted == 0xFF09 && c == ')');
}

static bool is_roman(int32_t c)
{
	return c > 0 && c < 0x80 && strchr("ivxlcIVXLC", (int)c) != NULL;
}

/* "a)", "12)", "iv)", "б)": a letter or two, a number, alone before it. */
static bool is_item(const struct reading *r, size_t at)
{
	size_t n = 0, letters = 0;

	for (; n <= 4 && at > 0; n++) {
		int32_t c = char_before(r, at);
		if (!is_letter(c) && !is_digit(c))
			break;
		letters += is_letter(c) && !is_roman(c);
		at = step_back(r, at);
	}
	int32_t before = char_before(r, at);
	return n > 0 && n <= 4 && letters <= 2 &&
	       (is_gap(before) || is_wide(before) || before == ';' || before == ',' ||
		       before == '/' || before == '(' || before == '"' || before == '-' ||
		       (before >= 0x2010 && before <= 0x2015) || before == 0xAB ||
		       before == 0x201C);
}

/* ":)" ";-)" "=(" */
static bool is_face(const struct reading *r, size_t at)
{
	int32_t before = char_before(r, at), c = char_at(r, at);

	if ((c != '(' && c != ')') ||
		!(is_gap(char_at(r, at + 1)) || char_at(r, at + 1) == c))
		return false;

	if (before == '-' || before == '(' || before == ')')
		return at >= 2 && strchr(":;=()", r->text[at - 2]) != NULL;
	return before == ':' || before == ';' || before == '=';
}

static bool is_of_number(const struct reading *r, size_t at)
{
	return is_digit(char_before(r, at)) || is_digit(char_at(r, step(r, at)));
}

static int close_one(
	const struct rule *rule, struct reading *r, struct stack *s, size_t at, int32_t c)
{
	size_t n = s->n;

	while (n > 0 && !closes(s->open[n - 1].close, c))
		n--;
	if (n > 0) {
		/* what is open inside has no end */
		int rc = 0;
		for (size_t i = n; rc == 0 && i < s->n; i++)
			rc = tell(rule, r, s->open[i].at, "\"%.*s\" is not closed");
		s->n = n - 1;
		return rc;
	}
	if (s->n > 0 && is_of_number(r, at)) { /* an interval */
		s->n--;
		return 0;
	}
	if (is_item(r, at) || is_face(r, at))
		return 0;
	return tell(rule, r, at, "\"%.*s\" closes nothing");
}

static int read_line(const struct rule *rule, struct reading *r, struct stack *s,
	const struct doc_paragraph *p)
{
	int rc = 0;

	for (size_t at = p->begin; rc == 0 && !s->given_up && at < p->end;
		at = step(r, at)) {
		int32_t c = char_at(r, at), close = partner(c);
		s->given_up = close != 0 && s->n == DEPTH;
		if (s->given_up || (close != 0 && is_face(r, at)))
			continue;
		if (close != 0) {
			s->open[s->n].close = close;
			s->open[s->n++].at = at;
		} else if (is_close(c)) {
			rc = close_one(rule, r, s, at, c);
		}
	}
	return rc;
}

static int run(const struct rule *rule, struct reading *r)
{
	int rc = 0;

	for (size_t i = 0, end; rc == 0 && i < r->doc.n; i = end) {
		struct stack s = { .n = 0 };
		end = block_end(r, i);
		for (size_t k = i; rc == 0 && k < end; k++)
			rc = read_line(rule, r, &s, &r->doc.paragraphs[k]);
		for (size_t k = 0; rc == 0 && !s.given_up && k < s.n; k++)
			rc = tell(rule, r, s.open[k].at, "\"%.*s\" is not closed");
	}
	return rc;
}

const struct rule rule_typ_brackets = {
	.id = "TYP-BRACKETS",
	.summary = "a bracket without its partner",
	.severity = SEVERITY_WARNING,
	.run = run,
};
