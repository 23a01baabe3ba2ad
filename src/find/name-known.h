/* SPDX-License-Identifier: Apache-2.0
 *
 * Names of the base that a spelling may stand for.
 *
 * The parts of the name are looked up by their keys (src/store/nameindex.h), aligned with
 * the parts that share one, and the forms in which enough of them meet are compared as
 * whole names (termbase/names.h).
 */
#ifndef BISOTUN_NAME_KNOWN_H
#define BISOTUN_NAME_KNOWN_H

#include "bisotun/db.h"
#include "src/find/mentions.h"
#include "termbase/names.h"

struct known_name {
	const struct known_form *form; /* the one that came nearest */
	struct name_comparison comparison;
	double score;   /* 100: equal when folded */
	bool inflected; /* through a case ending */
	bool lone;      /* the name is one part of it, the family name as a rule */
	struct base_form ending; /* then; its text is not kept */
};
struct known_names {
	struct known_name *at; /* one a concept, best first */
	size_t n, capacity;
};
void known_names_finish(struct known_names *k);

struct known_query {
	const char *text;
	size_t size;
	const char *lang; /* of the text it stands in; "" not known */
	double floor;     /* of the score; 0: NAME_DIFFERENT */
	size_t max;       /* 0: 10 */
	/* only a full name may answer: a query of a single part finds people by their
	 * family name only where this is not set */
	bool full_only;
	/* nothing answers unless the name may be a case of another in the language: it
	 * was asked for without one */
	bool cases_only;
};
int known_names_find(struct mention_finder *f, struct namer *n,
	const struct known_query *query, struct known_names *out);

#endif
