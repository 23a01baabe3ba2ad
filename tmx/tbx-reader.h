/* SPDX-License-Identifier: Apache-2.0
 *
 * The parts of the reader of TBX, for each other: tbx-read.c goes up and down the file,
 * tbx-entry.c makes the frame of an entry, tbx-copy.c keeps everything else as it is.
 */
#ifndef BISOTUN_TBX_READER_H
#define BISOTUN_TBX_READER_H

#include "src/base/buf.h"
#include "src/xml/element.h"
#include "tmx/format.h"
#include "tmx/tbx-check.h"
#include "tmx/tbx-map.h"

enum place {
	PLACE_FILE,
	PLACE_ROOT,
	PLACE_HEADER,
	PLACE_TEXT,
	PLACE_BODY,
	PLACE_CONCEPT,
	PLACE_LANG,
	PLACE_TERM_SECTION,
	PLACE_TERM_GROUP,
	PLACE_TERM,
	PLACE_COPY,
	PLACE_SKIP
};

/* An element that is open. */
struct open {
	enum place place;
	const char *name; /* its DCA name if it is one of TBX, else "" */
	char written[64]; /* PLACE_COPY: the name it was copied with … */
	size_t opened;    /* … and the end of its start tag */
	const struct tbx_category *category; /* whose values are in a list */
	bool main_seen;                      /* a group: its main element was there */
	bool section_seen; /* an entry or language: its first part was there */
};

struct tbx_reader {
	const struct record_sink *sink;
	const struct read_options *options;
	const char *file;
	struct document document;
	struct concept concept;
	struct tbx_check check;
	struct open open[XML_MAX_DEPTH + 2];
	int depth;
	struct buf *into; /* where a copy goes */
	struct buf value; /* scratch */
	bool min, told, header, root_known, any;
	bool has_term; /* the term section has one already */
	size_t form;   /* the form that the term section is about, its first */
	long root_line;
	uint64_t since;         /* position where the current concept's bytes begin */
	size_t bytes, children; /* of the current concept, or of header or back matter */
	const char *too_large;  /* why the current concept is given up; NULL */
};

static inline struct open *tbx_inside(struct tbx_reader *t)
{
	return &t->open[t->depth];
}

/* --- tbx-copy.c --- */

/* Attributes in canonical form, with `prefix` before their names; those named are left
 * out. */
void tbx_add_attributes(struct buf *to, const struct xml_element *e, const char *prefix,
	const char *without_a, const char *without_b);
/* The declarations on an element, without the namespaces of TBX itself. */
void tbx_add_namespaces(struct buf *to, const struct xml_element *e);
void tbx_check_attributes(struct tbx_reader *t, const struct xml_element *e);

/* Whether there is room for more of the current concept, header or back matter. */
bool tbx_room_for(struct tbx_reader *t, size_t size);
size_t tbx_size_of(const struct xml_element *e);
enum tbx_level tbx_level_of(const struct tbx_reader *t);
/* Copies the element to t->into. */
enum place tbx_start_copy(
	struct tbx_reader *t, const struct xml_element *e, struct open *o);
void tbx_end_copy(struct tbx_reader *t, const struct open *o, long line);

/* --- tbx-entry.c --- */

void tbx_start_concept(struct tbx_reader *t, const struct xml_element *e);
/* Inside an entry, but in no copy and no <term>. */
int tbx_start_in_entry(struct tbx_reader *t, const struct xml_element *e, struct open *o);
void tbx_end_term(struct tbx_reader *t);
int tbx_end_concept(struct tbx_reader *t, struct xml_reader *x);

#endif
