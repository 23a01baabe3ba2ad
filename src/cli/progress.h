/* SPDX-License-Identifier: Apache-2.0
 *
 * How far a long work is, on standard error where that is a terminal; and whether the
 * user has asked to stop (Ctrl-C), so that the work can be taken back before the
 * program ends.
 */
#ifndef BISOTUN_PROGRESS_H
#define BISOTUN_PROGRESS_H

#include <signal.h>
#include <time.h>

#include "src/view/tidy.h"

struct progress {
	bool on; /* a bar may be drawn */
	bool drawn;
	const char *things; /* what is counted: "units" */
	struct timespec start, last;
	bool catches;
	struct sigaction before; /* what Ctrl-C did before */
};

/* Begins; from here to the end Ctrl-C is noted and not fatal the first time. */
struct progress progress_start(bool quiet);
/* Draws, ten times a second at most, and not in the first second.  False: stop. */
bool progress_at(
	struct progress *p, const char *label, int64_t done, int64_t all, int64_t units);
/* Takes the bar away. */
void progress_end(struct progress *p);

double progress_seconds(const struct progress *p);

/* Of a clock that only goes forward, for how long an answer took. */
double milliseconds(void);

#endif
