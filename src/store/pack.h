/* SPDX-License-Identifier: Apache-2.0
 *
 * A concept as one compact string of bytes: what the history keeps of a concept before an
 * edit, and what its identity is the hash of.
 *
 * The bytes are a version, then every field in the order of struct concept: numbers as
 * LEB128, texts with their length in front.  The line is left out, being of the file and
 * not of the concept; markup counts only where the form is tagged.  Databases keep these
 * bytes and hashes: a version's shape never changes.
 */
#ifndef BISOTUN_PACK_H
#define BISOTUN_PACK_H

#include "termbase/concept.h"

/* Adds the packed record to `out`; buf_ok() says whether there was memory.  Without `ids`
 * the ids of the forms are packed as 0, so that equal content gives equal bytes. */
void concept_pack(const struct concept *c, bool ids, struct buf *out);

/* Fills `c` (reset first).  BIS_EDB where the bytes are not exactly one packed record. */
int concept_unpack(const void *bytes, size_t size, struct concept *c);

/* Hash of all content, without ids.  `scratch` is overwritten: give the same one again
 * and again. */
int concept_hash(const struct concept *c, struct buf *scratch, int64_t *hash);

#endif
