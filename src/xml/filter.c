/* SPDX-License-Identifier: Apache-2.0
 *
 * The byte filter in front of the parser.
 *
 * A state says where in the markup we are.  In each state nearly all bytes are of no interest: a
 * table gives every byte its classes, the state a mask of those it must look at, and everything
 * up to the next such byte is copied in one go.  A few short-lived states (after `<`, after `&`)
 * look at every byte; while they last, nothing of what they have swallowed is given out.
 */
#include "config.h"
#include "src/xml/filter.h"

#include <stdio.h>
#include <string.h>

#include "src/base/err.h"
#include "src/text/utf8.h"
#include "src/xml/decode.h"
#include "src/xml/reader.h"
#include "src/xml/scan.h"

/* A tag may hold one value of the greatest size and its other attributes beside. */
#define MAX_CONSTRUCT (XML_MAX_VALUE + ((size_t)64 << 10))
#define MAX_DOCTYPE ((size_t)1 << 20)
#define REPLACEMENT 0xFFFD
#define BEYOND_UNICODE 0x110000
#define SLACK 32    /* no single step writes more */
#define MIN_ROOM 64 /* in which there is something to be got done */

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

enum {
	CTRL = 1, /* below U+0020, without TAB */
	HIGH = 2, /* of a longer sequence */
	LT = 4,
	AMP = 8,
	GT = 16,
	QUOTE = 32,
	MARK = 64, /* - ? [ ] */
};

static const unsigned char classes[256] = {
	[0x00 ... 0x08] = CTRL,
	[0x0a ... 0x1f] = CTRL,
	['"'] = QUOTE,
	['&'] = AMP,
	['\''] = QUOTE,
	['-'] = MARK,
	['<'] = LT,
	['>'] = GT,
	['?'] = MARK,
	['['] = MARK,
	[']'] = MARK,
	[0x80 ... 0xff] = HIGH,
};

static const unsigned char looked_at[] = {
	[CONTENT] = 0, /* these three have skip_document() */
	[TAG] = 0,
	[VALUE] = 0,
	[COMMENT] = CTRL | HIGH | MARK | GT,
	[INSTRUCTION] = CTRL | HIGH | MARK | GT,
	[CDATA] = CTRL | HIGH | MARK | GT | LT | AMP,
	[DOCTYPE] = CTRL | HIGH | MARK | GT | LT | QUOTE,
	[LITERAL] = CTRL | HIGH | AMP | QUOTE,
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

	char spare[2 * MIN_ROOM]; /* for callers with less room than a step may need */
	size_t spare_at, spare_end;

	enum state state;
	enum state outer; /* to return to from a short-lived state or a comment */
	unsigned char quote;
	bool after_cr;
	bool damaged; /* in this tag, comment … something was told already */
	int marks;    /* - or ? or ] just before */
	int brackets; /* open in the DOCTYPE */
	int n_equals;
	uint32_t number; /* of a reference, BEYOND_UNICODE where it is that */
	int base, n_digits;
	uint64_t opened; /* where the tag, comment … began */
	long line;
};

static const char cdata_start[] = "<![CDATA[";

static uint64_t position(const struct xml_filter *f)
{
	return f->given + (uint64_t)(f->to - f->begin);
}

static void put(struct xml_filter *f, const char *bytes, size_t size)
{
	memcpy(f->to, bytes, size);
	f->to += size;
}

static void put_character(struct xml_filter *f, uint32_t c)
{
	f->to += utf8_put(f->to, (int32_t)c);
}

static void fail(struct xml_filter *f, const char *what)
{
	if (f->rc < 0)
		return;
	f->rc = BIS_EFORMAT;
	f->failure = what;
}

static int tell_failure(const struct xml_filter *f)
{
	if (f->rc != BIS_EFORMAT)
		return f->rc == 0 ? 0 : err_nomem();
	return err_set(
		f->rc, "%s:%ld: %s", source_name(f->decoder.in), f->line, f->failure);
}

/* Puts U+FFFD for something illegal.  Inside a tag or comment no position is ever given out, so
 * the first is enough there. */
static void mend(struct xml_filter *f, enum damage_kind kind, uint32_t value)
{
	bool content = f->state == CONTENT || f->state == CDATA ||
		       (f->state >= AFTER_LT && f->outer == CONTENT);

	if (content || !f->damaged) {
		int rc = damage_add(f->log, (struct damage){ .at = position(f),
						    .line = f->line,
						    .kind = kind,
						    .value = value });
		if (rc < 0 && f->rc == 0)
			f->rc = rc;
	}
	f->damaged = !content;
	put_character(f, REPLACEMENT);
}

static bool is_xml_character(uint32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xd800) ||
	       (c >= 0xe000 && c < 0xfffe) || (c >= 0x10000 && c < BEYOND_UNICODE);
}

/* Whether the decoder put the U+FFFD at `p` itself. */
static bool is_flaw(const struct xml_filter *f, const unsigned char *p)
{
	const struct xml_decoder *d = &f->decoder;

	return f->next_flaw < d->n_flaws &&
	       (size_t)(p - d->piece) >= d->flaws[f->next_flaw].at;
}

/* Whether the byte at p, at which scan_ascii() stopped, goes out as it is.  A `<` or `&` does unless
 * a comment, instruction, declaration or character reference begins with it. */
static bool is_harmless(const unsigned char *p, const unsigned char *end)
{
	if (*p == '<')
		return end - p > 1 && p[1] != '!' && p[1] != '?';
	if (*p == '&')
		return end - p > 1 && p[1] != '#';
	return (classes[*p] & (CTRL | HIGH)) == 0;
}

/* The state at `stop`, where the run that is to be given out ends: `<` stands in no value (§2.3), so
 * all depends on what follows the last one. */
static void settle_state(
	struct xml_filter *f, const unsigned char *last_lt, const unsigned char *stop)
{
	const unsigned char *p = f->at;

	if (last_lt != NULL) {
		f->opened = position(f) + (uint64_t)(last_lt - f->at);
		f->damaged = false;
		f->n_equals = 0;
		f->state = TAG;
		p = last_lt + 1;
	}
	for (; p < stop && f->state != CONTENT; p++) {
		if (f->state == VALUE) {
			f->state = *p == f->quote ? TAG : VALUE;
		} else if (*p == '"' || *p == '\'') {
			f->state = VALUE;
			f->quote = *p;
		} else if (*p == '>') {
			f->state = CONTENT;
		} else {
			f->n_equals += *p == '=';
		}
	}
}

/* Over text and tags, which is nearly all of nearly all files: many tags in one run. */
static const unsigned char *skip_document(struct xml_filter *f, const unsigned char *stop)
{
	const unsigned char *p = f->at, *last_lt = NULL, *end = f->end;
	long lines = 0;

	while ((p = scan_ascii(p, stop)) < stop) {
		if (*p >= 0x80) {
			const unsigned char *begin = p;
			p = scan_sequences(p, stop, end);
			if (p == begin)
				break;
			continue;
		}
		if (*p == '\n')
			lines++;
		else if (!is_harmless(p, end))
			break;
		if (*p == '<')
			last_lt = p;
		p++;
	}
	f->line += lines;
	settle_state(f, last_lt, p);
	return p;
}

/* The first byte that can't be given out as it is. */
static const unsigned char *skip_plain(struct xml_filter *f, const unsigned char *stop)
{
	const unsigned char *p = f->at;
	unsigned char mask = looked_at[f->state];

	if (mask == 0)
		return skip_document(f, stop);
	while (p < stop) {
		const unsigned char *begin = p;
		if ((classes[*p] & mask) == 0)
			p++;
		else if (*p >= 0x80)
			p = scan_sequences(p, stop, f->end);
		if (p == begin)
			break;
	}
	return p;
}

/* A longer sequence that skip_plain() would not pass: ill-formed, not whole, or from U+FFC0 on.
 * False where more bytes are needed. */
static bool take_sequence(struct xml_filter *f)
{
	const unsigned char *p = f->at;
	int n = scan_sequence(p, (size_t)(f->end - p));

	if (n == 0 && !f->ended)
		return false;
	if (n <= 0) {
		mend(f, DAMAGE_BYTE, *p);
		f->at = n == 0 ? f->end : p - n;
		return true;
	}
	f->at += n;
	if (n == 3 && p[1] == 0xbf && p[2] >= 0xbe)
		mend(f, DAMAGE_CHARACTER, 0xff00U + p[2] + 0x40U);
	else if (n == 3 && p[1] == 0xbf && p[2] == 0xbd && is_flaw(f, p))
		mend(f, DAMAGE_BYTE, f->decoder.flaws[f->next_flaw++].byte);
	else
		put(f, (const char *)p, (size_t)n);
	return true;
}

static void take_control(struct xml_filter *f)
{
	unsigned char c = *f->at++;

	if (c == '\n' && f->after_cr) {
		f->after_cr = false;
	} else if (c == '\n' || c == '\r') {
		f->line++;
		*f->to++ = '\n';
		f->after_cr = c == '\r';
	} else {
		mend(f, DAMAGE_CHARACTER, c);
	}
}

static void open_construct(struct xml_filter *f, enum state state)
{
	f->state = state;
	f->marks = 0;
	f->n_equals = 0;
}

/* A byte of markup that is not simply passed on; it is taken. */

static void take_in_doctype(struct xml_filter *f, unsigned char c)
{
	if (c == '<') {
		f->outer = DOCTYPE;
		f->state = AFTER_LT;
		return;
	}
	*f->to++ = (char)c;
	if (c == '"' || c == '\'') {
		f->state = LITERAL;
		f->quote = c;
	} else if (c == '>' && f->brackets <= 0) {
		f->state = CONTENT;
	}
	f->brackets += (c == '[') - (c == ']');
}

static void take_in_comment(struct xml_filter *f, unsigned char c)
{
	unsigned char mark = f->state == COMMENT ? '-' : '?';
	int needed = f->state == COMMENT ? 2 : 1;

	*f->to++ = (char)c;
	if (c == '>' && f->marks >= needed)
		f->state = f->outer;
	f->marks = c == mark ? f->marks + 1 : 0;
}

/* Of `]]>` the brackets are held back until it is known what they are. */
static void put_brackets(struct xml_filter *f)
{
	for (; f->marks > 0; f->marks--)
		*f->to++ = ']';
}

static void take_in_cdata(struct xml_filter *f, unsigned char c)
{
	if (c == ']') {
		if (f->marks == 2)
			*f->to++ = ']';
		else
			f->marks++;
		return;
	}
	if (c == '>' && f->marks == 2) {
		f->marks = 0;
		f->state = CONTENT;
		return;
	}
	put_brackets(f);
	if (c == '<')
		put(f, "&lt;", 4);
	else if (c == '>')
		put(f, "&gt;", 4);
	else if (c == '&')
		put(f, "&amp;", 5);
	else
		*f->to++ = (char)c;
}

static void take_markup(struct xml_filter *f)
{
	unsigned char c = *f->at++;

	if (f->state == CDATA) {
		take_in_cdata(f, c);
	} else if (c == '&') { /* CONTENT, VALUE, LITERAL */
		f->outer = f->state;
		f->state = AFTER_AMP;
	} else if (f->state == CONTENT) {
		f->outer = CONTENT;
		f->state = AFTER_LT;
	} else if (f->state == DOCTYPE) {
		take_in_doctype(f, c);
	} else if (f->state == LITERAL) {
		*f->to++ = (char)c;
		if (c == f->quote)
			f->state = DOCTYPE;
	} else if (f->state == TAG || f->state == VALUE) {
		*f->to++ = (char)c; /* a `<` where none may be: the parser will say so */
	} else {
		take_in_comment(f, c);
	}
}

/* The short-lived states: one byte each; what they held back is given out as soon as it is known
 * what it is. */

static void after_lt(struct xml_filter *f, unsigned char c)
{
	if (f->outer == CONTENT) {
		f->opened = position(f);
		f->damaged = false;
	}
	if (c == '!') {
		f->at++;
		f->state = AFTER_BANG;
		return;
	}
	*f->to++ = '<';
	if (c == '?')
		open_construct(f, INSTRUCTION);
	else
		open_construct(f, f->outer == DOCTYPE ? DOCTYPE : TAG);
}

static void after_bang(struct xml_filter *f, unsigned char c)
{
	if (c == '-') {
		f->at++;
		f->state = AFTER_DASH;
		return;
	}
	if (c == '[' && f->outer == CONTENT) {
		f->at++;
		f->state = IN_CDATA_START;
		f->marks = 3;
		return;
	}
	put(f, "<!", 2);
	if (c == 'D' && f->outer == CONTENT)
		f->brackets = 0;
	open_construct(f, c == 'D' || f->outer == DOCTYPE ? DOCTYPE : TAG);
}

static void after_dash(struct xml_filter *f, unsigned char c)
{
	put(f, "<!-", 3);
	if (c != '-') {
		open_construct(f, f->outer == DOCTYPE ? DOCTYPE : TAG);
		return;
	}
	f->at++;
	*f->to++ = '-';
	open_construct(f, COMMENT);
}

static void in_cdata_start(struct xml_filter *f, unsigned char c)
{
	if (c != (unsigned char)cdata_start[f->marks]) {
		put(f, cdata_start, (size_t)f->marks);
		open_construct(f, TAG);
		return;
	}
	f->at++;
	if (cdata_start[++f->marks] == '\0')
		open_construct(f, CDATA);
}

static void after_amp(struct xml_filter *f, unsigned char c)
{
	if (c == '#') {
		f->at++;
		f->state = AFTER_HASH;
		return;
	}
	*f->to++ = '&';
	f->state = f->outer;
}

static void after_hash(struct xml_filter *f, unsigned char c)
{
	f->number = 0;
	f->n_digits = 0;
	f->base = c == 'x' ? 16 : 10;
	f->state = IN_NUMBER;
	if (c == 'x')
		f->at++;
}

static int digit_value(unsigned char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

/* A whole reference.  Below U+0080 it stays one: it may be a `<`, a quote, a line end. */
static void put_reference(struct xml_filter *f)
{
	if (!is_xml_character(f->number))
		mend(f, DAMAGE_CHARACTER, f->number);
	else if (f->number >= 0x80)
		put_character(f, f->number);
	else
		f->to += snprintf(f->to, SLACK, "&#%u;", (unsigned)f->number);
}

static void in_number(struct xml_filter *f, unsigned char c)
{
	int digit = digit_value(c);

	if (digit < f->base) {
		f->at++;
		f->n_digits = 1;
		f->number = f->number * (uint32_t)f->base + (uint32_t)digit;
		if (f->number > BEYOND_UNICODE)
			f->number = BEYOND_UNICODE;
		return;
	}
	if (c == ';' && f->n_digits > 0) {
		f->at++;
		put_reference(f);
	} else {
		put(f, "&#", 2); /* no reference at all: the parser will say so */
	}
	f->state = f->outer;
}

static void step(struct xml_filter *f, unsigned char c)
{
	switch (f->state) {
	case AFTER_LT:
		after_lt(f, c);
		break;
	case AFTER_BANG:
		after_bang(f, c);
		break;
	case AFTER_DASH:
		after_dash(f, c);
		break;
	case IN_CDATA_START:
		in_cdata_start(f, c);
		break;
	case AFTER_AMP:
		after_amp(f, c);
		break;
	case AFTER_HASH:
		after_hash(f, c);
		break;
	default:
		in_number(f, c);
		break;
	}
}

/* The file is cut: the parser gets what was held back and words it. */
static void give_rest(struct xml_filter *f)
{
	static const char *const held[] = {
		[AFTER_LT] = "<",
		[AFTER_BANG] = "<!",
		[AFTER_DASH] = "<!-",
		[IN_CDATA_START] = "<![",
		[AFTER_AMP] = "&",
		[AFTER_HASH] = "&#",
		[IN_NUMBER] = "&#",
	};

	if (f->state == CDATA)
		fail(f, "the file ends inside a CDATA section");
	else if (f->state >= AFTER_LT)
		put(f, held[f->state], strlen(held[f->state]));
	f->state = CONTENT;
}

/* What the parser would have to hold in one piece; looked at once for each reading. */
static void check_bounds(struct xml_filter *f)
{
	enum state in = f->state < AFTER_LT ? f->state : f->outer;

	if (f->n_equals > XML_MAX_ATTRIBUTES)
		fail(f, "too many attributes on one element");
	if (in == CONTENT || in == CDATA)
		return;
	bool doctype = in == DOCTYPE || in == LITERAL;
	if (position(f) - f->opened <= (doctype ? MAX_DOCTYPE : MAX_CONSTRUCT))
		return;
	fail(f, doctype         ? "the DOCTYPE is longer than 1 MiB"
		: in == COMMENT ? "a comment is longer than 10 MiB"
		: in == VALUE   ? "an attribute value is longer than 10 MiB"
				: "a tag or instruction is longer than 10 MiB");
}

/* Copies up to the next byte to look at, and deals with it.  False where more input is needed. */
static bool advance(struct xml_filter *f)
{
	if (f->state >= AFTER_LT) {
		step(f, *f->at);
		return true;
	}
	if (f->after_cr && *f->at != '\n')
		f->after_cr = false;
	size_t room = (size_t)(f->limit - f->to), left = (size_t)(f->end - f->at);
	const unsigned char *stop = f->at + (room < left ? room : left);
	const unsigned char *p = f->after_cr ? f->at : skip_plain(f, stop);
	if (p > f->at) {
		if (f->state == CDATA)
			put_brackets(f);
		f->marks = 0;
		put(f, (const char *)f->at, (size_t)(p - f->at));
		f->at = p;
		if (p >= stop)
			return true;
	}
	if (*p >= 0x80 || *p < 0x20) {
		if (f->state == CDATA)
			put_brackets(f);
		f->marks = 0;
		if (*p >= 0x80)
			return take_sequence(f);
		take_control(f);
	} else {
		take_markup(f);
	}
	return true;
}

/* 1, or 0 at the end of the file. */
static int refill(struct xml_filter *f)
{
	size_t left = (size_t)(f->end - f->at);

	int rc = decoder_next(&f->decoder, left);
	if (rc < 0)
		return rc;
	f->at = f->decoder.piece;
	f->end = f->at + f->decoder.piece_size;
	f->next_flaw = 0;
	f->ended = rc == 0;
	return rc;
}

static long read_piece(struct xml_filter *f, char *to, size_t room)
{
	bool starved = f->at == f->end;

	f->begin = f->to = to;
	f->limit = to + room - SLACK;
	while (f->rc == 0 && f->to < f->limit) {
		if (starved && !f->ended) {
			int rc = refill(f);
			if (rc < 0)
				return rc;
		}
		if (f->at < f->end) {
			starved = !advance(f) || f->at == f->end;
		} else if (f->ended) {
			give_rest(f);
			break;
		} else {
			starved = true;
		}
	}
	check_bounds(f);
	long size = (long)(f->to - f->begin);
	f->given += (uint64_t)size;
	f->begin = f->to;
	return size > 0 ? size : tell_failure(f);
}

long filter_read(struct xml_filter *f, char *to, size_t room)
{
	if (f->spare_at == f->spare_end) {
		if (room >= MIN_ROOM)
			return read_piece(f, to, room);
		long got = read_piece(f, f->spare, sizeof(f->spare));
		if (got <= 0)
			return got;
		f->spare_at = 0;
		f->spare_end = (size_t)got;
	}
	if (room > f->spare_end - f->spare_at)
		room = f->spare_end - f->spare_at;
	memcpy(to, f->spare + f->spare_at, room);
	f->spare_at += room;
	return (long)room;
}

int filter_new(struct source *in, struct damage_log *log, struct xml_filter **out)
{
	struct xml_filter *f = *out = calloc(1, sizeof(*f));

	if (f == NULL)
		return err_nomem();
	f->log = log;
	f->line = 1;
	int rc = decoder_open(&f->decoder, in);
	f->at = f->end = f->decoder.piece;
	if (rc < 0) {
		filter_free(f);
		*out = NULL;
	}
	return rc;
}

void filter_free(struct xml_filter *f)
{
	if (f == NULL)
		return;
	decoder_close(&f->decoder);
	free(f);
}

const char *filter_encoding(const struct xml_filter *f)
{
	return f->decoder.encoding;
}

const char *filter_warning(const struct xml_filter *f)
{
	return f->decoder.warning;
}
