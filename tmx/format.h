/* SPDX-License-Identifier: Apache-2.0
 *
 * What an exchange format is.  One format, one file, one const struct, listed in
 * formats.c; whoever has added one can add all.
 *
 * Formats know no database and no other format.  Reading pushes one neutral record at a
 * time into a sink; writing takes one at a time.  Both work in the memory of the largest
 * record.
 */
#ifndef BISOTUN_FORMAT_H
#define BISOTUN_FORMAT_H

#include "src/base/out.h"
#include "src/base/source.h"
#include "termbase/concept.h"
#include "tmx/unit.h"

/* What a file says of itself, before and after its records. */
struct document {
	struct buf format; /* name of the format that read it: "tmx", "tbx", "tbx2" … */
	struct buf version; /* as written: "1.4b", "TBX-Basic" … */
	/* TMX: srclang of the header; TBX: xml:lang of the root; as written */
	struct buf lang;
	/* canonical attributes of the root element, namespaces included */
	struct buf root_attrs;
	struct buf attrs; /* canonical attributes of the header, all of them, in order */
	/* canonical content of the header (props, notes, ude; fileDesc …) */
	struct buf head;
	struct buf tail; /* canonical content after the records (TBX back matter) */
};

void document_init(struct document *d);
void document_finish(struct document *d);
bool document_ok(
	const struct document *d); /* false once any of its buffers found no memory */

/* A remark on the input: with `lost` a record was left out for it ("bad"), else it was
 * taken. */
struct problem {
	long line;
	const char *unit;    /* its tuid or id, NULL or "" where it has none */
	const char *message; /* what and, where it helps, what was done */
	bool lost;
};

/* Where a reader pushes what it reads.  Callbacks return 0, or negative to stop with that
 * code. */
struct record_sink {
	int (*head)(
		void *ctx, const struct document *d); /* once, before the first record */
	int (*unit)(void *ctx, struct unit *u);       /* valid during the call */
	int (*concept)(void *ctx, struct concept *c);
	int (*problem)(void *ctx, const struct problem *p);
	int (*tail)(void *ctx,
		const struct document *d); /* once, at the end, with tail filled */
	void *ctx;
};

struct read_options {
	/* for formats that do not say it themselves; canonical or "" */
	const char *source_lang;
	const char *target_lang;
	bool as_units;           /* for formats that hold either: units, not concepts */
	enum form_status status; /* of forms to which the file gives none */
};

struct write_options {
	const char *source_lang;  /* "" for *all* / none */
	const char *const *langs; /* the languages asked for, in order; n_langs 0: all */
	size_t n_langs;
	bool strict;         /* drop what the format's own schema does not allow */
	const char *dialect; /* TBX: "core", "min", "basic", "linguist", "as-is"; NULL */
	/* called for each thing that the format cannot hold, with its kind,
	 * "termNote/animacy", and where it was met; may be NULL */
	void (*dropped)(void *ctx, const char *what, const char *where);
	void *ctx;
};

/* State of one file being written; each format keeps its own behind `state`. */
struct writer {
	struct out *out;
	const struct write_options *options;
	void *state;
};

enum carries { CARRIES_UNITS = 1, CARRIES_CONCEPTS = 2 };

/* The first bytes of a file, for guessing. */
struct head {
	const char *text; /* as UTF-8 (xml_peek), NUL-terminated */
	size_t size;
	const char *encoding;
	const char *suffix; /* of the file name, lower case, without dot; "" for none */
};

struct format {
	const char *name;     /* the word after --type */
	const char *title;    /* one line for `bisotun formats` */
	const char *written;  /* what is written, with its version: "TMX 1.4" */
	const char *suffixes; /* separated by a space; the first is used for new files */
	unsigned carries;     /* enum carries */
	/* 0 surely not … 100 surely; a suffix alone is worth no more than 10.  Negative:
	 * BIS_ENOMEM */
	int (*bid)(const struct head *head);
	/* NULL where the format is only written */
	int (*read)(struct source *in, const struct read_options *options,
		const struct record_sink *sink);
	/* NULL where the format is only read. `d` says what to write of the origin; its
	 * buffers may be empty.  end() writes d->tail.  finish() frees `state`, also
	 * after a failure. */
	int (*begin)(struct writer *w, const struct document *d);
	int (*write_unit)(struct writer *w, const struct unit *u);
	int (*write_concept)(struct writer *w, const struct concept *c);
	int (*end)(struct writer *w, const struct document *d);
	void (*finish)(struct writer *w);
};

/* The table of all formats, and ways to one of them. */
extern const struct format *const formats[];
extern const size_t n_formats;
const struct format *format_named(const char *name); /* NULL if unknown */
/* The format of the source's current member by its content, the suffix breaking ties.
 * BIS_EFORMAT where none bids above 0; the message says what the file looks like
 * instead. */
int format_guess(struct source *in, const struct format **out);

#endif
