/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading tables of concepts or units, row by row.
 *
 * A row that cannot be read (damaged text, more cells than the header, an unknown word, a
 * date that is none) costs that row and is told; the next goes on.
 */
#include "config.h"
#include "tmx/table-read.h"

#include <stdio.h>
#include <string.h>

#include "src/base/err.h"

#define LANGS_MAX 1000 /* of one concept */

enum kind { DIFFERENT_FIELD, N_KINDS_OF_REMARK };

static const char *const kinds[N_KINDS_OF_REMARK] = {
	[DIFFERENT_FIELD] = "fields of a concept that differ between its rows",
};

void table_add_note(struct buf *note, const char *name, const char *value)
{
	if (note->size > 0)
		buf_addc(note, '\n');
	if (*name != '\0')
		buf_addf(note, "%s: ", name);
	buf_adds(note, value);
}

static bool broken(
	struct table *t, const struct column *column, struct cell cell, const char *what)
{
	snprintf(t->flaw, sizeof(t->flaw), "%.60s: \"%.60s\" is %s", column->name,
		cell.text, what);
	return false;
}

static int word_of(struct cell cell, int (*of_name)(const char *name))
{
	char word[32];

	if (cell.size >= sizeof(word))
		return -1;
	for (size_t i = 0; i <= cell.size; i++) {
		char c = cell.text[i];
		word[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	return of_name(word);
}

static bool set_date(
	struct table *t, struct buf *to, const struct column *column, struct cell cell)
{
	if (!validity_date_ok(cell.text))
		return broken(t, column, cell, "no date (YYYY, YYYY-MM or YYYY-MM-DD)");
	buf_set(to, cell.text);
	return true;
}

static bool set_text(struct buf *to, struct cell cell)
{
	buf_set(to, cell.text);
	return true;
}

bool table_form_field(
	struct table *t, struct form *f, const struct column *column, struct cell cell)
{
	int word;

	switch (column->field) {
	case FIELD_STATUS:
		word = word_of(cell, status_of_name);
		if (word < 0)
			return broken(t, column, cell, "no status");
		f->status = (enum form_status)word;
		return true;
	case FIELD_KIND:
		word = word_of(cell, form_kind_of_name);
		if (word < 0)
			return broken(t, column, cell, "no kind of form");
		f->kind = (enum form_kind)word;
		return true;
	case FIELD_VALID_FROM:
		return set_date(t, &f->valid_from, column, cell);
	case FIELD_VALID_TO:
		return set_date(t, &f->valid_to, column, cell);
	case FIELD_APPROVED_AT:
		return set_text(&f->approved_at, cell);
	case FIELD_APPROVED_BY:
		return set_text(&f->approved_by, cell);
	case FIELD_RELIABILITY:
		if (cell.size != 1 || cell.text[0] < '1' || cell.text[0] > '4')
			return broken(t, column, cell, "no reliability (1 to 4)");
		f->reliability = cell.text[0] - '0';
		return true;
	case FIELD_SOURCE:
		return set_text(&f->source, cell);
	case FIELD_INSTEAD:
		return set_text(&f->instead, cell);
	case FIELD_NOTE:
		table_add_note(&f->note, "", cell.text);
		return true;
	default:
		table_add_note(&f->note, column->name, cell.text);
		return true;
	}
}

/* ---- fields of the concept ---- */

static int fill(struct table *t, struct buf *to, const struct column *column,
	struct cell cell, long line)
{
	if (to->size > 0 && strcmp(buf_str(to), cell.text) != 0)
		return remark(&t->remarks, DIFFERENT_FIELD, line, buf_str(&t->concept.id),
			"%.60s differs from that of the row above; the first counts",
			column->name);
	buf_set(to, cell.text);
	return 0;
}

int table_concept_field(
	struct table *t, const struct column *column, struct cell cell, long line)
{
	struct concept *c = &t->concept;
	int word;

	switch (column->field) {
	case FIELD_TYPE:
		word = word_of(cell, kind_of_name);
		if (word < 0)
			broken(t, column, cell, "no type of concept");
		else
			c->kind = (enum concept_kind)word;
		return 0;
	case FIELD_SUBJECT:
		return fill(t, &c->subject, column, cell, line);
	case FIELD_DEFINITION:
		return fill(t, &c->definition, column, cell, line);
	case FIELD_CONCEPT_NOTE:
		return fill(t, &c->note, column, cell, line);
	default:
		return 0;
	}
}

struct form *table_new_form(
	struct table *t, const char *lang, struct cell cell, long line)
{
	struct section *s = concept_section(&t->concept, lang);
	struct form *f = s == NULL ? NULL : section_add_form(s);

	if (f == NULL)
		return NULL;
	f->line = line;
	f->status = t->options->status;
	buf_add(&f->text, cell.text, cell.size);
	return f;
}

/* ---- long ---- */

static struct cell long_cell(
	const struct table *t, const struct row *row, enum field field)
{
	long column = columns_find(&t->columns, field);

	return column < 0 ? (struct cell){ .text = "" } : row_cell(row, (size_t)column);
}

static int long_concept(struct table *t, const struct row *row)
{
	for (size_t i = 0; i < t->columns.n; i++) {
		struct cell cell = row_cell(row, i);
		if (cell.size == 0)
			continue;
		int rc = table_concept_field(t, &t->columns.list[i], cell, row->line);
		if (rc != 0 || t->flaw[0] != '\0')
			return rc;
	}
	return 0;
}

static bool is_of_form(enum field field)
{
	return field >= FIELD_STATUS && field <= FIELD_APPROVED_AT;
}

static int long_form(struct table *t, const struct row *row, struct cell text)
{
	struct cell lang = long_cell(t, row, FIELD_LANG);
	char canonical[LANG_MAX];

	if (lang.size == 0 || lang_canonical(lang.text, canonical) != 0) {
		snprintf(t->flaw, sizeof(t->flaw), "lang: \"%.60s\" is no language",
			lang.text);
		return 0;
	}
	struct form *f = table_new_form(t, lang.text, text, row->line);
	if (f == NULL)
		return err_nomem();
	for (size_t i = 0; i < t->columns.n; i++) {
		const struct column *column = &t->columns.list[i];
		struct cell cell = row_cell(row, i);
		bool of_form =
			is_of_form(column->field) || column->field == FIELD_UNKNOWN;
		if (cell.size > 0 && of_form && !table_form_field(t, f, column, cell))
			break;
	}
	return 0;
}

static bool relation_field(struct table *t, struct relation *r,
	const struct column *column, struct cell cell)
{
	switch (column->field) {
	case FIELD_TARGET:
		return set_text(&r->target, cell);
	case FIELD_VALID_FROM:
		return set_date(t, &r->from, column, cell);
	case FIELD_VALID_TO:
		return set_date(t, &r->to, column, cell);
	case FIELD_SOURCE:
		return set_text(&r->source, cell);
	case FIELD_NOTE:
		return set_text(&r->note, cell);
	case FIELD_RELATION:
		if (word_of(cell, relation_of_name) < 0)
			return broken(t, column, cell, "no relation");
		r->kind = (enum relation_kind)word_of(cell, relation_of_name);
		return true;
	default:
		return true;
	}
}

static int long_relation(struct table *t, const struct row *row)
{
	struct relation *r = concept_add_relation(&t->concept);

	if (r == NULL)
		return err_nomem();
	for (size_t i = 0; i < t->columns.n; i++) {
		struct cell cell = row_cell(row, i);
		if (cell.size > 0 && !relation_field(t, r, &t->columns.list[i], cell))
			return 0;
	}
	if (!buf_ok(&r->target) || !buf_ok(&r->from) || !buf_ok(&r->to) ||
		!buf_ok(&r->source) || !buf_ok(&r->note))
		return err_nomem();
	if (r->target.size == 0)
		snprintf(t->flaw, sizeof(t->flaw), "a relation without target");
	return 0;
}

/* A row without a concept's id is a concept of its own. */
static int begin_concept(struct table *t, const struct row *row, struct cell id)
{
	if (t->open && id.size > 0 && strcmp(buf_str(&t->concept.id), id.text) == 0)
		return 0;
	int rc = table_flush(t);
	if (rc < 0)
		return rc;
	concept_reset(&t->concept);
	t->concept.line = row->line;
	buf_set(&t->concept.id, id.text);
	t->open = true;
	t->hurt = t->too_big = false;
	t->size = t->children = 0;
	return 0;
}

/* What a broken row had added to the concept goes again; the concept stays. */
static void take_back(
	struct concept *c, size_t n_relations, const char *lang, size_t n_forms)
{
	if (c->n_relations > n_relations)
		c->n_relations = n_relations;
	for (size_t i = 0; i < c->n_sections; i++) {
		struct section *s = &c->sections[i];
		if (strcmp(buf_str(&s->lang), lang) != 0 || s->n_forms <= n_forms)
			continue;
		s->n_forms = n_forms;
		if (n_forms == 0 && i + 1 == c->n_sections)
			c->n_sections--;
	}
}

static size_t forms_of(const struct concept *c, const char *lang)
{
	for (size_t i = 0; i < c->n_sections; i++)
		if (strcmp(buf_str(&c->sections[i].lang), lang) == 0)
			return c->sections[i].n_forms;
	return 0;
}

/* Counts what the concept takes; above the bounds its rows are not kept any longer. */
static bool fits(struct table *t, const struct row *row, struct cell id)
{
	for (size_t i = 0; i < row->n; i++)
		t->size += row->cells[i].size;
	t->children++;
	if (t->size <= CONCEPT_MAX_SIZE && t->children <= CONCEPT_MAX_CHILDREN &&
		t->concept.n_sections <= LANGS_MAX)
		return true;
	long line = t->concept.line;
	concept_reset(&t->concept);
	t->concept.line = line;
	buf_set(&t->concept.id, id.text);
	t->too_big = true;
	return false;
}

int table_long_row(struct table *t, const struct row *row)
{
	struct cell text = long_cell(t, row, FIELD_TEXT);
	struct cell relation = long_cell(t, row, FIELD_RELATION);
	struct cell lang = long_cell(t, row, FIELD_LANG);
	struct cell id = long_cell(t, row, FIELD_ID);
	int rc = begin_concept(t, row, id);

	if (rc < 0 || t->too_big || !fits(t, row, id))
		return rc;
	struct concept *c = &t->concept;
	size_t n_forms = forms_of(c, lang.text), n_relations = c->n_relations;
	rc = long_concept(t, row);
	if (rc == 0 && t->flaw[0] == '\0' && text.size > 0)
		rc = long_form(t, row, text);
	if (rc == 0 && t->flaw[0] == '\0' && relation.size > 0)
		rc = long_relation(t, row);
	if (rc == 0 && t->flaw[0] == '\0' && text.size == 0 && lang.size > 0)
		snprintf(t->flaw, sizeof(t->flaw), "a language, but no text");
	if (rc == 0 && t->flaw[0] != '\0') {
		take_back(c, n_relations, lang.text, n_forms);
		t->hurt = true;
	}
	return rc;
}

/* ---- the file ---- */

int table_flush(struct table *t)
{
	if (!t->open)
		return 0;
	t->open = false;
	if (!concept_ok(&t->concept))
		return err_nomem();
	if (t->too_big)
		return remark_lost(t->sink, t->concept.line, buf_str(&t->concept.id),
			"the concept has more than %zu MiB, %d rows or %d languages",
			CONCEPT_MAX_SIZE >> 20, CONCEPT_MAX_CHILDREN, LANGS_MAX);
	if (t->hurt && t->concept.n_sections == 0 && t->concept.n_relations == 0)
		return 0;
	return t->sink->concept == NULL ? 0 : t->sink->concept(t->sink->ctx, &t->concept);
}

static void check_width(struct table *t, const struct row *row)
{
	for (size_t i = t->columns.n; i < row->n; i++)
		if (row->cells[i].size > 0)
			snprintf(t->flaw, sizeof(t->flaw),
				"the row has %zu cells, the header %zu", row->n,
				t->columns.n);
}

static int read_row(struct table *t, const struct row *row)
{
	int rc = 0;

	t->flaw[0] = '\0';
	if (row->flaw != NULL)
		snprintf(t->flaw, sizeof(t->flaw), "%s", row->flaw);
	else
		check_width(t, row);
	if (t->flaw[0] == '\0') {
		if (t->columns.shape == SHAPE_LONG)
			rc = table_long_row(t, row);
		else if (t->options->as_units)
			rc = table_wide_unit(t, row);
		else
			rc = table_wide_concept(t, row);
	}
	if (rc == 0 && t->flaw[0] != '\0') {
		struct cell id = long_cell(t, row, FIELD_ID);
		rc = remark_lost(t->sink, row->line, id.text, "%s", t->flaw);
	}
	return rc;
}

static int read_header(struct table *t, struct rows *rows, struct row_style *style)
{
	const char *line;
	const struct row *row;
	size_t size;
	int rc = rows_peek(rows, &line, &size);

	if (rc < 0)
		return rc;
	style->separator = row_separator(line, size);
	style->quotes = true;
	style->lenient = style->separator == '\t';
	do {
		rc = rows_next(rows, style, &row);
		if (rc < 0)
			return rc;
		if (rc == 0)
			return err_set(
				BIS_EFORMAT, "%s:1: no header row", source_name(t->in));
	} while (row_is_blank(row));
	if (row->flaw != NULL)
		return err_set(BIS_EFORMAT, "%s:%ld: header row: %s", source_name(t->in),
			row->line, row->flaw);
	long line_number = row->line;
	rc = columns_read(&t->columns, row);
	if (rc == 0 && t->columns.shape == SHAPE_NONE)
		return err_set(BIS_EFORMAT,
			"%s:%ld: the first row names no languages, nor concept, lang and "
			"text",
			source_name(t->in), line_number);
	return rc;
}

static int read_rows(struct table *t, struct rows *rows)
{
	struct row_style style = { 0 };
	const struct row *row;
	int rc = read_header(t, rows, &style);

	if (rc == 0 && !document_ok(&t->doc))
		return err_nomem();
	if (rc == 0 && t->sink->head != NULL)
		rc = t->sink->head(t->sink->ctx, &t->doc);
	while (rc == 0 && (rc = rows_next(rows, &style, &row)) > 0)
		rc = row_is_blank(row) ? 0 : read_row(t, row);
	if (rc == 0)
		rc = table_flush(t);
	if (rc == 0)
		rc = remarks_end(&t->remarks);
	if (rc == 0 && t->sink->tail != NULL)
		rc = t->sink->tail(t->sink->ctx, &t->doc);
	return rc;
}

int table_read(struct source *in, const struct read_options *options,
	const struct record_sink *sink)
{
	struct table t = { .in = in, .options = options, .sink = sink };
	cleanup(rows_closep) struct rows *rows = NULL;
	int rc = rows_open(in, NULL, &rows);

	if (rc < 0)
		return rc;
	remarks_init(&t.remarks, sink, kinds, N_KINDS_OF_REMARK);
	document_init(&t.doc);
	buf_set(&t.doc.format, "table");
	concept_init(&t.concept);
	unit_init(&t.unit);
	rc = read_rows(&t, rows);
	columns_finish(&t.columns);
	document_finish(&t.doc);
	concept_finish(&t.concept);
	unit_finish(&t.unit);
	return rc;
}
