/* SPDX-License-Identifier: Apache-2.0
 *
 * Words of running text: the boundaries of UAX #29 as ICU finds them, with three changes.
 *
 *   - A full stop between letters ends a word, so that В.В.Путин holds Путин.
 *   - An apostrophe of any make between letters does not (yo`l as little as yo‘l: folding
 *     makes them one); in Uzbek it also belongs to the o or g it follows at the end of a
 *     word (tog‘, a mountain, is not tog).
 *   - With han_single each Han character is a word; ICU's dictionary is then not asked
 *     for Han.
 *
 * The text is walked in stretches: either one Han character, or all up to the next.
 */
#include "config.h"
#include "src/text/words.h"

#include <string.h>

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>

#include "src/base/err.h"
#include "src/text/utf8.h"

struct words {
	UBreakIterator *breaker;
	UText utext;
	bool han_single, uzbek;
	const char *text;
	size_t size;
	size_t at;    /* the next word begins here or later */
	size_t begin; /* of the stretch in the hands of the breaker */
	size_t end;   /* of it; breaker has no stretch where at == end */
};

void words_free(struct words *w)
{
	if (w == NULL)
		return;
	if (w->breaker != NULL)
		ubrk_close(w->breaker);
	utext_close(&w->utext);
	free(w);
}

void words_freep(struct words **w)
{
	words_free(*w);
}

static int icu_failed(UErrorCode status)
{
	if (status == U_MEMORY_ALLOCATION_ERROR)
		return err_nomem();
	return err_set(BIS_EIO, "word boundaries: %s", u_errorName(status));
}

/* ICU knows locales by underscores; the language and script are enough for it. */
static void locale_of(const char *lang, char *locale, size_t size)
{
	size_t n = strcspn(lang, "-");

	if (n >= size)
		n = 0;
	memcpy(locale, lang, n);
	locale[n] = '\0';
}

int words_new(const char *lang, bool han_single, struct words **out)
{
	cleanup(words_freep) struct words *w = calloc(1, sizeof(*w));
	UErrorCode status = U_ZERO_ERROR;
	char locale[16];

	*out = NULL;
	if (w == NULL)
		return err_nomem();
	w->utext = (UText)UTEXT_INITIALIZER;
	w->han_single = han_single;
	locale_of(lang, locale, sizeof(locale));
	w->uzbek = strcmp(locale, "uz") == 0;
	w->breaker = ubrk_open(UBRK_WORD, locale, NULL, 0, &status);
	if (U_FAILURE(status))
		return icu_failed(status);
	*out = steal(&w);
	return 0;
}

int words_start(struct words *w, const char *text, size_t size)
{
	if (size > INT32_MAX)
		return err_set(
			BIS_EFORMAT, "text of %zu bytes, too long for words", size);
	w->text = text;
	w->size = size;
	w->at = w->begin = w->end = 0;
	return 0;
}

static bool is_han(int32_t c)
{
	UErrorCode status = U_ZERO_ERROR;

	return c >= 0x2E80 && uscript_getScript(c, &status) == USCRIPT_HAN;
}

static bool is_mark(int32_t c)
{
	return c >= 0x300 && u_getIntPropertyValue(c, UCHAR_WORD_BREAK) == U_WB_EXTEND;
}

/* Apostrophes that fold.c makes one; ʻ and ʼ are letters to ICU already. */
static bool is_apostrophe(int32_t c)
{
	switch (c) {
	case '\'':
	case '`':
	case 0x00B4:
	case 0x02B9:
	case 0x02BB:
	case 0x02BC:
	case 0x02BD:
	case 0x2018:
	case 0x2019:
	case 0x201B:
	case 0x2032:
	case 0x2035:
		return true;
	default:
		return false;
	}
}

/* The code point at `at`, 0 at the end of the text; *next is where the one after it
 * begins. */
static int32_t peek(const struct words *w, size_t at, size_t *next)
{
	const char *p = w->text + at;
	int32_t c = utf8_next(&p, w->text + w->size);

	*next = (size_t)(p - w->text);
	return c;
}

static int32_t last_of(const struct words *w, size_t begin, size_t end)
{
	size_t at = end - 1, next;

	while (at > begin && ((unsigned char)w->text[at] & 0xC0) == 0x80)
		at--;
	return peek(w, at, &next);
}

/* Where the Han character at w->at ends, with the marks and variation selectors on it. */
static size_t end_of_han(const struct words *w)
{
	size_t end, next;

	peek(w, w->at, &end);
	while (end < w->size && is_mark(peek(w, end, &next)))
		end = next;
	return end;
}

static size_t next_han(const struct words *w)
{
	size_t at = w->at, next;

	if (!w->han_single)
		return w->size;
	while (at < w->size && !is_han(peek(w, at, &next)))
		at = next;
	return at;
}

/* Gives the breaker all from w->at to the next Han character. */
static int start_stretch(struct words *w)
{
	UErrorCode status = U_ZERO_ERROR;

	w->begin = w->at;
	w->end = next_han(w);
	utext_openUTF8(
		&w->utext, w->text + w->begin, (int64_t)(w->end - w->begin), &status);
	if (U_SUCCESS(status))
		ubrk_setUText(w->breaker, &w->utext, &status);
	if (U_FAILURE(status))
		return icu_failed(status);
	ubrk_first(w->breaker);
	return 0;
}

/* The first full stop with letters on both sides, or `end`. */
static size_t find_full_stop(const struct words *w, size_t begin, size_t end)
{
	const char *stop = memchr(w->text + begin, '.', end - begin);

	for (; stop != NULL;
		stop = memchr(stop + 1, '.', end - (size_t)(stop + 1 - w->text))) {
		size_t at = (size_t)(stop - w->text), next;
		if (at > begin && u_isalpha(last_of(w, begin, at)) && at + 1 < end &&
			u_isalpha(peek(w, at + 1, &next)))
			return at;
	}
	return end;
}

/* Whether an apostrophe at `end`, where a word of letters ends, belongs to it; then
 * moves *end. */
static bool takes_apostrophe(const struct words *w, size_t begin, size_t *end)
{
	size_t after, next;

	if (*end >= w->end || !is_apostrophe(peek(w, *end, &after)))
		return false;
	int32_t last = last_of(w, begin, *end);
	int32_t follows = after < w->end ? peek(w, after, &next) : 0;
	bool inside = u_isalpha(last) && u_isalpha(follows);
	bool o_or_g = w->uzbek && last < 0x80 && strchr("oOgG", (int)last) != NULL;
	if (!inside && !o_or_g)
		return false;
	*end = after;
	return true;
}

static bool has_han(const struct words *w, size_t at, size_t end)
{
	while (at < end)
		if (is_han(peek(w, at, &at)))
			return true;
	return false;
}

static enum word_kind kind_of(
	const struct words *w, size_t begin, size_t end, int32_t status)
{
	size_t next;

	if (status < UBRK_WORD_NUMBER_LIMIT) /* ICU says so of COVID19 as well */
		return u_isalpha(peek(w, begin, &next)) ? WORD_LETTERS : WORD_NUMBER;
	return status >= UBRK_WORD_KANA && has_han(w, begin, end) ? WORD_HAN
								  : WORD_LETTERS;
}

/* Goes on over apostrophes and what they join, from a word of letters that ends at
 * `end`. */
static size_t join(struct words *w, size_t begin, size_t end)
{
	while (takes_apostrophe(w, begin, &end)) {
		size_t next;
		if (end >= w->end || !u_isalpha(peek(w, end, &next)))
			break;
		end = w->begin +
		      (size_t)ubrk_following(w->breaker, (int32_t)(end - w->begin));
	}
	return end;
}

/* Ends a word of letters where we mean it to. */
static void cut(struct words *w, struct word *out)
{
	size_t whole = join(w, out->begin, out->end);

	out->end = find_full_stop(w, out->begin, whole);
	w->at = out->end < whole ? out->end + 1 : whole;
}

/* 1 a word of the stretch, 0 it has no more. */
static int next_in_stretch(struct words *w, struct word *out)
{
	while (w->at < w->end) {
		int32_t from = (int32_t)(w->at - w->begin);
		int32_t to = ubrk_following(w->breaker, from);
		if (to == UBRK_DONE)
			break;
		int32_t status = ubrk_getRuleStatus(w->breaker);
		out->begin = w->at;
		out->end = w->at = w->begin + (size_t)to;
		if (status < UBRK_WORD_NUMBER)
			continue;
		out->kind = kind_of(w, out->begin, out->end, status);
		if (out->kind == WORD_LETTERS)
			cut(w, out);
		return 1;
	}
	w->at = w->end;
	return 0;
}

int words_next(struct words *w, struct word *out)
{
	while (w->at < w->size) {
		size_t next;
		if (w->at < w->end) {
			if (next_in_stretch(w, out) > 0)
				return 1;
			continue;
		}
		if (w->han_single && is_han(peek(w, w->at, &next))) {
			out->begin = w->at;
			out->end = w->at = w->begin = w->end = end_of_han(w);
			out->kind = WORD_HAN;
			return 1;
		}
		int rc = start_stretch(w);
		if (rc < 0)
			return rc;
	}
	return 0;
}
