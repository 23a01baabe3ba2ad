/* SPDX-License-Identifier: Apache-2.0
 *
 * TERM-MIXED: two admitted forms of one concept in one text.
 *
 * A form and its acronym or short form belong together, and so do forms that differ by
 * case or ending; only whole forms that say the same in other words are two.  The one
 * that is preferred, else the one that comes more often, else first, is the one to
 * keep.
 */
#include "config.h"
#include "src/check/rules.h"
#include "src/check/term.h"

#include <string.h>

#include "src/base/err.h"
#include "src/text/fold.h"

/* A form of a concept in the text. */
struct use {
	int64_t concept, form;
	const struct known_form *known;
	size_t n, first; /* how often; where first, by number of mention */
};

static bool counts(const struct mention *m)
{
	enum form_status status = m->form->status;
	enum form_kind kind = m->form->form_kind;

	return !m->hidden && m->same_lang && m->form->kind != KIND_PERSON &&
	       (status == STATUS_PREFERRED || status == STATUS_ADMITTED) &&
	       (kind == FORM_FULL || kind == FORM_VARIANT);
}

static int compare_uses(const void *left, const void *right)
{
	const struct use *a = left, *b = right;

	if (a->concept != b->concept)
	return a->concept < b->concept ? -1 : 1;
	if (a->form != b->form)
		return a->form < b->form ? -1 : 1;
	return (a->first > b->first) - (a->first < b->first);
}

/* All uses, by concept, each form once. */
static size_t gather(const struct mentions *m, struct use *uses)
{
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < m->n; i++)
		if (counts(&m->at[i]))
			uses[n++] = (struct use){ .concept = m->at[i].form->concept,
				.form = m->at[i].form->form,
				.known = m->at[i].form,
				.n = 1,
				.first = i };
	qsort(uses, n, sizeof(*uses), compare_uses);
	for (size_t i = 1; i < n; i++) {
		if (uses[i].concept == uses[kept].concept &&
			uses[i].form == uses[kept].form)
			uses[kept].n++;
		else
			uses[++kept] = uses[i];
	}
	return n == 0 ? 0 : kept + 1;
}

static bool is_better(const struct use *a, const struct use *b)
{
	int rank = status_rank(a->known->status) - status_rank(b->known->status);

	if (rank != 0)
		return rank < 0;
	return a->n != b->n ? a->n > b->n : a->first < b->first;
}

/* 1 where the two are other words, not the same in other letters. */
static int says_other(const struct use *a, const struct use *b)
{
	cleanup(buf_free) struct buf one = BUF_INIT, other = BUF_INIT;
	int rc = fold_text(FOLD_LOOSE, a->known->text, strlen(a->known->text), "", &one);

	if (rc == 0)
		rc = fold_text(
			FOLD_LOOSE, b->known->text, strlen(b->known->text), "", &other);
	return rc < 0 ? rc : strcmp(buf_str(&one), buf_str(&other)) != 0;
}

static int tell(const struct rule *rule, struct reading *r, const struct mention *m,
	const struct use *best)
{
	struct found f = {
		.rule = rule,
		.severity = rule->severity,
		.begin = m->begin,
		.end = m->end,
		.concept = m->form->key,
	};
	const char *text = reading_text(r, m->begin, m->end);
	int rc = text == NULL ? err_nomem() : term_fix(r, m, best->known->text, &f.fix);

	if (rc < 0)
		return rc;
	return found_say(r, &f,
		"\"%s\" and \"%s\" stand for one thing in this text: keep one", text,
		best->known->text);
}

/* Tells of the first mention of each other form of one concept. */
static int look_at(
	const struct rule *rule, struct reading *r, const struct use *uses, size_t n)
{
	const struct use *best = &uses[0];
	int rc = 0;

	for (size_t i = 1; i < n; i++)
		if (is_better(&uses[i], best))
			best = &uses[i];
	for (size_t i = 0; rc == 0 && i < n; i++)
		if (&uses[i] != best && (rc = says_other(&uses[i], best)) > 0)
			rc = tell(rule, r, &r->mentions.at[uses[i].first], best);
	return rc;
}

static int run(const struct rule *rule, struct reading *r)
{
	struct use *uses = calloc(r->mentions.n + 1, sizeof(*uses));
	int rc = 0;

	if (uses == NULL)
		return err_nomem();
	size_t n = gather(&r->mentions, uses);
	for (size_t i = 0, end; rc == 0 && i < n; i = end) {
		end = i + 1;
		while (end < n && uses[end].concept == uses[i].concept)
			end++;
		if (end - i > 1)
			rc = look_at(rule, r, &uses[i], end - i);
	}
	free(uses);
	return rc;
}

const struct rule rule_term_mixed = {
	.id = "TERM-MIXED",
	.summary = "two admitted forms of one concept in one text",
	.severity = SEVERITY_WARNING,
	.needs_base = true,
	.needs_lang = true,
	.run = run,
};
