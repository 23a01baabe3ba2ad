/* SPDX-License-Identifier: Apache-2.0
 *
 * Family names that stand alone: whose of the full names of a text they are.
 *
 * A family name that a full name has letter for letter, in any case, is that person's.
 * One that rules lead to, or that is a vowel away, is another spelling of it: where a
 * title stands before it, or where the full name is one for certain.
 */
#ifndef BISOTUN_CHECK_PEOPLE_FAMILIES_H
#define BISOTUN_CHECK_PEOPLE_FAMILIES_H

#include "src/check/people-store.h"

/* Forgets those of the text before. */
void families_clear(struct people_store *s);
void families_free(struct people_store *s);

/* Keeps the words by which the full name of a person, which is in its group, may be
 * called. */
int families_keep(struct reading *r, struct people_store *s, const struct person *p);

/* The one group (within the store) that is called by that word; -1 none, or several. */
int families_find(struct reading *r, struct people_store *s, const char *word,
	size_t size, int *group);
/* The one whose family name may be that word spelt otherwise. */
int families_near(struct reading *r, struct people_store *s, const char *word,
	size_t size, bool titled, int *group);

#endif
