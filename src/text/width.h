/* SPDX-License-Identifier: Apache-2.0
 *
 * How wide text stands in a terminal.
 */
#ifndef BISOTUN_WIDTH_H
#define BISOTUN_WIDTH_H

#include "src/base/base.h"

/* Columns of one line of valid UTF-8 (UAX #11: W and F two, combining and ignorable
 * none). */
size_t text_width(const char *text, size_t size);

#endif
