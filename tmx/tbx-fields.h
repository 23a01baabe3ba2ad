/* SPDX-License-Identifier: Apache-2.0
 *
 * The typed fields of a concept, and the data categories in which TBX says the same.
 *
 * A reader fills the fields from the categories it has kept in `extra`; a writer asks the
 * same questions of `extra` again, so it knows which element said what, keeps those that
 * still say what the field says, and replaces the others.
 *
 * What TBX has no category for goes into notes of ours, which every dialect can hold and
 * which are taken out of `extra` again when they are read:
 *
 *	<note>bisotun: concept kind="person"</note>
 *	<note>bisotun: form valid-from="2017" valid-to="2019-03-19" reliability="3"</note>
 *	<note>bisotun: relation kind="holds" target="c7" from="2019-06-12"</note>
 *	<note>bisotun: approved at="2026-11-21"</note>    in the transacGrp that says who
 */
#ifndef BISOTUN_TBX_FIELDS_H
#define BISOTUN_TBX_FIELDS_H

#include "src/xml/markup.h"
#include "termbase/concept.h"
#include "tmx/tbx-map.h"

/* An element of `extra`, as slices of it. */
struct tbx_item {
	const char *begin, *end;
	const char *name, *attrs, *inner;
	size_t name_size, attrs_size, inner_size;
};

/* Steps over the elements on one level, text between them left out; false at their
 * end. */
bool tbx_item_next(struct markup_cursor *c, struct tbx_item *item);
bool tbx_item_is(const struct tbx_item *item, const char *name);
bool tbx_item_ends(const struct tbx_item *item, const char *suffix);
/* All text, line breaks that only wrap a long line undone. */
void tbx_item_text(const struct tbx_item *item, struct buf *text);
/* The @type; "" for none. */
void tbx_item_type(const struct tbx_item *item, struct buf *type);
/* Of a group (descripGrp) its main element (descrip), of anything else itself; whether it
 * is a group. */
bool tbx_item_head(const struct tbx_item *item, struct tbx_item *head);
/* The part of a group that is the child `name`. */
bool tbx_item_child(
	const struct tbx_item *item, const char *name, struct tbx_item *child);

enum tbx_role {
	ROLE_NONE,
	ROLE_SUBJECT,
	ROLE_DEFINITION,
	ROLE_NOTE,
	ROLE_STATUS,
	ROLE_KIND,
	ROLE_SOURCE,
	ROLE_RELIABILITY,
	N_TBX_ROLES
};

/* Where on one level the fields were said: first come, first served. */
struct tbx_found {
	const char
		*at[N_TBX_ROLES]; /* begin of the element in `extra`; NULL: not there */
	struct buf text[N_TBX_ROLES];
	enum form_status status;
	enum form_kind kind;
	int reliability;
	bool failed; /* out of memory */
};

void tbx_found_finish(struct tbx_found *found);
void tbx_find(const char *extra, enum tbx_level level, struct tbx_found *found);
bool tbx_found_ok(const struct tbx_found *found);
enum tbx_role tbx_found_role(const struct tbx_found *found, const char *begin);

/* Fills the typed fields of a concept that was read, and takes our own notes out. */
int tbx_fields_fill(struct concept *c);

/* Whether any language of it has a term. */
bool tbx_has_terms(const struct concept *c);

/* The notes of ours: their text, nothing where there is nothing to say. */
void tbx_own_concept(struct buf *text, const struct concept *c);
void tbx_own_relation(struct buf *text, const struct relation *r, const char *target);
struct tbx_form_left { /* what of a form found no category */
	bool status, kind, reliability, approved;
};
void tbx_own_form(
	struct buf *text, const struct form *f, const struct tbx_form_left *left);

#endif
