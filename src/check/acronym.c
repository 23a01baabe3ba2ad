/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/check/acronym.h"

#include <string.h>

#include "src/text/letters.h"
#include "src/text/table.h"
#include "src/text/utf8.h"

#define TABLE "src/check/acronyms.tsv"

static bool is_capital(int32_t c)
{
	return letter_small(c) != c;
}

/* The Saxon genitive behind a word. */
static size_t without_s(const char *text, size_t size)
{
	if (size > 2 && memcmp(text + size - 2, "'s", 2) == 0)
		return size - 2;
	if (size > 4 && memcmp(text + size - 4, "’s", 4) == 0)
		return size - 4;
	return size;
}

size_t acronym_letters(const char *text, size_t size, int32_t letters[ACRONYM_LETTERS])
{
	size_t n = 0;

	for (const char *at = text, *end = text + size; at < end;) {
		int32_t c = utf8_next(&at, end);
		if (n == ACRONYM_LETTERS)
			return 0;
		letters[n++] = c;
	}
	return n;
}

bool acronym_token(const struct reading *r, const struct token *t, size_t *size)
{
	const char *text = r->text + t->begin;
	int32_t letters[ACRONYM_LETTERS];

	if (t->kind != TOKEN_WORD)
		return false;
	*size = without_s(text, t->end - t->begin);
	size_t n = acronym_letters(text, *size, letters);
	for (size_t i = 0; i < n; i++)
		if (!is_capital(letters[i]))
			return false;
	return n >= 2;
}

struct asked {
	const char *lang, *kind, *text;
	size_t size;
	bool found;
};

static bool lists(const char *list, const char *text, size_t size)
{
	for (const char *at = list; *at != '\0';) {
		size_t n = strcspn(at, " ");
		if (n == size && memcmp(at, text, size) == 0)
			return true;
		at += n + (at[n] == ' ');
	}
	return false;
}

static bool speaks_of(const char *cell, const char *lang)
{
	size_t n = strlen(cell);

	return strcmp(cell, "*") == 0 ||
	       (strncmp(lang, cell, n) == 0 && (lang[n] == '\0' || lang[n] == '-'));
}

static int look_in_row(void *ctx, const struct table_row *row)
{
	struct asked *a = ctx;

	if (!a->found && speaks_of(row->cells[0], a->lang) &&
		strcmp(row->cells[1], a->kind) == 0)
		a->found = lists(row->cells[2], a->text, a->size);
	return 0;
}

int acronym_is(const struct reading *r, const char *kind, const char *text, size_t size,
	bool *is)
{
	struct asked asked = {
		.lang = r->lang, .kind = kind, .text = text, .size = size
	};
	int rc = table_of_asset(TABLE, look_in_row, &asked);

	*is = asked.found;
	return rc;
}

int acronym_meanings(
	struct reading *r, const struct known_form *form, acronym_of *found, void *ctx)
{
	const struct known_tie *ties;
	size_t n, told = 0;
	int rc = mention_ties(r->checking->finder, form->concept, &ties, &n);

	for (size_t i = 0; rc == 0 && i < n; i++)
		if (ties[i].kind == RELATION_ACRONYM_OF && !ties[i].backwards) {
			rc = found(ctx, ties[i].other);
			told++;
		}
	if (rc == 0 && told == 0 && form->kind != KIND_ACRONYM)
		rc = found(ctx, form->concept);
	return rc;
}
