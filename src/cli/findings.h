/* SPDX-License-Identifier: Apache-2.0
 *
 * What a check tells one by one, gathered for a view.
 */
#ifndef BISOTUN_CLI_FINDINGS_H
#define BISOTUN_CLI_FINDINGS_H

#include "src/cli/options.h"
#include "src/view/view.h"

struct gathered {
	struct strings what; /* the first 1,000 */
	int64_t total;
};

/* A bis_finding whose context is a struct gathered. */
void gather_finding(void *ctx, const char *what);
/* Prints them as one answer about `file`. */
void print_findings(
	struct printer *p, const struct gathered *g, const char *file, const char *good);

#endif
