/* SPDX-License-Identifier: Apache-2.0
 *
 * A paragraph of styled text: on a terminal broken into lines that hang under their
 * first, elsewhere one line, so that what is read by a program or a search stays whole.
 *
 *	struct flow f = flow_of(p, 6, false);          (six columns are printed already)
 *	flow_text(&f, STYLE_PLAIN, "The Council ", 12);
 *	flow_text(&f, STYLE_GOOD, "{+adopted+}", 11);
 *	flow_print(&f);
 */
#ifndef BISOTUN_FLOW_H
#define BISOTUN_FLOW_H

#include "src/view/table.h"

struct flow {
	struct printer *printer;
	size_t indent; /* columns before each line */
	bool rtl;      /* isolated from what stands beside it, on a terminal */
	char *text;    /* tamed */
	size_t size, text_capacity;
	struct flow_piece {
		size_t end; /* in text */
		enum style style;
	} * pieces;
	size_t n_pieces, capacity;
	bool failed;
};

struct flow flow_of(struct printer *p, size_t indent, bool rtl);
void flow_text(struct flow *f, enum style style, const char *text, size_t size);
/* Writes it with a line end, and lets go of it. */
void flow_print(struct flow *f);

/* Columns of the terminal; 0 where the printer writes to none. */
size_t printer_width(const struct printer *p);

#endif
