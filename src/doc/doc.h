/* SPDX-License-Identifier: Apache-2.0
 *
 * Documents as text: paragraphs of plain text, HTML, DOCX and ODT, with places.
 *
 * A document is one UTF-8 text.  Of plain text it is the file as it is (decoded, without
 * a BOM; line ends as they are); of the others the paragraphs, "\n\n" between them and
 * "\n" for a break within one.  So a blank line always parts, and a single line end is a
 * space that somebody wrapped, or the end of a headline: who reads across it looks at
 * what stands before.
 */
#ifndef BISOTUN_DOC_H
#define BISOTUN_DOC_H

#include "src/base/buf.h"
#include "src/base/source.h"

enum doc_type { DOC_TEXT, DOC_HTML, DOC_DOCX, DOC_ODT };
const char *doc_type_name(enum doc_type type); /* "text" "html" "docx" "odt" */

/* What one document may hold, inflated; beyond is BIS_EFORMAT. */
#define DOC_MAX_SIZE ((size_t)64 << 20)

struct doc_paragraph {
	size_t begin, end; /* bytes of the text; without the line end */
	bool heading;      /* said by the document; of plain text a first line that stands
			      alone and ends without a mark */
};

struct doc {
	enum doc_type type;
	struct buf text;
	struct doc_paragraph
		*paragraphs; /* of plain text, its lines that are not blank */
	size_t n, capacity;
	char lang[64];  /* declared, canonical; "" not */
	char date[11];  /* declared, YYYY-MM-DD; "" not */
	char *encoding; /* of plain text: as it was found */
	size_t bom;     /* bytes of the file before the text */
	bool as_file; /* offsets in the text are those of the file, past the BOM: UTF-8 */
	/* where lines begin (of other than plain text: paragraphs), for doc_place() */
	size_t *lines;
	size_t n_lines;
};

void doc_finish(struct doc *d);
void doc_reset(struct doc *d);

/* Reads a file ("-" is standard input), guessed from its content, the name breaking ties.
 * Invalid UTF-8, a broken container, a file past DOC_MAX_SIZE: BIS_EFORMAT with the
 * place, nothing kept. */
int doc_read(const char *path, const char *name, struct doc *out);
int doc_read_bytes(const char *name, const void *bytes, size_t size, struct doc *out);

/* Where a byte of the text is. Line (paragraph) and column from 1; byte and UTF-16 unit
 * from 0, in the file with its BOM, or in the text of the document. */
struct doc_place {
	long line, column;
	size_t byte, utf16;
};
/* `hint` (zeroed at first, may be NULL) keeps the way from one question to the next, so
 * that places asked for in order cost the text once. */
struct doc_walk {
	size_t at;
	struct doc_place place;
};
struct doc_place doc_place(const struct doc *d, size_t offset, struct doc_walk *hint);

#endif
