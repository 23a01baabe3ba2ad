/* SPDX-License-Identifier: Apache-2.0
 *
 * Tables, as spreadsheets export them: comma, semicolon or tab, one row a record.  What a
 * column means stands in the first row (table-columns.h).  Reading is in table-read.c.
 *
 * Concepts are written long: a row a form, then a row a relation, the fields of the
 * concept on its first row.  Every typed field comes back as it was, so a termbase can be
 * kept in this form and looked at in a diff.  Units are written wide, a column a
 * language.
 */
#include "config.h"

#include <string.h>
#include <strings.h>

#include "src/base/err.h"
#include "src/xml/markup.h"
#include "tmx/dropped.h"
#include "tmx/head.h"
#include "tmx/table-read.h"

extern const struct format format_table;

static const enum field written[] = {
	FIELD_ID,
	FIELD_TYPE,
	FIELD_SUBJECT,
	FIELD_DEFINITION,
	FIELD_CONCEPT_NOTE,
	FIELD_LANG,
	FIELD_TEXT,
	FIELD_STATUS,
	FIELD_KIND,
	FIELD_VALID_FROM,
	FIELD_VALID_TO,
	FIELD_SOURCE,
	FIELD_RELIABILITY,
	FIELD_NOTE,
	FIELD_INSTEAD,
	FIELD_APPROVED_BY,
	FIELD_APPROVED_AT,
	FIELD_RELATION,
	FIELD_TARGET,
};

struct state {
	struct buf text;
	struct buf id;
	struct dropped dropped;
	bool begun; /* the header row is written */
	int64_t n_concepts;
};

/* ---- guessing ---- */

/* A plain text's first line; the head may hold anything. */
static bool is_text(const char *line, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if ((unsigned char)line[i] < ' ' && line[i] != '\t')
			return false;
	return size > 0;
}

/* Cuts the first line into cells by itself: the head is no source. */
static int header_worth(const char *line, size_t size)
{
	cleanup(rows_closep) struct rows *rows = NULL;
	struct source *in = NULL;
	struct columns columns = { 0 };
	struct row_style style = { .separator = row_separator(line, size),
		.quotes = true };
	const struct row *row;
	int worth = 0;

	int rc = source_open_bytes("", line, size, &in);
	if (rc == 0)
		rc = source_next(in);
	if (rc > 0)
		rc = rows_open(in, "UTF-8", &rows);
	if (rc == 0)
		rc = rows_next(rows, &style, &row);
	if (rc > 0 && row->flaw == NULL && (rc = columns_read(&columns, row)) == 0) {
		if (columns.shape == SHAPE_LONG)
			worth = 95;
		else if (columns.shape == SHAPE_WIDE)
			worth = columns.n_unknown == 0 ? 90 : 70;
	}
	columns_finish(&columns);
	rows_close(steal(&rows));
	source_close(in);
	return rc == BIS_ENOMEM ? rc : worth;
}

static int bid(const struct head *head)
{
	struct head_root root;
	const char *line;
	size_t size;

	if (head_root(head, &root) || !head_line(head, 0, &line, &size) ||
		!is_text(line, size))
		return 0;
	int worth = header_worth(line, size);
	if (worth != 0)
		return worth;
	return head_suffix_is(head, "tsv csv") ? 5 : 0;
}

/* ---- writing ---- */

static void add(struct buf *b, const char *text, size_t size, bool first)
{
	if (!first)
		buf_addc(b, '\t');
	row_add_cell(b, text, size, '\t');
}

static int flush(struct writer *w)
{
	struct state *s = w->state;

	if (!buf_ok(&s->text) || !buf_ok(&s->id))
		return err_nomem();
	out_add(w->out, s->text.data, s->text.size);
	buf_clear(&s->text);
	return 0;
}

static int begin(struct writer *w, const struct document *d)
{
	struct state *s = calloc(1, sizeof(*s));

	(void)d;
	if (s == NULL)
		return err_nomem();
	w->state = s;
	dropped_init(&s->dropped, w->options);
	return 0;
}

static void long_header(struct buf *b)
{
	for (size_t i = 0; i < N_ELEMENTS(written); i++)
		add(b, field_name(written[i]), strlen(field_name(written[i])), i == 0);
	buf_addc(b, '\n');
}

/* What one long row says, by field. */
struct cells {
	const char *of[N_FIELDS];
	char reliability[4];
};

static void cells_of_concept(struct cells *cells, const struct concept *c, const char *id)
{
	cells->of[FIELD_ID] = id;
	cells->of[FIELD_TYPE] = kind_name(c->kind);
	cells->of[FIELD_SUBJECT] = buf_str(&c->subject);
	cells->of[FIELD_DEFINITION] = buf_str(&c->definition);
	cells->of[FIELD_CONCEPT_NOTE] = buf_str(&c->note);
}

static void cells_of_form(
	struct cells *cells, const struct section *s, const struct form *f)
{
	cells->of[FIELD_LANG] = buf_str(&s->lang);
	cells->of[FIELD_TEXT] = buf_str(&f->text);
	cells->of[FIELD_STATUS] = status_name(f->status);
	cells->of[FIELD_KIND] = form_kind_name(f->kind);
	cells->of[FIELD_VALID_FROM] = buf_str(&f->valid_from);
	cells->of[FIELD_VALID_TO] = buf_str(&f->valid_to);
	cells->of[FIELD_SOURCE] = buf_str(&f->source);
	cells->of[FIELD_NOTE] = buf_str(&f->note);
	cells->of[FIELD_INSTEAD] = buf_str(&f->instead);
	cells->of[FIELD_APPROVED_BY] = buf_str(&f->approved_by);
	cells->of[FIELD_APPROVED_AT] = buf_str(&f->approved_at);
	if (f->reliability > 0 && f->reliability < 10) {
		cells->reliability[0] = (char)('0' + f->reliability);
		cells->reliability[1] = '\0';
		cells->of[FIELD_RELIABILITY] = cells->reliability;
	}
}

static void cells_of_relation(struct cells *cells, const struct relation *r)
{
	cells->of[FIELD_RELATION] = relation_name(r->kind);
	cells->of[FIELD_TARGET] = buf_str(&r->target);
	cells->of[FIELD_VALID_FROM] = buf_str(&r->from);
	cells->of[FIELD_VALID_TO] = buf_str(&r->to);
	cells->of[FIELD_SOURCE] = buf_str(&r->source);
	cells->of[FIELD_NOTE] = buf_str(&r->note);
}

/* Writes the row and empties it, but for the concept's id. */
static void add_cells(struct buf *b, struct cells *cells)
{
	const char *id = cells->of[FIELD_ID];

	for (size_t i = 0; i < N_ELEMENTS(written); i++) {
		const char *text = cells->of[written[i]];
		add(b, text == NULL ? "" : text, text == NULL ? 0 : strlen(text), i == 0);
	}
	buf_addc(b, '\n');
	*cells = (struct cells){ .of = { [FIELD_ID] = id } };
}

static void tell_extra(struct state *s, const struct concept *c, const char *id)
{
	bool extra = c->extra.size > 0;
	bool tagged = false;

	for (size_t i = 0; i < c->n_sections; i++) {
		extra = extra || c->sections[i].extra.size > 0;
		for (size_t k = 0; k < c->sections[i].n_forms; k++) {
			extra = extra || c->sections[i].forms[k].extra.size > 0;
			tagged = tagged || c->sections[i].forms[k].tagged;
		}
	}
	if (extra)
		dropped_tell(&s->dropped, "data categories without a column", id);
	if (tagged)
		dropped_tell(&s->dropped, "markup in terms", id);
}

static int write_concept(struct writer *w, const struct concept *c)
{
	struct state *s = w->state;
	struct cells cells = { 0 };
	size_t rows = 0;

	if (!s->begun)
		long_header(&s->text);
	s->begun = true;
	s->n_concepts++;
	buf_set(&s->id, buf_str(&c->id));
	if (c->id.size == 0)
		buf_addf(&s->id, "c%lld", (long long)s->n_concepts);
	tell_extra(s, c, buf_str(&s->id));
	cells_of_concept(&cells, c, buf_str(&s->id));
	for (size_t i = 0; i < c->n_sections; i++) {
		for (size_t k = 0; k < c->sections[i].n_forms; k++, rows++) {
			cells_of_form(&cells, &c->sections[i], &c->sections[i].forms[k]);
			add_cells(&s->text, &cells);
		}
	}
	for (size_t i = 0; i < c->n_relations; i++, rows++) {
		cells_of_relation(&cells, &c->relations[i]);
		add_cells(&s->text, &cells);
	}
	if (rows == 0)
		add_cells(&s->text, &cells);
	return flush(w);
}

/* The languages of a wide table: the source, then those asked for. */
static const char *lang_at(const struct write_options *o, size_t n)
{
	bool source = o->source_lang != NULL && *o->source_lang != '\0';

	for (size_t i = 0; source && i < o->n_langs; i++)
		source = strcasecmp(o->langs[i], o->source_lang) != 0;
	if (source && n == 0)
		return o->source_lang;
	n -= source;
	return n < o->n_langs ? o->langs[n] : NULL;
}

static int wide_header(struct writer *w)
{
	struct state *s = w->state;

	if (lang_at(w->options, 0) == NULL)
		return err_set(BIS_EUSAGE,
			"a table of units has a column for each language: say which");
	add(&s->text, "id", 2, true);
	for (size_t i = 0; lang_at(w->options, i) != NULL; i++)
		add(&s->text, lang_at(w->options, i), strlen(lang_at(w->options, i)),
			false);
	buf_addc(&s->text, '\n');
	s->begun = true;
	return 0;
}

/* How near the variant is to the column's language; -1 not at all. */
static int nearness(const struct variant *v, const char *lang)
{
	char canonical[LANG_MAX];

	if (strcasecmp(buf_str(&v->lang), lang) == 0)
		return 0;
	if (lang_canonical(buf_str(&v->lang), canonical) != 0)
		return -1;
	return lang_distance(lang, canonical);
}

static void wide_cell(struct state *s, const struct unit *u, const char *lang)
{
	const struct variant *best = NULL;
	int best_distance = 0;

	for (size_t i = 0; i < u->n_variants; i++) {
		int distance = nearness(&u->variants[i], lang);
		if (distance >= 0 && (best == NULL || distance < best_distance)) {
			best = &u->variants[i];
			best_distance = distance;
		}
	}
	if (best != NULL && best->tagged)
		dropped_tell(&s->dropped, "inline codes", buf_str(&s->id));
	add(&s->text, best == NULL ? "" : buf_str(&best->text),
		best == NULL ? 0 : best->text.size, false);
}

static int write_unit(struct writer *w, const struct unit *u)
{
	struct state *s = w->state;
	int rc = s->begun ? 0 : wide_header(w);

	if (rc < 0)
		return rc;
	buf_clear(&s->id);
	markup_attr_get(buf_str(&u->attrs), u->attrs.size, "tuid", &s->id);
	if (u->extra.size > 0)
		dropped_tell(&s->dropped, "props and notes", buf_str(&s->id));
	add(&s->text, buf_str(&s->id), s->id.size, true);
	for (size_t i = 0; lang_at(w->options, i) != NULL; i++)
		wide_cell(s, u, lang_at(w->options, i));
	buf_addc(&s->text, '\n');
	return flush(w);
}

static int end(struct writer *w, const struct document *d)
{
	struct state *s = w->state;

	(void)d;
	if (!s->begun)
		long_header(&s->text);
	return flush(w);
}

static void finish(struct writer *w)
{
	struct state *s = w->state;

	if (s == NULL)
		return;
	buf_free(&s->text);
	buf_free(&s->id);
	dropped_finish(&s->dropped);
	free(s);
	w->state = NULL;
}

const struct format format_table = {
	.name = "table",
	.title = "table with a header row (CSV or TSV, also from a spreadsheet)",
	.written = "table, TSV",
	.suffixes = "tsv csv",
	.carries = CARRIES_UNITS | CARRIES_CONCEPTS,
	.bid = bid,
	.read = table_read,
	.begin = begin,
	.write_unit = write_unit,
	.write_concept = write_concept,
	.end = end,
	.finish = finish,
};
