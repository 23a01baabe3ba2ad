/* SPDX-License-Identifier: Apache-2.0
 *
 * Where a file was not what XML allows and was mended, by position in the text the parser
 * sees.
 *
 * The filter runs ahead of the parser, so damage first lies ahead; it becomes past as the
 * parser moves on.  Whoever asks always asks "since a position I was once given", so of
 * the damage between two such positions only the first is kept, and of those the last
 * DAMAGE_KEPT: memory stays small however broken the file is, and the answer yes or no is
 * always right.
 */
#ifndef BISOTUN_XML_DAMAGE_H
#define BISOTUN_XML_DAMAGE_H

#include "src/base/base.h"

#define DAMAGE_KEPT 256

enum damage_kind {
	DAMAGE_CHARACTER,       /* value: a code point XML does not allow */
	DAMAGE_BYTE,            /* value: a byte that does not fit the encoding */
	DAMAGE_ENTITY,          /* name: it has no declaration */
	DAMAGE_EXTERNAL_ENTITY, /* name: it would have to be fetched */
};

struct damage {
	uint64_t at;
	long line;
	enum damage_kind kind;
	uint32_t value;
	const char *name; /* borrowed for as long as the log lives */
};

struct damage_log {
	struct damage *ahead; /* in order of `at` */
	size_t ahead_from, ahead_to, ahead_capacity;
	struct damage past[DAMAGE_KEPT]; /* a ring: number n lies at n % DAMAGE_KEPT */
	size_t n_past;
	uint64_t mark; /* the last position given out */
};

void damage_free(struct damage_log *log);

/* 0 or BIS_ENOMEM. */
int damage_add(struct damage_log *log, struct damage damage);

/* No position before `upto` will be given out any more. */
void damage_settle(struct damage_log *log, uint64_t upto);

/* `position` is given out. */
void damage_mark(struct damage_log *log, uint64_t position);

/* The first in [since, upto), NULL for none. */
const struct damage *damage_since(
	const struct damage_log *log, uint64_t since, uint64_t upto);

#endif
