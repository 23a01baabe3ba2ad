/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tmx/head.h"

#include <string.h>

static const char *past(const char *at, const char *end, const char *words)
{
	const char *found = memmem(at, (size_t)(end - at), words, strlen(words));

	return found == NULL ? end : found + strlen(words);
}

/* Past a DOCTYPE, whose internal subset in [ ] may hold `>`. */
static const char *past_doctype(const char *at, const char *end)
{
	for (int brackets = 0; at < end; at++) {
		if (*at == '[')
			brackets++;
		if (*at == ']')
			brackets--;
		if (*at == '>' && brackets <= 0)
			return at + 1;
	}
	return end;
}

static const char *past_misc(const char *at, const char *end)
{
	if (end - at >= 4 && memcmp(at, "<!--", 4) == 0)
		return past(at + 4, end, "-->");
	if (end - at >= 2 && memcmp(at, "<?", 2) == 0)
		return past(at + 2, end, "?>");
	if (end - at >= 2 && memcmp(at, "<!", 2) == 0)
		return past_doctype(at, end);
	return at;
}

static bool ends_name(char c)
{
	return strchr(" \t\r\n/>", c) != NULL; /* NUL too */
}

static void name_of_tag(struct head_root *root, const char *end)
{
	root->name = root->tag + 1;
	root->size = 0;
	for (const char *at = root->name; at < end && !ends_name(*at); at++) {
		root->size++;
		if (*at == ':') {
			root->name = at + 1;
			root->size = 0;
		}
	}
}

bool head_root(const struct head *head, struct head_root *root)
{
	const char *at = head->text, *end = head->text + head->size;

	for (;;) {
		const char *begin = at;
		while (at < end && strchr(" \t\r\n", *at) != NULL && *at != '\0')
			at++;
		at = past_misc(at, end);
		if (at == begin)
			break;
	}
	if (at >= end || *at != '<')
		return false;
	root->tag = at;
	const char *close = memchr(at, '>', (size_t)(end - at));
	root->tag_size = close == NULL ? (size_t)(end - at) : (size_t)(close - at) + 1;
	name_of_tag(root, end);
	root->line = 1;
	for (const char *c = head->text; c < at; c++)
		root->line += *c == '\n';
	return root->size > 0;
}

bool head_root_is(const struct head_root *root, const char *name)
{
	return strlen(name) == root->size && memcmp(name, root->name, root->size) == 0;
}

bool head_suffix_is(const struct head *head, const char *suffixes)
{
	size_t size = strlen(head->suffix);

	if (size == 0)
		return false;
	for (const char *at = strstr(suffixes, head->suffix); at != NULL;
		at = strstr(at + 1, head->suffix))
		if ((at == suffixes || at[-1] == ' ') &&
			(at[size] == ' ' || at[size] == '\0'))
			return true;
	return false;
}

bool head_line(const struct head *head, size_t n, const char **line, size_t *size)
{
	const char *at = head->text, *end = head->text + head->size;

	while (at < end) {
		size_t span = 0;
		while (at + span < end && at[span] != '\n' && at[span] != '\r')
			span++;
		if (span > 0 && n-- == 0) {
			*line = at;
			*size = span;
			return true;
		}
		at += span + 1;
	}
	return false;
}
