/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing another date, or range of dates, into the slots of one that was read.
 */
#include "config.h"
#include "src/text/placeables-date.h"

#include <stdio.h>
#include <string.h>

static bool get_date(const char *value, struct date *d)
{
	int n = 0;

	*d = (struct date){ 0 };
	if (sscanf(value, "--%2d-%2d%n", &d->month, &d->day, &n) == 2 && n == 7)
		return value[n] == '\0';
	*d = (struct date){ 0 };
	n = 0;
	if (sscanf(value, "%4d-%2d-%2d%n", &d->year, &d->month, &d->day, &n) == 3 &&
		n == 10)
		return value[n] == '\0';
	d->day = n = 0;
	return sscanf(value, "%4d-%2d%n", &d->year, &d->month, &n) == 2 && n == 7 &&
	       value[n] == '\0';
}

static bool get_dates(const char *value, bool range, struct date d[2])
{
	char first[64];
	const char *slash = strchr(value, '/');

	if ((slash != NULL) != range)
		return false;
	snprintf(first, sizeof(first), "%.*s", (int)strcspn(value, "/"), value);
	return get_date(first, &d[0]) && get_date(range ? slash + 1 : first, &d[1]) &&
	       d[0].month >= 1 && d[0].month <= 12 && d[1].month >= 1 &&
	       d[1].month <= 12 && is_real(&d[0]) && is_real(&d[1]);
}

static int part_of(const struct date *d, enum slot_kind kind)
{
	switch (kind) {
	case SLOT_YEAR:
		return d->year;
	case SLOT_DAY:
	case SLOT_ENDING:
		return d->day;
	default:
		return d->month;
	}
}

/* Whether the slots of the model are those that the dates have. */
static bool same_parts(const struct reading *model, const struct date d[2])
{
	struct date own[2];
	bool months = false, years = false;

	for (int i = 0; i < 2; i++) {
		take_date(model, model->kind == PLACEABLE_RANGE ? i : 0, &own[i]);
		if ((own[i].year == 0) != (d[i].year == 0) ||
			(own[i].day == 0) != (d[i].day == 0))
			return false;
	}
	if (model->kind != PLACEABLE_RANGE)
		return true;
	for (size_t i = 0; i < model->n; i++) {
		const struct slot *s = &model->slots[i];
		months |= s->which == WHICH_SECOND &&
			  (s->kind == SLOT_MONTH_NAME || s->kind == SLOT_MONTH);
		years |= s->which == WHICH_SECOND && s->kind == SLOT_YEAR;
	}
	/* what was said twice because it differed, is not said twice when it doesn't */
	if (years)
		return (own[0].year == own[1].year) == (d[0].year == d[1].year);
	if (months)
		return d[0].year == d[1].year &&
		       (own[0].month == own[1].month) == (d[0].month == d[1].month);
	return d[0].year == d[1].year && d[0].month == d[1].month;
}

/* Whether days and months of the model show that they are written with two digits: 1;
 * without zeros: 0; -1: they don't show it. */
static int is_padded(const struct reading *model)
{
	int shown = -1;

	for (size_t i = 0; i < model->n; i++) {
		const struct slot *s = &model->slots[i];
		if (s->kind != SLOT_DAY && s->kind != SLOT_MONTH)
			continue;
		if (s->numeral == NUMERAL_PADDED)
			return 1;
		if (s->numeral == NUMERAL_DIGITS && s->end - s->begin == 1)
			shown = 0;
	}
	return shown;
}

static bool is_numeric(const struct reading *model)
{
	for (size_t i = 0; i < model->n; i++) {
		if (model->slots[i].kind == SLOT_MONTH &&
			model->slots[i].end < model->end &&
			strchr("./-", *model->slots[i].end) != NULL)
			return true;
	}
	return false;
}

static bool write_digits(
	const struct reading *model, const struct slot *slot, int number, struct buf *out)
{
	int padded = is_padded(model);

	if (slot->kind == SLOT_YEAR) {
		buf_addf(out, "%04d", number);
		return true;
	}
	if (padded < 0 && is_numeric(model)) {
		/* 14.12.2017 doesn't show it, but is rarely without; 2017/12/14 may be */
		padded = memchr(model->begin, '/', (size_t)(model->end - model->begin)) ==
			 NULL;
		if (!padded && number < 10)
			return false;
	}
	buf_addf(out, padded == 1 ? "%02d" : "%d", number);
	return true;
}

static bool write_slot(const struct reader *r, const struct reading *model,
	const struct slot *slot, const struct date d[2], struct buf *out)
{
	int number = part_of(&d[slot->which == WHICH_SECOND], slot->kind);

	if (slot->which == WHICH_BOTH &&
		part_of(&d[0], slot->kind) != part_of(&d[1], slot->kind))
		return false;
	if (number == slot->number) {
		buf_add(out, slot->begin, (size_t)(slot->end - slot->begin));
		return true;
	}
	if (slot->kind == SLOT_MONTH_NAME)
		return write_month(r, slot, number, out);
	if (slot->kind == SLOT_ENDING) {
		if (r->speech == SPEECH_ENGLISH)
			buf_adds(out, english_ending(number));
		else
			buf_add(out, slot->begin, (size_t)(slot->end - slot->begin));
		return true;
	}
	if (slot->numeral == NUMERAL_ROW || slot->numeral == NUMERAL_PLACED)
		return han_write(number,
			slot->kind == SLOT_YEAR ? NUMERAL_ROW : NUMERAL_PLACED, out);
	return write_digits(model, slot, number, out);
}

bool write_date(const struct reader *r, const struct reading *model, const char *value,
	struct buf *out)
{
	const char *at = model->begin;
	struct date d[2];

	if (!get_dates(value, model->kind == PLACEABLE_RANGE, d) || !same_parts(model, d))
		return false;
	for (size_t i = 0; i < model->n; i++) {
		const struct slot *slot = &model->slots[i];
		buf_add(out, at, (size_t)(slot->begin - at));
		if (!write_slot(r, model, slot, d, out))
			return false;
		at = slot->end;
	}
	buf_add(out, at, (size_t)(model->end - at));
	return true;
}
