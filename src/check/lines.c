/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "src/check/lines.h"

#include <string.h>

#define REACH 256 /* bytes either way */

/* The run of characters without white space around a place. */
static const char *run_at(const struct reading *r, size_t at, size_t *size)
{
	size_t begin = at, end = at;

	while (begin > 0 && at - begin < REACH &&
		!is_gap((unsigned char)r->text[begin - 1]))
		begin--;
	while (end < r->size && end - at < REACH && !is_gap((unsigned char)r->text[end]))
		end++;
	*size = end - begin;
	return r->text + begin;
}

bool in_address(const struct reading *r, size_t at)
{
	size_t size;
	const char *run = run_at(r, at, &size);

	return memmem(run, size, "://", 3) != NULL || memchr(run, '@', size) != NULL ||
	       memmem(run, size, "www.", 4) != NULL || memchr(run, '\\', size) != NULL;
}

bool in_code(const struct reading *r, size_t at)
{
	size_t size;
	const char *run = run_at(r, at, &size);

	for (size_t i = 0; i < size; i++)
		if (run[i] != '\0' && strchr("<>{}[]=\\@_|#$&*+/:^`", run[i]) != NULL)
			return true;
	return false;
}

size_t block_end(const struct reading *r, size_t i)
{
	const struct doc_paragraph *at = r->doc.paragraphs;

	if (r->doc.type != DOC_TEXT)
		return i + 1;
	for (i++; i < r->doc.n; i++) {
		const char *gap = r->text + at[i - 1].end;
		const char *end = r->text + at[i].begin;
		const char *line = memchr(gap, '\n', (size_t)(end - gap));
		if (line == NULL ||
			memchr(line + 1, '\n', (size_t)(end - line - 1)) != NULL)
			break;
	}
	return i;
}
