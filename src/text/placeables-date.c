/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading dates and ranges of dates among placeables.
 *
 * A date is read into slots (day, month, year, and for a range which end of it they belong
 * to); writing another one fills the same slots.  So "14–16 апреля 2017 года" takes any two
 * days of one month, and nothing that would need other words.
 */
#include "config.h"
#include "src/text/placeables-date.h"

#include <stdio.h>
#include <string.h>

/* --- reading -------------------------------------------------------------------------- */

static const char *digits(
	const struct reader *r, const char *at, size_t least, size_t most, int *number)
{
	size_t n = 0;

	for (*number = 0; at + n < r->end && n <= most && is_digit(at[n]); n++)
		*number = *number * 10 + (at[n] - '0');
	return n < least || n > most ? NULL : at + n;
}

static const char *read_day(
	const struct reader *r, const char *at, int which, struct reading *out)
{
	static const char *const endings[] = { "-го", "-е", NULL };
	int day;
	const char *end = digits(r, at, 1, 2, &day);

	if (end == NULL || day < 1 || day > 31)
		return NULL;
	reading_add(out, SLOT_DAY, which, at, end, day);
	const char *ending = NULL;
	if (r->speech == SPEECH_ENGLISH)
		ending = match(r, end, english_ending(day));
	else if (r->speech == SPEECH_RUSSIAN)
		ending = match_any(r, end, endings);
	if (ending != NULL)
		reading_add(out, SLOT_ENDING, which, end, ending, day);
	return ending == NULL ? end : ending;
}

static const char *read_month(const struct reader *r, const char *at, int which,
	bool after_day, struct reading *out)
{
	struct month_row row;
	const char *end = find_month(r, at, &row);

	if (end == NULL)
		return NULL;
	if (after_day && !month_is_genitive(r->lang, &row))
		return NULL;
	reading_add(out, SLOT_MONTH_NAME, which, at, end, row.number);
	if (month_is_short(&row) && next_at(r, end) == '.' && next_at(r, end + 1) == ' ')
		end++;
	return end;
}

/* A year behind what ends at `at`, with "года" behind it; `at` where there is none. */
static const char *read_year(
	const struct reader *r, const char *at, int which, struct reading *out)
{
	static const char *const words[] = { "года", "году", "годом", "год", "г.", NULL };
	const char *year = at;
	int number;

	if (r->speech == SPEECH_ENGLISH && *year == ',')
		year++;
	const char *begin = skip_spaces(r, year);
	const char *end = begin == year ? NULL : digits(r, begin, 4, 4, &number);
	if (end == NULL || number < 1000 || number > 2999 || goes_on(r, end))
		return at;
	reading_add(out, SLOT_YEAR, which, begin, end, number);
	const char *word = skip_spaces(r, end);
	const char *word_end = r->speech == SPEECH_RUSSIAN && word > end
				       ? match_any(r, word, words)
				       : NULL;
	return word_end == NULL ? end : word_end;
}

/* "14 April", "14th of April" */
static const char *day_first(
	const struct reader *r, const char *at, int which, struct reading *out)
{
	const char *day = read_day(r, at, which, out);

	if (day == NULL)
		return NULL;
	const char *month = skip_spaces(r, day);
	if (month == day)
		return NULL;
	const char *of = r->speech == SPEECH_ENGLISH ? match(r, month, "of ") : NULL;
	return read_month(r, of == NULL ? month : of, which, true, out);
}

/* "April 14" */
static const char *month_first(
	const struct reader *r, const char *at, int which, struct reading *out)
{
	const char *month = read_month(r, at, which, false, out);

	if (month == NULL || r->speech != SPEECH_ENGLISH)
		return NULL;
	const char *day = skip_spaces(r, month);
	return day == month ? NULL : read_day(r, day, which, out);
}

/* "April 2017" */
static const char *month_only(
	const struct reader *r, const char *at, int which, struct reading *out)
{
	const char *month = read_month(r, at, which, false, out);
	const char *end = month == NULL ? NULL : read_year(r, month, which, out);

	return end == month ? NULL : end;
}

/* Tries each way to read and takes the first; what a way that failed has left is undone. */
typedef const char *way(const struct reader *, const char *, int, struct reading *);

static const char *try_way(
	way *w, const struct reader *r, const char *at, int which, struct reading *out)
{
	size_t n = out->n;
	const char *end = w(r, at, which, out);

	if (end == NULL)
		out->n = n;
	return end;
}

static const char *western_date(
	const struct reader *r, const char *at, int which, struct reading *out)
{
	const char *end = try_way(day_first, r, at, which, out);

	if (end == NULL)
		end = try_way(month_first, r, at, which, out);
	if (end != NULL)
		return read_year(r, end, which, out);
	return try_way(month_only, r, at, which, out);
}

/* A number before 年, 月 or 日, in digits or numerals; returns what is behind the sign. */
static const char *chinese_part(const struct reader *r, const char *at,
	enum slot_kind kind, int which, const char *sign, struct reading *out)
{
	enum numeral how = NUMERAL_DIGITS;
	int number;
	const char *end = digits(r, at, 1, 4, &number);

	if (end == NULL)
		end = han_number(r, at, &number, &how);
	else if (*at == '0')
		how = NUMERAL_PADDED;
	if (end == NULL || number == 0)
		return NULL;
	const char *behind = skip_spaces(r, end);
	size_t size = strlen(sign);
	if ((size_t)(r->end - behind) < size || memcmp(behind, sign, size) != 0)
		return NULL;
	reading_add(out, kind, which, at, end, number);
	out->slots[out->n - 1].numeral = how;
	return behind + size;
}

static const char *chinese_day(
	const struct reader *r, const char *at, int which, struct reading *out)
{
	const char *end = chinese_part(r, at, SLOT_DAY, which, "日", out);

	return end != NULL ? end : chinese_part(r, at, SLOT_DAY, which, "号", out);
}

static const char *chinese_date(
	const struct reader *r, const char *at, int which, struct reading *out)
{
	const char *year = chinese_part(r, at, SLOT_YEAR, which, "年", out);
	const char *from = year == NULL ? at : skip_spaces(r, year);
	const char *month = chinese_part(r, from, SLOT_MONTH, which, "月", out);

	if (month == NULL)
		return NULL;
	const char *day = chinese_day(r, skip_spaces(r, month), which, out);
	if (day == NULL && year == NULL)
		return NULL;
	return day == NULL ? month : day;
}

static const char *numeric_part(const struct reader *r, const char *at,
	enum slot_kind kind, int which, char mark, struct reading *out)
{
	int number;
	size_t width = kind == SLOT_YEAR ? 4 : 2;
	const char *end = digits(r, at, kind == SLOT_YEAR ? 4 : 1, width, &number);

	if (end == NULL || number == 0 ||
		(mark != '\0' && (end == r->end || *end != mark)))
		return NULL;
	reading_add(out, kind, which, at, end, number);
	if (kind != SLOT_YEAR && *at == '0')
		out->slots[out->n - 1].numeral = NUMERAL_PADDED;
	return mark == '\0' ? end : end + 1;
}

/* 2017-04-14, 2017/4/14 */
static const char *year_first(
	const struct reader *r, const char *at, int which, struct reading *out)
{
	char mark = r->end - at > 4 ? at[4] : '\0';

	if (mark != '-' && mark != '/')
		return NULL;
	at = numeric_part(r, at, SLOT_YEAR, which, mark, out);
	at = at == NULL ? NULL : numeric_part(r, at, SLOT_MONTH, which, mark, out);
	return at == NULL ? NULL : numeric_part(r, at, SLOT_DAY, which, '\0', out);
}

/* 14.04.2017 */
static const char *year_last(
	const struct reader *r, const char *at, int which, struct reading *out)
{
	at = numeric_part(r, at, SLOT_DAY, which, '.', out);
	at = at == NULL ? NULL : numeric_part(r, at, SLOT_MONTH, which, '.', out);
	return at == NULL ? NULL : numeric_part(r, at, SLOT_YEAR, which, '\0', out);
}

static const char *any_date(
	const struct reader *r, const char *at, int which, struct reading *out)
{
	const char *end = try_way(year_first, r, at, which, out);

	if (end == NULL)
		end = try_way(year_last, r, at, which, out);
	if (end == NULL && r->speech == SPEECH_CHINESE)
		return try_way(chinese_date, r, at, which, out);
	return end != NULL ? end : try_way(western_date, r, at, which, out);
}

/* --- ranges --------------------------------------------------------------------------- */

/* What stands between the ends of a range that begins at `begin`. */
static const char *connector(const struct reader *r, const char *begin, const char *at)
{
	static const char *const marks[] = { "–", "—", "-", "～", "~", "－", "至", "到",
		NULL };
	static const char *const english[] = { "to", "through", "until", "till", NULL };
	static const char *const russian[] = { "по", "до", NULL };
	static const char *const between[] = { "between", "между", NULL };
	const char *word = skip_spaces(r, at);

	for (const char *const *m = marks; *m != NULL; m++) {
		size_t size = strlen(*m);
		if ((size_t)(r->end - word) >= size && memcmp(word, *m, size) == 0)
			return skip_spaces(r, word + size);
	}
	const char *end = NULL;
	if (r->speech == SPEECH_ENGLISH)
		end = match_any(r, word, english);
	if (r->speech == SPEECH_RUSSIAN)
		end = match_any(r, word, russian);
	if (end == NULL && follows_any(r, begin, between))
		end = match(r, word, r->speech == SPEECH_RUSSIAN ? "и" : "and");
	return end == NULL || word == at ? NULL : skip_spaces(r, end);
}

static void share(struct reading *out, enum slot_kind kind)
{
	size_t n = 0, last = 0;

	for (size_t i = 0; i < out->n; i++) {
		if (out->slots[i].kind != kind)
			continue;
		n++;
		last = i;
	}
	if (n == 1)
		out->slots[last].which = WHICH_BOTH;
}

/* "14–16 April 2017" */
static const char *days_first(const struct reader *r, const char *at, struct reading *out)
{
	const char *end = read_day(r, at, WHICH_FIRST, out);

	end = end == NULL ? NULL : connector(r, at, end);
	end = end == NULL ? NULL : day_first(r, end, WHICH_SECOND, out);
	if (end == NULL)
		return NULL;
	end = read_year(r, end, WHICH_BOTH, out);
	share(out, SLOT_MONTH_NAME);
	return end;
}

/* "April 14–16, 2017" */
static const char *days_last(const struct reader *r, const char *at, struct reading *out)
{
	const char *end = month_first(r, at, WHICH_FIRST, out);

	end = end == NULL ? NULL : connector(r, at, end);
	end = end == NULL ? NULL : read_day(r, end, WHICH_SECOND, out);
	if (end == NULL)
		return NULL;
	share(out, SLOT_MONTH_NAME);
	return read_year(r, end, WHICH_BOTH, out);
}

/* "4月14日至16日", "4月14－16日" */
static const char *chinese_days(
	const struct reader *r, const char *at, struct reading *out)
{
	const char *end = chinese_part(r, at, SLOT_YEAR, WHICH_BOTH, "年", out);
	int day;

	end = end == NULL ? at : skip_spaces(r, end);
	end = chinese_part(r, end, SLOT_MONTH, WHICH_BOTH, "月", out);
	if (end == NULL)
		return NULL;
	end = skip_spaces(r, end);
	const char *first = chinese_day(r, end, WHICH_FIRST, out);
	if (first == NULL) {
		first = digits(r, end, 1, 2, &day);
		if (first == NULL || *end == '0')
			return NULL;
		reading_add(out, SLOT_DAY, WHICH_FIRST, end, first, day);
	}
	end = connector(r, at, first);
	return end == NULL ? NULL : chinese_day(r, end, WHICH_SECOND, out);
}

/* "14 April – 16 May 2017" */
static const char *two_dates(const struct reader *r, const char *at, struct reading *out)
{
	const char *end = any_date(r, at, WHICH_FIRST, out);

	end = end == NULL ? NULL : connector(r, at, end);
	end = end == NULL ? NULL : any_date(r, end, WHICH_SECOND, out);
	if (end != NULL)
		share(out, SLOT_YEAR);
	return end;
}

/* --- values ---------------------------------------------------------------------------- */

bool take_date(const struct reading *in, int which, struct date *d)
{
	*d = (struct date){ 0 };
	for (size_t i = 0; i < in->n; i++) {
		const struct slot *s = &in->slots[i];
		if (s->which != which && s->which != WHICH_BOTH)
			continue;
		if (s->kind == SLOT_DAY)
			d->day = s->number;
		else if (s->kind == SLOT_YEAR)
			d->year = s->number;
		else if (s->kind != SLOT_ENDING)
			d->month = s->number;
	}
	return d->month >= 1 && d->month <= 12 && (d->day != 0 || d->year != 0);
}

bool is_real(const struct date *d)
{
	static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int year = d->year;

	if (year != 0 && (year < 1000 || year > 2999))
		return false;
	if (d->day > days[d->month - 1])
		return false;
	return d->month != 2 || d->day != 29 || year == 0 ||
	       (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

static size_t put_date(const struct date *d, char *to, size_t size)
{
	int n;

	if (d->year == 0)
		n = snprintf(to, size, "--%02d-%02d", d->month, d->day);
	else if (d->day == 0)
		n = snprintf(to, size, "%04d-%02d", d->year, d->month);
	else
		n = snprintf(to, size, "%04d-%02d-%02d", d->year, d->month, d->day);
	return n < 0 ? 0 : (size_t)n;
}

static long date_order(const struct date *d)
{
	return (long)d->year * 10000 + d->month * 100 + d->day;
}

static bool take_value(struct reading *out, bool range)
{
	struct date first, second;

	if (!take_date(out, WHICH_FIRST, &first) || !is_real(&first))
		return false;
	size_t size = put_date(&first, out->value, sizeof(out->value));
	out->kind = PLACEABLE_DATE;
	if (!range)
		return true;
	if (!take_date(out, WHICH_SECOND, &second) || !is_real(&second))
		return false;
	out->kind = PLACEABLE_RANGE;
	if ((first.day == 0) != (second.day == 0) ||
		(first.year == 0) != (second.year == 0))
		return false;
	out->value[size++] = '/';
	put_date(&second, out->value + size, sizeof(out->value) - size);
	return date_order(&first) < date_order(&second);
}

static const char *one_date(const struct reader *r, const char *at, struct reading *out)
{
	return any_date(r, at, WHICH_FIRST, out);
}

typedef const char *whole(const struct reader *, const char *, struct reading *);

static bool read_as(
	whole *w, const struct reader *r, const char *at, bool range, struct reading *out)
{
	out->n = 0;
	out->begin = at;
	out->style = SHAPE_DATE;
	out->end = w(r, at, out);
	return out->end != NULL && take_value(out, range) &&
	       (!is_joining(before_at(r, out->end)) || !goes_on(r, out->end));
}

bool read_date(const struct reader *r, const char *at, struct reading *out)
{
	static whole *const ranges[] = { days_first, days_last, two_dates };

	if (r->speech == SPEECH_CHINESE && read_as(chinese_days, r, at, true, out))
		return true;
	for (size_t i = 0; i < N_ELEMENTS(ranges); i++) {
		bool western = r->speech != SPEECH_CHINESE;
		if ((western || ranges[i] == two_dates) &&
			read_as(ranges[i], r, at, true, out))
			return true;
	}
	return read_as(one_date, r, at, false, out);
}
