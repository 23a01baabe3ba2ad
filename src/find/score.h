/* SPDX-License-Identifier: Apache-2.0
 *
 * How well a name answers a query whose words it shares, from 0 to 98: equal names are
 * not the
 * affair of this file.
 *
 * A word weighs the more the rarer it is:
 *
 *	weight = 0.15 + 0.85 · log(1 + forms / forms with the word) / log(1 + forms)
 *
 * halved for words of one or two letters and taken three quarters for three, which are
 * mostly
 * particles (Han characters keep theirs).  Then, with
 *
 *	q  the part of the query's weight that the name covers
 *	f  the part of the name's weight that the query covers
 *	o  the part of neighbours in the query that stand in the same order in the name
 *
 *	score = 98 · q · (0.7 + 0.3 · f) · (1 − p · (1 − o))
 *
 * so that words missing in the name cost much, words the query leaves out little, and
 * word order
 * hardly anything: p is 0.05.  Among Han characters, where order makes the word, p is
 * 0.4, and
 * neighbours count in full only if they are neighbours in the name too.  A word that
 * may be misspelt
 * covers by its likeness, 1 − 1.2 · edits / letters.
 */
#ifndef BISOTUN_SCORE_H
#define BISOTUN_SCORE_H

#include "src/base/base.h"

#define SCORE_BEST 98.0
#define SCORE_ALTERNATIVES 24
#define SCORE_WORDS 64 /* of a query; further ones are not looked at */

struct score_word {
	double weight;
	int64_t forms; /* that have one of the alternatives, about */
	bool han;
	struct score_alternative {
		int64_t stem;
		double likeness; /* 1 the same stem, less for a misspelling */
		int64_t forms;
	} alternatives[SCORE_ALTERNATIVES]; /* most alike first */
	size_t n;
};

struct score_query {
	struct score_word words[SCORE_WORDS];
	size_t n;
};

struct score_name {
	const int64_t *stems;
	const double *weights;
	size_t n; /* at most 255 */
};

struct score {
	double value;
	bool complete; /* every word of the query is there, none misspelt */
};

/* `letters` 0: a Han character.  `forms` is how many of `total` have the word. */
double score_weight(int64_t total, int64_t forms, size_t letters);

/* What a word counts that stands `edits` edits away from one of so many letters. */
double score_likeness(int edits, size_t letters);

/* Adds an alternative, or raises the likeness of one that is there; beyond the bound
 * the least
 * alike gives way. */
void score_add_alternative(
	struct score_word *word, int64_t stem, double likeness, int64_t forms);

double score_query_weight(const struct score_query *query);

struct score score_name(const struct score_query *query, const struct score_name *name);

/* The same, roughly, from what is known without reading the name: the weight of the
 * query's words it
 * has, how many they are, and about how many words it has. */
double score_rough(double query_weight, double covered, size_t n_covered, double n_words);

/* To one decimal. */
double score_round(double value);

#endif
