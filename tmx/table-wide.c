/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of wide tables: a column a language, with others beside it that speak of one
 * language or of the whole row.  A row is a concept, or a unit where units are wanted.
 */
#include "config.h"
#include "tmx/table-read.h"

#include <string.h>

#include "src/base/err.h"
#include "src/xml/markup.h"

/* The forms of the language cells, in order; those of repeated columns stand one after
 * another. */
static int wide_forms(struct table *t, const struct row *row)
{
	for (size_t i = 0; i < t->columns.n; i++) {
		const struct column *column = &t->columns.list[i];
		struct cell cell = row_cell(row, i);
		if (column->field != FIELD_TEXT || column->lang[0] == '\0' ||
			cell.size == 0)
			continue;
		if (table_new_form(t, column->lang, cell, row->line) == NULL)
			return err_nomem();
	}
	return 0;
}

/* What the row says of all its forms. */
static bool every_form(struct table *t, const struct column *column, struct cell cell)
{
	bool ok = true;

	for (size_t i = 0; i < t->concept.n_sections && ok; i++)
		for (size_t k = 0; k < t->concept.sections[i].n_forms && ok; k++)
			ok = table_form_field(
				t, &t->concept.sections[i].forms[k], column, cell);
	return ok;
}

/* "a|b" after the form they are variants of. */
static int variants(struct table *t, const char *lang, struct cell cell, long line)
{
	for (const char *at = cell.text; *at != '\0';) {
		size_t size = strcspn(at, "|"), last = size;
		size_t first = strspn(at, " ");
		while (last > first && at[last - 1] == ' ')
			last--;
		if (last > first) {
			struct form *f = table_new_form(t, lang,
				(struct cell){ .text = at + first, .size = last - first },
				line);
			if (f == NULL)
				return err_nomem();
			f->status = STATUS_LOOKUP;
			f->kind = FORM_VARIANT;
		}
		at += size + (at[size] == '|');
	}
	return 0;
}

static struct form *form_of(struct concept *c, const char *lang)
{
	for (size_t i = 0; i < c->n_sections; i++)
		if (strcmp(buf_str(&c->sections[i].lang), lang) == 0)
			return c->sections[i].n_forms == 0 ? NULL
							   : &c->sections[i].forms[0];
	return NULL;
}

static int wide_cell(
	struct table *t, const struct column *column, struct cell cell, long line)
{
	struct concept *c = &t->concept;

	if (column->lang[0] != '\0') {
		struct form *f = form_of(c, column->lang);
		if (f == NULL)
			table_add_note(&c->note, column->name, cell.text);
		else
			table_form_field(t, f, column, cell);
		return 0;
	}
	switch (column->field) {
	case FIELD_ID:
		buf_set(&c->id, cell.text);
		return 0;
	case FIELD_KIND:
		return table_concept_field(t,
			&(struct column){ .field = FIELD_TYPE, .name = column->name },
			cell, line);
	case FIELD_NOTE:
	case FIELD_CONCEPT_NOTE:
		table_add_note(&c->note, "", cell.text);
		return 0;
	case FIELD_TYPE:
	case FIELD_SUBJECT:
	case FIELD_DEFINITION:
		return table_concept_field(t, column, cell, line);
	case FIELD_STATUS:
	case FIELD_VALID_FROM:
	case FIELD_VALID_TO:
	case FIELD_SOURCE:
	case FIELD_RELIABILITY:
	case FIELD_INSTEAD:
	case FIELD_APPROVED_BY:
	case FIELD_APPROVED_AT:
		every_form(t, column, cell);
		return 0;
	default:
		table_add_note(&c->note, column->name, cell.text);
		return 0;
	}
}

/* What is said of a language comes after what is said of all, so the narrower word wins;
 * look-up forms come last, as the row's dates and sources are not theirs. */
static int wide_pass(struct table *t, const struct row *row, bool of_languages)
{
	for (size_t i = 0; i < t->columns.n; i++) {
		const struct column *column = &t->columns.list[i];
		struct cell cell = row_cell(row, i);
		bool of_language = column->lang[0] != '\0';
		if (cell.size == 0 || of_language != of_languages ||
			column->field == FIELD_VARIANTS ||
			(of_language && column->field == FIELD_TEXT))
			continue;
		int rc = wide_cell(t, column, cell, row->line);
		if (rc != 0 || t->flaw[0] != '\0')
			return rc;
	}
	return 0;
}

static int wide_variants(struct table *t, const struct row *row)
{
	for (size_t i = 0; i < t->columns.n; i++) {
		const struct column *column = &t->columns.list[i];
		struct cell cell = row_cell(row, i);
		if (column->field != FIELD_VARIANTS || column->lang[0] == '\0' ||
			cell.size == 0)
			continue;
		int rc = variants(t, column->lang, cell, row->line);
		if (rc < 0)
			return rc;
	}
	return 0;
}

int table_wide_concept(struct table *t, const struct row *row)
{
	concept_reset(&t->concept);
	t->concept.line = row->line;
	int rc = wide_forms(t, row);
	if (rc == 0)
		rc = wide_pass(t, row, false);
	if (rc == 0 && t->flaw[0] == '\0')
		rc = wide_pass(t, row, true);
	if (rc == 0 && t->flaw[0] == '\0')
		rc = wide_variants(t, row);
	if (rc != 0 || t->flaw[0] != '\0')
		return rc;
	t->open = t->concept.n_sections > 0 || t->concept.id.size > 0;
	t->hurt = t->too_big = false;
	return table_flush(t);
}

/* ---- wide, as units ---- */

static int unit_cell(struct table *t, const struct column *column, struct cell cell)
{
	struct unit *u = &t->unit;
	cleanup(buf_free) struct buf attrs = BUF_INIT;

	if (column->field == FIELD_TEXT && column->lang[0] != '\0') {
		struct variant *v = unit_add(u);
		if (v == NULL)
			return err_nomem();
		buf_adds(&v->lang, column->lang);
		buf_add(&v->text, cell.text, cell.size);
		return 0;
	}
	if (column->field == FIELD_ID && u->attrs.size == 0) {
		markup_attr(&u->attrs, "tuid", cell.text);
		return 0;
	}
	if (column->field == FIELD_NOTE && column->lang[0] == '\0') {
		markup_element(&u->extra, "note", NULL, cell.text);
		return 0;
	}
	buf_adds(&attrs, " type=\"x-");
	markup_text(&attrs, column->name, strcspn(column->name, "\"\n\r\t"));
	buf_addc(&attrs, '"');
	markup_element(&u->extra, "prop", buf_str(&attrs), cell.text);
	return buf_ok(&attrs) ? 0 : err_nomem();
}

int table_wide_unit(struct table *t, const struct row *row)
{
	unit_reset(&t->unit);
	t->unit.line = row->line;
	for (size_t i = 0; i < t->columns.n; i++) {
		struct cell cell = row_cell(row, i);
		int rc = cell.size == 0 ? 0 : unit_cell(t, &t->columns.list[i], cell);
		if (rc < 0)
			return rc;
	}
	if (!unit_ok(&t->unit))
		return err_nomem();
	if (t->unit.n_variants == 0 || t->sink->unit == NULL)
		return 0;
	return t->sink->unit(t->sink->ctx, &t->unit);
}
