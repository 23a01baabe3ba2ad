/* SPDX-License-Identifier: Apache-2.0
 *
 * The longest pieces of a text that the memory holds, gathered for a view.
 */
#ifndef BISOTUN_CLI_PIECES_H
#define BISOTUN_CLI_PIECES_H

#include "src/cli/command.h"

struct pieces {
	struct match_piece *at; /* their texts are its own */
	size_t n, capacity;
};

/* A code of the library. */
int pieces_gather(struct pieces *out, bis_db *db, const struct bis_match_options *like,
	const char *text);
void pieces_free(struct pieces *p);

#endif
