/* SPDX-License-Identifier: Apache-2.0
 *
 * The history, as the rest of src/store sees it.
 */
#ifndef BISOTUN_HISTORY_H
#define BISOTUN_HISTORY_H

#include "bisotun/db.h"

/* The standing event that took `event` back; 0 none. */
int history_undone_by(bis_db *db, int64_t event, int64_t *by);

#endif
