/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of cells.  A window of UTF-8 text slides over the file: the end of the row is
 * looked for by a small state machine that goes on where it stopped when the window
 * grows; then the row is checked for damage and cut into cells.
 */
#include "config.h"
#include "tmx/rows.h"

#include <stdio.h>
#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/text/encoding.h"
#include "src/text/utf8.h"

#define PIECE 65536

struct rows {
	struct source *in;
	struct encoder *encoder; /* NULL: the file is UTF-8 */
	char encoding[40];
	struct buf window; /* text from the file, of which `at` bytes are done with */
	size_t at;
	bool damaged; /* the encoder has met bytes that mean nothing */
	bool ended;   /* the window reaches to the end of the file */
	long line;
	struct row row;
	struct cell *cells;
	size_t capacity;
	struct buf text; /* of the cells */
	char flaw[120];
	char bytes[PIECE];
};

/* ---- the window ---- */

/* Whether the bytes are more UTF-8 than not, though some are broken. */
static bool mostly_utf8(const char *bytes, size_t size)
{
	size_t good = 0, bad = 0;

	for (size_t i = 0; i < size;) {
		bool whole;
		size_t length = utf8_sequence(bytes + i, size - i, &whole);
		if ((unsigned char)bytes[i] >= 0x80 && i + length < size) {
			good += whole;
			bad += !whole;
		}
		i += length;
	}
	return good > bad;
}

static int choose_encoding(struct rows *r, const char *given)
{
	const void *bytes;
	size_t got, bom = 0;
	int rc = source_peek(r->in, PIECE, &bytes, &got);

	if (rc < 0)
		return rc;
	const char *found = encoding_guess(bytes, got, &bom);
	if (bom == 0 && given != NULL)
		found = given;
	else if (bom == 0 && strncmp(found, "UTF", 3) != 0 && mostly_utf8(bytes, got))
		found = "UTF-8";
	snprintf(r->encoding, sizeof(r->encoding), "%s", found);
	if (bom > 0 && source_read(r->in, r->bytes, bom) != (long)bom)
		return err_set(
			BIS_EIO, "%s: ends within its first bytes", source_name(r->in));
	if (strcmp(found, "UTF-8") == 0)
		return 0;
	return encoder_new(found, &r->encoder);
}

int rows_open(struct source *in, const char *encoding, struct rows **out)
{
	cleanup(rows_closep) struct rows *r = calloc(1, sizeof(*r));

	*out = NULL;
	if (r == NULL)
		return err_nomem();
	r->in = in;
	r->line = 1;
	int rc = choose_encoding(r, encoding);
	if (rc < 0)
		return rc;
	*out = steal(&r);
	return 0;
}

void rows_close(struct rows *r)
{
	if (r == NULL)
		return;
	encoder_free(r->encoder);
	buf_free(&r->window);
	buf_free(&r->text);
	free(r->cells);
	free(r);
}

void rows_closep(struct rows **r)
{
	rows_close(*r);
}

static void on_damage(void *ctx, size_t at, const unsigned char *bytes, size_t size)
{
	struct rows *r = ctx;

	(void)at, (void)bytes, (void)size;
	r->damaged = true;
}

static void forget_done(struct rows *r)
{
	if (r->at < r->window.size / 2 || r->at == 0)
		return;
	memmove(r->window.data, r->window.data + r->at, r->window.size - r->at);
	r->window.size -= r->at;
	r->window.data[r->window.size] = '\0';
	r->at = 0;
}

/* Makes the window larger by one piece. */
static int widen(struct rows *r)
{
	forget_done(r);
	long got = source_read(r->in, r->bytes, PIECE);
	if (got < 0)
		return (int)got;
	r->ended = got == 0;
	if (r->encoder != NULL) {
		int rc = encoder_add(r->encoder, r->bytes, (size_t)got, r->ended,
			&r->window, on_damage, r);
		if (rc < 0)
			return rc;
	} else {
		buf_add(&r->window, r->bytes, (size_t)got);
	}
	return buf_ok(&r->window) ? 0 : err_nomem();
}

/* ---- the end of a row ---- */

enum state { CELL_BEGINS, PLAIN, QUOTED, QUOTE_MET };

struct scan {
	size_t at; /* from r->at */
	enum state state;
	bool crossed; /* the quoted cell holds a line end */
};

enum verdict { MORE, ROW, TORN, TOO_LONG };

static enum state after(enum state state, char c, const struct row_style *style)
{
	if (state == QUOTED)
		return c == '"' ? QUOTE_MET : QUOTED;
	if (state == QUOTE_MET && c == '"')
		return QUOTED;
	if (c == style->separator)
		return CELL_BEGINS;
	if (state == CELL_BEGINS && style->quotes && c == '"')
		return QUOTED;
	return state == CELL_BEGINS && c == ' ' ? CELL_BEGINS : PLAIN;
}

/* Goes on to the end of the row as far as the window allows.  TORN: a quoted cell that
 * went over a line end does not end as one should. */
static enum verdict find_end(
	const struct rows *r, const struct row_style *style, struct scan *s)
{
	const char *text = r->window.data + r->at;
	size_t size = r->window.size - r->at;

	for (; s->at < size; s->at++) {
		char c = text[s->at];
		bool end_of_line = c == '\n' || c == '\r';
		if (s->at >= ROW_MAX_SIZE)
			return s->state == QUOTED ? TORN : TOO_LONG;
		if (end_of_line && s->state != QUOTED) {
			if (c == '\r' && s->at + 1 == size && !r->ended)
				return MORE;
			return ROW;
		}
		s->crossed = s->state == QUOTED && (s->crossed || end_of_line);
		if (s->state == QUOTE_MET && s->crossed)
			return TORN;
		enum state next = after(s->state, c, style);
		if (s->state == QUOTED && next == QUOTE_MET) {
			/* what follows must be a quote, a separator or a line end */
			if (s->at + 1 == size && !r->ended)
				return MORE;
			char f = s->at + 1 < size ? text[s->at + 1] : '\n';
			if (s->crossed && f != '"' && f != style->separator &&
				f != '\n' && f != '\r' && f != ' ')
				return TORN;
		}
		s->state = next;
	}
	if (!r->ended)
		return MORE;
	return s->state == QUOTED ? TORN : ROW;
}

static int find_row(struct rows *r, const struct row_style *style, size_t *size,
	enum verdict *verdict)
{
	struct scan s = { .state = CELL_BEGINS };

	while ((*verdict = find_end(r, style, &s)) == MORE) {
		int rc = widen(r);
		if (rc < 0)
			return rc;
	}
	*size = s.at;
	return 0;
}

/* Past a line that is too long, without keeping it. */
static int skip_line(struct rows *r)
{
	for (;;) {
		const char *text = r->window.data + r->at;
		size_t size = strcspn(text, "\r\n");
		size_t left = r->window.size - r->at;
		if (size < left && text[size] != '\0') {
			r->at += size;
			return 0;
		}
		/* strcspn stops at a NUL as well */
		r->at += size < left ? size + 1 : left;
		if (r->at < r->window.size)
			continue;
		if (r->ended)
			return 0;
		int rc = widen(r);
		if (rc < 0)
			return rc;
	}
}

/* ---- cells ---- */

/* The first character that XML, and so no other format of ours, can hold. */
static size_t illegal_at(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
			return i;
		if (c == 0xef && i + 2 < size && (unsigned char)text[i + 1] == 0xbf &&
			(unsigned char)text[i + 2] >= 0xbe)
			return i;
	}
	return size;
}

static bool damaged(struct rows *r, const char *text, size_t size)
{
	size_t at = utf8_valid(text, size);

	if (at < size) {
		snprintf(r->flaw, sizeof(r->flaw), "byte 0x%02X is not UTF-8",
			(unsigned char)text[at]);
		return true;
	}
	at = illegal_at(text, size);
	if (at < size) {
		const char *c = text + at;
		snprintf(r->flaw, sizeof(r->flaw), "the character U+%04X is not allowed",
			(unsigned)utf8_next(&c, text + size));
		return true;
	}
	/* a U+FFFD of the encoder's; other encodings than Unicode's have none of their
	 * own */
	if (r->damaged && memmem(text, size, "\xef\xbf\xbd", 3) != NULL) {
		snprintf(r->flaw, sizeof(r->flaw), "bytes that are not %s", r->encoding);
		return true;
	}
	return false;
}

static struct cell *new_cell(struct rows *r)
{
	if (room_for_one(&r->cells, r->row.n, &r->capacity) < 0)
		return NULL;
	return &r->cells[r->row.n++];
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The quoted cell at `text`: its bytes without the quotes go to `to`.  Returns how far it
 * reaches, to the separator or the end, or 0 where it is not properly quoted. */
static size_t quoted_cell(
	const char *text, size_t size, char separator, char *to, size_t *to_size)
{
	size_t i = 1;

	*to_size = 0;
	for (; i < size; i++) {
		if (text[i] == '"' && (i + 1 >= size || text[i + 1] != '"'))
			break;
		if (text[i] == '"')
			i++;
		to[(*to_size)++] = text[i];
	}
	if (i >= size)
		return 0;
	for (i++; i < size && text[i] == ' '; i++)
		;
	return i == size || text[i] == separator ? i : 0;
}

static size_t plain_cell(
	const char *text, size_t size, char separator, char *to, size_t *to_size)
{
	const char *end = memchr(text, separator, size);
	size_t reach = end == NULL ? size : (size_t)(end - text), last = reach;

	while (last > 0 && is_blank(text[last - 1]))
		last--;
	memcpy(to, text, last);
	*to_size = last;
	return reach;
}

static int cut(
	struct rows *r, const struct row_style *style, const char *text, size_t size)
{
	/* each byte at most once, and a NUL for each cell */
	char *to = buf_reserve(&r->text, 2 * size + 2);

	if (to == NULL)
		return err_nomem();
	for (size_t at = 0; at <= size; at++) {
		while (at < size && is_blank(text[at]) && text[at] != style->separator)
			at++;
		struct cell *cell = new_cell(r);
		size_t reach = 0, cell_size = 0;
		if (cell == NULL)
			return err_nomem();
		bool quoted = style->quotes && at < size && text[at] == '"';
		if (quoted)
			reach = quoted_cell(
				text + at, size - at, style->separator, to, &cell_size);
		if (quoted && reach == 0 && !style->lenient)
			r->row.flaw = "a quoted cell is not closed as it should be";
		if (reach == 0)
			reach = plain_cell(
				text + at, size - at, style->separator, to, &cell_size);
		to[cell_size] = '\0';
		*cell = (struct cell){ .text = to, .size = cell_size };
		to += cell_size + 1;
		at += reach;
		if (r->row.n > ROW_MAX_CELLS)
			r->row.flaw = "the row has too many cells";
		if (r->row.flaw != NULL)
			return 0;
	}
	return 0;
}

/* ---- rows ---- */

static void step_over(struct rows *r, size_t size)
{
	const char *text = r->window.data + r->at;

	for (size_t i = 0; i < size; i++)
		if (text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n'))
			r->line++;
	r->at += size;
}

static void step_over_line_end(struct rows *r)
{
	const char *text = r->window.data + r->at;

	if (r->at >= r->window.size)
		return;
	r->at += text[0] == '\r' && text[1] == '\n' ? 2 : 1;
	r->line++;
}

static int too_long(struct rows *r)
{
	r->row.flaw = "the row is larger than 16 MiB";
	int rc = skip_line(r);
	if (rc == 0)
		step_over_line_end(r);
	return rc;
}

static int take_row(struct rows *r, const struct row_style *style, size_t size)
{
	const char *text = r->window.data + r->at;

	if (damaged(r, text, size)) {
		r->row.flaw = r->flaw;
	} else {
		int rc = cut(r, style, text, size);
		if (rc < 0)
			return rc;
	}
	step_over(r, size);
	step_over_line_end(r);
	return 0;
}

static int read_row(struct rows *r, const struct row_style *style)
{
	struct row_style unquoted = { .separator = style->separator };
	enum verdict verdict = TORN;
	size_t size = 0;
	int rc = find_row(r, style, &size, &verdict);
	bool torn = verdict == TORN;

	if (rc == 0 && torn)
		rc = find_row(r, &unquoted, &size, &verdict);
	if (rc < 0)
		return rc;
	if (verdict == TOO_LONG)
		return too_long(r);
	if (!torn)
		return take_row(r, style, size);
	if (!style->lenient)
		r->row.flaw = "a quote is not closed";
	return take_row(r, &unquoted, size);
}

int rows_next(struct rows *r, const struct row_style *style, const struct row **out)
{
	while (r->at == r->window.size && !r->ended) {
		int rc = widen(r);
		if (rc < 0)
			return rc;
	}
	if (r->at == r->window.size)
		return 0;
	buf_clear(&r->text);
	r->row = (struct row){ .line = r->line };
	int rc = read_row(r, style);
	if (rc < 0)
		return rc;
	if (r->row.flaw != NULL)
		r->row.n = 0;
	r->row.cells = r->cells;
	*out = &r->row;
	return 1;
}

int rows_peek(struct rows *r, const char **line, size_t *size)
{
	while (r->window.size - r->at < PIECE && !r->ended) {
		int rc = widen(r);
		if (rc < 0)
			return rc;
	}
	*line = buf_str(&r->window) + r->at;
	*line += strspn(*line, "\r\n");
	*size = strcspn(*line, "\r\n");
	return 0;
}

char row_separator(const char *line, size_t size)
{
	size_t commas = 0, semicolons = 0;
	bool quoted = false;

	for (size_t i = 0; i < size; i++) {
		if (line[i] == '"')
			quoted = !quoted;
		if (line[i] == '\t' && !quoted)
			return '\t';
		commas += line[i] == ',' && !quoted;
		semicolons += line[i] == ';' && !quoted;
	}
	return semicolons > commas ? ';' : ',';
}

struct cell row_cell(const struct row *row, size_t column)
{
	return column < row->n ? row->cells[column] : (struct cell){ .text = "" };
}

bool row_is_blank(const struct row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (row->cells[i].size > 0)
			return false;
	return row->flaw == NULL;
}

void row_add_cell(struct buf *b, const char *text, size_t size, char separator)
{
	bool quote = size > 0 &&
		     (text[0] == '"' || is_blank(text[0]) || is_blank(text[size - 1]));

	for (size_t i = 0; i < size && !quote; i++)
		quote = text[i] == separator || text[i] == '\n' || text[i] == '\r';
	if (!quote) {
		buf_add(b, text, size);
		return;
	}
	buf_addc(b, '"');
	for (size_t i = 0; i < size; i++) {
		if (text[i] == '"')
			buf_addc(b, '"');
		buf_addc(b, text[i]);
	}
	buf_addc(b, '"');
}
