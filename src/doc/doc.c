/* SPDX-License-Identifier: Apache-2.0
 *
 * Documents as text: which reader a file goes to, and places in what they give.
 *
 * The content decides, the name only where a text might be HTML or not.  Files of kinds
 * that are often mistaken for these (PDF, the Word files of old) are told to be what they
 * are.
 */
#include "config.h"
#include "src/doc/doc.h"

#include <string.h>

#include "src/base/err.h"
#include "src/doc/inside.h"

const char *doc_type_name(enum doc_type type)
{
	static const char *const names[] = { "text", "html", "docx", "odt" };

	return names[type];
}

void doc_finish(struct doc *d)
{
	buf_free(&d->text);
	free(d->paragraphs);
	free(d->lines);
	free(d->encoding);
	*d = (struct doc){ 0 };
}

void doc_reset(struct doc *d)
{
	doc_finish(d);
}

int doc_bytes(struct source *in, size_t most, struct buf *out)
{
	char piece[16384];
	long got;
	size_t before = out->size;

	while ((got = source_read(in, piece, sizeof(piece))) > 0) {
		if (out->size - before + (size_t)got > most)
			return err_set(BIS_EFORMAT,
				"%s: more than %zu MiB, which no document is taken to be",
				source_name(in), DOC_MAX_SIZE >> 20);
		buf_add(out, piece, (size_t)got);
		if (!buf_ok(out))
			return err_nomem();
	}
	return (int)got;
}

/* Kinds of files */

/* OLE names the parts of a file in UTF-16; Office keeps what it encrypts in one of that
 * name. */
static bool is_encrypted_office(const struct buf *bytes)
{
	static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

	return memmem(bytes->data, bytes->size, name, sizeof(name)) != NULL;
}

static int refuse_ole(const char *name, const struct buf *bytes)
{
	if (is_encrypted_office(bytes))
		return err_set(BIS_EFORMAT,
			"%s: an Office document locked with a password; save it without "
			"one",
			name);
	return err_set(BIS_EFORMAT,
		"%s: a file of Word 97 to 2003 (.doc) or its like; save it as .docx or "
		".odt",
		name);
}

static int refuse_strangers(const char *name, const struct buf *bytes)
{
	static const struct {
		const char *mark, *what;
	} strangers[] = {
		{ "%PDF-", "a PDF; save its text as .txt or .docx" },
		{ "{\\rtf", "an RTF document; save it as .docx or .odt" },
		{ "%!PS", "a PostScript file; save its text as .txt" },
		{ "\x89PNG", "a picture (PNG)" },
		{ "\xFF\xD8\xFF", "a picture (JPEG)" },
		{ "GIF89a", "a picture (GIF)" },
		{ "SQLite format 3", "a SQLite database" },
		{ "\x7F"
		  "ELF",
			"a program" },
		{ "7z\xBC\xAF\x27\x1C", "a 7z archive" },
		{ "Rar!\x1A", "a RAR archive" },
		{ "BZh91AY&SY", "a bzip2 archive" },
		{ "\xFD"
		  "7zXZ",
			"an xz archive" },
	};

	if (bytes->size >= 8 &&
		memcmp(bytes->data, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0)
		return refuse_ole(name, bytes);
	for (size_t i = 0; i < N_ELEMENTS(strangers); i++) {
		size_t n = strlen(strangers[i].mark);
		if (bytes->size >= n && memcmp(bytes->data, strangers[i].mark, n) == 0)
			return err_set(BIS_EFORMAT, "%s: %s", name, strangers[i].what);
	}
	return 0;
}

/* Reading */

static int read_bytes(const char *name, struct source *in, struct doc *d)
{
	cleanup(buf_free) struct buf bytes = BUF_INIT;

	int rc = doc_bytes(in, DOC_MAX_SIZE, &bytes);
	if (rc == 0)
		rc = refuse_strangers(source_name(in), &bytes);
	if (rc < 0)
		return rc;
	if (doc_looks_html(name, &bytes))
		return doc_html(source_name(in), &bytes, d);
	rc = doc_plain(source_name(in), &bytes, d);
	/* in a gzipped file the text's offsets are not the file's */
	if (source_kind(in) != SOURCE_PLAIN)
		d->as_file = false;
	return rc;
}

static int read_source(const char *name, struct source *in, struct doc *out)
{
	doc_reset(out);
	if (source_kind(in) == SOURCE_ZIP) {
		int rc = doc_zipped(in, out);
		if (rc < 0)
			doc_reset(out);
		return rc;
	}
	int rc = source_next(in);
	if (rc >= 0)
		rc = read_bytes(name, in, out);
	if (rc < 0)
		doc_reset(out);
	return rc < 0 ? rc : 0;
}

int doc_read(const char *path, const char *name, struct doc *out)
{
	cleanup(source_closep) struct source *in = NULL;

	int rc = source_open(path, &in);
	return rc < 0 ? rc : read_source(name == NULL ? path : name, in, out);
}

int doc_read_bytes(const char *name, const void *bytes, size_t size, struct doc *out)
{
	cleanup(source_closep) struct source *in = NULL;

	int rc = source_open_bytes(name, bytes, size, &in);
	return rc < 0 ? rc : read_source(name, in, out);
}

/* Places */

/* The line that holds an offset, from 0. */
static size_t line_of(const struct doc *d, size_t offset)
{
	size_t low = 0, high = d->n_lines;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (d->lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* Code points and UTF-16 units of a piece of UTF-8. */
static void count(const char *text, size_t size, size_t *points, size_t *units)
{
	for (size_t i = 0; i < size; i++) {
		unsigned char c = (unsigned char)text[i];
		*points += (c & 0xC0) != 0x80;
		*units += ((c & 0xC0) != 0x80) + (c >= 0xF0);
	}
}

static struct doc_walk start_of(const struct doc *d)
{
	return (struct doc_walk){
		.place = { .line = 1, .column = 1, .utf16 = d->as_file && d->bom > 0 }
	};
}

/* The place at `offset`, from one at or before it. */
static void walk_to(const struct doc *d, struct doc_walk *w, size_t offset)
{
	const char *text = buf_str(&d->text);
	size_t line = d->n_lines == 0 ? 0 : line_of(d, offset);
	size_t from = w->at, points = 0;

	if ((long)line + 1 != w->place.line) {
		count(text + from, d->lines[line] - from, &points, &w->place.utf16);
		from = d->lines[line];
		w->place.line = (long)line + 1;
		w->place.column = 1;
	}
	points = 0;
	count(text + from, offset - from, &points, &w->place.utf16);
	w->place.column += (long)points;
	w->at = offset;
	w->place.byte = offset + (d->as_file ? d->bom : 0);
}

struct doc_place doc_place(const struct doc *d, size_t offset, struct doc_walk *hint)
{
	struct doc_walk own = start_of(d);
	struct doc_walk *w = hint == NULL ? &own : hint;

	if (offset > d->text.size)
		offset = d->text.size;
	if (w->place.line == 0 || w->at > offset)
		*w = start_of(d);
	walk_to(d, w, offset);
	return w->place;
}
