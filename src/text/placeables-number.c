/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading numbers and ordinals in digits among placeables: grouping, decimals, scales (1.2
 * million, 1,2 млн, 120万), ranges, times, endings (63rd, 63-я).
 *
 * The value is the number as it was meant, its zeros kept (12.50 is not 12.5).
 */
#include "config.h"
#include "src/text/placeables-number.h"

#include <stdio.h>
#include <string.h>

#include "src/text/utf8.h"

/* --- reading --------------------------------------------------------------------------- */

static size_t count_digits(const struct reader *r, const char *at)
{
	size_t n = 0;

	while (at + n < r->end && is_digit(at[n]))
		n++;
	return n;
}

static bool three_digits(const struct reader *r, const char *at)
{
	return count_digits(r, at) == 3;
}

/* The bytes of a mark between groups of three digits at `at`; 0: none. */
static size_t group_mark(const struct reader *r, const char *at)
{
	const char *behind = at;
	int32_t c = at < r->end ? utf8_next(&behind, r->end) : 0;
	bool mark = c == 0xA0 || c == 0x202F || c == 0x2009;

	if (r->decimal == '.')
		mark |= c == ',';
	else
		mark |= c == ' ' || (c == '.' && r->speech == SPEECH_OTHER);
	return mark && three_digits(r, behind) ? (size_t)(behind - at) : 0;
}

static bool put_digits(struct number *n, size_t *size, const char *from, size_t count)
{
	if (*size + count > VALUE_MAX)
		return false;
	memcpy(n->value + *size, from, count);
	*size += count;
	n->value[*size] = '\0';
	return true;
}

static bool read_groups(const struct reader *r, struct number *n, size_t *size)
{
	size_t mark = group_mark(r, n->end);

	if (mark == 0 || *size > 3 || n->value[0] == '0')
		return true;
	n->mark = n->end;
	n->mark_size = mark;
	while (group_mark(r, n->end) == mark && memcmp(n->end, n->mark, mark) == 0) {
		if (!put_digits(n, size, n->end + mark, 3))
			return false;
		n->end += mark + 3;
	}
	return true;
}

/* The decimals, where the mark is that of the language, or a dot with one or two digits
 * that can be no group. */
static bool read_decimals(const struct reader *r, struct number *n, size_t *size)
{
	if (n->end >= r->end || (*n->end != '.' && *n->end != ','))
		return true;
	size_t count = count_digits(r, n->end + 1);
	bool dot = *n->end == '.' && count <= 2 && n->mark == NULL;
	if (count == 0 || (*n->end != r->decimal && !dot))
		return true;
	n->decimal = *n->end;
	if (!put_digits(n, size, ".", 1) || !put_digits(n, size, n->end + 1, count))
		return false;
	n->end += 1 + count;
	return true;
}

bool read_digits(const struct reader *r, const char *at, struct number *n)
{
	size_t size = 0;

	*n = (struct number){ .begin = at, .end = at };
	size_t count = count_digits(r, at);
	if (count == 0 || !put_digits(n, &size, at, count))
		return false;
	n->end += count;
	if (!read_groups(r, n, &size))
		return false;
	n->whole = size;
	return read_decimals(r, n, &size);
}

static uint32_t grouping_of(const struct number *n)
{
	if (n->mark != NULL)
		return STYLE_GROUPED;
	return n->whole > 3 ? STYLE_FLAT : 0;
}

/* --- what digits may be ------------------------------------------------------------------ */

static bool finish(struct reading *out, enum placeable_kind kind, enum shape shape,
	const char *end, const char *value)
{
	out->kind = kind;
	out->style = shape | (out->style & ~STYLE_SHAPE);
	out->end = end;
	snprintf(out->value, sizeof(out->value), "%s", value);
	return true;
}

/* 10:30, 10:30:15 */
static bool read_time(const struct reader *r, const char *at, struct reading *out)
{
	size_t hours = count_digits(r, at);
	const char *end = at + hours;

	if (hours < 1 || hours > 2)
		return false;
	for (int part = 0; part < 2 && end < r->end && *end == ':'; part++) {
		if (count_digits(r, end + 1) != 2)
			return false;
		end += 3;
	}
	if (end == at + hours || goes_on(r, end) || tells_half_of_day(r, at, end))
		return false;
	reading_add(out, SLOT_NUMBER, WHICH_FIRST, at, end, 0);
	char value[12];
	snprintf(value, sizeof(value), "%.*s", (int)(end - at), at);
	return finish(out, PLACEABLE_NUMBER, SHAPE_TIME, end, value);
}

const char *english_ending(int number)
{
	int tens = number / 10 % 10;

	if (tens == 1)
		return "th";
	switch (number % 10) {
	case 1:
		return "st";
	case 2:
		return "nd";
	case 3:
		return "rd";
	default:
		return "th";
	}
}

int small_number(const char *value)
{
	size_t size = strspn(value, "0123456789");

	if (size == 0 || size > 4 || value[size] != '\0' || *value == '0')
		return -1;
	return atoi(value);
}

/* "2-м странам" is двум, "2-м заседании" is втором; "5-ю странами" is пятью. */
static bool may_be_count(const struct reader *r, const char *ending, const char *behind)
{
	static const char *const plural[] = { "ам", "ям", "ым", "им", "ми" };

	if (r->speech != SPEECH_RUSSIAN ||
		(before_at(r, behind) != 0x43C && before_at(r, behind) != 0x44E) ||
		behind - ending > 5)
		return false;
	const char *word = skip_spaces(r, behind), *end = word;
	while (is_joining(next_at(r, end)))
		utf8_next(&end, r->end);
	for (size_t i = 0; i < N_ELEMENTS(plural); i++) {
		if (end - word >= 4 && memcmp(end - 4, plural[i], 4) == 0)
			return true;
	}
	return end == word;
}

/* 63rd; 63-я, with the endings that are the same for every ordinal. */
static const char *ordinal_ending(
	const struct reader *r, const struct number *n, const char **begin)
{
	static const char *const endings[] = { "-й", "-я", "-е", "-го", "-му", "-м", "-ю",
		"‑й", "‑я", "‑е", "‑го", "‑му", "‑м", "‑ю", NULL };

	*begin = n->end;
	if (n->decimal != '\0' || n->value[0] == '0')
		return NULL;
	if (r->speech == SPEECH_ENGLISH) {
		int last = atoi(n->value + (n->whole > 2 ? n->whole - 2 : 0));
		return match(r, n->end, english_ending(last));
	}
	return r->speech == SPEECH_RUSSIAN ? match_any(r, n->end, endings) : NULL;
}

static bool read_ordinal(
	const struct reader *r, const struct number *n, struct reading *out)
{
	const char *begin;
	const char *end = ordinal_ending(r, n, &begin);

	if (end == NULL || goes_on(r, end) || may_be_count(r, begin, end))
		return false;
	reading_add(out, SLOT_NUMBER, WHICH_FIRST, n->begin, n->end, 0);
	reading_add(out, SLOT_ENDING, WHICH_FIRST, begin, end, 0);
	return finish(out, PLACEABLE_ORDINAL, SHAPE_ENDED, end, n->value);
}

/* "-летие", "-year": a word made with the number, which stays as it is. */
static bool is_compound(const struct reader *r, const char *at)
{
	int letters = 0;

	if (r->speech != SPEECH_ENGLISH && r->speech != SPEECH_RUSSIAN)
		return false;
	if (next_at(r, at) != '-' && next_at(r, at) != 0x2011)
		return false;
	utf8_next(&at, r->end);
	for (int32_t c; is_joining(c = next_at(r, at)); letters++) {
		if (!(c >= 'a' && c <= 'z') && !(c >= 0x430 && c <= 0x451))
			return false;
		utf8_next(&at, r->end);
	}
	return letters >= (r->speech == SPEECH_ENGLISH ? 3 : 4) &&
	       !is_digit(next_at(r, at));
}

static bool less(const char *a, const char *b)
{
	size_t m = strcspn(a, "."), n = strcspn(b, ".");

	return m != n ? m < n : strcmp(a, b) < 0;
}

/* 14–16, 2018-2023 */
static bool read_range(
	const struct reader *r, const struct number *n, struct reading *out)
{
	const char *at = n->end, *scale;
	int32_t dash = at < r->end ? utf8_next(&at, r->end) : 0;
	char value[64];
	struct number m;

	if (dash != '-' && (dash < 0x2010 || dash > 0x2014))
		return false;
	if (!read_digits(r, at, &m) || goes_on(r, m.end) || n->value[0] == '0' ||
		m.value[0] == '0' || !less(n->value, m.value) ||
		find_scale(r, m.end, &scale) != NULL ||
		tells_half_of_day(r, n->begin, m.end))
		return false;
	reading_add(out, SLOT_NUMBER, WHICH_FIRST, n->begin, n->end, 0);
	reading_add(out, SLOT_NUMBER, WHICH_SECOND, m.begin, m.end, 0);
	snprintf(value, sizeof(value), "%s/%s", n->value, m.value);
	out->style |= grouping_of(&m);
	return finish(out, PLACEABLE_RANGE, SHAPE_PLAIN, m.end, value);
}

/* 第63 is an ordinal. */
static bool is_counted_off(const struct reader *r, const char *at)
{
	while (before_at(r, at) == ' ' || before_at(r, at) == 0xA0)
		at = step_back(r, at);
	return r->speech == SPEECH_CHINESE && before_at(r, at) == 0x7B2C;
}

static bool read_plain(
	const struct reader *r, const struct number *n, struct reading *out)
{
	char value[VALUE_MAX + 2];
	const char *end;
	const struct scale *scale = find_scale(r, n->end, &end);

	if ((goes_on(r, n->end) && !is_compound(r, n->end)) ||
		tells_half_of_day(r, n->begin, n->end))
		return false;
	reading_add(out, SLOT_NUMBER, WHICH_FIRST, n->begin, n->end, 0);
	out->style |= grouping_of(n);
	if (scale == NULL)
		return finish(out,
			is_counted_off(r, n->begin) ? PLACEABLE_ORDINAL
						    : PLACEABLE_NUMBER,
			SHAPE_PLAIN, n->end, n->value);
	const char *more;
	if (!scale_multiply(n->value, scale->zeros, value) ||
		find_scale(r, end, &more) != NULL)
		return false;
	return finish(out, PLACEABLE_NUMBER, SHAPE_PLAIN, end, value);
}

/* A sign before the number, which then belongs to it. */
static const char *behind_sign(const struct reader *r, const char *at)
{
	int32_t c = next_at(r, at);

	if (c != '-' && c != 0x2212)
		return at;
	utf8_next(&at, r->end);
	return at;
}

static bool add_sign(const char *at, struct reading *out)
{
	size_t size = strlen(out->value);

	if (at == out->begin)
		return true;
	if (out->kind != PLACEABLE_NUMBER || size + 1 >= sizeof(out->value))
		return false;
	memmove(out->value + 1, out->value, size + 1);
	out->value[0] = '-';
	return true;
}

bool read_number(const struct reader *r, const char *at, struct reading *out)
{
	struct number n;

	out->n = 0;
	out->style = 0;
	out->begin = at;
	at = behind_sign(r, at);
	if (at == out->begin && read_time(r, at, out))
		return true;
	if (!read_digits(r, at, &n))
		return false;
	if (at == out->begin && (read_ordinal(r, &n, out) || read_range(r, &n, out)))
		return true;
	return read_plain(r, &n, out) && add_sign(at, out);
}
