/* SPDX-License-Identifier: Apache-2.0
 *
 * Romanisation systems: how the letters of one script are written in another.
 *
 * A system is a table (termbase/romanise/ID.tsv), made to be read and edited by a
 * terminologist; the engine knows no language.  The format (UTF-8, fields parted by one
 * TAB each; whatever does not fit is refused with its line):
 *
 *	## a remark, anywhere; empty lines are allowed too
 *	# id<TAB>bgn-ru-1947            the file's name
 *	# name<TAB>BGN/PCGN Russian     what a report calls it
 *	# source<TAB>…                  title, edition, what was taken from where
 *	# kind<TAB>standard             or usage, national, reading
 *	# from<TAB>ru                   language it reads (BCP 47, with script where
 *	                                it has several)
 *	# to<TAB>ru-Latn                … it writes: en for press usage in English,
 *	                                ru for Russian …
 *	# rank<TAB>10                   likelihood among the systems of its
 *	                                language, less is likelier
 *	# reader<TAB>han-pinyin         (optional) what makes letters of the text
 *	                                first, where letters do not say their sound:
 *	                                see below
 *	# through<TAB>tg-ru             (optional) the system that writes the text
 *	                                first; this one reads what it wrote
 *	# capitals<TAB>words            (optional) each word of the result begins
 *	                                with a capital: for scripts that have none
 *	# capital<TAB>i<TAB>İ          (optional) the capital of a letter of the
 *	                                result, where it is not the usual one
 *	# class<TAB>V<TAB>а е ё и       a named set of letters for contexts, parted
 *	                                by spaces; before the rows that use it
 *	# example<TAB>Юрий<TAB>Yuriy    run as tests: the second is what the first
 *	                                is rendered as
 *	# differs<TAB>INPUT<TAB>OTHER<TAB>OURS<TAB>why    a published test this table does
 *	                                not follow, with the reason; run as tests too
 *	source<TAB>left<TAB>right<TAB>rendering<TAB>note    (the note may be left out)
 *
 * Of the lines with # id, name, source, kind, from, to and rank must be there, once each.
 *
 * `source` is one or several letters, small.  At each place of the text the longest row
 * that fits wins, among equals the one with more conditions, then the first.
 *
 * `left` and `right` are conditions on the letters of the text (not of the result) beside
 * the source, written in the order of the text: "[V]" a letter of class V, a letter
 * itself, "^" (left only, outermost) and "$" (right only, outermost) the edge of a word,
 * "!" before any of them: not so ("![V]" holds at an edge also).  "|" parts alternatives,
 * one of which must hold.  "^[C]" left: the word begins with one C, then comes the
 * source; "[C]$" right: one C and the word ends.  Words are runs of letters and marks;
 * hyphens and spaces end them, an apostrophe (or ZWNJ) between letters does not.
 *
 * `rendering` is the rule's result; others met in practice follow behind " | ", likely
 * ones first; "-" is nothing, "\-" a hyphen.  Letters no row has are left as they are.
 *
 * Case: rows are small letters, the result takes the case of the text (Щ → Shch, but ЩУКА
 * → SHCHUKA; letters under one tie, t͡s, are capitals together).  Apostrophes of all
 * shapes (' ’ ‘ ʼ ʻ ʹ ′ `) are one letter in sources, contexts and texts; in renderings
 * they are as written.  NFC and NFD are the same.
 *
 * Readers: "han-name" turns Han characters into pinyin without tones, shaped as names of
 * people are (han_name() of src/text/han.h): Xi Jin'ping, the syllables of a word parted
 * by an apostrophe, which rows can see and drop; "han-pinyin" makes one word of each run
 * of Han characters, whatever it is (Bei'jing).
 */
#ifndef BISOTUN_ROMANISE_H
#define BISOTUN_ROMANISE_H

#include "src/base/buf.h"

/* All systems, read once; not changed afterwards, so that threads may share it. */
struct systems;

int systems_open(struct systems **out); /* those that ship */
void systems_close(struct systems *s);
void systems_closep(struct systems **s);
/* One table from text, for tests and fuzzing: BIS_EFORMAT with `name` and line. */
int systems_add(struct systems *s, const char *name, const char *text, size_t size);
int systems_empty(struct systems **out);

struct system_row {
	const char *source, *left, *right; /* as written; "" any */
	const char *const *renderings;     /* the first is the rule's; "" for "-" */
	size_t n_renderings;
	const char *note; /* "" none */
};
struct system_example {
	const char *input, *expected;
	const char *ours, *why; /* of "differs"; NULL of an example */
};
struct system {
	const char *id, *name, *source, *kind, *from, *to;
	const char *reader;           /* "" none */
	const struct system *through; /* NULL none */
	/* four letters, ISO 15924 */
	char from_script[5], to_script[5];
	int rank;
	const struct system_row *rows;
	size_t n_rows;
	const struct system_example *examples;
	size_t n_examples;
	const void *compiled; /* the engine's own */
};
size_t systems_count(const struct systems *s);
const struct system *systems_at(const struct systems *s, size_t i); /* sorted by id */
const struct system *systems_find(const struct systems *s, const char *id); /* NULL */

/* Whether a spelling is told by this system before it is by others: rank tells so, and
 * that it is not for readers of a third language (German usage of Russian). */
#define SYSTEM_SELDOM 55 /* ranks from here on are of systems seldom met */
bool system_is_usual(const struct system *s);

/* The rendering of a text, added to `out` (NFC).  Never longer than 16 times the text;
 * linear in its length.  BIS_EFORMAT where it is not UTF-8. */
int system_render(const struct system *s, const char *text, size_t size, struct buf *out);

/* Every rendering, likely ones first, no more than `max`; the first is that of
 * system_render().  Each once; of texts of many thousand letters only some, so that the
 * time stays bounded.  What the sink returns, if not 0, ends it and is returned. */
typedef int system_sink(void *ctx, const char *text, size_t size);
int system_render_all(const struct system *s, const char *text, size_t size, size_t max,
	system_sink *sink, void *ctx);

/* The main script of a text's letters, ISO 15924 ("Latn", "Cyrl", "Hani", "Arab",
 * "Deva"); "Zyyy" where it has none. */
void script_of(const char *text, size_t size, char script[5]);

#endif
