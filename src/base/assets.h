/* SPDX-License-Identifier: Apache-2.0
 *
 * Files of the source tree that are built into the library: schema steps, grammars.
 * Made into one generated C file by embed.sh; the list is ASSETS in the Makefile.
 */
#ifndef BISOTUN_ASSETS_H
#define BISOTUN_ASSETS_H

#include <stddef.h>

struct asset {
	const char *name; /* path in the source tree: "src/store/schema/0001-first.sql" */
	const char *data; /* NUL-terminated */
	size_t size;      /* without the NUL */
};

extern const struct asset assets[]; /* sorted by name, ended by a NULL name */

/* NULL where there is none of that name. */
const struct asset *asset_find(const char *name);

#endif
