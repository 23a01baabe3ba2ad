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

/* Sets this thread's message (of more than 1,023 bytes the middle is left out) and returns
 * `code`. */
int err_set(int code, const char *format, ...) PRINTF_LIKE(2, 3);

/* What somebody gave, as a message quotes it: a long text without its middle.  Lives as
 * long as the block it is asked for in. */
#define ERR_QUOTED_MAX 120 /* bytes */
#define QUOTED(text) err_quoted(text, (char[ERR_QUOTED_MAX + 1]){ 0 })
const char *err_quoted(const char *text, char room[ERR_QUOTED_MAX + 1]);

/* Out of memory, in the usual words; returns BIS_ENOMEM. */
int err_nomem(void);

#endif
