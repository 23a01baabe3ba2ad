/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/store/misspelt.h"

#include <string.h>

#include "src/base/hash.h"
#include "src/text/utf8.h"

#define SHORTEST 4 /* letters of a word that has keys */
#define LONG 8     /* letters from which on two edits are allowed */
#define PARTS 3

struct letters {
	int32_t at[MISSPELT_MAX];
	size_t n; /* 0 also where there are too many */
};

static void letters_of(const char *word, size_t size, struct letters *l)
{
	const char *end = word + size;

	l->n = 0;
	while (word < end) {
		if (l->n == MISSPELT_MAX) {
			l->n = 0;
			return;
		}
		l->at[l->n++] = utf8_next(&word, end);
	}
}

static size_t add_key(
	int64_t *keys, size_t n, const int32_t *letters, size_t n_letters, uint64_t seed)
{
	int64_t key = (int64_t)hash_bytes(letters, n_letters * sizeof(*letters), seed);

	for (size_t i = 0; i < n; i++)
		if (keys[i] == key)
			return n;
	if (n < MISSPELT_KEYS)
		keys[n++] = key;
	return n;
}

/* The word whole, and with each letter left out. */
static size_t deletions(const struct letters *l, int64_t *keys)
{
	int32_t shorter[MISSPELT_MAX];
	size_t n = add_key(keys, 0, l->at, l->n, 0);

	for (size_t out = 0; out < l->n; out++) {
		memcpy(shorter, l->at, out * sizeof(*shorter));
		memcpy(shorter + out, l->at + out + 1,
			(l->n - out - 1) * sizeof(*shorter));
		n = add_key(keys, n, shorter, l->n - 1, 0);
	}
	return n;
}

/* Where part 0, 1, 2 of a word of `length` letters begins; part 3 is the end. */
static size_t part_begin(size_t length, size_t part)
{
	return part * length / PARTS;
}

static uint64_t part_seed(size_t length, size_t part)
{
	return length * PARTS + part + 1;
}

size_t misspelt_keys_of_word(const char *word, size_t size, int64_t keys[MISSPELT_KEYS])
{
	struct letters l;
	size_t n = 0;

	letters_of(word, size, &l);
	if (l.n < SHORTEST)
		return 0;
	if (l.n < LONG)
		return deletions(&l, keys);
	for (size_t part = 0; part < PARTS; part++) {
		size_t begin = part_begin(l.n, part);
		n = add_key(keys, n, l.at + begin, part_begin(l.n, part + 1) - begin,
			part_seed(l.n, part));
	}
	return n;
}

/* Places where a part of a word of `length` letters can stand in the query: what lies
 * before it has had at most `part` edits if it is the first that is unchanged, what lies
 * behind at most the rest. */
static size_t parts_in_query(
	const struct letters *q, size_t length, int64_t *keys, size_t n)
{
	long shift = (long)q->n - (long)length;

	for (size_t part = 0; part < PARTS; part++) {
		long begin = (long)part_begin(length, part);
		long size = (long)part_begin(length, part + 1) - begin;
		long before = (long)part, behind = PARTS - 1 - (long)part;
		long first = begin - before, last = begin + before;
		if (first < begin + shift - behind)
			first = begin + shift - behind;
		if (last > begin + shift + behind)
			last = begin + shift + behind;
		for (long at = first < 0 ? 0 : first;
			at <= last && at + size <= (long)q->n; at++)
			n = add_key(keys, n, q->at + at, (size_t)size,
				part_seed(length, part));
	}
	return n;
}

size_t misspelt_keys_of_query(const char *query, size_t size, int64_t keys[MISSPELT_KEYS])
{
	struct letters q;
	size_t n = 0;

	letters_of(query, size, &q);
	if (q.n + 1 < SHORTEST)
		return 0;
	if (q.n <= LONG)
		n = deletions(&q, keys);
	for (size_t length = q.n < LONG + 2 ? LONG : q.n - 2; length <= q.n + 2; length++)
		n = parts_in_query(&q, length, keys, n);
	return n;
}

static int smallest(int a, int b, int c)
{
	int least = a < b ? a : b;

	return least < c ? least : c;
}

/* Optimal string alignment (Levenshtein, and neighbours swapped count once). */
static int edits(const struct letters *a, const struct letters *b, int most)
{
	int rows[3][MISSPELT_MAX + 1];
	int *before = rows[0], *above = rows[1], *row = rows[2];

	for (size_t j = 0; j <= b->n; j++)
		above[j] = (int)j;
	for (size_t i = 1; i <= a->n; i++) {
		int least = row[0] = (int)i;
		for (size_t j = 1; j <= b->n; j++) {
			int other = a->at[i - 1] != b->at[j - 1];
			row[j] = smallest(
				above[j] + 1, row[j - 1] + 1, above[j - 1] + other);
			if (i > 1 && j > 1 && a->at[i - 1] == b->at[j - 2] &&
				a->at[i - 2] == b->at[j - 1] &&
				before[j - 2] + 1 < row[j])
				row[j] = before[j - 2] + 1;
			if (row[j] < least)
				least = row[j];
		}
		if (least > most)
			return -1;
		int *free_row = before;
		before = above;
		above = row;
		row = free_row;
	}
	return above[b->n] <= most ? above[b->n] : -1;
}

int misspelt_distance(const char *query, size_t query_size, const char *word, size_t size)
{
	struct letters q, w;

	letters_of(query, query_size, &q);
	letters_of(word, size, &w);
	if (q.n == 0 || w.n < SHORTEST)
		return -1;
	int most = w.n < LONG ? 1 : 2;
	size_t apart = q.n > w.n ? q.n - w.n : w.n - q.n;
	return apart > (size_t)most ? -1 : edits(&q, &w, most);
}
