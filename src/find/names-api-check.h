/* SPDX-License-Identifier: Apache-2.0
 *
 * A name that is being checked against a base, and what was found.
 */
#ifndef BISOTUN_NAMES_API_CHECK_H
#define BISOTUN_NAMES_API_CHECK_H

#include "src/find/name-systems.h"
#include "src/find/names-api.h"
#include "src/text/tokens.h"

#define LOOKED_AT 40 /* concepts that answer */

struct found {
	const struct known_form *form;
	const struct known_form
		*approved; /* what to write; NULL the concept has no form */
	double score;
	bool explained, inflected, lone;
	bool left_out;   /* parts of one that the other lacks */
	bool own_script; /* the form is written in the script of the name */
	bool whole;      /* the name is the form, or a case of it */
	bool itself;     /* … and that is what to write */
	bool valid;
};

struct checking {
	bis_namer *namer;
	bis_db *db;
	struct mention_finder *f;
	const struct bis_name_options *options;
	const char *name, *at;
	size_t size;
	char lang[64]; /* given or most likely */
	bool lang_given;
	struct tokens tokens;
	struct mentions mentions;
	struct known_names names;
	struct name read;
	struct buf folded, other;
	struct name_systems *systems;
	struct found found[LOOKED_AT];
	size_t n;
};

/* A text as it is compared, into `out`. */
int checking_fold(const char *text, size_t size, struct buf *out);

/* Puts what was found into words, as the namer's answer. */
int checking_answer(struct checking *c, const char *verdict);

#endif
