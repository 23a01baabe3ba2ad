/* SPDX-License-Identifier: Apache-2.0
 *
 * Every rule there is, and finding them by name.
 */
#ifndef BISOTUN_CHECK_RULES_H
#define BISOTUN_CHECK_RULES_H

#include "src/check/check.h"

/* names: rule-name-*.c */
extern const struct rule rule_name_variant;
extern const struct rule rule_name_mixed;
extern const struct rule rule_name_unknown;
extern const struct rule rule_name_script;

/* titles, bodies, acronyms */
extern const struct rule rule_title_date;
extern const struct rule rule_title_variant;
extern const struct rule rule_org_variant;
extern const struct rule rule_acronym_first;
extern const struct rule rule_acronym_mismatch;

/* terms */
extern const struct rule rule_term_forbidden;
extern const struct rule rule_term_obsolete;
extern const struct rule rule_term_proposed;
extern const struct rule rule_term_mixed;

/* typography */
extern const struct rule rule_typ_doublespace;
extern const struct rule rule_typ_repeat;
extern const struct rule rule_typ_brackets;
extern const struct rule rule_typ_quotes;
extern const struct rule rule_typ_puncspace;
extern const struct rule rule_typ_endpunc;
extern const struct rule rule_typ_nbsp;
extern const struct rule rule_typ_bidi;
extern const struct rule rule_typ_ctrl;
extern const struct rule rule_typ_truncated;

#define RULES_MAX 64

size_t rules_count(void);
/* The place of a rule in rules[]. */
size_t rule_index(const struct rule *rule);

/* The rules that a word means, a bit each: an id ("TYP-QUOTES"), a family ("TYP"), "*"
 * all, in capitals or not.  0 where it means none. */
uint64_t rules_named(const char *name);
static inline bool rule_in(uint64_t set, const struct rule *rule)
{
	return (set >> rule_index(rule) & 1) != 0;
}

/* "note" "warning" "error" and back; -1 where the word is none of them. */
const char *severity_name(enum severity severity);
int severity_of_name(const char *name);

#endif
