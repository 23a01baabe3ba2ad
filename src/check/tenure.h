/* SPDX-License-Identifier: Apache-2.0
 *
 * Who held an office and when, as far as the base knows.
 */
#ifndef BISOTUN_CHECK_TENURE_H
#define BISOTUN_CHECK_TENURE_H

#include "src/check/check.h"

struct tenure {
	const char *from, *to; /* days; "" not known */
	int64_t holder;        /* concept of the person; 0 nobody is known */
};

/* What the base says of the two on the day of the text: 1 held it then, 0 held it at
 * another time (told in *when), -1 nothing. */
int tenure_of(struct reading *r, int64_t person, int64_t office, struct tenure *when,
	int *verdict);

/* Who held the office that day, where nobody is known to have held it together with
 * somebody else. */
int tenure_holder(struct reading *r, int64_t office, struct tenure *out);

/* The same of an office that several are known to have held, each after another. */
int tenure_sole_holder(struct reading *r, int64_t office, struct tenure *out);

/* "2017 to 2019", "since 2017", "until 2019". */
void tenure_say(const struct tenure *t, char *out, size_t size);

#endif
