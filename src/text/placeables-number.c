/* SPDX-License-Identifier: Apache-2.0
 *
 * Numbers and ordinals in digits among placeables: grouping, decimals, scales (1.2
 * million, 1,2 млн, 120万), ranges, times, endings (63rd, 63-я).
 *
 * The value is the number as it was meant, its zeros kept (12.50 is not 12.5).
 */
#include "config.h"
#include "src/text/placeables-inside.h"

#include <stdio.h>
#include <string.h>

#include "src/text/utf8.h"

#define VALUE_MAX 30 /* bytes of one number of a range */

struct number {
	const char *begin, *end;
	char value[VALUE_MAX + 2]; /* digits, '.' and decimals */
	size_t whole;              /* digits before the decimals */
	const char *mark;          /* between groups, NULL: none */
	size_t mark_size;
	char decimal; /* '\0': none */
};

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

static bool read_one(const struct reader *r, const char *at, struct number *n)
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

/* --- scales ---------------------------------------------------------------------------- */

struct scale {
	const char *lang, *word;
	int zeros;
	bool inflects; /* so that it agrees with the number before it */
};

static const struct scale scales[] = {
	{ "en", "thousand", 3, false },
	{ "en", "million", 6, false },
	{ "en", "billion", 9, false },
	{ "en", "trillion", 12, false },
	{ "ru", "тыс.", 3, false },
	{ "ru", "тыс", 3, false },
	{ "ru", "млн", 6, false },
	{ "ru", "млн.", 6, false },
	{ "ru", "млрд", 9, false },
	{ "ru", "млрд.", 9, false },
	{ "ru", "трлн", 12, false },
	{ "ru", "тысяча", 3, true },
	{ "ru", "тысячи", 3, true },
	{ "ru", "тысяч", 3, true },
	{ "ru", "тысячу", 3, true },
	{ "ru", "тысячам", 3, true },
	{ "ru", "миллион", 6, true },
	{ "ru", "миллиона", 6, true },
	{ "ru", "миллионов", 6, true },
	{ "ru", "миллионам", 6, true },
	{ "ru", "миллиард", 9, true },
	{ "ru", "миллиарда", 9, true },
	{ "ru", "миллиардов", 9, true },
	{ "ru", "триллион", 12, true },
	{ "ru", "триллиона", 12, true },
	{ "ru", "триллионов", 12, true },
	{ "zh", "万亿", 12, false },
	{ "zh", "千亿", 11, false },
	{ "zh", "百亿", 10, false },
	{ "zh", "亿", 8, false },
	{ "zh", "千万", 7, false },
	{ "zh", "百万", 6, false },
	{ "zh", "万", 4, false },
	{ "zh", "千", 3, false },
	{ "zh", "百", 2, false },
};

static const struct scale *find_scale(
	const struct reader *r, const char *at, const char **end)
{
	const char *word = skip_spaces(r, at);

	for (size_t i = 0; i < N_ELEMENTS(scales); i++) {
		const struct scale *s = &scales[i];
		if (strcmp(s->lang, r->lang) != 0 ||
			(word == at && r->speech != SPEECH_CHINESE))
			continue;
		*end = match(r, word, s->word);
		if (*end != NULL)
			return s;
	}
	return NULL;
}

/* 1.2 times 10⁶ is 1200000. */
static bool multiply(const char *number, int zeros, char value[VALUE_MAX + 2])
{
	char digits[VALUE_MAX + 16];
	size_t whole = strcspn(number, "."), n = 0, size = 0;

	for (const char *at = number; *at != '\0'; at++) {
		if (*at != '.')
			digits[n++] = *at;
	}
	size_t point = whole + (size_t)zeros;
	if (point > VALUE_MAX - 2)
		return false;
	while (n < point)
		digits[n++] = '0';
	while (n > point && digits[n - 1] == '0')
		n--;
	size_t first = 0;
	while (first + 1 < point && digits[first] == '0')
		first++;
	for (size_t i = first; i < n && size <= VALUE_MAX; i++) {
		if (i == point)
			value[size++] = '.';
		value[size++] = digits[i];
	}
	value[size] = '\0';
	return size <= VALUE_MAX;
}

/* 1200000 by 10⁶ is 1.2; false where it would not be written so. */
static bool divide(const char *value, int zeros, char number[VALUE_MAX + 2])
{
	char digits[VALUE_MAX + 2];
	size_t whole = strcspn(value, "."), n = 0, size = 0;

	if (whole <= (size_t)zeros || strlen(value) > VALUE_MAX - 1)
		return false;
	for (const char *at = value; *at != '\0'; at++) {
		if (*at != '.')
			digits[n++] = *at;
	}
	size_t point = whole - (size_t)zeros;
	while (n > point && digits[n - 1] == '0')
		n--;
	for (size_t i = 0; i < n; i++) {
		if (i == point)
			number[size++] = '.';
		number[size++] = digits[i];
	}
	number[size] = '\0';
	return point <= (zeros == 4 ? 4u : 3u) && n - point <= 4;
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
	if (!read_one(r, at, &m) || goes_on(r, m.end) || n->value[0] == '0' ||
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
	if (!multiply(n->value, scale->zeros, value) || find_scale(r, end, &more) != NULL)
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
	if (!read_one(r, at, &n))
		return false;
	if (at == out->begin && (read_ordinal(r, &n, out) || read_range(r, &n, out)))
		return true;
	return read_plain(r, &n, out) && add_sign(at, out);
}

/* --- writing ----------------------------------------------------------------------------- */

/* Whether the digits are to be grouped: 1, 0; -1: it can't be told from the model. */
static int is_grouped(const struct reader *r, const struct reading *model,
	const struct number *n, uint32_t style, size_t digits)
{
	uint32_t asked = style & (STYLE_GROUPED | STYLE_FLAT);
	bool label = is_label(r, model->begin);

	if (digits <= 3)
		return 0;
	if (n->mark != NULL) {
		bool told = digits > 4 || n->whole == 4 || r->decimal == '.';
		return told ? 1 : asked == 0 ? -1 : asked == STYLE_GROUPED;
	}
	if (label || (n->whole > 3 && (digits == 4 || n->whole > 4)))
		return 0;
	return asked == 0 ? -1 : asked == STYLE_GROUPED;
}

static const char *usual_mark(const struct reader *r)
{
	switch (r->speech) {
	case SPEECH_ENGLISH:
	case SPEECH_CHINESE:
		return ",";
	case SPEECH_RUSSIAN:
		return "\xC2\xA0";
	default:
		return NULL;
	}
}

static bool put_whole(const struct reader *r, const struct number *n, const char *value,
	size_t digits, int grouped, struct buf *out)
{
	const char *mark = n->mark != NULL ? n->mark : usual_mark(r);
	size_t mark_size = n->mark != NULL ? n->mark_size
			   : mark == NULL  ? 0
					   : strlen(mark);

	if (grouped < 0 || (grouped == 1 && (mark == NULL || *value == '0')))
		return false;
	for (size_t i = 0; i < digits; i++) {
		if (grouped == 1 && i > 0 && (digits - i) % 3 == 0)
			buf_add(out, mark, mark_size);
		buf_addc(out, value[i]);
	}
	return true;
}

static bool put_number(const struct reader *r, const struct reading *model,
	const struct slot *slot, uint32_t style, const char *value, struct buf *out)
{
	size_t digits = strspn(value, "0123456789");
	struct number n;

	if (digits == 0 || digits > VALUE_MAX || !read_one(r, slot->begin, &n) ||
		n.end != slot->end)
		return false;
	const char *rest = value + digits;
	if (!put_whole(
		    r, &n, value, digits, is_grouped(r, model, &n, style, digits), out))
		return false;
	if (*rest == '\0')
		return true;
	if (*rest != '.' || strspn(rest + 1, "0123456789") != strlen(rest + 1))
		return false;
	buf_addc(out, n.decimal == '\0' ? r->decimal : n.decimal);
	buf_adds(out, rest + 1);
	return true;
}

static bool write_scaled(const struct reader *r, const struct reading *model,
	const struct scale *scale, uint32_t style, const char *value, struct buf *out)
{
	const struct slot *slot = &model->slots[0];
	char number[VALUE_MAX + 2];
	struct number n;

	if (!divide(value, scale->zeros, number) || !read_one(r, slot->begin, &n))
		return false;
	if (scale->inflects && plural_form(r, number) != plural_form(r, n.value))
		return false;
	/* 1234万 is how four digits stand before a scale */
	if (!put_number(r, model, slot, style | STYLE_FLAT, number, out))
		return false;
	buf_add(out, slot->end, (size_t)(model->end - slot->end));
	return true;
}

static bool write_range(const struct reader *r, const struct reading *model,
	uint32_t style, const char *value, struct buf *out)
{
	const struct slot *first = &model->slots[0], *second = &model->slots[1];
	const char *slash = strchr(value, '/');
	char one[VALUE_MAX + 2];

	if (slash == NULL || (size_t)(slash - value) > VALUE_MAX)
		return false;
	snprintf(one, sizeof(one), "%.*s", (int)(slash - value), value);
	if (!put_number(r, model, first, style, one, out))
		return false;
	buf_add(out, first->end, (size_t)(second->begin - first->end));
	return put_number(r, model, second, style, slash + 1, out);
}

static bool write_ordinal(const struct reader *r, const struct reading *model,
	uint32_t style, const char *value, struct buf *out)
{
	const struct slot *ending = &model->slots[1];
	size_t size = strlen(value);

	if (strspn(value, "0123456789") != size || *value == '0' ||
		!put_number(r, model, &model->slots[0], style, value, out))
		return false;
	if (r->speech == SPEECH_ENGLISH)
		buf_adds(out, english_ending(atoi(value + (size > 2 ? size - 2 : 0))));
	else
		buf_add(out, ending->begin, (size_t)(ending->end - ending->begin));
	return true;
}

bool write_number(const struct reader *r, const struct reading *model, uint32_t style,
	const char *value, struct buf *out)
{
	const struct slot *slot = &model->slots[0];
	bool negative = model->value[0] == '-';
	const char *end;

	if (strlen(value) > 2 * VALUE_MAX || (*value == '-') != negative)
		return false;
	if (model->kind == PLACEABLE_RANGE)
		return write_range(r, model, style, value, out);
	if ((model->style & STYLE_SHAPE) == SHAPE_ENDED)
		return write_ordinal(r, model, style, value, out);
	if ((model->style & STYLE_SHAPE) == SHAPE_TIME) {
		buf_adds(out, value);
		return strchr(value, ':') != NULL;
	}
	const struct scale *scale = find_scale(r, slot->end, &end);
	buf_add(out, model->begin, (size_t)(slot->begin - model->begin));
	if (scale != NULL)
		return write_scaled(r, model, scale, style, value + negative, out);
	return put_number(r, model, slot, style, value + negative, out);
}
