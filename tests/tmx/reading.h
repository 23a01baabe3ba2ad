/* SPDX-License-Identifier: Apache-2.0
 *
 * What the tests of formats share: reading bytes into counts, a dump of the records and
 * what was said of them; and reading with one format what goes out through another.
 */
#ifndef TESTS_TMX_READING_H
#define TESTS_TMX_READING_H

#include "tests/test.h"

#include "tmx/format.h"

struct reading {
	/* all records, a line a piece; without lines and generated ids */
	struct buf dump;
	struct buf said; /* problems, "line: message" each */
	long units, variants, props, notes, concepts, forms, relations, remarks, lost;
	bool with_ids; /* dump the ids of concepts */
	struct read_options options;
	/* written on the way, where `to` is not NULL */
	const struct format *to;
	struct write_options writing;
	struct buf written;
	struct buf dropped;
};

void reading_init(struct reading *r);
void reading_finish(struct reading *r);

/* Reads with that format (NULL: the one guessed).  Returns what the format returned. */
int reading_run(struct reading *r, const char *name, const void *bytes, size_t size,
	const struct format *format);

/* The format guessed for bytes of that file name; NULL for none. */
const struct format *reading_guess(const char *name, const void *bytes, size_t size);

/* A whole file; the test fails where it cannot be read. */
void reading_load(const char *path, struct buf *bytes);

/* A string of `text` read as the named format, the test failing where it cannot be. */
void reading_text(struct reading *r, const char *format, const char *text);

/* The test fails, showing both, where `whole` does not hold `part`. */
void assert_holds(const struct buf *whole, const char *part);

#endif
