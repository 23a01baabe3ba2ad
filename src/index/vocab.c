/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/index/vocab.h"

#include <string.h>

#include "src/base/err.h"

#define K0 0x9e3779b97f4a7c15u
#define K1 0xd1b54a32d192ed03u
#define MOST_WORDS (UINT32_C(3) << 29) /* three quarters of 2^31 slots */

void vocab_close(struct vocab *v)
{
	free(v->slots);
	v->slots = NULL;
	v->n_slots = 0;
}

void vocab_finish(struct vocab *v)
{
	vocab_close(v);
	free(v->text);
	free(v->at);
	free(v->tags);
	*v = (struct vocab){ 0 };
}

size_t vocab_memory(const struct vocab *v)
{
	return (size_t)v->n_slots * sizeof(*v->slots) + v->text_size + (size_t)v->n * 8;
}

static inline uint64_t load8(const uint8_t *at)
{
	uint64_t word;

	memcpy(&word, at, 8);
	return word;
}

static inline uint64_t load4(const uint8_t *at)
{
	uint32_t word;

	memcpy(&word, at, 4);
	return word;
}

static inline uint64_t fold_multiply(uint64_t a, uint64_t b)
{
	__uint128_t product = (__uint128_t)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* The last eight bytes or fewer, each counted at least once. */
static inline uint64_t tail(const uint8_t *at, size_t size)
{
	if (size >= 4)
		return load4(at) | load4(at + size - 4) << 32;
	if (size == 0)
		return 0;
	return at[0] | (uint64_t)at[size / 2] << 8 | (uint64_t)at[size - 1] << 16;
}

/* Lives only as long as the builder, so it may depend on the machine. */
static inline uint32_t hash_of(
	const struct vocab *v, const uint8_t *at, size_t size, uint32_t tag)
{
	uint64_t hash = v->seed ^ ((uint64_t)tag << 32 | (uint32_t)size);
	size_t left = size;

	for (; left > 8; left -= 8, at += 8)
		hash = fold_multiply(load8(at) ^ hash, K0);
	hash = fold_multiply(tail(at, left) ^ hash, K1);
	return (uint32_t)(hash >> 32 ^ hash);
}

static bool is_word(
	const struct vocab *v, uint32_t i, const void *text, size_t size, uint32_t tag)
{
	return v->tags[i] == tag && v->at[i + 1] - v->at[i] == size &&
	       (size == 0 || memcmp(v->text + v->at[i], text, size) == 0);
}

/* The bits of a slot that are the number; the others are those of the hash. */
static inline uint32_t number_bits(const struct vocab *v)
{
	return v->n_slots - 1;
}

static void enter(struct vocab *v, uint32_t number)
{
	size_t size;
	const char *text = vocab_text(v, number, &size);
	uint32_t hash = hash_of(v, (const uint8_t *)text, size, v->tags[number]);
	uint32_t mask = number_bits(v), slot = hash & mask;

	while (v->slots[slot] != 0)
		slot = (slot + 1) & mask;
	v->slots[slot] = (hash & ~mask) | (number + 1);
}

static int more_slots(struct vocab *v)
{
	uint32_t n_slots = v->n_slots == 0 ? 1024 : 2 * v->n_slots;
	uint32_t *slots = calloc(n_slots, sizeof(*slots));

	if (slots == NULL)
		return err_nomem();
	free(v->slots);
	v->slots = slots;
	v->n_slots = n_slots;
	for (uint32_t i = 0; i < v->n; i++)
		enter(v, i);
	return 0;
}

static int more_words(struct vocab *v)
{
	size_t capacity = v->capacity == 0 ? 256 : (size_t)v->capacity * 3 / 2;

	if (capacity > MOST_WORDS)
		return err_set(BIS_ENOMEM, "too many different words for one index");
	uint32_t *at = realloc(v->at, (capacity + 1) * sizeof(*at));
	if (at == NULL)
		return err_nomem();
	v->at = at;
	uint32_t *tags = realloc(v->tags, capacity * sizeof(*tags));
	if (tags == NULL)
		return err_nomem();
	v->tags = tags;
	if (v->n == 0)
		at[0] = 0;
	v->capacity = (uint32_t)capacity;
	return 0;
}

static int more_text(struct vocab *v, size_t size)
{
	size_t capacity = v->text_capacity * 3 / 2;

	if (size > UINT32_MAX - v->text_size)
		return err_set(BIS_ENOMEM, "too many different words for one index");
	if (capacity < v->text_size + size)
		capacity = v->text_size + size + 4096;
	char *text = realloc(v->text, capacity);
	if (text == NULL)
		return err_nomem();
	v->text = text;
	v->text_capacity = capacity;
	return 0;
}

/* Room for one more word, wherever it goes. */
static int make_room(struct vocab *v, size_t size)
{
	int rc = 0;

	if (v->n == v->capacity)
		rc = more_words(v);
	if (rc == 0 && (v->text == NULL || size > v->text_capacity - v->text_size))
		rc = more_text(v, size);
	if (rc == 0 && ((uint64_t)v->n + 1) * 4 > (uint64_t)v->n_slots * 3)
		rc = more_slots(v);
	return rc;
}

/* The slot of the word, or the free one where it belongs. */
static uint32_t slot_of(
	const struct vocab *v, uint32_t hash, const void *text, size_t size, uint32_t tag)
{
	uint32_t mask = number_bits(v), slot = hash & mask;

	for (; v->slots[slot] != 0; slot = (slot + 1) & mask)
		if (((v->slots[slot] ^ hash) & ~mask) == 0 &&
			is_word(v, (v->slots[slot] & mask) - 1, text, size, tag))
			break;
	return slot;
}

int vocab_add(struct vocab *v, const void *text, size_t size, uint32_t tag,
	uint32_t *number, bool *is_new)
{
	*is_new = false;
	if (v->n_slots > 0) {
		uint32_t slot = slot_of(v, hash_of(v, text, size, tag), text, size, tag);
		if (v->slots[slot] != 0) {
			*number = (v->slots[slot] & number_bits(v)) - 1;
			return 0;
		}
	}
	int rc = make_room(v, size);
	if (rc < 0)
		return rc;
	if (size > 0)
		memcpy(v->text + v->text_size, text, size);
	v->text_size += size;
	v->tags[v->n] = tag;
	v->at[v->n + 1] = (uint32_t)v->text_size;
	*number = v->n++;
	*is_new = true;
	enter(v, *number);
	return 0;
}

/* --- order -------------------------------------------------------------------------- */

struct entry {
	uint32_t group, number;
	uint64_t head; /* first eight bytes, the first one highest */
};

static uint64_t head_of(const char *text, size_t size)
{
	uint64_t head = 0;

	for (size_t i = 0; i < 8; i++)
		head = head << 8 | (i < size ? (uint8_t)text[i] : 0);
	return head;
}

struct ordering {
	const struct vocab *v;
	const uint32_t *ties;
};

static int compare_texts(const struct ordering *o, uint32_t a, uint32_t b)
{
	const struct vocab *v = o->v;
	size_t a_size, b_size;
	const char *a_text = vocab_text(v, a, &a_size);
	const char *b_text = vocab_text(v, b, &b_size);
	size_t both = a_size < b_size ? a_size : b_size;
	int order = both == 0 ? 0 : memcmp(a_text, b_text, both);

	if (order != 0)
		return order;
	if (a_size != b_size)
		return a_size < b_size ? -1 : 1;
	return o->ties[a] < o->ties[b] ? -1 : o->ties[a] > o->ties[b];
}

static int compare_entries(const void *a, const void *b, void *ctx)
{
	const struct entry *x = a, *y = b;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	if (x->head != y->head)
		return x->head < y->head ? -1 : 1;
	return compare_texts(ctx, x->number, y->number);
}

int vocab_sort(const struct vocab *v, const uint32_t *groups, const uint32_t *ties,
	uint32_t **order, uint32_t *n)
{
	struct ordering ordering = { v, ties };
	struct entry *entries = malloc(((size_t)v->n + 1) * sizeof(*entries));
	size_t count = 0;

	*order = malloc(((size_t)v->n + 1) * sizeof(**order));
	if (entries == NULL || *order == NULL) {
		free(entries);
		free(steal(order));
		return err_nomem();
	}
	for (uint32_t i = 0; i < v->n; i++) {
		uint32_t group = groups == NULL ? 0 : groups[i];
		size_t size;
		const char *text = vocab_text(v, i, &size);
		if (group != SKIP_WORD)
			entries[count++] =
				(struct entry){ group, i, head_of(text, size) };
	}
	qsort_r(entries, count, sizeof(*entries), compare_entries, &ordering);
	for (size_t i = 0; i < count; i++)
		(*order)[i] = entries[i].number;
	*n = (uint32_t)count;
	free(entries);
	return 0;
}
