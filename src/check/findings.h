/* SPDX-License-Identifier: Apache-2.0
 *
 * From what the checks have found to what is told: severities of the project, what is
 * ignored, old or inside a longer approved name left out, each place of a rule once, in
 * order of place, and each finding with a fingerprint.
 */
#ifndef BISOTUN_CHECK_FINDINGS_H
#define BISOTUN_CHECK_FINDINGS_H

#include "src/check/baseline.h"
#include "src/check/check.h"

#define FINGERPRINT_SIZE 17 /* 16 digits and a NUL */

struct settled {
	const struct found *found; /* of the reading */
	enum severity severity;
	char fingerprint[FINGERPRINT_SIZE];
};

struct findings {
	struct settled *at;
	size_t n, capacity;
	size_t suppressed, known_old;
};
void findings_finish(struct findings *f);

/* Settles what stands in r->found (and puts it in order).  `baseline` may be NULL.
 * Replaces what was in `out`. */
int findings_settle(
	struct reading *r, const struct baseline *baseline, struct findings *out);

/* A settled finding as it is given to the world; strings live in `shown` until it is used
 * again, and in the reading. */
struct shown_finding {
	struct bis_finding finding;
	struct bis_fix fix;
	struct buf text, context;
};
void shown_finish(struct shown_finding *s);
int finding_show(
	struct reading *r, const struct settled *settled, struct shown_finding *out);

#endif
