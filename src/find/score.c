/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/find/score.h"

#include <math.h>

#define SHARE_OF_NAME 0.3
#define USUAL_WEIGHT 0.4 /* of a word of which nothing is known */

double score_weight(int64_t total, int64_t forms, size_t letters)
{
	double n = total < 1 ? 1 : (double)total;
	double with = forms < 1 ? 1 : (double)forms;
	double rarity = log(1 + n / with) / log(1 + n);
	double weight = 0.15 + 0.85 * (rarity > 1 ? 1 : rarity);

	if (letters == 1 || letters == 2)
		return weight / 2;
	return letters == 3 ? weight * 0.75 : weight;
}

double score_likeness(int edits, size_t letters)
{
	double likeness = 1 - 1.2 * edits / (double)(letters < 1 ? 1 : letters);

	return likeness < 0 ? 0 : likeness;
}

static bool goes_before(
	const struct score_alternative *a, const struct score_alternative *b)
{
	if (a->likeness != b->likeness)
		return a->likeness > b->likeness;
	return a->forms != b->forms ? a->forms > b->forms : a->stem < b->stem;
}

void score_add_alternative(
	struct score_word *word, int64_t stem, double likeness, int64_t forms)
{
	struct score_alternative added = { stem, likeness, forms };
	size_t at = 0;

	while (at < word->n && word->alternatives[at].stem != stem)
		at++;
	if (at < word->n && word->alternatives[at].likeness >= likeness)
		return;
	if (at == word->n) {
		word->forms += forms;
		if (word->n < SCORE_ALTERNATIVES)
			word->n++;
		else if (goes_before(&word->alternatives[--at], &added))
			return;
	}
	for (; at > 0 && goes_before(&added, &word->alternatives[at - 1]); at--)
		word->alternatives[at] = word->alternatives[at - 1];
	word->alternatives[at] = added;
}

double score_query_weight(const struct score_query *query)
{
	double weight = 0;

	for (size_t i = 0; i < query->n; i++)
		weight += query->words[i].weight;
	return weight;
}

static double likeness_of(const struct score_word *word, int64_t stem)
{
	for (size_t i = 0; i < word->n; i++)
		if (word->alternatives[i].stem == stem)
			return word->alternatives[i].likeness;
	return 0;
}

/* The place in the name that suits the word best among those not taken; of equals the
 * first behind
 * `after`, else the first.  -1 where there is none. */
static int place_of(const struct score_word *word, const struct score_name *name,
	const bool *taken, int after, double *likeness)
{
	int place = -1;

	*likeness = 0;
	for (size_t i = 0; i < name->n; i++) {
		double here = taken[i] ? 0 : likeness_of(word, name->stems[i]);
		if (here == 0 || here < *likeness)
			continue;
		bool onward = (int)i > after && place >= 0 && place <= after;
		if (here > *likeness || onward) {
			place = (int)i;
			*likeness = here;
		}
	}
	return place;
}

/* How well two neighbours of the query stand together in the name. */
static double step(const struct score_word *second, int from, int to)
{
	if (to <= from)
		return 0;
	return !second->han || to == from + 1 ? 1 : 0.6;
}

struct score score_name(const struct score_query *query, const struct score_name *name)
{
	bool taken[256] = { false };
	double covered = 0, of_name = 0, all_of_name = 0, order = 0, steps = 0, han = 0;
	struct score score = { .complete = query->n > 0 };
	int last = -1;

	for (size_t i = 0; i < query->n; i++) {
		const struct score_word *word = &query->words[i];
		double likeness;
		int place = place_of(word, name, taken, last, &likeness);
		score.complete = score.complete && likeness == 1;
		if (place < 0)
			continue;
		taken[place] = true;
		covered += word->weight * likeness;
		of_name += name->weights[place] * likeness;
		if (last >= 0) {
			order += step(word, last, place);
			han += word->han;
			steps++;
		}
		last = place;
	}
	for (size_t i = 0; i < name->n; i++)
		all_of_name += name->weights[i];
	double weight = score_query_weight(query);
	if (weight <= 0 || all_of_name <= 0)
		return score;
	double disorder = steps > 0 ? 1 - order / steps : 0;
	double price = steps > 0 ? 0.05 + 0.35 * han / steps : 0;
	score.value = SCORE_BEST * covered / weight *
		      (1 - SHARE_OF_NAME + SHARE_OF_NAME * of_name / all_of_name) *
		      (1 - price * disorder);
	return score;
}

double score_rough(double query_weight, double covered, size_t n_covered, double n_words)
{
	double others = n_words > (double)n_covered ? (n_words - (double)n_covered) : 0;
	double f = covered / (covered + others * USUAL_WEIGHT);

	return SCORE_BEST * covered / query_weight *
	       (1 - SHARE_OF_NAME + SHARE_OF_NAME * f);
}

double score_round(double value)
{
	return floor(value * 10 + 0.5) / 10;
}
