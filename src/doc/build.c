/* SPDX-License-Identifier: Apache-2.0
 *
 * Building the text of a document, paragraph by paragraph.
 *
 * Readers say what they meet in the order of the document; here is decided what white
 * space becomes of it, where a paragraph begins and ends, and that the text stays within
 * DOC_MAX_SIZE.
 */
#include "config.h"
#include "src/doc/inside.h"

#include <string.h>

#include "src/base/err.h"
#include "src/base/room.h"
#include "src/text/lang.h"
#include "src/text/utf8.h"

static bool is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

int doc_add_paragraph(struct doc *d, size_t begin, size_t end, bool heading)
{
	if (room_for_one(&d->paragraphs, d->n, &d->capacity) < 0)
		return BIS_ENOMEM;
	d->paragraphs[d->n++] = (struct doc_paragraph){ begin, end, heading };
	return 0;
}

/* Bytes as they are, a paragraph opened for them. */
static void put(struct doc_builder *b, const char *text, size_t size)
{
	struct doc *d = b->doc;

	if (b->rc < 0 || size == 0)
		return;
	if (d->text.size + size + 2 > DOC_MAX_SIZE) {
		b->rc = err_set(BIS_EFORMAT,
			"%s: more than %zu MiB of text, which no document is taken to be",
			b->name, DOC_MAX_SIZE >> 20);
		return;
	}
	if (!b->open) {
		if (d->n > 0)
			buf_adds(&d->text, "\n\n");
		b->open = true;
		b->rc = doc_add_paragraph(d, d->text.size, d->text.size, false);
	}
	buf_add(&d->text, text, size);
	if (b->rc == 0 && !buf_ok(&d->text))
		b->rc = err_nomem();
}

static void pay_space(struct doc_builder *b)
{
	if (b->space && b->open && b->doc->text.size > 0 &&
		!is_white(b->doc->text.data[b->doc->text.size - 1]))
		put(b, " ", 1);
	b->space = false;
}

void doc_add(struct doc_builder *b, const char *text, size_t size)
{
	while (!b->open && size > 0 && is_white(*text)) {
		text++;
		size--;
	}
	if (size > 0)
		pay_space(b);
	put(b, text, size);
}

void doc_add_folded(struct doc_builder *b, const char *text, size_t size)
{
	for (size_t at = 0, from; at < size;) {
		for (; at < size && is_white(text[at]); at++)
			b->space = true;
		for (from = at; at < size && !is_white(text[at]);)
			at++;
		if (at > from) {
			pay_space(b);
			put(b, text + from, at - from);
		}
	}
}

void doc_add_break(struct doc_builder *b)
{
	b->space = false;
	if (b->open)
		put(b, "\n", 1);
}

void doc_end_paragraph(struct doc_builder *b)
{
	struct doc *d = b->doc;

	b->space = false;
	if (!b->open || b->rc < 0)
		return;
	b->open = false;
	struct doc_paragraph *p = &d->paragraphs[d->n - 1];
	size_t end = d->text.size;
	while (end > p->begin && is_white(d->text.data[end - 1]))
		end--;
	buf_truncate(&d->text, end);
	p->end = end;
	p->heading = b->heading;
}

static bool is_digits(const char *text, size_t n)
{
	return strspn(text, "0123456789") >= n;
}

void doc_set_date(struct doc *d, const char *value)
{
	char day[11];

	if (d->date[0] != '\0' || value == NULL || !is_digits(value, 4))
		return;
	const char *month = value + 4 + (value[4] == '-');
	if (!is_digits(month, 2))
		return;
	const char *of_month = month + 2 + (month[2] == '-');
	if (!is_digits(of_month, 2))
		return;
	memcpy(day, value, 4);
	day[4] = day[7] = '-';
	memcpy(day + 5, month, 2);
	memcpy(day + 8, of_month, 2);
	day[10] = '\0';
	int m = atoi(day + 5), n = atoi(day + 8);
	if (m >= 1 && m <= 12 && n >= 1 && n <= 31)
		memcpy(d->date, day, sizeof(day));
}

/* Language */

enum script { LATIN, CYRILLIC, HAN, ARABIC, DEVANAGARI, N_SCRIPTS };

static int script_of(int32_t c)
{
	if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c < 0x250))
		return LATIN;
	if (c >= 0x400 && c < 0x530)
		return CYRILLIC;
	if ((c >= 0x3400 && c < 0xA000) || (c >= 0x20000 && c < 0x33480))
		return HAN;
	if (c >= 0x600 && c < 0x780)
		return ARABIC;
	return c >= 0x900 && c < 0x980 ? DEVANAGARI : -1;
}

/* The script of most letters; -1 where no letter is of one of these. */
static int script_of_text(const char *text, size_t size)
{
	size_t n[N_SCRIPTS] = { 0 };
	int best = -1;

	for (const char *at = text, *end = text + size; at < end;) {
		int script = script_of(utf8_next(&at, end));
		if (script >= 0)
			n[script] += script == HAN ? 3 : 1; /* a character says more */
	}
	for (int i = 0; i < N_SCRIPTS; i++)
		if (n[i] > 0 && (best < 0 || n[i] > n[best]))
			best = i;
	return best;
}

static bool fits_text(const char *tag, const struct doc *d)
{
	static const char *const codes[] = { "Latn", "Cyrl", "Han", "Arab", "Deva" };
	struct lang_parts parts;
	int script = script_of_text(buf_str(&d->text), d->text.size);

	if (script < 0 || lang_parts(tag, &parts) < 0 || parts.script[0] == '\0')
		return true;
	return strncmp(parts.script, codes[script], strlen(codes[script])) == 0;
}

void doc_set_lang(struct doc *d, const char *tag)
{
	char canonical[LANG_MAX];

	if (d->lang[0] != '\0' || tag == NULL || *tag == '\0')
		return;
	if (lang_canonical(tag, canonical) == 0 && strcmp(canonical, "und") != 0 &&
		fits_text(canonical, d))
		memcpy(d->lang, canonical, sizeof(d->lang));
}

int doc_index(struct doc *d)
{
	d->lines = calloc(d->n + 1, sizeof(*d->lines));
	if (d->lines == NULL)
		return err_nomem();
	for (size_t i = 0; i < d->n; i++)
		d->lines[i] = d->paragraphs[i].begin;
	d->n_lines = d->n;
	return 0;
}
