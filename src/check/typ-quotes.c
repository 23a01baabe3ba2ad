/* SPDX-License-Identifier: Apache-2.0
 *
 * TYP-QUOTES: quotation marks of another language, and those without a partner.
 *
 * Which marks a language has, and whether straight ones are as good, is data
 * (typography.tsv).  A text that has straight ones throughout is told so once.  Single
 * ones are not looked at: they are apostrophes more often, and letters in Uzbek.  A
 * quotation may go on in the next paragraph, which then opens anew: such an opening
 * needs no end.  One mark may end two levels («Слово „о“» but also «Слово «о»), so an
 * end takes along what is open inside.
 */
#include "config.h"
#include "src/check/lines.h"
#include "src/check/rules.h"
#include "src/check/typography.h"

#include <string.h>

#define DEPTH 16
#define STRAIGHT '"'

struct open {
	int32_t mark;
	size_t at;
};

struct quoting {
	const struct rule *rule;
	struct reading *r;
	const struct typo *typo;
	struct open open[DEPTH];
	size_t n;
	bool given_up;
	bool plain; /* all of the text has straight ones, which was told */
};

/* Double marks, and corner brackets. */
static bool is_quote(int32_t c)
{
	return c == STRAIGHT || c == 0xAB || c == 0xBB || (c >= 0x201C && c <= 0x201F) ||
	       (c >= 0x300C && c <= 0x300F) || (c >= 0x301D && c <= 0x301F);
}

static int note(struct quoting *q, size_t begin, size_t end, enum severity severity,
	const char *message, const char *fix)
{
	struct found f = {
		.rule = q->rule,
		.severity = severity,
		.begin = begin,
		.end = end,
		.fix = fix,
	};

	return found_say(q->r, &f, message, (int)(end - begin), q->r->text + begin);
}

/* Whether the language has the mark: 1 as one that opens, 2 that closes, or both. */
static int role_of(const struct typo *t, int32_t c)
{
	int role = 0;

	for (size_t i = 0; i < t->n_quotes; i++) {
		role |= t->quotes[i].open == c ? 1 : 0;
		role |= t->quotes[i].close == c ? 2 : 0;
	}
	return role;
}

static bool is_partner(const struct typo *t, int32_t open, int32_t close)
{
	if (open == STRAIGHT || close == STRAIGHT)
		return open == close;
	for (size_t i = 0; i < t->n_quotes; i++)
		if (t->quotes[i].open == open && t->quotes[i].close == close)
			return true;
	/* pairs of other languages, whole */
	return (open == 0xAB && close == 0xBB) || (open == 0xBB && close == 0xAB) ||
	       (open == 0x201C && close == 0x201D) ||
	       (open == 0x201E && close == 0x201C) ||
	       (open == 0x201E && close == 0x201D) ||
	       (open == 0x201D && close == 0x201D) ||
	       (open == 0x300C && close == 0x300D) ||
	       (open == 0x300E && close == 0x300F) ||
	       (open == 0x301D && (close == 0x301E || close == 0x301F));
}

/* What an opening mark may stand behind. */
static bool opens_behind(int32_t c)
{
	return is_gap(c) || c == '(' || c == '[' || c == '=' || c == '/' || c == 0x2014 ||
	       c == 0x2013 || c == 0xAB || c == 0x201C || c == 0x201E || c == '-';
}

/* By what stands around it: something before and nothing behind is an end; between two
 * letters it is an end where `open`. */
static bool looks_closing(const struct reading *r, size_t at, bool open)
{
	int32_t after = char_at(r, step(r, at));

	if (opens_behind(char_before(r, at)))
		return open && is_gap(after);
	return !is_letter(after) && !is_digit(after) ? true : open;
}

/* The mark at `at` in the way of the language; NULL where it is so already. */
static const char *own_mark(
	const struct quoting *q, bool closing, size_t level, char own[5])
{
	const struct typo *t = q->typo;

	if (t->n_quotes == 0)
		return NULL;
	size_t i = level < t->n_quotes ? level : t->n_quotes - 1;
	size_t n = utf8_put(own, closing ? t->quotes[i].close : t->quotes[i].open);
	own[n] = '\0';
	return own;
}

/* A mark the language does not have. */
static int tell_foreign(struct quoting *q, size_t at, int32_t c, bool closing)
{
	char own[5];
	size_t level = q->n - (closing && q->n > 0);
	const char *fix = own_mark(q, closing, level, own);

	if (c == STRAIGHT ? q->typo->straight || q->plain : role_of(q->typo, c) != 0)
		return 0;
	return note(q, at, step(q->r, at), SEVERITY_NOTE,
		"\"%.*s\" is no quotation mark of this language", fix);
}

static int close_mark(struct quoting *q, size_t at, int32_t c)
{
	size_t n = q->n;

	while (n > 0 && !is_partner(q->typo, q->open[n - 1].mark, c))
		n--;
	int rc = tell_foreign(q, at, c, true);
	if (rc < 0)
		return rc;
	if (n > 0) {
		q->n = n - 1;
		return 0;
	}
	if (q->n == 0)
		return note(q, at, step(q->r, at), SEVERITY_NOTE,
			"\"%.*s\" closes nothing", NULL);
	q->n--; /* opened by a mark of another pair */
	return note(q, at, step(q->r, at), SEVERITY_WARNING,
		"\"%.*s\" closes what another kind of mark has opened", NULL);
}

static int open_mark(struct quoting *q, size_t at, int32_t c)
{
	int rc = tell_foreign(q, at, c, false);

	q->given_up = q->n == DEPTH;
	if (!q->given_up)
		q->open[q->n++] = (struct open){ .mark = c, .at = at };
	return rc;
}

static bool closes_top(const struct quoting *q, int32_t c)
{
	return q->n > 0 && is_partner(q->typo, q->open[q->n - 1].mark, c);
}

static bool is_closing(const struct quoting *q, size_t at, int32_t c)
{
	int role = role_of(q->typo, c);

	if (c == STRAIGHT)
		return looks_closing(q->r, at, closes_top(q, c));
	if (closes_top(q, c))
		return role != 1 || looks_closing(q->r, at, true);
	if (role != 0)
		return role == 3 ? looks_closing(q->r, at, false) : role == 2;
	if (c == 0xAB || c == 0x300C || c == 0x300E || c == 0x201E || c == 0x301D)
		return false;
	return c == 0xBB || c == 0x201D || c == 0x300D || c == 0x300F ||
	       looks_closing(q->r, at, false);
}

/* Inches and seconds: 5", 30°15'20". */
static bool is_unit(const struct quoting *q, size_t at, int32_t c)
{
	return c == STRAIGHT && is_digit(char_before(q->r, at)) && !closes_top(q, c);
}

static int read_line(struct quoting *q, const struct doc_paragraph *p)
{
	int rc = 0;

	for (size_t at = p->begin; rc == 0 && !q->given_up && at < p->end;
		at = step(q->r, at)) {
		int32_t c = char_at(q->r, at);
		if (!is_quote(c) || is_unit(q, at, c))
			continue;
		rc = is_closing(q, at, c) ? close_mark(q, at, c) : open_mark(q, at, c);
	}
	return rc;
}

/* Whether the next paragraph begins with a mark that opens: the quotation goes on. */
static bool goes_on(const struct quoting *q, size_t next)
{
	if (next >= q->r->doc.n)
		return false;
	size_t at = q->r->doc.paragraphs[next].begin;
	return is_quote(char_at(q->r, at)) && !is_gap(char_at(q->r, step(q->r, at)));
}

static int read_block(struct quoting *q, size_t begin, size_t end)
{
	int rc = 0;

	q->n = 0;
	q->given_up = false;
	for (size_t i = begin; rc == 0 && i < end; i++) {
		/* a line that opens anew goes on with the quotation of that before it */
		if (q->n == 1 && goes_on(q, i))
			q->n = 0;
		rc = read_line(q, &q->r->doc.paragraphs[i]);
	}
	if (q->given_up || (q->n == 1 && goes_on(q, end)))
		return rc;
	for (size_t i = 0; rc == 0 && i < q->n; i++)
		rc = note(q, q->open[i].at, step(q->r, q->open[i].at), SEVERITY_NOTE,
			"\"%.*s\" is not closed", NULL);
	return rc;
}

/* Where the first straight mark stands if there are several and no other; else past the
 * end. */
static size_t only_straight(const struct reading *r, size_t *n)
{
	size_t first = r->size;

	*n = 0;
	for (size_t at = 0; at < r->size; at = step(r, at)) {
		int32_t c = char_at(r, at);
		if (c == STRAIGHT && (*n)++ == 0)
			first = at;
		else if (c != STRAIGHT && is_quote(c))
			return r->size;
	}
	return *n > 2 ? first : r->size;
}

static int tell_plain(struct quoting *q)
{
	size_t n, at = q->typo->straight ? q->r->size : only_straight(q->r, &n);
	char open[5], close[5];
	struct found f = {
		.rule = q->rule, .severity = SEVERITY_NOTE, .begin = at, .end = at + 1
	};

	if (at == q->r->size || own_mark(q, false, 0, open) == NULL)
		return 0;
	own_mark(q, true, 0, close);
	q->plain = true;
	return found_say(q->r, &f,
		"all %zu quotation marks are straight; this language has \"%s%s\"", n,
		open, close);
}

static int run(const struct rule *rule, struct reading *r)
{
	struct quoting q = { .rule = rule,
		.r = r,
		.typo = typography_of(r->checking->typography, r->lang) };
	int rc = tell_plain(&q);

	for (size_t i = 0, end; rc == 0 && i < r->doc.n; i = end) {
		end = block_end(r, i);
		rc = read_block(&q, i, end);
	}
	return rc;
}

const struct rule rule_typ_quotes = {
	.id = "TYP-QUOTES",
	.summary = "quotation marks of another language, or without a partner",
	.severity = SEVERITY_NOTE,
	.needs_lang = true,
	.run = run,
};
