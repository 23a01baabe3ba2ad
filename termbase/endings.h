/* SPDX-License-Identifier: Apache-2.0
 *
 * Case endings of names: from a name as it stands in a sentence (Хайдарзоды, Федотовым,
 * Нарзуллаева, Тоқаевтың) to what its first form may be.
 *
 * Tables (termbase/endings/LANG.tsv) say for each paradigm the endings; the engine
 * knows no language.  A word may have several first forms; which is right the base
 * tells.
 */
#ifndef BISOTUN_ENDINGS_H
#define BISOTUN_ENDINGS_H

#include "src/base/buf.h"

struct endings; /* of all languages; read once, not changed */

int endings_open(struct endings **out);
void endings_close(struct endings *e);
void endings_closep(struct endings **e);
/* One table from text, for tests and fuzzing: BIS_EFORMAT with `name` and line. */
int endings_add(struct endings *e, const char *name, const char *text, size_t size);
int endings_empty(struct endings **out);

/* The longest word that is looked at, in letters; a longer one has no first form. */
#define ENDINGS_LETTERS 64

struct base_form {
	const char *text; /* borrowed until the next call with this struct bases */
	size_t size;
	const char *grammatical; /* "gen", "dat" … ; "" where it isn't known */
	const char *paradigm;    /* id of the row's paradigm, for endings_put() */
	bool feminine;           /* the paradigm is a woman's */
};
struct bases {
	struct base_form *at;
	size_t n, capacity;
	struct buf room;
};
void bases_finish(struct bases *b);

/* What the word (NFC, case kept) may be an inflected form of, the word itself not among
 * them; none where the language has no table. */
int endings_bases(const struct endings *e, const char *lang, const char *word,
	size_t size, struct bases *out);

/* `base` put into the same case as an inflected word was found in, added to `out`: 1,
 * or 0 where no paradigm of that gender fits the base.  The paradigm of `like` is tried
 * first; another name may be declined in another way (Федотову, Хайдарзоде).  A word
 * that does not change (Шевченко) is put as it is. */
int endings_put(const struct endings *e, const char *lang, const char *base, size_t size,
	const struct base_form *like, struct buf *out);

/* The examples of the tables: each word has the base among its first forms, in that case,
 * and the base put back is the word.  NULL past the last. */
struct ending_example {
	const char *lang, *word, *base, *grammatical;
};
const struct ending_example *endings_example(const struct endings *e, size_t i);

#endif
