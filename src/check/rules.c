/* SPDX-License-Identifier: Apache-2.0
 *
 * The rules, in the order in which lists show them.
 */
#include "config.h"
#include "src/check/rules.h"

#include <string.h>
#include <strings.h>

const struct rule *const rules[] = {
	&rule_name_variant,
	&rule_name_mixed,
	&rule_name_unknown,
	&rule_name_script,
	&rule_title_date,
	&rule_title_variant,
	&rule_org_variant,
	&rule_acronym_first,
	&rule_acronym_mismatch,
	&rule_term_forbidden,
	&rule_term_obsolete,
	&rule_term_proposed,
	&rule_term_mixed,
	&rule_typ_doublespace,
	&rule_typ_repeat,
	&rule_typ_brackets,
	&rule_typ_quotes,
	&rule_typ_puncspace,
	&rule_typ_endpunc,
	&rule_typ_nbsp,
	&rule_typ_bidi,
	&rule_typ_ctrl,
	&rule_typ_truncated,
	NULL,
};

_Static_assert(N_ELEMENTS(rules) - 1 <= RULES_MAX, "sets of rules have a bit for each");

static const char *const severities[N_SEVERITIES] = {
	[SEVERITY_NOTE] = "note",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_ERROR] = "error",
};

size_t rules_count(void)
{
	return N_ELEMENTS(rules) - 1;
}

size_t rule_index(const struct rule *rule)
{
	size_t i = 0;

	while (rules[i] != rule && rules[i] != NULL)
		i++;
	return i;
}

static bool is_named(const struct rule *rule, const char *name, size_t size)
{
	return strncasecmp(rule->id, name, size) == 0 &&
	       (rule->id[size] == '\0' || rule->id[size] == '-');
}

uint64_t rules_named(const char *name)
{
	size_t size = strlen(name);
	uint64_t set = 0;

	for (size_t i = 0; rules[i] != NULL; i++)
		if (strcmp(name, "*") == 0 ||
			(size > 0 && is_named(rules[i], name, size)))
			set |= UINT64_C(1) << i;
	return set;
}

const char *severity_name(enum severity severity)
{
	return severities[severity];
}

int severity_of_name(const char *name)
{
	for (int i = 0; i < N_SEVERITIES; i++)
		if (strcmp(severities[i], name) == 0)
			return i;
	return -1;
}

bool bis_rule_at(size_t i, struct bis_rule *out)
{
	if (i >= rules_count())
		return false;
	*out = (struct bis_rule){
		.id = rules[i]->id,
		.severity = severities[rules[i]->severity],
		.summary = rules[i]->summary,
		.usual = !rules[i]->unusual,
	};
	return true;
}
