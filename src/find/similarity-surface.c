/* SPDX-License-Identifier: Apache-2.0
 *
 * What sets two surfaces of one key apart.
 *
 * Where their folds differ it is the form of the word or the value of the number.  Where
 * they agree the letters are compared step by step as folding takes them together: what
 * case folding makes equal differs in case, what the strict level makes equal in style,
 * what only the loose level makes equal in accents.  Nothing is allocated, so that it
 * can't fail.
 */
#include "config.h"
#include "src/find/similarity.h"

#include <string.h>

#include "src/text/fold-letters.h"
#include "src/text/utf8.h"

enum {
	COST_CASE = COST_UNIT / 4,
	COST_ACCENT = COST_UNIT / 4,
	COST_STYLE = COST_UNIT / 10,
	COST_FORM = COST_UNIT / 2,
	COST_VALUE = COST_UNIT / 2
};

enum level { LEVEL_CASE, LEVEL_STRICT, LEVEL_LOOSE };

/* The letters of a surface, folded up to a level, one after the other. */
struct letters {
	const char *at, *end;
	enum level level;
	struct letter_context context;
	uint16_t waiting[LETTER_MAX];
	int n, next;
};

static struct letters letters_of(const char *text, size_t size, enum level level)
{
	return (struct letters){ .at = text,
		.end = text + size,
		.level = level,
		.context = { .loose = level == LEVEL_LOOSE } };
}

/* -1 at the end. */
static int32_t next_letter(struct letters *l)
{
	while (l->next == l->n) {
		if (l->at == l->end)
			return -1;
		int32_t c = letter_early(utf8_next(&l->at, l->end));

		if (l->level == LEVEL_CASE || c > 0xFFFF)
			return c;
		l->n = letter_late(&l->context, c, l->waiting);
		l->next = 0;
	}
	return l->waiting[l->next++];
}

static bool agree(
	const char *a, size_t a_size, const char *b, size_t b_size, enum level level)
{
	struct letters left = letters_of(a, a_size, level);
	struct letters right = letters_of(b, b_size, level);
	int32_t c;

	do {
		c = next_letter(&left);
		if (c != next_letter(&right))
			return false;
	} while (c >= 0);
	return true;
}

static bool is_upper(int32_t c)
{
	return letter_early(c) != c;
}

/* How a word is written: all small, Beginning with a capital, or with capitals behind
 * its first letter too. */
static int case_class(const char *text, size_t size)
{
	const char *at = text, *end = text + size;
	bool first = at < end && is_upper(utf8_next(&at, end));

	while (at < end)
		if (is_upper(utf8_next(&at, end)))
			return first ? 3 : 2;
	return first;
}

static bool case_differs(
	const char *a, size_t a_size, const char *b, size_t b_size, bool same_letters)
{
	const char *a_end = a + a_size, *b_end = b + b_size;

	if (!same_letters)
		return case_class(a, a_size) != case_class(b, b_size);
	while (a < a_end && b < b_end)
		if (is_upper(utf8_next(&a, a_end)) != is_upper(utf8_next(&b, b_end)))
			return true;
	return false;
}

/* Of surfaces with one fold. */
static enum edit_kind difference_of_writing(const char *a, size_t a_size, const char *b,
	size_t b_size, enum token_kind kind, uint32_t *cost)
{
	bool case_apart = false;
	enum edit_kind what = EDIT_STYLE;

	if (kind != TOKEN_MARK)
		case_apart = case_differs(a, a_size, b, b_size,
			utf8_length(a, a_size) == utf8_length(b, b_size));
	if (case_apart && agree(a, a_size, b, b_size, LEVEL_CASE)) {
		*cost = COST_CASE;
		return EDIT_CASE;
	}
	if (kind != TOKEN_MARK && !agree(a, a_size, b, b_size, LEVEL_STRICT) &&
		agree(a, a_size, b, b_size, LEVEL_LOOSE))
		what = EDIT_ACCENT;
	*cost = (what == EDIT_ACCENT ? COST_ACCENT : COST_STYLE) +
		(case_apart ? COST_CASE : 0);
	return what == EDIT_STYLE && case_apart ? EDIT_CASE : what;
}

enum edit_kind surface_difference(const char *a_surface, size_t a_size,
	const char *a_fold, size_t a_fold_size, const char *b_surface, size_t b_size,
	const char *b_fold, size_t b_fold_size, enum token_kind kind, uint32_t *cost)
{
	*cost = 0;
	if (a_size == b_size && memcmp(a_surface, b_surface, a_size) == 0)
		return EDIT_EQUAL;
	if (a_fold_size == b_fold_size && memcmp(a_fold, b_fold, a_fold_size) == 0)
		return difference_of_writing(
			a_surface, a_size, b_surface, b_size, kind, cost);
	if (kind != TOKEN_WORD) {
		*cost = COST_VALUE;
		return EDIT_VALUE;
	}
	*cost = COST_FORM;
	if (case_differs(a_surface, a_size, b_surface, b_size, false))
		*cost += COST_CASE;
	return EDIT_FORM;
}

uint32_t surface_cost(const char *a_surface, size_t a_size, const char *a_fold,
	size_t a_fold_size, const char *b_surface, size_t b_size, const char *b_fold,
	size_t b_fold_size, enum token_kind kind)
{
	uint32_t cost;

	surface_difference(a_surface, a_size, a_fold, a_fold_size, b_surface, b_size,
		b_fold, b_fold_size, kind, &cost);
	return cost;
}
