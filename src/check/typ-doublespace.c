/* SPDX-License-Identifier: Apache-2.0
 *
 * TYP-DOUBLESPACE: two spaces where one will do.
 *
 * Spaces that set something out are left alone: at the edges of a line, in a line with
 * TABs, more than three in a row, and behind the sign or number of a list.  Two spaces
 * behind the end of a sentence are the habit of whoever learnt to type on a machine: a
 * note.
 */
#include "config.h"
#include "src/check/lines.h"
#include "src/check/rules.h"

#include <string.h>

#define MOST 3 /* spaces; more are layout */

static bool ends_sentence(int32_t c)
{
	return c == '.' || c == '!' || c == '?' || c == 0x2026;
}

/* Whether there is nothing before the spaces but what begins an item of a list: "•",
 * "1.", "b)". */
static bool is_item(const struct reading *r, size_t line, size_t at)
{
	int32_t last = char_before(r, at);
	bool named = false;
	size_t n = 0;

	while (line < at && is_blank(char_at(r, line)))
		line = step(r, line);
	for (size_t i = line; i < at && n <= 6; i = step(r, i), n++) {
		int32_t c = char_at(r, i);
		if (is_gap(c))
			return false;
		named = named || is_letter(c) || is_digit(c);
	}
	return n <= 6 && (!named || last == '.' || last == ')');
}

static int tell(const struct rule *rule, struct reading *r, size_t begin, size_t end)
{
	bool fixed = memmem(r->text + begin, end - begin, NO_BREAK, 2) != NULL;
	bool habit = ends_sentence(char_before(r, begin));
	struct found f = {
		.rule = rule,
		.severity = habit ? SEVERITY_NOTE : rule->severity,
		.begin = begin,
		.end = end,
		.message = "more than one space",
		.fix = fixed ? NO_BREAK : " ",
	};

	return found_add(r, &f);
}

static int look_at(
	const struct rule *rule, struct reading *r, const struct doc_paragraph *p)
{
	int rc = 0;

	if (memchr(r->text + p->begin, '\t', p->end - p->begin) != NULL)
		return 0;
	for (size_t at = p->begin; rc == 0 && at < p->end;) {
		size_t end = at, n = 0;
		for (; end < p->end && is_blank(char_at(r, end)); n++)
			end = step(r, end);
		if (n > 1 && n <= MOST && at > p->begin && end < p->end &&
			!is_gap(char_before(r, at)) && !is_gap(char_at(r, end)) &&
			!is_item(r, p->begin, at))
			rc = tell(rule, r, at, end);
		at = end > at ? end : step(r, at);
	}
	return rc;
}

static int run(const struct rule *rule, struct reading *r)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->doc.n; i++)
		rc = look_at(rule, r, &r->doc.paragraphs[i]);
	return rc;
}

const struct rule rule_typ_doublespace = {
	.id = "TYP-DOUBLESPACE",
	.summary = "two spaces where one will do",
	.severity = SEVERITY_WARNING,
	.inside_names = true,
	.run = run,
};
