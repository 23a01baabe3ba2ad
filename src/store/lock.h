/* SPDX-License-Identifier: Apache-2.0
 *
 * The writers' turn: an advisory lock on FILE-lock beside the database, held for one
 * write, in which the holder says who it is.  SQLite has its own lock below it; this
 * one is there to queue fairly and to tell those who wait for whom they wait.
 */
#ifndef BISOTUN_LOCK_H
#define BISOTUN_LOCK_H

#include "bisotun/db.h"

/* Waits up to db->timeout_ms.  BIS_EBUSY names the holder. */
int lock_take(bis_db *db);
void lock_release(bis_db *db);

/* The kind of a network file system ("nfs", "cifs" …) that holds `path` or the
 * folder it is to be made in; NULL for a local one. */
const char *lock_network_share(const char *path);
/* The same by the number statfs(2) gives. */
const char *lock_network_kind(long f_type);

#endif
