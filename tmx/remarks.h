/* SPDX-License-Identifier: Apache-2.0
 *
 * Remarks on the input that cost nothing, bundled: of each kind the first is told where
 * it is met, the rest is counted and told at the end, so that a flaw in each of a million
 * units does not make a million lines.
 */
#ifndef BISOTUN_REMARKS_H
#define BISOTUN_REMARKS_H

#include "tmx/format.h"

#define REMARKS_MAX 32

struct remarks {
	const struct record_sink *sink;
	const char *const
		*kinds; /* n_kinds phrases such as "units in one language only" */
	size_t n_kinds; /* at most REMARKS_MAX */
	int64_t counts[REMARKS_MAX];
};

void remarks_init(struct remarks *r, const struct record_sink *sink,
	const char *const *kinds, size_t n_kinds);

/* Counts one of the kind; the first is told, with these words.  Returns what the sink
 * returned. */
int remark(struct remarks *r, size_t kind, long line, const char *unit,
	const char *format, ...) PRINTF_LIKE(5, 6);

/* Tells the counts of the kinds met more than once. */
int remarks_end(struct remarks *r);

/* Tells that a record was left out. */
int remark_lost(const struct record_sink *sink, long line, const char *unit,
	const char *format, ...) PRINTF_LIKE(4, 5);

#endif
