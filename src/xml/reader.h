/* SPDX-License-Identifier: Apache-2.0
 *
 * A guarded streaming reader of XML over libxml2's SAX2 push parser; with writer.h the
 * only door to libxml2.
 *
 * In front of the parser stands a byte filter: it finds the encoding (BOM, declaration,
 * the look of the first bytes; a declaration that lies is overruled and reported), makes
 * everything UTF-8, and puts U+FFFD for bytes illegal in the encoding and characters
 * illegal in XML 1.0 (§2.2), also where they come as a reference such as `&#2;`.  Where
 * that happened is remembered by position, so that the caller can drop the unit it fell
 * in (xml_damage_since()) and keep the file.
 *
 * Nothing is fetched, no DTD is loaded, no external entity is read; internal entities are
 * expanded within XML_MAX_EXPANSION for the file; an entity without a declaration is
 * damage like an illegal character.  Any other breach of well-formedness ends the reading
 * with `file:line: …`, BIS_EFORMAT.  A breach of namespaces only (an unbound prefix) is
 * reported through `warn` and reading goes on.
 */
#ifndef BISOTUN_XML_READER_H
#define BISOTUN_XML_READER_H

#include "src/base/base.h"
#include "src/base/buf.h"
#include "src/base/source.h"

#define XML_MAX_DEPTH 256
#define XML_MAX_ATTRIBUTES 1000          /* on one element */
#define XML_MAX_VALUE ((size_t)10 << 20) /* bytes of one attribute value */
#define XML_MAX_EXPANSION ((size_t)8 << 20)

struct xml_attribute {
	const char *name; /* with prefix, as written: "xml:lang", "eft:text-id", "tuid" */
	const char *local; /* without */
	const char *uri;   /* NULL for none */
	const char *value; /* unescaped, NUL-terminated */
	size_t size;
};

struct xml_element {
	const char *name; /* with prefix, as written */
	const char *local;
	const char *uri; /* NULL for none */
	/* xmlns declarations are not among these … */
	const struct xml_attribute *attributes;
	size_t n_attributes;
	/* … but here: name "xmlns" or "xmlns:p", value the URI */
	const struct xml_attribute *namespaces;
	size_t n_namespaces;
	long line; /* of the end of the start tag */
	int depth; /* the root is 1 */
};

struct xml_reader;

/* Callbacks return 0 to go on, 1 to end the reading quietly, negative to fail with that
 * code (err already set). */
struct xml_handler {
	int (*start)(void *ctx, struct xml_reader *r, const struct xml_element *e);
	int (*end)(void *ctx, struct xml_reader *r, const char *name, const char *local);
	/* a run of character data may come in several pieces; white space between
	 * elements too */
	int (*text)(void *ctx, struct xml_reader *r, const char *text, size_t size);
	/* something odd that costs nothing: a lying declaration, an unbound prefix */
	int (*warn)(void *ctx, struct xml_reader *r, long line, const char *message);
	void *ctx;
};

/* Reads the source's current member to its end. */
int xml_read(struct source *in, const struct xml_handler *handler);

/* The current line, from 1; right past 65,535 too. */
long xml_line(const struct xml_reader *r);

/* A position to give to xml_damage_since(); in a start callback that in front of the tag,
 * so that its attributes count. */
uint64_t xml_position(struct xml_reader *r);

/* Whether anything illegal was replaced between `since` and the current position: 0 none,
 * else the line of the first, with its description in *what ("U+0002 is not allowed in
 * XML", "byte 0xE7 is not UTF-8", "entity &foo; is not declared"), borrowed until the
 * next call. */
long xml_damage_since(struct xml_reader *r, uint64_t since, const char **what);

/* The first `size` bytes of a source made UTF-8 as the reader would, for guessing a
 * format; damaged ends are left out.  *encoding gets the name ("UTF-8", "UTF-16LE",
 * "windows-1252"), which lies in `head` too, behind the text: borrowed until that
 * changes. */
int xml_peek(struct source *in, struct buf *head, const char **encoding);

#endif
