/* SPDX-License-Identifier: Apache-2.0
 *
 * A name is a run of words with capitals, initials and particles between them, that are
 * neither in a mention of something else nor among the words of names of other things.
 * That alone says little; titles, initials, a father's name, the ending of a family
 * name, a usual given name and what the person does in the sentence are counted as
 * evidence.
 */
#include "config.h"
#include "src/check/people-find.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/text/utf8.h"

#define WORDS_MAX 5     /* a longer run is a headline, or a list */
#define CLAUSE_REACH 12 /* words before a name in which a title may stand */
#define TITLE_REACH 8   /* words behind a comma */
#define HYPHEN_SMALL 6  /* letters behind a hyphen: Ki-moon */
#define SHOUT_LETTERS 4
#define PARTICLES_MAX 3

void candidates_finish(struct candidates *c)
{
	free(c->at);
	*c = (struct candidates){ 0 };
}

int candidate_add(struct candidates *c, const struct candidate *x)
{
	if (room_for_one(&c->at, c->n, &c->capacity) < 0)
		return BIS_ENOMEM;
	c->at[c->n++] = *x;
	return 0;
}

/* --- runs ------------------------------------------------------------------------ */

struct finder {
	struct reading *r;
	const struct person_words *words;
	const struct spot *s;
	size_t n;
	struct candidates *out;
};

struct run {
	size_t first, last; /* spots */
	size_t words, initials;
	bool closed; /* by initials behind the family name */
};

static void small_of(const struct finder *f, size_t i, struct small_word *out)
{
	small_word(f->r->text + f->s[i].begin, f->s[i].end - f->s[i].begin, out);
}

static size_t letters_of(const struct finder *f, size_t i)
{
	return utf8_length(f->r->text + f->s[i].begin, f->s[i].end - f->s[i].begin);
}

static bool is_cyrillic(const struct finder *f, size_t i)
{
	unsigned char c = (unsigned char)f->r->text[f->s[i].begin];

	return c >= 0xD0 && c <= 0xD4;
}

/* A word in capitals is an acronym, unless it looks like a family name in a list. */
static bool may_shout(const struct finder *f, size_t i)
{
	struct small_word w;

	small_of(f, i, &w);
	return w.letters >= SHOUT_LETTERS &&
	       (ends_as_family(f->words, &w) || (f->s[i].says & SAYS_GIVEN) != 0 ||
		       (i > 0 && f->s[i].gap == GAP_SPACE &&
			       (f->s[i - 1].says & SAYS_GIVEN) != 0));
}

static bool is_word(const struct finder *f, size_t i)
{
	const struct spot *s = &f->s[i];

	return s->name && (s->shape == SHAPE_CAPITAL ||
				  (s->shape == SHAPE_SHOUT && may_shout(f, i)));
}

static bool is_initial(const struct finder *f, size_t i)
{
	return f->s[i].name && f->s[i].shape == SHAPE_INITIAL;
}

/* One of the small words before a name: van der Meer, al-Rashidi. */
static bool is_particle(const struct finder *f, size_t i)
{
	for (size_t k = i; k < i + PARTICLES_MAX && k + 1 < f->n; k++) {
		const struct spot *s = &f->s[k];
		if ((s->says & SAYS_PARTICLE) == 0 || s->taken ||
			s->shape == SHAPE_INITIAL ||
			(s[1].gap != GAP_SPACE && s[1].gap != GAP_HYPHEN))
			return false;
		if (is_word(f, k + 1))
			return true;
	}
	return false;
}

/* The small word behind a hyphen: Ki-moon, Jong-un. */
static bool is_second_half(const struct finder *f, size_t i)
{
	return f->s[i].gap == GAP_HYPHEN && f->s[i].shape == SHAPE_SMALL &&
	       (f->s[i].says & (SAYS_COMPOUND | SAYS_FUNCTION)) == 0 &&
	       letters_of(f, i) <= HYPHEN_SMALL;
}

static bool continues(const struct finder *f, const struct run *run, size_t i)
{
	const struct spot *s = &f->s[i];
	bool after_initial = is_initial(f, run->last);

	if (s[-1].possessive)
		return false;
	if (s->gap == GAP_STOP || s->gap == GAP_NONE)
		return after_initial;
	return s->gap == GAP_SPACE || s->gap == GAP_HYPHEN;
}

static bool take_word(const struct finder *f, struct run *run, size_t i)
{
	/* А. Б. after the family name, and then a sentence begins */
	if (run->closed ||
		(f->s[i].gap == GAP_STOP && run->words > 0 && is_cyrillic(f, i)))
		return false;
	run->words += f->s[i].gap != GAP_HYPHEN || run->words == 0;
	run->last = i;
	return true;
}

/* Puts the next spot, or two, into the run. */
static bool extend(const struct finder *f, struct run *run)
{
	size_t i = run->last + 1;

	if (i >= f->n || !continues(f, run, i))
		return false;
	if (is_initial(f, i)) {
		run->initials++;
		run->last = i;
		return true;
	}
	if (f->s[i].first && f->s[i].gap != GAP_STOP)
		return false;
	if (is_particle(f, i) && f->s[i].gap != GAP_STOP) {
		run->last = i;
		return true;
	}
	if (is_word(f, i))
		return take_word(f, run, i);
	if (is_second_half(f, i) && run->words > 0) {
		run->last = i;
		return true;
	}
	return false;
}

static bool begin_run(const struct finder *f, size_t i, struct run *run)
{
	bool particle = is_particle(f, i) && f->s[i + 1].gap == GAP_HYPHEN;

	if (!is_word(f, i) && !is_initial(f, i) && !particle)
		return false;
	*run = (struct run){ .first = i,
		.last = i,
		.words = is_word(f, i),
		.initials = is_initial(f, i) };
	while (extend(f, run))
		;
	return true;
}

/* "Роснадзора Анна Попова": a word in another script, or in another case, before a usual
 * given name, is what the person stands for. */
static bool is_of_body(const struct finder *f, const struct run *run)
{
	const struct spot *s = &f->s[run->first];

	if ((s->says & SAYS_GIVEN) != 0 || (s[1].says & SAYS_GIVEN) == 0 ||
		s[1].gap != GAP_SPACE || !is_cyrillic(f, run->first + 1))
		return false;
	const char *last = f->r->text + s->end - 2;
	return !is_cyrillic(f, run->first) || memcmp(last, "а", 2) == 0 ||
	       memcmp(last, "ы", 2) == 0 || memcmp(last, "и", 2) == 0 ||
	       memcmp(last, "я", 2) == 0;
}

/* A run does not end with initials that belong to what follows, nor begin with an
 * ordinary word that only begins the sentence. */
static void trim(const struct finder *f, struct run *run)
{
	while (run->first < run->last && f->s[run->first].ordinary &&
		f->s[run->first].first && (f->s[run->first].says & SAYS_GIVEN) == 0) {
		run->words -= is_word(f, run->first);
		run->first++;
	}
	while (run->words > 2 && is_of_body(f, run)) {
		run->words--;
		run->first++;
	}
	while (run->last > run->first && run->words > 0 && is_initial(f, run->last) &&
		run->words + run->initials > WORDS_MAX) {
		run->initials--;
		run->last--;
	}
}

/* The last of its words that is no initial. */
static size_t last_word(const struct finder *f, const struct run *run)
{
	size_t last = run->last;

	while (last > run->first && !is_word(f, last))
		last--;
	return last;
}

/* --- titles ---------------------------------------------------------------------- */

static bool is_title(const struct spot *s)
{
	return (s->says & (SAYS_HONORIFIC | SAYS_TITLE)) != 0 || s->in_office;
}

static bool joins_title(const struct spot *s)
{
	return is_title(s) || s->taken ||
	       (s->says & (SAYS_RANK | SAYS_THING | SAYS_NATION)) != 0;
}

/* Where the title begins that ends before spot `i`; `i` where none does. */
static size_t title_before(const struct finder *f, size_t i)
{
	size_t at = i, begin = i;

	while (at > 0 && begin + CLAUSE_REACH > at) {
		const struct spot *s = &f->s[at];
		bool near = s->gap == GAP_SPACE || s->gap == GAP_HYPHEN ||
			    (s->gap == GAP_STOP && (s[-1].says & SAYS_HONORIFIC) != 0);
		if (!near || !joins_title(&s[-1]))
			break;
		if (at == i && !is_title(&s[-1]))
			break;
		at--;
		if (is_title(&f->s[at]) || (f->s[at].says & SAYS_RANK) != 0)
			begin = at;
	}
	return begin;
}

/* A title in the clause before: "the director of the agency Rashid Alimov". */
static bool title_in_clause(const struct finder *f, size_t i)
{
	for (size_t back = 0; back < CLAUSE_REACH && i > 0; back++, i--) {
		if (f->s[i].gap != GAP_SPACE && f->s[i].gap != GAP_HYPHEN)
			return false;
		if (is_title(&f->s[i - 1]))
			return true;
		if (f->s[i - 1].name && f->s[i - 1].shape == SHAPE_CAPITAL)
			return false;
	}
	return false;
}

/* "The Director of the Agency, Habib Rahimov,": a title before the comma. */
static bool title_before_comma(const struct finder *f, size_t i)
{
	if (i == 0 || f->s[i].gap != GAP_COMMA)
		return false;
	for (size_t back = 0; back < CLAUSE_REACH && i > 0; back++, i--) {
		if (is_title(&f->s[i - 1]))
			return true;
		if (!joins_title(&f->s[i - 1]) && (f->s[i - 1].says & SAYS_FUNCTION) == 0)
			return false;
		if (f->s[i - 1].gap != GAP_SPACE && f->s[i - 1].gap != GAP_HYPHEN)
			return false;
	}
	return false;
}

/* "…, First Deputy Head of": a title behind the comma, nothing else before it. */
static bool title_behind(const struct finder *f, size_t i)
{
	if (i >= f->n || f->s[i].gap != GAP_COMMA)
		return false;
	for (size_t k = i; k < f->n && k < i + TITLE_REACH; k++) {
		const struct spot *s = &f->s[k];
		if (k > i && s->gap != GAP_SPACE && s->gap != GAP_HYPHEN)
			return false;
		if (is_title(s))
			return true;
		if ((s->says & (SAYS_RANK | SAYS_THING | SAYS_NATION | SAYS_FUNCTION)) ==
				0 &&
			!s->taken)
			return false;
	}
	return false;
}

/* "… from the Ministry": what a person stands for. */
static bool stands_for(const struct finder *f, size_t i)
{
	if (i >= f->n || f->s[i].gap != GAP_SPACE || (f->s[i].says & SAYS_FUNCTION) == 0)
		return false;
	for (size_t k = i + 1; k < f->n && k < i + 5; k++) {
		if (f->s[k].gap != GAP_SPACE)
			return false;
		if (f->s[k].taken || (f->s[k].says & (SAYS_THING | SAYS_NATION)) != 0)
			return true;
	}
	return false;
}

/* --- evidence -------------------------------------------------------------------- */

static int evidence_of_parts(const struct finder *f, const struct run *run)
{
	int evidence = 0;
	struct small_word w, first;

	small_of(f, run->first, &first);
	for (size_t i = run->first; i <= run->last; i++) {
		if (!is_word(f, i))
			continue;
		small_of(f, i, &w);
		if (i > run->first && ends_as_father(f->words, &w))
			evidence += 2;
		else if (ends_as_family(f->words, &w) && evidence % 2 == 0)
			evidence++;
		evidence -= f->s[i].ordinary;
	}
	if ((f->s[run->first].says & SAYS_GIVEN) != 0)
		evidence++;
	small_of(f, last_word(f, run), &w);
	if (run->words == 2 && (f->s[run->first].says & SAYS_PINYIN) != 0 &&
		is_pinyin(f->words, &first) && is_pinyin(f->words, &w) && w.letters > 2)
		evidence += 2;
	if (run->initials > 0 && w.letters > 2)
		evidence += is_initial(f, run->first) || is_initial(f, run->last) ? 2 : 1;
	return evidence;
}

static int evidence_around(const struct finder *f, const struct run *run)
{
	size_t next = run->last + 1;
	int evidence = 0;

	if (title_behind(f, next))
		evidence += 2;
	else if (next < f->n && f->s[next].gap == GAP_SPACE &&
		 (f->s[next].says & SAYS_SAYS) != 0)
		evidence++;
	else if (stands_for(f, next))
		evidence++;
	if (title_in_clause(f, run->first) || title_before_comma(f, run->first))
		evidence++;
	return evidence;
}

static size_t end_of(const struct finder *f, size_t last)
{
	size_t end = f->s[last].end;

	/* the full stop of initials behind a family name */
	return f->s[last].shape == SHAPE_INITIAL ? end + 1 : end;
}

static int take(const struct finder *f, const struct run *run)
{
	size_t title = title_before(f, run->first);
	struct candidate c = { .begin = f->s[run->first].begin,
		.end = end_of(f, run->last),
		.title_begin = f->s[run->first].begin,
		.title_end = f->s[run->first].begin,
		.words = run->words,
		.initials = run->initials,
		.first = f->s[run->first].first,
		.headline = f->s[run->first].headline };

	if (run->words == 0 || run->words + run->initials > WORDS_MAX)
		return 0;
	if (run->words == 1 && letters_of(f, last_word(f, run)) < 2)
		return 0;
	if (title < run->first) {
		c.title_begin = f->s[title].begin;
		c.title_end = f->s[run->first - 1].end;
		c.evidence += 2;
	}
	c.evidence += evidence_of_parts(f, run) + evidence_around(f, run);
	if (c.headline)
		c.evidence -= 2;
	return candidate_add(f->out, &c);
}

int candidates_of_spots(struct reading *r, const struct person_words *words,
	const struct spots *spots, struct candidates *out)
{
	struct finder f = { r, words, spots->at, spots->n, out };
	struct run run;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < f.n; i++) {
		if (!begin_run(&f, i, &run))
			continue;
		trim(&f, &run);
		rc = take(&f, &run);
		i = run.last;
	}
	return rc;
}

/* --- mentions -------------------------------------------------------------------- */

/* The mention of a person, unless the run goes on behind it, or begins before it with
 * what belongs to the name. */
static bool replaces(const struct mention *m, const struct candidate *c)
{
	if (c->dotted && c->begin < m->begin)
		return false;
	return c->end <= m->end || c->begin > m->begin;
}

static int by_place(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	return x->begin != y->begin ? (x->begin < y->begin ? -1 : 1)
	       : x->end != y->end   ? (x->end > y->end ? -1 : 1)
				    : (x->mention == NULL) - (y->mention == NULL);
}

static int take_mention(
	struct candidates *out, const struct mention *m, size_t *at, size_t n)
{
	struct candidate c = { .begin = m->begin,
		.end = m->end,
		.title_begin = m->begin,
		.title_end = m->begin,
		.words = 2,
		.evidence = 2 * EVIDENCE_SURE,
		.mention = m };

	while (*at < n && out->at[*at].end <= m->begin)
		(*at)++;
	for (size_t i = *at; i < n && out->at[i].begin < m->end; i++) {
		struct candidate *x = &out->at[i];
		if (!replaces(m, x))
			return 0;
		if (x->title_end > x->title_begin && x->begin <= m->begin) {
			c.title_begin = x->title_begin;
			c.title_end = x->title_end;
		}
		x->evidence = -99;
	}
	return candidate_add(out, &c);
}

int candidates_of_mentions(struct reading *r, struct candidates *out)
{
	size_t n = out->n, at = 0, kept = 0;
	int rc = 0;

	if (n > 0)
		qsort(out->at, n, sizeof(*out->at), by_place);
	for (size_t i = 0; rc == 0 && i < r->mentions.n; i++) {
		const struct mention *m = &r->mentions.at[i];
		if (!m->hidden && m->form->kind == KIND_PERSON)
			rc = take_mention(out, m, &at, n);
	}
	if (out->n > 0)
		qsort(out->at, out->n, sizeof(*out->at), by_place);
	for (size_t i = 0; i < out->n; i++) {
		struct candidate *c = &out->at[i];
		if (c->evidence > -99 && (kept == 0 || c->begin >= out->at[kept - 1].end))
			out->at[kept++] = *c;
	}
	out->n = kept;
	return rc;
}
