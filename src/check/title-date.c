/* SPDX-License-Identifier: Apache-2.0
 *
 * TITLE-DATE: an office that the person beside it did not hold on the day of the text,
 * and names of bodies, offices and places that were not theirs then.
 *
 * Of somebody of whom the base does not say that he ever held an office it is told only
 * where the office is one that people hold one after the other, and it is known who held
 * it on the day.
 *
 * Only dates that are known count, and a year alone means all of it.  A text may look
 * back: where "former" stands before the name, or the sentence itself names a year at
 * which it was right, nothing is told.
 */
#include "config.h"
#include "src/check/officials.h"
#include "src/check/past.h"
#include "src/check/rules.h"
#include "src/check/tenure.h"
#include "src/check/variant.h"

#include <string.h>

#include "src/base/err.h"

#define GAP_MOST 24 /* bytes between an office and its holder */

struct look {
	const struct rule *rule;
	struct reading *r;
	struct officials *officials;
	struct units units; /* of what stands before a name */
};

static void look_finish(struct look *l)
{
	unit_list_finish(&l->units);
}

static int is_ranked_here(struct look *l, size_t begin, bool *ranked)
{
	return is_ranked(l->r, officials_units(l->officials), &l->units, begin, ranked);
}

static bool is_right(enum form_status status)
{
	return status == STATUS_PREFERRED || status == STATUS_ADMITTED ||
	       status == STATUS_PROPOSED;
}

/* --- names that were not theirs ----------------------------------------------------- */

/* Whether the same letters are a name that was right on the day. */
static bool is_right_elsewhere(const struct reading *r, const struct mention *m)
{
	for (size_t i = mentions_near(r, m->begin);
		i < r->mentions.n && r->mentions.at[i].begin <= m->begin; i++) {
		const struct mention *o = &r->mentions.at[i];
		if (o->end >= m->end && o->same_lang &&
			(o->form->status == STATUS_LOOKUP || is_right(o->form->status)) &&
			valid_at(o->form->valid_from, o->form->valid_to, r->date))
			return true;
	}
	return false;
}

/* The name of what came after a body; NULL where that isn't known. */
static int successor_of(struct reading *r, int64_t concept, const char **out)
{
	const struct known_form *form = NULL;
	const struct known_tie *ties;
	size_t n;
	int rc = mention_ties(r->checking->finder, concept, &ties, &n);

	*out = NULL;
	for (size_t i = 0; rc == 0 && form == NULL && i < n; i++)
		if (ties[i].kind == RELATION_SUCCEEDS && ties[i].backwards)
			rc = mention_approved(r->checking->finder, ties[i].other, r->lang,
				r->date, &form);
	if (form != NULL && valid_at(form->valid_from, form->valid_to, r->date))
		*out = form->text;
	return rc;
}

static int name_of_day(struct reading *r, const struct mention *m, const char **out)
{
	const struct known_form *form = NULL;
	int rc = mention_approved(
		r->checking->finder, m->form->concept, r->lang, r->date, &form);

	*out = form != NULL && is_right(form->status) && form != m->form &&
			       valid_at(form->valid_from, form->valid_to, r->date)
		       ? form->text
		       : NULL;
	return rc < 0 || *out != NULL ? rc : successor_of(r, m->form->concept, out);
}

static int tell_name(struct look *l, const struct mention *m)
{
	struct reading *r = l->r;
	const char *to = m->form->valid_to, *instead;
	bool early = !valid_at(m->form->valid_from, "", r->date);
	struct found f = { .rule = l->rule,
		.begin = m->begin,
		.end = m->end,
		.severity = early ? SEVERITY_NOTE : l->rule->severity,
		.concept = m->form->key };
	int rc = name_of_day(r, m, &instead);

	if (rc < 0)
		return rc;
	if (early)
		return found_say(r, &f, "a name since %s, the text is of %s",
			m->form->valid_from, r->date);
	if (instead == NULL)
		return found_say(
			r, &f, "a name until %s, the text is of %s", to, r->date);
	f.fix = m->inflected ? NULL : instead;
	return found_say(r, &f, "a name until %s, the text is of %s: since then \"%s\"",
		to, r->date, instead);
}

static bool is_dated_name(const struct mention *m)
{
	enum concept_kind kind = m->form->kind;

	return !m->hidden && m->same_lang && is_right(m->form->status) &&
	       (kind == KIND_BODY || kind == KIND_OFFICE || kind == KIND_PLACE ||
		       kind == KIND_ACRONYM);
}

static int look_at_names(struct look *l)
{
	struct reading *r = l->r;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->mentions.n; i++) {
		const struct mention *m = &r->mentions.at[i];
		bool ranked;
		if (!is_dated_name(m) ||
			valid_at(m->form->valid_from, m->form->valid_to, r->date) ||
			is_right_elsewhere(r, m) ||
			sentence_names_time(r, m->begin, m->end, m->form->valid_from,
				m->form->valid_to))
			continue;
		rc = is_ranked_here(l, m->begin, &ranked);
		if (rc == 0 && !ranked)
			rc = tell_name(l, m);
	}
	return rc;
}

/* --- offices ------------------------------------------------------------------------ */

/* The concept of a person: of the base's spelling, or of a spelling that stands for
 * it. */
static const struct known_form *known_person(const struct person *p)
{
	if (p->mention != NULL && p->mention->form->kind == KIND_PERSON)
		return p->mention->form;
	if (p->n_known == 0 || p->known[0].score < 80)
		return NULL;
	for (size_t i = 1; i < p->n_known; i++)
		if (p->known[i].form->concept != p->known[0].form->concept &&
			p->known[i].score > p->known[0].score - 5)
			return NULL;
	return p->known[0].form;
}

/* Whether a title says whose it is: "SCO Secretary-General", not "Director-General". */
static int says_whose(struct look *l, const struct mention *m, bool *whose)
{
	int rc =
		unit_reader_name(officials_units(l->officials), m->form->text, &l->units);

	*whose = is_right(m->form->status) && l->units.n > 3;
	for (size_t i = 0; rc == 0 && i < l->units.n; i++)
		*whose |= unit_is_owner(&l->units.at[i]);
	for (size_t i = 0; rc == 0 && i < m->n_tokens && !*whose; i++) {
		const char *word = l->r->text + l->r->tokens.at[m->first_token + i].begin;
		*whose = word[0] >= 'A' && word[0] <= 'Z' && word[1] >= 'A' &&
			 word[1] <= 'Z';
	}
	return rc;
}

/* Nothing between, but a comma behind the name, or an honorific before it. */
static bool is_beside(
	const struct reading *r, const struct mention *m, const struct person *p)
{
	size_t from, to;
	bool title = p->title_end > p->title_begin && p->title_begin <= m->begin &&
		     p->title_end >= m->end;

	if (title)
		return true;
	if (m->end <= p->begin) {
		from = m->end;
		to = p->begin;
	} else if (p->end <= m->begin) {
		from = p->end;
		to = m->begin;
	} else {
		return false;
	}
	if (to - from > GAP_MOST)
		return false;
	for (size_t i = from; i < to; i++)
		if (strchr("\n;:()?!", r->text[i]) != NULL ||
			(r->text[i] == ',' && m->end <= p->begin) ||
			(r->text[i] >= 'a' && r->text[i] <= 'z' && p->end <= m->begin) ||
			(unsigned char)r->text[i] >= 0xD0)
			return false;
	return true;
}

static int tell_office(struct look *l, const struct mention *m, const struct person *p,
	const struct known_form *person, const struct tenure *when)
{
	struct reading *r = l->r;
	const struct known_form *other = NULL;
	struct tenure then = { 0 };
	char span[64];
	size_t begin = m->begin < p->begin ? m->begin : p->begin;
	size_t end = m->end > p->end ? m->end : p->end;
	struct found f = { .rule = l->rule,
		.severity = l->rule->severity,
		.begin = begin,
		.end = end,
		.concept = person->key };
	const char *who = reading_text(r, p->begin, p->end);
	int rc = tenure_holder(r, m->form->concept, &then);

	if (rc == 0 && then.holder != 0)
		rc = mention_approved(
			r->checking->finder, then.holder, r->lang, r->date, &other);
	if (rc < 0)
		return rc;
	if (who == NULL)
		return err_nomem();
	tenure_say(when, span, sizeof(span));
	if (other == NULL)
		return found_say(r, &f, "%s held this office %s, the text is of %s", who,
			span, r->date);
	return found_say(r, &f, "%s held this office %s; on %s it was %s", who, span,
		r->date, other->text);
}

/* Nothing but blanks between an office and the name behind it. */
static bool is_title_of(
	const struct reading *r, const struct mention *m, const struct person *p)
{
	if (p->begin < m->end || p->begin - m->end > GAP_MOST)
		return false;
	for (size_t i = m->end; i < p->begin; i++)
		if (strchr(" \n\xc2\xa0", r->text[i]) == NULL)
			return false;
	return true;
}

/* An office somebody else is known to have held that day. */
static int tell_other(struct look *l, const struct mention *m, const struct person *p,
	const struct known_form *person)
{
	struct reading *r = l->r;
	const struct known_form *holder = NULL;
	struct tenure then;
	int rc = tenure_sole_holder(r, m->form->concept, &then);

	if (rc < 0 || then.holder == 0 || then.holder == person->concept)
		return rc;
	rc = mention_approved(
		r->checking->finder, then.holder, r->lang, r->date, &holder);
	if (rc < 0 || holder == NULL)
		return rc;
	const char *who = reading_text(r, p->begin, p->end);
	if (who == NULL)
		return err_nomem();
	struct found f = { .rule = l->rule,
		.severity = l->rule->severity,
		.begin = m->begin,
		.end = p->end,
		.concept = person->key };
	return found_say(r, &f,
		"%s is not known to have held this office; on %s it was %s", who, r->date,
		holder->text);
}

/* "aide to the" before a title, "Special Representative of": a preposition with an article
 * behind it, or with a title before it. */
static bool is_tied(const struct unit *at, size_t n)
{
	if (n < 2)
		return false;
	return (at[n - 1].kind == UNIT_ARTICLE && at[n - 2].kind == UNIT_LIGHT) ||
	       (at[n - 1].kind == UNIT_LIGHT && at[n - 2].kind == UNIT_WORD &&
		       at[n - 2].capital);
}

/* Whether a title only says whose somebody is: "aide to the President of …", «помощник
 * Президента …» — tied to what stands before it, or in another case than the name and
 * without a preposition of its own. */
static int is_attached(
	struct look *l, const struct mention *m, const struct person *p, bool *attached)
{
	int rc = units_before(l->r, officials_units(l->officials), &l->units, m->begin);
	const struct unit *at = l->units.at;
	size_t n = l->units.n;
	bool plain = p->mention != NULL && !p->mention->inflected;

	*attached = false;
	if (rc < 0)
		return rc;
	if (!unit_lang_has_cases(l->r->lang))
		*attached = is_tied(at, n);
	else if (m->inflected)
		*attached = plain || (n > 0 && at[n - 1].kind == UNIT_WORD);
	return 0;
}

/* The text does not look back, where the two stand. */
static int is_of_now(
	struct look *l, const struct mention *m, const struct person *p, bool *now)
{
	bool ranked;
	int rc = is_ranked_here(l, m->begin, &ranked);

	if (rc == 0 && !ranked)
		rc = is_ranked_here(l, p->begin, &ranked);
	*now = rc == 0 && !ranked;
	return rc;
}

/* The sentence names a year of the time at which the office was theirs. */
static bool is_of_then(
	const struct reading *r, const struct mention *m, const struct tenure *when)
{
	return sentence_names_time(r, m->begin, m->end, when->from, when->to) &&
	       strncmp(r->date, when->from, 4) != 0;
}

/* A title right before the name, in a sentence that names no other year. */
static bool is_plain_title(
	const struct reading *r, const struct mention *m, const struct person *p)
{
	return is_title_of(r, m, p) && !sentence_names_other_year(r, m->begin, p->end);
}

static int look_at_pair(struct look *l, const struct mention *m, const struct person *p)
{
	const struct known_form *person = known_person(p);
	struct tenure when = { 0 };
	bool whose, now, attached = false;
	int verdict = 1;

	if (person == NULL || !is_beside(l->r, m, p))
		return 0;
	int rc = says_whose(l, m, &whose);
	if (rc == 0 && whose)
		rc = tenure_of(l->r, person->concept, m->form->concept, &when, &verdict);
	if (rc < 0 || verdict == 1)
		return rc;
	if (verdict == 0 ? is_of_then(l->r, m, &when) : !is_plain_title(l->r, m, p))
		return 0;
	rc = is_of_now(l, m, p, &now);
	if (rc == 0 && verdict < 0)
		rc = is_attached(l, m, p, &attached);
	if (rc < 0 || !now || attached)
		return rc;
	return verdict == 0 ? tell_office(l, m, p, person, &when)
			    : tell_other(l, m, p, person);
}

/* Each title with the people around it. */
static int look_at_offices(struct look *l)
{
	struct reading *r = l->r;
	size_t first = 0;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->mentions.n; i++) {
		const struct mention *m = &r->mentions.at[i];
		if (m->hidden || !m->same_lang || m->form->kind != KIND_OFFICE)
			continue;
		while (first < r->n_people && r->people[first].end + GAP_MOST < m->begin)
			first++;
		for (size_t k = first; rc == 0 && k < r->n_people &&
				       r->people[k].begin <= m->end + GAP_MOST;
			k++)
			rc = look_at_pair(l, m, &r->people[k]);
	}
	return rc;
}

static int run(const struct rule *rule, struct reading *r)
{
	cleanup(look_finish) struct look l = { .rule = rule, .r = r };
	int rc = officials_of(r, &l.officials);

	if (rc < 0 || l.officials == NULL)
		return rc;
	rc = look_at_names(&l);
	return rc < 0 ? rc : look_at_offices(&l);
}

const struct rule rule_title_date = {
	.id = "TITLE-DATE",
	.summary = "an office not held, or a name not valid, on the day of the text",
	.severity = SEVERITY_WARNING,
	.needs_base = true,
	.needs_lang = true,
	.needs_date = true,
	.run = run,
};
