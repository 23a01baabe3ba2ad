/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing another number the way one that was read is written.
 */
#include "config.h"
#include "src/text/placeables-number.h"

#include <stdio.h>
#include <string.h>

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

	if (digits == 0 || digits > VALUE_MAX || !read_digits(r, slot->begin, &n) ||
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

	if (!scale_divide(value, scale->zeros, number) ||
		!read_digits(r, slot->begin, &n))
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
