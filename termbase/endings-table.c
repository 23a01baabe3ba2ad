/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading tables of case endings (termbase/endings/README.md says what they look like).
 */
#include "config.h"
#include "termbase/endings-table.h"

#include <string.h>

#include "src/base/assets.h"
#include "src/base/err.h"
#include "src/base/room.h"
#include "src/text/utf8.h"

#define FOLDER "termbase/endings/"
#define TABLE_MAX ((size_t)1 << 20) /* bytes */
#define COLUMNS 4                   /* before those of the cases */
#define ROWS_MAX 1000

struct reader {
	struct endings *endings;
	struct ending_table *table;
	const char *name;
	long line;
};

static int flaw(const struct reader *r, const char *what, const char *cell)
{
	return err_set(
		BIS_EFORMAT, "%s:%ld: %s \"%s\"", r->name, r->line, what, QUOTED(cell));
}

/* --- letters --------------------------------------------------------------------- */

/* All letters of a table lie in one piece that never moves: a table has no more of them
 * than bytes. */
static char32_t *letters_put(struct ending_table *t, char32_t c)
{
	char32_t *at = t->letters + t->n_letters++;

	*at = c;
	return at;
}

static int class_named(const struct ending_table *t, const char *name, size_t size)
{
	for (size_t i = 0; i < t->n_classes; i++) {
		if (strlen(t->classes[i].name) == size &&
			memcmp(t->classes[i].name, name, size) == 0)
			return (int)i;
	}
	return -1;
}

/* "class<TAB>V<TAB>а е и": a named set of letters. */
static int read_class(struct reader *r, char *name, char *letters)
{
	struct ending_table *t = r->table;

	if (name == NULL || letters == NULL || *name == '\0')
		return flaw(r, "a class needs a name and letters after", "# class");
	if (t->n_classes == CLASSES_MAX)
		return flaw(r, "too many classes at", name);
	struct ending_class *c = &t->classes[t->n_classes++];
	const char *at = letters, *end = letters + strlen(letters);
	*c = (struct ending_class){ name, t->letters + t->n_letters, false };
	while (at < end) {
		char32_t letter = (char32_t)utf8_next(&at, end);
		if (letter != ' ')
			letters_put(t, letter);
	}
	letters_put(t, 0);
	return 0;
}

/* "[C]и|^пав": what the stem must end in. */
static int read_stem(struct reader *r, const char *cell, const char32_t **out)
{
	const char *at = cell, *end = cell + strlen(cell);

	*out = r->table->letters + r->table->n_letters;
	while (at < end) {
		char32_t c = (char32_t)utf8_next(&at, end);
		if (c == '[') {
			const char *close = memchr(at, ']', (size_t)(end - at));
			int class = close == NULL ? -1
						  : class_named(r->table, at,
							    (size_t)(close - at));
			if (class < 0)
				return flaw(r, "no such class in", cell);
			c = STEM_CLASS + (char32_t)class;
			at = close + 1;
		}
		letters_put(r->table, c);
	}
	letters_put(r->table, 0);
	return 0;
}

/* "ой", or "-" for none. */
static int read_ending(const struct reader *r, const char *cell, size_t size,
	char32_t letters[ENDING_MAX], size_t *n)
{
	const char *at = cell, *end = cell + size;

	*n = 0;
	if (size == 1 && *cell == '-')
		return 0;
	while (at < end) {
		if (*n == ENDING_MAX)
			return flaw(r, "an ending is too long:", cell);
		letters[(*n)++] = (char32_t)utf8_next(&at, end);
	}
	return *n > 0 ? 0 : flaw(r, "an ending is missing in", cell);
}

/* --- rows ------------------------------------------------------------------------ */

static int add_ending(
	struct reader *r, size_t in, size_t rank, const char *cell, size_t size)
{
	struct ending_table *t = r->table;

	if (room_for_one(&t->endings, t->n_endings, &t->endings_capacity) < 0)
		return BIS_ENOMEM;
	struct ending *e = &t->endings[t->n_endings];
	*e = (struct ending){ .row = (uint16_t)(t->n_rows - 1),
		.in = (uint8_t)in,
		.rank = (uint8_t)(rank > 9 ? 9 : rank) };
	int rc = read_ending(r, cell, size, e->letters, &e->n);
	t->n_endings += rc == 0;
	return rc;
}

/* "ой | ою": those of one case. */
static int read_case(struct reader *r, size_t in, const char *cell)
{
	int rc = 0;

	for (size_t rank = 0; rc == 0 && *cell != '\0'; rank++) {
		const char *end = strstr(cell, " | ");
		size_t size = end == NULL ? strlen(cell) : (size_t)(end - cell);
		rc = add_ending(r, in, rank, cell, size);
		cell += size + (end == NULL ? 0 : 3);
	}
	return rc;
}

static int read_vowel(struct reader *r, const char *cell, int *vowel)
{
	*vowel = -1;
	if (*cell == '\0')
		return 0;
	*vowel = class_named(r->table, cell, strlen(cell));
	if (*vowel < 0)
		return flaw(r, "no such class:", cell);
	r->table->classes[*vowel].harmony = true;
	return 0;
}

static int read_row(struct reader *r, char **cells, size_t n)
{
	struct ending_table *t = r->table;

	if (n <= COLUMNS || n > COLUMNS + t->n_cases)
		return flaw(r, "the row has not the columns of the first at", cells[0]);
	if (strcmp(cells[1], "m") != 0 && strcmp(cells[1], "f") != 0 && *cells[1] != '\0')
		return flaw(r, "gender is m, f or nothing, not", cells[1]);
	if (t->n_rows == ROWS_MAX)
		return flaw(r, "too many rows at", cells[0]);
	if (room_for_one(&t->rows, t->n_rows, &t->rows_capacity) < 0)
		return BIS_ENOMEM;
	struct ending_row *row = &t->rows[t->n_rows++];
	*row = (struct ending_row){ .paradigm = cells[0], .gender = *cells[1] };
	int rc = read_stem(r, cells[2], &row->stem);
	if (rc == 0)
		rc = read_vowel(r, cells[3], &row->vowel);
	if (rc == 0)
		rc = read_ending(r, cells[COLUMNS], strlen(cells[COLUMNS]), row->first,
			&row->n_first);
	for (size_t i = 1; rc == 0 && COLUMNS + i < n; i++)
		rc = read_case(r, i, cells[COLUMNS + i]);
	return rc;
}

/* "paradigm gender stem vowel nom gen …": names the cases. */
static int read_heading(struct reader *r, char **cells, size_t n)
{
	if (n <= COLUMNS + 1 || strcmp(cells[0], "paradigm") != 0)
		return flaw(
			r, "the first row should name the columns, not say", cells[0]);
	for (size_t i = COLUMNS; i < n; i++)
		r->table->cases[r->table->n_cases++] = cells[i];
	return 0;
}

static int read_example(struct reader *r, char **cells, size_t n)
{
	struct endings *e = r->endings;

	if (n < 4)
		return flaw(r, "an example has word, base and case, not", cells[0]);
	if (room_for_one(&e->examples, e->n_examples, &e->examples_capacity) < 0)
		return BIS_ENOMEM;
	e->examples[e->n_examples++] =
		(struct ending_example){ NULL, cells[1], cells[2], cells[3] };
	return 0;
}

static int read_remark(struct reader *r, char **cells, size_t n)
{
	const char *value = n > 1 ? cells[1] : "";

	if (strcmp(cells[0], "# lang") == 0)
		return lang_canonical(value, r->table->lang);
	if (strcmp(cells[0], "# class") == 0)
		return read_class(r, cells[1], n > 2 ? cells[2] : NULL);
	return strcmp(cells[0], "# example") == 0 ? read_example(r, cells, n) : 0;
}

static int read_line(struct reader *r, char *line)
{
	char *cells[COLUMNS + CASES_MAX] = { 0 };
	size_t n = 0, size = strlen(line);

	if (size > 0 && line[size - 1] == '\r')
		line[size - 1] = '\0';
	if (*line == '\0')
		return 0;
	while (line != NULL && n < N_ELEMENTS(cells))
		cells[n++] = strsep(&line, "\t");
	if (line != NULL)
		return flaw(r, "too many columns at", cells[0]);
	if (*cells[0] == '#')
		return read_remark(r, cells, n);
	return r->table->n_cases == 0 ? read_heading(r, cells, n) : read_row(r, cells, n);
}

/* --- tables ---------------------------------------------------------------------- */

static char32_t last_letter(const struct ending *e)
{
	return e->n == 0 ? 0 : e->letters[e->n - 1];
}

static int by_last_letter(const void *a, const void *b)
{
	const struct ending *x = a, *y = b;
	char32_t p = last_letter(x), q = last_letter(y);

	if (p != q)
		return p < q ? -1 : 1;
	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return x->in != y->in ? (int)x->in - y->in : (int)x->rank - y->rank;
}

static int read_table(struct reader *r, const char *text, size_t size)
{
	struct ending_table *t = r->table;
	size_t first_example = r->endings->n_examples;
	int rc = 0;

	if (size > TABLE_MAX || utf8_valid(text, size) < size || memchr(text, 0, size))
		return err_set(BIS_EFORMAT, "%s: this is no table of endings", r->name);
	t->text = strndup(text, size);
	t->letters = calloc(size + 1, sizeof(*t->letters));
	if (t->text == NULL || t->letters == NULL)
		return err_nomem();
	for (char *rest = t->text; rc == 0 && rest != NULL; r->line++)
		rc = read_line(r, strsep(&rest, "\n"));
	if (rc == 0 && (*t->lang == '\0' || t->n_rows == 0))
		rc = err_set(BIS_EFORMAT, "%s: no language or no rows", r->name);
	if (rc == 0 && t->n_endings > 0)
		qsort(t->endings, t->n_endings, sizeof(*t->endings), by_last_letter);
	for (size_t i = first_example; i < r->endings->n_examples; i++)
		r->endings->examples[i].lang = t->lang;
	return rc;
}

static void table_free(struct ending_table *t)
{
	free(t->text);
	free(t->letters);
	free(t->rows);
	free(t->endings);
	free(t);
}

int endings_add(struct endings *e, const char *name, const char *text, size_t size)
{
	size_t examples = e->n_examples;
	void *room = realloc(e->tables, (e->n_tables + 1) * sizeof(*e->tables));

	if (room == NULL)
		return err_nomem();
	e->tables = room;
	struct ending_table *t = calloc(1, sizeof(*t));
	if (t == NULL)
		return err_nomem();
	struct reader r = { e, t, name, 1 };
	int rc = read_table(&r, text, size);
	if (rc < 0) {
		e->n_examples = examples;
		table_free(t);
		return rc;
	}
	e->tables[e->n_tables++] = t;
	return 0;
}

int endings_empty(struct endings **out)
{
	*out = calloc(1, sizeof(**out));
	return *out == NULL ? err_nomem() : 0;
}

static bool is_table(const char *name)
{
	size_t size = strlen(name);

	return strncmp(name, FOLDER, strlen(FOLDER)) == 0 && size > 4 &&
	       strcmp(name + size - 4, ".tsv") == 0;
}

int endings_open(struct endings **out)
{
	cleanup(endings_closep) struct endings *e = NULL;
	int rc = endings_empty(&e);

	*out = NULL;
	for (const struct asset *a = assets; rc == 0 && a->name != NULL; a++) {
		if (is_table(a->name))
			rc = endings_add(e, a->name, a->data, a->size);
	}
	if (rc == 0)
		*out = steal(&e);
	return rc;
}

void endings_close(struct endings *e)
{
	if (e == NULL)
		return;
	for (size_t i = 0; i < e->n_tables; i++)
		table_free(e->tables[i]);
	free(e->tables);
	free(e->examples);
	free(e);
}

void endings_closep(struct endings **e)
{
	endings_close(*e);
}

const struct ending_example *endings_example(const struct endings *e, size_t i)
{
	return i < e->n_examples ? &e->examples[i] : NULL;
}
