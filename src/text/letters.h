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

/* The letter that differs by case alone (Unicode 15 simple mappings), or `c` itself. */
int32_t letter_small(int32_t c);
int32_t letter_capital(int32_t c);

/* General category L* or M*: letters, and the marks and vowel signs written on them. */
bool is_letter(int32_t c);

/* The script of a character, ISO 15924: "Zyyy" where it is of none or of several, "Zinh"
 * of marks that take the script of their letter. */
const char *letter_script(int32_t c);

#endif
