/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading of tests/data/cases: three lines a case, "= word word: what it is about", then
 * two texts, in which \u{A0} is the character of that code point.  Other lines at that
 * place that are empty or begin with # are skipped.
 */
#ifndef BISOTUN_TESTS_TEXT_CASES_H
#define BISOTUN_TESTS_TEXT_CASES_H

#include "tests/test.h"

#include "src/text/utf8.h"

#define CASE_LINE 1024

struct text_case {
	const char *file;
	int line;
	char head[CASE_LINE]; /* "strict ru: ё and е" */
	char first[32], second[32];
	char a[CASE_LINE], b[CASE_LINE];
};

static inline void case_unescape(char *text)
{
	char *to = text;

	for (const char *at = text; *at != '\0';) {
		char *end;
		if (strncmp(at, "\\u{", 3) != 0) {
			*to++ = *at++;
			continue;
		}
		long c = strtol(at + 3, &end, 16);
		assert_true(*end == '}' && c > 0 && c <= 0x10FFFF);
		to += utf8_put(to, (int32_t)c);
		at = end + 1;
	}
	*to = '\0';
}

static inline void case_line(FILE *file, struct text_case *c, char *line)
{
	if (fgets(line, CASE_LINE, file) == NULL)
		fail_msg("%s:%d: a case of less than three lines", c->file, c->line);
	c->line++;
	line[strcspn(line, "\n")] = '\0';
	case_unescape(line);
	assert_int_equal(utf8_valid(line, strlen(line)), strlen(line));
}

/* 1 a case, 0 no more. */
static inline int case_next(FILE *file, struct text_case *c)
{
	while (fgets(c->head, sizeof(c->head), file) != NULL) {
		c->line++;
		if (c->head[0] == '\n' || c->head[0] == '#')
			continue;
		c->head[strcspn(c->head, "\n")] = '\0';
		c->first[0] = c->second[0] = '\0';
		if (sscanf(c->head, "= %31[^ :] %31[^ :]", c->first, c->second) < 1)
			fail_msg("%s:%d: not the head of a case: %s", c->file, c->line,
				c->head);
		case_line(file, c, c->a);
		case_line(file, c, c->b);
		return 1;
	}
	return 0;
}

/* Calls `check` for every case of the file; fails where there are fewer than `least`. */
static inline void for_each_case(
	const char *name, int least, void (*check)(const struct text_case *c))
{
	FILE *file = fopen(test_data(name), "r");
	struct text_case c = { .file = name };
	int n = 0;

	if (file == NULL)
		fail_msg("%s is missing", name);
	for (; case_next(file, &c) > 0; n++)
		check(&c);
	fclose(file);
	if (n < least)
		fail_msg("%s: %d cases, fewer than %d", name, n, least);
}

#endif
