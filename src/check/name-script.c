/* SPDX-License-Identifier: Apache-2.0
 *
 * NAME-SCRIPT: a word with letters of two scripts that look alike (Кhaidarzоda), which
 * looks right and is found by nobody.  In words that are no names it is less grave.
 *
 * A hyphen parts scripts lawfully (IT-компания, TV-канал, Covid-вакцина): each half is
 * asked for alone.
 */
#include "config.h"
#include "src/check/lines.h"
#include "src/check/rules.h"

#include <string.h>

static bool has_two_kinds(const char *word, size_t size)
{
	bool ascii = false, other = false;

	for (size_t i = 0; i < size; i++) {
		unsigned char c = (unsigned char)word[i];
		ascii = ascii || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
		other = other || c >= 0x80;
	}
	/* Latin letters past ASCII beside Cyrillic ones are rare, but they happen */
	return other && (ascii || size > 3);
}

static int tell(const struct rule *rule, struct reading *r, size_t begin, size_t end,
	const char *script, const struct buf *plain)
{
	struct found f = {
		.rule = rule,
		.severity =
			is_capital(char_at(r, begin)) ? rule->severity : SEVERITY_WARNING,
		.begin = begin,
		.end = end,
	};

	if (plain->size > 0)
		f.fix = buf_str(plain);
	return found_say(r, &f, "letters of two scripts that look alike%s%s%s%s",
		plain->size > 0 ? "; all in one: \"" : "",
		plain->size > 0 ? buf_str(plain) : "", plain->size > 0 ? "\"" : "",
		strcmp(script, "Cyrl") == 0   ? " (Cyrillic)"
		: strcmp(script, "Latn") == 0 ? " (Latin)"
					      : "");
}

static int look_at(const struct rule *rule, struct reading *r, size_t begin, size_t end,
	struct buf *plain)
{
	char script[5];

	if (!has_two_kinds(r->text + begin, end - begin))
		return 0;
	buf_clear(plain);
	int rc = spoof_word(
		r->checking->spoof, r->text + begin, end - begin, script, plain);
	if (rc <= 0)
		return rc;
	return buf_ok(plain) ? tell(rule, r, begin, end, script, plain) : BIS_ENOMEM;
}

static int look_at_parts(const struct rule *rule, struct reading *r,
	const struct token *t, struct buf *plain)
{
	int rc = 0;

	for (size_t begin = t->begin; rc == 0 && begin < t->end;) {
		const char *hyphen = memchr(r->text + begin, '-', t->end - begin);
		size_t end = hyphen == NULL ? t->end : (size_t)(hyphen - r->text);
		rc = look_at(rule, r, begin, end, plain);
		begin = end + 1;
	}
	return rc;
}

static int run(const struct rule *rule, struct reading *r)
{
	cleanup(buf_free) struct buf plain = BUF_INIT;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->tokens.n; i++) {
		const struct token *t = &r->tokens.at[i];
		if (t->kind == TOKEN_WORD && is_letter(char_at(r, t->begin)))
			rc = look_at_parts(rule, r, t, &plain);
	}
	return rc;
}

const struct rule rule_name_script = {
	.id = "NAME-SCRIPT",
	.summary = "a word with letters of two scripts that look alike",
	.severity = SEVERITY_ERROR,
	.run = run,
};
