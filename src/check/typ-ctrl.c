/* SPDX-License-Identifier: Apache-2.0
 *
 * TYP-CTRL: characters that are not seen or say that one was lost: controls, U+FFFD,
 * spaces of no width, soft hyphens, characters of private use.
 *
 * ZERO WIDTH NON-JOINER and JOINER are letters of Persian, Urdu and the Indian scripts,
 * and the JOINER makes emoji: between Latin or Cyrillic letters they are strays.
 */
#include "config.h"
#include "src/check/lines.h"
#include "src/check/rules.h"

#include <string.h>

static bool is_plain_letter(int32_t c)
{
	return c != 0 && c < 0x590 && is_letter(c);
}

static const char *what_is(const struct reading *r, size_t at, int32_t c)
{
	if (c == 0xFFFD)
		return "a character was lost here (U+FFFD)";
	if (c < 0x20 || (c >= 0x7F && c < 0xA0))
		return "a control character";
	if (c == 0xAD)
		return "a soft hyphen";
	if (c == 0x200B || c == 0x2060 || c == 0xFEFF)
		return "a space of no width";
	if (c == 0x200C || c == 0x200D)
		return is_plain_letter(char_before(r, at)) ||
				       is_plain_letter(char_at(r, step(r, at)))
			       ? "a joiner that joins nothing"
			       : NULL;
	if ((c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000)
		return "a character of private use";
	if ((c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE)
		return "this is no character";
	return NULL;
}

/* Lost characters can't be put back; what is not seen can go. */
static const char *fix_of(int32_t c)
{
	return c == 0xAD || c == 0x200B || c == 0x200C || c == 0x200D || c == 0x2060 ||
			       c == 0xFEFF
		       ? ""
		       : NULL;
}

static bool is_suspect(int32_t c)
{
	return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') ||
	       (c >= 0x7F && c <= 0xAD) || (c >= 0x200B && c <= 0x2060) || c >= 0xE000;
}

static int run(const struct rule *rule, struct reading *r)
{
	int rc = 0;

	for (size_t at = 0; rc == 0 && at < r->size; at = step(r, at)) {
		int32_t c = char_at(r, at);
		const char *what = is_suspect(c) ? what_is(r, at, c) : NULL;
		if (what == NULL)
			continue;
		struct found f = {
			.rule = rule,
			.severity = c == 0xFFFD ? SEVERITY_WARNING : rule->severity,
			.begin = at,
			.end = step(r, at),
			.message = what,
			.fix = fix_of(c),
		};
		rc = c == 0xFFFD ? found_add(r, &f)
				 : found_say(r, &f, "%s (U+%04X)", what, (unsigned)c);
	}
	return rc;
}

const struct rule rule_typ_ctrl = {
	.id = "TYP-CTRL",
	.summary = "characters that are not seen, or were lost",
	.severity = SEVERITY_NOTE,
	.inside_names = true,
	.run = run,
};
