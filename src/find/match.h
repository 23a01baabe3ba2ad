/* SPDX-License-Identifier: Apache-2.0
 *
 * One question to the memory, as the files of the match see it.
 *
 * Segments come from the index with what their text alone is worth at most; everything
 * after that (codes, penalties) only subtracts, but for an exact match in its context,
 * which is above all others.  So a unit is looked at closely only if what it could be
 * worth at most would bring it among the best; the answer is the same as if all were.
 */
#ifndef BISOTUN_MATCH_H
#define BISOTUN_MATCH_H

#include "src/find/codes.h"
#include "src/find/fuzzy.h"
#include "src/find/penalties.h"
#include "src/find/similarity.h"
#include "src/store/store.h"
#include "src/store/textindex.h"
#include "src/text/lang.h"

enum { EXACT = 1000, CONTEXT_ONE = 1010, CONTEXT_BOTH = 1020 }; /* tenths */

/* A match that is among the best so far: a source and a target, and of the units that
 * hold both the best. */
struct kept {
	uint32_t source, target; /* segments */
	uint32_t source_lang, target_lang;
	uint32_t unit, document, day;
	uint32_t place; /* of the unit in the text index */
	bool reviewed;
	int raw; /* tenths */
	int net; /* hundredths */
	int points[N_PENALTIES];
	size_t n_units, n_targets;
	struct buf markup; /* of the source */
	struct unit_row row;
	bool has_row;

	size_t at;      /* in the heap */
	uint32_t turn;  /* the segment at hand when it came, */
	uint32_t entry; /* and its target among that one's */
};

void kept_free(struct kept *k);

/* Which of two comes first: by net, status, date; then by what makes the order total. */
bool kept_better(const struct kept *a, const struct kept *b);

/* The best `max`, the worst of them on top of a heap. */
struct best {
	struct kept **at;
	size_t n, capacity, max;
};
void best_finish(struct best *b); /* frees what is kept */
bool best_wants(const struct best *b, const struct kept *k);
/* Takes it over; *evicted is what had to go, NULL none. */
int best_add(struct best *b, struct kept *k, struct kept **evicted);
/* Puts a better one in the place of one that is in it. */
void best_replace(struct best *b, struct kept *old, struct kept *k);
/* Best first; a heap no more. */
void best_sort(struct best *b);

/* The targets of the segment at hand. */
struct target {
	uint32_t turn; /* of which segment this is; else the place is free */
	uint32_t segment, lang, n_units;
	uint32_t place;    /* of the unit that was counted last */
	struct kept *kept; /* its match among the best; NULL not there */
};
struct targets {
	struct target *at; /* open addressing */
	size_t n, mask;    /* mask 0: nothing allocated */
	uint32_t turn;
	struct {
		uint32_t lang;
		size_t n;
	} * langs; /* targets by language */
	size_t n_langs, langs_capacity;
};
void targets_finish(struct targets *t);
void targets_next(struct targets *t); /* another segment is at hand */
struct target *targets_find(const struct targets *t, uint32_t segment);
int targets_count(struct targets *t, uint32_t segment, uint32_t lang, uint32_t place);
size_t targets_of_lang(const struct targets *t, uint32_t lang);

/* A language of the base that answers for that of the text. */
struct source_lang {
	size_t lang; /* of the text index */
	uint32_t id;
	int distance;
	struct fuzzy *fuzzy;
	struct compared query; /* made when first needed */
	bool has_query;
};

/* Points by document, so that each is asked for once. */
struct origins {
	struct origin_points {
		uint32_t document; /* 0 free */
		int points;
	} * at;
	size_t n, mask;
};

/* Of the last segments that stood beside an exact match: whether they agree. */
struct beside {
	struct buf nfc; /* what should stand there */
	uint32_t segment;
	bool agrees;
};

struct search {
	bis_db *db;
	const struct bis_match_options *options;
	char from[LANG_MAX];
	struct variant text; /* the text asked for, and its codes */
	struct buf nfc;
	struct codes codes;
	int floor; /* tenths */
	uint32_t today;
	const bis_penalties *penalties;
	bis_penalties *own_penalties;
	struct unit_filter filter;
	bool filtered;

	struct textindex *index;
	struct unit_sieve *sieve;
	struct source_lang *sources;
	size_t n_sources;
	int16_t *target_distances; /* by number of language; -1 not wanted */
	uint32_t *lang_places;     /* by number: of the text index */
	size_t n_langs;

	/* the segment at hand */
	struct source_lang *source;
	uint32_t segment;
	int raw;              /* of its text alone */
	struct buf hand_text; /* where it was asked for */
	bool has_hand_text;
	/* where its words were: and how those of the text asked for become them */
	struct compared hand_words;
	struct way way;
	uint64_t text_cost, text_weight; /* of which the score is but rounded */
	bool has_hand_words;
	struct targets targets;
	struct best best;
	struct origins origins;
	struct beside before, after;
	struct codes other_codes;
	struct buf scratch;
};

/* A match as it is shown. */
struct shown {
	struct bis_match match;
	char unit[24], date[12], source_lang[LANG_MAX], lang[LANG_MAX];
	struct buf source, source_markup, target, target_markup;
	struct buf origin, document, who, repaired, repairs;
	struct bis_match_penalty penalties[N_PENALTIES];
	const char *flags[4];
	struct bis_match_edit *edits;
	size_t edits_capacity;
};

struct bis_matches {
	struct shown **at;
	size_t n, capacity, next;
	struct bis_match_report report;
	struct buf text; /* that of the report */
};

/* As bis_match(), but n_to may be 0: any other language. */
int match_find(bis_db *db, const struct bis_match_options *options, const char *text,
	bis_matches **out);

/* Goes through what the index offers for the languages wanted; what is found is in
 * s->best. */
int match_search(struct search *s);
/* The text of the segment at hand, and of any. */
int match_text(struct search *s, uint32_t segment, struct buf *text);
/* The tokeniser of the language, kept with the handle; borrowed until the next call. */
int match_tokeniser(bis_db *db, const char *lang, struct tokeniser **out);
/* A text as the tokeniser of a source language reads it; the text asked for so. */
int match_read(struct search *s, const struct source_lang *l, const struct buf *text,
	struct compared *out);
int match_query(struct search *s, struct source_lang *l);
/* From now on this segment is at hand. */
void match_take(struct search *s, uint32_t segment, int raw);
/* What codes cost where the segment at hand has this markup. */
int match_codes(struct search *s, const char *markup, uint64_t *cost,
	struct code_edit **edits, size_t *n_edits);
/* 1 looked at closely: worth being kept; 0: not. */
int match_weigh(struct search *s, struct kept *k);
void match_net(struct kept *k);
int match_origin_points(struct search *s, uint32_t document, int *points);

/* Adds the best to what is shown. */
int match_show(struct search *s, bis_matches *matches);
void shown_free(struct shown *shown);

/* Names what could be overlooked in a match of high score. */
struct flagging {
	struct search *search;
	struct source_lang *lang;
	const struct compared *source;
	const struct edit *edits;
	size_t n_edits;
	bool near; /* a score of 95 or more: names of the termbase are looked for */
};
int match_flags(const struct flagging *f, const char *flags[4], size_t *n);

#endif
