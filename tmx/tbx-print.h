/* SPDX-License-Identifier: Apache-2.0
 *
 * Printing canonical markup in the vocabulary of TBX 3 DCA as one of the shapes of TBX,
 * each element of a frame or group on a line of its own.
 */
#ifndef BISOTUN_TBX_PRINT_H
#define BISOTUN_TBX_PRINT_H

#include "src/base/buf.h"
#include "src/base/out.h"

struct tbx_print {
	struct out *out;
	bool failed;          /* out of memory */
	bool dct, min;        /* categories get elements of their own */
	char prefixes[4][24]; /* DCT: of the modules, by enum tbx_dialect */
};

void tbx_print_line(struct tbx_print *p, int indent, const char *format, ...)
	PRINTF_LIKE(3, 4);
void tbx_print_markup(struct tbx_print *p, int indent, const char *markup);

#endif
