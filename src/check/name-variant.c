/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/check/rules.h"

#include <string.h>

#include "src/base/err.h"
#include "src/check/person-verdict.h"

/* Bytes of a space, plain or NO-BREAK, 0 none. */
static size_t white_space(const char *at, const char *end)
{
	if (*at == ' ')
		return 1;
	return end - at >= 2 && memcmp(at, "\xc2\xa0", 2) == 0 ? 2 : 0;
}

/* The white space between the words stays as it is, such as a NO-BREAK SPACE. */
static int keep_spaces(const struct reading *r, const struct person *p, struct buf *fix)
{
	cleanup(buf_free) struct buf out = BUF_INIT;
	const char *at = r->text + p->begin, *end = r->text + p->end;

	for (size_t i = 0; i < fix->size; i++) {
		if (fix->data[i] != ' ') {
			buf_addc(&out, fix->data[i]);
			continue;
		}
		size_t space = 0;
		while (at < end && (space = white_space(at, end)) == 0)
			at++;
		if (at == end)
			return 0; /* fewer words: it stays as it is made */
		buf_add(&out, at, space);
		at += space;
	}
	while (at < end && white_space(at, end) == 0)
		at++;
	if (at < end)
		return 0;
	buf_clear(fix);
	buf_add(fix, buf_str(&out), out.size);
	return buf_ok(fix) && buf_ok(&out) ? 0 : err_nomem();
}

/* Whether what is to be written stands there: another case of what the approved form
 * leaves in this one. */
static bool is_text(
	const struct reading *r, const struct person *p, const struct buf *fix)
{
	size_t size = p->end - p->begin;

	return fix->size == size && memcmp(buf_str(fix), r->text + p->begin, size) == 0;
}

static int tell(const struct rule *rule, struct reading *r, const struct person *p,
	const struct judgement *j)
{
	cleanup(buf_free) struct buf fix = BUF_INIT;
	const struct spelling *x = person_spelling(r, p);
	const char *approved = j->approved->text;
	bool proposed = j->approved->status == STATUS_PROPOSED;

	if (found_enough(r, rule))
		return 0;
	int rc = person_explain(r, p, j->approved, approved, j->approved->concept);
	if (rc < 0)
		return rc;
	buf_adds(&fix, x->fix);
	rc = keep_spaces(r, p, &fix);
	if (rc < 0 || is_text(r, p, &fix))
		return rc;
	bool certain = j->verdict == VERDICT_VARIANT && !proposed;
	struct found f = { .rule = rule,
		.severity = certain ? SEVERITY_ERROR : SEVERITY_WARNING,
		.begin = p->begin,
		.end = p->end,
		.why = x->why,
		.concept = j->approved->key,
		.fix = buf_str(&fix) };
	if (j->verdict == VERDICT_MISPRINT)
		return found_say(
			r, &f, "approved form is \"%s\"; one letter differs", approved);
	if (proposed)
		return found_say(
			r, &f, "proposed form, not approved yet, is \"%s\"", approved);
	return found_say(r, &f, "approved form is \"%s\"", approved);
}

static bool is_to_tell(const struct judgement *j)
{
	return j->verdict == VERDICT_VARIANT || j->verdict == VERDICT_MARKS ||
	       j->verdict == VERDICT_MISPRINT;
}

static int run(const struct rule *rule, struct reading *r)
{
	struct judgement j;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->n_people; i++) {
		rc = person_judge(r, &r->people[i], &j);
		if (rc == 0 && is_to_tell(&j))
			rc = tell(rule, r, &r->people[i], &j);
	}
	return rc;
}

const struct rule rule_name_variant = {
	.id = "NAME-VARIANT",
	.summary = "a name of a person in another spelling than the approved one",
	.severity = SEVERITY_ERROR,
	.needs_base = true,
	.run = run,
};
