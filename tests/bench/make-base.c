/* SPDX-License-Identifier: Apache-2.0
 *
 * make-base N [SENTENCES] < ROWS: a TMX of N units, always the same for one input.
 *
 * ROWS has a source sentence (en), a target, its language and a label, parted by tabs.  The first units
 * are the rows as they are; when they are used up, further ones are recombined: the first part of one
 * row's sentence and the second part of another's, on both sides, and said to be so in their label
 * ("recombined").  Their sense is nobody's business; their words and lengths are those of real text.
 * SENTENCES gets some of the sentences, with their language, for bench-find.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct row {
	char *source, *target, *lang, *label;
};

struct rows {
	struct row *at;
	size_t n, capacity;
};

static uint64_t state = 11;

static size_t at_random(size_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(state >> 33) % n;
}

static bool read_row(struct row *r)
{
	static char *line;
	static size_t room;
	ssize_t n = getline(&line, &room, stdin);

	if (n <= 0)
		return false;
	if (line[n - 1] == '\n')
		line[n - 1] = '\0';
	char *copy = strdup(line);
	r->source = strsep(&copy, "\t");
	r->target = copy == NULL ? NULL : strsep(&copy, "\t");
	r->lang = copy == NULL ? NULL : strsep(&copy, "\t");
	r->label = copy == NULL ? NULL : strsep(&copy, "\t");
	return true;
}

static void keep(struct rows *rows, struct row r)
{
	if (rows->n == rows->capacity) {
		rows->capacity = rows->capacity == 0 ? 65536 : 2 * rows->capacity;
		rows->at = realloc(rows->at, rows->capacity * sizeof(*rows->at));
		if (rows->at == NULL)
			exit(1);
	}
	rows->at[rows->n++] = r;
}

static void escaped(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		switch (text[i]) {
		case '&':
			fputs("&amp;", stdout);
			break;
		case '<':
			fputs("&lt;", stdout);
			break;
		case '>':
			fputs("&gt;", stdout);
			break;
		case '"':
			fputs("&quot;", stdout);
			break;
		default:
			putchar(text[i]);
		}
	}
}

/* Where a sentence is parted: at the space (or character) nearest to `share` of it. */
static size_t middle(const char *text, size_t share)
{
	size_t size = strlen(text), at = size * share / 100;

	if (strchr(text, ' ') != NULL)
		while (at > 0 && text[at] != ' ')
			at--;
	while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80)
		at--;
	return at;
}

static void segment(const char *lang, const char *head, size_t head_size, const char *tail)
{
	fputs("<tuv xml:lang=\"", stdout);
	escaped(lang, strlen(lang));
	fputs("\"><seg>", stdout);
	escaped(head, head_size);
	escaped(tail, strlen(tail));
	fputs("</seg></tuv>", stdout);
}

static void unit(size_t i, const struct row *a, const struct row *b, size_t share)
{
	size_t source = a == b ? 0 : middle(a->source, share);
	size_t target = a == b ? 0 : middle(a->target, share);

	printf("<tu tuid=\"%zu\" changedate=\"20%02zu%02zu%02zuT000000Z\">"
	       "<prop type=\"x-document\">", i, i % 27, 1 + i % 12, 1 + i % 28);
	escaped(a->label, strlen(a->label));
	fputs(a == b ? "</prop>" : " recombined</prop>", stdout);
	segment("en", a->source, source,
		b->source + (a == b ? 0 : middle(b->source, share)));
	segment(a->lang, a->target, target,
		b->target + (a == b ? 0 : middle(b->target, share)));
	puts("</tu>");
}

/* Another row in the same language, so that both halves of a target are. */
static const struct row *partner(const struct rows *rows, const struct row *a)
{
	for (int i = 0; i < 1000; i++) {
		const struct row *b = &rows->at[at_random(rows->n)];
		if (strcmp(a->lang, b->lang) == 0)
			return b;
	}
	return a;
}

static void note(FILE *out, size_t i, size_t n, const struct row *r)
{
	size_t step = n / 20000 + 1;
	bool rare = strcmp(r->lang, "ru") != 0;

	if (out != NULL && i % step == 0)
		fprintf(out, "en\t%s\n", r->source);
	if (out != NULL && (i % step == 0 || (rare && i % (step / 4 + 1) == 0)))
		fprintf(out, "%s\t%s\n", r->lang, r->target);
}

int main(int argc, char **argv)
{
	size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 10000;
	FILE *sentences = argc > 2 ? fopen(argv[2], "w") : NULL;
	struct rows rows = { 0 };
	struct row r;

	puts("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\"><header "
	     "creationtool=\"make-base\" creationtoolversion=\"1\" segtype=\"sentence\" "
	     "o-tmf=\"none\" adminlang=\"en\" srclang=\"en\" datatype=\"plaintext\"/>"
	     "<body>");
	while (rows.n < n && read_row(&r)) {
		if (r.label == NULL) {
			fputs("make-base: four columns are needed\n", stderr);
			return 1;
		}
		unit(rows.n, &r, &r, 0);
		note(sentences, rows.n, n, &r);
		keep(&rows, r);
	}
	for (size_t i = rows.n; rows.n > 0 && i < n; i++) {
		const struct row *a = &rows.at[at_random(rows.n)];
		unit(i, a, partner(&rows, a), 20 + at_random(60));
	}
	puts("</body></tmx>");
	if (sentences != NULL)
		fclose(sentences);
	return ferror(stdout) != 0;
}
