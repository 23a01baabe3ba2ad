/* SPDX-License-Identifier: Apache-2.0
 *
 * Romanisation.  An input is a table, a line "==" and a text for it; without such a line,
 * a text for all systems that ship.  What is made of it is UTF-8, no longer than
 * promised, and the first of its spellings.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "src/text/utf8.h"
#include "termbase/romanise.h"
#include "tests/fuzz/fuzz.h"

#define SPELLINGS 12

struct first {
	struct buf text;
	size_t n;
};

static int take(void *ctx, const char *text, size_t size)
{
	struct first *first = ctx;

	if (first->n++ == 0)
		buf_add(&first->text, text, size);
	return 0;
}

static void render(const struct system *s, const char *text, size_t size)
{
	cleanup(buf_free) struct buf out = BUF_INIT;
	struct first first = { BUF_INIT, 0 };

	if (system_render(s, text, size, &out) == 0) {
		if (out.size > size * 16 ||
			utf8_valid(buf_str(&out), out.size) != out.size)
			abort();
		if (system_render_all(s, text, size, SPELLINGS, take, &first) != 0 ||
			first.n == 0 || first.n > SPELLINGS ||
			strcmp(buf_str(&first.text), buf_str(&out)) != 0)
			abort();
	}
	buf_free(&first.text);
}

static void render_with_all(const char *text, size_t size)
{
	static struct systems *shipped;

	if (shipped == NULL && systems_open(&shipped) != 0)
		abort();
	for (size_t i = 0; i < systems_count(shipped); i++)
		render(systems_at(shipped, i), text, size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	cleanup(buf_free) struct buf input = BUF_INIT;
	cleanup(systems_closep) struct systems *s = NULL;

	if (size == 0 || size > 20000)
		return 0;
	buf_add(&input, data, size);
	const char *whole = buf_str(&input), *line = strstr(whole, "\n==\n");
	if (line == NULL) {
		/* up to a NUL, as spellings are compared as C strings */
		render_with_all(whole, strlen(whole));
		return 0;
	}
	const char *text = line + strlen("\n==\n");
	if (systems_empty(&s) == 0 &&
		systems_add(s, "x.tsv", whole, (size_t)(line - whole)) == 0)
		render(systems_find(s, "x"), text, strlen(text));
	return 0;
}
