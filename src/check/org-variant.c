/* SPDX-License-Identifier: Apache-2.0
 *
 * ORG-VARIANT: the name of a body written otherwise than officially (Narcotics Control
 * Agency for Drug Control Agency; other word order, prepositions; Republic Uzbekistan),
 * or a misspelling the base knows.
 *
 * A warning where the words are those of the name and only their order, a preposition, an
 * ending or a letter is not; a note where another word stands for one, which may be meant.
 */
#include "config.h"
#include "src/check/rules.h"
#include "src/check/variant.h"

static int run(const struct rule *rule, struct reading *r)
{
	return variants_tell(
		rule, r, 1u << KIND_BODY | 1u << KIND_PLACE | 1u << KIND_ACRONYM);
}

const struct rule rule_org_variant = {
	.id = "ORG-VARIANT",
	.summary = "the name of a body written otherwise than officially",
	.severity = SEVERITY_WARNING,
	.needs_base = true,
	.needs_lang = true,
	.run = run,
};
