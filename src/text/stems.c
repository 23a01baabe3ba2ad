/* SPDX-License-Identifier: Apache-2.0
 *
 * Stems by the Snowball stemmers of libstemmer.  They take folded words; only the Arabic
 * one needs its own kaf and yeh back, which folding has made the Persian letters.
 */
#include "config.h"
#include "src/text/words.h"

#include <string.h>

#include <libstemmer.h>

#include "src/base/err.h"

/* Bytes; the time stemmers take grows with the square of a word, and what is longer than
 * any word has no stem. */
#define STEM_MAX 1000

struct stems {
	struct sb_stemmer *stemmer;
	bool arabic;
	struct buf word; /* the word in the stemmer's letters */
};

/* clang-format off */
static const struct {
	const char *language, *algorithm;
} stemmers[] = {
	{ "ar", "arabic" }, { "ca", "catalan" }, { "da", "danish" },
	{ "de", "german" }, { "el", "greek" }, { "en", "english" },
	{ "es", "spanish" }, { "eu", "basque" }, { "fi", "finnish" },
	{ "fr", "french" }, { "ga", "irish" }, { "hi", "hindi" },
	{ "hu", "hungarian" }, { "hy", "armenian" }, { "id", "indonesian" },
	{ "it", "italian" }, { "lt", "lithuanian" }, { "nb", "norwegian" },
	{ "ne", "nepali" }, { "nl", "dutch" }, { "nn", "norwegian" },
	{ "no", "norwegian" }, { "pt", "portuguese" }, { "ro", "romanian" },
	{ "ru", "russian" }, { "sr", "serbian" }, { "sv", "swedish" },
	{ "ta", "tamil" }, { "tr", "turkish" }, { "yi", "yiddish" },
};
/* clang-format on */

/* Folded and Arabic, two bytes each: ک ك, ی ي. */
static const char *const letters[][2] = { { "\u06A9", "\u0643" },
	{ "\u06CC", "\u064A" } };

void stems_free(struct stems *s)
{
	if (s == NULL)
		return;
	if (s->stemmer != NULL)
		sb_stemmer_delete(s->stemmer);
	buf_free(&s->word);
	free(s);
}

void stems_freep(struct stems **s)
{
	stems_free(*s);
}

static const char *algorithm_of(const char *lang)
{
	size_t n = strcspn(lang, "-");

	for (size_t i = 0; i < N_ELEMENTS(stemmers); i++)
		if (n == 2 && memcmp(stemmers[i].language, lang, 2) == 0)
			return stemmers[i].algorithm;
	return NULL;
}

/* A libstemmer older than the table may lack a row of it. */
static bool is_there(const char *algorithm)
{
	for (const char **name = sb_stemmer_list(); *name != NULL; name++)
		if (strcmp(*name, algorithm) == 0)
			return true;
	return false;
}

int stems_new(const char *lang, struct stems **out)
{
	const char *algorithm = algorithm_of(lang);

	*out = NULL;
	if (algorithm == NULL || !is_there(algorithm))
		return 0;
	cleanup(stems_freep) struct stems *s = calloc(1, sizeof(*s));
	if (s == NULL)
		return err_nomem();
	s->stemmer = sb_stemmer_new(algorithm, "UTF_8");
	if (s->stemmer == NULL)
		return err_nomem();
	s->arabic = strcmp(algorithm, "arabic") == 0;
	*out = steal(&s);
	return 0;
}

/* Puts letters of column `from` in those of the other, in place: they are of one
 * length. */
static void change_letters(char *text, size_t size, int from)
{
	for (size_t at = 0; at + 1 < size; at++)
		for (size_t i = 0; i < N_ELEMENTS(letters); i++)
			if (memcmp(text + at, letters[i][from], 2) == 0)
				memcpy(text + at, letters[i][!from], 2);
}

int stems_of(struct stems *s, const char *folded, size_t size, struct buf *out)
{
	size_t before = out->size;

	if (s == NULL || size > STEM_MAX) {
		buf_add(out, folded, size);
		return buf_ok(out) ? 0 : err_nomem();
	}
	buf_clear(&s->word);
	buf_add(&s->word, folded, size);
	if (!buf_ok(&s->word))
		return err_nomem();
	if (s->arabic)
		change_letters(s->word.data, size, 0);
	const sb_symbol *stem = sb_stemmer_stem(
		s->stemmer, (const sb_symbol *)buf_str(&s->word), (int)size);
	if (stem == NULL)
		return err_nomem();
	buf_add(out, stem, (size_t)sb_stemmer_length(s->stemmer));
	if (!buf_ok(out))
		return err_nomem();
	if (s->arabic)
		change_letters(out->data + before, out->size - before, 1);
	return 0;
}
