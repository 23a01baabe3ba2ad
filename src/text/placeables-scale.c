/* SPDX-License-Identifier: Apache-2.0
 *
 * Words that stand for zeros behind a number among placeables: 1.2 million, 1,2 млн, 120万.
 */
#include "config.h"
#include "src/text/placeables-number.h"

#include <string.h>

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

const struct scale *find_scale(const struct reader *r, const char *at, const char **end)
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

bool scale_multiply(const char *number, int zeros, char value[VALUE_MAX + 2])
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

bool scale_divide(const char *value, int zeros, char number[VALUE_MAX + 2])
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
