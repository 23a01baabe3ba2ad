/* SPDX-License-Identifier: Apache-2.0
 *
 * The byte filter in front of the parser: whatever the file holds, what comes out is
 * UTF-8 of characters that XML 1.0 allows, with LF for every line end (§2.11).
 *
 * It follows the markup just closely enough to know where a reference such as `&#2;` is
 * one and where it is plain text (comments, instructions, CDATA), and turns CDATA
 * sections into escaped text, so that the parser need not collect a long one.  And it
 * bounds what a parser must hold in one piece: the size of a tag, comment or DOCTYPE, and
 * the number of attributes.
 */
#ifndef BISOTUN_XML_FILTER_H
#define BISOTUN_XML_FILTER_H

#include "src/base/base.h"
#include "src/base/source.h"
#include "src/xml/damage.h"

struct xml_filter;

/* What was mended is told to `log`, which must outlive the filter. */
int filter_new(struct source *in, struct damage_log *log, struct xml_filter **out);
void filter_free(struct xml_filter *f);

/* The next bytes: up to `room`, whole characters unless that is small.  Returns the
 * count, 0 at the end, negative on failure (set). */
long filter_read(struct xml_filter *f, char *to, size_t room);

/* The encoding found, and what was odd about the declaration ("" for nothing). */
const char *filter_encoding(const struct xml_filter *f);
const char *filter_warning(const struct xml_filter *f);

#endif
