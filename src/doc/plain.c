/* SPDX-License-Identifier: Apache-2.0
 *
 * Plain text: the file as it is, in UTF-8, and where its lines are.
 *
 * The first bytes say the encoding (a BOM, the zero bytes of UTF-16); whatever else is
 * not UTF-8 is refused with the place, since a guess among the old eight-bit encodings
 * would make findings of every second word.
 */
#include "config.h"
#include "src/doc/inside.h"

#include <string.h>

#include "src/base/err.h"
#include "src/text/encoding.h"
#include "src/text/utf8.h"

#define HEADLINE_LINES 3  /* lines a headline may take */
#define HEADLINE_SIZE 400 /* bytes of one */

/* Encoding */

static long line_at(const char *text, size_t offset)
{
	long line = 1;

	for (size_t i = 0; i < offset; i++)
		line += text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n');
	return line;
}

static int check_utf8(const char *name, const char *text, size_t size)
{
	size_t valid = utf8_valid(text, size);

	if (valid < size)
		return err_set(BIS_EFORMAT,
			"%s:%ld: byte 0x%02X at %zu is not UTF-8; convert the file to "
			"UTF-8",
			name, line_at(text, valid), (unsigned char)text[valid], valid);
	const char *nul = size == 0 ? NULL : memchr(text, '\0', size);
	if (nul != NULL)
		return err_set(BIS_EFORMAT, "%s: byte 0 at %zu, so this is no text", name,
			(size_t)(nul - text));
	return 0;
}

static int decode(const struct buf *bytes, struct doc *d)
{
	const char *encoding = encoding_guess(bytes->data, bytes->size, &d->bom);
	const char *from = buf_str(bytes) + d->bom;
	size_t size = bytes->size - d->bom;

	if (strcmp(encoding, "windows-1252") == 0)
		encoding = "UTF-8";
	d->encoding = strdup(encoding);
	if (d->encoding == NULL)
		return err_nomem();
	d->as_file = strcmp(encoding, "UTF-8") == 0;
	if (d->as_file)
		buf_add(&d->text, from, size);
	else
		return encoding_to_utf8(encoding, from, size, &d->text);
	return buf_ok(&d->text) ? 0 : err_nomem();
}

/* Lines */

static size_t line_end(const struct buf *text, size_t from)
{
	while (from < text->size && text->data[from] != '\n' && text->data[from] != '\r')
		from++;
	return from;
}

static size_t past_line_end(const struct buf *text, size_t end)
{
	if (end + 1 < text->size && text->data[end] == '\r' &&
		text->data[end + 1] == '\n')
		return end + 2;
	return end < text->size ? end + 1 : end;
}

static int add_line(struct doc *d, size_t *capacity, size_t begin)
{
	if (d->n_lines == *capacity) {
		*capacity = *capacity == 0 ? 64 : *capacity * 2;
		size_t *more = reallocarray(d->lines, *capacity, sizeof(*more));
		if (more == NULL)
			return err_nomem();
		d->lines = more;
	}
	d->lines[d->n_lines++] = begin;
	return 0;
}

static bool is_blank(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (i + 1 < size && memcmp(text + i, "\xC2\xA0", 2) == 0)
			i++;
		else if (text[i] != ' ' && text[i] != '\t' && text[i] != '\f')
			return false;
	}
	return true;
}

static int cut_lines(struct doc *d)
{
	size_t capacity = 0, begin = 0;
	int rc;

	do {
		size_t end = line_end(&d->text, begin);
		rc = add_line(d, &capacity, begin);
		if (rc == 0 && !is_blank(buf_str(&d->text) + begin, end - begin))
			rc = doc_add_paragraph(d, begin, end, false);
		begin = past_line_end(&d->text, end);
	} while (rc == 0 && begin < d->text.size);
	return rc;
}

/* Headlines */

/* Whether a line ends as sentences do. */
static bool ends_with_mark(const char *line, size_t size)
{
	static const char *const marks[] = { ".", "!", "?", ";", ":", ",", "…", "。",
		"！", "？", "；", "：", "，", "।", "۔", "؟" };

	while (size > 0 && strchr(" \t\"')]", line[size - 1]) != NULL)
		size--;
	for (size_t i = 0; i < N_ELEMENTS(marks); i++) {
		size_t n = strlen(marks[i]);
		if (size >= n && memcmp(line + size - n, marks[i], n) == 0)
			return true;
	}
	return false;
}

static bool is_headline(const struct doc *d, size_t i)
{
	const struct doc_paragraph *p = &d->paragraphs[i];

	return p->end - p->begin <= HEADLINE_SIZE &&
	       !ends_with_mark(d->text.data + p->begin, p->end - p->begin);
}

/* Whether a blank line stands between a paragraph and the next. */
static bool stands_alone(const struct doc *d, size_t i)
{
	size_t next = d->paragraphs[i + 1].begin;

	return past_line_end(&d->text, d->paragraphs[i].end) < next;
}

/* The lines before the first blank one, where none of them ends as a sentence does and
 * something follows; and the same line once more. */
static void find_headlines(struct doc *d)
{
	const char *text = buf_str(&d->text);
	size_t n = 0;

	while (n < HEADLINE_LINES && n + 1 < d->n && is_headline(d, n))
		if (stands_alone(d, n++))
			break;
	if (n == 0 || n >= d->n || !stands_alone(d, n - 1))
		return;
	for (size_t i = 0; i < n; i++)
		d->paragraphs[i].heading = true;
	const struct doc_paragraph *first = &d->paragraphs[0];
	struct doc_paragraph *again = &d->paragraphs[n];
	if (again->end - again->begin == first->end - first->begin &&
		memcmp(text + again->begin, text + first->begin,
			first->end - first->begin) == 0)
		again->heading = true;
}

int doc_plain(const char *name, const struct buf *bytes, struct doc *d)
{
	d->type = DOC_TEXT;
	int rc = decode(bytes, d);
	if (rc == 0)
		rc = check_utf8(name, buf_str(&d->text), d->text.size);
	if (rc == 0)
		rc = cut_lines(d);
	if (rc == 0)
		find_headlines(d);
	return rc;
}
