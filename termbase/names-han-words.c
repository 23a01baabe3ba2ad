/* SPDX-License-Identifier: Apache-2.0
 *
 * Established names: characters that stand for a name as a whole, whatever they sound
 * like (大马士革 Damascus).
 */
#include "config.h"
#include "termbase/names-han-table.h"

#include <string.h>

bool established_is(const struct sounds *s, const struct established *word,
	const char32_t *letters, size_t n)
{
	for (size_t i = 0; i < word->spellings.n; i++) {
		const struct spelling *spelling = spelling_at(s, &word->spellings, i);
		if (spelling->n == n && spelling_begins(letters, n, spelling))
			return true;
	}
	return false;
}

const struct established *established_word(
	const struct sounds *s, const char32_t *han, size_t n_han)
{
	struct established wanted = { 0 };

	if (n_han > SPELLING_MAX || s->n_words == 0)
		return NULL;
	memcpy(wanted.han, han, n_han * sizeof(*han));
	return bsearch(
		&wanted, s->words, s->n_words, sizeof(*s->words), established_order);
}

/* Whether two words are forms of one name: they have a spelling in common. */
static bool are_forms(
	const struct sounds *s, const struct established *a, const struct established *b)
{
	for (size_t i = 0; i < a->spellings.n; i++) {
		const struct spelling *spelling = spelling_at(s, &a->spellings, i);
		char32_t letters[SPELT_MOST];
		for (size_t k = 0; k < spelling->n; k++)
			letters[k] = spelling->letters[k];
		if (established_is(s, b, letters, spelling->n))
			return true;
	}
	return false;
}

bool established_is_anothers(const struct sounds *s, const struct established *word,
	const char32_t *letters, size_t n)
{
	bool found = false;

	for (size_t i = 0; i < s->n_words; i++) {
		if (!established_is(s, &s->words[i], letters, n))
			continue;
		if (are_forms(s, word, &s->words[i]))
			return false;
		found = true;
	}
	return found;
}
