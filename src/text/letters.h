/* SPDX-License-Identifier: Apache-2.0
 *
 * What single characters are.
 */
#ifndef BISOTUN_LETTERS_H
#define BISOTUN_LETTERS_H

#include "src/base/base.h"

/* Whether the text begins with an upper-case or title-case letter. */
bool begins_capital(const char *text, size_t size);

/* Characters of the text that are not White_Space (Unicode 15, PropList). */
size_t visible_characters(const char *text, size_t size);

#endif
