/* SPDX-License-Identifier: Apache-2.0
 *
 * One file on its way in, as the files of src/store see it.
 *
 * "Equal units inside one file stay as many as they were, and the same file twice adds
 * nothing": so the k-th occurrence of a unit in a file is matched with the k-th such
 * unit that was in the base before the file.  `seen` remembers, a bit a row, which of
 * those were matched already.
 */
#ifndef BISOTUN_INTAKE_H
#define BISOTUN_INTAKE_H

#include "src/store/db.h"
#include "src/store/store.h"

struct seen {
	uint8_t *bits;
	size_t size; /* bytes */
};

/* A Bloom filter (Bloom 1970) over the hashes of all segments: most texts of a big
 * file are new, and for those it spares the look-up.  Its size is fixed; when it
 * fills it only gets less useful. */
struct bloom {
	uint64_t *bits; /* NULL: not in use, everything may be there */
};

bool bloom_may_have(const struct bloom *b, uint64_t hash);
void bloom_add(struct bloom *b, uint64_t hash);

struct intake {
	bis_db *db;
	enum bis_on_conflict on_conflict;
	char *status; /* of units; NULL: as read */
	char *path;
	int64_t origin;
	int64_t document; /* 0 before intake_head() */
	bool new_document;
	bool empty_base;   /* no unit was there when the file began */
	bool known_origin; /* documents of this origin were there */
	int64_t n_units;   /* put so far */
	struct bloom segments_there;
	int64_t first_unit; /* ids from here on were made by this file */
	int64_t first_concept;
	int64_t first_relation;
	struct seen units, concepts;
	struct matched {
		uint64_t key;
		/* of before the file: this and all earlier ones of the key are seen */
		int64_t row;
	} matched[1024];    /* by hash: thousands may have the same */
	struct buf srclang; /* canonical source language of the document; "" none */
	struct buf reason;  /* of the last put_result */
	struct buf scratch;

	struct written_lang { /* languages as this file writes them */
		char *written;
		int64_t lang;
		bool canonical; /* written is the canonical form */
	} * langs;
	size_t n_langs;

	struct intake_segment { /* of the variants of the unit at hand */
		int64_t lang, segment;
		uint64_t hash;
		const char *written; /* NULL where it is canonical */
	} * segments;
	size_t n_segments;
};

/* Whether this row of before the file was matched by this file already; marks it. */
bool seen_before(const struct seen *s, int64_t row);
int seen_mark(struct seen *s, int64_t row);

/* Where the search for the next row with this key may begin.  With few keys each
 * keeps its place; with so many that they drive each other out, each has few rows to
 * go through. */
struct matched *matched_place(struct intake *i, uint64_t key);

/* Puts the Bloom filter to use. */
int intake_bloom(struct intake *i);

/* The language of a variant or section as written; `*written` NULL where that is
 * canonical, else good as long as `tag` and the intake are. */
int intake_lang(struct intake *i, const char *tag, int64_t *lang, const char **written);

/* Stores a unit in the intake's document without asking whether it is known or
 * contradicts; `*unit` is its number. */
int intake_insert(struct intake *i, const struct unit *u, int64_t *unit);

#endif
