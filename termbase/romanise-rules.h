/* SPDX-License-Identifier: Apache-2.0
 *
 * The rows of a romanisation table in the shape rendering needs, and how one is found for
 * a place in a text.
 */
#ifndef BISOTUN_ROMANISE_RULES_H
#define BISOTUN_ROMANISE_RULES_H

#include "src/base/buf.h"

struct system_row;

/* Memory that is given back all at once. */
struct pool {
	struct pool_block *blocks;
};
/* Zeroed; NULL where there is no memory. */
void *pool_take(struct pool *p, size_t size);
void pool_free(struct pool *p);

/* A letter of a text. */
struct glyph {
	int32_t as;    /* as it stands there */
	int32_t small; /* what rows are compared with: small, apostrophes as ' */
	bool inside;   /* of a word */
};

struct glyphs {
	struct glyph *at;
	size_t n;
};
#define GLYPHS_HERE 96 /* as many need no memory of their own */

/* Letters of valid UTF-8 in NFC; `here` has room for GLYPHS_HERE. */
int glyphs_read(const char *text, size_t size, struct glyph *here, struct glyphs *out);
void glyphs_finish(struct glyphs *g, struct glyph *here);

/* What rows call the letter: small, all apostrophes one. */
int32_t glyph_small(int32_t c);

struct letter_class {
	const char *name;
	const int32_t *letters;
	size_t n;
	const struct letter_class *next;
};

enum atom_kind { ATOM_END, ATOM_OR, ATOM_EDGE, ATOM_LETTER, ATOM_CLASS };
/* A condition; those of a side stand outward from the source, ended by ATOM_END. */
struct atom {
	enum atom_kind kind;
	bool turned;
	int32_t letter;
	const struct letter_class *class;
};

struct rule {
	const int32_t *letters;
	size_t n;
	const struct atom *left, *right; /* NULL any */
	size_t conditions;
	size_t row;
};

struct rules {
	struct rule *at; /* by first letter, then as they are tried */
	size_t n;
	uint32_t *buckets; /* 1 + index of the first rule of a letter; 0 free */
	size_t mask;
};

/* Reads one side's conditions as they are written in a row.  0; or -1 and `why` says
 * what is wrong with them; or BIS_ENOMEM.  Adds to *conditions how many must hold. */
int context_read(struct pool *pool, const struct letter_class *classes, const char *text,
	bool left, const struct atom **out, size_t *conditions, const char **why);

/* Sorts the rules and makes the way to them.  0; or -1 and `why` and the row *bad say
 * what is wrong: two rows with one source and the same contexts; or BIS_ENOMEM. */
int rules_arrange(struct pool *pool, struct rules *rules, const struct system_row *rows,
	size_t *bad, const char **why);

/* The rule for what begins at glyph `i`; NULL where there is none. */
const struct rule *rules_find(
	const struct rules *rules, const struct glyphs *text, size_t i);

#endif
