/* SPDX-License-Identifier: Apache-2.0
 *
 * Results as people and programs read them.
 *
 * A view is one const value with a function for every kind of answer; a command fills
 * in the answer and does not know which view prints it.  Text is for people; json,
 * jsonl and tsv are held to by scripts: keys and columns that are there stay.
 *
 * A document is one answer, or several of one kind:
 *
 *	printer_begin(p, "lookup", n_queries > 1);
 *	p->view->lookup(p, &answer);
 *	printer_end(p);
 *
 * json writes several as {"schema": …, "items": […]}, jsonl one answer a line, tsv one
 * header and then the rows.  Nothing here can fail in a way a command would branch on:
 * what goes wrong (no memory, a full disk) sticks in the printer and is looked at once,
 * by printer_ok().
 */
#ifndef BISOTUN_VIEW_H
#define BISOTUN_VIEW_H

#include "bisotun/check.h"
#include "bisotun/db.h"
#include "bisotun/exchange.h"
#include "bisotun/memory.h"
#include "bisotun/names.h"
#include "bisotun/terms.h"
#include "bisotun/text.h"
#include "src/view/tidy.h"

struct view;

struct printer {
	FILE *out;
	const struct view *view;
	bool colour; /* never the only signal */
	bool tty;    /* `out` is a terminal: right-to-left cells are isolated */
	bool quiet;  /* text: leave out what is a courtesy, such as timings and hints */
	bool failed; /* no memory for an answer */
	const char *at; /* text: the day asked for; NULL today */
	/* the document being written */
	const char *schema; /* "lookup" for bisotun.lookup/1 */
	bool many;
	size_t n_items;
	void *kept; /* of a view that can't write before it knows all */
};

/* What one look-up found. */
struct lookup_answer {
	const char *query;
	const char *from; /* language of the query; NULL any */
	const struct bis_concept *const *concepts;
	size_t n_concepts;
	const struct bis_concept *nearest; /* where nothing was found; NULL */
	double milliseconds;
};

struct import_answer {
	const bis_import *import;
	const char *failed; /* why nothing was kept; NULL where it was */
	const char *report; /* file that has all problems; NULL none */
	bool dry_run;
	double seconds;
};

struct export_answer {
	const struct bis_export_report *report;
	const char *file; /* "-" standard output */
	const char *type;
	double seconds;
};

/* What a write has changed. */
struct change {
	const char *did;  /* "term add" */
	const char *what; /* in words, one line */
	const char *id;   /* the concept it is about; NULL none */
	const struct bis_count *counts;
	size_t n_counts;
	int64_t undo; /* 0: nothing to undo */
	bool dry_run;
};

/* What verify or validate found in a file. */
struct flaws {
	const char *file;
	const char *good; /* what to say where there is none: "valid" */
	char **what;      /* the first of them */
	size_t n_what;
	int64_t total;
};

struct stat_answer {
	enum bis_stats_by by;
	const struct bis_stat *rows;
	size_t n_rows;
};

/* A piece of the text asked for that the memory holds, and where. */
struct match_piece {
	const char *text;
	size_t begin, end;                                /* code points of the query */
	int64_t n;                                        /* units that hold it */
	const char *lang, *source, *target_lang, *target; /* the newest of them */
	const char *unit, *origin, *date;
};

/* What the memory has for one text. */
struct match_answer {
	const char *query;
	const char *failed; /* why it could not be asked for; NULL it was */
	const struct bis_match *const *matches;
	size_t n_matches;
	struct bis_match_report report;
	bool markup;      /* show inline codes */
	bool with_pieces; /* they were looked for */
	bool all_pieces;  /* and asked for: all are shown */
	const struct match_piece *pieces;
	size_t n_pieces;
	double milliseconds;
};

/* Where the memory has some words. */
struct concordance_answer {
	const char *query;
	const struct bis_hit *const *hits;
	size_t n_hits, skip; /* shown; left out before them */
	int64_t total;
	const struct bis_rendering *renderings; /* by language, most first */
	size_t n_renderings;
	bool with_renderings; /* they were looked for */
	bool kwic;            /* text: keywords in one column */
	enum bis_hit_order order;
	double milliseconds;
};

/* Files counted by bands, the sum last. */
struct analysis_answer {
	const char *from;
	const struct bis_analysis *const *files;
	size_t n_files;
};

/* What came of comparing the index with everything, language by language. */
struct index_answer {
	const char *file;
	const struct index_row {
		const char *lang;
		int64_t segments;
		struct bis_index_report report;
	} * rows;
	size_t n_rows;
	struct bis_index_report sum;
	char **differences; /* the first of them */
	size_t n_differences;
};

/* What the base makes of a name. */
struct name_answer {
	const char *input;
	const struct bis_name_answer *answer; /* NULL where it could not be asked for */
	const char *failed;                   /* why; NULL it could */
};

/* How names were answered, when there are several. */
struct name_totals {
	size_t names, approved, variants, ambiguous, unknown;
};

/* Two names beside one another. */
struct compare_answer {
	const char *a, *b;
	const struct bis_comparison *comparison; /* NULL: they could not be compared */
	const char *failed;                      /* why; NULL they could */
};

/* Ways to write a name: "variants" that the tables give, or what to "suggest". */
struct spellings_answer {
	const char *input;
	bool suggested;
	struct bis_spellings spellings;
};

struct scan_answer {
	const struct bis_scan_group *const *groups;
	size_t n_groups;
	size_t n_files, n_variants; /* groups in which a spelling is not to be kept */
};

struct finding_answer {
	const struct bis_finding *finding;
	bool fixable; /* its text can be written: a fix of it is no mere advice */
};

/* What came of checking files. */
struct check_totals {
	size_t files, unreadable;
	size_t errors, warnings, notes;
	size_t ignored, old; /* left out: by the project; in the baseline */
	size_t beyond;       /* and as there are too many of one rule in one text */
	size_t fixable;      /* could be put in place by themselves */
	size_t fixed;        /* were */
	bool fixing, dry_run;
	bool stopped; /* by what is no fault of a file: there may be more */
};

struct view {
	const char *name;
	bool findings_only; /* no other answer can be written */
	void (*begin)(struct printer *p);
	void (*end)(struct printer *p);
	void (*lookup)(struct printer *p, const struct lookup_answer *a);
	void (*concept)(struct printer *p, const struct bis_concept *c);
	void (*imported)(struct printer *p, const struct import_answer *a);
	void (*exported)(struct printer *p, const struct export_answer *a);
	void (*formats)(struct printer *p);
	void (*info)(struct printer *p, const struct bis_info *info);
	void (*stats)(struct printer *p, const struct stat_answer *a);
	void (*event)(struct printer *p, const struct bis_event *e);
	void (*changed)(struct printer *p, const struct change *c);
	void (*flaws)(struct printer *p, const struct flaws *f);
	void (*matches)(struct printer *p, const struct match_answer *a);
	void (*concordance)(struct printer *p, const struct concordance_answer *a);
	void (*unit)(struct printer *p, const struct bis_unit *u);
	void (*analysis)(struct printer *p, const struct analysis_answer *a);
	void (*index_check)(struct printer *p, const struct index_answer *a);
	void (*name_check)(struct printer *p, const struct name_answer *a);
	void (*names_end)(struct printer *p, const struct name_totals *t);
	void (*compared)(struct printer *p, const struct compare_answer *a);
	void (*spellings)(struct printer *p, const struct spellings_answer *a);
	void (*systems)(struct printer *p, const bis_namer *namer);
	void (*scan)(struct printer *p, const struct scan_answer *a);
	void (*rules)(struct printer *p);
	void (*finding)(struct printer *p, const struct finding_answer *a);
	void (*checked)(struct printer *p, const struct check_totals *t);
};

extern const struct view view_text, view_json, view_jsonl, view_tsv;
/* For findings only: an editor's line each, SARIF 2.1.0, a page. */
extern const struct view view_line, view_sarif, view_html;

/* The n-th view, from 0; NULL past the last. */
const struct view *view_at(size_t n);
/* The view of that name, or NULL. */
const struct view *view_by_name(const char *name);

void printer_begin(struct printer *p, const char *schema, bool many);
void printer_end(struct printer *p);
/* Whether all of it could be written; flushes. */
bool printer_ok(struct printer *p);

/* Blanks for control characters, line ends too, in place; the marks that turn the
 * direction of writing go: what a file holds must not steer the terminal it is shown on,
 * nor pass for a line or a word of ours. */
void tame(char *text);

/* Whether the spelling may stay: it is approved, or proposed where none is, or all there
 * is of what has many names. */
bool scan_keeps(const struct bis_scan_group *g, const struct bis_scan_form *f);

/* What the view for people says of a check in one line: "3 files: 2 errors, 1 warning, 0
 * notes"; without a line end.  Yours to free; NULL without memory. */
char *check_summary(const struct check_totals *t);

/* A score cut to one decimal: rounded, what is just below a bound would seem to reach
 * it. */
double score_cut(double score);

/* 0 note, 1 warning, 2 error. */
int severity_rank(const char *severity);

/* "lang", "origin" or "year". */
const char *stats_key_name(enum bis_stats_by by);

/* "added" or "would be added": the words for what a dry run does. */
static inline const char *would(bool dry_run, const char *done, const char *undone)
{
	return dry_run ? undone : done;
}

#endif
