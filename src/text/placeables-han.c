/* SPDX-License-Identifier: Apache-2.0
 *
 * Numbers in Han numerals among placeables: digits in a row (二〇一七), digits with their
 * places (三百二十一), what they stand in (第六十三, 百分之十五, 两个).
 */
#include "config.h"
#include "src/text/placeables-inside.h"

#include <stdio.h>
#include <string.h>

static const char *const han_digits[] = { "〇", "一", "二", "三", "四", "五", "六", "七",
	"八", "九" };
#define HAN_BYTES 3 /* of each of them */

static int han_digit(const struct reader *r, const char *at)
{
	for (int i = 0; i < 10; i++) {
		if (r->end - at >= HAN_BYTES && memcmp(at, han_digits[i], HAN_BYTES) == 0)
			return i;
	}
	return r->end - at >= HAN_BYTES && memcmp(at, "零", HAN_BYTES) == 0 ? 0 : -1;
}

static int han_place(const struct reader *r, const char *at)
{
	static const char *const places[] = { "十", "百", "千" };
	int value = 10;

	for (size_t i = 0; i < N_ELEMENTS(places); i++, value *= 10) {
		if (r->end - at >= HAN_BYTES && memcmp(at, places[i], HAN_BYTES) == 0)
			return value;
	}
	return 0;
}

/* Digits one after the other: 二〇一七. */
static const char *han_row(const struct reader *r, const char *at, int *number)
{
	int digit, n = 0;

	for (*number = 0; n < 5 && (digit = han_digit(r, at)) >= 0; n++) {
		*number = *number * 10 + digit;
		at += HAN_BYTES;
	}
	return n > 0 && n < 5 && han_place(r, at) == 0 ? at : NULL;
}

/* Digits with their places: 三百二十一, 十四. */
static const char *han_placed(const struct reader *r, const char *at, int *number)
{
	int total = 0, last = 10000;
	const char *begin = at;

	for (;;) {
		int digit = han_digit(r, at);
		const char *behind = digit < 0 ? at : at + HAN_BYTES;
		int place = han_place(r, behind);
		if (digit < 0 && place == 0)
			break;
		if (digit == 0 && place == 0) { /* the zero of 一百零五 */
			at = behind;
			continue;
		}
		if (place == 0) {
			total += digit;
			at = behind;
			last = 1;
			break;
		}
		if (place >= last || (digit < 0 && (place != 10 || at != begin)))
			return NULL;
		total += place * (digit < 0 ? 1 : digit);
		last = place;
		at = behind + HAN_BYTES;
	}
	*number = total;
	return at == begin || han_digit(r, at) >= 0 || han_place(r, at) != 0 ? NULL : at;
}

bool han_write(int number, enum numeral how, struct buf *out)
{
	static const char *const places[] = { "", "十", "百", "千" };
	char digits[12];
	int n = snprintf(digits, sizeof(digits), "%d", number);
	bool zero = false;

	if (number <= 0 || number > 9999)
		return false;
	for (int i = 0; i < n; i++) {
		int digit = digits[i] - '0', place = n - 1 - i;
		if (how == NUMERAL_ROW) {
			buf_adds(out, han_digits[digit]);
			continue;
		}
		if (digit == 0) {
			zero = true;
			continue;
		}
		if (zero)
			buf_adds(out, "零");
		zero = false;
		if (digit != 1 || place != 1 || n != 2)
			buf_adds(out, han_digits[digit]);
		buf_adds(out, places[place]);
	}
	return true;
}

/* Whether the numeral is how we would write its number. */
static bool is_usual(const char *begin, const char *end, int number, enum numeral how)
{
	cleanup(buf_free) struct buf usual = BUF_INIT;

	return han_write(number, how, &usual) && buf_ok(&usual) &&
	       usual.size == (size_t)(end - begin) &&
	       memcmp(usual.data, begin, usual.size) == 0;
}

const char *han_number(
	const struct reader *r, const char *at, int *number, enum numeral *how)
{
	const char *end = han_placed(r, at, number);

	*how = NUMERAL_PLACED;
	if (end == NULL) {
		*how = NUMERAL_ROW;
		end = han_row(r, at, number);
	}
	return end != NULL && is_usual(at, end, *number, *how) ? end : NULL;
}

static const char *behind_any(
	const struct reader *r, const char *at, const char *const *words)
{
	for (; *words != NULL; words++) {
		size_t size = strlen(*words);
		if ((size_t)(r->end - at) >= size && memcmp(at, *words, size) == 0)
			return at + size;
	}
	return NULL;
}

/* 第六十三, 百分之十五; 两个 */
bool read_numeral(const struct reader *r, const char *at, struct reading *out)
{
	static const char *const ordinal[] = { "第", NULL };
	static const char *const percent[] = { "百分之", NULL };
	static const char *const both[] = { "两", NULL };
	static const char *const counted[] = { "个", "名", "位", "项", "次", "国", "天",
		"年", "人", "份", "条", "点", "方", "届", "周", "期", "册", "页", "卷",
		"章", "节", "款", "家", "种", "件", "场", "轮", "岁", "倍", "月", "日",
		"号", NULL };
	const char *named = behind_any(r, at, ordinal);
	const char *begin = named != NULL ? named : behind_any(r, at, percent);
	enum numeral how;
	int number;

	out->n = 0;
	const char *end = han_number(r, begin == NULL ? at : begin, &number, &how);
	if (begin != NULL && end != NULL) {
		reading_add(out, SLOT_NUMBER, WHICH_FIRST, begin, end, number);
		out->slots[0].numeral = how;
		return reading_whole(out,
			named != NULL ? PLACEABLE_ORDINAL : PLACEABLE_NUMBER,
			SHAPE_NUMERAL, at, end, number);
	}
	if (begin == NULL && end == NULL) {
		end = behind_any(r, at, both);
		number = 2;
	}
	if (begin != NULL || end == NULL || behind_any(r, end, counted) == NULL)
		return false;
	return reading_whole(out, PLACEABLE_NUMBER, SHAPE_COUNT, at, end, number);
}

bool write_numeral(const struct reading *model, const char *value, struct buf *out)
{
	const struct slot *slot = &model->slots[0];
	int number = small_number(value);

	if (number < 0 || (slot->numeral == NUMERAL_ROW && slot->end - slot->begin > 3))
		return false;
	buf_add(out, model->begin, (size_t)(slot->begin - model->begin));
	if (!han_write(number, NUMERAL_PLACED, out))
		return false;
	buf_add(out, slot->end, (size_t)(model->end - slot->end));
	return true;
}
