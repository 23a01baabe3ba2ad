/* SPDX-License-Identifier: Apache-2.0
 *
 * Tokens: what two segments are compared by.
 *
 * A text is a row of tokens, all of it but its spaces: words (UAX #29, as words.h cuts
 * them); single characters of the scripts written without spaces (Han, Kana, Thai, Lao,
 * Khmer, Myanmar), each with the marks on it; numbers; ordinals; dates; and every other
 * visible character by itself, a mark.  A date ("14 April 2017", "14 апреля 2017 года",
 * "2017年4月14日", "14.04.2017", "2017-04-14") is one token, TOKEN_DATE, and directly
 * behind it come the words, numbers and marks that it is made of, marked `inside`:
 * those have no weight, but words can still be searched for.
 *
 * Cutting depends on text and language alone, never on a termbase, so that what was
 * indexed stays true.  Who changes how texts are cut or keyed raises TOKENS_VERSION.
 */
#ifndef BISOTUN_TOKENS_H
#define BISOTUN_TOKENS_H

#include "src/base/buf.h"

#define TOKENS_VERSION 2

enum token_kind {
	TOKEN_WORD,
	TOKEN_CHARACTER, /* of a script written without spaces */
	TOKEN_ORDINAL,   /* 63rd; 63-я is a number, a mark and a word */
	TOKEN_DATE,
	TOKEN_NUMBER, /* begins with a digit and holds no letters: 2017, 1,000.5 */
	TOKEN_MARK,   /* punctuation, symbols */
	N_TOKEN_KINDS
};

struct token {
	uint32_t begin, end; /* bytes */
	uint8_t kind;        /* enum token_kind */
	bool inside;         /* part of the date before it */
};

struct tokens {
	struct token *at;
	size_t n, capacity;
};

void tokens_finish(struct tokens *t);
/* Takes out what is inside dates: it is text of theirs already. */
void tokens_drop_inside(struct tokens *t);

/* Weights and costs are counted in twentieths of the weight of a mark, so that all of
 * them are whole numbers. */
enum { COST_UNIT = 20 };

/* Word 4, character 2, number, ordinal and date 3, mark 1, in COST_UNITs. */
static inline uint32_t token_weight(enum token_kind kind)
{
	switch (kind) {
	case TOKEN_WORD:
		return 4 * COST_UNIT;
	case TOKEN_CHARACTER:
		return 2 * COST_UNIT;
	case TOKEN_MARK:
		return 1 * COST_UNIT;
	default:
		return 3 * COST_UNIT;
	}
}

/* A tokeniser for one language, kept and used again; not shared between threads. */
struct tokeniser;

int tokeniser_new(const char *lang, struct tokeniser **out); /* canonical, may be "" */
void tokeniser_free(struct tokeniser *t);
void tokeniser_freep(struct tokeniser **t);

/* All tokens of a text (valid UTF-8, less than 2 GiB), in order; replaces what was in
 * `out`, whose memory is used again. */
int tokeniser_read(
	struct tokeniser *t, const char *text, size_t size, struct tokens *out);

/* What one token counts as, at three levels, each coarser than the one before: */
struct lexeme {
	struct buf surface; /* the text itself, NFC */
	struct buf fold;    /* FOLD_LOOSE of it: what concordance compares */
	struct buf key;     /* stem of the fold where the language has stems (words only);
			       "" for numbers, ordinals and dates, which are all equal;
			       else the fold */
};
void lexeme_finish(struct lexeme *l);
int tokeniser_lexeme(struct tokeniser *t, const char *text, size_t size,
	enum token_kind kind, struct lexeme *out);

/* Of `kind` and key: what the index looks a token up by.  Equal for what may stand for
 * one another below the cost of a replacement, else different. */
uint64_t lexeme_hash(enum token_kind kind, const struct buf *key);

/* Whether the word (folded) turns its sentence into the opposite: not, never, не, без,
 * 不, 未 … */
bool is_negation(const char *lang, const char *folded, size_t size);
/* Whether a beginning makes one of the words (folded) the opposite of the other:
 * un|lawful, не|законный. */
bool is_negation_of(const char *lang, const char *folded, size_t size, const char *other,
	size_t other_size);
/* Whether the word (folded) says a number: two, third, двух, 三; or a month or day:
 * April, мае. */
bool is_numeral(const char *lang, const char *folded, size_t size);
bool is_calendar_word(const char *lang, const char *folded, size_t size);

/* Names the rules in force, for whoever keeps what was made by them: TOKENS_VERSION and
 * the versions of ICU, Unicode and the stemmer. */
uint64_t tokens_rules(void);

/* Adds the text in NFC (Unicode 15 §3.11).  Text in NFC already costs a look at it. */
int nfc_text(const char *text, size_t size, struct buf *out);
/* Whether it is in NFC for certain (quick check, UAX #15 §9). */
bool nfc_already(const char *text, size_t size);

#endif
