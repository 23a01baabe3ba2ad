/* SPDX-License-Identifier: Apache-2.0
 *
 * Which words of the targets render what was searched for.
 *
 * What stands for what is estimated from the memory itself by expectation maximisation
 * over words alone (IBM Model 1: Brown, Della Pietra, Della Pietra, Mercer 1993), on a
 * sample: the newest hits, with what was found taken for one word, and, against them,
 * as many units from all over the memory in which it wasn't found.  Words of the target
 * that the other words of the source explain better fall away that way.  The runs of
 * words that are left are counted over the sample.
 */
#ifndef BISOTUN_RENDERINGS_H
#define BISOTUN_RENDERINGS_H

#include "src/find/concordance-hits.h"
#include "src/find/keep.h"

#define RENDERINGS_SAMPLE 2000 /* hits looked at */

struct renderings;

/* `sample` are hits in order of date; `segments` all that were found. */
int renderings_new(struct search *s, const struct hits *sample,
	const struct bits *segments, struct renderings **out);
void renderings_free(struct renderings *r);
void renderings_freep(struct renderings **r);

/* Adds where a text of that language has one of them, in code points. */
int renderings_mark(
	struct renderings *r, const char *lang, const char *text, struct ranges *out);

/* All of them, by language, most first; texts kept in `keep`. */
int renderings_list(struct renderings *r, struct keep *keep,
	const struct bis_rendering **out, size_t *n);

#endif
