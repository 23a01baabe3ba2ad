/* SPDX-License-Identifier: Apache-2.0
 *
 * What a handle keeps for the index of terms, as its files see it.
 *
 * Within a write the rows of single forms are written at once; counts of words and lists
 * of forms are gathered here and written in order when enough has come together, before
 * anything of them is read, and before the commit.
 */
#ifndef BISOTUN_TERMSTATE_H
#define BISOTUN_TERMSTATE_H

#include "src/store/db.h"
#include "src/store/postings.h"
#include "src/store/termwords.h"
#include "src/store/wordmap.h"

#define PENDING_MAX ((size_t)1 << 20) /* 16 MiB */
#define WORD_MAP_MAX ((size_t)200000) /* then the maps are emptied at the next flush */

struct termindex {
	struct word_splitter *splitter;
	struct term_words split;
	struct buf folded, loose, packed, stem;
	struct word_map stems, words;
	struct pending_list pending; /* rows of term_posting */
	int64_t next_stem;           /* 0: not asked for yet */
	int64_t forms;               /* change of their number */
	struct places places;
	bool dirty;
};

/* The handle's state, made where there is none. */
int termstate(bis_db *db, struct termindex **out);
/* Writes what was gathered; the maps stay. */
int termstate_flush(bis_db *db, struct termindex *t);
/* What was gathered, before a read within the write. */
int termstate_settle(bis_db *db);

/* Both keys of a text: strict into keys[0], loose, where it differs, into keys[1]; their
 * number. */
int termstate_keys(
	struct termindex *t, const char *lang, const char *text, int64_t keys[2]);

#endif
