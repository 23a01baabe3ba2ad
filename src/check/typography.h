/* SPDX-License-Identifier: Apache-2.0
 *
 * What is usual in the typography of a language: its quotation marks, what stands before
 * and behind its marks, words that may stand twice (typography.tsv).
 */
#ifndef BISOTUN_CHECK_TYPOGRAPHY_H
#define BISOTUN_CHECK_TYPOGRAPHY_H

#include "src/base/buf.h"

#define TYPO_PAIRS 8
#define TYPO_MARKS 16

/* Of one language. */
struct typo {
	char lang[64]; /* "" the others */
	struct {
		int32_t open, close;
	} quotes[TYPO_PAIRS]; /* outer ones first */
	size_t n_quotes;
	bool straight;              /* straight quotation marks are as good */
	int32_t spaced[TYPO_MARKS]; /* marks that take a space before them */
	size_t n_spaced;
	struct {
		int32_t foreign, own;
	} marks[TYPO_MARKS]; /* what is written instead of a mark of ASCII */
	size_t n_marks;
	bool doubles; /* the language doubles words: only those of `once` are a slip */
	/* folded and sorted */
	const char *const *once, *const *twice, *const *tied, *const *endings,
								      *const *letters;
	size_t n_once, n_twice, n_tied, n_endings, n_letters;
};

struct typography;
int typography_open(struct typography **out);
/* From text, for tests. */
int typography_parse(
	const char *name, const char *text, size_t size, struct typography **out);
void typography_close(struct typography *t);
void typography_closep(struct typography **t);

/* Of a language (canonical, may be ""): its own, that of a relative, or of the others. */
const struct typo *typography_of(const struct typography *t, const char *lang);

/* Whether a word (folded) that stands twice is a slip. */
bool typo_is_slip(const struct typo *t, const char *word);
/* Whether a single letter is a word, which may be there twice by a slip. */
bool typo_is_letter(const struct typo *t, const char *word);
/* Whether a number or name behind the word (folded) belongs to it (№ 5, г. Москва). */
bool typo_is_tied(const struct typo *t, const char *word);
/* Whether a word may go on so: what is left of another word that begins with it. */
bool typo_is_ending(const struct typo *t, const char *rest);
/* What the language writes instead of a mark of ASCII; 0: the mark itself. */
int32_t typo_own_mark(const struct typo *t, int32_t mark);
bool typo_is_spaced(const struct typo *t, int32_t mark);

#endif
