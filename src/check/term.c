/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/check/term.h"

#include <string.h>

#include "src/base/err.h"
#include "src/check/officials.h"
#include "src/check/past.h"
#include "src/text/letters.h"
#include "src/text/utf8.h"

bool says_misspelt(const char *note)
{
	return note != NULL && strncmp(note, "misspelling", 11) == 0;
}

bool is_misspelling(const struct known_form *form)
{
	return form->status == STATUS_LOOKUP && says_misspelt(form->note);
}

bool term_was_right(const struct reading *r, const struct mention *m)
{
	const struct known_form *f = m->form;

	/* without an end it would be right to this day, which its status denies */
	return *r->date != '\0' && *f->valid_to != '\0' &&
	       valid_at(f->valid_from, f->valid_to, r->date);
}

static bool is_right(const struct reading *r, const struct mention *m)
{
	const struct known_form *f = m->form;

	if (!m->same_lang ||
		(f->status != STATUS_PREFERRED && f->status != STATUS_ADMITTED))
		return false;
	return *r->date == '\0' || valid_at(f->valid_from, f->valid_to, r->date);
}

/* Whether the words of mention `i` are right as a form of any concept: others of the same
 * place stand next to it. */
static bool is_right_elsewhere(const struct reading *r, size_t i)
{
	const struct mentions *m = &r->mentions;
	const struct mention *at = &m->at[i];

	for (size_t k = i; k-- > 0 && m->at[k].begin == at->begin;)
		if (m->at[k].end == at->end && is_right(r, &m->at[k]))
			return true;
	for (size_t k = i + 1; k < m->n && m->at[k].begin == at->begin; k++)
		if (m->at[k].end == at->end && is_right(r, &m->at[k]))
			return true;
	return false;
}

int term_fix(
	struct reading *r, const struct mention *m, const char *form, const char **out)
{
	const char *rest = form, *known = m->form->text, *here = r->text + m->begin;
	char first[5];

	*out = NULL;
	if (m->inflected)
		return 0;
	int32_t letter = utf8_next(&rest, form + strlen(form));
	bool raised = begins_capital(here, m->end - m->begin) &&
		      !begins_capital(known, strlen(known));
	first[utf8_put(first, raised ? letter_capital(letter) : letter)] = '\0';
	cleanup(buf_free) struct buf text = BUF_INIT;
	buf_adds(&text, first);
	buf_adds(&text, rest);
	*out = buf_ok(&text) ? keep_text(&r->keep, buf_str(&text), text.size) : NULL;
	return *out == NULL ? err_nomem() : 0;
}

/* What to write: what the form itself says, else the form of the concept for the language
 * and day of the text; NULL where there is neither, or it is the same. */
static int instead_of(struct reading *r, const struct mention *m, const char **out)
{
	const struct known_form *approved = NULL;
	int rc = 0;

	*out = m->form->instead;
	if (*out == NULL || **out == '\0') {
		rc = mention_approved(r->checking->finder, m->form->concept, r->lang,
			r->date, &approved);
		*out = approved == NULL ? NULL : approved->text;
	}
	if (*out != NULL && strcmp(*out, m->form->text) == 0)
		*out = NULL;
	return rc;
}

static int tell(const struct rule *rule, struct reading *r, const struct mention *m,
	const struct term_search *search)
{
	const char *instead = NULL, *text = reading_text(r, m->begin, m->end);
	struct found f = {
		.rule = rule,
		.severity = search->severity,
		.begin = m->begin,
		.end = m->end,
		.why = m->form->note,
		.concept = m->form->key,
	};
	int rc = text == NULL ? err_nomem() : instead_of(r, m, &instead);

	if (rc < 0)
		return rc;
	if (instead == NULL && search->if_better)
		return 0;
	if (instead == NULL)
		return found_say(r, &f, "\"%s\" %s", text, search->what);
	rc = term_fix(r, m, instead, &f.fix);
	if (rc < 0)
		return rc;
	return found_say(r, &f, "\"%s\" %s: write \"%s\"", text, search->what, instead);
}

/* Whether the text speaks of a time when the form was right. */
static int is_of_the_past(struct reading *r, const struct mention *m, bool *past)
{
	cleanup(unit_list_finish) struct units units = { 0 };
	const struct known_form *f = m->form;
	struct officials *officials;
	int rc = officials_of(r, &officials);

	*past = *f->valid_to != '\0' &&
		sentence_names_time(r, m->begin, m->end, f->valid_from, f->valid_to);
	if (rc < 0 || *past || officials == NULL)
		return rc;
	return is_ranked(r, officials_units(officials), &units, m->begin, past);
}

static int look_at(const struct rule *rule, struct reading *r, const struct mention *m,
	const struct term_search *search)
{
	bool past = false;
	int rc = 0;

	if (found_enough(r, rule))
		return 0;
	if (search->of_the_past)
		rc = is_of_the_past(r, m, &past);
	return rc < 0 || past ? rc : tell(rule, r, m, search);
}

/* A mention that is wrong: which, and of what form. */
struct wrong {
	int64_t form;
	size_t mention;
};

static int compare_wrong(const void *left, const void *right)
{
	const struct wrong *a = left, *b = right;

	if (a->form != b->form)
		return a->form < b->form ? -1 : 1;
	return (a->mention > b->mention) - (a->mention < b->mention);
}

static size_t gather(const struct reading *r, term_test *wrong, struct wrong *out)
{
	size_t n = 0;

	for (size_t i = 0; i < r->mentions.n; i++) {
		const struct mention *m = &r->mentions.at[i];
		if (!m->hidden && m->same_lang && m->form->kind != KIND_PERSON &&
			wrong(r, m) && !is_right_elsewhere(r, i))
			out[n++] = (struct wrong){ .form = m->form->form, .mention = i };
	}
	return n;
}

int term_tell(
	const struct rule *rule, struct reading *r, const struct term_search *search)
{
	bool once = search->once;
	struct wrong *all = calloc(r->mentions.n + 1, sizeof(*all));
	int rc = 0;

	if (all == NULL)
		return err_nomem();
	size_t n = gather(r, search->wrong, all);
	if (once)
		qsort(all, n, sizeof(*all), compare_wrong);
	for (size_t i = 0; rc == 0 && i < n; i++)
		if (!once || i == 0 || all[i].form != all[i - 1].form)
			rc = look_at(rule, r, &r->mentions.at[all[i].mention], search);
	free(all);
	return rc;
}
