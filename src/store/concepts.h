/* SPDX-License-Identifier: Apache-2.0
 *
 * Concepts in the store, as its other files see them; the face for everyone else is
 * store.h.
 *
 *	concepts.c          new ones, and their keys
 *	concepts-edit.c     replaced, removed, brought back
 *	concept-rows.c      the rows they all write
 *	concepts-out.c      one record and its facts, relations, labels
 *	concepts-export.c   many records by a filter
 *	concepts-in.c       a file's concepts matched with what is there
 *	concepts-undo.c     events taken back
 *	concepts-verify.c   references verified, withdrawn text purged
 *
 * What an event did to a concept is told by three things.  It made those whose `event` it
 * is.  It removed those whose `gone` it is.  It has a row in `change` for each it found
 * and left there: with what the concept was before, or, where `before` is empty, for
 * having brought it back.
 */
#ifndef BISOTUN_CONCEPTS_H
#define BISOTUN_CONCEPTS_H

#include "src/store/intake.h"
#include "src/store/store.h"

/* store_documents() and store_count() of concepts. */
int concepts_documents(
	bis_db *db, const struct record_filter *filter, int64_t **ids, size_t *n);
int concepts_count(bis_db *db, const struct record_filter *filter, int64_t *n);

/* Inside a write: takes back what `event` did to concepts.  First looks whether any of it
 * was changed since; each such concept is told to `conflict` (may be NULL), and unless
 * `force` nothing is done and BIS_ECONFLICT returned.  With `force`, what was removed
 * since stays removed, and the rest is as it was before the event. */
int concepts_undo(
	bis_db *db, int64_t event, bool force, bis_flaw *conflict, void *ctx);

/* Number of flaws, each told to `flaw` (may be NULL), or negative. */
int64_t concepts_verify(bis_db *db, bis_flaw *flaw, void *ctx);

/* Inside a write: deletes a concept, gone or not, its history, and what other concepts
 * and their history say of it (relations). */
int concepts_purge(bis_db *db, int64_t number);

/* --- among the files named above --------------------------------------------------- */

/* Forms to be read; those that do not pass are left out, then sections without forms. */
struct form_filter {
	int status;     /* -1 all */
	const char *at; /* NULL all */
	const int64_t *langs;
	size_t n_langs;
	bool any_lang;
};

enum concept_view {
	VIEW_STORED,  /* id and targets as written: what packing and hashing are about */
	VIEW_EXPORTED /* every id that is referred to is there, targets that are known say
			 it */
};

/* Fills `c` and, unless NULL, `facts` and `document` (0 none); gone concepts too.  `only`
 * NULL: every form. */
int concept_read(bis_db *db, int64_t number, enum concept_view view,
	const struct form_filter *only, struct concept *c, struct concept_facts *facts,
	int64_t *document);

/* A new concept.  Of a file (`i` not NULL) languages come from its list and relations
 * stay open until store_relations_resolve().  `hash` is that of the record. */
int concept_make(bis_db *db, struct intake *i, const struct concept *c, int64_t document,
	int64_t hash, int64_t *number, struct buf *key);

/* The record takes the place of what was there; nothing happens where that is the
 * same.  Relations that are new name keys (`by_key`), or stay open until
 * store_relations_resolve() or concept_tie(). */
int concept_rewrite(bis_db *db, struct intake *i, int64_t number, const struct concept *c,
	bool by_key);

/* Ties the open relations of one concept, as store_relations_resolve() does. */
int concept_tie(bis_db *db, int64_t number);

/* Back from being gone, with a row in `change` that says so. */
int concept_revive(bis_db *db, int64_t number);

/* Adds or takes away the forms of a concept to or from the index of terms. */
int concept_index(bis_db *db, int64_t number, bool add);

/* The number in an id of the shape C12, else 0. */
int64_t concept_number_of(const char *id);
/* By key, or else by number; also one that is gone (*gone is the event that removed
 * it). */
int concept_find_any(bis_db *db, const char *id, int64_t *number, int64_t *gone);
/* The concept with this key that is not gone; *number 0 where there is none. */
int concept_by_key(bis_db *db, const char *key, int64_t *number);
/* BIS_ENOTFOUND where it is not there, or gone. */
int concept_live(bis_db *db, int64_t number);
/* BIS_EUSAGE for what could not be read back. */
int concept_check(const struct concept *c);

/* Hash of the concept as it is now. */
int concept_current_hash(bis_db *db, int64_t number, int64_t *hash);

#endif
