/* SPDX-License-Identifier: Apache-2.0
 *
 * What the commands about names share: a namer, and lists of which a line that can't be
 * asked for costs only itself.
 */
#ifndef BISOTUN_CLI_NAME_H
#define BISOTUN_CLI_NAME_H

#include "src/cli/command.h"
#include "src/cli/lines.h"

/* For cleanup(). */
void close_namer(bis_namer **namer);

/* Lists named by -f, any number of them. */
struct name_list {
	struct session *session;
	bis_namer *namer;
	/* Answers a line that is text and not blank: 0, or a negative code.  Where *flaw
	 * is set, and by BIS_EFORMAT and BIS_EUSAGE, only this line can't be asked
	 * for. */
	int (*ask)(struct name_list *list, char *text, const char **flaw);
	/* The answer to a line that can't be: it keeps its place. */
	void (*refuse)(struct name_list *list, char *text, const char *why);
	void *ctx;
	int64_t n_bad;
};

/* Reads each of them.  Returns 0 or what stopped it. */
int name_lists(struct name_list *list, const struct args *a);
/* The status after it. */
int name_status(const struct name_list *list, int rc, bool good);

#endif
