/* SPDX-License-Identifier: Apache-2.0
 *
 * Import and export: TMX, TBX, tables, glossaries.
 */
#ifndef BISOTUN_EXCHANGE_H
#define BISOTUN_EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bisotun/db.h>

#ifdef __cplusplus
extern "C" {
#endif

struct bis_format {
	const char *name; /* for `type` below: "tmx" */
	const char *title;
	const char *suffixes; /* "tmx", separated by a space */
	bool units, concepts; /* what it carries */
	bool reads, writes;
};

/* The n-th format, from 0; NULL past the last. Static. */
BIS_EXPORT const struct bis_format *bis_format_at(size_t n);

enum bis_on_conflict {
	BIS_CONFLICT_MERGE,  /* keep both, fill what is empty, report; never overwrite */
	BIS_CONFLICT_KEEP,   /* keep what is there, skip what comes */
	BIS_CONFLICT_REPLACE /* what comes takes the place; the old is in the history */
};

struct bis_problem {
	long line;        /* 0 where the format has none */
	const char *unit; /* tuid or concept id as written; "" none */
	const char *message;
	bool lost; /* the unit was left out for it */
};

struct bis_import_options {
	const char *from,
		*to;      /* -s, -t: the languages of formats that don't say; NULL none */
	const char *type; /* format name; NULL: found from the content */
	const char *as;   /* "memory" or "terms", where a format could be either; NULL */
	const char *origin; /* NULL: the file's name */
	/* of units: "reviewed", "unreviewed"; of forms without one: a form status;
	 * NULL */
	const char *status;
	bool strict; /* nothing is kept if anything was skipped */
	enum bis_on_conflict on_conflict;
	/* told as it goes; NULL none.  A progress call that returns false cancels
	 * (BIS_ECANCELLED). */
	bool (*progress)(
		void *ctx, const char *file, int64_t done, int64_t size, int64_t units);
	void (*problem)(void *ctx, const char *file, const struct bis_problem *problem);
	void *ctx;
};

/* What became of one file (a zip counts as its members). */
struct bis_import_file {
	const char *file;
	const char *type, *version;     /* "tmx", "1.4" */
	const char *source_lang, *tool; /* as the header says; "" */
	int64_t read, added, merged,
		skipped; /* read = added + merged + skipped; units or concepts */
	int64_t bad;     /* of the skipped: broken */
	/* of those read: same tuid or source, other targets; same concept, other facts */
	int64_t conflicts;
	int64_t warnings;                  /* problems that cost nothing */
	const struct bis_count *languages; /* variants or terms, by canonical tag */
	size_t n_languages;
	/* the first 1,000; all went to the callback */
	const struct bis_problem *problems;
	size_t n_problems;
};

typedef struct bis_import bis_import;

/* Imports the files in one transaction.  On failure nothing is kept, and *out still
 * has what is known of the files up to there.  BIS_EFORMAT: a file is broken, or
 * nothing could be read from it, or `strict` and something was skipped. */
BIS_EXPORT int bis_import_run(bis_db *db, const struct bis_import_options *options,
	const char *const *files, size_t n_files, bis_import **out);
BIS_EXPORT size_t bis_import_n_files(const bis_import *i);
BIS_EXPORT const struct bis_import_file *bis_import_file_at(
	const bis_import *i, size_t n);
BIS_EXPORT int64_t bis_import_event(const bis_import *i); /* 0: nothing was changed */
BIS_EXPORT void bis_import_free(bis_import *i);

struct bis_export_options {
	const char *type; /* format name; needed */
	/* "memory" or "terms", for a format that holds either; NULL: terms */
	const char *as;
	/* -s: only units with this language, the source of formats that have one; NULL any */
	const char *from;
	/* -t: only these languages (and `from`), of units that have two of them; n_to 0: all */
	const char *const *to;
	size_t n_to;
	const char *origin; /* only this; NULL all */
	/* units: changed, else made, on or after this day as their file says (those without
	 * a date drop out); concepts: touched here on or after it; NULL all */
	const char *since;
	const char *status; /* units: reviewed, unreviewed; forms: a status; NULL all */
	const char *at;     /* forms valid on this day; NULL all */
	/* TBX: core min basic linguist as-is; NULL: as it came, else basic */
	const char *dialect;
	bool strict_dtd; /* drop what the format's schema does not allow */
	/* false cancels (BIS_ECANCELLED); NULL none */
	bool (*progress)(void *ctx, int64_t done, int64_t all);
	void *ctx;
};

struct bis_export_report {
	/* given to the format, less what `dropped` counts; variants: TMX tuv or terms */
	int64_t units, concepts, variants;
	int64_t bytes;
	const struct bis_count *dropped; /* what was left out, by name */
	size_t n_dropped;
	const char *version; /* what was written: "TMX 1.4", "TBX 3, DCA" */
};

typedef struct bis_export bis_export;
/* Writes to `path` ("-" standard output; a name ending in .gz is compressed); a file
 * appears whole or not at all.  BIS_ENOTFOUND where nothing fits the options: no
 * file is made. */
BIS_EXPORT int bis_export_run(bis_db *db, const struct bis_export_options *options,
	const char *path, bis_export **out);
BIS_EXPORT const struct bis_export_report *bis_export_report(const bis_export *e);
BIS_EXPORT void bis_export_free(bis_export *e);

/* Checks a file against the RELAX NG grammar of ours that fits it (TMX 1.4, TBX 3
 * DCA …); tells each breach to `flaw`; returns their number or a negative code. */
BIS_EXPORT int64_t bis_validate(const char *path, bis_flaw *flaw, void *ctx);

#ifdef __cplusplus
}
#endif

#endif
