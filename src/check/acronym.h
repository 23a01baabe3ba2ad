/* SPDX-License-Identifier: Apache-2.0
 *
 * Acronyms in a text: which words are some, whose they are, which need no explanation.
 */
#ifndef BISOTUN_CHECK_ACRONYM_H
#define BISOTUN_CHECK_ACRONYM_H

#include "src/check/check.h"

#define ACRONYM_LETTERS 10 /* the longest; from two on */

/* Whether the token is written in capitals throughout; *size gets its bytes without an 's
 * behind it. */
bool acronym_token(const struct reading *r, const struct token *t, size_t *size);

/* Its letters; the number of them, 0 where there are too many. */
size_t acronym_letters(const char *text, size_t size, int32_t letters[ACRONYM_LETTERS]);

/* Of the table: "known", "real". */
int acronym_is(const struct reading *r, const char *kind, const char *text, size_t size,
	bool *is);

/* The concept a form that is an acronym stands for: what the concept is tied to as its
 * acronym, else itself.  Calls `found` for each. */
typedef int acronym_of(void *ctx, int64_t concept);
int acronym_meanings(
	struct reading *r, const struct known_form *form, acronym_of *found, void *ctx);

/* Whether a form is an acronym: of that kind, or of a concept that is one. */
static inline bool acronym_form(const struct known_form *f)
{
	return f->form_kind == FORM_ACRONYM;
}

#endif
