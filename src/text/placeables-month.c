/* SPDX-License-Identifier: Apache-2.0
 *
 * The names of months among placeables, from dates.tsv: which one stands at a place, and
 * another month in the form it has there (апреля, мая).
 */
#include "config.h"
#include "src/text/placeables-date.h"

#include <stdio.h>
#include <string.h>

#include "src/base/assets.h"
#include "src/text/utf8.h"

#define MONTH_MAX 64 /* bytes of a month's name */

/* The row of dates.tsv at *at, which moves on; false at the end. */
static bool next_month(const char **at, const char *lang, struct month_row *row)
{
	size_t lang_size = strlen(lang);

	while (**at != '\0') {
		const char *line = *at, *end = strchr(line, '\n'), *field[4] = { line };
		size_t n = 1;

		end = end == NULL ? line + strlen(line) : end;
		*at = end + (*end == '\n');
		if (strncmp(line, lang, lang_size) != 0 || line[lang_size] != '\t')
			return false;
		if (strncmp(line + lang_size + 1, "month", 5) != 0)
			continue;
		for (const char *p = line; n < 4 && p < end; p++) {
			if (*p == '\t')
				field[n++] = p + 1;
		}
		if (n < 4)
			continue;
		row->kind = field[1];
		row->kind_size = (size_t)(field[2] - field[1] - 1);
		row->number = atoi(field[2]);
		row->text = field[3];
		row->text_size = (size_t)(end - field[3]);
		if (row->text_size > 0 && row->text_size < MONTH_MAX)
			return true;
	}
	return false;
}

bool month_is_short(const struct month_row *row)
{
	return row->kind_size == strlen("month-short");
}

/* Where the rows of the language begin; they stand together. */
static const char *month_names(const char *lang)
{
	const struct asset *a = asset_find("src/text/dates.tsv");
	char first[24];

	snprintf(first, sizeof(first), "\n%s\tmonth", lang);
	const char *rows = a == NULL || *lang == '\0' ? NULL : strstr(a->data, first);
	return rows == NULL ? "" : rows + 1;
}

enum form { FORM_ANY, FORM_GENITIVE, FORM_DATIVE, FORM_INSTRUMENTAL, FORM_LOCATIVE };

/* In Russian, the case: another month must have the same to stand in its place. */
static enum form month_form(const char *lang, const struct month_row *row)
{
	static const struct {
		const char *ending;
		enum form form;
	} forms[] = { { "а", FORM_GENITIVE }, { "я", FORM_GENITIVE },
		{ "у", FORM_DATIVE }, { "ю", FORM_DATIVE }, { "м", FORM_INSTRUMENTAL },
		{ "е", FORM_LOCATIVE } };

	if (strcmp(lang, "ru") != 0 || month_is_short(row))
		return FORM_ANY;
	for (size_t i = 0; i < N_ELEMENTS(forms); i++) {
		size_t size = strlen(forms[i].ending);
		if (memcmp(row->text + row->text_size - size, forms[i].ending, size) == 0)
			return forms[i].form;
	}
	return FORM_ANY;
}

bool month_is_genitive(const char *lang, const struct month_row *row)
{
	return strcmp(lang, "ru") != 0 || month_is_short(row) ||
	       month_form(lang, row) == FORM_GENITIVE;
}

static int32_t capital(int32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 0x430 && c <= 0x44F) ? c - 0x20 : c;
}

/* "april" or "April": its name, or with its first letter in the other case. */
static bool is_month(const struct reader *r, const char *at, const struct month_row *row)
{
	const char *name = row->text, *end = row->text + row->text_size;
	const char *mine = at;

	if ((size_t)(r->end - at) < row->text_size)
		return false;
	int32_t a = utf8_next(&mine, r->end), b = utf8_next(&name, end);

	if ((a != b && a != capital(b)) || memcmp(mine, name, (size_t)(end - name)) != 0)
		return false;
	return !is_joining(next_at(r, at + row->text_size));
}

const char *find_month(const struct reader *r, const char *at, struct month_row *row)
{
	struct month_row one;
	size_t best = 0;

	if (!is_joining(next_at(r, at)) || is_digit(next_at(r, at)))
		return NULL;
	for (const char *rows = month_names(r->lang); next_month(&rows, r->lang, &one);) {
		if (one.text_size > best && is_month(r, at, &one)) {
			*row = one;
			best = one.text_size;
		}
	}
	return best == 0 ? NULL : at + best;
}

/* Whether both end in the same letters: ё or е. */
static bool same_ending(const struct month_row *a, const struct month_row *b)
{
	return a->text_size > 4 && b->text_size > 4 &&
	       memcmp(a->text + a->text_size - 4, b->text + b->text_size - 4, 4) == 0;
}

/* The one name of the month in the form of the model; false where it could be another. */
static bool choose_month(const struct reader *r, const struct month_row *model,
	int number, struct month_row *out)
{
	enum form form = month_form(r->lang, model);
	struct month_row row;
	int found = 0;

	for (const char *rows = month_names(r->lang); next_month(&rows, r->lang, &row);) {
		if (row.number != number ||
			month_is_short(&row) != month_is_short(model) ||
			month_form(r->lang, &row) != form)
			continue;
		if (found > 0 && same_ending(out, model))
			continue;
		found = found > 0 && same_ending(&row, model) ? 1 : found + 1;
		*out = row;
	}
	return found == 1;
}

bool write_month(
	const struct reader *r, const struct slot *slot, int number, struct buf *out)
{
	struct month_row model, row = { 0 };
	const char *first = slot->begin;
	char letter[4];

	if (find_month(r, slot->begin, &model) == NULL ||
		!choose_month(r, &model, number, &row))
		return false;
	const char *rest = row.text, *end = row.text + row.text_size;
	int32_t c = utf8_next(&rest, end);
	int32_t shown = utf8_next(&first, slot->end);
	if (shown == capital(shown))
		c = capital(c);
	buf_add(out, letter, utf8_put(letter, c));
	buf_add(out, rest, (size_t)(end - rest));
	return true;
}
