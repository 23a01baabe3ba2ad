/* SPDX-License-Identifier: Apache-2.0
 *
 * What the words of a query may mean: the stems under which names have them.
 *
 * Where the language of the query isn't known, every language of the base may stem its
 * words; a word
 * that stands in some name just so brings the stem it has there.
 */
#ifndef BISOTUN_QUERY_H
#define BISOTUN_QUERY_H

#include "bisotun/db.h"
#include "src/base/buf.h"
#include "src/find/score.h"

struct query {
	struct score_query score;
	struct query_word {        /* beside score.words */
		size_t text, size; /* in `text` */
		size_t letters;
		bool number;
	} words[SCORE_WORDS];
	struct buf text;
	int64_t total; /* forms there are */
};

void query_finish(struct query *q);

/* `lang` canonical or ""; `langs` the languages whose stemmers are tried where it is
 * "". */
int query_read(bis_db *db, const char *lang, const char *const *langs, size_t n_langs,
	const char *text, struct query *q);

/* Adds what words may be misspellings of: all that are in no name, or, where every
 * word is in some,
 * all but the frequent ones.  Also words of which they are put together at the front
 * or the end.
 * *added tells whether anything came of it. */
int query_widen(bis_db *db, struct query *q, bool *added);

#endif
