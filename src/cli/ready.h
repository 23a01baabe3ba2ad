/* SPDX-License-Identifier: Apache-2.0
 *
 * What commands that search the memory do before they ask.
 */
#ifndef BISOTUN_CLI_READY_H
#define BISOTUN_CLI_READY_H

#include "src/cli/command.h"

/* Makes the index of the memory where it is missing or behind, with a bar while that
 * takes long: EXIT_DONE, or another status when it has said what is wrong. */
int make_index(struct session *s);

/* The same behind a write that took the index away.  The write is done: what fails here is
 * told, and left to the next search. */
void make_index_again(struct session *s);

#endif
