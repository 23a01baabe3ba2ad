/* SPDX-License-Identifier: Apache-2.0
 *
 * Flaws that verifying finds: counted, and told to who asked for them.
 */
#ifndef BISOTUN_STORE_FLAWS_H
#define BISOTUN_STORE_FLAWS_H

#include "bisotun/db.h"
#include "src/base/base.h"

struct flaws {
	bis_flaw *flaw; /* NULL: they are counted only */
	void *ctx;
	int64_t n;
};

void flaws_tell(struct flaws *f, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
