/* SPDX-License-Identifier: Apache-2.0
 *
 * Keys by which a misspelt word finds the word that was meant, without looking at all
 * words.
 *
 * Words of 4–7 letters within one edit: both share a key made by leaving one letter out
 * of either (deletion neighbourhoods; Mor and Fraenkel 1982).  Words of 8 letters and
 * more within two edits: of three parts of the word at least one stands unchanged in the
 * other, at a place that is bounded (Pass-Join; Li, Deng, Wang and Feng 2011), so a word
 * has three keys however long it is. Keys only suggest; misspelt_distance() decides.
 *
 * Letters are code points of loosely folded text.  Words longer than MISSPELT_MAX have no
 * keys.
 */
#ifndef BISOTUN_MISSPELT_H
#define BISOTUN_MISSPELT_H

#include "src/base/base.h"

#define MISSPELT_MAX 40
#define MISSPELT_KEYS 64 /* enough for the keys of any word or query */

/* The keys under which a word is kept. */
size_t misspelt_keys_of_word(const char *word, size_t size, int64_t keys[MISSPELT_KEYS]);

/* The keys under which words are kept that `query` may mean. */
size_t misspelt_keys_of_query(
	const char *query, size_t size, int64_t keys[MISSPELT_KEYS]);

/* Edits from one to the other (letter added, left out, another, or two neighbours
 * swapped) where they are as few as the length of `word` allows; else -1. */
int misspelt_distance(
	const char *query, size_t query_size, const char *word, size_t size);

#endif
