/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files that explain share: the differences between two names, the rows of the
 * systems that give a spelling, and clauses of the reason.
 */
#ifndef BISOTUN_NAMES_EXPLAIN_H
#define BISOTUN_NAMES_EXPLAIN_H

#include "termbase/names-compare.h"

#define DIFFERENCES_MAX 12
#define NAMED_MAX 2    /* systems named for one thing */
#define LIKELY_NEAR 30 /* a less likely system is not named beside the likeliest */
#define SYSTEMS_MAX 256
#define OTHER_FROM 3 /* letters unexplained in a part that make it another name */
#define GIVERS_MAX 512
#define RENDERED_PARTS 8 /* a longer name is not tried as a whole */

/* Letters of one name where the other has others. */
struct difference {
	char32_t left[RULE_SIDE], right[RULE_SIDE];
	uint8_t n_left, n_right;
	bool unexplained;
};
struct giver {
	const struct system *system;
	const struct system_row *row;
	uint16_t at;   /* the system's number */
	bool first;    /* it is the row's own rendering, not another that is met */
	uint8_t gain;  /* how much it says: the rule of a system in general use most */
	char32_t from; /* the first letter it is for, without marks */
};
struct givers {
	struct giver at[GIVERS_MAX];
	size_t n;
};

struct explaining {
	struct namer *n;
	const struct name *a, *b;
	struct difference at[DIFFERENCES_MAX];
	size_t count;
	/* differences of the name each system explains: in one step, or as the spelling
	 * of one side */
	uint16_t merit[SYSTEMS_MAX], merit_left[SYSTEMS_MAX], merit_right[SYSTEMS_MAX];
	uint8_t covers[SYSTEMS_MAX]; /* of those that are no matter of course */
	uint8_t n_covered;           /* how many there are */
	int16_t likely[SYSTEMS_MAX]; /* of each system */
	uint8_t tongue; /* the language the name is taken to be of, as its first system */
	bool has_tongue;
	const struct system *met; /* writes one as the other, if not by its rules alone */
	struct givers left, right;
	struct buf *why;
	struct buf tail; /* of the last clause, in brackets; the next may share it */
	char hint[8];    /* the language an ending or a letter tells, "" none */
	bool slavic;     /* a part ends as surnames made in Russian do */
	bool swapped; /* a and b were compared the other way round than they were given */
	bool began;
	bool forbidden; /* the names can't be one, which has been said */
};

/* Begins a clause that ends with `tail` in brackets ("" nothing): clauses of one tail
 * share it. */
void clause(struct explaining *e, const char *tail);
void end_clause(struct explaining *e);
/* A part of a name, with the capital that reading took away. */
void add_part(struct buf *out, const struct name_part *part);

/* The letters of one side; of both with a sign between them. */
void say_side(struct explaining *e, const struct difference *d, bool right);
void say_difference(struct explaining *e, const struct difference *d, bool right_first,
	const char *sign);
/* Whether every system that writes the letters at all writes them so: then they are no
 * difference to speak of. */
bool is_plain(const struct explaining *e, const struct difference *d);
/* Whether a reason may name the system for a row: a seldom one only where it explains
 * more of the name than one difference among several. */
bool may_name(const struct explaining *e, const struct giver *g);
/* What is said of one difference; nothing where every system makes it. */
void say_difference_found(struct explaining *e, const struct difference *d);
/* Reasons of two steps; true where there was one. */
bool say_two_steps(struct explaining *e, const struct difference *d);
bool say_through(struct explaining *e, const struct difference *d);

/* Two spellings of one letter, or of a letter and the one it becomes in another language:
 * the likeliest rows behind both.  False where there are none. */
struct two_steps {
	const struct giver *left, *right;
};
bool two_steps(struct explaining *e, const struct difference *d, struct two_steps *out);
/* How well the systems of each language explain a difference so. */
void two_step_gains(
	struct explaining *e, const struct difference *d, uint8_t gains[SYSTEMS_MAX]);

/* ---- the systems taken apart ---- */

#define LETTER_YE 0x0435
#define LETTER_YO 0x0451 /* which reading a name folds to the one before */
#define GIVEN_BUCKETS 1024

/* One rendering of one row, letters without marks. */
struct given {
	char32_t source[RULE_SIDE], to[RULE_SIDE];
	uint8_t n_source, n_to, system, which; /* which of the row's renderings, from 0 */
	uint16_t row;
};
struct given_rows {
	struct given *at;
	size_t n, capacity;
	uint32_t *by_source, *by_to;
	uint8_t of_language[SYSTEMS_MAX]; /* how many read what each reads */
	uint8_t language[SYSTEMS_MAX];    /* the first system of the same language */
	uint8_t gain[SYSTEMS_MAX];        /* of a rule of each, as a reason */
	bool has_words[SYSTEMS_MAX]; /* rows of whole words, which are not followed */
	uint8_t within[SYSTEMS_MAX]; /* systems that stay in one script */
	size_t n_within;
	/* by language: those that write its names in their own way, in one script */
	uint64_t written_in[SYSTEMS_MAX][SYSTEMS_MAX / 64];
	uint32_t first_source[GIVEN_BUCKETS + 1], first_to[GIVEN_BUCKETS + 1];
};
/* Some of them, in the order of the systems and their rows. */
struct given_run {
	const struct given *rows;
	const uint32_t *at, *end;
};
int given_ready(struct namer *n);
static inline bool is_written_in(
	const struct given_rows *g, uint8_t language, uint8_t other)
{
	return g->written_in[language][other / 64] >> (other % 64) & 1;
}
/* Those whose rendering, or source, may begin with the letter; 0 for nothing. */
struct given_run given_to(const struct namer *n, char32_t first);
struct given_run given_from(const struct namer *n, char32_t first);
/* Whether letters of a table are those of a name, marks aside. */
bool given_is(const struct namer *n, const char32_t *of_table, size_t count,
	const char32_t *letters, size_t n_letters);
char32_t letter_plain(const struct namer *n, char32_t c);
/* Puts ё back where е was read for it, in `n` letters from `at` of a part on. */
void put_yo_back(
	const struct name *name, size_t part, size_t at, char32_t *letters, size_t n);
/* Systems whose rows, conditions aside, write each part of `from` as that of `to`, as
 * bits; with `others`, by renderings too that are met beside the rows' own. */
int given_could(const struct namer *n, const struct name *from, const struct name *to,
	bool others, uint64_t systems[SYSTEMS_MAX / 64]);

bool same_language(const char *x, const char *y);
bool are_vowels(const struct namer *n, const char32_t *letters, size_t count);
enum name_script left_script(const struct explaining *e, const struct difference *d);
enum name_script right_script(const struct explaining *e, const struct difference *d);

/* Rows of systems between the scripts (`from` IN_OTHER: any) that give the letters;
 * where `source` is there, from it only. */
void find_givers(const struct explaining *e, enum name_script from, enum name_script to,
	const char32_t *source, size_t n_source, const char32_t *letters, size_t count,
	struct givers *out);
/* Systems that make the difference in one step; `back`: from right to left. */
void one_step(const struct explaining *e, const struct difference *d, struct givers *out,
	bool *back);

/* How likely each system is before the name is looked at; the language that the name is
 * taken to be of, as its systems explain most; what each system explains; and all of it
 * together. */
void weigh_systems(struct explaining *e);
void find_tongue(struct explaining *e);
void weigh(struct explaining *e);
int standing(const struct explaining *e, const uint16_t *merit, const struct giver *g);

/* Whether a system writes the script of one name in that of the other. */
bool is_between(const struct system *s, const struct name *from, const struct name *to);
/* "Haydarzoda is Ҳайдарзода in BGN/PCGN Tajik": 1 where it said so. */
int say_rendered(struct explaining *e);

#endif
