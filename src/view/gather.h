/* SPDX-License-Identifier: Apache-2.0
 *
 * Findings kept until all are known, for a view that orders and counts them first.
 */
#ifndef BISOTUN_VIEW_GATHER_H
#define BISOTUN_VIEW_GATHER_H

#include "src/view/view.h"

struct gathered {
	struct kept {
		struct bis_finding finding; /* all of it ours, in `words` */
		struct bis_fix *fixes;
		char *words;
		size_t number; /* in the order they came */
	} * at;
	size_t n, capacity;
};

/* Keeps a copy; false without memory. */
bool gathered_add(struct gathered *g, const struct bis_finding *f);
/* By file, then by place. */
void gathered_sort(struct gathered *g);
void gathered_free(struct gathered *g);

#endif
