/* SPDX-License-Identifier: Apache-2.0
 *
 * Asking the tables: the endings a word may have are taken off, what is left must look as
 * the row says, and the row must be the first of its paradigm that fits.
 */
#include "config.h"
#include "termbase/endings.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/text/letters.h"
#include "src/text/utf8.h"
#include "termbase/endings-table.h"

/* A word as it is written and in small letters. */
struct word {
	char32_t written[ENDINGS_LETTERS], small[ENDINGS_LETTERS];
	size_t n;
};

static bool word_read(const char *text, size_t size, struct word *w)
{
	const char *end = text + size;

	w->n = 0;
	while (text < end) {
		if (w->n == ENDINGS_LETTERS)
			return false;
		w->written[w->n] = (char32_t)utf8_next(&text, end);
		w->small[w->n] = (char32_t)letter_small((int32_t)w->written[w->n]);
		w->n++;
	}
	return true;
}

/* The table of the tag, else that of the tag with less said ("ru-RU", "ru"). */
static const struct ending_table *table_of(const struct endings *e, const char *lang)
{
	size_t size = strlen(lang);

	while (size > 0) {
		for (size_t i = 0; i < e->n_tables; i++) {
			const char *have = e->tables[i]->lang;
			if (strlen(have) == size && memcmp(have, lang, size) == 0)
				return e->tables[i];
		}
		while (size > 0 && lang[--size] != '-')
			;
	}
	return NULL;
}

/* --- what fits ------------------------------------------------------------------- */

static bool holds(const struct ending_class *c, char32_t letter)
{
	for (const char32_t *at = c->letters; *at != 0; at++)
		if (*at == letter)
			return true;
	return false;
}

/* Whether the stem ends in the pattern [begin, end); "^" its beginning. */
static bool ends_in(const struct ending_table *t, const char32_t *stem, size_t n,
	const char32_t *begin, const char32_t *end)
{
	while (end > begin) {
		char32_t c = *--end;
		if (c == '^') {
			if (n > 0)
				return false;
			continue;
		}
		if (n == 0)
			return false;
		n--;
		if (c >= STEM_CLASS ? !holds(&t->classes[c - STEM_CLASS], stem[n])
				    : c != stem[n])
			return false;
	}
	return true;
}

static bool stem_fits(const struct ending_table *t, const struct ending_row *row,
	const char32_t *stem, size_t n)
{
	const char32_t *at = row->stem;

	if (*at == 0)
		return true;
	while (true) {
		const char32_t *end = at;
		while (*end != 0 && *end != '|')
			end++;
		if (ends_in(t, stem, n, at, end))
			return true;
		if (*end == 0)
			return false;
		at = end + 1;
	}
}

/* Whether the last letter of a class that rows name for vowels is of the wanted one. */
static bool vowel_fits(
	const struct ending_table *t, int wanted, const char32_t *stem, size_t n)
{
	if (wanted < 0)
		return true;
	while (n-- > 0) {
		if (holds(&t->classes[wanted], stem[n]))
			return true;
		for (size_t i = 0; i < t->n_classes; i++) {
			if (t->classes[i].harmony && holds(&t->classes[i], stem[n]))
				return false;
		}
	}
	return false;
}

static bool row_fits(const struct ending_table *t, const struct ending_row *row,
	const char32_t *base, size_t n)
{
	if (n <= row->n_first || n < 2)
		return false;
	size_t stem = n - row->n_first;
	return memcmp(base + stem, row->first, row->n_first * sizeof(*base)) == 0 &&
	       stem_fits(t, row, base, stem) && vowel_fits(t, row->vowel, base, stem);
}

/* The first row of the paradigm that fits. */
static const struct ending_row *row_of(const struct ending_table *t, const char *paradigm,
	const char32_t *base, size_t n)
{
	for (size_t i = 0; i < t->n_rows; i++) {
		if (strcmp(t->rows[i].paradigm, paradigm) == 0 &&
			row_fits(t, &t->rows[i], base, n))
			return &t->rows[i];
	}
	return NULL;
}

/* --- from a word to its bases ---------------------------------------------------- */

void bases_finish(struct bases *b)
{
	free(b->at);
	buf_free(&b->room);
	*b = (struct bases){ 0 };
}

static void put_letter(struct buf *out, char32_t c)
{
	char bytes[4];

	buf_add(out, bytes, utf8_put(bytes, (int32_t)c));
}

/* An ending in the case of the word it is put to: capitals where that has only such. */
static void put_ending(struct buf *out, const struct word *w, size_t stem,
	const char32_t *letters, size_t n)
{
	bool capitals = stem > 1;

	for (size_t i = 0; i < stem && capitals; i++)
		capitals = w->written[i] != w->small[i] ||
			   letter_capital((int32_t)w->small[i]) == (int32_t)w->small[i];
	for (size_t i = 0; i < n; i++)
		put_letter(out, capitals ? (char32_t)letter_capital((int32_t)letters[i])
					 : letters[i]);
}

static void put_word(struct buf *out, const struct word *w, size_t stem,
	const char32_t *letters, size_t n)
{
	for (size_t i = 0; i < stem; i++)
		put_letter(out, w->written[i]);
	put_ending(out, w, stem, letters, n);
}

static bool is_there(const struct bases *b, const struct base_form *f)
{
	for (size_t i = 0; i < b->n; i++) {
		const struct base_form *x = &b->at[i];
		size_t begin = (size_t)(uintptr_t)x->text;
		if (x->size == f->size && x->grammatical == f->grammatical &&
			x->feminine == f->feminine &&
			memcmp(b->room.data + begin, f->text, f->size) == 0)
			return true;
	}
	return false;
}

/* Adds a base whose text is the end of the room, from `begin`.  While they are collected
 * `text` is an offset: the room moves. */
static int keep_base(struct bases *b, struct base_form f, size_t begin)
{
	f.size = b->room.size - begin;
	f.text = b->room.data + begin;
	if (is_there(b, &f)) {
		buf_truncate(&b->room, begin);
		return 0;
	}
	if (room_for_one(&b->at, b->n, &b->capacity) < 0)
		return BIS_ENOMEM;
	f.text = (const char *)(uintptr_t)begin;
	b->at[b->n++] = f;
	buf_addc(&b->room, '\0');
	return buf_ok(&b->room) ? 0 : err_nomem();
}

static bool has_ending(const struct word *w, const struct ending *e)
{
	return w->n > e->n && memcmp(w->small + w->n - e->n, e->letters,
				      e->n * sizeof(*e->letters)) == 0;
}

static int try_ending(const struct ending_table *t, const struct ending *e,
	const struct word *w, struct bases *out)
{
	const struct ending_row *row = &t->rows[e->row];
	char32_t base[ENDINGS_LETTERS + ENDING_MAX];
	size_t stem = w->n - e->n, begin = out->room.size;

	memcpy(base, w->small, stem * sizeof(*base));
	memcpy(base + stem, row->first, row->n_first * sizeof(*base));
	size_t n = stem + row->n_first;
	if (n == w->n && memcmp(base, w->small, n * sizeof(*base)) == 0)
		return 0;
	if (row_of(t, row->paradigm, base, n) != row)
		return 0;
	put_word(&out->room, w, stem, row->first, row->n_first);
	if (!buf_ok(&out->room))
		return err_nomem();
	return keep_base(out,
		(struct base_form){ .grammatical = t->cases[e->in],
			.paradigm = row->paradigm,
			.feminine = row->gender == 'f' },
		begin);
}

/* The endings whose last letter is `last` (0: those that are nothing). */
static int try_letter(const struct ending_table *t, char32_t last, const struct word *w,
	struct bases *out)
{
	size_t low = 0, high = t->n_endings;
	int rc = 0;

	while (low < high) {
		size_t middle = (low + high) / 2;
		const struct ending *e = &t->endings[middle];
		if ((e->n == 0 ? 0 : e->letters[e->n - 1]) < last)
			low = middle + 1;
		else
			high = middle;
	}
	for (; rc == 0 && low < t->n_endings; low++) {
		const struct ending *e = &t->endings[low];
		if ((e->n == 0 ? 0 : e->letters[e->n - 1]) != last)
			break;
		if (has_ending(w, e))
			rc = try_ending(t, e, w, out);
	}
	return rc;
}

int endings_bases(const struct endings *e, const char *lang, const char *word,
	size_t size, struct bases *out)
{
	const struct ending_table *t = table_of(e, lang);
	struct word w;

	out->n = 0;
	buf_clear(&out->room);
	if (t == NULL || size == 0 || !word_read(word, size, &w))
		return 0;
	int rc = try_letter(t, w.small[w.n - 1], &w, out);
	if (rc == 0)
		rc = try_letter(t, 0, &w, out);
	for (size_t i = 0; i < out->n; i++)
		out->at[i].text = out->room.data + (uintptr_t)out->at[i].text;
	return rc;
}

/* --- from a base to a case ------------------------------------------------------- */

static const struct ending *ending_in(const struct ending_table *t,
	const struct ending_row *row, const char *grammatical)
{
	const struct ending *best = NULL;

	for (size_t i = 0; i < t->n_endings; i++) {
		const struct ending *e = &t->endings[i];
		if (&t->rows[e->row] == row &&
			strcmp(t->cases[e->in], grammatical) == 0 &&
			(best == NULL || e->rank < best->rank))
			best = e;
	}
	return best;
}

/* The ending of the case in the first paradigm of that gender that fits and has it. */
static const struct ending *any_ending(const struct ending_table *t, const struct word *w,
	const struct base_form *like, const struct ending_row **row)
{
	const struct ending *e = NULL;

	for (size_t i = 0; i < t->n_rows && e == NULL; i++) {
		*row = &t->rows[i];
		if (((*row)->gender == 'f') != like->feminine && (*row)->gender != 0)
			continue;
		if (row_of(t, (*row)->paradigm, w->small, w->n) == *row)
			e = ending_in(t, *row, like->grammatical);
	}
	return e;
}

int endings_put(const struct endings *e, const char *lang, const char *base, size_t size,
	const struct base_form *like, struct buf *out)
{
	const struct ending_table *t = table_of(e, lang);
	const struct ending *ending = NULL;
	struct word w;

	if (t == NULL || !word_read(base, size, &w))
		return 0;
	const struct ending_row *row = row_of(t, like->paradigm, w.small, w.n);
	if (row != NULL)
		ending = ending_in(t, row, like->grammatical);
	if (ending == NULL)
		ending = any_ending(t, &w, like, &row);
	if (ending == NULL)
		return 0;
	put_word(out, &w, w.n - row->n_first, ending->letters, ending->n);
	return buf_ok(out) ? 1 : err_nomem();
}
