/* SPDX-License-Identifier: Apache-2.0
 *
 * The languages of the base as one look-up sees them: which may hold the form that is
 * found, which are
 * wanted in the answer, which stem a query whose language is not known.
 */
#ifndef BISOTUN_LANGS_H
#define BISOTUN_LANGS_H

#include "bisotun/terms.h"
#include "src/base/base.h"
#include "src/store/postings.h"

struct langs {
	bool any;               /* no language of the query is given */
	signed char *distances; /* by number: from the query's language, -1 none */
	size_t n;
	bool slots[POSTING_LANGS]; /* languages at a distance */
	int64_t *wanted;           /* numbers of those that answer options->to */
	size_t n_wanted;
	const char **stemming; /* one tag of each language */
	size_t n_stemming;
	char (*tags)[12]; /* what `stemming` points into */
};

/* `from` canonical, "" any. */
int langs_read(bis_db *db, const char *from, const struct bis_lookup_options *options,
	struct langs *out);
void langs_finish(struct langs *l);

/* From the query's language to that of this number; 0 where none is given. */
int langs_distance(const struct langs *l, int64_t lang);

#endif
