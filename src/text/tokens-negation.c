/* SPDX-License-Identifier: Apache-2.0
 *
 * Words that must not be overlooked: negations, numbers, months and days.  Asked for where
 * two texts differ by a word, which is seldom enough to go through the rows of a language
 * as they stand in the tables, all together.
 */
#include "config.h"
#include "src/text/tokens.h"

#include <stdio.h>
#include <string.h>

#include "src/base/assets.h"

#define NEGATIONS "src/text/negation.tsv"
#define NUMERALS "src/text/numerals.tsv"
#define CALENDAR "src/text/calendar.tsv"

#define MOST_OF_WORD 4 /* bytes, at least */

struct pair {
	const char *word, *other;
	size_t size, other_size;
};

/* Whether the word is that of a row: the whole, an ending (-n't) or a beginning (n'-). */
static bool is_of_row(const char *row, size_t size, const char *word, size_t word_size)
{
	bool ending = size > 1 && row[0] == '-';
	bool beginning = size > 1 && row[size - 1] == '-';

	if (!ending && !beginning)
		return size == word_size && memcmp(row, word, size) == 0;
	size--;
	if (word_size <= size)
		return false;
	return ending ? memcmp(row + 1, word + word_size - size, size) == 0
		      : memcmp(row, word, size) == 0;
}

/* The first line of the language, whose rows stand together; NULL where it has none. */
static const char *first_line(const struct asset *table, const char *lang, size_t size)
{
	char wanted[16];

	if (size == 0 || size + 3 > sizeof(wanted))
		return NULL;
	int n = snprintf(wanted, sizeof(wanted), "\n%.*s\t", (int)size, lang);
	const char *found = memmem(table->data, table->size, wanted, (size_t)n);
	return found == NULL ? NULL : found + 1;
}

/* Whether some row of the language in a table fits two words. */
static bool is_in_table(const char *path, const char *lang,
	bool fits(const char *row, size_t size, const struct pair *words),
	const struct pair *words)
{
	const struct asset *table = asset_find(path);
	size_t size = strcspn(lang, "-");
	const char *line = table == NULL ? NULL : first_line(table, lang, size);

	if (line == NULL)
		return false;
	const char *end = table->data + table->size;
	while (line < end && strncmp(line, lang, size) == 0 && line[size] == '\t') {
		const char *row = line + size + 1;
		const char *after = memchr(row, '\n', (size_t)(end - row));
		if (after == NULL)
			after = end;
		if (fits(row, (size_t)(after - row), words))
			return true;
		line = after + 1;
	}
	return false;
}

static bool is_word(const char *row, size_t size, const struct pair *words)
{
	return is_of_row(row, size, words->word, words->size);
}

/* The endings of an adjective or a noun may differ, if most of the word agrees. */
static bool is_nearly(const char *a, size_t a_size, const char *b, size_t b_size)
{
	size_t shorter = a_size < b_size ? a_size : b_size;
	size_t longer = a_size < b_size ? b_size : a_size, n = 0;

	while (n < shorter && a[n] == b[n])
		n++;
	return n >= MOST_OF_WORD && 3 * n >= 2 * longer;
}

static bool is_opposite(const char *row, size_t size, const struct pair *words)
{
	if (size < 2 || row[size - 1] != '+')
		return false;
	size--;
	return words->size > size && memcmp(words->word, row, size) == 0 &&
	       is_nearly(words->word + size, words->size - size, words->other,
		       words->other_size);
}

bool is_negation(const char *lang, const char *folded, size_t size)
{
	return is_in_table(
		NEGATIONS, lang, is_word, &(struct pair){ .word = folded, .size = size });
}

bool is_numeral(const char *lang, const char *folded, size_t size)
{
	return is_in_table(
		NUMERALS, lang, is_word, &(struct pair){ .word = folded, .size = size });
}

bool is_calendar_word(const char *lang, const char *folded, size_t size)
{
	return is_in_table(
		CALENDAR, lang, is_word, &(struct pair){ .word = folded, .size = size });
}

bool is_negation_of(const char *lang, const char *folded, size_t size, const char *other,
	size_t other_size)
{
	return is_in_table(NEGATIONS, lang, is_opposite,
		       &(struct pair){ folded, other, size, other_size }) ||
	       is_in_table(NEGATIONS, lang, is_opposite,
		       &(struct pair){ other, folded, other_size, size });
}
