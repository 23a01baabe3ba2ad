/* SPDX-License-Identifier: Apache-2.0
 *
 * A small base of people, bodies, places and acronyms for the tests of names.
 */
#ifndef BISOTUN_TEST_NAMES_H
#define BISOTUN_TEST_NAMES_H

#include "tests/store/base.h"

/* A form: "en|text", then perhaps "|status|kind|from|to". */
static inline void names_form(struct concept *c, const char *given)
{
	char copy[400], *rest = copy, *word;

	snprintf(copy, sizeof(copy), "%s", given);
	struct section *section = concept_section(c, strsep(&rest, "|"));
	assert_non_null(section);
	struct form *form = section_add_form(section);
	assert_non_null(form);
	buf_set(&form->text, strsep(&rest, "|"));
	form->status = STATUS_PREFERRED;
	if ((word = strsep(&rest, "|")) != NULL && *word != '\0')
		form->status = (enum form_status)status_of_name(word);
	if ((word = strsep(&rest, "|")) != NULL && *word != '\0')
		form->kind = (enum form_kind)form_kind_of_name(word);
	if ((word = strsep(&rest, "|")) != NULL)
		buf_set(&form->valid_from, word);
	if ((word = strsep(&rest, "|")) != NULL)
		buf_set(&form->valid_to, word);
}

/* A relation: "holds|target|from|to". */
static inline void names_relation(struct concept *c, const char *given)
{
	char copy[400], *rest = copy, *word;

	snprintf(copy, sizeof(copy), "%s", given);
	struct relation *r = concept_add_relation(c);
	assert_non_null(r);
	r->kind = (enum relation_kind)relation_of_name(strsep(&rest, "|"));
	buf_set(&r->target, strsep(&rest, "|"));
	if ((word = strsep(&rest, "|")) != NULL)
		buf_set(&r->from, word);
	if ((word = strsep(&rest, "|")) != NULL)
		buf_set(&r->to, word);
}

/* Inside a write. Forms, then relations (they begin with a word of more than two letters
 * before the bar that is no language), then NULL. */
static inline int64_t names_put(
	bis_db *db, enum concept_kind kind, const char *id, const char *const *list)
{
	struct concept c;
	struct buf key = BUF_INIT;
	int64_t number;

	concept_init(&c);
	buf_set(&c.id, id);
	c.kind = kind;
	for (; *list != NULL; list++) {
		char word[40];
		snprintf(word, sizeof(word), "%.*s", (int)strcspn(*list, "|"), *list);
		if (relation_of_name(word) >= 0)
			names_relation(&c, *list);
		else
			names_form(&c, *list);
	}
	assert_ok(store_concept_insert(db, &c, 0, &number, &key));
	buf_free(&key);
	concept_finish(&c);
	return number;
}

#define NAME(db, kind, id, ...) \
	names_put(db, KIND_##kind, id, (const char *const[]){ __VA_ARGS__, NULL })

#endif
