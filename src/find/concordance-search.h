/* SPDX-License-Identifier: Apache-2.0
 *
 * A search in the memory: which languages, which units, and which segments hold the
 * phrase or the regular expression.  Used within one read of the base.
 */
#ifndef BISOTUN_CONCORDANCE_SEARCH_H
#define BISOTUN_CONCORDANCE_SEARCH_H

#include "src/find/concordance-run.h"
#include "src/store/textindex.h"
#include "src/text/regex.h"

/* What a language is to the search; it may be both. */
enum { SIDE_SOURCE = 1, SIDE_TARGET = 2 };

/* A language in which is searched. */
struct searched {
	const char *tag;
	struct tokeniser *tokeniser;
	struct phrase phrase;
	struct run *const *runs;
	struct run_phrase *read; /* the phrase in each of them */
	size_t n_runs;
};

struct search {
	bis_db *db;
	const struct bis_concordance_options *options;
	struct textindex *index;
	struct unit_sieve *sieve; /* NULL: every unit passes */
	uint8_t *sides;           /* by number of the language (table lang) */
	size_t n_sides;
	uint8_t wanted;  /* SIDE_…: variants on these are searched */
	bool both_sides; /* a unit counts only with a variant on the other side */
	struct searched *langs;
	size_t n_langs;
	struct regex *regex; /* instead of phrases */
	uint32_t bound;      /* greater than every segment's number */
};

/* What is asked for makes sense: BIS_EUSAGE.  Before anything else. */
int search_check(const struct bis_concordance_options *options);

/* Opens the languages; *s is zeroed before.  search_finish() always. */
int search_open(bis_db *db, const struct bis_concordance_options *options,
	struct textindex *index, struct search *s);
void search_finish(struct search *s);

/* The text as a phrase in each language, or as a regular expression. */
int search_read(struct search *s, const char *text);
/* Looks the phrase of a language up in its runs, after it was changed. */
int search_place(struct searched *in);

/* Sets the bits of the segments that hold it. */
int search_find(struct search *s, struct bits *segments);

/* On which sides a segment of the base stands. */
static inline uint8_t search_side(const struct search *s, uint32_t segment)
{
	uint32_t lang = textindex_segment_lang(s->index, segment);

	return lang < s->n_sides ? s->sides[lang] : 0;
}

/* The language in which the segment lies, with the run and the place in it; NULL where
 * it isn't searched. */
struct searched *search_lang_of(
	struct search *s, uint32_t segment, size_t *run, uint32_t *place);

#endif
