/* SPDX-License-Identifier: Apache-2.0
 *
 * TYP-ENDPUNC: a mark that stands twice at the end of a word: two stops that are no
 * ellipsis, two commas, a comma before a stop.
 *
 * "etc.," and "Inc.," are right, and so are "?.." and "!.." in Russian, where two stops
 * behind another mark are an ellipsis.
 */
#include "config.h"
#include "src/check/lines.h"
#include "src/check/rules.h"

static bool is_mark(int32_t c)
{
	return c == '.' || c == ',' || c == ';' || c == ':' || c == 0x3002 ||
	       c == 0xFF0C || c == 0x3001 || c == 0x60C;
}

/* Whether the second mark has nothing to do behind the first. */
static bool is_slip(int32_t first, int32_t second)
{
	if (first == second)
		return true;
	return first != '.' && (second == '.' || second == 0x3002) && first != 0x3002;
}

static int look_at(const struct rule *rule, struct reading *r, size_t at, int32_t first)
{
	size_t middle = step(r, at);
	int32_t before = char_before(r, at), second = char_at(r, middle);

	if (!is_mark(second) || !is_slip(first, second) || !is_letter(before))
		return 0;
	size_t end = step(r, middle);
	int32_t after = char_at(r, end);
	if (is_mark(after) || is_letter(after) || is_digit(after) || after == '/' ||
		in_code(r, at))
		return 0;
	char text[5];
	text[utf8_put(text, second)] = '\0';
	struct found f = {
		.rule = rule,
		.severity = rule->severity,
		.begin = at,
		.end = end,
		.fix = text,
	};
	return found_say(
		r, &f, "\"%.*s\": one mark too many", (int)(end - at), r->text + at);
}

static int run(const struct rule *rule, struct reading *r)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->doc.n; i++) {
		const struct doc_paragraph *p = &r->doc.paragraphs[i];
		for (size_t at = p->begin; rc == 0 && at < p->end; at = step(r, at)) {
			int32_t c = char_at(r, at);
			if (is_mark(c))
				rc = look_at(rule, r, at, c);
		}
	}
	return rc;
}

const struct rule rule_typ_endpunc = {
	.id = "TYP-ENDPUNC",
	.summary = "a mark that stands twice at the end of a word",
	.severity = SEVERITY_WARNING,
	.run = run,
};
