/* SPDX-License-Identifier: Apache-2.0
 *
 * Glossaries of OmegaT: source, target and comment, by tabs (.txt .tab .tsv .utf8) or
 * commas (.csv), without a header.
 *
 * A row is a concept of two forms, as OmegaT takes each row for itself.  Lines that begin
 * with `#` are comments; in the first of them `-*- coding: NAME -*-` says the encoding.
 * Which languages they are the file does not say.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "src/base/err.h"
#include "src/text/encoding.h"
#include "tmx/dropped.h"
#include "tmx/head.h"
#include "tmx/pairs.h"
#include "tmx/remarks.h"
#include "tmx/rows.h"

extern const struct format format_omegat;

#define FIRST_LINE "# Glossary in tab-separated format -*- coding: utf-8 -*-\n"
#define CODING "-*- coding:"

enum kind { NO_LANGUAGE, MORE_CELLS, N_KINDS_OF_REMARK };

static const char *const kinds[N_KINDS_OF_REMARK] = {
	[NO_LANGUAGE] = "languages that were not said",
	[MORE_CELLS] = "rows with cells past the comment",
};

struct glossary {
	struct source *in;
	const struct record_sink *sink;
	struct remarks remarks;
	struct document doc;
	struct concept concept;
	const char *source_lang, *target_lang;
	enum form_status status;
};

/* ---- guessing ---- */

static bool is_text(const char *line, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if ((unsigned char)line[i] < ' ' && line[i] != '\t')
			return false;
	return true;
}

/* The first line that is no comment; false where all are, with *comments true if there
 * are any. */
static bool first_row(
	const struct head *head, const char **line, size_t *size, bool *comments)
{
	*comments = false;
	for (size_t n = 0; n < 1000 && head_line(head, n, line, size); n++) {
		if (**line != '#')
			return true;
		*comments = true;
	}
	return false;
}

static int bid(const struct head *head)
{
	struct head_root root;
	const char *line;
	size_t size;
	bool comments;
	bool tabs = head_suffix_is(head, "txt tab tsv utf8");

	if (head_root(head, &root))
		return 0;
	if (head->size > 16 && memcmp(head->text, FIRST_LINE, 16) == 0)
		return 95;
	if (!first_row(head, &line, &size, &comments))
		return comments && tabs ? 30 : 0;
	if (!is_text(line, size))
		return 0;
	if (memchr(line, '\t', size) != NULL)
		return tabs ? 60 : 20;
	if (memchr(line, ',', size) != NULL || memchr(line, ';', size) != NULL)
		return head_suffix_is(head, "csv") ? 40 : 0;
	return 0;
}

/* ---- reading ---- */

/* The encoding the first line names, into `name`; false where it names none. */
static bool coding_of(struct source *in, char name[40])
{
	const void *bytes;
	size_t got, size = 0;

	if (source_peek(in, 1024, &bytes, &got) < 0)
		return false;
	const char *end = memchr(bytes, '\n', got);
	size_t line = end == NULL ? got : (size_t)(end - (const char *)bytes);
	const char *at = memmem(bytes, line, CODING, strlen(CODING));
	if (at == NULL)
		return false;
	const char *last = (const char *)bytes + line;
	for (at += strlen(CODING); at < last && *at == ' '; at++)
		;
	while (at + size < last && size < 39 && at[size] > ' ' && at[size] != ';')
		size++;
	snprintf(name, 40, "%.*s", (int)size, at);
	return encoding_known(name);
}

static int tell_row(struct glossary *g, const struct row *row)
{
	struct concept *c = &g->concept;
	struct cell target = row_cell(row, 1), comment = row_cell(row, 2);

	concept_reset(c);
	c->line = row->line;
	struct section *s = concept_section(c, g->source_lang);
	if (s == NULL ||
		pairs_form(s, row_cell(row, 0).text, g->status, row->line) == NULL)
		return err_nomem();
	if (target.size > 0) {
		/* of one language with the source where neither was said: still two
		 * forms */
		s = concept_section(c, g->target_lang);
		struct form *f = s == NULL ? NULL : section_add_form(s);
		if (f == NULL)
			return err_nomem();
		f->line = row->line;
		f->status = g->status;
		buf_set(&f->text, target.text);
		buf_set(&f->note, comment.text);
	}
	if (!concept_ok(c))
		return err_nomem();
	return g->sink->concept == NULL ? 0 : g->sink->concept(g->sink->ctx, c);
}

static int read_row(struct glossary *g, const struct row *row)
{
	int rc = 0;

	if (row->flaw != NULL)
		return remark_lost(g->sink, row->line, NULL, "%s", row->flaw);
	if (row->cells[0].text[0] == '#' || row_is_blank(row))
		return 0;
	if (row->n < 2)
		return remark_lost(g->sink, row->line, NULL,
			"the row has one cell; a source and a target are needed");
	if (row->cells[0].size == 0)
		return remark_lost(g->sink, row->line, NULL, "the source is empty");
	if (row->n > 3 && row->cells[3].size > 0)
		rc = remark(&g->remarks, MORE_CELLS, row->line, NULL,
			"cells past the comment; left out");
	return rc != 0 ? rc : tell_row(g, row);
}

static int say_languages(struct glossary *g, const struct read_options *o)
{
	bool source = o->source_lang != NULL && *o->source_lang != '\0';
	bool target = o->target_lang != NULL && *o->target_lang != '\0';

	g->source_lang = source ? o->source_lang : "und";
	g->target_lang = target ? o->target_lang : "und";
	buf_set(&g->doc.format, "omegat");
	buf_set(&g->doc.lang, source ? o->source_lang : "");
	if (!document_ok(&g->doc))
		return err_nomem();
	if (source && target)
		return 0;
	return remark(&g->remarks, NO_LANGUAGE, 0, NULL,
		"the file does not say its languages, and the %s is not given; taken as "
		"und",
		source   ? "target"
		: target ? "source"
			 : "source and target");
}

/* A file of .csv is cut at commas (or semicolons), any other at tabs. */
static int find_style(struct rows *rows, struct row_style *style)
{
	const char *line;
	size_t size;
	int rc = rows_peek(rows, &line, &size);

	if (rc < 0)
		return rc;
	style->separator = row_separator(line, size);
	if (*line == '#' || style->separator == '\t')
		style->separator = '\t';
	style->quotes = style->separator != '\t';
	return 0;
}

static int read_rows(struct glossary *g, struct rows *rows)
{
	struct row_style style = { 0 };
	const struct row *row;
	int rc = find_style(rows, &style);

	if (rc == 0 && g->sink->head != NULL)
		rc = g->sink->head(g->sink->ctx, &g->doc);
	while (rc == 0 && (rc = rows_next(rows, &style, &row)) > 0)
		rc = read_row(g, row);
	if (rc == 0)
		rc = remarks_end(&g->remarks);
	if (rc == 0 && g->sink->tail != NULL)
		rc = g->sink->tail(g->sink->ctx, &g->doc);
	return rc;
}

static int read(struct source *in, const struct read_options *options,
	const struct record_sink *sink)
{
	struct glossary g = { .in = in, .sink = sink, .status = options->status };
	cleanup(rows_closep) struct rows *rows = NULL;
	char coding[40];
	int rc = rows_open(in, coding_of(in, coding) ? coding : NULL, &rows);

	if (rc < 0)
		return rc;
	remarks_init(&g.remarks, sink, kinds, N_KINDS_OF_REMARK);
	document_init(&g.doc);
	concept_init(&g.concept);
	rc = say_languages(&g, options);
	if (rc == 0)
		rc = read_rows(&g, rows);
	document_finish(&g.doc);
	concept_finish(&g.concept);
	return rc;
}

/* ---- writing ---- */

struct state {
	struct buf text;
	size_t rows; /* of the current concept */
	struct dropped dropped;
};

static int begin(struct writer *w, const struct document *d)
{
	struct state *s = calloc(1, sizeof(*s));

	(void)d;
	if (s == NULL)
		return err_nomem();
	w->state = s;
	dropped_init(&s->dropped, w->options);
	out_adds(w->out, FIRST_LINE);
	return 0;
}

static void add_row(struct buf *b, const struct form *source, const struct form *target)
{
	pairs_add_cell(b, buf_str(&source->text), true);
	buf_addc(b, '\t');
	pairs_add_cell(b, buf_str(&target->text), false);
	if (target->note.size > 0) {
		buf_addc(b, '\t');
		pairs_add_cell(b, buf_str(&target->note), false);
	}
	buf_addc(b, '\n');
}

static void add_target(struct state *s, const struct concept *c,
	const struct section *source, const struct form *target)
{
	const char *id = buf_str(&c->id);

	if (target->status == STATUS_LOOKUP)
		dropped_tell(&s->dropped, "look-up forms of the target language", id);
	else if (!pairs_offered(target))
		dropped_tell(&s->dropped,
			"deprecated and obsolete forms of the target language", id);
	if (!pairs_offered(target))
		return;
	for (size_t i = 0; i < source->n_forms && s->rows < PAIRS_MAX; i++, s->rows++)
		add_row(&s->text, &source->forms[i], target);
	if (s->rows == PAIRS_MAX)
		dropped_tell(&s->dropped, "pairs of a concept past 10,000", id);
}

static int write_concept(struct writer *w, const struct concept *c)
{
	struct state *s = w->state;
	const char *lang = w->options->source_lang == NULL ? "" : w->options->source_lang;
	const struct section *source = pairs_section(c, lang), *target;

	if (source == NULL) {
		dropped_tell(&s->dropped, "concepts without the source language",
			buf_str(&c->id));
		return 0;
	}
	pairs_tell_lost(&s->dropped, c);
	s->rows = 0;
	for (size_t n = 0; (target = pairs_target(c, w->options, source, n)) != NULL; n++)
		for (size_t i = 0; i < target->n_forms; i++)
			add_target(s, c, source, &target->forms[i]);
	if (!buf_ok(&s->text))
		return err_nomem();
	out_add(w->out, buf_str(&s->text), s->text.size);
	buf_clear(&s->text);
	return 0;
}

static int end(struct writer *w, const struct document *d)
{
	(void)w, (void)d;
	return 0;
}

static void finish(struct writer *w)
{
	struct state *s = w->state;

	if (s == NULL)
		return;
	buf_free(&s->text);
	dropped_finish(&s->dropped);
	free(s);
	w->state = NULL;
}

const struct format format_omegat = {
	.name = "omegat",
	.title = "OmegaT glossary: source, target, comment, without a header",
	.written = "OmegaT glossary",
	.suffixes = "txt tab tsv utf8 csv",
	.carries = CARRIES_CONCEPTS,
	.bid = bid,
	.read = read,
	.begin = begin,
	.write_concept = write_concept,
	.end = end,
	.finish = finish,
};
