/* SPDX-License-Identifier: Apache-2.0
 *
 * The parts of a document that is a zip, and what the readers of DOCX and ODT share:
 * styles, and paragraphs that stand inside another (text boxes, notes) put behind it.
 */
#ifndef BISOTUN_DOC_ZIPPED_H
#define BISOTUN_DOC_ZIPPED_H

#include "src/doc/inside.h"
#include "src/xml/reader.h"

struct part {
	char *name; /* with that of the zip: "a.docx/word/document.xml" */
	struct buf bytes;
};

struct parts {
	const char *zip; /* its name */
	size_t prefix;   /* bytes of that and the slash */
	struct part *at;
	size_t n, size; /* of all together */
};

/* The part of this name; NULL. */
const struct part *part_of(const struct parts *p, const char *inside);
/* Its name without that of the zip. */
const char *part_inside(const struct parts *p, const struct part *part);

int part_read(const struct part *part, const struct xml_handler *handler);

/* For a start callback at the outermost element: BIS_EFORMAT where it is not `root`. */
int part_check_root(const struct part *part, struct xml_reader *r,
	const struct xml_element *e, const char *root);

/* The value of the attribute with this local name; NULL. */
const char *attribute_of(const struct xml_element *e, const char *local);

int docx_parts(const struct parts *p, struct doc *d);
int odt_parts(const struct parts *p, struct doc *d);

/* Styles of paragraphs, of which only one thing is asked: is this a heading. */
struct style {
	char *id, *parent;
	bool heading;
};
struct styles {
	struct style *at;
	size_t n, capacity;
	bool sorted;
};
void styles_finish(struct styles *s);
/* Added at the start of its element; what else is found in it goes to the last one. */
int style_add(struct styles *s, const char *id, const char *parent, bool heading);
int style_set_parent(struct style *s, const char *parent);
/* Whether the style, or one it is derived from, is a heading; NULL isn't. */
bool style_is_heading(struct styles *s, const char *id);

/* The running text, and beside it what stands inside a paragraph of it. */
struct flow {
	struct doc_builder main, beside;
	struct doc aside; /* of `beside` */
	int inside;       /* text boxes or notes that are open */
};
void flow_init(struct flow *f, const char *name, struct doc *d);
void flow_finish(struct flow *f);
/* Where text goes now. */
struct doc_builder *flow_now(struct flow *f);
void flow_enter(struct flow *f);
void flow_leave(struct flow *f);
void flow_end_paragraph(struct flow *f, bool heading);
int flow_rc(const struct flow *f);

#endif
