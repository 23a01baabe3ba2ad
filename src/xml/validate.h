/* SPDX-License-Identifier: Apache-2.0
 *
 * Validation of a file against a RELAX NG grammar.  No DTD is loaded and nothing is
 * fetched.
 */
#ifndef BISOTUN_XML_VALIDATE_H
#define BISOTUN_XML_VALIDATE_H

#include "src/base/base.h"

/* Called for each breach. */
typedef void xml_breach(void *ctx, long line, const char *message);

/* Returns the number of breaches, or a negative code. */
long xml_validate(const char *path, const char *grammar, size_t grammar_size,
	xml_breach *breach, void *ctx);

#endif
