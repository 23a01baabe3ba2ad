/* SPDX-License-Identifier: Apache-2.0
 *
 * Comparing names where one is written in Han characters, or both are names of China in
 * letters (pinyin, Wade–Giles, Palladius).
 *
 * Names of China are compared strictly, syllable by syllable: n and ng, zh and z, l and n
 * are never taken for one another, as they tell people apart; a character that has
 * several readings may have any of them.  A name of another language in Han characters
 * is compared by the sounds each character stands for (termbase/names/han-sounds.tsv).
 */
#ifndef BISOTUN_NAMES_HAN_H
#define BISOTUN_NAMES_HAN_H

#include "termbase/names.h"

/* What is known of Han names; read when first needed, which takes some milliseconds.
 * Belongs to one thread at a time; `systems` must live as long. */
struct han_names;

int han_names_new(const struct systems *systems, struct han_names **out);
void han_names_free(struct han_names *h);

/* 1 where it has compared them (*out is whole), 0 where they are no case for it: none of
 * them is in Han characters and they are not both Chinese names in letters, a surname
 * first.  Symmetric. */
int han_compare(struct han_names *h, const struct name *a, const struct name *b,
	struct name_comparison *out);

/* 1 where both parts are whole Chinese syllables in letters that are no other language's
 * (zhou, zhao; jianguo, jianwei), and no system writes both for the same ones. */
int han_parts_differ(
	struct han_names *h, const struct name_part *a, const struct name_part *b);

/* Why, in words, added to `why`; 1 and 0 as before. */
int han_explain(
	struct han_names *h, const struct name *a, const struct name *b, struct buf *why);

/* What a part in Han characters may be in letters, small, for keys: each likely reading
 * in pinyin and as the systems write it, and as a foreign name.  No more than
 * HAN_SPELLINGS.  Stops at what `sink` returns but 0, and returns it. */
#define HAN_SPELLINGS 48
typedef int han_spelling_sink(void *ctx, const char32_t *letters, size_t n);
int han_part_spellings(struct han_names *h, const struct name_part *part,
	han_spelling_sink *sink, void *ctx);

#endif
