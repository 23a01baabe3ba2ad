/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/store/postings.h"

#include "src/base/err.h"
#include "src/base/room.h"

/* The least number of words of each step. */
static const unsigned char steps[POSTING_LENGTHS] = { 0, 2, 3, 4, 5, 7, 10, 15 };

unsigned posting_length_step(size_t n_words)
{
	unsigned step = POSTING_LENGTHS - 1;

	while (step > 0 && n_words < steps[step])
		step--;
	return step;
}

double posting_step_words(unsigned step)
{
	static const double words[POSTING_LENGTHS] = { 1, 2, 3, 4, 5.5, 8, 12, 18 };

	return words[step % POSTING_LENGTHS];
}

void places_finish(struct places *p)
{
	free(p->at);
	*p = (struct places){ 0 };
}

static int reserve(struct places *p, size_t n)
{
	size_t capacity = p->capacity == 0 ? 64 : p->capacity;

	if (n <= p->capacity)
		return 0;
	while (capacity < n)
		capacity *= 2;
	uint64_t *at = realloc(p->at, capacity * sizeof(*at));
	if (at == NULL)
		return err_nomem();
	p->at = at;
	p->capacity = capacity;
	return 0;
}

int places_add(struct places *p, uint64_t place)
{
	int rc = reserve(p, p->n + 1);

	if (rc == 0)
		p->at[p->n++] = place;
	return rc;
}

void varint_add(struct buf *out, uint64_t value)
{
	for (; value >= 0x80; value >>= 7)
		buf_addc(out, (char)(value | 0x80));
	buf_addc(out, (char)value);
}

bool varint_next(const unsigned char **at, const unsigned char *end, uint64_t *value)
{
	*value = 0;
	for (unsigned shift = 0; *at < end && shift < 64; shift += 7) {
		unsigned char byte = *(*at)++;
		*value |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80)
			return true;
	}
	return false;
}

int posting_damaged(void)
{
	return err_set(BIS_EDB, "an index of the base is damaged; `bisotun verify "
				"--rebuild` makes it anew");
}

/* Each number is the distance from the place before, less one; the first from the
 * row's start. */
int posting_unpack(int64_t row, const void *bytes, size_t size, struct places *out)
{
	uint64_t place = posting_row_start(row), distance;
	uint64_t end_of_row = place + ((uint64_t)1 << POSTING_SPAN_BITS);
	const unsigned char *at = bytes, *end = at + size;
	int rc = reserve(out, out->n + size); /* a byte or more each */

	if (rc < 0)
		return rc;
	uint64_t *to = out->at + out->n;
	while (at < end) {
		if (*at < 0x80)
			distance = *at++;
		else if (!varint_next(&at, end, &distance))
			distance = UINT64_MAX;
		if (distance >= end_of_row - place)
			return posting_damaged();
		place += distance;
		*to++ = place++;
	}
	out->n = (size_t)(to - out->at);
	return 0;
}

void posting_pack(const uint64_t *places, size_t n, struct buf *out)
{
	uint64_t expected = 0;

	if (n > 0)
		expected = places[0] >> POSTING_SPAN_BITS << POSTING_SPAN_BITS;
	for (size_t i = 0; i < n; i++) {
		varint_add(out, places[i] - expected);
		expected = places[i] + 1;
	}
}

/* --- changes ----------------------------------------------------------------------- */

void pending_finish(struct pending_list *p)
{
	free(p->at);
	*p = (struct pending_list){ 0 };
}

int pending_add(struct pending_list *p, int64_t list, uint64_t place, int change)
{
	if (room_for_one(&p->at, p->n, &p->capacity) < 0)
		return BIS_ENOMEM;
	p->at[p->n++] = (struct pending){
		.row = posting_row(list, place),
		.offset = place & (((uint64_t)1 << POSTING_SPAN_BITS) - 1),
		.change = (int8_t)change,
	};
	return 0;
}

static int by_row(const void *a, const void *b)
{
	const struct pending *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (x->offset > y->offset) - (x->offset < y->offset);
}

void pending_sort(struct pending_list *p)
{
	if (p->n > 1)
		qsort(p->at, p->n, sizeof(*p->at), by_row);
}

int posting_merge(
	struct places *p, uint64_t start, const struct pending *changes, size_t n)
{
	size_t n_old = p->n, old = 0;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < n;) {
		uint64_t place = start + changes[i].offset;
		int balance = 0;
		for (; i < n && start + changes[i].offset == place; i++)
			balance += changes[i].change;
		for (; rc == 0 && old < n_old && p->at[old] < place; old++)
			rc = places_add(p, p->at[old]);
		if (old < n_old && p->at[old] == place) {
			balance++;
			old++;
		}
		if (rc == 0 && balance > 0)
			rc = places_add(p, place);
	}
	for (; rc == 0 && old < n_old; old++)
		rc = places_add(p, p->at[old]);
	return rc;
}
