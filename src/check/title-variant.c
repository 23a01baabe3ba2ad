/* SPDX-License-Identifier: Apache-2.0
 *
 * TITLE-VARIANT: the title of an office, a document or an event written otherwise than
 * officially; in the same way as ORG-VARIANT.
 */
#include "config.h"
#include "src/check/rules.h"
#include "src/check/variant.h"

static int run(const struct rule *rule, struct reading *r)
{
	return variants_tell(
		rule, r, 1u << KIND_OFFICE | 1u << KIND_DOCUMENT | 1u << KIND_EVENT);
}

const struct rule rule_title_variant = {
	.id = "TITLE-VARIANT",
	.summary = "the title of an office, document or event written otherwise than "
		   "officially",
	.severity = SEVERITY_WARNING,
	.needs_base = true,
	.needs_lang = true,
	.run = run,
};
