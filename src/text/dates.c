/* SPDX-License-Identifier: Apache-2.0
 *
 * Dates, read from the tokens of a text: six shapes, tried one after the other.
 *
 *   numbers       14.04.2017  14/04/2017  2017-04-14
 *   signs         2017年4月14日  二〇一七年四月十四日
 *   day first     14 April 2017  14 апреля 2017 года  14 April
 *   year first    2017-yil 14-aprel  2017-yil aprel
 *   month first   April 14, 2017  April 14
 *   month         April 2017
 *
 * A day that a range ends with ("14–16 April") is no date, and neither is what would be
 * left of one without it ("April 2017").
 */
#include "config.h"
#include "src/text/dates.h"

#include <string.h>

#include <unicode/uchar.h>

#include "src/text/dates-names.h"
#include "src/text/utf8.h"

struct reader {
	const struct dates *d;
	const char *text;
	const struct token *tokens;
	size_t n;
};

/* Each shape: the tokens that a date takes from `i` on, 0 if none. */
typedef size_t shape(const struct reader *r, size_t i, struct date *out);

static size_t size_of(const struct token *t)
{
	return t->end - t->begin;
}

static bool is_valid(const struct date *date)
{
	static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int year = date->year;
	bool common = year % 4 != 0 || (year % 100 == 0 && year % 400 != 0);

	if (date->month < 1 || date->month > 12)
		return false;
	if (year != 0 && (year < 1000 || year > 2999))
		return false;
	if (year != 0 && common && date->month == 2 && date->day == 29)
		return false;
	return date->day >= 0 && date->day <= days[date->month - 1];
}

/* --- numbers --- */

/* Digits of any script at the beginning of a text, up to four. */
struct digits {
	int value;
	size_t n;
	const char *rest;
};

static struct digits read_digits(const char *at, const char *end)
{
	struct digits d = { .rest = at };

	while (d.n < 5 && at < end) {
		int32_t c = utf8_next(&at, end);
		int32_t value = c < 0x80 ? c - '0' : u_charDigitValue(c);
		if (value < 0 || value > 9)
			break;
		d.value = d.value * 10 + value;
		d.n++;
		d.rest = at;
	}
	return d;
}

static bool begins_with_digit(const struct reader *r, size_t i)
{
	if (i >= r->n || r->tokens[i].kind == TOKEN_MARK ||
		r->tokens[i].kind == TOKEN_CHARACTER)
		return false;
	const char *at = r->text + r->tokens[i].begin;
	return r->tokens[i].kind != TOKEN_WORD ||
	       u_isdigit(utf8_next(&at, r->text + r->tokens[i].end));
}

/* The number that token `i` is; what stands behind its digits must be a name of that
 * kind.  `n` of the answer is 0 where it is not so. */
static struct digits number_at(
	const struct reader *r, size_t i, enum date_name_kind ending)
{
	struct digits none = { 0 };

	if (!begins_with_digit(r, i))
		return none;
	const struct token *t = &r->tokens[i];
	const char *end = r->text + t->end;
	struct digits d = read_digits(r->text + t->begin, end);
	if (d.n == 0 || d.rest == end || (t->kind == TOKEN_ORDINAL && ending == NAME_OF))
		return d;
	return date_name_find(r->d, ending, d.rest, (size_t)(end - d.rest)) != NULL
		       ? d
		       : none;
}

static bool day_at(const struct reader *r, size_t i, int *day)
{
	struct digits d = number_at(r, i, NAME_OF);

	*day = d.value;
	return d.n >= 1 && d.n <= 2 && d.value >= 1 && d.value <= 31;
}

static bool year_at(const struct reader *r, size_t i, int *year)
{
	struct digits d = number_at(r, i, NAME_YEAR);

	*year = d.value;
	return d.n == 4 && d.value >= 1000 && d.value <= 2999;
}

/* --- words --- */

static const struct date_name *month_name_at(const struct reader *r, size_t i)
{
	if (i >= r->n || r->tokens[i].kind != TOKEN_WORD)
		return NULL;
	return date_month(r->d, r->text + r->tokens[i].begin, size_of(&r->tokens[i]));
}

static bool month_at(const struct reader *r, size_t i, int *month)
{
	const struct date_name *name = month_name_at(r, i);

	*month = name == NULL ? 0 : name->number;
	return name != NULL;
}

/* How many tokens from `i` on are a name of that kind, the longest if several are. */
static size_t name_at(const struct reader *r, size_t i, enum date_name_kind kind)
{
	size_t longest = 0;

	if (!dates_have(r->d, kind))
		return 0;
	for (size_t k = 1; k <= 3 && i + k <= r->n; k++) {
		uint32_t begin = r->tokens[i].begin, end = r->tokens[i + k - 1].end;
		if (date_name_find(r->d, kind, r->text + begin, end - begin) != NULL)
			longest = k;
	}
	return longest;
}

static bool is_mark(const struct reader *r, size_t i, const char *mark)
{
	return i < r->n && size_of(&r->tokens[i]) == strlen(mark) &&
	       memcmp(r->text + r->tokens[i].begin, mark, strlen(mark)) == 0;
}

static bool is_dash(const struct reader *r, size_t i)
{
	static const char *const dashes[] = { "-", "–", "—", "‐", "‑", "−", "~", "～" };

	for (size_t k = 0; k < N_ELEMENTS(dashes); k++)
		if (is_mark(r, i, dashes[k]))
			return true;
	return false;
}

/* 1 where `i` is the full stop of a month abbreviated before it. */
static size_t stop_at(const struct reader *r, size_t i)
{
	if (!is_mark(r, i, ".") || i == 0)
		return 0;
	const struct date_name *month = month_name_at(r, i - 1);
	return month != NULL && month->is_short;
}

/* Where the tokens before `i` are a day, as "14", "14-го" or "14 de", and which. */
static bool day_before(const struct reader *r, size_t i, size_t *at)
{
	int day;

	for (size_t k = 0; k <= 2 && k < i; k++) {
		*at = i - k - 1;
		if (day_at(r, *at, &day) && (k == 0 || name_at(r, *at + 1, NAME_OF) == k))
			return true;
	}
	return false;
}

static bool ends_range(const struct reader *r, size_t i)
{
	size_t at;

	return i >= 2 && is_dash(r, i - 1) && day_before(r, i - 1, &at);
}

static bool begins_range(const struct reader *r, size_t behind)
{
	int day;

	return is_dash(r, behind) && day_at(r, behind + 1, &day);
}

/* A year at `i`, or behind what joins it to a month before it, and the word for it. */
static size_t joined_year(const struct reader *r, size_t i, struct date *out)
{
	size_t at = i;
	int year;

	at += stop_at(r, at);
	at += name_at(r, at, NAME_JOIN);
	if (!year_at(r, at, &year))
		return 0;
	out->year = year;
	at++;
	return at + name_at(r, at, NAME_YEAR) - i;
}

/* --- shapes --- */

static size_t day_first(const struct reader *r, size_t i, struct date *out)
{
	size_t at = i + 1;

	if (!day_at(r, i, &out->day))
		return 0;
	at += name_at(r, at, NAME_OF);
	if (!month_at(r, at, &out->month) || ends_range(r, i))
		return 0;
	at++;
	return at + joined_year(r, at, out) - i;
}

static size_t year_first(const struct reader *r, size_t i, struct date *out)
{
	if (!r->d->year_day || !year_at(r, i, &out->year))
		return 0;
	size_t at = i + 1, day = name_at(r, at, NAME_YEAR);
	if (day == 0)
		return 0;
	at += day;
	if (day_at(r, at, &out->day)) {
		at++;
		at += name_at(r, at, NAME_OF);
	} else {
		out->day = 0;
	}
	return month_at(r, at, &out->month) ? at + 1 - i : 0;
}

static size_t month_first(const struct reader *r, size_t i, struct date *out)
{
	size_t at = i + 1, before;

	if (!r->d->month_day || !month_at(r, i, &out->month))
		return 0;
	at += stop_at(r, at);
	if (!day_at(r, at, &out->day) || begins_range(r, at + 1) ||
		day_before(r, i, &before))
		return 0;
	at++;
	return at + joined_year(r, at, out) - i;
}

static size_t month_and_year(const struct reader *r, size_t i, struct date *out)
{
	size_t before;

	if (!month_at(r, i, &out->month) || day_before(r, i, &before))
		return 0;
	size_t taken = joined_year(r, i + 1, out);
	return taken == 0 ? 0 : taken + 1;
}

/* --- signs --- */

static const struct date_name *character_at(
	const struct reader *r, size_t i, enum date_name_kind kind)
{
	if (i >= r->n || r->tokens[i].kind == TOKEN_WORD)
		return NULL;
	return date_sign_find(
		r->d, kind, r->text + r->tokens[i].begin, size_of(&r->tokens[i]));
}

/* Numerals one after the other, 二〇一七 as digits, 二十四 as tens and units; taken: how
 * many tokens. */
static struct digits read_numerals(const struct reader *r, size_t i, size_t *taken)
{
	struct digits d = { 0 };
	const struct date_name *name;
	bool tens = false;

	for (; d.n < 5 && (name = character_at(r, i + d.n, NAME_NUMERAL)) != NULL;
		d.n++) {
		int value = name->number;
		if (value == 10 && d.n == 1)
			d.value *= 10;
		else if (tens || value >= 10)
			d.value += value;
		else
			d.value = d.value * 10 + value;
		tens |= value >= 10;
	}
	*taken = d.n;
	if (tens) /* two digits, in digits */
		d.n = d.n > 3 ? 0 : 2;
	else if (d.n == 2) /* 一二月 is January and February */
		d.n = 0;
	return d;
}

/* A number at *at with the sign behind it; moves *at over both. */
static bool signed_number(const struct reader *r, size_t *at, enum date_name_kind sign,
	size_t least, size_t most, int *value)
{
	size_t taken = 1;
	struct digits d = { 0 };

	if (*at < r->n && r->tokens[*at].kind == TOKEN_NUMBER)
		d = number_at(r, *at, sign);
	else
		d = read_numerals(r, *at, &taken);
	if (d.n < least || d.n > most || character_at(r, *at + taken, sign) == NULL)
		return false;
	*at += taken + 1;
	*value = d.value;
	return true;
}

static size_t with_signs(const struct reader *r, size_t i, struct date *out)
{
	size_t at = i;

	if (!dates_have(r->d, NAME_YEAR_SIGN) ||
		(i > 0 && character_at(r, i - 1, NAME_NUMERAL) != NULL))
		return 0;
	bool year = signed_number(r, &at, NAME_YEAR_SIGN, 4, 4, &out->year);
	if (!signed_number(r, &at, NAME_MONTH_SIGN, 1, 2, &out->month))
		return 0;
	if (signed_number(r, &at, NAME_DAY_SIGN, 1, 2, &out->day))
		return out->day == 0 ? 0 : at - i;
	bool range = day_at(r, at, &out->day); /* 4月14－16日 */
	out->day = 0;
	return year && !range ? at - i : 0;
}

/* --- numbers alone --- */

/* Three numbers as a date: the year first or last, else the day before the month, unless
 * only the other way is one. */
static bool take_numbers(const struct digits d[3], bool month_may_lead, struct date *out)
{
	int first = d[0].value, second = d[1].value, third = d[2].value;

	if (d[1].n < 1 || d[1].n > 2 || second == 0)
		return false;
	if (d[0].n == 4 && d[2].n >= 1 && d[2].n <= 2 && third > 0) {
		*out = (struct date){ first, second, third };
		return is_valid(out) && first > 0;
	}
	if (d[0].n < 1 || d[0].n > 2 || d[2].n != 4 || first == 0 || third == 0)
		return false;
	*out = (struct date){ third, second, first };
	if (month_may_lead && second > 12)
		*out = (struct date){ third, first, second };
	return is_valid(out);
}

/* 14.04.2017, a number with full stops inside. */
static bool read_dotted(const struct token *t, const char *text, struct date *out)
{
	const char *at = text + t->begin, *end = text + t->end;
	struct digits d[3];

	if (memchr(at, '.', size_of(t)) == NULL)
		return false;
	for (int i = 0; i < 3; i++) {
		d[i] = read_digits(at, end);
		at = d[i].rest;
		if (i < 2 && (at == end || *at++ != '.'))
			return false;
	}
	return at == end && take_numbers(d, false, out);
}

static bool touch(const struct reader *r, size_t i)
{
	return r->tokens[i].end == r->tokens[i + 1].begin;
}

/* Whether the sign is one of a longer row of them: A/72/14/04/2017. */
static bool goes_on(const struct reader *r, size_t i, char sign)
{
	const char mark[] = { sign, '\0' };
	bool before =
		i >= 2 && is_mark(r, i - 1, mark) && touch(r, i - 1) && touch(r, i - 2);
	bool behind = i + 6 < r->n && is_mark(r, i + 5, mark) && touch(r, i + 4) &&
		      touch(r, i + 5);

	return before || behind;
}

/* 2017-04-14, 14/04/2017: five tokens without spaces. */
static bool read_parted(const struct reader *r, size_t i, struct date *out)
{
	struct digits d[3];

	if (i + 5 > r->n || !(is_mark(r, i + 1, "-") || is_mark(r, i + 1, "/")))
		return false;
	char sign = r->text[r->tokens[i + 1].begin];
	for (size_t k = 0; k < 4; k++)
		if (!touch(r, i + k))
			return false;
	if (r->text[r->tokens[i + 3].begin] != sign || goes_on(r, i, sign))
		return false;
	for (size_t k = 0; k < 3; k++) {
		const struct token *t = &r->tokens[i + 2 * k];
		d[k] = read_digits(r->text + t->begin, r->text + t->end);
		if (t->kind != TOKEN_NUMBER || d[k].rest != r->text + t->end)
			return false;
	}
	return take_numbers(d, sign == '/', out);
}

static size_t numbers_alone(const struct reader *r, size_t i, struct date *out)
{
	size_t taken = 0;

	if (r->tokens[i].kind != TOKEN_NUMBER)
		return 0;
	if (read_dotted(&r->tokens[i], r->text, out))
		taken = 1;
	else if (read_parted(r, i, out))
		taken = 5;
	return taken == 0 ? 0 : taken + name_at(r, i + taken, NAME_YEAR);
}

/* --- all of them --- */

/* Whether one of the next three tokens begins with a digit, as behind any month that
 * leads a date. */
static bool number_follows(const struct reader *r, size_t i)
{
	for (size_t k = 1; k <= 3 && i + k < r->n; k++)
		if (begins_with_digit(r, i + k))
			return true;
	return false;
}

size_t dates_at(const struct dates *d, const char *text, const struct token *tokens,
	size_t n, size_t i, struct date *out)
{
	static shape *const by_number[] = { numbers_alone, with_signs, day_first,
		year_first };
	static shape *const by_word[] = { month_first, month_and_year };
	struct reader r = { .d = d, .text = text, .tokens = tokens, .n = n };
	bool word = tokens[i].kind == TOKEN_WORD && !begins_with_digit(&r, i);
	size_t shapes = word ? N_ELEMENTS(by_word) : N_ELEMENTS(by_number);

	if (tokens[i].kind == TOKEN_MARK || (word && !number_follows(&r, i)))
		return 0;
	if (tokens[i].kind == TOKEN_CHARACTER &&
		character_at(&r, i, NAME_NUMERAL) == NULL)
		return 0;
	for (size_t k = 0; k < shapes; k++) {
		struct date date = { 0 };
		size_t taken = (word ? by_word : by_number)[k](&r, i, &date);
		if (taken == 0 || !is_valid(&date))
			continue;
		*out = date;
		return taken;
	}
	return 0;
}
