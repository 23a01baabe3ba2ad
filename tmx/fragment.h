/* SPDX-License-Identifier: Apache-2.0
 *
 * Copying a piece of an XML file into canonical markup (src/xml/markup.h) while it is
 * read.
 *
 * A piece kept apart from its file must carry its own namespaces: a prefixed name, or an
 * element of another vocabulary than the file's own, gets its xmlns declaration on the
 * element that needs it, wherever the file has declared it.  Names of the file's own
 * vocabulary are written without prefix.  Comments and instructions do not come here.
 */
#ifndef BISOTUN_FRAGMENT_H
#define BISOTUN_FRAGMENT_H

#include "src/base/buf.h"
#include "src/xml/reader.h"

struct fragment {
	struct buf *to;
	const char *home; /* namespace of the file's own vocabulary; NULL none */
	int depth;        /* elements open */
	struct {
		size_t opened;  /* where its start tag ends */
		bool prefixed;  /* its name was written with prefix */
		bool elsewhere; /* the default namespace here is not the file's own */
	} open[XML_MAX_DEPTH + 1];
};

/* `home` is borrowed as long as the fragment is used. */
void fragment_begin(struct fragment *f, struct buf *to, const char *home);
void fragment_open(struct fragment *f, const struct xml_element *e);
void fragment_close(struct fragment *f, const char *name, const char *local);

/* One attribute of `e`, with the declaration of its prefix where none of the attributes
 * before the n-th has brought it already. */
void fragment_attr(struct buf *to, const struct xml_element *e, size_t n);

#endif
