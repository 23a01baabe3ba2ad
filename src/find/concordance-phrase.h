/* SPDX-License-Identifier: Apache-2.0
 *
 * The words searched for: tokens that stand one behind the other.
 *
 * A token of a text is one of the phrase where their loose folds are equal; where the
 * phrase says so, also where the fold begins with that of the phrase (`да*`) or both
 * have the same stem.  Dates are taken apart, in phrase and text: what they are made of
 * is searched for, they themselves are passed over.
 */
#ifndef BISOTUN_CONCORDANCE_PHRASE_H
#define BISOTUN_CONCORDANCE_PHRASE_H

#include "bisotun/memory.h"
#include "src/text/tokens.h"

#define PHRASE_TOKENS 4096 /* of a query */

struct phrase_token {
	enum token_kind kind;
	bool prefix, stem;
	size_t fold, fold_size; /* in phrase.text */
	uint64_t key;           /* lexeme_hash() */
	size_t begin, end;      /* bytes in what was read */
};

struct phrase {
	struct buf text;
	struct phrase_token *at;
	size_t n, capacity;
	struct tokens tokens; /* kept for the next reading */
	struct lexeme lexeme;
};

void phrase_finish(struct phrase *p);

enum phrase_reading {
	PHRASE_PLAIN = 0,
	PHRASE_QUERY = 1, /* a pair of quotes around it all counts for nothing; word* */
	PHRASE_STEM = 2
};

/* Reads a text into tokens without dates; replaces what was in `p`. */
int phrase_read(struct tokeniser *t, const char *text, size_t size, int reading,
	struct phrase *p);

/* Tokens [from, to) of another phrase, for searching a part of it. */
int phrase_part(const struct phrase *whole, size_t from, size_t to, struct phrase *p);

static inline const char *phrase_fold(const struct phrase *p, size_t i)
{
	return p->text.data == NULL ? "" : p->text.data + p->at[i].fold;
}

/* Whether token `k` of a text, read as PHRASE_STEM, is token `i` of the phrase. */
bool phrase_agrees(const struct phrase *p, size_t i, const struct phrase *text, size_t k);

struct ranges {
	struct bis_range *at;
	size_t n, capacity;
};
void ranges_finish(struct ranges *r);
int ranges_add(struct ranges *r, size_t begin, size_t end);
/* Makes ranges of bytes, in order, ranges of code points. */
void ranges_to_points(struct ranges *r, const char *text);

/* Adds where the phrase stands in a text, in code points, none over another. */
int phrase_mark(const struct phrase *p, struct tokeniser *t, const char *text,
	size_t size, struct ranges *out);

#endif
