/* SPDX-License-Identifier: Apache-2.0
 *
 * How Han characters are read: the table of readings in the shape it is asked in.
 *
 * The table says for each syllable which characters have it.  The first readings become
 * an array by code point that holds the number of a syllable; the few that a character
 * has besides, and surnames, lists sorted by character.
 */
#include "config.h"
#include "src/text/han.h"

#include <string.h>

#include "src/base/assets.h"
#include "src/base/err.h"
#include "src/text/utf8.h"

#define TABLE "src/text/han-readings.tsv"
#define FIRST 0x3400
#define LAST 0x9FFF
#define SYLLABLE_BYTES 8 /* of the longest, "zhuang", and its end */

struct other_reading {
	char32_t character;
	uint16_t syllable;
};

struct surname {
	char32_t letters[HAN_SURNAME];
	size_t n;
	uint16_t syllables[HAN_SURNAME];
};

struct han_reader {
	uint16_t first[LAST - FIRST + 1]; /* 1 + number of the syllable; 0 none */
	char (*syllables)[SYLLABLE_BYTES];
	size_t n_syllables;
	struct other_reading *others; /* by character, then as the table has them */
	size_t n_others;
	struct surname *surnames; /* by first character, longer ones first */
	size_t n_surnames;
	struct surname *by_sound; /* by first syllable, then the others */
};

/* --- reading the table --- */

struct row {
	const char *kind, *sound, *characters, *end; /* a tab or line end behind each */
};

static int bad_row(const char *at)
{
	return err_set(BIS_EFORMAT, "%s: no row of readings: %.20s", TABLE, at);
}

static bool is_kind(const struct row *row, const char *kind)
{
	size_t size = strlen(kind);

	return (size_t)(row->sound - row->kind) == size + 1 &&
	       memcmp(row->kind, kind, size) == 0;
}

static int split_row(const char *line, const char *end, struct row *row)
{
	const char *sound = memchr(line, '\t', (size_t)(end - line));
	const char *characters =
		sound == NULL ? NULL : memchr(sound + 1, '\t', (size_t)(end - sound - 1));

	if (characters == NULL)
		return bad_row(line);
	*row = (struct row){ line, sound + 1, characters + 1, end };
	return 0;
}

typedef int row_reader(struct han_reader *h, const struct row *row);

static int each_row(struct han_reader *h, const struct asset *table, row_reader *read)
{
	const char *end = table->data + table->size;
	int rc = 0;

	for (const char *line = table->data; rc == 0 && line < end;) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));
		struct row row;

		stop = stop == NULL ? end : stop;
		if (*line != '#' && stop > line) {
			rc = split_row(line, stop, &row);
			rc = rc < 0 ? rc : read(h, &row);
		}
		line = stop + 1;
	}
	return rc;
}

/* Makes room before anything is stored: no more syllables than rows, no more of the
 * others than characters. */
static int count_row(struct han_reader *h, const struct row *row)
{
	size_t n = utf8_length(row->characters, (size_t)(row->end - row->characters));

	h->n_syllables += is_kind(row, "read");
	h->n_others += is_kind(row, "also") ? n : 0;
	h->n_surnames += is_kind(row, "surname") ? n : 0;
	return 0;
}

static int make_room(struct han_reader *h)
{
	h->syllables = calloc(h->n_syllables + 1, sizeof(*h->syllables));
	h->others = calloc(h->n_others + 1, sizeof(*h->others));
	h->surnames = calloc(h->n_surnames + 1, sizeof(*h->surnames));
	h->by_sound = calloc(h->n_surnames + 1, sizeof(*h->by_sound));
	h->n_syllables = h->n_others = h->n_surnames = 0;
	return h->syllables == NULL || h->others == NULL || h->surnames == NULL ||
			       h->by_sound == NULL
		       ? err_nomem()
		       : 0;
}

/* The number of a syllable (rows of first readings stand sorted), or -1. */
static int find_syllable(const struct han_reader *h, const char *text, size_t size)
{
	size_t low = 0, high = h->n_syllables;

	while (low < high) {
		size_t middle = (low + high) / 2;
		const char *here = h->syllables[middle];
		int order = strncmp(here, text, size);
		if (order == 0 && here[size] == '\0')
			return (int)middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return -1;
}

static int read_first(struct han_reader *h, const struct row *row)
{
	size_t size = (size_t)(row->characters - row->sound) - 1;

	if (!is_kind(row, "read"))
		return 0;
	if (size == 0 || size >= SYLLABLE_BYTES)
		return bad_row(row->kind);
	memcpy(h->syllables[h->n_syllables++], row->sound, size);
	for (const char *at = row->characters; at < row->end;) {
		int32_t c = utf8_next(&at, row->end);
		if (c >= FIRST && c <= LAST)
			h->first[c - FIRST] = (uint16_t)h->n_syllables;
	}
	return 0;
}

static int read_other(struct han_reader *h, const struct row *row)
{
	int syllable =
		find_syllable(h, row->sound, (size_t)(row->characters - row->sound) - 1);

	if (syllable < 0)
		return bad_row(row->kind);
	for (const char *at = row->characters; at < row->end;)
		h->others[h->n_others++] =
			(struct other_reading){ (char32_t)utf8_next(&at, row->end),
				(uint16_t)syllable };
	return 0;
}

/* The syllables of a surname, parted by spaces. */
static int read_sounds(struct han_reader *h, const struct row *row, struct surname *out)
{
	const char *end = row->characters - 1;

	for (const char *at = row->sound; at < end && out->n < HAN_SURNAME;) {
		const char *stop = memchr(at, ' ', (size_t)(end - at));
		stop = stop == NULL ? end : stop;
		int syllable = find_syllable(h, at, (size_t)(stop - at));
		if (syllable < 0)
			return bad_row(row->kind);
		out->syllables[out->n++] = (uint16_t)syllable;
		at = stop + 1;
	}
	return 0;
}

static int read_surname(struct han_reader *h, const struct row *row)
{
	struct surname surname = { 0 };
	int rc = read_sounds(h, row, &surname);

	for (const char *at = row->characters; rc == 0 && at < row->end;) {
		for (size_t i = 0; i < surname.n && at < row->end; i++)
			surname.letters[i] = (char32_t)utf8_next(&at, row->end);
		h->surnames[h->n_surnames++] = surname;
	}
	return rc;
}

static int read_more(struct han_reader *h, const struct row *row)
{
	if (is_kind(row, "also"))
		return read_other(h, row);
	if (is_kind(row, "surname"))
		return read_surname(h, row);
	return is_kind(row, "read") ? 0 : bad_row(row->kind);
}

static int by_character(const void *a, const void *b)
{
	const struct other_reading *one = a, *other = b;

	if (one->character != other->character)
		return one->character < other->character ? -1 : 1;
	return one->syllable - other->syllable;
}

static int by_letters(const void *a, const void *b)
{
	const struct surname *one = a, *other = b;

	if (one->letters[0] != other->letters[0])
		return one->letters[0] < other->letters[0] ? -1 : 1;
	return (one->n < other->n) - (one->n > other->n);
}

static int by_syllables(const void *a, const void *b)
{
	const struct surname *one = a, *other = b;

	if (one->n != other->n)
		return one->n < other->n ? -1 : 1;
	for (size_t i = 0; i < one->n; i++)
		if (one->syllables[i] != other->syllables[i])
			return one->syllables[i] < other->syllables[i] ? -1 : 1;
	return 0;
}

static void sort_all(struct han_reader *h)
{
	qsort(h->others, h->n_others, sizeof(*h->others), by_character);
	qsort(h->surnames, h->n_surnames, sizeof(*h->surnames), by_letters);
	memcpy(h->by_sound, h->surnames, h->n_surnames * sizeof(*h->surnames));
	qsort(h->by_sound, h->n_surnames, sizeof(*h->by_sound), by_syllables);
}

int han_reader_new(struct han_reader **out)
{
	cleanup(han_reader_freep) struct han_reader *h = calloc(1, sizeof(*h));
	const struct asset *table = asset_find(TABLE);

	*out = NULL;
	if (h == NULL)
		return err_nomem();
	if (table == NULL)
		return err_set(BIS_EIO, "%s is missing from the library", TABLE);
	int rc = each_row(h, table, count_row);
	rc = rc < 0 ? rc : make_room(h);
	rc = rc < 0 ? rc : each_row(h, table, read_first);
	rc = rc < 0 ? rc : each_row(h, table, read_more);
	if (rc < 0)
		return rc;
	sort_all(h);
	*out = steal(&h);
	return 0;
}

void han_reader_free(struct han_reader *h)
{
	if (h == NULL)
		return;
	free(h->syllables);
	free(h->others);
	free(h->surnames);
	free(h->by_sound);
	free(h);
}

void han_reader_freep(struct han_reader **h)
{
	han_reader_free(*h);
}

/* --- asking it --- */

static const char *first_reading(const struct han_reader *h, char32_t c)
{
	uint16_t syllable = c >= FIRST && c <= LAST ? h->first[c - FIRST] : 0;

	return syllable == 0 ? NULL : h->syllables[syllable - 1];
}

/* The first of the sorted other readings that is not before the character. */
static size_t others_from(const struct han_reader *h, char32_t c)
{
	size_t low = 0, high = h->n_others;

	while (low < high) {
		size_t middle = (low + high) / 2;
		if (h->others[middle].character < c)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t han_readings(const struct han_reader *h, char32_t c, const char *out[HAN_READINGS])
{
	const char *first = first_reading(h, c);
	size_t n = 0;

	if (first == NULL)
		return 0;
	out[n++] = first;
	for (size_t i = others_from(h, c);
		i < h->n_others && h->others[i].character == c && n < HAN_READINGS; i++)
		out[n++] = h->syllables[h->others[i].syllable];
	return n;
}

static size_t surnames_from(const struct han_reader *h, char32_t c)
{
	size_t low = 0, high = h->n_surnames;

	while (low < high) {
		size_t middle = (low + high) / 2;
		if (h->surnames[middle].letters[0] < c)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t han_surname(const struct han_reader *h, const char32_t *letters, size_t n,
	const char *out[HAN_SURNAME])
{
	if (n == 0)
		return 0;
	for (size_t i = surnames_from(h, letters[0]); i < h->n_surnames; i++) {
		const struct surname *s = &h->surnames[i];
		if (s->letters[0] != letters[0])
			break;
		if (s->n > n || memcmp(s->letters, letters, s->n * sizeof(*letters)) != 0)
			continue;
		for (size_t k = 0; out != NULL && k < s->n; k++)
			out[k] = h->syllables[s->syllables[k]];
		return s->n;
	}
	return 0;
}

bool han_read_surname(const struct han_reader *h, const char *const *syllables, size_t n)
{
	struct surname wanted = { .n = n };

	if (n == 0 || n > HAN_SURNAME)
		return false;
	for (size_t i = 0; i < n; i++) {
		int syllable = find_syllable(h, syllables[i], strlen(syllables[i]));
		if (syllable < 0)
			return false;
		wanted.syllables[i] = (uint16_t)syllable;
	}
	return bsearch(&wanted, h->by_sound, h->n_surnames, sizeof(wanted),
		       by_syllables) != NULL;
}

size_t han_syllable_count(const struct han_reader *h)
{
	return h->n_syllables;
}

const char *han_syllable(const struct han_reader *h, size_t i)
{
	return h->syllables[i];
}

size_t han_syllable_number(const struct han_reader *h, const char *syllable)
{
	return (size_t)(syllable - h->syllables[0]) / SYLLABLE_BYTES;
}

/* --- whole texts --- */

/* The characters of a text, with their readings. */
struct read_text {
	char32_t *letters;
	const char **syllables; /* NULL of what has no reading */
	size_t n;
};

static void free_read(struct read_text *t)
{
	free(t->letters);
	free(t->syllables);
}

static int read_letters(
	const struct han_reader *h, const char *text, size_t size, struct read_text *out)
{
	size_t bad = utf8_valid(text, size);

	if (bad != size)
		return err_set(BIS_EFORMAT, "byte %zu of the text is not UTF-8", bad + 1);
	out->letters = malloc((size + 1) * sizeof(*out->letters));
	out->syllables = malloc((size + 1) * sizeof(*out->syllables));
	if (out->letters == NULL || out->syllables == NULL)
		return err_nomem();
	for (const char *at = text; at < text + size; out->n++) {
		out->letters[out->n] = (char32_t)utf8_next(&at, text + size);
		out->syllables[out->n] = first_reading(h, out->letters[out->n]);
	}
	return 0;
}

static void add_letter(struct buf *out, char32_t c)
{
	char bytes[4];

	buf_add(out, bytes, utf8_put(bytes, (int32_t)c));
}

int han_pinyin(const struct han_reader *h, const char *text, size_t size, bool surname,
	struct buf *out)
{
	cleanup(free_read) struct read_text t = { 0 };
	int rc = read_letters(h, text, size, &t);

	if (rc < 0)
		return rc;
	if (surname && t.n > 0)
		han_surname(h, t.letters, t.n, t.syllables);
	for (size_t i = 0; i < t.n; i++) {
		bool parted =
			t.syllables[i] != NULL || (i > 0 && t.syllables[i - 1] != NULL);
		if (parted && i > 0 && t.letters[i] != ' ' && t.letters[i - 1] != ' ')
			buf_addc(out, ' ');
		if (t.syllables[i] != NULL)
			buf_adds(out, t.syllables[i]);
		else
			add_letter(out, t.letters[i]);
	}
	return buf_ok(out) ? 0 : err_nomem();
}

static void add_capital(struct buf *out, const char *syllable)
{
	if (syllable[0] >= 'a' && syllable[0] <= 'z')
		buf_addc(out, (char)(syllable[0] - 'a' + 'A'));
	buf_adds(out, syllable + 1);
}

static void add_word(struct buf *out, const char *const *syllables, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i == 0)
			add_capital(out, syllables[i]);
		else
			buf_addf(out, "'%s", syllables[i]);
	}
}

/* A person's name has one to three characters behind the surname; a longer word, and a
 * surname alone, is a word. */
#define GIVEN_MAX 3

static void add_run(const struct han_reader *h, struct read_text *t, size_t from,
	size_t n, struct buf *out)
{
	const char *sounds[HAN_SURNAME];
	size_t surname = han_surname(h, t->letters + from, n, sounds);

	if (surname == 0 || surname >= n || n - surname > GIVEN_MAX) {
		add_word(out, t->syllables + from, n);
		return;
	}
	add_word(out, sounds, surname);
	buf_addc(out, ' ');
	add_word(out, t->syllables + from + surname, n - surname);
}

int han_name(const struct han_reader *h, const char *text, size_t size, struct buf *out)
{
	cleanup(free_read) struct read_text t = { 0 };
	int rc = read_letters(h, text, size, &t);

	if (rc < 0)
		return rc;
	for (size_t i = 0; i < t.n;) {
		size_t n = 0;
		while (i + n < t.n && t.syllables[i + n] != NULL)
			n++;
		if (n > 0)
			add_run(h, &t, i, n, out);
		else
			add_letter(out, t.letters[i]);
		i += n > 0 ? n : 1;
	}
	return buf_ok(out) ? 0 : err_nomem();
}
