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
	[WORD_SIGNED] = "signed",
	[WORD_SAME] = "same",
	[WORD_SLAVIC] = "slavic",
	[WORD_HINT] = "hint",
	[WORD_LETTER] = "letter",
	[WORD_LANGUAGE] = "language",
	[WORD_TOLD] = "",
	[WORD_SIGN] = "sign",
	[WORD_SIGN_END] = "sign-end",
	[WORD_SIGN_START] = "sign-start",
	[WORD_ROMANISED] = "romanised",
	[WORD_ROMANISED_START] = "romanised-start",
};

static int wordlists_add(struct wordlists *w, enum word_kind kind, int row,
	uint64_t groups, const char *text, size_t size)
{
	struct word word = { .kind = kind, .row = (int16_t)row, .groups = groups };

	word.n = (uint8_t)letters_of(
		text, size, word.letters, sizeof(word.letters) / sizeof(word.letters[0]));
	if (!word.n)
		return 0;
	word.has = letters_in(word.letters, word.n);
	if (room_for_one(&w->at, w->n, &w->capacity) < 0)
		return BIS_ENOMEM;
	w->at[w->n++] = word;
	return 0;
}

static int add_column(struct wordlists *w, enum word_kind kind, int row, uint64_t groups,
	const char *words)
{
	struct folded f;
	const char *word;
	size_t n;
	int rc = folded_open(&f, words, strlen(words));

	if (rc)
		return rc;
	while (!rc && (n = folded_next(&f, &word)))
		rc = wordlists_add(w, kind, row, groups, word, n);
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
			rc = wordlists_add(w, WORD_LETTER, row, 0, letters, n);
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

struct reading {
	struct wordlists *words;
	struct groups *groups;
};

/* The groups of a cell, "uz tg". */
static uint64_t groups_of(struct groups *g, const char *cell)
{
	uint64_t bits = 0;

	while (*cell) {
		size_t size = strcspn(cell, " ");

		bits |= groups_bit(g, cell, size);
		cell += size + strspn(cell + size, " ");
	}
	return bits;
}

static int read_row(void *ctx, const struct table_row *row)
{
	struct reading *r = ctx;
	struct wordlists *w = r->words;
	int number = (int)(row->line & INT16_MAX), kind = kind_named(row->cells[0]), rc;
	uint64_t groups = kind >= WORD_SIGN && kind < WORD_ROMANISED
				  ? groups_of(r->groups, row->cells[2])
				  : 0;

	if (kind < 0)
		return table_flaw(row, "no kind of words is called", row->cells[0]);
	rc = kind == WORD_LETTER
		     ? add_letters(w, number, row->cells[1])
		     : add_column(w, (enum word_kind)kind, number, groups, row->cells[1]);
	if (!rc && kind == WORD_MALE)
		rc = add_column(w, WORD_FEMALE, number, 0, row->cells[2]);
	if (!rc && (kind == WORD_HINT || kind == WORD_LETTER))
		rc = add_column(w, WORD_TOLD, number, 0, row->cells[2]);
	return rc;
}

static int by_kind(const void *x, const void *y)
{
	const struct word *a = x, *b = y;

	if (a->kind == WORD_LANGUAGE && b->kind == WORD_LANGUAGE)
		return a->row - b->row; /* the likeliest first */
	if (a->kind != b->kind || a->n != b->n)
		return a->kind != b->kind ? a->kind - b->kind : b->n - a->n;
	for (size_t i = 0; i < a->n; i++)
		if (a->letters[i] != b->letters[i])
			return a->letters[i] < b->letters[i] ? -1 : 1;
	return a->row - b->row;
}

static size_t ending_of(char32_t last)
{
	return last % WORD_ENDINGS;
}

/* Strings together the words of a kind that end in one letter, in their order. */
static void string_together(struct wordlists *w)
{
	for (size_t i = w->n; i-- > 0;) {
		struct word *word = &w->at[i];
		uint16_t *head =
			&w->ending[word->kind][ending_of(word->letters[word->n - 1])];

		word->next = *head;
		*head = (uint16_t)(i + 1);
	}
}

int wordlists_open(struct wordlists *w, struct groups *groups)
{
	struct reading r = { w, groups };
	int rc = table_of_asset(WORDS_FILE, read_row, &r);

	if (rc)
		return rc;
	if (w->n)
		qsort(w->at, w->n, sizeof(*w->at), by_kind);
	for (size_t i = 0, kind = 0; kind <= WORD_KINDS; kind++) {
		while (i < w->n && w->at[i].kind < kind)
			i++;
		w->first[kind] = (uint16_t)i;
	}
	string_together(w);
	return 0;
}

void wordlists_free(struct wordlists *w)
{
	free(w->at);
	*w = (struct wordlists){ 0 };
}

/* Where a word stands beside the letters in the order of its kind: the longest first. */
static int order(const struct word *word, const char32_t *letters, size_t n)
{
	if (word->n != n)
		return word->n > n ? -1 : 1;
	for (size_t i = 0; i < n; i++)
		if (word->letters[i] != letters[i])
			return word->letters[i] < letters[i] ? -1 : 1;
	return 0;
}

int wordlists_row(
	const struct wordlists *w, enum word_kind kind, const char32_t *letters, size_t n)
{
	size_t from = w->first[kind], to = w->first[kind + 1];

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (order(&w->at[middle], letters, n) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from < w->first[kind + 1] && !order(&w->at[from], letters, n)
		       ? w->at[from].row
		       : -1;
}

bool wordlists_has(
	const struct wordlists *w, enum word_kind kind, const char32_t *letters, size_t n)
{
	return wordlists_row(w, kind, letters, n) >= 0;
}

static inline bool ends_so(const struct word *word, const char32_t *letters, size_t n)
{
	return word->letters[word->n - 1] == letters[n - 1] &&
	       !memcmp(word->letters, letters + n - word->n, word->n * sizeof(*letters));
}

int wordlists_ending(const struct wordlists *w, enum word_kind kind,
	const char32_t *letters, size_t n, size_t stem, size_t *length)
{
	size_t at = n ? w->ending[kind][ending_of(letters[n - 1])] : 0;

	for (; at; at = w->at[at - 1].next) {
		const struct word *word = &w->at[at - 1];

		if (word->n + stem > n || !ends_so(word, letters, n))
			continue;
		if (length)
			*length = word->n;
		return word->row;
	}
	return -1;
}

static inline bool begins_at(
	const struct word *word, const char32_t *letters, size_t n, size_t at)
{
	return letters[at] == word->letters[0] && at + word->n <= n &&
	       !memcmp(word->letters, letters + at, word->n * sizeof(*letters));
}

static bool is_inside(const struct word *word, const char32_t *letters, size_t n)
{
	for (size_t at = 0; at + word->n <= n; at++)
		if (begins_at(word, letters, n, at))
			return true;
	return false;
}

/* Whether the letters bear the sign. */
static bool is_borne(const struct word *word, const char32_t *letters, size_t n)
{
	switch (word->kind) {
	case WORD_SIGN_END:
		return word->n + 1u < n && ends_so(word, letters, n);
	case WORD_SIGN_START:
	case WORD_ROMANISED_START:
		return begins_at(word, letters, n, 0);
	default:
		return is_inside(word, letters, n);
	}
}

uint64_t wordlists_signs(const struct wordlists *w, const char32_t *letters, size_t n)
{
	uint64_t groups = 0, has = letters_in(letters, n);

	for (size_t i = w->first[WORD_SIGN]; i < w->first[WORD_ROMANISED]; i++) {
		const struct word *word = &w->at[i];

		if (!(word->has & ~has) && (word->groups & ~groups) &&
			is_borne(word, letters, n))
			groups |= word->groups;
	}
	return groups;
}

bool wordlists_romanised(const struct wordlists *w, const char32_t *letters, size_t n)
{
	uint64_t has = letters_in(letters, n);

	for (size_t i = w->first[WORD_ROMANISED]; i < w->n; i++)
		if (!(w->at[i].has & ~has) && is_borne(&w->at[i], letters, n))
			return true;
	return false;
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

char32_t wordlists_signed(const struct wordlists *w, char32_t c)
{
	for (size_t i = w->first[WORD_SIGNED]; i < w->first[WORD_SIGNED + 1]; i++)
		if (w->at[i].n == 2 && w->at[i].letters[0] == c)
			return w->at[i].letters[1];
	return 0;
}
