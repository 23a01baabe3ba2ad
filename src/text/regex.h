/* SPDX-License-Identifier: Apache-2.0
 *
 * Regular expressions of ICU, over one text at a time.
 *
 * A pattern may be one that takes for ever, or endless memory ("(a+)+$"): each match has
 * a bound on both, and past it fails with a message that says so.
 */
#ifndef BISOTUN_REGEX_H
#define BISOTUN_REGEX_H

#include "src/base/base.h"

struct regex;

/* BIS_EUSAGE, with what is wrong and where, if the pattern is none. */
int regex_new(const char *pattern, struct regex **out);
void regex_free(struct regex *r);

/* 1 the text (valid UTF-8) holds a match that is not empty, 0 none; BIS_EUSAGE where a
 * bound was met. */
int regex_holds(struct regex *r, const char *text, size_t size);

/* Starts on a text; regex_next() gives its matches that are not empty, in order, as code
 * points: 1 a match, 0 no more. */
int regex_start(struct regex *r, const char *text, size_t size);
int regex_next(struct regex *r, size_t *begin, size_t *end);

#endif
