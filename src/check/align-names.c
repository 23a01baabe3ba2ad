/* SPDX-License-Identifier: Apache-2.0
 *
 * An official name laid beside the words of a text.
 *
 * From each word that is one of the name's (or may stand for one), the text is followed
 * as long as its words are; what is somebody else's, another number, or a rank, ends it.
 * The longer the name the more may differ.  Order costs nothing here: that it is another
 * order is what is told.
 */
#include "config.h"
#include "src/check/align-inside.h"

#include <string.h>

#define REACH_FACTOR 3 /* units of the text a name may take, light ones too */
#define REACH_MORE 10
#define SLIP_LEAST 6 /* characters of a name in which one may be another */
#define PLAIN_WORDS 5
#define YEAR 1.0 /* what one right year of two counts; the first twice */

/* The word of the name that a unit is: the same word first, then one it may stand for, of
 * several the first that is free.  -1 none. */
static int find_word(const struct walk *w, const struct unit *u, int *like)
{
	int best = -1;

	*like = 0;
	for (size_t i = 0; i < w->o->n_words; i++) {
		int level = w->at[i] != 0 ? 0 : unit_like(u, word_of(w->o, i));
		if (level > *like) {
			*like = level;
			best = (int)i;
		}
	}
	return best;
}

/* Takes a word, or counts it as too many. */
static void take_word(struct walk *w, size_t i)
{
	const struct unit *u = &w->units->at[i];
	int like, word = find_word(w, u, &like);

	if (word < 0) {
		w->extra++;
		return;
	}
	w->at[word] = i + 1;
	w->matched++;
	w->last = i;
	w->before_extra = w->extra;
	if ((u->misprint ||
		    (like == 2 && unit_is_doubled(u, word_of(w->o, (size_t)word)))) &&
		w->misprint == NULL) {
		w->misprint = u;
		w->meant = word_of(w->o, (size_t)word);
	}
	bool respelt = unit_is_respelt(u, word_of(w->o, (size_t)word));
	w->respelt |= respelt;
	w->alike += like == 1;
	if (like == 1 || respelt) {
		if (w->found == NULL) {
			w->found = u;
			w->instead = word_of(w->o, (size_t)word);
		}
	}
}

/* A number of the name, or one of two years of which the other is. */
static bool take_number(struct walk *w, size_t i)
{
	if (align_has_number(w->o, w->units->at[i].word)) {
		w->numbers++;
		return true;
	}
	return (i >= 2 && align_take_span(w, i - 2)) || align_take_span(w, i);
}

/* Whether the text may be followed past unit i. */
static bool step(struct walk *w, size_t i, size_t *light, size_t most)
{
	const struct unit *u = &w->units->at[i];
	int like;

	switch (u->kind) {
	case UNIT_STOP:
		return false;
	case UNIT_LIGHT:
	case UNIT_ARTICLE:
	case UNIT_COMMA:
		return ++*light <= ALIGN_LIGHT_RUN;
	case UNIT_NUMBER:
		*light = 0;
		return take_number(w, i);
	case UNIT_COUNTRY:
	case UNIT_ORG:
		*light = 0;
		w->other |= !align_has_owner(w->o, u->word);
		return !w->other;
	case UNIT_RANK:
		if (find_word(w, u, &like) < 0)
			return false;
		break;
	default:
		break;
	}
	*light = 0;
	take_word(w, i);
	return w->extra <= most;
}

/* How many words a name of so many may lack, and how many it may have too many. */
static size_t most_missing(size_t n, bool han)
{
	if (han)
		return n >= 7 ? n / 4 : 0;
	return n < 4 ? 0 : n < 6 ? 1 : n * 2 / 5;
}

static size_t most_extra(size_t n, bool han)
{
	if (n == 3 && !han)
		return 1;
	if (han)
		return n >= 7;
	return n < 4 ? 0 : n < 6 ? 1 : 1 + n / 5;
}

/* Follows the text from a word on; keeps the way up to its last good word. */
static void follow(struct walk *w, size_t begin, size_t end, bool han)
{
	size_t most = most_extra(w->o->n_words, han), light = 0;
	size_t reach = w->o->n_words * REACH_FACTOR + REACH_MORE;

	w->first = w->last = begin;
	for (size_t i = begin; i < end && i - begin < reach; i++)
		if (!step(w, i, &light, most))
			break;
	w->extra = w->before_extra;
}

/* A rank before it makes another post of it, and a word with a capital another body. */
static bool is_longer_name(const struct walk *w, size_t begin, bool han)
{
	const struct unit *first = &w->units->at[w->first];

	if (w->first == begin)
		return false;
	const struct unit *before = &w->units->at[w->first - 1];
	if (unit_is_owner(before) && w->first >= begin + 2)
		before = &w->units->at[w->first - 2];
	if (before->kind == UNIT_RANK)
		return true;
	if (before == &w->units->at[begin] && align_is_whole(w))
		return false; /* every sentence begins with a capital */
	return !han && before->kind == UNIT_WORD && before->capital && first->capital &&
	       units_touch(before, before + 1);
}

/* With a capital, which may be that of whose it is: "European centre". */
static bool begins_as_written(const struct walk *w)
{
	const struct unit *first = &w->units->at[w->first];

	if (w->o->caseless || first->capital)
		return true;
	return w->first > 0 && !word_of(w->o, 0)->capital && unit_is_owner(first - 1) &&
	       first[-1].capital;
}

/* Capitals where the official name has them: of a name all of whose words have one nearly
 * all; of others the first, and most as they are there. */
static bool has_capitals(const struct walk *w)
{
	size_t capital = 0, same = 0, words = 0;

	for (size_t i = 0; i < w->o->n_words; i++) {
		if (w->at[i] == 0)
			continue;
		const struct unit *u = &w->units->at[w->at[i] - 1];
		words++;
		capital += u->capital;
		same += u->capital == word_of(w->o, i)->capital;
	}
	if (w->o->capital && w->numbers > 0) /* a year says which one is meant */
		return capital * 2 >= words;
	if (w->o->capital)
		return words > 4 ? capital * 5 >= words * 4 : capital == words;
	return begins_as_written(w) && same * 5 >= words * 4;
}

/* Titles in small letters are made of words that stand anywhere. */
static size_t most_missing_of(const struct official *o, bool han)
{
	size_t most = most_missing(o->n_words, han);

	return !han && !o->capital && most > 1 ? 1 : most;
}

/* A title without the word that says what its holder is names the body instead, and so
 * does an agreement on a body without that word. */
static bool has_head(const struct walk *w, bool han)
{
	enum concept_kind kind = w->o->form->kind;

	if (han)
		return w->at[w->o->n_words - 1] != 0;
	return (kind != KIND_OFFICE && kind != KIND_DOCUMENT) || w->at[0] != 0;
}

/* Within it, or right before. */
static bool says_whose(const struct walk *w)
{
	for (size_t i = w->first; i <= w->last; i++)
		if (unit_is_owner(&w->units->at[i]))
			return true;
	return w->first > 0 && unit_is_owner(&w->units->at[w->first - 1]);
}

static bool is_good(const struct walk *w, bool han)
{
	size_t n = w->o->n_words;

	size_t wrong = n - w->matched + w->extra;

	for (size_t i = 0; i < n; i++)
		if (w->at[i] == 0 && word_of(w->o, i)->kind == UNIT_RANK)
			return false; /* the minister is not his deputy */
	if (!han && w->alike > 0 && wrong * 5 > n * 2 && wrong > 1)
		return false;
	if (han && !align_in_order(w) && (wrong > 0 || n < 5))
		return false; /* the same characters stand everywhere */
	if (!han && n < 5 && wrong > 0 && w->alike + wrong > 1)
		return false;
	if (!han && n == 3 && wrong > 0 &&
		(w->o->lookup || !align_in_order(w) || !says_whose(w)))
		return false;
	return w->matched >= 2 && has_head(w, han) &&
	       n - w->matched <= most_missing_of(w->o, han) &&
	       w->extra <= most_extra(n, han) &&
	       (han ? n >= (w->other_year ? 3 : 4) && w->alike * 3 <= w->matched
		    : has_capitals(w) && w->alike * 3 <= w->matched * 2);
}

/* More words of a longer name count for more than all of a shorter one within it. */
static double score_of(const struct walk *w)
{
	double missing = (double)(w->o->n_words - w->matched);

	return YEAR * w->years + 10.0 * (double)w->matched - 3.0 * (double)w->alike -
	       4.0 * missing - 5.0 * (double)w->extra;
}

/* Chinese shortens names by leaving out characters anywhere; only where hardly any are
 * missing of a long name somebody forgot them. */
static bool is_clipped(const struct walk *w, unsigned differs)
{
	size_t n = w->o->n_words, missing = n - w->matched;

	return missing > 0 &&
	       (differs & (DIFFERS_WORD | DIFFERS_ORDER | DIFFERS_MORE)) == 0 &&
	       ((n < 10 && w->numbers == 0) || missing * 6 > n);
}

/* The one word of the name that is not there; n_words where it is not one, or the first
 * or last. */
static size_t only_missing(const struct walk *w)
{
	size_t n = w->o->n_words, missing = n;

	if (n - w->matched != 1)
		return n;
	for (size_t i = 1; i + 1 < n; i++)
		if (w->at[i] == 0)
			missing = i;
	return missing;
}

/* One character of a long name for another, between the same two: a slip of the pen, but
 * for such as tell one name from another. */
static void take_slip(struct walk *w)
{
	size_t n = w->o->n_words, i = only_missing(w);

	if (n < SLIP_LEAST || i == n || w->extra != 1 || w->alike > 0 ||
		w->at[i - 1] + 2 != w->at[i + 1])
		return;
	const struct unit *found = &w->units->at[w->at[i - 1]];
	const struct unit *meant = word_of(w->o, i);
	if (found->kind != UNIT_WORD || found->several || meant->several ||
		(found->apart && meant->apart))
		return;
	w->at[i] = w->at[i - 1] + 1;
	w->matched++;
	w->extra = 0;
	w->misprint = found;
	w->meant = meant;
}

/* Which name is meant although a word is missing: whose it is says so, its year, or enough
 * other words in their order. */
static bool is_plain(const struct walk *w)
{
	if (says_whose(w) || w->numbers > 0)
		return true;
	return w->o->capital && w->matched >= PLAIN_WORDS && w->extra == 0 &&
	       w->matched + 1 == w->o->n_words && align_in_order(w);
}

static bool weigh(
	struct walk *w, size_t begin, size_t end, bool han, struct alignment *out)
{
	bool country = false;

	if (han)
		take_slip(w);
	align_count_number_before(w, begin);
	align_take_other_span(w, begin, end);
	if (w->other_year && !align_is_whole(w))
		return false;
	if (!is_good(w, han) || is_longer_name(w, begin, han))
		return false;
	unsigned differs = align_differences(w);
	if (!align_take_owners(w, begin, end, &country) ||
		(w->o->has_country && !country))
		return false;
	if ((differs & DIFFERS_LESS) != 0 && !is_plain(w))
		return false;
	if (han && is_clipped(w, differs))
		return false;
	align_take_members(w, end);
	differs |= w->other_year ? DIFFERS_YEAR : 0;
	align_take_numbers(w, begin, end);
	if (align_differs_owner(w))
		differs |= DIFFERS_ORDER;
	*out = (struct alignment){ .official = w->o,
		.first = w->first,
		.last = w->last,
		.differs = differs,
		.matched = w->matched,
		.extra = w->extra,
		.missing = w->o->n_words - w->matched,
		.alike = w->alike,
		.score = score_of(w),
		.found = w->misprint != NULL ? w->misprint : w->found,
		.instead = w->misprint != NULL ? w->meant : w->instead };
	return true;
}

bool align_known(const struct official *o, const struct units *units, size_t first,
	size_t last, struct alignment *out)
{
	struct walk w = { .o = o, .units = units, .first = first, .last = last };
	bool country = false;

	for (size_t i = first; i <= last; i++)
		if (units->at[i].kind == UNIT_WORD || units->at[i].kind == UNIT_RANK)
			take_word(&w, i);
	w.first = first;
	w.last = last;
	*out = (struct alignment){ .official = o,
		.differs = align_differences(&w),
		.matched = w.matched,
		.extra = w.extra,
		.missing = o->n_words - w.matched,
		.alike = w.alike,
		.score = score_of(&w),
		.found = w.found,
		.instead = w.instead };
	if (!align_take_owners(&w, 0, units->n, &country))
		return false;
	align_take_members(&w, units->n);
	out->first = w.first;
	out->last = w.last;
	return true;
}

/* Of places as good the shorter: a word of the name before it belongs to another. */
static bool is_better(const struct alignment *a, const struct alignment *b)
{
	return a->score > b->score ||
	       (a->score == b->score && a->last - a->first < b->last - b->first);
}

bool align_name(const struct official *o, const struct units *units, size_t begin,
	size_t end, bool han, struct alignment *out)
{
	struct alignment one;
	bool any = false;

	for (size_t i = begin; i < end; i++) {
		struct walk w = { .o = o, .units = units };
		int like;
		if (units->at[i].kind != UNIT_WORD && units->at[i].kind != UNIT_RANK)
			continue;
		if (find_word(&w, &units->at[i], &like) < 0)
			continue;
		follow(&w, i, end, han);
		if (weigh(&w, begin, end, han, &one) && (!any || is_better(&one, out))) {
			*out = one;
			any = true;
		}
	}
	return any;
}
