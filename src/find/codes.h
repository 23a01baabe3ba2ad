/* SPDX-License-Identifier: Apache-2.0
 *
 * The inline codes of two segments, compared.
 *
 * A segment's codes are a row: each bpt, ept, it, ph, ut is one, and of an element whose
 * text belongs to the segment (hi, or one that is not of TMX) the start and the end are
 * one each.  Two are equal if element, content and attributes are, but for the ids (i,
 * x), which every tool numbers in its own way.
 */
#ifndef BISOTUN_CODES_H
#define BISOTUN_CODES_H

#include "src/find/way.h"

struct code {
	uint64_t what; /* hash of what it is */
	size_t at;     /* byte of the text without codes */
	size_t place;  /* how many tokens of it begin before */
};

struct codes {
	struct code *at;
	size_t n, capacity;
};

void codes_finish(struct codes *c);

/* The codes in canonical markup, replacing those before. */
int codes_read(const char *markup, struct codes *out);
/* Notes between which tokens of the text each stands; needed by codes_compare(). */
void codes_place(struct codes *c, const struct compared *text);

/* One that differs: which of `a`, of `b`; codes.n of that side where it stands on the
 * other only. */
struct code_edit {
	size_t a, b;
	uint32_t cost;
};

/* What it costs to make the row b of a: a code more, less or another COST_UNIT, an equal
 * one that the way between the texts doesn't lead to a quarter of that.  The edits, if
 * asked for (NULL: not), are yours: free().  Rows too long for a table differ by as much
 * as they could. */
int codes_compare(const struct codes *a, const struct codes *b, const struct way *way,
	uint64_t *cost, struct code_edit **edits, size_t *n_edits);

#endif
