/* SPDX-License-Identifier: Apache-2.0
 *
 * What a file says of a unit or a variant beside its text, taken apart for the world.
 */
#ifndef BISOTUN_FACTS_H
#define BISOTUN_FACTS_H

#include "bisotun/memory.h"
#include "src/base/base.h"

/* Adds the attributes (canonical; but not the tuid, which has a place of its own) and
 * the props and notes among `extra` to *facts, of which there are *n. */
int facts_read(const char *attrs, const char *extra, struct bis_fact **facts, size_t *n);
void facts_free(struct bis_fact *facts, size_t n);

#endif
