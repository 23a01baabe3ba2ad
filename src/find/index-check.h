/* SPDX-License-Identifier: Apache-2.0
 *
 * A check of the index at work.
 */
#ifndef BISOTUN_INDEX_CHECK_H
#define BISOTUN_INDEX_CHECK_H

#include "src/find/match.h"

struct check {
	bis_db *db;
	const struct bis_index_check *asked;
	struct bis_index_report *report;
	bis_flaw *flaw;
	void *ctx;
	uint64_t random;

	/* the languages of the base */
	char (*tags)[LANG_MAX];
	size_t n_langs;

	/* the one at work */
	const char *lang;
	char target[LANG_MAX]; /* of the query at work; "" any will do */
	struct tokeniser *tokeniser;
	struct tokens tokens, others;
	struct buf text, other, query, what;
};

/* The k-th query, in c->query: of ten, two as they are, two short, six changed. */
int make_query(struct check *c, size_t k);

#endif
