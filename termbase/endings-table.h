/* SPDX-License-Identifier: Apache-2.0
 *
 * Tables of case endings as they are kept.
 *
 * A row is a way to decline: what the stem must look like, the ending of the first form
 * and those of the cases.  Rows of one paradigm are tried in order, and the first that
 * fits a base is the only one that holds for it; so a rule for the rest can stand below
 * the rules for what is special.  All endings of a table stand in one list by their last
 * letter, so that a word is compared with the few that it may end in.
 */
#ifndef BISOTUN_ENDINGS_TABLE_H
#define BISOTUN_ENDINGS_TABLE_H

#include <uchar.h>

#include "src/text/lang.h"
#include "termbase/endings.h"

#define ENDING_MAX 12 /* letters */
#define CASES_MAX 12
#define CLASSES_MAX 16
#define STEM_CLASS 0x110000 /* + its number: a class, in the pattern of a stem */

struct ending {
	char32_t letters[ENDING_MAX];
	size_t n;
	uint16_t row;
	uint8_t in;   /* which case */
	uint8_t rank; /* among several of one case: 0 the one to write */
};

struct ending_row {
	const char *paradigm;
	char gender;          /* 'm' 'f' or 0: either */
	const char32_t *stem; /* patterns parted by '|', ended by 0; empty: any */
	int vowel;            /* class the last vowel of the stem must be of; -1 any */
	char32_t first[ENDING_MAX];
	size_t n_first;
};

struct ending_class {
	const char *name;
	const char32_t *letters; /* ended by 0 */
	bool harmony;            /* named by some row's vowel */
};

struct ending_table {
	char lang[LANG_MAX];
	char *text;        /* what names point into */
	char32_t *letters; /* what patterns and classes point into */
	size_t n_letters, letters_capacity;
	const char *cases[CASES_MAX];
	size_t n_cases;
	struct ending_class classes[CLASSES_MAX];
	size_t n_classes;
	struct ending_row *rows;
	size_t n_rows, rows_capacity;
	struct ending *endings; /* by last letter, then row */
	size_t n_endings, endings_capacity;
};

struct endings {
	struct ending_table *
		*tables; /* each by itself: what they hold points into them */
	size_t n_tables;
	struct ending_example *examples;
	size_t n_examples, examples_capacity;
};

#endif
