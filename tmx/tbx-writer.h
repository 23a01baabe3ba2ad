/* SPDX-License-Identifier: Apache-2.0
 *
 * The parts of the writer of TBX, for each other: tbx-write.c writes the file, its
 * entries and languages, tbx-form.c a form, tbx-level.c the data categories on any level
 * of them.
 */
#ifndef BISOTUN_TBX_WRITER_H
#define BISOTUN_TBX_WRITER_H

#include "src/base/buf.h"
#include "tmx/dropped.h"
#include "tmx/tbx-convert.h"
#include "tmx/tbx-fields.h"
#include "tmx/tbx-frame.h"
#include "tmx/tbx-print.h"
#include "tmx/tbx-write.h"

/* One level of an entry on its way out: termNotes come before anything else. */
struct level {
	enum tbx_level level;
	bool apart; /* termNotes are kept apart, also where all is written as it came */
	struct buf first, note, rest;
};

struct tbx_writer {
	const struct tbx_shape *shape;
	bool as_is;
	bool groups; /* the dialect has transacGrp and crossReference */
	size_t written;
	struct tbx_print print;
	struct tbx_frame frame;
	struct tbx_convert convert;
	struct dropped dropped;
	struct tbx_found found, again;
	struct level level;
	struct buf piece, id, attrs;
};

/* The fields that one level has to say. */
struct wanted {
	const char *text[N_TBX_ROLES]; /* NULL: not of this level */
	const struct form *form;       /* NULL: not of this level */
};

/* --- tbx-level.c --- */

/* Empties a buffer that is used again and again, noting whether it has found no
 * memory. */
void tbx_again(struct tbx_writer *t, struct buf *b);
void tbx_set_attrs(struct tbx_writer *t, const char *attrs);

void tbx_level_begin(struct tbx_writer *t, enum tbx_level level, bool apart);
/* Goes through `extra`: what still says what is wanted stays, the rest is replaced, and
 * what is missing added. */
void tbx_put_level(struct tbx_writer *t, const char *extra, const struct wanted *w);
/* Adds the elements in t->piece to the level; `added`: they were not in the file. */
void tbx_add_piece(struct tbx_writer *t, enum tbx_role role, bool added);
void tbx_add_note(struct tbx_writer *t, const struct buf *text);
int tbx_print_level(struct tbx_writer *t, int indent);

/* --- tbx-form.c --- */

/* Leaves an id that fits as the only attribute in t->attrs. */
void tbx_only_id(struct tbx_writer *t, const char *attrs, size_t size);
/* Whether the form shares the section of the one before. */
bool tbx_is_joined(const struct form *f);
int tbx_write_form(struct tbx_writer *t, const struct section *s, size_t i, int indent);

#endif
