/* SPDX-License-Identifier: Apache-2.0
 *
 * Texts given as files: what can't be read is told, and the others go on.
 */
#ifndef BISOTUN_CLI_FILES_H
#define BISOTUN_CLI_FILES_H

#include "src/cli/command.h"
#include "src/cli/progress.h"

struct files {
	struct session *session;
	const char *stdin_name; /* what "-" is called; NULL: "standard input" */
	/* Reads one: what the library says. */
	int (*read)(struct files *f, const char *path, const char *name);
	void *ctx;
	size_t n_read, n_unreadable;
};

/* Reads each of the arguments.  0, or what stopped it: no file that can't be read. */
int files_read(struct files *f, const struct args *a);
/* The status after it; `good` is what the files are. */
int files_status(const struct files *f, int rc, bool good);

/* Whether one of the arguments is standard input. */
bool reads_stdin(const struct args *a);

#endif
