/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files of the romaniser share: the set of systems, and what stands behind one.
 */
#ifndef BISOTUN_ROMANISE_INSIDE_H
#define BISOTUN_ROMANISE_INSIDE_H

#include <pthread.h>

#include "termbase/romanise-rules.h"
#include "termbase/romanise.h"

/* A system that reads what another wrote, which reads …: no further than this. */
#define SYSTEMS_DEEP 4
/* Bytes a rendering may have for each of its source. */
#define RENDERING_GROWTH 8
/* Bytes a rendered text may have for each given. */
#define TEXT_GROWTH 16

struct han_reader;

struct systems {
	struct system **at; /* sorted by id */
	size_t n, capacity;
	pthread_mutex_t lock;   /* of `han` */
	struct han_reader *han; /* made when first asked for */
};

enum reader { READER_NONE, READER_HAN_PINYIN, READER_HAN_NAME };

struct compiled {
	struct pool pool; /* all there is of the system, itself too */
	struct rules rules;
	enum reader reader;
	bool capitals;
	const struct own_capital {
		int32_t letter, capital;
	} * own;
	size_t n_own;
	const char *through; /* as written */
	struct systems *owner;
};

/* Reads a table; *out is whole but for `through`. */
int system_read(const char *name, const char *text, size_t size, struct system **out);
void system_free(struct system *s);

static inline const struct compiled *compiled_of(const struct system *s)
{
	return s->compiled;
}

/* -1 where there is no such reader. */
int reader_named(const char *name);
/* Adds the letters the reader makes of the text. */
int reader_run(struct systems *owner, enum reader reader, const char *text, size_t size,
	struct buf *out);

/* What stands at a place: letters that a rule takes together, or one that none takes. */
struct piece {
	size_t begin, n;
	const struct rule *rule; /* NULL none */
};

struct writer {
	struct buf *out;
	bool capital; /* the next letter that has a case is a capital */
};

/* What the rows of the system are for: the text in NFC, after its reader. */
int render_prepare(
	const struct system *s, const char *text, size_t size, struct buf *out);
struct piece piece_at(const struct system *s, const struct glyphs *text, size_t i);
void piece_write(struct writer *w, const struct system *s, const struct glyphs *text,
	const struct piece *p, size_t choice);
/* Adds what was written, in NFC, if it is not too long for a text of `given` bytes. */
int render_finish(
	const struct system *s, const struct buf *written, size_t given, struct buf *out);

#endif
