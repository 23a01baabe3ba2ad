/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading the table of the sounds of Han characters (termbase/names/han-sounds.tsv).
 */
#include "config.h"
#include "termbase/names-han-table.h"

#include <string.h>

#include "src/base/assets.h"
#include "src/base/err.h"
#include "src/text/utf8.h"

#define TABLE "termbase/names/han-sounds.tsv"

/* ---- reading the table ---- */

static int bad_row(const char *at)
{
	return err_set(BIS_EFORMAT, "%s: no row of sounds: %.30s", TABLE, at);
}

/* Room for one more of `size` bytes each. */
static void *grow(void *at, size_t n, size_t *capacity, size_t size)
{
	if (n < *capacity)
		return at;
	size_t wanted = *capacity == 0 ? 64 : 2 * *capacity;
	void *grown = realloc(at, wanted * size);
	if (grown == NULL) {
		err_nomem();
		return NULL;
	}
	*capacity = wanted;
	return grown;
}

static int set_letters(struct spelling *spelling, const char *word, size_t size)
{
	char32_t letters[SPELT_MOST + 1];
	size_t n;
	int rc = han_fold(word, size, true, letters, SPELT_MOST + 1, &n);

	if (rc < 0)
		return rc;
	if (n > SPELT_MOST)
		return bad_row(word);
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
	void *grown = grow(s->pool, s->n_pool, &s->capacity, sizeof(*s->pool));

	if (grown == NULL)
		return BIS_ENOMEM;
	s->pool = grown;
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

static int read_spellings(
	struct sounds *s, const char *at, const char *end, struct spellings *out)
{
	int rc = 0;

	out->from = (uint32_t)s->n_pool;
	while (at < end && rc == 0) {
		const char *stop = memchr(at, ' ', (size_t)(end - at));
		stop = stop == NULL ? end : stop;
		if (stop > at)
			rc = read_spelling(s, at, (size_t)(stop - at));
		at = stop + 1;
	}
	out->n = (uint32_t)s->n_pool - out->from;
	return rc;
}

struct row {
	const char *kind, *which, *spellings,
		*end; /* a tab or the line's end behind each */
};

static bool is_kind(const struct row *row, const char *kind)
{
	size_t size = strlen(kind);

	return strncmp(row->kind, kind, size) == 0 && row->kind[size] == '\t';
}

#define NAMED_MOST 64

static int read_named(
	struct sounds *s, const struct row *row, struct named *list, size_t *n)
{
	size_t size = (size_t)(row->spellings - row->which) - 1;

	if (*n == NAMED_MOST || size >= sizeof(list->name))
		return bad_row(row->kind);
	memcpy(list[*n].name, row->which, size);
	return read_spellings(s, row->spellings, row->end, &list[(*n)++].spellings);
}

static int read_syllable(struct sounds *s, const struct row *row)
{
	size_t size = (size_t)(row->spellings - row->which) - 1;

	for (size_t i = 0; i < han_syllable_count(s->reader); i++) {
		const char *syllable = han_syllable(s->reader, i);
		if (strlen(syllable) == size && memcmp(syllable, row->which, size) == 0)
			return read_spellings(
				s, row->spellings, row->end, &s->syllables[i].whole);
	}
	return bad_row(row->kind);
}

/* One row may be of several characters. */
static int read_characters(struct sounds *s, const struct row *row)
{
	struct spellings spellings;
	int rc = read_spellings(s, row->spellings, row->end, &spellings);

	for (const char *at = row->which; rc == 0 && at < row->spellings - 1;) {
		void *grown = grow(s->own, s->n_own, &s->own_capacity, sizeof(*s->own));
		if (grown == NULL)
			return BIS_ENOMEM;
		s->own = grown;
		s->own[s->n_own++] =
			(struct own_sound){ (char32_t)utf8_next(&at, row->spellings - 1),
				spellings };
	}
	return rc;
}

static int read_word(struct sounds *s, const struct row *row)
{
	struct established word = { 0 };
	void *grown = grow(s->words, s->n_words, &s->words_capacity, sizeof(*s->words));

	if (grown == NULL)
		return BIS_ENOMEM;
	s->words = grown;
	size_t n;
	int rc = han_fold(row->which, (size_t)(row->spellings - row->which) - 1, true,
		word.han, SPELLING_MAX, &n);
	if (rc < 0)
		return rc;
	word.n = (uint8_t)n;
	rc = read_spellings(s, row->spellings, row->end, &word.spellings);
	s->words[s->n_words++] = word;
	return rc;
}

static int read_unvowelled(struct sounds *s, const struct row *row)
{
	for (int script = 0; script <= IN_OTHER; script++) {
		const char *tag = script_tag((enum name_script)script);
		for (const char *at = row->which; at + 4 <= row->end; at += 5)
			if (memcmp(at, tag, 4) == 0)
				s->unvowelled[script] = true;
	}
	return 0;
}

static int read_row(struct sounds *s, const struct row *row)
{
	if (is_kind(row, "unvowelled"))
		return read_unvowelled(s, row);
	if (is_kind(row, "initial"))
		return read_named(s, row, s->initials, &s->n_initials);
	if (is_kind(row, "final"))
		return read_named(s, row, s->finals, &s->n_finals);
	if (is_kind(row, "syllable"))
		return read_syllable(s, row);
	if (is_kind(row, "char"))
		return read_characters(s, row);
	if (is_kind(row, "word"))
		return read_word(s, row);
	if (is_kind(row, "suffix"))
		return read_spellings(s, row->which, row->end, &s->suffixes);
	if (is_kind(row, "skip"))
		return read_spellings(s, row->which, row->end, &s->skips);
	if (is_kind(row, "vowels"))
		return read_spellings(s, row->which, row->end, &s->vowels);
	if (is_kind(row, "twice"))
		return read_spellings(s, row->which, row->end, &s->twice);
	return bad_row(row->kind);
}

static int read_line(struct sounds *s, const char *line, const char *end)
{
	const char *which = memchr(line, '\t', (size_t)(end - line));

	if (which == NULL)
		return bad_row(line);
	const char *spellings = memchr(which + 1, '\t', (size_t)(end - which) - 1);
	struct row row = { line, which + 1, spellings == NULL ? end + 1 : spellings + 1,
		end };
	return read_row(s, &row);
}

static int read_table(struct sounds *s, const struct asset *table)
{
	const char *end = table->data + table->size;
	int rc = 0;

	for (const char *line = table->data; rc == 0 && line < end;) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));
		stop = stop == NULL ? end : stop;
		if (*line != '#' && stop > line)
			rc = read_line(s, line, stop);
		line = stop + 1;
	}
	return rc;
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

static void sort_all(struct sounds *s)
{
	if (s->n_own > 0)
		qsort(s->own, s->n_own, sizeof(*s->own), by_character);
	if (s->n_words > 0)
		qsort(s->words, s->n_words, sizeof(*s->words), established_order);
}

static void sounds_freep(struct sounds **s)
{
	sounds_free(*s);
}

int sounds_open(const struct han_reader *reader, struct sounds **out)
{
	cleanup(sounds_freep) struct sounds *s = calloc(1, sizeof(*s));
	const struct asset *table = asset_find(TABLE);

	*out = NULL;
	if (s == NULL)
		return err_nomem();
	if (table == NULL)
		return err_set(BIS_EIO, "%s is missing from the library", TABLE);
	s->reader = reader;
	s->initials = calloc(NAMED_MOST, sizeof(*s->initials));
	s->finals = calloc(NAMED_MOST, sizeof(*s->finals));
	s->syllables = calloc(han_syllable_count(reader) + 1, sizeof(*s->syllables));
	if (s->initials == NULL || s->finals == NULL || s->syllables == NULL)
		return err_nomem();
	int rc = read_table(s, table);
	if (rc < 0)
		return rc;
	cut_syllables(s);
	sort_all(s);
	*out = steal(&s);
	return 0;
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
