/* SPDX-License-Identifier: Apache-2.0
 *
 * TERM-PROPOSED: a form nobody has approved yet beside one that is, told where it is
 * mentioned first.  Where nothing is approved there is nothing else to write.
 */
#include "config.h"
#include "src/check/rules.h"
#include "src/check/term.h"

static bool is_wrong(const struct reading *r, const struct mention *m)
{
	(void)r;
	return m->form->status == STATUS_PROPOSED;
}

static int run(const struct rule *rule, struct reading *r)
{
	static const struct term_search proposed = { .wrong = is_wrong,
		.severity = SEVERITY_NOTE,
		.what = "is only proposed",
		.once = true,
		.if_better = true };

	return term_tell(rule, r, &proposed);
}

const struct rule rule_term_proposed = {
	.id = "TERM-PROPOSED",
	.summary = "a form nobody has approved, where there is one that is",
	.severity = SEVERITY_NOTE,
	.needs_base = true,
	.needs_lang = true,
	.run = run,
};
