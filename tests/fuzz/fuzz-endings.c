/* SPDX-License-Identifier: Apache-2.0
 *
 * Case endings.  An input is a table, a line "==" and words, one a line; without such a
 * line, words for all languages that have a table.  First forms are UTF-8, and so is what
 * is made by putting one back into its case.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "src/text/utf8.h"
#include "termbase/endings.h"
#include "tests/fuzz/fuzz.h"

static const char *const langs[] = { "ru", "kk", "ky", "tg", "uz", "uz-Cyrl", "uk", "be",
	"en", "x" };

static void put_back(const struct endings *e, const char *lang, const struct bases *b)
{
	for (size_t i = 0; i < b->n; i++) {
		cleanup(buf_free) struct buf out = BUF_INIT;
		const struct base_form *base = &b->at[i];
		if (utf8_valid(base->text, base->size) != base->size)
			abort();
		if (endings_put(e, lang, base->text, base->size, base, &out) < 0 ||
			utf8_valid(buf_str(&out), out.size) != out.size)
			abort();
	}
}

static void look_at(
	const struct endings *e, const char *lang, const char *word, size_t size)
{
	cleanup(bases_finish) struct bases b = { 0 };

	if (endings_bases(e, lang, word, size, &b) == 0)
		put_back(e, lang, &b);
}

static void look_at_lines(
	const struct endings *e, const char *lang, const char *text, size_t size)
{
	const char *end = text + size;

	while (text < end) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		if (stop == NULL)
			stop = end;
		look_at(e, lang, text, (size_t)(stop - text));
		text = stop + 1;
	}
}

/* The shipped tables. */
static void look_at_words(const char *text, size_t size)
{
	static struct endings *shipped;

	if (shipped == NULL && endings_open(&shipped) != 0)
		abort();
	for (size_t i = 0; i < N_ELEMENTS(langs); i++)
		look_at_lines(shipped, langs[i], text, size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	cleanup(endings_closep) struct endings *e = NULL;
	const char *text = (const char *)data;

	if (size == 0 || size > 20000 || utf8_valid(text, size) != size)
		return 0;
	const char *line = memmem(text, size, "\n==\n", 4);
	if (line == NULL) {
		look_at_words(text, size);
		return 0;
	}
	const char *words = line + 4;
	if (endings_empty(&e) == 0 &&
		endings_add(e, "x.tsv", text, (size_t)(line - text) + 1) == 0)
		look_at_lines(e, "x", words, size - (size_t)(words - text));
	return 0;
}
