/* SPDX-License-Identifier: Apache-2.0
 *
 * Words beside names (Mr, bin, uulu) and endings that say what a part is (-ovich, -ova):
 * termbase/names/words.tsv, `kind<TAB>words<TAB>their feminine counterparts`.  Kept
 * folded, letters without their marks, sorted by kind.
 */
#include "config.h"

#include "termbase/names-inside.h"

#include <stdlib.h>
#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/text/table.h"

#define WORDS_FILE "termbase/names/words.tsv"

static const char *const kind_names[WORD_KINDS] = {
	[WORD_HONORIFIC] = "honorific",
	[WORD_PARTICLE] = "particle",
	[WORD_CHILD] = "child",
	[WORD_PATRONYMIC] = "patronymic",
	[WORD_MALE] = "gender",
	[WORD_FEMALE] = "",
	[WORD_ALIKE] = "alike",
	[WORD_SAME] = "same",
	[WORD_SLAVIC] = "slavic",
	[WORD_HINT] = "hint",
	[WORD_LETTER] = "letter",
	[WORD_LANGUAGE] = "language",
	[WORD_TOLD] = "",
};

static int wordlists_add(
	struct wordlists *w, enum word_kind kind, int row, const char *text, size_t size)
{
	struct word word = { .kind = kind, .row = (int16_t)row };

	word.n = (uint8_t)letters_of(
		text, size, word.letters, sizeof(word.letters) / sizeof(word.letters[0]));
	if (!word.n)
		return 0;
	if (room_for_one(&w->at, w->n, &w->capacity) < 0)
		return BIS_ENOMEM;
	w->at[w->n++] = word;
	return 0;
}

static int add_column(
	struct wordlists *w, enum word_kind kind, int row, const char *words)
{
	struct folded f;
	const char *word;
	size_t n;
	int rc = folded_open(&f, words, strlen(words));

	if (rc)
		return rc;
	while (!rc && (n = folded_next(&f, &word)))
		rc = wordlists_add(w, kind, row, word, n);
	folded_close(&f);
	return rc;
}

/* Letters as they are written: reading a name makes one of those that tell languages
 * apart. */
static int add_letters(struct wordlists *w, int row, const char *letters)
{
	int rc = 0;

	for (size_t n; !rc && *letters; letters += n) {
		n = strcspn(letters, " ");
		if (n)
			rc = wordlists_add(w, WORD_LETTER, row, letters, n);
		n += strspn(letters + n, " ");
	}
	return rc;
}

static int kind_named(const char *name)
{
	for (int kind = 0; kind < WORD_KINDS; kind++)
		if (*name && !strcmp(name, kind_names[kind]))
			return kind;
	return -1;
}

static int read_row(void *ctx, const struct table_row *row)
{
	struct wordlists *w = ctx;
	int number = (int)(row->line & INT16_MAX), kind = kind_named(row->cells[0]), rc;

	if (kind < 0)
		return table_flaw(row, "no kind of words is called", row->cells[0]);
	rc = kind == WORD_LETTER
		     ? add_letters(w, number, row->cells[1])
		     : add_column(w, (enum word_kind)kind, number, row->cells[1]);
	if (!rc && kind == WORD_MALE)
		rc = add_column(w, WORD_FEMALE, number, row->cells[2]);
	if (!rc && (kind == WORD_HINT || kind == WORD_LETTER))
		rc = add_column(w, WORD_TOLD, number, row->cells[2]);
	return rc;
}

static int by_kind(const void *x, const void *y)
{
	const struct word *a = x, *b = y;

	return a->kind != b->kind ? a->kind - b->kind : b->n - a->n;
}

int wordlists_open(struct wordlists *w)
{
	int rc = table_of_asset(WORDS_FILE, read_row, w);

	if (rc)
		return rc;
	if (w->n)
		qsort(w->at, w->n, sizeof(*w->at), by_kind);
	for (size_t i = 0, kind = 0; kind <= WORD_KINDS; kind++) {
		while (i < w->n && w->at[i].kind < kind)
			i++;
		w->first[kind] = (uint16_t)i;
	}
	return 0;
}

void wordlists_free(struct wordlists *w)
{
	free(w->at);
	*w = (struct wordlists){ 0 };
}

int wordlists_row(
	const struct wordlists *w, enum word_kind kind, const char32_t *letters, size_t n)
{
	for (size_t i = w->first[kind]; i < w->first[kind + 1]; i++)
		if (w->at[i].n == n &&
			!memcmp(w->at[i].letters, letters, n * sizeof(*letters)))
			return w->at[i].row;
	return -1;
}

bool wordlists_has(
	const struct wordlists *w, enum word_kind kind, const char32_t *letters, size_t n)
{
	return wordlists_row(w, kind, letters, n) >= 0;
}

int wordlists_ending(const struct wordlists *w, enum word_kind kind,
	const char32_t *letters, size_t n, size_t stem, size_t *length)
{
	for (size_t i = w->first[kind]; i < w->first[kind + 1]; i++) {
		const struct word *word = &w->at[i];

		if (word->n + stem > n || memcmp(word->letters, letters + n - word->n,
						  word->n * sizeof(*letters)))
			continue;
		if (length)
			*length = word->n;
		return word->row;
	}
	return -1;
}

const struct word *wordlists_at(const struct wordlists *w, enum word_kind kind, int row)
{
	for (size_t i = w->first[kind]; i < w->first[kind + 1]; i++)
		if (w->at[i].row == row)
			return &w->at[i];
	return NULL;
}

char32_t wordlists_alike(const struct wordlists *w, char32_t c)
{
	for (size_t i = w->first[WORD_ALIKE]; i < w->first[WORD_ALIKE + 1]; i++)
		for (size_t k = 0; k < 2 && w->at[i].n == 2; k++)
			if (w->at[i].letters[k] == c)
				return w->at[i].letters[1 - k];
	return c;
}
