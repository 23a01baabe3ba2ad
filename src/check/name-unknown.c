/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/check/rules.h"

#include "src/base/err.h"
#include "src/check/person-verdict.h"

static int tell(struct reading *r, const struct found *f, const char *name,
	const struct judgement *j)
{
	const struct known_form *near = j->approved != NULL ? j->approved : j->near;

	if (near == NULL)
		return found_say(r, f, "the base does not know \"%s\"", name);
	return found_say(
		r, f, "the base does not know \"%s\"; it has \"%s\"", name, near->text);
}

/* Each name once a text: where it first stands. */
static int run(const struct rule *rule, struct reading *r)
{
	cleanup(keymap_finish) struct keymap told = { 0 };
	struct judgement j;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->n_people; i++) {
		const struct person *p = &r->people[i];
		if (keymap_first(&told, (uint64_t)p->group) != 0)
			continue;
		rc = person_judge(r, p, &j);
		if (rc < 0 || j.verdict != VERDICT_UNKNOWN)
			continue;
		rc = keymap_add(&told, (uint64_t)p->group, 0);
		struct found f = { .rule = rule,
			.severity = rule->severity,
			.begin = p->begin,
			.end = p->end };
		if (rc == 0)
			rc = tell(r, &f, person_spelling(r, p)->text, &j);
	}
	return rc;
}

const struct rule rule_name_unknown = {
	.id = "NAME-UNKNOWN",
	.summary = "a name of a person that the base does not know",
	.severity = SEVERITY_NOTE,
	.needs_base = true,
	.run = run,
};
