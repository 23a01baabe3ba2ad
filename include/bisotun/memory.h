/* SPDX-License-Identifier: Apache-2.0
 *
 * The translation memory: units of one segment in any number of languages.
 */
#ifndef BISOTUN_MEMORY_H
#define BISOTUN_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bisotun/db.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a file says of a unit or a variant beside its text. */
struct bis_fact {
	const char *kind; /* attribute prop note */
	const char *name; /* of the attribute; type of the prop; "" */
	const char *text;
};

struct bis_variant {
	const char *lang; /* canonical BCP 47 */
	const char *text; /* inline codes left out */
	/* with inline codes as in a TMX 1.4b <seg>; "" where there are none */
	const char *markup;
	const struct bis_fact *facts; /* when read; not taken by bis_unit_add() */
	size_t n_facts;
};

struct bis_unit {
	const char *id;   /* "U12" */
	const char *tuid; /* as its file has it; "" none */
	const char *origin;
	const char *date; /* last changed, else made, ISO 8601; "" unknown */
	bool reviewed;
	const struct bis_variant *variants;
	size_t n_variants;
	const struct bis_fact *facts; /* as those of a variant; the tuid left out */
	size_t n_facts;
};

/* One unit by its id. *out is yours: bis_unit_free().  BIS_ENOTFOUND. */
BIS_EXPORT int bis_unit_get(bis_db *db, const char *id, struct bis_unit **out);
BIS_EXPORT void bis_unit_free(struct bis_unit *unit);

/* A new unit (of each variant lang and text are needed, markup may be NULL; reviewed and
 * tuid count, id and date do not).  It belongs to the origin named, else to "by USER".
 * *id is yours: free().  Where markup is given, text is what it says without its codes. */
BIS_EXPORT int bis_unit_add(bis_db *db, const struct bis_unit *unit, char **id);

/* Gives the variant in this language another text, adds one where there is none, or takes
 * it away. */
struct bis_variant_edit {
	const char *lang;
	const char *text, *markup; /* as in bis_unit_add(); not looked at with `remove` */
	bool remove;
};
struct bis_unit_edit {
	const struct bis_variant_edit *variants; /* done in this order */
	size_t n_variants; /* 0: only `reviewed` is set */
	int reviewed;      /* 1 yes, 0 no, -1 as it is */
};
/* All of the edit is one write: done whole, or not at all.  The unit gets a new id (the
 * same where nothing changed), the old one is kept in the history.  *new_id is yours:
 * free().  BIS_ENOTFOUND where the unit is not there any more, or has no variant to take
 * away; BIS_EUSAGE where it would be left with none. */
BIS_EXPORT int bis_unit_edit(bis_db *db, const char *id, const struct bis_unit_edit *edit,
	char **new_id);
BIS_EXPORT int bis_unit_remove(bis_db *db, const char *id);

/* --- matches -------------------------------------------------------------------------
 *
 * Has this sentence, or one like it, been translated before?  The score is explained in
 * bisotun-score(7). */

#define BIS_SCORE_VERSION 1 /* another one where any two texts score otherwise */

enum bis_score {
	BIS_SCORE_BISOTUN,
	BIS_SCORE_OMEGAT, /* as OmegaT counts; every segment is compared */
	BIS_SCORE_CHAR    /* Levenshtein over code points; every segment is compared */
};

/* Points taken off the score: bisotun-penalties(5).  NULL stands for the usual table. */
typedef struct bis_penalties bis_penalties;
BIS_EXPORT int bis_penalties_read(const char *path, bis_penalties **out);
BIS_EXPORT void bis_penalties_free(bis_penalties *p);

struct bis_match_options {
	const char *from;      /* language of the text; needed */
	const char *const *to; /* languages wanted, each ranked for itself; needed */
	size_t n_to;
	double min; /* floor of the raw score; 0: 70 */
	size_t max; /* matches a language; 0: 5 */
	/* the segments around the text and its id (a tuid), for 101 and 102; NULL not
	 * known, "" there is none, which counts only where the other side agrees */
	const char *before, *after, *id;
	/* the text has inline codes, as in a TMX 1.4b <seg> */
	bool markup;
	enum bis_score score;
	bool exhaustive; /* compare every segment: for checking the index */
	bool no_repair;
	/* only units that agree with all that is given; NULL all */
	const char *origin, *status;
	const char *since, *until; /* days, YYYY-MM-DD */
	const bis_penalties *penalties;
	const char *at; /* the day ages count from; NULL today */
};

struct bis_match_edit {
	/* equal insert delete replace case accent style form value code */
	const char *what;
	size_t query[2], source[2]; /* code points, end exclusive */
	double cost; /* in weights: a word is 4 */
};

struct bis_match_penalty {
	const char *name; /* "unreviewed", "age", "origin", "variant", "several" … */
	double points;
};

struct bis_match {
	const char *source, *source_markup, *source_lang;
	const char *target, *target_markup, *lang;
	double score; /* raw: 100 equal, 101 and 102 in context, else below */
	double net;   /* less the penalties */
	const char *kind; /* exact context fuzzy */
	const char *unit, *origin, *document, *date, *who;
	bool reviewed;
	size_t n_units;   /* units with this source and this target */
	size_t n_targets; /* different targets of this source in this language */
	/* what a score of 95 or more could hide: "number" "date" "negation" "name" */
	const char *const *flags;
	size_t n_flags;
	const struct bis_match_penalty *penalties;
	size_t n_penalties;
	const struct bis_match_edit *edits; /* from the text to the source */
	size_t n_edits;
	const char *repaired; /* the target with the text's numbers and dates; NULL none */
	const char *repairs;  /* what was changed in it, in words; NULL */
};

struct bis_match_report {
	int64_t searched; /* segments of the language(s) searched */
	double floor;
	bool complete; /* nothing at or above the floor, and none better than the last
			  of its language, was left out */
	const char *text; /* the text asked for without its codes: what the ranges of
			     edits count in; lives as long as the matches */
};

typedef struct bis_matches bis_matches;

/* By language wanted, then net, status, date.  An empty cursor where nothing is found. */
BIS_EXPORT int bis_match(bis_db *db, const struct bis_match_options *options,
	const char *text, bis_matches **out);
BIS_EXPORT int bis_matches_next(
	bis_matches *matches, const struct bis_match **out); /* borrowed until close */
BIS_EXPORT const struct bis_match_report *bis_matches_report(const bis_matches *matches);
BIS_EXPORT void bis_matches_close(bis_matches *matches);

/* --- concordance ---------------------------------------------------------------------
 *
 * How did we render these words? */

enum bis_side { BIS_SIDE_SOURCE, BIS_SIDE_TARGET, BIS_SIDE_BOTH };
enum bis_hit_order { BIS_ORDER_DATE, BIS_ORDER_LEFT, BIS_ORDER_RIGHT };

struct bis_concordance_options {
	const char *from;      /* source language; NULL any */
	const char *const *to; /* target languages; n_to 0 any */
	size_t n_to;
	enum bis_side side; /* which of them is searched */
	bool regex;         /* ICU regular expression over the text as it is */
	bool stem;          /* other forms of the words count too */
	enum bis_hit_order order; /* by date newest first, or by the word at one side */
	size_t max;  /* 0: 20 */
	size_t skip; /* so many hits before */
	bool renderings; /* mark the words that render it, and count renderings */
	const char *origin, *status, *since, *until;
};

struct bis_range {
	size_t begin, end; /* code points, end exclusive */
};

struct bis_hit_target {
	const char *lang, *text;
	const struct bis_range *ranges; /* words that seem to render what was searched */
	size_t n_ranges;
};

struct bis_hit {
	const char *lang, *text; /* the variant in which it was found */
	const struct bis_range *ranges;
	size_t n_ranges;
	const struct bis_hit_target *targets;
	size_t n_targets;
	const char *unit, *origin, *document, *date, *who;
	bool reviewed;
};

struct bis_rendering {
	const char *lang, *text; /* in the spelling met most */
	int64_t n; /* hits whose target has it, of the newest 2,000 */
};

typedef struct bis_concordance bis_concordance;
BIS_EXPORT int bis_concordance_open(bis_db *db,
	const struct bis_concordance_options *options, const char *text,
	bis_concordance **out);
/* All hits there are: units that hold it on the side searched. */
BIS_EXPORT int64_t bis_concordance_total(const bis_concordance *c);
BIS_EXPORT int bis_concordance_next(
	bis_concordance *c, const struct bis_hit **out); /* borrowed until close */
BIS_EXPORT size_t bis_concordance_renderings(
	const bis_concordance *c, const struct bis_rendering **out); /* most first */
BIS_EXPORT void bis_concordance_close(bis_concordance *c);

/* The longest runs of words of a text that the memory holds, each of `least` words
 * (0: 3) or more and in no longer one. */
struct bis_piece {
	const char *text;
	struct bis_range range; /* in the text asked for */
	int64_t n;              /* units that hold it */
	struct bis_hit example; /* the newest */
};
typedef struct bis_pieces bis_pieces;
BIS_EXPORT int bis_pieces_open(bis_db *db, const struct bis_concordance_options *options,
	const char *text, size_t least, bis_pieces **out);
BIS_EXPORT int bis_pieces_next(bis_pieces *p, const struct bis_piece **out);
BIS_EXPORT void bis_pieces_close(bis_pieces *p);

/* --- analysis ------------------------------------------------------------------------ */

/* Bands as translators are paid by: context (101, 102), repetitions within the files
 * given, 100, 95–99.9, 85–94.9, 75–84.9, 50–74.9, none.  What the memory has as context
 * or 100 counts there however often it comes; of anything else the first occurrence
 * counts by its best match, what is equal to it (NFC) as a repetition.  Context is that
 * there is a segment before it, and it agrees.  n_to 0: any language; penalties count only
 * where a table is given; min, max, markup and repair do not count.  Words as in bis_stat,
 * characters without white space. */
enum { BIS_N_BANDS = 8 };
struct bis_analysis {
	const char *file; /* "" the sum */
	struct bis_band {
		const char *name; /* "context" "repetition" "100" "95" "85" "75" "50" "new" */
		int64_t segments, words, characters;
	} bands[BIS_N_BANDS];
	int64_t segments, words, characters;
};
typedef struct bis_analyser bis_analyser;
BIS_EXPORT int bis_analyser_open(bis_db *db, const struct bis_match_options *options,
	bis_analyser **out);
/* A file; its segments follow, one call each. */
BIS_EXPORT int bis_analyser_file(bis_analyser *a, const char *name);
BIS_EXPORT int bis_analyser_segment(bis_analyser *a, const char *text);
BIS_EXPORT size_t bis_analyser_n(const bis_analyser *a); /* files, the sum last */
BIS_EXPORT const struct bis_analysis *bis_analyser_at(const bis_analyser *a, size_t n);
BIS_EXPORT void bis_analyser_close(bis_analyser *a);

/* --- checking the index --------------------------------------------------------------- */

struct bis_index_check {
	const char *lang; /* NULL: every language with segments */
	size_t queries;   /* a language; 0: 100 */
	uint64_t seed;
	double min; /* 0: the floors 50, 60, 70 and 85 in turn */
};
struct bis_index_report {
	int64_t queries, matches, differences;
	double index_ms, exhaustive_ms; /* sums */
};
/* Draws queries from the base, edits them, and compares what the index finds with what
 * comparing everything finds; each difference is told to `flaw`. */
BIS_EXPORT int bis_index_check(bis_db *db, const struct bis_index_check *check,
	struct bis_index_report *report, bis_flaw *flaw, void *ctx);

#ifdef __cplusplus
}
#endif

#endif
