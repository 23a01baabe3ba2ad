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

#include "src/base/assets.h"
#include "src/base/err.h"

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
	[WORD_HINT] = "hint",
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
	if (w->n == w->capacity) {
		size_t capacity = w->capacity ? 2 * w->capacity : 256;
		struct word *at = realloc(w->at, capacity * sizeof(*at));

		if (!at)
			return err_nomem();
		w->at = at;
		w->capacity = capacity;
	}
	w->at[w->n++] = word;
	return 0;
}

static int add_column(
	struct wordlists *w, enum word_kind kind, int row, const char *text, size_t size)
{
	struct folded f;
	const char *word;
	size_t n;
	int rc = folded_open(&f, text, size);

	if (rc)
		return rc;
	while (!rc && (n = folded_next(&f, &word)))
		rc = wordlists_add(w, kind, row, word, n);
	folded_close(&f);
	return rc;
}

static int add_line(struct wordlists *w, int row, const char *line, const char *end)
{
	const char *tab = memchr(line, '\t', (size_t)(end - line)), *second;
	int rc;

	if (*line == '#' || !tab)
		return 0;
	second = memchr(tab + 1, '\t', (size_t)(end - tab - 1));
	for (int kind = 0; kind < WORD_KINDS; kind++) {
		size_t size = strlen(kind_names[kind]);

		if (size != (size_t)(tab - line) || memcmp(line, kind_names[kind], size))
			continue;
		rc = add_column(w, kind, row, tab + 1,
			(size_t)((second ? second : end) - tab - 1));
		if (!rc && second && (kind == WORD_MALE || kind == WORD_HINT))
			rc = add_column(w, (enum word_kind)(kind + 1), row, second + 1,
				(size_t)(end - second - 1));
		return rc;
	}
	return err_set(BIS_EFORMAT, "%s: no kind of words is called \"%.*s\"", WORDS_FILE,
		(int)(tab - line), line);
}

static int by_kind(const void *x, const void *y)
{
	const struct word *a = x, *b = y;

	return a->kind != b->kind ? a->kind - b->kind : b->n - a->n;
}

int wordlists_open(struct wordlists *w)
{
	const struct asset *file = asset_find(WORDS_FILE);
	const char *at = file ? file->data : "", *end;
	int row = 0, rc;

	for (; *at; at = *end ? end + 1 : end) {
		end = at + strcspn(at, "\n");
		rc = add_line(w, row++ & INT16_MAX, at, end);
		if (rc)
			return rc;
	}
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
