/* SPDX-License-Identifier: Apache-2.0
 *
 * TERM-FORBIDDEN: a form the base says not to use.  What was right on the day of the
 * text passes.  A term the base knows to be misspelt is a warning: "heroine" is a word
 * too.  Misspelt names of bodies, places and documents are told by the rules on those.
 */
#include "config.h"
#include "src/check/rules.h"
#include "src/check/term.h"

static bool is_wrong(const struct reading *r, const struct mention *m)
{
	return m->form->status == STATUS_DEPRECATED && !term_was_right(r, m);
}

static bool is_misspelt(const struct reading *r, const struct mention *m)
{
	(void)r;
	return m->form->kind == KIND_TERM && is_misspelling(m->form);
}

static int run(const struct rule *rule, struct reading *r)
{
	static const struct term_search forbidden = {
		.wrong = is_wrong, .severity = SEVERITY_ERROR, .what = "is not to be used"
	};
	static const struct term_search misspelt = {
		.wrong = is_misspelt, .severity = SEVERITY_WARNING, .what = "is misspelt"
	};
	int rc = term_tell(rule, r, &forbidden);

	return rc < 0 ? rc : term_tell(rule, r, &misspelt);
}

const struct rule rule_term_forbidden = {
	.id = "TERM-FORBIDDEN",
	.summary = "a form the base says not to use",
	.severity = SEVERITY_ERROR,
	.needs_base = true,
	.needs_lang = true,
	.run = run,
};
