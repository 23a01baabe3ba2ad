/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files that explain share: the differences between two names, the rows of the
 * systems that give a spelling, and clauses of the reason.
 */
#ifndef BISOTUN_NAMES_EXPLAIN_H
#define BISOTUN_NAMES_EXPLAIN_H

#include "termbase/names-compare.h"

#define DIFFERENCES_MAX 12
#define NAMED_MAX 2 /* systems named for one thing */
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
	uint16_t at; /* the system's number */
	bool first;  /* it is the row's own rendering, not another that is met */
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
	/* differences of the name each system explains: in one step, or as the spelling of one
	 * side */
	uint16_t merit[SYSTEMS_MAX], merit_left[SYSTEMS_MAX], merit_right[SYSTEMS_MAX];
	int16_t likely[SYSTEMS_MAX]; /* of each system */
	struct givers left, right;
	struct buf *why;
	struct buf tail; /* of the last clause, in brackets; the next may share it */
	bool swapped; /* a and b were compared the other way round than they were given */
	bool began;
};

/* Begins a clause that ends with `tail` in brackets ("" nothing): clauses of one tail
 * share it. */
void clause(struct explaining *e, const char *tail);

/* Whether a text of the tables is these letters, marks aside. */
bool is_spelt(
	const struct namer *n, const char *text, const char32_t *letters, size_t count);
bool same_language(const char *x, const char *y);
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

/* How likely each system is before the name is looked at, what each explains of it, and
 * both together. */
void weigh_systems(struct explaining *e);
void weigh(struct explaining *e);
int standing(const struct explaining *e, const uint16_t *merit, const struct giver *g);

/* "Haydarzoda is Ҳайдарзода in BGN/PCGN Tajik": 1 where it said so. */
int say_rendered(struct explaining *e);

#endif
