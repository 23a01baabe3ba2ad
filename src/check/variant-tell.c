/* SPDX-License-Identifier: Apache-2.0
 *
 * Whether a name that fits is to be told, and in which words.
 *
 * What the base has as a right name of anything, at that place or around it, is right; a
 * form that only finds things (look-up) is never wrong for being one, but where it is
 * also another wording of the official name that is told as a note.
 */
#include "config.h"
#include "src/check/variant-inside.h"

#include <string.h>

#include "src/base/err.h"

#define LONG 5 /* words of names that are no everyday words */

static size_t begin_of(const struct hunt *h, const struct alignment *a)
{
	return h->units.at[a->first].begin;
}

static size_t end_of(const struct hunt *h, const struct alignment *a)
{
	return h->units.at[a->last].end;
}

/* Inflected: in a language of which names are not, "World Drug Reports". */
enum standing {
	STANDS_ALONE,
	STANDS_INFLECTED,
	STANDS_RIGHT,
	STANDS_LOOKUP,
	STANDS_SHORT
};

/* What one mention says of a place that is taken for the name of `concept`. */
static enum standing standing_by(
	const struct mention *m, size_t begin, size_t end, int64_t concept, bool cases)
{
	bool covers = m->begin <= begin && m->end >= end;
	bool crosses = !covers && (m->begin < begin || m->end > end);
	bool most = (m->end - m->begin) * 5 >= (end - begin) * 4;
	bool same = m->form->concept == concept;

	if (m->form->kind == KIND_TERM || !m->same_lang)
		return covers && variant_is_right(m->form->status) ? STANDS_RIGHT
								   : STANDS_ALONE;
	if (variant_is_right(m->form->status) && same && covers && m->inflected && !cases)
		return STANDS_INFLECTED;
	if (variant_is_right(m->form->status) && (covers || crosses || same))
		return STANDS_RIGHT;
	if (m->form->status != STATUS_LOOKUP)
		return covers ? STANDS_RIGHT : STANDS_ALONE; /* told by another rule */
	if (!same)
		return covers || (most && !crosses) ? STANDS_RIGHT : STANDS_ALONE;
	if (!covers && !most)
		return STANDS_ALONE;
	return m->form->form_kind == FORM_VARIANT || m->form->form_kind == FORM_FULL
		       ? STANDS_LOOKUP
		       : STANDS_SHORT;
}

static enum standing standing_of(const struct hunt *h, const struct alignment *a)
{
	const struct mentions *m = &h->r->mentions;
	size_t begin = begin_of(h, a), end = end_of(h, a);
	enum standing standing = STANDS_ALONE;

	for (size_t i = mentions_near(h->r, begin); i < m->n && m->at[i].begin < end;
		i++) {
		if (m->at[i].end <= begin)
			continue;
		enum standing one = standing_by(
			&m->at[i], begin, end, a->official->form->concept, h->cases);
		if (one == STANDS_RIGHT)
			return one;
		if (one > standing)
			standing = one;
	}
	return standing;
}

/* Whether there is anything to tell, and how loud. */
static bool is_worth_telling(
	const struct hunt *h, const struct alignment *a, enum severity *severity)
{
	unsigned differs = a->differs;
	enum standing standing = standing_of(h, a);

	if (h->cases)
		differs &= ~(unsigned)DIFFERS_ENDING;
	if (standing == STANDS_RIGHT || standing == STANDS_LOOKUP)
		return false; /* look-up forms are told by variant_tell_lookups() */
	if (a->official->lookup)
		return standing == STANDS_ALONE;
	if ((differs & ~(unsigned)DIFFERS_SHORTENED) == 0)
		return false;
	bool reworded = (differs & (DIFFERS_WORD | DIFFERS_MORE | DIFFERS_LESS |
					   DIFFERS_SPELT)) != 0;
	*severity =
		reworded || standing != STANDS_ALONE ? SEVERITY_NOTE : h->rule->severity;
	if (standing == STANDS_SHORT)
		return (differs & (DIFFERS_WORD | DIFFERS_ORDER | DIFFERS_YEAR)) != 0;
	return true;
}

static void add_reason(struct buf *why, const char *reason)
{
	if (why->size > 0)
		buf_adds(why, "; ");
	buf_adds(why, reason);
}

static void add_words(struct hunt *h, const struct alignment *a, struct buf *why)
{
	const char *name = a->official->form->text;

	buf_addf(why, "\"%.*s\" for \"%.*s\"", (int)(a->found->end - a->found->begin),
		h->r->text + a->found->begin, (int)(a->instead->end - a->instead->begin),
		name + a->instead->begin);
}

static void say_why(struct hunt *h, const struct alignment *a, struct buf *why)
{
	static const struct {
		unsigned differs;
		const char *reason;
	} reasons[] = {
		{ DIFFERS_YEAR, "another year" },
		{ DIFFERS_ORDER, "other word order" },
		{ DIFFERS_MORE, "a word too many" },
		{ DIFFERS_LESS, "a word is missing" },
		{ DIFFERS_SHORTENED, "its end is left out" },
		{ DIFFERS_LIGHT, "another preposition" },
		{ DIFFERS_ENDING, "another ending" },
	};

	if (a->found != NULL)
		add_words(h, a, why);
	for (size_t i = 0; i < N_ELEMENTS(reasons); i++)
		if ((a->differs & reasons[i].differs) != 0 &&
			!(h->cases && reasons[i].differs == DIFFERS_ENDING))
			add_reason(why, reasons[i].reason);
}

/* The official name as it is written in a sentence: without what tells bodies of one name
 * apart in the base, "(India)". */
static const char *plain_name(struct hunt *h, const char *text)
{
	const char *bracket = strstr(text, " (");

	if (bracket == NULL || strchr(bracket, ')') == NULL ||
		strchr(bracket, ')')[1] != '\0')
		return text;
	/* of one that has nothing but a country in brackets */
	for (const char *at = bracket + 2; *at != ')'; at++)
		if (*at == ' ')
			return text;
	return keep_text(&h->r->keep, text, (size_t)(bracket - text));
}

static int tell(struct hunt *h, const struct alignment *a, enum severity severity)
{
	cleanup(buf_free) struct buf why = BUF_INIT;
	const char *official = plain_name(h, a->official->form->text);
	size_t begin = begin_of(h, a), end = end_of(h, a);
	struct found f = {
		.rule = h->rule,
		.severity = severity,
		.begin = begin,
		.end = end,
		.concept = a->official->form->key,
	};
	const char *text = reading_text(h->r, begin, end);
	unsigned other = DIFFERS_SHORTENED | DIFFERS_MORE | DIFFERS_LESS;

	say_why(h, a, &why);
	if (text == NULL || official == NULL || !buf_ok(&why))
		return err_nomem();
	if (strcmp(text, official) == 0)
		return 0;
	f.why = buf_str(&why);
	/* what is in another case, or says more or less, is not simply put right */
	if (!h->cases && (a->differs & other) == 0 && official == a->official->form->text)
		f.fix = official;
	return found_say(h->r, &f, "the official %s is \"%s\"",
		a->official->form->kind == KIND_OFFICE ? "title" : "name", official);
}

/* The official name of the concept that other full name finds; NULL where there is none
 * to lay beside it. */
static int official_for(
	struct hunt *h, const struct known_form *form, const struct official **out)
{
	const struct known_form *approved;
	int rc = mention_approved(
		h->r->checking->finder, form->concept, h->r->lang, h->r->date, &approved);

	*out = NULL;
	if (rc < 0 || approved == NULL || !variant_is_right(approved->status))
		return rc;
	return officials_form(h->officials, approved->form, out);
}

static bool names_owner(const struct hunt *h, size_t first, size_t last)
{
	for (size_t i = first; i <= last; i++)
		if (unit_is_owner(&h->units.at[i]))
			return true;
	return false;
}

/* Units [first..last] are a name that finds a concept, and is not its official one: a
 * note where other words are used, or the same in another order. What is only shortened,
 * or as good as another name altogether (Prime Minister, for the Chairman of the
 * Government), is left alone. */
int variant_tell_lookup(
	struct hunt *h, const struct known_form *form, size_t first, size_t last)
{
	const struct official *official;
	struct alignment a;
	int rc = official_for(h, form, &official);

	if (rc < 0 || official == NULL)
		return rc;
	if (!align_known(official, &h->units, first, last, &a))
		return 0;
	unsigned loud = DIFFERS_WORD | DIFFERS_ORDER | DIFFERS_MORE | DIFFERS_LESS;
	bool long_enough = official->n_words >= LONG && a.matched + a.extra + 1 >= LONG;
	if ((a.differs & loud) == 0 ||
		(a.matched * 2 < official->n_words && !long_enough))
		return 0;
	if (a.missing > 0 && !names_owner(h, first, last))
		return 0;
	return tell(h, &a, SEVERITY_NOTE);
}

int variant_tell_fit(struct hunt *h, const struct alignment *a)
{
	enum severity severity;

	if (!is_worth_telling(h, a, &severity))
		return 0;
	if (a->official->lookup)
		return variant_tell_lookup(h, a->official->form, a->first, a->last);
	return tell(h, a, severity);
}
