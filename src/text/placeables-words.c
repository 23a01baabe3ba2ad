/* SPDX-License-Identifier: Apache-2.0
 *
 * Numbers in words of an alphabet among placeables: spelled-out ordinals, which can be
 * written again in the form of the model (третьей, четвёртой; twenty-third), and small
 * counts (two, двух), which are read only so that they are not overlooked.
 */
#include "config.h"
#include "src/text/placeables-inside.h"

#include <stdio.h>
#include <string.h>

#include "src/text/utf8.h"

static const char *const english_ordinals[] = { "", "first", "second", "third", "fourth",
	"fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
	"thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
	"nineteenth" };
static const char *const english_tens[] = { "", "", "twent", "thirt", "fort", "fift",
	"sixt", "sevent", "eight", "ninet" };

/* Russian ordinals without their endings; those whose first form ends in -ой apart. */
struct stem {
	const char *text;
	char type; /* 'y' первый, 'o' второй, 'i' третий */
	int number;
};
static const struct stem russian_ordinals[] = {
	{ "перв", 'y', 1 },
	{ "втор", 'o', 2 },
	{ "трет", 'i', 3 },
	{ "четвёрт", 'y', 4 },
	{ "четверт", 'y', 4 },
	{ "пят", 'y', 5 },
	{ "шест", 'o', 6 },
	{ "седьм", 'o', 7 },
	{ "восьм", 'o', 8 },
	{ "девят", 'y', 9 },
	{ "десят", 'y', 10 },
	{ "одиннадцат", 'y', 11 },
	{ "двенадцат", 'y', 12 },
	{ "тринадцат", 'y', 13 },
	{ "четырнадцат", 'y', 14 },
	{ "пятнадцат", 'y', 15 },
	{ "шестнадцат", 'y', 16 },
	{ "семнадцат", 'y', 17 },
	{ "восемнадцат", 'y', 18 },
	{ "девятнадцат", 'y', 19 },
	{ "двадцат", 'y', 20 },
	{ "тридцат", 'y', 30 },
	{ "сороков", 'o', 40 },
	{ "пятидесят", 'y', 50 },
	{ "шестидесят", 'y', 60 },
	{ "семидесят", 'y', 70 },
	{ "восьмидесят", 'y', 80 },
	{ "девяност", 'y', 90 },
};
static const char *const russian_tens[] = { "", "", "двадцать ", "тридцать ", "сорок ",
	"пятьдесят ", "шестьдесят ", "семьдесят ", "восемьдесят ", "девяносто " };

/* The same form of each type stands in the same place. */
static const char *const endings_y[] = { "ый", "ая", "ое", "ого", "ому", "ым", "ом", "ой",
	"ую", "ые", "ых", "ыми" };
static const char *const endings_i[] = { "ий", "ья", "ье", "ьего", "ьему", "ьим", "ьем",
	"ьей", "ью", "ьи", "ьих", "ьими" };
enum { FORM_MASCULINE = 0, FORM_OBLIQUE = 7, N_FORMS = 12 };

static const char *ending_of(char type, int form)
{
	if (type == 'o' && form == FORM_MASCULINE)
		return "ой";
	return type == 'i' ? endings_i[form] : endings_y[form];
}

struct word {
	int number;
	int form;
	char type;
	bool capital;
	const char *end;
};

/* "third" or "Third" at `at`; the rest may go on as a word. */
static const char *begins_with(
	const struct reader *r, const char *at, const char *text, bool *capital)
{
	const char *end = text + strlen(text), *mine = at;

	if ((size_t)(r->end - at) < (size_t)(end - text))
		return NULL;
	int32_t a = utf8_next(&mine, r->end), b = utf8_next(&text, end);
	*capital = a != b;
	if (a != b && a != b - 0x20)
		return NULL;
	if (memcmp(mine, text, (size_t)(end - text)) != 0)
		return NULL;
	return mine + (end - text);
}

static bool ends_word(const struct reader *r, const char *at)
{
	return !is_joining(next_at(r, at)) && !goes_on(r, at);
}

static bool english_simple(const struct reader *r, const char *at, struct word *out)
{
	for (int i = 1; i < 20; i++) {
		out->end = begins_with(r, at, english_ordinals[i], &out->capital);
		out->number = i;
		if (out->end != NULL && ends_word(r, out->end))
			return true;
	}
	return false;
}

/* twentieth, twenty-third */
static bool english_ordinal(const struct reader *r, const char *at, struct word *out)
{
	struct word units;

	if (english_simple(r, at, out))
		return true;
	for (int i = 2; i < 10; i++) {
		const char *ten = begins_with(r, at, english_tens[i], &out->capital);
		if (ten == NULL)
			continue;
		out->number = i * 10;
		out->end = match(r, ten, "ieth");
		if (out->end != NULL && ends_word(r, out->end))
			return true;
		if (r->end - ten > 2 && memcmp(ten, "y-", 2) == 0 &&
			english_simple(r, ten + 2, &units) && units.number < 10 &&
			!units.capital) {
			out->number += units.number;
			out->end = units.end;
			return true;
		}
	}
	return false;
}

static bool russian_simple(const struct reader *r, const char *at, struct word *out)
{
	for (size_t i = 0; i < N_ELEMENTS(russian_ordinals); i++) {
		const struct stem *stem = &russian_ordinals[i];
		const char *ending = begins_with(r, at, stem->text, &out->capital);
		for (int form = 0; ending != NULL && form < N_FORMS; form++) {
			out->end = match(r, ending, ending_of(stem->type, form));
			if (out->end == NULL || !ends_word(r, out->end))
				continue;
			out->number = stem->number;
			out->type = stem->type;
			out->form = form;
			return true;
		}
	}
	return false;
}

static bool russian_ordinal(const struct reader *r, const char *at, struct word *out)
{
	bool capital;

	if (russian_simple(r, at, out))
		return true;
	for (int i = 2; i < 10; i++) {
		const char *units = begins_with(r, at, russian_tens[i], &capital);
		if (units == NULL || !russian_simple(r, units, out) ||
			out->number >= 10 || out->capital)
			continue;
		out->number += i * 10;
		out->capital = capital;
		return true;
	}
	return false;
}

struct count {
	const char *lang, *word;
	int number;
};

static const struct count counts[] = {
	{ "en", "one", 1 },
	{ "en", "two", 2 },
	{ "en", "three", 3 },
	{ "en", "four", 4 },
	{ "en", "five", 5 },
	{ "en", "six", 6 },
	{ "en", "seven", 7 },
	{ "en", "eight", 8 },
	{ "en", "nine", 9 },
	{ "en", "ten", 10 },
	{ "en", "eleven", 11 },
	{ "en", "twelve", 12 },
	{ "ru", "один", 1 },
	{ "ru", "одна", 1 },
	{ "ru", "одно", 1 },
	{ "ru", "одного", 1 },
	{ "ru", "одной", 1 },
	{ "ru", "одному", 1 },
	{ "ru", "одну", 1 },
	{ "ru", "одним", 1 },
	{ "ru", "одном", 1 },
	{ "ru", "два", 2 },
	{ "ru", "две", 2 },
	{ "ru", "двух", 2 },
	{ "ru", "двум", 2 },
	{ "ru", "двумя", 2 },
	{ "ru", "три", 3 },
	{ "ru", "трёх", 3 },
	{ "ru", "трех", 3 },
	{ "ru", "трём", 3 },
	{ "ru", "трем", 3 },
	{ "ru", "тремя", 3 },
	{ "ru", "четыре", 4 },
	{ "ru", "четырёх", 4 },
	{ "ru", "четырех", 4 },
	{ "ru", "четырём", 4 },
	{ "ru", "четырем", 4 },
	{ "ru", "четырьмя", 4 },
	{ "ru", "пять", 5 },
	{ "ru", "пяти", 5 },
	{ "ru", "пятью", 5 },
	{ "ru", "шесть", 6 },
	{ "ru", "шести", 6 },
	{ "ru", "шестью", 6 },
	{ "ru", "семь", 7 },
	{ "ru", "семи", 7 },
	{ "ru", "семью", 7 },
	{ "ru", "восемь", 8 },
	{ "ru", "восьми", 8 },
	{ "ru", "восемью", 8 },
	{ "ru", "девять", 9 },
	{ "ru", "девяти", 9 },
	{ "ru", "девятью", 9 },
	{ "ru", "десять", 10 },
	{ "ru", "десяти", 10 },
	{ "ru", "десятью", 10 },
};

static bool read_count(const struct reader *r, const char *at, struct word *out)
{
	for (size_t i = 0; i < N_ELEMENTS(counts); i++) {
		if (strcmp(counts[i].lang, r->lang) != 0)
			continue;
		out->end = begins_with(r, at, counts[i].word, &out->capital);
		out->number = counts[i].number;
		if (out->end != NULL && ends_word(r, out->end))
			return true;
	}
	return false;
}

static bool find_ordinal(const struct reader *r, const char *at, struct word *word)
{
	if (r->speech == SPEECH_ENGLISH)
		return english_ordinal(r, at, word);
	return r->speech == SPEECH_RUSSIAN && russian_ordinal(r, at, word);
}

bool read_word(const struct reader *r, const char *at, struct reading *out)
{
	struct word word;

	out->n = 0;
	if (find_ordinal(r, at, &word)) {
		reading_add(out, SLOT_NUMBER, WHICH_FIRST, at, word.end, word.number);
		return reading_whole(
			out, PLACEABLE_ORDINAL, SHAPE_WORD, at, word.end, word.number);
	}
	if (!read_count(r, at, &word))
		return false;
	return reading_whole(
		out, PLACEABLE_NUMBER, SHAPE_COUNT, at, word.end, word.number);
}

static void put_first(const char *text, bool capital, struct buf *out)
{
	const char *end = text + strlen(text);
	char letter[4];
	int32_t c = utf8_next(&text, end);

	buf_add(out, letter, utf8_put(letter, capital ? c - 0x20 : c));
	buf_add(out, text, (size_t)(end - text));
}

static void write_english(int number, bool capital, struct buf *out)
{
	if (number < 20) {
		put_first(english_ordinals[number], capital, out);
		return;
	}
	put_first(english_tens[number / 10], capital, out);
	if (number % 10 == 0) {
		buf_adds(out, "ieth");
		return;
	}
	buf_adds(out, "y-");
	buf_adds(out, english_ordinals[number % 10]);
}

static const struct stem *find_stem(int number)
{
	for (size_t i = 0; i < N_ELEMENTS(russian_ordinals); i++) {
		if (russian_ordinals[i].number == number)
			return &russian_ordinals[i];
	}
	return NULL;
}

/* Второй may be the first form or another one of the feminine: which, only a word of
 * another type would have to know. */
static bool write_russian(int number, const struct word *model, struct buf *out)
{
	bool capital = model->capital;
	int units = number < 20 || number % 10 == 0 ? number : number % 10;
	const struct stem *stem = find_stem(units);

	if (stem == NULL)
		return false;
	bool either = model->type == 'o' &&
		      (model->form == FORM_MASCULINE || model->form == FORM_OBLIQUE);
	if (either && stem->type != 'o')
		return false;
	if (units != number) {
		put_first(russian_tens[number / 10], capital, out);
		capital = false;
	}
	put_first(stem->text, capital, out);
	buf_adds(out, ending_of(stem->type, model->form));
	return true;
}

static bool english_article(
	const struct reader *r, const struct reading *model, int number)
{
	static const char *const articles[] = { "a", "an", NULL };
	bool vowel = number == 8 || number == 11 || number == 18 || number / 10 == 8;

	if (!follows_any(r, model->begin, articles))
		return true;
	return vowel == (*model->begin == 'e');
}

bool write_word(const struct reader *r, const struct reading *model, const char *value,
	struct buf *out)
{
	int number = small_number(value);
	struct word word = { 0 };

	if (number < 1 || number > 99 || !find_ordinal(r, model->begin, &word))
		return false;
	if (r->speech == SPEECH_RUSSIAN)
		return write_russian(number, &word, out);
	if (!english_article(r, model, number))
		return false;
	write_english(number, word.capital, out);
	return true;
}
