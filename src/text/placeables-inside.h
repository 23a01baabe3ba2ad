/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files of placeables share: a placeable as it is read, with the places in it
 * that hold its values (slots).  Writing another value is copying the model and filling
 * those places anew, so that everything else in it stays.
 */
#ifndef BISOTUN_PLACEABLES_INSIDE_H
#define BISOTUN_PLACEABLES_INSIDE_H

#include "src/text/placeables.h"

enum speech { SPEECH_ENGLISH, SPEECH_RUSSIAN, SPEECH_CHINESE, SPEECH_OTHER };

/* A text being read; positions in it are pointers. */
struct reader {
	char lang[12]; /* the language alone: "zh" */
	enum speech speech;
	char decimal; /* '.' or ',' */
	const char *text, *end;
};

void reader_begin(struct reader *r, const char *lang, const char *text, size_t size);

/* How it is written: the low byte of the style, and what goes with it. */
enum shape {
	SHAPE_PLAIN = 1, /* 1,234.5 */
	SHAPE_TIME,      /* 10:30 */
	SHAPE_ENDED,     /* 63rd, 63-я */
	SHAPE_NUMERAL,   /* 第六十三, 百分之十五 */
	SHAPE_WORD,      /* third, третья */
	SHAPE_COUNT,     /* two, двух, 两个: read only */
	SHAPE_DATE,
};
#define STYLE_SHAPE 0xFFu
#define STYLE_GROUPED 0x100u /* 1,234 */
#define STYLE_FLAT 0x200u    /* 1234 */

/* How numbers are written in Han script, or in digits. */
enum numeral {
	NUMERAL_DIGITS, /* 14 */
	NUMERAL_PADDED, /* 04 */
	NUMERAL_ROW,    /* 二〇一七 */
	NUMERAL_PLACED, /* 十四 */
};

enum slot_kind {
	SLOT_NUMBER,
	SLOT_ENDING,
	SLOT_DAY,
	SLOT_MONTH,
	SLOT_MONTH_NAME,
	SLOT_YEAR
};
enum { WHICH_FIRST, WHICH_SECOND, WHICH_BOTH };

struct slot {
	enum slot_kind kind;
	uint8_t which; /* of a range; what belongs to both its ends stands once */
	enum numeral numeral;
	const char *begin, *end;
	int number;
};

struct reading {
	enum placeable_kind kind;
	uint32_t style;
	const char *begin, *end;
	char value[64];
	struct slot slots[8];
	size_t n;
};

/* Adds a slot; there is room for all that the grammars have. */
void reading_add(struct reading *out, enum slot_kind kind, int which, const char *begin,
	const char *end, int number);

/* Fills in the rest of a reading whose value is a whole number; always true. */
bool reading_whole(struct reading *out, enum placeable_kind kind, enum shape shape,
	const char *begin, const char *end, int number);

/* Each reads what begins at `at`, where nothing goes on from before it; true: it is one,
 * and `out` is filled. */
bool read_placeable(const struct reader *r, const char *at, struct reading *out);
bool read_date(const struct reader *r, const char *at, struct reading *out);
bool read_number(const struct reader *r, const char *at, struct reading *out);
bool read_word(const struct reader *r, const char *at, struct reading *out);
bool read_numeral(const struct reader *r, const char *at, struct reading *out);

/* Each adds `value` written like the model; false: it can't be. */
bool write_date(const struct reader *r, const struct reading *model, const char *value,
	struct buf *out);
bool write_number(const struct reader *r, const struct reading *model, uint32_t style,
	const char *value, struct buf *out);
bool write_word(const struct reader *r, const struct reading *model, const char *value,
	struct buf *out);
bool write_numeral(const struct reading *model, const char *value, struct buf *out);

/* --- letters and words of the text (placeables-context.c) ------------------------------ */

int32_t next_at(const struct reader *r, const char *at);   /* 0 at the end */
int32_t before_at(const struct reader *r, const char *at); /* 0 at the beginning */
const char *step_back(const struct reader *r, const char *at);

bool is_digit(int32_t c);
/* Letters and digits that would make one word with a digit beside them; the scripts that
 * write no spaces go on at any place. */
bool is_joining(int32_t c);

/* Whether what stands before `at` goes on there: "63" in "63a", "63/1", "63-go". */
bool goes_on(const struct reader *r, const char *at);
const char *skip_joined(const struct reader *r, const char *at);
const char *skip_spaces(const struct reader *r, const char *at);

/* The end of this word if it stands at `at`, else NULL; a word of letters must end there. */
const char *match(const struct reader *r, const char *at, const char *word);
const char *match_any(const struct reader *r, const char *at, const char *const *words);
/* Whether the word before `at` (and spaces) is one of these, whatever its case. */
bool follows_any(const struct reader *r, const char *at, const char *const *words);

bool is_label(const struct reader *r, const char *at); /* "Article ", "№ " before `at` */
bool names_year(const struct reader *r, const char *at); /* " года" at `at` */
/* A time by the clock of twelve hours beside it: 10 a.m., 下午3. */
bool tells_half_of_day(const struct reader *r, const char *begin, const char *end);

/* Two numbers whose forms are equal may stand before the same word; -1: not known. */
int plural_form(const struct reader *r, const char *number);

/* Whether what stands around the model stays right beside the new value. */
bool agrees(const struct reader *r, const struct reading *model, const char *value);

/* --- numerals (placeables-han.c) -------------------------------------------------------- */

/* Reads a number in Han numerals; NULL if there is none. */
const char *han_number(
	const struct reader *r, const char *at, int *number, enum numeral *how);
bool han_write(int number, enum numeral how, struct buf *out);

/* The ending of an English ordinal. */
const char *english_ending(int number);

/* Reads the digits of a whole number below 10,000 at the beginning of a value; -1: none. */
int small_number(const char *value);

#endif
