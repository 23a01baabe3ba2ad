/* SPDX-License-Identifier: Apache-2.0
 *
 * The score of two texts, computed in full, and how it came about; see fuzzy.h for the
 * formula.
 *
 * A token of the same key but another surface costs, where the weight of a mark is 1 and
 * that of a word 4: case or diacritics 0.25 each, width, the style of quotes and dashes,
 * or another letter that counts as the same (ё and е, 国 and 國) 0.1, another form of the
 * word (inflection) 0.5, the value of a number, an ordinal or a date 0.5; several such
 * differences add up, never to more than replacing it.
 */
#ifndef BISOTUN_SIMILARITY_H
#define BISOTUN_SIMILARITY_H

#include "src/text/tokens.h"

/* A text ready to be compared. */
struct compared {
	const char *text;
	size_t size;
	struct tokens tokens; /* without what is inside dates */
	struct lexeme *lexemes;
	uint32_t *weights;
	uint64_t weight;
};
int compared_read(
	struct tokeniser *t, const char *text, size_t size, struct compared *out);
void compared_finish(struct compared *c);

/* What one surface in the place of another of the same kind and key costs; 0 only where
 * they are the same bytes. */
uint32_t surface_cost(const char *a_surface, size_t a_size, const char *a_fold,
	size_t a_fold_size, const char *b_surface, size_t b_size, const char *b_fold,
	size_t b_fold_size, enum token_kind kind);

enum edit_kind {
	EDIT_EQUAL,
	EDIT_INSERT,  /* in b only */
	EDIT_DELETE,  /* in a only */
	EDIT_REPLACE, /* another key */
	EDIT_CASE,
	EDIT_ACCENT,
	EDIT_STYLE,
	EDIT_FORM,  /* inflection */
	EDIT_VALUE, /* of a number, ordinal, date */
	N_EDIT_KINDS
};

/* The same, and which of the differences it is, the dearest if there are several. */
enum edit_kind surface_difference(const char *a_surface, size_t a_size,
	const char *a_fold, size_t a_fold_size, const char *b_surface, size_t b_size,
	const char *b_fold, size_t b_fold_size, enum token_kind kind, uint32_t *cost);

struct edit {
	enum edit_kind kind;
	size_t a_begin, a_end, b_begin,
		b_end; /* bytes; equal where nothing stands there */
	uint32_t cost;
};

/* The cheapest edits; runs of equal tokens are one.  *edits is yours: free().  *cost is
 * their sum, always that of the score.  Memory is bounded: texts too long for a table
 * (EDIT_CELLS) are given as one replacement between what they share at both ends. */
#define EDIT_CELLS (4 * 1024 * 1024)
int similarity_edits(const struct compared *a, const struct compared *b,
	struct edit **edits, size_t *n, uint64_t *cost);

/* Tenths, from cost and weights; 1000 only where cost is 0. */
int similarity_raw(uint64_t cost, uint64_t a_weight, uint64_t b_weight);

/* Views, in tenths, for comparing with other tools.  OmegaT: the Levenshtein distance of
 * the stems of the words, numbers left out (the first of the three figures OmegaT gives,
 * by which it sorts; of all tokens where a text has no words), in whole per cents.
 * Characters: that of code points over the longer text. */
int similarity_omegat(const struct compared *a, const struct compared *b, int *raw);
int similarity_characters(
	const char *a, size_t a_size, const char *b, size_t b_size, int *raw);

#endif
