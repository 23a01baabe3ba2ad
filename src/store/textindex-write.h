/* SPDX-License-Identifier: Apache-2.0
 *
 * How the rest of src/store keeps the search index: see textindex.h.
 */
#ifndef BISOTUN_TEXTINDEX_WRITE_H
#define BISOTUN_TEXTINDEX_WRITE_H

#include "bisotun/db.h"

struct textindex;

/* A write that may bring many segments: they are indexed in a thread beside it, as
 * textindex_feed() is given them, and settled when it commits. */
int textindex_begin_feed(bis_db *db);
/* A segment that was just inserted. */
int textindex_feed(
	bis_db *db, int64_t segment, int64_t lang, const char *text, size_t size);
/* The write is over: kept (true) or taken back. */
int textindex_end_feed(bis_db *db, bool kept);

/* Before a commit: sees to it that the base has an epoch. */
int textindex_stamp(bis_db *db);
/* After a commit: writes a new sidecar where enough has come since the last one.  A
 * failure here is no failure of the write: it leaves the old sidecar. */
void textindex_settle(bis_db *db);
/* Within a write after which the old index must not be used: segments may be numbered
 * anew, or are to be forgotten. */
int textindex_renew(bis_db *db);
/* Makes it anew from the content. */
int textindex_rebuild(bis_db *db);
/* Removes the sidecar: texts were purged. */
int textindex_forget(bis_db *db);
/* Compares the index with the content; returns the number of findings. */
int64_t textindex_verify(bis_db *db, bis_flaw *flaw, void *ctx);
void textindex_free(struct textindex *t);
/* All that the handle has of it. */
void textindex_close(bis_db *db);

#endif
