/* SPDX-License-Identifier: Apache-2.0
 *
 * Negations.  Asked for where two texts differ by a word, which is seldom enough to go
 * through negation.tsv as it stands.
 */
#include "config.h"
#include "src/text/tokens.h"

#include <string.h>

#include "src/base/assets.h"

#define TABLE "src/text/negation.tsv"

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

/* The word of the line if it is of the language, else NULL. */
static const char *word_of_line(const char *line, const char *lang, size_t lang_size)
{
	bool mine = strncmp(line, lang, lang_size) == 0 && line[lang_size] == '\t';

	return mine ? line + lang_size + 1 : NULL;
}

bool is_negation(const char *lang, const char *folded, size_t size)
{
	const struct asset *table = asset_find(TABLE);
	size_t lang_size = strcspn(lang, "-");

	if (table == NULL || lang_size == 0)
		return false;
	for (const char *line = table->data; *line != '\0';) {
		const char *word = word_of_line(line, lang, lang_size);
		if (word != NULL && is_of_row(word, strcspn(word, "\n"), folded, size))
			return true;
		line += strcspn(line, "\n");
		line += *line == '\n';
	}
	return false;
}
