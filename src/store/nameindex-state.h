/* SPDX-License-Identifier: Apache-2.0
 *
 * What a handle keeps for the index of names, as its files see it.
 *
 * As with terms (termstate.h) the rows of single forms are written at once; counts of
 * parts and lists of forms are gathered, and written in order when enough has come
 * together, before anything of them is read, and before the commit.
 */
#ifndef BISOTUN_NAMEINDEX_STATE_H
#define BISOTUN_NAMEINDEX_STATE_H

#include "src/store/db.h"
#include "src/store/nameindex.h"
#include "src/store/postings.h"
#include "src/store/wordmap.h"
#include "src/text/tokens.h"
#include "termbase/names.h"

/* numbers a part may have, as its lists have room for */
#define NAME_PARTS_MAX ((int64_t)1 << 27)
#define NAME_PENDING_MAX ((size_t)1 << 18) /* 4 MiB */

/* Parts that come or go, with the lists of their keys (nameindex-near.c). */
struct part_shape {
	int64_t part;
	uint8_t shape;
};
struct near_changes {
	struct pending_list lists; /* rows of name_key */
	struct part_shape *shapes;
	size_t n, capacity;
};
void near_changes_finish(struct near_changes *c);

/* How many of the keys asked for each part has, by spans of parts: NULL where none was
 * met yet. */
#define NEAR_SPAN ((size_t)1 << POSTING_SPAN_BITS)
struct near_span {
	uint8_t touched[NEAR_SPAN / NEAR_BLOCK]; /* blocks of counts that are not all 0 */
	uint8_t counts[NEAR_SPAN];
};
struct near_counts {
	struct near_span **spans;
	size_t n;
};
void near_counts_finish(struct near_counts *c);

struct nameindex {
	struct name_words *words;
	struct tokeniser *tokenisers[2]; /* the second is for Uzbek */
	struct tokens tokens;
	struct namer *namer; /* NULL until a name of a person or place comes */
	struct buf folded, key, packed, part;
	struct word_map parts;
	struct pending_list pending; /* rows of name_posting */
	struct near_changes near;
	struct near_counts counts; /* all 0 between questions */
	struct places places;
	int64_t next_part; /* 0: not asked for yet */
	bool dirty;
	bool ready; /* the tables are of this version */
};

/* The handle's state, made where there is none. */
int namestate(bis_db *db, struct nameindex **out);
int namestate_namer(struct nameindex *n);
/* Writes what was gathered; the map stays. */
int namestate_flush(bis_db *db, struct nameindex *n);
/* What was gathered, before a read within the write. */
int namestate_settle(bis_db *db);

/* The anchor a form hangs on. */
int namestate_anchor(
	struct nameindex *n, const char *lang, const char *text, uint64_t *anchor);

/* Calls `found` for each part of a name that is kept; before that *words is set to the
 * number of them. */
int namestate_parts(struct nameindex *n, const char *lang, const char *text,
	size_t *words, nameindex_name_part *found, void *ctx);
/* Where a form stands in the list of a part of it. */
static inline uint64_t namestate_place(size_t words, int64_t form)
{
	unsigned step = words <= 1                ? 0
			: words < POSTING_LENGTHS ? (unsigned)words - 1
						  : POSTING_LENGTHS - 1;

	return posting_place(step, 0, form);
}
/* The letters of a part, in UTF-8, into n->part. */
int namestate_part_text(struct nameindex *n, const struct name_part *part);
/* Letters of a part, twice, and one where they are Han. */
uint8_t namestate_shape(const char *text, size_t size);
/* The keys a part is kept under: those of its text, by whose letters alone it is
 * known. */
int namestate_keys(struct nameindex *n, const char *text, size_t size,
	uint64_t keys[NAME_KEYS], size_t *n_keys);
/* The list of the parts under a key: 28 bits, so that seldom two keys share one. */
int64_t namestate_list(uint64_t key);
/* A part comes or goes. */
int namestate_keep_part(bis_db *db, struct nameindex *n, int64_t part, const char *text,
	size_t size, bool remove);
int namestate_flush_near(bis_db *db, struct nameindex *n);

/* Whether the parts of names of such a concept are kept. */
static inline bool kind_has_parts(enum concept_kind kind)
{
	return kind == KIND_PERSON || kind == KIND_PLACE;
}

#endif
