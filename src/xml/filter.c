/* SPDX-License-Identifier: Apache-2.0
 *
 * The byte filter in front of the parser.
 *
 * A state says where in the markup we are.  In each state nearly all bytes are of no
 * interest: a table gives every byte its classes, the state a mask of those it must look
 * at, and everything up to the next such byte is copied in one go.  A few short-lived
 * states (after `<`, after `&`) look at every byte; while they last, nothing of what they
 * have swallowed is given out.
 */
#include "config.h"
#include "src/xml/filter.h"

#include "src/base/err.h"
#include "src/xml/filter-state.h"
#include "src/xml/reader.h"
#include "src/xml/scan.h"

#define MAX_CONSTRUCT (XML_MAX_VALUE + ((size_t)64 << 10))
#define MAX_DOCTYPE ((size_t)1 << 20)
#define REPLACEMENT 0xFFFD

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

void filter_fail(struct xml_filter *f, const char *what)
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

/* Puts U+FFFD for something illegal.  Inside a tag or comment no position is ever given
 * out, so the first is enough there. */
void filter_mend(struct xml_filter *f, enum damage_kind kind, uint32_t value)
{
	bool content = f->state == CONTENT || f->state == CDATA ||
		       (f->state >= AFTER_LT && f->outer == CONTENT);

	if (content || !f->damaged) {
		int rc = damage_add(f->log, (struct damage){ .at = filter_position(f),
						    .line = f->line,
						    .kind = kind,
						    .value = value });
		if (rc < 0 && f->rc == 0)
			f->rc = rc;
	}
	f->damaged = !content;
	filter_put_character(f, REPLACEMENT);
}

/* --- runs --- */

/* Whether the decoder put the U+FFFD at `p` itself. */
static bool is_flaw(const struct xml_filter *f, const unsigned char *p)
{
	const struct xml_decoder *d = &f->decoder;

	return f->next_flaw < d->n_flaws &&
	       (size_t)(p - d->piece) >= d->flaws[f->next_flaw].at;
}

/* Whether the byte at p, at which scan_ascii() stopped, goes out as it is.  A `<` or `&`
 * does unless a comment, instruction, declaration or character reference begins with
 * it. */
static bool is_harmless(const unsigned char *p, const unsigned char *end)
{
	if (*p == '<')
		return end - p > 1 && p[1] != '!' && p[1] != '?';
	if (*p == '&')
		return end - p > 1 && p[1] != '#';
	return (classes[*p] & (CTRL | HIGH)) == 0;
}

/* The state at `stop`, where the run that is to be given out ends: `<` stands in no value
 * (§2.3), so all depends on what follows the last one. */
static void settle_state(
	struct xml_filter *f, const unsigned char *last_lt, const unsigned char *stop)
{
	const unsigned char *p = f->at;

	if (last_lt != NULL) {
		f->opened = filter_position(f) + (uint64_t)(last_lt - f->at);
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

/* --- single bytes --- */

/* A longer sequence that skip_plain() would not pass: ill-formed, not whole, or from
 * U+FFC0 on. False where more bytes are needed. */
static bool take_sequence(struct xml_filter *f)
{
	const unsigned char *p = f->at;
	int n = scan_sequence(p, (size_t)(f->end - p));

	if (n == 0 && !f->ended)
		return false;
	if (n <= 0) {
		filter_mend(f, DAMAGE_BYTE, *p);
		f->at = n == 0 ? f->end : p - n;
		return true;
	}
	f->at += n;
	if (n == 3 && p[1] == 0xbf && p[2] >= 0xbe)
		filter_mend(f, DAMAGE_CHARACTER, 0xff00U + p[2] + 0x40U);
	else if (n == 3 && p[1] == 0xbf && p[2] == 0xbd && is_flaw(f, p))
		filter_mend(f, DAMAGE_BYTE, f->decoder.flaws[f->next_flaw++].byte);
	else
		filter_put(f, (const char *)p, (size_t)n);
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
		filter_mend(f, DAMAGE_CHARACTER, c);
	}
}

/* What the parser would have to hold in one piece; looked at once for each reading. */
static void check_bounds(struct xml_filter *f)
{
	enum state in = f->state < AFTER_LT ? f->state : f->outer;

	if (f->n_equals > XML_MAX_ATTRIBUTES)
		filter_fail(f, "too many attributes on one element");
	if (in == CONTENT || in == CDATA)
		return;
	bool doctype = in == DOCTYPE || in == LITERAL;
	if (filter_position(f) - f->opened <= (doctype ? MAX_DOCTYPE : MAX_CONSTRUCT))
		return;
	filter_fail(f, doctype         ? "the DOCTYPE is longer than 1 MiB"
		       : in == COMMENT ? "a comment is longer than 10 MiB"
		       : in == VALUE   ? "an attribute value is longer than 10 MiB"
				       : "a tag or instruction is longer than 10 MiB");
}

/* Copies up to the next byte to look at, and deals with it.  False where more input is
 * needed. */
static bool advance(struct xml_filter *f)
{
	if (f->state >= AFTER_LT) {
		filter_step(f, *f->at);
		return true;
	}
	if (f->after_cr && *f->at != '\n')
		f->after_cr = false;
	size_t room = (size_t)(f->limit - f->to), left = (size_t)(f->end - f->at);
	const unsigned char *stop = f->at + (room < left ? room : left);
	const unsigned char *p = f->after_cr ? f->at : skip_plain(f, stop);
	if (p > f->at) {
		if (f->state == CDATA)
			filter_put_brackets(f);
		f->marks = 0;
		filter_put(f, (const char *)f->at, (size_t)(p - f->at));
		f->at = p;
		if (p >= stop)
			return true;
	}
	if (*p >= 0x80 || *p < 0x20) {
		if (f->state == CDATA)
			filter_put_brackets(f);
		f->marks = 0;
		if (*p >= 0x80)
			return take_sequence(f);
		take_control(f);
	} else {
		filter_take_markup(f);
	}
	return true;
}

/* --- reading --- */

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
	f->limit = to + room - FILTER_SLACK;
	while (f->rc == 0 && f->to < f->limit) {
		if (starved && !f->ended) {
			int rc = refill(f);
			if (rc < 0)
				return rc;
		}
		if (f->at < f->end) {
			starved = !advance(f) || f->at == f->end;
		} else if (f->ended) {
			filter_give_rest(f);
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
		if (room >= FILTER_MIN_ROOM)
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
