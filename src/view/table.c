/* SPDX-License-Identifier: Apache-2.0
 *
 * Columns are as wide as their widest cell, but a single long name must not push what
 * stands beside the short ones off the screen: cells wider than WIDE don't count and
 * their row hangs over.
 */
#include "config.h"

#include "src/view/table.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

enum { WIDE = 64, MAX_COLUMNS = 16 };

struct table table_of(const char *align, int indent)
{
	return (struct table){ .align = align, .indent = indent };
}

void table_free(struct table *t)
{
	for (size_t i = 0; i < t->n_cells; i++)
		free(t->cells[i].text);
	free(t->cells);
	*t = (struct table){ 0 };
}

static bool grow(struct table *t)
{
	size_t capacity = t->capacity == 0 ? 64 : t->capacity * 2;
	struct cell *cells;

	if (t->n_cells < t->capacity)
		return true;
	cells = reallocarray(t->cells, capacity, sizeof(*cells));
	if (cells == NULL)
		return false;
	t->cells = cells;
	t->capacity = capacity;
	return true;
}

void table_cell(struct table *t, enum style style, const char *format, ...)
{
	va_list values;
	char *text = NULL;
	int size;

	va_start(values, format);
	size = vasprintf(&text, format, values);
	va_end(values);
	if (size < 0 || !grow(t)) {
		t->failed = true;
		if (size >= 0)
			free(text);
		return;
	}
	tame(text);
	t->cells[t->n_cells++] = (struct cell){ text, style };
}

static size_t width_of(const struct cell *cell)
{
	return bis_text_width(cell->text, strlen(cell->text));
}

static const char *colour_of(enum style style)
{
	static const char *const codes[] = {
		[STYLE_BOLD] = "1",
		[STYLE_DIM] = "2",
		[STYLE_GOOD] = "32",
		[STYLE_WARN] = "33",
		[STYLE_BAD] = "31",
		[STYLE_RTL] = NULL,
	};

	return codes[style];
}

static void print_styled(struct printer *p, enum style style, const char *text)
{
	const char *colour = p->colour ? colour_of(style) : NULL;
	bool isolate = p->tty && style == STYLE_RTL;

	if (colour != NULL)
		fprintf(p->out, "\033[%sm", colour);
	/* UAX #9: FSI … PDI keep the direction of the cell from its surroundings */
	fprintf(p->out, "%s%s%s", isolate ? "\u2068" : "", text, isolate ? "\u2069" : "");
	if (colour != NULL)
		fputs("\033[0m", p->out);
}

/* The line ends of the format stay: it may begin and end with one. */
static void tame_all_but_ends(char *text, const char *format)
{
	tame(text);
	if (format[0] == '\n')
		text[0] = '\n';
	if (format[strlen(format) - 1] == '\n')
		text[strlen(text) - 1] = '\n';
}

void styled(struct printer *p, enum style style, const char *format, ...)
{
	cleanup(free_text) char *text = NULL;
	va_list values;
	int size;

	va_start(values, format);
	size = vasprintf(&text, format, values);
	va_end(values);
	if (size < 0) {
		text = NULL;
		p->failed = true;
		return;
	}
	tame_all_but_ends(text, format);
	print_styled(p, style, text);
}

static void spaces(struct printer *p, size_t n)
{
	fprintf(p->out, "%*s", (int)n, "");
}

static void measure(const struct table *t, size_t n_columns, size_t widths[MAX_COLUMNS])
{
	for (size_t i = 0; i < t->n_cells; i++) {
		size_t width = width_of(&t->cells[i]);
		if (t->cells[i].style != STYLE_RTL && width <= WIDE &&
			width > widths[i % n_columns])
			widths[i % n_columns] = width;
	}
}

/* How many cells of the row are to be printed: empty ones at its end leave no blanks. */
static size_t filled(const struct cell *row, size_t n_columns)
{
	while (n_columns > 0 && row[n_columns - 1].text[0] == '\0')
		n_columns--;
	return n_columns;
}

static void print_row(struct printer *p, const struct table *t, const struct cell *row,
	size_t n, const size_t *widths)
{
	spaces(p, (size_t)t->indent);
	for (size_t k = 0; k < n; k++) {
		size_t width = width_of(&row[k]);
		size_t gap = width < widths[k] ? widths[k] - width : 0;
		if (t->align[k] == 'r')
			spaces(p, gap);
		print_styled(p, row[k].style, row[k].text);
		if (k + 1 < n)
			spaces(p, (t->align[k] == 'r' ? 0 : gap) + 2);
	}
	putc('\n', p->out);
}

void table_print(struct table *t, struct printer *p)
{
	size_t n_columns = strlen(t->align);
	size_t widths[MAX_COLUMNS] = { 0 };

	if (t->failed || n_columns > MAX_COLUMNS) {
		p->failed = true;
		return;
	}
	measure(t, n_columns, widths);
	for (size_t i = 0; i + n_columns <= t->n_cells; i += n_columns)
		print_row(p, t, &t->cells[i], filled(&t->cells[i], n_columns), widths);
}

const char *grouped(int64_t number, char text[32])
{
	char digits[24];
	int n = snprintf(digits, sizeof(digits), "%" PRId64, number), k = 0;

	for (int i = 0; i < n; i++) {
		text[k++] = digits[i];
		if (digits[i] != '-' && i + 1 < n && (n - i - 1) % 3 == 0)
			text[k++] = ',';
	}
	text[k] = '\0';
	return text;
}
