/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files that look for names of the base share.
 */
#ifndef BISOTUN_NAME_KNOWN_INSIDE_H
#define BISOTUN_NAME_KNOWN_INSIDE_H

#include "src/find/name-known.h"

/* The name as it is asked for, then what it may be a case of. */
#define READINGS_MAX 9
struct readings_asked {
	struct name_reading {
		struct name name;
		struct buf text;
		struct base_form ending; /* of the last word that had one; text NULL */
	} at[READINGS_MAX];
	size_t n;
};
void readings_asked_finish(struct readings_asked *r);
int readings_ask(struct readings_asked *r, struct namer *n, const struct endings *endings,
	const struct known_query *query);

/* A form that has parts of the name. */
struct candidate_form {
	int64_t form;
	uint32_t covers; /* bit by word of the name */
	uint32_t met;    /* parts that meet */
	unsigned step;   /* of its number of words */
	float sum;       /* of their scores */
	float least;     /* of them */
};
struct candidate_forms {
	struct candidate_form *at;
	size_t n;
};
void candidate_forms_finish(struct candidate_forms *c);
/* Forms that are worth comparing, promising ones first; at most `max`. */
int known_gather(struct mention_finder *f, struct namer *n,
	const struct readings_asked *r, size_t max, struct candidate_forms *out);

/* A part of the base that may stand for words of the name. */
struct stored {
	int64_t id, forms;
	uint32_t covers; /* bit by word */
	float score;
};
struct stored_parts {
	struct stored *at;
	size_t n, capacity;
};
void stored_parts_finish(struct stored_parts *s);
int known_parts(struct mention_finder *f, struct namer *n, const struct readings_asked *r,
	struct stored_parts *out);

#endif
