/* SPDX-License-Identifier: Apache-2.0
 *
 * A phrase within one run: which of its segments hold it.
 *
 * Each token of the phrase is a set of the run's surfaces.  The lists of the keys of
 * the rarest token that has lists of its own (marks have none that are complete) give
 * the candidates; long lists are cut down by those of the other tokens first; what is
 * left is looked at in the stream of tokens.  Nothing is missed: a segment that holds a
 * surface is in a list of its key, and one with a word inside a date in a list of the
 * dates.
 */
#ifndef BISOTUN_CONCORDANCE_RUN_H
#define BISOTUN_CONCORDANCE_RUN_H

#include "src/find/concordance-bits.h"
#include "src/find/concordance-phrase.h"
#include "src/index/run.h"

enum { FEW_RANGES = 4 };

/* The surfaces that are one token of the phrase. */
struct surfaces {
	struct surface_range {
		uint32_t from, n;
	} ranges[FEW_RANGES]; /* where these are enough … */
	uint32_t n_ranges;
	uint64_t *bits; /* … or a bit for every surface of the run */
	/* lists that hold every segment with one of them */
	struct surfaces_list {
		uint32_t key;
		bool whole; /* and no other segment */
	} * lists;
	size_t n_lists, capacity;
	uint64_t listed; /* segments in them */
	bool unlisted;   /* there are others, in no list */
};

static inline bool surfaces_have(const struct surfaces *s, uint32_t surface)
{
	if (s->bits != NULL)
		return (s->bits[surface / 64] >> (surface % 64) & 1) != 0;
	for (uint32_t i = 0; i < s->n_ranges; i++)
		if (surface - s->ranges[i].from < s->ranges[i].n)
			return true;
	return false;
}

static inline bool surfaces_none(const struct surfaces *s)
{
	return s->bits == NULL && s->n_ranges == 0;
}

struct run_phrase {
	struct run *run;
	struct surfaces *at;
	size_t n;
	bool hopeless;                /* a token isn't in the run at all */
	uint32_t first_date, n_dates; /* surfaces that are passed over */
};

/* `t` of the language of the run. */
int run_phrase_read(struct run_phrase *p, const struct phrase *phrase,
	struct tokeniser *t, struct run *run);
void run_phrase_finish(struct run_phrase *p);

/* Tokens [from, to) of it alone; what they are belongs to `whole`. */
struct run_phrase run_phrase_part(const struct run_phrase *whole, size_t from, size_t to);

/* Sets the bits (of places in the run) of the segments that hold it. */
int run_phrase_find(const struct run_phrase *p, struct bits *places);

/* Where it stands first in [from, n) of a row of tokens; false nowhere. */
bool run_phrase_at(const struct run_phrase *p, const uint32_t *tokens, size_t n,
	size_t from, size_t *begin, size_t *end);

#endif
