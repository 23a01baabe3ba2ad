/* SPDX-License-Identifier: Apache-2.0
 *
 * Sounds and the ways to write them, from which rules of spelling are made: between the
 * table of sounds and the romanisation systems.
 */
#ifndef BISOTUN_NAMES_RULES_H
#define BISOTUN_NAMES_RULES_H

#include "termbase/names-inside.h"

#define WAYS_MAX 96

/* One way to write a sound. */
struct way {
	uint16_t letters[RULE_SIDE];
	uint8_t n, price, flags, script;
	uint8_t vowel; /* the only full vowel it has, by alphabet.vowel; 0 none, several */
	uint8_t beside;  /* what must stand beside it */
	uint8_t source;  /* what must stand beside the source it is a rendering of */
	bool first_only; /* pairs with the first way of its sound alone */
	bool aside;      /* met beside a rule's own: says nothing of another such */
};
struct sound {
	struct way ways[WAYS_MAX];
	size_t n;
	uint64_t groups;
	bool across;     /* between scripts only */
	bool loose;      /* not for names made in Russian */
	uint8_t scripts; /* one side must be of these; 0 any */
};

/* Fills a way with its `n` letters by number; false where they are too many or have no
 * numbers, as Han characters have not. */
bool way_number(struct alphabet *a, const char32_t *letters, struct way *way);
bool way_same(const struct way *a, const struct way *b);
/* Whether a group holds between scripts only. */
bool groups_across(const struct groups *g, uint64_t bit);

void letter_set_add(struct letter_set *s, uint16_t letter);
/* The number of a condition, given where it has none; 0 of one that asks nothing. */
int beside_add(struct besides *all, const struct beside *b, uint8_t *number);

/* Every pair of the ways, both ways round. */
int rules_add_sound(struct rules *r, const struct sound *s);
/* Puts the rules in their buckets and drops what is not needed. */
int rules_fill_buckets(struct rules *r);
/* What the romanisation systems make of each letter. */
int rules_add_systems(struct namer *n);

#endif
