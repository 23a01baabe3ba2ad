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
 * back:
 * where "former" stands before the name, or the sentence itself names a year at which it
 * was right, nothing is told.
 */
#include "config.h"
#include "src/check/officials.h"
#include "src/check/past.h"
#include "src/check/rules.h"
#include "src/check/variant.h"

#include <stdio.h>
#include <string.h>

#include "src/base/err.h"
#include "src/text/lang.h"

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

struct tenure {
	const char *from, *to;
	int64_t holder;
};

/* What the base says of the two: 1 held it then, 0 held it at another time (told in
 * *when),
 * -1 nothing. */
static int held(struct reading *r, int64_t person, int64_t office, struct tenure *when,
	int *verdict)
{
	const struct known_tie *ties;
	size_t n;
	int rc = mention_ties(r->checking->finder, person, &ties, &n);

	*verdict = -1;
	for (size_t i = 0; rc == 0 && i < n && *verdict != 1; i++) {
		if (ties[i].kind != RELATION_HOLDS || ties[i].backwards ||
			ties[i].other != office)
			continue;
		*verdict = valid_at(ties[i].from, ties[i].to, r->date);
		*when = (struct tenure){ ties[i].from, ties[i].to, person };
	}
	return rc;
}

/* Who held the office that day, where it is one for a single person: nobody is known to
 * have held it together with somebody else. */
static int holder_of(struct reading *r, int64_t office, struct tenure *out)
{
	const struct known_tie *ties;
	size_t n, found = 0;
	int rc = mention_ties(r->checking->finder, office, &ties, &n);

	out->holder = 0;
	for (size_t i = 0; rc == 0 && i < n; i++) {
		const struct known_tie *t = &ties[i];
		if (t->kind != RELATION_HOLDS || !t->backwards)
			continue;
		if (*t->from == '\0')
			return 0;
		if (!valid_at(t->from, t->to, r->date))
			continue;
		*out = (struct tenure){ t->from, t->to, t->other };
		found++;
	}
	if (found != 1)
		out->holder = 0;
	return rc;
}

/* Whether of two spans one ends before the other begins, or on the day, or in the month
 * or year that is all that is known. */
static bool is_apart(const struct known_tie *a, const struct known_tie *b)
{
	const char *end = a->to, *begin = b->from;
	size_t end_size = strlen(end), begin_size = strlen(begin);
	size_t known = end_size < begin_size ? end_size : begin_size;

	return known > 0 && strncmp(end, begin, known) <= 0;
}

/* Whether several are known to have held an office, each after another. */
static bool is_held_by_one(const struct known_tie *ties, size_t n)
{
	size_t holders = 0;

	for (size_t i = 0; i < n; i++) {
		if (ties[i].kind != RELATION_HOLDS || !ties[i].backwards)
			continue;
		holders++;
		for (size_t k = 0; k < i; k++)
			if (ties[k].kind == RELATION_HOLDS && ties[k].backwards &&
				!is_apart(&ties[k], &ties[i]) &&
				!is_apart(&ties[i], &ties[k]))
				return false;
	}
	return holders >= 2;
}

/* Who held an office that day of those who held it one after the other; holder 0 where
 * that is not known. */
static int sole_holder_of(struct reading *r, int64_t office, struct tenure *out)
{
	const struct known_tie *ties;
	size_t n;
	int rc = mention_ties(r->checking->finder, office, &ties, &n);

	*out = (struct tenure){ 0 };
	if (rc < 0 || !is_held_by_one(ties, n))
		return rc;
	for (size_t i = 0; i < n; i++)
		if (ties[i].kind == RELATION_HOLDS && ties[i].backwards &&
			valid_at(ties[i].from, ties[i].to, r->date))
			*out = (struct tenure){ ties[i].from, ties[i].to, ties[i].other };
	return 0;
}

static void say_tenure(const struct tenure *t, char *out, size_t size)
{
	if (*t->from != '\0' && *t->to != '\0')
		snprintf(out, size, "%s to %s", t->from, t->to);
	else if (*t->from != '\0')
		snprintf(out, size, "since %s", t->from);
	else
		snprintf(out, size, "until %s", t->to);
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
	int rc = holder_of(r, m->form->concept, &then);

	if (rc == 0 && then.holder != 0)
		rc = mention_approved(
			r->checking->finder, then.holder, r->lang, r->date, &other);
	if (rc < 0)
		return rc;
	if (who == NULL)
		return err_nomem();
	say_tenure(when, span, sizeof(span));
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
	int rc = sole_holder_of(r, m->form->concept, &then);

	if (rc < 0 || then.holder == 0 || then.holder == person->concept)
		return rc;
	rc = mention_approved(
		r->checking->finder, then.holder, r->lang, r->date, &holder);
	const char *who = reading_text(r, p->begin, p->end);
	if (who == NULL)
		return err_nomem();
	if (rc < 0 || holder == NULL)
		return rc;
	struct found f = { .rule = l->rule,
		.severity = l->rule->severity,
		.begin = m->begin,
		.end = p->end,
		.concept = person->key };
	return found_say(r, &f,
		"%s is not known to have held this office; on %s it was %s", who, r->date,
		holder->text);
}

/* Whether a title only says whose somebody is: "aide to the President of …", «помощник
 * Президента …» — behind a preposition with an article, or in another case than the name
 * and without a preposition of its own. */
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
		*attached = n >= 2 && at[n - 1].kind == UNIT_ARTICLE &&
			    at[n - 2].kind == UNIT_LIGHT;
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
		rc = held(l->r, person->concept, m->form->concept, &when, &verdict);
	if (rc < 0 || verdict == 1)
		return rc;
	if (verdict == 0 ? sentence_names_time(
				   l->r, m->begin, m->end, when.from, when.to) &&
				   strncmp(l->r->date, when.from, 4) != 0
			 : !is_title_of(l->r, m, p) ||
				   sentence_names_other_year(l->r, m->begin, p->end))
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
