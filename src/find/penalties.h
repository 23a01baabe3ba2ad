/* SPDX-License-Identifier: Apache-2.0
 *
 * Penalties: points taken off the score of a match, by a table that a project can change.
 *
 * They only subtract, so no match is missed because of them, and each is shown by its
 * name.
 */
#ifndef BISOTUN_PENALTIES_H
#define BISOTUN_PENALTIES_H

#include "bisotun/memory.h"
#include "src/base/buf.h"

/* Points are counted in hundredths of a point. */
enum { POINT = 100 };

enum penalty {
	PENALTY_VARIANT,   /* for each step between the languages, lang_distance() */
	PENALTY_SEVERAL,   /* the source has different targets */
	PENALTY_ALIGNMENT, /* the unit came of an alignment */
	PENALTY_UNREVIEWED,
	PENALTY_AGE, /* for each whole year above so many, up to a bound */
	PENALTY_ORIGIN,
	N_PENALTIES
};

struct penalty_rule {
	char *pattern; /* * any run, ? any character */
	int points;
};

struct bis_penalties {
	int points[N_PENALTIES];    /* not for PENALTY_ORIGIN */
	int age_from, age_most;     /* years; points */
	struct penalty_rule *rules; /* of origins; the first that fits counts */
	size_t n_rules;
};

const char *penalty_name(enum penalty p);

/* A table from memory; `name` is for messages: `name:line: …`. */
int penalties_parse(const char *name, const char *text, size_t size, bis_penalties **out);
/* The table beside the base (FILE-penalties.tsv); *out stays NULL where there is none. */
int penalties_of_base(const char *base_path, bis_penalties **out);
/* The one that is built in. */
int penalties_usual(bis_penalties **out);
void penalties_freep(bis_penalties **p);

/* What is known of a unit without reading it. */
int penalty_age(const bis_penalties *p, uint32_t day, uint32_t today); /* YYYYMMDD */
int penalty_origin(const bis_penalties *p, const char *origin);

#endif
