/* SPDX-License-Identifier: Apache-2.0
 *
 * The first look at a file: what its root element is, or its first line.  For the bids.
 */
#ifndef BISOTUN_HEAD_H
#define BISOTUN_HEAD_H

#include "tmx/format.h"

struct head_root {
	const char *name; /* local name; a slice of the head */
	size_t size;
	const char *tag; /* the start tag from `<` to `>` or the end of the head */
	size_t tag_size;
	long line;
};

/* The root element of what looks like XML; false where there is none in the head.
 * Declarations, comments, instructions and DOCTYPE are passed over. */
bool head_root(const struct head *head, struct head_root *root);

bool head_root_is(const struct head_root *root, const char *name);
bool head_suffix_is(const struct head *head, const char *suffixes); /* one of them */

/* The n-th line (from 0) that is not empty; false past the end.  Without its line end. */
bool head_line(const struct head *head, size_t n, const char **line, size_t *size);

#endif
