/* SPDX-License-Identifier: Apache-2.0
 *
 * UTF-8 at the door: checking it, stepping over it.
 */
#ifndef BISOTUN_UTF8_H
#define BISOTUN_UTF8_H

#include "src/base/base.h"

/* The offset of the first byte that is not UTF-8 (Unicode 15 table 3-7), or `size`. */
size_t utf8_valid(const char *text, size_t size);

/* The length of the sequence `text` begins with, 0 only where size is 0.  Where it is
 * not *whole the length is that of its longest beginning that could have become one
 * (at least 1): what is replaced by one U+FFFD (Unicode 15 §3.9), or, where it reaches
 * the end of the text, may go on there. */
size_t utf8_sequence(const char *text, size_t size, bool *whole);

/* The code point at *at, which moves past it; text must be valid.  0 at the end. */
int32_t utf8_next(const char **at, const char *end);

/* Writes the code point, returns its bytes (1–4). */
size_t utf8_put(char *to, int32_t c);

/* The number of code points. */
size_t utf8_length(const char *text, size_t size);

#endif
