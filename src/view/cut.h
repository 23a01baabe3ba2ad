/* SPDX-License-Identifier: Apache-2.0
 *
 * Text cut to a number of columns, between letters, by their width.
 */
#ifndef BISOTUN_CUT_H
#define BISOTUN_CUT_H

#include <stddef.h>

/* Where what fits into `room` columns begins, cut at the front. */
const char *cut_tail(const char *text, size_t room);
/* The bytes of what fits into `room` columns, cut at the end. */
size_t cut_head(const char *text, size_t room);

#endif
