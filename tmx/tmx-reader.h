/* SPDX-License-Identifier: Apache-2.0
 *
 * The parts of the reader of TMX, for each other: tmx-read.c goes through the file,
 * tmx-unit.c makes a unit, tmx-keep.c holds what is kept as it is.
 */
#ifndef BISOTUN_TMX_READER_H
#define BISOTUN_TMX_READER_H

#include "src/base/buf.h"
#include "src/xml/element.h"
#include "tmx/format.h"
#include "tmx/fragment.h"
#include "tmx/inline.h"
#include "tmx/remarks.h"
#include "tmx/tmx-dtd.h"

enum tmx_remark {
	NO_VERSION,
	ODD_VERSION,
	NO_HEADER,
	TWO_HEADERS,
	HEADER_ATTRS,
	HEADER_DAMAGE,
	HEADER_SIZE,
	NO_LANG,
	LANG_SPELLING,
	TWO_LANGS,
	NO_SOURCE,
	ONE_LANG,
	NO_VARIANT,
	NO_SEG,
	MORE_SEGS,
	STRAY_TEXT,
	STRAY_VARIANT,
	UNPAIRED,
	NO_I,
	BAD_POS,
	FOREIGN_IN_SEG,
	FOREIGN_ELEMENT,
	FOREIGN_ATTR,
	NO_TYPE,
	LATE,
	XML_ODD,
	N_KINDS_OF_REMARK
};

enum place {
	AT_ROOT, /* nothing was read yet */
	OUTSIDE, /* in <tmx>, <body> or what else stands around units */
	IN_HEADER,
	IN_UNIT,
	IN_VARIANT,
	IN_SEG,
	COPYING, /* a prop, a note, something foreign; then back to `back` */
	PASSING /* content nobody wants, up to where `depth` is again that of its start */
};

struct tmx_reader {
	struct source *in;
	const struct record_sink *sink;
	struct remarks remarks;
	struct document doc;
	struct unit unit;
	struct variant *variant; /* the one being read */
	struct segment segment;
	struct fragment copy;
	struct buf home;    /* namespace of <tmx> */
	struct buf srclang; /* of the unit; else the document's counts */
	struct buf segs;    /* what further <seg> elements the variant has, as below */
	struct buf stray;   /* text that stands in <tuv>, not in <seg> */
	struct buf scratch;
	enum place place, back;
	int depth;    /* elements open in the current header, unit or passed content */
	bool old;     /* version 1.1 or 1.2: the language is in `lang` */
	bool headed;  /* a header was read */
	bool told;    /* the sink has the head */
	bool has_seg; /* the variant's <seg> was met */
	bool too_big;
	uint64_t mark;         /* position before the current unit */
	size_t size, children; /* of the current header or unit */
};

/* --- tmx-keep.c --- */

const char *tmx_home(const struct tmx_reader *t);
/* tuid of the unit, for messages. */
const char *tmx_tuid(struct tmx_reader *t);
size_t tmx_element_size(const struct xml_element *e);

/* Counts what is kept of the header or unit; from the bound on nothing more is. */
bool tmx_fits(struct tmx_reader *t, size_t size);

/* Keeps attributes, with a remark where TMX doesn't know them. */
int tmx_keep_attr(struct tmx_reader *t, struct buf *to, enum tmx_element kind,
	const struct xml_element *e, size_t n);
int tmx_keep_attrs(struct tmx_reader *t, struct buf *to, enum tmx_element kind,
	const struct xml_element *e);
int tmx_copy_begin(struct tmx_reader *t, struct buf *to, const struct xml_element *e);
/* A child of header, tu or tuv: kept as it is, with a remark where it is not as TMX has
 * it. */
int tmx_keep_child(struct tmx_reader *t, struct buf *to, enum tmx_element kind,
	const struct xml_element *e, bool late);

/* --- tmx-unit.c --- */

int tmx_unit_begin(struct tmx_reader *t, const struct xml_element *e);
int tmx_unit_end(struct tmx_reader *t, struct xml_reader *r);
int tmx_variant_begin(struct tmx_reader *t, const struct xml_element *e);
int tmx_variant_end(struct tmx_reader *t, long line);
int tmx_seg_begin(struct tmx_reader *t, const struct xml_element *e);
int tmx_seg_end(struct tmx_reader *t, long line);

#endif
