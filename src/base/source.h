/* SPDX-License-Identifier: Apache-2.0
 *
 * Where bytes come from: a file, standard input, either of them plain, gzipped, or the
 * members of a zip.  The only door to libarchive, of which only gzip, zip and raw are
 * switched on.
 *
 *	source_open(path, &source);            "-" is standard input
 *	while ((rc = source_next(source)) > 0) one turn a file, or a member of a zip
 *		source_peek / source_read …
 *	source_close(source);
 *
 * What a container inflates to is bounded (SOURCE_MAX_SIZE a member, and a thousandfold
 * of the compressed size past 64 MiB), so a zip bomb ends in a message.
 */
#ifndef BISOTUN_SOURCE_H
#define BISOTUN_SOURCE_H

#include "src/base/base.h"

#define SOURCE_MAX_SIZE ((int64_t)64 << 30)

struct source;

int source_open(const char *path, struct source **out);

/* Bytes in memory, borrowed until close; for tests, fuzzing and shipped data. */
int source_open_bytes(
	const char *name, const void *bytes, size_t size, struct source **out);

void source_close(struct source *s);

/* 1: standing at the start of the next member; 0: no more; negative: an error, set. */
int source_next(struct source *s);

/* The name for messages: the path, for a member of a zip "archive.zip/member.tmx". */
const char *source_name(const struct source *s);

/* The member's own file name, from whose suffix a format may be guessed; without a
 * .gz. */
const char *source_file_name(const struct source *s);

/* Up to `size` (at most 64 KiB) of the next bytes, without taking them; *got is less
 * than asked for only at the end. */
int source_peek(struct source *s, size_t size, const void **bytes, size_t *got);

/* What the file is. */
enum source_kind { SOURCE_PLAIN, SOURCE_GZIP, SOURCE_ZIP };
enum source_kind source_kind(const struct source *s);

/* Takes up to `size` bytes.  Returns the count, 0 at the end, negative on failure
 * (set, with the name in front). */
long source_read(struct source *s, void *bytes, size_t size);

/* For progress: compressed bytes read so far from the file, and the file's size or -1. */
int64_t source_position(const struct source *s);
int64_t source_size(const struct source *s);

/* For cleanup(). */
void source_closep(struct source **s);

#endif
