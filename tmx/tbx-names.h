/* SPDX-License-Identifier: Apache-2.0
 *
 * The element names of the four shapes of TBX, and which of them are one thing.
 */
#ifndef BISOTUN_TBX_NAMES_H
#define BISOTUN_TBX_NAMES_H

#include "src/base/base.h"

/* The name itself where TBX has it, "" where it hasn't; lives for ever. */
const char *tbx_known_name(const char *name);

bool tbx_is_root(const char *name);
bool tbx_is_entry(const char *name);
bool tbx_is_language(const char *name);
bool tbx_is_term_section(const char *name);
bool tbx_is_header(const char *name);

/* Whether a namespace is one of TBX; NULL is. */
bool tbx_is_own_uri(const char *uri);

#endif
