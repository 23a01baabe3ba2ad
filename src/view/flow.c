/* SPDX-License-Identifier: Apache-2.0
 *
 * Lines are broken at blanks and between letters of double width, but not before the
 * marks that must not begin a line in Chinese.  Styles play no part in that: a word of
 * which one half is marked stays whole.
 */
#include "config.h"

#include "src/view/flow.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { USUAL_WIDTH = 80, LEAST_ROOM = 20 };

size_t printer_width(const struct printer *p)
{
	struct winsize size;

	if (!p->tty)
		return 0;
	if (ioctl(fileno(p->out), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return USUAL_WIDTH;
}

struct flow flow_of(struct printer *p, size_t indent, bool rtl)
{
	return (struct flow){ .printer = p, .indent = indent, .rtl = rtl };
}

static bool grow_text(struct flow *f, size_t more)
{
	size_t capacity = f->text_capacity;

	if (capacity - f->size > more)
		return true;
	capacity = capacity < 256 ? 256 : capacity;
	while (capacity - f->size <= more)
		capacity *= 2;
	char *text = realloc(f->text, capacity);
	if (text == NULL)
		return false;
	f->text = text;
	f->text_capacity = capacity;
	return true;
}

static bool grow_pieces(struct flow *f)
{
	size_t capacity = f->capacity == 0 ? 8 : f->capacity * 2;

	if (f->n_pieces < f->capacity)
		return true;
	void *pieces = reallocarray(f->pieces, capacity, sizeof(*f->pieces));
	if (pieces == NULL)
		return false;
	f->pieces = pieces;
	f->capacity = capacity;
	return true;
}

void flow_text(struct flow *f, enum style style, const char *text, size_t size)
{
	if (!grow_text(f, size + 1) || !grow_pieces(f)) {
		f->failed = true;
		return;
	}
	memcpy(f->text + f->size, text, size);
	f->text[f->size + size] = '\0';
	tame(f->text + f->size);
	f->size += strlen(f->text + f->size);
	if (f->n_pieces == 0 || f->pieces[f->n_pieces - 1].style != style)
		f->n_pieces++;
	f->pieces[f->n_pieces - 1] = (struct flow_piece){ f->size, style };
}

static size_t letter_size(const struct flow *f, size_t at)
{
	unsigned char c = (unsigned char)f->text[at];
	size_t size = c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;

	return size < f->size - at ? size : f->size - at;
}

/* Marks that belong to the letter before them. */
static bool is_closing(const char *letter, size_t size)
{
	static const char marks[] = "。，、；：？！）」』》】”’…％";

	return size == 3 && memmem(marks, sizeof(marks) - 1, letter, size) != NULL;
}

static bool is_wide(const struct flow *f, size_t at)
{
	size_t size = letter_size(f, at);

	return size >= 3 && bis_text_width(f->text + at, size) == 2;
}

/* The end of what can't be broken from `at` on: a word, a wide letter with its marks. */
static size_t chunk_end(const struct flow *f, size_t at)
{
	bool wide = is_wide(f, at);

	at += letter_size(f, at);
	while (at < f->size && f->text[at] != ' ') {
		size_t size = letter_size(f, at);
		if (!is_closing(f->text + at, size) && (wide || is_wide(f, at)))
			return at;
		at += size;
	}
	return at;
}

/* Prints a stretch in the styles of its pieces; *piece is the first that reaches into
 * it. */
static void print_stretch(const struct flow *f, size_t begin, size_t end, size_t *piece)
{
	while (begin < end) {
		while (f->pieces[*piece].end <= begin)
			++*piece;
		size_t stop = f->pieces[*piece].end < end ? f->pieces[*piece].end : end;
		styled(f->printer, f->pieces[*piece].style, "%.*s", (int)(stop - begin),
			f->text + begin);
		begin = stop;
	}
}

static void print_line(
	const struct flow *f, size_t begin, size_t end, size_t *piece, bool last)
{
	bool isolate = f->rtl && f->printer->tty;

	/* UAX #9: FSI … PDI */
	if (isolate)
		fputs("\u2068", f->printer->out);
	print_stretch(f, begin, end, piece);
	fputs(isolate ? "\u2069\n" : "\n", f->printer->out);
	if (!last)
		fprintf(f->printer->out, "%*s", (int)f->indent, "");
}

/* The end of the line that begins at `at`. */
static size_t line_end(const struct flow *f, size_t at, size_t room)
{
	size_t end = at, width = 0;

	while (end < f->size) {
		size_t word = end + strspn(f->text + end, " ");
		size_t next = word < f->size ? chunk_end(f, word) : f->size;
		width += bis_text_width(f->text + end, next - end);
		if (width > room && end > at)
			return end;
		end = next;
	}
	return end;
}

void flow_print(struct flow *f)
{
	size_t width = printer_width(f->printer), piece = 0, at = 0;
	size_t room = width > f->indent + LEAST_ROOM ? width - f->indent : LEAST_ROOM;

	if (f->failed)
		f->printer->failed = true;
	while (!f->failed && (at < f->size || f->size == 0)) {
		size_t end = width == 0 || f->size == 0 ? f->size : line_end(f, at, room);
		size_t next = end;
		while (next < f->size && f->text[next] == ' ')
			next++;
		print_line(f, at, end, &piece, next == f->size);
		at = next;
		if (at == f->size)
			break;
	}
	free(f->text);
	free(f->pieces);
	*f = (struct flow){ .printer = f->printer };
}
