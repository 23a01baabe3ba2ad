/* SPDX-License-Identifier: Apache-2.0
 *
 * Where tags, comments, instructions, CDATA sections, references and the DOCTYPE begin
 * and end.
 */
#include "config.h"
#include "src/xml/filter-state.h"

#include <stdio.h>

#include "src/xml/reader.h"

static const char cdata_start[] = "<![CDATA[";

static bool is_xml_character(uint32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xd800) ||
	       (c >= 0xe000 && c < 0xfffe) || (c >= 0x10000 && c < FILTER_BEYOND_UNICODE);
}

static void open_construct(struct xml_filter *f, enum state state)
{
	f->state = state;
	f->marks = 0;
	f->n_equals = 0;
}

/* --- a byte that begins or ends something --- */

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
void filter_put_brackets(struct xml_filter *f)
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
	filter_put_brackets(f);
	if (c == '<')
		filter_put(f, "&lt;", 4);
	else if (c == '>')
		filter_put(f, "&gt;", 4);
	else if (c == '&')
		filter_put(f, "&amp;", 5);
	else
		*f->to++ = (char)c;
}

void filter_take_markup(struct xml_filter *f)
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

/* --- the short-lived states --- */

/* One byte each; what they held back is given out as soon as it is known what it is. */

static void after_lt(struct xml_filter *f, unsigned char c)
{
	if (f->outer == CONTENT) {
		f->opened = filter_position(f);
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
	filter_put(f, "<!", 2);
	if (c == 'D' && f->outer == CONTENT)
		f->brackets = 0;
	open_construct(f, c == 'D' || f->outer == DOCTYPE ? DOCTYPE : TAG);
}

static void after_dash(struct xml_filter *f, unsigned char c)
{
	filter_put(f, "<!-", 3);
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
		filter_put(f, cdata_start, (size_t)f->marks);
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
		filter_mend(f, DAMAGE_CHARACTER, f->number);
	else if (f->number >= 0x80)
		filter_put_character(f, f->number);
	else
		f->to += snprintf(f->to, FILTER_SLACK, "&#%u;", (unsigned)f->number);
}

static void in_number(struct xml_filter *f, unsigned char c)
{
	int digit = digit_value(c);

	if (digit < f->base) {
		f->at++;
		f->n_digits = 1;
		f->number = f->number * (uint32_t)f->base + (uint32_t)digit;
		if (f->number > FILTER_BEYOND_UNICODE)
			f->number = FILTER_BEYOND_UNICODE;
		return;
	}
	if (c == ';' && f->n_digits > 0) {
		f->at++;
		put_reference(f);
	} else {
		filter_put(f, "&#", 2); /* no reference at all: the parser will say so */
	}
	f->state = f->outer;
}

void filter_step(struct xml_filter *f, unsigned char c)
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

void filter_give_rest(struct xml_filter *f)
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
		filter_fail(f, "the file ends inside a CDATA section");
	else if (f->state >= AFTER_LT)
		filter_put(f, held[f->state], strlen(held[f->state]));
	f->state = CONTENT;
}
