/* SPDX-License-Identifier: Apache-2.0
 *
 * What stands around a placeable: whether digits are a number of their own or part of a
 * name, and whether the words beside it stay right when its value changes (1 участник, 2
 * участника; a 7-day, an 8-day; со 2 мая, с 3 мая).
 */
#include "config.h"
#include "src/text/placeables-inside.h"

#include <string.h>
#include <unicode/uchar.h>

#include "src/text/utf8.h"

#define WORD_MAX 40 /* bytes of a word that is compared */

int32_t next_at(const struct reader *r, const char *at)
{
	return at < r->end ? utf8_next(&at, r->end) : 0;
}

const char *step_back(const struct reader *r, const char *at)
{
	while (at > r->text && ((unsigned char)*--at & 0xC0) == 0x80)
		;
	return at;
}

int32_t before_at(const struct reader *r, const char *at)
{
	return at > r->text ? next_at(r, step_back(r, at)) : 0;
}

bool is_digit(int32_t c)
{
	return c >= '0' && c <= '9';
}

bool is_joining(int32_t c)
{
	if (c < 0x80)
		return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	if (c >= 0x2E80 || (c >= 0x0E00 && c <= 0x0EFF))
		return c >= 0xFF10 && c <= 0xFF19; /* digits of full width */
	if (c == 0xAA || c == 0xBA)
		return false;
	return (U_GET_GC_MASK((UChar32)c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) !=
		       0 &&
	       c != 0x2116;
}

static bool is_space(int32_t c)
{
	return c == ' ' || c == 0xA0 || c == 0x2009 || c == 0x202F || c == 0x2007;
}

static bool is_dash(int32_t c)
{
	return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

/* Whether the mark makes one word of what is on both sides of it. */
static bool is_joint(int32_t c)
{
	return (c > 0 && c < 0x80 && strchr(".,:/'+_@&*^=#\\|%$~?", (char)c) != NULL) ||
	       is_dash(c) || c == 0x2019;
}

bool goes_on(const struct reader *r, const char *at)
{
	int32_t c = next_at(r, at);

	if (is_joining(c))
		return true;
	if (!is_joint(c))
		return false;
	if (strchr("_@*^+=\\#", (char)c) != NULL && c < 0x80)
		return true;
	utf8_next(&at, r->end);
	return is_joining(next_at(r, at));
}

const char *skip_joined(const struct reader *r, const char *at)
{
	while (at < r->end && goes_on(r, at))
		utf8_next(&at, r->end);
	return at;
}

const char *skip_spaces(const struct reader *r, const char *at)
{
	while (is_space(next_at(r, at)))
		utf8_next(&at, r->end);
	return at;
}

static const char *match_bytes(const struct reader *r, const char *at, const char *word)
{
	size_t size = strlen(word);

	if ((size_t)(r->end - at) < size || memcmp(at, word, size) != 0)
		return NULL;
	return at + size;
}

const char *match(const struct reader *r, const char *at, const char *word)
{
	const char *end = match_bytes(r, at, word);

	if (end == NULL || (is_joining(before_at(r, end)) && is_joining(next_at(r, end))))
		return NULL;
	return end;
}

const char *match_any(const struct reader *r, const char *at, const char *const *words)
{
	for (; *words != NULL; words++) {
		const char *end = match(r, at, *words);
		if (end != NULL)
			return end;
	}
	return NULL;
}

/* Lower case of the word that ends before `at`, spaces between; "" if it is too long. */
static void word_before(const struct reader *r, const char *at, char word[WORD_MAX])
{
	char *to = word;

	while (is_space(before_at(r, at)))
		at = step_back(r, at);
	const char *end = at;
	for (int32_t c; (c = before_at(r, at)) != 0 && end - at < WORD_MAX;) {
		if (!is_joining(c) && c != '.')
			break;
		at = step_back(r, at);
	}
	word[0] = '\0';
	if (end - at >= WORD_MAX - 8)
		return;
	while (at < end) {
		int32_t c = u_tolower((UChar32)utf8_next(&at, end));
		if (to - word < WORD_MAX - 5)
			to += utf8_put(to, c);
	}
	*to = '\0';
}

static bool is_one_of(const char *word, const char *const *words)
{
	for (; *words != NULL; words++) {
		if (strcmp(word, *words) == 0)
			return true;
	}
	return false;
}

bool follows_any(const struct reader *r, const char *at, const char *const *words)
{
	char word[WORD_MAX];

	word_before(r, at, word);
	return word[0] != '\0' && is_one_of(word, words);
}

/* --- what kind of number ------------------------------------------------------------ */

static const char *const labels[] = { "no.", "nos.", "article", "articles", "art.",
	"section", "sections", "sec.", "chapter", "paragraph", "paragraphs", "para.",
	"page", "pages", "p.", "pp.", "resolution", "resolutions", "item", "annex",
	"rule", "part", "table", "figure", "fig.", "volume", "vol.", "decision",
	"version", "статья", "статьи", "статье", "статью", "статьей", "статьёй", "ст.",
	"пункт", "пункта", "пункту", "пунктом", "пункте", "пункты", "п.", "пп.", "глава",
	"главы", "главе", "главу", "гл.", "раздел", "раздела", "разделе", "приложение",
	"приложения", "приложении", "приложению", "таблица", "таблицы", "таблице",
	"рисунок", "рис.", "табл.", "страница", "странице", "страницы", "стр.", "с.",
	"резолюция", "резолюции", "резолюцию", "резолюцией", "правило", "правила", "том",
	"т.", "решение", "решения", "версия", "версии", NULL };

bool is_label(const struct reader *r, const char *at)
{
	int32_t c = before_at(r, at);

	while (is_space(c)) {
		at = step_back(r, at);
		c = before_at(r, at);
	}
	if (c == 0x2116 || c == '#' || c == 0xA7) /* № and § */
		return true;
	/* 第1267号 */
	if (c == 0x7B2C)
		return true;
	return follows_any(r, at, labels);
}

static const char *const year_words[] = { "года", "год", "году", "годом", "годе", "годы",
	"годов", "годам", "годах", "годами", "гг.", "г.", NULL };

bool names_year(const struct reader *r, const char *at)
{
	const char *word = skip_spaces(r, at);

	return r->speech == SPEECH_RUSSIAN && word > at &&
	       match_any(r, word, year_words) != NULL;
}

bool tells_half_of_day(const struct reader *r, const char *begin, const char *end)
{
	static const char *const after[] = { "a.m", "p.m", "am", "pm", "AM", "PM", "A.M",
		"P.M", "o'clock", "o’clock", "утра", "вечера", "ночи", NULL };
	static const char *const hours[] = { "час", "часа", "часов", "часам", "часами",
		"часах", "ч.", NULL };
	static const char *const halves[] = { "утра", "вечера", "ночи", "дня",
		"пополудни", NULL };
	static const char *const before[] = { "上午", "下午", "晚上", "凌晨", "中午",
		"早上", "晚", "早晨", "清晨", "傍晚", NULL };
	const char *word = skip_spaces(r, end);

	if (match_any(r, word, after) != NULL)
		return true;
	word = match_any(r, word, hours);
	if (word != NULL && match_any(r, skip_spaces(r, word), halves) != NULL)
		return true;
	for (const char *const *b = before; *b != NULL; b++) {
		size_t size = strlen(*b);
		if ((size_t)(begin - r->text) >= size &&
			memcmp(begin - size, *b, size) == 0)
			return true;
	}
	return false;
}

/* --- numbers and the words that agree with them -------------------------------------- */

/* The last number of a value: "16" of "14/16". */
static const char *last_number(const char *value)
{
	const char *slash = strrchr(value, '/');

	return slash == NULL ? value : slash + 1;
}

/* CLDR's one, few, many of Russian; the compound ones (21, 22) apart from the simple, for
 * they part in the accusative (двух участников, двадцать два участника). */
static int russian_form(const char *number)
{
	size_t size = strlen(number);
	int last = number[size - 1] - '0';
	int tens = size > 1 ? number[size - 2] - '0' : 0;
	bool compound = size > 1;

	if (tens == 1 || last == 0 || last >= 5)
		return 'm';
	if (last == 1)
		return '1';
	return compound ? 'F' : 'f';
}

static bool is_listed(const char *lang, const char *list)
{
	const char *found = strstr(list, lang);

	return found != NULL && (found == list || found[-1] == ' ') &&
	       (found[strlen(lang)] == ' ' || found[strlen(lang)] == '\0');
}

int plural_form(const struct reader *r, const char *number)
{
	static const char same[] =
		"zh ja ko vi th lo km my id ms kk ky uz tk tr az hu tg fa ka";
	static const char two[] = "de nl sv da nb no it es pt el fi et bg";

	if (*number == '-')
		number++;
	if (is_listed(r->lang, same))
		return 's';
	if (strchr(number, '.') != NULL)
		return r->speech == SPEECH_OTHER ? -1 : 'd';
	if (r->speech == SPEECH_RUSSIAN)
		return russian_form(number);
	if (r->speech == SPEECH_ENGLISH || is_listed(r->lang, two))
		return strcmp(number, "1") == 0 ? '1' : 'm';
	return -1;
}

/* Whether a word follows that may agree with the number. */
static bool word_follows(const struct reader *r, const char *at)
{
	const char *word = skip_spaces(r, at);
	int32_t c = next_at(r, word);

	if (word == at && !is_joining(c))
		return false;
	return (is_joining(c) && !is_digit(c)) || c == '"' || c == '(' || c == '[' ||
	       c == 0xAB || c == 0x201C || c == 0x201E;
}

static bool is_year(const char *number)
{
	return strlen(number) == 4 && (number[0] == '1' || number[0] == '2') &&
	       strspn(number, "0123456789") == 4;
}

/* Units that are written alike after every number. */
static bool is_unchanging(const struct reader *r, const char *at)
{
	static const char *const english[] = { "km", "kg", "cm", "mm", "ha", "percent",
		"per", "GB", "MB", NULL };
	static const char *const russian[] = { "кг", "км", "м", "см", "мм", "га", "т",
		"г", "мин.", "долл.", "руб.", "чел.", "кв.", "куб.", "шт.", "экз.",
		NULL };
	const char *const *units = r->speech == SPEECH_ENGLISH ? english : russian;

	return (r->speech == SPEECH_ENGLISH || r->speech == SPEECH_RUSSIAN) &&
	       match_any(r, skip_spaces(r, at), units) != NULL;
}

/* "8 и 9 июня": the first of two days. */
static bool is_day_too(const struct reader *r, const char *at)
{
	const char *word = skip_spaces(r, at);
	const char *end = match(r, word, r->speech == SPEECH_RUSSIAN ? "и" : "and");
	struct reading date;

	return end != NULL && read_date(r, skip_spaces(r, end), &date) &&
	       date.slots[0].kind == SLOT_DAY;
}

/* What follows a scaled number (5 млн человек) agrees with the scale, not with it. */
static bool agrees_after(
	const struct reader *r, const struct reading *model, const char *value)
{
	const char *old = last_number(model->value);
	const char *now = last_number(value);
	const char *number_end = model->slots[model->n - 1].end;

	if (number_end < model->end || !word_follows(r, model->end))
		return true;
	if (names_year(r, model->end) && is_year(old))
		return is_year(now);
	if (is_label(r, model->begin) || is_unchanging(r, model->end) ||
		is_day_too(r, model->end))
		return true;
	int form = plural_form(r, old);
	return form >= 0 && form == plural_form(r, now);
}

/* Whether the English name of the number begins with a vowel: eight, eleven, eighteen; -1
 * where it can be read in two ways (1,100). */
static int english_vowel(const char *value)
{
	size_t size = strspn(value, "0123456789");

	if (size == 0)
		return -1;
	if (value[0] == '8')
		return 1;
	if (value[0] != '1' || size < 2 || (value[1] != '1' && value[1] != '8'))
		return 0;
	if (size == 4)
		return -1;
	return size % 3 == 2;
}

static bool english_agrees(
	const struct reader *r, const struct reading *model, const char *value)
{
	static const char *const articles[] = { "a", "an", NULL };

	if (!follows_any(r, model->begin, articles))
		return true;
	if (model->kind == PLACEABLE_DATE || strchr(value, '-') != NULL)
		return false;
	int now = english_vowel(value);
	return now >= 0 && now == english_vowel(model->value);
}

/* The number said aloud begins with вт- (and, where that matters, ст-): second, hundred. */
static bool is_heavy(const char *value, bool hundreds)
{
	size_t size = strspn(value, "0123456789");

	return (size == 1 && *value == '2') || (hundreds && size == 3 && *value == '1');
}

/* The number that is said first, without what follows it: the day of a date. */
static void said_first(const struct reading *model, const char *value, char said[64])
{
	size_t size = strcspn(value, "/");

	if ((model->style & STYLE_SHAPE) == SHAPE_DATE && size > 2) {
		value += size - (value[size - 2] == '0' ? 1 : 2);
		size = strcspn(value, "/");
	}
	memcpy(said, value, size);
	said[size] = '\0';
}

/* со 2 мая but с 3 мая; where о might become об nothing is promised. */
static bool russian_agrees(
	const struct reader *r, const struct reading *model, const char *value)
{
	static const char *const plain[] = { "с", "к", NULL };
	static const char *const in[] = { "в", NULL };
	static const char *const longer[] = { "со", "во", "ко", NULL };
	static const char *const about[] = { "о", "об", "обо", NULL };
	char old[64], now[64];

	if (model->slots[0].kind == SLOT_MONTH_NAME)
		return true;
	if (follows_any(r, model->begin, about))
		return false;
	bool is_longer = follows_any(r, model->begin, longer);
	bool hundreds = follows_any(r, model->begin, plain);
	if (!is_longer && !hundreds && !follows_any(r, model->begin, in))
		return true;
	said_first(model, model->value, old);
	said_first(model, value, now);
	return strcmp(old, now) == 0 ||
	       (!is_longer && (!is_heavy(now, hundreds) || is_heavy(old, hundreds)));
}

bool agrees(const struct reader *r, const struct reading *model, const char *value)
{
	bool counts = (model->style & STYLE_SHAPE) == SHAPE_PLAIN;

	if (counts && !agrees_after(r, model, value))
		return false;
	if (r->speech == SPEECH_ENGLISH)
		return english_agrees(r, model, value);
	return r->speech != SPEECH_RUSSIAN || russian_agrees(r, model, value);
}
