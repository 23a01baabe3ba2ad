/* SPDX-License-Identifier: Apache-2.0
 *
 * The state of the byte filter, for its two halves: filter.c moves the bytes, and
 * filter-markup.c knows what the few bytes mean at which a state begins or ends.
 */
#ifndef BISOTUN_XML_FILTER_STATE_H
#define BISOTUN_XML_FILTER_STATE_H

#include "src/text/utf8.h"
#include "src/xml/damage.h"
#include "src/xml/decode.h"

#include <string.h>

#define FILTER_BEYOND_UNICODE 0x110000
#define FILTER_SLACK 32    /* no single step writes more */
#define FILTER_MIN_ROOM 64 /* in which there is something to be got done */

enum state {
	CONTENT,
	TAG,
	VALUE, /* of an attribute */
	COMMENT,
	INSTRUCTION,
	CDATA,
	DOCTYPE,
	LITERAL, /* quoted, in the DOCTYPE */
	/* those that look at every byte: */
	AFTER_LT,       /* `<` */
	AFTER_BANG,     /* `<!` */
	AFTER_DASH,     /* `<!-` */
	IN_CDATA_START, /* `<![` and on */
	AFTER_AMP,      /* `&` */
	AFTER_HASH,     /* `&#` */
	IN_NUMBER,      /* `&#1` `&#x` and on */
};

struct xml_filter {
	struct xml_decoder decoder;
	struct damage_log *log;
	const unsigned char *at, *end; /* of the decoder's piece: not yet looked at */
	size_t next_flaw;              /* of the decoder's */
	bool ended;                    /* the decoder has no more */
	int rc;              /* a failure, told when all before it was given out */
	const char *failure; /* its words where it is BIS_EFORMAT */

	char *to, *limit; /* where the next byte goes, and no further */
	char *begin;      /* of this reading */
	uint64_t given;   /* bytes by earlier readings */

	/* for callers with less room than a step may need */
	char spare[2 * FILTER_MIN_ROOM];
	size_t spare_at, spare_end;

	enum state state;
	enum state outer; /* to return to from a short-lived state or a comment */
	unsigned char quote;
	bool after_cr;
	bool damaged; /* in this tag, comment … something was told already */
	int marks;    /* - or ? or ] just before */
	int brackets; /* open in the DOCTYPE */
	int n_equals;
	uint32_t number; /* of a reference, FILTER_BEYOND_UNICODE where it is that */
	int base, n_digits;
	uint64_t opened; /* where the tag, comment … began */
	long line;
};

static inline uint64_t filter_position(const struct xml_filter *f)
{
	return f->given + (uint64_t)(f->to - f->begin);
}

static inline void filter_put(struct xml_filter *f, const char *bytes, size_t size)
{
	memcpy(f->to, bytes, size);
	f->to += size;
}

static inline void filter_put_character(struct xml_filter *f, uint32_t c)
{
	f->to += utf8_put(f->to, (int32_t)c);
}

/* --- filter.c --- */

void filter_fail(struct xml_filter *f, const char *what);
/* Puts U+FFFD for something illegal. */
void filter_mend(struct xml_filter *f, enum damage_kind kind, uint32_t value);

/* --- filter-markup.c --- */

/* A byte of markup that is not simply passed on; it is taken. */
void filter_take_markup(struct xml_filter *f);
/* A byte in one of the short-lived states, which are those from AFTER_LT on. */
void filter_step(struct xml_filter *f, unsigned char c);
void filter_put_brackets(struct xml_filter *f);
/* The file is cut: the parser gets what was held back and words it. */
void filter_give_rest(struct xml_filter *f);

#endif
