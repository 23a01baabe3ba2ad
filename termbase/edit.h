/* SPDX-License-Identifier: Apache-2.0
 *
 * What terminologists do to a concept: pure changes of the record, with every rule of
 * validity.
 *
 * All fail with BIS_EUSAGE for words, dates and languages that are none, BIS_ENOTFOUND
 * where a selection meets no form, BIS_ECONFLICT for what is there already, BIS_ENOMEM.
 * After a failure the record may be half changed and is to be thrown away.
 */
#ifndef BISOTUN_EDIT_H
#define BISOTUN_EDIT_H

#include "bisotun/terms.h"
#include "termbase/concept.h"

/* What an edit did, for the summary: how many forms, and the first of them (borrowed
 * from the record, or from what was given). */
struct edited {
	size_t forms;
	const char *lang, *text;
};

/* Fills an empty record from what a caller gives: the concept, its forms, its
 * relations (those that are not backwards; `id` is the target). */
int edit_new(struct concept *c, const struct bis_concept *given);

/* Adds a form; lang and text are needed, status NULL is proposed, kind NULL is full.
 * The concept must not have it yet. */
int edit_add_form(struct concept *c, const struct bis_form *given);

int edit_apply(struct concept *c, const struct bis_term_edit *edit, struct edited *done);

/* `status`: NULL for preferred, or admitted.  A selection by language alone, or
 * none, means what is proposed.  `day` YYYY-MM-DD. */
int edit_approve(struct concept *c, const struct bis_form_select *which,
	const char *status, const char *who, const char *day, struct edited *done);

int edit_deprecate(struct concept *c, const struct bis_form_select *which,
	const char *instead, struct edited *done);

/* A language without forms goes too. */
int edit_remove_forms(
	struct concept *c, const struct bis_form_select *which, struct edited *done);

int edit_add_relation(struct concept *c, enum relation_kind kind, const char *target,
	const struct bis_link *link);
/* Of the relations of this kind to this target those that begin on `from` (NULL:
 * whenever); *n comes back. */
int edit_remove_relation(struct concept *c, enum relation_kind kind, const char *target,
	const char *from, size_t *n);

#endif
