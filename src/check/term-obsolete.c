/* SPDX-License-Identifier: Apache-2.0
 *
 * TERM-OBSOLETE: a form that is no longer used, or was not on the day of the text: the
 * base calls it obsolete, or knows when its time ended.  Texts speak of the past: a
 * note, and none where "former" stands before it or the sentence names a year of its
 * time.
 *
 * Names of bodies, offices and places of which the base knows the time belong to
 * TITLE-DATE, which knows what came after them.
 */
#include "config.h"
#include "src/check/rules.h"
#include "src/check/term.h"

#include "termbase/concept.h"

static bool is_wrong(const struct reading *r, const struct mention *m)
{
	const struct known_form *f = m->form;

	if (f->status == STATUS_OBSOLETE)
		return !term_was_right(r, m);
	if (f->kind == KIND_BODY || f->kind == KIND_OFFICE || f->kind == KIND_PLACE ||
		f->kind == KIND_ACRONYM)
		return false;
	/* its time is over; what has not begun is another matter */
	return (f->status == STATUS_PREFERRED || f->status == STATUS_ADMITTED) &&
	       *r->date != '\0' && *f->valid_to != '\0' &&
	       !valid_at("", f->valid_to, r->date);
}

static int run(const struct rule *rule, struct reading *r)
{
	static const struct term_search older = { .wrong = is_wrong,
		.severity = SEVERITY_NOTE,
		.what = "is an older form",
		.of_the_past = true };

	return term_tell(rule, r, &older);
}

const struct rule rule_term_obsolete = {
	.id = "TERM-OBSOLETE",
	.summary = "a form that is no longer used",
	.severity = SEVERITY_NOTE,
	.needs_base = true,
	.needs_lang = true,
	.run = run,
};
