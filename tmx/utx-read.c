/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading UTX: a header of `#` lines, of which the first names the languages and the last
 * the columns, then rows.
 */
#include "config.h"
#include "tmx/utx-read.h"

#include <string.h>
#include <strings.h>

#include "src/base/err.h"
#include "src/xml/markup.h"
#include "tmx/pairs.h"
#include "tmx/remarks.h"
#include "tmx/rows.h"

enum column {
	COLUMN_OTHER,
	COLUMN_SRC,
	COLUMN_TGT,
	COLUMN_SRC_POS,
	COLUMN_TGT_POS,
	COLUMN_STATUS,
	COLUMN_SRC_NOTE,
	COLUMN_TGT_NOTE,
	COLUMN_NOTE,
	COLUMN_CUSTOMER,
	COLUMN_ID
};

static const struct {
	const char *name;
	enum column column;
} column_names[] = {
	{ "src", COLUMN_SRC },
	{ "tgt", COLUMN_TGT },
	{ "src:pos", COLUMN_SRC_POS },
	{ "tgt:pos", COLUMN_TGT_POS },
	{ "term status", COLUMN_STATUS },
	{ "src:comment", COLUMN_SRC_NOTE },
	{ "tgt:comment", COLUMN_TGT_NOTE },
	{ "comment", COLUMN_NOTE },
	{ "customer", COLUMN_CUSTOMER },
	{ "concept id", COLUMN_ID },
};

static const struct {
	const char *word;
	enum form_status status;
} status_words[] = {
	{ "approved", STATUS_PREFERRED },
	{ "provisional", STATUS_ADMITTED },
	{ "non-standard", STATUS_DEPRECATED },
	{ "forbidden", STATUS_OBSOLETE },
	{ "", STATUS_PROPOSED },
};

#define COLUMNS_MAX 64
#define HEAD_MAX 65536 /* bytes of remarks kept of the header */

enum kind { NO_LANGUAGES, N_KINDS_OF_REMARK };

static const char *const kinds[N_KINDS_OF_REMARK] = {
	[NO_LANGUAGES] = "languages that were not said",
};

struct utx {
	struct source *in;
	const struct read_options *options;
	const struct record_sink *sink;
	struct remarks remarks;
	struct document doc;
	struct concept concept;
	bool open;   /* `concept` holds one not yet told */
	size_t rows; /* of that concept */
	struct buf source_lang, target_lang;
	struct buf line; /* the last line of the header */
	enum column columns[COLUMNS_MAX];
	char *names[COLUMNS_MAX];
	size_t n_columns;
	bool in_body;
};

const char *utx_word_of_status(enum form_status status)
{
	for (size_t i = 0; i < N_ELEMENTS(status_words); i++)
		if (status_words[i].status == status)
			return status_words[i].word;
	return "";
}

/* ---- the header ---- */

static void trim(const char **text, size_t *size)
{
	while (*size > 0 && **text == ' ') {
		(*text)++;
		(*size)--;
	}
	while (*size > 0 && (*text)[*size - 1] == ' ')
		(*size)--;
}

static void keep_note(struct utx *u, const char *text, size_t size)
{
	markup_open(&u->doc.head, "note", NULL);
	markup_text(&u->doc.head, text, size);
	buf_adds(&u->doc.head, "</note>");
}

/* One of the parts of the first line, which semicolons divide. */
static void header_part(struct utx *u, size_t n, const char *text, size_t size)
{
	const char *slash = memchr(text, '/', size);

	if (n == 0) {
		/* "#UTX 1.11" */
		const char *space = memchr(text, ' ', size);
		if (space != NULL)
			buf_add(&u->doc.version, space + 1,
				size - (size_t)(space + 1 - text));
	} else if (n == 1 && slash != NULL) {
		buf_add(&u->source_lang, text, (size_t)(slash - text));
		buf_add(&u->target_lang, slash + 1, size - (size_t)(slash + 1 - text));
	} else if (n == 2) {
		markup_attr_sized(&u->doc.attrs, "date", text, size);
	} else if (size > 0) {
		keep_note(u, text, size);
	}
}

static void first_line(struct utx *u, const char *line)
{
	for (size_t n = 0; *line != '\0'; n++) {
		size_t size = strcspn(line, ";"), inner = size;
		const char *text = line;
		trim(&text, &inner);
		header_part(u, n, text, inner);
		line += size + (line[size] == ';');
	}
}

static enum column column_of(struct utx *u, const char *name)
{
	for (size_t i = 0; i < N_ELEMENTS(column_names); i++)
		if (strcasecmp(column_names[i].name, name) == 0)
			return column_names[i].column;
	if (strncasecmp(name, "term:", 5) != 0)
		return COLUMN_OTHER;
	/* of two languages on a par the first is the source */
	if (u->source_lang.size == 0 ||
		strcasecmp(name + 5, buf_str(&u->source_lang)) == 0) {
		buf_set(&u->source_lang, name + 5);
		return COLUMN_SRC;
	}
	buf_set(&u->target_lang, name + 5);
	return COLUMN_TGT;
}

static bool has_column(const struct utx *u, enum column column)
{
	for (size_t i = 0; i < u->n_columns; i++)
		if (u->columns[i] == column)
			return true;
	return false;
}

/* The last line of the header, from after its `#`. */
static int name_columns(struct utx *u, long line)
{
	const char *at = buf_str(&u->line);

	while (*at != '\0' && u->n_columns < COLUMNS_MAX) {
		size_t size = strcspn(at, "\t");
		char *name = strndup(at, size);
		if (name == NULL)
			return err_nomem();
		u->names[u->n_columns] = name;
		u->columns[u->n_columns++] = column_of(u, name);
		at += size + (at[size] == '\t');
	}
	if (has_column(u, COLUMN_SRC) && has_column(u, COLUMN_TGT))
		return 0;
	return err_set(BIS_EFORMAT, "%s:%ld: the header names no columns src and tgt",
		source_name(u->in), line);
}

static void fall_back(struct buf *lang, const char *given)
{
	if (lang->size == 0)
		buf_set(lang, given != NULL && *given != '\0' ? given : "und");
}

static int begin_body(struct utx *u, long line)
{
	u->in_body = true;
	int rc = name_columns(u, line);
	if (rc < 0)
		return rc;
	if (u->source_lang.size == 0 || u->target_lang.size == 0)
		rc = remark(&u->remarks, NO_LANGUAGES, 1, NULL,
			"the first line names no languages (as in \"en/ru\")");
	if (rc != 0)
		return rc;
	fall_back(&u->source_lang, u->options->source_lang);
	fall_back(&u->target_lang, u->options->target_lang);
	buf_set(&u->doc.lang, buf_str(&u->source_lang));
	markup_attr(&u->doc.attrs, "target", buf_str(&u->target_lang));
	if (!document_ok(&u->doc) || !buf_ok(&u->source_lang) || !buf_ok(&u->target_lang))
		return err_nomem();
	return u->sink->head == NULL ? 0 : u->sink->head(u->sink->ctx, &u->doc);
}

/* A line of `#`.  Each is a remark on the dictionary until the next shows that it was not
 * the last. */
static int header_line(struct utx *u, const struct row *row)
{
	const char *text = row->cells[0].text + 1;

	if (u->in_body)
		return 0;
	if (u->doc.version.size == 0) {
		first_line(u, row->cells[0].text);
		if (u->doc.version.size == 0)
			buf_set(&u->doc.version, "1.11");
		return 0;
	}
	if (u->line.size > 0 && u->doc.head.size < HEAD_MAX)
		keep_note(u, buf_str(&u->line), u->line.size);
	buf_clear(&u->line);
	text += *text == '#';
	for (size_t i = 0; i < row->n; i++) {
		buf_adds(&u->line, i == 0 ? "" : "\t");
		buf_adds(&u->line, i == 0 ? text : row->cells[i].text);
	}
	return buf_ok(&u->line) ? 0 : err_nomem();
}

/* ---- rows ---- */

static int tell(struct utx *u)
{
	if (!u->open)
		return 0;
	u->open = false;
	if (!concept_ok(&u->concept))
		return err_nomem();
	return u->sink->concept == NULL ? 0 : u->sink->concept(u->sink->ctx, &u->concept);
}

static const char *cell_of(const struct utx *u, const struct row *row, enum column column)
{
	for (size_t i = 0; i < u->n_columns; i++)
		if (u->columns[i] == column)
			return row_cell(row, i).text;
	return "";
}

static void add_category(
	struct form *f, const char *element, const char *type, const char *text)
{
	cleanup(buf_free) struct buf attrs = BUF_INIT;

	if (*text == '\0' || strcmp(text, "-") == 0)
		return;
	markup_attr(&attrs, "type", type);
	markup_element(&f->extra, element, buf_str(&attrs), text);
	f->extra.failed = f->extra.failed || !buf_ok(&attrs);
}

static void add_line(struct buf *note, const char *name, const char *text)
{
	if (*text == '\0')
		return;
	buf_addf(note, "%s%s%s%s", note->size == 0 ? "" : "\n", name,
		*name == '\0' ? "" : ": ", text);
}

/* -1 where the word is none. */
static int status_of_word(const char *word, enum form_status otherwise)
{
	if (*word == '\0' || strcmp(word, "-") == 0)
		return (int)otherwise;
	for (size_t i = 0; i < N_ELEMENTS(status_words); i++)
		if (strcasecmp(status_words[i].word, word) == 0)
			return (int)status_words[i].status;
	return -1;
}

static int add_source(struct utx *u, const struct row *row, int status)
{
	struct section *s = concept_section(&u->concept, buf_str(&u->source_lang));
	const char *text = cell_of(u, row, COLUMN_SRC);
	size_t n = s == NULL ? 0 : s->n_forms;
	struct form *f =
		s == NULL ? NULL : pairs_form(s, text, u->options->status, row->line);

	if (f == NULL)
		return err_nomem();
	if (status == STATUS_PREFERRED)
		f->status = STATUS_PREFERRED;
	if (s->n_forms == n)
		return 0;
	add_category(f, "termNote", "partOfSpeech", cell_of(u, row, COLUMN_SRC_POS));
	add_line(&f->note, "", cell_of(u, row, COLUMN_SRC_NOTE));
	return 0;
}

static int add_target(struct utx *u, const struct row *row, int status)
{
	struct section *s = concept_section(&u->concept, buf_str(&u->target_lang));
	const char *text = cell_of(u, row, COLUMN_TGT);
	size_t n = s == NULL ? 0 : s->n_forms;
	struct form *f =
		s == NULL ? NULL
			  : pairs_form(s, text, (enum form_status)status, row->line);

	if (f == NULL)
		return err_nomem();
	if (s->n_forms == n)
		return 0;
	add_category(f, "termNote", "partOfSpeech", cell_of(u, row, COLUMN_TGT_POS));
	add_category(f, "admin", "customerSubset", cell_of(u, row, COLUMN_CUSTOMER));
	add_line(&f->note, "", cell_of(u, row, COLUMN_TGT_NOTE));
	for (size_t i = 0; i < u->n_columns; i++)
		if (u->columns[i] == COLUMN_OTHER)
			add_line(&f->note, u->names[i], row_cell(row, i).text);
	return 0;
}

static int begin_concept(struct utx *u, const char *id, long line)
{
	bool named = *id != '\0' && strcmp(id, "-") != 0;

	if (u->open && named && strcmp(buf_str(&u->concept.id), id) == 0 &&
		++u->rows < PAIRS_MAX)
		return 0;
	int rc = tell(u);
	if (rc < 0)
		return rc;
	concept_reset(&u->concept);
	u->concept.line = line;
	buf_set(&u->concept.id, named ? id : "");
	u->open = true;
	u->rows = 0;
	return 0;
}

static int body_row(struct utx *u, const struct row *row)
{
	const char *word = cell_of(u, row, COLUMN_STATUS);
	const char *id = cell_of(u, row, COLUMN_ID);
	int status = status_of_word(word, u->options->status);

	if (*cell_of(u, row, COLUMN_SRC) == '\0')
		return remark_lost(u->sink, row->line, id, "the source term is empty");
	if (status < 0)
		return remark_lost(u->sink, row->line, id,
			"\"%.60s\" is no term status of UTX", word);
	int rc = begin_concept(u, id, row->line);
	if (rc == 0)
		rc = add_source(u, row, status);
	if (rc == 0 && *cell_of(u, row, COLUMN_TGT) != '\0')
		rc = add_target(u, row, status);
	if (rc == 0)
		add_line(&u->concept.note, "",
			u->rows == 0 ? cell_of(u, row, COLUMN_NOTE) : "");
	return rc;
}

static int read_row(struct utx *u, const struct row *row)
{
	if (row->flaw != NULL)
		return remark_lost(u->sink, row->line, NULL, "%s", row->flaw);
	if (row_is_blank(row))
		return 0;
	if (row->cells[0].text[0] == '#')
		return header_line(u, row);
	if (!u->in_body) {
		int rc = begin_body(u, row->line);
		if (rc != 0)
			return rc;
	}
	return body_row(u, row);
}

static int read_rows(struct utx *u, struct rows *rows)
{
	struct row_style style = { .separator = '\t' };
	const struct row *row;
	int rc;

	while ((rc = rows_next(rows, &style, &row)) > 0) {
		rc = read_row(u, row);
		if (rc != 0)
			return rc;
	}
	if (rc == 0 && !u->in_body)
		rc = begin_body(u, 1);
	if (rc == 0)
		rc = tell(u);
	if (rc == 0)
		rc = remarks_end(&u->remarks);
	if (rc == 0 && u->sink->tail != NULL)
		rc = u->sink->tail(u->sink->ctx, &u->doc);
	return rc;
}

int utx_read(struct source *in, const struct read_options *options,
	const struct record_sink *sink)
{
	struct utx u = { .in = in, .options = options, .sink = sink };
	cleanup(rows_closep) struct rows *rows = NULL;
	int rc = rows_open(in, NULL, &rows);

	if (rc < 0)
		return rc;
	remarks_init(&u.remarks, sink, kinds, N_KINDS_OF_REMARK);
	document_init(&u.doc);
	buf_set(&u.doc.format, "utx");
	concept_init(&u.concept);
	rc = read_rows(&u, rows);
	document_finish(&u.doc);
	concept_finish(&u.concept);
	buf_free(&u.source_lang);
	buf_free(&u.target_lang);
	buf_free(&u.line);
	for (size_t i = 0; i < u.n_columns; i++)
		free(u.names[i]);
	return rc;
}
