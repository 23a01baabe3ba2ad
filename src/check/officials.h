/* SPDX-License-Identifier: Apache-2.0
 *
 * Official names of the base, taken apart into units, and the ones that words of a text
 * may be meant for; and other full names that are known to mean one (look-up forms).
 *
 * Found through the index of terms: each word leads to the forms that have it, as long as
 * they are few, and forms of which several words stand near one another are worth a look.
 */
#ifndef BISOTUN_CHECK_OFFICIALS_H
#define BISOTUN_CHECK_OFFICIALS_H

#include "src/check/check.h"
#include "src/check/units.h"

#define OFFICIAL_OWNERS 8
#define OFFICIAL_WORDS 60 /* of content; a longer name is left alone */

struct official {
	const struct known_form *form;
	bool lookup;        /* it is none, but is known to mean one */
	struct units units; /* of the form */
	/* of these, the words that are its content, in order */
	uint8_t words[OFFICIAL_WORDS];
	size_t n_words;
	uint64_t owners[OFFICIAL_OWNERS]; /* that it names, and those it belongs to */
	size_t n_own, n_owners;           /* the first n_own it names */
	bool has_country;                 /* it names one */
	bool capital;  /* each word of its content begins with a capital */
	bool caseless; /* its letters know no capitals */
	uint64_t sole; /* it is nothing but the name of this country or organisation; 0 */
};

struct officials;

/* The words a text in this language is compared by; kept by the checker.  Gives NULL for
 * no language. */
int officials_of(struct reading *r, struct officials **out);
void officials_free(struct officials *o);

struct unit_reader *officials_units(struct officials *o);

/* The official names that have a word of a text; *n 0 where there are none, or more than
 * would tell anything. */
int officials_with(struct officials *o, const char *word, size_t size,
	const struct official *const **out, size_t *n);

/* Whether the base has a word, in names of any language. */
int officials_know(struct officials *o, const char *word, size_t size, bool *known);

/* What a word that the base has not is a misprint of: `word` of its unit (0: of nothing
 * near), and the official names that have it. */
struct meant_word {
	uint64_t word;
	const struct official *const *names;
	size_t n;
};
int officials_meant(
	struct officials *o, const char *word, size_t size, struct meant_word *out);

/* The official name a form is, whatever its length; NULL where it is none, or has a
 * single word. */
int officials_form(struct officials *o, int64_t form, const struct official **out);

/* What the rules on bodies, titles and acronyms keep for the life of a checker; frees
 * it. */
void bodies_forget(struct checking *c);

#endif
