/* SPDX-License-Identifier: Apache-2.0
 *
 * Placeables: finding them in a text, and writing another value like one of them.
 *
 * In doubt digits are none: those that are part of a name (G20, COVID-19, A/RES/72/1), of
 * a telephone number or of something the language does not write so are passed over
 * whole, and then are text like all other text.
 */
#include "config.h"
#include "src/text/placeables-inside.h"

#include <stdio.h>
#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/text/utf8.h"

#define WINDOW 64 /* bytes around what was written that can change how it reads */

void placeables_finish(struct placeables *p)
{
	free(p->at);
	*p = (struct placeables){ 0 };
}

bool placeable_is_words(const struct placeable *p)
{
	uint32_t shape = p->style & STYLE_SHAPE;

	return shape == SHAPE_WORD || shape == SHAPE_NUMERAL || shape == SHAPE_COUNT;
}

void placeable_group_like(struct placeable *model, const struct placeable *asked)
{
	const uint32_t grouping = STYLE_GROUPED | STYLE_FLAT;

	model->style = (model->style & ~grouping) | (asked->style & grouping);
}

void reader_begin(struct reader *r, const char *lang, const char *text, size_t size)
{
	static const char commas[] =
		" ru uk be de fr es it pt nl da sv nb no fi pl cs sk bg ro "
		"hu tr az kk ky uz tk tg mn id vi el sr hr sl lt lv et ";
	char listed[16];

	*r = (struct reader){ .text = text, .end = text + size, .speech = SPEECH_OTHER };
	snprintf(r->lang, sizeof(r->lang), "%.*s", (int)strcspn(lang, "-"), lang);
	snprintf(listed, sizeof(listed), " %s ", r->lang);
	r->decimal = strstr(commas, listed) != NULL ? ',' : '.';
	if (strcmp(r->lang, "en") == 0)
		r->speech = SPEECH_ENGLISH;
	else if (strcmp(r->lang, "ru") == 0)
		r->speech = SPEECH_RUSSIAN;
	else if (strcmp(r->lang, "zh") == 0)
		r->speech = SPEECH_CHINESE;
}

void reading_add(struct reading *out, enum slot_kind kind, int which, const char *begin,
	const char *end, int number)
{
	if (out->n == N_ELEMENTS(out->slots))
		return;
	out->slots[out->n++] = (struct slot){ .kind = kind,
		.which = (uint8_t)which,
		.begin = begin,
		.end = end,
		.number = number };
}

bool reading_whole(struct reading *out, enum placeable_kind kind, enum shape shape,
	const char *begin, const char *end, int number)
{
	out->kind = kind;
	out->style = shape;
	out->begin = begin;
	out->end = end;
	snprintf(out->value, sizeof(out->value), "%d", number);
	return true;
}

/* --- reading ------------------------------------------------------------------------ */

static bool begins_negative(const struct reader *r, const char *at)
{
	int32_t before = before_at(r, at);
	int32_t sign = next_at(r, at);

	if (sign != '-' && sign != 0x2212)
		return false;
	if (before != 0 && before != ' ' && before != 0xA0 && before != '(')
		return false;
	utf8_next(&at, r->end);
	return is_digit(next_at(r, at));
}

/* Whether the word may be a month that begins a date: digits come next. */
static bool digits_follow(const struct reader *r, const char *at)
{
	while (is_joining(next_at(r, at)) && !is_digit(next_at(r, at)))
		utf8_next(&at, r->end);
	while (at < r->end && (*at == '.' || *at == ','))
		at++;
	return is_digit(next_at(r, skip_spaces(r, at)));
}

bool read_placeable(const struct reader *r, const char *at, struct reading *out)
{
	int32_t c = next_at(r, at);

	if (is_digit(c))
		return read_date(r, at, out) || read_number(r, at, out);
	if (c == '-' || c == 0x2212)
		return begins_negative(r, at) && read_number(r, at, out);
	if (r->speech == SPEECH_CHINESE && c >= 0x3000)
		return read_date(r, at, out) || read_numeral(r, at, out);
	if (!is_joining(c) || r->speech == SPEECH_CHINESE)
		return false;
	return (digits_follow(r, at) && read_date(r, at, out)) || read_word(r, at, out);
}

static int add(struct placeables *out, const struct reader *r, const struct reading *one)
{
	if (room_for_one(&out->at, out->n, &out->capacity) < 0)
		return BIS_ENOMEM;
	struct placeable *p = &out->at[out->n++];
	*p = (struct placeable){ .kind = one->kind,
		.begin = (size_t)(one->begin - r->text),
		.end = (size_t)(one->end - r->text),
		.style = one->style };
	memcpy(p->value, one->value, sizeof(p->value));
	return 0;
}

/* "+86 10 6532 1234" */
static const char *skip_telephone(const struct reader *r, const char *at)
{
	const char *end = at + 1;

	for (const char *p = end; p < r->end && strchr("0123456789 -()", *p) != NULL;
		p++) {
		if (*p == '\0')
			break;
		if (is_digit(*p))
			end = p + 1;
	}
	return end;
}

/* "No.1267", "п.5": the end of a label that has its number attached, else NULL. */
static const char *skip_label(const struct reader *r, const char *at)
{
	while (is_joining(next_at(r, at)) && !is_digit(next_at(r, at)))
		utf8_next(&at, r->end);
	if (r->end - at < 2 || *at != '.' || !is_digit(at[1]))
		return NULL;
	return is_label(r, at + 1) ? at + 1 : NULL;
}

/* What is no placeable: a whole word, or what digits are part of. */
static const char *skip(const struct reader *r, const char *at)
{
	int32_t c = next_at(r, at);
	const char *end = at;
	utf8_next(&end, r->end);
	int32_t next = next_at(r, end);

	if (c == '+' && is_digit(next))
		return skip_telephone(r, at);
	if (is_joining(c)) {
		const char *label = is_digit(c) ? NULL : skip_label(r, at);
		return label != NULL ? label : skip_joined(r, at);
	}
	if (c != 0 && c < 0x80 && strchr("%{\\&_@=", (char)c) != NULL)
		return skip_joined(r, next == '#' ? end + 1 : end);
	return end;
}

static int read_all(const struct reader *r, struct placeables *out)
{
	struct reading one;

	for (const char *at = r->text; at < r->end;) {
		if (!read_placeable(r, at, &one)) {
			at = skip(r, at);
			continue;
		}
		int rc = add(out, r, &one);
		if (rc < 0)
			return rc;
		at = one.end;
	}
	return 0;
}

int placeables_read(
	const char *lang, const char *text, size_t size, struct placeables *out)
{
	struct reader r;
	size_t valid = utf8_valid(text, size);

	out->n = 0;
	if (valid < size)
		return err_set(BIS_EFORMAT, "byte %zu is not UTF-8", valid + 1);
	reader_begin(&r, lang, text, size);
	return read_all(&r, out);
}

/* --- writing ------------------------------------------------------------------------ */

static bool write_value(const struct reader *r, const struct reading *model,
	uint32_t style, const char *value, struct buf *out)
{
	switch (model->style & STYLE_SHAPE) {
	case SHAPE_DATE:
		return write_date(r, model, value, out);
	case SHAPE_PLAIN:
	case SHAPE_TIME:
	case SHAPE_ENDED:
		return write_number(r, model, style, value, out);
	case SHAPE_WORD:
		return write_word(r, model, value, out);
	case SHAPE_NUMERAL:
		return write_numeral(model, value, out);
	default:
		return false;
	}
}

static const char *window_begin(const struct reader *r, const char *at)
{
	at = at - r->text > WINDOW ? at - WINDOW : r->text;
	while (at > r->text && ((unsigned char)*at & 0xC0) == 0x80)
		at--;
	return at;
}

static size_t window_end(const struct reader *r, const char *at)
{
	size_t size = (size_t)(r->end - at);

	if (size <= WINDOW)
		return size;
	for (size = WINDOW; size > 0 && ((unsigned char)at[size] & 0xC0) == 0x80; size--)
		;
	return size;
}

static bool is_found(const struct placeables *p, size_t begin, size_t end,
	enum placeable_kind kind, const char *value)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct placeable *one = &p->at[i];
		if (one->begin == begin)
			return one->end == end && one->kind == kind &&
			       strcmp(one->value, value) == 0;
	}
	return false;
}

/* What was written, in its place, reads as what it was written for.  1, 0, negative. */
static int proves(const struct reader *r, const struct reading *model, const char *value,
	const struct buf *written)
{
	cleanup(buf_free) struct buf text = BUF_INIT;
	cleanup(placeables_finish) struct placeables found = { 0 };
	const char *from = window_begin(r, model->begin);
	struct reader again = *r;

	buf_add(&text, from, (size_t)(model->begin - from));
	size_t begin = text.size;
	buf_add(&text, written->data, written->size);
	size_t end = text.size;
	buf_add(&text, model->end, window_end(r, model->end));
	if (!buf_ok(&text))
		return err_nomem();
	again.text = text.data;
	again.end = text.data + text.size;
	int rc = read_all(&again, &found);
	return rc < 0 ? rc : is_found(&found, begin, end, model->kind, value);
}

/* "-12.5", "10:30", "12.5"; a range of two such; what a date is, is known where it is
 * written. */
static bool is_value(enum placeable_kind kind, const char *value)
{
	bool range = kind == PLACEABLE_RANGE;

	if (kind == PLACEABLE_DATE || (range && strchr(value, '-') != NULL))
		return *value != '\0';
	for (int part = 0; part <= range; part++) {
		value += *value == '-';
		size_t size = strspn(value, "0123456789");
		if (size == 0)
			return false;
		value += size;
		if (*value == '.' || *value == ':') {
			size = strspn(value + 1, "0123456789:");
			if (size == 0)
				return false;
			value += 1 + size;
		}
		if (part == 0 && range && *value++ != '/')
			return false;
	}
	return *value == '\0';
}

int placeable_write(const char *lang, const char *text, const struct placeable *model,
	const char *value, struct buf *out)
{
	cleanup(buf_free) struct buf written = BUF_INIT;
	struct reading one;
	struct reader r;

	reader_begin(&r, lang, text, strlen(text));
	if (!is_value(model->kind, value) || strlen(value) >= sizeof(model->value) ||
		!read_placeable(&r, text + model->begin, &one) ||
		one.end != text + model->end || strcmp(one.value, model->value) != 0)
		return 0;
	if (strcmp(value, one.value) == 0)
		buf_add(&written, one.begin, (size_t)(one.end - one.begin));
	else if (!agrees(&r, &one, value) ||
		 !write_value(&r, &one, model->style, value, &written))
		return 0;
	if (!buf_ok(&written))
		return err_nomem();
	if (written.size == 0)
		return 0;
	int rc = proves(&r, &one, value, &written);
	if (rc <= 0)
		return rc;
	buf_add(out, written.data, written.size);
	return buf_ok(out) ? 1 : err_nomem();
}
