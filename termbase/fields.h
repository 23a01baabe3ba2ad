/* SPDX-License-Identifier: Apache-2.0
 *
 * Fields of a concept set from what a person typed, with every rule of validity: each
 * fails with BIS_EUSAGE and says what is wrong and what there is.  A text of NULL
 * leaves the field as it is, "" empties it.
 */
#ifndef BISOTUN_FIELDS_H
#define BISOTUN_FIELDS_H

#include "termbase/concept.h"

int field_kind(const char *word, enum concept_kind *kind);
int field_status(const char *word, enum form_status *status);
int field_form_kind(const char *word, enum form_kind *kind);

/* `what` names the field where it is wrong. */
int field_text(struct buf *field, const char *text, const char *what);
int field_date(struct buf *field, const char *date, const char *what);
/* That something does not end before it begins. */
int field_span(const struct buf *from, const struct buf *to);
int field_reliability(struct form *f, int reliability);
/* A form always has a text. */
int field_form_text(struct form *f, const char *text);
void field_set_status(struct form *f, enum form_status status);

#endif
