/* SPDX-License-Identifier: Apache-2.0
 *
 * What the DTD of TMX 1.4 allows: which attributes an element has, which elements stand
 * inside which.  The reader uses it to remark on what is not of TMX, the writer to leave
 * that out on request.
 */
#ifndef BISOTUN_TMX_DTD_H
#define BISOTUN_TMX_DTD_H

#include "src/base/buf.h"

enum tmx_element {
	TMX_FOREIGN, /* not an element of TMX */
	TMX_TMX,
	TMX_HEADER,
	TMX_BODY,
	TMX_TU,
	TMX_TUV,
	TMX_SEG,
	TMX_PROP,
	TMX_NOTE,
	TMX_UDE,
	TMX_MAP,
	TMX_BPT,
	TMX_EPT,
	TMX_IT,
	TMX_PH,
	TMX_HI,
	TMX_SUB,
	TMX_UT,
	N_TMX_ELEMENTS
};

/* By local name; TMX is written in lower case only. */
enum tmx_element tmx_element(const char *local, size_t size);

/* Whether the element is a native code (bpt ept it ph ut): its text is not the
 * translator's. */
bool tmx_is_code(enum tmx_element e);

bool tmx_attr_known(enum tmx_element e, const char *name, size_t size);

/* The required attributes of <header>, NULL at the end, and what stands in for a missing
 * one. */
struct tmx_default {
	const char *name, *value;
};
extern const struct tmx_default tmx_header_required[];

/* Told of each thing that is left out, as "tu/@eft:id", "seg/x". */
struct tmx_dropped {
	void (*told)(void *ctx, const char *what, const char *where);
	void *ctx;
	const char *where;
};

/* Adds to `to` what the DTD allows of attributes, of the props and notes of an element
 * (`owner` header, tu or tuv), and of the content of a <seg>.  A <prop> without type gets
 * type="x-unknown". A <bpt>, <ept> without i becomes an <it>, an <it> without a valid pos
 * a <ph>; of any other element that may not stand where it stands the tags go and the
 * text stays. */
void tmx_clean_attrs(struct buf *to, enum tmx_element e, const char *attrs, size_t size,
	const struct tmx_dropped *dropped);
void tmx_clean_extra(struct buf *to, enum tmx_element owner, const char *extra,
	const struct tmx_dropped *dropped);
void tmx_clean_seg(struct buf *to, const char *markup, const struct tmx_dropped *dropped);

#endif
