/* SPDX-License-Identifier: Apache-2.0
 *
 * Keys of parts of names: what is left of a word when its letters are read at their
 * roughest, the same in every script.  Letters may be read in several ways
 * (termbase/names/keys.tsv); each combination is a key, likely ones first.
 */
#include "config.h"

#include "termbase/names-inside.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/text/table.h"

#define KEYS_FILE "termbase/names/keys.tsv"
#define SKELETON_MAX 24
#define SKELETONS_MAX 32

struct skeleton {
	char at[SKELETON_MAX];
	uint8_t n;
};
struct skeletons {
	struct skeleton at[SKELETONS_MAX];
	size_t n;
};

/* ---- the table ---- */

static int add_reading(
	struct readings *r, const char *letters, size_t size, const char *to)
{
	struct letter_reading reading = { 0 };

	reading.n = (uint8_t)letters_of(letters, size, reading.letters, RULE_SIDE);
	for (; *to && reading.ways < READING_WAYS; to += strcspn(to, " ")) {
		to += *to == ' ';
		for (size_t k = 0; k < 2 && to[k] >= 'A' && to[k] <= 'Z'; k++)
			reading.to[reading.ways][k] = to[k];
		reading.ways++;
	}
	if (!reading.n)
		return 0;
	for (size_t i = 0; i < r->n; i++)
		if (r->at[i].n == reading.n && !memcmp(r->at[i].letters, reading.letters,
						       sizeof(reading.letters))) {
			r->at[i] = reading;
			return 0;
		}
	if (room_for_one(&r->at, r->n, &r->capacity) < 0)
		return BIS_ENOMEM;
	r->at[r->n++] = reading;
	return 0;
}

static int read_row(void *ctx, const struct table_row *row)
{
	struct readings *r = ctx;
	const char *word;
	struct folded f;
	size_t size;
	int rc = folded_open(&f, row->cells[0], strlen(row->cells[0]));

	if (rc)
		return rc;
	while (!rc && (size = folded_next(&f, &word)))
		rc = add_reading(r, word, size, row->cells[1]);
	folded_close(&f);
	return rc;
}

static int by_letters(const void *x, const void *y)
{
	const struct letter_reading *a = x, *b = y;

	if (a->letters[0] != b->letters[0])
		return a->letters[0] < b->letters[0] ? -1 : 1;
	return b->n - a->n;
}

int readings_open(struct readings *r)
{
	int rc = table_of_asset(KEYS_FILE, read_row, r);

	if (!rc && r->n)
		qsort(r->at, r->n, sizeof(*r->at), by_letters);
	return rc;
}

void readings_free(struct readings *r)
{
	free(r->at);
	*r = (struct readings){ 0 };
}

/* The longest reading of the letters, NULL where they say nothing. */
static const struct letter_reading *reading_of(
	const struct readings *r, const char32_t *letters, size_t n)
{
	size_t low = 0, high = r->n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (r->at[middle].letters[0] < letters[0])
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < r->n && r->at[low].letters[0] == letters[0]; low++)
		if (r->at[low].n <= n && !memcmp(r->at[low].letters, letters,
						 r->at[low].n * sizeof(*letters)))
			return &r->at[low];
	return NULL;
}

/* ---- skeletons ---- */

static void skeleton_add(struct skeleton *s, const char *letters)
{
	for (size_t k = 0; k < 2 && letters[k]; k++)
		if (s->n < SKELETON_MAX && (!s->n || s->at[s->n - 1] != letters[k]))
			s->at[s->n++] = letters[k];
}

/* Each skeleton so far goes on in each way the letters may be read. */
static void skeletons_add(struct skeletons *all, const struct letter_reading *reading)
{
	size_t n = all->n;

	for (size_t way = 1; way < reading->ways; way++)
		for (size_t i = 0; i < n && all->n < SKELETONS_MAX; i++) {
			all->at[all->n] = all->at[i];
			skeleton_add(&all->at[all->n++], reading->to[way]);
		}
	for (size_t i = 0; i < n; i++)
		skeleton_add(&all->at[i], reading->to[0]);
}

static void skeletons_of(const struct namer *n, const char32_t *letters, size_t count,
	struct skeletons *all)
{
	const struct alphabet *a = &n->alphabet;
	size_t i = 0;

	while (i < count) {
		const struct letter_reading *reading =
			reading_of(&n->readings, letters + i, count - i);
		char32_t c = letters[i];

		if (!reading && c < ALPHABET_TOP && a->plain[c]) {
			c = a->plain[c];
			reading = reading_of(&n->readings, &c, 1);
		}
		if (reading)
			skeletons_add(all, reading);
		i += reading ? reading->n : 1;
	}
}

static uint64_t key_of(const struct skeleton *s, int without)
{
	uint64_t key = 14695981039346656037u;

	for (int i = 0; i < s->n; i++)
		if (i != without &&
			!(i && without == i - 1 && i > 1 && s->at[i] == s->at[i - 2]))
			key = (key ^ (uint8_t)s->at[i]) * 1099511628211u;
	return key;
}

static size_t keys_add(uint64_t keys[NAME_KEYS], size_t n, uint64_t key)
{
	for (size_t i = 0; i < n; i++)
		if (keys[i] == key)
			return n;
	if (n < NAME_KEYS)
		keys[n++] = key;
	return n;
}

struct key_list {
	const struct namer *n;
	uint64_t *keys;
	size_t count;
	bool loose;
};

/* Keys of letters, likely ones first; those with a consonant left out behind. */
static int keys_of(void *ctx, const char32_t *letters, size_t n)
{
	struct key_list *list = ctx;
	struct skeletons all = { .n = 1 };

	skeletons_of(list->n, letters, n < SPELT_MAX ? n : SPELT_MAX, &all);
	for (size_t i = 0; i < all.n; i++)
		list->count = keys_add(list->keys, list->count, key_of(&all.at[i], -1));
	for (size_t i = 0; list->loose && i < all.n; i++)
		for (int k = 0; k < all.at[i].n && all.at[i].n > 2; k++)
			list->count =
				keys_add(list->keys, list->count, key_of(&all.at[i], k));
	return 0;
}

static int han_run_keys(
	struct key_list *list, const struct name_part *part, size_t from, size_t n)
{
	struct name_part run = *part;

	run.letters = part->letters + from;
	run.n = n;
	return han_part_spellings(list->n->han, &run, keys_of, list);
}

#define HAN_NAME_MOST 4 /* characters of a name of China */

/* The whole, and what may be surname and given name, which letters write apart. */
static int han_keys(struct key_list *list, const struct name_part *part)
{
	int rc = han_run_keys(list, part, 0, part->n);

	if (rc || part->n < 2 || part->n > HAN_NAME_MOST)
		return rc;
	rc = han_run_keys(list, part, 1, part->n - 1);
	if (!rc)
		rc = han_run_keys(list, part, 0, 1);
	if (rc || part->n < HAN_NAME_MOST)
		return rc;
	rc = han_run_keys(list, part, 2, part->n - 2);
	return rc ? rc : han_run_keys(list, part, 0, 2);
}

int name_part_keys(struct namer *n, const struct name_part *part, bool loose,
	uint64_t keys[NAME_KEYS])
{
	struct key_list list = { n, keys, 0, loose };
	int rc;

	if (!strcmp(part->script, script_tag(IN_HAN)))
		rc = han_keys(&list, part);
	else
		rc = keys_of(&list, part->letters, part->n);
	return rc ? rc : (int)list.count;
}
