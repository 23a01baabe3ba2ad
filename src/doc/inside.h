/* SPDX-License-Identifier: Apache-2.0
 *
 * What the readers of documents share: the bytes of a document within its bounds, and the
 * building of its text, paragraph by paragraph.
 */
#ifndef BISOTUN_DOC_INSIDE_H
#define BISOTUN_DOC_INSIDE_H

#include "src/base/buf.h"
#include "src/base/source.h"
#include "src/doc/doc.h"

/* Each fills `d`, which is empty, from all bytes of a document; `name` is for
 * messages. */
int doc_plain(const char *name, const struct buf *bytes, struct doc *d);
int doc_html(const char *name, const struct buf *bytes, struct doc *d);
/* Of a zip that was opened and not begun: DOCX or ODT, by what is in it. */
int doc_zipped(struct source *in, struct doc *d);

/* Whether the bytes look like HTML. */
bool doc_looks_html(const char *name, const struct buf *bytes);

/* All of the source's current member, added to `out`; BIS_EFORMAT past `most` bytes. */
int doc_bytes(struct source *in, size_t most, struct buf *out);

/* A paragraph at a time.  What is added goes to the paragraph that stands open, which
 * begins with its first byte other than white space; nothing is a paragraph that holds
 * nothing else.  Failures (memory, DOC_MAX_SIZE) stick in `rc`. */
struct doc_builder {
	struct doc *doc;
	const char *name; /* for messages */
	bool open;        /* a paragraph has begun */
	bool space;       /* of doc_add_folded(): white space is owed */
	bool heading;     /* of the paragraph that stands open */
	int rc;
};
void doc_add(struct doc_builder *b, const char *text, size_t size);
/* The same with each run of white space (of HTML and ODF) made one space, none after a
 * break or at the ends. */
void doc_add_folded(struct doc_builder *b, const char *text, size_t size);
/* A line end within the paragraph. */
void doc_add_break(struct doc_builder *b);
void doc_end_paragraph(struct doc_builder *b);

/* When the text is whole, of other than plain text: d->lines.  0 or BIS_ENOMEM. */
int doc_index(struct doc *d);

/* A paragraph of the text, as it stands there already. 0 or BIS_ENOMEM. */
int doc_add_paragraph(struct doc *d, size_t begin, size_t end, bool heading);

/* Puts a day "2020-11-03T09:00:00Z" or "20201103" begins with into d->date, unless one is
 * there or this is none. */
void doc_set_date(struct doc *d, const char *value);
/* Puts a language tag into d->lang, unless one is there or this is none, or the text is
 * in another script: programs write the tag of their own language into everything. */
void doc_set_lang(struct doc *d, const char *tag);

#endif
