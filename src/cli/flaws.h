/* SPDX-License-Identifier: Apache-2.0
 *
 * What a check tells one by one, gathered for a view.
 */
#ifndef BISOTUN_CLI_FLAWS_H
#define BISOTUN_CLI_FLAWS_H

#include "src/cli/options.h"
#include "src/view/view.h"

struct gathered {
	struct strings what; /* the first 1,000 */
	int64_t total;
};

/* A bis_flaw whose context is a struct gathered. */
void gather_flaw(void *ctx, const char *what);
/* Prints them as one answer about `file`. */
void print_flaws(
	struct printer *p, const struct gathered *g, const char *file, const char *good);

#endif
