/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing the rows a concept consists of, and telling the indexes of terms and names of
 * its forms.
 */
#ifndef BISOTUN_CONCEPT_ROWS_H
#define BISOTUN_CONCEPT_ROWS_H

#include "src/store/intake.h"
#include "termbase/concept.h"

/* Where a form stands. */
struct place {
	int64_t concept, lang;
	size_t section, pos;
};

/* `i` may be NULL; `*lang` comes back. */
int section_insert(bis_db *db, struct intake *i, int64_t number, size_t pos,
	const struct section *section, int64_t *lang);
/* `id` 0: the next that is free. */
int form_insert(bis_db *db, int64_t id, const struct form *f, const struct place *at);
/* Leaves the indexes alone. */
int form_update(bis_db *db, int64_t id, const struct form *f, const struct place *at);
/* Tells both indexes of a form that comes or goes; `lang` is canonical. */
int form_index(bis_db *db, int64_t form, int64_t concept, const char *lang,
	const char *text, bool add);
/* The same to the index of names alone, of all forms: what it holds hangs on the kind of
 * the concept. */
int concept_index_names(bis_db *db, int64_t concept, bool add);
/* `target` 0: not known (yet). */
int relation_insert(bis_db *db, int64_t concept, size_t pos, const struct relation *r,
	int64_t target);

#endif
