/* SPDX-License-Identifier: Apache-2.0
 *
 * What the commands of terminology work share: the words of the model and saying which
 * forms are meant.
 */
#ifndef BISOTUN_TERM_H
#define BISOTUN_TERM_H

#include "src/cli/command.h"

extern const char *const concept_types[], *const form_kinds[], *const relation_kinds[];

/* --lang, --form and --form-id, which say which forms of a concept are meant. */
#define SELECT_OPTIONS                                                              \
	{ "lang", 'l', VALUE_LANG, "LANG", "the forms of this language", NULL },    \
		{ "form", 0, VALUE_ANY, "TEXT", "of these, the one with this text", \
			NULL },                                                     \
	{                                                                           \
		"form-id", 0, VALUE_NUMBER, "N",                                    \
			"the form of this number (term show --json)", NULL          \
	}

struct selection {
	bool given;
	char lang[64];
	struct bis_form_select form;
};

/* What the select options say; on wrong usage says so and returns false. */
bool select_forms(struct selection *sel, const struct args *a, const char *command);
/* "C12", or "C12 en “text”" */
const char *select_words(
	const struct selection *sel, const char *id, char *words, size_t size);

#endif
