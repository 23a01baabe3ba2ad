/* SPDX-License-Identifier: Apache-2.0
 *
 * ACRONYM-FIRST: an acronym the base knows that stands in a text without having been
 * explained.
 *
 * Explained is what was named in full before, in the running text, or stands in brackets
 * behind the acronym.  Headlines neither need an explanation nor are one.
 */
#include "config.h"
#include "src/check/acronym.h"
#include "src/base/room.h"
#include "src/check/rules.h"

#include <string.h>

#include "src/base/err.h"

#define MEANINGS 4

/* What an acronym may stand for. */
struct meant {
	int64_t concepts[MEANINGS];
	size_t n;
};

/* The concepts that were explained, or told of, in this text. */
struct seen {
	int64_t *at;
	size_t n, capacity;
};

static void seen_finish(struct seen *s)
{
	free(s->at);
}

static bool is_seen(const struct seen *s, int64_t concept)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->at[i] == concept)
			return true;
	return false;
}

static int see(struct seen *s, int64_t concept)
{
	if (is_seen(s, concept))
		return 0;
	if (room_for_one(&s->at, s->n, &s->capacity) < 0)
		return BIS_ENOMEM;
	s->at[s->n++] = concept;
	return 0;
}

static int add_meaning(void *ctx, int64_t concept)
{
	struct meant *m = ctx;

	for (size_t i = 0; i < m->n; i++)
		if (m->concepts[i] == concept)
			return 0;
	if (m->n < MEANINGS)
	m->concepts[m->n++] = concept;
	return 0;
}

/* All that is meant by what stands at the place of mention `i`; *next behind those. */
static int meanings_at(struct reading *r, size_t i, struct meant *out, size_t *next)
{
	const struct mention *first = &r->mentions.at[i];
	int rc = 0;

	for (; rc == 0 && i < r->mentions.n && r->mentions.at[i].begin == first->begin;
		i++) {
		const struct mention *m = &r->mentions.at[i];
		if (m->end == first->end && m->same_lang && acronym_form(m->form) &&
			m->form->status != STATUS_LOOKUP)
			rc = acronym_meanings(r, m->form, add_meaning, out);
	}
	*next = i;
	return rc;
}

/* The paragraph a place is in, from the one before on. */
static bool in_heading(const struct reading *r, size_t at, size_t *paragraph)
{
	while (*paragraph + 1 < r->doc.n && r->doc.paragraphs[*paragraph].end <= at)
		++*paragraph;
	return *paragraph < r->doc.n && r->doc.paragraphs[*paragraph].heading;
}

/* Whether one of the concepts is named in brackets right behind. */
static bool is_explained_behind(
	const struct reading *r, size_t i, const struct meant *meant)
{
	size_t end = r->mentions.at[i].end;

	for (; i < r->mentions.n && r->mentions.at[i].begin <= end + 8; i++) {
		const struct mention *m = &r->mentions.at[i];
		if (m->begin <= end || acronym_form(m->form) ||
			memchr(r->text + end, '(', m->begin - end) == NULL)
			continue;
		for (size_t k = 0; k < meant->n; k++)
			if (meant->concepts[k] == m->form->concept)
				return true;
	}
	return false;
}

static int full_name(struct reading *r, int64_t concept, const char **out)
{
	const struct known_form *form = NULL;
	int rc = mention_approved(r->checking->finder, concept, r->lang, r->date, &form);

	*out = form == NULL || acronym_form(form) ? NULL : form->text;
	return rc;
}

static int tell(const struct rule *rule, struct reading *r, const struct mention *m,
	const struct meant *meant)
{
	struct found f = { .rule = rule,
		.severity = rule->severity,
		.begin = m->begin,
		.end = m->end,
		.concept = m->form->key };
	const char *text = reading_text(r, m->begin, m->end), *names[2] = { NULL, NULL };
	size_t n = 0;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < meant->n && n < 2; i++) {
		rc = full_name(r, meant->concepts[i], &names[n]);
		n += rc == 0 && names[n] != NULL;
	}
	if (rc < 0 || n == 0)
		return rc;
	if (text == NULL)
		return err_nomem();
	if (n == 2)
		return found_say(r, &f,
			"\"%s\" is not explained; it may be \"%s\" or \"%s\"", text,
			names[0], names[1]);
	return found_say(r, &f, "\"%s\" is not explained: \"%s\"", text, names[0]);
}

/* An acronym at mention i: told of if it is the first that is not explained. */
static int look_at(const struct rule *rule, struct reading *r, size_t i,
	struct seen *seen, size_t *next)
{
	const struct mention *m = &r->mentions.at[i];
	struct meant meant = { .n = 0 };
	bool known = false, explained = false;
	int rc = meanings_at(r, i, &meant, next);

	for (size_t k = 0; k < meant.n; k++)
		explained |= is_seen(seen, meant.concepts[k]);
	if (rc == 0 && meant.n > 0 && !explained)
		rc = acronym_is(
			r, "known", r->text + m->begin, m->end - m->begin, &known);
	if (rc == 0 && meant.n > 0 && !explained && !known &&
		!is_explained_behind(r, i, &meant))
		rc = tell(rule, r, m, &meant);
	for (size_t k = 0; rc == 0 && k < meant.n; k++)
		rc = see(seen, meant.concepts[k]);
	return rc;
}

static bool is_acronym_here(const struct reading *r, const struct mention *m)
{
	size_t size;

	return m->n_tokens == 1 && acronym_form(m->form) &&
	       acronym_token(r, &r->tokens.at[m->first_token], &size);
}

static int run(const struct rule *rule, struct reading *r)
{
	cleanup(seen_finish) struct seen seen = { 0 };
	size_t paragraph = 0;
	int rc = 0;

	for (size_t i = 0, next; rc == 0 && i < r->mentions.n; i = next) {
		const struct mention *m = &r->mentions.at[i];
		next = i + 1;
		if (!m->same_lang || in_heading(r, m->begin, &paragraph))
			continue;
		if (!acronym_form(m->form))
			rc = see(&seen, m->form->concept);
		else if (!m->hidden && is_acronym_here(r, m))
			rc = look_at(rule, r, i, &seen, &next);
	}
	return rc;
}

const struct rule rule_acronym_first = {
	.id = "ACRONYM-FIRST",
	.summary = "an acronym that is not explained where it first stands",
	.severity = SEVERITY_NOTE,
	.needs_base = true,
	.needs_lang = true,
	.run = run,
};
