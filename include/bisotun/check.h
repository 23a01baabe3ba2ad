/* SPDX-License-Identifier: Apache-2.0
 *
 * Checking texts: names, titles, bodies, acronyms, terms and typography.
 *
 *	bis_checker_open(db, &options, &checker)
 *	bis_checker_read(checker, "release.docx")          any number of times
 *	while (bis_checker_next(checker, &finding) == 1) …  findings of what was read last
 *	bis_checker_end(checker)                           what only the batch shows;
 *	while (bis_checker_next(checker, &finding) == 1) …
 *	bis_checker_close(checker)
 *
 * Plain text (UTF-8, or what its first bytes say), HTML, DOCX and ODT are read.  Nothing
 * is written but by bis_checker_fix().
 *
 * Functions that return an int give one of <bisotun/error.h> where they fail, else 0 if
 * nothing else is said: BIS_EUSAGE for an option that makes no sense, BIS_EFORMAT for a
 * text or a project's file that can't be read as what it is, BIS_EIO for a file that
 * can't be read or written, BIS_ENOMEM; with a base also what reading it gives.  Options
 * and texts are not kept; the base has to stay open until the checker or scan is closed.
 * Either belongs to one thread at a time.
 */
#ifndef BISOTUN_CHECK_H
#define BISOTUN_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bisotun/names.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A rule that ships. */
struct bis_rule {
	const char *id;       /* "NAME-VARIANT" */
	const char *severity; /* usual one: "note" "warning" "error" */
	const char *summary;  /* what it finds, one line */
	bool usual;           /* runs unless it is switched off */
};
/* Fills in the i-th rule, from 0, whose strings live for ever; false past the last. */
BIS_EXPORT bool bis_rule_at(size_t i, struct bis_rule *out);

struct bis_check_options {
	const char *lang; /* of the texts; NULL: found in each */
	/* day the texts are of, YYYY-MM-DD; NULL or "auto": found in each; "" none */
	const char *date;
	const char *const *rules; /* only these (an id, or a family: "NAME", "TYP") */
	size_t n_rules;
	const char *const *no_rules; /* not these */
	size_t n_no_rules;
	const char *level; /* leave out what is below: "note" (NULL) "warning" "error" */
	/* file of the project (bisotun-check(5)); NULL: .bisotun-check beside each text
	 * that is read, where there is one; "" none */
	const char *config;
	/* file of old findings, as json, jsonl or sarif (their fingerprints count, those
	 * of SARIF under "bisotun/v1" of partialFingerprints); NULL none */
	const char *baseline;
};

/* Places count from the start: lines, columns and code points from 1 (ends exclusive),
 * bytes and UTF-16 units from 0, as they stand in a file of plain text.  Of a document
 * (HTML, DOCX, ODT) a line is a paragraph, and bytes and units count in its text. */
struct bis_place {
	long line, column, end_line, end_column;
	size_t bytes[2], utf16[2];
};

struct bis_fix {
	const char *replace; /* the whole of the place */
};

struct bis_finding {
	const char *rule, *severity;
	const char *file;
	struct bis_place at;
	const char *text;    /* what stands there */
	const char *message; /* what is wrong, and what to write */
	const char *why;     /* the rule behind it: systems, sources; "" */
	const char *concept; /* id; "" none */
	const char *context; /* the line it stands in (long ones cut around it) */
	size_t mark[2];      /* bytes of `context` that are the place */
	const struct bis_fix *fixes;
	size_t n_fixes;
	/* the same as long as rule, text, the words around it and the file's own name
	 * (without its folder) are, whatever is written elsewhere in the text */
	const char *fingerprint;
};

typedef struct bis_checker bis_checker;

/* `db` may be NULL: then only what needs no base is looked for; `options` NULL: the
 * usual.  *out is to be closed by the caller. */
BIS_EXPORT int bis_checker_open(
	bis_db *db, const struct bis_check_options *options, bis_checker **out);
/* Reads a file ("-" standard input, called `name` in findings where that isn't NULL).
 * BIS_EFORMAT and its like where it can't be read; others can be read after it. */
BIS_EXPORT int bis_checker_read(bis_checker *c, const char *path, const char *name);
/* The same of a text in memory. */
BIS_EXPORT int bis_checker_text(
	bis_checker *c, const char *name, const char *text, size_t size);
/* 1 a finding, borrowed until the next call; 0 no more for now.  In order of place. */
BIS_EXPORT int bis_checker_next(bis_checker *c, const struct bis_finding **out);
/* When all texts are read: bis_checker_next() then gives what only the batch shows, such
 * as one name spelt one way in one text and another way in the next. */
BIS_EXPORT int bis_checker_end(bis_checker *c);

/* Of the text read last, borrowed until the next is read. */
struct bis_checked {
	const char *file, *type; /* "text" "html" "docx" "odt" */
	const char *lang, *date; /* found or given; "" unknown */
	size_t paragraphs, words;
	size_t suppressed, known_old; /* findings left out: ignored; in the baseline */
	size_t beyond;                /* and those past the first 10,000 of one rule */
	bool fixable;                 /* bis_checker_fix() can write it */
};
BIS_EXPORT const struct bis_checked *bis_checker_last(const bis_checker *c);

/* The text read last with the first fix of each finding that has just one put in place:
 * written to `path` (which is replaced whole, or not at all).  Plain text only:
 * BIS_EUSAGE otherwise.  Fixes that overlap an earlier one are left for the next time. */
BIS_EXPORT int bis_checker_fix(bis_checker *c, const char *path, size_t *n_fixed);
BIS_EXPORT void bis_checker_close(bis_checker *c);

/* --- scan: spellings of one name across and within texts -------------------------- */

struct bis_scan_form {
	const char *text, *file;
	long line, column; /* of the first place */
	size_t count;
	const char *lang; /* of this spelling; "" unknown */
	bool approved;    /* it is what the base says to write in its language */
};
struct bis_scan_group {
	const char *type;    /* person body office place document event acronym term */
	const char *reason;  /* why they are taken for one */
	const char *concept; /* id; "" not in the base */
	/* what the base says to write in the language of the first text; NULL nothing */
	const char *approved;
	/* where the base has nothing: the spelling to keep; NULL where there is just
	 * one */
	const char *proposed;
	const struct bis_scan_form *forms; /* most frequent first */
	size_t n_forms;
};

typedef struct bis_scan bis_scan;
/* Of the options `lang`, `date` and `config` count. */
BIS_EXPORT int bis_scan_open(
	bis_db *db, const struct bis_check_options *options, bis_scan **out);
BIS_EXPORT int bis_scan_read(bis_scan *s, const char *path, const char *name);
BIS_EXPORT int bis_scan_text(
	bis_scan *s, const char *name, const char *text, size_t size);
/* When all is read: 1 a group, borrowed until close; 0 no more.  Groups of several
 * spellings come first; with `all` also those of one. */
BIS_EXPORT int bis_scan_next(bis_scan *s, bool all, const struct bis_scan_group **out);
BIS_EXPORT void bis_scan_close(bis_scan *s);

#ifdef __cplusplus
}
#endif

#endif
