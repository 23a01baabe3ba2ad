/* SPDX-License-Identifier: Apache-2.0
 *
 * A file that appears whole or not at all: it is written without a name where the system
 * can (O_TMPFILE), so that a process that is killed leaves nothing behind, else under a
 * name of its own beside the target; only when all of it is on disk does it take the
 * target's place, in one step.
 */
#ifndef BISOTUN_NEWFILE_H
#define BISOTUN_NEWFILE_H

#include "src/base/base.h"

struct newfile {
	int fd;          /* to write to; -1 none */
	char *target;    /* where it is to appear, links followed */
	char *temporary; /* NULL as long as it has no name */
};

#define NEWFILE_INIT                                        \
	(struct newfile)                                    \
	{                                                   \
		.fd = -1, .target = NULL, .temporary = NULL \
	}

/* Of all of these: 0, or a negative code (set) with `path` in its words. */

/* Opens with mode 0600, in the target's folder. */
int newfile_open(struct newfile *f, const char *path);

/* For a target that is changed rather than made: gives the file the target's mode and
 * access list, and its owner where we may.  BIS_EIO where we may not write to the target,
 * and where it has other names (hard links), which would go on showing the old text. */
int newfile_like_target(struct newfile *f, const char *path);

/* What was written is on disk afterwards. */
int newfile_sync(struct newfile *f, const char *path);

/* Puts the synced file in the target's place; nothing is left of it but that. */
int newfile_place(struct newfile *f, const char *path);

/* Closes; what is not in its place is gone. */
void newfile_finish(struct newfile *f);

#endif
