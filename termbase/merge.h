/* SPDX-License-Identifier: Apache-2.0
 *
 * Two records of one concept made one.
 *
 * What is new is added, what was empty is filled, and nothing that was said is
 * overwritten: where both say something and it isn't the same, the first stays, and the
 * report tells.  A status "proposed", a kind "full" and a type "term" are what an
 * unmarked record has, so coming in they contradict nothing.  Merging the same record
 * again changes nothing.
 */
#ifndef BISOTUN_MERGE_H
#define BISOTUN_MERGE_H

#include "termbase/concept.h"

struct merge_report {
	bool changed;
	size_t sections, forms, relations; /* added */
	size_t n_differing;                /* facts on which the two disagree */
	struct buf differing; /* the first of them in words: "definition, status of “AKN”
				 (en)" */
};

void merge_report_finish(struct merge_report *r);

/* Puts `from` into `into`; `r` is to be zero at first.  BIS_ENOMEM (then `into` is half
 * done). */
int concept_merge(
	struct concept *into, const struct concept *from, struct merge_report *r);

/* A copy without its id; the buffers of `to` are used again. */
void form_copy(struct form *to, const struct form *from);

#endif
