/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files that look for names written otherwise share.
 *
 *	variant.c        words lead to names, names are laid beside the words
 *	variant-misprint.c  words that are read as what they are misprints of
 *	variant-tell.c   whether what fits is to be told, and in which words
 *	variant-forms.c  forms the base knows to be another wording, or a misspelling
 */
#ifndef BISOTUN_CHECK_VARIANT_INSIDE_H
#define BISOTUN_CHECK_VARIANT_INSIDE_H

#include "src/check/align-names.h"
#include "src/check/variant.h"

#define MISPRINT_LEAST 5 /* bytes of a word that may be one */
#define NAMES_MAX 64     /* official names tried on one sentence */

struct vote {
	const struct official *official;
	size_t unit;
};

struct hunt {
	const struct rule *rule;
	struct reading *r;
	struct officials *officials;
	struct units units;
	unsigned kinds;
	bool han,
		cases; /* a language of characters; one whose words change in a sentence */
	size_t token;  /* of the text, at or behind the unit looked at */
	size_t person;   /* of its people, at or behind it */
	struct buf word; /* scratch */
	struct vote *votes;
	size_t n_votes, votes_capacity;
	struct alignment fits[NAMES_MAX];
	size_t n_fits;
};

/* Preferred, admitted or proposed. */
bool variant_is_right(enum form_status status);

/* Reads misprints of words of names as these; between units_of_tokens() and
 * units_join(). */
int variant_mend(struct hunt *h);
/* The word of names that a unit with a hyphen too many is, into `out`; empty where it has
 * none. */
int variant_joined(struct hunt *h, const struct unit *u, struct buf *out);
/* Whether a unit is of a person's name, which is no word of other names; `*person` moves
 * on from unit to unit. */
bool variant_of_person(const struct reading *r, const struct unit *u, size_t *person);

/* Tells of what fits, where there is anything to tell. */
int variant_tell_fit(struct hunt *h, const struct alignment *a);
/* Units [first..last] are a name that finds a concept, and is not its official one: a
 * note where other words are used, or the same in another order.  What is only shortened,
 * or as good as another name altogether (Prime Minister, for the Chairman of the
 * Government), is left alone. */
int variant_tell_lookup(
	struct hunt *h, const struct known_form *form, size_t first, size_t last);

/* Other full names that are known, and misspellings. */
int variant_tell_lookups(struct hunt *h);
/* Countries and organisations whose own name lacks a word ("Republic Uzbekistan"), or has
 * a misprint. */
int variant_tell_owners(struct hunt *h);
int variant_tell_misspellings(const struct rule *rule, struct reading *r, unsigned kinds);

#endif
