/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading the table of the sounds of Han characters (termbase/names/han-sounds.tsv).
 */
#include "config.h"
#include "termbase/names-han-table.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/text/table.h"
#include "src/text/utf8.h"

#define TABLE "termbase/names/han-sounds.tsv"

/* ---- reading the table ---- */

static int set_letters(struct spelling *spelling, const char *word, size_t size)
{
	char32_t letters[SPELT_MOST + 1];
	size_t n;
	int rc = han_fold(word, size, true, letters, SPELT_MOST + 1, &n);

	if (rc < 0)
		return rc;
	if (n > SPELT_MOST)
		return err_set(BIS_EFORMAT, "%s: too long a spelling: %.*s", TABLE,
			(int)size, word);
	for (size_t i = 0; i < n; i++)
		spelling->letters[i] = (char16_t)letters[i];
	spelling->n = (uint8_t)n;
	return 0;
}

/* "^kh:3$" as a spelling; "-" is nothing. */
static int read_spelling(struct sounds *s, const char *word, size_t size)
{
	struct spelling spelling = { 0 };
	const char *colon = size > 1 ? memchr(word + 1, ':', size - 1) : NULL;

	if (room_for_one(&s->pool, s->n_pool, &s->capacity) < 0)
		return BIS_ENOMEM;
	if (colon != NULL) {
		spelling.price = (uint8_t)strtoul(colon + 1, NULL, 10);
		size = (size_t)(colon - word);
	}
	if (size > 1 && *word == '~') {
		spelling.unvowelled = true;
		word++;
		size--;
	}
	if (size > 1 && *word == '^') {
		spelling.start = true;
		word++;
		size--;
	}
	if (size > 1 && word[size - 1] == '$') {
		spelling.end = true;
		size--;
	}
	int rc = size == 1 && *word == '-' ? 0 : set_letters(&spelling, word, size);
	if (rc < 0)
		return rc;
	s->pool[s->n_pool++] = spelling;
	return 0;
}

static int read_spellings(struct sounds *s, const char *text, struct spellings *out)
{
	int rc = 0;

	out->from = (uint32_t)s->n_pool;
	for (const char *at = text; rc == 0 && *at != '\0';) {
		size_t size = strcspn(at, " ");
		if (size > 0)
			rc = read_spelling(s, at, size);
		at += size + (at[size] == ' ');
	}
	out->n = (uint32_t)s->n_pool - out->from;
	return rc;
}

#define NAMED_MOST 64

static int read_named(
	struct sounds *s, const struct table_row *row, struct named *list, size_t *n)
{
	size_t size = strlen(row->cells[1]);

	if (*n == NAMED_MOST || size >= sizeof(list->name))
		return table_flaw(row, "too many, or too long a name:", row->cells[1]);
	memcpy(list[*n].name, row->cells[1], size);
	return read_spellings(s, row->cells[2], &list[(*n)++].spellings);
}

static int read_initial(struct sounds *s, const struct table_row *row)
{
	return read_named(s, row, s->initials, &s->n_initials);
}

static int read_final(struct sounds *s, const struct table_row *row)
{
	return read_named(s, row, s->finals, &s->n_finals);
}

static int read_syllable(struct sounds *s, const struct table_row *row)
{
	for (size_t i = 0; i < han_syllable_count(s->reader); i++)
		if (strcmp(han_syllable(s->reader, i), row->cells[1]) == 0)
			return read_spellings(s, row->cells[2], &s->syllables[i].whole);
	return table_flaw(row, "there is no syllable", row->cells[1]);
}

/* One row may be of several characters. */
static int read_characters(struct sounds *s, const struct table_row *row)
{
	const char *at = row->cells[1], *end = at + strlen(at);
	struct spellings spellings;
	int rc = read_spellings(s, row->cells[2], &spellings);

	while (rc == 0 && at < end) {
		if (room_for_one(&s->own, s->n_own, &s->own_capacity) < 0)
			return BIS_ENOMEM;
		s->own[s->n_own++] =
			(struct own_sound){ (char32_t)utf8_next(&at, end), spellings };
	}
	return rc;
}

static int read_word(struct sounds *s, const struct table_row *row)
{
	struct established word = { 0 };
	char32_t han[SPELLING_MAX + 1];
	size_t n;

	if (room_for_one(&s->words, s->n_words, &s->words_capacity) < 0)
		return BIS_ENOMEM;
	int rc = han_fold(
		row->cells[1], strlen(row->cells[1]), true, han, SPELLING_MAX + 1, &n);
	if (rc < 0)
		return rc;
	if (n > SPELLING_MAX)
		return table_flaw(row, "too long a word:", row->cells[1]);
	memcpy(word.han, han, n * sizeof(*han));
	word.n = (uint8_t)n;
	rc = read_spellings(s, row->cells[2], &word.spellings);
	s->words[s->n_words++] = word;
	return rc;
}

static int read_unvowelled(struct sounds *s, const struct table_row *row)
{
	for (int script = 0; script <= IN_OTHER; script++)
		if (strstr(row->cells[1], script_tag((enum name_script)script)) != NULL)
			s->unvowelled[script] = true;
	return 0;
}

static int read_suffix(struct sounds *s, const struct table_row *row)
{
	return read_spellings(s, row->cells[1], &s->suffixes);
}

static int read_prefix(struct sounds *s, const struct table_row *row)
{
	return read_spellings(s, row->cells[1], &s->prefixes);
}

static int read_foreign(struct sounds *s, const struct table_row *row)
{
	return read_spellings(s, row->cells[1], &s->foreign);
}

static int read_skip(struct sounds *s, const struct table_row *row)
{
	return read_spellings(s, row->cells[1], &s->skips);
}

static int read_vowels(struct sounds *s, const struct table_row *row)
{
	return read_spellings(s, row->cells[1], &s->vowels);
}

static int read_twice(struct sounds *s, const struct table_row *row)
{
	return read_spellings(s, row->cells[1], &s->twice);
}

static int read_shared(struct sounds *s, const struct table_row *row)
{
	return read_spellings(s, row->cells[1], &s->shared);
}

static int read_row(void *ctx, const struct table_row *row)
{
	static const struct {
		const char *name;
		int (*read)(struct sounds *s, const struct table_row *row);
	} kinds[] = {
		{ "unvowelled", read_unvowelled },
		{ "initial", read_initial },
		{ "final", read_final },
		{ "syllable", read_syllable },
		{ "char", read_characters },
		{ "word", read_word },
		{ "suffix", read_suffix },
		{ "prefix", read_prefix },
		{ "foreign", read_foreign },
		{ "skip", read_skip },
		{ "vowels", read_vowels },
		{ "twice", read_twice },
		{ "shared", read_shared },
	};

	for (size_t i = 0; i < N_ELEMENTS(kinds); i++)
		if (strcmp(kinds[i].name, row->cells[0]) == 0)
			return kinds[i].read(ctx, row);
	return table_flaw(row, "there is no row of the kind", row->cells[0]);
}

/* The longest of the list that the text begins with; NULL none. */
static const struct named *longest(const struct named *list, size_t n, const char *text)
{
	const struct named *best = NULL;

	for (size_t i = 0; i < n; i++)
		if (strncmp(text, list[i].name, strlen(list[i].name)) == 0 &&
			(best == NULL || strlen(list[i].name) > strlen(best->name)))
			best = &list[i];
	return best;
}

static const struct named *named(const struct named *list, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].name, name) == 0)
			return &list[i];
	return NULL;
}

/* Each syllable's beginning and end. */
static void cut_syllables(struct sounds *s)
{
	for (size_t i = 0; i < han_syllable_count(s->reader); i++) {
		const char *syllable = han_syllable(s->reader, i);
		const struct named *initial =
			longest(s->initials, s->n_initials, syllable);
		size_t size = initial == NULL ? 0 : strlen(initial->name);
		const struct named *final =
			named(s->finals, s->n_finals, syllable + size);
		if (initial == NULL)
			initial = named(s->initials, s->n_initials, "0");
		if (initial == NULL || final == NULL)
			continue;
		s->syllables[i].initial = initial->spellings;
		s->syllables[i].final = final->spellings;
	}
}

static int by_character(const void *a, const void *b)
{
	const struct own_sound *one = a, *other = b;

	if (one->character != other->character)
		return one->character < other->character ? -1 : 1;
	return one->spellings.from < other->spellings.from ? -1 : 1;
}

int established_order(const void *a, const void *b)
{
	const struct established *one = a, *other = b;

	return memcmp(one->han, other->han, sizeof(one->han));
}

static int mark_letters(struct sounds *s, const struct spellings *of, uint8_t as)
{
	for (size_t i = 0; i < of->n; i++) {
		char32_t c = spelling_at(s, of, i)->letters[0];

		if (c >= ALPHABET_TOP)
			return err_set(BIS_EFORMAT, "%s: no letter of a name: U+%04X",
				TABLE, (unsigned)c);
		s->letters[c] |= as;
		if (same_letter(LETTER_UE, c))
			s->letters[LETTER_UE] |= as;
	}
	return 0;
}

/* Of two rows for one character one would never be read. */
static int refuse_twice(const struct sounds *s)
{
	for (size_t i = 1; i < s->n_own; i++)
		if (s->own[i].character == s->own[i - 1].character)
			return err_set(BIS_EFORMAT, "%s: two rows for U+%04X", TABLE,
				(unsigned)s->own[i].character);
	return 0;
}

/* By the first letter, the cheaper first. */
static int by_first_letter(const void *a, const void *b)
{
	const struct spelling *one = a, *other = b;

	if (one->letters[0] != other->letters[0])
		return one->letters[0] < other->letters[0] ? -1 : 1;
	return (int)one->price - (int)other->price;
}

static int sort_all(struct sounds *s)
{
	if (s->skips.n > 0)
		qsort(&s->pool[s->skips.from], s->skips.n, sizeof(*s->pool),
			by_first_letter);
	if (s->n_own > 0)
		qsort(s->own, s->n_own, sizeof(*s->own), by_character);
	if (s->n_words > 0)
		qsort(s->words, s->n_words, sizeof(*s->words), established_order);
	return refuse_twice(s);
}

static void sounds_freep(struct sounds **s)
{
	sounds_free(*s);
}

int sounds_open(const struct han_reader *reader, struct sounds **out)
{
	cleanup(sounds_freep) struct sounds *s = calloc(1, sizeof(*s));

	*out = NULL;
	if (s == NULL)
		return err_nomem();
	s->reader = reader;
	s->initials = calloc(NAMED_MOST, sizeof(*s->initials));
	s->finals = calloc(NAMED_MOST, sizeof(*s->finals));
	s->syllables = calloc(han_syllable_count(reader) + 1, sizeof(*s->syllables));
	if (s->initials == NULL || s->finals == NULL || s->syllables == NULL)
		return err_nomem();
	int rc = table_of_asset(TABLE, read_row, s);
	rc = rc < 0 ? rc : mark_letters(s, &s->vowels, LETTER_IS_VOWEL);
	rc = rc < 0 ? rc : mark_letters(s, &s->skips, LETTER_IS_SKIPPED);
	if (rc < 0)
		return rc;
	cut_syllables(s);
	rc = sort_all(s);
	if (rc == 0)
		*out = steal(&s);
	return rc;
}

void sounds_free(struct sounds *s)
{
	if (s == NULL)
		return;
	free(s->pool);
	free(s->initials);
	free(s->finals);
	free(s->syllables);
	free(s->own);
	free(s->words);
	free(s);
}
