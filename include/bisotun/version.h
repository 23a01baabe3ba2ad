/* SPDX-License-Identifier: Apache-2.0
 *
 * Which Bisotun this is: the macros say what was compiled against, the functions what
 * runs.
 */
#ifndef BISOTUN_VERSION_H
#define BISOTUN_VERSION_H

#include <bisotun/error.h>

#ifdef __cplusplus
extern "C" {
#endif

#define BIS_VERSION_MAJOR 0
#define BIS_VERSION_MINOR 1
#define BIS_VERSION_PATCH 0

/* The version of the library that runs, such as "0.1.0"; static. */
BIS_EXPORT const char *bis_version(void);

/* The schema version of the databases it writes. */
BIS_EXPORT int bis_schema_version(void);

#ifdef __cplusplus
}
#endif

#endif
