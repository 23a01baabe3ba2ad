/* SPDX-License-Identifier: Apache-2.0
 *
 * Lines are read one at a time and answered before the next is asked for, so a program
 * can hold a conversation through a pipe and a list may have any length.
 */
#include "config.h"

#include "src/cli/lines.h"

#include <errno.h>
#include <string.h>

#include "bisotun/text.h"
#include "src/cli/say.h"

static int unreadable(const char *file)
{
	say("%s: %s", file, strerror(errno));
	return LINES_UNREADABLE;
}

#define LINE_BYTES ((size_t)64 << 20) /* what never ends is no line */

static bool make_room(char **buffer, size_t *capacity)
{
	size_t more = *capacity == 0 ? 4096 : *capacity * 2;
	char *larger = realloc(*buffer, more);

	if (larger == NULL)
		return false;
	*buffer = larger;
	*capacity = more;
	return true;
}

static int too_long(const struct line *l)
{
	say("%s:%lld: a line of more than %zu MB", l->file, (long long)l->number + 1,
		LINE_BYTES >> 20);
	return LINES_UNREADABLE;
}

/* Reads one line; 1, 0 at the end, or a negative code. */
static int read_line(FILE *in, char **buffer, size_t *capacity, struct line *l)
{
	size_t size = 0;
	int c = 0;

	errno = 0;
	while (c != '\n' && (c = getc_unlocked(in)) != EOF) {
		if (size >= LINE_BYTES)
			return too_long(l);
		if (size + 1 >= *capacity && !make_room(buffer, capacity))
			return unreadable(l->file);
		(*buffer)[size++] = (char)c;
	}
	if (c == EOF && errno == EINTR)
		return LINES_STOPPED;
	if (c == EOF && ferror(in))
		return unreadable(l->file);
	if (size == 0)
		return 0;
	(*buffer)[size] = '\0';
	l->text = *buffer;
	l->size = size;
	l->number++;
	return 1;
}

/* Takes the end of a line off, and a byte order mark before the first. */
static void trim_end(struct line *l)
{
	while (l->size > 0 && strchr("\r\n", l->text[l->size - 1]) != NULL &&
		l->text[l->size - 1] != '\0')
		l->text[--l->size] = '\0';
	if (l->number == 1 && strncmp(l->text, "\xEF\xBB\xBF", 3) == 0) {
		l->text += 3;
		l->size -= 3;
	}
}

static int read_lines(FILE *in, const char *file,
	int (*line)(void *ctx, const struct line *l), void *ctx)
{
	cleanup(free_text) char *buffer = NULL;
	size_t capacity = 0;
	struct line l = { .file = file };
	int rc;

	while ((rc = read_line(in, &buffer, &capacity, &l)) > 0) {
		trim_end(&l);
		rc = line(ctx, &l);
		if (in == stdin)
			fflush(stdout);
		if (rc < 0)
			return rc;
	}
	return rc;
}

int each_whole_line(
	const char *file, int (*line)(void *ctx, const struct line *l), void *ctx)
{
	cleanup(close_file) FILE *opened = NULL;

	if (strcmp(file, "-") == 0)
		return read_lines(stdin, "standard input", line, ctx);
	opened = fopen(file, "r");
	return opened == NULL ? unreadable(file) : read_lines(opened, file, line, ctx);
}

const char *line_flaw(const struct line *l, char words[64])
{
	size_t good = bis_text_valid(l->text, l->size);
	size_t sound = strnlen(l->text, l->size);

	if (good == l->size && sound == l->size)
		return NULL;
	if (good <= sound && good < l->size)
		snprintf(words, 64, "no UTF-8 at byte %zu of the line", good + 1);
	else
		snprintf(words, 64, "a NUL at byte %zu of the line", sound + 1);
	return words;
}

/* Who wants entries, not lines. */
struct entries {
	int (*line)(void *ctx, const char *text);
	void *ctx;
};

static int trimmed(void *ctx, const struct line *l)
{
	const struct entries *e = ctx;
	size_t size = l->size;
	char *text = l->text;

	if (is_blank(text))
		return 0;
	while (size > 0 && strchr(" \t\r\n", text[size - 1]) != NULL)
		text[--size] = '\0';
	return e->line(e->ctx, text + strspn(text, " \t"));
}

int each_line(const char *file, int (*line)(void *ctx, const char *text), void *ctx)
{
	return each_whole_line(file, trimmed, &(struct entries){ line, ctx });
}
