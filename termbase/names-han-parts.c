/* SPDX-License-Identifier: Apache-2.0
 *
 * A part of a name beside another, neither in Han characters: whether they are two
 * Chinese names whatever their letters have in common.
 */
#include "config.h"
#include "termbase/names-han-inside.h"

#include <string.h>

#define PART_LETTERS 12 /* "zhuangzhuang"; a longer part is no Chinese name */

static bool is_any_of(const char *letter, const char *letters)
{
	return *letter != '\0' && strchr(letters, *letter) != NULL;
}

/* A syllable that names of other languages do not begin with: zh, q, j and the like with
 * more than a plain vowel behind them. */
static bool is_chinese_only(const char *syllable)
{
	size_t begin = is_any_of(syllable, "zcs") && syllable[1] == 'h' ? 2 : 1;
	const char *end = syllable + begin;

	return is_any_of(syllable, "zcsjqx") && strlen(end) >= 2 &&
	       strcmp(end, "an") != 0 && strcmp(end, "en") != 0 && strcmp(end, "in") != 0;
}

/* A word that is nothing but a Chinese name, or the first syllables of one. */
static bool is_chinese_word(const struct han_names *h, const struct ways *ways)
{
	for (size_t i = 0; i < ways->n; i++) {
		const struct way *way = &ways->at[i];
		const struct system *system = h->syllables.systems[way->system];
		bool latin = strcmp(system->to_script, "Latn") == 0;
		if (way->n <= 3 && (!latin || han_is_plain(h, way)) &&
			is_chinese_only(way->syllables[0]) &&
			han_read_surname(h->reader, way->syllables, 1))
			return true;
	}
	return false;
}

static bool may_be_syllables(const struct name_part *part)
{
	static const char32_t first[] = U"zcsjqxчцсшхж";

	if (part->role != PART_NAME || part->n < 2 || part->n > PART_LETTERS)
		return false;
	for (const char32_t *c = first; *c != 0; c++)
		if (part->letters[0] == *c)
			return true;
	return false;
}

static void part_ways(
	const struct han_names *h, const struct name_part *part, struct ways *out)
{
	struct han_text text = { .n = part->n, .n_words = 1 };

	memcpy(text.letters, part->letters, part->n * sizeof(*text.letters));
	text.words[0] = (struct han_word){ 0, (uint8_t)part->n };
	ways_read(&h->syllables, &text, out);
}

int han_parts_differ(
	struct han_names *h, const struct name_part *a, const struct name_part *b)
{
	struct ways one, other;
	struct agreement agreement = { .found = false };

	if (!may_be_syllables(a) || !may_be_syllables(b))
		return 0;
	int rc = han_ready(h);
	if (rc < 0)
		return rc;
	if (!syllables_could_be(&h->syllables, a) ||
		!syllables_could_be(&h->syllables, b))
		return 0;
	part_ways(h, a, &one);
	part_ways(h, b, &other);
	if (!is_chinese_word(h, &one) || !is_chinese_word(h, &other))
		return 0;
	agree_ways(h, &one, &other, &agreement);
	return !agreement.found;
}
