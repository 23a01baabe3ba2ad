/* SPDX-License-Identifier: Apache-2.0
 *
 * Wording an error once, where it is seen: `return err_set(BIS_EFORMAT, "%s:%ld: …",
 * …);`. Everyone above returns the code untouched.  Wording: what and where; no
 * "error", no function name, no full stop.
 */
#ifndef BISOTUN_ERR_H
#define BISOTUN_ERR_H

#include "bisotun/error.h"
#include "src/base/base.h"

/* Sets this thread's message (cut at 1,023 bytes, between characters) and returns
 * `code`. */
int err_set(int code, const char *format, ...) PRINTF_LIKE(2, 3);

/* Out of memory, in the usual words; returns BIS_ENOMEM. */
int err_nomem(void);

#endif
