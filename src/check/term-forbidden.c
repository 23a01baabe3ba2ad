/* SPDX-License-Identifier: Apache-2.0
 *
 * TERM-FORBIDDEN: a form the base says not to use.  What was right on the day of the
 * text passes.
 */
#include "config.h"
#include "src/check/rules.h"
#include "src/check/term.h"

static bool is_wrong(const struct reading *r, const struct mention *m)
{
	return m->form->status == STATUS_DEPRECATED && !term_was_right(r, m);
}

static int run(const struct rule *rule, struct reading *r)
{
	return term_tell(rule, r, is_wrong, "is not to be used", false);
}

const struct rule rule_term_forbidden = {
	.id = "TERM-FORBIDDEN",
	.summary = "a form the base says not to use",
	.severity = SEVERITY_ERROR,
	.needs_base = true,
	.needs_lang = true,
	.run = run,
};
