/* SPDX-License-Identifier: Apache-2.0
 *
 * Names are few, a hundred in a language at most, and asked for only beside numbers: they
 * stand in a row and are gone through.
 */
#include "config.h"
#include "src/text/dates-names.h"

#include <string.h>

#include <unicode/uchar.h>

#include "src/base/assets.h"
#include "src/base/err.h"
#include "src/text/fold.h"
#include "src/text/utf8.h"

#define TABLE "src/text/dates.tsv"

enum {
	LONGEST = 48, /* bytes of a name as it is written */
	ROOM = 2048
}; /* and of any text so long, folded */

enum { FIELD_LANG, FIELD_KIND, FIELD_NUMBER, FIELD_TEXT, N_FIELDS };

struct field {
	const char *text;
	size_t size;
};

void dates_free(struct dates *d)
{
	if (d == NULL)
		return;
	free(d->names);
	buf_free(&d->texts);
	if (d->fold != NULL)
		buf_free(d->fold);
	free(d->fold);
	free(d);
}

static void dates_freep(struct dates **d)
{
	dates_free(*d);
}

static bool is(struct field f, const char *word)
{
	return f.size == strlen(word) && memcmp(f.text, word, f.size) == 0;
}

static int kind_of(struct field f)
{
	static const struct {
		const char *word;
		enum date_name_kind kind;
	} kinds[] = {
		{ "month", NAME_MONTH },
		{ "month-short", NAME_MONTH },
		{ "ending", NAME_ENDING },
		{ "of", NAME_OF },
		{ "join", NAME_JOIN },
		{ "year", NAME_YEAR },
		{ "order", NAME_ORDER },
		{ "year-sign", NAME_YEAR_SIGN },
		{ "month-sign", NAME_MONTH_SIGN },
		{ "day-sign", NAME_DAY_SIGN },
		{ "numeral", NAME_NUMERAL },
	};

	for (size_t i = 0; i < N_ELEMENTS(kinds); i++)
		if (is(f, kinds[i].word))
			return (int)kinds[i].kind;
	return -1;
}

static bool begins_with_capital(const char *text, size_t size)
{
	return size > 0 && u_isupper(utf8_next(&text, text + size));
}

static bool is_sign(enum date_name_kind kind)
{
	return kind >= NAME_YEAR_SIGN;
}

static int add_text(struct dates *d, enum date_name_kind kind, struct field text)
{
	if (!is_sign(kind))
		return fold_text(FOLD_LOOSE, text.text, text.size, d->lang, &d->texts);
	buf_add(&d->texts, text.text, text.size);
	return buf_ok(&d->texts) ? 0 : err_nomem();
}

static int add_name(
	struct dates *d, enum date_name_kind kind, const struct field fields[N_FIELDS])
{
	struct field text = fields[FIELD_TEXT];
	struct date_name name = { .kind = (uint8_t)kind,
		.number = (uint8_t)atoi(fields[FIELD_NUMBER].text),
		.capital = begins_with_capital(text.text, text.size),
		.is_short = is(fields[FIELD_KIND], "month-short"),
		.at = (uint32_t)d->texts.size };
	int rc = add_text(d, kind, text);

	if (rc < 0)
		return rc;
	name.size = (uint32_t)(d->texts.size - name.at);
	d->names[d->n++] = name;
	if (name.size > d->longest[kind])
		d->longest[kind] = name.size;
	return 0;
}

static int read_row(struct dates *d, const struct field fields[N_FIELDS])
{
	int kind = kind_of(fields[FIELD_KIND]);

	if (kind < 0)
		return 0;
	if (kind == NAME_ORDER) {
		d->month_day |= is(fields[FIELD_TEXT], "month-day");
		d->year_day |= is(fields[FIELD_TEXT], "year-day");
		return 0;
	}
	return add_name(d, (enum date_name_kind)kind, fields);
}

static bool split(const char *line, size_t size, struct field fields[N_FIELDS])
{
	const char *end = line + size;

	for (int i = 0; i < N_FIELDS; i++) {
		const char *tab = memchr(line, '\t', (size_t)(end - line));
		if ((tab == NULL) != (i == N_FIELDS - 1))
			return false;
		const char *stop = tab == NULL ? end : tab;
		fields[i] = (struct field){ line, (size_t)(stop - line) };
		line = stop + 1;
	}
	return true;
}

/* Calls read_row() for the rows of the language; counts them only where `d` has no room
 * yet. */
static int read_rows(struct dates *d, const struct asset *table, size_t *n)
{
	struct field fields[N_FIELDS];
	const char *end = table->data + table->size;
	size_t lang = strcspn(d->lang, "-");

	*n = 0;
	for (const char *line = table->data; line < end;) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));
		size_t size = (size_t)((stop == NULL ? end : stop) - line);
		bool mine = *line != '#' && split(line, size, fields) &&
			    fields[FIELD_LANG].size == lang &&
			    memcmp(line, d->lang, lang) == 0;
		int rc = mine && d->names != NULL ? read_row(d, fields) : 0;
		if (rc < 0)
			return rc;
		*n += mine;
		line += size + 1;
	}
	return 0;
}

static int compare_kinds(const void *a, const void *b)
{
	const struct date_name *one = a, *other = b;

	return one->kind != other->kind ? one->kind - other->kind
					: (one->at > other->at) - (one->at < other->at);
}

static void sort_by_kind(struct dates *d)
{
	size_t i = 0;

	qsort(d->names, d->n, sizeof(*d->names), compare_kinds);
	for (size_t kind = 0; kind <= N_NAME_KINDS; kind++) {
		while (i < d->n && d->names[i].kind < kind)
			i++;
		d->from[kind] = i;
	}
}

int dates_new(const char *lang, struct dates **out)
{
	cleanup(dates_freep) struct dates *d = calloc(1, sizeof(*d));
	const struct asset *table = asset_find(TABLE);
	size_t n;

	*out = NULL;
	if (d == NULL)
		return err_nomem();
	if (table == NULL)
		return err_set(BIS_EIO, "%s is missing from the library", TABLE);
	if (strlen(lang) >= sizeof(d->lang))
		return err_set(
			BIS_EUSAGE, "\"%s\" is too long for a language", QUOTED(lang));
	strcpy(d->lang, lang);
	int rc = read_rows(d, table, &n);
	if (rc < 0)
		return rc;
	d->names = calloc(n + 1, sizeof(*d->names));
	d->fold = calloc(1, sizeof(*d->fold));
	if (d->names == NULL || d->fold == NULL || buf_reserve(d->fold, ROOM) == NULL)
		return err_nomem();
	rc = read_rows(d, table, &n);
	if (rc < 0)
		return rc;
	sort_by_kind(d);
	*out = steal(&d);
	return 0;
}

/* --- finding --- */

/* The text folded; "" where it is too long for any name.  There is room for it already,
 * so that this can't fail for want of memory. */
static const struct buf *folded(const struct dates *d, const char *text, size_t size)
{
	buf_clear(d->fold);
	if (size <= LONGEST && fold_text(FOLD_LOOSE, text, size, d->lang, d->fold) < 0)
		buf_clear(d->fold);
	return d->fold;
}

static const struct date_name *find(
	const struct dates *d, enum date_name_kind kind, const char *fold, size_t size)
{
	for (size_t i = d->from[kind]; i < d->from[kind + 1]; i++) {
		const struct date_name *name = &d->names[i];
		if (name->size == size &&
			memcmp(d->texts.data + name->at, fold, size) == 0)
			return name;
	}
	return NULL;
}

const struct date_name *date_name_find(
	const struct dates *d, enum date_name_kind kind, const char *text, size_t size)
{
	if (size > (size_t)d->longest[kind] * 3) /* wide forms are three bytes */
		return NULL;
	const struct buf *fold = folded(d, text, size);
	return fold->size == 0 ? NULL : find(d, kind, fold->data, fold->size);
}

const struct date_name *date_sign_find(
	const struct dates *d, enum date_name_kind kind, const char *text, size_t size)
{
	return find(d, kind, text, size);
}

static const struct date_name *find_with_ending(
	const struct dates *d, const char *fold, size_t size)
{
	const struct date_name *month = find(d, NAME_MONTH, fold, size);

	for (size_t i = d->from[NAME_ENDING];
		month == NULL && i < d->from[NAME_ENDING + 1]; i++) {
		const struct date_name *name = &d->names[i];
		if (name->size < size &&
			memcmp(d->texts.data + name->at, fold + size - name->size,
				name->size) == 0)
			month = find(d, NAME_MONTH, fold, size - name->size);
	}
	return month;
}

const struct date_name *date_month(const struct dates *d, const char *text, size_t size)
{
	if (!dates_have(d, NAME_MONTH))
		return NULL;
	const struct buf *fold = folded(d, text, size);
	const struct date_name *month =
		fold->size == 0 ? NULL : find_with_ending(d, fold->data, fold->size);
	if (month == NULL || (month->capital && !begins_with_capital(text, size)))
		return NULL;
	return month;
}
