/* SPDX-License-Identifier: Apache-2.0
 *
 * Encodings of files: finding them, and making UTF-8 of them piece by piece (ICU
 * converters).
 */
#ifndef BISOTUN_ENCODING_H
#define BISOTUN_ENCODING_H

#include "src/base/buf.h"

/* Guesses from the first bytes: by BOM, by the zero bytes of UTF-16 without one, by
 * UTF-8 being valid, else "windows-1252".  *bom gets the length of the BOM (0 for
 * none). */
const char *encoding_guess(const void *bytes, size_t size, size_t *bom);

/* Whether `name` is an encoding ICU knows; aliases included ("cp1251", "latin1",
 * "GB2312"). */
bool encoding_known(const char *name);

struct encoder;

/* A converter from `name` to UTF-8. BIS_EFORMAT where there is none of that name. */
int encoder_new(const char *name, struct encoder **out);
void encoder_free(struct encoder *e);
void encoder_freep(struct encoder **e);

/* Called for each illegal or unassigned byte sequence.  `at` is the offset of its
 * U+FFFD in `out` of the call that tells of it, counting what `out` held before; the
 * bytes may have come in earlier calls. */
typedef void encoder_damage(
	void *ctx, size_t at, const unsigned char *bytes, size_t size);

/* Converts, adding to `out`; illegal bytes become U+FFFD and are told to `damage` (may
 * be NULL). `flush` with the last piece; then the encoder is as new.  A sequence may
 * be cut between calls at any byte.  A BOM is U+FEFF like any other (but "UTF-16" and
 * "UTF-32", the byte order unsaid, take it). */
int encoder_add(struct encoder *e, const void *bytes, size_t size, bool flush,
	struct buf *out, encoder_damage *damage, void *ctx);

/* A whole text to UTF-8 in one call; the same of a BOM. */
int encoding_to_utf8(const char *name, const void *bytes, size_t size, struct buf *out);

#endif
