/* SPDX-License-Identifier: Apache-2.0
 *
 * Names of people in a text: those the base knows, and what looks like one.
 */
#ifndef BISOTUN_CHECK_PEOPLE_H
#define BISOTUN_CHECK_PEOPLE_H

#include "src/check/check.h"

/* Fills r->people; words, language and mentions are there already.  0 or negative. */
int people_find(struct reading *r);
/* Frees what people_find() has put there, and the array. */
void people_finish(struct reading *r);

/* Frees what is kept for the batch (c->keep_people); called once, when the checker
 * closes. */
void people_forget(struct checking *c);

#endif
