/* SPDX-License-Identifier: Apache-2.0
 *
 * What a front end needs to show text.
 */
#ifndef BISOTUN_TEXT_H
#define BISOTUN_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include <bisotun/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Columns of a terminal that one line of UTF-8 takes (UAX #11: wide two, combining
 * none). */
BIS_EXPORT size_t bis_text_width(const char *text, size_t size);

/* The offset of the first byte that is not UTF-8, or `size`. */
BIS_EXPORT size_t bis_text_valid(const char *text, size_t size);

/* Shortens `text` in place to at most `most` bytes, or 3 where that is less, if it is longer: its
 * middle gives way to an ellipsis, between characters.  For messages that quote what
 * somebody gave. */
BIS_EXPORT void bis_text_brief(char *text, size_t most);

/* The canonical BCP 47 form of a language tag into `canonical` (64 bytes);
 * BIS_EUSAGE where it is none. */
BIS_EXPORT int bis_lang_canonical(const char *tag, char canonical[64]);

/* English name of a language: "Russian". */
BIS_EXPORT void bis_lang_name(const char *tag, char *name, size_t size);

/* Whether text of the language runs from right to left. */
BIS_EXPORT bool bis_lang_is_rtl(const char *tag);

#ifdef __cplusplus
}
#endif

#endif
