/* SPDX-License-Identifier: Apache-2.0
 *
 * Official names written otherwise: words lead to names, names are laid beside the words.
 *
 * Sentence by sentence each word says which official names it is part of; those of which
 * several are met are laid beside the words (align-names.h), and of what fits the best is
 * kept, each place once.
 */
#include "config.h"
#include "src/check/variant-inside.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"

#define SENTENCE_MAX 500   /* units looked at as one */
#define AROUND 12          /* units about the words that led to a name */
#define MENTION_REACH 4096 /* bytes a mention may begin before a place it reaches into */
#define TIE 0.5            /* scores that are as good as equal */

static void hunt_finish(struct hunt *h)
{
	unit_list_finish(&h->units);
	buf_free(&h->word);
	free(h->votes);
}

bool variant_is_right(enum form_status status)
{
	return status == STATUS_PREFERRED || status == STATUS_ADMITTED ||
	       status == STATUS_PROPOSED;
}

size_t mentions_from(const struct reading *r, size_t begin)
{
	size_t low = 0, high = r->mentions.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (r->mentions.at[middle].begin < begin)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t mentions_near(const struct reading *r, size_t begin)
{
	return mentions_from(r, begin > MENTION_REACH ? begin - MENTION_REACH : 0);
}

/* --- votes -------------------------------------------------------------------------- */

static int add_vote(struct hunt *h, const struct official *official, size_t unit)
{
	if (room_for_one(&h->votes, h->n_votes, &h->votes_capacity) < 0)
		return BIS_ENOMEM;
	h->votes[h->n_votes++] = (struct vote){ official, unit };
	return 0;
}

/* Of bodies too where titles are told, for those may be part of their names. */
static bool is_wanted(const struct hunt *h, const struct official *o)
{
	bool body = o->form->kind == KIND_BODY && (h->kinds >> KIND_OFFICE & 1) != 0;

	return (body || (h->kinds >> o->form->kind & 1) != 0) && o->n_words >= 2 &&
	       (*h->r->date == '\0' ||
		       valid_at(o->form->valid_from, o->form->valid_to, h->r->date));
}

static int vote_of_token(struct hunt *h, const struct token *t, size_t unit)
{
	const struct official *const *names;
	const char *word = h->r->text + t->begin;
	struct meant_word meant;
	size_t n;
	int rc = officials_with(h->officials, word, t->end - t->begin, &names, &n);

	if (rc == 0 && n == 0 && h->units.at[unit].misprint) {
		rc = officials_meant(h->officials, word, t->end - t->begin, &meant);
		names = meant.names;
		n = meant.n;
	}
	for (size_t i = 0; rc == 0 && i < n; i++)
		if (is_wanted(h, names[i]))
			rc = add_vote(h, names[i], unit);
	return rc;
}

static int vote_of_joined(struct hunt *h, size_t unit)
{
	const struct official *const *names;
	size_t n = 0;
	int rc = variant_joined(h, &h->units.at[unit], &h->word);

	if (rc == 0)
		rc = officials_with(
			h->officials, buf_str(&h->word), h->word.size, &names, &n);
	for (size_t i = 0; rc == 0 && i < n; i++)
		if (is_wanted(h, names[i]))
			rc = add_vote(h, names[i], unit);
	return rc;
}

/* A unit may be several words. */
static int vote_of_unit(struct hunt *h, size_t unit)
{
	const struct unit *u = &h->units.at[unit];
	const struct tokens *tokens = &h->r->tokens;
	int rc = 0;

	if ((u->kind != UNIT_WORD && u->kind != UNIT_RANK) ||
		variant_of_person(h->r, u, &h->person))
		return 0;
	if (u->hyphen)
		return vote_of_joined(h, unit);
	while (h->token < tokens->n && tokens->at[h->token].begin < u->begin)
		h->token++;
	for (size_t i = h->token;
		rc == 0 && i < tokens->n && tokens->at[i].begin < u->end; i++)
		if (tokens->at[i].kind == TOKEN_WORD ||
			tokens->at[i].kind == TOKEN_CHARACTER)
			rc = vote_of_token(h, &tokens->at[i], unit);
	return rc;
}

static int by_official(const void *a, const void *b)
{
	const struct vote *one = a, *other = b;

	if (one->official != other->official)
		return one->official->form->form < other->official->form->form ? -1 : 1;
	return one->unit < other->unit ? -1 : one->unit > other->unit;
}

/* --- what fits ---------------------------------------------------------------------- */

static void keep_fit(struct hunt *h, const struct alignment *fit)
{
	size_t worst = 0;

	if (h->n_fits < NAMES_MAX) {
		h->fits[h->n_fits++] = *fit;
		return;
	}
	for (size_t i = 1; i < h->n_fits; i++)
		if (h->fits[i].score < h->fits[worst].score)
			worst = i;
	if (h->fits[worst].score < fit->score)
		h->fits[worst] = *fit;
}

/* Votes [from..to) are for one name, in order of place.  The text is looked at where they
 * lie, in pieces of what one name may take. */
static void try_name(struct hunt *h, size_t from, size_t to, size_t begin, size_t end)
{
	const struct official *o = h->votes[from].official;
	struct alignment fit;

	for (size_t i = from, next; i < to; i = next) {
		size_t words = 1;
		for (next = i + 1;
			next < to &&
			h->votes[next].unit - h->votes[next - 1].unit <= AROUND;
			next++)
			words += h->votes[next].unit != h->votes[next - 1].unit;
		size_t first = h->votes[i].unit, last = h->votes[next - 1].unit;
		first = first > begin + AROUND ? first - AROUND : begin;
		last = last + AROUND < end ? last + AROUND : end;
		if (words >= 2 && words * 3 >= o->n_words &&
			align_name(o, &h->units, first, last, h->han, &fit))
			keep_fit(h, &fit);
	}
}

static void try_names(struct hunt *h, size_t begin, size_t end)
{
	if (h->n_votes > 1)
		qsort(h->votes, h->n_votes, sizeof(*h->votes), by_official);
	for (size_t i = 0, next; i < h->n_votes; i = next) {
		for (next = i + 1; next < h->n_votes &&
				   h->votes[next].official == h->votes[i].official;)
			next++;
		if (next - i >= 2)
			try_name(h, i, next, begin, end);
	}
}

static int better_first(const void *a, const void *b)
{
	const struct alignment *one = a, *other = b;

	if (one->score != other->score)
		return one->score > other->score ? -1 : 1;
	if (one->last - one->first != other->last - other->first)
		return one->last - one->first > other->last - other->first ? -1 : 1;
	return one->official->form->form < other->official->form->form ? -1 : 1;
}

static bool overlap(const struct alignment *a, const struct alignment *b)
{
	return a->first <= b->last && b->first <= a->last;
}

static bool is_asked(const struct hunt *h, const struct alignment *a)
{
	return (h->kinds >> a->official->form->kind & 1) != 0;
}

/* Whether another concept's name fits as well: then it is not known whose it is. */
static bool is_tied(const struct hunt *h, size_t i)
{
	for (size_t k = 0; k < h->n_fits; k++)
		if (k != i && is_asked(h, &h->fits[k]) &&
			overlap(&h->fits[i], &h->fits[k]) &&
			h->fits[k].official->form->concept !=
				h->fits[i].official->form->concept &&
			h->fits[k].score >= h->fits[i].score - TIE)
			return true;
	return false;
}

/* By a better one.  A title stands in names of bodies too, "Council of National
 * Coordinators", which another rule tells of. */
static bool is_taken(const struct hunt *h, size_t i)
{
	const struct alignment *a = &h->fits[i];
	bool title = a->official->form->kind == KIND_OFFICE;

	for (size_t k = 0; k < i; k++)
		if (overlap(&h->fits[k], a) &&
			(is_asked(h, &h->fits[k]) ||
				(title && h->fits[k].score > a->score + TIE)))
			return true;
	return false;
}

static int tell_fits(struct hunt *h)
{
	int rc = 0;

	if (h->n_fits > 1)
		qsort(h->fits, h->n_fits, sizeof(h->fits[0]), better_first);
	for (size_t i = 0; rc == 0 && i < h->n_fits; i++)
		if (is_asked(h, &h->fits[i]) && !is_taken(h, i) && !is_tied(h, i))
			rc = variant_tell_fit(h, &h->fits[i]);
	return rc;
}

/* --- all of it ---------------------------------------------------------------------- */

static int look_at_sentence(struct hunt *h, size_t begin, size_t end)
{
	int rc = 0;

	h->n_votes = h->n_fits = 0;
	for (size_t i = begin; rc == 0 && i < end; i++)
		rc = vote_of_unit(h, i);
	if (rc < 0 || h->n_votes < 2)
		return rc;
	try_names(h, begin, end);
	return tell_fits(h);
}

static int look_at_text(struct hunt *h)
{
	int rc = 0;

	for (size_t begin = 0, end; rc == 0 && begin < h->units.n; begin = end + 1) {
		for (end = begin; end < h->units.n && end - begin < SENTENCE_MAX &&
				  h->units.at[end].kind != UNIT_STOP;)
			end++;
		if (end > begin)
			rc = look_at_sentence(h, begin, end);
		if (end - begin == SENTENCE_MAX)
			end--; /* nothing was passed over */
	}
	return rc;
}

int variants_tell(const struct rule *rule, struct reading *r, unsigned kinds)
{
	cleanup(hunt_finish) struct hunt h = { .rule = rule, .r = r, .kinds = kinds };

	h.han = unit_lang_is_han(r->lang);
	h.cases = unit_lang_has_cases(r->lang);
	int rc = officials_of(r, &h.officials);
	if (rc < 0 || h.officials == NULL)
		return rc;
	rc = units_of_tokens(officials_units(h.officials), r->text, &r->tokens, &h.units);
	if (rc == 0 && !h.han)
		rc = variant_mend(&h);
	if (rc < 0)
		return rc;
	units_join(officials_units(h.officials), r->text, &h.units);
	rc = look_at_text(&h);
	if (rc == 0)
		rc = variant_tell_lookups(&h);
	if (rc == 0 && (kinds >> KIND_BODY & 1) != 0)
		rc = variant_tell_owners(&h);
	return rc < 0 ? rc : variant_tell_misspellings(rule, r, kinds);
}
