/* SPDX-License-Identifier: Apache-2.0
 *
 * A damaged file can have any number of flaws; they are all counted, and the first
 * of them kept.
 */
#include "config.h"

#include "src/cli/flaws.h"

#include <string.h>

enum { KEPT = 1000 };

void gather_flaw(void *ctx, const char *what)
{
	struct gathered *g = ctx;

	g->total++;
	if (g->what.n < KEPT)
		strings_add(&g->what, what, strlen(what));
}

void print_flaws(
	struct printer *p, const struct gathered *g, const char *file, const char *good)
{
	p->view->flaws(p, &(struct flaws){
				     .file = file,
				     .good = good,
				     .what = g->what.at,
				     .n_what = g->what.n,
				     .total = g->total,
			     });
}
