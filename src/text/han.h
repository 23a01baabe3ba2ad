/* SPDX-License-Identifier: Apache-2.0
 *
 * How Han characters are read in Mandarin: pinyin without tones, and which characters a
 * name of a person begins with (src/text/han-readings.tsv).
 *
 * A character may have several readings; the first is the one names have most.  Opening
 * takes less than a millisecond, against 160 for ICU's transliterator of the same data.
 */
#ifndef BISOTUN_HAN_H
#define BISOTUN_HAN_H

#include <uchar.h>

#include "src/base/buf.h"

struct han_reader; /* not changed once it is open, so that threads may share it */

int han_reader_new(struct han_reader **out);
void han_reader_free(struct han_reader *h);
void han_reader_freep(struct han_reader **h);

/* Pinyin without tone marks (ü kept), a syllable for each Han character, parted by single
 * spaces; other characters as they are, parted likewise.  With `surname` the beginning is
 * read as a surname where it is one (曾 zeng, 解 xie, 尉迟 yu chi).  BIS_EFORMAT where
 * the text is not UTF-8. */
int han_pinyin(const struct han_reader *h, const char *text, size_t size, bool surname,
	struct buf *out);

/* The same shaped as names are written, for tables to go on with: a word begins with a
 * capital, an apostrophe parts the syllables of a word, a space parts surname and given
 * name: 习近平 Xi Jin'ping, 司马光 Si'ma Guang, 北京 Bei'jing.  A run of characters that
 * begins with no surname, or is longer than a person's name, is one word.  What is no Han
 * character stands between them as it is. */
int han_name(const struct han_reader *h, const char *text, size_t size, struct buf *out);

/* Every reading of a character, likely ones first, without ending NULL; 0 where there is
 * none.  The strings live as long as the reader. */
#define HAN_READINGS 6
size_t han_readings(
	const struct han_reader *h, char32_t c, const char *out[HAN_READINGS]);

/* How many characters at the beginning are a surname, 0 none; as many syllables are
 * pointed to by out, which may be NULL. */
#define HAN_SURNAME 4
size_t han_surname(const struct han_reader *h, const char32_t *letters, size_t n,
	const char *out[HAN_SURNAME]);

/* All syllables, sorted; readings are these strings, so that equal ones are one
 * pointer. */
size_t han_syllable_count(const struct han_reader *h);
const char *han_syllable(const struct han_reader *h, size_t i);
size_t han_syllable_number(const struct han_reader *h, const char *syllable);

/* Whether syllables (as above) are a reading of some surname. */
bool han_read_surname(const struct han_reader *h, const char *const *syllables, size_t n);

#endif
